/** The operator table of the Caffe front end: one row a layer type. Tensors are N, C, H, W. */
import type { Value } from '../../ir/index.js';
import {
  type ChannelsFirst,
  f32,
  f32Values,
  f32Weights,
  type Net,
  ones,
  PASSES,
  reshapedWeights,
  row,
  shapeOfValue,
  type Table,
  transposedWeights,
  Unsupported,
  type Weights,
  zeros,
} from '../common/index.js';
import type { CaffeLayer } from './schema.js';

/** What a row may ask of the layer that it imports. */
export interface CaffeSource {
  readonly layer: CaffeLayer;
  readonly net: Net;
  readonly nchw: ChannelsFirst;
  /** Input i; an absent one ends the import of this layer. */
  input(i: number): Value;
  readonly inputs: readonly Value[];
  /** Trained numbers i; absent ones end the import. */
  weights(i: number): Weights;
  readonly weightCount: number;
  readonly name: string;
}

/** A size of one or two numbers, given as `h` and `w` or as a list of one or two. */
function pair(
  h: number | undefined,
  w: number | undefined,
  list: readonly number[],
  fallback: number,
): number[] {
  if (h !== undefined || w !== undefined) return [h ?? fallback, w ?? fallback];
  const first = list[0] ?? fallback;
  return [first, list[1] ?? first];
}

function convolutionWindow({ layer }: CaffeSource) {
  const p = layer.convolutionParam;
  if (!p) throw new Unsupported('its convolution_param is missing');
  const kernel = pair(p.kernelH, p.kernelW, p.kernelSize, 0);
  const pad = pair(p.padH, p.padW, p.pad, 0);
  const stride = pair(p.strideH, p.strideW, p.stride, 1);
  const dilation = pair(undefined, undefined, p.dilation, 1);
  if ((p.axis ?? 1) !== 1) throw new Unsupported(`its axis ${p.axis} is not supported`);
  return { kernel, groups: p.group ?? 1, parts: { stride, dilation, padding: [...pad, ...pad] } };
}

/** Weights of a convolution in the shape that the layer says: old files leave sizes out. */
function filterOf(s: CaffeSource, kernel: readonly number[]): Weights {
  const w = s.weights(0);
  const { shape } = w.type;
  const [h, k] = kernel;
  const count = shape.reduce((n, d) => n * d, 1);
  if (shape.length === 4 && shape[2] === h && shape[3] === k) return w;
  const outer = shape[0] * h * k;
  if (!(outer > 0) || count % outer !== 0)
    throw new Unsupported(`its weights [${shape.join(', ')}] do not fit the kernel`);
  return reshapedWeights(w, [shape[0], count / outer, h, k]);
}

const flat = (w: Weights): Weights => reshapedWeights(w, [w.type.elementCount]);
const biasOf = (s: CaffeSource, i = 1): Weights | undefined =>
  s.weightCount > i ? flat(s.weights(i)) : undefined;

function axisOf(axis: number | undefined, rank: number, fallback: number): number {
  const a = axis ?? fallback;
  const found = a < 0 ? a + rank : a;
  if (found < 0 || found >= rank)
    throw new Unsupported(`its axis ${a} is outside its ${rank} dimensions`);
  return found;
}

function flatten(s: CaffeSource, v: Value, from: number, to: number): Value {
  const shape = shapeOfValue(v);
  const middle = shape.slice(from, to + 1).reduce((n, d) => n * d, 1);
  return s.net.reshape(v, [...shape.slice(0, from), middle, ...shape.slice(to + 1)]);
}

function pooling(s: CaffeSource): Value {
  const p = s.layer.poolingParam;
  const kinds: Readonly<Record<string, 'max' | 'avg'>> = { MAX: 'max', AVE: 'avg' };
  const kind = kinds[p?.pool ?? 'MAX'];
  if (!p) throw new Unsupported('it has no pooling_param');
  if (!kind) throw new Unsupported(`its kind ${p.pool} has no meaning at inference`);
  if (p.globalPooling) return s.nchw.globalPool(kind, s.input(0));
  const kernel = pair(p.kernelH, p.kernelW, p.kernelSize === undefined ? [] : [p.kernelSize], 0);
  const stride = pair(p.strideH, p.strideW, p.stride === undefined ? [] : [p.stride], 1);
  const pad = pair(p.padH, p.padW, p.pad === undefined ? [] : [p.pad], 0);
  const padding = [...pad, ...pad];
  return s.nchw.pool(kind, s.input(0), {
    kernel,
    stride,
    padding,
    ceil: p.roundMode !== 'FLOOR',
    countsPadding: true,
  });
}

function innerProduct(s: CaffeSource): Value {
  const p = s.layer.innerProductParam;
  const shape = shapeOfValue(s.input(0));
  const axis = axisOf(p?.axis, shape.length, 1);
  const x = flatten(s, s.input(0), axis, shape.length - 1);
  const w = s.weights(0);
  const k = shapeOfValue(x)[axis];
  const total = w.type.elementCount;
  if (total % k !== 0) throw new Unsupported(`its weights have ${total} numbers, no rows of ${k}`);
  const rows = reshapedWeights(w, p?.transpose ? [k, total / k] : [total / k, k]);
  const filter = p?.transpose ? transposedWeights(rows, [1, 0]) : rows;
  return s.net.fullyConnected(x, s.name, filter, biasOf(s));
}

function batchNorm(s: CaffeSource): Value {
  const factor = f32Values(s.weights(2))[0];
  const by = factor === 0 ? 0 : 1 / factor;
  const scaled = (w: Weights) =>
    f32Weights(
      [w.type.elementCount],
      f32Values(w).map((v) => v * by),
    );
  const [mean, variance] = [scaled(s.weights(0)), scaled(s.weights(1))];
  const count = mean.type.elementCount;
  const epsilon = s.layer.batchNormParam?.eps ?? 1e-5;
  return s.nchw.batchNorm(s.input(0), s.name, {
    mean,
    variance,
    scale: ones(count),
    bias: zeros(count),
    epsilon,
  });
}

/** Scale and Bias: numbers from weights or from a second input, along `axis` on. */
function channelwise(s: CaffeSource, op: 'mul' | 'add', axis: number | undefined): Value {
  const x = s.input(0);
  const rank = shapeOfValue(x).length;
  const from = axisOf(axis, rank, 1);
  if (s.inputs.length > 1) {
    const shape = shapeOfValue(s.input(1));
    const trailing = rank - from - shape.length;
    const other = s.net.reshape(s.input(1), [...shape, ...Array(Math.max(0, trailing)).fill(1)]);
    return s.net.op(op, [x, other]);
  }
  const w = s.weights(0);
  if (from !== 1 || w.type.shape.length > 1)
    throw new Unsupported(`its axis ${from} is not supported`);
  return s.nchw.perChannel(op, x, s.name, flat(w));
}

function scale(s: CaffeSource): Value {
  const p = s.layer.scaleParam;
  const product = channelwise(s, 'mul', p?.axis);
  const bias = s.inputs.length > 1 ? 0 : 1;
  if (!p?.biasTerm) return product;
  return s.nchw.perChannel('add', product, `${s.name}_bias`, flat(s.weights(bias)));
}

function eltwise(s: CaffeSource): Value {
  const p = s.layer.eltwiseParam;
  const kind = p?.operation ?? 'SUM';
  const op = { PROD: 'mul', SUM: 'add', MAX: 'max' }[kind];
  if (!op) throw new Unsupported(`its operation ${kind} is not supported`);
  const terms = s.inputs.map((v, i) => {
    const factor = kind === 'SUM' ? (p?.coeff[i] ?? 1) : 1;
    return factor === 1 ? v : s.net.elementwise('mul', [v, s.net.scalar(factor)]);
  });
  return terms.reduce((a, b) => s.net.elementwise(op, [a, b]));
}

/** (shift + scale * x) ^ power. */
function power(s: CaffeSource): Value {
  const { power: e = 1, scale: k = 1, shift = 0 } = s.layer.powerParam ?? {};
  const scaled = affine(s, s.input(0), k, shift);
  return e === 1 ? scaled : s.net.elementwise('pow', [scaled, s.net.scalar(e)]);
}

function affine(s: CaffeSource, x: Value, factor: number, shift: number): Value {
  const product = factor === 1 ? x : s.net.elementwise('mul', [x, s.net.scalar(factor)]);
  return shift === 0 ? product : s.net.elementwise('add', [product, s.net.scalar(shift)]);
}

/** base ^ (shift + scale * x); without a base e. */
function exponential(s: CaffeSource): Value {
  const { base = -1, scale: k = 1, shift = 0 } = s.layer.expParam ?? {};
  const ln = base > 0 ? Math.log(base) : 1;
  return s.net.elementwise('exp', [affine(s, s.input(0), k * ln, shift * ln)]);
}

function logarithm(s: CaffeSource): Value {
  const { base = -1, scale: k = 1, shift = 0 } = s.layer.logParam ?? {};
  const ln = s.net.elementwise('log', [affine(s, s.input(0), k, shift)]);
  return base > 0 ? affine(s, ln, 1 / Math.log(base), 0) : ln;
}

function lrn(s: CaffeSource): Value {
  const p = s.layer.lrnParam;
  if ((p?.normRegion ?? 'ACROSS_CHANNELS') !== 'ACROSS_CHANNELS') {
    throw new Unsupported('its region WITHIN_CHANNEL is not supported');
  }
  const attributes = {
    size: p?.localSize ?? 5,
    alpha: f32(p?.alpha ?? 1),
    beta: f32(p?.beta ?? 0.75),
    bias: f32(p?.k ?? 1),
  };
  return s.nchw.channelsLast(s.input(0), (v, axis) =>
    s.net.op('local_response_norm', [v], { ...attributes, axis }),
  );
}

function slice(s: CaffeSource): Value[] {
  const p = s.layer.sliceParam;
  const x = s.input(0);
  const shape = shapeOfValue(x);
  const axis = axisOf(p?.axis ?? p?.sliceDim, shape.length, 1);
  const count = s.layer.top.length;
  const points = p?.slicePoint.length
    ? p.slicePoint
    : Array.from({ length: count - 1 }, (_, i) => ((i + 1) * shape[axis]) / count);
  const edges = [0, ...points, shape[axis]];
  const sizes = edges.slice(1).map((e, i) => e - edges[i]);
  if (sizes.length !== count || sizes.some((d) => !Number.isInteger(d) || d <= 0)) {
    throw new Unsupported(
      `its slice points ${points.join(', ')} do not cut ${shape[axis]} into ${count}`,
    );
  }
  return edges.slice(0, -1).map((from, i) =>
    s.net.slice(
      x,
      shape.map((_, d) => (d === axis ? from : 0)),
      shape.map((size, d) => (d === axis ? sizes[i] : size)),
    ),
  );
}

function reshape(s: CaffeSource): Value {
  const p = s.layer.reshapeParam;
  const shape = shapeOfValue(s.input(0));
  const axis = p?.axis ?? 0;
  const start = axis < 0 ? axis + shape.length + 1 : axis;
  const end = p?.numAxes === undefined || p.numAxes === -1 ? shape.length : start + p.numAxes;
  const given = p?.shape?.dim ?? [];
  const to = [
    ...shape.slice(0, start),
    ...given.map((d, i) => (d === 0 ? shape[start + i] : d)),
    ...shape.slice(end),
  ];
  const known = to.reduce((n, d) => (d === -1 ? n : n * d), 1);
  const total = shape.reduce((n, d) => n * d, 1);
  return s.net.reshape(
    s.input(0),
    to.map((d) => (d === -1 ? total / known : d)),
  );
}

function crop(s: CaffeSource): Value {
  const [x, like] = [s.input(0), shapeOfValue(s.input(1))];
  const shape = shapeOfValue(x);
  const p = s.layer.cropParam;
  const axis = axisOf(p?.axis, shape.length, 2);
  const offset = (d: number) => p?.offset[p.offset.length > 1 ? d - axis : 0] ?? 0;
  return s.net.slice(
    x,
    shape.map((_, d) => (d < axis ? 0 : offset(d))),
    shape.map((size, d) => (d < axis ? size : like[d])),
  );
}

function reduction(s: CaffeSource): Value {
  const { operation = 'SUM', axis, coeff = 1 } = s.layer.reductionParam ?? {};
  const x = s.input(0);
  const rank = shapeOfValue(x).length;
  const from = axisOf(axis, rank, 0);
  const axes = Array.from({ length: rank - from }, (_, i) => from + i);
  const inner =
    operation === 'ASUM'
      ? s.net.elementwise('abs', [x])
      : operation === 'SUMSQ'
        ? s.net.elementwise('mul', [x, x])
        : x;
  return affine(
    s,
    s.net.reduce(operation === 'MEAN' ? 'mean' : 'reduce_sum', inner, axes, false),
    coeff,
    0,
  );
}

/** Mean and variance of each picture, of each channel or of all. */
function mvn(s: CaffeSource): Value {
  const p = s.layer.mvnParam;
  const x = s.input(0);
  const axes = shapeOfValue(x)
    .map((_, i) => i)
    .slice(p?.acrossChannels ? 1 : 2);
  const centred = s.net.elementwise('sub', [x, s.net.reduce('mean', x, axes, true)]);
  if (p?.normalizeVariance === false) return centred;
  const variance = s.net.reduce('mean', s.net.elementwise('mul', [centred, centred]), axes, true);
  const deviation = affine(s, s.net.elementwise('sqrt', [variance]), 1, p?.eps ?? 1e-9);
  return s.net.elementwise('div', [centred, deviation]);
}

const passes = row<CaffeSource>(PASSES, (s) => s.layer.top.map(() => s.input(0)));
const unary = (name: string) =>
  row<CaffeSource>(name, (s) => s.net.elementwise(name, [s.input(0)]));

export const OPERATORS: Table<CaffeSource> = {
  AbsVal: unary('abs'),
  BatchNorm: row('batch_norm', batchNorm),
  Bias: row('add', (s) => channelwise(s, 'add', s.layer.biasParam?.axis)),
  BNLL: unary('softplus'),
  Clip: row('clamp', (s) => {
    const p = s.layer.clipParam;
    return s.nchw.clamp(s.input(0), p?.min ?? -Infinity, p?.max ?? Infinity);
  }),
  Concat: row('concat', (s) => {
    const p = s.layer.concatParam;
    const rank = shapeOfValue(s.input(0)).length;
    return s.net.concat(s.inputs, axisOf(p?.axis ?? p?.concatDim, rank, 1));
  }),
  Convolution: row('conv2d, depthwise_conv2d', (s) => {
    const { kernel, parts } = convolutionWindow(s);
    return s.nchw.conv(s.input(0), s.name, filterOf(s, kernel), biasOf(s), parts);
  }),
  Crop: row('slice', crop),
  Deconvolution: row('conv_transpose2d', (s) => {
    const { kernel, groups, parts } = convolutionWindow(s);
    return s.nchw.convTranspose(s.input(0), s.name, filterOf(s, kernel), biasOf(s), {
      ...parts,
      groups,
    });
  }),
  Dropout: passes,
  Eltwise: row('add, mul, max', eltwise),
  ELU: row('elu', (s) =>
    s.net.elementwise('elu', [s.input(0)], { alpha: f32(s.layer.eluParam?.alpha ?? 1) }),
  ),
  Exp: row('exp', exponential),
  Flatten: row('reshape', (s) => {
    const p = s.layer.flattenParam;
    const rank = shapeOfValue(s.input(0)).length;
    return flatten(s, s.input(0), axisOf(p?.axis, rank, 1), axisOf(p?.endAxis, rank, -1));
  }),
  InnerProduct: row('fully_connected', innerProduct),
  Log: row('log', logarithm),
  LRN: row('local_response_norm', lrn),
  MVN: row('mean, sub, div', mvn),
  Permute: row('transpose', (s) => {
    const order = [...(s.layer.permuteParam?.order ?? [])];
    for (let d = 0; d < shapeOfValue(s.input(0)).length; d++) if (!order.includes(d)) order.push(d);
    return s.net.transpose(s.input(0), order);
  }),
  Pooling: row('max_pool2d, avg_pool2d', pooling),
  Power: row('mul, add, pow', power),
  PReLU: row('prelu', (s) => s.nchw.perChannel('prelu', s.input(0), s.name, flat(s.weights(0)))),
  Reduction: row('reduce_sum, mean', reduction),
  ReLU: row('relu, leaky_relu', (s) => {
    const slope = s.layer.reluParam?.negativeSlope ?? 0;
    if (slope === 0) return s.net.elementwise('relu', [s.input(0)]);
    return s.net.elementwise('leaky_relu', [s.input(0)], { alpha: f32(slope) });
  }),
  ReLU6: unary('relu6'),
  Reshape: row('reshape', reshape),
  Scale: row('mul, add', scale),
  Sigmoid: unary('sigmoid'),
  Slice: row('slice', slice),
  Softmax: row('softmax', (s) => {
    const rank = shapeOfValue(s.input(0)).length;
    return s.net.op('softmax', [s.input(0)], { axis: axisOf(s.layer.softmaxParam?.axis, rank, 1) });
  }),
  Split: passes,
  TanH: unary('tanh'),
  Tile: row('tile', (s) => {
    const p = s.layer.tileParam;
    const shape = shapeOfValue(s.input(0));
    const axis = axisOf(p?.axis, shape.length, 1);
    return s.net.op('tile', [s.input(0)], {
      repeats: shape.map((_, d) => (d === axis ? (p?.tiles ?? 1) : 1)),
    });
  }),
};
