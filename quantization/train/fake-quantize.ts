/**
 * Quantization as training sees it: values rounded to the levels of the integer arithmetic, and
 * gradients that pass the rounding as if it were not there. Source: Esser et al., "Learned Step Size
 * Quantization", 2020, equations 1 to 3; for zero points Bhalgat et al., "LSQ+", 2020, equation 5.
 */

import type { ValueRange } from '../parameters.js';
import { type ChannelLayout, channelOf } from '../weights.js';
import type { Step, TapeTensor } from './tensor.js';

/** x + it − it is x rounded to an integer, ties to even, for |x| < 2^51. */
const ROUNDER = 1.5 * 2 ** 52;

/** One quantization of activations; tensors that share a scale share it. */
export class ActivationQuantizer {
  readonly zeroPoint: number;
  readonly stored: ValueRange;
  readonly isLearned: boolean;
  /** ln(scale / first scale), which is what is trained. */
  readonly logRatio = new Float32Array(1);
  /** Derivative of the loss by it. */
  readonly gradient = new Float32Array(1);
  readonly #first: number;

  constructor(
    { scale, zeroPoint }: { readonly scale: number; readonly zeroPoint: number },
    stored: ValueRange,
    isLearned: boolean,
  ) {
    this.#first = scale;
    this.zeroPoint = zeroPoint;
    this.stored = stored;
    this.isLearned = isLearned;
  }

  get scale(): number {
    return Math.fround(this.#first * Math.exp(this.logRatio[0]));
  }

  /** The real numbers that the stored ones reach over. */
  get range(): ValueRange {
    const { scale, zeroPoint, stored } = this;
    return { min: (stored.min - zeroPoint) * scale, max: (stored.max - zeroPoint) * scale };
  }
}

/** x -> dequantize(quantize(x)). */
export function fakeQuantizeStep(
  quantizer: ActivationQuantizer,
  x: TapeTensor,
  y: TapeTensor,
): Step {
  const { zeroPoint, stored } = quantizer;
  const [low, high] = [stored.min - zeroPoint, stored.max - zeroPoint];
  return {
    forward() {
      const [from, to, { scale }] = [x.values, y.values, quantizer];
      for (let i = 0; i < from.length; i++) {
        let level = from[i] / scale + ROUNDER - ROUNDER;
        if (level < low) level = low;
        if (level > high) level = high;
        to[i] = scale * level;
      }
    },
    backward() {
      const [from, gradient, out, { scale }] = [x.values, x.gradient, y.gradient!, quantizer];
      if (gradient) {
        // The bounds are those of rounding: half a step beyond the last level.
        const [min, max] = [(low - 0.5) * scale, (high + 0.5) * scale];
        for (let i = 0; i < from.length; i++) {
          if (from[i] >= min && from[i] <= max) gradient[i] += out[i];
        }
      }
      if (!quantizer.isLearned) return;
      const to = y.values;
      let sum = 0;
      for (let i = 0; i < from.length; i++) {
        const level = from[i] / scale;
        sum += out[i] * (level < low || level > high ? to[i] : to[i] - from[i]);
      }
      quantizer.gradient[0] += sum;
    },
  };
}

/** Weights at a scale a channel (or one for all), symmetric. */
export class WeightQuantizer {
  /** ln(scale / first scale), which is what is trained: a step then is relative to the scale. */
  readonly logRatios: Float32Array;
  /** Derivatives of the loss by them. */
  readonly gradient: Float32Array;
  readonly #first: readonly number[];
  readonly #layout: ChannelLayout;
  readonly #stored: ValueRange;

  constructor(scales: readonly number[], layout: ChannelLayout, stored: ValueRange) {
    this.#first = scales;
    this.logRatios = new Float32Array(scales.length);
    this.gradient = new Float32Array(scales.length);
    this.#layout = layout;
    this.#stored = stored;
  }

  get scales(): number[] {
    return this.#first.map((s, i) => Math.fround(s * Math.exp(this.logRatios[i])));
  }

  #channel(i: number): number {
    return this.logRatios.length === 1 ? 0 : channelOf(this.#layout, i);
  }

  /** Stored integers. */
  levels(real: Float32Array): Int8Array {
    const { scales } = this;
    const { min, max } = this.#stored;
    return Int8Array.from(real, (x, i) => {
      const level = x / scales[this.#channel(i)] + ROUNDER - ROUNDER;
      return Math.min(Math.max(level, min), max);
    });
  }

  /** Real numbers of the levels, into `to`. */
  dequantize(levels: Int8Array, to: Float32Array): void {
    const { scales } = this;
    for (let i = 0; i < to.length; i++) to[i] = levels[i] * scales[this.#channel(i)];
  }

  /**
   * Turns the gradient of quantized weights into that of the real ones, in place, and adds to the
   * scales' own.
   */
  backward(real: Float32Array, quantized: Float32Array, gradient: Float32Array): void {
    const { scales } = this;
    const { min, max } = this.#stored;
    for (let i = 0; i < real.length; i++) {
      const c = this.#channel(i);
      const level = real[i] / scales[c];
      if (level < min || level > max) {
        this.gradient[c] += gradient[i] * quantized[i];
        gradient[i] = 0;
      } else this.gradient[c] += gradient[i] * (quantized[i] - real[i]);
    }
  }
}
