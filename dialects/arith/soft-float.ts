/**
 * Float arithmetic on the bits of every builtin float type, each operation exact and then rounded
 * once, half to even. NaN and its payload go through as in LLVM's APFloat, whose results an IR that
 * is shared with upstream tools must show.
 */
import {
  type FloatKind,
  type FloatParts,
  type FloatType,
  floatFormat,
  floatParts,
  infinityBits,
  nanBits,
  quietBit,
  roundFloat,
  roundQuotient,
  withFloatSign,
  zeroBits,
} from '../../ir/index.js';

const ones = (n: number): bigint => (1n << BigInt(n)) - 1n;

/** The NaN among the operands, the first of two, made quiet; undefined when both are numbers. */
function nanOf(a: bigint, b: bigint, kind: FloatKind): bigint | undefined {
  for (const bits of [a, b]) if (floatParts(bits, kind).what === 'nan') return quiet(bits, kind);
  return undefined;
}

function quiet(bits: bigint, kind: FloatKind): bigint {
  const f = floatFormat(kind);
  return f.special === 'ieee' ? bits | quietBit(f) : bits;
}

export function isNaNBits(bits: bigint, kind: FloatKind): boolean {
  return floatParts(bits, kind).what === 'nan';
}

/** Whether it is the number `value`, told from minus zero by `sign`. */
export function isNumber(bits: bigint, kind: FloatKind, value: 0 | 1, sign: boolean): boolean {
  const p = floatParts(bits, kind);
  if (p.what !== 'number' || p.sign !== sign) return false;
  return value === 0 ? p.mant === 0n : p.mant === 1n << BigInt(Math.max(0, -p.exp));
}

export function isInfinity(bits: bigint, kind: FloatKind, sign: boolean): boolean {
  const p = floatParts(bits, kind);
  return p.what === 'inf' && p.sign === sign;
}

export function isNegative(bits: bigint, kind: FloatKind): boolean {
  return floatParts(bits, kind).sign;
}

/** Turns the sign; a format without minus zero keeps its zero and its NaN. */
export function negate(bits: bigint, { kind, width }: FloatType): bigint {
  const sign = 1n << BigInt(width - 1);
  const keeps = floatFormat(kind).special === 'fnuz' && (bits & (sign - 1n)) === 0n;
  return keeps ? bits : bits ^ sign;
}

/** The value of a number as an integer multiple of 2^exp. */
const signed = (p: FloatParts, exp: number): bigint => {
  const m = p.mant << BigInt(p.exp - exp);
  return p.sign ? -m : m;
};

function addParts(a: FloatParts, b: FloatParts, kind: FloatKind): bigint {
  if (a.what === 'inf' || b.what === 'inf') {
    if (a.what === b.what && a.sign !== b.sign) return nanBits(kind);
    return infinityBits(kind, a.what === 'inf' ? a.sign : b.sign);
  }
  const exp = Math.min(a.exp, b.exp);
  const sum = signed(a, exp) + signed(b, exp);
  // An exact zero is plus zero, unless both are minus zero.
  if (sum === 0n) return zeroBits(kind, a.sign && b.sign && a.mant === 0n && b.mant === 0n);
  return roundFloat(sum < 0n, sum < 0n ? -sum : sum, exp, kind).bits;
}

export function add(a: bigint, b: bigint, kind: FloatKind): bigint {
  return nanOf(a, b, kind) ?? addParts(floatParts(a, kind), floatParts(b, kind), kind);
}

export function subtract(a: bigint, b: bigint, kind: FloatKind): bigint {
  const nan = nanOf(a, b, kind);
  if (nan !== undefined) return nan;
  const y = floatParts(b, kind);
  return addParts(floatParts(a, kind), { ...y, sign: !y.sign }, kind);
}

export function multiply(a: bigint, b: bigint, kind: FloatKind): bigint {
  const nan = nanOf(a, b, kind);
  if (nan !== undefined) return nan;
  const [x, y] = [floatParts(a, kind), floatParts(b, kind)];
  const sign = x.sign !== y.sign;
  if (x.what === 'inf' || y.what === 'inf') {
    const other = x.what === 'inf' ? y : x;
    return other.what === 'number' && other.mant === 0n ? nanBits(kind) : infinityBits(kind, sign);
  }
  return roundFloat(sign, x.mant * y.mant, x.exp + y.exp, kind).bits;
}

export function divide(a: bigint, b: bigint, kind: FloatKind): bigint {
  const nan = nanOf(a, b, kind);
  if (nan !== undefined) return nan;
  const [x, y] = [floatParts(a, kind), floatParts(b, kind)];
  const sign = x.sign !== y.sign;
  if (x.what === 'inf') return y.what === 'inf' ? nanBits(kind) : infinityBits(kind, sign);
  if (y.what === 'inf') return zeroBits(kind, sign);
  if (y.mant === 0n) {
    if (x.mant === 0n) return nanBits(kind);
    return infinityBits(kind, sign);
  }
  return roundQuotient(sign, x.mant, y.mant, x.exp - y.exp, kind).bits;
}

/** With the quotient rounded toward zero: the sign is that of `a`. */
export function remainder(a: bigint, b: bigint, kind: FloatKind): bigint {
  const nan = nanOf(a, b, kind);
  if (nan !== undefined) return nan;
  const [x, y] = [floatParts(a, kind), floatParts(b, kind)];
  if (x.what === 'inf' || (y.what === 'number' && y.mant === 0n)) return nanBits(kind);
  if (y.what === 'inf') return a;
  const exp = Math.min(x.exp, y.exp);
  const rest = (x.mant << BigInt(x.exp - exp)) % (y.mant << BigInt(y.exp - exp));
  return roundFloat(x.sign, rest, exp, kind).bits;
}

/** -1, 0, 1; undefined when one of them is NaN. */
export function compare(a: bigint, b: bigint, kind: FloatKind): -1 | 0 | 1 | undefined {
  const [x, y] = [floatParts(a, kind), floatParts(b, kind)];
  if (x.what === 'nan' || y.what === 'nan') return undefined;
  const rank = (p: FloatParts) => (p.what === 'inf' ? (p.sign ? -1 : 1) : 0);
  if (rank(x) !== rank(y)) return rank(x) < rank(y) ? -1 : 1;
  if (rank(x) !== 0) return 0;
  const exp = Math.min(x.exp, y.exp);
  const difference = signed(x, exp) - signed(y, exp);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** To another format; undefined when the value there would be another one. */
export function convertExactly(bits: bigint, from: FloatKind, to: FloatKind): bigint | undefined {
  const p = floatParts(bits, from);
  const source = floatFormat(from);
  const target = floatFormat(to);
  if (p.what === 'number') {
    if (p.mant === 0n && p.sign && target.special === 'fnuz' && source.special !== 'fnuz') {
      return undefined;
    }
    const { bits: rounded, exact } = roundFloat(p.sign, p.mant, p.exp, to);
    return exact ? rounded : undefined;
  }
  if (p.what === 'inf') return target.special === 'ieee' ? infinityBits(to, p.sign) : undefined;
  if (source.special === 'ieee' && (p.mant & quietBit(source)) === 0n) return undefined;
  if (target.special !== 'ieee') {
    if (target.special === 'none') return undefined;
    return source.special === 'ieee' ? undefined : nanBits(to, p.sign);
  }
  if (source.special !== 'ieee') {
    // The one NaN: its bits as a significand, or a new NaN where it has none.
    if (source.special === 'fnuz') return nanBits(to);
  }
  const shift = target.m - source.m;
  if (shift < 0 && (p.mant & ones(-shift)) !== 0n) return undefined;
  const payload = shift < 0 ? p.mant >> BigInt(-shift) : p.mant << BigInt(shift);
  return withFloatSign((ones(target.e) << BigInt(target.m)) | payload, p.sign, to);
}

/** The nearest float of an integer. */
export function fromInteger(value: bigint, kind: FloatKind): bigint {
  return roundFloat(value < 0n, value < 0n ? -value : value, 0, kind).bits;
}

/** Rounded toward zero; undefined for what is no number. */
export function toInteger(bits: bigint, kind: FloatKind): bigint | undefined {
  const p = floatParts(bits, kind);
  if (p.what !== 'number') return undefined;
  const magnitude = p.exp >= 0 ? p.mant << BigInt(p.exp) : p.mant >> BigInt(-p.exp);
  return p.sign ? -magnitude : magnitude;
}
