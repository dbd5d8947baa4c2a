// RESIZE_BILINEAR and RESIZE_NEAREST_NEIGHBOR of pictures NHWC.
// Source: TFLM reference/resize_bilinear.h, resize_nearest_neighbor.h.

import type { NumberArray } from './arrays.js';
import type { IntegerArray } from './storage.js';

const f32 = Math.fround;

/** How an index of the result becomes a place in the input. */
export type ResizeCoordinates = 'asymmetric' | 'half_pixel' | 'align_corners';

export interface ResizeShape {
  readonly batches: number;
  readonly ifmHeight: number;
  readonly ifmWidth: number;
  readonly ofmHeight: number;
  readonly ofmWidth: number;
  readonly channels: number;
  readonly coordinates: ResizeCoordinates;
}

/** A place between two input indices: their numbers, and how far it is from the first. */
interface Taps {
  readonly low: number;
  readonly high: number;
  readonly fraction: number;
}

const ONE = 1 << 10;

/** Taps in 10-bit fixed point, one an index of the result. */
function integerTaps(input: number, output: number, coordinates: ResizeCoordinates): Taps[] {
  const [over, under] =
    coordinates === 'align_corners' && output > 1 ? [input - 1, output - 1] : [input, output];
  const scale = Math.trunc((ONE * over + Math.trunc(under / 2)) / under);
  return Array.from({ length: output }, (_, i) => {
    const start = coordinates === 'half_pixel' ? Math.trunc(scale / 2) - ONE / 2 : 0;
    const place = i * scale + start;
    const low = Math.max(Math.trunc(place / ONE), 0);
    const high = Math.min(Math.trunc((place + ONE - 1) / ONE), input - 1);
    return { low, high, fraction: place - ONE * low };
  });
}

/** Calls `visit` with the four corners of every result pixel's first channel, and its fractions. */
function forEachPixel(
  p: ResizeShape,
  tapsOf: typeof integerTaps,
  visit: (
    corners: readonly [number, number, number, number],
    fy: number,
    fx: number,
    o: number,
  ) => void,
): void {
  const rows = tapsOf(p.ifmHeight, p.ofmHeight, p.coordinates);
  const columns = tapsOf(p.ifmWidth, p.ofmWidth, p.coordinates);
  let o = 0;
  for (let n = 0; n < p.batches; n++) {
    for (const y of rows) {
      const [top, bottom] = [y.low, y.high].map((r) => (n * p.ifmHeight + r) * p.ifmWidth);
      for (const x of columns) {
        const c = p.channels;
        const corners = [top + x.low, bottom + x.low, top + x.high, bottom + x.high] as const;
        visit(
          [corners[0] * c, corners[1] * c, corners[2] * c, corners[3] * c],
          y.fraction,
          x.fraction,
          o,
        );
        o += c;
      }
    }
  }
}

/** RESIZE_BILINEAR of stored integers: 10-bit fractions, halves away from zero. */
export function resizeBilinear(p: ResizeShape, ifm: IntegerArray, ofm: IntegerArray): void {
  forEachPixel(p, integerTaps, ([tl, bl, tr, br], fy, fx, o) => {
    for (let c = 0; c < p.channels; c++) {
      const sum =
        ifm[tl + c] * (ONE - fy) * (ONE - fx) +
        ifm[bl + c] * fy * (ONE - fx) +
        ifm[tr + c] * (ONE - fy) * fx +
        ifm[br + c] * fy * fx;
      ofm[o + c] = Math.trunc((sum + (sum > 0 ? 1 << 19 : -(1 << 19))) / (1 << 20));
    }
  });
}

/** The input index nearest to each of the result. */
function nearest(input: number, output: number, coordinates: ResizeCoordinates): number[] {
  const align = coordinates === 'align_corners';
  const scale = align && output > 1 ? f32((input - 1) / (output - 1)) : f32(input / output);
  const offset = coordinates === 'half_pixel' ? 0.5 : 0;
  return Array.from({ length: output }, (_, i) => {
    const place = f32(f32(i + offset) * scale);
    return Math.max(0, Math.min(align ? Math.floor(place + 0.5) : Math.floor(place), input - 1));
  });
}

/** RESIZE_NEAREST_NEIGHBOR, any element type. */
export function resizeNearest<T extends NumberArray>(p: ResizeShape, ifm: T, ofm: T): void {
  const rows = nearest(p.ifmHeight, p.ofmHeight, p.coordinates);
  const columns = nearest(p.ifmWidth, p.ofmWidth, p.coordinates);
  let o = 0;
  for (let n = 0; n < p.batches; n++) {
    for (const y of rows) {
      for (const x of columns) {
        const i = ((n * p.ifmHeight + y) * p.ifmWidth + x) * p.channels;
        ofm.set(ifm.subarray(i, i + p.channels), o);
        o += p.channels;
      }
    }
  }
}
