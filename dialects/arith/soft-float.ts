/**
 * Float arithmetic on the bits of every builtin float type, each operation exact and then rounded
 * once, half to even. NaN and its payload go through as in LLVM's APFloat, whose results an IR that
 * is shared with upstream tools must show.
 */
import { type FloatFormat, type FloatKind, floatFormat } from '../../ir/index.js';

/** A number is (-1)^sign * mant * 2^exp; zero has mant 0. Of NaN, mant is the payload. */
interface Parts {
  readonly what: 'number' | 'inf' | 'nan';
  readonly sign: boolean;
  readonly mant: bigint;
  readonly exp: number;
}

/** Bits of a result, and whether it is less than the exact one. */
interface Rounded {
  readonly bits: bigint;
  readonly exact: boolean;
}

const bitLength = (n: bigint): number => (n === 0n ? 0 : n.toString(2).length);
const ones = (n: number): bigint => (1n << BigInt(n)) - 1n;
const quietBit = (f: FloatFormat): bigint => 1n << BigInt(f.m - 1);

/** f80 stores the leading one that the others imply: bits without it. */
function packed(bits: bigint, kind: FloatKind): bigint {
  if (kind !== 'f80') return bits;
  return ((bits >> 64n) << 63n) | (bits & ones(63));
}

function unpacked(bits: bigint, kind: FloatKind): bigint {
  if (kind !== 'f80') return bits;
  const high = bits >> 63n;
  return (high << 64n) | ((high & ones(15)) === 0n ? 0n : 1n << 63n) | (bits & ones(63));
}

function decode(bits: bigint, kind: FloatKind): Parts {
  const f = floatFormat(kind);
  const all = packed(bits, kind);
  const sign = ((all >> BigInt(f.e + f.m)) & 1n) === 1n;
  const exponent = Number((all >> BigInt(f.m)) & ones(f.e));
  const field = all & ones(f.m);
  const top = 2 ** f.e - 1;
  if (f.special === 'fnuz' && sign && exponent === 0 && field === 0n) {
    return { what: 'nan', sign, mant: 0n, exp: 0 };
  }
  if (exponent === top) {
    if (f.special === 'ieee') {
      return { what: field === 0n ? 'inf' : 'nan', sign, mant: field, exp: 0 };
    }
    if (f.special === 'fn' && field === ones(f.m))
      return { what: 'nan', sign, mant: field, exp: 0 };
  }
  const mant = exponent === 0 ? field : field | (1n << BigInt(f.m));
  return { what: 'number', sign, mant, exp: Math.max(exponent, 1) - f.bias - f.m };
}

function withSign(magnitude: bigint, sign: boolean, kind: FloatKind): bigint {
  const f = floatFormat(kind);
  return unpacked(sign ? magnitude | (1n << BigInt(f.e + f.m)) : magnitude, kind);
}

/** The NaN that an operation makes of numbers. */
export function makeNaN(kind: FloatKind, sign = false): bigint {
  const f = floatFormat(kind);
  if (f.special === 'fnuz') return withSign(0n, true, kind);
  const top = ones(f.e) << BigInt(f.m);
  return withSign(f.special === 'fn' ? top | ones(f.m) : top | quietBit(f), sign, kind);
}

/** Infinity, or what the format has in its place. */
function overflow(kind: FloatKind, sign: boolean): bigint {
  const f = floatFormat(kind);
  if (f.special === 'ieee') return withSign(ones(f.e) << BigInt(f.m), sign, kind);
  if (f.special === 'none') return withSign(ones(f.e + f.m), sign, kind);
  return makeNaN(kind, sign);
}

function zero(kind: FloatKind, sign: boolean): bigint {
  return withSign(0n, sign && floatFormat(kind).special !== 'fnuz', kind);
}

/** Rounds to the format; a last bit of `mant` may stand for all that was cut off below it. */
function encode(sign: boolean, mant: bigint, exp: number, kind: FloatKind): Rounded {
  if (mant === 0n) return { bits: zero(kind, sign), exact: true };
  const f = floatFormat(kind);
  const lowest = 1 - f.bias;
  const exponent = Math.max(exp + bitLength(mant) - 1, lowest);
  const drop = exponent - f.m - exp;
  let kept = mant;
  let exact = true;
  if (drop <= 0) kept <<= BigInt(-drop);
  else {
    kept >>= BigInt(drop);
    const rest = mant & ones(drop);
    const half = 1n << BigInt(drop - 1);
    exact = rest === 0n;
    if (rest > half || (rest === half && (kept & 1n) === 1n)) kept++;
  }
  // The leading one of a normal number adds one to the exponent field.
  const magnitude = kept + (BigInt(exponent - lowest) << BigInt(f.m));
  const top = ones(f.e) << BigInt(f.m);
  const limit =
    f.special === 'ieee' ? top : f.special === 'fn' ? top | ones(f.m) : 1n << BigInt(f.e + f.m);
  if (magnitude >= limit) {
    return { bits: overflow(kind, sign), exact: false };
  }
  if (magnitude === 0n) return { bits: zero(kind, sign), exact };
  return { bits: withSign(magnitude, sign, kind), exact };
}

/** The NaN among the operands, the first of two, made quiet; undefined when both are numbers. */
function nanOf(a: bigint, b: bigint, kind: FloatKind): bigint | undefined {
  for (const bits of [a, b]) if (decode(bits, kind).what === 'nan') return quiet(bits, kind);
  return undefined;
}

function quiet(bits: bigint, kind: FloatKind): bigint {
  const f = floatFormat(kind);
  return f.special === 'ieee' ? bits | quietBit(f) : bits;
}

export function isNaNBits(bits: bigint, kind: FloatKind): boolean {
  return decode(bits, kind).what === 'nan';
}

/** Whether it is the number `value`, told from minus zero by `sign`. */
export function isNumber(bits: bigint, kind: FloatKind, value: 0 | 1, sign: boolean): boolean {
  const p = decode(bits, kind);
  if (p.what !== 'number' || p.sign !== sign) return false;
  return value === 0 ? p.mant === 0n : p.mant === 1n << BigInt(Math.max(0, -p.exp));
}

export function isInfinity(bits: bigint, kind: FloatKind, sign: boolean): boolean {
  const p = decode(bits, kind);
  return p.what === 'inf' && p.sign === sign;
}

export function isNegative(bits: bigint, kind: FloatKind): boolean {
  return decode(bits, kind).sign;
}

/** Turns the sign; a format without minus zero keeps its zero and its NaN. */
export function negate(bits: bigint, kind: FloatKind): bigint {
  const f = floatFormat(kind);
  const all = packed(bits, kind);
  if (f.special === 'fnuz' && (all & ones(f.e + f.m)) === 0n) return bits;
  return unpacked(all ^ (1n << BigInt(f.e + f.m)), kind);
}

/** The value of a number as an integer multiple of 2^exp. */
const signed = (p: Parts, exp: number): bigint => {
  const m = p.mant << BigInt(p.exp - exp);
  return p.sign ? -m : m;
};

function addParts(a: Parts, b: Parts, kind: FloatKind): bigint {
  if (a.what === 'inf' || b.what === 'inf') {
    if (a.what === b.what && a.sign !== b.sign) return makeNaN(kind);
    return overflow(kind, a.what === 'inf' ? a.sign : b.sign);
  }
  const exp = Math.min(a.exp, b.exp);
  const sum = signed(a, exp) + signed(b, exp);
  // An exact zero is plus zero, unless both are minus zero.
  if (sum === 0n) return zero(kind, a.sign && b.sign && a.mant === 0n && b.mant === 0n);
  return encode(sum < 0n, sum < 0n ? -sum : sum, exp, kind).bits;
}

export function add(a: bigint, b: bigint, kind: FloatKind): bigint {
  return nanOf(a, b, kind) ?? addParts(decode(a, kind), decode(b, kind), kind);
}

export function subtract(a: bigint, b: bigint, kind: FloatKind): bigint {
  const nan = nanOf(a, b, kind);
  if (nan !== undefined) return nan;
  const y = decode(b, kind);
  return addParts(decode(a, kind), { ...y, sign: !y.sign }, kind);
}

export function multiply(a: bigint, b: bigint, kind: FloatKind): bigint {
  const nan = nanOf(a, b, kind);
  if (nan !== undefined) return nan;
  const [x, y] = [decode(a, kind), decode(b, kind)];
  const sign = x.sign !== y.sign;
  if (x.what === 'inf' || y.what === 'inf') {
    const other = x.what === 'inf' ? y : x;
    return other.what === 'number' && other.mant === 0n ? makeNaN(kind) : overflow(kind, sign);
  }
  return encode(sign, x.mant * y.mant, x.exp + y.exp, kind).bits;
}

export function divide(a: bigint, b: bigint, kind: FloatKind): bigint {
  const nan = nanOf(a, b, kind);
  if (nan !== undefined) return nan;
  const [x, y] = [decode(a, kind), decode(b, kind)];
  const sign = x.sign !== y.sign;
  if (x.what === 'inf') return y.what === 'inf' ? makeNaN(kind) : overflow(kind, sign);
  if (y.what === 'inf') return zero(kind, sign);
  if (y.mant === 0n) {
    if (x.mant === 0n) return makeNaN(kind);
    return overflow(kind, sign);
  }
  // Two bits more than the format has, and one for what is left over.
  const shift = Math.max(0, floatFormat(kind).m + 3 + bitLength(y.mant) - bitLength(x.mant));
  const numerator = x.mant << BigInt(shift);
  const quotient = numerator / y.mant;
  const sticky = quotient * y.mant === numerator ? 0n : 1n;
  return encode(sign, (quotient << 1n) | sticky, x.exp - y.exp - shift - 1, kind).bits;
}

/** With the quotient rounded toward zero: the sign is that of `a`. */
export function remainder(a: bigint, b: bigint, kind: FloatKind): bigint {
  const nan = nanOf(a, b, kind);
  if (nan !== undefined) return nan;
  const [x, y] = [decode(a, kind), decode(b, kind)];
  if (x.what === 'inf' || (y.what === 'number' && y.mant === 0n)) return makeNaN(kind);
  if (y.what === 'inf') return a;
  const exp = Math.min(x.exp, y.exp);
  const rest = (x.mant << BigInt(x.exp - exp)) % (y.mant << BigInt(y.exp - exp));
  return encode(x.sign, rest, exp, kind).bits;
}

/** -1, 0, 1; undefined when one of them is NaN. */
export function compare(a: bigint, b: bigint, kind: FloatKind): -1 | 0 | 1 | undefined {
  const [x, y] = [decode(a, kind), decode(b, kind)];
  if (x.what === 'nan' || y.what === 'nan') return undefined;
  const rank = (p: Parts) => (p.what === 'inf' ? (p.sign ? -1 : 1) : 0);
  if (rank(x) !== rank(y)) return rank(x) < rank(y) ? -1 : 1;
  if (rank(x) !== 0) return 0;
  const exp = Math.min(x.exp, y.exp);
  const difference = signed(x, exp) - signed(y, exp);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** To another format; undefined when the value there would be another one. */
export function convertExactly(bits: bigint, from: FloatKind, to: FloatKind): bigint | undefined {
  const p = decode(bits, from);
  const source = floatFormat(from);
  const target = floatFormat(to);
  if (p.what === 'number') {
    if (p.mant === 0n && p.sign && target.special === 'fnuz' && source.special !== 'fnuz') {
      return undefined;
    }
    const { bits: rounded, exact } = encode(p.sign, p.mant, p.exp, to);
    return exact ? rounded : undefined;
  }
  if (p.what === 'inf') return target.special === 'ieee' ? overflow(to, p.sign) : undefined;
  if (source.special === 'ieee' && (p.mant & quietBit(source)) === 0n) return undefined;
  if (target.special !== 'ieee') {
    if (target.special === 'none') return undefined;
    return source.special === 'ieee' ? undefined : makeNaN(to, p.sign);
  }
  if (source.special !== 'ieee') {
    // The one NaN: its bits as a significand, or a new NaN where it has none.
    if (source.special === 'fnuz') return makeNaN(to);
  }
  const shift = target.m - source.m;
  if (shift < 0 && (p.mant & ones(-shift)) !== 0n) return undefined;
  const payload = shift < 0 ? p.mant >> BigInt(-shift) : p.mant << BigInt(shift);
  return withSign((ones(target.e) << BigInt(target.m)) | payload, p.sign, to);
}

/** The nearest float of an integer. */
export function fromInteger(value: bigint, kind: FloatKind): bigint {
  return encode(value < 0n, value < 0n ? -value : value, 0, kind).bits;
}

/** Rounded toward zero; undefined for what is no number. */
export function toInteger(bits: bigint, kind: FloatKind): bigint | undefined {
  const p = decode(bits, kind);
  if (p.what !== 'number') return undefined;
  const magnitude = p.exp >= 0 ? p.mant << BigInt(p.exp) : p.mant >> BigInt(-p.exp);
  return p.sign ? -magnitude : magnitude;
}
