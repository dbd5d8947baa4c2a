import { type Context, DiagnosticError, type Operation, verify } from '../ir/index.js';
import type { Pass } from './pass.js';
import type { Pipeline, PipelineElement } from './pipeline.js';

/** Watches a pipeline at work: printing, timing, statistics, crash reports. */
export interface PassInstrumentation {
  before?(pass: Pass, op: Operation): void;
  after?(pass: Pass, op: Operation): void;
  failed?(pass: Pass, op: Operation): void;
  count?(pass: Pass, statistic: string, by: number): void;
}

export interface RunOptions {
  readonly verifyEach?: boolean;
  readonly instrumentation?: readonly PassInstrumentation[];
}

/**
 * Runs a pipeline on an operation. False when a pass failed or left the IR invalid: the reason was
 * emitted as a diagnostic.
 */
export async function runPipeline(
  context: Context,
  root: Operation,
  pipeline: Pipeline,
  options: RunOptions = {},
): Promise<boolean> {
  if (pipeline.anchor !== 'any' && root.name !== pipeline.anchor) {
    context.emitError(
      root.loc,
      `can't run a pipeline anchored on '${pipeline.anchor}' on the top-level op '${root.name}'`,
    );
    return false;
  }
  return runElements(context, root, pipeline.elements, options);
}

async function runElements(
  context: Context,
  op: Operation,
  elements: readonly PipelineElement[],
  options: RunOptions,
): Promise<boolean> {
  for (const element of elements) {
    if (element.kind === 'nest') {
      for (const child of childrenOf(op, element.anchor)) {
        if (!(await runElements(context, child, element.elements, options))) return false;
      }
    } else if (!(await runPass(context, op, element, options))) {
      return false;
    }
  }
  return true;
}

/** The operations directly inside that a nest runs on; `any` takes every isolated one. */
function childrenOf(op: Operation, anchor: string): Operation[] {
  return op.regions
    .flatMap((r) => r.blocks)
    .flatMap((b) => b.ops)
    .filter((o) => (anchor === 'any' ? o.hasTrait('IsolatedFromAbove') : o.name === anchor));
}

async function runPass(
  context: Context,
  op: Operation,
  { pass, options: values }: Extract<PipelineElement, { kind: 'pass' }>,
  options: RunOptions,
): Promise<boolean> {
  if (pass.anchor && pass.anchor !== op.name) {
    context.emitError(
      op.loc,
      `the pass '${pass.name}' runs on '${pass.anchor}', not on '${op.name}'`,
    );
    return false;
  }
  await context.load(...(pass.dependentDialects ?? []));
  const watchers = options.instrumentation ?? [];
  for (const w of watchers) w.before?.(pass, op);
  let ok = true;
  try {
    await pass.run(op, {
      context,
      options: values,
      error: (loc, message) => {
        ok = false;
        context.emitError(loc, message);
      },
      count: (statistic, by = 1) => {
        for (const w of watchers) w.count?.(pass, statistic, by);
      },
    });
  } catch (error) {
    if (!(error instanceof DiagnosticError)) {
      for (const w of watchers) w.failed?.(pass, op);
      throw error;
    }
    ok = false;
    context.emit(error.diagnostic);
  }
  if (ok && options.verifyEach !== false) ok = verify(context, op);
  for (const w of watchers) (ok ? w.after : w.failed)?.call(w, pass, op);
  return ok;
}
