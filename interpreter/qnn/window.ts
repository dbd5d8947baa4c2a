/** qnn over windows of pictures, and its matrix products. */
import {
  type AccumulatorWidth,
  activationRange,
  averagePool2d,
  type Bias,
  broadcastShape,
  conv2dGeneral,
  conv2d as conv2dKernel,
  convTranspose2d,
  depthwiseConv2d,
  depthwiseConv2dGeneral,
  elementCount,
  fullyConnected,
  fullyConnectedGeneral,
  type IntegerArray,
  matmul as matmulKernel,
  maxPool2d,
  type OutputStage,
  prepareConv,
  prepareFullyConnected,
  type ResizeCoordinates,
  resizeBilinear,
  resizeNearest,
} from '../../kernels/index.js';
import { type Call, ints, quantOf, type Site, type StaticSemantics, text } from '../call.js';
import { activationOf, convShape, windowShape } from '../windows.js';
import { inQ, outQ, outRange, stored, storedResult } from './common.js';

const bias = (call: Call) => call.inputs[2]?.data as Bias | undefined;

/** One multiplier a channel: a filter with a single scale repeats it. */
export function convStage(call: Site): OutputStage {
  const filter = quantOf(call.inputTypes[1]);
  const channels = call.resultTypes[0].shape.at(-1)!;
  const scales = filter.isPerAxis
    ? filter.scales
    : Array.from({ length: channels }, () => filter.scale);
  return prepareConv(inQ(call).scale, scales, outQ(call), activationOf(call), outRange(call));
}

/** FULLY_CONNECTED with one filter scale has a multiplier of its own rounding. */
export function fullyConnectedStage(call: Site): OutputStage {
  const filter = quantOf(call.inputTypes[1]);
  if (filter.isPerAxis) return convStage(call);
  const [input, activation] = [inQ(call), activationOf(call)];
  return prepareFullyConnected(input.scale, filter.scale, outQ(call), activation, outRange(call));
}

/** What the reference adds up in: an int64 bias makes sums of 64 bits. */
function accumulatorOf(call: Call): AccumulatorWidth {
  return call.inputs[2]?.data instanceof BigInt64Array ? 64 : 32;
}

/** int8 with a filter that has no zero point, for which there are faster kernels. */
function asInt8(call: Call, out: IntegerArray) {
  const [ifm, filter] = [stored(call, 0), stored(call, 1)];
  const isPlain =
    ifm instanceof Int8Array &&
    filter instanceof Int8Array &&
    out instanceof Int8Array &&
    !(bias(call) instanceof BigInt64Array) &&
    quantOf(call.inputTypes[1]).zeroPoints.every((z) => z === 0);
  return isPlain ? { ifm, filter, out, bias: bias(call) as Int32Array | undefined } : undefined;
}

const zeroPoints = (call: Call) => ({
  ifmZeroPoint: inQ(call).zeroPoint,
  filterZeroPoint: quantOf(call.inputTypes[1]).zeroPoint,
});

export const window: Record<string, StaticSemantics> = {
  avg_pool2d(call) {
    const out = storedResult(call);
    const [kh, kw] = ints(call, 'kernel');
    const range = activationRange(activationOf(call), outQ(call), outRange(call));
    averagePool2d(windowShape(call, kh, kw), range, stored(call, 0), out);
    return [out];
  },

  conv2d(call) {
    const out = storedResult(call);
    const shape = convShape(call);
    const groups = shape.ifmChannels / call.inputTypes[1].shape[3];
    const params = { ...shape, ...zeroPoints(call), groups };
    const int8 = asInt8(call, out);
    if (int8) conv2dKernel(params, convStage(call), int8.ifm, int8.filter, int8.bias, int8.out);
    else {
      const [ifm, filter] = [stored(call, 0), stored(call, 1)];
      conv2dGeneral(params, convStage(call), ifm, filter, bias(call), accumulatorOf(call), out);
    }
    return [out];
  },

  conv_transpose2d(call) {
    const out = storedResult(call);
    const params = { ...convShape(call), ...zeroPoints(call) };
    // Of 16-bit activations the reference always has sums of 64 bits.
    const width = out instanceof Int16Array ? 64 : 32;
    const [ifm, filter] = [stored(call, 0), stored(call, 1)];
    convTranspose2d(params, convStage(call), ifm, filter, bias(call), width, out);
    return [out];
  },

  depthwise_conv2d(call) {
    const out = storedResult(call);
    const shape = convShape(call);
    const depthMultiplier = shape.ofmChannels / shape.ifmChannels;
    const params = { ...shape, ...zeroPoints(call), depthMultiplier };
    const int8 = asInt8(call, out);
    if (int8) depthwiseConv2d(params, convStage(call), int8.ifm, int8.filter, int8.bias, int8.out);
    else {
      const width = out instanceof Int16Array ? 64 : 32;
      const [ifm, filter] = [stored(call, 0), stored(call, 1)];
      depthwiseConv2dGeneral(params, convStage(call), ifm, filter, bias(call), width, out);
    }
    return [out];
  },

  fully_connected(call) {
    const out = storedResult(call);
    const [outputs, inputs] = call.inputTypes[1].shape;
    const filter = quantOf(call.inputTypes[1]);
    const stage = fullyConnectedStage(call);
    const batches = elementCount(call.inputs[0].shape) / inputs;
    const params = { batches, inputs, outputs, ...zeroPoints(call) };
    const int8 = filter.isPerAxis ? undefined : asInt8(call, out);
    if (int8) fullyConnected(params, stage, int8.ifm, int8.filter, int8.bias, int8.out);
    else {
      const width = out instanceof Int16Array ? 64 : 32;
      const filterZeroPoints = filter.isPerAxis ? filter.zeroPoints : undefined;
      const shape = { ...params, filterZeroPoints };
      fullyConnectedGeneral(shape, stage, stored(call, 0), stored(call, 1), bias(call), width, out);
    }
    return [out];
  },

  matmul(call) {
    const out = storedResult(call);
    const [a, b] = call.inputTypes.map((t) => t.shape);
    const [lhsBatch, rhsBatch] = [a.slice(0, -2), b.slice(0, -2)];
    const [rhs, range] = [inQ(call, 1), outRange(call)];
    const params = {
      lhsBatch,
      rhsBatch,
      batch: broadcastShape(lhsBatch, rhsBatch),
      rows: a.at(-2)!,
      depth: a.at(-1)!,
      columns: b.at(-1)!,
      ifmZeroPoint: inQ(call).zeroPoint,
      filterZeroPoint: rhs.zeroPoint,
    };
    const stage = prepareFullyConnected(inQ(call).scale, rhs.scale, outQ(call), 'NONE', range);
    const width = out instanceof Int16Array ? 64 : 32;
    matmulKernel(params, stage, stored(call, 0), stored(call, 1), width, out);
    return [out];
  },

  max_pool2d(call) {
    const out = storedResult(call);
    const [kh, kw] = ints(call, 'kernel');
    const range = activationRange(activationOf(call), outQ(call), outRange(call));
    maxPool2d(windowShape(call, kh, kw), range, stored(call, 0), out);
    return [out];
  },

  resize(call) {
    const out = storedResult(call);
    const [batches, ifmHeight, ifmWidth, channels] = call.inputTypes[0].shape;
    const [, ofmHeight, ofmWidth] = call.resultTypes[0].shape;
    const coordinates = text(call, 'coordinates') as ResizeCoordinates;
    const p = { batches, ifmHeight, ifmWidth, ofmHeight, ofmWidth, channels, coordinates };
    if (text(call, 'mode') === 'linear') resizeBilinear(p, stored(call, 0), out);
    else resizeNearest(p, stored(call, 0), out);
    return [out];
  },
};
