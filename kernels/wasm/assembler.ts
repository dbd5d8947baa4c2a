/**
 * A WebAssembly module of one exported function over an imported memory, from opcodes as numbers.
 * Binary format: https://webassembly.github.io/spec/core/binary/
 */

export const I32 = 0x7f;
export const V128 = 0x7b;

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

/** The instructions that the kernels use. */
export const op = {
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  end: [0x0b],
  br: (depth: number) => [0x0c, depth],
  brIf: (depth: number) => [0x0d, depth],
  get: (local: number) => [0x20, local],
  set: (local: number) => [0x21, local],
  tee: (local: number) => [0x22, local],
  /** 0 … 63: longer constants need more bytes. */
  i32: (value: number) => [0x41, value],
  eqz: [0x45],
  add: [0x6a],
  sub: [0x6b],
  load: (offset: number) => [0xfd, 0x00, 2, ...leb(offset)],
  store: (offset: number) => [0xfd, 0x0b, 2, ...leb(offset)],
  /** Eight signed bytes, widened to 16 bits. */
  load8x8: [0xfd, 0x01, 0, 0],
  /** One 16-bit number in all eight lanes. */
  load16Splat: [0xfd, 0x08, 1, 0],
  i32x4Add: [0xfd, 0xae, 0x01],
  /** Products of the lower (upper) four lanes, 16 by 16 to 32 bits. */
  mulLow: [0xfd, 0xbc, 0x01],
  mulHigh: [0xfd, 0xbd, 0x01],
} as const;

function section(id: number, content: readonly number[]): number[] {
  return [id, ...leb(content.length), ...content];
}

const name = (text: string) => [...leb(text.length), ...Buffer.from(text)];

/** The module's bytes: `params` i32 parameters, `locals` (type, count) behind them. */
export function assemble(
  exported: string,
  params: number,
  locals: readonly (readonly [type: number, count: number])[],
  body: readonly (readonly number[])[],
): Uint8Array<ArrayBuffer> {
  const code = [
    ...leb(locals.length),
    ...locals.flatMap(([type, count]) => [...leb(count), type]),
    ...body.flat(),
    ...op.end,
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, ...leb(params), ...new Array(params).fill(I32), 0]),
    ...section(2, [1, ...name('env'), ...name('memory'), 0x02, 0x00, 0]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name(exported), 0x00, 0]),
    ...section(10, [1, ...leb(code.length), ...code]),
  ]);
}
