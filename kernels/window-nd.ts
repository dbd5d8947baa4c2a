// Convolutions and pooling over any number of spatial dimensions and any element type: N, spatial…, C;
// filters O, spatial…, I, where I times the number of groups is C. These are the definitions; sums are
// taken in double precision (integers: exactly, up to 2^53).

import type { NumberArray } from './arrays.js';
import { elementCount, gatherIndex, type Shape, stridesOf } from './shape.js';

export interface WindowNd {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  /** Elements outside, in front of each dimension. */
  readonly before: readonly number[];
}

/** Positions of a box in row-major order, one flat list of coordinates. */
function positions(sizes: readonly number[]): Int32Array {
  const count = elementCount(sizes);
  const rank = sizes.length;
  const out = new Int32Array(count * rank);
  const at = new Array<number>(rank).fill(0);
  for (let i = 0; i < count; i++) {
    for (let d = 0; d < rank; d++) out[i * rank + d] = at[d];
    for (let d = rank - 1; d >= 0 && ++at[d] === sizes[d]; d--) at[d] = 0;
  }
  return out;
}

/**
 * Calls `visit` for every output position with its taps inside the picture: `taps[2k]` is the pixel's
 * number, `taps[2k + 1]` the tap's, for k below `count`.
 */
export function forEachWindowNd(
  spatialIn: Shape,
  spatialOut: Shape,
  w: WindowNd,
  visit: (output: number, taps: Int32Array, count: number) => void,
): void {
  const rank = spatialIn.length;
  const strides = stridesOf(spatialIn);
  const kernel = positions(w.kernel);
  const out = positions(spatialOut);
  const total = elementCount(w.kernel);
  const taps = new Int32Array(2 * total);
  for (let o = 0, last = elementCount(spatialOut); o < last; o++) {
    let count = 0;
    for (let k = 0; k < total; k++) {
      let pixel = 0;
      let inside = true;
      for (let d = 0; d < rank; d++) {
        const at =
          out[o * rank + d] * w.stride[d] + kernel[k * rank + d] * w.dilation[d] - w.before[d];
        inside &&= at >= 0 && at < spatialIn[d];
        pixel += at * strides[d];
      }
      if (!inside) continue;
      taps[count++] = pixel;
      taps[count++] = k;
    }
    visit(o, taps, count / 2);
  }
}

/** Convolution with groups. */
export function convNd(
  shape: Shape,
  filterShape: Shape,
  outShape: Shape,
  w: WindowNd,
  ifm: NumberArray,
  filter: NumberArray,
  bias: NumberArray | undefined,
  ofm: NumberArray,
): void {
  const [channels, depth, outputs] = [shape.at(-1)!, filterShape.at(-1)!, outShape.at(-1)!];
  const perGroup = outputs / (channels / depth);
  const taps = elementCount(w.kernel);
  const [spatialIn, spatialOut] = [shape.slice(1, -1), outShape.slice(1, -1)];
  const [sizeIn, sizeOut] = [elementCount(spatialIn), elementCount(spatialOut)];
  forEachWindowNd(spatialIn, spatialOut, w, (position, list, count) => {
    for (let n = 0; n < shape[0]; n++) {
      for (let o = 0; o < outputs; o++) {
        const channel = Math.floor(o / perGroup) * depth;
        let total = bias ? bias[o] : 0;
        for (let t = 0; t < count; t++) {
          const x = (n * sizeIn + list[2 * t]) * channels + channel;
          const f = (o * taps + list[2 * t + 1]) * depth;
          for (let c = 0; c < depth; c++) total += ifm[x + c] * filter[f + c];
        }
        ofm[(n * sizeOut + position) * outputs + o] = total;
      }
    }
  });
}

/** Transposed convolution: the windows are those of a convolution from ofm's picture to ifm's. */
export function convTransposeNd(
  shape: Shape,
  filterShape: Shape,
  outShape: Shape,
  w: WindowNd,
  ifm: NumberArray,
  filter: NumberArray,
  bias: NumberArray | undefined,
  ofm: NumberArray,
): void {
  const [channels, depth, outputs] = [shape.at(-1)!, filterShape.at(-1)!, outShape.at(-1)!];
  const groups = channels / depth;
  const perGroup = outputs / groups;
  const taps = elementCount(w.kernel);
  const [spatialIn, spatialOut] = [shape.slice(1, -1), outShape.slice(1, -1)];
  const [sizeIn, sizeOut] = [elementCount(spatialIn), elementCount(spatialOut)];
  const sums = new Float64Array(ofm.length);
  forEachWindowNd(spatialOut, spatialIn, w, (position, list, count) => {
    for (let n = 0; n < shape[0]; n++) {
      for (let t = 0; t < count; t++) {
        for (let o = 0; o < outputs; o++) {
          const x = (n * sizeIn + position) * channels + Math.floor(o / perGroup) * depth;
          const f = (o * taps + list[2 * t + 1]) * depth;
          let total = 0;
          for (let c = 0; c < depth; c++) total += ifm[x + c] * filter[f + c];
          sums[(n * sizeOut + list[2 * t]) * outputs + o] += total;
        }
      }
    }
  });
  for (let i = 0; i < sums.length; i++) ofm[i] = sums[i] + (bias ? bias[i % outputs] : 0);
}

/** Calls `visit` for each output element of a pooling with the indices in ifm of its `count` taps. */
function forEachPool(
  shape: Shape,
  outShape: Shape,
  w: WindowNd,
  visit: (output: number, taps: Int32Array, count: number, first: number) => void,
): void {
  const channels = shape.at(-1)!;
  const [spatialIn, spatialOut] = [shape.slice(1, -1), outShape.slice(1, -1)];
  const [sizeIn, sizeOut] = [elementCount(spatialIn), elementCount(spatialOut)];
  const indices = new Int32Array(elementCount(w.kernel));
  forEachWindowNd(spatialIn, spatialOut, w, (position, list, count) => {
    for (let n = 0; n < shape[0]; n++) {
      for (let c = 0; c < channels; c++) {
        for (let t = 0; t < count; t++) indices[t] = (n * sizeIn + list[2 * t]) * channels + c;
        visit((n * sizeOut + position) * channels + c, indices, count, n * sizeIn);
      }
    }
  });
}

/** The mean of the taps inside the picture; 0 where there is none. */
export function averagePoolNd(
  shape: Shape,
  outShape: Shape,
  w: WindowNd,
  ifm: NumberArray,
  ofm: NumberArray,
): void {
  forEachPool(shape, outShape, w, (o, taps, count) => {
    let total = 0;
    for (let t = 0; t < count; t++) total += ifm[taps[t]];
    ofm[o] = count === 0 ? 0 : total / count;
  });
}

/** The largest of the taps inside the picture. `lowest` stands where there is none. */
export function maxPoolNd(
  shape: Shape,
  outShape: Shape,
  w: WindowNd,
  lowest: number,
  ifm: NumberArray,
  ofm: NumberArray,
): void {
  forEachPool(shape, outShape, w, (o, taps, count) => {
    let largest = lowest;
    for (let t = 0; t < count; t++) largest = Math.max(largest, ifm[taps[t]]);
    ofm[o] = largest;
  });
}

/** The pixel of the first largest tap, counted in row-major or column-major order. */
export function maxPoolIndicesNd(
  shape: Shape,
  outShape: Shape,
  w: WindowNd,
  columnMajor: boolean,
  ifm: NumberArray,
  ofm: NumberArray,
): void {
  const channels = shape.at(-1)!;
  const spatial = shape.slice(1, -1);
  const reversed = [...spatial].reverse();
  const order = columnMajor ? gatherIndex(spatial, stridesOf(reversed).reverse()) : undefined;
  forEachPool(shape, outShape, w, (o, taps, count, first) => {
    let best = taps[0];
    for (let t = 1; t < count; t++) if (ifm[taps[t]] > ifm[best]) best = taps[t];
    const pixel = Math.floor(best / channels) - first;
    ofm[o] = count === 0 ? 0 : order ? order[pixel] : pixel;
  });
}

/** Columns of windows added up: input n, c·taps, windows; output n, c, spatial…. */
export function col2imNd(
  channels: number,
  size: Shape,
  blocks: Shape,
  w: WindowNd,
  ifm: NumberArray,
  ofm: NumberArray,
): void {
  const taps = elementCount(w.kernel);
  const [pixels, windows] = [elementCount(size), elementCount(blocks)];
  const planes = ofm.length / pixels;
  const sums = new Float64Array(ofm.length);
  forEachWindowNd(size, blocks, w, (block, list, count) => {
    for (let p = 0; p < planes; p++) {
      const n = Math.floor(p / channels);
      const c = p % channels;
      for (let t = 0; t < count; t++) {
        const row = (n * channels + c) * taps + list[2 * t + 1];
        sums[p * pixels + list[2 * t]] += ifm[row * windows + block];
      }
    }
  });
  ofm.set(sums);
}
