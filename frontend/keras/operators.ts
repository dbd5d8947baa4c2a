/** The operator table of the Keras front end: one row a layer class. */
import { IntegerType, type Value } from '../../ir/index.js';
import {
  elementOf,
  f32,
  f32Values,
  f32Weights,
  isList,
  isRecord,
  PASSES,
  row,
  rowOf,
  shapeOfValue,
  type Table,
  transposedWeights,
  Unsupported,
  type Weights,
} from '../common/index.js';
import { bidirectional, recurrent } from './recurrent-layers.js';
import { activate, type KerasSource } from './source.js';
import {
  conv1d,
  conv2d,
  conv2dTranspose,
  cropping,
  depthwiseConv1d,
  depthwiseConv2d,
  globalPool,
  onesLike,
  pool,
  separableConv2d,
  upSampling1d,
  upSampling2d,
  zeroPadding,
} from './window-layers.js';

type Source = KerasSource;

function axisOf(axis: number, rank: number): number {
  const found = axis < 0 ? axis + rank : axis;
  if (found < 0 || found >= rank)
    throw new Unsupported(`its axis ${axis} is outside its ${rank} dimensions`);
  return found;
}

/** An axis that may be given as a list of one. */
function oneAxis(s: Source, fallback: number): number {
  const given = s.options.json.axis;
  const axis = isList(given) && given.length === 1 ? given[0] : (given ?? fallback);
  if (typeof axis !== 'number')
    throw new Unsupported(`its axis ${JSON.stringify(axis)} is not supported`);
  return axisOf(axis, s.shape.length);
}

function dense(s: Source): Value {
  const kernel = transposedWeights(s.take('kernel', 2), [1, 0]);
  const bias = s.takeIf('use_bias', 'bias');
  return s.activation(s.net.fullyConnected(s.input, s.name, kernel, bias));
}

function batchNormalization(s: Source): Value {
  const axis = oneAxis(s, -1);
  const count = s.shape[axis];
  const scale = s.takeIf('scale', 'gamma') ?? onesLike(count);
  const bias = s.takeIf('center', 'beta') ?? onesLike(count, 0);
  const [mean, variance] = [s.take('moving mean', 1), s.take('moving variance', 1)];
  const operands = Object.entries({ scale, bias, mean, variance }).map(([part, w]) =>
    s.net.weights(`${s.name}_${part}`, w),
  );
  return s.net.op('batch_norm', [s.input, ...operands], {
    axis,
    epsilon: f32(s.options.number('epsilon', 1e-3)),
  });
}

function layerNormalization(s: Source): Value {
  const axis = oneAxis(s, -1);
  if (axis !== s.shape.length - 1) throw new Unsupported(`its axis ${axis} is not the last one`);
  const count = s.shape[axis];
  const operands = [
    s.input,
    s.net.weights(`${s.name}_scale`, s.takeIf('scale', 'gamma') ?? onesLike(count)),
  ];
  const bias = s.takeIf('center', 'beta');
  if (bias) operands.push(s.net.weights(`${s.name}_bias`, bias));
  return s.net.op('layer_norm', operands, {
    axis,
    epsilon: f32(s.options.number('epsilon', 1e-3)),
  });
}

/** (x - mean) / max(√variance, 1e-7), with numbers of its own or from its options. */
function normalization(s: Source): Value {
  const given = s.options.json;
  const numbers = (what: string): Weights => {
    if (given[what] === undefined || given[what] === null) {
      const rank = s.weights[what === 'mean' ? 0 : 1]?.type.shape.length ?? 0;
      return s.take(what, rank);
    }
    const values = [given[what]].flat(3);
    if (!values.every((v) => typeof v === 'number'))
      throw new Unsupported(`its option '${what}' holds no numbers`);
    return f32Weights(values.length === 1 ? [] : [values.length], values as number[]);
  };
  const mean = numbers('mean');
  const variance = numbers('variance');
  const deviation = f32Weights(
    variance.type.shape,
    f32Values(variance).map((v) => Math.max(Math.sqrt(v), 1e-7)),
  );
  const x = s.cast(s.input);
  const [m, d] = [
    s.net.weights(`${s.name}_mean`, mean),
    s.net.weights(`${s.name}_deviation`, deviation),
  ];
  if (s.options.flag('invert')) return s.net.op('add', [m, s.net.op('mul', [x, d])]);
  return s.net.op('div', [s.net.op('sub', [x, m]), d]);
}

function rescaling(s: Source): Value {
  const part = (name: string, fallback: number): Value | undefined => {
    const given = s.options.json[name] ?? fallback;
    if (given === fallback) return undefined;
    if (typeof given === 'number') return s.net.scalar(given);
    if (isList(given) && given.every((v) => typeof v === 'number'))
      return s.net.vector(`${s.name}_${name}`, given as number[]);
    throw new Unsupported(`its option '${name}' holds no numbers`);
  };
  const [scale, offset] = [part('scale', 1), part('offset', 0)];
  const x = s.cast(s.input);
  const product = scale ? s.net.op('mul', [x, scale]) : x;
  return offset ? s.net.op('add', [product, offset]) : product;
}

/** Merging layers: all inputs by one operator; fewer dimensions count from behind the batch. */
function merge(op: string): (s: Source) => Value {
  return (s) => {
    const rank = Math.max(...s.inputs.map((v) => shapeOfValue(v).length));
    const aligned = s.inputs.map((v) => {
      const [n, ...rest] = shapeOfValue(v);
      return s.net.reshape(v, [n, ...Array(rank - rest.length - 1).fill(1), ...rest]);
    });
    return aligned.reduce((a, b) => s.net.op(op, [a, b]));
  };
}

function reshape(s: Source): Value {
  const [batch, ...rest] = s.shape;
  const total = rest.reduce((n, d) => n * d, 1);
  const target = s.options.ints('target_shape');
  const known = target.reduce((n, d) => (d === -1 ? n : n * d), 1);
  return s.net.reshape(s.input, [batch, ...target.map((d) => (d === -1 ? total / known : d))]);
}

function embedding(s: Source): Value {
  const table = s.net.weights(s.name, s.take('embeddings', 2));
  const isIndex = elementOf(s.input) instanceof IntegerType;
  const indices = isIndex ? s.input : s.cast(s.input, IntegerType.get(32));
  return s.net.op('gather', [table, indices], { axis: 0 });
}

/** Applies a layer to each step: time becomes part of the batch. */
function timeDistributed(s: Source): Value {
  const layer = s.options.json.layer;
  const word = isRecord(layer) ? `${layer.class_name}` : 'none';
  const inner = rowOf(OPERATORS, word);
  if (!inner) throw new Unsupported(`its layer ${word} is not supported`);
  const [n, time, ...rest] = s.shape;
  const made = inner.build(s.inner(layer, [s.net.reshape(s.input, [n * time, ...rest])])) as Value;
  return s.net.reshape(made, [n, time, ...shapeOfValue(made).slice(1)]);
}

function prelu(s: Source): Value {
  return s.net.op('prelu', [
    s.input,
    s.net.weights(`${s.name}_alpha`, s.take('alpha', s.shape.length - 1)),
  ]);
}

function groupNormalization(s: Source): Value {
  const axis = oneAxis(s, -1);
  const count = s.shape[axis];
  const scale = s.net.weights(`${s.name}_scale`, s.takeIf('scale', 'gamma') ?? onesLike(count));
  const bias = s.net.weights(`${s.name}_bias`, s.takeIf('center', 'beta') ?? onesLike(count, 0));
  const groups = s.options.int('groups', 32);
  const epsilon = f32(s.options.number('epsilon', 1e-3));
  return s.net.op('group_norm', [s.input, scale, bias], {
    axis,
    groups: groups === -1 ? count : groups,
    epsilon,
  });
}

function dot(s: Source): Value {
  const [a, b] = s.inputs;
  const [x, y] = s.options.ints('axes', 2);
  const ranks = [a, b].map((v) => shapeOfValue(v).length);
  if (ranks.some((r) => r !== 3) || s.options.flag('normalize'))
    throw new Unsupported('only products of matrices are supported');
  const lhs = axisOf(x, 3) === 2 ? a : s.net.transpose(a, [0, 2, 1]);
  const rhs = axisOf(y, 3) === 1 ? b : s.net.transpose(b, [0, 2, 1]);
  return s.net.op('matmul', [lhs, rhs]);
}

const passes = row<Source>(PASSES, (s) => s.input);
const layerActivation = (name: string) =>
  row<Source>(name, (s) => activate(s, name, s.input, s.options));
const merged = (op: string) => row<Source>(op, merge(op));

export const OPERATORS: Table<Source> = {
  Activation: row('relu, sigmoid, …', (s) => s.activation(s.input)),
  ActivityRegularization: passes,
  Add: merged('add'),
  AlphaDropout: passes,
  Average: row('add, mul', (s) =>
    s.net.op('mul', [merge('add')(s), s.net.scalar(1 / s.inputs.length)]),
  ),
  AveragePooling1D: row('avg_pool2d', pool('avg', true)),
  AveragePooling2D: row('avg_pool2d', pool('avg', false)),
  BatchNormalization: row('batch_norm', batchNormalization),
  Bidirectional: row('lstm, gru, rnn', bidirectional),
  Concatenate: row('concat', (s) =>
    s.net.concat(s.inputs, axisOf(s.options.int('axis', -1), s.shape.length)),
  ),
  Conv1D: row('conv2d', conv1d),
  Conv2D: row('conv2d', conv2d),
  Conv2DTranspose: row('conv_transpose2d', conv2dTranspose),
  Convolution1D: row('conv2d', conv1d),
  Convolution2D: row('conv2d', conv2d),
  Cropping1D: row('slice', cropping(1)),
  Cropping2D: row('slice', cropping(2)),
  Dense: row('fully_connected', dense),
  DepthwiseConv1D: row('depthwise_conv2d', depthwiseConv1d),
  DepthwiseConv2D: row('depthwise_conv2d', depthwiseConv2d),
  Dot: row('matmul', dot),
  Dropout: passes,
  ELU: layerActivation('elu'),
  Embedding: row('gather', embedding),
  Flatten: row('reshape', (s) => {
    const [n, ...rest] = s.shape;
    const isFirst = s.options.text('data_format', 'channels_last') === 'channels_first';
    const x =
      isFirst && rest.length > 1
        ? s.net.transpose(s.input, [0, ...rest.slice(1).map((_, i) => i + 2), 1])
        : s.input;
    return s.net.reshape(x, [n, rest.reduce((a, d) => a * d, 1)]);
  }),
  GaussianDropout: passes,
  GaussianNoise: passes,
  GlobalAveragePooling1D: row('mean', globalPool('avg')),
  GlobalAveragePooling2D: row('mean', globalPool('avg')),
  GlobalMaxPooling1D: row('reduce_max', globalPool('max')),
  GlobalMaxPooling2D: row('reduce_max', globalPool('max')),
  GroupNormalization: row('group_norm', groupNormalization),
  GRU: row('gru', recurrent('gru')),
  LayerNormalization: row('layer_norm', layerNormalization),
  LeakyReLU: layerActivation('leaky_relu'),
  LSTM: row('lstm', recurrent('lstm')),
  Maximum: merged('max'),
  MaxPooling1D: row('max_pool2d', pool('max', true)),
  MaxPooling2D: row('max_pool2d', pool('max', false)),
  Minimum: merged('min'),
  Multiply: merged('mul'),
  Normalization: row('sub, div', normalization),
  Permute: row('transpose', (s) => s.net.transpose(s.input, [0, ...s.options.ints('dims')])),
  PReLU: row('prelu', prelu),
  ReLU: layerActivation('relu'),
  RepeatVector: row('tile', (s) => {
    const [n, c] = s.shape;
    return s.net.op('tile', [s.net.reshape(s.input, [n, 1, c])], {
      repeats: [1, s.options.int('n', 1), 1],
    });
  }),
  Rescaling: row('mul, add', rescaling),
  Reshape: row('reshape', reshape),
  SeparableConv2D: row('depthwise_conv2d, conv2d', separableConv2d),
  SimpleRNN: row('rnn', recurrent('rnn')),
  Softmax: layerActivation('softmax'),
  SpatialDropout1D: passes,
  SpatialDropout2D: passes,
  Subtract: merged('sub'),
  ThresholdedReLU: row('thresholded_relu', (s) =>
    s.net.op('thresholded_relu', [s.input], { alpha: f32(s.options.number('theta', 1)) }),
  ),
  TimeDistributed: row('its layer', timeDistributed),
  UpSampling1D: row('resize', upSampling1d),
  UpSampling2D: row('resize', upSampling2d),
  ZeroPadding1D: row('pad', zeroPadding(1)),
  ZeroPadding2D: row('pad', zeroPadding(2)),
};
