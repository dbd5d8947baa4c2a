/**
 * What becomes of the sums of eight output channels: integers are requantized to bytes, floats get
 * their bias; both stay within bounds.
 */
import {
  type Code,
  f32x4,
  i8x16,
  i16x8,
  i32,
  i32x4,
  i64x2,
  type Local,
  v128,
} from './assembler.js';

/** Byte offsets of what the output stage of eight integer channels reads; vectors of eight int32. */
export const STAGE = {
  bias: 0,
  /** 2^left shift. */
  left: 32,
  multiplier: 64,
  /** Half of 2^right shift, 0 where that is 1. */
  half: 96,
  /** All ones where the right shift is not 0: there a tie goes away from zero. */
  away: 128,
  /** 2^(30 - right shift). */
  right: 160,
  /** Four int32 of the zero point, sixteen bytes of each bound. */
  zeroPoint: 192,
  min: 208,
  max: 224,
  bytes: 240,
} as const;

/** The same for float channels: eight of bias, four of each bound. */
export const FLOAT_STAGE = { bias: 0, min: 32, max: 48, bytes: 64 } as const;

/** 1 << 30 in both lanes. */
const ROUND = v128.const([0, 0, 0, 64, 0, 0, 0, 0, 0, 0, 0, 64, 0, 0, 0, 0]);
/** The lower words of four 64-bit numbers. */
const LOW_WORDS = [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27];

/** Lanes: floor(x · factor / 2^shift) of int32, each product formed in 64 bits. */
function scaled(x: Local, factor: Code, shift: number, round: boolean): Code {
  const half = (product: Code) =>
    i64x2.shrU(round ? i64x2.add(product, ROUND) : product, i32.const(shift));
  return v128.shuffle(
    half(i64x2.extMulLow(x.get, factor)),
    half(i64x2.extMulHigh(x.get, factor)),
    LOW_WORDS,
  );
}

/**
 * x := the sum x, requantized: MultiplyByQuantizedMultiplier with both roundings (see
 * `multiplyByQuantizedMultiplier`), plus the zero point. RoundingDivideByPOT is
 * floor((x + half - (x < 0)) / 2^e), its division a product by 2^(30-e) and a shift by 30.
 */
function requantize(x: Local, stage: Local, group: number): Code {
  const param = (at: number) => v128.load(at + 16 * group, stage.get);
  const negative = v128.and(i32x4.shrS(x.get, i32.const(31)), param(STAGE.away));
  return [
    ...x.set(i32x4.mul(x.get, param(STAGE.left))),
    ...x.set(scaled(x, param(STAGE.multiplier), 31, true)),
    ...x.set(i32x4.add(i32x4.add(x.get, param(STAGE.half)), negative)),
    ...x.set(scaled(x, param(STAGE.right), 30, false)),
    ...x.set(i32x4.add(x.get, v128.load(STAGE.zeroPoint, stage.get))),
  ];
}

/** Eight requantized sums as bytes within the bounds. */
function storeBytes(low: Local, high: Local, stage: Local, out: Code, isSigned: boolean): Code {
  const words = i16x8.narrowS(low.get, high.get);
  const [narrow, max, min] = isSigned
    ? [i8x16.narrowS, i8x16.maxS, i8x16.minS]
    : [i8x16.narrowU, i8x16.maxU, i8x16.minU];
  const bounded = min(
    max(narrow(words, words), v128.load(STAGE.min, stage.get)),
    v128.load(STAGE.max, stage.get),
  );
  return v128.store64(0, out, bounded);
}

/** Eight float sums plus their bias, within the bounds. */
function storeFloats(low: Local, high: Local, stage: Local, out: Code): Code {
  const bounded = (x: Local, group: number) =>
    f32x4.min(
      f32x4.max(
        f32x4.add(x.get, v128.load(FLOAT_STAGE.bias + 16 * group, stage.get)),
        v128.load(FLOAT_STAGE.min, stage.get),
      ),
      v128.load(FLOAT_STAGE.max, stage.get),
    );
  return [...v128.store(0, out, bounded(low, 0)), ...v128.store(16, out, bounded(high, 1))];
}

/** What the loops of a kind do with a pixel's two vectors of sums. */
export interface Arithmetic {
  readonly start: (stage: Local, group: number) => Code;
  readonly finish: (low: Local, high: Local, stage: Local, out: Code) => Code;
}

const FLOAT_ZERO = v128.const(new Array<number>(16).fill(0));

export const integer = (isSigned: boolean): Arithmetic => ({
  start: (stage, group) => v128.load(STAGE.bias + 16 * group, stage.get),
  finish: (low, high, stage, out) => [
    ...requantize(low, stage, 0),
    ...requantize(high, stage, 1),
    ...storeBytes(low, high, stage, out, isSigned),
  ],
});

export const float: Arithmetic = { start: () => FLOAT_ZERO, finish: storeFloats };
