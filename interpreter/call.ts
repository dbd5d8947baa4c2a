import { UniformQuantizedType } from '../dialects/quant/index.js';
import {
  type Attribute,
  DenseArrayAttr,
  elementBytes,
  FloatAttr,
  FloatType,
  IntegerAttr,
  IntegerType,
  RankedTensorType,
  StringAttr,
  type Type,
} from '../ir/index.js';
import {
  decodeFloats,
  encodeFloats,
  type FloatFormatName,
  isNarrowFloat,
  type TensorArray,
} from '../kernels/index.js';

/** The typed arrays of tensor data, as the kernels take them. */
export type ElementArray = TensorArray;

/**
 * Elements in row-major order. What they mean is said by the type of the value that holds them. Floats
 * narrower than 32 bits are held as their values, in a Float32Array.
 */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: ElementArray;
}

/** An operator before it runs: its attributes, and the types of its operands and results. */
export interface Site {
  readonly name: string;
  attr(name: string): Attribute | undefined;
  readonly inputTypes: readonly RankedTensorType[];
  readonly resultTypes: readonly RankedTensorType[];
}

/**
 * One execution of an operator, with its operands' values. A host call looks the same as the
 * operation it stands for.
 */
export interface Call extends Site {
  readonly inputs: readonly Tensor[];
}

/**
 * The meaning of an operator: the data of each result; a whole tensor where the elements decide its
 * shape. `resultTypes` of the call then has the sizes that can be told before.
 */
export type Semantics = (call: Call) => readonly (ElementArray | Tensor)[];

/** The same where every shape is known before. */
export type StaticSemantics = (call: Call) => readonly ElementArray[];

/** What is wrong with a program while it runs: one sentence for people. */
export class InterpreterError extends Error {}

export function ints(call: Site, name: string): readonly number[] {
  const attr = call.attr(name);
  if (!(attr instanceof DenseArrayAttr))
    throw new InterpreterError(`${call.name} has no array '${name}'`);
  return attr.numbers;
}

export function int(call: Site, name: string): number {
  const attr = call.attr(name);
  if (!(attr instanceof IntegerAttr))
    throw new InterpreterError(`${call.name} has no integer '${name}'`);
  return attr.number;
}

export function flag(call: Site, name: string): boolean {
  const attr = call.attr(name);
  if (!(attr instanceof IntegerAttr))
    throw new InterpreterError(`${call.name} has no flag '${name}'`);
  return attr.value !== 0n;
}

export function float(call: Site, name: string): number {
  const attr = call.attr(name);
  if (!(attr instanceof FloatAttr))
    throw new InterpreterError(`${call.name} has no float '${name}'`);
  return attr.value;
}

export function text(call: Site, name: string): string {
  const attr = call.attr(name);
  if (!(attr instanceof StringAttr))
    throw new InterpreterError(`${call.name} has no string '${name}'`);
  return attr.value;
}

/** The quantized element type of a tensor type; throws for another. */
export function quantOf(type: Type): UniformQuantizedType {
  const element = type instanceof RankedTensorType ? type.elementType : type;
  if (!(element instanceof UniformQuantizedType))
    throw new InterpreterError(`${type} is not quantized`);
  return element;
}

/** The type of what is stored: the storage type of a quantized element. */
export function storedType(type: Type): Type {
  return type instanceof UniformQuantizedType ? type.storage : type;
}

type ArrayMaker = {
  (length: number): ElementArray;
  (buffer: ArrayBufferLike, offset: number, length: number): ElementArray;
};

const MAKERS: Record<string, ArrayMaker> = {
  i1: make(Uint8Array),
  i2: make(Int8Array),
  ui2: make(Uint8Array),
  i4: make(Int8Array),
  ui4: make(Uint8Array),
  i8: make(Int8Array),
  si8: make(Int8Array),
  ui8: make(Uint8Array),
  i16: make(Int16Array),
  ui16: make(Uint16Array),
  i32: make(Int32Array),
  ui32: make(Uint32Array),
  i64: make(BigInt64Array),
  si64: make(BigInt64Array),
  ui64: make(BigUint64Array),
  f32: make(Float32Array),
  f64: make(Float64Array),
};

function make(C: new (...args: never[]) => ElementArray): ArrayMaker {
  const Ctor = C as unknown as new (...args: unknown[]) => ElementArray;
  return ((...args: unknown[]) => new Ctor(...args)) as ArrayMaker;
}

/** The format of a float that is narrower than its array; undefined for another type. */
export function narrowFormat(type: Type): FloatFormatName | undefined {
  return type instanceof FloatType && isNarrowFloat(type.kind) ? type.kind : undefined;
}

function maker(type: Type): ArrayMaker {
  const stored = storedType(type);
  if (narrowFormat(stored)) return MAKERS.f32;
  const found =
    stored instanceof IntegerType || stored instanceof FloatType
      ? MAKERS[stored.toString()]
      : undefined;
  if (!found) throw new InterpreterError(`the interpreter has no arrays of ${type}`);
  return found;
}

/** A zeroed array for the elements of a tensor type. */
export function newArray(type: RankedTensorType): ElementArray {
  return maker(type.elementType)(type.elementCount);
}

/** Bytes as elements of a type: viewed in place where they are aligned, else copied. */
export function viewBytes(bytes: Uint8Array, elementType: Type): ElementArray {
  const narrow = narrowFormat(elementType);
  if (narrow) return decodeFloats(unitsOf(bytes, elementBytes(elementType)), narrow);
  const create = maker(elementType);
  const width = create(0).BYTES_PER_ELEMENT;
  if (bytes.length % width !== 0) {
    throw new InterpreterError(`${bytes.length} bytes are no whole number of ${elementType}`);
  }
  const aligned = bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes);
  return create(aligned.buffer, aligned.byteOffset, bytes.length / width);
}

/** Stored elements of one or two bytes. */
function unitsOf(bytes: Uint8Array, width: number): Uint8Array | Uint16Array {
  if (width === 1) return bytes;
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : new Uint8Array(bytes);
  return new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.length >> 1);
}

/** The elements of a type as they are stored: in place where an array holds them so. */
export function storedBytes(data: ElementArray, elementType: Type): Uint8Array {
  const narrow = narrowFormat(elementType);
  return bytesOf(narrow ? encodeFloats(data as Float32Array, narrow) : data);
}

/** The elements of the array as bytes, in place. */
export function bytesOf(data: ElementArray): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
