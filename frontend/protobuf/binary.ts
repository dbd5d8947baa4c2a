// Protocol buffers by a schema that is a plain table: `{ name: text(1), dims: many(integer(2)) }` is at
// once the reader of the binary form, the reader of the text form and the TypeScript type of a message.
// What a message lacks is undefined; fields that the schema does not name are skipped.

import { ByteReader, FormatError, HOSTILE } from '../common/index.js';

/** One field: its number, and how it is read from bytes (by wire type) and from text. */
export interface Field<T> {
  readonly number: number;
  readonly wire: 0 | 1 | 2 | 5;
  /** Reads one value; of wire type 2 the reader holds just its bytes. */
  readonly read: (reader: ByteReader, depth: number) => T;
  readonly isMany?: boolean;
  /** Of a list that stays bytes: the wire type of an element that stands alone. */
  readonly element?: 1 | 5;
  /** Of a message: its schema, for the text form. */
  readonly schema?: () => Schema;
  /** Of a scalar in text form: a word or number as written; undefined where it is no such value. */
  readonly fromText?: (text: string) => T | undefined;
  /** In text form the value is a quoted string. */
  readonly isQuoted?: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: a field of any type; `Message` finds which.
export type Schema = { readonly [name: string]: Field<any> };
type Many<T> = Field<T> & { readonly isMany: true };

/** What reading by a schema gives. */
export type Message<S> = {
  readonly [K in keyof S]: S[K] extends Many<infer T>
    ? readonly T[]
    : S[K] extends Field<infer T>
      ? T | undefined
      : never;
};

const MOST_DEPTH = 64;
const MOST_MESSAGES = 1 << 22;

/** A varint as its low 64 bits. */
function varint(reader: ByteReader): bigint {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = reader.u8();
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return BigInt.asUintN(64, value);
  }
  return reader.fail('found a number without an end');
}

/** A varint that is a size or a field's key: below 2^53, and nearly always one byte. */
function smallVarint(reader: ByteReader): number {
  let [value, scale] = [0, 1];
  for (let i = 0; i < 8; i++, scale *= 128) {
    const byte = reader.u8();
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
  return reader.fail('found a size beyond 2^53');
}

const signed = (reader: ByteReader) => BigInt.asIntN(64, varint(reader));
const whole = (text: string) =>
  /^-?(\d+|0[xX][\da-fA-F]+)$/.test(text) ? signedNumber(text) : undefined;
const signedNumber = (t: string) => (t.startsWith('-') ? -Number(t.slice(1)) : Number(t));
const real = (text: string) => {
  const word = text.toLowerCase().replace(/(\d|\.)f$/, '$1');
  if (/^-?(inf|infinity)$/.test(word)) return word.startsWith('-') ? -Infinity : Infinity;
  if (word === 'nan') return Number.NaN;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/.test(word) ? Number(word) : undefined;
};

/** int32, int64, uint32, uint64, enums: a number, exact up to 2^53. */
export const integer = (number: number): Field<number> => ({
  number,
  wire: 0,
  read: (r) => Number(signed(r)),
  fromText: whole,
});
export const bigInteger = (number: number): Field<bigint> => ({
  number,
  wire: 0,
  read: signed,
  fromText: (t) => (whole(t) === undefined ? undefined : BigInt(t)),
});
export const bool = (number: number): Field<boolean> => ({
  number,
  wire: 0,
  read: (r) => varint(r) !== 0n,
  fromText: (t) =>
    ({ true: true, t: true, True: true, 1: true, false: false, f: false, False: false, 0: false })[
      t
    ],
});
/** An enum, as the name of its value; a value without one as its number. */
export const enumeration = (
  number: number,
  names: Readonly<Record<number, string>>,
): Field<string> => ({
  number,
  wire: 0,
  read: (r) => {
    const value = Number(signed(r));
    return names[value] ?? `${value}`;
  },
  fromText: (t) => (Object.values(names).includes(t) ? t : names[Number(t)]),
});
export const float = (number: number): Field<number> => ({
  number,
  wire: 5,
  read: (r) => r.f32(),
  fromText: real,
});
export const double = (number: number): Field<number> => ({
  number,
  wire: 1,
  read: (r) => r.f64(),
  fromText: real,
});
export const text = (number: number): Field<string> => ({
  number,
  wire: 2,
  read: (r) => r.text(r.left),
  fromText: (t) => t,
  isQuoted: true,
});
/** Bytes, as a view into the file. */
export const bytes = (number: number): Field<Uint8Array> => ({
  number,
  wire: 2,
  read: (r) => r.take(r.left),
  fromText: (t) => Uint8Array.from(t, (c) => c.charCodeAt(0)),
  isQuoted: true,
});
/** A list of floats left as bytes, in as many pieces as the file has: big arrays are not decoded one by one. */
export const floatPieces = (number: number): Many<Uint8Array> =>
  many({
    ...bytes(number),
    element: 5,
    isQuoted: undefined,
    fromText: (t) => {
      const value = real(t);
      return value === undefined ? undefined : new Uint8Array(Float32Array.of(value).buffer);
    },
  });
export const message = <S extends Schema>(number: number, schema: () => S): Field<Message<S>> => ({
  number,
  wire: 2,
  read: (r, depth) => readFields(r, schema(), depth + 1),
  schema,
});
export const many = <T>(field: Field<T>): Many<T> => ({ ...field, isMany: true });

/** What is known of a schema's fields by number, made once. */
const byNumber = new WeakMap<Schema, Map<number, [string, Field<unknown>]>>();

function fieldsOf(schema: Schema): Map<number, [string, Field<unknown>]> {
  let found = byNumber.get(schema);
  if (!found) {
    found = new Map(Object.entries(schema).map(([name, f]) => [f.number, [name, f]]));
    byNumber.set(schema, found);
  }
  return found;
}

let messages = 0;

/**
 * Reads a message from bytes; `where` names the file in messages. Throws FormatError where a length
 * leads outside, fields nest too deep, or there are more messages than a model has.
 */
export function readMessage<S extends Schema>(
  data: Uint8Array,
  schema: S,
  where: string,
): Message<S> {
  messages = 0;
  return readFields(new ByteReader(data, where), schema, 0);
}

/** A message without content: lists are empty, the rest undefined. */
export function emptyMessage(schema: Schema): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const name of Object.keys(schema)) out[name] = schema[name].isMany ? [] : undefined;
  return out;
}

/** The pieces of a list as one. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0];
  const out = new Uint8Array(pieces.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

function readFields<S extends Schema>(reader: ByteReader, schema: S, depth: number): Message<S> {
  if (depth > MOST_DEPTH) reader.fail(`found messages nested deeper than ${MOST_DEPTH}`, HOSTILE);
  if (++messages > MOST_MESSAGES) reader.fail(`found more than ${MOST_MESSAGES} messages`, HOSTILE);
  const fields = fieldsOf(schema);
  const out = emptyMessage(schema);
  while (reader.left > 0) {
    const at = reader.offset;
    const key = smallVarint(reader);
    const [wire, number] = [key % 8, Math.floor(key / 8)];
    const [name, field] = fields.get(number) ?? [];
    if (number === 0) reader.fail('found a field with the number 0', undefined, at);
    if (name === undefined || !field) {
      skip(reader, wire, number, 0);
      continue;
    }
    const list = field.isMany ? (out[name] as unknown[]) : undefined;
    if (wire === 2) {
      const size = smallVarint(reader);
      const inner = innerReader(reader, size);
      if (field.wire === 2) put(field.read(inner, depth));
      else if (list) while (inner.left > 0) list.push(field.read(inner, depth));
      else reader.fail(`found a list in the field '${name}', expected one value`, undefined, at);
    } else if (wire === field.element) put(reader.take(wire === 5 ? 4 : 8));
    else if (wire === field.wire) put(field.read(reader, depth));
    else reader.fail(`found the field '${name}' in the wire type ${wire}`, undefined, at);

    function put(value: unknown): void {
      if (list) list.push(value);
      else out[name!] = value;
    }
  }
  return out as Message<S>;
}

/** A reader of the next bytes alone, whose offsets stay those of the file. */
function innerReader(reader: ByteReader, size: number): ByteReader {
  const start = reader.offset;
  reader.skip(size);
  return new ByteReader(reader.bytes.subarray(0, start + size), reader.where).seek(start);
}

function skip(reader: ByteReader, wire: number, number: number, depth: number): void {
  switch (wire) {
    case 0:
      varint(reader);
      return;
    case 1:
      reader.skip(8);
      return;
    case 2:
      reader.skip(smallVarint(reader));
      return;
    case 5:
      reader.skip(4);
      return;
    case 3:
      // A group: fields up to its end mark.
      if (depth > MOST_DEPTH) reader.fail('found groups nested too deep', HOSTILE);
      for (;;) {
        const key = smallVarint(reader);
        if (key % 8 === 4 && Math.floor(key / 8) === number) return;
        skip(reader, key % 8, Math.floor(key / 8), depth + 1);
      }
    default:
      throw new FormatError(reader.where, reader.offset, `found the wire type ${wire}`);
  }
}
