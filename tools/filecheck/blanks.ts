/**
 * Text as it is matched: a run of blanks and tabs is one blank, a carriage return before a newline is
 * none. `isKept` is the definition; large texts go through WebAssembly SIMD, sixteen bytes at a time,
 * because this is the one loop that sees every byte of an input before any search does.
 */
import {
  advance,
  assemble,
  doWhile,
  i8x16,
  i32,
  type Local,
  v128,
  wasmFunction,
  when,
} from '../../kernels/wasm/index.js';

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
  const module = new WebAssembly.Module(assemble([squeeze]));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const run = exports.squeeze as (at: number, end: number, out: number) => void;
  const bytes = new Uint8Array(memory.buffer);
  const told = new Int32Array(memory.buffer, TOLD, 1);
  return (from, to, out) => {
    const size = to - from;
    bytes[BYTES - 1] = from > 0 ? original[from - 1] : 0;
    bytes.set(original.subarray(from, to), BYTES);
    // A newline behind tells that a carriage return goes; zeros behind that, which nothing drops.
    bytes.fill(0, BYTES + size, BYTES + size + 1 + LANES);
    if (original[to] === NEWLINE) bytes[BYTES + size] = NEWLINE;
    run(BYTES, BYTES + size, TEXT);
    text.set(bytes.subarray(TEXT, told[0]), out);
    return out + told[0] - TEXT;
  };
}

const splat = (byte: number) => v128.const(new Array<number>(LANES).fill(byte));
const isByte = (bytes: Local, byte: number) => i8x16.eq(bytes.get, splat(byte));
const areBlank = (bytes: Local) => v128.or(isByte(bytes, BLANK), isByte(bytes, TAB));

/**
 * squeeze(at, end, out): stores sixteen bytes, goes on by as many as stand before the first that is
 * dropped, and steps over that one. Reads one byte before `at` and up to sixteen behind `end`.
 */
const squeeze = wasmFunction('squeeze', (f) => {
  const [at, end, out] = [f.param(), f.param(), f.param()];
  const kept = f.i32();
  const [bytes, before, after] = [f.v128(), f.v128(), f.v128()];
  // A blank behind a blank, a carriage return before a newline.
  const dropped = v128.or(
    v128.and(areBlank(bytes), areBlank(before)),
    v128.and(isByte(bytes, RETURN), isByte(after, NEWLINE)),
  );
  // A bit behind the lanes, so that there is always a first one.
  const firstDropped = i32.ctz(i32.or(i8x16.bitmask(dropped), i32.const(1 << LANES)));
  const isInside = i32.ltU(at.get, end.get);
  return [
    when(
      isInside,
      doWhile(
        [
          ...bytes.set(v128.load(0, at.get)),
          ...before.set(v128.load(0, i32.sub(at.get, i32.const(1)))),
          ...after.set(v128.load(1, at.get)),
          // The text has blanks for tabs.
          ...v128.store(0, out.get, v128.bitselect(splat(BLANK), bytes.get, isByte(bytes, TAB))),
          ...kept.set(firstDropped),
          ...advance(out, kept.get),
          ...advance(at, kept.get),
          ...when(i32.ltU(kept.get, i32.const(LANES)), advance(at, i32.const(1))),
        ],
        isInside,
      ),
    ),
    // Zeros beyond the end were not dropped: they are taken back.
    i32.store(0, i32.const(TOLD), i32.sub(out.get, i32.sub(at.get, end.get))),
  ];
});
