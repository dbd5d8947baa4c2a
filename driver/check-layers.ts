import { InterpreterError, interpret, type Tensor } from '../interpreter/index.js';
import { isPart, type Operation, sourceNames } from '../ir/index.js';

/** A tensor of the source, recorded by whoever can run it. */
export type Recorded = ReadonlyMap<string, Tensor>;

export interface LayerDifference {
  /** The source's name of the tensor. */
  readonly name: string;
  readonly op: string;
  readonly why: string;
}

export interface LayerCheck {
  /** Tensors of the source that were compared. */
  readonly compared: number;
  /** The first that differs, in the order of the network. */
  readonly first: LayerDifference | undefined;
}

/** `absolute` counts for elements of one, and grows with the largest of the tensor: sums cancel. */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

/**
 * Runs an imported network and compares each tensor that has the name of a recorded one with it. An
 * operator of the source that became several operations is compared by those that make its results.
 */
export function checkLayers(
  module: Operation,
  inputs: readonly Tensor[],
  recorded: Recorded,
  tolerance: Tolerance = { relative: 1e-3, absolute: 1e-5 },
): LayerCheck {
  const last = new Map<string, Operation>();
  module.walk((op) => {
    if (op.numResults === 0 || op.hasTrait('ConstantLike') || isPart(op.loc)) return;
    const name = sourceNames(op.loc).at(-1);
    if (name !== undefined) last.set(name, op);
  });
  let compared = 0;
  let first: LayerDifference | undefined;
  interpret(module, inputs, (op, [result]) => {
    const name = sourceNames(op.loc).at(-1);
    if (name === undefined || last.get(name) !== op) return;
    const wanted = recorded.get(name);
    if (!wanted) return;
    compared++;
    const why = difference(result, wanted, tolerance);
    if (why !== undefined) first ??= { name, op: op.name, why };
  });
  if (compared === 0)
    throw new InterpreterError('no recorded tensor has the name of one of the network');
  return { compared, first };
}

/** Why two tensors are not the same, in words. */
export function difference(got: Tensor, wanted: Tensor, t: Tolerance): string | undefined {
  const sizes = (shape: readonly number[]) => shape.filter((d) => d !== 1).join('x');
  if (got.data.length !== wanted.data.length || sizes(got.shape) !== sizes(wanted.shape)) {
    return `its shape is [${got.shape.join(', ')}], not [${wanted.shape.join(', ')}]`;
  }
  let largest = 1;
  for (const x of wanted.data) largest = Math.max(largest, Math.abs(Number(x)) || 0);
  const absolute = t.absolute * Math.min(largest, 1e30);
  for (let i = 0; i < got.data.length; i++) {
    const [a, b] = [Number(got.data[i]), Number(wanted.data[i])];
    const isClose = a === b || Math.abs(a - b) <= absolute + t.relative * Math.abs(b);
    if (!isClose && !(Number.isNaN(a) && Number.isNaN(b))) {
      return `element ${i} of ${got.data.length} is ${a}, not ${b}`;
    }
  }
  return undefined;
}
