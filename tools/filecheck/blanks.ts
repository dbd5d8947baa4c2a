/**
 * Text as it is matched: a run of blanks and tabs is one blank, a carriage return before a newline is
 * none. `isKept` is the definition; large texts go through WebAssembly SIMD, sixteen bytes at a time,
 * because this is the one loop that sees every byte of an input before any search does.
 */
import { assemble, I32, op, V128 } from '../../kernels/wasm/index.js';

const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;
const BLANK = 32;

const isBlank = (c: number): boolean => c === BLANK || c === TAB;

/** Whether the byte stays: it is no second blank of a run, and no carriage return before a newline. */
const isKept = (bytes: Uint8Array, at: number, keepsBlanks: boolean): boolean => {
  const c = bytes[at];
  if (c === RETURN) return bytes[at + 1] !== NEWLINE;
  return keepsBlanks || !isBlank(c) || at === 0 || !isBlank(bytes[at - 1]);
};

/** The matched text, and where its bytes stood. */
export interface Canonical {
  readonly bytes: Buffer;
  /** Offset in the file of a byte of the text, or of its end. */
  origin(offset: number): number;
}

/** Bytes of the file between two entries of the index from text to file. */
const CHUNK = 1 << 16;

export function canonicalize(original: Buffer, keepsBlanks: boolean): Canonical {
  if (keepsBlanks && original.indexOf('\r\n') < 0)
    return { bytes: original, origin: (offset) => offset };
  const text = Buffer.allocUnsafeSlow(original.length);
  const starts: number[] = [];
  let knownChunk = -1;
  let known: Int32Array = new Int32Array(0);
  const isLarge = original.length > CHUNK && !keepsBlanks;
  const step = isLarge ? simdStep(original, text) : plainStep(original, text, keepsBlanks);
  let end = 0;
  for (let from = 0; from < original.length; from += CHUNK) {
    starts.push(end);
    end = step(from, Math.min(from + CHUNK, original.length), end);
  }
  return { bytes: text.subarray(0, end), origin: (offset) => origin(offset) };

  function origin(offset: number): number {
    if (offset >= end) return original.length;
    let chunk = 0;
    for (let high = starts.length; high - chunk > 1; ) {
      const middle = (chunk + high) >> 1;
      if (starts[middle] <= offset) chunk = middle;
      else high = middle;
    }
    if (chunk !== knownChunk) {
      // Places are asked for in clusters: those of a chunk are found together.
      known = keptPlaces(original, chunk * CHUNK, keepsBlanks);
      knownChunk = chunk;
    }
    return known[offset - starts[chunk]];
  }
}

/** Where the bytes stand that stay of the chunk from `from`. */
function keptPlaces(original: Uint8Array, from: number, keepsBlanks: boolean): Int32Array {
  const places = new Int32Array(CHUNK);
  let count = 0;
  for (let at = from; at < Math.min(from + CHUNK, original.length); at++)
    if (isKept(original, at, keepsBlanks)) places[count++] = at;
  return places;
}

/** Writes the text of `[from, to)` at `out`; the result is where it ends. */
type Step = (from: number, to: number, out: number) => number;

function plainStep(original: Uint8Array, text: Uint8Array, keepsBlanks: boolean): Step {
  return (from, to, out) => {
    let end = out;
    for (let at = from; at < to; at++) {
      if (!isKept(original, at, keepsBlanks)) continue;
      text[end++] = original[at] === TAB && !keepsBlanks ? BLANK : original[at];
    }
    return end;
  };
}

const LANES = 16;
/** Addresses: where the result's end is told, the bytes (the one before them too), the text. */
const TOLD = 0;
const BYTES = LANES;
const TEXT = BYTES + CHUNK + 2 * LANES;

function simdStep(original: Uint8Array, text: Uint8Array): Step {
  const memory = new WebAssembly.Memory({ initial: Math.ceil((TEXT + CHUNK + LANES) / CHUNK) });
  const module = new WebAssembly.Module(simdModule());
  const { squeeze } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  const bytes = new Uint8Array(memory.buffer);
  const told = new Int32Array(memory.buffer, TOLD, 1);
  return (from, to, out) => {
    const size = to - from;
    bytes[BYTES - 1] = from > 0 ? original[from - 1] : 0;
    bytes.set(original.subarray(from, to), BYTES);
    // A newline behind tells that a carriage return goes; zeros behind that, which nothing drops.
    bytes.fill(0, BYTES + size, BYTES + size + 1 + LANES);
    if (original[to] === NEWLINE) bytes[BYTES + size] = NEWLINE;
    (squeeze as (at: number, end: number, out: number) => void)(BYTES, BYTES + size, TEXT);
    text.set(bytes.subarray(TEXT, told[0]), out);
    return out + told[0] - TEXT;
  };
}

const splat = (byte: number): number[] => [0xfd, 0x0c, ...new Array<number>(LANES).fill(byte)];
const EQUAL = [0xfd, 0x23];
const AND = [0xfd, 0x4e];
const OR = [0xfd, 0x50];
const SELECT = [0xfd, 0x52];
const BITMASK = [0xfd, 0x64];
const TRAILING_ZEROS = [0x68];
const I32_OR = [0x72];
const AT_LEAST = [0x4f];
const I32_STORE = [0x36, 2, 0];
/** A bit behind the lanes, so that there is always a first one. */
const NO_LANE = [0x41, 0x80, 0x80, 0x04];

/**
 * squeeze(at, end, out): stores sixteen bytes, goes on by as many as stand before the first that is
 * dropped, and steps over that one. Reads one byte before `at` and up to sixteen behind `end`.
 */
function simdModule(): Uint8Array<ArrayBuffer> {
  const [at, end, out] = [0, 1, 2];
  const [kept, bytes, before, after, tabs] = [3, 4, 5, 6, 7];
  const blanks = (v: number) => [
    ...[op.get(v), splat(BLANK), EQUAL],
    ...[op.get(v), splat(TAB), EQUAL, OR],
  ];
  return assemble(
    'squeeze',
    3,
    [
      [I32, 1],
      [V128, 4],
    ],
    [
      op.block,
      op.loop,
      ...[op.get(at), op.get(end), AT_LEAST, op.brIf(1)],
      ...[op.get(at), op.load(0), op.set(bytes)],
      ...[op.get(at), op.i32(1), op.sub, op.load(0), op.set(before)],
      ...[op.get(at), op.load(1), op.set(after)],
      // The text has blanks for tabs.
      ...[op.get(bytes), splat(TAB), EQUAL, op.set(tabs)],
      ...[op.get(out), splat(BLANK), op.get(bytes), op.get(tabs), SELECT, op.store(0)],
      // A blank behind a blank, a carriage return before a newline.
      ...[...blanks(bytes), ...blanks(before), AND],
      ...[op.get(bytes), splat(RETURN), EQUAL, op.get(after), splat(NEWLINE), EQUAL, AND],
      ...[OR, BITMASK, NO_LANE, I32_OR, TRAILING_ZEROS, op.set(kept)],
      ...[op.get(out), op.get(kept), op.add, op.set(out)],
      ...[op.get(at), op.get(kept), op.add, op.set(at)],
      // All sixteen stay: on to the next. At the end, zeros beyond it are taken back below.
      ...[op.get(kept), op.i32(LANES), AT_LEAST, op.brIf(0)],
      ...[op.get(at), op.i32(1), op.add, op.set(at)],
      op.br(0),
      op.end,
      op.end,
      ...[op.i32(TOLD), op.get(out), op.get(at), op.get(end), op.sub, op.sub, I32_STORE],
    ],
  );
}
