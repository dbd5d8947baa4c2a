// DEPTHWISE_CONV_2D int8. Source: TFLM reference/integer_ops/depthwise_conv.h.

import { biasAccumulators, type Conv2dShape } from './conv2d.js';
import { requantizeOutput } from './output-stage.js';
import type { OutputStage } from './prepare.js';
import { firstTap, lastTap } from './shape.js';

/**
 * Ofm channel o reads ifm channel firstChannel + floor(o / depthMultiplier); a whole operator has
 * ofmChannels = ifmChannels · depthMultiplier, a block of its channels fewer.
 */
export interface DepthwiseConv2dParams extends Conv2dShape {
  readonly ifmZeroPoint: number;
  readonly depthMultiplier: number;
  /** Default 0. */
  readonly firstChannel?: number;
}

/**
 * Adds the products of one depthwise convolution to `acc`.
 * ifm: NHWC int8. filter: 1HWO int8, symmetric. acc: NHWC int32 of the ofm's shape, holding the bias.
 */
export function depthwiseConv2dAccumulate(
  p: DepthwiseConv2dParams,
  ifm: Int8Array,
  filter: Int8Array,
  acc: Int32Array,
): void {
  const { ifmHeight, ifmWidth, ifmChannels, ofmHeight, ofmWidth, ofmChannels } = p;
  const { filterHeight, filterWidth, strideY, strideX, dilationY, dilationX, depthMultiplier } = p;
  const zp = p.ifmZeroPoint;
  const channels = ofmChannels / depthMultiplier;
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
        for (let ky = ky0; ky < ky1; ky++) {
          const row = (n * ifmHeight + baseY + ky * dilationY) * ifmWidth + baseX;
          for (let kx = kx0; kx < kx1; kx++) {
            const i = (row + kx * dilationX) * ifmChannels + (p.firstChannel ?? 0);
            const f = (ky * filterWidth + kx) * ofmChannels;
            if (depthMultiplier === 1) {
              for (let c = 0; c < ofmChannels; c++) {
                acc[out + c] += Math.imul(ifm[i + c] - zp, filter[f + c]);
              }
            } else {
              for (let c = 0, o = 0; c < channels; c++) {
                const x = ifm[i + c] - zp;
                for (let m = 0; m < depthMultiplier; m++, o++) {
                  acc[out + o] += Math.imul(x, filter[f + o]);
                }
              }
            }
          }
        }
      }
    }
  }
}

/** DEPTHWISE_CONV_2D int8; bias: int32 per ofm channel, absent = 0. ofm: NHWC int8, written. */
export function depthwiseConv2d(
  p: DepthwiseConv2dParams,
  stage: OutputStage,
  ifm: Int8Array,
  filter: Int8Array,
  bias: Int32Array | undefined,
  ofm: Int8Array,
): void {
  const acc = biasAccumulators(ofm.length, bias);
  depthwiseConv2dAccumulate(p, ifm, filter, acc);
  requantizeOutput(stage, p.ofmChannels, acc, ofm);
}
