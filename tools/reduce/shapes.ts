/** Shapes get smaller: one number wherever it stands, or all values that are tied to each other. */
import type { Operation, Value } from '../../ir/index.js';
import type { Phase } from './phases.js';
import { type Reshape, reshapeAttributes, reshapedType, staticShape } from './reshape.js';
import { Calls, reshapeTies, tiesOf } from './ties.js';

/** What a dimension may become, the greatest gain first. */
const STEPS: readonly ((size: number) => number)[] = [
  () => 1,
  (size) => Math.ceil(size / 2),
  (size) => Math.ceil((size * 3) / 4),
  (size) => Math.ceil((size * 7) / 8),
  (size) => size - 1,
];

export const shapes: Phase = async (reducer) => {
  let changed = false;
  for (const step of STEPS) {
    const smaller = (size: number) => (size > 1 ? step(size) : size);
    for (const phase of [everywhere(smaller), tied(smaller)]) {
      // A step may be taken again, but not the one to the end.
      while (await phase(reducer)) {
        changed = true;
        if (step === STEPS[0]) break;
      }
    }
  }
  return changed;
};

type Smaller = (size: number) => number;

/** Each number that is a dimension, in all types of the module at once. */
const everywhere =
  (smaller: Smaller): Phase =>
  async (reducer) => {
    const sizes = new Set<number>();
    eachValue(reducer.current, ({ type }) => {
      for (const size of staticShape(type) ?? []) if (smaller(size) < size) sizes.add(size);
    });
    let changed = false;
    for (const size of [...sizes].sort((a, b) => b - a)) {
      const reshape: Reshape = (shape) => shape.map((d) => (d === size ? smaller(size) : d));
      const kept = await reducer.attempt((copy) => {
        eachValue(copy, (value) => {
          value.type = reshapedType(value.type, reshape);
        });
        copy.walk((op) => reshapeAttributes(op, reshape));
        return true;
      });
      if (kept) changed = true;
    }
    return changed;
  };

/** Values that are tied to each other, one group after the other; each dimension alone if need be. */
const tied =
  (smaller: Smaller): Phase =>
  async (reducer) => {
    let changed = false;
    const ranks = new Set<number>();
    eachValue(reducer.current, ({ type }) => ranks.add(staticShape(type)?.length ?? 0));
    const most = Math.max(0, ...ranks);
    for (let only = -1; only < (most > 1 ? most : 0); only++) {
      const next = (shape: readonly number[]) =>
        shape.map((d, i) => (only < 0 || only === i ? smaller(d) : d));
      const targets = groups(reducer.current, next);
      const ok = await reducer.minimize(targets, (some, copy) => {
        const calls = new Calls(copy);
        let any = false;
        for (const { op, locate } of some) {
          const value = locate(op);
          const shape = value && staticShape(value.type);
          if (!shape || same(next(shape), shape)) continue;
          reshapeTies(tiesOf(value, calls), next(shape));
          any = true;
        }
        return any;
      });
      changed ||= ok;
    }
    return changed;
  };

interface Group {
  readonly op: Operation;
  /** A value of the group, in the module or a copy of it. */
  readonly locate: (op: Operation) => Value | undefined;
}

/** One target for each group of tied values that a step makes smaller. */
function groups(root: Operation, next: Reshape): Group[] {
  const calls = new Calls(root);
  const seen = new Set<Value>();
  const found: Group[] = [];
  eachValue(root, (value, op, locate) => {
    const shape = staticShape(value.type);
    if (!shape || seen.has(value) || same(next(shape), shape)) return;
    for (const other of tiesOf(value, calls).values) seen.add(other);
    found.push({ op, locate });
  });
  return found;
}

const same = (a: readonly number[], b: readonly number[]) => a.every((d, i) => d === b[i]);

/** Visits results and block arguments, each with the way from its operation to it. */
function eachValue(
  root: Operation,
  visit: (value: Value, op: Operation, locate: Group['locate']) => void,
): void {
  root.walk((op) => {
    op.results.forEach((result, i) => {
      visit(result, op, (at) => at.results[i]);
    });
    op.regions.forEach((region, r) => {
      region.blocks.forEach((block, b) => {
        block.args.forEach((arg, i) => {
          visit(arg, op, (at) => at.regions[r]?.blocks[b]?.args[i]);
        });
      });
    });
  });
}
