// Integer primitives of the reference kernels: 32-bit fixed point with a 31-bit multiplier and two
// roundings (gemmlowp fixedpoint.h, TFLM kernels/internal/common.h with TFLITE_SINGLE_ROUNDING off).
// Every value is an int32 held in a JS number; 64-bit products are formed from exact doubles.

export const INT32_MAX = 0x7fffffff;
export const INT32_MIN = -0x80000000;

/** A real multiplier as `value · 2^(shift − 31)`, `value` in [2^30, 2^31) or 0. */
export interface QuantizedMultiplier {
  readonly multiplier: number;
  /** Positive: left. */
  readonly shift: number;
}

/** Rounds half away from zero, as C's `round`. */
export function roundHalfAway(x: number): number {
  const magnitude = Math.abs(x);
  const whole = Math.floor(magnitude);
  const rounded = magnitude - whole >= 0.5 ? whole + 1 : whole;
  return x < 0 ? -rounded : rounded;
}

/** `min(max(x, low), high)`. */
export function clamp(x: number, low: number, high: number): number {
  return Math.min(Math.max(x, low), high);
}

/** C's `frexp`: `x = fraction · 2^exponent` with |fraction| in [1/2, 1). */
export function frexp(x: number): { fraction: number; exponent: number } {
  if (x === 0 || !Number.isFinite(x)) return { fraction: x, exponent: 0 };
  let exponent = Math.max(-1023, Math.floor(Math.log2(Math.abs(x))) + 1);
  let fraction = x * 2 ** -exponent;
  // log2 is not exact beside powers of two, nor the first guess for subnormal numbers.
  while (Math.abs(fraction) >= 1) {
    fraction /= 2;
    exponent++;
  }
  while (Math.abs(fraction) < 0.5) {
    fraction *= 2;
    exponent--;
  }
  return { fraction, exponent };
}

/**
 * Turns a real multiplier into a 31-bit integer and a shift; below 2^-32 it becomes 0.
 * Source: TFLM kernels/internal/quantization_util.cc QuantizeMultiplier.
 */
export function quantizeMultiplier(real: number): QuantizedMultiplier {
  if (real === 0) return { multiplier: 0, shift: 0 };
  const { fraction, exponent } = frexp(real);
  let multiplier = roundHalfAway(fraction * 2 ** 31);
  let shift = exponent;
  if (multiplier === 2 ** 31) {
    multiplier /= 2;
    shift++;
  }
  return shift < -31 ? { multiplier: 0, shift: 0 } : { multiplier, shift };
}

/**
 * `round(a · b / 2^31)`, ties toward +infinity; the one overflow, -2^31 · -2^31, saturates.
 * The reference adds a nudge by sign and truncates, which is `floor((a·b + 2^30) / 2^31)`.
 * b is cut into 16-bit halves so that every intermediate stays below 2^53 and is exact.
 * Source: gemmlowp SaturatingRoundingDoublingHighMul (ARM VQRDMULH).
 */
export function saturatingRoundingDoublingHighMul(a: number, b: number): number {
  const low = Math.floor((a * (b & 0xffff) + 0x40000000) / 0x10000);
  const result = Math.floor((a * (b >> 16) + low) / 0x8000);
  return result > INT32_MAX ? INT32_MAX : result | 0;
}

/**
 * `round(x / 2^exponent)`, ties away from zero; exponent 0..31.
 * Source: gemmlowp RoundingDivideByPOT.
 */
export function roundingDivideByPOT(x: number, exponent: number): number {
  const mask = ((1 << exponent) - 1) | 0;
  const threshold = (mask >> 1) + (x < 0 ? 1 : 0);
  return (x >> exponent) + ((x & mask) > threshold ? 1 : 0);
}

/**
 * `x · multiplier · 2^(shift − 31)` with the reference's double rounding. x is an int32; a left
 * shift wraps, as the reference's product does.
 * Source: TFLM kernels/internal/common.cc MultiplyByQuantizedMultiplier.
 */
export function multiplyByQuantizedMultiplier(
  x: number,
  multiplier: number,
  shift: number,
): number {
  return shift > 0
    ? saturatingRoundingDoublingHighMul(x << shift, multiplier)
    : roundingDivideByPOT(saturatingRoundingDoublingHighMul(x, multiplier), -shift);
}

/**
 * `x · 2^exponent`, exponent > 0, saturating to int32.
 * Source: gemmlowp SaturatingRoundingMultiplyByPOT, positive exponent.
 */
export function saturatingLeftShift(x: number, exponent: number): number {
  const threshold = 2 ** (31 - exponent) - 1;
  return x > threshold ? INT32_MAX : x < -threshold ? INT32_MIN : x << exponent;
}

/** `round((a + b) / 2)`, ties away from zero, without overflow. Source: gemmlowp RoundingHalfSum. */
export function roundingHalfSum(a: number, b: number): number {
  const sum = a + b;
  return Math.trunc((sum + (sum >= 0 ? 1 : -1)) / 2) | 0;
}

// ---- 16-bit forms, for HARD_SWISH -------------------------------------------------------------

export const INT16_MAX = 0x7fff;
export const INT16_MIN = -0x8000;

/** `round(a · b / 2^15)` on int16, ties toward +infinity, saturating. Source: gemmlowp, int16. */
export function saturatingRoundingDoublingHighMul16(a: number, b: number): number {
  return Math.min((Math.imul(a, b) + 0x4000) >> 15, INT16_MAX);
}

/** `trunc(a · b / 2^15)` on int16, saturating. Source: TFLM reference/hard_swish.h. */
export function saturatingDoublingHighMul16(a: number, b: number): number {
  return Math.min(Math.trunc(Math.imul(a, b) / 0x8000), INT16_MAX);
}

/** `value · 2^amount` saturated to int16. Source: TFLM reference/hard_swish.h. */
export function saturatingLeftShift16(value: number, amount: number): number {
  return clamp(value * 2 ** amount, INT16_MIN, INT16_MAX);
}

/** Rounds a Q31 multiplier to Q15. Source: TFLM DownScaleInt32ToInt16Multiplier. */
export function downScaleToInt16Multiplier(multiplier: number): number {
  return multiplier >= INT32_MAX - 0x8000 ? INT16_MAX : (multiplier + 0x8000) >> 16;
}
