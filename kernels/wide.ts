// Accumulators beyond 32 bits, of operators with int16 activations: sums are exact in a double (they
// stay far below 2^53), and the reference rescales them with a 16-bit multiplier and one rounding.

import { clamp } from './fixed-point.js';
import type { OutputStage } from './prepare.js';
import type { IntegerArray } from './storage.js';

const EXACT = 2 ** 53;

/**
 * `x · multiplier · 2^(shift − 31)` of a 64-bit accumulator: the multiplier rounded to 16 bits, the
 * product rounded once, half up. x is a whole number of at most 48 bits; the result is an int32.
 * Source: TFLM kernels/internal/common.cc MultiplyByQuantizedMultiplier(int64_t).
 */
export function multiplyWide(x: number, multiplier: number, shift: number): number {
  const reduced = multiplier < 0x7fff0000 ? (multiplier + 0x8000) >> 16 : 0x7fff;
  const right = 15 - shift;
  const product = x * reduced;
  if (Math.abs(product) < EXACT / 2) {
    return Math.floor((product + 2 ** (right - 1)) / 2 ** right) | 0;
  }
  const wide = BigInt(x) * BigInt(reduced) + (1n << BigInt(right - 1));
  return Number(BigInt.asIntN(32, wide >> BigInt(right)));
}

/** `requantizeOutput` for wide accumulators; see there. */
export function requantizeWide(
  stage: OutputStage,
  channels: number,
  acc: Float64Array,
  ofm: IntegerArray,
): void {
  const { multipliers, shifts, zeroPoint, min, max } = stage;
  const step = multipliers.length === 1 ? 0 : 1;
  for (let i = 0; i < acc.length; i += channels) {
    for (let c = 0, k = 0; c < channels; c++, k += step) {
      ofm[i + c] = clamp(multiplyWide(acc[i + c], multipliers[k], shifts[k]) + zeroPoint, min, max);
    }
  }
}
