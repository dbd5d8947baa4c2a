/** Reference semantics of nn: float32, in the order of TensorFlow Lite's reference kernels. */
import {
  activationRangeF32,
  addF32,
  averagePool2dF32,
  conv2dF32,
  depthwiseConv2dF32,
  fullyConnectedF32,
  maxPool2dF32,
  meanF32,
  mulF32,
  pad as padKernel,
  relu6F32,
  reluF32,
  softmaxF32,
  transpose as transposeKernel,
} from '../kernels/index.js';
import { type Call, float, ints, newArray, type Semantics } from './call.js';
import { activationOf, convShape, windowShape } from './qnn.js';

const f32 = (call: Call, i: number) => call.inputs[i]?.data as Float32Array;
const result = (call: Call) => newArray(call.resultTypes[0]) as Float32Array;

function elementwise(call: Call, fn: (ifm: Float32Array, ofm: Float32Array) => void) {
  const out = result(call);
  fn(f32(call, 0), out);
  return [out];
}

function binary(call: Call, kernel: typeof addF32) {
  const out = result(call);
  const [shapeA, shapeB] = call.inputTypes.map((t) => t.shape);
  const operands = { a: f32(call, 0), b: f32(call, 1), shapeA, shapeB };
  kernel(operands, out, activationRangeF32(activationOf(call)));
  return [out];
}

export const nn: Record<string, Semantics> = {
  add: (call) => binary(call, addF32),

  avg_pool2d(call) {
    const out = result(call);
    const [kh, kw] = ints(call, 'kernel');
    averagePool2dF32(
      windowShape(call, kh, kw),
      activationRangeF32(activationOf(call)),
      f32(call, 0),
      out,
    );
    return [out];
  },

  conv2d(call) {
    const out = result(call);
    conv2dF32(
      convShape(call),
      activationRangeF32(activationOf(call)),
      f32(call, 0),
      f32(call, 1),
      f32(call, 2),
      out,
    );
    return [out];
  },

  depthwise_conv2d(call) {
    const out = result(call);
    const shape = convShape(call);
    const params = { ...shape, depthMultiplier: shape.ofmChannels / shape.ifmChannels };
    depthwiseConv2dF32(
      params,
      activationRangeF32(activationOf(call)),
      f32(call, 0),
      f32(call, 1),
      f32(call, 2),
      out,
    );
    return [out];
  },

  fully_connected(call) {
    const out = result(call);
    const [outputs, inputs] = call.inputTypes[1].shape;
    const params = { batches: f32(call, 0).length / inputs, inputs, outputs };
    fullyConnectedF32(
      params,
      activationRangeF32(activationOf(call)),
      f32(call, 0),
      f32(call, 1),
      f32(call, 2),
      out,
    );
    return [out];
  },

  max_pool2d(call) {
    const out = result(call);
    const [kh, kw] = ints(call, 'kernel');
    maxPool2dF32(
      windowShape(call, kh, kw),
      activationRangeF32(activationOf(call)),
      f32(call, 0),
      out,
    );
    return [out];
  },

  mean(call) {
    const out = result(call);
    meanF32(call.inputTypes[0].shape, ints(call, 'axes'), f32(call, 0), out);
    return [out];
  },

  mul: (call) => binary(call, mulF32),

  pad(call) {
    const out = result(call);
    const [before, after] = [ints(call, 'before'), ints(call, 'after')];
    padKernel(
      call.inputTypes[0].shape,
      before.map((b, i) => [b, after[i]] as const),
      0,
      f32(call, 0),
      out,
    );
    return [out];
  },

  relu: (call) => elementwise(call, reluF32),

  relu6: (call) => elementwise(call, relu6F32),

  reshape: (call) => [call.inputs[0].data],

  softmax(call) {
    const out = result(call);
    softmaxF32(float(call, 'beta'), call.inputTypes[0].shape.at(-1)!, f32(call, 0), out);
    return [out];
  },

  transpose(call) {
    const out = result(call);
    transposeKernel(call.inputTypes[0].shape, ints(call, 'perm'), f32(call, 0), out);
    return [out];
  },
};
