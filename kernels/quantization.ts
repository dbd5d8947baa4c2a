// Quantization parameters, type ranges and the clamps of fused activations.

import { roundHalfAway } from './fixed-point.js';

const f32 = Math.fround;

/** Scale and zero point of a per-tensor quantized tensor: real = scale · (q − zeroPoint). */
export interface Quantization {
  readonly scale: number;
  readonly zeroPoint: number;
}

/** Clamp of an integer output. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

export type FusedActivation = 'NONE' | 'RELU' | 'RELU_N1_TO_1' | 'RELU6';

export const INT8_RANGE: Range = { min: -128, max: 127 };
export const INT16_RANGE: Range = { min: -32768, max: 32767 };
export const UINT8_RANGE: Range = { min: 0, max: 255 };
export const INT32_RANGE: Range = { min: -(2 ** 31), max: 2 ** 31 - 1 };

/** Real bounds of a fused activation; an open side is undefined. */
function activationBounds(activation: FusedActivation): { low?: number; high?: number } {
  switch (activation) {
    case 'NONE':
      return {};
    case 'RELU':
      return { low: 0 };
    case 'RELU_N1_TO_1':
      return { low: -1, high: 1 };
    case 'RELU6':
      return { low: 0, high: 6 };
    default: {
      const unknown: never = activation;
      throw new RangeError(`unknown fused activation ${unknown}`);
    }
  }
}

/** `zeroPoint + round(float32(real / scale))`, half away from zero. */
export function quantizeBound(real: number, { scale, zeroPoint }: Quantization): number {
  return zeroPoint + roundHalfAway(f32(f32(real) / f32(scale)));
}

/**
 * Clamp of an output with a fused activation, inside the type's range.
 * Source: TFLM kernels/kernel_util.cc CalculateActivationRangeQuantized.
 */
export function activationRange(
  activation: FusedActivation,
  output: Quantization,
  type: Range = INT8_RANGE,
): Range {
  const { low, high } = activationBounds(activation);
  return {
    min: low === undefined ? type.min : Math.max(type.min, quantizeBound(low, output)),
    max: high === undefined ? type.max : Math.min(type.max, quantizeBound(high, output)),
  };
}

/** Clamp of a float32 output: the open sides are the largest finite values. */
export function activationRangeF32(activation: FusedActivation): Range {
  const { low, high } = activationBounds(activation);
  const largest = f32(3.4028234663852886e38);
  return { min: low ?? -largest, max: high ?? largest };
}
