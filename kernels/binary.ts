// Element-wise operators on two tensors of stored integers, with broadcasting.

import { clamp, multiplyByQuantizedMultiplier, type QuantizedMultiplier } from './fixed-point.js';
import type { AddParams, MulParams } from './prepare.js';
import { broadcastIndex, broadcastShape, type Shape } from './shape.js';
import { type IntegerArray, storageRange } from './storage.js';

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

/** Brings one operand of ADD to the common scale. */
function rescaledOperand(
  zeroPoint: number,
  leftShift: number,
  { multiplier, shift }: QuantizedMultiplier,
): (q: number) => number {
  return (q) => multiplyByQuantizedMultiplier((q - zeroPoint) << leftShift, multiplier, shift);
}

/**
 * The function of one stored value, looked up where there are 256 of them: rescaling depends on the
 * value alone, so it is done once a value and not once an element.
 */
function tabulated(array: IntegerArray, fn: (q: number) => number): (q: number) => number {
  if (array.BYTES_PER_ELEMENT > 1) return fn;
  const { min } = storageRange(array);
  const table = Int32Array.from({ length: 256 }, (_, i) => fn(i + min));
  return (q) => table[q - min];
}

function addOrSub(
  p: AddParams,
  sign: 1 | -1,
  operands: Operands<IntegerArray>,
  ofm: IntegerArray,
): void {
  const { zeroPoint, min, max } = p;
  const { multiplier, shift } = p.output;
  const a = tabulated(operands.a, rescaledOperand(p.zeroPoint1, p.leftShift, p.input1));
  const b = tabulated(operands.b, rescaledOperand(p.zeroPoint2, p.leftShift, p.input2));
  forEachPair(operands, ofm, (x, y) => {
    const sum = (a(x) + sign * b(y)) | 0;
    return clamp(multiplyByQuantizedMultiplier(sum, multiplier, shift) + zeroPoint, min, max);
  });
}

/** ADD. Source: TFLM reference/integer_ops/add.h AddFunc. */
export function add(p: AddParams, operands: Operands<IntegerArray>, ofm: IntegerArray): void {
  addOrSub(p, 1, operands, ofm);
}

/** SUB, a − b. Source: TFLM reference/sub.h SubElementwise. */
export function sub(p: AddParams, operands: Operands<IntegerArray>, ofm: IntegerArray): void {
  addOrSub(p, -1, operands, ofm);
}

/** MUL. Source: TFLM reference/integer_ops/mul.h MulElementwise. */
export function mul(p: MulParams, operands: Operands<IntegerArray>, ofm: IntegerArray): void {
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
