// LOGISTIC and TANH of int16: one table of the logistic function for both, interpolated. Input and
// output are symmetric, the output has 15 fraction bits.
// Source: TFLM reference/integer_ops/logistic.h, tanh.h; Prepare in micro/kernels/logistic_common.cc
// and tanh.cc; the table as TFLM kernels/internal/common.h has it.

import type { QuantizedMultiplier } from './fixed-point.js';
import type { Quantization } from './quantization.js';
import type { UnaryFunction } from './unary.js';

const f32 = Math.fround;

/**
 * 2^16 / (1 + exp(−i / 24)), each entry moved by half of what a straight line to the next one misses
 * in the middle between them; the last is the end of the range.
 */
const TABLE = Uint16Array.from({ length: 256 }, (_, i) => {
  const at = (x: number) => 2 ** 16 / (1 + Math.exp(-x / 24));
  const missed = at(i + 0.5) - (at(i) + at(i + 1)) / 2;
  return i === 255 ? 0xffff : Math.round(at(i) + missed / 2);
});

/** log2 of a scale that is a power of two, else undefined. */
export function powerOfTwo(scale: number): number | undefined {
  const log2 = f32(Math.log(scale) * f32(1 / Math.log(2)));
  const rounded = Math.round(log2);
  return Math.abs(log2 - rounded) < 1e-3 ? rounded : undefined;
}

/**
 * Brings the input to steps of 1 / (3 · 4096). `largestShift` is that of the powers of two which need
 * no rounding: 0 for LOGISTIC, 1 for TANH.
 */
export function prepareSigmoid16(input: Quantization, largestShift: 0 | 1): QuantizedMultiplier {
  const log2 = powerOfTwo(input.scale);
  const left = log2 === undefined ? -1 : 12 + log2;
  if (left >= 0 && left <= largestShift) return { multiplier: 3 << left, shift: 0 };
  let multiplier = f32(input.scale) * 4096 * 3;
  let right = 0;
  while (multiplier <= 32767 / 2 && right <= 30) {
    multiplier *= 2;
    right++;
  }
  return { multiplier: Math.trunc(multiplier), shift: -right };
}

/** Input in steps of 1 / (3 · 4096), rounded half up. */
function scaled(q: number, { multiplier, shift }: QuantizedMultiplier): number {
  const round = shift < 0 ? 1 << (-shift - 1) : 0;
  return (Math.imul(q, multiplier) + round) >> -shift;
}

/** The table at `x`, with `bits` bits between two entries, as a number of 16 + bits fraction bits. */
function lookUp(x: number, bits: number, saturated: number): number {
  const index = x >> bits;
  if (index >= 255) return saturated;
  const low = TABLE[index];
  return (low << bits) + (x & ((1 << bits) - 1)) * (TABLE[index + 1] - low);
}

/** LOGISTIC int16; `p` from prepareSigmoid16. */
export function logistic16(p: QuantizedMultiplier): UnaryFunction {
  return (q) => {
    const x = scaled(q, p);
    const y = lookUp(Math.abs(x), 9, 0x7fff << 10);
    return (x >= 0 ? y + (1 << 9) : (1 << 25) - y + (1 << 9) - 1) >> 10;
  };
}

/** TANH int16, 2 · logistic(2x) − 1; `p` from prepareSigmoid16. */
export function tanh16(p: QuantizedMultiplier): UnaryFunction {
  return (q) => {
    const x = scaled(q, p);
    const y = lookUp(Math.abs(x), 8, 0xffff << 8);
    return (x >= 0 ? y - (1 << 23) + (1 << 7) : -y + (1 << 23) + (1 << 7) - 1) >> 8;
  };
}
