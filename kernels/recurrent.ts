// Recurrent layers over whole sequences: time, batch, inputs. The formulas are those of the ONNX
// operators RNN, GRU and LSTM.

import type { NumberArray } from './arrays.js';
import { elu, hardSigmoid, sigmoid, softplus, softsign } from './functions.js';

export type Activation = (x: number) => number;

/** An activation by its name in lower case; undefined for an unknown one. */
export function activationByName(
  name: string,
  alpha: number | undefined,
  beta: number | undefined,
): Activation | undefined {
  switch (name.toLowerCase()) {
    case 'affine':
      return (x) => (alpha ?? 1) * x + (beta ?? 0);
    case 'elu':
      return (x) => elu(x, alpha ?? 1);
    case 'hardsigmoid':
      return (x) => hardSigmoid(x, alpha ?? 0.2, beta ?? 0.5);
    case 'leakyrelu':
      return (x) => (x >= 0 ? x : (alpha ?? 0.01) * x);
    case 'relu':
      return (x) => Math.max(x, 0);
    case 'scaledtanh':
      return (x) => (alpha ?? 1) * Math.tanh((beta ?? 1) * x);
    case 'sigmoid':
      return sigmoid;
    case 'softplus':
      return softplus;
    case 'softsign':
      return softsign;
    case 'tanh':
      return Math.tanh;
    case 'thresholdedrelu':
      return (x) => (x > (alpha ?? 1) ? x : 0);
    default:
      return undefined;
  }
}

export interface RecurrentParams {
  readonly steps: number;
  readonly batch: number;
  readonly inputs: number;
  readonly hidden: number;
  /** For each direction whether it runs from the end. */
  readonly reversed: readonly boolean[];
  /** For each direction its activations. */
  readonly activations: readonly (readonly Activation[])[];
  /** Limit of what goes into an activation; 0: none. */
  readonly clip: number;
  /** Limit of an LSTM's cell; 0 or absent: none. */
  readonly cellClip?: number;
  /** Steps of each sequence. */
  readonly lengths: NumberArray | undefined;
}

export interface RecurrentData {
  readonly x: NumberArray;
  readonly weight: NumberArray;
  readonly recurrence: NumberArray;
  readonly bias: NumberArray;
  readonly initial: NumberArray;
}

/** What one direction of a layer works with. */
interface Direction {
  /** gates[g·hidden + j] = Σ x·W (+ its bias), of one step and sample. */
  readonly input: (t: number, b: number, gates: Float64Array) => void;
  /** out[g·hidden + j] = Σ h·R (+ its bias). */
  readonly recur: (h: Float64Array, out: Float64Array, from?: number, to?: number) => void;
}

function direction(p: RecurrentParams, data: RecurrentData, d: number, gates: number): Direction {
  const { inputs, hidden, batch } = p;
  const rows = gates * hidden;
  const [w0, r0, b0] = [d * rows * inputs, d * rows * hidden, d * 2 * rows];
  return {
    input: (t, b, out) => {
      const x0 = (t * batch + b) * inputs;
      for (let r = 0; r < rows; r++) {
        let total = data.bias[b0 + r];
        for (let i = 0; i < inputs; i++) total += data.x[x0 + i] * data.weight[w0 + r * inputs + i];
        out[r] = total;
      }
    },
    recur: (h, out, from = 0, to = rows) => {
      for (let r = from; r < to; r++) {
        let total = data.bias[b0 + rows + r];
        for (let i = 0; i < hidden; i++) total += h[i] * data.recurrence[r0 + r * hidden + i];
        out[r] = total;
      }
    },
  };
}

/** Runs `step` over every sequence, each direction in its order, and stores the states. */
function overTime(
  p: RecurrentParams,
  data: RecurrentData,
  gates: number,
  states: NumberArray,
  last: NumberArray,
  step: (d: number, way: Direction, t: number, b: number, h: Float64Array) => void,
): void {
  const { steps, batch, hidden } = p;
  const directions = p.reversed.length;
  p.reversed.forEach((isReversed, d) => {
    const way = direction(p, data, d, gates);
    for (let b = 0; b < batch; b++) {
      const at = (d * batch + b) * hidden;
      const h = Float64Array.from({ length: hidden }, (_, i) => data.initial[at + i]);
      const length = p.lengths ? Math.min(steps, p.lengths[b]) : steps;
      for (let s = 0; s < length; s++) {
        const t = isReversed ? length - 1 - s : s;
        step(d, way, t, b, h);
        states.set(h, ((t * directions + d) * batch + b) * hidden);
      }
      last.set(h, at);
    }
  });
}

/** RNN: h = f(x·W + h·R + b). Returns through `states` and `last`. */
export function rnnInto(
  p: RecurrentParams,
  data: RecurrentData,
  states: NumberArray,
  last: NumberArray,
): void {
  const limit = limiter(p.clip);
  const [gates, recurrent] = [new Float64Array(p.hidden), new Float64Array(p.hidden)];
  overTime(p, data, 1, states, last, (d, way, t, b, h) => {
    const [f] = p.activations[d];
    way.input(t, b, gates);
    way.recur(h, recurrent);
    for (let i = 0; i < h.length; i++) h[i] = f(limit(gates[i] + recurrent[i]));
  });
}

/** GRU; parts z, r, h. */
export function gruInto(
  p: RecurrentParams,
  data: RecurrentData,
  linearBeforeReset: boolean,
  states: NumberArray,
  last: NumberArray,
): void {
  const { hidden } = p;
  const limit = limiter(p.clip);
  const [gates, recurrent] = [new Float64Array(3 * hidden), new Float64Array(3 * hidden)];
  const [z, reset, kept] = [0, 1, 2].map(() => new Float64Array(hidden));
  overTime(p, data, 3, states, last, (d, way, t, b, h) => {
    const [f, g] = p.activations[d];
    way.input(t, b, gates);
    way.recur(h, recurrent, 0, 2 * hidden);
    for (let i = 0; i < hidden; i++) {
      z[i] = f(limit(gates[i] + recurrent[i]));
      reset[i] = f(limit(gates[hidden + i] + recurrent[hidden + i]));
      kept[i] = linearBeforeReset ? h[i] : reset[i] * h[i];
    }
    way.recur(kept, recurrent, 2 * hidden, 3 * hidden);
    for (let i = 0; i < hidden; i++) {
      const past = recurrent[2 * hidden + i] * (linearBeforeReset ? reset[i] : 1);
      const n = g(limit(gates[2 * hidden + i] + past));
      h[i] = (1 - z[i]) * n + z[i] * h[i];
    }
  });
}

/** LSTM with peepholes; parts i, o, f, c. `cells` holds the initial cells and receives the last ones. */
export function lstmInto(
  p: RecurrentParams,
  data: RecurrentData,
  peepholes: NumberArray,
  coupled: boolean,
  cells: NumberArray,
  states: NumberArray,
  last: NumberArray,
): void {
  const { hidden, batch } = p;
  const limit = limiter(p.clip);
  const limitCell = limiter(p.cellClip ?? 0);
  const [gates, recurrent] = [new Float64Array(4 * hidden), new Float64Array(4 * hidden)];
  overTime(p, data, 4, states, last, (d, way, t, b, h) => {
    const [f, g, out] = p.activations[d];
    way.input(t, b, gates);
    way.recur(h, recurrent);
    for (let i = 0; i < gates.length; i++) gates[i] += recurrent[i];
    const cell = (d * batch + b) * hidden;
    const peep = d * 3 * hidden;
    for (let i = 0; i < hidden; i++) {
      const c = cells[cell + i];
      const input = f(limit(gates[i] + peepholes[peep + i] * c));
      const forget = coupled
        ? 1 - input
        : f(limit(gates[2 * hidden + i] + peepholes[peep + 2 * hidden + i] * c));
      const next = limitCell(forget * c + input * g(limit(gates[3 * hidden + i])));
      const output = f(limit(gates[hidden + i] + peepholes[peep + hidden + i] * next));
      cells[cell + i] = next;
      h[i] = output * out(next);
    }
  });
}

function limiter(clip: number): Activation {
  return clip > 0 ? (x) => Math.min(Math.max(x, -clip), clip) : (x) => x;
}
