// Reciprocal square roots in fixed point: RSQRT and L2_NORMALIZATION.

import {
  clamp,
  multiplyByQuantizedMultiplier,
  type QuantizedMultiplier,
  quantizeMultiplier,
  roundingDivideByPOT,
  saturatingLeftShift,
  saturatingRoundingDoublingHighMul,
} from './fixed-point.js';
import type { Quantization, Range } from './quantization.js';
import type { IntegerArray } from './storage.js';
import type { UnaryFunction } from './unary.js';

const f32 = Math.fround;
const ONE_Q3 = 1 << 28;
const THREE_HALVES_Q3 = (1 << 28) + (1 << 27);
const HALF_SQRT_2 = 1518500250; // Q0
const NEWTON_STEPS = 5;

/**
 * 1 / √x of a whole number as a multiplier and a shift; x below 2 counts as 1.
 * Source: TFLM kernels/internal/common.h GetInvSqrtQuantizedMultiplierExp.
 */
export function inverseSqrt(x: number): QuantizedMultiplier {
  if (x <= 1) return { multiplier: 0x7fffffff, shift: 0 };
  let value = x;
  let right = 11;
  while (value >= 1 << 29) {
    value = Math.trunc(value / 4);
    right++;
  }
  const pairs = ((Math.clz32(value) - 1) >> 1) - 1;
  right -= pairs;
  value <<= 2 * pairs;
  const mul = saturatingRoundingDoublingHighMul;
  const half = roundingDivideByPOT(value >> 1, 1);
  let y = ONE_Q3;
  for (let i = 0; i < NEWTON_STEPS; i++) {
    const cube = saturatingLeftShift(mul(mul(y, y), y), 6);
    y = saturatingLeftShift((mul(THREE_HALVES_Q3, y) - mul(half, cube)) | 0, 3);
  }
  const multiplier = mul(y, HALF_SQRT_2);
  return right < 0 ? { multiplier: multiplier << -right, shift: 0 } : { multiplier, shift: -right };
}

/** Fraction bits that the root keeps before it is rescaled. */
const RSQRT_SHIFT = 20;

/**
 * RSQRT; 0 gives the largest stored value. The reference refuses values below the zero point at run
 * time; here they give that too. Source: TFLM micro/kernels/elementwise.cc RsqrtEvalQuantized.
 */
export function rsqrt(input: Quantization, output: Quantization, type: Range): UnaryFunction {
  const real = 1 / (Math.sqrt(f32(input.scale)) * f32(output.scale));
  const { multiplier, shift } = quantizeMultiplier(real);
  return (q) => {
    const x = q - input.zeroPoint;
    if (x <= 0) return type.max;
    const root = inverseSqrt(x);
    const data = multiplyByQuantizedMultiplier(1, root.multiplier, root.shift + RSQRT_SHIFT);
    const y = multiplyByQuantizedMultiplier(data, multiplier, shift - RSQRT_SHIFT);
    return clamp(y + output.zeroPoint, type.min, type.max);
  };
}

/**
 * L2_NORMALIZATION int8: each row of `depth` over its Euclidean length; output scale 1/128, zero
 * point 0. Source: TFLM reference/integer_ops/l2normalization.h.
 */
export function l2Normalize(
  zeroPoint: number,
  depth: number,
  ifm: IntegerArray,
  ofm: IntegerArray,
  type: Range,
  outputZeroPoint: number,
): void {
  for (let start = 0; start < ifm.length; start += depth) {
    let squares = 0;
    for (let i = start; i < start + depth; i++) squares += (ifm[i] - zeroPoint) ** 2;
    const { multiplier, shift } = inverseSqrt(squares | 0);
    for (let i = start; i < start + depth; i++) {
      const y = multiplyByQuantizedMultiplier(ifm[i] - zeroPoint, multiplier, shift + 7);
      ofm[i] = clamp(y + outputZeroPoint, type.min, type.max);
    }
  }
}
