// DEFLATE (RFC 1951) and zlib (RFC 1950) to a size that is known before. Own, because a front end must
// also run where Node's zlib is not, and because the bound on the result is the point: nothing is
// allocated that the file's directory did not announce and the caller did not allow.

import { FormatError } from './bytes.js';

/** A Huffman code: how many symbols each length has, and the symbols in order of their codes. */
interface Code {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

const MOST_BITS = 15;
const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
  163, 195, 227, 258,
];
const LENGTH_EXTRA = [
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
];
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
  3073, 4097, 6145, 8193, 12289, 16385, 24577,
];
const DISTANCE_EXTRA = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
/** The order in which the lengths of the code-length code stand in a block. */
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function codeOf(lengths: ArrayLike<number>): Code {
  const counts = new Uint16Array(MOST_BITS + 1);
  for (let i = 0; i < lengths.length; i++) counts[lengths[i]]++;
  counts[0] = 0;
  const next = new Uint16Array(MOST_BITS + 2);
  for (let b = 1; b <= MOST_BITS; b++) next[b + 1] = next[b] + counts[b];
  const symbols = new Uint16Array(lengths.length);
  for (let i = 0; i < lengths.length; i++) if (lengths[i] > 0) symbols[next[lengths[i]]++] = i;
  return { counts, symbols };
}

const fixedLengths = Array.from({ length: 288 }, (_, i) =>
  i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8,
);
const FIXED = { literals: codeOf(fixedLengths), distances: codeOf(new Array(30).fill(5)) };

/**
 * Unpacks raw DEFLATE data that must give exactly `size` bytes; the caller has checked that `size`
 * may be allocated. `where` names the data in messages. Throws FormatError.
 */
export function inflateRaw(packed: Uint8Array, size: number, where: string): Uint8Array {
  return new Inflater(packed, size, where).run();
}

/** The same of data in a zlib envelope; its check sum is compared. */
export function inflateZlib(packed: Uint8Array, size: number, where: string): Uint8Array {
  const isZlib =
    packed.length >= 6 && (packed[0] & 15) === 8 && ((packed[0] << 8) | packed[1]) % 31 === 0;
  if (!isZlib || packed[1] & 32) throw new FormatError(where, 0, 'found no zlib data');
  const out = inflateRaw(packed.subarray(2, -4), size, where);
  const tail = packed.subarray(-4);
  const sum = ((tail[0] << 24) | (tail[1] << 16) | (tail[2] << 8) | tail[3]) >>> 0;
  if (sum !== adler32(out)) throw new FormatError(where, undefined, 'found a wrong check sum');
  return out;
}

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (let i = 0; i < bytes.length; ) {
    // As many as fit into 32 bits without a remainder in between.
    for (const end = Math.min(bytes.length, i + 5552); i < end; i++) {
      a += bytes[i];
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return ((b << 16) | a) >>> 0;
}

class Inflater {
  private readonly packed: Uint8Array;
  private readonly out: Uint8Array;
  private readonly where: string;
  private at = 0;
  private bits = 0;
  private bitCount = 0;
  private end = 0;

  constructor(packed: Uint8Array, size: number, where: string) {
    this.packed = packed;
    this.out = new Uint8Array(size);
    this.where = where;
  }

  private fail(found: string): never {
    throw new FormatError(this.where, this.at, found);
  }

  run(): Uint8Array {
    for (let isLast = false; !isLast; ) {
      isLast = this.take(1) === 1;
      const kind = this.take(2);
      if (kind === 0) this.stored();
      else if (kind === 1) this.block(FIXED.literals, FIXED.distances);
      else if (kind === 2) this.dynamic();
      else this.fail('found a block of an unknown kind');
    }
    if (this.end !== this.out.length) {
      this.fail(`found ${this.end} bytes when unpacked, expected ${this.out.length}`);
    }
    return this.out;
  }

  private take(count: number): number {
    while (this.bitCount < count) {
      if (this.at >= this.packed.length) this.fail('found the end inside packed data');
      this.bits |= this.packed[this.at++] << this.bitCount;
      this.bitCount += 8;
    }
    const value = this.bits & ((1 << count) - 1);
    this.bits >>>= count;
    this.bitCount -= count;
    return value;
  }

  private stored(): void {
    this.bits = 0;
    this.bitCount = 0;
    if (this.at + 4 > this.packed.length) this.fail('found the end inside packed data');
    const { packed } = this;
    const size = packed[this.at] | (packed[this.at + 1] << 8);
    const inverse = packed[this.at + 2] | (packed[this.at + 3] << 8);
    this.at += 4;
    if (size !== (~inverse & 0xffff)) this.fail('found a damaged stored block');
    if (this.at + size > packed.length) this.fail('found the end inside packed data');
    this.room(size);
    this.out.set(packed.subarray(this.at, this.at + size), this.end);
    this.end += size;
    this.at += size;
  }

  private room(size: number): void {
    if (this.end + size > this.out.length) {
      this.fail(`found more than the ${this.out.length} bytes that were announced`);
    }
  }

  private dynamic(): void {
    const [literals, distances] = [this.take(5) + 257, this.take(5) + 1];
    const described = this.take(4) + 4;
    if (literals > 286 || distances > 30) this.fail('found a damaged code');
    const small = new Uint8Array(19);
    for (let i = 0; i < described; i++) small[CODE_ORDER[i]] = this.take(3);
    const code = codeOf(small);
    const lengths = new Uint8Array(literals + distances);
    for (let i = 0; i < lengths.length; ) {
      const symbol = this.symbol(code);
      if (symbol < 16) {
        lengths[i++] = symbol;
        continue;
      }
      if (symbol === 16 && i === 0) this.fail('found a damaged code');
      const value = symbol === 16 ? lengths[i - 1] : 0;
      const repeat =
        symbol === 16 ? 3 + this.take(2) : symbol === 17 ? 3 + this.take(3) : 11 + this.take(7);
      if (i + repeat > lengths.length) this.fail('found a damaged code');
      lengths.fill(value, i, i + repeat);
      i += repeat;
    }
    this.block(codeOf(lengths.subarray(0, literals)), codeOf(lengths.subarray(literals)));
  }

  /** Decodes bit by bit: the canonical code of a length counts on from that of the length before. */
  private symbol({ counts, symbols }: Code): number {
    let [code, first, index] = [0, 0, 0];
    for (let length = 1; length <= MOST_BITS; length++) {
      code |= this.take(1);
      const count = counts[length];
      if (code - count < first) return symbols[index + (code - first)];
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return this.fail('found a code that means nothing');
  }

  private block(literals: Code, distances: Code): void {
    const { out } = this;
    for (;;) {
      const symbol = this.symbol(literals);
      if (symbol === 256) return;
      if (symbol < 256) {
        this.room(1);
        out[this.end++] = symbol;
        continue;
      }
      const l = symbol - 257;
      if (l >= LENGTH_BASE.length) this.fail('found a length that means nothing');
      const length = LENGTH_BASE[l] + this.take(LENGTH_EXTRA[l]);
      const d = this.symbol(distances);
      if (d >= DISTANCE_BASE.length) this.fail('found a distance that means nothing');
      const distance = DISTANCE_BASE[d] + this.take(DISTANCE_EXTRA[d]);
      if (distance > this.end) this.fail('found a distance before the beginning');
      this.room(length);
      for (let i = 0; i < length; i++, this.end++) out[this.end] = out[this.end - distance];
    }
  }
}
