/** What is wrong with the bytes of a model file, as one sentence for people. */
export class FormatError extends Error {
  /** The part of the file, e.g. `layer 3 'conv1'`. */
  readonly where: string;
  /** Byte offset in the file, where known. */
  readonly offset: number | undefined;

  constructor(where: string, offset: number | undefined, found: string, remedy = DAMAGED) {
    super(`${where}${offset === undefined ? '' : ` at byte ${offset}`}: ${found}; ${remedy}`);
    this.where = where;
    this.offset = offset;
  }
}

export const DAMAGED = 'the file is cut short or damaged, so fetch or export it again';
export const HOSTILE = 'the file is damaged or built to exhaust memory, so do not use it';

/** Bytes that a model may have once everything in it is unpacked, unless the user allows more. */
export const DEFAULT_MAX_SIZE = 2 ** 30;

/** Little-endian numbers from bytes, in order; every read is checked. Throws FormatError. */
export class ByteReader {
  readonly bytes: Uint8Array;
  /** The next byte to read. */
  offset: number;
  readonly where: string;
  private readonly view: DataView;

  constructor(bytes: Uint8Array, where: string, offset = 0) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.where = where;
    this.offset = offset;
  }

  get left(): number {
    return this.bytes.length - this.offset;
  }

  fail(found: string, remedy?: string, offset = this.offset): never {
    throw new FormatError(this.where, offset, found, remedy);
  }

  /** Moves on by `size` bytes, which must be there; the offset before. */
  private step(size: number): number {
    const at = this.offset;
    if (!(size >= 0 && at >= 0 && at + size <= this.bytes.length)) {
      this.fail(
        `found ${Math.max(0, this.bytes.length - at)} bytes up to the end, expected ${size}`,
      );
    }
    this.offset = at + size;
    return at;
  }

  seek(offset: number): this {
    if (!(offset >= 0 && offset <= this.bytes.length)) {
      this.fail(`found a place outside the ${this.bytes.length} bytes`, DAMAGED, offset);
    }
    this.offset = offset;
    return this;
  }

  /** The same bytes from another place, read on their own. */
  at(offset: number, where = this.where): ByteReader {
    return new ByteReader(this.bytes, where).seek(offset);
  }

  skip(size: number): this {
    this.step(size);
    return this;
  }

  u8(): number {
    return this.view.getUint8(this.step(1));
  }
  u16(): number {
    return this.view.getUint16(this.step(2), true);
  }
  u32(): number {
    return this.view.getUint32(this.step(4), true);
  }
  i32(): number {
    return this.view.getInt32(this.step(4), true);
  }
  i64(): bigint {
    return this.view.getBigInt64(this.step(8), true);
  }
  f32(): number {
    return this.view.getFloat32(this.step(4), true);
  }
  f64(): number {
    return this.view.getFloat64(this.step(8), true);
  }

  /** An unsigned integer of `size` bytes (1 to 8) that must be below 2^53. */
  uint(size: number): number {
    const at = this.step(size);
    let value = 0;
    for (let i = size - 1; i >= 0; i--) value = value * 256 + this.bytes[at + i];
    if (value > Number.MAX_SAFE_INTEGER) {
      this.fail(`found ${value}, expected a size below 2^53`, DAMAGED, at);
    }
    return value;
  }
  u64(): number {
    return this.uint(8);
  }

  /** A view of the next `size` bytes. */
  take(size: number): Uint8Array {
    const at = this.step(size);
    return this.bytes.subarray(at, at + size);
  }

  /** The next `size` bytes as UTF-8 text. */
  text(size: number): string {
    return new TextDecoder().decode(this.take(size));
  }
}

/** Text of bytes one char each. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) {
    text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return text;
}
