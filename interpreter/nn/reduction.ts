/** Reductions, orders, prefix sums, normalisations and softmax. */
import {
  argInto,
  batchNormInto,
  groupNormInto,
  layerNormInto,
  localResponseNormInto,
  meanF32,
  type ReductionKind,
  reduceInto,
  scanInto,
  softmaxAlong,
  softmaxAlongF32,
  softmaxF32,
  topKInto,
} from '../../kernels/index.js';
import { type Call, flag, float, int, ints, type Semantics } from '../call.js';
import { axisOrLast, data, filled, numbers, result, shape } from './support.js';

const reduce =
  (kind: ReductionKind): Semantics =>
  (call) => {
    const out = result(call);
    reduceInto(kind, shape(call, 0), ints(call, 'axes'), data(call, 0), out);
    return [out];
  };

const arg =
  (smallest: boolean): Semantics =>
  (call) => [
    filled(call, (to) =>
      argInto(
        shape(call, 0),
        int(call, 'axis'),
        { smallest, last: flag(call, 'last') },
        data(call, 0),
        to,
      ),
    ),
  ];

const scan =
  (kind: 'sum' | 'prod'): Semantics =>
  (call) => {
    const out = result(call);
    const order = { exclusive: flag(call, 'exclusive'), reverse: flag(call, 'reverse') };
    scanInto(kind, shape(call, 0), int(call, 'axis'), order, data(call, 0), out);
    return [out];
  };

function layerNorm(call: Call, isRms: boolean) {
  const bias = call.inputs.length > 2 ? ([numbers(call, 2), shape(call, 2)] as const) : undefined;
  const scale = [numbers(call, 1), shape(call, 1)] as const;
  const [axis, epsilon] = [int(call, 'axis'), float(call, 'epsilon')];
  return [
    filled(call, (to) =>
      layerNormInto(shape(call, 0), axis, epsilon, isRms, numbers(call, 0), scale, bias, to),
    ),
  ];
}

export const reduction: Record<string, Semantics> = {
  arg_max: arg(false),
  arg_min: arg(true),

  batch_norm(call) {
    const parameters = [1, 2, 3, 4].map((i) => numbers(call, i));
    const [axis, epsilon] = [int(call, 'axis'), float(call, 'epsilon')];
    return [
      filled(call, (to) =>
        batchNormInto(shape(call, 0), axis, epsilon, numbers(call, 0), parameters, to),
      ),
    ];
  },

  cumprod: scan('prod'),
  cumsum: scan('sum'),

  group_norm(call) {
    const [axis, groups, epsilon] = [
      int(call, 'axis'),
      int(call, 'groups'),
      float(call, 'epsilon'),
    ];
    const [x, scale, bias] = [0, 1, 2].map((i) => numbers(call, i));
    return [
      filled(call, (to) =>
        groupNormInto(shape(call, 0), axis, groups, epsilon, x, scale, bias, to),
      ),
    ];
  },

  layer_norm: (call) => layerNorm(call, false),

  local_response_norm(call) {
    const p = {
      size: int(call, 'size'),
      alpha: float(call, 'alpha'),
      beta: float(call, 'beta'),
      bias: float(call, 'bias'),
    };
    return [
      filled(call, (to) =>
        localResponseNormInto(shape(call, 0), int(call, 'axis'), p, numbers(call, 0), to),
      ),
    ];
  },

  log_softmax: (call) => [
    filled(call, (to) =>
      softmaxAlong(shape(call, 0), axisOrLast(call), 1, true, numbers(call, 0), to),
    ),
  ],

  mean(call) {
    const out = result(call);
    const from = data(call, 0);
    if (!(out instanceof Float32Array && from instanceof Float32Array)) return reduce('mean')(call);
    meanF32(shape(call, 0), ints(call, 'axes'), from, out);
    return [out];
  },

  reduce_all: reduce('all'),
  reduce_any: reduce('any'),
  reduce_max: reduce('max'),
  reduce_min: reduce('min'),
  reduce_prod: reduce('prod'),
  reduce_sum: reduce('sum'),
  rms_norm: (call) => layerNorm(call, true),

  softmax(call) {
    const [axis, beta] = [axisOrLast(call), float(call, 'beta')];
    const [from, out] = [data(call, 0), result(call)];
    const dims = shape(call, 0);
    if (from instanceof Float32Array && out instanceof Float32Array) {
      if (axis === dims.length - 1) softmaxF32(beta, dims[axis], from, out);
      else softmaxAlongF32(dims, axis, beta, from, out);
      return [out];
    }
    return [filled(call, (to) => softmaxAlong(dims, axis, beta, false, numbers(call, 0), to))];
  },

  top_k(call) {
    const values = result(call);
    const indices = filled(
      call,
      (to) =>
        topKInto(
          shape(call, 0),
          int(call, 'axis'),
          int(call, 'k'),
          flag(call, 'smallest'),
          data(call, 0),
          values,
          to,
        ),
      1,
    );
    return [values, indices];
  },
};
