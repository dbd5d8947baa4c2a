/** Random inputs for programs: the same for the same seed, with the values at which things go wrong. */

import { bytesOf, newArray, type Tensor } from '../../interpreter/index.js';
import {
  type Attribute,
  DenseElementsAttr,
  elementBytes,
  FloatAttr,
  FloatType,
  IndexType,
  IntegerAttr,
  IntegerType,
  RankedTensorType,
  type Type,
  VectorType,
} from '../../ir/index.js';

/** Uniform numbers in [0, 1), by a generator of 32 bits of state (mulberry32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  below(n: number): number {
    return Math.floor(this.next() * n);
  }
}

/** Bits of an integer: small ones, the ends of the range, any. */
function integer(random: Random, width: number): bigint {
  const kind = random.below(8);
  const top = 1n << BigInt(width - 1);
  if (kind < 3) return BigInt(random.below(7) - 3);
  if (kind === 3) return [top - 1n, -top, -1n, 0n][random.below(4)];
  let bits = 0n;
  for (let b = 0; b < width; b += 16) bits = (bits << 16n) | BigInt(random.below(1 << 16));
  return bits;
}

function float(random: Random): number {
  const kind = random.below(12);
  if (kind === 0) return [0, -0, 1, -1, Number.POSITIVE_INFINITY, Number.NaN][random.below(6)];
  const value = (random.next() - 0.5) * 2 ** random.below(8);
  return kind < 4 ? Math.round(value) : value;
}

/** Elements of the stored form of a tensor; floats are finite. */
export function randomTensor(random: Random, type: RankedTensorType): Tensor {
  const data = newArray(type);
  if (data instanceof Float32Array || data instanceof Float64Array) {
    for (let i = 0; i < data.length; i++) data[i] = (random.next() - 0.5) * 8;
  } else {
    const bytes = bytesOf(data);
    const isBool = type.elementType instanceof IntegerType && type.elementType.width === 1;
    for (let i = 0; i < bytes.length; i++) bytes[i] = random.below(isBool ? 2 : 256);
  }
  return { shape: type.shape, data };
}

/** A constant of the type; undefined for a type that has none. */
export function randomConstant(random: Random, type: Type): Attribute | undefined {
  if (type instanceof IntegerType) return integerConstant(random, type, type.width);
  if (type instanceof IndexType) return integerConstant(random, type, 64);
  if (type instanceof FloatType) return FloatAttr.get(float(random), type);
  if (!(type instanceof RankedTensorType) && !(type instanceof VectorType)) return undefined;
  const { elementType } = type;
  const isStatic = type instanceof VectorType || type.hasStaticShape;
  if (!isStatic || !(elementType instanceof IntegerType || elementType instanceof FloatType)) {
    return undefined;
  }
  const width = elementBytes(elementType);
  const bytes = new Uint8Array(type.elementCount * width);
  const view = new DataView(bytes.buffer);
  const isFloat = elementType instanceof FloatType;
  if (isFloat && width !== 4 && width !== 8) return undefined;
  for (let at = 0; at < bytes.length; at += width) {
    if (isFloat) {
      if (width === 4) view.setFloat32(at, float(random), true);
      else view.setFloat64(at, float(random), true);
      continue;
    }
    let bits = BigInt.asUintN(elementType.width, integer(random, elementType.width));
    for (let b = 0; b < width; b++, bits >>= 8n) bytes[at + b] = Number(bits & 0xffn);
  }
  return DenseElementsAttr.get(type, bytes);
}

function integerConstant(random: Random, type: IntegerType | IndexType, width: number): Attribute {
  const bits = integer(random, width);
  const isUnsigned = type instanceof IntegerType && type.signedness === 'unsigned';
  return IntegerAttr.get(
    isUnsigned ? BigInt.asUintN(width, bits) : BigInt.asIntN(width, bits),
    type,
  );
}
