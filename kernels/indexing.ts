// Operators that select elements by number. Indices may be negative, counting from the end; one that
// is out of range throws RangeError.

import { larger, movable, type NumberArray, smaller, type TensorArray } from './arrays.js';
import { elementCount, gatherIndex, type Shape, stridesOf } from './shape.js';

function resolved(index: number, size: number): number {
  const at = index < 0 ? index + size : index;
  if (!(at >= 0 && at < size))
    throw new RangeError(`index ${index} is outside a dimension of ${size}`);
  return at;
}

/** GATHER: slices of `shape` along `axis`, with `batch` common leading dimensions. */
export function gatherInto(
  shape: Shape,
  axis: number,
  batch: number,
  ifm: TensorArray,
  indices: NumberArray,
  ofm: TensorArray,
): void {
  const batches = elementCount(shape.slice(0, batch));
  const outer = elementCount(shape.slice(batch, axis));
  const inner = elementCount(shape.slice(axis + 1));
  const size = shape[axis];
  const perBatch = batches === 0 ? 0 : indices.length / batches;
  const [from, to] = [movable(ifm), movable(ofm)];
  let o = 0;
  for (let b = 0; b < batches; b++) {
    for (let n = 0; n < outer; n++) {
      for (let i = 0; i < perBatch; i++) {
        const at = resolved(indices[b * perBatch + i], size);
        const start = ((b * outer + n) * size + at) * inner;
        for (let k = 0; k < inner; k++) to[o++] = from[start + k];
      }
    }
  }
}

/** For each element of `indices` (of `indexShape`) the element of `shape` that it names along `axis`. */
export function elementIndices(
  shape: Shape,
  indexShape: Shape,
  axis: number,
  indices: NumberArray,
): Int32Array {
  const strides = stridesOf(shape);
  const base = gatherIndex(
    indexShape,
    strides.map((s, d) => (d === axis ? 0 : s)),
  );
  for (let i = 0; i < base.length; i++)
    base[i] += resolved(indices[i], shape[axis]) * strides[axis];
  return base;
}

/** For each row of coordinates the first element of the slice that it names. */
export function sliceStarts(
  shape: Shape,
  rowShape: Shape,
  batch: number,
  depth: number,
  indices: NumberArray,
): Int32Array {
  const strides = stridesOf(shape);
  const starts = gatherIndex(
    rowShape,
    rowShape.map((_, d) => (d < batch ? strides[d] : 0)),
  );
  for (let row = 0; row < starts.length; row++) {
    for (let d = 0; d < depth; d++) {
      starts[row] += resolved(indices[row * depth + d], shape[batch + d]) * strides[batch + d];
    }
  }
  return starts;
}

/** Copies the slices of `inner` elements that start at `starts`. */
export function copySlices(
  starts: Int32Array,
  inner: number,
  ifm: TensorArray,
  ofm: TensorArray,
): void {
  const [from, to] = [movable(ifm), movable(ofm)];
  let o = 0;
  for (const start of starts) for (let k = 0; k < inner; k++) to[o++] = from[start + k];
}

export type Reduction = 'none' | 'add' | 'mul' | 'max' | 'min';

type Combine = (old: never, update: never) => never;
const COMBINE: Record<Reduction, (a: number, b: number) => number> = {
  none: (_, b) => b,
  add: (a, b) => a + b,
  mul: (a, b) => a * b,
  max: larger,
  min: smaller,
};

/** Writes updates into `ofm`: slices of `inner` elements at `starts`, in order. */
export function scatterInto(
  starts: Int32Array,
  inner: number,
  reduction: Reduction,
  updates: TensorArray,
  ofm: TensorArray,
): void {
  const combine = COMBINE[reduction] as unknown as Combine;
  const [from, to] = [movable(updates) as unknown as never[], movable(ofm) as unknown as never[]];
  let u = 0;
  for (const start of starts) {
    for (let k = 0; k < inner; k++, u++) to[start + k] = combine(to[start + k], from[u]);
  }
}

/** Elements of a strided box: output [i, j, …] is input[origin + Σ i · steps]. */
export function copyBox(
  outShape: Shape,
  steps: readonly number[],
  origin: number,
  ifm: TensorArray,
  ofm: TensorArray,
): void {
  const [from, to] = [movable(ifm), movable(ofm)];
  const rank = outShape.length;
  const last = rank === 0 ? 1 : outShape[rank - 1];
  const step = rank === 0 ? 0 : steps[rank - 1];
  const rows = gatherIndex(outShape.slice(0, -1), steps.slice(0, -1));
  let o = 0;
  for (const row of rows) {
    let i = origin + row;
    for (let k = 0; k < last; k++, i += step) to[o++] = from[i];
  }
}

export type PadMode = 'edge' | 'reflect' | 'symmetric' | 'wrap';

/** The element of a dimension of `size` that stands at a place around it. */
function padded(at: number, size: number, mode: PadMode): number {
  if (mode === 'edge') return Math.min(Math.max(at, 0), size - 1);
  if (mode === 'wrap') return ((at % size) + size) % size;
  const period = mode === 'reflect' ? Math.max(1, 2 * size - 2) : 2 * size;
  const inside = ((at % period) + period) % period;
  return inside < size ? inside : period - inside - (mode === 'reflect' ? 0 : 1);
}

/** A border made of the input's own elements; negative amounts cut off. */
export function padFrom(
  shape: Shape,
  before: readonly number[],
  outShape: Shape,
  mode: PadMode,
  ifm: TensorArray,
  ofm: TensorArray,
): void {
  const strides = stridesOf(shape);
  const maps = outShape.map((size, d) =>
    Int32Array.from({ length: size }, (_, i) => padded(i - before[d], shape[d], mode) * strides[d]),
  );
  const [from, to] = [movable(ifm), movable(ofm)];
  const at = new Array<number>(outShape.length).fill(0);
  for (let o = 0; o < to.length; o++) {
    let i = 0;
    for (let d = 0; d < maps.length; d++) i += maps[d][at[d]];
    to[o] = from[i];
    for (let d = at.length - 1; d >= 0 && ++at[d] === outShape[d]; d--) at[d] = 0;
  }
}

/** Pixels and channels exchanged in blocks: NHWC, `toSpace` from channels to pixels. */
export function rearrangeBlocks(
  [n, h, w, c]: Shape,
  block: number,
  isColumnRowDepth: boolean,
  toSpace: boolean,
  ifm: TensorArray,
  ofm: TensorArray,
): void {
  // The deep picture has h, w, block, block, c (or c, block, block); the wide one h, block, w, block, c.
  const deep = isColumnRowDepth ? [n, h, w, c, block, block] : [n, h, w, block, block, c];
  const strides = stridesOf(deep);
  const [sn, sh, sw] = strides;
  const [si, sj, sc] = isColumnRowDepth
    ? [strides[4], strides[5], strides[3]]
    : [strides[3], strides[4], strides[5]];
  const map = gatherIndex([n, h, block, w, block, c], [sn, sh, si, sw, sj, sc]);
  const [from, to] = [movable(ifm), movable(ofm)];
  if (toSpace) for (let i = 0; i < map.length; i++) to[i] = from[map[i]];
  else for (let i = 0; i < map.length; i++) to[map[i]] = from[i];
}
