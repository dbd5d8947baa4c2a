// QUANTIZE and DEQUANTIZE.

import { clamp, roundHalfAway } from './fixed-point.js';
import type { RescaleParams } from './prepare.js';
import { INT8_RANGE, type Quantization, type Range } from './quantization.js';
import type { IntegerArray } from './storage.js';
import { rescale } from './unary.js';

/**
 * QUANTIZE float32 → integer: the quotient in float32, half away from zero, plus the zero point,
 * saturated to `type`. NaN becomes the zero point and infinities saturate (the reference leaves
 * both undefined). Source: TFLM reference/quantize.h AffineQuantize.
 */
export function quantizeF32(
  { scale, zeroPoint }: Quantization,
  ifm: Float32Array,
  ofm: IntegerArray,
  type: Range = INT8_RANGE,
): void {
  const s = Math.fround(scale);
  for (let i = 0; i < ifm.length; i++) {
    const q = roundHalfAway(Math.fround(ifm[i] / s));
    ofm[i] = clamp((Number.isNaN(q) ? 0 : q) + zeroPoint, type.min, type.max);
  }
}

/**
 * QUANTIZE integer → integer (a requantization); `p` from prepareRequantize, whose range is the
 * output type's. Source: TFLM reference/requantize.h.
 */
export function requantize(p: RescaleParams, ifm: ArrayLike<number>, ofm: IntegerArray): void {
  const convert = rescale(p);
  for (let i = 0; i < ifm.length; i++) ofm[i] = convert(ifm[i]);
}

/** DEQUANTIZE integer → float32: `scale · (q − zero point)`. Source: TFLM reference/dequantize.h. */
export function dequantize(
  { scale, zeroPoint }: Quantization,
  ifm: ArrayLike<number>,
  ofm: Float32Array,
): void {
  const s = Math.fround(scale);
  for (let i = 0; i < ifm.length; i++) ofm[i] = s * (ifm[i] - zeroPoint);
}

/**
 * DEQUANTIZE with a scale and a zero point for each index of dimension `axis`, of which each run of
 * `inner` elements has one. Source: TensorFlow Lite reference/dequantize.h PerChannelDequantize.
 */
export function dequantizePerAxis(
  quantizations: readonly Quantization[],
  inner: number,
  ifm: ArrayLike<number>,
  ofm: Float32Array,
): void {
  for (let i = 0; i < ifm.length; i++) {
    const { scale, zeroPoint } = quantizations[Math.floor(i / inner) % quantizations.length];
    ofm[i] = Math.fround(scale) * (ifm[i] - zeroPoint);
  }
}
