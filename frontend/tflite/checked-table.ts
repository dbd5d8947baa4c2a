// FlatBuffers with every read checked. The npm library's ByteBuffer decodes the scalars; it checks
// nothing (it returns undefined bytes past the end), so no offset reaches it unproven.
//
// A file may also be small and yet name one big table a million times. Every decoded table, vector
// element and string byte therefore counts against a budget proportional to the file, which bounds
// time and memory; an honest file, whose parts do not overlap, stays far below it.

import { ByteBuffer } from 'flatbuffers';

/** What is wrong with a .tflite file, as one sentence for people. */
export class TfliteError extends Error {
  override readonly name = 'TfliteError';
  /** The field, e.g. `model.subgraphs[0].tensors[3].shape`. */
  readonly where: string;
  /** Byte offset in the file, where known. */
  readonly offset: number | undefined;

  constructor(where: string, offset: number | undefined, found: string, remedy: string) {
    super(`${where}${offset === undefined ? '' : ` at byte ${offset}`}: ${found}; ${remedy}.`);
    this.where = where;
    this.offset = offset;
  }
}

export const DAMAGED = 'the file is cut short or damaged, so fetch or export it again';

const MAX_STRING = 1 << 20;

/** A file under decoding: its bytes, and what may still be decoded from them. */
export class CheckedFile {
  readonly bytes: Uint8Array;
  readonly buffer: ByteBuffer;
  private budget: number;
  private readonly decoder = new TextDecoder();

  constructor(bytes: Uint8Array) {
    // A plain Uint8Array also where a Node Buffer came in, whose `slice` would not copy.
    this.bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.buffer = new ByteBuffer(this.bytes);
    this.budget = 4 * bytes.length + 4096;
  }

  /** Throws unless `size` bytes at `offset` are inside the file. */
  require(where: string, offset: number, size: number): void {
    if (!(offset >= 0 && size >= 0 && offset + size <= this.bytes.length)) {
      throw new TfliteError(
        where,
        offset,
        `found a place outside the file's ${this.bytes.length} bytes, expected ${size} bytes inside it`,
        DAMAGED,
      );
    }
  }

  /** Counts decoded elements. */
  spend(where: string, count: number): void {
    this.budget -= count;
    if (this.budget < 0) {
      throw new TfliteError(
        where,
        undefined,
        `found more content than ${this.bytes.length} bytes can hold without repeating itself, expected each part once`,
        'the file is damaged or built to exhaust memory, so do not use it',
      );
    }
  }

  /** The table that the unsigned offset at `position` leads to. */
  tableAt(where: string, position: number): CheckedTable {
    this.require(where, position, 4);
    return new CheckedTable(this, where, position + this.buffer.readUint32(position));
  }

  string(where: string, start: number, length: number): string {
    if (length > MAX_STRING) {
      throw new TfliteError(
        where,
        start,
        `found a text of ${length} bytes, expected at most ${MAX_STRING}`,
        DAMAGED,
      );
    }
    this.spend(where, length);
    return this.decoder.decode(this.bytes.subarray(start, start + length));
  }
}

/** A vector inside the file: `length` elements from byte `start`, proven to be there. */
export interface CheckedVector {
  readonly start: number;
  readonly length: number;
}

/** One table; fields are named by their id in the schema. Absent fields give the fallback. */
export class CheckedTable {
  readonly file: CheckedFile;
  readonly where: string;
  readonly position: number;
  private readonly vtable: number;
  private readonly vtableSize: number;
  private readonly size: number;

  constructor(file: CheckedFile, where: string, position: number) {
    file.spend(where, 1);
    file.require(where, position, 4);
    this.file = file;
    this.where = where;
    this.position = position;
    this.vtable = position - file.buffer.readInt32(position);
    file.require(`${where} (its field index)`, this.vtable, 4);
    this.vtableSize = file.buffer.readUint16(this.vtable);
    this.size = file.buffer.readUint16(this.vtable + 2);
    if (this.vtableSize < 4 || this.vtableSize % 2 !== 0 || this.size < 4) {
      throw new TfliteError(
        where,
        this.vtable,
        `found a field index of ${this.vtableSize} bytes for a table of ${this.size}, expected an even size from 4 and a table from 4`,
        DAMAGED,
      );
    }
    file.require(`${where} (its field index)`, this.vtable, this.vtableSize);
    file.require(where, position, this.size);
  }

  /** Position of a field of `size` bytes; undefined where the table does not have it. */
  private field(id: number, name: string, size: number): number | undefined {
    const entry = 4 + 2 * id;
    if (entry + 2 > this.vtableSize) return undefined;
    const offset = this.file.buffer.readUint16(this.vtable + entry);
    if (offset === 0) return undefined;
    if (offset < 4 || offset + size > this.size) {
      throw new TfliteError(
        this.path(name),
        this.position + offset,
        `found the field outside its table of ${this.size} bytes, expected it inside`,
        DAMAGED,
      );
    }
    return this.position + offset;
  }

  path(name: string): string {
    return `${this.where}.${name}`;
  }

  /** Throws about a field of this table. */
  fail(name: string, found: string, remedy: string): never {
    throw new TfliteError(this.path(name), this.position, found, remedy);
  }

  int8(id: number, name: string, fallback = 0): number {
    const at = this.field(id, name, 1);
    return at === undefined ? fallback : this.file.buffer.readInt8(at);
  }

  uint8(id: number, name: string, fallback = 0): number {
    const at = this.field(id, name, 1);
    return at === undefined ? fallback : this.file.buffer.readUint8(at);
  }

  bool(id: number, name: string, fallback = false): boolean {
    return this.uint8(id, name, fallback ? 1 : 0) !== 0;
  }

  int32(id: number, name: string, fallback = 0): number {
    const at = this.field(id, name, 4);
    return at === undefined ? fallback : this.file.buffer.readInt32(at);
  }

  uint32(id: number, name: string, fallback = 0): number {
    const at = this.field(id, name, 4);
    return at === undefined ? fallback : this.file.buffer.readUint32(at);
  }

  int64(id: number, name: string): bigint {
    const at = this.field(id, name, 8);
    return at === undefined ? 0n : this.file.buffer.readInt64(at);
  }

  /** An unsigned 64-bit offset or size; throws beyond 2^53. */
  uint64(id: number, name: string): number {
    const at = this.field(id, name, 8);
    if (at === undefined) return 0;
    const value = this.file.buffer.readUint64(at);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
      this.fail(name, `found ${value}, expected a size below 2^53`, DAMAGED);
    }
    return Number(value);
  }

  /** A finite float32. */
  float32(id: number, name: string, fallback = 0): number {
    const at = this.field(id, name, 4);
    if (at === undefined) return fallback;
    const value = this.file.buffer.readFloat32(at);
    if (!Number.isFinite(value)) {
      throw new TfliteError(
        this.path(name),
        at,
        `found ${value}, expected a finite number`,
        'export the model again',
      );
    }
    return value;
  }

  table(id: number, name: string): CheckedTable | undefined {
    const at = this.field(id, name, 4);
    return at === undefined ? undefined : this.file.tableAt(this.path(name), at);
  }

  /** A vector of `elementSize`-byte elements; undefined where absent. Counts nothing yet. */
  vector(id: number, name: string, elementSize: number): CheckedVector | undefined {
    const at = this.field(id, name, 4);
    if (at === undefined) return undefined;
    const { buffer } = this.file;
    const head = at + buffer.readUint32(at);
    const where = this.path(name);
    this.file.require(`${where} (its length)`, head, 4);
    const length = buffer.readUint32(head);
    const start = head + 4;
    if (length * elementSize > this.file.bytes.length - start) {
      throw new TfliteError(
        where,
        head,
        `found ${length} elements of ${elementSize} bytes, expected them inside the ${this.file.bytes.length - start} bytes that follow`,
        DAMAGED,
      );
    }
    return { start, length };
  }

  string(id: number, name: string): string {
    const at = this.vector(id, name, 1);
    return at === undefined ? '' : this.file.string(this.path(name), at.start, at.length);
  }

  /** A byte vector as a view into the file. */
  byteView(id: number, name: string): Uint8Array | undefined {
    const at = this.vector(id, name, 1);
    return at && this.file.bytes.subarray(at.start, at.start + at.length);
  }

  /** A vector read element by element; empty where absent. */
  private elements<T>(id: number, name: string, size: number, read: (at: number) => T): T[] {
    const at = this.vector(id, name, size);
    if (at === undefined) return [];
    this.file.spend(this.path(name), at.length);
    return Array.from({ length: at.length }, (_, i) => read(at.start + i * size));
  }

  int32s(id: number, name: string): number[] {
    return this.elements(id, name, 4, (at) => this.file.buffer.readInt32(at));
  }

  int64s(id: number, name: string): bigint[] {
    return this.elements(id, name, 8, (at) => this.file.buffer.readInt64(at));
  }

  float32s(id: number, name: string): number[] {
    return this.elements(id, name, 4, (at) => this.file.buffer.readFloat32(at));
  }

  /** A vector of tables, each read by `read`. */
  tables<T>(id: number, name: string, read: (table: CheckedTable, index: number) => T): T[] {
    let index = 0;
    return this.elements(id, name, 4, (at) =>
      read(this.file.tableAt(`${this.path(name)}[${index}]`, at), index++),
    );
  }
}
