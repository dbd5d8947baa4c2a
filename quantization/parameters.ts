/**
 * Scales and zero points from ranges of real numbers: real = scale · (stored − zero point).
 * Source: Jacob et al., "Quantization and Training of Neural Networks for Efficient
 * Integer-Arithmetic-Only Inference", 2018, section 3.1; the conventions for int8 and int16 are those
 * of the TensorFlow Lite 8-bit quantization specification.
 */

/** Real numbers that a tensor takes, at least and at most. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

export interface QuantizationParameters {
  readonly scale: number;
  readonly zeroPoint: number;
}

/** How a tensor's elements are stored. */
export interface StorageFormat {
  /** Bits of a stored element: 4, 8 or 16. */
  readonly bits: number;
  /** The zero point is 0. 16-bit activations and weights are; 8-bit activations need not be. */
  readonly isSymmetric: boolean;
  /** Scales are powers of two. */
  readonly powerOfTwo?: boolean;
}

/** Smallest and largest stored integer; symmetric ones leave out the smallest, as −x must exist. */
export function storedRange({ bits, isSymmetric }: StorageFormat): ValueRange {
  const half = 2 ** (bits - 1);
  return { min: isSymmetric ? 1 - half : -half, max: half - 1 };
}

const f32 = Math.fround;
/** What stands for a range of zero width: any scale will do. */
const NO_RANGE_SCALE = 1;
/** Smallest normal float32. */
const SMALLEST_SCALE = 2 ** -126;

/** Rounds a scale up to a power of two where that is asked for. */
function settledScale(scale: number, { powerOfTwo }: StorageFormat): number {
  const settled = powerOfTwo ? 2 ** Math.ceil(Math.log2(scale)) : f32(scale);
  // Below the smallest float32 there is nothing to tell apart.
  return settled >= SMALLEST_SCALE ? settled : NO_RANGE_SCALE;
}

/**
 * The parameters whose stored integers reach over `range` and hold 0 exactly. Throws RangeError when
 * the range is not finite.
 */
export function parametersFor(range: ValueRange, format: StorageFormat): QuantizationParameters {
  const min = Math.min(range.min, 0);
  const max = Math.max(range.max, 0);
  if (!Number.isFinite(min) || !Number.isFinite(max)) {
    throw new RangeError(`the range ${range.min} … ${range.max} is not finite`);
  }
  const stored = storedRange(format);
  if (format.isSymmetric) {
    const scale = settledScale(Math.max(-min, max) / stored.max, format);
    return { scale, zeroPoint: 0 };
  }
  const scale = settledScale((max - min) / (stored.max - stored.min), format);
  const zeroPoint = Math.round(stored.min - min / scale);
  return { scale, zeroPoint: Math.min(Math.max(zeroPoint, stored.min), stored.max) };
}

/** The stored integer of a real number, ties to even as floats round. */
export function quantizeValue(
  real: number,
  { scale, zeroPoint }: QuantizationParameters,
  stored: ValueRange,
): number {
  const x = real / scale;
  const floor = Math.floor(x);
  const rest = x - floor;
  const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
  return Math.min(Math.max(rounded + zeroPoint, stored.min), stored.max);
}
