import { type Context, DiagnosticError, type Operation, verify } from '../ir/index.js';
import { type AnalysisKind, AnalysisManager } from './analysis.js';
import type { PassInstrumentation } from './instrumentation.js';
import type { PassRun } from './pass.js';
import { type Nest, type PassInstance, type Pipeline, scheduled } from './pipeline.js';
import { parsePassList } from './pipeline-parser.js';
import type { PassRegistry } from './registry.js';

export interface RunOptions {
  readonly verifyEach?: boolean;
  readonly instrumentation?: readonly PassInstrumentation[];
  /** Where passes find those that their options name. */
  readonly registry?: PassRegistry;
  /** Takes text that passes print; default: standard error. */
  readonly print?: (text: string) => void;
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
      `can't run '${pipeline.anchor}' pass manager on '${root.name}' op: the outermost name of the pipeline must be the operation that it is given`,
    );
    return false;
  }
  const runner = new Runner(context, options);
  await runner.loadDialects(pipeline);
  if (!runner.canRun(pipeline, root)) return false;
  return runner.elements(
    runner.scheduled(pipeline),
    root,
    new AnalysisManager(root, runner.watchers),
  );
}

class Runner {
  readonly watchers: readonly PassInstrumentation[];
  private readonly context: Context;
  private readonly options: RunOptions;

  constructor(context: Context, options: RunOptions) {
    this.context = context;
    this.options = options;
    this.watchers = options.instrumentation ?? [];
  }

  scheduled(pipeline: Pipeline): Pipeline {
    return scheduled(pipeline, (name) => this.context.op(name).hasTrait('IsolatedFromAbove'));
  }

  /** Before anything runs: a dialect that comes late would not be known to passes before it. */
  async loadDialects(pipeline: Pipeline): Promise<void> {
    for (const element of pipeline.elements) {
      if (element.kind === 'nest') {
        for (const inner of element.pipelines) {
          // Whether `any` takes the operation is known when its dialect is.
          const dialect = inner.anchor.split('.')[0];
          if (this.context.knownDialects.includes(dialect)) await this.context.load(dialect);
          await this.loadDialects(inner);
        }
      } else {
        await this.context.load(...(element.pass.dependentDialects ?? []));
      }
    }
  }

  async elements(pipeline: Pipeline, op: Operation, analyses: AnalysisManager): Promise<boolean> {
    for (const element of pipeline.elements) {
      const ok =
        element.kind === 'nest'
          ? await this.nest(element, op, analyses)
          : await this.pass(element, op, analyses);
      if (!ok) return false;
    }
    return true;
  }

  private async nest(nest: Nest, op: Operation, analyses: AnalysisManager): Promise<boolean> {
    for (const w of this.watchers) w.beforeNest?.(nest, op);
    const ok = await this.inside(nest, op, analyses);
    for (const w of this.watchers) w.afterNest?.(nest, op);
    analyses.invalidate(NOTHING);
    return ok;
  }

  private async inside(nest: Nest, op: Operation, analyses: AnalysisManager): Promise<boolean> {
    for (const region of op.regions) {
      for (const block of region.blocks) {
        for (const child of block.ops) {
          const pipeline = pipelineFor(nest, child);
          if (!pipeline || !(await this.on(pipeline, child, analyses))) {
            if (pipeline) return false;
          }
        }
      }
    }
    return true;
  }

  /** Whether passes may run on the operation; says why when they may not. */
  canRun(pipeline: Pipeline, op: Operation): boolean {
    if (op.hasTrait('IsolatedFromAbove') || pipeline.elements.length === 0) return true;
    const why = op.def.registered
      ? "a pass runs on operations that are 'IsolatedFromAbove' only"
      : 'it is not registered';
    this.context.emitError(op.loc, `'${op.name}' op cannot have passes run on it: ${why}`);
    return false;
  }

  /** Runs a pipeline on an operation that it is made for. */
  private async on(pipeline: Pipeline, op: Operation, outer: AnalysisManager): Promise<boolean> {
    if (!this.canRun(pipeline, op)) return false;
    const analyses = outer.nest(op);
    for (const w of this.watchers) w.beforePipeline?.(pipeline, op);
    const ok = await this.elements(pipeline, op, analyses);
    for (const w of this.watchers) w.afterPipeline?.(pipeline, op);
    analyses.clear();
    return ok;
  }

  private async pass(
    instance: PassInstance,
    op: Operation,
    analyses: AnalysisManager,
  ): Promise<boolean> {
    const { context, watchers } = this;
    const { pass } = instance;
    if (pass.anchor && pass.anchor !== op.name) {
      context.emitError(
        op.loc,
        `the pass '${pass.name}' runs on '${pass.anchor}', not on '${op.name}'`,
      );
      return false;
    }
    for (const w of watchers) w.before?.(instance, op);
    const run = new Run(this, instance, analyses, context, this.options);
    let ok: boolean;
    try {
      const pending = pass.run(op, run);
      if (pending) await pending;
      ok = !run.hasFailed;
    } catch (error) {
      if (!(error instanceof DiagnosticError)) {
        for (const w of watchers) w.failed?.(instance, op);
        throw error;
      }
      ok = false;
      context.emit(error.diagnostic);
    }
    if (!run.preservesAll) {
      analyses.invalidate(run.preserved);
      if (ok && this.options.verifyEach !== false) ok = verify(context, op);
    }
    for (const w of watchers) (ok ? w.after : w.failed)?.call(w, instance, op);
    return ok;
  }

  /** A pipeline that a pass runs on an operation inside its own. */
  async dynamic(pipeline: Pipeline, op: Operation, analyses: AnalysisManager): Promise<boolean> {
    return this.on(this.scheduled(pipeline), op, analyses);
  }
}

const NOTHING: ReadonlySet<AnalysisKind<unknown>> = new Set();

/** The one of the nest's pipelines that takes the operation. */
function pipelineFor(nest: Nest, op: Operation): Pipeline | undefined {
  const named = nest.pipelines.find((p) => p.anchor === op.name);
  if (named || !op.def.registered || !op.hasTrait('IsolatedFromAbove')) return named;
  return nest.pipelines.find((p) => p.anchor === 'any');
}

/** One run of one pass on one operation. */
class Run implements PassRun {
  readonly context: Context;
  readonly options: PassRun['options'];
  hasFailed = false;
  preservesAll = false;
  preserved: ReadonlySet<AnalysisKind<unknown>> = NOTHING;
  private readonly runner: Runner;
  private readonly instance: PassInstance;
  private readonly analyses: AnalysisManager;
  private readonly runOptions: RunOptions;

  constructor(
    runner: Runner,
    instance: PassInstance,
    analyses: AnalysisManager,
    context: Context,
    runOptions: RunOptions,
  ) {
    this.runner = runner;
    this.instance = instance;
    this.analyses = analyses;
    this.context = context;
    this.runOptions = runOptions;
    this.options = instance.options;
    // Passes take what they need out of the run: `run(op, { error })`.
    this.error = this.error.bind(this);
    this.count = this.count.bind(this);
    this.remark = this.remark.bind(this);
  }

  fail(): void {
    this.hasFailed = true;
  }

  error(loc: Operation['loc'], message: string): void {
    this.hasFailed = true;
    this.context.emitError(loc, message);
  }

  count(statistic: string, by = 1): void {
    if (by === 0) return;
    for (const w of this.runner.watchers) w.count?.(this.instance, statistic, by);
  }

  remark(remark: Parameters<PassRun['remark']>[0]): void {
    for (const w of this.runner.watchers) w.remark?.(this.instance, remark);
  }

  analysis<T>(kind: AnalysisKind<T>, op?: Operation): T {
    return (op ? this.analyses.nest(op) : this.analyses).get(kind);
  }

  preserve(...kinds: readonly AnalysisKind<unknown>[]): void {
    this.preserved = new Set([...this.preserved, ...kinds]);
  }

  preserveAll(): void {
    this.preservesAll = true;
  }

  async parsePipeline(text: string): Promise<Pipeline> {
    const { registry } = this.runOptions;
    if (!registry) throw new Error('a pass that runs passes needs the registry in its RunOptions');
    const pipeline = await parsePassList(text, registry, 'any');
    await this.runner.loadDialects(pipeline);
    return pipeline;
  }

  runPipeline(pipeline: Pipeline, op: Operation): Promise<boolean> {
    return this.runner.dynamic(pipeline, op, this.analyses);
  }

  print(text: string): void {
    if (this.runOptions.print) this.runOptions.print(text);
    else process.stderr.write(text);
  }
}
