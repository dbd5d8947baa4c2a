/** Operators of the TensorFlow table that networks are made of: windows, products, normalisations, audio. */
import { RankedTensorType, type Value } from '../../ir/index.js';
import {
  elementOf,
  f32,
  f64Array,
  reshapedWeights,
  row,
  samePadding,
  shapeOfValue,
  type Table,
  transposedWeights,
  Unsupported,
  type Weights,
} from '../common/index.js';
import { audioSpectrogram, mfcc } from './audio.js';
import type { TfSource } from './source.js';

type Source = TfSource;

interface Window {
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: readonly number[];
}

/** Strides and explicit paddings over an NHWC picture. */
function windowOf(s: Source, size: readonly number[], kernel: readonly number[]): Window {
  const stride = s.spatial(s.intsAttr('strides', [1, 1, 1, 1]));
  const dilation = s.spatial(s.intsAttr('dilations', [1, 1, 1, 1]));
  return { stride, dilation, padding: paddingOf(s, size, kernel, stride, dilation) };
}

function paddingOf(
  s: Source,
  size: readonly number[],
  kernel: readonly number[],
  stride: readonly number[],
  dilation: readonly number[],
): number[] {
  const mode = s.text('padding', 'VALID');
  if (![...kernel, ...stride, ...dilation].every((v) => v > 0))
    throw new Unsupported('its window is not positive');
  if (mode === 'SAME') return samePadding(size, kernel, stride, dilation);
  if (mode === 'VALID') return [0, 0, 0, 0];
  const amounts = s.intsAttr('explicit_paddings');
  const [t, b, l, r] = s.isChannelsFirst ? amounts.slice(4) : amounts.slice(2, 6);
  if (mode !== 'EXPLICIT' || r === undefined)
    throw new Unsupported(`its padding '${mode}' is not supported`);
  return [t, l, b, r];
}

function conv2d(s: Source): Value {
  // H, W, I, O
  const filter = transposedWeights(rank4(s.weights(1)), [3, 0, 1, 2]);
  return s.picture(s.input(0), (x) =>
    s.net.conv2d(
      x,
      s.name,
      filter,
      undefined,
      windowOf(s, shapeOfValue(x).slice(1, 3), filter.type.shape.slice(1, 3)),
    ),
  );
}

function rank4(w: Weights): Weights {
  if (w.type.shape.length !== 4)
    throw new Unsupported(`its filter is ${w.type}, expected four dimensions`);
  return w;
}

function depthwise(s: Source): Value {
  const w = rank4(s.weights(1));
  const [h, k, i, m] = w.type.shape;
  const filter = s.net.weights(`${s.name}_filter`, reshapedWeights(w, [1, h, k, i * m]));
  return s.picture(s.input(0), (x) =>
    s.net.op('depthwise_conv2d', [x, filter], {
      ...windowOf(s, shapeOfValue(x).slice(1, 3), [h, k]),
    }),
  );
}

/** The gradient of a convolution by its picture: a transposed convolution. */
function convTranspose(s: Source): Value {
  const size = s.spatial(s.ints(0));
  // H, W, O, I of the transposed one
  const filter = transposedWeights(rank4(s.weights(1)), [2, 0, 1, 3]);
  const kernel = filter.type.shape.slice(1, 3);
  const { stride, dilation, padding } = windowOf(s, size, kernel);
  return s.picture(s.input(2), (x) => {
    const from = shapeOfValue(x).slice(1, 3);
    const output_padding = size.map(
      (n, d) =>
        n -
        ((from[d] - 1) * stride[d] +
          (kernel[d] - 1) * dilation[d] +
          1 -
          padding[d] -
          padding[d + 2]),
    );
    if (output_padding.some((n) => n < 0))
      throw new Unsupported(`its size ${size.join('x')} is too small`);
    const parts = { stride, dilation, padding, output_padding };
    return s.net.op('conv_transpose2d', [x, s.net.weights(s.name, filter)], parts);
  });
}

function pool(kind: 'max' | 'avg'): (s: Source) => Value {
  return (s) =>
    s.picture(s.input(0), (x) => {
      const kernel = s.spatial(s.intsAttr('ksize', [1, 1, 1, 1]));
      const stride = s.spatial(s.intsAttr('strides', [1, 1, 1, 1]));
      const padding = paddingOf(s, shapeOfValue(x).slice(1, 3), kernel, stride, [1, 1]);
      return s.net.op(`${kind}_pool2d`, [x], { kernel, stride, padding });
    });
}

function biasAdd(s: Source): Value {
  const rank = s.shape(0).length;
  if (!s.isChannelsFirst || rank < 3) return s.net.elementwise('add', [s.input(0), s.input(1)]);
  const bias = s.net.reshape(s.input(1), [s.shape(1)[0], ...Array(rank - 2).fill(1)]);
  return s.net.op('add', [s.input(0), bias]);
}

function batchNorm(s: Source): Value {
  if (s.flag('is_training', true))
    throw new Unsupported('it is in training mode; export the model for inference');
  const parts = [1, 2, 3, 4].map((i) => s.input(i));
  return s.picture(s.input(0), (x) =>
    s.net.op('batch_norm', [x, ...parts], { axis: 3, epsilon: f32(s.numberAttr('epsilon', 1e-4)) }),
  );
}

/** Weights as filters of fully connected layers: an unrolled loop takes the same ones many times. */
const filters = new WeakMap<Value, Value>();

/** A product of two matrices; with a constant second one it is a fully connected layer. */
function matmul(s: Source): Value {
  const [ta, tb] = [s.flag('transpose_a'), s.flag('transpose_b')];
  const lhs = ta ? s.net.transpose(s.input(0), [1, 0]) : s.input(0);
  if (!s.isKnown(1))
    return s.net.op('matmul', [lhs, tb ? s.net.transpose(s.input(1), [1, 0]) : s.input(1)]);
  const [rows, columns] = s.shape(1);
  if (shapeOfValue(lhs)[1] !== (tb ? columns : rows)) {
    throw new Unsupported(
      `[${shapeOfValue(lhs).join(', ')}] and [${rows}, ${columns}] are no factors`,
    );
  }
  const made = () => s.net.weights(s.name, transposedWeights(s.weights(1), [1, 0]));
  const filter = tb ? s.input(1) : (filters.get(s.input(1)) ?? made());
  if (!tb) filters.set(s.input(1), filter);
  return s.net.op('fully_connected', [lhs, filter]);
}

function batchMatmul(s: Source): Value {
  const flipped = (v: Value, is: boolean) => {
    const rank = shapeOfValue(v).length;
    return is
      ? s.net.transpose(
          v,
          Array.from({ length: rank }, (_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i)),
        )
      : v;
  };
  return s.net.op('matmul', [
    flipped(s.input(0), s.flag('adj_x')),
    flipped(s.input(1), s.flag('adj_y')),
  ]);
}

function lrn(s: Source): Value {
  const size = 2 * s.intAttr('depth_radius', 5) + 1;
  return s.net.op('local_response_norm', [s.input(0)], {
    axis: s.shape(0).length - 1,
    size,
    alpha: f32(s.numberAttr('alpha', 1) * size),
    beta: f32(s.numberAttr('beta', 0.5)),
    bias: f32(s.numberAttr('bias', 1)),
  });
}

function resize(mode: 'nearest' | 'linear' | 'cubic'): (s: Source) => Value {
  return (s) => {
    const x = s.input(0);
    const [n, h, w, c] = shapeOfValue(x);
    const [oh, ow] = s.ints(1);
    const type = RankedTensorType.get([n, oh, ow, c], elementOf(x));
    const isHalf = s.flag('half_pixel_centers');
    const coordinates = s.flag('align_corners')
      ? 'align_corners'
      : isHalf && mode === 'nearest'
        ? 'tf_half_pixel_for_nn'
        : isHalf
          ? 'half_pixel'
          : 'asymmetric';
    const nearest = s.flag('align_corners') ? 'round_prefer_ceil' : 'floor';
    const scales = f64Array([1, oh / h, ow / w, 1]);
    return s.net.op(
      'resize',
      [x],
      { scales, mode, coordinates, nearest: mode === 'nearest' ? nearest : undefined },
      type,
    );
  };
}

const blocks = (op: string) => (s: Source) =>
  s.picture(s.input(0), (x) => s.net.op(op, [x], { block: s.intAttr('block_size', 1) }));

/** Pads, and moves blocks of pixels to the batch: one half of a dilated convolution of the first versions. */
function spaceToBatch(s: Source): Value {
  const block = s.ints(1);
  const amounts = s.ints(2);
  const rank = s.shape(0).length;
  const rest = rank - 1 - block.length;
  const sides = (at: number) => [
    0,
    ...block.map((_, d) => amounts[2 * d + at]),
    ...Array(rest).fill(0),
  ];
  const x = s.net.pad(s.input(0), sides(0), sides(1));
  const [n, ...shape] = shapeOfValue(x);
  const inner = shape.slice(block.length);
  const split = block.flatMap((b, d) => [shape[d] / b, b]);
  if (split.some((d) => !Number.isInteger(d)))
    throw new Unsupported('its blocks do not divide the picture');
  const parts = s.net.reshape(x, [n, ...split, ...inner]);
  const m = block.length;
  const perm = [
    ...block.map((_, d) => 2 + 2 * d),
    0,
    ...block.map((_, d) => 1 + 2 * d),
    ...inner.map((_, i) => 1 + 2 * m + i),
  ];
  const area = block.reduce((a, b) => a * b, 1);
  return s.net.reshape(s.net.transpose(parts, perm), [
    n * area,
    ...block.map((b, d) => shape[d] / b),
    ...inner,
  ]);
}

/** The other half: blocks back to pixels, and cut. */
function batchToSpace(s: Source): Value {
  const block = s.ints(1);
  const crops = s.ints(2);
  const [n, ...shape] = s.shape(0);
  const m = block.length;
  const inner = shape.slice(m);
  const area = block.reduce((a, b) => a * b, 1);
  const parts = s.net.reshape(s.input(0), [...block, n / area, ...shape]);
  const perm = [
    m,
    ...block.flatMap((_, d) => [m + 1 + d, d]),
    ...inner.map((_, i) => 2 * m + 1 + i),
  ];
  const whole = s.net.reshape(s.net.transpose(parts, perm), [
    n / area,
    ...block.map((b, d) => shape[d] * b),
    ...inner,
  ]);
  const begin = [0, ...block.map((_, d) => crops[2 * d]), ...inner.map(() => 0)];
  const size = shapeOfValue(whole).map((d, i) =>
    i >= 1 && i <= m ? d - crops[2 * i - 2] - crops[2 * i - 1] : d,
  );
  return s.net.slice(whole, begin, size);
}

export const LAYERS: Table<Source> = {
  AudioSpectrogram: row('gather, mul, dft, reduce_sum', audioSpectrogram),
  AvgPool: row('avg_pool2d', pool('avg')),
  BatchMatMul: row('matmul', batchMatmul),
  BatchMatMulV2: row('matmul', batchMatmul),
  BatchMatMulV3: row('matmul', batchMatmul),
  BatchToSpaceND: row('reshape, transpose, slice', batchToSpace),
  BiasAdd: row('add', biasAdd),
  Conv2D: row('conv2d', conv2d),
  Conv2DBackpropInput: row('conv_transpose2d', convTranspose),
  DepthToSpace: row('depth_to_space', blocks('depth_to_space')),
  DepthwiseConv2dNative: row('depthwise_conv2d', depthwise),
  FusedBatchNorm: row('batch_norm', batchNorm),
  FusedBatchNormV2: row('batch_norm', batchNorm),
  FusedBatchNormV3: row('batch_norm', batchNorm),
  LRN: row('local_response_norm', lrn),
  MatMul: row('fully_connected, matmul', matmul),
  MaxPool: row('max_pool2d', pool('max')),
  Mfcc: row('sqrt, matmul, log', mfcc),
  ResizeBicubic: row('resize', resize('cubic')),
  ResizeBilinear: row('resize', resize('linear')),
  ResizeNearestNeighbor: row('resize', resize('nearest')),
  SpaceToBatchND: row('pad, reshape, transpose', spaceToBatch),
  SpaceToDepth: row('space_to_depth', blocks('space_to_depth')),
};
