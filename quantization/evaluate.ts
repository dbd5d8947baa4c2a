/** Task metrics from a network's outputs, and how far two networks agree. */

/** Index of the largest element; the first of equal ones. */
export function argMax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

/** Whether `label` is among the `k` largest elements. */
export function isInTop(values: ArrayLike<number>, label: number, k: number): boolean {
  let above = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] > values[label] || (values[i] === values[label] && i < label)) above++;
  }
  return above < k;
}

/**
 * Area under the receiver operating characteristic: the chance that a positive sample scores above a
 * negative one, ties half. Source: Mann and Whitney, 1947.
 */
export function areaUnderCurve(scores: readonly number[], isPositive: readonly boolean[]): number {
  const order = scores.map((_, i) => i).sort((a, b) => scores[a] - scores[b]);
  let rankSum = 0;
  let positives = 0;
  for (let i = 0; i < order.length; ) {
    let j = i;
    while (j < order.length && scores[order[j]] === scores[order[i]]) j++;
    const rank = (i + 1 + j) / 2;
    for (; i < j; i++) {
      if (!isPositive[order[i]]) continue;
      rankSum += rank;
      positives++;
    }
  }
  const negatives = scores.length - positives;
  if (positives === 0 || negatives === 0) return Number.NaN;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Ratio of a signal's power to that of an error, gathered over many tensors. */
export class SignalToNoise {
  private signal = 0;
  private noise = 0;

  add(wanted: ArrayLike<number>, found: ArrayLike<number>): void {
    for (let i = 0; i < wanted.length; i++) {
      this.signal += wanted[i] * wanted[i];
      this.noise += (wanted[i] - found[i]) ** 2;
    }
  }

  /** Infinity where nothing differs. */
  get decibels(): number {
    return 10 * Math.log10(this.signal / this.noise);
  }
}

/** Outputs as probabilities: as they are where they are some, else through a softmax. */
function probabilities(values: ArrayLike<number>): Float64Array {
  const given = Float64Array.from(values);
  const sum = given.reduce((a, b) => a + b, 0);
  if (Math.abs(sum - 1) < 0.05 && given.every((p) => p >= 0)) return given.map((p) => p / sum);
  const most = given.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = given.map((x) => Math.exp(x - most));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((p) => p / total);
}

/** A probability of 0 in the one and not in the other is not infinitely far away. */
const SMALLEST = 1e-7;

/** Kullback-Leibler divergence of what was found from what was wanted, as probabilities. */
export function divergence(wanted: ArrayLike<number>, found: ArrayLike<number>): number {
  const [p, q] = [probabilities(wanted), probabilities(found)];
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    if (p[i] > 0) sum += p[i] * Math.log(p[i] / Math.max(q[i], SMALLEST));
  }
  return sum;
}

/** Counts of a class. */
export interface ClassResult {
  readonly label: number;
  readonly samples: number;
  readonly correct: number;
}

/** Gathers top-1 and top-5 hits, in all and by class. */
export class ClassificationScore {
  samples = 0;
  top1 = 0;
  top5 = 0;
  private readonly classes = new Map<number, { samples: number; correct: number }>();

  /** Takes a sample's scores; returns the class they are for. */
  add(scores: ArrayLike<number>, label: number): number {
    const found = argMax(scores);
    const counts = this.classes.get(label) ?? { samples: 0, correct: 0 };
    this.classes.set(label, counts);
    this.samples++;
    counts.samples++;
    if (isInTop(scores, label, 5)) this.top5++;
    if (found === label) {
      this.top1++;
      counts.correct++;
    }
    return found;
  }

  get perClass(): ClassResult[] {
    return [...this.classes]
      .map(([label, counts]) => ({ label, ...counts }))
      .sort((a, b) => a.label - b.label);
  }
}
