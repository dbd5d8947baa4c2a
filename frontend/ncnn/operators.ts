/** The operator table of the ncnn front end: one row a layer type; parameters go by their numbers. */
import type { Value } from '../../ir/index.js';
import {
  decodeYolo,
  f32,
  f64,
  PASSES,
  type PoolParts,
  row,
  samePadding,
  shapeOfValue,
  type Table,
  Unsupported,
} from '../common/index.js';
import type { NcnnSource } from './source.js';

type Source = NcnnSource;

/** Parameters 9 and 10: an activation that was fused, with its numbers. */
function activate(s: Source, v: Value, kind = s.int(9, 0), p = s.numbers(10)): Value {
  switch (kind) {
    case 0:
      return v;
    case 1:
      return s.net.elementwise('relu', [v]);
    case 2:
      return s.net.elementwise('leaky_relu', [v], { alpha: f32(p[0] ?? 0) });
    case 3:
      return s.nchw.clamp(v, p[0] ?? 0, p[1] ?? Infinity);
    case 4:
      return s.net.elementwise('sigmoid', [v]);
    case 5:
      return s.net.elementwise('mish', [v]);
    case 6:
      return hardSwish(s, v, p[0] ?? 1 / 6, p[1] ?? 0.5);
    default:
      throw new Unsupported(`its fused activation ${kind} is not supported`);
  }
}

function hardSwish(s: Source, v: Value, alpha: number, beta: number): Value {
  const isUsual = Math.abs(alpha - 1 / 6) < 1e-6 && beta === 0.5;
  if (isUsual) return s.net.elementwise('hard_swish', [v]);
  const gate = s.net.elementwise('hard_sigmoid', [v], { alpha: f32(alpha), beta: f32(beta) });
  return s.net.elementwise('mul', [v, gate]);
}

/** Padding that is given side by side, or asked for as "same" (-233: the odd one behind, -234: before). */
function paddingOf(
  s: Source,
  kernel: readonly number[],
  stride: readonly number[],
  dilation: readonly number[],
): number[] {
  const left = s.int(4, 0);
  if (left === -233 || left === -234) {
    const shape = shapeOfValue(s.input);
    const same = samePadding(shape.slice(2), kernel, stride, dilation);
    return left === -233 ? same : [...same.slice(2), ...same.slice(0, 2)];
  }
  const top = s.int(14, left);
  return [top, left, s.int(16, top), s.int(15, left)];
}

function convolution(groups: (s: Source) => number): (s: Source) => Value {
  return (s) => {
    const channels = channelsOf(s);
    const outputs = positive(s.int(0, 0), 'outputs');
    const [kernel, dilation, stride] = [s.pair(1, 11, 0), s.pair(2, 12, 1), s.pair(3, 13, 1)];
    const group = groups(s);
    const size = s.int(6, 0);
    if (s.int(19, 0)) throw new Unsupported('its weights are computed at run time');
    if (s.number(18, 0) !== 0)
      throw new Unsupported(`its padding value ${s.number(18, 0)} is not supported`);
    if (size !== (outputs * channels * kernel[0] * kernel[1]) / group) {
      throw new Unsupported(
        `its ${size} weights do not fit ${channels} channels in ${group} groups`,
      );
    }
    const shape = [outputs, channels / group, ...kernel];
    const [filter, bias] = s.filter(shape, s.int(5, 0) !== 0, s.int(8, 0));
    const padding = paddingOf(s, kernel, stride, dilation);
    return activate(s, s.nchw.conv(s.input, s.name, filter, bias, { stride, dilation, padding }));
  };
}

function deconvolution(groups: (s: Source) => number): (s: Source) => Value {
  return (s) => {
    const channels = channelsOf(s);
    const outputs = positive(s.int(0, 0), 'outputs');
    const [kernel, dilation, stride] = [s.pair(1, 11, 0), s.pair(2, 12, 1), s.pair(3, 13, 1)];
    const group = groups(s);
    if (s.int(4, 0) < 0 || s.has(20))
      throw new Unsupported('a size of the result that is asked for is not supported');
    // Stored as outputs, inputs (within a group).
    const [stored, bias] = s.filter([outputs, channels / group, ...kernel], s.int(5, 0) !== 0, 0);
    const padding = paddingOf(s, kernel, stride, dilation);
    const outputPadding = [s.int(19, 0), s.int(18, 0)];
    const ifm = s.nchw.convTransposeOihw(s.input, s.name, stored, bias, {
      stride,
      dilation,
      padding,
      outputPadding,
    });
    return activate(s, ifm);
  };
}

const channelsOf = (s: Source) => {
  const shape = shapeOfValue(s.input);
  if (shape.length !== 4)
    throw new Unsupported(`its input has ${shape.length - 1} dimensions, expected 3`);
  return shape[1];
};

function positive(n: number, what: string): number {
  if (n <= 0) throw new Unsupported(`it has ${n} ${what}`);
  return n;
}

function innerProduct(s: Source): Value {
  const outputs = positive(s.int(0, 0), 'outputs');
  const shape = shapeOfValue(s.input);
  const total = s.int(2, 0);
  const inputs = total / outputs;
  const isRows = shape.length === 3 && shape[2] === inputs;
  const count = shape.slice(1).reduce((n, d) => n * d, 1);
  if (!isRows && count !== inputs)
    throw new Unsupported(`its ${total} weights do not fit ${count} inputs`);
  const [filter, bias] = s.filter([outputs, inputs], s.int(1, 0) !== 0, s.int(8, 0));
  const x = isRows ? s.input : s.net.reshape(s.input, [1, inputs]);
  return activate(s, s.net.fullyConnected(x, s.name, filter, bias));
}

function pooling(s: Source): Value {
  const kind = s.int(0, 0) === 0 ? 'max' : 'avg';
  if (s.int(4, 0)) {
    const pooled = s.nchw.globalPool(kind, s.input);
    return s.net.reshape(pooled, shapeOfValue(pooled).slice(0, 2));
  }
  if (s.int(7, 0)) throw new Unsupported('adaptive pooling is not supported');
  const [kernel, stride] = [s.pair(1, 11, 0), s.pair(2, 12, 1)];
  const [left, top] = [s.int(3, 0), s.int(13, s.int(3, 0))];
  const padding = [top, left, s.int(15, top), s.int(14, left)];
  const mode = s.int(5, 0);
  const parts: PoolParts = { kernel, stride, padding, countsPadding: s.int(6, 0) !== 0 };
  if (mode === 0) return s.nchw.pool(kind, s.input, { ...parts, ceil: true, startsOutside: true });
  if (mode === 1) return s.nchw.pool(kind, s.input, parts);
  const same = samePadding(shapeOfValue(s.input).slice(2), kernel, stride);
  const sides = mode === 2 ? same : [...same.slice(2), ...same.slice(0, 2)];
  return s.nchw.pool(kind, s.input, { ...parts, padding: sides });
}

const BINARY = [
  'add',
  'sub',
  'mul',
  'div',
  'max',
  'min',
  'pow',
  'rsub',
  'rdiv',
  'rpow',
  'atan2',
  'ratan2',
];

function binary(s: Source): Value {
  const name = BINARY[s.int(0, 0)];
  if (!name) throw new Unsupported(`its operation ${s.int(0, 0)} is not supported`);
  const other = s.int(1, 0) ? s.net.scalar(s.number(2, 0)) : s.inputs[1];
  if (!other) throw new Unsupported('its second input is missing');
  const isReversed = /^r(sub|div|pow|atan2)$/.test(name);
  const operands = isReversed ? [other, s.input] : [s.input, other];
  return s.net.elementwise(isReversed ? name.slice(1) : name, aligned(s, operands));
}

/** ncnn aligns shapes of fewer dimensions at the channels: a vector beside a picture is one a channel. */
function aligned(s: Source, operands: readonly Value[]): Value[] {
  const rank = Math.max(...operands.map((v) => shapeOfValue(v).length));
  return operands.map((v) => {
    const shape = shapeOfValue(v);
    if (shape.length === 0 || shape.length === rank) return v;
    return s.net.reshape(v, [...shape, ...Array(rank - shape.length).fill(1)]);
  });
}

const UNARY = [
  'abs',
  'neg',
  'floor',
  'ceil',
  'square',
  'sqrt',
  'rsqrt',
  'exp',
  'log',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'reciprocal',
  'tanh',
];

function unary(s: Source): Value {
  const name = UNARY[s.int(0, 0)];
  if (!name) throw new Unsupported(`its operation ${s.int(0, 0)} is not supported`);
  if (name === 'square') return s.net.elementwise('mul', [s.input, s.input]);
  return s.net.elementwise(name, [s.input]);
}

function eltwise(s: Source): Value {
  const kind = s.int(0, 0);
  const op = ['mul', 'add', 'max'][kind];
  if (!op) throw new Unsupported(`its operation ${kind} is not supported`);
  const factors = kind === 1 ? s.numbers(1) : [];
  return s.inputs
    .map((v, i) =>
      (factors[i] ?? 1) === 1 ? v : s.net.elementwise('mul', [v, s.net.scalar(factors[i])]),
    )
    .reduce((a, b) => s.net.elementwise(op, [a, b]));
}

const axisOf = (s: Source, id: number) => {
  const rank = shapeOfValue(s.input).length;
  const axis = s.int(id, 0);
  return axis < 0 ? axis + rank : axis + 1;
};

function batchNorm(s: Source): Value {
  const count = positive(s.int(0, 0), 'channels');
  const [scale, mean, variance, bias] = [0, 1, 2, 3].map(() => s.bin.plain([count]));
  return s.nchw.batchNorm(s.input, s.name, {
    scale,
    mean,
    variance,
    bias,
    epsilon: s.number(1, 0),
  });
}

function scale(s: Source): Value {
  const count = s.int(0, 0);
  if (count === -233) return s.net.elementwise('mul', aligned(s, s.inputs));
  const product = s.nchw.perChannel('mul', s.input, s.name, s.bin.plain([count]));
  if (!s.int(1, 0)) return product;
  return s.nchw.perChannel('add', product, `${s.name}_bias`, s.bin.plain([count]));
}

function interp(s: Source): Value {
  const [, , h, w] = shapeOfValue(s.input);
  const mode = ['', 'nearest', 'linear', 'cubic'][s.int(0, 0)];
  if (!mode) throw new Unsupported(`its kind ${s.int(0, 0)} is not supported`);
  const size = [
    s.int(3, 0) || Math.floor(h * s.number(1, 1)),
    s.int(4, 0) || Math.floor(w * s.number(2, 1)),
  ];
  if (mode === 'nearest') {
    return s.nchw.resize(s.input, size, { mode, coordinates: 'asymmetric', nearest: 'floor' });
  }
  return s.nchw.resize(s.input, size, {
    mode,
    coordinates: s.int(6, 0) ? 'align_corners' : 'half_pixel',
  });
}

function reshape(s: Source): Value {
  const total = shapeOfValue(s.input).reduce((n, d) => n * d, 1);
  const given = [2, 11, 1, 0].filter((id) => s.int(id, -233) !== -233).map((id) => s.int(id, 0));
  const known = given.reduce((n, d) => (d === -1 ? n : n * d), 1);
  const shape = given.map((d, i) =>
    d === 0 ? shapeOfValue(s.input)[i + 1] : d === -1 ? total / known : d,
  );
  return s.net.reshape(s.input, [1, ...shape]);
}

/** Orders of (w, h, c) by their number, as permutations of c, h, w. */
const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

function permute(s: Source): Value {
  const rank = shapeOfValue(s.input).length;
  const order = s.int(0, 0);
  const inner =
    rank === 4
      ? ORDERS[order]
      : rank === 3
        ? [
            [0, 1],
            [1, 0],
          ][order]
        : undefined;
  if (!inner)
    throw new Unsupported(`its order ${order} is not supported for ${rank - 1} dimensions`);
  return s.net.transpose(s.input, [0, ...inner.map((d) => d + 1)]);
}

function padding(s: Source): Value {
  const [top, bottom, left, right] = [0, 1, 2, 3].map((id) => s.int(id, 0));
  const mode = ['constant', 'edge', 'reflect'][s.int(4, 0)];
  if (!mode) throw new Unsupported(`its kind ${s.int(4, 0)} is not supported`);
  const rank = shapeOfValue(s.input).length;
  const zeros = Array(rank - 2).fill(0);
  if (rank < 3) throw new Unsupported('its input is no picture');
  const value = f64(s.number(5, 0));
  return s.net.pad(s.input, [...zeros, top, left], [...zeros, bottom, right], { mode, value });
}

function slice(s: Source): Value[] {
  const shape = shapeOfValue(s.input);
  const axis = axisOf(s, 1);
  const wanted = s.numbers(0);
  let from = 0;
  return wanted.map((size, i) => {
    const rest = shape[axis] - from;
    const take = size === -233 ? Math.floor(rest / (wanted.length - i)) : size;
    const begin = shape.map((_, d) => (d === axis ? from : 0));
    from += take;
    return s.net.slice(
      s.input,
      begin,
      shape.map((d, k) => (k === axis ? take : d)),
    );
  });
}

function shuffle(s: Source): Value {
  const groups = s.int(0, 1);
  const [n, c, h, w] = shapeOfValue(s.input);
  const [outer, inner] = s.int(1, 0) ? [c / groups, groups] : [groups, c / groups];
  const split = s.net.reshape(s.net.toNhwc(s.input), [n, h, w, outer, inner]);
  return s.net.toNchw(s.net.reshape(s.net.transpose(split, [0, 1, 2, 4, 3]), [n, h, w, c]));
}

/** Boxes of all maps in the order of the inputs; see decodeYolo for what a row is. */
function yolo(s: Source): Value {
  const [classes, boxes] = [s.int(0, 20), s.int(1, 5)];
  const [sizes, masks, strides] = [s.numbers(4), s.numbers(5), s.numbers(6)];
  const maps = s.inputs.map((map, i) => {
    const [, , h, w] = shapeOfValue(map);
    const anchors = Array.from({ length: boxes }, (_, b): [number, number] => {
      const anchor = asMask(masks[i * boxes + b] ?? b);
      const stride = strides[i] ?? 32;
      return [
        sizes[2 * anchor] / Math.trunc(stride * w),
        sizes[2 * anchor + 1] / Math.trunc(stride * h),
      ];
    });
    if (anchors.flat().some(Number.isNaN))
      throw new Unsupported('it names anchors that it does not have');
    return decodeYolo(s.net, map, `${s.name}_${i}`, { classes, anchors });
  });
  return s.net.concat(maps, 1);
}

/** A list of floats that was written as the integers of the same bits. */
function asMask(value: number): number {
  return value < 1 << 20 ? value : new Float32Array(Int32Array.of(value).buffer)[0];
}

const plain = (name: string) => row<Source>(name, (s) => s.net.elementwise(name, [s.input]));
const passes = row<Source>(PASSES, (s) => s.layer.outputs.map(() => s.input));

export const OPERATORS: Table<Source> = {
  AbsVal: plain('abs'),
  BatchNorm: row('batch_norm', batchNorm),
  Bias: row('add', (s) => s.nchw.perChannel('add', s.input, s.name, s.bin.plain([s.int(0, 0)]))),
  BinaryOp: row('add, sub, mul, div, max, min, pow', binary),
  BNLL: plain('softplus'),
  Clip: row('clamp', (s) => s.nchw.clamp(s.input, s.number(0, -Infinity), s.number(1, Infinity))),
  Concat: row('concat', (s) => s.net.concat(s.inputs, axisOf(s, 0))),
  Convolution: row(
    'conv2d',
    convolution(() => 1),
  ),
  ConvolutionDepthWise: row(
    'depthwise_conv2d, conv2d',
    convolution((s) => s.int(7, 1)),
  ),
  Deconvolution: row(
    'conv_transpose2d',
    deconvolution(() => 1),
  ),
  DeconvolutionDepthWise: row(
    'conv_transpose2d',
    deconvolution((s) => s.int(7, 1)),
  ),
  Dropout: passes,
  ELU: row('elu', (s) => s.net.elementwise('elu', [s.input], { alpha: f32(s.number(0, 0.1)) })),
  Eltwise: row('add, mul, max', eltwise),
  Flatten: row('reshape', (s) => {
    const count = shapeOfValue(s.input).reduce((n, d) => n * d, 1);
    return s.net.reshape(s.input, [1, count]);
  }),
  GELU: row('gelu', (s) =>
    s.net.elementwise('gelu', [s.input], { approximate: s.int(0, 0) !== 0 }),
  ),
  HardSigmoid: row('hard_sigmoid', (s) =>
    s.net.elementwise('hard_sigmoid', [s.input], {
      alpha: f32(s.number(0, 0.2)),
      beta: f32(s.number(1, 0.5)),
    }),
  ),
  HardSwish: row('hard_swish', (s) => hardSwish(s, s.input, s.number(0, 0.2), s.number(1, 0.5))),
  InnerProduct: row('fully_connected', innerProduct),
  Interp: row('resize', interp),
  MemoryData: row('constant', (s) => {
    const shape = [2, 11, 1, 0].map((id) => s.int(id, 0)).filter((d) => d > 0);
    return s.net.weights(s.name, s.bin.plain([1, ...shape]));
  }),
  Mish: plain('mish'),
  Noop: passes,
  Padding: row('pad', padding),
  Permute: row('transpose', permute),
  Pooling: row('max_pool2d, avg_pool2d, mean', pooling),
  PReLU: row('prelu', (s) =>
    s.nchw.perChannel('prelu', s.input, s.name, s.bin.plain([s.int(0, 0)])),
  ),
  ReLU: row('relu, leaky_relu', (s) => {
    const slope = s.number(0, 0);
    return activate(s, s.input, slope === 0 ? 1 : 2, [slope]);
  }),
  Reshape: row('reshape', reshape),
  Scale: row('mul, add', scale),
  ShuffleChannel: row('transpose', shuffle),
  Sigmoid: plain('sigmoid'),
  Slice: row('slice', slice),
  Softmax: row('softmax', (s) => s.net.op('softmax', [s.input], { axis: axisOf(s, 0) })),
  Split: passes,
  Swish: plain('silu'),
  TanH: plain('tanh'),
  UnaryOp: row('abs, neg, exp, …', unary),
  Yolov3DetectionOutput: row('sigmoid, exp, …', yolo),
};
