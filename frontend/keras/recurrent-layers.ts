/** Recurrent layers of the Keras table: N, time, inputs in, N, time, units or N, units out. */
import { DenseArrayAttr, FloatType, type Value } from '../../ir/index.js';
import {
  f32Values,
  f32Weights,
  isRecord,
  type Json,
  reshapedWeights,
  shapeOfValue,
  transposedWeights,
  Unsupported,
  type Weights,
} from '../common/index.js';
import type { KerasSource } from './source.js';

/** The parts of weights in nn's order, by their number in Keras' order. */
const PARTS = { lstm: [0, 3, 1, 2], gru: [0, 1, 2], rnn: [0] } as const;
type Cell = keyof typeof PARTS;

const NAMES: Readonly<Record<string, string>> = {
  elu: 'elu',
  relu: 'relu',
  sigmoid: 'sigmoid',
  softplus: 'softplus',
  softsign: 'softsign',
  tanh: 'tanh',
};

/** inputs x parts · units as 1 x parts · units x inputs, the parts in nn's order. */
function partsFirst(w: Weights, cell: Cell): Weights {
  const order = PARTS[cell];
  const [inputs, rows] = w.type.shape;
  const units = rows / order.length;
  const parted = transposedWeights(reshapedWeights(w, [inputs, order.length, units]), [1, 2, 0]);
  return reshapedWeights(reordered(parted, order), [1, rows, inputs]);
}

/** Slices along dimension 0 in another order. */
function reordered(w: Weights, order: readonly number[]): Weights {
  const size = w.bytes.length / order.length;
  const bytes = new Uint8Array(w.bytes.length);
  order.forEach((from, to) => {
    bytes.set(w.bytes.subarray(from * size, (from + 1) * size), to * size);
  });
  return { type: w.type, bytes };
}

/** Biases of the input and of the recurrence, which nn adds separately. */
function biasOf(s: KerasSource, cell: Cell, rows: number): Weights {
  const hasBias = s.options.flag('use_bias', true);
  const isSplit = cell === 'gru' && s.options.flag('reset_after', true);
  const parts = PARTS[cell].length;
  const both = new Float32Array(2 * rows);
  if (hasBias) {
    const given = s.take('bias', isSplit ? 2 : 1);
    const values = f32Values(given);
    for (let half = 0; half < values.length / rows; half++) {
      const part = f32Weights(
        [parts, rows / parts],
        values.subarray(half * rows, (half + 1) * rows),
      );
      both.set(f32Values(reordered(part, PARTS[cell])), half * rows);
    }
  }
  return f32Weights([1, 2 * rows], both);
}

function activationNames(
  s: KerasSource,
  cell: Cell,
): { names: string[]; alpha: number[]; beta: number[] } {
  const options = cell === 'rnn' ? ['activation'] : ['recurrent_activation', 'activation'];
  const defaults: Readonly<Record<string, string>> = {
    activation: 'tanh',
    recurrent_activation: 'sigmoid',
  };
  const [alpha, beta]: number[][] = [[], []];
  const found = options.map((option) => {
    const name = s.options.text(option, defaults[option]);
    if (name === 'hard_sigmoid') {
      alpha.push(s.major >= 3 ? 1 / 6 : 0.2);
      beta.push(0.5);
      return 'hardsigmoid';
    }
    if (name === 'elu') alpha.push(1);
    return (
      NAMES[name] ?? unsupported(`its activation '${name}' is not supported in a recurrent layer`)
    );
  });
  return { names: cell === 'lstm' ? [...found, found[1]] : found, alpha, beta };
}

function unsupported(reason: string): never {
  throw new Unsupported(reason);
}

/** One direction of a layer. `isReversed`: time runs backwards. */
function run(s: KerasSource, cell: Cell, isReversed: boolean, isAligned: boolean): Value[] {
  const { net, options: o } = s;
  if (o.flag('stateful')) unsupported('it keeps state between calls, which is not supported');
  const kernel = s.take('kernel', 2);
  const recurrent = s.take('recurrent kernel', 2);
  const [, rows] = kernel.type.shape;
  const units = recurrent.type.shape[0];
  const bias = biasOf(s, cell, rows);
  const x = net.transpose(s.input, [1, 0, 2]);
  const [time, batch] = shapeOfValue(x);
  const zeros = (name: string, shape: readonly number[]) =>
    net.weights(
      `${s.name}_${name}`,
      f32Weights(shape, new Float32Array(shape.reduce((n, d) => n * d, 1))),
    );
  const state = (i: number, name: string) =>
    s.inputs[i] ? net.reshape(s.inputs[i], [1, batch, units]) : zeros(name, [1, batch, units]);
  const operands = [
    x,
    net.weights(`${s.name}_kernel`, partsFirst(kernel, cell)),
    net.weights(`${s.name}_recurrent`, partsFirst(recurrent, cell)),
    net.weights(`${s.name}_bias`, bias),
    state(1, 'state'),
  ];
  if (cell === 'lstm') operands.push(state(2, 'cell'), zeros('peepholes', [1, 3 * units]));
  const functions = activationNames(s, cell);
  const made = net.operation(cell, operands, {
    activations: functions.names,
    direction: isReversed ? 'reverse' : 'forward',
    ...(cell === 'gru' ? { linear_before_reset: o.flag('reset_after', true) } : {}),
    ...floats(functions),
  });
  const states = net.transpose(net.reshape(made.result(0), [time, batch, units]), [1, 0, 2]);
  // Keras gives the states in the order in which they were made.
  const ordered = isReversed && !isAligned ? net.op('reverse', [states], { axes: [1] }) : states;
  const last = made.results.slice(1).map((v) => net.reshape(v, [batch, units]));
  const output = o.flag('return_sequences') ? ordered : last[0];
  return o.flag('return_state') ? [output, ...last] : [output];
}

function floats({ alpha, beta }: { alpha: number[]; beta: number[] }) {
  return alpha.length === 0 ? {} : { alpha: f32Array(alpha), beta: f32Array(beta) };
}

const f32Array = (values: readonly number[]) =>
  DenseArrayAttr.get(FloatType.get('f32'), values.map(Math.fround));

export const recurrent =
  (cell: Cell) =>
  (s: KerasSource): Value[] =>
    run(s, cell, s.options.flag('go_backwards'), false);

const CELLS: Readonly<Record<string, Cell>> = { GRU: 'gru', LSTM: 'lstm', SimpleRNN: 'rnn' };

/** A layer forwards and one backwards over the same sequence. */
export function bidirectional(s: KerasSource): Value {
  const layer: Json | undefined = s.options.json.layer;
  const word = isRecord(layer) ? `${layer.class_name}` : 'none';
  const cell = CELLS[word] ?? unsupported(`its layer ${word} is not supported`);
  const half = s.weights.length / 2;
  const forward = s.inner(layer, [s.input], s.weights.slice(0, half));
  const backward = s.inner(layer, [s.input], s.weights.slice(half));
  const [a] = run(forward, cell, false, true);
  const [b] = run(backward, cell, true, true);
  const mode = s.options.text('merge_mode', 'concat');
  if (mode === 'concat') return s.net.concat([a, b], shapeOfValue(a).length - 1);
  const op =
    { sum: 'add', mul: 'mul', ave: 'add' }[mode] ??
    unsupported(`its merge_mode '${mode}' is not supported`);
  const merged = s.net.op(op, [a, b]);
  return mode === 'ave' ? s.net.op('mul', [merged, s.net.scalar(0.5)]) : merged;
}
