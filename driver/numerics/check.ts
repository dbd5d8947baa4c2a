/**
 * `--verify-numerics`: before and after a pass every function that can be run is run on the same random
 * inputs, on copies. Where results differ the pass is run again on a copy of what it was given, and
 * after each rule that applies the functions are run once more: the first that makes a difference is
 * named, with its operation.
 */
import { type Context, type Diagnostic, note, type Operation } from '../../ir/index.js';
import {
  type PassInstance,
  type PassInstrumentation,
  type PassRegistry,
  runPipeline,
} from '../../pass/index.js';
import { observeRewrites } from '../../rewrite/index.js';
import {
  CannotRun,
  difference,
  functionsIn,
  type Inputs,
  inputsFor,
  type Outcome,
  runProgram,
} from './programs.js';

export interface NumericsOptions {
  /** Inputs that each function is tried with. */
  readonly samples: number;
  /** Check after every single rule, also where a pass as a whole changed nothing. */
  readonly eachRewrite: boolean;
  readonly context: Context;
  readonly registry: PassRegistry;
}

/** What the functions of one operation gave. */
interface Baseline {
  readonly inputs: readonly Inputs[];
  readonly outcomes: readonly Outcome[];
}

/** A copy of the IR around an operation, and the operation's place in it. */
interface Copy {
  readonly root: Operation;
  readonly op: Operation;
}

interface Snapshot {
  readonly instance: PassInstance;
  /** As the pass got it, to be run again; nothing else touches it. */
  readonly given: Copy;
  readonly baselines: ReadonlyMap<string, Baseline>;
  readonly stop: () => void;
}

/** The first rule that made a difference. */
interface Culprit {
  readonly rule: string;
  readonly opName: string;
  readonly loc: Operation['loc'];
}

interface Failure {
  readonly snapshot: Snapshot;
  readonly name: string;
  readonly loc: Operation['loc'];
  readonly why: string;
  readonly culprit: Culprit | undefined;
}

export class NumericsCheck {
  private readonly options: NumericsOptions;
  private readonly open: Snapshot[] = [];
  private readonly failures: Failure[] = [];
  /** Functions that were not checked, with the reason: each is told once. */
  private readonly unchecked = new Map<string, Diagnostic>();
  private checked = 0;

  constructor(options: NumericsOptions) {
    this.options = options;
  }

  instrumentation(): PassInstrumentation {
    return {
      before: (instance, op) => this.before(instance, op),
      after: (_, op) => this.after(op),
      failed: () => this.open.pop()?.stop(),
    };
  }

  /** Tells what was found. False: a pass changed what a function computes. */
  async finish(): Promise<boolean> {
    const { context } = this.options;
    for (const failure of this.failures) {
      const culprit = failure.culprit ?? (await this.hunt(failure));
      const { loc, name, why, snapshot } = failure;
      const by = culprit
        ? [note(culprit.loc, `first by the rule '${culprit.rule}' at '${culprit.opName}'`)]
        : [note(loc, 'by no single rule: a fold did it, or the pass itself')];
      context.emit({
        severity: 'error',
        loc,
        message: `the pass '${snapshot.instance.pass.name}' changes what '${name}' computes: ${why}`,
        notes: by,
      });
    }
    for (const warning of this.unchecked.values()) context.emit(warning);
    if (this.checked === 0 && this.failures.length === 0 && this.unchecked.size === 0) {
      context.emit({
        severity: 'warning',
        loc: this.nowhere!,
        message: 'verify-numerics: there was no function to run',
        notes: [],
      });
    }
    return this.failures.length === 0;
  }

  private nowhere: Operation['loc'] | undefined;

  private before(instance: PassInstance, op: Operation): void {
    this.nowhere ??= op.loc;
    const given = copyOf(op);
    const baselines = new Map<string, Baseline>();
    for (const [name, fn] of functionsIn(copyOf(op).op)) {
      try {
        const inputs = Array.from({ length: this.options.samples }, (_, i) => inputsFor(fn, i + 1));
        const outcomes = inputs.map((one) => runProgram(fn, one, this.options.context));
        if (outcomes.every((o) => !o.results)) {
          throw new CannotRun('it has a result for none of the inputs that were tried');
        }
        baselines.set(name, { inputs, outcomes });
      } catch (error) {
        this.notChecked(name, fn, error);
      }
    }
    const snapshot = { instance, given, baselines, stop: () => {} };
    if (this.options.eachRewrite) {
      snapshot.stop = this.watch(baselines, op, (culprit, name, why) =>
        this.failures.push({ snapshot, name, loc: culprit.loc, why, culprit }),
      );
    }
    this.open.push(snapshot);
  }

  private after(op: Operation): void {
    const snapshot = this.open.pop();
    if (!snapshot) return;
    snapshot.stop();
    const known = this.failures.some((f) => f.snapshot === snapshot);
    for (const { name, fn, why } of this.differences(snapshot.baselines, op, true)) {
      if (!known) this.failures.push({ snapshot, name, loc: fn.loc, why, culprit: undefined });
    }
  }

  /** Functions that compute something else now than they did. */
  private *differences(
    baselines: ReadonlyMap<string, Baseline>,
    op: Operation,
    tell: boolean,
  ): IterableIterator<{ name: string; fn: Operation; why: string }> {
    const now = functionsIn(copyOf(op).op);
    for (const [name, { inputs, outcomes }] of baselines) {
      const fn = now.get(name);
      // One that is gone computes nothing.
      if (!fn) continue;
      try {
        for (const [i, one] of inputs.entries()) {
          const why = difference(outcomes[i], runProgram(fn, one, this.options.context));
          if (why === undefined) continue;
          yield { name, fn, why: `${why}, for ${shown(one, i)}` };
          break;
        }
        if (tell) this.checked++;
      } catch (error) {
        if (tell) this.notChecked(name, fn, error);
        else if (!(error instanceof CannotRun)) throw error;
      }
    }
  }

  private notChecked(name: string, fn: Operation, error: unknown): void {
    if (!(error instanceof CannotRun)) throw error;
    const message = `verify-numerics: '${name}' was not checked: ${error.message}`;
    this.unchecked.set(message, { severity: 'warning', loc: fn.loc, message, notes: [] });
  }

  /** Follows rules until one makes a difference inside `op`; returns what ends that. */
  private watch(
    baselines: ReadonlyMap<string, Baseline>,
    op: Operation,
    found: (culprit: Culprit, name: string, why: string) => void,
  ): () => void {
    let loc = op.loc;
    let done = false;
    return observeRewrites({
      before: (_, at) => {
        loc = at.loc;
      },
      attempt: ({ pattern, opName, matched }) => {
        if (!matched || done) return;
        for (const { name, why } of this.differences(baselines, op, false)) {
          done = true;
          found({ rule: pattern.name, opName, loc }, name, why);
          break;
        }
      },
    });
  }

  /** Runs the pass again on what it was given. */
  private async hunt({ snapshot }: Failure): Promise<Culprit | undefined> {
    const { context, registry } = this.options;
    const { instance, given, baselines } = snapshot;
    const { op } = copyOf(given.op);
    let culprit: Culprit | undefined;
    const stop = this.watch(baselines, op, (one) => {
      culprit = one;
    });
    const silent = context.onDiagnostic(() => {});
    try {
      const pipeline = { anchor: op.name, elements: [instance] };
      await runPipeline(context, op, pipeline, { registry, verifyEach: false, print: () => {} });
    } finally {
      silent();
      stop();
    }
    return culprit;
  }
}

function shown(inputs: Inputs, sample: number): string {
  if (inputs.k === 'tensors') return `random inputs ${sample + 1}`;
  if (inputs.values.length === 0) return 'no inputs';
  return `the inputs ${inputs.values.join(', ')}`;
}

/** Copies all IR around an operation. */
function copyOf(op: Operation): Copy {
  const path: number[][] = [];
  let root = op;
  for (let parent = root.parentOp; parent; parent = root.parentOp) {
    const block = root.parent!;
    const region = block.parent!;
    path.unshift([
      parent.regions.indexOf(region),
      region.blocks.indexOf(block),
      block.ops.indexOf(root),
    ]);
    root = parent;
  }
  const copy = root.clone();
  let at = copy;
  for (const [region, block, index] of path) at = at.regions[region].blocks[block].ops[index];
  return { root: copy, op: at };
}
