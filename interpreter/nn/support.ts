/** What the functions of this folder share: typed views of a call. */
import { DenseArrayAttr, FloatAttr, IntegerAttr } from '../../ir/index.js';
import {
  activationRangeF32,
  isBig,
  movable,
  type NumberArray,
  type Shape,
  type TensorArray,
  toNumbers,
  type WindowNd,
} from '../../kernels/index.js';
import { type Call, type ElementArray, InterpreterError, ints, newArray } from '../call.js';
import { activationOf } from '../windows.js';

export const data = (call: Call, i: number): TensorArray => call.inputs[i].data;
export const shape = (call: Call, i: number): Shape => call.inputTypes[i].shape;
export const outShape = (call: Call, i = 0): Shape => call.resultTypes[i].shape;
export const result = (call: Call, i = 0): ElementArray => newArray(call.resultTypes[i]);

/** Elements that are computed with as numbers; 64-bit integers become the nearest doubles. */
export const numbers = (call: Call, i: number): NumberArray => toNumbers(data(call, i));
export const optionalNumbers = (call: Call, i: number): NumberArray | undefined =>
  call.inputs.length > i ? numbers(call, i) : undefined;

/** A result filled through an array of numbers. */
export function filled(call: Call, fill: (out: NumberArray) => void, i = 0): ElementArray {
  const out = result(call, i);
  if (!isBig(out)) {
    fill(out);
    return out;
  }
  const wide = new Float64Array(out.length);
  fill(wide);
  for (let k = 0; k < wide.length; k++) out[k] = BigInt(wide[k]);
  return out;
}

/** A result whose elements are moved from the first operand. */
export function moved(
  call: Call,
  move: (from: TensorArray, to: TensorArray) => void,
): ElementArray[] {
  const out = result(call);
  move(data(call, 0), out);
  return [out];
}

/** The axis of a call, the last one where it names none. */
export function axisOrLast(call: Call): number {
  const attr = call.attr('axis');
  return attr instanceof IntegerAttr ? attr.number : shape(call, 0).length - 1;
}

export function optionalFloat(call: Call, name: string): number | undefined {
  const attr = call.attr(name);
  return attr instanceof FloatAttr ? attr.value : undefined;
}

/** An array of floats, in double precision. */
export function floats(call: Call, name: string): readonly number[] {
  const attr = call.attr(name);
  if (!(attr instanceof DenseArrayAttr))
    throw new InterpreterError(`${call.name} has no '${name}'`);
  return attr.numbers;
}

/** The window of a call, with a filter's or its own kernel. */
export function windowNd(call: Call, kernel: readonly number[]): WindowNd {
  const rank = kernel.length;
  const padding = ints(call, 'padding');
  return {
    kernel,
    stride: ints(call, 'stride'),
    dilation: call.attr('dilation') ? ints(call, 'dilation') : kernel.map(() => 1),
    before: padding.slice(0, rank),
  };
}

/** Applies the fused activation in place. */
export function activate(call: Call, out: TensorArray): void {
  const activation = activationOf(call);
  if (activation === 'NONE') return;
  const { min, max } = activationRangeF32(activation);
  const values = movable(out);
  if (isBig(out)) {
    for (let i = 0; i < out.length; i++) {
      const x = Number(out[i]);
      if (x < min) out[i] = BigInt(min);
      else if (x > max) out[i] = BigInt(max);
    }
    return;
  }
  for (let i = 0; i < out.length; i++) {
    if (values[i] < min) values[i] = min;
    else if (values[i] > max) values[i] = max;
  }
}

/** Runs a kernel; an index out of range becomes a sentence of the interpreter. */
export function checked<T>(call: Call, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) throw new InterpreterError(`${call.name}: ${error.message}`);
    throw error;
  }
}
