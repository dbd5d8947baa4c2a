/** Depthwise convolution and pooling of float32 as training needs them: forward, and gradients. */
import type { Conv2dShape } from './conv2d.js';
import { forEachWindow, type Pool2dShape } from './pool.js';
import { firstTap, lastTap } from './shape.js';

/**
 * Visits the taps inside the picture of a depthwise convolution: the first of `multiplier` output
 * channels of each input channel is channel · multiplier. Indices are of channel 0.
 */
function forEachTap(p: Conv2dShape, visit: (ifm: number, tap: number, ofm: number) => void): void {
  for (let n = 0; n < p.batches; n++) {
    for (let oy = 0; oy < p.ofmHeight; oy++) {
      const baseY = oy * p.strideY - p.padTop;
      const ky0 = firstTap(baseY, p.dilationY);
      const ky1 = lastTap(baseY, p.dilationY, p.ifmHeight, p.filterHeight);
      for (let ox = 0; ox < p.ofmWidth; ox++) {
        const baseX = ox * p.strideX - p.padLeft;
        const kx0 = firstTap(baseX, p.dilationX);
        const kx1 = lastTap(baseX, p.dilationX, p.ifmWidth, p.filterWidth);
        const ofm = ((n * p.ofmHeight + oy) * p.ofmWidth + ox) * p.ofmChannels;
        for (let ky = ky0; ky < ky1; ky++) {
          const row = (n * p.ifmHeight + baseY + ky * p.dilationY) * p.ifmWidth;
          for (let kx = kx0; kx < kx1; kx++) {
            visit(
              (row + baseX + kx * p.dilationX) * p.ifmChannels,
              (ky * p.filterWidth + kx) * p.ofmChannels,
              ofm,
            );
          }
        }
      }
    }
  }
}

/** ofm[.., o] = Σ taps ifm[.., o / m] · filter[tap, o]. ifm, ofm: NHWC; filter: 1HWO. */
export function depthwiseForward(
  p: Conv2dShape,
  ifm: Float32Array,
  filter: Float32Array,
  ofm: Float32Array,
): void {
  const multiplier = p.ofmChannels / p.ifmChannels;
  ofm.fill(0);
  forEachTap(p, (i, t, o) => {
    if (multiplier === 1) {
      for (let c = 0; c < p.ofmChannels; c++) ofm[o + c] += ifm[i + c] * filter[t + c];
      return;
    }
    for (let c = 0; c < p.ofmChannels; c++) {
      ofm[o + c] += ifm[i + Math.floor(c / multiplier)] * filter[t + c];
    }
  });
}

/** Adds the gradients of a depthwise convolution's input and filter, where they are wanted. */
export function depthwiseBackward(
  p: Conv2dShape,
  ifm: Float32Array,
  filter: Float32Array,
  ofmGradient: Float32Array,
  ifmGradient: Float32Array | undefined,
  filterGradient: Float32Array | undefined,
): void {
  const multiplier = p.ofmChannels / p.ifmChannels;
  forEachTap(p, (i, t, o) => {
    for (let c = 0; c < p.ofmChannels; c++) {
      const at = i + (multiplier === 1 ? c : Math.floor(c / multiplier));
      const g = ofmGradient[o + c];
      if (ifmGradient) ifmGradient[at] += g * filter[t + c];
      if (filterGradient) filterGradient[t + c] += g * ifm[at];
    }
  });
}

/** Means of the taps inside the picture. */
export function averagePoolForward(p: Pool2dShape, ifm: Float32Array, ofm: Float32Array): void {
  const { ifmChannels, ifmWidth } = p;
  forEachWindow(p, (first, rows, columns, o) => {
    for (let c = 0; c < ifmChannels; c++) {
      let sum = 0;
      for (let y = 0; y < rows; y++) {
        const row = first + y * ifmWidth * ifmChannels + c;
        for (let x = 0; x < columns; x++) sum += ifm[row + x * ifmChannels];
      }
      ofm[o + c] = rows * columns === 0 ? 0 : sum / (rows * columns);
    }
  });
}

/** Adds to the input's gradient: each tap has an equal share. */
export function averagePoolBackward(
  p: Pool2dShape,
  ofmGradient: Float32Array,
  ifmGradient: Float32Array,
): void {
  const { ifmChannels, ifmWidth } = p;
  forEachWindow(p, (first, rows, columns, o) => {
    for (let c = 0; c < ifmChannels; c++) {
      const share = ofmGradient[o + c] / (rows * columns);
      for (let y = 0; y < rows; y++) {
        const row = first + y * ifmWidth * ifmChannels + c;
        for (let x = 0; x < columns; x++) ifmGradient[row + x * ifmChannels] += share;
      }
    }
  });
}

/** Maxima of the taps inside the picture; `from` keeps where each came from, -1 for none. */
export function maxPoolForward(
  p: Pool2dShape,
  ifm: Float32Array,
  ofm: Float32Array,
  from: Int32Array,
): void {
  const { ifmChannels, ifmWidth } = p;
  forEachWindow(p, (first, rows, columns, o) => {
    for (let c = 0; c < ifmChannels; c++) {
      let best = -1;
      for (let y = 0; y < rows; y++) {
        const row = first + y * ifmWidth * ifmChannels + c;
        for (let x = 0; x < columns; x++) {
          const at = row + x * ifmChannels;
          if (best < 0 || ifm[at] > ifm[best]) best = at;
        }
      }
      from[o + c] = best;
      ofm[o + c] = best < 0 ? Number.NEGATIVE_INFINITY : ifm[best];
    }
  });
}
