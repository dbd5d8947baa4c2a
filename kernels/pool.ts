// AVERAGE_POOL_2D and MAX_POOL_2D of stored integers; input and output share one quantization.
// Source: TFLM reference/integer_ops/pooling.h.

import type { Conv2dShape } from './conv2d.js';
import { clamp } from './fixed-point.js';
import type { Range } from './quantization.js';
import { firstTap, lastTap } from './shape.js';
import { type IntegerArray, storageRange } from './storage.js';

/** Window sizes as of a convolution without dilation; ofmChannels = ifmChannels. */
export type Pool2dShape = Omit<Conv2dShape, 'ofmChannels' | 'dilationY' | 'dilationX'>;

/** Visits every output position: its first ifm element and the extent of its window inside the ifm. */
export function forEachWindow(
  p: Pool2dShape,
  visit: (ifmIndex: number, rows: number, columns: number, ofmIndex: number) => void,
): void {
  for (let n = 0; n < p.batches; n++) {
    for (let oy = 0; oy < p.ofmHeight; oy++) {
      const baseY = oy * p.strideY - p.padTop;
      const ky0 = firstTap(baseY, 1);
      const rows = Math.max(0, lastTap(baseY, 1, p.ifmHeight, p.filterHeight) - ky0);
      for (let ox = 0; ox < p.ofmWidth; ox++) {
        const baseX = ox * p.strideX - p.padLeft;
        const kx0 = firstTap(baseX, 1);
        const columns = Math.max(0, lastTap(baseX, 1, p.ifmWidth, p.filterWidth) - kx0);
        const ifmIndex =
          ((n * p.ifmHeight + baseY + ky0) * p.ifmWidth + baseX + kx0) * p.ifmChannels;
        visit(ifmIndex, rows, columns, ((n * p.ofmHeight + oy) * p.ofmWidth + ox) * p.ifmChannels);
      }
    }
  }
}

/**
 * AVERAGE_POOL_2D: the sum of the raw values inside the picture over their number, half away
 * from zero, then the clamp. ifm, ofm: NHWC.
 */
export function averagePool2d(
  p: Pool2dShape,
  range: Range,
  ifm: IntegerArray,
  ofm: IntegerArray,
): void {
  const { ifmChannels, ifmWidth } = p;
  forEachWindow(p, (i0, rows, columns, o0) => {
    const count = rows * columns;
    const half = count >> 1;
    for (let c = 0; c < ifmChannels; c++) {
      let sum = 0;
      for (let y = 0; y < rows; y++) {
        let i = i0 + y * ifmWidth * ifmChannels + c;
        for (let x = 0; x < columns; x++, i += ifmChannels) sum += ifm[i];
      }
      const mean = count === 0 ? 0 : Math.trunc((sum > 0 ? sum + half : sum - half) / count);
      ofm[o0 + c] = clamp(mean, range.min, range.max);
    }
  });
}

/** MAX_POOL_2D: the largest value inside the picture, then the clamp. ifm, ofm: NHWC. */
export function maxPool2d(
  p: Pool2dShape,
  range: Range,
  ifm: IntegerArray,
  ofm: IntegerArray,
): void {
  const { ifmChannels, ifmWidth } = p;
  const lowest = storageRange(ifm).min;
  forEachWindow(p, (i0, rows, columns, o0) => {
    for (let c = 0; c < ifmChannels; c++) {
      let largest = lowest;
      for (let y = 0; y < rows; y++) {
        let i = i0 + y * ifmWidth * ifmChannels + c;
        for (let x = 0; x < columns; x++, i += ifmChannels) {
          if (ifm[i] > largest) largest = ifm[i];
        }
      }
      ofm[o0 + c] = clamp(largest, range.min, range.max);
    }
  });
}
