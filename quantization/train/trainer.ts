/** Epochs over labelled samples, with the best state kept and a checkpoint after each. */
import { argMax } from '../evaluate.js';
import { QuantizationError } from '../table.js';
import type { Checkpoint } from './checkpoint.js';
import { crossEntropy, distillation, meanSquaredError } from './losses.js';
import type { TrainedNetwork } from './network.js';
import { cosineRate, makeOptimizer, type OptimizerKind } from './optimizer.js';
import { generator, shuffle } from './random.js';

export const LOSSES = ['distillation', 'labels', 'mixed', 'mse'] as const;
/**
 * What is made small: the distance to the float network's answers (`distillation`: of probabilities,
 * `mse`: of outputs; neither needs labels), the cross-entropy with the labels, or (`mixed`) half of
 * the first and of the third.
 */
export type LossKind = (typeof LOSSES)[number];

export interface TrainingOptions {
  readonly epochs: number;
  readonly batch: number;
  /** Step of the first batch, relative to the size of each tensor; a cosine ends it at 0. */
  readonly rate: number;
  readonly seed: number;
  readonly optimizer: OptimizerKind;
  readonly loss: LossKind;
  /** Temperature of distillation. */
  readonly temperature: number;
  /** Share of the samples that are kept aside to choose the best epoch by. */
  readonly validation: number;
  /** Epochs without a better validation loss after which training ends; 0: never early. */
  readonly patience: number;
}

export const TRAINING_DEFAULTS: TrainingOptions = {
  epochs: 5,
  batch: 32,
  rate: 0.002,
  seed: 1,
  optimizer: 'adam',
  loss: 'mixed',
  temperature: 2,
  validation: 0.1,
  patience: 0,
};

/** Samples of the network's only input. */
export interface TrainingSamples {
  readonly count: number;
  input(index: number): ArrayLike<number>;
  label(index: number): number | undefined;
  /** The float network's output before its softmax. */
  teacher(index: number): Float32Array;
}

/** Mean loss, and the share of samples whose largest output is at the label (NaN without labels). */
export interface Score {
  readonly loss: number;
  readonly accuracy: number;
}

export interface EpochResult {
  /** From 1 on. Before training: 0. */
  readonly epoch: number;
  readonly training: Score | undefined;
  /** On the samples kept aside; undefined where there are none. */
  readonly validation: Score | undefined;
}

export interface TrainingHooks {
  /** After each batch. */
  onBatch?(state: {
    readonly epoch: number;
    readonly samples: number;
    readonly total: number;
    readonly score: Score;
  }): void;
  /** After each epoch, with what is needed to go on from here. */
  onEpoch?(result: EpochResult, checkpoint: () => Checkpoint): void;
}

/** Sums scores of samples. */
class Tally {
  loss = 0;
  right = 0;
  count = 0;
  labels = 0;

  add(loss: number, output: Float32Array, label: number | undefined): void {
    this.loss += loss;
    this.count++;
    if (label === undefined) return;
    this.labels++;
    if (argMax(output) === label) this.right++;
  }

  get score(): Score {
    return { loss: this.loss / Math.max(1, this.count), accuracy: this.right / this.labels };
  }
}

/**
 * Trains in place and leaves the best state. `from` goes on from a checkpoint of the same options.
 * Throws QuantizationError.
 */
export function train(
  network: TrainedNetwork,
  samples: TrainingSamples,
  options: TrainingOptions,
  hooks: TrainingHooks = {},
  from?: Checkpoint,
): EpochResult[] {
  return new Trainer(network, samples, options, hooks).run(from);
}

class Trainer {
  private readonly network: TrainedNetwork;
  private readonly samples: TrainingSamples;
  private readonly options: TrainingOptions;
  private readonly hooks: TrainingHooks;
  private readonly optimizer: ReturnType<typeof makeOptimizer>;
  private readonly gradient: Float32Array;
  private readonly other: Float32Array;
  private readonly history: EpochResult[] = [];
  private best: { loss: number; epoch: number; values: readonly Float32Array[] };

  constructor(
    network: TrainedNetwork,
    samples: TrainingSamples,
    options: TrainingOptions,
    hooks: TrainingHooks,
  ) {
    this.network = network;
    this.samples = samples;
    this.options = options;
    this.hooks = hooks;
    this.optimizer = makeOptimizer(options.optimizer, network.trained);
    this.gradient = new Float32Array(network.tape.output.size);
    this.other = new Float32Array(network.tape.output.size);
    this.best = { loss: Number.POSITIVE_INFINITY, epoch: 0, values: this.values() };
  }

  private values(): Float32Array[] {
    return this.network.trained.map(({ values }) => values.slice());
  }

  private restore(values: readonly Float32Array[]): void {
    this.network.trained.forEach((tensor, i) => {
      tensor.values.set(values[i]);
    });
    this.network.update();
  }

  run(from: Checkpoint | undefined): EpochResult[] {
    const { epochs, seed, validation, patience } = this.options;
    const all = Array.from({ length: this.samples.count }, (_, i) => i);
    shuffle(all, generator(seed));
    const aside = all.splice(0, Math.floor(all.length * validation));
    if (all.length === 0) throw new QuantizationError('no samples are left to train with');
    if (from) this.resume(from);
    else this.finishEpoch(0, undefined, aside);
    for (let epoch = this.history.length; epoch <= epochs; epoch++) {
      this.finishEpoch(epoch, this.epoch(epoch, all), aside);
      if (patience > 0 && epoch - this.best.epoch >= patience) break;
    }
    this.restore(this.best.values);
    return this.history;
  }

  private resume({ trained, optimizer, steps, best, history }: Checkpoint): void {
    this.restore(trained);
    this.optimizer.restore(optimizer, steps);
    this.best = best;
    this.history.push(...history);
  }

  private epoch(epoch: number, all: readonly number[]): Score {
    const { network, optimizer } = this;
    const { batch, rate, epochs, seed } = this.options;
    const order = [...all];
    shuffle(order, generator(seed + epoch));
    const batches = Math.ceil(order.length / batch);
    const tally = new Tally();
    for (let b = 0; b < batches; b++) {
      const chosen = order.slice(b * batch, (b + 1) * batch);
      network.zeroGradients();
      for (const i of chosen) {
        this.measure(i, tally);
        network.tape.backward(this.gradient);
      }
      network.gatherGradients(chosen.length);
      optimizer.step(rate * cosineRate((epoch - 1) * batches + b, epochs * batches));
      network.update();
      const { score, count: samples } = tally;
      this.hooks.onBatch?.({ epoch, samples, total: order.length, score });
    }
    return tally.score;
  }

  /** Runs a sample forward; the gradient of its loss lies in `gradient`. */
  private measure(index: number, tally: Tally): void {
    const output = this.network.tape.forward([this.samples.input(index)]);
    tally.add(this.lossOf(output, index), output, this.samples.label(index));
  }

  private lossOf(output: Float32Array, index: number): number {
    const { loss, temperature } = this.options;
    const { samples, gradient, other } = this;
    if (loss === 'mse') return meanSquaredError(output, samples.teacher(index), gradient);
    if (loss === 'distillation') {
      return distillation(output, samples.teacher(index), temperature, gradient);
    }
    const label = samples.label(index);
    if (label === undefined) {
      throw new QuantizationError(
        `sample ${index} has no label: train with the loss 'distillation', which needs none`,
      );
    }
    if (label >= output.length) {
      throw new QuantizationError(
        `sample ${index} has the label ${label}, the network gives ${output.length} scores`,
      );
    }
    const ofLabel = crossEntropy(output, label, gradient);
    if (loss === 'labels') return ofLabel;
    const ofTeacher = distillation(output, samples.teacher(index), temperature, other);
    for (let i = 0; i < gradient.length; i++) gradient[i] = 0.5 * (gradient[i] + other[i]);
    return 0.5 * (ofLabel + ofTeacher);
  }

  private finishEpoch(epoch: number, training: Score | undefined, aside: readonly number[]): void {
    const tally = new Tally();
    for (const i of aside) this.measure(i, tally);
    const validation = aside.length > 0 ? tally.score : undefined;
    // Without samples aside the last epoch is the best.
    const loss = validation?.loss ?? -epoch;
    if (loss < this.best.loss) this.best = { loss, epoch, values: this.values() };
    const result = { epoch, training, validation };
    this.history.push(result);
    this.hooks.onEpoch?.(result, () => this.checkpoint());
  }

  private checkpoint(): Checkpoint {
    return {
      options: this.options,
      trained: this.values(),
      optimizer: this.optimizer.state.map((s) => s.slice()),
      steps: this.optimizer.steps,
      best: this.best,
      history: [...this.history],
    };
  }
}
