import type { FloatKind } from './types.js';

/**
 * Exponent and mantissa widths, and what the highest exponent means: infinity and NaN (`ieee`), all
 * ones alone NaN (`fn`), no special at all (`none`); `fnuz` has one NaN where minus zero would be.
 */
export interface FloatFormat {
  readonly e: number;
  readonly m: number;
  readonly bias: number;
  readonly special: 'ieee' | 'fn' | 'fnuz' | 'none';
}

const FORMATS: Record<FloatKind, FloatFormat> = {
  f64: { e: 11, m: 52, bias: 1023, special: 'ieee' },
  f32: { e: 8, m: 23, bias: 127, special: 'ieee' },
  tf32: { e: 8, m: 10, bias: 127, special: 'ieee' },
  f16: { e: 5, m: 10, bias: 15, special: 'ieee' },
  bf16: { e: 8, m: 7, bias: 127, special: 'ieee' },
  f8E5M2: { e: 5, m: 2, bias: 15, special: 'ieee' },
  f8E4M3: { e: 4, m: 3, bias: 7, special: 'ieee' },
  f8E3M4: { e: 3, m: 4, bias: 3, special: 'ieee' },
  f8E4M3FN: { e: 4, m: 3, bias: 7, special: 'fn' },
  f8E5M2FNUZ: { e: 5, m: 2, bias: 16, special: 'fnuz' },
  f8E4M3FNUZ: { e: 4, m: 3, bias: 8, special: 'fnuz' },
  f8E4M3B11FNUZ: { e: 4, m: 3, bias: 11, special: 'fnuz' },
  f4E2M1FN: { e: 2, m: 1, bias: 1, special: 'none' },
  f6E2M3FN: { e: 2, m: 3, bias: 1, special: 'none' },
  f6E3M2FN: { e: 3, m: 2, bias: 3, special: 'none' },
  f80: { e: 15, m: 63, bias: 16383, special: 'ieee' },
  f128: { e: 15, m: 112, bias: 16383, special: 'ieee' },
};

export function floatFormat(kind: FloatKind): FloatFormat {
  return FORMATS[kind];
}

const scratch = new DataView(new ArrayBuffer(8));

/** Half to even at bit `drop` (0 … 60) of a non-negative bigint. */
function roundShift(value: bigint, drop: bigint): bigint {
  if (drop <= 0n) return value << -drop;
  const half = 1n << (drop - 1n);
  const low = value & ((1n << drop) - 1n);
  const high = value >> drop;
  if (low > half || (low === half && (high & 1n) === 1n)) return high + 1n;
  return high;
}

/** Rounds a double to the format (half to even) and gives the bits and the rounded value. */
export function floatBits(value: number, kind: FloatKind): { value: number; bits: bigint } {
  scratch.setFloat64(0, value);
  const raw = scratch.getBigUint64(0);
  if (kind === 'f64') return { value, bits: raw };
  if (kind === 'f32') {
    scratch.setFloat32(0, value);
    return { value: Math.fround(value), bits: BigInt(scratch.getUint32(0)) };
  }
  const f = FORMATS[kind];
  const m = BigInt(f.m);
  const sign = (raw >> 63n) << BigInt(f.e + f.m + (kind === 'f80' ? 1 : 0));
  const maxExponent = (1n << BigInt(f.e)) - 1n;
  const nan =
    f.special === 'fnuz'
      ? 1n << BigInt(f.e + f.m)
      : f.special === 'fn'
        ? (maxExponent << m) | ((1n << m) - 1n)
        : (maxExponent << m) | (1n << (m - 1n));
  let magnitude: bigint;
  if (Number.isNaN(value)) return { value, bits: f.special === 'fnuz' ? nan : sign | nan };
  if (!Number.isFinite(value)) {
    if (f.special !== 'ieee')
      return { value: Number.NaN, bits: f.special === 'fnuz' ? nan : sign | nan };
    magnitude = maxExponent << m;
  } else if (value === 0) {
    return { value, bits: f.special === 'fnuz' ? 0n : sign };
  } else {
    const rawExponent = Number((raw >> 52n) & 0x7ffn);
    const mantissa = (raw & 0xfffffffffffffn) | (rawExponent === 0 ? 0n : 1n << 52n);
    const exponent = (rawExponent === 0 ? 1 : rawExponent) - 1023 + f.bias;
    const drop = 52 - f.m + (exponent < 1 ? 1 - exponent : 0);
    const rounded = drop > 60 ? 0n : roundShift(mantissa, BigInt(drop));
    // The implicit one of a normal number adds one to the exponent field, hence exponent - 1.
    magnitude = rounded + (BigInt(Math.max(exponent, 1) - 1) << m);
    const limit =
      f.special === 'ieee' ? maxExponent << m : f.special === 'fn' ? nan : (maxExponent + 1n) << m;
    if (magnitude >= limit) {
      if (f.special === 'ieee') magnitude = maxExponent << m;
      else if (f.special === 'none') magnitude = limit - 1n;
      else return { value: Number.NaN, bits: f.special === 'fnuz' ? nan : sign | nan };
    }
  }
  // What vanishes is zero; minus zero would be a NaN there.
  if (magnitude === 0n && f.special === 'fnuz') return { value: 0, bits: 0n };
  let bits = sign | magnitude;
  // The 80-bit format stores its integer bit.
  if (kind === 'f80')
    bits =
      sign |
      ((magnitude >> m) << 64n) |
      (magnitude >> m === 0n ? 0n : 1n << 63n) |
      (magnitude & ((1n << m) - 1n));
  return { value: valueOfBits(bits, kind), bits };
}

/** The value that the bits of a format mean (f80 and f128 rounded to a double). */
export function valueOfBits(bits: bigint, kind: FloatKind): number {
  if (kind === 'f64') {
    scratch.setBigUint64(0, bits);
    return scratch.getFloat64(0);
  }
  if (kind === 'f32') {
    scratch.setUint32(0, Number(bits));
    return scratch.getFloat32(0);
  }
  const f = FORMATS[kind];
  const m = BigInt(f.m);
  // Without its leading one a greater exponent means no number.
  if (kind === 'f80' && (bits >> 63n) % 2n === 0n && ((bits >> 64n) & 0x7fffn) !== 0n)
    return Number.NaN;
  const packed = kind === 'f80' ? ((bits >> 64n) << m) | (bits & ((1n << m) - 1n)) : bits;
  const sign = (packed >> BigInt(f.e + f.m)) & 1n ? -1 : 1;
  const exponent = Number((packed >> m) & ((1n << BigInt(f.e)) - 1n));
  const mantissa = packed & ((1n << m) - 1n);
  if (f.special === 'fnuz' && sign === -1 && exponent === 0 && mantissa === 0n) return Number.NaN;
  if (exponent === (1 << f.e) - 1) {
    if (f.special === 'ieee') return mantissa === 0n ? sign * Number.POSITIVE_INFINITY : Number.NaN;
    if (f.special === 'fn' && mantissa === (1n << m) - 1n) return Number.NaN;
  }
  const scale = exponent === 0 ? 1 - f.bias : exponent - f.bias;
  const significand = Number(exponent === 0 ? mantissa : mantissa | (1n << m));
  return sign * significand * 2 ** (scale - f.m);
}
