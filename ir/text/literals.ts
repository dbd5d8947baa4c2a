/**
 * How numbers and strings are written, digit for digit as the reference tools write them
 * (MLIR's AsmPrinter over LLVM's APFloat::toString).
 */
import type { FloatKind } from '../types.js';

const BARE_IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_$.]*$/;

/** Whether a name can be written without quotes as an attribute name or symbol. */
export function isBareIdentifier(name: string): boolean {
  return BARE_IDENTIFIER.test(name);
}

/**
 * JS strings hold text as UTF-16; a byte that was not valid UTF-8 in the source is kept as the
 * lone surrogate U+DC80…U+DCFF, so every byte string survives a round trip.
 */
export function bytesOfString(s: string): Uint8Array {
  if (!/[\udc80-\udcff]/.test(s)) return Buffer.from(s, 'utf8');
  const out: number[] = [];
  for (const c of s) {
    const code = c.codePointAt(0)!;
    if (code >= 0xdc80 && code <= 0xdcff) out.push(code - 0xdc00);
    else out.push(...Buffer.from(c, 'utf8'));
  }
  return Uint8Array.from(out);
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The inverse of `bytesOfString`. */
export function stringOfBytes(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    let out = '';
    let i = 0;
    while (i < bytes.length) {
      let taken = 0;
      for (const n of [1, 2, 3, 4]) {
        try {
          out += strictUtf8.decode(bytes.subarray(i, i + n));
          taken = n;
          break;
        } catch {}
      }
      if (taken === 0) {
        out += String.fromCharCode(0xdc00 + bytes[i]);
        taken = 1;
      }
      i += taken;
    }
    return out;
  }
}

/** Escapes as LLVM's printEscapedString: `\\`, and two hex digits for quotes and non-printables. */
export function escapeString(s: string): string {
  if (/^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/.test(s)) return s;
  let out = '';
  for (const b of bytesOfString(s)) {
    if (b === 0x5c) out += '\\\\';
    else if (b >= 0x20 && b < 0x7f && b !== 0x22) out += String.fromCharCode(b);
    else out += `\\${b.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

/** `"text"`, escaped. */
export function quoted(s: string): string {
  return `"${escapeString(s)}"`;
}

/** C's `%e` with six digits. */
function sixDigits(value: number): string {
  if (Object.is(value, -0)) return '-0.000000e+00';
  return value.toExponential(6).replace(/e([+-])(\d)$/, 'e$10$2');
}

/** APFloat::toString with its default precision (9 digits for f32, 17 for f64). */
function fullDigits(value: number, precision: number): string {
  const [mantissa, exponentText] = Math.abs(value)
    .toExponential(precision - 1)
    .split('e');
  const digits = mantissa.replace('.', '').replace(/0+$/, '') || '0';
  const msd = Number(exponentText);
  const exp = msd - digits.length + 1;
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const scientific = exp >= 0 ? exp > 3 || digits.length + exp > precision : msd < -3;
  if (scientific) {
    const rest = digits.length === 1 ? '0' : digits.slice(1);
    return `${sign}${digits[0]}.${rest}E${msd < 0 ? '-' : '+'}${Math.abs(msd)}`;
  }
  if (exp >= 0) return sign + digits + '0'.repeat(exp);
  if (msd >= 0) return `${sign}${digits.slice(0, msd + 1)}.${digits.slice(msd + 1)}`;
  return `${sign}0.${'0'.repeat(-msd - 1)}${digits}`;
}

const PRECISION: Partial<Record<FloatKind, number>> = { f64: 17, f32: 9, tf32: 5, f16: 5, bf16: 4 };

/** A float literal of the given kind; NaN, infinities and what needs no point become hex bits. */
export function floatLiteral(value: number, kind: FloatKind, bits: bigint, width: number): string {
  if (Number.isFinite(value)) {
    const short = sixDigits(value);
    const rounded = kind === 'f32' ? Math.fround(Number(short)) : Number(short);
    if (rounded === value) return short;
    const long = fullDigits(value, PRECISION[kind] ?? 4);
    if (long.includes('.')) return long;
  }
  return `0x${bits
    .toString(16)
    .toUpperCase()
    .padStart(Math.ceil(width / 4), '0')}`;
}

/** The shortest decimal that reads back as the same double, with the point MLIR's lexer asks for. */
export function doubleLiteral(value: number): string {
  const text = String(value);
  if (/^-?\d+$/.test(text)) return `${text}.0`;
  return text.replace(/^(-?\d+)e/, '$1.0e').replace('e+', 'e+');
}
