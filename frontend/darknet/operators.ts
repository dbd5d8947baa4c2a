/** The operator table of the Darknet front end: one row a section. Tensors are N, C, H, W. */
import type { Value } from '../../ir/index.js';
import {
  type ChannelsFirst,
  decodeYolo,
  f32,
  type Net,
  type NormWeights,
  PASSES,
  row,
  shapeOfValue,
  type Table,
  transposedWeights,
  Unsupported,
  type Weights,
} from '../common/index.js';
import type { SectionReader } from './cfg.js';
import type { WeightStream } from './weights.js';

/** What a row may ask of the section that it imports. */
export interface DarknetSource {
  readonly options: SectionReader;
  readonly weights: WeightStream;
  readonly net: Net;
  readonly nchw: ChannelsFirst;
  readonly name: string;
  /** Result of the section before. */
  readonly input: Value;
  /** Result of a section: by its number, or counted back from here when negative. */
  layer(number: number): Value;
  /** Height and width of the network's picture. */
  readonly picture: readonly [number, number];
}

type Activation = (s: DarknetSource, v: Value) => Value;
const plain =
  (op: string, attributes: Record<string, ReturnType<typeof f32>> = {}): Activation =>
  (s, v) =>
    s.net.elementwise(op, [v], attributes);

const ACTIVATIONS: Readonly<Record<string, Activation>> = {
  elu: plain('elu'),
  gelu: (s, v) => s.net.elementwise('gelu', [v], { approximate: true }),
  hardtan: (s, v) => s.nchw.clamp(v, -1, 1),
  leaky: plain('leaky_relu', { alpha: f32(0.1) }),
  linear: (_, v) => v,
  // 2σ(x) - 1 = tanh(x / 2)
  loggy: (s, v) => s.net.elementwise('tanh', [s.net.elementwise('mul', [v, s.net.scalar(0.5)])]),
  logistic: plain('sigmoid'),
  mish: plain('mish'),
  relie: plain('leaky_relu', { alpha: f32(0.01) }),
  relu: plain('relu'),
  relu6: plain('relu6'),
  selu: plain('selu'),
  swish: plain('silu'),
  tanh: plain('tanh'),
};

function activate(s: DarknetSource, v: Value, fallback: string): Value {
  const name = s.options.text('activation', fallback);
  const found = ACTIVATIONS[name];
  if (!found) throw new Unsupported(`its activation '${name}' is not supported`);
  return found(s, v);
}

/** Normalisation adds to the variance before the root. */
const EPSILON = 1e-5;

function takeNorm(s: DarknetSource, count: number, bias: Weights): NormWeights {
  const [scale, mean, variance] = [0, 1, 2].map(() => s.weights.take([count]));
  return { bias, scale, mean, variance, epsilon: EPSILON };
}

function convolutional(s: DarknetSource): Value {
  const { options: o } = s;
  const channels = shapeOfValue(s.input)[1];
  if (shapeOfValue(s.input).length !== 4) throw new Unsupported('its input is no picture');
  const [filters, size, groups] = [
    o.int('filters', 1, 1),
    o.int('size', 1, 1),
    o.int('groups', 1, 1),
  ];
  const stride = o.int('stride', 1, 1);
  const strides = [o.int('stride_y', stride, 1), o.int('stride_x', stride, 1)];
  const dilation = o.int('dilation', 1, 1);
  const pad = o.int('pad', 0) ? (size >> 1) * dilation : o.int('padding', 0);
  if (channels % groups !== 0 || filters % groups !== 0) {
    throw new Unsupported(
      `${groups} groups divide neither ${channels} channels nor ${filters} filters`,
    );
  }
  for (const option of ['binary', 'xnor', 'antialiasing', 'assisted_excitation', 'share_index']) {
    if (o.number(option, 0) !== 0) throw new Unsupported(`its option '${option}' is not supported`);
  }
  const bias = s.weights.take([filters]);
  const norm = o.int('batch_normalize', 0) ? takeNorm(s, filters, bias) : undefined;
  const filter = s.weights.take([filters, channels / groups, size, size]);
  const window = { stride: strides, dilation: [dilation, dilation], padding: [pad, pad, pad, pad] };
  const made = s.nchw.conv(s.input, s.name, filter, norm ? undefined : bias, window);
  return activate(s, norm ? s.nchw.batchNorm(made, s.name, norm) : made, 'logistic');
}

function connected(s: DarknetSource): Value {
  const outputs = s.options.int('output', 1, 1);
  const shape = shapeOfValue(s.input);
  const inputs = shape.slice(1).reduce((n, d) => n * d, 1);
  const bias = s.weights.take([outputs]);
  const filter = s.weights.isTransposed
    ? transposedWeights(s.weights.take([inputs, outputs]), [1, 0])
    : s.weights.take([outputs, inputs]);
  const norm = s.options.int('batch_normalize', 0) ? takeNorm(s, outputs, bias) : undefined;
  const flat = s.net.reshape(s.input, [shape[0], inputs]);
  const made = s.net.fullyConnected(flat, s.name, filter, norm ? undefined : bias);
  return activate(s, norm ? s.nchw.batchNorm(made, s.name, norm) : made, 'logistic');
}

function pool(kind: 'max' | 'avg'): (s: DarknetSource) => Value {
  return (s) => {
    const { options: o } = s;
    const stride = o.int('stride', 1, 1);
    const size = o.int('size', stride, 1);
    const pad = o.int('padding', size - 1);
    if (o.int('maxpool_depth', 0))
      throw new Unsupported("its option 'maxpool_depth' is not supported");
    const strides = [o.int('stride_y', stride, 1), o.int('stride_x', stride, 1)];
    const [before, after] = [pad >> 1, pad - (pad >> 1)];
    return s.nchw.pool(kind, s.input, {
      kernel: [size, size],
      stride: strides,
      padding: [before, before, after, after],
    });
  };
}

function route(s: DarknetSource): Value {
  const layers = s.options.numbers('layers').map((n) => s.layer(n));
  if (layers.length === 0) throw new Unsupported("its list 'layers' is empty");
  const [groups, id] = [s.options.int('groups', 1, 1), s.options.int('group_id', 0)];
  const parts = layers.map((v) => {
    const shape = shapeOfValue(v);
    if (groups === 1) return v;
    if (shape[1] % groups !== 0 || id >= groups)
      throw new Unsupported(`group ${id} of ${groups} is no part of ${shape[1]} channels`);
    const size = shape[1] / groups;
    return s.net.slice(
      v,
      shape.map((_, d) => (d === 1 ? id * size : 0)),
      shape.map((n, d) => (d === 1 ? size : n)),
    );
  });
  return s.net.concat(parts, 1);
}

function shortcut(s: DarknetSource): Value {
  const type = s.options.text('weights_type', 'none');
  if (type !== 'none') throw new Unsupported(`its weights_type '${type}' is not supported`);
  let sum = s.input;
  for (const number of s.options.numbers('from')) {
    const other = s.layer(number);
    const [a, b] = [shapeOfValue(sum), shapeOfValue(other)];
    if (a[2] !== b[2] || a[3] !== b[3]) {
      throw new Unsupported(`it adds pictures of ${a[3]}x${a[2]} and ${b[3]}x${b[2]}`);
    }
    sum = s.net.elementwise('add', [sum, withChannels(s, other, a[1])]);
  }
  return activate(s, sum, 'linear');
}

/** The first `count` channels, zeros behind where there are fewer. */
function withChannels(s: DarknetSource, v: Value, count: number): Value {
  const shape = shapeOfValue(v);
  const more = count - shape[1];
  if (more > 0) return s.net.pad(v, [0, 0, 0, 0], [0, more, 0, 0]);
  return s.net.slice(v, [0, 0, 0, 0], [shape[0], count, shape[2], shape[3]]);
}

function yolo(s: DarknetSource): Value {
  const { options: o } = s;
  const all = o.numbers('anchors');
  const mask = o.has('mask') ? o.numbers('mask') : all.slice(0, all.length / 2).map((_, i) => i);
  const anchors = mask.map((m): [number, number] => {
    const [w, h] = [all[2 * m], all[2 * m + 1]];
    if (w === undefined || h === undefined)
      throw new Unsupported(`its mask names the anchor ${m}, which is missing`);
    return [w / s.picture[1], h / s.picture[0]];
  });
  return decodeYolo(s.net, s.input, s.name, {
    anchors,
    classes: o.int('classes', 20),
    scaleXy: o.number('scale_x_y', 1),
    newCoords: o.int('new_coords', 0) !== 0,
  });
}

/** The detector of YOLOv2: anchors count cells, classes share a softmax. */
function region(s: DarknetSource): Value {
  const { options: o } = s;
  const [, , h, w] = shapeOfValue(s.input);
  const all = o.numbers('anchors');
  const count = o.int('num', all.length >> 1, 1);
  const anchors = Array.from({ length: count }, (_, i): [number, number] => [
    (all[2 * i] ?? 0.5) / w,
    (all[2 * i + 1] ?? 0.5) / h,
  ]);
  return decodeYolo(s.net, s.input, s.name, {
    anchors,
    classes: o.int('classes', 20),
    softmax: o.int('softmax', 0) !== 0,
  });
}

function upsample(s: DarknetSource): Value {
  const [, , h, w] = shapeOfValue(s.input);
  const stride = s.options.int('stride', 2, 1);
  const larger = s.nchw.resize(s.input, [h * stride, w * stride], {
    mode: 'nearest',
    coordinates: 'asymmetric',
    nearest: 'floor',
  });
  const scale = s.options.number('scale', 1);
  return scale === 1 ? larger : s.net.elementwise('mul', [larger, s.net.scalar(scale)]);
}

const blocks = (s: DarknetSource, v: Value, block: number) =>
  s.nchw.picture(v, (nhwc) => s.net.op('space_to_depth', [nhwc], { block }));

/** The first reorg reads its input as if it had the sizes of the result; kept so for its networks. */
function oldReorg(s: DarknetSource): Value {
  const stride = s.options.int('stride', 1, 1);
  const [n, c, h, w] = shapeOfValue(s.input);
  const area = stride * stride;
  const seen = s.net.reshape(s.input, [n, c / area, h * stride, w * stride]);
  return s.net.reshape(blocks(s, seen, stride), [n, c * area, h / stride, w / stride]);
}

const passes = row<DarknetSource>(PASSES, (s) => s.input);

export const OPERATORS: Table<DarknetSource> = {
  activation: row('relu, leaky_relu, …', (s) => activate(s, s.input, 'linear')),
  avgpool: row('mean', (s) => s.nchw.globalPool('avg', s.input)),
  batchnorm: row('batch_norm', (s) => {
    const count = shapeOfValue(s.input)[1];
    return s.nchw.batchNorm(s.input, s.name, takeNorm(s, count, s.weights.take([count])));
  }),
  connected: row('fully_connected', connected),
  convolutional: row('conv2d, depthwise_conv2d', convolutional),
  cost: passes,
  dropout: passes,
  local_avgpool: row('avg_pool2d', pool('avg')),
  maxpool: row('max_pool2d', pool('max')),
  region: row('sigmoid, softmax, …', region),
  reorg: row('space_to_depth', oldReorg),
  reorg3d: row('space_to_depth', (s) => blocks(s, s.input, s.options.int('stride', 1, 1))),
  route: row('concat, slice', route),
  sam: row('mul', (s) =>
    activate(
      s,
      s.net.elementwise('mul', [s.input, s.layer(s.options.int('from', 0, -(1 << 20)))]),
      'linear',
    ),
  ),
  scale_channels: row('mul', (s) => {
    const scaled = s.layer(s.options.int('from', 0, -(1 << 20)));
    return activate(s, s.net.elementwise('mul', [scaled, s.input]), 'linear');
  }),
  shortcut: row('add', shortcut),
  softmax: row('softmax', (s) => {
    const shape = shapeOfValue(s.input);
    const count = shape.slice(1).reduce((n, d) => n * d, 1);
    if (s.options.int('groups', 1, 1) !== 1) throw new Unsupported('its groups are not supported');
    return s.net.op('softmax', [s.net.reshape(s.input, [shape[0], count])], { axis: 1 });
  }),
  upsample: row('resize', upsample),
  yolo: row('sigmoid, exp, …', yolo),
};
