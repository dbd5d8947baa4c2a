/**
 * From counts to the range that is quantized: how much of the tails is given up for finer steps.
 *
 *  minmax: nothing is given up;
 *  moving-average: the exponential average of the samples' ranges;
 *  percentile: as much as the share of values outside;
 *  mse: what makes the mean squared error of rounding and clipping least;
 *  kl: what makes the information lost (Kullback-Leibler divergence) least, by Migacz, "8-bit
 *      Inference with TensorRT", 2017;
 *  aciq: the clipping value for the Gauss or Laplace distribution that fits better, by Banner et al.,
 *      "Post training 4-bit quantization of convolutional networks", 2019.
 */
import type { Histogram, RangeObserver } from './histogram.js';
import { parametersFor, type StorageFormat, storedRange, type ValueRange } from './parameters.js';

export const METHODS = ['minmax', 'moving-average', 'percentile', 'mse', 'kl', 'aciq'] as const;
export type Method = (typeof METHODS)[number];

/** Methods that look at counts, not at the ends alone. */
export const needsCounts = (method: Method): boolean =>
  method !== 'minmax' && method !== 'moving-average';

/** Share of the values that stay inside, of `percentile`. */
const KEPT_SHARE = 0.9999;

/** The range that a method chooses for a tensor stored so. */
export function chosenRange(
  method: Method,
  observed: RangeObserver,
  histogram: Histogram | undefined,
  format: StorageFormat,
): ValueRange {
  if (method === 'minmax') return observed.range;
  if (method === 'moving-average') return within(observed.movingAverage, observed.range);
  if (!histogram || histogram.count === 0 || histogram.binWidth === 0) return observed.range;
  switch (method) {
    case 'percentile':
      return percentile(histogram);
    case 'mse':
      return leastError(histogram, format);
    case 'kl':
      return leastDivergence(histogram, format);
    case 'aciq':
      return analytic(histogram, format);
    default:
      return method satisfies never;
  }
}

function within(range: ValueRange, limits: ValueRange): ValueRange {
  return { min: Math.max(range.min, limits.min), max: Math.min(range.max, limits.max) };
}

/** Leaves out the outermost bins as long as they hold no more than half the share a side. */
function percentile(h: Histogram): ValueRange {
  const allowed = (h.count * (1 - KEPT_SHARE)) / 2;
  const { counts } = h;
  let low = 0;
  for (let left = allowed - counts[0]; low < counts.length - 1 && left >= 0; )
    left -= counts[++low];
  let high = counts.length - 1;
  for (let left = allowed - counts[high]; high > low && left >= 0; ) left -= counts[--high];
  return { min: h.range.min + low * h.binWidth, max: h.range.min + (high + 1) * h.binWidth };
}

/** Candidates: both ends drawn towards 0 by the same share. */
const SHARES = Array.from({ length: 90 }, (_, i) => 1 - i / 100);

const scaled = ({ min, max }: ValueRange, share: number): ValueRange => ({
  min: min * share,
  max: max * share,
});

/** Mean squared error of the values quantized with a range: the rounding's inside, the clipping's outside. */
export function squaredError(h: Histogram, range: ValueRange, format: StorageFormat): number {
  const { scale, zeroPoint } = parametersFor(range, format);
  const stored = storedRange(format);
  const [low, high] = [stored.min - zeroPoint, stored.max - zeroPoint].map((q) => q * scale);
  // Within a step, values are spread evenly.
  const rounding = (scale * scale) / 12;
  let sum = 0;
  for (let bin = 0; bin < h.counts.length; bin++) {
    const count = h.counts[bin];
    if (count === 0) continue;
    const x = h.valueOf(bin);
    const beyond = x < low ? low - x : x > high ? x - high : 0;
    sum += count * (beyond > 0 ? beyond * beyond : rounding);
  }
  return sum / h.count;
}

function leastError(h: Histogram, format: StorageFormat): ValueRange {
  let best = h.range;
  let bestError = Number.POSITIVE_INFINITY;
  for (const share of SHARES) {
    const range = scaled(h.range, share);
    const error = squaredError(h, range, format);
    if (error < bestError) [best, bestError] = [range, error];
  }
  return best;
}

/** The divergence of the counts within a range from the same counts by the steps of the storage. */
function divergence(h: Histogram, range: ValueRange, format: StorageFormat): number {
  const { counts, binWidth } = h;
  const at = (x: number) => (x - h.range.min) / binWidth;
  const first = Math.max(0, Math.floor(at(range.min)));
  const end = Math.min(counts.length, Math.ceil(at(range.max)));
  const reference = counts.slice(first, end);
  if (reference.length === 0) return Number.POSITIVE_INFINITY;
  // What is clipped falls on the ends.
  for (let i = 0; i < first; i++) reference[0] += counts[i];
  for (let i = end; i < counts.length; i++) reference[reference.length - 1] += counts[i];
  const levels = 2 ** format.bits;
  const perLevel = Math.max(1, reference.length / levels);
  let sum = 0;
  for (let level = 0; level * perLevel < reference.length; level++) {
    const from = Math.floor(level * perLevel);
    const to = Math.min(reference.length, Math.max(from + 1, Math.floor((level + 1) * perLevel)));
    let total = 0;
    let used = 0;
    // Shares of the level are of the values inside: what was clipped is not at home there.
    for (let i = from; i < to; i++) {
      total += counts[first + i];
      if (counts[first + i] > 0) used++;
    }
    for (let i = from; i < to; i++) {
      const p = reference[i] / h.count;
      if (p === 0) continue;
      const q = counts[first + i] > 0 ? total / used / h.count : 1e-9;
      sum += p * Math.log(p / q);
    }
  }
  return sum;
}

function leastDivergence(h: Histogram, format: StorageFormat): ValueRange {
  let best = h.range;
  let least = Number.POSITIVE_INFINITY;
  for (const share of SHARES) {
    const range = scaled(h.range, share);
    const found = divergence(h, range, format);
    if (found < least) [best, least] = [range, found];
  }
  return best;
}

/** Clipping values in standard deviations (Gauss) and mean distances (Laplace), by bits. */
const GAUSS: Readonly<Record<number, number>> = { 4: 2.56, 8: 3.92, 16: 6.0 };
const LAPLACE: Readonly<Record<number, number>> = { 4: 5.03, 8: 9.89, 16: 18.0 };

function analytic(h: Histogram, format: StorageFormat): ValueRange {
  const candidates = [
    GAUSS[format.bits] * h.standardDeviation,
    LAPLACE[format.bits] * h.meanDistance,
  ]
    .filter((reach) => reach > 0)
    .map((reach) => within({ min: h.mean - reach, max: h.mean + reach }, h.range));
  let best = h.range;
  let least = Number.POSITIVE_INFINITY;
  for (const range of candidates) {
    const error = squaredError(h, range, format);
    if (error < least) [best, least] = [range, error];
  }
  return best;
}
