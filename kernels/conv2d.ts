// CONV_2D int8: accumulation apart from the output stage, so that a caller can add input channels in
// chunks into one accumulator, as the MAC engine does.
// Source: TFLM reference/integer_ops/conv.h ConvPerChannel.

import { requantizeOutput } from './output-stage.js';
import type { OutputStage } from './prepare.js';
import { firstTap, lastTap } from './shape.js';

/** Sizes of a 2-D convolution; strides, dilations and paddings in elements. */
export interface Conv2dShape {
  readonly batches: number;
  readonly ifmHeight: number;
  readonly ifmWidth: number;
  readonly ifmChannels: number;
  readonly ofmHeight: number;
  readonly ofmWidth: number;
  readonly ofmChannels: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly strideY: number;
  readonly strideX: number;
  readonly dilationY: number;
  readonly dilationX: number;
  /** Rows and columns of the first window that lie outside the ifm; may be negative for a tile. */
  readonly padTop: number;
  readonly padLeft: number;
}

export interface Conv2dParams extends Conv2dShape {
  readonly ifmZeroPoint: number;
  /** Input channels of the filter; default: ifmChannels / groups. */
  readonly filterChannels?: number;
  /** First ifm channel that the filter applies to (of the first group); default 0. */
  readonly firstChannel?: number;
  /** Default 1. Ofm channel o reads the ifm channels of group floor(o · groups / ofmChannels). */
  readonly groups?: number;
}

/**
 * Adds the products of one convolution to `acc`.
 * ifm: NHWC int8. filter: OHWI int8, symmetric. acc: NHWC int32 of the ofm's shape, which the caller
 * has set to the bias (or to an earlier chunk's sums). Taps outside the ifm add 0.
 */
export function conv2dAccumulate(
  p: Conv2dParams,
  ifm: Int8Array,
  filter: Int8Array,
  acc: Int32Array,
): void {
  const { ifmHeight, ifmWidth, ifmChannels, ofmHeight, ofmWidth, ofmChannels } = p;
  const { filterHeight, filterWidth, strideY, strideX, dilationY, dilationX, ifmZeroPoint: zp } = p;
  const groups = p.groups ?? 1;
  const depth = p.filterChannels ?? ifmChannels / groups;
  const perGroup = ofmChannels / groups;
  const filterSize = filterHeight * filterWidth * depth;
  // With all channels and no dilation the taps of one filter row lie side by side in memory.
  const contiguous = dilationX === 1 && depth === ifmChannels;

  for (let n = 0; n < p.batches; n++) {
    for (let oy = 0; oy < ofmHeight; oy++) {
      const baseY = oy * strideY - p.padTop;
      const ky0 = firstTap(baseY, dilationY);
      const ky1 = lastTap(baseY, dilationY, ifmHeight, filterHeight);
      for (let ox = 0; ox < ofmWidth; ox++) {
        const baseX = ox * strideX - p.padLeft;
        const kx0 = firstTap(baseX, dilationX);
        const kx1 = lastTap(baseX, dilationX, ifmWidth, filterWidth);
        const runs = contiguous ? Math.min(1, Math.max(0, kx1 - kx0)) : Math.max(0, kx1 - kx0);
        const run = contiguous ? (kx1 - kx0) * depth : depth;
        const out = ((n * ofmHeight + oy) * ofmWidth + ox) * ofmChannels;

        for (let g = 0; g < groups; g++) {
          const channel = (p.firstChannel ?? 0) + g * depth;
          const end = (g + 1) * perGroup;
          for (let o0 = g * perGroup; o0 < end; o0 += 4) {
            // Four output channels share each ifm load; a tail repeats its last channel, which
            // computes (and stores) the same sum again.
            const o1 = Math.min(o0 + 1, end - 1);
            const o2 = Math.min(o0 + 2, end - 1);
            const o3 = Math.min(o0 + 3, end - 1);
            let a0 = acc[out + o0];
            let a1 = acc[out + o1];
            let a2 = acc[out + o2];
            let a3 = acc[out + o3];
            for (let ky = ky0; ky < ky1; ky++) {
              const iy = baseY + ky * dilationY;
              const ix = baseX + kx0 * dilationX;
              let i = ((n * ifmHeight + iy) * ifmWidth + ix) * ifmChannels + channel;
              let f = (ky * filterWidth + kx0) * depth;
              for (let r = 0; r < runs; r++) {
                let f0 = o0 * filterSize + f;
                let f1 = o1 * filterSize + f;
                let f2 = o2 * filterSize + f;
                let f3 = o3 * filterSize + f;
                for (const stop = i + run; i < stop; i++) {
                  const x = ifm[i] - zp;
                  a0 = (a0 + Math.imul(x, filter[f0++])) | 0;
                  a1 = (a1 + Math.imul(x, filter[f1++])) | 0;
                  a2 = (a2 + Math.imul(x, filter[f2++])) | 0;
                  a3 = (a3 + Math.imul(x, filter[f3++])) | 0;
                }
                i += dilationX * ifmChannels - run;
                f += depth;
              }
            }
            acc[out + o0] = a0;
            acc[out + o1] = a1;
            acc[out + o2] = a2;
            acc[out + o3] = a3;
          }
        }
      }
    }
  }
}

/**
 * CONV_2D int8: `clamp(requantize(Σ (ifm − zp) · filter + bias) + zero point)`.
 * bias: int32 per ofm channel, absent = 0. ofm: NHWC int8, written.
 */
export function conv2d(
  p: Conv2dParams,
  stage: OutputStage,
  ifm: Int8Array,
  filter: Int8Array,
  bias: Int32Array | undefined,
  ofm: Int8Array,
): void {
  const acc = biasAccumulators(ofm.length, bias);
  conv2dAccumulate(p, ifm, filter, acc);
  requantizeOutput(stage, p.ofmChannels, acc, ofm);
}

/** Accumulators of a whole ofm (channels innermost), set to the bias. */
export function biasAccumulators(length: number, bias: Int32Array | undefined): Int32Array {
  const acc = new Int32Array(length);
  if (bias && bias.length > 0) {
    for (let i = 0; i < length; i += bias.length) acc.set(bias, i);
  }
  return acc;
}
