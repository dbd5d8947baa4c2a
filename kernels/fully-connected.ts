// FULLY_CONNECTED int8. Source: TFLM reference/integer_ops/fully_connected.h.

import { biasAccumulators } from './conv2d.js';
import { requantizeOutput } from './output-stage.js';
import type { OutputStage } from './prepare.js';

export interface FullyConnectedParams {
  readonly batches: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly ifmZeroPoint: number;
  /** Default 0. */
  readonly filterZeroPoint?: number;
  /** Row length of the ifm in elements, where a chunk of its inputs is used; default `inputs`. */
  readonly ifmStride?: number;
}

/**
 * Adds the products of one matrix product to `acc`.
 * ifm: [batches, inputs] int8. filter: [outputs, inputs] int8. acc: [batches, outputs] int32.
 */
export function fullyConnectedAccumulate(
  p: FullyConnectedParams,
  ifm: Int8Array,
  filter: Int8Array,
  acc: Int32Array,
): void {
  const { batches, inputs, outputs, ifmZeroPoint } = p;
  const filterZeroPoint = p.filterZeroPoint ?? 0;
  const stride = p.ifmStride ?? inputs;
  for (let n = 0; n < batches; n++) {
    for (let o = 0; o < outputs; o++) {
      let sum = acc[n * outputs + o];
      let f = o * inputs;
      for (let i = n * stride, stop = i + inputs; i < stop; i++) {
        sum = (sum + Math.imul(ifm[i] - ifmZeroPoint, filter[f++] - filterZeroPoint)) | 0;
      }
      acc[n * outputs + o] = sum;
    }
  }
}

/** FULLY_CONNECTED int8; bias: int32 [outputs], absent = 0. ofm: [batches, outputs] int8, written. */
export function fullyConnected(
  p: FullyConnectedParams,
  stage: OutputStage,
  ifm: Int8Array,
  filter: Int8Array,
  bias: Int32Array | undefined,
  ofm: Int8Array,
): void {
  const acc = biasAccumulators(ofm.length, bias);
  fullyConnectedAccumulate(p, ifm, filter, acc);
  requantizeOutput(stage, p.outputs, acc, ofm);
}
