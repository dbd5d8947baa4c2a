// Element-wise operators on two int8 tensors, with broadcasting.

import { clamp, multiplyByQuantizedMultiplier } from './fixed-point.js';
import type { AddParams, MulParams } from './prepare.js';
import { broadcastIndex, broadcastShape, type Shape } from './shape.js';

/** Two operands of an element-wise operator; their shapes broadcast (right-aligned). */
export interface Operands<T> {
  readonly a: T;
  readonly b: T;
  readonly shapeA: Shape;
  readonly shapeB: Shape;
}

/** Calls `compute` on every pair; the result has `broadcastShape(shapeA, shapeB)`. */
export function forEachPair<T extends ArrayLike<number>>(
  { a, b, shapeA, shapeB }: Operands<T>,
  output: { [index: number]: number },
  compute: (x: number, y: number) => number,
): void {
  const shape = broadcastShape(shapeA, shapeB);
  const mapA = broadcastIndex(shapeA, shape);
  const mapB = broadcastIndex(shapeB, shape);
  const count = mapA?.length ?? mapB?.length ?? a.length;
  for (let i = 0; i < count; i++) {
    output[i] = compute(a[mapA ? mapA[i] : i], b[mapB ? mapB[i] : i]);
  }
}

/**
 * The 256 rescaled values of one ADD operand: entry i is for the value i − 128. Rescaling depends on
 * the value alone, so it is done once a value and not once an element.
 */
function rescaledOperand(
  zeroPoint: number,
  leftShift: number,
  { multiplier, shift }: { multiplier: number; shift: number },
): Int32Array {
  return Int32Array.from({ length: 256 }, (_, i) =>
    multiplyByQuantizedMultiplier((i - 128 - zeroPoint) << leftShift, multiplier, shift),
  );
}

function addOrSub(p: AddParams, sign: 1 | -1, operands: Operands<Int8Array>, ofm: Int8Array): void {
  const { zeroPoint, min, max } = p;
  const { multiplier, shift } = p.output;
  const tableA = rescaledOperand(p.zeroPoint1, p.leftShift, p.input1);
  const tableB = rescaledOperand(p.zeroPoint2, p.leftShift, p.input2);
  forEachPair(operands, ofm, (x, y) => {
    const sum = (tableA[x + 128] + sign * tableB[y + 128]) | 0;
    return clamp(multiplyByQuantizedMultiplier(sum, multiplier, shift) + zeroPoint, min, max);
  });
}

/** ADD int8. Source: TFLM reference/integer_ops/add.h AddFunc. */
export function add(p: AddParams, operands: Operands<Int8Array>, ofm: Int8Array): void {
  addOrSub(p, 1, operands, ofm);
}

/** SUB int8, a − b. Source: TFLM reference/sub.h SubElementwise. */
export function sub(p: AddParams, operands: Operands<Int8Array>, ofm: Int8Array): void {
  addOrSub(p, -1, operands, ofm);
}

/** MUL int8. Source: TFLM reference/integer_ops/mul.h MulElementwise. */
export function mul(p: MulParams, operands: Operands<Int8Array>, ofm: Int8Array): void {
  const { zeroPoint1, zeroPoint2, zeroPoint, multiplier, shift, min, max } = p;
  forEachPair(operands, ofm, (x, y) => {
    const product = Math.imul(x - zeroPoint1, y - zeroPoint2);
    return clamp(multiplyByQuantizedMultiplier(product, multiplier, shift) + zeroPoint, min, max);
  });
}

/** MAXIMUM, any element type, no rescaling. Source: TFLM reference/maximum_minimum.h. */
export function maximum<T extends ArrayLike<number>>(
  operands: Operands<T>,
  ofm: { [index: number]: number },
): void {
  forEachPair(operands, ofm, (x, y) => Math.max(x, y));
}

/** MINIMUM, any element type, no rescaling. Source: TFLM reference/maximum_minimum.h. */
export function minimum<T extends ArrayLike<number>>(
  operands: Operands<T>,
  ofm: { [index: number]: number },
): void {
  forEachPair(operands, ofm, (x, y) => Math.min(x, y));
}
