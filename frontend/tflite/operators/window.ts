/** Rows of convolutions, matrix products, pooling and resizing. */
import { DenseArrayAttr, FloatType, type NamedAttribute, type Value } from '../../../ir/index.js';
import {
  activation,
  ints,
  isQuantized,
  permuted,
  type Row,
  type Rows,
  resultTypes,
  type Source,
  shapeOf,
  single,
  text,
  typeOf,
} from './common.js';

interface WindowOptions {
  readonly padding: string;
  readonly strideH: number;
  readonly strideW: number;
}

/** Rows outside a dimension: SAME has ceil(size / stride) results, the odd row goes behind. */
function samePadding(size: number, reach: number, stride: number): readonly [number, number] {
  const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + reach - size);
  return [total >> 1, total - (total >> 1)];
}

/** Explicit strides and paddings of a window over the spatial dimensions of input 0, n, …, c. */
function windowOf(
  s: Source,
  padding: string,
  stride: readonly number[],
  kernel: readonly number[],
  dilation: readonly number[],
): NamedAttribute[] {
  const { shape } = s.input(0);
  if (shape.length !== kernel.length + 2) {
    const wanted = kernel.length === 2 ? '4 (n, h, w, c)' : '5 (n, d, h, w, c)';
    s.fail(`its input has ${shape.length} dimensions, expected ${wanted}`);
  }
  if ([...stride, ...dilation, ...kernel].some((v) => v < 1)) {
    s.fail(`kernel ${kernel}, stride ${stride} and dilation ${dilation} must be positive`);
  }
  const sides = kernel.map((k, d) =>
    padding === 'SAME'
      ? samePadding(shape[1 + d], (k - 1) * dilation[d] + 1, stride[d])
      : ([0, 0] as const),
  );
  const padded = [...sides.map(([before]) => before), ...sides.map(([, after]) => after)];
  return [ints('stride', stride), ints('padding', padded)];
}

const window2d = (s: Source, o: WindowOptions, kernel: readonly number[], dilation = [1, 1]) =>
  windowOf(s, o.padding, [o.strideH, o.strideW], kernel, dilation);

/**
 * A filter as the operator's arithmetic takes it: quantized weights of a float operator (hybrid
 * models) are made floats, which is what they mean.
 */
function weights(s: Source, i: number): Value {
  const value = s.value(i);
  if (!isQuantized(value) || s.output().quantization) return value;
  const float = typeOf(value).withElementType(s.type().elementType);
  return s.emit('qnn.dequantize', [value], [], [float])[0];
}

/** ifm, filter and the bias where there is one. */
function macOperands(s: Source): Value[] {
  const operands = [s.value(0), weights(s, 1)];
  if (s.has(2)) operands.push(s.value(2));
  return operands;
}

function filterShape(s: Source, rank: number): readonly number[] {
  const { shape } = s.input(1);
  if (shape.length !== rank) s.fail(`its filter has ${shape.length} dimensions, expected ${rank}`);
  return shape;
}

/** Quantized FULLY_CONNECTED wants bias scale = input scale * filter scale, as its Prepare checks. */
function checkBiasScale(s: Source): void {
  const scale = (i: number) => s.input(i).quantization?.scales[0];
  if (!s.has(2)) return;
  const [a, w, b] = [scale(0), scale(1), scale(2)];
  const out = s.output().quantization?.scales[0];
  if (a === undefined || w === undefined || b === undefined || out === undefined) return;
  if (Math.abs(a * w - b) / out > 0.02) {
    s.fail(`its bias scale ${b} is not the product of input and filter scale, ${a * w}`);
  }
}

const conv2d =
  (name: string): Row<'CONV_2D' | 'DEPTHWISE_CONV_2D'> =>
  (s, { options: o }) => {
    const dilation = [o.dilationH, o.dilationW];
    const kernel = filterShape(s, 4).slice(1, 3);
    const attributes = [
      ...window2d(s, o, kernel, dilation),
      ints('dilation', dilation),
      activation(s, o.activation),
    ];
    return s.emit(name, macOperands(s), attributes, resultTypes(s));
  };

const pool =
  (name: string): Row<'AVERAGE_POOL_2D' | 'MAX_POOL_2D'> =>
  (s, { options: o }) => {
    const kernel = [o.filterHeight, o.filterWidth];
    const attributes = [
      ints('kernel', kernel),
      ...window2d(s, o, kernel),
      activation(s, o.activation),
    ];
    return single(s, name, [0], attributes);
  };

/** L2_POOL_2D: the root of the mean of the squares. */
const l2Pool: Row<'L2_POOL_2D'> = (s, { options: o }) => {
  const x = s.value(0);
  if (isQuantized(x)) s.fail('there is no integer arithmetic for it');
  const kernel = [o.filterHeight, o.filterWidth];
  const [squares] = s.emit('mul', [x, x], [], [x.type]);
  const attributes = [ints('kernel', kernel), ...window2d(s, o, kernel)];
  const [means] = s.emit('avg_pool2d', [squares], attributes, resultTypes(s));
  const roots = s.emit('sqrt', [means], [], resultTypes(s));
  if (o.activation === 'NONE') return roots;
  if (o.activation !== 'RELU' && o.activation !== 'RELU6') {
    s.fail(`its fused activation ${o.activation} is not supported`);
  }
  return s.emit(o.activation === 'RELU' ? 'relu' : 'relu6', roots, [], resultTypes(s));
};

/** TRANSPOSE_CONV: inputs are the output's shape, filter, ifm and perhaps a bias. */
const transposeConv: Row<'TRANSPOSE_CONV'> = (s, { options: o }) => {
  const kernel = filterShape(s, 4).slice(1, 3);
  const stride = [o.strideH, o.strideW];
  const [ifm, ofm] = [s.input(2).shape, s.output().shape];
  if (ifm.length !== 4 || ofm.length !== 4) s.fail('its pictures must have 4 dimensions');
  if ([...stride, ...kernel].some((v) => v < 1)) {
    s.fail(`kernel ${kernel} and stride ${stride} must be positive`);
  }
  const sides = [0, 1].map((d) => {
    const whole = (ifm[1 + d] - 1) * stride[d] + kernel[d];
    const before = o.padding === 'SAME' ? samePadding(ofm[1 + d], kernel[d], stride[d])[0] : 0;
    const after = whole - before - ofm[1 + d];
    return { before, after: Math.max(0, after), extra: Math.max(0, -after) };
  });
  const attributes = [
    ints('stride', stride),
    ints('padding', [...sides.map((d) => d.before), ...sides.map((d) => d.after)]),
    ints(
      'output_padding',
      sides.map((d) => d.extra),
    ),
    activation(s, o.activation),
  ];
  const operands = [s.value(2), weights(s, 1)];
  if (s.has(3)) operands.push(s.value(3));
  return s.emit('conv_transpose2d', operands, attributes, resultTypes(s));
};

const fullyConnected: Row<'FULLY_CONNECTED'> = (s, { options: o }) => {
  filterShape(s, 2);
  if (o.weightsFormat !== 'DEFAULT')
    s.fail(`its weights format ${o.weightsFormat} is not supported`);
  checkBiasScale(s);
  const attributes = [activation(s, o.activation)];
  return s.emit('fully_connected', macOperands(s), attributes, resultTypes(s));
};

/** BATCH_MATMUL, its transposed operands turned. */
const batchMatmul: Row<'BATCH_MATMUL'> = (s, { options: o }) => {
  const turned = (i: number, isTurned: boolean) => {
    const value = i === 1 ? weights(s, 1) : s.value(0);
    if (!isTurned) return value;
    const rank = shapeOf(value).length;
    if (rank < 2) s.fail(`its operand ${i} has ${rank} dimensions, expected at least 2`);
    const perm = Array.from({ length: rank }, (_, d) => d);
    [perm[rank - 2], perm[rank - 1]] = [rank - 1, rank - 2];
    return permuted(s, value, perm);
  };
  return s.emit('matmul', [turned(0, o.adjX), turned(1, o.adjY)], [], resultTypes(s));
};

const conv3d: Row<'CONV_3D'> = (s, { options: o }) => {
  const shape = filterShape(s, 5);
  const dilation = [o.dilationD, o.dilationH, o.dilationW];
  const attributes = [
    ...windowOf(s, o.padding, [o.strideD, o.strideH, o.strideW], shape.slice(0, 3), dilation),
    ints('dilation', dilation),
    activation(s, o.activation),
  ];
  // The filter is d, h, w, i, o here.
  const [ifm, filter, ...bias] = macOperands(s);
  const turned = permuted(s, filter, [4, 0, 1, 2, 3]);
  return s.emit('conv3d', [ifm, turned, ...bias], attributes, resultTypes(s));
};

const resize =
  (mode: 'linear' | 'nearest'): Row<'RESIZE_BILINEAR' | 'RESIZE_NEAREST_NEIGHBOR'> =>
  (s, { options: o }) => {
    const [from, to] = [s.input(0).shape, s.output().shape];
    if (from.length !== 4 || to.length !== 4) s.fail('it resizes pictures of 4 dimensions only');
    if (o.alignCorners && o.halfPixelCenters) {
      s.fail('it asks for aligned corners and for half pixels, which exclude each other');
    }
    const halfOrNone = o.halfPixelCenters ? 'half_pixel' : 'asymmetric';
    const coordinates = o.alignCorners ? 'align_corners' : halfOrNone;
    const attributes = [text('mode', mode), text('coordinates', coordinates)];
    if (isQuantized(s.value(0))) return single(s, 'resize', [0], attributes);
    const scales = from.map((d, i) => to[i] / d);
    attributes.push({ name: 'scales', value: DenseArrayAttr.get(FloatType.get('f64'), scales) });
    if (mode === 'nearest') {
      const rounding = o.alignCorners ? 'round_prefer_ceil' : 'floor';
      attributes.push(text('nearest', rounding));
      // Half pixels of nearest neighbours are not moved back.
      if (o.halfPixelCenters) attributes[1] = text('coordinates', 'tf_half_pixel_for_nn');
    }
    return single(s, 'resize', [0], attributes);
  };

export const window: Rows = {
  AVERAGE_POOL_2D: pool('avg_pool2d') as Row<'AVERAGE_POOL_2D'>,
  BATCH_MATMUL: batchMatmul,
  CONV_2D: conv2d('conv2d') as Row<'CONV_2D'>,
  CONV_3D: conv3d,
  DEPTHWISE_CONV_2D: conv2d('depthwise_conv2d') as Row<'DEPTHWISE_CONV_2D'>,
  FULLY_CONNECTED: fullyConnected,
  L2_POOL_2D: l2Pool,
  MAX_POOL_2D: pool('max_pool2d') as Row<'MAX_POOL_2D'>,
  RESIZE_BILINEAR: resize('linear') as Row<'RESIZE_BILINEAR'>,
  RESIZE_NEAREST_NEIGHBOR: resize('nearest') as Row<'RESIZE_NEAREST_NEIGHBOR'>,
  TRANSPOSE_CONV: transposeConv,
};
