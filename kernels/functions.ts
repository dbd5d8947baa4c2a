// Functions of one or two numbers that JavaScript lacks, in double precision.

const TWO_OVER_SQRT_PI = 1.1283791670955126;
const SQRT_HALF = Math.SQRT1_2;
const SQRT_2_OVER_PI = 0.7978845608028654;

/**
 * Error function. Below 2.5 the series of Abramowitz and Stegun 7.1.6, above Lentz's continued
 * fraction of erfc (7.1.14); relative error below 1e-14.
 */
export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  const a = Math.abs(x);
  if (a < 2.5) {
    let term = a;
    let sum = a;
    for (let n = 1; n < 80 && term > sum * 1e-17; n++) {
      term *= (2 * a * a) / (2 * n + 1);
      sum += term;
    }
    return Math.sign(x) * TWO_OVER_SQRT_PI * Math.exp(-a * a) * sum;
  }
  if (a > 6) return Math.sign(x);
  let fraction = 0;
  for (let n = 60; n > 0; n--) fraction = n / 2 / (a + fraction);
  return Math.sign(x) * (1 - Math.exp(-a * a) / (Math.sqrt(Math.PI) * (a + fraction)));
}

/** Nearest integer, halves to the even one. */
export function roundHalfToEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  if (rest < 0.5) return down === 0 && Object.is(x, -0) ? -0 : down;
  if (rest > 0.5) return down + 1;
  return down % 2 === 0 ? down : down + 1;
}

export const sigmoid = (x: number): number =>
  x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
export const silu = (x: number): number => x * sigmoid(x);
/** ln(1 + exp(x)) without overflow. */
export const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
export const softsign = (x: number): number => x / (1 + Math.abs(x));
export const mish = (x: number): number => x * Math.tanh(softplus(x));
export const hardSwishOf = (x: number): number => (x * Math.min(Math.max(x + 3, 0), 6)) / 6;
export const gelu = (x: number): number => 0.5 * x * (1 + erf(x * SQRT_HALF));
export const geluTanh = (x: number): number =>
  0.5 * x * (1 + Math.tanh(SQRT_2_OVER_PI * (x + 0.044715 * x * x * x)));
export const elu = (x: number, alpha: number): number => (x > 0 ? x : alpha * Math.expm1(x));
export const celu = (x: number, alpha: number): number =>
  Math.max(x, 0) + Math.min(alpha * Math.expm1(x / alpha), 0);
export const selu = (x: number, alpha: number, gamma: number): number =>
  gamma * (x > 0 ? x : alpha * Math.expm1(x));
export const hardSigmoid = (x: number, alpha: number, beta: number): number =>
  Math.min(Math.max(alpha * x + beta, 0), 1);
export const shrink = (x: number, bias: number, threshold: number): number =>
  x < -threshold ? x + bias : x > threshold ? x - bias : 0;

/** The remainder with the sign of the divisor. */
export const floorMod = (a: number, b: number): number => {
  const r = a % b;
  return r !== 0 && r < 0 !== b < 0 ? r + b : r;
};
export const floorModBig = (a: bigint, b: bigint): bigint => {
  const r = a % b;
  return r !== 0n && r < 0n !== b < 0n ? r + b : r;
};

/** A power of integers; a negative exponent gives 0 but for ±1. */
export function powBig(base: bigint, exponent: bigint): bigint {
  if (exponent >= 0n) return base ** exponent;
  if (base === 1n) return 1n;
  return base === -1n ? (exponent % 2n === 0n ? 1n : -1n) : 0n;
}
