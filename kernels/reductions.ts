// Reductions, running sums, orders, and what else looks along dimensions.

import {
  isBig,
  larger,
  movable,
  type NumberArray,
  newLike,
  smaller,
  type TensorArray,
} from './arrays.js';
import { reductionIndex } from './reduce.js';
import { elementCount, type Shape } from './shape.js';

export type ReductionKind = 'sum' | 'prod' | 'max' | 'min' | 'all' | 'any' | 'mean';

type Fold = (a: never, b: never) => never;
const FOLDS: Record<ReductionKind, (a: number, b: number) => number> = {
  sum: (a, b) => a + b,
  mean: (a, b) => a + b,
  prod: (a, b) => a * b,
  max: (a, b) => (a > b || Number.isNaN(a) ? a : b),
  min: (a, b) => (a < b || Number.isNaN(a) ? a : b),
  all: (a, b) => (a && b ? 1 : 0),
  any: (a, b) => (a || b ? 1 : 0),
};
const EMPTY: Record<ReductionKind, number> = {
  sum: 0,
  mean: 0,
  prod: 1,
  max: Number.NEGATIVE_INFINITY,
  min: Number.POSITIVE_INFINITY,
  all: 1,
  any: 0,
};

/** The value of an empty reduction, within the range of the array. */
function emptyValue(kind: ReductionKind, ofm: TensorArray): number | bigint {
  const value = EMPTY[kind];
  if (ofm instanceof Float32Array || ofm instanceof Float64Array) return value;
  const isLow = value === Number.NEGATIVE_INFINITY;
  if (isBig(ofm)) {
    if (Number.isFinite(value)) return BigInt(value);
    if (ofm instanceof BigUint64Array) return isLow ? 0n : 2n ** 64n - 1n;
    return isLow ? -(2n ** 63n) : 2n ** 63n - 1n;
  }
  if (Number.isFinite(value)) return value;
  const width = 8 * ofm.BYTES_PER_ELEMENT;
  const isUnsigned = /^Uint/.test(ofm.constructor.name);
  if (isUnsigned) return isLow ? 0 : 2 ** width - 1;
  return isLow ? -(2 ** (width - 1)) : 2 ** (width - 1) - 1;
}

/**
 * Reduces over `axes`, in row-major order. Sums of floats are taken in double precision; a mean of
 * integers drops its fraction.
 */
export function reduceInto(
  kind: ReductionKind,
  shape: Shape,
  axes: readonly number[],
  ifm: TensorArray,
  ofm: TensorArray,
): void {
  const index = reductionIndex(shape, axes);
  const count = elementCount(axes.map((a) => shape[a]));
  if (isBig(ofm)) {
    const fold = FOLDS[kind] as unknown as Fold;
    const from = movable(ifm) as unknown as never[];
    const sums = new Array<never>(ofm.length).fill(emptyValue(kind, ofm) as never);
    if (index.length > 0 && (kind === 'max' || kind === 'min')) {
      index.forEach((o, i) => {
        sums[o] = from[i];
      });
    }
    for (let i = 0; i < index.length; i++) {
      const big =
        kind === 'max'
          ? larger(sums[index[i]], from[i])
          : kind === 'min'
            ? smaller(sums[index[i]], from[i])
            : fold(sums[index[i]], from[i]);
      sums[index[i]] = big as never;
    }
    for (let o = 0; o < ofm.length; o++) {
      ofm[o] = kind === 'mean' ? (sums[o] as bigint) / BigInt(count) : (sums[o] as bigint);
    }
    return;
  }
  const fold = FOLDS[kind];
  const from = ifm as NumberArray;
  const sums = new Float64Array(ofm.length).fill(Number(emptyValue(kind, ofm)));
  for (let i = 0; i < index.length; i++) sums[index[i]] = fold(sums[index[i]], from[i]);
  for (let o = 0; o < ofm.length; o++) ofm[o] = kind === 'mean' ? sums[o] / count : sums[o];
}

/** Calls `visit` with the first element of every line along `axis`, and the step between elements. */
export function forEachLine(
  shape: Shape,
  axis: number,
  visit: (start: number, step: number, line: number) => void,
): void {
  const step = elementCount(shape.slice(axis + 1));
  const outer = elementCount(shape.slice(0, axis));
  for (let n = 0; n < outer; n++) {
    for (let i = 0; i < step; i++) visit(n * shape[axis] * step + i, step, n * step + i);
  }
}

/** The index of the largest (or smallest) element of each line, the first or the last of equal ones. */
export function argInto(
  shape: Shape,
  axis: number,
  wanted: { readonly smallest: boolean; readonly last: boolean },
  ifm: TensorArray,
  ofm: { [index: number]: number },
): void {
  const from = movable(ifm);
  forEachLine(shape, axis, (start, step, line) => {
    let best = 0;
    for (let i = 1; i < shape[axis]; i++) {
      const [a, b] = [from[start + i * step], from[start + best * step]];
      const isBetter = wanted.smallest ? a < b : a > b;
      if (isBetter || (wanted.last && a === b)) best = i;
    }
    ofm[line] = best;
  });
}

/** Running sums or products. */
export function scanInto(
  kind: 'sum' | 'prod',
  shape: Shape,
  axis: number,
  { exclusive, reverse }: { readonly exclusive: boolean; readonly reverse: boolean },
  ifm: TensorArray,
  ofm: TensorArray,
): void {
  const [from, to] = [movable(ifm) as unknown as never[], movable(ofm) as unknown as never[]];
  const fold = FOLDS[kind] as unknown as Fold;
  const size = shape[axis];
  const unit = (isBig(ifm) ? BigInt(EMPTY[kind]) : EMPTY[kind]) as never;
  forEachLine(shape, axis, (start, step) => {
    let total = unit;
    for (let i = 0; i < size; i++) {
      const at = start + (reverse ? size - 1 - i : i) * step;
      const value = from[at];
      if (exclusive) to[at] = total;
      total = fold(total, value);
      if (!exclusive) to[at] = total;
    }
  });
}

/** The k best elements of each line, best first, and their indices; of equal ones the first. */
export function topKInto(
  shape: Shape,
  axis: number,
  k: number,
  smallest: boolean,
  ifm: TensorArray,
  values: TensorArray,
  indices: { [index: number]: number },
): void {
  const [from, to] = [movable(ifm), movable(values)];
  forEachLine(shape, axis, (start, step, line) => {
    const at = (i: number) => from[start + i * step];
    const order = Array.from({ length: shape[axis] }, (_, i) => i).sort((i, j) => {
      const [a, b] = [at(i), at(j)];
      if (a === b) return i - j;
      return a < b === smallest ? -1 : 1;
    });
    const first = Math.floor(line / step) * k * step + (line % step);
    for (let i = 0; i < k; i++) {
      to[first + i * step] = at(order[i]);
      indices[first + i * step] = order[i];
    }
  });
}

export interface Unique {
  readonly values: TensorArray;
  readonly first: number[];
  readonly inverse: number[];
  readonly counts: number[];
}

/** Different slices along `axis` of a tensor seen as outer, size, inner. */
export function uniqueSlices(
  outer: number,
  size: number,
  inner: number,
  sorted: boolean,
  ifm: TensorArray,
): Unique {
  const from = movable(ifm);
  const compare = (a: number, b: number): number => {
    for (let n = 0; n < outer; n++) {
      for (let k = 0; k < inner; k++) {
        const [x, y] = [from[(n * size + a) * inner + k], from[(n * size + b) * inner + k]];
        if (x !== y) return x < y ? -1 : 1;
      }
    }
    return 0;
  };
  const order = Array.from({ length: size }, (_, i) => i).sort((a, b) => compare(a, b) || a - b);
  const first: number[] = [];
  const counts: number[] = [];
  const group = new Array<number>(size);
  for (const i of order) {
    if (first.length === 0 || compare(first.at(-1)!, i) !== 0) {
      first.push(i);
      counts.push(0);
    }
    group[i] = first.length - 1;
    counts[first.length - 1]++;
  }
  const ranks = first.map((_, i) => i);
  if (!sorted) ranks.sort((a, b) => first[a] - first[b]);
  const place = new Array<number>(ranks.length);
  ranks.forEach((g, i) => {
    place[g] = i;
  });
  const values = newLike(ifm, outer * ranks.length * inner);
  const to = movable(values);
  let o = 0;
  for (let n = 0; n < outer; n++) {
    for (const g of ranks) {
      for (let k = 0; k < inner; k++) to[o++] = from[(n * size + first[g]) * inner + k];
    }
  }
  return {
    values,
    first: ranks.map((g) => first[g]),
    inverse: group.map((g) => place[g]),
    counts: ranks.map((g) => counts[g]),
  };
}

/**
 * SOFTMAX float32 along `axis`, each operation rounded, in the order of softmaxF32: where the
 * dimension stands does not change a bit.
 */
export function softmaxAlongF32(
  shape: Shape,
  axis: number,
  beta: number,
  ifm: Float32Array,
  ofm: Float32Array,
): void {
  const [f32, b] = [Math.fround, Math.fround(beta)];
  forEachLine(shape, axis, (start, step) => {
    const end = start + shape[axis] * step;
    let max = Number.NEGATIVE_INFINITY;
    for (let i = start; i < end; i += step) max = Math.max(max, ifm[i]);
    let total = 0;
    for (let i = start; i < end; i += step) {
      ofm[i] = Math.exp(f32(f32(ifm[i] - max) * b));
      total = f32(total + ofm[i]);
    }
    for (let i = start; i < end; i += step) ofm[i] = ofm[i] / total;
  });
}

/** SOFTMAX or its logarithm along `axis`, in double precision. */
export function softmaxAlong(
  shape: Shape,
  axis: number,
  beta: number,
  isLog: boolean,
  ifm: NumberArray,
  ofm: NumberArray,
): void {
  const size = shape[axis];
  forEachLine(shape, axis, (start, step) => {
    const end = start + size * step;
    let max = Number.NEGATIVE_INFINITY;
    for (let i = start; i < end; i += step) max = Math.max(max, beta * ifm[i]);
    let total = 0;
    for (let i = start; i < end; i += step) total += Math.exp(beta * ifm[i] - max);
    const log = Math.log(total);
    for (let i = start; i < end; i += step) {
      const x = beta * ifm[i] - max;
      ofm[i] = isLog ? x - log : Math.exp(x) / total;
    }
  });
}
