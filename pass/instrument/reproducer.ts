/**
 * Reproducers: IR with the pipeline that it is to be run through, in the resource section of the text,
 * as MLIR writes and reads it.
 */
import { type Operation, printToBytes, symbolName } from '../../ir/index.js';
import type { PassInstrumentation } from '../instrumentation.js';
import { type PassInstance, type Pipeline, pipelineText } from '../pipeline.js';

export interface Reproducer {
  readonly pipeline: string;
  readonly verifyEach: boolean;
}

/** The text of a reproducer for the operation as it is now. */
export function reproducerText(op: Operation, { pipeline, verifyEach }: Reproducer): string {
  const text = printToBytes(op, {
    debugInfo: false,
    externalResources: {
      mlir_reproducer: {
        pipeline: JSON.stringify(pipeline),
        disable_threading: 'true',
        verify_each: String(verifyEach),
      },
    },
  });
  return `${text.toString('utf8').trimEnd()}\n`;
}

/** Reads the entries that `externalResources` of a parsed text gave; undefined when it has no pipeline. */
export function readReproducer(
  entries: Readonly<Record<string, string>> | undefined,
): Reproducer | undefined {
  if (entries?.pipeline === undefined) return undefined;
  return { pipeline: entries.pipeline, verifyEach: entries.verify_each !== 'false' };
}

/** What ran when a pipeline failed. */
export interface Failure {
  /** `` `CSE` on 'func.func' operation: @f ``. */
  readonly where: string;
  readonly text: string;
}

/**
 * Keeps the IR as it was, so that a failure can be told with what led to it: the whole pipeline on the
 * input, or (`local`) the pass that failed on the IR before it.
 */
export class CrashRecorder {
  private readonly verifyEach: boolean;
  private readonly local: boolean;
  private readonly whole: string;
  private readonly running: { readonly text: string; readonly where: string }[] = [];
  private failure: Failure | undefined;

  constructor(
    root: Operation,
    pipeline: Pipeline,
    options: { local: boolean; verifyEach: boolean },
  ) {
    this.local = options.local;
    this.verifyEach = options.verifyEach;
    const { verifyEach } = this;
    this.whole = options.local
      ? ''
      : reproducerText(root, { pipeline: pipelineText(pipeline), verifyEach });
  }

  instrumentation(): PassInstrumentation {
    return {
      before: (instance, op) => {
        const symbol = symbolName(op);
        const name = symbol === undefined ? '' : `: @${symbol}`;
        const where = `\`${instance.pass.title}\` on '${op.name}' operation${name}`;
        this.running.push({ where, text: this.local ? this.localText(instance, op) : this.whole });
      },
      after: () => void this.running.pop(),
      failed: () => {
        // The innermost failure comes first; those around it follow from it.
        const { where, text } = this.running.pop()!;
        this.failure ??= { where, text };
      },
    };
  }

  /** What failed; for an error outside of any pass, the whole. */
  get failed(): Failure | undefined {
    return this.failure;
  }

  /** The one pass, nested as the operation is. */
  private localText(instance: PassInstance, op: Operation): string {
    let pipeline: Pipeline = { anchor: op.name, elements: [instance] };
    let root = op;
    for (let at = op.parentOp; at; at = at.parentOp) {
      pipeline = { anchor: at.name, elements: [{ kind: 'nest', pipelines: [pipeline] }] };
      root = at;
    }
    const { verifyEach } = this;
    return reproducerText(root, { pipeline: pipelineText(pipeline), verifyEach });
  }
}
