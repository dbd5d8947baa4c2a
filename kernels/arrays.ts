// Typed arrays of tensor data, by how they are computed with.

/** Elements that are JavaScript numbers. */
export type NumberArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** 64-bit integers. */
export type BigArray = BigInt64Array | BigUint64Array;

/** The typed arrays of tensor data. */
export type TensorArray = NumberArray | BigArray;

export function isBig(data: TensorArray): data is BigArray {
  return data instanceof BigInt64Array || data instanceof BigUint64Array;
}

export function isFloat(data: TensorArray): data is Float32Array | Float64Array {
  return data instanceof Float32Array || data instanceof Float64Array;
}

/**
 * An array to move elements of, whatever they are: what is read as a number may be a bigint, and must
 * only be stored in an array of the same class.
 */
export const movable = (data: TensorArray): Float64Array => data as unknown as Float64Array;

/** Elements as numbers; 64-bit integers beyond 2^53 lose bits. For indices, axes and sizes. */
export function toNumbers(data: TensorArray): NumberArray {
  return isBig(data) ? Float64Array.from(data as BigInt64Array, Number) : data;
}

/** A new array of the same class. */
export function newLike<T extends TensorArray>(data: T, length: number): T {
  return new (data.constructor as new (length: number) => T)(length);
}

/** The larger of two elements; Math.max takes no bigints. */
export function larger<T extends number | bigint>(a: T, b: T): T {
  if (a > b) return a;
  return b;
}

/** The smaller of two elements. */
export function smaller<T extends number | bigint>(a: T, b: T): T {
  if (a < b) return a;
  return b;
}
