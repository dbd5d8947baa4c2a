// Unary functions of stored integers, each as a function of one value, those of int8 also as a
// 256-entry table: the NPU runs them as look-ups, and a table of the definition is the definition.

import {
  clamp,
  multiplyByQuantizedMultiplier,
  roundHalfAway,
  roundingDivideByPOT,
  saturatingDoublingHighMul16,
  saturatingLeftShift16,
  saturatingRoundingDoublingHighMul16,
} from './fixed-point.js';
import { logisticFixed, tanhFixed } from './fixed-point-functions.js';
import {
  type HardSwishParams,
  type LeakyReluParams,
  prepareRequantize,
  type RescaleParams,
  type SigmoidParams,
} from './prepare.js';
import type { Quantization, Range } from './quantization.js';
import type { IntegerArray } from './storage.js';

/** Stored value → stored value. */
export type UnaryFunction = (q: number) => number;

/** Table of a function: entry i is for the value i − 128. */
export function unaryTable(fn: UnaryFunction): Int8Array {
  return Int8Array.from({ length: 256 }, (_, i) => fn(i - 128));
}

/** `ofm[i] = table[ifm[i] + 128]`. */
export function applyTable(table: Int8Array, ifm: Int8Array, ofm: Int8Array): void {
  for (let i = 0; i < ifm.length; i++) ofm[i] = table[ifm[i] + 128];
}

/** Applies a unary function to a tensor: int8 through its table, others value by value. */
export function applyUnary(fn: UnaryFunction, ifm: IntegerArray, ofm: IntegerArray): void {
  if (ifm instanceof Int8Array && ofm instanceof Int8Array) applyTable(unaryTable(fn), ifm, ofm);
  else for (let i = 0; i < ifm.length; i++) ofm[i] = fn(ifm[i]);
}

/**
 * LOGISTIC and TANH between their saturated ends; `bits` fraction bits of the output.
 * Source: TFLM reference/integer_ops/logistic.h, tanh.h.
 */
function sigmoidal(
  p: SigmoidParams,
  fixed: (a: number, integerBits: number) => number,
  bits: number,
  zeroPoint: number,
): UnaryFunction {
  return (q) => {
    const x = q - p.inputZeroPoint;
    if (x <= -p.inputRadius) return -128;
    if (x >= p.inputRadius) return 127;
    const y = fixed(multiplyByQuantizedMultiplier(x, p.multiplier, p.shift), 4);
    return clamp(roundingDivideByPOT(y, 31 - bits) + zeroPoint, -128, 127);
  };
}

/** LOGISTIC; output scale 1/256, zero point −128. */
export function logistic(p: SigmoidParams): UnaryFunction {
  return sigmoidal(p, logisticFixed, 8, -128);
}

/** TANH; output scale 1/128, zero point 0. */
export function tanh(p: SigmoidParams): UnaryFunction {
  return sigmoidal(p, tanhFixed, 7, 0);
}

/**
 * HARD_SWISH, x · relu6(x + 3) / 6 in 16-bit fixed point with one truncating product.
 * Source: TFLM reference/hard_swish.h.
 */
export function hardSwish(p: HardSwishParams): UnaryFunction {
  return (q) => {
    const hires = (q - p.inputZeroPoint) << 7;
    const onOutputScale = saturatingRoundingDoublingHighMul16(hires, p.output.multiplier);
    // The gate: [-3, 3] to [-1, 1] with saturation, then to [0, 1]; Q0.15.
    const { multiplier, shift } = p.reluish;
    let gate = shift > 0 ? saturatingLeftShift16(hires, shift - 1) : hires;
    gate = saturatingRoundingDoublingHighMul16(gate, multiplier);
    if (shift > 0) gate = saturatingLeftShift16(gate, 1);
    if (shift < 0) gate = roundingDivideByPOT(gate, -shift);
    gate = (gate + 0x8000) >> 1;
    const product = saturatingDoublingHighMul16(gate, onOutputScale);
    return clamp(roundingDivideByPOT(product, -p.output.shift) + p.outputZeroPoint, -128, 127);
  };
}

/** `clamp(rescale(q − input zero point) + output zero point)`: RELU, and QUANTIZE int8 → int8. */
export function rescale(p: RescaleParams): UnaryFunction {
  return (q) =>
    clamp(
      multiplyByQuantizedMultiplier((q - p.inputZeroPoint) | 0, p.multiplier, p.shift) +
        p.outputZeroPoint,
      p.min,
      p.max,
    );
}

/** RELU; `p` from prepareRelu. Source: TFLM micro/kernels/activations.cc ReluQuantized. */
export const relu = rescale;

/** RELU6; `range` from prepareRelu6. Source: TFLM micro/kernels/activations.cc Relu6Quantized. */
export function relu6(range: Range): UnaryFunction {
  return (q) => clamp(q, range.min, range.max);
}

/** ABS: rescaled where the scales differ. Source: TFLM micro/kernels/elementwise.cc AbsEvalQuantized. */
export function abs(input: Quantization, output: Quantization, type: Range): UnaryFunction {
  const p = prepareRequantize(input, output, type);
  const isSameScale = Math.fround(input.scale) === Math.fround(output.scale);
  return (q) => {
    const x = Math.abs(q - input.zeroPoint);
    const y = isSameScale ? x : multiplyByQuantizedMultiplier(x, p.multiplier, p.shift);
    return clamp(y + output.zeroPoint, type.min, type.max);
  };
}

/**
 * A float32 function of the real value, rounded half away from zero: how the reference fills the
 * tables of ELU and the like. Source: TFLM micro/kernels/elu.cc PopulateLookupTable.
 */
export function throughFloat(
  fn: (x: number) => number,
  input: Quantization,
  output: Quantization,
  type: Range,
): UnaryFunction {
  const f32 = Math.fround;
  const inverse = f32(1 / f32(output.scale));
  return (q) => {
    const x = f32(f32(input.scale) * (q - input.zeroPoint));
    const y = roundHalfAway(f32(f32(fn(x)) * inverse));
    return clamp(y + output.zeroPoint, type.min, type.max);
  };
}

/** exp(x) − 1 below zero, in float32. */
export function eluF32(x: number): number {
  return x < 0 ? Math.fround(Math.fround(Math.exp(x)) - 1) : x;
}

/** LEAKY_RELU. Source: TFLM reference/leaky_relu.h QuantizeLeakyRelu. */
export function leakyRelu(p: LeakyReluParams): UnaryFunction {
  return (q) => {
    const x = q - p.inputZeroPoint;
    const { multiplier, shift } = x >= 0 ? p.identity : p.alpha;
    return clamp(
      multiplyByQuantizedMultiplier(x, multiplier, shift) + p.outputZeroPoint,
      p.min,
      p.max,
    );
  };
}
