/** Recurrent layers and Fourier transforms. */
import { ArrayAttr, type StringAttr } from '../../ir/index.js';
import {
  type Activation,
  activationByName,
  dftInto,
  gruInto,
  lstmInto,
  type NumberArray,
  type RecurrentParams,
  rnnInto,
} from '../../kernels/index.js';
import { type Call, flag, float, InterpreterError, int, type Semantics, text } from '../call.js';
import { filled, floats, numbers, optionalNumbers, outShape, result, shape } from './support.js';

/** Activations with a first, or also a second parameter, in lower case. */
const WITH_ALPHA = new Set([
  'affine',
  'elu',
  'hardsigmoid',
  'leakyrelu',
  'scaledtanh',
  'thresholdedrelu',
]);
const WITH_BETA = new Set(['affine', 'hardsigmoid', 'scaledtanh']);

/** The activations of each direction; parameters are taken in order by those that have some. */
function activationsOf(call: Call, directions: number): Activation[][] {
  const attr = call.attr('activations');
  const names = attr instanceof ArrayAttr ? attr.elements.map((e) => (e as StringAttr).value) : [];
  const [alphas, betas] = [[...floats(call, 'alpha')], [...floats(call, 'beta')]];
  const functions = names.map((name) => {
    const key = name.toLowerCase();
    const alpha = WITH_ALPHA.has(key) ? alphas.shift() : undefined;
    const beta = WITH_BETA.has(key) ? betas.shift() : undefined;
    const found = activationByName(name, alpha, beta);
    if (!found) throw new InterpreterError(`${call.name}: there is no activation '${name}'`);
    return found;
  });
  const each = functions.length / directions;
  return Array.from({ length: directions }, (_, d) => functions.slice(d * each, (d + 1) * each));
}

function paramsOf(call: Call, lengthsAt: number): RecurrentParams {
  const [steps, batch, inputs] = shape(call, 0);
  const [directions, , hidden] = shape(call, 2);
  const direction = text(call, 'direction');
  const reversed = direction === 'bidirectional' ? [false, true] : [direction === 'reverse'];
  return {
    steps,
    batch,
    inputs,
    hidden,
    reversed,
    activations: activationsOf(call, directions),
    clip: float(call, 'clip'),
    lengths: optionalNumbers(call, lengthsAt),
  };
}

function dataOf(call: Call) {
  const [x, weight, recurrence, bias, initial] = [0, 1, 2, 3, 4].map((i) => numbers(call, i));
  return { x, weight, recurrence, bias, initial };
}

export const recurrent: Record<string, Semantics> = {
  dft(call) {
    const kind = { inverse: flag(call, 'inverse'), onesided: flag(call, 'onesided') };
    const [axis, length] = [int(call, 'axis'), int(call, 'length')];
    return [
      filled(call, (to) =>
        dftInto(shape(call, 0), outShape(call), axis, length, kind, numbers(call, 0), to),
      ),
    ];
  },

  gru(call) {
    const [states, last] = [result(call, 0), result(call, 1)] as NumberArray[];
    gruInto(paramsOf(call, 5), dataOf(call), flag(call, 'linear_before_reset'), states, last);
    return [states, last];
  },

  lstm(call) {
    const [states, last] = [result(call, 0), result(call, 1)] as NumberArray[];
    const cells = Float64Array.from(numbers(call, 5));
    lstmInto(
      { ...paramsOf(call, 7), cellClip: float(call, 'cell_clip') },
      dataOf(call),
      numbers(call, 6),
      flag(call, 'coupled'),
      cells,
      states,
      last,
    );
    return [states, last, filled(call, (to) => to.set(cells), 2)];
  },

  rnn(call) {
    const [states, last] = [result(call, 0), result(call, 1)] as NumberArray[];
    rnnInto(paramsOf(call, 5), dataOf(call), states, last);
    return [states, last];
  },
};
