/**
 * WebAssembly modules from expressions: each helper returns the code of one instruction behind the
 * code of its operands, so a loop's body reads like the formula it computes.
 * Binary format: https://webassembly.github.io/spec/core/binary/
 */

/** Encoded instructions. */
export type Code = readonly number[];

const I32 = 0x7f;
const V128 = 0x7b;

/** Unsigned LEB128. */
function leb(value: number): number[] {
  const out: number[] = [];
  let rest = value;
  do {
    const byte = rest & 0x7f;
    rest >>>= 7;
    out.push(rest > 0 ? byte | 0x80 : byte);
  } while (rest > 0);
  return out;
}

/** Signed LEB128 of an int32. */
function signedLeb(value: number): number[] {
  const out: number[] = [];
  for (let rest = value | 0; ; ) {
    const byte = rest & 0x7f;
    rest >>= 7;
    const isLast = rest === 0 ? (byte & 0x40) === 0 : rest === -1 && (byte & 0x40) !== 0;
    out.push(isLast ? byte : byte | 0x80);
    if (isLast) return out;
  }
}

const plain =
  (opcode: number) =>
  (...operands: readonly Code[]): Code => [...operands.flat(), opcode];
const simd =
  (opcode: number) =>
  (...operands: readonly Code[]): Code => [...operands.flat(), 0xfd, ...leb(opcode)];
/** A load or store: operands, then alignment (its logarithm) and a constant offset. */
const memory =
  (opcode: readonly number[], alignment: number) =>
  (offset: number, ...operands: readonly Code[]): Code => [
    ...operands.flat(),
    ...opcode,
    alignment,
    ...leb(offset),
  ];

export const i32 = {
  const: (value: number): Code => [0x41, ...signedLeb(value)],
  ltU: plain(0x49),
  ctz: plain(0x68),
  add: plain(0x6a),
  sub: plain(0x6b),
  and: plain(0x71),
  or: plain(0x72),
  shrU: plain(0x76),
  /** i32.load(offset, address) */
  load: memory([0x28], 2),
  load8S: memory([0x2c], 0),
  load8U: memory([0x2d], 0),
  /** i32.store(offset, address, value) */
  store: memory([0x36], 2),
  store16: memory([0x3b], 1),
} as const;

export const v128 = {
  load: memory([0xfd, 0x00], 0),
  /** Eight bytes, widened to 16 bits a lane. */
  load8x8S: memory([0xfd, 0x01], 0),
  load8x8U: memory([0xfd, 0x02], 0),
  /** One number in all lanes. */
  load16Splat: memory([0xfd, 0x08], 1),
  load32Splat: memory([0xfd, 0x09], 1),
  store: memory([0xfd, 0x0b], 0),
  /** The lower eight bytes: store64(offset, address, value). */
  store64: (offset: number, ...operands: readonly Code[]): Code => [
    ...operands.flat(),
    ...[0xfd, 0x5b, 0, ...leb(offset), 0],
  ],
  /** The lowest lane of 32 bits: store32(offset, address, value). */
  store32: (offset: number, ...operands: readonly Code[]): Code => [
    ...operands.flat(),
    ...[0xfd, 0x5a, 0, ...leb(offset), 0],
  ],
  /** Sixteen bytes. */
  const: (bytes: readonly number[]): Code => [0xfd, 0x0c, ...bytes],
  /** Bytes `lanes` of a (0 … 15) and b (16 … 31). */
  shuffle: (a: Code, b: Code, lanes: readonly number[]): Code => [...a, ...b, 0xfd, 0x0d, ...lanes],
  and: simd(0x4e),
  or: simd(0x50),
  /** bitselect(a, b, mask): a where the mask has ones. */
  bitselect: simd(0x52),
} as const;

export const i8x16 = {
  eq: simd(0x23),
  bitmask: simd(0x64),
  narrowS: simd(0x65),
  narrowU: simd(0x66),
  minS: simd(0x76),
  minU: simd(0x77),
  maxS: simd(0x78),
  maxU: simd(0x79),
} as const;

export const i16x8 = {
  splat: simd(0x10),
  narrowS: simd(0x85),
  sub: simd(0x91),
} as const;

export const i32x4 = {
  shrS: simd(0xac),
  add: simd(0xae),
  mul: simd(0xb5),
  /** Sums of two products of 16 bits each. */
  dot: simd(0xba),
  /** Products of the lower (upper) four lanes, 16 by 16 to 32 bits. */
  extMulLow: simd(0xbc),
  extMulHigh: simd(0xbd),
} as const;

export const i64x2 = {
  shrU: simd(0xcd),
  add: simd(0xce),
  /** Products of the lower (upper) two lanes, 32 by 32 to 64 bits. */
  extMulLow: simd(0xdc),
  extMulHigh: simd(0xdd),
} as const;

export const f32x4 = {
  add: simd(0xe4),
  mul: simd(0xe6),
  min: simd(0xe8),
  max: simd(0xe9),
} as const;

/** memoryCopy(target, source, bytes) */
export const memoryCopy = (...operands: readonly Code[]): Code => [
  ...operands.flat(),
  ...[0xfc, 0x0a, 0, 0],
];

/** A parameter or variable of a function. */
export interface Local {
  readonly get: Code;
  set(value: Code): Code;
  tee(value: Code): Code;
}

/** `body`, then again while `condition` (code that leaves an i32) holds. */
export const doWhile = (body: Code, condition: Code): Code => [
  ...[0x03, 0x40],
  ...body,
  ...condition,
  ...[0x0d, 0, 0x0b],
];

/** `body` unless `condition` is zero. */
export const when = (condition: Code, body: Code): Code => [
  ...condition,
  ...[0x04, 0x40],
  ...body,
  0x0b,
];

/** `body` `count` times (the local is used up); not at all where it is zero. */
export const repeat = (count: Local, body: Code): Code =>
  when(count.get, doWhile(body, count.tee(i32.sub(count.get, i32.const(1)))));

/** x += amount, for addresses and counts. */
export const advance = (local: Local, amount: Code): Code => local.set(i32.add(local.get, amount));

/** Declares what a function works with, in the order of its binary form. */
class Frame {
  readonly types: number[] = [];
  params = 0;

  param(): Local {
    this.params++;
    return this.declare(I32);
  }

  i32(): Local {
    return this.declare(I32);
  }

  v128(): Local {
    return this.declare(V128);
  }

  private declare(type: number): Local {
    const index = leb(this.types.push(type) - 1);
    return {
      get: [0x20, ...index],
      set: (value) => [...value, 0x21, ...index],
      tee: (value) => [...value, 0x22, ...index],
    };
  }
}

/** A function of i32 parameters without a result. */
export interface WasmFunction {
  readonly name: string;
  readonly params: number;
  readonly code: Code;
}

/** `build` declares parameters first, then variables, and returns the body. */
export function wasmFunction(name: string, build: (frame: Frame) => readonly Code[]): WasmFunction {
  const frame = new Frame();
  const body = build(frame).flat();
  const locals = frame.types.slice(frame.params).flatMap((type) => [1, type]);
  const count = frame.types.length - frame.params;
  return { name, params: frame.params, code: [...leb(count), ...locals, ...body, 0x0b] };
}

const section = (id: number, content: Code): Code => [id, ...leb(content.length), ...content];
const vector = (items: readonly Code[]): Code => [...leb(items.length), ...items.flat()];
const text = (value: string): Code => [...leb(value.length), ...Buffer.from(value)];

/** A module that exports `functions` and imports its memory as `env.memory`. */
export function assemble(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ params }) => [
    0x60,
    ...leb(params),
    ...new Array<number>(params).fill(I32),
    0,
  ]);
  const exported = functions.map(({ name }, i) => [...text(name), 0x00, ...leb(i)]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(types)),
    ...section(2, vector([[...text('env'), ...text('memory'), 0x02, 0x00, 0]])),
    ...section(3, vector(functions.map((_, i) => leb(i)))),
    ...section(7, vector(exported)),
    ...section(10, vector(functions.map(({ code }) => [...leb(code.length), ...code]))),
  ]);
}
