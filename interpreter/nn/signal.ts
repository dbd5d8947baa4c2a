/** Preprocessing of audio. */
import {
  autoScaleInto,
  energyInto,
  type FftArray,
  filterBankFault,
  filterBankInto,
  filterBankLogInto,
  inverseRealFftInto,
  pcanInto,
  realFftInto,
  spectralSubtractionInto,
  squareRootInto,
  windowInto,
} from '../../kernels/index.js';
import { type Call, flag, InterpreterError, int, ints, type Semantics } from '../call.js';
import { data, result, shape } from './support.js';

const shorts = (call: Call, i: number) => data(call, i) as Int16Array;
const words = (call: Call, i: number) => data(call, i) as Uint32Array;
const pair = ([a, b]: readonly number[]) => [a, b] as const;

export const signal: Record<string, Semantics> = {
  signal_auto_scale(call) {
    const [out, shift] = [result(call) as Int16Array, result(call, 1)];
    shift[0] = autoScaleInto(shorts(call, 0), out);
    return [out, shift];
  },

  signal_energy(call) {
    const out = result(call) as Uint32Array;
    energyInto(shorts(call, 0), int(call, 'start'), int(call, 'end'), out);
    return [out];
  },

  signal_filter_bank(call) {
    const out = result(call) as BigUint64Array;
    const [weights, unweights, frequencyStarts, weightStarts, widths] = [1, 2, 3, 4, 5].map((i) =>
      shorts(call, i),
    );
    const bank = { weights, unweights, frequencyStarts, weightStarts, widths };
    const fault = filterBankFault(bank, words(call, 0).length);
    if (fault) throw new InterpreterError(`${call.name}: ${fault}`);
    filterBankInto(bank, words(call, 0), out);
    return [out];
  },

  signal_irfft(call) {
    const out = result(call) as FftArray;
    inverseRealFftInto(int(call, 'length'), data(call, 0) as FftArray, out);
    return [out];
  },

  signal_log(call) {
    const out = result(call) as Int16Array;
    filterBankLogInto(words(call, 0), int(call, 'scale'), int(call, 'shift'), out);
    return [out];
  },

  signal_pcan(call) {
    const out = result(call) as Uint32Array;
    pcanInto(shorts(call, 2), int(call, 'shift'), words(call, 0), words(call, 1), out);
    return [out];
  },

  signal_rfft(call) {
    const out = result(call) as FftArray;
    realFftInto(int(call, 'length'), data(call, 0) as FftArray, shape(call, 0).at(-1)!, out);
    return [out];
  },

  signal_spectral_subtraction(call) {
    const [out, noise] = [result(call), result(call, 1)] as Uint32Array[];
    const params = {
      smoothing: pair(ints(call, 'smoothing')),
      rest: pair(ints(call, 'rest')),
      smoothingBits: int(call, 'smoothing_bits'),
      fractionBits: int(call, 'fraction_bits'),
      floor: int(call, 'floor'),
      clamping: flag(call, 'clamping'),
    };
    spectralSubtractionInto(params, words(call, 0), words(call, 1), out, noise);
    return [out, noise];
  },

  signal_square_root(call) {
    const out = result(call) as Uint32Array;
    squareRootInto(data(call, 0) as BigUint64Array, Number(data(call, 1)[0]), out);
    return [out];
  },

  signal_window(call) {
    const out = result(call) as Int16Array;
    windowInto(shorts(call, 0), shorts(call, 1), int(call, 'shift'), out);
    return [out];
  },
};
