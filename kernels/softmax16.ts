// SOFTMAX int16: two tables made with float32 functions, interpolated; one for exp on [−10, 0], one
// for 1 / (1 + x) on [0, 1]. Output scale 1/32768, zero point 0.
// Source: TFLM reference/softmax.h SoftmaxInt16, kernels/internal/common.h gen_lut and LUTLookup,
// micro/kernels/softmax_common.cc.

import {
  clamp,
  multiplyByQuantizedMultiplier,
  type QuantizedMultiplier,
  quantizeMultiplier,
  roundHalfAway,
} from './fixed-point.js';

const f32 = Math.fround;
const STEPS = 512;

/** A function on [low, high] with values in [−1, 1] as 512 steps of Q15, and the end of the last. */
function interpolationTable(fn: (x: number) => number, low: number, high: number): Int16Array {
  const step = f32((high - low) / STEPS);
  const at = (x: number) => f32(f32(fn(x)) * 32768);
  const table = Int16Array.from({ length: STEPS }, (_, i) => {
    const x = f32(low + f32(i * step));
    const sample = roundHalfAway(at(x));
    const next = at(f32(low + f32((i + 1) * step)));
    const interpolated = roundHalfAway(f32(f32(next + sample) / 2));
    const middle = roundHalfAway(at(f32(x + f32(step / 2))));
    return clamp(sample - roundHalfAway(f32((interpolated - middle) / 2)), -32768, 32767);
  });
  const last = clamp(roundHalfAway(at(high)), -32768, 32767);
  return Int16Array.from([...table, last]);
}

let tables: { readonly exp: Int16Array; readonly reciprocal: Int16Array } | undefined;

function lookUp(table: Int16Array, x: number): number {
  const index = 256 + (x >> 7);
  const slope = table[index + 1] - table[index];
  return table[index] + ((slope * (x & 0x7f) + 64) >> 7);
}

/** Brings differences to steps of 10 / 65535: beta · scale over that, in float64. */
export function prepareSoftmax16(inputScale: number, beta: number): QuantizedMultiplier {
  return quantizeMultiplier((f32(inputScale) * f32(beta)) / (10 / 65535));
}

/** SOFTMAX int16 over the last dimension, of size `depth`. */
export function softmax16(
  p: QuantizedMultiplier,
  depth: number,
  ifm: Int16Array,
  ofm: Int16Array,
): void {
  tables ??= {
    exp: interpolationTable(Math.exp, -10, 0),
    reciprocal: interpolationTable((x) => f32(1 / f32(1 + x)), 0, 1),
  };
  const symmetric = (x: number) => clamp(x, -32768, 32767);
  for (let start = 0; start < ifm.length; start += depth) {
    const end = start + depth;
    let max = -32768;
    for (let i = start; i < end; i++) if (ifm[i] > max) max = ifm[i];
    let sum = 0;
    for (let i = start; i < end; i++) {
      const scaled = multiplyByQuantizedMultiplier(ifm[i] - max, p.multiplier, p.shift);
      ofm[i] = lookUp(tables.exp, symmetric(scaled + 32767));
      sum = (sum + ofm[i]) | 0;
    }
    // The sum as 1 + x with x in [0, 1), a power of two aside.
    const zeros = Math.clz32(sum);
    const shifted = Math.floor((sum * 2 ** (zeros - 1) + (1 << 13)) / (1 << 14));
    const scale = lookUp(tables.reciprocal, symmetric(shifted - ((1 << 15) + (1 << 16))));
    const right = 31 - zeros;
    for (let i = start; i < end; i++) {
      const share = Math.floor((ofm[i] * scale + 2 ** (right - 1)) / 2 ** right);
      ofm[i] = clamp(share, 0, 32767);
    }
  }
}
