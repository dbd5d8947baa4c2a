// SVDF of stored integers. State goes in and comes out; nothing is kept here.

import {
  clamp,
  multiplyByQuantizedMultiplier,
  type QuantizedMultiplier,
  quantizeMultiplier,
} from './fixed-point.js';
import type { Quantization } from './quantization.js';
import { type IntegerArray, storageRange } from './storage.js';

const f32 = Math.fround;

export interface SvdfParams {
  readonly batches: number;
  readonly inputs: number;
  readonly filters: number;
  readonly memory: number;
  readonly rank: number;
  readonly inputZeroPoint: number;
  readonly stateZeroPoint: number;
  readonly outputZeroPoint: number;
  /** Of the feature product, to the state; and of the weighted state, to the output. */
  readonly feature: QuantizedMultiplier;
  readonly time: QuantizedMultiplier;
}

/** SVDF: both effective scales in float32. Source: TFLM micro/kernels/svdf_common.cc PrepareSvdf. */
export function prepareSvdf(
  input: Quantization,
  features: Quantization,
  time: Quantization,
  state: Quantization,
  output: Quantization,
): Pick<SvdfParams, 'inputZeroPoint' | 'stateZeroPoint' | 'outputZeroPoint' | 'feature' | 'time'> {
  const quotient = (a: Quantization, b: Quantization, c: Quantization) =>
    quantizeMultiplier(f32(f32(f32(a.scale) * f32(b.scale)) / f32(c.scale)));
  return {
    inputZeroPoint: input.zeroPoint,
    stateZeroPoint: state.zeroPoint,
    outputZeroPoint: output.zeroPoint,
    feature: quotient(input, features, state),
    time: quotient(state, time, output),
  };
}

/**
 * SVDF: every filter's last `memory` features, weighted over time; `rank` filters make a unit.
 * ifm: [batches, inputs]; features: [filters, inputs]; time: [filters, memory]; state (changed):
 * [batches, filters · memory]; ofm: [batches, filters / rank].
 * Source: TFLM micro/kernels/svdf_common.cc EvalIntegerSvdfReference.
 */
export function svdf(
  p: SvdfParams,
  ifm: IntegerArray,
  features: IntegerArray,
  time: IntegerArray,
  bias: Int32Array | undefined,
  state: IntegerArray,
  ofm: IntegerArray,
): void {
  const { batches, inputs, filters, memory, rank } = p;
  const [stored, out] = [storageRange(state), storageRange(ofm)];
  state.copyWithin(0, 1);
  for (let n = 0; n < batches; n++) {
    for (let f = 0; f < filters; f++) {
      let sum = 0;
      for (let i = 0; i < inputs; i++) {
        sum = (sum + features[f * inputs + i] * (ifm[n * inputs + i] - p.inputZeroPoint)) | 0;
      }
      const y = multiplyByQuantizedMultiplier(sum, p.feature.multiplier, p.feature.shift);
      state[(n * filters + f + 1) * memory - 1] = clamp(
        y + p.stateZeroPoint,
        stored.min,
        stored.max,
      );
    }
    for (let u = 0; u < filters / rank; u++) {
      let sum = bias ? bias[u] : 0;
      for (let f = u * rank; f < (u + 1) * rank; f++) {
        const s = (n * filters + f) * memory;
        for (let m = 0; m < memory; m++) {
          sum = (sum + time[f * memory + m] * (state[s + m] - p.stateZeroPoint)) | 0;
        }
      }
      const y = multiplyByQuantizedMultiplier(sum, p.time.multiplier, p.time.shift);
      ofm[(n * filters) / rank + u] = clamp(y + p.outputZeroPoint, out.min, out.max);
    }
  }
}
