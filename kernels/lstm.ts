// UNIDIRECTIONAL_SEQUENCE_LSTM of stored integers. State goes in and comes out; nothing is kept here.

import { clamp, multiplyByQuantizedMultiplier } from './fixed-point.js';
import { fullyConnectedGeneral } from './mac-general.js';
import { type MulParams, type OutputStage, prepareFullyConnected, prepareMul } from './prepare.js';
import { INT8_RANGE, INT16_RANGE, type Quantization } from './quantization.js';
import { logistic16, powerOfTwo, tanh16 } from './sigmoid16.js';
import type { IntegerArray } from './storage.js';

const f32 = Math.fround;

/** Scale of what goes into a gate's activation (Q3.12) and of what comes out (Q0.15). */
const GATE_INPUT_SCALE = 2 ** -12;
const GATE_OUTPUT_SCALE = 2 ** -15;

export interface LstmGate {
  readonly inputWeights: IntegerArray;
  readonly inputWeightQuantization: Quantization;
  readonly recurrentWeights: IntegerArray;
  readonly recurrentWeightQuantization: Quantization;
  readonly bias: Int32Array | BigInt64Array | undefined;
}

export interface LstmParams {
  readonly batches: number;
  readonly steps: number;
  readonly inputs: number;
  readonly units: number;
  /** Time is the first dimension of ifm and ofm, the batch the second; else the other way. */
  readonly timeMajor: boolean;
  readonly input: Quantization;
  readonly hidden: Quantization;
  readonly cellScale: number;
  /** Real bound of the cell state; 0: none. */
  readonly cellClip: number;
}

interface PreparedGate extends LstmGate {
  readonly inputStage: OutputStage;
  readonly recurrentStage: OutputStage;
}

/**
 * Gate products are those of FULLY_CONNECTED with an int16 result.
 * Source: TFLM micro/kernels/lstm_eval_common.cc CreateGateParams.
 */
function prepareGate(gate: LstmGate, { input, hidden }: LstmParams): PreparedGate {
  const stage = (x: Quantization, weights: Quantization) =>
    prepareFullyConnected(
      x.scale,
      weights.scale,
      { scale: GATE_INPUT_SCALE, zeroPoint: 0 },
      'NONE',
      INT16_RANGE,
    );
  return {
    ...gate,
    inputStage: stage(input, gate.inputWeightQuantization),
    recurrentStage: stage(hidden, gate.recurrentWeightQuantization),
  };
}

function product(p: MulParams, a: number, b: number): number {
  const y = multiplyByQuantizedMultiplier(Math.imul(a, b), p.multiplier, p.shift);
  return clamp(y + p.zeroPoint, p.min, p.max);
}

/** TANH of the cell state, whose scale is 2^power. */
function cellTanh(power: number): (q: number) => number {
  const left = 15 + power - 3;
  return tanh16(left < 0 ? { multiplier: 3, shift: left } : { multiplier: 3 << left, shift: 0 });
}

/**
 * UNIDIRECTIONAL_SEQUENCE_LSTM: int8 (or int16) activations, int16 cell. hidden: [batches, units] and
 * cell: [batches, units] are changed. Gates: input, forget, cell, output.
 * Source: TFLM micro/kernels/lstm_eval.h, lstm_eval.cc, lstm_eval_common.cc.
 */
export function lstm(
  p: LstmParams,
  gates: Readonly<Record<'input' | 'forget' | 'cell' | 'output', LstmGate>>,
  ifm: IntegerArray,
  hidden: IntegerArray,
  cell: Int16Array,
  ofm: IntegerArray,
): void {
  const { batches, steps, inputs, units } = p;
  const type = hidden instanceof Int8Array ? INT8_RANGE : INT16_RANGE;
  const symmetric = (scale: number) => ({ scale, zeroPoint: 0 });
  const gate = symmetric(GATE_OUTPUT_SCALE);
  const cellQ = symmetric(p.cellScale);
  const forgetMul = prepareMul(gate, cellQ, cellQ, 'NONE', INT16_RANGE);
  const inputMul = prepareMul(gate, gate, cellQ, 'NONE', INT16_RANGE);
  const outputMul = prepareMul(gate, gate, p.hidden, 'NONE', type);
  const logistic = logistic16({ multiplier: 3, shift: 0 });
  const gateTanh = cellTanh(-12);
  const outputTanh = cellTanh(powerOfTwo(p.cellScale) ?? Math.round(Math.log2(p.cellScale)));
  const clip = Math.trunc(clamp(f32(p.cellClip) / f32(p.cellScale), -32768, 32767));
  const prepared = {
    input: prepareGate(gates.input, p),
    forget: prepareGate(gates.forget, p),
    cell: prepareGate(gates.cell, p),
    output: prepareGate(gates.output, p),
  };
  const [first, second] = [new Int16Array(units), new Int16Array(units)];
  const evaluate = (
    g: PreparedGate,
    x: IntegerArray,
    h: IntegerArray,
    activation: (q: number) => number,
  ): Int16Array => {
    const wide = ifm instanceof Int16Array ? 64 : 32;
    const forInput = {
      batches: 1,
      outputs: units,
      inputs,
      ifmZeroPoint: p.input.zeroPoint,
      filterZeroPoint: g.inputWeightQuantization.zeroPoint,
    };
    fullyConnectedGeneral(forInput, g.inputStage, x, g.inputWeights, g.bias, wide, first);
    const forHidden = {
      ...forInput,
      inputs: units,
      ifmZeroPoint: p.hidden.zeroPoint,
      filterZeroPoint: g.recurrentWeightQuantization.zeroPoint,
    };
    fullyConnectedGeneral(
      forHidden,
      g.recurrentStage,
      h,
      g.recurrentWeights,
      undefined,
      wide,
      second,
    );
    return first.map((a, i) => activation(clamp(a + second[i], -32768, 32767)));
  };
  for (let t = 0; t < steps; t++) {
    for (let n = 0; n < batches; n++) {
      const row = p.timeMajor ? t * batches + n : n * steps + t;
      const x = ifm.subarray(row * inputs, (row + 1) * inputs);
      const h = hidden.subarray(n * units, (n + 1) * units);
      const c = cell.subarray(n * units, (n + 1) * units);
      const forget = evaluate(prepared.forget, x, h, logistic);
      const input = evaluate(prepared.input, x, h, logistic);
      const update = evaluate(prepared.cell, x, h, gateTanh);
      for (let i = 0; i < units; i++) {
        const kept = product(forgetMul, forget[i], c[i]);
        const sum = clamp(kept + product(inputMul, input[i], update[i]), -32768, 32767);
        c[i] = p.cellClip > 0 ? clamp(sum, -clip, clip) : sum;
      }
      const output = evaluate(prepared.output, x, h, logistic);
      for (let i = 0; i < units; i++) h[i] = product(outputMul, outputTanh(c[i]), output[i]);
      ofm.set(h, row * units);
    }
  }
}
