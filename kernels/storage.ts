// What quantized tensors are stored in.

import { INT8_RANGE, INT16_RANGE, INT32_RANGE, type Range, UINT8_RANGE } from './quantization.js';

/** Arrays of stored integers. */
export type IntegerArray = Int8Array | Uint8Array | Int16Array | Int32Array;

/** Everything that an array of a type can hold. */
export function storageRange(array: IntegerArray): Range {
  if (array instanceof Int8Array) return INT8_RANGE;
  if (array instanceof Uint8Array) return UINT8_RANGE;
  return array instanceof Int16Array ? INT16_RANGE : INT32_RANGE;
}
