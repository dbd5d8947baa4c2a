// exp, tanh and logistic in 32-bit fixed point, bit for bit as gemmlowp fixedpoint.h.
// "Qm" below: int32 with m integer bits, so that a raw value r means r / 2^(31 - m).

import {
  INT32_MAX,
  saturatingRoundingDoublingHighMul as mul,
  roundingDivideByPOT,
  roundingHalfSum,
  saturatingLeftShift,
} from './fixed-point.js';

const EXP_MINUS_ONE_EIGHTH = 1895147668; // Q0
const ONE_THIRD = 715827883; // Q0
const FORTY_EIGHT_OVER_17 = 1515870810; // Q2
const MINUS_THIRTY_TWO_OVER_17 = -1010580540; // Q2
const ONE_Q2 = 1 << 29;
const ONE_HALF_Q0 = 1 << 30;

/** exp(-2^k) in Q0 for k = -2 .. 4: the steps of the barrel shifter below. */
const EXP_STEPS = [
  { exponent: -2, factor: 1672461947 },
  { exponent: -1, factor: 1302514674 },
  { exponent: 0, factor: 790015084 },
  { exponent: 1, factor: 290630308 },
  { exponent: 2, factor: 39332535 },
  { exponent: 3, factor: 720401 },
  { exponent: 4, factor: 242 },
];

/** exp(a) for a in [-1/4, 0), Q0 → Q0: Taylor of degree 4 about -1/8. */
function expOnQuarterInterval(a: number): number {
  const x = (a + (1 << 28)) | 0;
  const x2 = mul(x, x);
  const x3 = mul(x2, x);
  const x4 = mul(x2, x2);
  const tail = (mul((roundingDivideByPOT(x4, 2) + x3) | 0, ONE_THIRD) + x2) | 0;
  const series = (x + roundingDivideByPOT(tail, 1)) | 0;
  return (EXP_MINUS_ONE_EIGHTH + mul(EXP_MINUS_ONE_EIGHTH, series)) | 0;
}

/**
 * exp(a) for a ≤ 0; a in Q`integerBits`, result in Q0 (exp(0) is 2^31 − 1).
 * Source: gemmlowp exp_on_negative_values.
 */
export function expOnNegativeValues(a: number, integerBits: number): number {
  if (a === 0) return INT32_MAX;
  const fractionBits = 31 - integerBits;
  if (integerBits > 5 && a < -(2 ** (36 - integerBits))) return 0;
  const quarter = 1 << (fractionBits - 2);
  const modulo = ((a & (quarter - 1)) - quarter) | 0;
  let result = expOnQuarterInterval(
    integerBits > 0 ? saturatingLeftShift(modulo, integerBits) : modulo,
  );
  const remainder = (modulo - a) | 0;
  for (const { exponent, factor } of EXP_STEPS) {
    if (exponent < integerBits && (remainder & (1 << (fractionBits + exponent))) !== 0) {
      result = mul(result, factor);
    }
  }
  return result;
}

/** 2 / (1 + a) in Q2 for a in Q0, [0, 1): three Newton steps on the half denominator. */
function twoOverOnePlus(a: number): number {
  const halfDenominator = roundingHalfSum(a, INT32_MAX);
  let x = (FORTY_EIGHT_OVER_17 + mul(halfDenominator, MINUS_THIRTY_TWO_OVER_17)) | 0;
  for (let i = 0; i < 3; i++) {
    const error = (ONE_Q2 - mul(halfDenominator, x)) | 0;
    x = (x + saturatingLeftShift(mul(x, error), 2)) | 0;
  }
  return x;
}

/** 1 / (1 + a), Q0 → Q0, a in [0, 1). Source: gemmlowp one_over_one_plus_x_for_x_in_0_1. */
export function oneOverOnePlusX(a: number): number {
  return saturatingLeftShift(twoOverOnePlus(a), 1);
}

/** (1 − a) / (1 + a), Q0 → Q0. Source: gemmlowp one_minus_x_over_one_plus_x_for_x_in_0_1. */
export function oneMinusXOverOnePlusX(a: number): number {
  return saturatingLeftShift((twoOverOnePlus(a) - ONE_Q2) | 0, 2);
}

/** tanh(a), a in Q`integerBits`, result in Q0. Source: gemmlowp tanh. */
export function tanhFixed(a: number, integerBits: number): number {
  if (a === 0) return 0;
  // exp(2a): doubling is one more integer bit on the same raw value.
  const t = oneMinusXOverOnePlusX(expOnNegativeValues(a < 0 ? a : -a | 0, integerBits + 1));
  return a < 0 ? -t | 0 : t;
}

/** 1 / (1 + exp(−a)), a in Q`integerBits`, result in Q0. Source: gemmlowp logistic. */
export function logisticFixed(a: number, integerBits: number): number {
  if (a === 0) return ONE_HALF_Q0;
  const positive = oneOverOnePlusX(expOnNegativeValues(a > 0 ? -a | 0 : a, integerBits));
  return a > 0 ? positive : (INT32_MAX - positive) | 0;
}

/** A reciprocal as `scale` (Q0) and the number of bits by which the argument exceeds one. */
export interface Reciprocal {
  readonly scale: number;
  readonly bitsOverUnit: number;
}

/** 1 / x for a positive x in Q`integerBits`. Source: TFLM kernels/internal/common.h GetReciprocal. */
export function reciprocal(x: number, integerBits: number): Reciprocal {
  const headroom = Math.clz32(x);
  const minusOne = ((x << headroom) - 0x80000000) | 0;
  return { scale: oneOverOnePlusX(minusOne), bitsOverUnit: integerBits - headroom };
}
