// float32 MAC operators of the nn level: every product and every sum rounded to float32, in the
// reference's order (filter rows, filter columns, channels; then the bias), no fused multiply-add.
// Source: TFLM reference/conv.h, depthwiseconv_float.h, fully_connected.h.

import type { Conv2dShape } from './conv2d.js';
import { clamp } from './fixed-point.js';
import type { Range } from './quantization.js';
import { firstTap, lastTap } from './shape.js';

const f32 = Math.fround;

export interface Conv2dF32Params extends Conv2dShape {
  /** Default 1. */
  readonly groups?: number;
}

/** CONV_2D float32. ifm, ofm: NHWC; filter: OHWI; bias: [O], absent = 0. */
export function conv2dF32(
  p: Conv2dF32Params,
  range: Range,
  ifm: Float32Array,
  filter: Float32Array,
  bias: Float32Array | undefined,
  ofm: Float32Array,
): void {
  const { ifmHeight, ifmWidth, ifmChannels, ofmHeight, ofmWidth, ofmChannels } = p;
  const { filterHeight, filterWidth, strideY, strideX, dilationY, dilationX } = p;
  const groups = p.groups ?? 1;
  const depth = ifmChannels / groups;
  const perGroup = ofmChannels / groups;
  for (let n = 0; n < p.batches; n++) {
    for (let oy = 0; oy < ofmHeight; oy++) {
      const baseY = oy * strideY - p.padTop;
      const ky0 = firstTap(baseY, dilationY);
      const ky1 = lastTap(baseY, dilationY, ifmHeight, filterHeight);
      for (let ox = 0; ox < ofmWidth; ox++) {
        const baseX = ox * strideX - p.padLeft;
        const kx0 = firstTap(baseX, dilationX);
        const kx1 = lastTap(baseX, dilationX, ifmWidth, filterWidth);
        const out = ((n * ofmHeight + oy) * ofmWidth + ox) * ofmChannels;
        for (let o = 0; o < ofmChannels; o++) {
          const channel = Math.floor(o / perGroup) * depth;
          let total = 0;
          for (let ky = ky0; ky < ky1; ky++) {
            const row = (n * ifmHeight + baseY + ky * dilationY) * ifmWidth + baseX;
            for (let kx = kx0; kx < kx1; kx++) {
              const i = (row + kx * dilationX) * ifmChannels + channel;
              const f = ((o * filterHeight + ky) * filterWidth + kx) * depth;
              for (let c = 0; c < depth; c++) total = f32(total + f32(ifm[i + c] * filter[f + c]));
            }
          }
          ofm[out + o] = clamp(bias ? f32(total + bias[o]) : total, range.min, range.max);
        }
      }
    }
  }
}

export interface DepthwiseConv2dF32Params extends Conv2dShape {
  readonly depthMultiplier: number;
}

/** DEPTHWISE_CONV_2D float32. ifm, ofm: NHWC; filter: 1HWO; bias: [O], absent = 0. */
export function depthwiseConv2dF32(
  p: DepthwiseConv2dF32Params,
  range: Range,
  ifm: Float32Array,
  filter: Float32Array,
  bias: Float32Array | undefined,
  ofm: Float32Array,
): void {
  const { ifmHeight, ifmWidth, ifmChannels, ofmHeight, ofmWidth, ofmChannels } = p;
  const { filterHeight, filterWidth, strideY, strideX, dilationY, dilationX, depthMultiplier } = p;
  for (let n = 0; n < p.batches; n++) {
    for (let oy = 0; oy < ofmHeight; oy++) {
      const baseY = oy * strideY - p.padTop;
      const ky0 = firstTap(baseY, dilationY);
      const ky1 = lastTap(baseY, dilationY, ifmHeight, filterHeight);
      for (let ox = 0; ox < ofmWidth; ox++) {
        const baseX = ox * strideX - p.padLeft;
        const kx0 = firstTap(baseX, dilationX);
        const kx1 = lastTap(baseX, dilationX, ifmWidth, filterWidth);
        const out = ((n * ofmHeight + oy) * ofmWidth + ox) * ofmChannels;
        for (let o = 0; o < ofmChannels; o++) {
          const channel = Math.floor(o / depthMultiplier);
          let total = 0;
          for (let ky = ky0; ky < ky1; ky++) {
            const row = (n * ifmHeight + baseY + ky * dilationY) * ifmWidth + baseX;
            for (let kx = kx0; kx < kx1; kx++) {
              const x = ifm[(row + kx * dilationX) * ifmChannels + channel];
              total = f32(total + f32(x * filter[(ky * filterWidth + kx) * ofmChannels + o]));
            }
          }
          ofm[out + o] = clamp(bias ? f32(total + bias[o]) : total, range.min, range.max);
        }
      }
    }
  }
}

/** FULLY_CONNECTED float32. ifm: [batches, inputs]; filter: [outputs, inputs]; bias: [outputs]. */
export function fullyConnectedF32(
  p: { readonly batches: number; readonly inputs: number; readonly outputs: number },
  range: Range,
  ifm: Float32Array,
  filter: Float32Array,
  bias: Float32Array | undefined,
  ofm: Float32Array,
): void {
  const { batches, inputs, outputs } = p;
  for (let n = 0; n < batches; n++) {
    for (let o = 0; o < outputs; o++) {
      let total = 0;
      for (let i = 0; i < inputs; i++) {
        total = f32(total + f32(ifm[n * inputs + i] * filter[o * inputs + i]));
      }
      ofm[n * outputs + o] = clamp(bias ? f32(total + bias[o]) : total, range.min, range.max);
    }
  }
}
