// LOG_SOFTMAX int8: exponentials as in SOFTMAX, then a logarithm in fixed point.
// Source: TFLM reference/log_softmax.h, kernels/internal/common.h
// log_x_for_x_greater_than_or_equal_to_1_impl, micro/kernels/log_softmax.cc.

import {
  clamp,
  INT32_MAX,
  INT32_MIN,
  multiplyByQuantizedMultiplier,
  type QuantizedMultiplier,
  quantizeMultiplier,
  roundingDivideByPOT,
  roundingHalfSum,
  saturatingLeftShift,
  saturatingRoundingDoublingHighMul,
} from './fixed-point.js';
import { expOnNegativeValues, oneOverOnePlusX } from './fixed-point-functions.js';
import { prepareSoftmax, type SoftmaxParams } from './prepare.js';

const INPUT_BITS = 5;
const SUM_BITS = 12;
/** Integer bits of the logarithm, one more than of its result: the parts may saturate. */
const LOG_BITS = INPUT_BITS + 1;

const LOG_2 = 1488522236; // Q0, as all below
const SQRT_SQRT_HALF = 1805811301;
const SQRT_HALF = 1518500250;
const QUARTER = 1 << 29;
/** Coefficients of a quotient of polynomials about √√½. */
const ALPHA_N = 117049297;
const ALPHA_D = 127690142;
const ALPHA_I = 1057819769;
const ALPHA_F = 638450708;

const saturate = (x: number) => clamp(x, INT32_MIN, INT32_MAX);

/** ln(x) for x ≥ 1 in Q12, in Q5. */
function logOfSum(x: number): number {
  const mul = saturatingRoundingDoublingHighMul;
  const power = (n: number) => saturatingLeftShift(n, 31 - LOG_BITS);
  const quarter = roundingDivideByPOT(QUARTER, LOG_BITS);
  // x is a power of two times a number about √√½; two guesses of the power, of which the larger holds.
  const zeros = Math.clz32(x);
  const a = saturatingLeftShift(mul(saturatingLeftShift(x, zeros - 1), SQRT_HALF), 1);
  const powerA = saturate(power(SUM_BITS - zeros) + quarter);
  const headroom = Math.clz32(mul(x, SQRT_HALF)) - 1;
  const b = saturatingLeftShift(x, headroom);
  const powerB = saturate(power(SUM_BITS - headroom) - quarter);
  const r = Math.min(a, b);
  const exponent = Math.max(powerA, powerB);
  const p = roundingHalfSum(r, SQRT_SQRT_HALF);
  const q = ((r - SQRT_SQRT_HALF) * 2) | 0;
  const square = mul(q, q);
  const numerator = (mul(q, r) + mul(mul(q, square), ALPHA_N)) | 0;
  const sum = (ALPHA_I + q + mul(ALPHA_D, square)) | 0;
  const denominator = oneOverOnePlusX((mul(p, sum) + mul(ALPHA_F, q)) | 0);
  const fraction = mul(roundingDivideByPOT(numerator, LOG_BITS), denominator);
  return saturatingLeftShift((mul(exponent, LOG_2) + fraction) | 0, 1);
}

export interface LogSoftmaxParams extends SoftmaxParams {
  /** The inverse of the input's scaling. */
  readonly reverse: QuantizedMultiplier;
}

/** Output scale is fixed: 1/16, zero point 127. */
export function prepareLogSoftmax(inputScale: number): LogSoftmaxParams {
  const p = prepareSoftmax(inputScale);
  const reverse = quantizeMultiplier(2 ** (31 - p.shift) / p.multiplier);
  return { ...p, reverse };
}

/** LOG_SOFTMAX int8 over the last dimension, of size `depth`. */
export function logSoftmax(
  p: LogSoftmaxParams,
  depth: number,
  ifm: Int8Array,
  ofm: Int8Array,
): void {
  for (let start = 0; start < ifm.length; start += depth) {
    const end = start + depth;
    let max = -128;
    for (let i = start; i < end; i++) if (ifm[i] > max) max = ifm[i];
    let sum = 0;
    for (let i = start; i < end; i++) {
      const difference = ifm[i] - max;
      if (difference < p.diffMin) continue;
      const scaled = multiplyByQuantizedMultiplier(difference, p.multiplier, p.shift);
      sum = (sum + roundingDivideByPOT(expOnNegativeValues(scaled, INPUT_BITS), SUM_BITS)) | 0;
    }
    const log = logOfSum(sum);
    const least = Math.max(
      p.diffMin - 1,
      multiplyByQuantizedMultiplier((log + INT32_MIN) | 0, p.reverse.multiplier, p.reverse.shift),
    );
    for (let i = start; i < end; i++) {
      const difference = ifm[i] - max;
      if (difference <= least) {
        ofm[i] = -128;
        continue;
      }
      const scaled = multiplyByQuantizedMultiplier(difference, p.multiplier, p.shift);
      ofm[i] = clamp(roundingDivideByPOT((scaled - log) | 0, 31 - INPUT_BITS - 4) + 127, -128, 127);
    }
  }
}
