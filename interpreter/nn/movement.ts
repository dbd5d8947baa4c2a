/** Operators that move, select and generate elements; of any element type. */
import {
  broadcastIndex,
  concatenation,
  copyBox,
  copySlices,
  elementCount,
  elementIndices,
  gatherInto,
  isBig,
  movable,
  newLike,
  nonMaxSuppression,
  type PadMode,
  pad as padConstant,
  padFrom,
  type Reduction,
  rearrangeBlocks,
  type Shape,
  scatterInto,
  sliceStarts,
  stridesOf,
  transpose,
  uniqueSlices,
} from '../../kernels/index.js';
import {
  type Call,
  type ElementArray,
  flag,
  float,
  int,
  ints,
  type Semantics,
  type Tensor,
  text,
} from '../call.js';
import {
  checked,
  data,
  moved,
  numbers,
  optionalFloat,
  outShape,
  result,
  shape,
} from './support.js';

/** A tensor of indices whose shape the elements decide. */
const indexTensor = (list: readonly number[], dims: Shape): Tensor => ({
  shape: dims,
  data: BigInt64Array.from(list, BigInt),
});

/** Elements of operand 0 by a strided walk in the result's order. */
function box(call: Call, steps: readonly number[], origin: number): ElementArray[] {
  return moved(call, (from, to) => copyBox(outShape(call), steps, origin, from, to));
}

function scatter(call: Call, inner: number, starts: Int32Array): ElementArray[] {
  const out = data(call, 0).slice() as ElementArray;
  scatterInto(starts, inner, text(call, 'reduction') as Reduction, data(call, 2), out);
  return [out];
}

export const movement: Record<string, Semantics> = {
  broadcast_to: (call) =>
    moved(call, (from, to) => {
      const map = broadcastIndex(shape(call, 0), outShape(call));
      const [a, b] = [movable(from), movable(to)];
      for (let i = 0; i < b.length; i++) b[i] = a[map ? map[i] : i];
    }),

  compress(call) {
    const [dims, axis, keep] = [shape(call, 0), int(call, 'axis'), numbers(call, 1)];
    const chosen: number[] = [];
    for (let i = 0; i < Math.min(keep.length, dims[axis]); i++) if (keep[i]) chosen.push(i);
    const outDims = dims.map((d, i) => (i === axis ? chosen.length : d));
    const from = data(call, 0);
    const out = newLike(from, elementCount(outDims));
    gatherInto(dims, axis, 0, from, Float64Array.from(chosen), out);
    return [{ shape: outDims, data: out }];
  },

  concat(call) {
    const out = result(call);
    concatenation(
      call.inputTypes.map((t) => t.shape),
      int(call, 'axis'),
      call.inputs.map((t) => t.data),
      out,
    );
    return [out];
  },

  depth_to_space: (call) =>
    moved(call, (from, to) => {
      const [n, h, w, c] = shape(call, 0);
      const block = int(call, 'block');
      const sizes = [n, h, w, c / (block * block)];
      // That of qnn knows one order only.
      const depthFirst = call.attr('column_row_depth') ? flag(call, 'column_row_depth') : false;
      rearrangeBlocks(sizes, block, depthFirst, true, from, to);
    }),

  gather: (call) =>
    checked(call, () =>
      moved(call, (from, to) =>
        gatherInto(
          shape(call, 0),
          int(call, 'axis'),
          int(call, 'batch_dims'),
          from,
          numbers(call, 1),
          to,
        ),
      ),
    ),

  gather_elements: (call) =>
    checked(call, () =>
      moved(call, (from, to) =>
        copySlices(
          elementIndices(shape(call, 0), shape(call, 1), int(call, 'axis'), numbers(call, 1)),
          1,
          from,
          to,
        ),
      ),
    ),

  gather_nd: (call) =>
    checked(call, () => {
      const [dims, rows, batch] = [shape(call, 0), shape(call, 1), int(call, 'batch_dims')];
      const depth = rows.at(-1)!;
      const starts = sliceStarts(dims, rows.slice(0, -1), batch, depth, numbers(call, 1));
      const inner = elementCount(dims.slice(batch + depth));
      return moved(call, (from, to) => copySlices(starts, inner, from, to));
    }),

  non_max_suppression(call) {
    const [, classes, count] = shape(call, 1);
    const p = {
      batches: shape(call, 0)[0],
      classes,
      count,
      maxPerClass: int(call, 'max_per_class'),
      iouThreshold: float(call, 'iou_threshold'),
      scoreThreshold: optionalFloat(call, 'score_threshold') ?? Number.NEGATIVE_INFINITY,
      centerPointBox: flag(call, 'center_point_box'),
    };
    const rows = nonMaxSuppression(p, numbers(call, 0), numbers(call, 1));
    return [indexTensor(rows, [rows.length / 3, 3])];
  },

  non_zero(call) {
    const [from, dims] = [numbers(call, 0), shape(call, 0)];
    const found: number[] = [];
    for (let i = 0; i < from.length; i++) if (from[i] !== 0) found.push(i);
    const strides = stridesOf(dims);
    const rows = dims.flatMap((d, k) => found.map((i) => Math.floor(i / strides[k]) % d));
    return [indexTensor(rows, [dims.length, found.length])];
  },

  one_hot(call) {
    const [axis, depth] = [int(call, 'axis'), int(call, 'depth')];
    const [indices, out] = [numbers(call, 0), result(call)];
    const [off, on] = movable(data(call, 1));
    const to = movable(out).fill(off);
    const inner = elementCount(shape(call, 0).slice(axis));
    for (let i = 0; i < indices.length; i++) {
      const at = indices[i] < 0 ? indices[i] + depth : indices[i];
      if (at < 0 || at >= depth) continue;
      to[(Math.floor(i / inner) * depth + at) * inner + (i % inner)] = on;
    }
    return [out];
  },

  pad(call) {
    const [before, after, mode] = [ints(call, 'before'), ints(call, 'after'), text(call, 'mode')];
    const dims = shape(call, 0);
    if (mode !== 'constant') {
      return moved(call, (from, to) =>
        padFrom(dims, before, outShape(call), mode as PadMode, from, to),
      );
    }
    // What is cut off is cut off first.
    const kept = dims.map((d, i) => d + Math.min(0, before[i]) + Math.min(0, after[i]));
    const strides = stridesOf(dims);
    const origin = before.reduce((sum, b, i) => sum + Math.max(0, -b) * strides[i], 0);
    const inside = data(call, 0).slice(0, elementCount(kept)) as ElementArray;
    copyBox(kept, strides, origin, data(call, 0), inside);
    const out = result(call);
    const value = float(call, 'value');
    padConstant(
      kept,
      before.map((b, i) => [Math.max(0, b), Math.max(0, after[i])] as const),
      isBig(out) ? BigInt(value) : value,
      inside,
      out,
    );
    return [out];
  },

  reshape: (call) => [call.inputs[0].data],

  reverse(call) {
    const axes = new Set(ints(call, 'axes'));
    const dims = shape(call, 0);
    const strides = stridesOf(dims);
    const origin = dims.reduce((sum, d, i) => (axes.has(i) ? sum + (d - 1) * strides[i] : sum), 0);
    return box(
      call,
      strides.map((s, i) => (axes.has(i) ? -s : s)),
      origin,
    );
  },

  reverse_sequence: (call) =>
    moved(call, (from, to) => {
      const [dims, lengths] = [shape(call, 0), numbers(call, 1)];
      const [batch, time] = [int(call, 'batch_axis'), int(call, 'time_axis')];
      const strides = stridesOf(dims);
      const [a, b] = [movable(from), movable(to)];
      for (let i = 0; i < b.length; i++) {
        const t = Math.floor(i / strides[time]) % dims[time];
        const length = lengths[Math.floor(i / strides[batch]) % dims[batch]];
        b[i] = a[t < length ? i + (length - 1 - 2 * t) * strides[time] : i];
      }
    }),

  scatter_elements: (call) =>
    checked(call, () =>
      scatter(
        call,
        1,
        elementIndices(shape(call, 0), shape(call, 1), int(call, 'axis'), numbers(call, 1)),
      ),
    ),

  scatter_nd: (call) =>
    checked(call, () => {
      const [dims, rows] = [shape(call, 0), shape(call, 1)];
      const depth = rows.at(-1)!;
      const starts = sliceStarts(dims, rows.slice(0, -1), 0, depth, numbers(call, 1));
      return scatter(call, elementCount(dims.slice(depth)), starts);
    }),

  shape_of: (call) => [BigInt64Array.from(shape(call, 0), BigInt)],

  slice(call) {
    const [begin, stride] = [ints(call, 'begin'), ints(call, 'stride')];
    const strides = stridesOf(shape(call, 0));
    const origin = begin.reduce((sum, b, i) => sum + b * strides[i], 0);
    return box(
      call,
      strides.map((s, i) => s * stride[i]),
      origin,
    );
  },

  space_to_depth: (call) =>
    moved(call, (from, to) => {
      const [n, h, w, c] = shape(call, 0);
      const block = int(call, 'block');
      rearrangeBlocks([n, h / block, w / block, c], block, false, false, from, to);
    }),

  split(call) {
    const axis = int(call, 'axis');
    const dims = shape(call, 0);
    const strides = stridesOf(dims);
    let start = 0;
    return ints(call, 'sizes').map((size, i) => {
      const out = result(call, i);
      copyBox(outShape(call, i), strides, start * strides[axis], data(call, 0), out);
      start += size;
      return out;
    });
  },

  tile: (call) =>
    moved(call, (from, to) => {
      const [dims, outDims] = [shape(call, 0), outShape(call)];
      const [strides, outStrides] = [stridesOf(dims), stridesOf(outDims)];
      const [a, b] = [movable(from), movable(to)];
      for (let i = 0; i < b.length; i++) {
        let at = 0;
        for (let d = 0; d < dims.length; d++) {
          at += ((Math.floor(i / outStrides[d]) % outDims[d]) % dims[d]) * strides[d];
        }
        b[i] = a[at];
      }
    }),

  transpose: (call) =>
    moved(call, (from, to) => transpose(shape(call, 0), ints(call, 'perm'), from, to)),

  unique(call) {
    const dims = shape(call, 0);
    const axis = call.attr('axis') ? int(call, 'axis') : undefined;
    const all = elementCount(dims);
    const [outer, size, inner] =
      axis === undefined
        ? [1, all, 1]
        : [elementCount(dims.slice(0, axis)), dims[axis], elementCount(dims.slice(axis + 1))];
    const found = uniqueSlices(outer, size, inner, flag(call, 'sorted'), data(call, 0));
    const count = found.first.length;
    const outDims = axis === undefined ? [count] : dims.map((d, i) => (i === axis ? count : d));
    return [
      { shape: outDims, data: found.values },
      indexTensor(found.first, [count]),
      indexTensor(found.inverse, [size]),
      indexTensor(found.counts, [count]),
    ];
  },
};
