/**
 * Delta debugging on IR. Every phase has a list of things that may go; it tries them by halves, then
 * by smaller and smaller parts, then one by one, and keeps what the oracle still finds interesting. The
 * phases follow each other until none of them makes the IR smaller. A candidate is verified before the
 * oracle sees it.
 */
import { type Context, type Operation, printToBytes, verify } from '../../ir/index.js';
import { copyOf } from './edits.js';
import { isSmaller, type Size, sizeOf } from './measure.js';

/** Says whether IR still shows what is looked for. */
export type Oracle = (module: Operation, text: Buffer) => boolean | Promise<boolean>;

export interface ReducerOptions {
  /** Called now and then with the number of operations left. */
  readonly progress?: (ops: number, tests: number) => void;
  /** Oracle runs at most. */
  readonly maxTests?: number;
}

/** A change to a copy of the IR; false when there is nothing to change. */
export type Edit = (
  copy: Operation,
  placeOf: ReadonlyMap<Operation, Operation>,
) => boolean | undefined | Promise<boolean | undefined>;

export class Reducer {
  readonly context: Context;
  current: Operation;
  tests = 0;
  private size: Size;
  private readonly oracle: Oracle;
  private readonly options: ReducerOptions;
  /** Texts that were tried: another way to the same text needs no test. */
  private readonly tried = new Set<string>();

  constructor(context: Context, module: Operation, oracle: Oracle, options: ReducerOptions = {}) {
    this.context = context;
    this.current = module;
    this.oracle = oracle;
    this.options = options;
    this.size = sizeOf(module);
  }

  get isExhausted(): boolean {
    return this.tests >= (this.options.maxTests ?? Number.POSITIVE_INFINITY);
  }

  get ops(): number {
    return this.size[0];
  }

  /** Whether the IR as it is shows what is looked for. */
  async isInteresting(): Promise<boolean> {
    return this.oracle(this.current, printToBytes(this.current));
  }

  /** Tries a change; keeps it when the IR is valid, smaller and interesting. */
  async attempt(edit: Edit): Promise<ReadonlyMap<Operation, Operation> | undefined> {
    if (this.isExhausted) return undefined;
    const { copy, placeOf } = copyOf(this.current);
    if ((await edit(copy, placeOf)) === false) return undefined;
    const size = sizeOf(copy);
    if (!isSmaller(size, this.size) || !this.isValid(copy)) return undefined;
    const text = printToBytes(copy);
    const key = text.toString('latin1');
    if (this.tried.has(key)) return undefined;
    // Large texts are not kept: they are not met twice.
    if (key.length < 1 << 16) this.tried.add(key);
    this.tests++;
    this.options.progress?.(size[0], this.tests);
    if (!(await this.oracle(copy, text))) return undefined;
    this.current = copy;
    this.size = size;
    return placeOf;
  }

  private isValid(copy: Operation): boolean {
    const stop = this.context.onDiagnostic(() => {});
    try {
      return verify(this.context, copy);
    } finally {
      stop();
    }
  }

  /**
   * Removes as many of the targets as it can; `apply` removes some of them in a copy. `opOf` gives the
   * operation that a target is about, which moves to the copy when one is kept.
   */
  async minimize<T extends { readonly op: Operation }>(
    targets: readonly T[],
    apply: (targets: readonly T[], copy: Operation) => boolean | undefined,
  ): Promise<boolean> {
    let left = [...targets];
    let changed = false;
    for (
      let part = left.length;
      part >= 1 && !this.isExhausted;
      part = part === 1 ? 0 : Math.ceil(part / 2)
    ) {
      for (let at = 0; at < left.length; ) {
        const tried = left.slice(at, at + part);
        const placeOf = await this.attempt((copy, places) => {
          const moved = tried.flatMap((t) => move(t, places, copy));
          return moved.length === 0 ? false : apply(moved, copy);
        });
        if (!placeOf) {
          at += part;
          continue;
        }
        changed = true;
        left = [...left.slice(0, at), ...left.slice(at + part)].flatMap((t) =>
          move(t, placeOf, this.current),
        );
      }
    }
    return changed;
  }
}

/** The target in a copy, if its operation is still there. */
function move<T extends { readonly op: Operation }>(
  target: T,
  placeOf: ReadonlyMap<Operation, Operation>,
  root: Operation,
): T[] {
  const op = placeOf.get(target.op);
  if (!op) return [];
  for (let at: Operation | undefined = op; at; at = at.parentOp) {
    if (at === root) return [{ ...target, op }];
  }
  return [];
}
