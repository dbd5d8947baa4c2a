import { FloatType, IntegerType, RankedTensorType, type Type } from '../../ir/index.js';
import { FormatError } from './bytes.js';

/** Trained numbers of a model: little-endian elements, row-major, often a view into the file. */
export interface Weights {
  readonly type: RankedTensorType;
  readonly bytes: Uint8Array;
}

export const F32 = FloatType.get('f32');

/** Bytes of one element. */
export function widthOf(type: Type): number {
  return type instanceof IntegerType || type instanceof FloatType ? Math.ceil(type.width / 8) : 4;
}

/** Elements of a shape; throws FormatError where it is no shape, or larger than memory can be. */
export function elementCount(shape: readonly number[], where: string): number {
  const count = shape.reduce((n, d) => n * d, 1);
  if (shape.some((d) => !Number.isInteger(d) || d < 0) || count > 2 ** 40) {
    throw new FormatError(where, undefined, `found the shape [${shape.join(', ')}]`);
  }
  return count;
}

export function f32Weights(shape: readonly number[], values: ArrayLike<number>): Weights {
  const data = Float32Array.from(values);
  return { type: RankedTensorType.get(shape, F32), bytes: new Uint8Array(data.buffer) };
}

export function i64Weights(shape: readonly number[], values: readonly number[]): Weights {
  const data = BigInt64Array.from(values.map((v) => BigInt(Math.trunc(v))));
  return {
    type: RankedTensorType.get(shape, IntegerType.get(64)),
    bytes: new Uint8Array(data.buffer),
  };
}

/** The numbers of f32 weights. */
export function f32Values({ bytes, type }: Weights): Float32Array {
  if (type.elementType !== F32) throw new FormatError('weights', undefined, `found ${type}`);
  const copy = bytes.slice();
  return new Float32Array(copy.buffer, 0, copy.length / 4);
}

/** The same elements in another shape. */
export function reshapedWeights(w: Weights, shape: readonly number[]): Weights {
  return { type: RankedTensorType.get(shape, w.type.elementType), bytes: w.bytes };
}

/** Dimension i of the result is dimension perm[i] of the weights. */
export function transposedWeights(w: Weights, perm: readonly number[]): Weights {
  const { shape, elementType } = w.type;
  const to = perm.map((p) => shape[p]);
  const type = RankedTensorType.get(to, elementType);
  if (perm.every((p, i) => p === i)) return { type, bytes: w.bytes };
  const width = widthOf(elementType);
  const strides = shape.map((_, i) => width * shape.slice(i + 1).reduce((n, d) => n * d, 1));
  const steps = perm.map((p) => strides[p]);
  const bytes = new Uint8Array(w.bytes.length);
  const index = to.map(() => 0);
  for (let at = 0, from = 0; at < bytes.length; at += width) {
    for (let b = 0; b < width; b++) bytes[at + b] = w.bytes[from + b];
    for (let d = to.length - 1; d >= 0; d--) {
      from += steps[d];
      if (++index[d] < to[d]) break;
      from -= steps[d] * to[d];
      index[d] = 0;
    }
  }
  return { type, bytes };
}

/** A 16-bit float (IEEE 754 binary16) as a number. */
export function fromHalf(bits: number): number {
  const [sign, exponent, fraction] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? Number.NaN : sign * Infinity;
  return (
    sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15))
  );
}
