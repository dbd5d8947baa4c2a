/** Recurrent layers, signal transforms and windows. */
import { RankedTensorType, type Value } from '../../../ir/index.js';
import { elementOf, f32, floats32, i64, type Node, range, shapeOf, strings } from '../node.js';
import type { Row, Rows } from './row.js';

interface Kind {
  readonly op: 'gru' | 'lstm' | 'rnn';
  readonly gates: number;
  readonly activations: readonly string[];
}

const layer =
  ({ op, gates, activations }: Kind): Row =>
  (n) => {
    const isBatchFirst = n.int('layout', 0) === 1;
    const given = n.input(0);
    const x = isBatchFirst ? n.transpose(given, [1, 0, 2]) : given;
    const [weight, recurrence] = [n.input(1), n.input(2)];
    const [directions, , hidden] = shapeOf(recurrence);
    const batch = shapeOf(x)[1];
    const zeros = (shape: readonly number[]) =>
      n.op('broadcast_to', [n.scalar(0, x)], {}, RankedTensorType.get(shape, elementOf(x)));
    const state = (i: number) => {
      const initial = n.optional(i);
      if (!initial) return zeros([directions, batch, hidden]);
      return isBatchFirst ? n.transpose(initial, [1, 0, 2]) : initial;
    };
    const bias = n.optional(3) ?? zeros([directions, 2 * gates * hidden]);
    const names = n.texts('activations') ?? range(0, directions).flatMap(() => activations);
    const lengths = n.has(4) ? [n.input(4)] : [];
    const isLstm = op === 'lstm';
    const more = isLstm ? [state(6), n.optional(7) ?? zeros([directions, 3 * hidden])] : [];
    const results = n.ops(op, [x, weight, recurrence, bias, state(5), ...more, ...lengths], {
      direction: n.text('direction', 'forward'),
      activations: strings(names.map((a) => a.toLowerCase())),
      alpha: floats32(n.floats('activation_alpha', [])),
      beta: floats32(n.floats('activation_beta', [])),
      clip: f32(n.float('clip', 0)),
      coupled: isLstm ? n.flag('input_forget') : undefined,
      linear_before_reset: op === 'gru' ? n.flag('linear_before_reset') : undefined,
    });
    if (!isBatchFirst) return results;
    // Time, directions, batch, hidden as batch, time, directions, hidden.
    const [states, ...lasts] = results;
    return [n.transpose(states, [2, 0, 1, 3]), ...lasts.map((l) => n.transpose(l, [1, 0, 2]))];
  };

function dft(n: Node): Value {
  const x = n.input(0);
  const rank = shapeOf(x).length;
  const given = n.version >= 20 ? (n.has(2) ? n.constNumber(2) : -2) : n.int('axis', 1);
  const axis = n.axis(given, rank);
  const [inverse, onesided] = [n.flag('inverse'), n.flag('onesided')];
  const all = inverse && onesided ? 2 * (shapeOf(x)[axis] - 1) : shapeOf(x)[axis];
  const length = n.has(1) ? n.constNumber(1) : all;
  return n.op('dft', [x], { axis: i64(axis), length: i64(length), inverse, onesided });
}

/** Frames of a signal, windowed and transformed. */
function stft(n: Node): Value {
  const signal = n.input(0);
  const [batch, samples, parts] = [...shapeOf(signal), 1];
  const step = n.constNumber(1);
  const window = n.optional(2);
  const length = n.has(3)
    ? n.constNumber(3)
    : window
      ? shapeOf(window)[0]
      : n.fail('it has neither a window nor a length');
  const frames = Math.floor((samples - length) / step) + 1;
  if (!(frames > 0) || !(step > 0)) n.fail(`it takes frames of ${length} from ${samples} samples`);
  const places = range(0, frames * length).map((i) => Math.floor(i / length) * step + (i % length));
  const flat = n.reshape(signal, [batch, samples, parts]);
  const framed = n.op('gather', [flat, n.int64s(places, [frames, length])], { axis: i64(1) });
  const shaped = window ? n.op('mul', [framed, n.reshape(window, [length, 1])]) : framed;
  return n.op('dft', [shaped], {
    axis: i64(2),
    length: i64(length),
    onesided: n.flag('onesided', true),
  });
}

/** A window by its cosine coefficients. */
const cosines =
  (coefficients: readonly number[]): Row =>
  (n) => {
    const size = n.constNumber(0);
    if (!(size >= 0 && size < 2 ** 26)) n.fail(`it makes ${size} elements`);
    const period = n.flag('periodic', true) ? size : size - 1;
    const values = range(0, size).map((i) =>
      coefficients.reduce((sum, c, k) => sum + c * Math.cos((2 * Math.PI * k * i) / period), 0),
    );
    return n.numbers(values, n.elementType('output_datatype', 1), [size]);
  };

/** Triangles of equal width in mel, over the bins of a spectrum. Source: ONNX MelWeightMatrix. */
function melWeightMatrix(n: Node): Value {
  const [bands, length, rate, low, high] = range(0, 5).map((i) => n.constNumber(i));
  const bins = Math.floor(length / 2) + 1;
  if (!(bands * bins < 2 ** 26)) n.fail(`it makes ${bands} x ${bins} elements`);
  const mel = (hz: number) => 2595 * Math.log10(1 + hz / 700);
  const step = (mel(high) - mel(low)) / (bands + 2);
  const edges = range(0, bands + 2).map((i) => {
    const hz = 700 * (10 ** ((mel(low) + i * step) / 2595) - 1);
    return Math.floor(((length + 1) * hz) / rate);
  });
  const values = new Array<number>(bins * bands).fill(0);
  for (let band = 0; band < bands; band++) {
    const [start, middle, end] = edges.slice(band, band + 3);
    if (middle === start) values[middle * bands + band] = 1;
    else
      for (let i = start; i <= middle; i++)
        values[i * bands + band] = (i - start) / (middle - start);
    if (end > middle)
      for (let i = middle; i < end; i++) values[i * bands + band] = (end - i) / (end - middle);
  }
  return n.numbers(values.slice(0, bins * bands), n.elementType('output_datatype', 1), [
    bins,
    bands,
  ]);
}

export const recurrent: Rows = {
  BlackmanWindow: cosines([0.42, -0.5, 0.08]),
  DFT: dft,
  GRU: layer({ op: 'gru', gates: 3, activations: ['sigmoid', 'tanh'] }),
  HammingWindow: cosines([25 / 46, -21 / 46]),
  HannWindow: cosines([0.5, -0.5]),
  LSTM: layer({ op: 'lstm', gates: 4, activations: ['sigmoid', 'tanh', 'tanh'] }),
  MelWeightMatrix: melWeightMatrix,
  RNN: layer({ op: 'rnn', gates: 1, activations: ['tanh'] }),
  STFT: stft,
};
