/**
 * Collects ASCII text as bytes. A string per piece would make millions of rope nodes for a large
 * module; a byte buffer costs one copy and is written to a file as it stands.
 */
export class ByteSink {
  private buffer = Buffer.allocUnsafe(1 << 12);
  private length = 0;

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

  /** The bytes so far; valid until the next write. */
  bytes(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  toString(): string {
    return this.buffer.toString('latin1', 0, this.length);
  }

  private grow(extra: number): void {
    const wider = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + extra));
    this.buffer.copy(wider, 0, 0, this.length);
    this.buffer = wider;
  }
}
