// Normalisations of floats, in double precision.

import type { NumberArray } from './arrays.js';
import { broadcastIndex, elementCount, type Shape } from './shape.js';

/** (x - mean) / √(variance + epsilon) · scale + bias, all per channel along `axis`. */
export function batchNormInto(
  shape: Shape,
  axis: number,
  epsilon: number,
  ifm: NumberArray,
  [scale, bias, mean, variance]: readonly NumberArray[],
  ofm: NumberArray,
): void {
  const inner = elementCount(shape.slice(axis + 1));
  for (let i = 0; i < ifm.length; i++) {
    const c = Math.floor(i / inner) % shape[axis];
    ofm[i] = ((ifm[i] - mean[c]) / Math.sqrt(variance[c] + epsilon)) * scale[c] + bias[c];
  }
}

interface Statistics {
  readonly mean: number;
  readonly deviation: number;
}

/** Mean and √(variance + epsilon) of elements given by their indices. */
function statistics(ifm: NumberArray, indices: Int32Array, epsilon: number): Statistics {
  let sum = 0;
  for (const i of indices) sum += ifm[i];
  const mean = sum / indices.length;
  let squares = 0;
  for (const i of indices) squares += (ifm[i] - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / indices.length + epsilon) };
}

/** Normalises each group of channels (along `axis`) of each sample (dimension 0). */
export function groupNormInto(
  shape: Shape,
  axis: number,
  groups: number,
  epsilon: number,
  ifm: NumberArray,
  scale: NumberArray,
  bias: NumberArray,
  ofm: NumberArray,
): void {
  const inner = elementCount(shape.slice(axis + 1));
  const channels = shape[axis];
  const perSample = elementCount(shape.slice(1));
  const members: number[][] = Array.from({ length: shape[0] * groups }, () => []);
  const channelOf = (i: number) => Math.floor(i / inner) % channels;
  for (let i = 0; i < ifm.length; i++) {
    const group = Math.floor((channelOf(i) * groups) / channels);
    members[Math.floor(i / perSample) * groups + group].push(i);
  }
  for (const list of members) {
    const indices = Int32Array.from(list);
    const { mean, deviation } = statistics(ifm, indices, epsilon);
    for (const i of indices) {
      const c = channelOf(i);
      ofm[i] = ((ifm[i] - mean) / deviation) * scale[c] + bias[c];
    }
  }
}

/** Normalises rows of the dimensions from `axis` on; scale and bias broadcast to the input. */
export function layerNormInto(
  shape: Shape,
  axis: number,
  epsilon: number,
  isRms: boolean,
  ifm: NumberArray,
  [scale, scaleShape]: readonly [NumberArray, Shape],
  bias: readonly [NumberArray, Shape] | undefined,
  ofm: NumberArray,
): void {
  const row = elementCount(shape.slice(axis));
  const mapScale = broadcastIndex(scaleShape, shape);
  const mapBias = bias && broadcastIndex(bias[1], shape);
  for (let start = 0; start < ifm.length; start += row) {
    const indices = Int32Array.from({ length: row }, (_, i) => start + i);
    let [mean, deviation] = [0, 0];
    if (isRms) {
      for (const i of indices) deviation += ifm[i] ** 2;
      deviation = Math.sqrt(deviation / row + epsilon);
    } else ({ mean, deviation } = statistics(ifm, indices, epsilon));
    for (const i of indices) {
      const y = ((ifm[i] - mean) / deviation) * scale[mapScale ? mapScale[i] : i];
      ofm[i] = bias ? y + bias[0][mapBias ? mapBias[i] : i] : y;
    }
  }
}

/** x / (bias + alpha / size · Σ x² of the `size` neighbouring channels) ^ beta. */
export function localResponseNormInto(
  shape: Shape,
  axis: number,
  p: {
    readonly size: number;
    readonly alpha: number;
    readonly beta: number;
    readonly bias: number;
  },
  ifm: NumberArray,
  ofm: NumberArray,
): void {
  const inner = elementCount(shape.slice(axis + 1));
  const channels = shape[axis];
  const [low, high] = [Math.floor((p.size - 1) / 2), Math.ceil((p.size - 1) / 2)];
  for (let i = 0; i < ifm.length; i++) {
    const c = Math.floor(i / inner) % channels;
    let squares = 0;
    for (let k = Math.max(0, c - low); k <= Math.min(channels - 1, c + high); k++) {
      squares += ifm[i + (k - c) * inner] ** 2;
    }
    ofm[i] = ifm[i] / (p.bias + (p.alpha / p.size) * squares) ** p.beta;
  }
}
