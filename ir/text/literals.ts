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
  const out = Buffer.allocUnsafe(s.length * 3);
  let length = 0;
  let from = 0;
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    if (c >= 0xd800 && c <= 0xdbff && (s.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++;
    else if (c >= 0xdc80 && c <= 0xdcff) {
      length += out.write(s.slice(from, i), length, 'utf8');
      out[length++] = c - 0xdc00;
      from = i + 1;
    }
  }
  length += out.write(s.slice(from), length, 'utf8');
  return out.subarray(0, length);
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The inverse of `bytesOfString`. */
export function stringOfBytes(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const parts: string[] = [];
    let from = 0;
    for (let i = 0; i < bytes.length; ) {
      const length = sequenceLength(bytes, i);
      if (length === 0) {
        parts.push(text.toString('utf8', from, i), String.fromCharCode(0xdc00 + bytes[i]));
        from = i + 1;
      }
      i += length || 1;
    }
    parts.push(text.toString('utf8', from));
    return parts.join('');
  }
}

/** Bytes of the UTF-8 sequence that begins here; 0 where none does. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) return 0;
  for (let i = 1; i < length; i++) if ((bytes[at + i] & 0xc0) !== 0x80) return 0;
  // Neither longer than need be, nor a surrogate, nor beyond the last character.
  const second = bytes[at + 1];
  const isWrong =
    (first === 0xe0 && second < 0xa0) ||
    (first === 0xed && second > 0x9f) ||
    (first === 0xf0 && second < 0x90) ||
    (first === 0xf4 && second > 0x8f);
  return isWrong ? 0 : length;
}

const HEX_DIGITS = Buffer.from('0123456789ABCDEF');

/** Escapes as LLVM's printEscapedString: `\\`, and two hex digits for quotes and non-printables. */
export function escapeString(s: string): string {
  if (/^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/.test(s)) return s;
  const bytes = bytesOfString(s);
  const out = Buffer.allocUnsafe(bytes.length * 3);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const b = bytes[i];
    if (b >= 0x20 && b < 0x7f && b !== 0x22 && b !== 0x5c) {
      out[length++] = b;
      continue;
    }
    out[length++] = 0x5c;
    if (b !== 0x5c) {
      out[length++] = HEX_DIGITS[b >> 4];
      out[length++] = HEX_DIGITS[b & 15];
    } else {
      out[length++] = 0x5c;
    }
  }
  return out.toString('latin1', 0, length);
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
