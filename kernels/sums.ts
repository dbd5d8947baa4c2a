// Sums of many quantized numbers: ADD_N and CUMSUM. Sources: TFLM reference/add_n.h, cumsum.h.

import { clamp, multiplyByQuantizedMultiplier } from './fixed-point.js';
import type { AddParams } from './prepare.js';
import { forEachLine } from './reductions.js';
import type { Shape } from './shape.js';

/** A number as the sum takes it. */
const scaled = (p: AddParams, x: number): number => {
  const { multiplier, shift } = p.input1;
  return multiplyByQuantizedMultiplier((x - p.zeroPoint1) << p.leftShift, multiplier, shift);
};

/** What the sum starts from: the reference takes the offset of a number for zero. */
const start = (p: AddParams): number => scaled(p, 0);

function stored(p: AddParams, sum: number): number {
  const { multiplier, shift } = p.output;
  return clamp(multiplyByQuantizedMultiplier(sum, multiplier, shift) + p.zeroPoint, p.min, p.max);
}

/** The sum of tensors of one quantization. */
export function addN(p: AddParams, ifms: readonly Int8Array[], ofm: Int8Array): void {
  for (let i = 0; i < ofm.length; i++) {
    let sum = start(p);
    for (const ifm of ifms) sum = (sum + scaled(p, ifm[i])) | 0;
    ofm[i] = stored(p, sum);
  }
}

/** Running sums along a dimension. */
export function cumulativeSum(
  p: AddParams,
  shape: Shape,
  axis: number,
  { exclusive, reverse }: { readonly exclusive: boolean; readonly reverse: boolean },
  ifm: Int8Array,
  ofm: Int8Array,
): void {
  const length = shape[axis];
  forEachLine(shape, axis, (first, step) => {
    let sum = start(p);
    for (let k = 0; k < length; k++) {
      const at = first + (reverse ? length - 1 - k : k) * step;
      const next = (sum + scaled(p, ifm[at])) | 0;
      ofm[at] = stored(p, exclusive ? sum : next);
      sum = next;
    }
  });
}
