// The output stage of the MAC operators: int32 accumulator → stored integer.

import { clamp, multiplyByQuantizedMultiplier } from './fixed-point.js';
import type { OutputStage } from './prepare.js';
import type { IntegerArray } from './storage.js';

/**
 * `ofm = clamp(requantize(acc) + zero point, min, max)`, channels innermost; the bias is already in
 * the accumulators. A stage of one multiplier applies to every channel.
 * Source: TFLM reference/integer_ops/conv.h, the end of its inner loop.
 */
export function requantizeOutput(
  stage: OutputStage,
  channels: number,
  acc: Int32Array,
  ofm: IntegerArray,
): void {
  const { multipliers, shifts, zeroPoint, min, max } = stage;
  const step = multipliers.length === 1 ? 0 : 1;
  for (let i = 0; i < acc.length; i += channels) {
    for (let c = 0, k = 0; c < channels; c++, k += step) {
      const y = multiplyByQuantizedMultiplier(acc[i + c], multipliers[k], shifts[k]);
      ofm[i + c] = clamp(y + zeroPoint, min, max);
    }
  }
}
