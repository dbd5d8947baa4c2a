/** How well a network does on labelled samples, beside the float network on the same ones. */
import type { Tensor } from '../../interpreter/index.js';
import {
  areaUnderCurve,
  ClassificationScore,
  type ClassResult,
  QuantizationError,
  SignalToNoise,
} from '../../quantization/index.js';
import type { Network } from './network.js';

export const METRICS = ['top1', 'top5', 'auc'] as const;
export type Metric = (typeof METRICS)[number];

/** Labelled inputs of a network. */
export interface LabelledSamples {
  readonly count: number;
  input(index: number): Tensor;
  label(index: number): number | undefined;
}

export interface Evaluation {
  readonly samples: number;
  readonly metric: Metric;
  /** Per cent for top1 and top5, a share of 1 for auc. */
  readonly value: number;
  readonly floatValue?: number;
  /** Samples where the two answer otherwise: right only here, right only in float, both wrong. */
  readonly flips?: {
    readonly count: number;
    readonly gained: number;
    readonly lost: number;
  };
  /** The whole output's, in decibels. */
  readonly outputSqnrDb?: number;
  readonly perClass: readonly ClassResult[];
}

/** Evaluates a network; `float` is the same network in float where it is at hand. Throws QuantizationError. */
export function evaluate(
  network: Network,
  samples: LabelledSamples,
  metric: Metric,
  float?: Network,
  progress?: (done: number, total: number) => void,
): Evaluation {
  const score = new ClassificationScore();
  const floatScore = new ClassificationScore();
  const sqnr = new SignalToNoise();
  const flips = { count: 0, gained: 0, lost: 0 };
  const positives: boolean[] = [];
  const scores: number[] = [];
  const floatScores: number[] = [];
  for (let i = 0; i < samples.count; i++) {
    progress?.(i, samples.count);
    const label = samples.label(i);
    if (label === undefined) {
      throw new QuantizationError('the data set has no labels: evaluation needs them');
    }
    const input = [samples.input(i)];
    const [output] = network.run(input);
    if (label >= output.length && metric !== 'auc') {
      throw new QuantizationError(
        `sample ${i} has the label ${label}, the network gives ${output.length} scores`,
      );
    }
    const found = score.add(output, label);
    positives.push(label > 0);
    scores.push(positiveScore(output));
    if (!float) continue;
    const [wanted] = float.run(input);
    const inFloat = floatScore.add(wanted, label);
    floatScores.push(positiveScore(wanted));
    sqnr.add(wanted, output);
    if (found === inFloat) continue;
    flips.count++;
    if (found === label) flips.gained++;
    else if (inFloat === label) flips.lost++;
  }
  const scoreOf = (of: ClassificationScore, list: readonly number[]) =>
    metric === 'auc' ? areaUnderCurve(list, positives) : (100 * of[metric]) / of.samples;
  return {
    samples: samples.count,
    metric,
    value: scoreOf(score, scores),
    ...(float && {
      floatValue: scoreOf(floatScore, floatScores),
      flips,
      outputSqnrDb: sqnr.decibels,
    }),
    perClass: score.perClass,
  };
}

/** The score of the positive class: the last of two, or the only one. */
const positiveScore = (output: Float32Array) => output[output.length - 1];
