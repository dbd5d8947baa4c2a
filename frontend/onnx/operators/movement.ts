/** Operators that move, select and generate elements. */
import { DYNAMIC, RankedTensorType, type Value } from '../../../ir/index.js';
import {
  elementOf,
  F32,
  f32,
  f64,
  I1,
  I64,
  i64,
  type Node,
  product,
  range,
  shapeOf,
  typeOf,
} from '../node.js';
import type { Row, Rows } from './row.js';

/** Axes of Squeeze, Unsqueeze and such: an attribute before `since`, then operand `at`. */
function axesOf(n: Node, since: number, at: number): readonly number[] | undefined {
  if (n.version >= since) return n.has(at) ? n.constInts(at) : undefined;
  return n.hasAttribute('axes') ? n.ints('axes') : undefined;
}

function reshape(n: Node): Value {
  const x = n.input(0);
  const from = shapeOf(x);
  const wanted = n.version >= 5 ? n.constInts(1) : n.ints('shape');
  const keepsZero = n.flag('allowzero');
  const shape = wanted.map((d, i) =>
    d === 0 && !keepsZero ? (from[i] ?? n.fail(`it keeps dimension ${i} of ${from.length}`)) : d,
  );
  if (shape.some((d) => d < -1) || shape.filter((d) => d === -1).length > 1) {
    n.fail(`its shape [${shape.join(', ')}] leaves more than one size open, or has one below zero`);
  }
  const open = shape.indexOf(-1);
  if (open >= 0 && !from.includes(DYNAMIC)) {
    const rest = product(shape.filter((_, i) => i !== open));
    if (rest === 0 || product(from) % rest !== 0)
      n.fail(`${product(from)} elements are no [${shape.join(', ')}]`);
    shape[open] = product(from) / rest;
  }
  return n.reshape(x, shape);
}

function flatten(n: Node): Value {
  const x = n.input(0);
  const shape = shapeOf(x);
  const given = n.int('axis', 1);
  const axis = given < 0 ? given + shape.length : given;
  if (axis < 0 || axis > shape.length)
    n.fail(`its axis ${given} is outside the rank ${shape.length}`);
  return n.reshape(x, [product(shape.slice(0, axis)), product(shape.slice(axis))]);
}

function squeeze(n: Node): Value {
  const x = n.input(0);
  const shape = shapeOf(x);
  const given = axesOf(n, 13, 1);
  const axes = given
    ? n.axes(given, shape.length)
    : range(0, shape.length).filter((i) => shape[i] === 1);
  const bad = axes.find((a) => shape[a] !== 1);
  if (bad !== undefined) n.fail(`it drops dimension ${bad}, whose size is ${shape[bad]}`);
  return n.reshape(
    x,
    shape.filter((_, i) => !axes.includes(i)),
  );
}

export function unsqueeze(n: Node, x: Value, axes: readonly number[]): Value {
  const rank = shapeOf(x).length + axes.length;
  const places = new Set(n.axes(axes, rank));
  const rest = [...shapeOf(x)];
  return n.reshape(
    x,
    range(0, rank).map((i) => (places.has(i) ? 1 : rest.shift()!)),
  );
}

function shapeNode(n: Node): Value {
  const x = n.input(0);
  const shape = shapeOf(x);
  const clamp = (v: number) => Math.min(Math.max(v < 0 ? v + shape.length : v, 0), shape.length);
  const [start, end] = [clamp(n.int('start', 0)), clamp(n.int('end', shape.length))];
  const sizes = shape.slice(start, Math.max(start, end));
  if (!sizes.includes(DYNAMIC)) return n.int64s(sizes);
  const all = n.op('shape_of', [x]);
  return n.op('slice', [all], { begin: [start], size: [end - start], stride: [1] });
}

function slice(n: Node): Value {
  const x = n.input(0);
  const shape = shapeOf(x);
  const isOld = n.version < 10;
  const starts = isOld ? n.ints('starts') : n.constInts(1);
  const ends = isOld ? n.ints('ends') : n.constInts(2);
  const axes = isOld
    ? n.ints('axes', range(0, starts.length))
    : n.has(3)
      ? n.constInts(3)
      : range(0, starts.length);
  const steps = !isOld && n.has(4) ? n.constInts(4) : starts.map(() => 1);
  const [begin, size, stride] = [shape.map(() => 0), [...shape], shape.map(() => 1)];
  axes.forEach((given, i) => {
    const axis = n.axis(given, shape.length);
    const [d, step] = [shape[axis], steps[i]];
    if (d === DYNAMIC || step === 0 || step === undefined)
      n.fail(`it takes steps of ${step} along ${d}`);
    const [low, high] = step > 0 ? [0, d] : [-1, d - 1];
    const clamp = (v: number) => Math.min(Math.max(v < 0 ? v + d : v, low), high);
    const [first, last] = [clamp(starts[i]), clamp(ends[i])];
    begin[axis] = Math.max(0, first);
    size[axis] = Math.max(0, Math.ceil((last - first) / step));
    stride[axis] = step;
  });
  return n.op('slice', [x], { begin, size, stride });
}

function split(n: Node): Value[] {
  const x = n.input(0);
  const shape = shapeOf(x);
  const axis = n.axis(n.int('axis', 0), shape.length);
  const given =
    n.version >= 13
      ? n.has(1)
        ? n.constInts(1)
        : undefined
      : n.hasAttribute('split')
        ? n.ints('split')
        : undefined;
  const count =
    n.version >= 18 && n.hasAttribute('num_outputs') ? n.int('num_outputs') : n.outputCount;
  const piece = Math.ceil(shape[axis] / count);
  const sizes =
    given ?? range(0, count).map((i) => Math.max(0, Math.min(piece, shape[axis] - i * piece)));
  return n.ops('split', [x], { axis: i64(axis), sizes });
}

function pad(n: Node): Value {
  const x = n.input(0);
  const rank = shapeOf(x).length;
  const isOld = n.version < 11;
  const pads = isOld ? n.ints(n.version < 2 ? 'paddings' : 'pads') : n.constInts(1);
  const axes =
    n.version >= 18 && n.has(3) ? n.constInts(3).map((a) => n.axis(a, rank)) : range(0, rank);
  if (pads.length !== 2 * axes.length)
    n.fail(`its pads have ${pads.length} entries, expected ${2 * axes.length}`);
  const value = isOld ? n.float('value', 0) : n.has(2) ? (n.constNumbers(2)[0] ?? 0) : 0;
  const [before, after] = [new Array<number>(rank).fill(0), new Array<number>(rank).fill(0)];
  axes.forEach((axis, i) => {
    before[axis] = pads[i];
    after[axis] = pads[axes.length + i];
  });
  return padded(n, x, before, after, n.text('mode', 'constant'), value);
}

export function padded(
  n: Node,
  x: Value,
  before: number[],
  after: number[],
  mode = 'constant',
  value = 0,
): Value {
  if ([...before, ...after].every((p) => p === 0)) return x;
  return n.op('pad', [x], { before, after, mode, value: f64(value) });
}

function expand(n: Node): Value {
  const x = n.input(0);
  const from = shapeOf(x);
  const wanted = n.constInts(1);
  const rank = Math.max(from.length, wanted.length);
  const shape = range(0, rank).map((i) => {
    const [a, b] = [from[i - rank + from.length] ?? 1, wanted[i - rank + wanted.length] ?? 1];
    return a === 1 ? b : a;
  });
  return n.op('broadcast_to', [x], {}, typeOf(x).withShape(shape));
}

const gather: Row = (n) => {
  const x = n.input(0);
  const axis = n.axis(n.int('axis', 0), shapeOf(x).length);
  return n.op('gather', [x, n.input(1)], { axis: i64(axis) });
};

const scatterElements: Row = (n) => {
  const x = n.input(0);
  const axis = n.axis(n.int('axis', 0), shapeOf(x).length);
  const reduction = n.text('reduction', 'none');
  return n.op('scatter_elements', [x, n.input(1), n.input(2)], { axis: i64(axis), reduction });
};

function oneHot(n: Node): Value {
  const indices = n.input(0);
  const axis = n.axis(n.int('axis', -1), shapeOf(indices).length + 1);
  const values = n.input(2);
  return n.op('one_hot', [indices, values], { axis: i64(axis), depth: i64(n.constNumber(1)) });
}

/** Pictures here are N, C, H, W. */
const blocks =
  (name: string): Row =>
  (n) => {
    const mode = n.text('mode', 'DCR') === 'CRD';
    const attributes = {
      block: i64(n.int('blocksize')),
      column_row_depth: name === 'depth_to_space' ? mode : undefined,
    };
    return n.channelsFirst(n.op(name, [n.channelsLast(n.input(0))], attributes));
  };

function range_(n: Node): Value {
  const [start, limit, delta] = [0, 1, 2].map((i) => n.constNumber(i));
  const count = Math.max(0, Math.ceil((limit - start) / delta));
  if (!(count < 2 ** 26)) n.fail(`it makes ${count} elements`);
  return n.numbers(
    range(0, count).map((i) => start + i * delta),
    elementOf(n.input(0)),
    [count],
  );
}

function constantOfShape(n: Node): Value {
  const shape = n.constInts(0);
  const value = n.tensor('value') ?? n.numbers([0], F32);
  const scalar = n.reshape(value, []);
  const type = RankedTensorType.get(shape, elementOf(value));
  return n.op('broadcast_to', [scalar], {}, type);
}

function constant(n: Node): Value {
  const tensor = n.tensor('value');
  if (tensor) return tensor;
  if (n.hasAttribute('value_float')) return n.numbers([n.float('value_float')], F32);
  if (n.hasAttribute('value_int')) return n.numbers([n.int('value_int')], I64);
  const floats = n.hasAttribute('value_floats') ? n.floats('value_floats') : undefined;
  if (floats) return n.numbers(floats, F32, [floats.length]);
  const ints = n.hasAttribute('value_ints') ? n.ints('value_ints') : undefined;
  return ints ? n.int64s(ints) : n.fail('it holds no tensor of numbers');
}

function eyeLike(n: Node): Value {
  const x = n.input(0);
  const [rows, columns] = shapeOf(x);
  const k = n.int('k', 0);
  const element = n.hasAttribute('dtype') ? n.elementType('dtype') : elementOf(x);
  const values = range(0, rows * columns).map((i) =>
    i % columns === Math.floor(i / columns) + k ? 1 : 0,
  );
  return n.numbers(values, element, [rows, columns]);
}

function trilu(n: Node): Value {
  const x = n.input(0);
  const shape = shapeOf(x);
  const [rows, columns] = shape.slice(-2);
  const k = n.has(1) ? n.constNumber(1) : 0;
  const isUpper = n.flag('upper', true);
  const kept = range(0, rows * columns).map((i) => {
    const distance = (i % columns) - Math.floor(i / columns);
    return (isUpper ? distance >= k : distance <= k) ? 1 : 0;
  });
  return n.op('select', [n.numbers(kept, I1, [rows, columns]), x, n.scalar(0, x)]);
}

function compress(n: Node): Value {
  const x = n.input(0);
  const whole = !n.hasAttribute('axis');
  const from = whole ? n.reshape(x, [product(shapeOf(x))]) : x;
  const axis = whole ? 0 : n.axis(n.int('axis'), shapeOf(x).length);
  return n.op('compress', [from, n.input(1)], { axis: i64(axis) });
}

function unique(n: Node): readonly Value[] {
  const x = n.input(0);
  const axis = n.hasAttribute('axis') ? i64(n.axis(n.int('axis'), shapeOf(x).length)) : undefined;
  return n.ops('unique', [x], { axis, sorted: n.flag('sorted', true) });
}

function topK(n: Node): readonly Value[] {
  const x = n.input(0);
  const axis = n.axis(n.int('axis', -1), shapeOf(x).length);
  const k = n.version >= 10 ? n.constNumber(1) : n.int('k');
  const isSmallest = n.version >= 11 && !n.flag('largest', true);
  const element = typeOf(x).withShape(shapeOf(x).map((d, i) => (i === axis ? k : d)));
  return n.ops('top_k', [x], { axis: i64(axis), k: i64(k), smallest: isSmallest }, [
    element,
    element.withElementType(I64),
  ]);
}

function nonMaxSuppression(n: Node): Value {
  const most = n.has(2) ? n.constNumber(2) : 0;
  return n.op('non_max_suppression', [n.input(0), n.input(1)], {
    max_per_class: i64(most),
    iou_threshold: f32(n.has(3) ? n.constNumber(3) : 0),
    score_threshold: n.has(4) ? f32(n.constNumber(4)) : undefined,
    center_point_box: n.flag('center_point_box'),
  });
}

function centerCropPad(n: Node): Value {
  let x = n.input(0);
  const rank = shapeOf(x).length;
  const wanted = n.constInts(1);
  const axes = n.hasAttribute('axes') ? n.ints('axes').map((a) => n.axis(a, rank)) : range(0, rank);
  const [before, after] = [new Array<number>(rank).fill(0), new Array<number>(rank).fill(0)];
  axes.forEach((axis, i) => {
    const more = wanted[i] - shapeOf(x)[axis];
    before[axis] = more >= 0 ? Math.floor(more / 2) : -Math.floor(-more / 2);
    after[axis] = more - before[axis];
  });
  x = padded(n, x, before, after);
  return x;
}

/** Slices of `update` written into a cache from the place that each sample's index says. */
function tensorScatter(n: Node): Value {
  const [cache, update] = [n.input(0), n.input(1)];
  const shape = shapeOf(cache);
  const axis = n.axis(n.int('axis', -2), shape.length);
  const starts = n.has(2) ? n.input(2) : n.int64s(new Array<number>(shape[0]).fill(0));
  const [batch, length] = [shapeOf(update)[0], shapeOf(update)[axis]];
  const steps = n.int64s(range(0, length), [length]);
  const sum = n.op('add', [n.reshape(starts, [batch, 1]), steps]);
  const places =
    n.text('mode', 'linear') === 'circular' ? n.op('mod', [sum, n.scalar(shape[axis], sum)]) : sum;
  const aligned = n.reshape(
    places,
    shapeOf(update).map((d, i) => (i === 0 || i === axis ? d : 1)),
  );
  const indices = n.op('broadcast_to', [aligned], {}, RankedTensorType.get(shapeOf(update), I64));
  return n.op('scatter_elements', [cache, indices, update], { axis: i64(axis) });
}

export const movement: Rows = {
  CenterCropPad: centerCropPad,
  Compress: compress,
  Concat: (n) => {
    const inputs = n.inputs();
    return n.op('concat', inputs, {
      axis: i64(n.axis(n.int('axis', n.version < 4 ? 1 : undefined), shapeOf(inputs[0]).length)),
    });
  },
  Constant: constant,
  ConstantOfShape: constantOfShape,
  DepthToSpace: blocks('depth_to_space'),
  Expand: expand,
  EyeLike: eyeLike,
  Flatten: flatten,
  Gather: gather,
  GatherElements: (n) => {
    const x = n.input(0);
    return n.op('gather_elements', [x, n.input(1)], {
      axis: i64(n.axis(n.int('axis', 0), shapeOf(x).length)),
    });
  },
  GatherND: (n) =>
    n.op('gather_nd', [n.input(0), n.input(1)], { batch_dims: i64(n.int('batch_dims', 0)) }),
  NonMaxSuppression: nonMaxSuppression,
  NonZero: (n) => n.op('non_zero', [n.input(0)]),
  OneHot: oneHot,
  Pad: pad,
  Range: range_,
  Reshape: reshape,
  ReverseSequence: (n) =>
    n.op('reverse_sequence', [n.input(0), n.input(1)], {
      batch_axis: i64(n.int('batch_axis', 1)),
      time_axis: i64(n.int('time_axis', 0)),
    }),
  Scatter: scatterElements,
  ScatterElements: scatterElements,
  ScatterND: (n) =>
    n.op('scatter_nd', [n.input(0), n.input(1), n.input(2)], {
      reduction: n.text('reduction', 'none'),
    }),
  Shape: shapeNode,
  Size: (n) => n.int64s([product(shapeOf(n.input(0)))], []),
  Slice: slice,
  SpaceToDepth: blocks('space_to_depth'),
  Split: split,
  Squeeze: squeeze,
  TensorScatter: tensorScatter,
  Tile: (n) => n.op('tile', [n.input(0)], { repeats: n.constInts(1) }),
  TopK: topK,
  Transpose: (n) => {
    const x = n.input(0);
    const rank = shapeOf(x).length;
    return n.op('transpose', [x], { perm: n.ints('perm', range(0, rank).reverse()) });
  },
  Trilu: trilu,
  Unique: unique,
  Unsqueeze: (n) => unsqueeze(n, n.input(0), axesOf(n, 13, 1) ?? n.fail('it names no axes')),
};
