/** Layers of the Keras table whose windows move over pictures or sequences. */
import { RankedTensorType, type Value } from '../../ir/index.js';
import {
  elementOf,
  f32Weights,
  f64Array,
  reshapedWeights,
  samePadding,
  shapeOfValue,
  transposedWeights,
  Unsupported,
  type Weights,
} from '../common/index.js';
import type { KerasSource } from './source.js';

interface Window {
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: readonly number[];
}

/** Strides and explicit paddings over an NHWC picture; options of sequences have one number each. */
function windowOf(
  s: KerasSource,
  x: Value,
  kernel: readonly number[],
  isSequence: boolean,
): Window {
  const { options: o } = s;
  const two = (name: string): readonly number[] =>
    isSequence ? [1, o.ints(name, 1, [1])[0]] : o.ints(name, 2, [1, 1]);
  const [stride, dilation] = [two('strides'), two('dilation_rate')];
  return { stride, dilation, padding: paddingOf(s, x, kernel, stride, dilation) };
}

function paddingOf(
  s: KerasSource,
  x: Value,
  kernel: readonly number[],
  stride: readonly number[],
  dilation: readonly number[],
): number[] {
  const mode = s.options.text('padding', 'valid');
  if ([...kernel, ...stride, ...dilation].some((v) => !(v > 0)))
    throw new Unsupported('its window is not positive');
  if (mode === 'valid') return [0, 0, 0, 0];
  if (mode === 'same') return samePadding(shapeOfValue(x).slice(1, 3), kernel, stride, dilation);
  if (mode === 'causal') return [0, (kernel[1] - 1) * dilation[1], 0, 0];
  throw new Unsupported(`its padding '${mode}' is not supported`);
}

/** H, W, I/groups, O as O, H, W, I/groups. */
const toOhwi = (w: Weights) => transposedWeights(w, [3, 0, 1, 2]);
/** H, W, I, multiplier as 1, H, W, I · multiplier. */
const toDepthwise = (w: Weights): Weights => {
  const [h, k, i, m] = w.type.shape;
  return reshapedWeights(w, [1, h, k, i * m]);
};

function biasOf(s: KerasSource): Weights | undefined {
  return s.takeIf('use_bias', 'bias');
}

export function conv2d(s: KerasSource): Value {
  const filter = toOhwi(s.take('kernel', 4));
  const bias = biasOf(s);
  const made = s.channelsLast(s.input, (x) =>
    s.net.conv2d(x, s.name, filter, bias, windowOf(s, x, filter.type.shape.slice(1, 3), false)),
  );
  return s.activation(made);
}

export function conv1d(s: KerasSource): Value {
  const kernel = s.take('kernel', 3);
  const filter = toOhwi(reshapedWeights(kernel, [1, ...kernel.type.shape]));
  const bias = biasOf(s);
  const made = s.channelsLast(s.input, (sequence) =>
    s.asPicture(sequence, (x) =>
      s.net.conv2d(x, s.name, filter, bias, windowOf(s, x, filter.type.shape.slice(1, 3), true)),
    ),
  );
  return s.activation(made);
}

function depthwise(
  s: KerasSource,
  x: Value,
  filter: Weights,
  bias: Weights | undefined,
  isSequence: boolean,
): Value {
  const operands = [x, s.net.weights(`${s.name}_depthwise`, filter)];
  if (bias) operands.push(s.net.weights(`${s.name}_bias`, bias));
  const window = windowOf(s, x, filter.type.shape.slice(1, 3), isSequence);
  return s.net.op('depthwise_conv2d', operands, { ...window });
}

export function depthwiseConv2d(s: KerasSource): Value {
  const filter = toDepthwise(s.take('depthwise kernel', 4));
  const bias = biasOf(s);
  return s.activation(s.channelsLast(s.input, (x) => depthwise(s, x, filter, bias, false)));
}

export function depthwiseConv1d(s: KerasSource): Value {
  const kernel = s.take('depthwise kernel', 3);
  const filter = toDepthwise(reshapedWeights(kernel, [1, ...kernel.type.shape]));
  const bias = biasOf(s);
  const made = s.channelsLast(s.input, (x) =>
    s.asPicture(x, (p) => depthwise(s, p, filter, bias, true)),
  );
  return s.activation(made);
}

export function separableConv2d(s: KerasSource): Value {
  const first = toDepthwise(s.take('depthwise kernel', 4));
  const second = toOhwi(s.take('pointwise kernel', 4));
  const bias = biasOf(s);
  const made = s.channelsLast(s.input, (x) =>
    s.net.conv2d(depthwise(s, x, first, undefined, false), `${s.name}_pointwise`, second, bias),
  );
  return s.activation(made);
}

/** Paddings of a transposed convolution: the result has size · stride elements, or all ("valid"). */
function transposedWindow(s: KerasSource, x: Value, kernel: readonly number[]) {
  const { options: o } = s;
  const stride = o.ints('strides', 2, [1, 1]);
  const dilation = o.ints('dilation_rate', 2, [1, 1]);
  const isSame = o.text('padding', 'valid') === 'same';
  const extra = o.has('output_padding') ? o.ints('output_padding', 2) : undefined;
  const before: number[] = [];
  const after: number[] = [];
  const more: number[] = [];
  for (const d of [0, 1]) {
    const reach = (kernel[d] - 1) * dilation[d] + 1;
    const size = shapeOfValue(x)[1 + d];
    const full = (size - 1) * stride[d] + reach;
    const wanted = extra
      ? full - (isSame ? 2 * (reach >> 1) : 0) + extra[d]
      : size * stride[d] + (isSame ? 0 : Math.max(reach - stride[d], 0));
    const cut = Math.max(0, full - wanted);
    before.push(cut >> 1);
    after.push(cut - (cut >> 1));
    more.push(Math.max(0, wanted - full));
  }
  return { stride, dilation, padding: [...before, ...after], output_padding: more };
}

export function conv2dTranspose(s: KerasSource): Value {
  // H, W, O, I
  const filter = transposedWeights(s.take('kernel', 4), [2, 0, 1, 3]);
  const bias = biasOf(s);
  const made = s.channelsLast(s.input, (x) => {
    const operands = [x, s.net.weights(s.name, filter)];
    if (bias) operands.push(s.net.weights(`${s.name}_bias`, bias));
    return s.net.op(
      'conv_transpose2d',
      operands,
      transposedWindow(s, x, filter.type.shape.slice(1, 3)),
    );
  });
  return s.activation(made);
}

export function pool(kind: 'max' | 'avg', isSequence: boolean): (s: KerasSource) => Value {
  return (s) => {
    const { options: o } = s;
    const size = o.ints('pool_size', isSequence ? 1 : 2, isSequence ? [2] : [2, 2]);
    const strides = o.has('strides') ? o.ints('strides', size.length) : size;
    const [kernel, stride] = isSequence
      ? [
          [1, size[0]],
          [1, strides[0]],
        ]
      : [size, strides];
    const run = (x: Value) => {
      const padding = paddingOf(s, x, kernel, stride, [1, 1]);
      return s.net.op(`${kind}_pool2d`, [x], { kernel, stride, padding });
    };
    return s.channelsLast(s.input, (x) => (isSequence ? s.asPicture(x, run) : run(x)));
  };
}

export function globalPool(kind: 'max' | 'avg'): (s: KerasSource) => Value {
  return (s) => {
    const isFirst = s.options.text('data_format', 'channels_last') === 'channels_first';
    const rank = s.shape.length;
    const axes = Array.from({ length: rank - 2 }, (_, i) => i + (isFirst ? 2 : 1));
    return s.net.reduce(
      kind === 'max' ? 'reduce_max' : 'mean',
      s.input,
      axes,
      s.options.flag('keepdims'),
    );
  };
}

/** Amounts on both sides of each spatial dimension, however they are given. */
function sides(s: KerasSource, option: string, dimensions: number): readonly (readonly number[])[] {
  const given = s.options.json[option] ?? 1;
  const list = Array.isArray(given) ? (given as readonly unknown[]) : Array(dimensions).fill(given);
  const all = dimensions === 1 && list.length === 2 && typeof list[0] === 'number' ? [list] : list;
  const found = all.map((v) => (Array.isArray(v) ? v : [v, v]) as readonly number[]);
  if (
    found.length !== dimensions ||
    found.some((p) => p.length !== 2 || p.some((n) => !Number.isInteger(n) || n < 0))
  ) {
    throw new Unsupported(`its option '${option}' is ${JSON.stringify(given)}`);
  }
  return found;
}

export function zeroPadding(dimensions: number): (s: KerasSource) => Value {
  return (s) => {
    const amounts = sides(s, 'padding', dimensions);
    return s.channelsLast(s.input, (x) =>
      s.net.pad(x, [0, ...amounts.map((a) => a[0]), 0], [0, ...amounts.map((a) => a[1]), 0]),
    );
  };
}

export function cropping(dimensions: number): (s: KerasSource) => Value {
  return (s) => {
    const amounts = sides(s, 'cropping', dimensions);
    return s.channelsLast(s.input, (x) => {
      const shape = shapeOfValue(x);
      const size = shape.map((n, d) => n - (amounts[d - 1]?.[0] ?? 0) - (amounts[d - 1]?.[1] ?? 0));
      if (size.some((n) => n < 1)) throw new Unsupported('it crops all that there is');
      return s.net.slice(
        x,
        shape.map((_, d) => amounts[d - 1]?.[0] ?? 0),
        size,
      );
    });
  };
}

export function upSampling2d(s: KerasSource): Value {
  const factor = s.options.ints('size', 2, [2, 2]);
  const mode = { nearest: 'nearest', bilinear: 'linear', bicubic: 'cubic' }[
    s.options.text('interpolation', 'nearest')
  ];
  if (!mode) throw new Unsupported(`its interpolation is not supported`);
  return s.channelsLast(s.input, (x) => {
    const [n, h, w, c] = shapeOfValue(x);
    const type = RankedTensorType.get([n, h * factor[0], w * factor[1], c], elementOf(x));
    const how =
      mode === 'nearest'
        ? { coordinates: 'asymmetric', nearest: 'floor' }
        : { coordinates: 'half_pixel' };
    return s.net.op('resize', [x], { scales: f64Array([1, ...factor, 1]), mode, ...how }, type);
  });
}

export function upSampling1d(s: KerasSource): Value {
  const factor = s.options.ints('size', 1, [2])[0];
  return s.asPicture(s.input, (x) => {
    const [n, , w, c] = shapeOfValue(x);
    const type = RankedTensorType.get([n, 1, w * factor, c], elementOf(x));
    const how = { mode: 'nearest', coordinates: 'asymmetric', nearest: 'floor' };
    return s.net.op('resize', [x], { scales: f64Array([1, 1, factor, 1]), ...how }, type);
  });
}

/** Ones for a scale that a layer does without. */
export const onesLike = (count: number, value = 1): Weights =>
  f32Weights([count], new Float32Array(count).fill(value));
