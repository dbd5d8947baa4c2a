/** What the functions of qnn share: quantizations, stored integers, windows. */
import type { UniformQuantizedType } from '../../dialects/quant/index.js';
import type { IntegerArray, Operands, Quantization, Range } from '../../kernels/index.js';
import { type Call, InterpreterError, newArray, quantOf, type Site } from '../call.js';

export function quantization(type: UniformQuantizedType): Quantization {
  return { scale: type.scale, zeroPoint: type.zeroPoint };
}

export const inQ = (call: Site, i = 0) => quantization(quantOf(call.inputTypes[i]));
export const outQ = (call: Site, i = 0) => quantization(quantOf(call.resultTypes[i]));

/** What the result's type can store. */
export function outRange(call: Site): Range {
  const { min, max } = quantOf(call.resultTypes[0]).range;
  return { min, max };
}

/** The stored integers of an operand. */
export function stored(call: Call, i: number): IntegerArray {
  return integers(call, call.inputs[i].data, `operand ${i}`);
}

/** Room for the stored integers of a result. */
export function storedResult(call: Call, i = 0): IntegerArray {
  return integers(call, newArray(call.resultTypes[i]), `result ${i}`);
}

function integers(call: Call, data: unknown, what: string): IntegerArray {
  if (
    data instanceof Int8Array ||
    data instanceof Uint8Array ||
    data instanceof Int16Array ||
    data instanceof Int32Array
  ) {
    return data;
  }
  throw new InterpreterError(`${call.name} works on stored integers, which ${what} does not have`);
}

/** The operands of an element-wise operator, which broadcast. */
export function pairOf(call: Call): Operands<IntegerArray> {
  const [shapeA, shapeB] = call.inputTypes.map((t) => t.shape);
  return { a: stored(call, 0), b: stored(call, 1), shapeA, shapeB };
}
