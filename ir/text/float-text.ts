/**
 * Floats as decimal text, digit for digit what LLVM's APFloat gives: it cuts the exact decimal to
 * little more than the digits that it wants before it rounds, so that 0.7 of f32 comes out as
 * 0.699999988. An IR that two tools print must look the same in both.
 */
import { floatFormat } from '../float-bits.js';
import { bitLength, floatParts, roundFloat, roundQuotient } from '../float-parts.js';
import type { FloatKind } from '../types.js';

/** digits * 10^exp, digits without trailing zeros. */
interface Decimal {
  readonly digits: string;
  readonly exp: number;
}

/** At most `precision` digits of mant * 2^exp. */
function decimalOf(mant: bigint, exp: number, precision: number): Decimal {
  let significand = mant;
  let e = exp;
  while ((significand & 1n) === 0n) {
    significand >>= 1n;
    e++;
  }
  // N * 2^-e is N * 5^e * 10^-e.
  let exp10 = 0;
  if (e > 0) significand <<= BigInt(e);
  else {
    significand *= 5n ** BigInt(-e);
    exp10 = e;
  }
  // 59 / 196 is a little less than the logarithm of 2.
  const needed = Math.floor((precision * 196 + 58) / 59);
  const bits = bitLength(significand);
  if (bits > needed) {
    const tens = Math.floor(((bits - needed) * 59) / 196);
    significand /= 10n ** BigInt(tens);
    exp10 += tens;
  }
  const text = String(significand);
  const digits = text.replace(/0+$/, '');
  return roundDigits({ digits, exp: exp10 + text.length - digits.length }, precision);
}

/** Half up. */
function roundDigits({ digits, exp }: Decimal, precision: number): Decimal {
  const extra = digits.length - precision;
  if (extra <= 0) return { digits, exp };
  let kept = digits.slice(0, precision);
  if (digits[precision] >= '5') kept = String(BigInt(kept) + 1n);
  const short = kept.replace(/0+$/, '');
  return { digits: short, exp: exp + extra + kept.length - short.length };
}

/** The float that a decimal means. */
function floatOf(sign: boolean, { digits, exp }: Decimal, kind: FloatKind): bigint {
  const value = BigInt(digits);
  if (exp >= 0) return roundFloat(sign, value * 10n ** BigInt(exp), 0, kind).bits;
  return roundQuotient(sign, value, 10n ** BigInt(-exp), 0, kind).bits;
}

const SHORT = 6;

/** `1.250000e+00`: six digits, then zeros until six stand behind the point. */
function scientific({ digits, exp }: Decimal): string {
  const power = exp + digits.length - 1;
  const magnitude = String(Math.abs(power)).padStart(2, '0');
  return `${digits[0]}.${digits.slice(1).padEnd(SHORT, '0')}e${power < 0 ? '-' : '+'}${magnitude}`;
}

const MAX_PADDING = 3;

/** `0.699999988`, `1.5E+38`: all digits that the type can tell apart. */
function full({ digits, exp }: Decimal, precision: number): string {
  const power = exp + digits.length - 1;
  const useExponent =
    exp >= 0 ? exp > MAX_PADDING || digits.length + exp > precision : -power > MAX_PADDING;
  if (useExponent) {
    const rest = digits.length === 1 ? '0' : digits.slice(1);
    return `${digits[0]}.${rest}E${power < 0 ? '-' : '+'}${Math.abs(power)}`;
  }
  if (exp >= 0) return digits + '0'.repeat(exp);
  if (power >= 0) return `${digits.slice(0, power + 1)}.${digits.slice(power + 1)}`;
  return `0.${'0'.repeat(-power - 1)}${digits}`;
}

/** A float as decimal text that reads back as the same; undefined where only its bits do. */
export function decimalText(bits: bigint, kind: FloatKind): string | undefined {
  const { what, sign, mant, exp } = floatParts(bits, kind);
  if (what !== 'number') return undefined;
  const minus = sign ? '-' : '';
  if (mant === 0n) return `${minus}0.000000e+00`;
  const short = decimalOf(mant, exp, SHORT);
  if (floatOf(sign, short, kind) === bits) return minus + scientific(short);
  const precision = 2 + Math.floor(((floatFormat(kind).m + 1) * 59) / 196);
  const long = full(decimalOf(mant, exp, precision), precision);
  return long.includes('.') ? minus + long : undefined;
}
