// Tensors of an .onnx file as IR types and dense little-endian bytes.

import {
  elementBytes,
  FloatType,
  IntegerType,
  RankedTensorType,
  type Type,
} from '../../ir/index.js';
import { Unsupported } from '../common/index.js';
import type { OnnxSparseTensor, OnnxTensor } from './schema.js';
import { decodeVarints } from './wire.js';

const float = (kind: Parameters<typeof FloatType.get>[0]) => FloatType.get(kind);
const signed = (width: number) => IntegerType.get(width);
const unsigned = (width: number) => IntegerType.get(width, 'unsigned');

/** Element types by their number in the format; a string is the name of one that there is none for. */
const ELEMENT_TYPES: readonly (Type | string)[] = [
  'undefined',
  float('f32'),
  unsigned(8),
  signed(8),
  unsigned(16),
  signed(16),
  signed(32),
  signed(64),
  'string',
  signed(1),
  float('f16'),
  float('f64'),
  unsigned(32),
  unsigned(64),
  'complex64',
  'complex128',
  float('bf16'),
  float('f8E4M3FN'),
  float('f8E4M3FNUZ'),
  float('f8E5M2'),
  float('f8E5M2FNUZ'),
  unsigned(4),
  signed(4),
  float('f4E2M1FN'),
  'float8e8m0',
  unsigned(2),
  signed(2),
];

/** Elements of one tensor; more cannot be addressed. */
const MAX_ELEMENTS = 2 ** 31;
const MAX_RANK = 32;

/** The IR type of an element type number. Throws Unsupported. */
export function elementTypeOf(code: number | undefined): Type {
  const found = ELEMENT_TYPES[code ?? 0] ?? `number ${code}`;
  if (typeof found === 'string')
    throw new Unsupported(`elements of the type ${found} are not supported`);
  return found;
}

/** The type of a tensor; its sizes are checked. Throws Unsupported. */
export function tensorTypeOf(t: { dims?: readonly number[]; dataType?: number }): RankedTensorType {
  const shape = t.dims ?? [];
  const count = shape.reduce((n, d) => n * d, 1);
  if (shape.length > MAX_RANK || shape.some((d) => !(d >= 0)) || !(count < MAX_ELEMENTS)) {
    throw new Unsupported(`the shape [${shape.slice(0, MAX_RANK).join(', ')}] is none of a tensor`);
  }
  return RankedTensorType.get(shape, elementTypeOf(t.dataType));
}

/** Reads a file beside the model; undefined where there is none. What it may read is its own matter. */
export type ReadExternal = (location: string) => Uint8Array | undefined;

/** Widths below a byte are packed in the file, low bits first, and take a byte each here. */
function unpacked(bytes: Uint8Array, type: PackedType, count: number): Uint8Array {
  const { width } = type;
  const perByte = 8 / width;
  if (bytes.length < Math.ceil(count / perByte)) {
    throw new Unsupported(`its data has ${bytes.length} bytes for ${count} elements of ${type}`);
  }
  const out = new Uint8Array(count);
  const unused = 32 - width;
  const isSigned = type instanceof IntegerType && type.signedness !== 'unsigned';
  for (let i = 0; i < count; i++) {
    const bits = (bytes[Math.floor(i / perByte)] >> (width * (i % perByte))) << unused;
    out[i] = isSigned ? bits >> unused : bits >>> unused;
  }
  return out;
}

type PackedType = IntegerType | FloatType;

const isPacked = (type: Type): type is PackedType =>
  (type instanceof IntegerType || type instanceof FloatType) && type.width > 1 && type.width < 8;

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return pieces.length === 1 ? pieces[0] : new Uint8Array(Buffer.concat(pieces));
}

/** Integers stored one by one, in as many bytes as an element takes. */
function narrowed(values: BigInt64Array, width: number): Uint8Array {
  const bytes = new Uint8Array(values.buffer);
  if (width === 8) return bytes;
  const out = new Uint8Array(values.length * width);
  for (let i = 0; i < values.length; i++) {
    for (let b = 0; b < width; b++) out[i * width + b] = bytes[8 * i + b];
  }
  return out;
}

function external(t: OnnxTensor, read: ReadExternal | undefined): Uint8Array {
  const entry = (key: string) => t.externalData?.find((e) => e.key === key)?.value;
  const location = entry('location') ?? '';
  const file = read?.(location);
  if (!file)
    throw new Unsupported(`its data is in the file '${location}', which is not beside the model`);
  const offset = Number(entry('offset') ?? 0);
  const length = Number(entry('length') ?? file.length - offset);
  const isInside = offset >= 0 && length >= 0 && offset + length <= file.length;
  if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(length) || !isInside) {
    throw new Unsupported(
      `its data is at bytes ${offset} to ${offset + length} of '${location}', which has ${file.length}`,
    );
  }
  return file.subarray(offset, offset + length);
}

/**
 * The elements of a tensor: a view of the file where they stand in it as they are. Throws Unsupported
 * where they are not as many as the shape says.
 */
export function tensorBytes(
  t: OnnxTensor,
  type: RankedTensorType,
  read?: ReadExternal,
): Uint8Array {
  const { elementType, elementCount } = type;
  const width = elementBytes(elementType);
  const EXTERNAL = 1;
  let bytes: Uint8Array;
  if (t.dataLocation === EXTERNAL) bytes = external(t, read);
  else if (t.rawData) bytes = t.rawData;
  else if (t.floatData) bytes = joined(t.floatData);
  else if (t.doubleData) bytes = joined(t.doubleData);
  else {
    const integers = t.int64Data ?? t.uint64Data ?? t.int32Data;
    if (!integers) bytes = new Uint8Array(0);
    else {
      const values = decodeVarints(integers);
      // One entry holds as many elements as a byte does.
      return exact(
        isPacked(elementType)
          ? unpacked(narrowed(values, 1), elementType, elementCount)
          : narrowed(values, width),
        width * elementCount,
      );
    }
  }
  if (isPacked(elementType)) return unpacked(bytes, elementType, elementCount);
  return exact(bytes, width * elementCount);
}

function exact(bytes: Uint8Array, wanted: number): Uint8Array {
  if (bytes.length !== wanted) {
    throw new Unsupported(`its data has ${bytes.length} bytes, its shape asks for ${wanted}`);
  }
  return bytes;
}

/** A sparse tensor written out. Throws Unsupported. */
export function denseOf(sparse: OnnxSparseTensor): { type: RankedTensorType; bytes: Uint8Array } {
  const values = sparse.values ?? {};
  const from = tensorTypeOf(values);
  const type = tensorTypeOf({ dims: sparse.dims, dataType: values.dataType });
  const stored = tensorBytes(values, from);
  const width = elementBytes(type.elementType);
  const out = new Uint8Array(width * type.elementCount);
  const indexType = tensorTypeOf(sparse.indices ?? {});
  const raw = tensorBytes(sparse.indices ?? {}, indexType);
  const indices = new BigInt64Array(raw.slice().buffer);
  const rank = indexType.shape.length === 2 ? indexType.shape[1] : 1;
  for (let i = 0; i < from.elementCount; i++) {
    let at = 0;
    if (rank === 1) at = Number(indices[i]);
    else
      type.shape.forEach((d, k) => {
        at = at * d + Number(indices[i * rank + k]);
      });
    if (!(at >= 0 && at < type.elementCount))
      throw new Unsupported(`a sparse index ${at} is out of range`);
    out.set(stored.subarray(i * width, (i + 1) * width), at * width);
  }
  return { type, bytes: out };
}
