/** Reference semantics of qnn: TensorFlow Lite's integer arithmetic, one function an operator. */

import type { UniformQuantizedType } from '../dialects/quant/index.js';
import {
  activationRange,
  add as addKernel,
  applyUnary,
  averagePool2d,
  type Conv2dParams,
  conv2d as conv2dKernel,
  depthwiseConv2d,
  dequantize as dequantizeKernel,
  type FusedActivation,
  fullyConnected,
  maxPool2d,
  mean as meanKernel,
  mul as mulKernel,
  type Operands,
  type OutputStage,
  type Pool2dShape,
  pad as padKernel,
  prepareAdd,
  prepareConv,
  prepareFullyConnected,
  prepareMean,
  prepareMul,
  prepareRelu,
  prepareRelu6,
  prepareRequantize,
  prepareSoftmax,
  type Quantization,
  quantizeF32,
  reducedCount,
  relu6 as relu6Kernel,
  relu as reluKernel,
  requantize,
  softmax as softmaxKernel,
  transpose as transposeKernel,
} from '../kernels/index.js';
import {
  type Call,
  type ElementArray,
  float,
  InterpreterError,
  ints,
  newArray,
  quantOf,
  type Site,
  type StaticSemantics,
  text,
} from './call.js';

const ACTIVATIONS: Record<string, FusedActivation> = {
  none: 'NONE',
  relu: 'RELU',
  relu6: 'RELU6',
  relu_n1_to_1: 'RELU_N1_TO_1',
};

/** The activation of a call as the kernels name it. */
export function activationOf(call: Site): FusedActivation {
  return ACTIVATIONS[text(call, 'activation')];
}

/** Sizes of a window operator over a picture. */
export function windowShape(call: Site, filterHeight: number, filterWidth: number): Pool2dShape {
  const [batches, ifmHeight, ifmWidth, ifmChannels] = call.inputTypes[0].shape;
  const [, ofmHeight, ofmWidth] = call.resultTypes[0].shape;
  const [strideY, strideX] = ints(call, 'stride');
  const [padTop, padLeft] = ints(call, 'padding');
  return {
    batches,
    ifmHeight,
    ifmWidth,
    ifmChannels,
    ofmHeight,
    ofmWidth,
    filterHeight,
    filterWidth,
    strideY,
    strideX,
    padTop,
    padLeft,
  };
}

export function convShape(call: Site): Omit<Conv2dParams, 'ifmZeroPoint'> {
  const [, kh, kw] = call.inputTypes[1].shape;
  const [dilationY, dilationX] = ints(call, 'dilation');
  const ofmChannels = call.resultTypes[0].shape[3];
  return { ...windowShape(call, kh, kw), ofmChannels, dilationY, dilationX };
}

function quantization(type: UniformQuantizedType): Quantization {
  return { scale: type.scale, zeroPoint: type.zeroPoint };
}

const inQ = (call: Site, i = 0) => quantization(quantOf(call.inputTypes[i]));
const outQ = (call: Site) => quantization(quantOf(call.resultTypes[0]));
const int8 = (call: Call, i: number) => {
  const { data } = call.inputs[i];
  if (!(data instanceof Int8Array)) {
    throw new InterpreterError(`${call.name} works on int8, operand ${i} is ${call.inputTypes[i]}`);
  }
  return data;
};
const bias = (call: Call) => call.inputs[2]?.data as Int32Array | undefined;

/** FULLY_CONNECTED with one filter scale has a multiplier of its own rounding. */
export function fullyConnectedStage(call: Site): OutputStage {
  const filter = quantOf(call.inputTypes[1]);
  return filter.isPerAxis
    ? convStage(call)
    : prepareFullyConnected(inQ(call).scale, filter.scale, outQ(call), activationOf(call));
}

/** One multiplier a channel: a filter with a single scale repeats it. */
export function convStage(call: Site): OutputStage {
  const filter = quantOf(call.inputTypes[1]);
  const channels = call.resultTypes[0].shape.at(-1)!;
  const scales = filter.isPerAxis
    ? filter.scales
    : Array.from({ length: channels }, () => filter.scale);
  return prepareConv(inQ(call).scale, scales, outQ(call), activationOf(call));
}

function int8Result(call: Call): Int8Array {
  const out = newArray(call.resultTypes[0]);
  if (!(out instanceof Int8Array)) {
    throw new InterpreterError(`${call.name} gives int8, not ${call.resultTypes[0]}`);
  }
  return out;
}

function unary(call: Call, fn: (q: number) => number): readonly ElementArray[] {
  const out = int8Result(call);
  applyUnary(fn, int8(call, 0), out);
  return [out];
}

/** The operands of an element-wise operator, which broadcast. */
export function pairOf(call: Call): Operands<Int8Array> {
  const [shapeA, shapeB] = call.inputTypes.map((t) => t.shape);
  return { a: int8(call, 0), b: int8(call, 1), shapeA, shapeB };
}

export const qnn: Record<string, StaticSemantics> = {
  add(call) {
    const out = int8Result(call);
    const params = prepareAdd(inQ(call, 0), inQ(call, 1), outQ(call), activationOf(call));
    addKernel(params, pairOf(call), out);
    return [out];
  },

  avg_pool2d(call) {
    const out = int8Result(call);
    const [kh, kw] = ints(call, 'kernel');
    const range = activationRange(activationOf(call), outQ(call));
    averagePool2d(windowShape(call, kh, kw), range, int8(call, 0), out);
    return [out];
  },

  conv2d(call) {
    const out = int8Result(call);
    const groups = call.inputTypes[0].shape[3] / call.inputTypes[1].shape[3];
    const params = { ...convShape(call), groups, ifmZeroPoint: inQ(call).zeroPoint };
    conv2dKernel(params, convStage(call), int8(call, 0), int8(call, 1), bias(call), out);
    return [out];
  },

  depthwise_conv2d(call) {
    const out = int8Result(call);
    const params = { ...convShape(call), ifmZeroPoint: inQ(call).zeroPoint };
    const depthMultiplier = params.ofmChannels / params.ifmChannels;
    depthwiseConv2d(
      { ...params, depthMultiplier },
      convStage(call),
      int8(call, 0),
      int8(call, 1),
      bias(call),
      out,
    );
    return [out];
  },

  dequantize(call) {
    const out = newArray(call.resultTypes[0]) as Float32Array;
    dequantizeKernel(inQ(call), call.inputs[0].data as Int8Array, out);
    return [out];
  },

  fully_connected(call) {
    const out = int8Result(call);
    const [outputs, inputs] = call.inputTypes[1].shape;
    const filter = quantOf(call.inputTypes[1]);
    const params = {
      batches: call.inputs[0].data.length / inputs,
      inputs,
      outputs,
      ifmZeroPoint: inQ(call).zeroPoint,
      filterZeroPoint: filter.zeroPoint,
    };
    fullyConnected(
      params,
      fullyConnectedStage(call),
      int8(call, 0),
      int8(call, 1),
      bias(call),
      out,
    );
    return [out];
  },

  max_pool2d(call) {
    const out = int8Result(call);
    const [kh, kw] = ints(call, 'kernel');
    const range = activationRange(activationOf(call), outQ(call));
    maxPool2d(windowShape(call, kh, kw), range, int8(call, 0), out);
    return [out];
  },

  mean(call) {
    const out = int8Result(call);
    const { shape } = call.inputTypes[0];
    const axes = ints(call, 'axes');
    const params = prepareMean(inQ(call), outQ(call), reducedCount(shape, axes));
    meanKernel(params, shape, axes, int8(call, 0), out);
    return [out];
  },

  mul(call) {
    const out = int8Result(call);
    const params = prepareMul(inQ(call, 0), inQ(call, 1), outQ(call), activationOf(call));
    mulKernel(params, pairOf(call), out);
    return [out];
  },

  pad(call) {
    const out = newArray(call.resultTypes[0]);
    const [before, after] = [ints(call, 'before'), ints(call, 'after')];
    const amounts = before.map((b, i) => [b, after[i]] as const);
    padKernel(
      call.inputTypes[0].shape,
      amounts,
      outQ(call).zeroPoint,
      call.inputs[0].data as Int8Array,
      out as Int8Array,
    );
    return [out];
  },

  quantize(call) {
    const out = newArray(call.resultTypes[0]) as Int8Array;
    const input = call.inputs[0].data;
    const target = quantOf(call.resultTypes[0]);
    const range = { min: target.range.min, max: target.range.max };
    if (input instanceof Float32Array) quantizeF32(outQ(call), input, out, range);
    else requantize(prepareRequantize(inQ(call), outQ(call), range), input as Int8Array, out);
    return [out];
  },

  relu: (call) => unary(call, reluKernel(prepareRelu(inQ(call), outQ(call)))),

  relu6: (call) => unary(call, relu6Kernel(prepareRelu6(inQ(call)))),

  reshape: (call) => [call.inputs[0].data],

  softmax(call) {
    const out = int8Result(call);
    const depth = call.inputTypes[0].shape.at(-1)!;
    softmaxKernel(prepareSoftmax(inQ(call).scale, float(call, 'beta')), depth, int8(call, 0), out);
    return [out];
  },

  transpose(call) {
    const out = newArray(call.resultTypes[0]);
    transposeKernel(
      call.inputTypes[0].shape,
      ints(call, 'perm'),
      call.inputs[0].data as Int8Array,
      out as Int8Array,
    );
    return [out];
  },
};
