/** The parts of TensorFlow's messages that a network in use needs, by the fields' numbers. */
import { FloatType, IntegerType, RankedTensorType, type Type } from '../../ir/index.js';
import { elementCount, FormatError, type Weights, widthOf } from '../common/index.js';
import {
  bigInteger,
  bool,
  bytes,
  double,
  type Field,
  float,
  floatPieces,
  integer,
  joined,
  type Message,
  many,
  message,
  text,
} from '../protobuf/index.js';

const DIM = { size: integer(1), name: text(2) };
export const SHAPE = { dim: many(message(2, () => DIM)), unknownRank: bool(3) };
export const TENSOR = {
  dtype: integer(1),
  shape: message(2, () => SHAPE),
  content: bytes(4),
  float: floatPieces(5),
  double: many(double(6)),
  int: many(integer(7)),
  string: many(bytes(8)),
  int64: many(bigInteger(10)),
  bool: many(bool(11)),
  half: many(integer(13)),
};
const LIST = {
  s: many(bytes(2)),
  i: many(integer(3)),
  f: many(float(4)),
  b: many(bool(5)),
  type: many(integer(6)),
};
const CALLEE = { name: text(1) };
const ATTR = {
  list: message(1, () => LIST),
  s: bytes(2),
  i: integer(3),
  f: float(4),
  b: bool(5),
  type: integer(6),
  shape: message(7, () => SHAPE),
  tensor: message(8, () => TENSOR),
  func: message(10, () => CALLEE),
};
/** An entry of a map. */
const entry = <T>(value: Field<T>) => ({ key: text(1), value });
const ATTR_ENTRY = entry(message(2, () => ATTR));
const NODE = {
  name: text(1),
  op: text(2),
  input: many(text(3)),
  attr: many(message(5, () => ATTR_ENTRY)),
};
const ARG = { name: text(1), type: integer(3), numberAttr: text(5) };
const OP_DEF = {
  name: text(1),
  inputArg: many(message(2, () => ARG)),
  outputArg: many(message(3, () => ARG)),
};
const TEXT_ENTRY = entry(text(2));
const FUNCTION = {
  signature: message(1, () => OP_DEF),
  node: many(message(3, () => NODE)),
  ret: many(message(4, () => TEXT_ENTRY)),
};
const LIBRARY = { function: many(message(1, () => FUNCTION)) };
export const GRAPH = { node: many(message(1, () => NODE)), library: message(2, () => LIBRARY) };

const TENSOR_INFO = { name: text(1), dtype: integer(2), shape: message(3, () => SHAPE) };
const INFO_ENTRY = entry(message(2, () => TENSOR_INFO));
const SIGNATURE = {
  inputs: many(message(1, () => INFO_ENTRY)),
  outputs: many(message(2, () => INFO_ENTRY)),
};
const SIGNATURE_ENTRY = entry(message(2, () => SIGNATURE));
const META_INFO = { tags: many(text(4)) };
const META_GRAPH = {
  info: message(1, () => META_INFO),
  graph: message(2, () => GRAPH),
  signature: many(message(5, () => SIGNATURE_ENTRY)),
};
export const SAVED_MODEL = { version: integer(1), metaGraph: many(message(2, () => META_GRAPH)) };

export const BUNDLE_ENTRY = {
  dtype: integer(1),
  shape: message(2, () => SHAPE),
  shard: integer(3),
  offset: integer(4),
  size: integer(5),
  slices: many(bytes(7)),
};
export const BUNDLE_HEADER = { shards: integer(1), endianness: integer(2) };
const ATTRIBUTE = { name: text(1), fullName: text(2), checkpointKey: text(3) };
const OBJECT = { attributes: many(message(2, () => ATTRIBUTE)) };
/** Which objects of a program are in a checkpoint, and under which key. */
export const OBJECT_GRAPH = { nodes: many(message(1, () => OBJECT)) };

export type TfNode = Message<typeof NODE>;
export type TfFunction = Message<typeof FUNCTION>;
export type TfGraph = Message<typeof GRAPH>;
export type TfAttr = Message<typeof ATTR>;
export type TfTensor = Message<typeof TENSOR>;
export type TfShape = Message<typeof SHAPE>;
export type TfSignature = Message<typeof SIGNATURE>;

export const STRING = 7;
export const RESOURCE = 20;

const TYPES: Readonly<Record<number, Type>> = {
  1: FloatType.get('f32'),
  2: FloatType.get('f64'),
  3: IntegerType.get(32),
  4: IntegerType.get(8, 'unsigned'),
  5: IntegerType.get(16),
  6: IntegerType.get(8),
  9: IntegerType.get(64),
  10: IntegerType.get(1),
  14: FloatType.get('bf16'),
  17: IntegerType.get(16, 'unsigned'),
  19: FloatType.get('f16'),
  22: IntegerType.get(32, 'unsigned'),
  23: IntegerType.get(64, 'unsigned'),
};

/** The element type of a type number; a reference to one counts as the type. */
export const elementTypeOf = (dtype: number | undefined): Type | undefined =>
  TYPES[(dtype ?? 0) % 100];

/** Sizes of a shape, -1 for an open one; undefined for an open rank. */
export function sizesOf(shape: TfShape | undefined): number[] | undefined {
  if (!shape || shape.unknownRank) return undefined;
  return shape.dim.map((d) => d.size ?? 0);
}

/** The elements of a tensor: bytes as they are, or values of which the last stands for all that follow. */
export function tensorWeights(t: TfTensor, where: string, maxSize: number): Weights {
  const element = elementTypeOf(t.dtype);
  const shape = sizesOf(t.shape) ?? [];
  if (!element)
    throw new FormatError(
      where,
      undefined,
      `found a constant of the type ${t.dtype}`,
      'it is not supported',
    );
  const width = widthOf(element);
  const count = elementCount(shape, where);
  if (count * width > maxSize)
    throw new FormatError(where, undefined, `found a constant of ${count * width} bytes`);
  const type = RankedTensorType.get(shape, element);
  if (t.content && t.content.length > 0) {
    if (t.content.length !== count * width) {
      throw new FormatError(where, undefined, `found ${t.content.length} bytes for ${type}`);
    }
    return { type, bytes: t.content };
  }
  const given = valueBytes(t, width);
  if (given.length > count * width || (given.length === 0 && count > 0 && hasValues(t))) {
    throw new FormatError(where, undefined, `found ${given.length / width} values for ${type}`);
  }
  const out = new Uint8Array(count * width);
  out.set(given);
  const last = given.subarray(-width);
  if (last.length === width)
    for (let at = given.length; at < out.length; at += width) out.set(last, at);
  return { type, bytes: out };
}

const hasValues = (t: TfTensor) =>
  t.float.length + t.double.length + t.int.length + t.int64.length + t.bool.length > 0;

function valueBytes(t: TfTensor, width: number): Uint8Array {
  const view = (data: ArrayBufferView) =>
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (t.float.length > 0) return joined(t.float);
  if (t.double.length > 0) return view(Float64Array.from(t.double));
  if (t.int64.length > 0) return view(BigInt64Array.from(t.int64));
  if (t.bool.length > 0) return Uint8Array.from(t.bool, Number);
  if (t.half.length > 0) return view(Uint16Array.from(t.half));
  if (width === 4) return view(Int32Array.from(t.int));
  return width === 2 ? view(Int16Array.from(t.int)) : Uint8Array.from(t.int, (v) => v & 255);
}
