// CONV_2D, DEPTHWISE_CONV_2D, FULLY_CONNECTED, TRANSPOSE_CONV and BATCH_MATMUL of any storage: int16
// activations, uint8, filters with a zero point. One accumulator for all of them, a double, which
// holds every sum exactly; what it stands for in the reference (an int32 or an int64) decides how it
// is rescaled. int8 with symmetric filters has faster forms in conv2d.ts and beside it.

import type { Conv2dShape } from './conv2d.js';
import { requantizeOutput } from './output-stage.js';
import type { OutputStage } from './prepare.js';
import { broadcastIndex, elementCount, firstTap, lastTap, type Shape } from './shape.js';
import type { IntegerArray } from './storage.js';
import { requantizeWide } from './wide.js';

/** What is subtracted from stored values before they are multiplied. */
export interface MacZeroPoints {
  readonly ifmZeroPoint: number;
  readonly filterZeroPoint: number;
}

/** How the reference adds up: in 32 bits, or in 64 with a multiplier of 16 (see wide.ts). */
export type AccumulatorWidth = 32 | 64;

/** Numbers of a bias; an int64 one is taken as a double, exact below 2^53. */
export type Bias = Int16Array | Int32Array | BigInt64Array;

/** Accumulators of a whole ofm, channels innermost, set to the bias. */
function accumulators(length: number, bias: Bias | undefined): Float64Array {
  const acc = new Float64Array(length);
  if (bias && bias.length > 0) {
    for (let i = 0; i < length; i++) acc[i] = Number(bias[i % bias.length]);
  }
  return acc;
}

function finish(
  stage: OutputStage,
  channels: number,
  acc: Float64Array,
  width: AccumulatorWidth,
  ofm: IntegerArray,
): void {
  if (width === 64) requantizeWide(stage, channels, acc, ofm);
  else requantizeOutput(stage, channels, Int32Array.from(acc, wrap), ofm);
}

/** The low 32 bits, as an int32 sum that overflows keeps them. */
function wrap(x: number): number {
  return Number.isSafeInteger(x) ? (x % 2 ** 32) | 0 : 0;
}

/** Calls `visit` for every tap of every window that lies inside the picture. */
function forEachTap(
  p: Conv2dShape,
  visit: (pixel: number, tap: number, outPixel: number) => void,
): void {
  const { ifmHeight, ifmWidth, ofmHeight, ofmWidth, filterHeight, filterWidth } = p;
  for (let n = 0; n < p.batches; n++) {
    for (let oy = 0; oy < ofmHeight; oy++) {
      const baseY = oy * p.strideY - p.padTop;
      const ky1 = lastTap(baseY, p.dilationY, ifmHeight, filterHeight);
      for (let ox = 0; ox < ofmWidth; ox++) {
        const baseX = ox * p.strideX - p.padLeft;
        const kx1 = lastTap(baseX, p.dilationX, ifmWidth, filterWidth);
        const outPixel = (n * ofmHeight + oy) * ofmWidth + ox;
        for (let ky = firstTap(baseY, p.dilationY); ky < ky1; ky++) {
          const row = (n * ifmHeight + baseY + ky * p.dilationY) * ifmWidth + baseX;
          for (let kx = firstTap(baseX, p.dilationX); kx < kx1; kx++) {
            visit(row + kx * p.dilationX, ky * filterWidth + kx, outPixel);
          }
        }
      }
    }
  }
}

/** CONV_2D; ifm, ofm: NHWC; filter: OHWI, of which `groups` parts read a part of the ifm each. */
export function conv2dGeneral(
  p: Conv2dShape & MacZeroPoints & { readonly groups: number },
  stage: OutputStage,
  ifm: IntegerArray,
  filter: IntegerArray,
  bias: Bias | undefined,
  width: AccumulatorWidth,
  ofm: IntegerArray,
): void {
  const { ifmChannels, ofmChannels, ifmZeroPoint, filterZeroPoint } = p;
  const acc = accumulators(ofm.length, bias);
  const depth = ifmChannels / p.groups;
  const perGroup = ofmChannels / p.groups;
  const taps = p.filterHeight * p.filterWidth;
  forEachTap(p, (pixel, tap, outPixel) => {
    for (let o = 0; o < ofmChannels; o++) {
      const i = pixel * ifmChannels + Math.floor(o / perGroup) * depth;
      const f = (o * taps + tap) * depth;
      let sum = 0;
      for (let c = 0; c < depth; c++) {
        sum += (ifm[i + c] - ifmZeroPoint) * (filter[f + c] - filterZeroPoint);
      }
      acc[outPixel * ofmChannels + o] += sum;
    }
  });
  finish(stage, ofmChannels, acc, width, ofm);
}

/** DEPTHWISE_CONV_2D; ifm, ofm: NHWC; filter: 1HWO. */
export function depthwiseConv2dGeneral(
  p: Conv2dShape & MacZeroPoints & { readonly depthMultiplier: number },
  stage: OutputStage,
  ifm: IntegerArray,
  filter: IntegerArray,
  bias: Bias | undefined,
  width: AccumulatorWidth,
  ofm: IntegerArray,
): void {
  const { ifmChannels, ofmChannels, ifmZeroPoint, filterZeroPoint, depthMultiplier } = p;
  const acc = accumulators(ofm.length, bias);
  forEachTap(p, (pixel, tap, outPixel) => {
    for (let o = 0; o < ofmChannels; o++) {
      const x = ifm[pixel * ifmChannels + Math.floor(o / depthMultiplier)] - ifmZeroPoint;
      acc[outPixel * ofmChannels + o] += x * (filter[tap * ofmChannels + o] - filterZeroPoint);
    }
  });
  finish(stage, ofmChannels, acc, width, ofm);
}

/**
 * TRANSPOSE_CONV: every ifm value is spread over a window of the ofm. The shape is that of the
 * convolution which it turns around, except that ifm and ofm keep their names: stride and padding are
 * of the ofm. ifm, ofm: NHWC; filter: OHWI.
 * Source: TFLM reference/integer_ops/transpose_conv.h.
 */
export function convTranspose2d(
  p: Conv2dShape & MacZeroPoints,
  stage: OutputStage,
  ifm: IntegerArray,
  filter: IntegerArray,
  bias: Bias | undefined,
  width: AccumulatorWidth,
  ofm: IntegerArray,
): void {
  const { ifmChannels, ofmChannels, ifmZeroPoint, filterZeroPoint } = p;
  const acc = accumulators(ofm.length, bias);
  const taps = p.filterHeight * p.filterWidth;
  // The windows of the turned-around convolution: its ifm is our ofm.
  const turned = {
    ...p,
    ifmHeight: p.ofmHeight,
    ifmWidth: p.ofmWidth,
    ofmHeight: p.ifmHeight,
    ofmWidth: p.ifmWidth,
  };
  forEachTap(turned, (outPixel, tap, pixel) => {
    for (let o = 0; o < ofmChannels; o++) {
      const f = (o * taps + tap) * ifmChannels;
      let sum = 0;
      for (let c = 0; c < ifmChannels; c++) {
        sum += (ifm[pixel * ifmChannels + c] - ifmZeroPoint) * (filter[f + c] - filterZeroPoint);
      }
      acc[outPixel * ofmChannels + o] += sum;
    }
  });
  finish(stage, ofmChannels, acc, width, ofm);
}

/** FULLY_CONNECTED; ifm: [batches, inputs]; filter: [outputs, inputs]; ofm: [batches, outputs]. */
export function fullyConnectedGeneral(
  p: MacZeroPoints & {
    readonly batches: number;
    readonly inputs: number;
    readonly outputs: number;
    /** One a row of the filter, where it is quantized so; else absent. */
    readonly filterZeroPoints?: readonly number[];
  },
  stage: OutputStage,
  ifm: IntegerArray,
  filter: IntegerArray,
  bias: Bias | undefined,
  width: AccumulatorWidth,
  ofm: IntegerArray,
): void {
  const { batches, inputs, outputs, ifmZeroPoint } = p;
  const acc = accumulators(batches * outputs, bias);
  for (let n = 0; n < batches; n++) {
    for (let o = 0; o < outputs; o++) {
      const zero = p.filterZeroPoints?.[o] ?? p.filterZeroPoint;
      let sum = 0;
      for (let i = 0; i < inputs; i++) {
        sum += (ifm[n * inputs + i] - ifmZeroPoint) * (filter[o * inputs + i] - zero);
      }
      acc[n * outputs + o] += sum;
    }
  }
  finish(stage, outputs, acc, width, ofm);
}

/** Sizes of a batched matrix product; `lhs` is [..., rows, depth], `rhs` [..., depth, columns]. */
export interface MatmulShape {
  readonly lhsBatch: Shape;
  readonly rhsBatch: Shape;
  /** The broadcast of both. */
  readonly batch: Shape;
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
}

/** Calls `visit` for every pair of matrices: where each begins. */
export function forEachMatrix(
  p: MatmulShape,
  visit: (lhs: number, rhs: number, out: number) => void,
): void {
  const lhsIndex = broadcastIndex(p.lhsBatch, p.batch);
  const rhsIndex = broadcastIndex(p.rhsBatch, p.batch);
  for (let n = 0; n < elementCount(p.batch); n++) {
    visit(
      (lhsIndex?.[n] ?? n) * p.rows * p.depth,
      (rhsIndex?.[n] ?? n) * p.depth * p.columns,
      n * p.rows * p.columns,
    );
  }
}

/** BATCH_MATMUL. Source: TFLM reference/batch_matmul.h. */
export function matmul(
  p: MatmulShape & MacZeroPoints,
  stage: OutputStage,
  lhs: IntegerArray,
  rhs: IntegerArray,
  width: AccumulatorWidth,
  ofm: IntegerArray,
): void {
  const { rows, depth, columns } = p;
  const acc = new Float64Array(ofm.length);
  forEachMatrix(p, (l, r, o) => {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let k = 0; k < depth; k++) {
          const x = lhs[l + i * depth + k] - p.ifmZeroPoint;
          sum += x * (rhs[r + k * columns + j] - p.filterZeroPoint);
        }
        acc[o + i * columns + j] = sum;
      }
    }
  });
  finish(stage, columns, acc, width, ofm);
}
