/** qnn, element by element. */
import {
  abs,
  add as addKernel,
  applyUnary,
  compare as compareKernel,
  dequantize as dequantizeKernel,
  dequantizePerAxis,
  div as divKernel,
  elementCount,
  eluF32,
  hardSwish,
  leakyRelu,
  logistic,
  logistic16,
  maximum,
  minimum,
  mul as mulKernel,
  prelu as preluKernel,
  prepareAdd,
  prepareCompare,
  prepareDiv,
  prepareHardSwish,
  prepareLeakyRelu,
  prepareMul,
  preparePrelu,
  prepareRelu,
  prepareRelu6,
  prepareRequantize,
  prepareSigmoid,
  prepareSigmoid16,
  prepareSquaredDifference,
  prepareSub,
  type Quantization,
  quantizeF32,
  type Range,
  relu6 as relu6Kernel,
  relu as reluKernel,
  requantize,
  rsqrt as rsqrtKernel,
  squaredDifference,
  sub as subKernel,
  tanh16,
  tanh as tanhKernel,
  throughFloat,
  type UnaryFunction,
} from '../../kernels/index.js';
import { type Call, float, newArray, quantOf, type StaticSemantics } from '../call.js';
import { activationOf } from '../windows.js';
import { inQ, outQ, outRange, pairOf, stored, storedResult } from './common.js';

/** A function of one stored value, made of both quantizations and what the result can store. */
const unary =
  (
    fn: (input: Quantization, output: Quantization, type: Range, call: Call) => UnaryFunction,
  ): StaticSemantics =>
  (call) => {
    const out = storedResult(call);
    applyUnary(fn(inQ(call), outQ(call), outRange(call), call), stored(call, 0), out);
    return [out];
  };

const is16Bit = (call: Call) => quantOf(call.inputTypes[0]).storage.width === 16;

const compare =
  (holds: (a: number, b: number) => boolean): StaticSemantics =>
  (call) => {
    const out = newArray(call.resultTypes[0]) as Uint8Array;
    compareKernel(prepareCompare(inQ(call, 0), inQ(call, 1)), holds, pairOf(call), out);
    return [out];
  };

export const elementwise: Record<string, StaticSemantics> = {
  abs: unary(abs),

  add(call) {
    const out = storedResult(call);
    const [a, b] = [inQ(call, 0), inQ(call, 1)];
    addKernel(prepareAdd(a, b, outQ(call), activationOf(call), outRange(call)), pairOf(call), out);
    return [out];
  },

  dequantize(call) {
    const out = newArray(call.resultTypes[0]) as Float32Array;
    const type = quantOf(call.inputTypes[0]);
    const { axis } = type;
    if (axis === undefined) dequantizeKernel(inQ(call), stored(call, 0), out);
    else {
      const each = type.scales.map((scale, i) => ({ scale, zeroPoint: type.zeroPoints[i] }));
      const inner = elementCount(call.inputTypes[0].shape.slice(axis + 1));
      dequantizePerAxis(each, inner, stored(call, 0), out);
    }
    return [out];
  },

  div(call) {
    const out = storedResult(call);
    const [a, b] = [inQ(call, 0), inQ(call, 1)];
    divKernel(prepareDiv(a, b, outQ(call), activationOf(call), outRange(call)), pairOf(call), out);
    return [out];
  },

  elu: unary((input, output, type) => throughFloat(eluF32, input, output, type)),

  equal: compare((a, b) => a === b),

  greater: compare((a, b) => a > b),

  greater_equal: compare((a, b) => a >= b),

  hard_swish: unary((input, output) => hardSwish(prepareHardSwish(input, output))),

  leaky_relu: unary((input, output, type, call) =>
    leakyRelu(prepareLeakyRelu(input, output, float(call, 'alpha'), type)),
  ),

  less: compare((a, b) => a < b),

  less_equal: compare((a, b) => a <= b),

  max(call) {
    const out = storedResult(call);
    maximum(pairOf(call), out);
    return [out];
  },

  min(call) {
    const out = storedResult(call);
    minimum(pairOf(call), out);
    return [out];
  },

  mul(call) {
    const out = storedResult(call);
    const [a, b] = [inQ(call, 0), inQ(call, 1)];
    mulKernel(prepareMul(a, b, outQ(call), activationOf(call), outRange(call)), pairOf(call), out);
    return [out];
  },

  not_equal: compare((a, b) => a !== b),

  prelu(call) {
    const out = storedResult(call);
    const params = preparePrelu(inQ(call, 0), inQ(call, 1), outQ(call), outRange(call));
    preluKernel(params, pairOf(call), out);
    return [out];
  },

  quantize(call) {
    const out = storedResult(call);
    const input = call.inputs[0].data;
    const range = outRange(call);
    if (input instanceof Float32Array) quantizeF32(outQ(call), input, out, range);
    else requantize(prepareRequantize(inQ(call), outQ(call), range), stored(call, 0), out);
    return [out];
  },

  relu: unary((input, output, type) => reluKernel(prepareRelu(input, output, type))),

  relu6: unary((input, _output, type) => relu6Kernel(prepareRelu6(input, type))),

  rsqrt: unary(rsqrtKernel),

  sigmoid: unary((input, _output, _type, call) =>
    is16Bit(call) ? logistic16(prepareSigmoid16(input, 0)) : logistic(prepareSigmoid(input)),
  ),

  squared_difference(call) {
    const out = storedResult(call);
    const params = prepareSquaredDifference(inQ(call, 0), inQ(call, 1), outQ(call), outRange(call));
    squaredDifference(params, pairOf(call), out);
    return [out];
  },

  sub(call) {
    const out = storedResult(call);
    const [a, b] = [inQ(call, 0), inQ(call, 1)];
    subKernel(prepareSub(a, b, outQ(call), activationOf(call), outRange(call)), pairOf(call), out);
    return [out];
  },

  tanh: unary((input, _output, _type, call) =>
    is16Bit(call) ? tanh16(prepareSigmoid16(input, 1)) : tanhKernel(prepareSigmoid(input)),
  ),
};
