// Protocol buffers by tables: which field of a message has which number and form. Every length is
// checked against the bytes that are there (protobufjs' Reader), nesting and counts against limits, so
// that a file cannot cost more than a small multiple of its size. Byte fields stay views of the file.

import protobuf from 'protobufjs/minimal.js';

/** What is wrong with an .onnx file, as one sentence for people. */
export class OnnxError extends Error {
  override readonly name = 'OnnxError';
}

/** How a field stands in the file; `s` at the end: repeated; `numbers` and `words` keep their bytes. */
export type FieldForm =
  | 'int'
  | 'ints'
  | 'float'
  | 'floats'
  | 'string'
  | 'strings'
  | 'bytes'
  | 'bytesList'
  /** Repeated fixed-width numbers, as bytes. */
  | 'numbers'
  /** Repeated varints, as bigints in a BigInt64Array. */
  | 'varints'
  | { readonly one: string }
  | { readonly many: string };

export interface MessageTable {
  readonly [field: number]: readonly [name: string, form: FieldForm];
}

/** Messages inside messages; a network's subgraphs nest a few deep. */
const MAX_DEPTH = 64;
/** Messages and strings of one file. */
const MAX_PARTS = 4_000_000;
const MAX_STRING = 1 << 20;
const MAX_ATTRIBUTE_NUMBERS = 1 << 24;
const LENGTH_DELIMITED = 2;

type Fields = Record<string, unknown>;
type Reader = protobuf.Reader;

/** Decodes one message of a file by its table. Throws OnnxError. */
export class WireReader {
  private readonly tables: Readonly<Record<string, MessageTable>>;
  private readonly bytes: Uint8Array;
  private parts = 0;
  private numbers = 0;

  constructor(tables: Readonly<Record<string, MessageTable>>, bytes: Uint8Array) {
    this.tables = tables;
    // A plain Uint8Array also where a Node Buffer came in, whose slices are Buffers.
    this.bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  read(message: string): Fields {
    const reader = new protobuf.Reader(this.bytes);
    try {
      return this.message(reader, reader.len, message, 0);
    } catch (error) {
      if (error instanceof OnnxError) throw error;
      // The library's word for a length beyond the end or a wrong wire type.
      if (error instanceof RangeError || error instanceof Error) {
        throw new OnnxError(
          `the file is damaged at byte ${reader.pos}: ${error.message}; fetch or export it again.`,
        );
      }
      throw error;
    }
  }

  private spend(at: number): void {
    if (++this.parts > MAX_PARTS) {
      throw new OnnxError(
        `the file has more than ${MAX_PARTS} parts at byte ${at}; it is damaged or built to exhaust memory.`,
      );
    }
  }

  private message(
    reader: Reader,
    end: number,
    name: string,
    depth: number,
    fields: Fields = {},
  ): Fields {
    this.spend(reader.pos);
    if (depth > MAX_DEPTH) {
      throw new OnnxError(
        `the file nests deeper than ${MAX_DEPTH} at byte ${reader.pos}; it is damaged.`,
      );
    }
    const table = this.tables[name];
    while (reader.pos < end) {
      const tag = reader.uint32();
      const entry = table[tag >>> 3];
      if (entry) this.field(reader, end, fields, entry, tag & 7, depth);
      else reader.skipType(tag & 7);
    }
    if (reader.pos > end) throw new RangeError('a part reaches beyond what contains it');
    return fields;
  }

  private field(
    reader: Reader,
    end: number,
    fields: Fields,
    [name, form]: MessageTable[number],
    wire: number,
    depth: number,
  ): void {
    const list = <T>(): T[] => {
      fields[name] ??= [];
      return fields[name] as T[];
    };
    if (typeof form === 'object') {
      const stop = reader.uint32() + reader.pos;
      if (stop > end) throw new RangeError('a part reaches beyond what contains it');
      // Said twice, a part is merged.
      const known = fields[name] as Fields | undefined;
      if ('one' in form) fields[name] = this.message(reader, stop, form.one, depth + 1, known);
      else list<Fields>().push(this.message(reader, stop, form.many, depth + 1));
      return;
    }
    switch (form) {
      case 'int':
        fields[name] = Number(reader.int64());
        break;
      case 'float':
        fields[name] = reader.float();
        break;
      case 'string':
        fields[name] = this.string(reader);
        break;
      case 'strings':
        list<string>().push(this.string(reader));
        break;
      case 'bytes':
        fields[name] = reader.bytes();
        break;
      case 'bytesList':
        this.spend(reader.pos);
        list<Uint8Array>().push(reader.bytes());
        break;
      case 'ints':
        this.repeated(reader, wire, () => list<number>().push(Number(reader.int64())));
        break;
      case 'floats':
        this.repeated(reader, wire, () => list<number>().push(reader.float()));
        break;
      case 'numbers':
        list<Uint8Array>().push(
          wire === LENGTH_DELIMITED ? reader.bytes() : this.fixed(reader, wire === 1 ? 8 : 4),
        );
        break;
      case 'varints':
        list<Uint8Array>().push(wire === LENGTH_DELIMITED ? reader.bytes() : this.varint(reader));
        break;
      default:
        form satisfies never;
    }
  }

  private string(reader: Reader): string {
    this.spend(reader.pos);
    const bytes = reader.bytes();
    if (bytes.length > MAX_STRING) {
      throw new OnnxError(
        `the file has a text of ${bytes.length} bytes before byte ${reader.pos}; it is damaged.`,
      );
    }
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  }

  private repeated(reader: Reader, wire: number, read: () => void): void {
    const one = () => {
      if (++this.numbers > MAX_ATTRIBUTE_NUMBERS) {
        throw new OnnxError(
          `the file has more than ${MAX_ATTRIBUTE_NUMBERS} numbers in attributes.`,
        );
      }
      read();
    };
    if (wire !== LENGTH_DELIMITED) {
      one();
      return;
    }
    const stop = reader.uint32() + reader.pos;
    if (stop > reader.len) throw new RangeError('a list reaches beyond the file');
    while (reader.pos < stop) one();
  }

  private fixed(reader: Reader, width: number): Uint8Array {
    const start = reader.pos;
    reader.skip(width);
    this.spend(start);
    return this.bytes.subarray(start, start + width);
  }

  private varint(reader: Reader): Uint8Array {
    const start = reader.pos;
    reader.skip();
    this.spend(start);
    return this.bytes.subarray(start, reader.pos);
  }
}

/** The 64-bit integers of varints that stand one after another. */
export function decodeVarints(pieces: readonly Uint8Array[]): BigInt64Array {
  let count = 0;
  for (const piece of pieces) for (const byte of piece) if (byte < 0x80) count++;
  const out = new BigInt64Array(count);
  let at = 0;
  let value = 0n;
  let shift = 0n;
  for (const piece of pieces) {
    for (const byte of piece) {
      value |= BigInt(byte & 0x7f) << shift;
      if (byte >= 0x80) {
        shift += 7n;
        if (shift > 63n)
          throw new OnnxError('the file has an integer of more than 64 bits; it is damaged.');
        continue;
      }
      out[at++] = BigInt.asIntN(64, value);
      value = 0n;
      shift = 0n;
    }
  }
  return out;
}
