/** A chunk that is full stays as it is: growing one buffer would copy a large text many times. */
const CHUNK = 1 << 20;
const FIRST_CHUNK = 1 << 12;

/**
 * Collects ASCII text as bytes. A string per piece would make millions of rope nodes for a large
 * module; bytes cost one copy and are written to a file as they stand.
 */
export class ByteSink {
  private buffer = Buffer.allocUnsafe(FIRST_CHUNK);
  private length = 0;
  private readonly full: Buffer[] = [];
  private readonly consumer: ((piece: Uint8Array) => void) | undefined;

  /** A `consumer` takes the bytes piece by piece, each before it returns, and the last at `flush`. */
  constructor(consumer?: (piece: Uint8Array) => void) {
    this.consumer = consumer;
  }

  write(s: string): void {
    const n = s.length;
    if (this.length + n > this.buffer.length) this.grow(n);
    if (n < 24) {
      const buffer = this.buffer;
      let at = this.length;
      for (let i = 0; i < n; i++) buffer[at++] = s.charCodeAt(i);
      this.length = at;
    } else {
      this.length += this.buffer.write(s, this.length, 'latin1');
    }
  }

  /** A short text and the digits of a whole number of up to 31 bits. */
  writeNumber(prefix: string, n: number): void {
    this.write(prefix);
    if (this.length + 12 > this.buffer.length) this.grow(12);
    const buffer = this.buffer;
    let digits = 1;
    for (let limit = 10; n >= limit; limit *= 10) digits++;
    const end = this.length + digits;
    let left = n;
    for (let at = end - 1; at >= this.length; at--) {
      const tens = Math.floor(left / 10);
      buffer[at] = 48 + left - tens * 10;
      left = tens;
    }
    this.length = end;
  }

  clear(): void {
    this.length = 0;
    this.full.length = 0;
  }

  /** The bytes so far, in pieces; valid until the next write. */
  chunks(): readonly Buffer[] {
    return [...this.full, this.buffer.subarray(0, this.length)];
  }

  toString(): string {
    if (this.full.length === 0) return this.buffer.toString('latin1', 0, this.length);
    return this.chunks()
      .map((chunk) => chunk.toString('latin1'))
      .join('');
  }

  private grow(extra: number): void {
    if (this.buffer.length < CHUNK) {
      const size = Math.max(this.buffer.length * 4, this.length + extra);
      const wider = Buffer.allocUnsafe(size);
      this.buffer.copy(wider, 0, 0, this.length);
      this.buffer = wider;
      return;
    }
    if (this.consumer) this.flush();
    else this.full.push(this.buffer.subarray(0, this.length));
    if (!this.consumer || extra > this.buffer.length) {
      this.buffer = Buffer.allocUnsafe(Math.max(CHUNK, extra));
    }
    this.length = 0;
  }

  /** Gives the consumer what it has not yet. */
  flush(): void {
    if (this.length > 0) this.consumer?.(this.buffer.subarray(0, this.length));
    this.length = 0;
  }
}
