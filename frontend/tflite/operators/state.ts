/** Rows of operators with state, and of control flow. */
import { ArrayAttr, StringAttr, type Value } from '../../../ir/index.js';
import {
  f32,
  flag,
  i64,
  ints,
  isQuantized,
  permuted,
  quantOf,
  type Row,
  type Rows,
  reshaped,
  resultTypes,
  type Source,
  shapeOf,
  typeOf,
} from './common.js';

/** Quantized weights of a float operator are made floats. */
function weights(s: Source, i: number): Value {
  const value = s.value(i);
  if (!isQuantized(value) || quantOf(s.type())) return value;
  const float = typeOf(value).withElementType(s.type().elementType);
  return s.emit('qnn.dequantize', [value], [], [float])[0];
}

/** SVDF: the state of its filters goes in and comes out. */
const svdf: Row<'SVDF'> = (s, { options: o }) => {
  const state = s.variable(4);
  const old = state.read();
  const filters = s.input(1).shape[0];
  if (o.rank < 1 || filters % o.rank !== 0) {
    s.fail(`its ${filters} filters are no units of rank ${o.rank}`);
  }
  if (!quantOf(s.type())) return svdfOfFloats(s, o.rank, o.activation, old, (v) => state.assign(v));
  const operands = [s.value(0), s.value(1), s.value(2), old];
  if (s.has(3)) operands.push(s.value(3));
  const [ofm, next] = s.emit('svdf', operands, [i64('rank', o.rank)], [s.type(), old.type]);
  state.assign(next);
  return [ofm];
};

/** The same of floats, in operations of nn. */
function svdfOfFloats(
  s: Source,
  rank: number,
  activation: string,
  old: Value,
  assign: (value: Value) => void,
): readonly Value[] {
  const [x, feature, time] = [s.value(0), weights(s, 1), weights(s, 2)];
  const [batch, filters, memory] = [shapeOf(x)[0], shapeOf(feature)[0], shapeOf(time)[1]];
  const as = (...shape: number[]) => s.type().withShape(shape);
  const [latest] = s.emit('fully_connected', [x, feature], [], [as(batch, filters)]);
  const history = reshaped(s, old, [batch, filters, memory]);
  const box = [
    ints('begin', [0, 0, 1]),
    ints('size', [batch, filters, memory - 1]),
    ints('stride', [1, 1, 1]),
  ];
  const parts = [reshaped(s, latest, [batch, filters, 1])];
  if (memory > 1)
    parts.unshift(s.emit('slice', [history], box, [as(batch, filters, memory - 1)])[0]);
  const [now] = s.emit('concat', parts, [i64('axis', 2)], [as(batch, filters, memory)]);
  assign(reshaped(s, now, shapeOf(old)));
  const [weighted] = s.emit('mul', [now, time], [], [as(batch, filters, memory)]);
  const sum = (value: Value, ...shape: number[]) =>
    s.emit('reduce_sum', [value], [ints('axes', [2])], [as(...shape)])[0];
  const filtered = reshaped(s, sum(weighted, batch, filters), [batch, filters / rank, rank]);
  let out = sum(filtered, batch, filters / rank);
  if (s.has(3)) [out] = s.emit('add', [out, s.value(3)], [], resultTypes(s));
  const names: Record<string, string> = { RELU: 'relu', RELU6: 'relu6', TANH: 'tanh' };
  if (activation === 'NONE') return [out];
  const name = names[activation] ?? s.fail(`its activation ${activation} is not supported`);
  return s.emit(name, [out], [], resultTypes(s));
}

/** Input numbers of a sequence LSTM: weights and biases of the gates input, forget, cell, output. */
const INPUT_WEIGHTS = [1, 2, 3, 4];
const RECURRENT_WEIGHTS = [5, 6, 7, 8];
const PEEPHOLES = [9, 10, 11];
const BIASES = [12, 13, 14, 15];
const PROJECTION = [16, 17];
const [HIDDEN, CELL] = [18, 19];
const LAYER_NORM = [20, 21, 22, 23];

const lstm: Row<'UNIDIRECTIONAL_SEQUENCE_LSTM'> = (s, { options: o }) => {
  const extra = [...PEEPHOLES, ...PROJECTION, ...LAYER_NORM].find((i) => s.has(i));
  if (extra !== undefined) {
    s.fail('it has peepholes, a projection or layer normalisation, which are not supported');
  }
  if (!s.has(1)) s.fail('its input and forget gates are coupled, which is not supported');
  if (o.activation !== 'TANH') s.fail(`its activation ${o.activation} is not supported`);
  const [hidden, cell] = [s.variable(HIDDEN), s.variable(CELL)];
  const [h, c] = [hidden.read(), cell.read()];
  const [states, lastHidden, lastCell] = quantOf(s.type())
    ? lstmOfIntegers(s, o, h, c)
    : lstmOfFloats(s, o, h, c);
  hidden.assign(lastHidden);
  cell.assign(lastCell);
  return [states];
};

interface LstmOptions {
  readonly cellClip: number;
  readonly timeMajor: boolean;
}

function lstmOfIntegers(s: Source, o: LstmOptions, h: Value, c: Value): readonly Value[] {
  const all = [0, ...INPUT_WEIGHTS, ...RECURRENT_WEIGHTS, ...BIASES];
  const attributes = [flag('time_major', o.timeMajor), f32('cell_clip', o.cellClip)];
  const operands = [...all.map((i) => s.value(i)), h, c];
  return s.emit('lstm', operands, attributes, [s.type(), h.type, c.type]);
}

/** nn.lstm has time first, a direction, and the gates in the order i, o, f, c. */
function lstmOfFloats(s: Source, o: LstmOptions, h: Value, c: Value): readonly Value[] {
  const x = o.timeMajor ? s.value(0) : permuted(s, s.value(0), [1, 0, 2]);
  const [steps, batch, inputs] = shapeOf(x);
  const units = shapeOf(h).at(-1)!;
  const as = (...shape: number[]) => s.type().withShape(shape);
  const order = ([i, f, g, out]: readonly number[]) => [i, out, f, g];
  const joined = (numbers: readonly number[], row: readonly number[]) => {
    const parts = order(numbers).map((i) => weights(s, i));
    const [whole] = s.emit('concat', parts, [i64('axis', 0)], [as(4 * units, ...row)]);
    return whole;
  };
  const weight = reshaped(s, joined(INPUT_WEIGHTS, [inputs]), [1, 4 * units, inputs]);
  const recurrence = reshaped(s, joined(RECURRENT_WEIGHTS, [units]), [1, 4 * units, units]);
  const zeros = (n: number) =>
    s.constant(
      as(n),
      Array.from({ length: n }, () => 0),
    );
  const [both] = s.emit(
    'concat',
    [joined(BIASES, []), zeros(4 * units)],
    [i64('axis', 0)],
    [as(8 * units)],
  );
  const operands = [
    x,
    weight,
    recurrence,
    reshaped(s, both, [1, 8 * units]),
    reshaped(s, h, [1, batch, units]),
    reshaped(s, c, [1, batch, units]),
    reshaped(s, zeros(3 * units), [1, 3 * units]),
  ];
  const activations = {
    name: 'activations',
    value: ArrayAttr.get(['sigmoid', 'tanh', 'tanh'].map((name) => StringAttr.get(name))),
  };
  const last = as(1, batch, units);
  const [all, hidden, cell] = s.emit(
    'lstm',
    operands,
    [activations, f32('cell_clip', o.cellClip)],
    [as(steps, 1, batch, units), last, last],
  );
  const states = reshaped(s, all, [steps, batch, units]);
  return [
    o.timeMajor ? states : permuted(s, states, [1, 0, 2]),
    reshaped(s, hidden, shapeOf(h)),
    reshaped(s, cell, shapeOf(c)),
  ];
}

/** IF: both subgraphs as regions. */
const branch: Row<'IF'> = (s, { options: o }) => {
  const regions = [s.region(o.thenSubgraphIndex), s.region(o.elseSubgraphIndex)];
  return s.emit('nn.if', [s.value(0)], [], resultTypes(s), regions);
};

/** WHILE: a region that says whether to go on, and one that makes the next values. */
const loop: Row<'WHILE'> = (s, { options: o }) => {
  const operands = s.op.inputs.map((_, i) => s.value(i));
  const types = operands.map(typeOf);
  const regions = [s.region(o.condSubgraphIndex, types), s.region(o.bodySubgraphIndex, types)];
  return s.emit('nn.while', operands, [], resultTypes(s), regions);
};

export const state: Rows = {
  ASSIGN_VARIABLE: (s) => {
    s.variable(0).assign(s.value(1));
    return [];
  },
  CALL_ONCE: (s, { options: o }) => {
    s.initialize(o.initSubgraphIndex);
    return [];
  },
  IF: branch,
  READ_VARIABLE: (s) => [s.variable(0).read()],
  SVDF: svdf,
  UNIDIRECTIONAL_SEQUENCE_LSTM: lstm,
  VAR_HANDLE: (s, { options: o }) => {
    s.defineResource(o.sharedName);
    return [];
  },
  WHILE: loop,
};
