/** qnn: what has state. It comes in as an operand and goes out as a result. */

import {
  type LstmGate,
  lstm as lstmKernel,
  prepareSvdf,
  svdf as svdfKernel,
} from '../../kernels/index.js';
import { type Call, flag, float, int, type StaticSemantics } from '../call.js';
import { inQ, outQ, stored, storedResult } from './common.js';

/** Positions of the operands of lstm. */
const [INPUT_WEIGHTS, RECURRENCES, BIASES, HIDDEN, CELL] = [1, 5, 9, 13, 14];
const GATES = ['input', 'forget', 'cell', 'output'] as const;

function gateOf(call: Call, i: number): LstmGate {
  return {
    inputWeights: stored(call, INPUT_WEIGHTS + i),
    inputWeightQuantization: inQ(call, INPUT_WEIGHTS + i),
    recurrentWeights: stored(call, RECURRENCES + i),
    recurrentWeightQuantization: inQ(call, RECURRENCES + i),
    bias: call.inputs[BIASES + i].data as Int32Array | BigInt64Array,
  };
}

export const recurrent: Record<string, StaticSemantics> = {
  lstm(call) {
    const out = storedResult(call);
    const timeMajor = flag(call, 'time_major');
    const [first, second, inputs] = call.inputTypes[0].shape;
    const params = {
      batches: timeMajor ? second : first,
      steps: timeMajor ? first : second,
      inputs,
      units: call.resultTypes[0].shape[2],
      timeMajor,
      input: inQ(call),
      hidden: inQ(call, HIDDEN),
      cellScale: inQ(call, CELL).scale,
      cellClip: float(call, 'cell_clip'),
    };
    const hidden = stored(call, HIDDEN).slice();
    const cell = stored(call, CELL).slice() as Int16Array;
    const gates = Object.fromEntries(GATES.map((name, i) => [name, gateOf(call, i)]));
    lstmKernel(
      params,
      gates as Record<(typeof GATES)[number], LstmGate>,
      stored(call, 0),
      hidden,
      cell,
      out,
    );
    return [out, hidden, cell];
  },

  svdf(call) {
    const out = storedResult(call);
    const [x, feature, time] = call.inputTypes.map((t) => t.shape);
    const scales = prepareSvdf(inQ(call, 0), inQ(call, 1), inQ(call, 2), inQ(call, 3), outQ(call));
    const params = {
      batches: x[0],
      inputs: x[1],
      filters: feature[0],
      memory: time[1],
      rank: int(call, 'rank'),
      ...scales,
    };
    const state = stored(call, 3).slice();
    const bias = call.inputs[4]?.data as Int32Array | undefined;
    svdfKernel(params, stored(call, 0), stored(call, 1), stored(call, 2), bias, state, out);
    return [out, state];
  },
};
