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

/** The channel of element i. */
export const channelOf = ({ channels, inner }: ChannelLayout, i: number) =>
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

/** Shares of the largest magnitude that a scale of few bits may reach to. */
const REACHES = Array.from({ length: 15 }, (_, i) => 1 - i * 0.05);

/**
 * How far the scale of each channel reaches: to its largest weight, and less far for weights of few
 * bits, where finer steps for the many outweigh the clipping of the few (least squared error).
 */
function reaches(data: Float32Array, layout: ChannelLayout, bits: number): Float64Array {
  const most = channelMagnitudes(data, layout);
  if (bits >= 8) return most;
  const stored = storedRange({ bits, isSymmetric: true });
  const best = most.slice();
  const least = new Float64Array(layout.channels).fill(Number.POSITIVE_INFINITY);
  for (const share of REACHES) {
    const errors = new Float64Array(layout.channels);
    for (let i = 0; i < data.length; i++) {
      const c = channelOf(layout, i);
      const scale = (most[c] * share) / stored.max || 1;
      const q = Math.min(Math.max(Math.round(data[i] / scale), stored.min), stored.max);
      errors[c] += (q * scale - data[i]) ** 2;
    }
    for (let c = 0; c < layout.channels; c++) {
      if (errors[c] >= least[c]) continue;
      least[c] = errors[c];
      best[c] = most[c] * share;
    }
  }
  return best;
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
  const isPerChannel = granularity === 'per-channel';
  const whole = { channels: 1, inner: data.length };
  const type = weightType(
    reaches(data, isPerChannel ? layout : whole, bits),
    bits,
    isPerChannel ? axis : undefined,
    powerOfTwo,
  );
  return { type, values: roundWeights(data, type, layout, bits) };
}
