// Floats narrower than float32: their values, rounding to them, and their bits. Sources: IEEE 754
// (binary16), "FP8 Formats for Deep Learning" (Micikevicius et al., 2022), and the FNUZ formats of
// "8-bit Numerical Formats for Deep Neural Networks" (Noune et al., 2022).

export interface FloatFormat {
  readonly exponentBits: number;
  readonly mantissaBits: number;
  readonly bias: number;
  /** What stands for infinities and NaN: as IEEE, only NaN (all ones), or only NaN (minus zero). */
  readonly special: 'ieee' | 'nan' | 'fnuz' | 'none';
}

const format = (
  exponentBits: number,
  mantissaBits: number,
  special: FloatFormat['special'] = 'ieee',
  bias = 2 ** (exponentBits - 1) - 1,
): FloatFormat => ({ exponentBits, mantissaBits, bias, special });

/** By the names of the IR's types. */
export const FLOAT_FORMATS = {
  f16: format(5, 10),
  bf16: format(8, 7),
  f8E4M3: format(4, 3),
  f8E5M2: format(5, 2),
  f8E3M4: format(3, 4),
  f8E4M3FN: format(4, 3, 'nan'),
  f8E4M3FNUZ: format(4, 3, 'fnuz', 8),
  f8E5M2FNUZ: format(5, 2, 'fnuz', 16),
  f8E4M3B11FNUZ: format(4, 3, 'fnuz', 11),
  f4E2M1FN: format(2, 1, 'none'),
  f6E2M3FN: format(2, 3, 'none'),
  f6E3M2FN: format(3, 2, 'none'),
} as const satisfies Record<string, FloatFormat>;

export type FloatFormatName = keyof typeof FLOAT_FORMATS;

export const isNarrowFloat = (name: string): name is FloatFormatName => name in FLOAT_FORMATS;

/** The largest finite value. */
export function largest(f: FloatFormat): number {
  const top = 2 ** f.exponentBits - 1 - (f.special === 'ieee' ? 1 : 0);
  const steps = 2 ** (f.mantissaBits + 1) - 1 - (f.special === 'nan' ? 1 : 0);
  return steps * 2 ** (top - f.bias - f.mantissaBits);
}

const bits = new DataView(new ArrayBuffer(8));

/** ⌊log2 x⌋ of a positive normal double. */
function exponentOf(x: number): number {
  bits.setFloat64(0, x);
  return ((bits.getUint16(0) >> 4) & 0x7ff) - 1023;
}

function roundHalfEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  return rest > 0.5 || (rest === 0.5 && down % 2 === 1) ? down + 1 : down;
}

/** Distance of the values of the format around `a`, which is not negative. */
function quantum(a: number, f: FloatFormat): number {
  const exponent = Math.max(a === 0 ? -2000 : exponentOf(a), 1 - f.bias);
  return 2 ** (exponent - f.mantissaBits);
}

/**
 * The nearest value of the format, of two the even one. Beyond the largest value: that with
 * `saturate`, else infinity, or NaN where the format has none.
 */
export function roundToFormat(x: number, f: FloatFormat, saturate = false): number {
  if (Number.isNaN(x)) return x;
  const a = Math.abs(x);
  const max = largest(f);
  let rounded: number;
  if (a === Number.POSITIVE_INFINITY) rounded = a;
  else {
    const q = quantum(a, f);
    rounded = roundHalfEven(a / q) * q;
  }
  if (rounded > max) {
    const beyond = f.special === 'ieee' ? Number.POSITIVE_INFINITY : Number.NaN;
    rounded = saturate ? max : beyond;
    if (f.special === 'none') rounded = max;
  }
  if (rounded === 0 && f.special === 'fnuz') return 0;
  return x < 0 || Object.is(x, -0) ? -rounded : rounded;
}

/** Rounds every element in place. */
export function roundAll(data: Float32Array, f: FloatFormat, saturate = false): void {
  for (let i = 0; i < data.length; i++) data[i] = roundToFormat(data[i], f, saturate);
}

/** The bits of a value of the format. */
export function encodeFloat(value: number, f: FloatFormat): number {
  const width = f.exponentBits + f.mantissaBits;
  const sign = value < 0 || Object.is(value, -0) ? 2 ** width : 0;
  const top = 2 ** f.exponentBits - 1;
  if (Number.isNaN(value)) {
    if (f.special === 'fnuz') return 2 ** width;
    return f.special === 'nan'
      ? 2 ** width - 1
      : top * 2 ** f.mantissaBits + 2 ** (f.mantissaBits - 1);
  }
  const a = Math.abs(value);
  if (a === Number.POSITIVE_INFINITY) return sign + top * 2 ** f.mantissaBits;
  const step = quantum(a, f);
  const mantissa = a / step;
  const implicit = 2 ** f.mantissaBits;
  if (mantissa < implicit) return sign + mantissa;
  const exponent = exponentOf(a) + f.bias;
  return sign + exponent * implicit + (mantissa - implicit);
}

/** The value of bits of the format. */
export function decodeFloat(code: number, f: FloatFormat): number {
  const width = f.exponentBits + f.mantissaBits;
  const implicit = 2 ** f.mantissaBits;
  const isNegative = code >= 2 ** width;
  const magnitude = isNegative ? code - 2 ** width : code;
  if (f.special === 'fnuz' && isNegative && magnitude === 0) return Number.NaN;
  if (f.special === 'nan' && magnitude === 2 ** width - 1) return Number.NaN;
  const exponent = Math.floor(magnitude / implicit);
  const mantissa = magnitude % implicit;
  if (f.special === 'ieee' && exponent === 2 ** f.exponentBits - 1) {
    if (mantissa !== 0) return Number.NaN;
    return isNegative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  const a =
    exponent === 0
      ? mantissa * 2 ** (1 - f.bias - f.mantissaBits)
      : (implicit + mantissa) * 2 ** (exponent - f.bias - f.mantissaBits);
  return isNegative ? -a : a;
}

const tables = new Map<FloatFormatName, Float32Array>();

/** Values of stored elements of one or two bytes each. */
export function decodeFloats(codes: Uint8Array | Uint16Array, name: FloatFormatName): Float32Array {
  let table = tables.get(name);
  if (!table) {
    const f = FLOAT_FORMATS[name];
    const count = 2 ** (1 + f.exponentBits + f.mantissaBits);
    table = Float32Array.from({ length: count }, (_, i) => decodeFloat(i, f));
    tables.set(name, table);
  }
  const out = new Float32Array(codes.length);
  for (let i = 0; i < out.length; i++) out[i] = table[codes[i]];
  return out;
}

/** Stored elements of values of the format. */
export function encodeFloats(
  values: Float32Array,
  name: FloatFormatName,
): Uint8Array | Uint16Array {
  const f = FLOAT_FORMATS[name];
  const isWide = f.exponentBits + f.mantissaBits > 7;
  const out = isWide ? new Uint16Array(values.length) : new Uint8Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = encodeFloat(values[i], f);
  return out;
}
