/** Operators without weights, forward and backward. */
import {
  averagePoolBackward,
  averagePoolForward,
  maxPoolForward,
  type Pool2dShape,
} from '../../kernels/index.js';
import { type Bounds, clampValues, maskGradient, type Step, type TapeTensor } from './tensor.js';

/** Element-wise functions of one operand: f(x), and f'(x) given x and y = f(x). */
export interface Differentiable {
  f(x: number): number;
  derivative(x: number, y: number): number;
}

export const UNARY: Readonly<Record<string, Differentiable>> = {
  'nn.relu': { f: (x) => Math.max(x, 0), derivative: (x) => (x > 0 ? 1 : 0) },
  'nn.relu6': {
    f: (x) => Math.min(Math.max(x, 0), 6),
    derivative: (x) => (x > 0 && x < 6 ? 1 : 0),
  },
  'nn.sigmoid': { f: (x) => 1 / (1 + Math.exp(-x)), derivative: (_, y) => y * (1 - y) },
  'nn.tanh': { f: Math.tanh, derivative: (_, y) => 1 - y * y },
};

export function unaryStep({ f, derivative }: Differentiable, x: TapeTensor, y: TapeTensor): Step {
  return {
    forward() {
      const [from, to] = [x.values, y.values];
      for (let i = 0; i < from.length; i++) to[i] = f(from[i]);
    },
    backward() {
      const [from, to, gradient, out] = [x.values, y.values, x.gradient, y.gradient!];
      if (!gradient) return;
      for (let i = 0; i < from.length; i++) gradient[i] += out[i] * derivative(from[i], to[i]);
    },
  };
}

export type BinaryKind = 'nn.add' | 'nn.sub' | 'nn.mul';

/** Element of an operand of `shape` that each element of a result reads; undefined: the same one. */
function broadcastMap(shape: readonly number[], result: readonly number[]): Int32Array | undefined {
  const padded = [...new Array<number>(result.length - shape.length).fill(1), ...shape];
  if (padded.every((d, i) => d === result[i])) return undefined;
  const count = result.reduce((n, d) => n * d, 1);
  return Int32Array.from({ length: count }, (_, index) => {
    let [rest, at, step] = [index, 0, 1];
    for (let d = result.length - 1; d >= 0; d--) {
      const i = rest % result[d];
      rest = (rest - i) / result[d];
      if (padded[d] > 1) at += i * step;
      step *= padded[d];
    }
    return at;
  });
}

/** Sum, difference or product, with broadcasting and an activation. */
export function binaryStep(
  kind: BinaryKind,
  operands: readonly { readonly tensor: TapeTensor; readonly shape: readonly number[] }[],
  result: { readonly tensor: TapeTensor; readonly shape: readonly number[] },
  bounds: Bounds,
): Step {
  const [a, b] = operands.map(({ tensor }) => tensor);
  // Where nothing is broadcast, every element reads its own.
  const own = Int32Array.from({ length: result.tensor.size }, (_, i) => i);
  const [ofA, ofB] = operands.map(({ shape }) => broadcastMap(shape, result.shape) ?? own);
  const y = result.tensor;
  const sign = kind === 'nn.sub' ? -1 : 1;
  const isProduct = kind === 'nn.mul';
  return {
    forward() {
      const [x, z, to] = [a.values, b.values, y.values];
      if (isProduct) for (let i = 0; i < to.length; i++) to[i] = x[ofA[i]] * z[ofB[i]];
      else for (let i = 0; i < to.length; i++) to[i] = x[ofA[i]] + sign * z[ofB[i]];
      clampValues(to, bounds);
    },
    backward() {
      const [x, z, out] = [a.values, b.values, y.gradient!];
      maskGradient(y.values, out, bounds);
      addGradient(a.gradient, ofA, out, 1, isProduct ? z : undefined, ofB);
      addGradient(b.gradient, ofB, out, sign, isProduct ? x : undefined, ofA);
    },
  };
}

/** Adds sign · out, times the other factor of a product, to what each element read. */
function addGradient(
  gradient: Float32Array | undefined,
  map: Int32Array,
  out: Float32Array,
  sign: number,
  factor: Float32Array | undefined,
  ofFactor: Int32Array,
): void {
  if (!gradient) return;
  if (factor) for (let i = 0; i < out.length; i++) gradient[map[i]] += out[i] * factor[ofFactor[i]];
  else for (let i = 0; i < out.length; i++) gradient[map[i]] += sign * out[i];
}

export function averagePoolStep(p: Pool2dShape, x: TapeTensor, y: TapeTensor, b: Bounds): Step {
  return {
    forward() {
      averagePoolForward(p, x.values, y.values);
      clampValues(y.values, b);
    },
    backward() {
      maskGradient(y.values, y.gradient!, b);
      if (x.gradient) averagePoolBackward(p, y.gradient!, x.gradient);
    },
  };
}

export function maxPoolStep(p: Pool2dShape, x: TapeTensor, y: TapeTensor, b: Bounds): Step {
  const from = new Int32Array(y.size);
  return {
    forward() {
      maxPoolForward(p, x.values, y.values, from);
      clampValues(y.values, b);
    },
    backward() {
      const [gradient, out] = [x.gradient, y.gradient!];
      maskGradient(y.values, out, b);
      if (!gradient) return;
      for (let i = 0; i < out.length; i++) if (from[i] >= 0) gradient[from[i]] += out[i];
    },
  };
}

/** The mean over some dimensions of a shape. */
export function meanStep(
  shape: readonly number[],
  axes: readonly number[],
  x: TapeTensor,
  y: TapeTensor,
): Step {
  const reduced = new Set(axes.map((axis) => (axis < 0 ? axis + shape.length : axis)));
  const kept = shape.map((d, i) => (reduced.has(i) ? 1 : d));
  const map = broadcastMap(kept, shape);
  const share = y.size / x.size;
  return {
    forward() {
      const [from, to] = [x.values, y.values];
      const sums = new Float64Array(to.length);
      for (let i = 0; i < from.length; i++) sums[map ? map[i] : i] += from[i];
      for (let i = 0; i < to.length; i++) to[i] = sums[i] * share;
    },
    backward() {
      const [gradient, out] = [x.gradient, y.gradient!];
      if (!gradient) return;
      for (let i = 0; i < gradient.length; i++) gradient[i] += share * out[map ? map[i] : i];
    },
  };
}

/** Elements moved: `from` says which one each element of the result is, or a constant at -1. */
export function movementStep(
  from: Int32Array,
  constants: Float32Array,
  x: TapeTensor,
  y: TapeTensor,
): Step {
  return {
    forward() {
      const [source, to] = [x.values, y.values];
      for (let i = 0; i < to.length; i++) to[i] = from[i] < 0 ? constants[i] : source[from[i]];
    },
    backward() {
      const [gradient, out] = [x.gradient, y.gradient!];
      if (!gradient) return;
      for (let i = 0; i < out.length; i++) if (from[i] >= 0) gradient[from[i]] += out[i];
    },
  };
}

/** softmax(beta · x) along the last dimension, of `size` elements. */
export function softmaxStep(size: number, beta: number, x: TapeTensor, y: TapeTensor): Step {
  return {
    forward() {
      const [from, to] = [x.values, y.values];
      for (let at = 0; at < to.length; at += size) {
        softmaxInto(from.subarray(at, at + size), beta, to.subarray(at, at + size));
      }
    },
    backward() {
      const [gradient, out, values] = [x.gradient, y.gradient!, y.values];
      if (!gradient) return;
      for (let at = 0; at < values.length; at += size) {
        let dot = 0;
        for (let i = at; i < at + size; i++) dot += out[i] * values[i];
        for (let i = at; i < at + size; i++) gradient[i] += beta * values[i] * (out[i] - dot);
      }
    },
  };
}

/** exp(beta · x) over its sum. */
export function softmaxInto(x: ArrayLike<number>, beta: number, to: Float32Array): void {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < x.length; i++) most = Math.max(most, x[i]);
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += Math.exp(beta * (x[i] - most));
  for (let i = 0; i < x.length; i++) to[i] = Math.exp(beta * (x[i] - most)) / sum;
}
