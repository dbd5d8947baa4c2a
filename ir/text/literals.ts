/**
 * How numbers and strings are written, digit for digit as the reference tools write them
 * (MLIR's AsmPrinter over LLVM's APFloat::toString).
 */
import { canonicalF80 } from '../float-parts.js';
import type { FloatKind, FloatType } from '../types.js';
import { decimalText } from './float-text.js';

/** Whether a name can be written without quotes as an attribute name or symbol. */
export function isBareIdentifier(name: string): boolean {
  for (let i = 0; i < name.length; i++) {
    const c = name.charCodeAt(i);
    const isLetter = (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95;
    // Digits, $ and . may not stand in front.
    if (!isLetter && (i === 0 || !((c >= 48 && c <= 57) || c === 36 || c === 46))) return false;
  }
  return name.length > 0;
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

/**
 * An f32 or f64 that is a decimal of six digits, in that form; undefined for the rest. One that six
 * digits only come close to is not for this: the reference cuts its decimal before it rounds.
 */
export function shortFloat(value: number, kind: FloatKind): string | undefined {
  if ((kind !== 'f32' && kind !== 'f64') || !Number.isFinite(value) || value === 0)
    return undefined;
  const text = value.toExponential(6);
  const at = text.indexOf('e') + 1;
  const places = 5 - Number(text.slice(at));
  // Both tests are exact: a power of two shifts, and a remainder is what it is.
  const isDecimal =
    places < 0
      ? places >= -22 && value % 10 ** -places === 0
      : places <= 22 && Number.isInteger(value * 2 ** places);
  if (!isDecimal) return undefined;
  // The exponent has two digits at least.
  return text.length - at < 3 ? `${text.slice(0, -1)}0${text.slice(-1)}` : text;
}

/** A float literal of the given kind; NaN, infinities and what needs no point become hex bits. */
export function floatLiteral(bits: bigint, { kind, width }: FloatType): string {
  const decimal = decimalText(bits, kind);
  if (decimal !== undefined) return decimal;
  const digits = (kind === 'f80' ? canonicalF80(bits) : bits).toString(16).toUpperCase();
  return `0x${digits.padStart(Math.ceil(width / 4), '0')}`;
}
