/** Shape rules C7 C9 C10 C15: reductions, and operators that move and select elements. */
import { DYNAMIC, IntegerType } from '../../ir/index.js';
import {
  axisOf,
  countOf,
  type InferredTensor,
  intOf,
  intsOf,
  isDynamic,
  optionalInt,
  reject,
  type Shape,
  type ShapeQuery,
  shapesAgree,
  shapeText,
  sizeFrom,
  sizesAgree,
} from './infer.js';
import { broadcast } from './shape-window.js';

const I64 = IntegerType.get(64);
const without = (s: Shape, axis: number) => s.filter((_, i) => i !== axis);
const replaced = (s: Shape, axis: number, size: number) => s.map((d, i) => (i === axis ? size : d));

export function reshape(q: ShapeQuery): InferredTensor[] {
  const [from, to] = [q.operands[0].shape, q.declared[0]?.shape];
  if (!to) reject('the shape of the result must be given', 'C7');
  const open = to!.filter(isDynamic).length;
  const count = countOf(from);
  if (open === 0) {
    if (count !== DYNAMIC && count !== countOf(to!)) {
      reject(`reshapes ${count} elements to ${countOf(to!)}`, 'C7');
    }
    return [{ shape: to!, element: null }];
  }
  if (open > 1 || count === DYNAMIC) return [{ shape: to!, element: null }];
  const rest = to!.reduce((n, d) => (isDynamic(d) ? n : n * d), 1);
  if (rest === 0 || count % rest !== 0) reject(`${count} elements are no rows of ${rest}`, 'C7');
  return [{ shape: to!.map((d) => (isDynamic(d) ? count / rest : d)), element: null }];
}

/** The result drops the reduced dimensions, or keeps them as ones where it is declared so. */
function reduced(q: ShapeQuery, axes: ReadonlySet<number>): number[] {
  const from = q.operands[0].shape;
  const kept = from.map((d, i) => (axes.has(i) ? 1 : d));
  const to = q.declared[0]?.shape;
  return to && shapesAgree(to, kept) ? kept : from.filter((_, i) => !axes.has(i));
}

export function reduce(q: ShapeQuery): InferredTensor[] {
  const rank = q.operands[0].shape.length;
  const list = intsOf(q, 'axes');
  const axes = new Set(list);
  if (axes.size !== list.length || list.some((a) => a < 0 || a >= rank)) {
    reject(`axes must be different dimensions from 0 to ${rank - 1}`, 'C9');
  }
  return [{ shape: reduced(q, axes), element: null }];
}

export const argReduce = (q: ShapeQuery): InferredTensor[] => [
  { shape: reduced(q, new Set([axisOf(q, 'C9')])), element: null },
];

export function topK(q: ShapeQuery): InferredTensor[] {
  const { shape } = q.operands[0];
  const axis = axisOf(q, 'C9');
  const k = intOf(q, 'k');
  if (k < 0 || (k > shape[axis] && !isDynamic(shape[axis]))) {
    reject(`k ${k} must be at most the size ${shape[axis]}`, 'C9');
  }
  const out = replaced(shape, axis, k);
  return [
    { shape: out, element: q.operands[0].elementType },
    { shape: out, element: null },
  ];
}

export function transpose(q: ShapeQuery): InferredTensor[] {
  const from = q.operands[0].shape;
  const perm = intsOf(q, 'perm');
  const sorted = [...perm].sort((a, b) => a - b);
  if (sorted.length !== from.length || sorted.some((d, i) => d !== i)) {
    reject(`perm [${perm.join(', ')}] is no permutation of ${from.length} dimensions`, 'C10');
  }
  return [{ shape: perm.map((d) => from[d]), element: null }];
}

export function broadcastTo(q: ShapeQuery): InferredTensor[] {
  const [from, to] = [q.operands[0].shape, q.declared[0]?.shape];
  if (!to) reject('the shape of the result must be given', 'C5');
  const both = broadcast(from, to!);
  if (!both || !shapesAgree(both, to!)) {
    reject(`${shapeText(from)} does not broadcast to ${shapeText(to!)}`, 'C5');
  }
  return [{ shape: both!, element: q.operands[0].elementType }];
}

export function concat(q: ShapeQuery): InferredTensor[] {
  if (q.operands.length === 0) reject('takes at least one input', 'C15');
  const [first] = q.operands;
  const axis = axisOf(q, 'C15');
  let total = 0;
  for (const { shape } of q.operands) {
    if (!shapesAgree(without(shape, axis), without(first.shape, axis))) {
      reject(
        `${shapeText(shape)} and ${shapeText(first.shape)} differ beside dimension ${axis}`,
        'C15',
      );
    }
    total = sizeFrom((a, b) => a + b, total, shape[axis]);
  }
  return [{ shape: replaced(first.shape, axis, total), element: null }];
}

export function split(q: ShapeQuery): InferredTensor[] {
  const { shape } = q.operands[0];
  const axis = axisOf(q, 'C15');
  const sizes = intsOf(q, 'sizes');
  const total = sizes.reduce((a, b) => a + b, 0);
  if (sizes.some((s) => s < 0) || !sizesAgree(total, shape[axis])) {
    reject(`sizes [${sizes.join(', ')}] do not add up to ${shape[axis]}`, 'C15');
  }
  return sizes.map((size) => ({ shape: replaced(shape, axis, size), element: null }));
}

export function slice(q: ShapeQuery): InferredTensor[] {
  const { shape } = q.operands[0];
  const [begin, size, stride] = [intsOf(q, 'begin'), intsOf(q, 'size'), intsOf(q, 'stride')];
  for (const list of [begin, size, stride]) {
    if (list.length !== shape.length) {
      reject(`begin, size and stride must have ${shape.length} entries`, 'C15');
    }
  }
  shape.forEach((d, i) => {
    const last = begin[i] + (size[i] - 1) * stride[i];
    const isOutside = (at: number) => at < 0 || (at >= d && !isDynamic(d));
    if (
      size[i] < 0 ||
      stride[i] === 0 ||
      (size[i] > 0 && (isOutside(begin[i]) || isOutside(last)))
    ) {
      reject(`takes elements ${begin[i]} to ${last} of ${d} along dimension ${i}`, 'C15');
    }
  });
  return [{ shape: size, element: null }];
}

export function tile(q: ShapeQuery): InferredTensor[] {
  const { shape } = q.operands[0];
  const repeats = intsOf(q, 'repeats');
  if (repeats.length !== shape.length || repeats.some((r) => r < 0)) {
    reject(`repeats must have ${shape.length} entries that are not negative`, 'C15');
  }
  return [{ shape: shape.map((d, i) => sizeFrom((s) => s * repeats[i], d)), element: null }];
}

export function gather(q: ShapeQuery): InferredTensor[] {
  const [from, indices] = [q.operands[0].shape, q.operands[1].shape];
  const axis = axisOf(q, 'C16');
  const batch = intOf(q, 'batch_dims');
  if (batch < 0 || batch > axis || !shapesAgree(from.slice(0, batch), indices.slice(0, batch))) {
    reject(`the first ${batch} dimensions must be one and stand before axis ${axis}`, 'C16');
  }
  const shape = [...from.slice(0, axis), ...indices.slice(batch), ...from.slice(axis + 1)];
  return [{ shape, element: null }];
}

export function gatherElements(q: ShapeQuery): InferredTensor[] {
  const [from, indices] = [q.operands[0].shape, q.operands[1].shape];
  axisOf(q, 'C16');
  if (from.length !== indices.length) reject('indices must have the rank of input', 'C16');
  return [{ shape: indices, element: null }];
}

/** Splits indices into rows: the shape of their list, and how many coordinates each has. */
function coordinates(q: ShapeQuery, batch: number): { rows: Shape; depth: number } {
  const [from, indices] = [q.operands[0].shape, q.operands[1].shape];
  const depth = indices.at(-1) ?? 0;
  if (indices.length === 0 || depth < 0 || depth > from.length - batch || batch < 0) {
    reject(`indices ${shapeText(indices)} have more coordinates than ${shapeText(from)}`, 'C16');
  }
  return { rows: indices.slice(0, -1), depth };
}

export function gatherNd(q: ShapeQuery): InferredTensor[] {
  const batch = intOf(q, 'batch_dims');
  const from = q.operands[0].shape;
  const { rows, depth } = coordinates(q, batch);
  if (!shapesAgree(from.slice(0, batch), rows.slice(0, batch))) {
    reject(`the first ${batch} dimensions must be one`, 'C16');
  }
  return [{ shape: [...rows, ...from.slice(batch + depth)], element: null }];
}

export function scatterElements(q: ShapeQuery): InferredTensor[] {
  const [from, indices, updates] = q.operands.map((t) => t.shape);
  axisOf(q, 'C16');
  if (from.length !== indices.length || !shapesAgree(indices, updates)) {
    reject('indices and updates must have one shape, of the rank of input', 'C16');
  }
  return [{ shape: from, element: null }];
}

export function scatterNd(q: ShapeQuery): InferredTensor[] {
  const [from, , updates] = q.operands.map((t) => t.shape);
  const { rows, depth } = coordinates(q, 0);
  const wanted = [...rows, ...from.slice(depth)];
  if (!shapesAgree(updates, wanted)) {
    reject(`updates must have the shape ${shapeText(wanted)}, not ${shapeText(updates)}`, 'C16');
  }
  return [{ shape: from, element: null }];
}

export function oneHot(q: ShapeQuery): InferredTensor[] {
  const { shape } = q.operands[0];
  const axis = axisOf(q, 'C16', shape.length + 1);
  if (!shapesAgree(q.operands[1].shape, [2])) reject('values must be two, off and on', 'C16');
  return [
    {
      shape: [...shape.slice(0, axis), intOf(q, 'depth'), ...shape.slice(axis)],
      element: q.operands[1].elementType,
    },
  ];
}

function picture(q: ShapeQuery): { shape: Shape; block: number } {
  const { shape } = q.operands[0];
  const block = intOf(q, 'block');
  if (shape.length !== 4 || block < 1) {
    reject(`takes a picture n, h, w, c and a positive block, not ${shapeText(shape)}`, 'C15');
  }
  return { shape, block };
}

export function depthToSpace(q: ShapeQuery): InferredTensor[] {
  const { shape, block } = picture(q);
  const [n, h, w, c] = shape;
  if (c % (block * block) !== 0) reject(`${c} channels are no blocks of ${block}x${block}`, 'C15');
  const grow = (d: number) => sizeFrom((s) => s * block, d);
  return [{ shape: [n, grow(h), grow(w), c / (block * block)], element: null }];
}

export function spaceToDepth(q: ShapeQuery): InferredTensor[] {
  const { shape, block } = picture(q);
  const [n, h, w, c] = shape;
  if (h % block !== 0 || w % block !== 0) reject(`${h}x${w} is no multiple of ${block}`, 'C15');
  return [{ shape: [n, h / block, w / block, c * block * block], element: null }];
}

export function reverse(q: ShapeQuery): InferredTensor[] {
  const { shape } = q.operands[0];
  if (intsOf(q, 'axes').some((a) => a < 0 || a >= shape.length)) {
    reject(`axes must be dimensions from 0 to ${shape.length - 1}`, 'C15');
  }
  return [{ shape, element: null }];
}

export function reverseSequence(q: ShapeQuery): InferredTensor[] {
  const { shape } = q.operands[0];
  const [batch, time] = [intOf(q, 'batch_axis'), intOf(q, 'time_axis')];
  if (batch >= shape.length || time >= shape.length || batch === time) {
    reject(`batch_axis and time_axis must be two dimensions of ${shapeText(shape)}`, 'C15');
  }
  if (!shapesAgree(q.operands[1].shape, [shape[batch]])) {
    reject(`lengths must be ${shape[batch]}, one a sequence`, 'C15');
  }
  return [{ shape, element: null }];
}

//===--- sizes that the elements decide ---===//

export function compress(q: ShapeQuery): InferredTensor[] {
  const { shape } = q.operands[0];
  const axis = axisOf(q, 'C17');
  const to = q.declared[0]?.shape[axis];
  return [{ shape: replaced(shape, axis, to ?? DYNAMIC) }];
}

export const nonZero = (q: ShapeQuery): InferredTensor[] => [
  { shape: [q.operands[0].shape.length, q.declared[0]?.shape[1] ?? DYNAMIC], element: I64 },
];

export function nonMaxSuppression(q: ShapeQuery): InferredTensor[] {
  const [boxes, scores] = [q.operands[0].shape, q.operands[1].shape];
  if (boxes.length !== 3 || boxes[2] !== 4 || scores.length !== 3) {
    reject(`takes boxes n, count, 4 and scores n, classes, count, not ${shapeText(boxes)}`, 'C17');
  }
  return [{ shape: [q.declared[0]?.shape[0] ?? DYNAMIC, 3], element: I64 }];
}

export const shapeOf = (q: ShapeQuery): InferredTensor[] => [
  { shape: [q.operands[0].shape.length], element: I64 },
];

export function unique(q: ShapeQuery): InferredTensor[] {
  const { shape, elementType } = q.operands[0];
  const axis = optionalInt(q, 'axis');
  if (axis !== undefined) axisOf(q, 'C17');
  const open = q.declared[1]?.shape[0] ?? DYNAMIC;
  const all = axis === undefined ? countOf(shape) : shape[axis];
  return [
    { shape: axis === undefined ? [open] : replaced(shape, axis, open), element: elementType },
    { shape: [open], element: I64 },
    { shape: [all], element: I64 },
    { shape: [open], element: I64 },
  ];
}
