/** Rows of reductions, orders and normalisations. */
import type { Value } from '../../../ir/index.js';
import {
  axesOf,
  axisOf,
  f32,
  flag,
  i64,
  ints,
  isQuantized,
  noActivation,
  type Row,
  type Rows,
  resultTypes,
  type Source,
  shapeOf,
  single,
  typeOf,
} from './common.js';

const reduce =
  (name: string) =>
  (s: Source): readonly Value[] => {
    const axes = axesOf(s, 1, s.input(0).shape.length);
    return single(s, name, [0], [ints('axes', axes)]);
  };

/** Products and logic of stored integers have no arithmetic. */
const reduceUnquantized = (name: string) => (s: Source) => {
  if (isQuantized(s.value(0))) s.fail('there is no integer arithmetic for it');
  return reduce(name)(s);
};

const argument = (name: string) => (s: Source) => {
  const axis = axisOf(s, s.constantInts(1)[0] ?? 0, s.input(0).shape.length);
  return single(s, name, [0], [i64('axis', axis)]);
};

const cumsum: Row<'CUMSUM'> = (s, { options: o }) => {
  const axis = axisOf(s, s.constantInts(1)[0] ?? 0, s.input(0).shape.length);
  const attributes = [
    i64('axis', axis),
    flag('exclusive', o.exclusive),
    flag('reverse', o.reverse),
  ];
  return single(s, 'cumsum', [0], attributes);
};

const topK: Row<'TOPK_V2'> = (s) => {
  const axis = s.input(0).shape.length - 1;
  return single(s, 'top_k', [0], [i64('k', s.type().shape[axis]), i64('axis', axis)]);
};

/** Lengths below this count as this: TFLM reference/l2normalization.h. */
const LEAST_LENGTH = 1e-6;

/** L2_NORMALIZATION of floats: x over the root of the sum of the squares of its row. */
const l2Normalization: Row<'L2_NORMALIZATION'> = (s, { options: o }) => {
  noActivation(s, o.activation);
  const x = s.value(0);
  if (isQuantized(x)) return single(s, 'l2_normalize', [0]);
  const type = typeOf(x);
  const last = shapeOf(x).length - 1;
  const row = type.withShape(shapeOf(x).map((d, i) => (i === last ? 1 : d)));
  const [squares] = s.emit('mul', [x, x], [], [type]);
  const [sums] = s.emit('reduce_sum', [squares], [ints('axes', [last])], [row]);
  const [lengths] = s.emit('sqrt', [sums], [], [row]);
  const least = s.constant(type.withShape([1]), [LEAST_LENGTH]);
  const [bounded] = s.emit('max', [lengths, least], [], [row]);
  return s.emit('div', [x, bounded], [], resultTypes(s));
};

const localResponse: Row<'LOCAL_RESPONSE_NORMALIZATION'> = (s, { options: o }) => {
  const size = 2 * o.radius + 1;
  // alpha counts for the sum of the squares here, for their mean there.
  const attributes = [
    i64('axis', s.input(0).shape.length - 1),
    i64('size', size),
    f32('alpha', o.alpha * size),
    f32('beta', o.beta),
    f32('bias', o.bias),
  ];
  return single(s, 'local_response_norm', [0], attributes);
};

export const reduction: Rows = {
  ARG_MAX: argument('arg_max'),
  ARG_MIN: argument('arg_min'),
  CUMSUM: cumsum,
  L2_NORMALIZATION: l2Normalization,
  LOCAL_RESPONSE_NORMALIZATION: localResponse,
  LOG_SOFTMAX: (s) => single(s, 'log_softmax', [0]),
  MEAN: reduce('mean'),
  REDUCE_ALL: reduceUnquantized('reduce_all'),
  REDUCE_ANY: reduceUnquantized('reduce_any'),
  REDUCE_MAX: reduce('reduce_max'),
  REDUCE_MIN: reduce('reduce_min'),
  REDUCE_PROD: reduceUnquantized('reduce_prod'),
  SOFTMAX: (s, { options: o }) => single(s, 'softmax', [0], [f32('beta', o.beta)]),
  SUM: reduce('reduce_sum'),
  TOPK_V2: topK,
};
