// The rarer element-wise operators on two tensors of stored integers: quotients, squared differences,
// PRELU and comparisons.

import { forEachPair, type Operands } from './binary.js';
import {
  clamp,
  INT32_MAX,
  multiplyByQuantizedMultiplier,
  type QuantizedMultiplier,
  quantizeMultiplier,
  roundingDivideByPOT,
  saturatingRoundingDoublingHighMul,
} from './fixed-point.js';
import { reciprocal } from './fixed-point-functions.js';
import type { AddParams, MulParams } from './prepare.js';
import {
  activationRange,
  type FusedActivation,
  type Quantization,
  type Range,
  UINT8_RANGE,
} from './quantization.js';
import type { IntegerArray } from './storage.js';

const f32 = Math.fround;

/** DIV int8: quotient in float32. Source: TFLM micro/kernels/div.cc CalculateOpDataDiv. */
export function prepareDiv(
  a: Quantization,
  b: Quantization,
  output: Quantization,
  activation: FusedActivation,
  type: Range,
): MulParams {
  return {
    zeroPoint1: a.zeroPoint,
    zeroPoint2: b.zeroPoint,
    zeroPoint: output.zeroPoint,
    ...quantizeMultiplier(f32(f32(a.scale) / f32(f32(b.scale) * f32(output.scale)))),
    ...activationRange(activation, output, type),
  };
}

/**
 * DIV: a / b by a Newton reciprocal. A divisor of zero, which the reference forbids, gives the end of
 * the range on the side of the dividend. Source: TFLM reference/div.h DivElementwise.
 */
export function div(p: MulParams, operands: Operands<IntegerArray>, ofm: IntegerArray): void {
  forEachPair(operands, ofm, (qa, qb) => {
    let a = qa - p.zeroPoint1;
    let b = qb - p.zeroPoint2;
    if (b === 0) return a === 0 ? clamp(p.zeroPoint, p.min, p.max) : a < 0 ? p.min : p.max;
    if (b < 0) [a, b] = [-a, -b];
    const { scale, bitsOverUnit } = reciprocal(b, 31);
    const headroom = a === 0 ? 31 : Math.clz32(a < 0 ? ~a : a) - 1;
    const quotient = saturatingRoundingDoublingHighMul(a << headroom, scale);
    const shift = p.shift - bitsOverUnit - headroom;
    const high = saturatingRoundingDoublingHighMul(quotient, p.multiplier);
    return clamp(divideByPOT(high, -shift) + p.zeroPoint, p.min, p.max);
  });
}

/** `roundingDivideByPOT` whose exponent may lie outside 0…31. */
function divideByPOT(x: number, exponent: number): number {
  if (exponent >= 0) return exponent > 31 ? 0 : roundingDivideByPOT(x, exponent);
  return clamp(x * 2 ** -exponent, -INT32_MAX, INT32_MAX);
}

/**
 * SQUARED_DIFFERENCE: as ADD, with the square of twice the larger scale behind it; all in float64.
 * Source: TFLM micro/kernels/squared_difference.cc PrepareQuantized.
 */
export function prepareSquaredDifference(
  a: Quantization,
  b: Quantization,
  output: Quantization,
  type: Range,
): AddParams {
  const leftShift = type.max > UINT8_RANGE.max ? 0 : 7;
  const twiceMax = 2 * Math.max(f32(a.scale), f32(b.scale));
  // The divisor is an int times a float: a float32 product.
  const divisor = f32(2 ** (2 * leftShift) * f32(output.scale));
  return {
    zeroPoint1: a.zeroPoint,
    zeroPoint2: b.zeroPoint,
    zeroPoint: output.zeroPoint,
    leftShift,
    input1: quantizeMultiplier(f32(a.scale) / twiceMax),
    input2: quantizeMultiplier(f32(b.scale) / twiceMax),
    output: quantizeMultiplier((twiceMax * twiceMax) / divisor),
    ...type,
  };
}

/** SQUARED_DIFFERENCE, (a − b)². Source: TFLM micro/kernels/squared_difference.cc. */
export function squaredDifference(
  p: AddParams,
  operands: Operands<IntegerArray>,
  ofm: IntegerArray,
): void {
  forEachPair(operands, ofm, (qa, qb) => {
    const a = (qa - p.zeroPoint1) << p.leftShift;
    const b = (qb - p.zeroPoint2) << p.leftShift;
    const difference =
      multiplyByQuantizedMultiplier(a, p.input1.multiplier, p.input1.shift) -
      multiplyByQuantizedMultiplier(b, p.input2.multiplier, p.input2.shift);
    const square = Math.imul(difference, difference);
    const y = multiplyByQuantizedMultiplier(square, p.output.multiplier, p.output.shift);
    return clamp(y + p.zeroPoint, p.min, p.max);
  });
}

export interface PreluParams extends Range {
  readonly inputZeroPoint: number;
  readonly alphaZeroPoint: number;
  readonly outputZeroPoint: number;
  /** Applied where the input is not negative. */
  readonly identity: QuantizedMultiplier;
  /** Applied to input · alpha where it is negative. */
  readonly slope: QuantizedMultiplier;
}

/** PRELU: float64 throughout. Source: TFLM micro/kernels/prelu_common.cc CalculatePreluParams. */
export function preparePrelu(
  input: Quantization,
  alpha: Quantization,
  output: Quantization,
  type: Range,
): PreluParams {
  const outputScale = f32(output.scale);
  return {
    inputZeroPoint: input.zeroPoint,
    alphaZeroPoint: alpha.zeroPoint,
    outputZeroPoint: output.zeroPoint,
    identity: quantizeMultiplier(f32(input.scale) / outputScale),
    slope: quantizeMultiplier((f32(input.scale) * f32(alpha.scale)) / outputScale),
    ...type,
  };
}

/** PRELU, x where x is not negative, else x · alpha. Source: TFLM reference/prelu.h. */
export function prelu(p: PreluParams, operands: Operands<IntegerArray>, ofm: IntegerArray): void {
  forEachPair(operands, ofm, (q, a) => {
    const x = q - p.inputZeroPoint;
    const y =
      x >= 0
        ? multiplyByQuantizedMultiplier(x, p.identity.multiplier, p.identity.shift)
        : multiplyByQuantizedMultiplier(
            Math.imul(x, a - p.alphaZeroPoint),
            p.slope.multiplier,
            p.slope.shift,
          );
    return clamp(y + p.outputZeroPoint, p.min, p.max);
  });
}

/** Two operands on one scale. */
export interface CompareParams {
  readonly zeroPoint1: number;
  readonly zeroPoint2: number;
  readonly input1: QuantizedMultiplier;
  readonly input2: QuantizedMultiplier;
}

const COMPARE_LEFT_SHIFT = 8;

/** Comparisons: the scales themselves are the multipliers. Source: TFLM comparisons_common.cc. */
export function prepareCompare(a: Quantization, b: Quantization): CompareParams {
  return {
    zeroPoint1: a.zeroPoint,
    zeroPoint2: b.zeroPoint,
    input1: quantizeMultiplier(f32(a.scale)),
    input2: quantizeMultiplier(f32(b.scale)),
  };
}

/** A comparison of the rescaled operands; ofm: 0 or 1. Source: TFLM reference/comparisons.h. */
export function compare(
  p: CompareParams,
  holds: (a: number, b: number) => boolean,
  operands: Operands<IntegerArray>,
  ofm: Uint8Array,
): void {
  const rescale = (x: number, { multiplier, shift }: QuantizedMultiplier) =>
    multiplyByQuantizedMultiplier(x << COMPARE_LEFT_SHIFT, multiplier, shift);
  forEachPair(operands, ofm, (a, b) =>
    Number(holds(rescale(a - p.zeroPoint1, p.input1), rescale(b - p.zeroPoint2, p.input2))),
  );
}
