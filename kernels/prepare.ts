// What the reference derives from scales and zero points before it runs (each operator's Prepare).
//
// Which of these quotients are taken in float32 and which in float64 differs by operator and decides
// bits of the multiplier, so each function says it; it is observed behaviour, not a choice of ours.
// Scales are float32, as model files hold them: each is rounded to float32 on entry.

import {
  clamp,
  downScaleToInt16Multiplier,
  type QuantizedMultiplier,
  quantizeMultiplier,
} from './fixed-point.js';
import {
  activationRange,
  type FusedActivation,
  INT8_RANGE,
  type Quantization,
  quantizeBound,
  type Range,
  UINT8_RANGE,
} from './quantization.js';

const f32 = Math.fround;

/** The output stage of a MAC operator: per channel, or one entry for all channels. */
export interface OutputStage {
  readonly multipliers: Int32Array;
  readonly shifts: Int32Array;
  readonly zeroPoint: number;
  readonly min: number;
  readonly max: number;
}

/** An output stage from one real multiplier per channel (or a single one). */
export function outputStage(
  reals: readonly number[],
  output: Quantization,
  activation: FusedActivation = 'NONE',
  type: Range = INT8_RANGE,
): OutputStage {
  const quantized = reals.map(quantizeMultiplier);
  return {
    multipliers: Int32Array.from(quantized, (q) => q.multiplier),
    shifts: Int32Array.from(quantized, (q) => q.shift),
    zeroPoint: output.zeroPoint,
    ...activationRange(activation, output, type),
  };
}

/**
 * CONV_2D, DEPTHWISE_CONV_2D and per-channel FULLY_CONNECTED: input · filter / output in float64.
 * Source: TFLM kernels/kernel_util.cc PopulateConvolutionQuantizationParams.
 */
export function prepareConv(
  inputScale: number,
  filterScales: ArrayLike<number>,
  output: Quantization,
  activation: FusedActivation = 'NONE',
  type: Range = INT8_RANGE,
): OutputStage {
  const reals = Array.from(filterScales, (s) => (f32(inputScale) * f32(s)) / f32(output.scale));
  return outputStage(reals, output, activation, type);
}

/**
 * FULLY_CONNECTED with one filter scale: the product in float32, the quotient in float64.
 * Source: TFLM kernels/kernel_util.cc GetQuantizedConvolutionMultipler.
 */
export function prepareFullyConnected(
  inputScale: number,
  filterScale: number,
  output: Quantization,
  activation: FusedActivation = 'NONE',
  type: Range = INT8_RANGE,
): OutputStage {
  const product = f32(f32(inputScale) * f32(filterScale));
  return outputStage([product / f32(output.scale)], output, activation, type);
}

/** ADD and SUB: both inputs are brought to a common scale with `leftShift` extra bits. */
export interface AddParams extends Range {
  readonly zeroPoint1: number;
  readonly zeroPoint2: number;
  readonly zeroPoint: number;
  readonly leftShift: number;
  readonly input1: QuantizedMultiplier;
  readonly input2: QuantizedMultiplier;
  readonly output: QuantizedMultiplier;
}

/** Extra bits of the common scale; fewer where the operands have more themselves. */
function addLeftShift({ max }: Range): number {
  return max > UINT8_RANGE.max ? 15 : 20;
}

function addParams(
  a: Quantization,
  b: Quantization,
  output: Quantization,
  activation: FusedActivation,
  type: Range,
  round: (x: number) => number,
): AddParams {
  const leftShift = addLeftShift(type);
  const twiceMax = round(2 * Math.max(f32(a.scale), f32(b.scale)));
  const real = round(twiceMax / round(2 ** leftShift * f32(output.scale)));
  // The reference aborts the process here.
  if (!(real < 1)) {
    throw new RangeError(
      `output scale ${output.scale} is below the input scales / 2^${leftShift - 1}: the reference cannot add them`,
    );
  }
  return {
    zeroPoint1: a.zeroPoint,
    zeroPoint2: b.zeroPoint,
    zeroPoint: output.zeroPoint,
    leftShift,
    input1: quantizeMultiplier(round(f32(a.scale) / twiceMax)),
    input2: quantizeMultiplier(round(f32(b.scale) / twiceMax)),
    output: quantizeMultiplier(real),
    ...activationRange(activation, output, type),
  };
}

/** ADD: all quotients in float64. Source: TFLM micro/kernels/add_common.cc CalculateOpDataAdd. */
export function prepareAdd(
  a: Quantization,
  b: Quantization,
  output: Quantization,
  activation: FusedActivation = 'NONE',
  type: Range = INT8_RANGE,
): AddParams {
  return addParams(a, b, output, activation, type, (x) => x);
}

/** SUB: all quotients in float32. Source: TFLM micro/kernels/sub_common.cc CalculateOpDataSub. */
export function prepareSub(
  a: Quantization,
  b: Quantization,
  output: Quantization,
  activation: FusedActivation = 'NONE',
  type: Range = INT8_RANGE,
): AddParams {
  return addParams(a, b, output, activation, type, f32);
}

export interface MulParams extends Range, QuantizedMultiplier {
  readonly zeroPoint1: number;
  readonly zeroPoint2: number;
  readonly zeroPoint: number;
}

/** MUL: float64 product and quotient. Source: TFLM micro/kernels/mul_common.cc. */
export function prepareMul(
  a: Quantization,
  b: Quantization,
  output: Quantization,
  activation: FusedActivation = 'NONE',
  type: Range = INT8_RANGE,
): MulParams {
  return {
    zeroPoint1: a.zeroPoint,
    zeroPoint2: b.zeroPoint,
    zeroPoint: output.zeroPoint,
    ...quantizeMultiplier((f32(a.scale) * f32(b.scale)) / f32(output.scale)),
    ...activationRange(activation, output, type),
  };
}

/** One rescaling from an input to an output quantization, with a clamp. */
export interface RescaleParams extends Range, QuantizedMultiplier {
  readonly inputZeroPoint: number;
  readonly outputZeroPoint: number;
}

/** QUANTIZE between integers: float64 quotient. Source: TFLM micro/kernels/quantize_common.cc. */
export function prepareRequantize(
  input: Quantization,
  output: Quantization,
  type: Range = INT8_RANGE,
): RescaleParams {
  return {
    inputZeroPoint: input.zeroPoint,
    outputZeroPoint: output.zeroPoint,
    ...quantizeMultiplier(f32(input.scale) / f32(output.scale)),
    ...type,
  };
}

/** SUM: float64 quotient. Source: TFLM micro/kernels/reduce_common.cc PrepareMeanOrSum. */
export function prepareSum(
  input: Quantization,
  output: Quantization,
  type: Range = INT8_RANGE,
): RescaleParams {
  return prepareRequantize(input, output, type);
}

/**
 * MEAN over `count` elements: 1/count goes into the multiplier, truncating; one rescaling remains.
 * Source: TFLM reference/reduce.h QuantizedMeanOrSum.
 */
export function prepareMean(
  input: Quantization,
  output: Quantization,
  count: number,
  type: Range = INT8_RANGE,
): RescaleParams {
  const sum = prepareSum(input, output, type);
  if (count === 0) return sum;
  const shift = Math.min(31 - Math.clz32(count), 32, 31 + sum.shift);
  const multiplier = Number((BigInt(sum.multiplier) << BigInt(shift)) / BigInt(count));
  return { ...sum, multiplier, shift: sum.shift - shift };
}

/** RELU rescales: float32 quotient. Source: TFLM micro/kernels/activations_common.cc. */
export function prepareRelu(
  input: Quantization,
  output: Quantization,
  type: Range = INT8_RANGE,
): RescaleParams {
  return {
    inputZeroPoint: input.zeroPoint,
    outputZeroPoint: output.zeroPoint,
    ...quantizeMultiplier(f32(f32(input.scale) / f32(output.scale))),
    ...activationRange('RELU', output, type),
  };
}

/**
 * RELU6 only clamps, in the input's quantization (the output's is ignored).
 * Source: TFLM micro/kernels/activations_common.cc Relu6Prepare.
 */
export function prepareRelu6(input: Quantization, type: Range = INT8_RANGE): Range {
  return { min: input.zeroPoint, max: clamp(quantizeBound(6, input), type.min, type.max) };
}

export interface LeakyReluParams extends Range {
  readonly inputZeroPoint: number;
  readonly outputZeroPoint: number;
  /** Applied where the input is not negative. */
  readonly identity: QuantizedMultiplier;
  /** Applied where it is negative. */
  readonly alpha: QuantizedMultiplier;
}

/** LEAKY_RELU: float32 throughout. Source: TFLM micro/kernels/leaky_relu_common.cc. */
export function prepareLeakyRelu(
  input: Quantization,
  output: Quantization,
  alpha: number,
  type: Range = INT8_RANGE,
): LeakyReluParams {
  const outputScale = f32(output.scale);
  return {
    inputZeroPoint: input.zeroPoint,
    outputZeroPoint: output.zeroPoint,
    identity: quantizeMultiplier(f32(f32(input.scale) / outputScale)),
    alpha: quantizeMultiplier(f32(f32(f32(input.scale) * f32(alpha)) / outputScale)),
    ...type,
  };
}

export interface HardSwishParams {
  readonly inputZeroPoint: number;
  readonly outputZeroPoint: number;
  /** 16-bit multipliers. */
  readonly output: QuantizedMultiplier;
  readonly reluish: QuantizedMultiplier;
}

/**
 * HARD_SWISH: float32 quotients, multipliers rounded to 16 bits. The output exponent must not be
 * positive. Source: TFLM micro/kernels/hard_swish_common.cc.
 */
export function prepareHardSwish(input: Quantization, output: Quantization): HardSwishParams {
  const hires = f32(f32(input.scale) / 128);
  const narrow = (real: number): QuantizedMultiplier => {
    const { multiplier, shift } = quantizeMultiplier(real);
    return { multiplier: downScaleToInt16Multiplier(multiplier), shift };
  };
  const out = narrow(f32(hires / f32(output.scale)));
  if (out.shift > 0) {
    throw new RangeError(
      `HARD_SWISH output scale ${output.scale} is below the input scale ${input.scale} / 128`,
    );
  }
  return {
    inputZeroPoint: input.zeroPoint,
    outputZeroPoint: output.zeroPoint,
    output: out,
    reluish: narrow(f32(hires / f32(3 / 32768))),
  };
}

/** Largest |input − zero point| that fixed point with `integerBits` represents after scaling. */
function inputRadius(integerBits: number, leftShift: number): number {
  return Math.floor(((2 ** integerBits - 1) * 2 ** (31 - integerBits)) / 2 ** leftShift);
}

/** LOGISTIC and TANH: input scaled to Q4.27; at or beyond ± radius the output saturates. */
export interface SigmoidParams extends QuantizedMultiplier {
  readonly inputZeroPoint: number;
  readonly inputRadius: number;
}

/** LOGISTIC and TANH (output scale is fixed: 1/256 at −128, 1/128 at 0). Source: TFLM tanh.cc. */
export function prepareSigmoid(input: Quantization): SigmoidParams {
  const q = quantizeMultiplier(f32(input.scale) * 2 ** 27);
  return { ...q, inputZeroPoint: input.zeroPoint, inputRadius: inputRadius(4, q.shift) };
}

/** SOFTMAX: differences from the row maximum scaled to Q5.26; below `diffMin` they count as 0. */
export interface SoftmaxParams extends QuantizedMultiplier {
  readonly diffMin: number;
}

/**
 * SOFTMAX int8: beta · scale · 2^26 in float64 (output scale is fixed: 1/256 at −128).
 * Source: TFLM kernels/internal/quantization_util.cc PreprocessSoftmaxScaling.
 */
export function prepareSoftmax(inputScale: number, beta = 1): SoftmaxParams {
  const q = quantizeMultiplier(Math.min(f32(beta) * f32(inputScale) * 2 ** 26, 2 ** 31 - 1));
  return { ...q, diffMin: -inputRadius(5, q.shift) };
}
