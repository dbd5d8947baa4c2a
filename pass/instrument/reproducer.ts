/**
 * Reproducers: IR with the pipeline that it is to be run through, in the resource section of the text,
 * as MLIR writes and reads it.
 */
import {
  DiagnosticError,
  type ExternalEntry,
  FileLineColLoc,
  type Operation,
  printToBytes,
  quoted,
  symbolName,
} from '../../ir/index.js';
import type { PassInstrumentation } from '../instrumentation.js';
import { type PassInstance, type Pipeline, pipelineText } from '../pipeline.js';
import { PipelineError, parsePipeline } from '../pipeline-parser.js';
import type { PassRegistry } from '../registry.js';

/** The group of external resources that is a reproducer. */
export const REPRODUCER = 'mlir_reproducer';

export interface Reproducer {
  readonly pipeline: string;
  readonly verifyEach: boolean;
}

/** The text of a reproducer for the operation as it is now. */
export function reproducerText(op: Operation, { pipeline, verifyEach }: Reproducer): string {
  const text = printToBytes(op, {
    debugInfo: false,
    externalResources: new Map([
      [
        REPRODUCER,
        [
          { key: 'pipeline', value: pipeline },
          { key: 'disable_threading', value: true },
          { key: 'verify_each', value: verifyEach },
        ],
      ],
    ]),
  });
  return `${text.toString('utf8').trimEnd()}\n`;
}

/** What a text says of how it is to be run. */
export interface FoundReproducer {
  readonly pipeline?: FoundPipeline;
  readonly verifyEach?: boolean;
}

/** The text of a pipeline, and where it stands. */
export class FoundPipeline {
  private readonly text: string;
  private readonly loc: FileLineColLoc;

  constructor(text: string, loc: FileLineColLoc) {
    this.text = text;
    this.loc = loc;
  }

  /** Throws DiagnosticError at the place of the mistake. */
  async parse(registry: PassRegistry): Promise<Pipeline> {
    try {
      return await parsePipeline(this.text, registry);
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error;
      const { file, line, column } = this.loc;
      // Behind the quote, unless characters before it are written as more than one.
      const isPlain = /^[ !#-[\]-~]*$/.test(this.text);
      const at = FileLineColLoc.get(file, line, column + (isPlain ? 1 + error.offset : 0));
      throw new DiagnosticError(at, error.message);
    }
  }
}

/** Reads the entries of `mlir_reproducer` in the resources of a text. Throws DiagnosticError. */
export function readReproducer(entries: readonly ExternalEntry[]): FoundReproducer {
  const found: { pipeline?: FoundPipeline; verifyEach?: boolean } = {};
  for (const { key, value, keyLoc, valueLoc } of entries) {
    if (key === 'pipeline') {
      if (typeof value !== 'string') {
        throw new DiagnosticError(
          valueLoc,
          `'pipeline' takes a text in quotes, not ${told(value)}`,
        );
      }
      found.pipeline = new FoundPipeline(value, valueLoc);
    } else if (key === 'verify_each' || key === 'disable_threading') {
      if (typeof value !== 'boolean') {
        throw new DiagnosticError(valueLoc, `'${key}' takes true or false, not ${told(value)}`);
      }
      if (key === 'verify_each') found.verifyEach = value;
    } else {
      throw new DiagnosticError(
        keyLoc,
        `a reproducer has no entry '${key}': expected 'pipeline', 'verify_each' or 'disable_threading'`,
      );
    }
  }
  return found;
}

const told = (value: ExternalEntry['value']): string =>
  typeof value === 'object' ? 'bytes' : `'${typeof value === 'string' ? quoted(value) : value}'`;

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
