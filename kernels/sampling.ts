// Pictures read between their pixels: resizing, grids, regions. Pictures are N, spatial…, C unless said.

import type { NumberArray } from './arrays.js';
import { elementCount, type Shape, stridesOf } from './shape.js';

export interface ResizeParams {
  readonly scales: readonly number[];
  /** Starts, then ends, of each dimension, as shares of it; for tf_crop_and_resize. */
  readonly roi: readonly number[];
  readonly mode: string;
  readonly coordinates: string;
  readonly nearest: string;
  readonly cubicA: number;
  readonly excludeOutside: boolean;
  readonly antialias: boolean;
  readonly extrapolation: number;
}

/** The place in the input of an index of the result along dimension d. */
function source(p: ResizeParams, d: number, x: number, sizeIn: number, sizeOut: number): number {
  const scale = p.scales[d];
  // The size that the scale asks for, before it is rounded down.
  const length = scale * sizeIn;
  switch (p.coordinates) {
    case 'align_corners':
      return sizeOut === 1 ? 0 : (x * (sizeIn - 1)) / (length - 1);
    case 'asymmetric':
      return x / scale;
    case 'pytorch_half_pixel':
      return sizeOut > 1 ? (x + 0.5) / scale - 0.5 : 0;
    case 'tf_half_pixel_for_nn':
      return (x + 0.5) / scale;
    case 'half_pixel_symmetric': {
      const adjustment = sizeOut / length;
      return (sizeIn / 2) * (1 - adjustment) + (x + 0.5) / scale - 0.5;
    }
    case 'tf_crop_and_resize': {
      const [start, end] = [p.roi[d] ?? 0, p.roi[p.scales.length + d] ?? 1];
      return sizeOut > 1
        ? start * (sizeIn - 1) + (x * (end - start) * (sizeIn - 1)) / (length - 1)
        : 0.5 * (start + end) * (sizeIn - 1);
    }
    default:
      return (x + 0.5) / scale - 0.5;
  }
}

/** The pixel nearest to a place, by the rule that the mode names. */
function nearestPixel(rule: string, x: number): number {
  if (rule === 'floor') return Math.floor(x);
  if (rule === 'ceil') return Math.ceil(x);
  return rule === 'round_prefer_ceil' ? Math.floor(x + 0.5) : Math.ceil(x - 0.5);
}

/** Keys' cubic convolution kernel. */
export function cubicWeight(t: number, a: number): number {
  const x = Math.abs(t);
  if (x <= 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

/** Taps of one index of the result: pixels of the input and their weights. */
interface Taps {
  readonly pixels: readonly number[];
  readonly weights: readonly number[];
}

function tapsOf(p: ResizeParams, d: number, x: number, sizeIn: number, sizeOut: number): Taps {
  const at = source(p, d, x, sizeIn, sizeOut);
  if (p.coordinates === 'tf_crop_and_resize' && (at < 0 || at > sizeIn - 1)) {
    return { pixels: [], weights: [] };
  }
  const clamped = (i: number) => Math.min(Math.max(i, 0), sizeIn - 1);
  if (p.mode === 'nearest') return { pixels: [clamped(nearestPixel(p.nearest, at))], weights: [1] };
  // A smaller result is filtered by stretching the kernel.
  const stretch = p.antialias ? Math.min(1, p.scales[d]) : 1;
  const reach = (p.mode === 'linear' ? 1 : 2) / stretch;
  const weight = (t: number) =>
    p.mode === 'linear' ? Math.max(0, 1 - Math.abs(t)) : cubicWeight(t, p.cubicA);
  const pixels: number[] = [];
  const weights: number[] = [];
  for (let i = Math.floor(at - reach) + 1; i < at + reach; i++) {
    const isOutside = i < 0 || i >= sizeIn;
    if (isOutside && p.excludeOutside) continue;
    pixels.push(clamped(i));
    weights.push(weight((i - at) * stretch));
  }
  const total = weights.reduce((a, b) => a + b, 0);
  const isNormalized = p.excludeOutside || p.antialias;
  return { pixels, weights: isNormalized && total !== 0 ? weights.map((w) => w / total) : weights };
}

/** Resizes dimension by dimension; those whose size and scale stay are left. */
export function resizeInto(
  p: ResizeParams,
  shape: Shape,
  outShape: Shape,
  ifm: NumberArray,
  ofm: NumberArray,
): void {
  let data: NumberArray = ifm;
  let current = [...shape];
  let outside: Uint8Array | undefined;
  shape.forEach((size, d) => {
    const isCrop =
      p.coordinates === 'tf_crop_and_resize' && (p.roi[d] !== 0 || p.roi[shape.length + d] !== 1);
    if (size === outShape[d] && p.scales[d] === 1 && !isCrop) return;
    const next = current.map((s, i) => (i === d ? outShape[d] : s));
    const inner = elementCount(current.slice(d + 1));
    const outer = elementCount(current.slice(0, d));
    const result = new Float64Array(elementCount(next));
    const flags = outside || isCrop ? new Uint8Array(result.length) : undefined;
    for (let x = 0; x < outShape[d]; x++) {
      const { pixels, weights } = tapsOf(p, d, x, size, outShape[d]);
      for (let n = 0; n < outer; n++) {
        for (let k = 0; k < inner; k++) {
          const o = (n * outShape[d] + x) * inner + k;
          if (pixels.length === 0 && flags) flags[o] = 1;
          for (let t = 0; t < pixels.length; t++) {
            const i = (n * size + pixels[t]) * inner + k;
            result[o] += data[i] * weights[t];
            if (outside && flags && outside[i]) flags[o] = 1;
          }
        }
      }
    }
    [data, current, outside] = [result, next, flags];
  });
  for (let i = 0; i < ofm.length; i++) ofm[i] = outside?.[i] ? p.extrapolation : data[i];
}

export interface GridParams {
  readonly mode: string;
  readonly border: string;
  readonly alignCorners: boolean;
}

/** A coordinate folded back between two edges. */
function reflected(x: number, low: number, high: number): number {
  const range = high - low;
  if (range <= 0) return low;
  const folded = Math.abs((x - low) % (2 * range));
  return low + (folded > range ? 2 * range - folded : folded);
}

/** Reads ifm (N, spatial…, C) at the places of a grid. */
export function gridSampleInto(
  p: GridParams,
  shape: Shape,
  places: number,
  ifm: NumberArray,
  grid: NumberArray,
  ofm: NumberArray,
): void {
  const spatial = shape.slice(1, -1);
  const [rank, channels] = [spatial.length, shape.at(-1)!];
  const strides = stridesOf(spatial);
  const plane = elementCount(spatial);
  const [low, high] = p.alignCorners
    ? [spatial.map(() => 0), spatial.map((s) => s - 1)]
    : [spatial.map(() => -0.5), spatial.map((s) => s - 0.5)];
  const inBorder = (x: number, d: number): number => {
    if (p.border === 'border') return Math.min(Math.max(x, 0), spatial[d] - 1);
    return p.border === 'reflection' ? reflected(x, low[d], high[d]) : x;
  };
  const reach = p.mode === 'cubic' ? 2 : 1;
  for (let n = 0; n < shape[0]; n++) {
    for (let g = 0; g < places; g++) {
      const at = spatial.map((size, d) => {
        const x = grid[(n * places + g) * rank + (rank - 1 - d)];
        const pixel = p.alignCorners ? ((x + 1) / 2) * (size - 1) : ((x + 1) * size - 1) / 2;
        // Cubic taps are folded back each; other places as a whole.
        return p.mode === 'cubic' ? pixel : inBorder(pixel, d);
      });
      const start = (n * places + g) * channels;
      for (let c = 0; c < channels; c++) ofm[start + c] = 0;
      let taps: { pixel: number; weight: number }[] = [{ pixel: 0, weight: 1 }];
      at.forEach((x, d) => {
        const dimension = lineTaps(p, x, reach).map(([i, weight]) => {
          const pixel = Math.round(p.mode === 'cubic' ? inBorder(i, d) : i);
          const clamped =
            p.border === 'zeros' ? pixel : Math.min(Math.max(pixel, 0), spatial[d] - 1);
          return clamped >= 0 && clamped < spatial[d]
            ? { pixel: clamped * strides[d], weight }
            : undefined;
        });
        taps = taps.flatMap((a) =>
          dimension.flatMap((b) =>
            b && b.weight !== 0 ? [{ pixel: a.pixel + b.pixel, weight: a.weight * b.weight }] : [],
          ),
        );
      });
      for (const { pixel, weight } of taps) {
        const from = (n * plane + pixel) * channels;
        for (let c = 0; c < channels; c++) ofm[start + c] += weight * ifm[from + c];
      }
    }
  }
}

/** Pixels around a place along one dimension, and their weights. */
function lineTaps({ mode }: GridParams, x: number, reach: number): [number, number][] {
  if (mode === 'nearest') {
    const down = Math.floor(x);
    const rest = x - down;
    const isUp = rest > 0.5 || (rest === 0.5 && down % 2 !== 0);
    return [[isUp ? down + 1 : down, 1]];
  }
  const first = Math.floor(x) - reach + 1;
  return Array.from({ length: 2 * reach }, (_, k): [number, number] => {
    const t = x - (first + k);
    return [first + k, mode === 'cubic' ? cubicWeight(t, -0.75) : 1 - Math.abs(t)];
  });
}

/** Bilinear value of one channel of a picture h, w, c; zero beyond one pixel outside. */
function bilinear(
  ifm: NumberArray,
  start: number,
  [h, w, channels]: readonly number[],
  y: number,
  x: number,
  c: number,
  outside: 'clamp' | 'zero',
): number {
  const [y0, x0] = [Math.floor(y), Math.floor(x)];
  let total = 0;
  for (const [py, wy] of [
    [y0, 1 - (y - y0)],
    [y0 + 1, y - y0],
  ]) {
    for (const [px, wx] of [
      [x0, 1 - (x - x0)],
      [x0 + 1, x - x0],
    ]) {
      const isInside = py >= 0 && py < h && px >= 0 && px < w;
      if (!isInside && outside === 'zero') continue;
      const [cy, cx] = [Math.min(Math.max(py, 0), h - 1), Math.min(Math.max(px, 0), w - 1)];
      total += wy * wx * ifm[start + (cy * w + cx) * channels + c];
    }
  }
  return total;
}

export interface RoiAlignParams {
  readonly size: readonly number[];
  readonly spatialScale: number;
  readonly samplingRatio: number;
  readonly isMax: boolean;
  readonly halfPixel: boolean;
}

/** RoiAlign (He et al., "Mask R-CNN", 2017) over NHWC. */
export function roiAlignInto(
  p: RoiAlignParams,
  shape: Shape,
  ifm: NumberArray,
  rois: NumberArray,
  batch: NumberArray,
  ofm: NumberArray,
): void {
  const [, h, w, channels] = shape;
  const [rows, columns] = p.size;
  const offset = p.halfPixel ? 0.5 : 0;
  for (let r = 0; r < rois.length / 4; r++) {
    const [x1, y1, x2, y2] = [0, 1, 2, 3].map((i) => rois[4 * r + i] * p.spatialScale - offset);
    const least = p.halfPixel ? 0 : 1;
    const binH = Math.max(y2 - y1, p.halfPixel ? y2 - y1 : least) / rows;
    const binW = Math.max(x2 - x1, p.halfPixel ? x2 - x1 : least) / columns;
    const countY = p.samplingRatio > 0 ? p.samplingRatio : Math.max(1, Math.ceil(binH));
    const countX = p.samplingRatio > 0 ? p.samplingRatio : Math.max(1, Math.ceil(binW));
    const start = batch[r] * h * w * channels;
    for (let oy = 0; oy < rows; oy++) {
      for (let ox = 0; ox < columns; ox++) {
        for (let c = 0; c < channels; c++) {
          let total = p.isMax ? Number.NEGATIVE_INFINITY : 0;
          for (let sy = 0; sy < countY; sy++) {
            const y = y1 + (oy + (sy + 0.5) / countY) * binH;
            for (let sx = 0; sx < countX; sx++) {
              const x = x1 + (ox + (sx + 0.5) / countX) * binW;
              const isFar = y < -1 || y > h || x < -1 || x > w;
              const [cy, cx] = [Math.max(y, 0), Math.max(x, 0)];
              const value = isFar
                ? 0
                : p.isMax
                  ? largestTap(ifm, start, [h, w, channels], cy, cx, c)
                  : bilinear(ifm, start, [h, w, channels], cy, cx, c, 'clamp');
              total = p.isMax ? Math.max(total, value) : total + value;
            }
          }
          const o = ((r * rows + oy) * columns + ox) * channels + c;
          ofm[o] = p.isMax ? total : total / (countY * countX);
        }
      }
    }
  }
}

/** The largest of the four weighted neighbours, as the operator's reference has it. */
function largestTap(
  ifm: NumberArray,
  start: number,
  [h, w, channels]: readonly number[],
  y: number,
  x: number,
  c: number,
): number {
  const [y0, x0] = [Math.min(Math.floor(y), h - 1), Math.min(Math.floor(x), w - 1)];
  const [y1, x1] = [Math.min(y0 + 1, h - 1), Math.min(x0 + 1, w - 1)];
  const [ly, lx] = [y0 === h - 1 ? 0 : y - y0, x0 === w - 1 ? 0 : x - x0];
  const at = (py: number, px: number) => ifm[start + (py * w + px) * channels + c];
  return Math.max(
    (1 - ly) * (1 - lx) * at(y0, x0),
    (1 - ly) * lx * at(y0, x1),
    ly * (1 - lx) * at(y1, x0),
    ly * lx * at(y1, x1),
  );
}

/** MaxRoiPool: the largest element of each bin of rounded regions, over NHWC. */
export function maxRoiPoolInto(
  size: readonly number[],
  spatialScale: number,
  shape: Shape,
  ifm: NumberArray,
  rois: NumberArray,
  ofm: NumberArray,
): void {
  const [, h, w, channels] = shape;
  const [rows, columns] = size;
  for (let r = 0; r < rois.length / 5; r++) {
    const [x1, y1, x2, y2] = [1, 2, 3, 4].map((i) => Math.round(rois[5 * r + i] * spatialScale));
    const [binH, binW] = [Math.max(y2 - y1 + 1, 1) / rows, Math.max(x2 - x1 + 1, 1) / columns];
    const within = (v: number, top: number) => Math.min(Math.max(v, 0), top);
    for (let oy = 0; oy < rows; oy++) {
      const [ya, yb] = [
        within(Math.floor(oy * binH) + y1, h),
        within(Math.ceil((oy + 1) * binH) + y1, h),
      ];
      for (let ox = 0; ox < columns; ox++) {
        const [xa, xb] = [
          within(Math.floor(ox * binW) + x1, w),
          within(Math.ceil((ox + 1) * binW) + x1, w),
        ];
        for (let c = 0; c < channels; c++) {
          let best = ya >= yb || xa >= xb ? 0 : Number.NEGATIVE_INFINITY;
          for (let y = ya; y < yb; y++) {
            for (let x = xa; x < xb; x++) {
              best = Math.max(best, ifm[((rois[5 * r] * h + y) * w + x) * channels + c]);
            }
          }
          ofm[((r * rows + oy) * columns + ox) * channels + c] = best;
        }
      }
    }
  }
}

export interface DeformParams {
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly before: readonly number[];
  readonly offsetGroups: number;
}

/** Deformable convolution (Zhu et al., "Deformable ConvNets v2", 2018) over NHWC, OHWI. */
export function deformConvInto(
  p: DeformParams,
  shape: Shape,
  filterShape: Shape,
  outShape: Shape,
  [ifm, filter, offset, mask, bias]: readonly NumberArray[],
  ofm: NumberArray,
): void {
  const [, h, w, channels] = shape;
  const [outputs, kh, kw, depth] = filterShape;
  const [batch, oh, ow] = outShape;
  const taps = kh * kw;
  const perGroup = outputs / (channels / depth);
  const perOffset = channels / p.offsetGroups;
  const total = p.offsetGroups * taps;
  const samples = new Float64Array(channels * taps);
  for (let n = 0; n < batch; n++) {
    for (let y = 0; y < oh; y++) {
      for (let x = 0; x < ow; x++) {
        const place = (n * oh + y) * ow + x;
        for (let c = 0; c < channels; c++) {
          const group = Math.floor(c / perOffset) * taps;
          for (let k = 0; k < taps; k++) {
            const at = place * total + group + k;
            const sy =
              y * p.stride[0] + Math.floor(k / kw) * p.dilation[0] - p.before[0] + offset[2 * at];
            const sx =
              x * p.stride[1] + (k % kw) * p.dilation[1] - p.before[1] + offset[2 * at + 1];
            const value = bilinear(ifm, n * h * w * channels, [h, w, channels], sy, sx, c, 'zero');
            samples[c * taps + k] = value * mask[at];
          }
        }
        for (let o = 0; o < outputs; o++) {
          const first = Math.floor(o / perGroup) * depth;
          let sum = bias[o];
          for (let k = 0; k < taps; k++) {
            for (let i = 0; i < depth; i++) {
              sum += samples[(first + i) * taps + k] * filter[(o * taps + k) * depth + i];
            }
          }
          ofm[place * outputs + o] = sum;
        }
      }
    }
  }
}
