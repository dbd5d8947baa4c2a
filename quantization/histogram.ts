/** Counts of a tensor's values over all samples, in bins of equal width. */
import type { ValueRange } from './parameters.js';

/** Bins: enough for the thresholds that are looked for among their edges. */
const BINS = 2048;

/** Gathers the smallest and largest value, the sums for moments, and the range of each sample. */
export class RangeObserver {
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  /** Exponential averages of the samples' ranges. */
  private averageMin = 0;
  private averageMax = 0;
  private samples = 0;
  /** Weight of a new sample in the averages. */
  private static readonly momentum = 0.05;

  /** Takes a sample. Throws RangeError on a number that is not finite. */
  observe(values: ArrayLike<number>): void {
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < values.length; i++) {
      const x = values[i];
      if (x < min) min = x;
      if (x > max) max = x;
      if (Number.isNaN(x)) throw new RangeError('a value is not a number');
    }
    if (values.length === 0) return;
    if (!Number.isFinite(min) || !Number.isFinite(max)) {
      throw new RangeError('a value is infinite');
    }
    this.min = Math.min(this.min, min);
    this.max = Math.max(this.max, max);
    const weight = this.samples === 0 ? 1 : RangeObserver.momentum;
    this.averageMin += weight * (min - this.averageMin);
    this.averageMax += weight * (max - this.averageMax);
    this.samples++;
  }

  get range(): ValueRange {
    return this.samples === 0 ? { min: 0, max: 0 } : { min: this.min, max: this.max };
  }

  get movingAverage(): ValueRange {
    return { min: this.averageMin, max: this.averageMax };
  }
}

/** Counts over a range that is known: a second pass over the samples. */
export class Histogram {
  readonly counts = new Float64Array(BINS);
  readonly range: ValueRange;
  readonly binWidth: number;
  count = 0;
  private sum = 0;
  private sumOfSquares = 0;
  /** Sum of |x − centre|, for the scale of a Laplace distribution. */
  private sumOfDistances = 0;
  private readonly centre: number;

  /** `centre`: the mean, as a first pass or the middle of the range gives it. */
  constructor(range: ValueRange, centre = (range.min + range.max) / 2) {
    this.range = range;
    this.centre = centre;
    this.binWidth = (range.max - range.min) / BINS;
  }

  observe(values: ArrayLike<number>): void {
    const { counts, range, binWidth, centre } = this;
    const perBin = binWidth > 0 ? 1 / binWidth : 0;
    for (let i = 0; i < values.length; i++) {
      const x = values[i];
      counts[Math.max(0, Math.min(BINS - 1, Math.floor((x - range.min) * perBin)))]++;
      this.sum += x;
      this.sumOfSquares += x * x;
      this.sumOfDistances += Math.abs(x - centre);
    }
    this.count += values.length;
  }

  /** The middle of a bin. */
  valueOf(bin: number): number {
    return this.range.min + (bin + 0.5) * this.binWidth;
  }

  get mean(): number {
    return this.count === 0 ? 0 : this.sum / this.count;
  }

  get standardDeviation(): number {
    if (this.count === 0) return 0;
    return Math.sqrt(Math.max(0, this.sumOfSquares / this.count - this.mean ** 2));
  }

  /** Mean distance from the centre: the scale of a Laplace distribution around it. */
  get meanDistance(): number {
    return this.count === 0 ? 0 : this.sumOfDistances / this.count;
  }
}
