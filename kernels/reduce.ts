// MEAN and SUM of stored integers. Source: TFLM reference/reduce.h QuantizedMeanOrSum.

import { clamp, multiplyByQuantizedMultiplier } from './fixed-point.js';
import type { RescaleParams } from './prepare.js';
import { elementCount, gatherIndex, type Shape, stridesOf } from './shape.js';
import type { IntegerArray } from './storage.js';

/** Axes of a reduction made positive and unique, ascending. Throws on one outside the rank. */
export function resolveAxes(rank: number, axes: readonly number[]): number[] {
  const resolved = new Set<number>();
  for (const axis of axes) {
    const positive = axis < 0 ? axis + rank : axis;
    if (positive < 0 || positive >= rank) {
      throw new RangeError(`axis ${axis} is outside a tensor of rank ${rank}`);
    }
    resolved.add(positive);
  }
  return [...resolved].sort((a, b) => a - b);
}

/** Number of elements that one output element of a reduction is made from. */
export function reducedCount(shape: Shape, axes: readonly number[]): number {
  return resolveAxes(shape.length, axes).reduce((count, axis) => count * shape[axis], 1);
}

/** For every input element (row-major) the output element that it is reduced into. */
export function reductionIndex(shape: Shape, axes: readonly number[]): Int32Array {
  const reduced = new Set(resolveAxes(shape.length, axes));
  const kept = stridesOf(shape.map((size, d) => (reduced.has(d) ? 1 : size)));
  return gatherIndex(
    shape,
    kept.map((stride, d) => (reduced.has(d) ? 0 : stride)),
  );
}

/**
 * SUM over `axes`: `clamp(rescale(Σ q − zp · n) + zero point)`; MEAN is the same with the
 * parameters of `prepareMean`. ofm: the kept dimensions, row-major.
 */
export function sum(
  p: RescaleParams,
  shape: Shape,
  axes: readonly number[],
  ifm: IntegerArray,
  ofm: IntegerArray,
): void {
  const index = reductionIndex(shape, axes);
  const sums = new Int32Array(ofm.length);
  for (let i = 0; i < index.length; i++) sums[index[i]] += ifm[i];
  const offset = p.inputZeroPoint * reducedCount(shape, axes);
  for (let o = 0; o < sums.length; o++) {
    const centred = (sums[o] - offset) | 0;
    const y = multiplyByQuantizedMultiplier(centred, p.multiplier, p.shift) + p.outputZeroPoint;
    ofm[o] = clamp(y, p.min, p.max);
  }
}

/** MEAN over `axes`; `p` from `prepareMean` with `reducedCount(shape, axes)`. */
export const mean = sum;

/** MEAN float32: the sum in row-major order, then one division. Source: TFLM reference/reduce.h. */
export function meanF32(
  shape: Shape,
  axes: readonly number[],
  ifm: Float32Array,
  ofm: Float32Array,
): void {
  sumF32(shape, axes, ifm, ofm);
  const count = elementCount(shape) / ofm.length;
  for (let o = 0; o < ofm.length; o++) ofm[o] = Math.fround(ofm[o] / count);
}

/** SUM float32 in row-major order. */
export function sumF32(
  shape: Shape,
  axes: readonly number[],
  ifm: Float32Array,
  ofm: Float32Array,
): void {
  const index = reductionIndex(shape, axes);
  ofm.fill(0);
  for (let i = 0; i < index.length; i++) ofm[index[i]] += ifm[i];
}
