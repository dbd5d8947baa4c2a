/** qnn: reductions, softmax and normalisation. */
import {
  addN,
  cumulativeSum,
  type IntegerArray,
  l2Normalize,
  logSoftmax,
  prepareAdd,
  prepareLogSoftmax,
  prepareMean,
  prepareSoftmax,
  prepareSoftmax16,
  prepareSum,
  type RescaleParams,
  reducedCount,
  softmax16,
  softmax as softmaxKernel,
  sum as sumKernel,
} from '../../kernels/index.js';
import { type Call, flag, float, int, ints, type Semantics } from '../call.js';
import { nn } from '../nn/index.js';
import { inQ, outQ, outRange, stored, storedResult } from './common.js';

function reduce(call: Call, prepare: (count: number) => RescaleParams) {
  const out = storedResult(call);
  const { shape } = call.inputTypes[0];
  const axes = ints(call, 'axes');
  sumKernel(prepare(reducedCount(shape, axes)), shape, axes, stored(call, 0), out);
  return [out];
}

const depthOf = (call: Call) => call.inputTypes[0].shape.at(-1)!;

/** Sums as the reference's additions take them, of operands of one quantization. */
const sumParams = (call: Call) => prepareAdd(inQ(call), inQ(call), outQ(call));

export const reduction: Record<string, Semantics> = {
  add_n(call) {
    const out = storedResult(call) as Int8Array;
    addN(
      sumParams(call),
      call.inputs.map((_, i) => stored(call, i) as Int8Array),
      out,
    );
    return [out];
  },

  arg_max: nn.arg_max,

  arg_min: nn.arg_min,

  cumsum(call) {
    const out = storedResult(call) as Int8Array;
    const order = { exclusive: flag(call, 'exclusive'), reverse: flag(call, 'reverse') };
    const { shape } = call.inputTypes[0];
    const ifm = stored(call, 0) as Int8Array;
    cumulativeSum(sumParams(call), shape, int(call, 'axis'), order, ifm, out);
    return [out];
  },

  l2_normalize(call) {
    const out = storedResult(call);
    const zeroPoint = inQ(call).zeroPoint;
    l2Normalize(
      zeroPoint,
      depthOf(call),
      stored(call, 0),
      out,
      outRange(call),
      outQ(call).zeroPoint,
    );
    return [out];
  },

  log_softmax(call) {
    const out = storedResult(call) as Int8Array;
    const params = prepareLogSoftmax(inQ(call).scale);
    logSoftmax(params, depthOf(call), stored(call, 0) as Int8Array, out);
    return [out];
  },

  mean: (call) =>
    reduce(call, (count) => prepareMean(inQ(call), outQ(call), count, outRange(call))),

  reduce_max: nn.reduce_max,

  reduce_min: nn.reduce_min,

  reduce_sum: (call) => reduce(call, () => prepareSum(inQ(call), outQ(call), outRange(call))),

  softmax(call) {
    const out: IntegerArray = storedResult(call);
    const input = stored(call, 0);
    const [{ scale }, beta] = [inQ(call), float(call, 'beta')];
    if (input instanceof Int16Array && out instanceof Int16Array) {
      softmax16(prepareSoftmax16(scale, beta), depthOf(call), input, out);
    } else softmaxKernel(prepareSoftmax(scale, beta), depthOf(call), input, out);
    return [out];
  },
};
