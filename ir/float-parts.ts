/** The value of a float exactly, and the nearest float of an exact value; for every float type. */
import { type FloatFormat, floatFormat } from './float-bits.js';
import type { FloatKind } from './types.js';

/** A number is (-1)^sign * mant * 2^exp; zero has mant 0. Of NaN, mant is the payload. */
export interface FloatParts {
  readonly what: 'number' | 'inf' | 'nan';
  readonly sign: boolean;
  readonly mant: bigint;
  readonly exp: number;
}

/** Bits of a float, and whether they mean just what they were made of. */
export interface RoundedFloat {
  readonly bits: bigint;
  readonly exact: boolean;
}

/** The number of bits up to the highest one. */
export function bitLength(n: bigint): number {
  const hex = n.toString(16);
  return n === 0n ? 0 : 4 * hex.length - Math.clz32(Number.parseInt(hex[0], 16)) + 28;
}

const ones = (n: number): bigint => (1n << BigInt(n)) - 1n;

/** f80 stores the leading one that the others imply: bits without it. */
function packed(bits: bigint, kind: FloatKind): bigint {
  return kind === 'f80' ? ((bits >> 64n) << 63n) | (bits & ones(63)) : bits;
}

function unpacked(bits: bigint, kind: FloatKind): bigint {
  if (kind !== 'f80') return bits;
  const high = bits >> 63n;
  return (high << 64n) | ((high & ones(15)) === 0n ? 0n : 1n << 63n) | (bits & ones(63));
}

/** The bits that are kept of an 80-bit float whose leading one is not as its exponent wants it. */
export function canonicalF80(bits: bigint): bigint {
  if (isNormalF80(bits)) return bits;
  const isLeast = ((bits >> 64n) & ones(15)) === 0n;
  return bits | ((isLeast ? 1n : ones(15)) << 64n);
}

/** Whether the leading one is there where the exponent is not the least, and only there. */
function isNormalF80(bits: bigint): boolean {
  return (((bits >> 63n) & 1n) === 1n) === (((bits >> 64n) & ones(15)) !== 0n);
}

export function floatParts(bits: bigint, kind: FloatKind): FloatParts {
  const f = floatFormat(kind);
  if (kind === 'f80' && !isNormalF80(bits)) {
    const sign = bits >> 79n === 1n;
    const mant = bits & ones(64);
    // The leading one of the least exponent may be there: the value is what it says.
    if (((bits >> 64n) & ones(15)) === 0n)
      return { what: 'number', sign, mant, exp: 1 - f.bias - f.m };
    return { what: 'nan', sign, mant, exp: 0 };
  }
  const all = packed(bits, kind);
  const sign = ((all >> BigInt(f.e + f.m)) & 1n) === 1n;
  const exponent = Number((all >> BigInt(f.m)) & ones(f.e));
  const field = all & ones(f.m);
  if (f.special === 'fnuz' && sign && exponent === 0 && field === 0n) {
    return { what: 'nan', sign, mant: 0n, exp: 0 };
  }
  if (exponent === 2 ** f.e - 1) {
    if (f.special === 'ieee') {
      return { what: field === 0n ? 'inf' : 'nan', sign, mant: field, exp: 0 };
    }
    if (f.special === 'fn' && field === ones(f.m))
      return { what: 'nan', sign, mant: field, exp: 0 };
  }
  const mant = exponent === 0 ? field : field | (1n << BigInt(f.m));
  return { what: 'number', sign, mant, exp: Math.max(exponent, 1) - f.bias - f.m };
}

/** Bits of exponent and mantissa fields with a sign. */
export function withFloatSign(magnitude: bigint, sign: boolean, kind: FloatKind): bigint {
  const f = floatFormat(kind);
  return unpacked(sign ? magnitude | (1n << BigInt(f.e + f.m)) : magnitude, kind);
}

export const quietBit = (f: FloatFormat): bigint => 1n << BigInt(f.m - 1);

/** The NaN that an operation makes of numbers. */
export function nanBits(kind: FloatKind, sign = false): bigint {
  const f = floatFormat(kind);
  if (f.special === 'fnuz') return withFloatSign(0n, true, kind);
  const top = ones(f.e) << BigInt(f.m);
  return withFloatSign(f.special === 'fn' ? top | ones(f.m) : top | quietBit(f), sign, kind);
}

/** Infinity, or what the format has in its place. */
export function infinityBits(kind: FloatKind, sign: boolean): bigint {
  const f = floatFormat(kind);
  if (f.special === 'ieee') return withFloatSign(ones(f.e) << BigInt(f.m), sign, kind);
  if (f.special === 'none') return withFloatSign(ones(f.e + f.m), sign, kind);
  return nanBits(kind, sign);
}

export function zeroBits(kind: FloatKind, sign: boolean): bigint {
  return withFloatSign(0n, sign && floatFormat(kind).special !== 'fnuz', kind);
}

/**
 * The nearest float of (-1)^sign * mant * 2^exp, half to even. The last bit of `mant` may stand for
 * all that was cut off below it, where `mant` has two bits more than the format.
 */
export function roundFloat(
  sign: boolean,
  mant: bigint,
  exp: number,
  kind: FloatKind,
): RoundedFloat {
  if (mant === 0n) return { bits: zeroBits(kind, sign), exact: true };
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
  if (magnitude >= limit) return { bits: infinityBits(kind, sign), exact: false };
  if (magnitude === 0n) return { bits: zeroBits(kind, sign), exact };
  return { bits: withFloatSign(magnitude, sign, kind), exact };
}

/** The nearest float of (-1)^sign * numerator / denominator * 2^exp. */
export function roundQuotient(
  sign: boolean,
  numerator: bigint,
  denominator: bigint,
  exp: number,
  kind: FloatKind,
): RoundedFloat {
  // Two bits more than the format has, and one for what is left over.
  const digits = floatFormat(kind).m + 3 + bitLength(denominator) - bitLength(numerator);
  const shift = Math.max(0, digits);
  const shifted = numerator << BigInt(shift);
  const quotient = shifted / denominator;
  const rest = quotient * denominator === shifted ? 0n : 1n;
  return roundFloat(sign, (quotient << 1n) | rest, exp - shift - 1, kind);
}
