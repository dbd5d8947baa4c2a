// Shapes, broadcasting and padding shared by the kernels. Tensors are dense and row-major.

export type Shape = readonly number[];

/** Number of elements of a shape; 1 for a scalar. */
export function elementCount(shape: Shape): number {
  let count = 1;
  for (const size of shape) count *= size;
  return count;
}

/** Row-major strides in elements. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let d = shape.length - 1; d >= 0; d--) {
    strides[d] = stride;
    stride *= shape[d];
  }
  return strides;
}

/** Shape of an element-wise result; right-aligned, a size of 1 stretches. Throws on a mismatch. */
export function broadcastShape(a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  const result = new Array<number>(rank);
  for (let d = 0; d < rank; d++) {
    const x = a[d - rank + a.length] ?? 1;
    const y = b[d - rank + b.length] ?? 1;
    if (x !== y && x !== 1 && y !== 1) {
      throw new RangeError(
        `shapes [${a}] and [${b}] do not broadcast: dimension ${d} is ${x} and ${y}`,
      );
    }
    result[d] = x === 1 ? y : x;
  }
  return result;
}

/**
 * For every element of `to` (row-major) the index of the element of `from` that it reads; undefined
 * where that is the same index, so that the common case needs no map.
 */
export function broadcastIndex(from: Shape, to: Shape): Int32Array | undefined {
  const lead = to.length - from.length;
  if (lead === 0 && from.every((size, d) => size === to[d])) return undefined;
  const fromStrides = stridesOf(from);
  const steps = to.map((_, d) => (d < lead || from[d - lead] === 1 ? 0 : fromStrides[d - lead]));
  return gatherIndex(to, steps);
}

/** Index map of a strided view: element [i, j, …] of `shape` is at Σ i·steps. */
export function gatherIndex(shape: Shape, steps: readonly number[]): Int32Array {
  const map = new Int32Array(elementCount(shape));
  const position = new Array<number>(shape.length).fill(0);
  let offset = 0;
  for (let i = 0; i < map.length; i++) {
    map[i] = offset;
    for (let d = shape.length - 1; d >= 0; d--) {
      offset += steps[d];
      if (++position[d] < shape[d]) break;
      offset -= steps[d] * shape[d];
      position[d] = 0;
    }
  }
  return map;
}

export interface SpatialPadding {
  /** Output size. */
  readonly size: number;
  readonly before: number;
  readonly after: number;
}

/**
 * Output size and padding of one spatial dimension. SAME puts floor(total / 2) before and the rest
 * after; VALID pads nothing.
 * Source: TFLM kernels/padding.h ComputeOutSize, ComputePaddingWithOffset.
 */
export function spatialPadding(
  scheme: 'SAME' | 'VALID',
  input: number,
  filter: number,
  stride: number,
  dilation = 1,
): SpatialPadding {
  const reach = (filter - 1) * dilation + 1;
  if (scheme === 'VALID') {
    return {
      size: Math.max(0, Math.floor((input + stride - reach) / stride)),
      before: 0,
      after: 0,
    };
  }
  const size = Math.floor((input + stride - 1) / stride);
  const total = Math.max(0, (size - 1) * stride + reach - input);
  const before = Math.floor(total / 2);
  return { size, before, after: total - before };
}

/** First and one-past-last tap of a window that lies inside [0, size), from window start `base`. */
export function firstTap(base: number, dilation: number): number {
  return base >= 0 ? 0 : Math.ceil(-base / dilation);
}
export function lastTap(base: number, dilation: number, size: number, taps: number): number {
  return Math.min(taps, Math.ceil((size - base) / dilation));
}
