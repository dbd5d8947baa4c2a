// Messages of object headers: what a dataset's elements are, how many, and where. Sections as in the
// HDF5 File Format Specification 3.0, IV.A.2.

import { type ByteReader, elementCount, FormatError } from '../common/index.js';

/** Widths of offsets and lengths, as the superblock says. */
export interface Widths {
  readonly offset: number;
  readonly length: number;
}

/** An address that leads nowhere. */
export function address(reader: ByteReader, { offset }: Widths): number | undefined {
  const at = reader.offset;
  const isNone = reader.take(offset).every((b) => b === 255);
  if (isNone) return undefined;
  reader.seek(at);
  return reader.uint(offset);
}

/** What the elements of a dataset or attribute are. */
export type Datatype =
  | {
      readonly kind: 'integer' | 'float';
      readonly size: number;
      readonly isSigned: boolean;
      readonly isBig: boolean;
    }
  | { readonly kind: 'string'; readonly size: number }
  | { readonly kind: 'text'; readonly size: number }
  | { readonly kind: 'other'; readonly size: number; readonly what: string };

const CLASSES = [
  'integer',
  'float',
  'time',
  'string',
  'bit field',
  'opaque',
  'compound',
  'reference',
  'enumeration',
  'variable-length',
  'array',
];

/** IV.A.2.d. An enumeration is read as its base type; strings of variable length are `text`. */
export function readDatatype(reader: ByteReader, depth = 0): Datatype {
  const head = reader.u8();
  const [cls, version] = [head & 15, head >> 4];
  const bits = reader.uint(3);
  const size = reader.u32();
  if (version < 1 || version > 4 || depth > 4) reader.fail(`found the datatype version ${version}`);
  if (cls === 0 || cls === 1) {
    return {
      kind: cls === 0 ? 'integer' : 'float',
      size,
      isSigned: cls === 1 || (bits & 8) !== 0,
      isBig: (bits & 1) !== 0,
    };
  }
  if (cls === 3) return { kind: 'string', size };
  if (cls === 9 && (bits & 15) === 1) return { kind: 'text', size };
  if (cls === 8) return readDatatype(reader, depth + 1);
  return { kind: 'other', size, what: CLASSES[cls] ?? `class ${cls}` };
}

/** IV.A.2.b: the sizes of the dimensions; a scalar has none. */
export function readDataspace(reader: ByteReader, widths: Widths): number[] {
  const version = reader.u8();
  const rank = reader.u8();
  reader.skip(1);
  if (version === 1) reader.skip(5);
  else if (version === 2) {
    if (reader.u8() === 2) return [0];
  } else reader.fail(`found the dataspace version ${version}`);
  if (rank > 32) reader.fail(`found ${rank} dimensions`);
  const shape = Array.from({ length: rank }, () => reader.uint(widths.length));
  elementCount(shape, reader.where);
  return shape;
}

export type Layout =
  | { readonly kind: 'compact'; readonly data: Uint8Array }
  | { readonly kind: 'contiguous'; readonly at: number | undefined }
  | {
      readonly kind: 'chunked';
      readonly tree: number | undefined;
      readonly chunk: readonly number[];
    };

/** IV.A.2.i: where the elements are. */
export function readLayout(reader: ByteReader, widths: Widths): Layout {
  const version = reader.u8();
  if (version === 1 || version === 2) return readOldLayout(reader, widths);
  const cls = reader.u8();
  if (version !== 3 && version !== 4) reader.fail(`found the layout version ${version}`);
  if (cls === 0) return { kind: 'compact', data: reader.take(reader.u16()) };
  if (cls === 1) return { kind: 'contiguous', at: address(reader, widths) };
  if (cls !== 2 || version === 4) {
    reader.fail(
      'found an index of chunks that is not supported',
      "save the file without libver='latest'",
    );
  }
  const rank = reader.u8();
  const tree = address(reader, widths);
  return { kind: 'chunked', tree, chunk: chunkOf(reader, rank) };
}

function chunkOf(reader: ByteReader, rank: number): number[] {
  if (rank < 1 || rank > 33) reader.fail(`found chunks of ${rank} dimensions`);
  const chunk = Array.from({ length: rank }, () => reader.u32());
  if (chunk.some((d) => d === 0)) reader.fail('found chunks of no size');
  return chunk;
}

function readOldLayout(reader: ByteReader, widths: Widths): Layout {
  const [rank, cls] = [reader.u8(), reader.u8()];
  reader.skip(5);
  const at = cls === 0 ? undefined : address(reader, widths);
  const sizes = chunkOf(reader, rank);
  if (cls === 1) return { kind: 'contiguous', at };
  if (cls === 2) return { kind: 'chunked', tree: at, chunk: sizes };
  return { kind: 'compact', data: reader.take(reader.u32()) };
}

/** Filters that chunks went through, in order: their numbers and first parameter. */
export type Filters = readonly { readonly id: number; readonly parameter: number }[];

/** IV.A.2.l. */
export function readFilters(reader: ByteReader): Filters {
  const version = reader.u8();
  const count = reader.u8();
  if (version === 1) reader.skip(6);
  else if (version !== 2) reader.fail(`found the filter pipeline version ${version}`);
  return Array.from({ length: count }, () => {
    const id = reader.u16();
    const nameSize = version === 1 || id >= 256 ? reader.u16() : 0;
    reader.skip(2);
    const parameters = reader.u16();
    reader.skip(version === 1 ? Math.ceil(nameSize / 8) * 8 : nameSize);
    const values = Array.from({ length: parameters }, () => reader.u32());
    if (version === 1 && parameters % 2 === 1) reader.skip(4);
    return { id, parameter: values[0] ?? 0 };
  });
}

export function unsupported(where: string, what: string): never {
  throw new FormatError(
    where,
    undefined,
    `found ${what}, which is not supported`,
    'save the file anew with h5py',
  );
}
