/** Adam and stochastic gradient descent, with steps relative to the size of what they change. */

/** Numbers that are trained together. */
export interface Trained {
  readonly values: Float32Array;
  readonly gradient: Float32Array;
  /**
   * What a rate of 1 is: for weights their root mean square, so that a rate means the same share of
   * every tensor, however batch norms that were folded in have scaled it.
   */
  readonly unit: number;
}

export const OPTIMIZERS = ['adam', 'sgd'] as const;
export type OptimizerKind = (typeof OPTIMIZERS)[number];

export interface Optimizer {
  /** One step of `rate` along the gradients. */
  step(rate: number): void;
  /** What it remembers, to be kept in a checkpoint; `restore` copies it back. */
  readonly state: readonly Float32Array[];
  readonly steps: number;
  restore(state: readonly Float32Array[], steps: number): void;
}

const BETA1 = 0.9;
const BETA2 = 0.999;
const MOMENTUM = 0.9;
const EPSILON = 1e-12;

const rootMeanSquare = (values: Float32Array): number => {
  let sum = 0;
  for (const x of values) sum += x * x;
  return Math.sqrt(sum / Math.max(1, values.length));
};

/** The unit of a tensor of weights; `fallback` where they are all zero. */
export const unitOf = (values: Float32Array, fallback: number) =>
  rootMeanSquare(values) || fallback;

abstract class Base implements Optimizer {
  steps = 0;
  abstract readonly state: readonly Float32Array[];
  protected readonly trained: readonly Trained[];

  constructor(trained: readonly Trained[]) {
    this.trained = trained;
  }

  step(rate: number): void {
    this.steps++;
    this.trained.forEach((tensor, i) => {
      this.update(tensor, i, rate * tensor.unit);
    });
  }

  restore(state: readonly Float32Array[], steps: number): void {
    this.steps = steps;
    this.state.forEach((to, i) => {
      to.set(state[i]);
    });
  }

  protected abstract update(tensor: Trained, index: number, rate: number): void;
}

/** Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015, algorithm 1. */
class Adam extends Base {
  readonly state = this.trained.flatMap(({ values }) => [
    new Float32Array(values.length),
    new Float32Array(values.length),
  ]);

  protected update({ values, gradient }: Trained, index: number, rate: number): void {
    const [mean, square] = this.state.slice(2 * index, 2 * index + 2);
    const [ofMean, ofSquare] = [1 - BETA1 ** this.steps, 1 - BETA2 ** this.steps];
    for (let i = 0; i < values.length; i++) {
      const g = gradient[i];
      mean[i] += (1 - BETA1) * (g - mean[i]);
      square[i] += (1 - BETA2) * (g * g - square[i]);
      values[i] -= (rate * (mean[i] / ofMean)) / (Math.sqrt(square[i] / ofSquare) + EPSILON);
    }
  }
}

/**
 * With momentum; the gradient of a tensor is taken by its root mean square, as the layer-wise rates
 * of You et al., "Large Batch Training of Convolutional Networks", 2017, section 4.
 */
class Sgd extends Base {
  readonly state = this.trained.map(({ values }) => new Float32Array(values.length));

  protected update({ values, gradient }: Trained, index: number, rate: number): void {
    const velocity = this.state[index];
    const share = (1 - MOMENTUM) / (rootMeanSquare(gradient) + EPSILON);
    for (let i = 0; i < values.length; i++) {
      velocity[i] = MOMENTUM * velocity[i] + share * gradient[i];
      values[i] -= rate * velocity[i];
    }
  }
}

export function makeOptimizer(kind: OptimizerKind, trained: readonly Trained[]): Optimizer {
  return kind === 'adam' ? new Adam(trained) : new Sgd(trained);
}

/** Half a cosine from 1 to 0. Source: Loshchilov and Hutter, "SGDR", 2017, equation 5. */
export const cosineRate = (done: number, total: number): number =>
  0.5 * (1 + Math.cos((Math.PI * done) / Math.max(1, total)));
