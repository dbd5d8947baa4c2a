/** Weights as stored integers: symmetric, a scale a tensor or a scale an output channel. */
import { UniformQuantizedType } from '../dialects/quant/index.js';
import { FloatType, IntegerType } from '../ir/index.js';
import { parametersFor, quantizeValue, storedRange } from './parameters.js';

const FLOAT = FloatType.get('f32');

export type Granularity = 'per-channel' | 'per-tensor';

export interface QuantizedWeights {
  readonly type: UniformQuantizedType;
  readonly values: Int8Array;
}

/** Elements of a weight tensor by output channel: index of an element's channel. */
export interface ChannelLayout {
  readonly channels: number;
  /** Elements from one of a channel to the next channel's along the axis. */
  readonly inner: number;
}

/** How the elements of a shape lie by the indices of a dimension. */
export function channelLayout(shape: readonly number[], axis: number): ChannelLayout {
  return { channels: shape[axis], inner: shape.slice(axis + 1).reduce((n, d) => n * d, 1) };
}

const channelOf = ({ channels, inner }: ChannelLayout, i: number) =>
  Math.floor(i / inner) % channels;

/** Largest magnitude of each channel. */
export function channelMagnitudes(data: Float32Array, layout: ChannelLayout): Float64Array {
  const most = new Float64Array(layout.channels);
  for (let i = 0; i < data.length; i++) {
    const c = channelOf(layout, i);
    most[c] = Math.max(most[c], Math.abs(data[i]));
  }
  return most;
}

/** The type of weights whose channels reach as far as `magnitudes` (one, or one a channel). */
export function weightType(
  magnitudes: ArrayLike<number>,
  bits: number,
  axis: number | undefined,
  powerOfTwo = false,
): UniformQuantizedType {
  const format = { bits, isSymmetric: true, powerOfTwo };
  const scales = Array.from(magnitudes, (m) => parametersFor({ min: -m, max: m }, format).scale);
  const storage = IntegerType.get(8);
  // Fewer bits are said by the range: a byte holds each until the compiler packs them.
  const stored = bits === 8 ? { min: -128, max: 127 } : storedRange(format);
  const range = { storage, ...stored };
  return UniformQuantizedType.get(
    range,
    FLOAT,
    scales,
    scales.map(() => 0),
    axis,
  );
}

/** Weights rounded to the nearest step of their type. */
export function roundWeights(
  data: Float32Array,
  type: UniformQuantizedType,
  layout: ChannelLayout,
  bits: number,
): Int8Array {
  const stored = storedRange({ bits, isSymmetric: true });
  const values = new Int8Array(data.length);
  const { scales } = type;
  for (let i = 0; i < data.length; i++) {
    const scale = scales[scales.length === 1 ? 0 : channelOf(layout, i)];
    values[i] = quantizeValue(data[i], { scale, zeroPoint: 0 }, stored);
  }
  return values;
}

/** A weight tensor quantized as it is. */
export function quantizeWeights(
  data: Float32Array,
  shape: readonly number[],
  axis: number,
  bits: number,
  granularity: Granularity,
  powerOfTwo = false,
): QuantizedWeights {
  const layout = channelLayout(shape, axis);
  const magnitudes = channelMagnitudes(data, layout);
  const isPerChannel = granularity === 'per-channel';
  const type = weightType(
    isPerChannel ? magnitudes : [magnitudes.reduce((a, b) => Math.max(a, b), 0)],
    bits,
    isPerChannel ? axis : undefined,
    powerOfTwo,
  );
  return { type, values: roundWeights(data, type, layout, bits) };
}
