/** Reference semantics of npu: the engines' arithmetic on whole tensors, from explicit parameters. */

import { elementsBytes, isElements } from '../dialects/common/index.js';
import { DictionaryAttr, IntegerType } from '../ir/index.js';
import {
  type AddParams,
  add as addKernel,
  applyTable,
  averagePool2d,
  conv2d as conv2dKernel,
  depthwiseConv2d,
  fullyConnected,
  maxPool2d,
  mean as meanKernel,
  mul as mulKernel,
  type OutputStage,
  pad as padKernel,
  softmaxRowFromTable,
  transpose as transposeKernel,
} from '../kernels/index.js';
import {
  type Call,
  type ElementArray,
  InterpreterError,
  int,
  ints,
  newArray,
  type Semantics,
  type StaticSemantics,
  text,
  viewBytes,
} from './call.js';
import { nn } from './nn/index.js';
import { pairOf, qnn } from './qnn/index.js';
import { convShape, windowShape } from './windows.js';

const int8 = (call: Call, i: number) => call.inputs[i].data as Int8Array;
const bias = (call: Call) => call.inputs[2]?.data as Int32Array | undefined;
const result = (call: Call) => newArray(call.resultTypes[0]) as Int8Array;

/** Elements of an attribute as integers of a width. */
function table(call: Call, name: string, width: 8 | 32) {
  const attr = call.attr(name);
  if (!isElements(attr)) throw new InterpreterError(`${call.name} has no table '${name}'`);
  return viewBytes(elementsBytes(attr), IntegerType.get(width));
}

function stage(call: Call): OutputStage {
  const channels = call.resultTypes[0].shape.at(-1)!;
  const spread = (list: readonly number[]) =>
    Int32Array.from({ length: channels }, (_, i) => list[list.length === 1 ? 0 : i]);
  return {
    multipliers: spread(ints(call, 'multipliers')),
    shifts: spread(ints(call, 'shifts')),
    zeroPoint: int(call, 'ofm_zp'),
    min: int(call, 'act_min'),
    max: int(call, 'act_max'),
  };
}

/** The output table, where the task has one. */
function finish(call: Call, out: Int8Array): readonly Int8Array[] {
  if (!call.attr('lut')) return [out];
  const mapped = new Int8Array(out.length);
  applyTable(table(call, 'lut', 8) as Int8Array, out, mapped);
  return [mapped];
}

const range = (call: Call) => ({ min: int(call, 'act_min'), max: int(call, 'act_max') });

/**
 * A kernel of the host: the operation of that name, of qnn where it names no dialect. Throws
 * InterpreterError for an unknown one.
 */
export function runHostKernel(kernel: string, call: Omit<Call, 'name'>): ElementArray[] {
  const name = kernel.includes('.') ? kernel : `qnn.${kernel}`;
  const [dialect, mnemonic] = name.split('.');
  const table = HOST_DIALECTS[dialect] ?? {};
  const run = Object.hasOwn(table, mnemonic) ? table[mnemonic] : undefined;
  if (!run) throw new InterpreterError(`the host has no kernel '${kernel}'`);
  return run({ ...call, name }).map((made) => ('shape' in made ? made.data : made));
}

const HOST_DIALECTS: Readonly<Record<string, Readonly<Record<string, Semantics>>>> = { nn, qnn };

export const npu: Record<string, StaticSemantics> = {
  add(call) {
    const out = result(call);
    const pair = (side: string) => ({
      multiplier: int(call, `${side}_multiplier`),
      shift: int(call, `${side}_shift`),
    });
    const params: AddParams = {
      zeroPoint1: int(call, 'lhs_zp'),
      zeroPoint2: int(call, 'rhs_zp'),
      zeroPoint: int(call, 'ofm_zp'),
      leftShift: int(call, 'left_shift'),
      input1: pair('lhs'),
      input2: pair('rhs'),
      output: pair('ofm'),
      ...range(call),
    };
    addKernel(params, pairOf(call), out);
    return [out];
  },

  avg_pool2d(call) {
    const out = result(call);
    const [kh, kw] = ints(call, 'kernel');
    averagePool2d(windowShape(call, kh, kw), range(call), int8(call, 0), out);
    return [out];
  },

  conv2d(call) {
    const out = result(call);
    const params = { ...convShape(call), ifmZeroPoint: int(call, 'ifm_zp') };
    conv2dKernel(params, stage(call), int8(call, 0), int8(call, 1), bias(call), out);
    return finish(call, out);
  },

  depthwise_conv2d(call) {
    const out = result(call);
    const params = { ...convShape(call), ifmZeroPoint: int(call, 'ifm_zp') };
    const depthMultiplier = params.ofmChannels / params.ifmChannels;
    depthwiseConv2d(
      { ...params, depthMultiplier },
      stage(call),
      int8(call, 0),
      int8(call, 1),
      bias(call),
      out,
    );
    return finish(call, out);
  },

  host(call) {
    const attributes = call.attr('attributes');
    return runHostKernel(text(call, 'kernel'), {
      ...call,
      attr: (name) => (attributes instanceof DictionaryAttr ? attributes.get(name) : undefined),
    });
  },

  lut(call) {
    const out = result(call);
    applyTable(table(call, 'table', 8) as Int8Array, int8(call, 0), out);
    return [out];
  },

  matmul(call) {
    const out = result(call);
    const [outputs, inputs] = call.inputTypes[1].shape;
    const params = {
      batches: call.inputs[0].data.length / inputs,
      inputs,
      outputs,
      ifmZeroPoint: int(call, 'ifm_zp'),
    };
    fullyConnected(params, stage(call), int8(call, 0), int8(call, 1), bias(call), out);
    return finish(call, out);
  },

  max_pool2d(call) {
    const out = result(call);
    const [kh, kw] = ints(call, 'kernel');
    maxPool2d(windowShape(call, kh, kw), range(call), int8(call, 0), out);
    return [out];
  },

  mean(call) {
    const out = result(call);
    const params = {
      inputZeroPoint: int(call, 'ifm_zp'),
      outputZeroPoint: int(call, 'ofm_zp'),
      multiplier: int(call, 'multiplier'),
      shift: int(call, 'shift'),
      ...range(call),
    };
    meanKernel(params, call.inputTypes[0].shape, ints(call, 'axes'), int8(call, 0), out);
    return [out];
  },

  mul(call) {
    const out = result(call);
    const params = {
      zeroPoint1: int(call, 'lhs_zp'),
      zeroPoint2: int(call, 'rhs_zp'),
      zeroPoint: int(call, 'ofm_zp'),
      multiplier: int(call, 'ofm_multiplier'),
      shift: int(call, 'ofm_shift'),
      ...range(call),
    };
    mulKernel(params, pairOf(call), out);
    return [out];
  },

  pad(call) {
    const out = result(call);
    const [before, after] = [ints(call, 'before'), ints(call, 'after')];
    const amounts = before.map((b, i) => [b, after[i]] as const);
    padKernel(call.inputTypes[0].shape, amounts, int(call, 'value'), int8(call, 0), out);
    return [out];
  },

  reshape: (call) => [call.inputs[0].data],

  softmax(call) {
    const out = result(call);
    const depth = call.inputTypes[0].shape.at(-1)!;
    const exps = table(call, 'table', 32) as Int32Array;
    for (let start = 0; start < out.length; start += depth) {
      softmaxRowFromTable(exps, int8(call, 0), out, start, depth);
    }
    return [out];
  },

  transpose(call) {
    const out = newArray(call.resultTypes[0]) as Int8Array;
    transposeKernel(call.inputTypes[0].shape, ints(call, 'perm'), int8(call, 0), out);
    return [out];
  },
};
