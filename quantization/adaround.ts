/**
 * Rounds weights up or down so that the layer's output changes least, not the weights themselves.
 * The error of an output is dᵀ H d, with d the weights' errors and H the second moments of what they
 * are multiplied with. Source: Nagel et al., "Up or Down? Adaptive Rounding for Post-Training
 * Quantization", 2020, equations 13 to 15; the binary problem is solved by descent: a weight is
 * flipped as long as that makes the error less.
 */
import type { Moments } from './layer-statistics.js';
import type { ValueRange } from './parameters.js';

/** Rounds of flips over all weights of a channel; most settle after three or four. */
const MAX_ROUNDS = 20;

/**
 * Stored weights of one output channel. `weights`: the real ones, in the order of the moments.
 * `start`: where the descent begins; entries stay within `stored`.
 */
export function roundChannel(
  weights: Float64Array,
  scale: number,
  start: Int32Array,
  stored: ValueRange,
  matrix: Float64Array,
): Int32Array {
  const size = weights.length;
  const levels = start.slice();
  const errors = new Float64Array(size);
  for (let i = 0; i < size; i++) errors[i] = levels[i] * scale - weights[i];
  // H d: what the error of each weight meets.
  const gradient = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += matrix[i * size + j] * errors[j];
    gradient[i] = sum;
  }
  for (let round = 0; round < MAX_ROUNDS; round++) {
    let flips = 0;
    for (let i = 0; i < size; i++) {
      // The other neighbour of the real weight.
      const step = errors[i] > 0 ? -1 : 1;
      const level = levels[i] + step;
      if (level < stored.min || level > stored.max) continue;
      const change = step * scale;
      const gain = 2 * change * gradient[i] + change * change * matrix[i * size + i];
      // An error beyond a whole step is none of rounding.
      if (gain >= 0 || Math.abs(errors[i] + change) > scale) continue;
      levels[i] = level;
      errors[i] += change;
      const row = i * size;
      for (let j = 0; j < size; j++) gradient[j] += change * matrix[row + j];
      flips++;
    }
    if (flips === 0) break;
  }
  return levels;
}

/** Mean squared error of a channel's output for errors of its weights. */
export function outputError(errors: Float64Array, matrix: Float64Array): number {
  const size = errors.length;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    let row = 0;
    for (let j = 0; j < size; j++) row += matrix[i * size + j] * errors[j];
    sum += errors[i] * row;
  }
  return sum;
}

/** What a layer's mean output loses by the errors of its weights, a channel. */
export function meanShift(errors: Float64Array, moments: Moments): number {
  const { mean } = moments;
  let sum = 0;
  for (let i = 0; i < errors.length; i++) sum += errors[i] * mean[i];
  return sum;
}
