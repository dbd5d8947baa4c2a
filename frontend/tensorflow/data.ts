/** Operators of the TensorFlow table that compute element by element, reduce, move and make elements. */
import { IntegerType, RankedTensorType, type Value } from '../../ir/index.js';
import {
  elementOf,
  F32,
  f32,
  f32Weights,
  f64,
  PASSES,
  row,
  shapeOfValue,
  type Table,
  Unsupported,
} from '../common/index.js';
import { elementTypeOf } from './schema.js';
import { axisIn, type TfSource } from './source.js';

type Source = TfSource;

const unary = (op: string) => row<Source>(op, (s) => s.net.elementwise(op, [s.input(0)]));
const binary = (op: string) =>
  row<Source>(op, (s) => s.net.elementwise(op, [s.input(0), s.input(1)]));
const compare = (op: string) => row<Source>(op, (s) => s.net.op(op, [s.input(0), s.input(1)]));
const passes = row<Source>(PASSES, (s) => s.input(0));

function reduce(op: string) {
  return row<Source>(op, (s) => {
    const rank = s.shape(0).length;
    const axes = [...new Set(s.ints(1).map((a) => axisIn(a, rank)))];
    if (axes.length === 0) return s.input(0);
    return s.net.reduce(op, s.input(0), axes, s.flag('keep_dims'));
  });
}

function arg(op: string) {
  return row<Source>(op, (s) => {
    const shape = s.shape(0);
    const axis = s.axis(1, shape.length);
    const type = s.typeAttr('output_type') ?? IntegerType.get(64);
    return s.net.op(
      op,
      [s.input(0)],
      { axis },
      RankedTensorType.get(
        shape.filter((_, d) => d !== axis),
        type,
      ),
    );
  });
}

function reshape(s: Source): Value {
  const total = s.shape(0).reduce((n, d) => n * d, 1);
  const to = s.ints(1);
  const known = to.reduce((n, d) => (d === -1 ? n : n * d), 1);
  return s.net.reshape(
    s.input(0),
    to.map((d) => (d === -1 ? total / known : d)),
  );
}

function squeeze(s: Source): Value {
  const shape = s.shape(0);
  const dims = s.intsAttr('squeeze_dims', s.intsAttr('axis')).map((d) => axisIn(d, shape.length));
  return s.net.reshape(
    s.input(0),
    shape.filter((d, i) => d !== 1 || (dims.length > 0 && !dims.includes(i))),
  );
}

function concat(values: readonly Value[], axis: number, s: Source): Value {
  return s.net.concat(values, axisIn(axis, shapeOfValue(values[0]).length));
}

/** Pieces along a dimension. */
function pieces(s: Source, x: Value, axis: number, sizes: readonly number[]): Value[] {
  const shape = shapeOfValue(x);
  let from = 0;
  return sizes.map((size) => {
    const begin = shape.map((_, d) => (d === axis ? from : 0));
    from += size;
    return s.net.slice(
      x,
      begin,
      shape.map((n, d) => (d === axis ? size : n)),
    );
  });
}

function split(s: Source): Value[] {
  const count = s.intAttr('num_split', 1);
  const shape = s.shape(1);
  const axis = s.axis(0, shape.length);
  if (shape[axis] % count !== 0)
    throw new Unsupported(`${shape[axis]} cannot be split into ${count}`);
  return pieces(s, s.input(1), axis, Array(count).fill(shape[axis] / count));
}

function splitV(s: Source): Value[] {
  const shape = s.shape(0);
  const axis = s.axis(2, shape.length);
  const sizes = s.ints(1);
  const known = sizes.reduce((n, d) => (d === -1 ? n : n + d), 0);
  return pieces(
    s,
    s.input(0),
    axis,
    sizes.map((d) => (d === -1 ? shape[axis] - known : d)),
  );
}

function pack(s: Source): Value {
  const shape = s.shape(0);
  const axis = axisIn(s.intAttr('axis', 0), shape.length + 1);
  const one = [...shape.slice(0, axis), 1, ...shape.slice(axis)];
  return s.net.concat(
    s.values.map((v) => s.net.reshape(v, one)),
    axis,
  );
}

function unpack(s: Source): Value[] {
  const shape = s.shape(0);
  const axis = axisIn(s.intAttr('axis', 0), shape.length);
  const rest = shape.filter((_, d) => d !== axis);
  return pieces(s, s.input(0), axis, Array(shape[axis]).fill(1)).map((v) => s.net.reshape(v, rest));
}

/** begin, end and strides with masks, as tf.strided_slice defines them. */
function stridedSlice(s: Source): Value {
  const shape = s.shape(0);
  const [begins, ends, strides] = [s.ints(1), s.ints(2), s.ints(3)];
  const mask = (name: string) => s.intAttr(name, 0);
  const [beginMask, endMask, ellipsis, newAxis, shrink] = [
    'begin_mask',
    'end_mask',
    'ellipsis_mask',
    'new_axis_mask',
    'shrink_axis_mask',
  ].map(mask);
  const begin: number[] = [];
  const size: number[] = [];
  const stride: number[] = [];
  const result: number[] = [];
  const all = (count: number) => {
    for (let i = 0; i < count; i++) {
      begin.push(0);
      size.push(shape[size.length]);
      stride.push(1);
      result.push(size.at(-1)!);
    }
  };
  const taken = begins.filter((_, i) => !((ellipsis | newAxis) & (1 << i))).length;
  for (let i = 0; i < begins.length; i++) {
    const bit = 1 << i;
    if (ellipsis & bit) {
      all(shape.length - taken);
      continue;
    }
    if (newAxis & bit) {
      result.push(1);
      continue;
    }
    const n = shape[size.length];
    const step = strides[i];
    if (step === 0 || n === undefined) throw new Unsupported('its slices do not fit its input');
    const clip = (v: number, low: number, high: number) =>
      Math.min(Math.max(v < 0 ? v + n : v, low), high);
    if (shrink & bit) {
      begin.push(clip(begins[i], 0, n - 1));
      size.push(1);
      stride.push(1);
      continue;
    }
    const from =
      beginMask & bit
        ? step > 0
          ? 0
          : n - 1
        : step > 0
          ? clip(begins[i], 0, n)
          : clip(begins[i], -1, n - 1);
    const to =
      endMask & bit
        ? step > 0
          ? n
          : -1
        : step > 0
          ? clip(ends[i], 0, n)
          : clip(ends[i], -1, n - 1);
    begin.push(from);
    size.push(Math.max(0, Math.ceil((to - from) / step)));
    stride.push(step);
    result.push(size.at(-1)!);
  }
  all(shape.length - size.length);
  return s.net.reshape(s.net.slice(s.input(0), begin, size, stride), result);
}

function slice(s: Source): Value {
  const shape = s.shape(0);
  const begin = s.ints(1);
  return s.net.slice(
    s.input(0),
    begin,
    s.ints(2).map((n, d) => (n === -1 ? shape[d] - begin[d] : n)),
  );
}

function gather(s: Source, axis: number, batchDims: number): Value {
  return s.net.op('gather', [s.input(0), s.input(1)], { axis, batch_dims: batchDims });
}

function pad(s: Source): Value {
  const amounts = s.ints(1);
  const word = s.node.op === 'MirrorPad' ? s.text('mode', 'REFLECT').toLowerCase() : 'constant';
  const value = s.inputs.length > 2 ? s.numbers(2)[0] : 0;
  return s.net.pad(
    s.input(0),
    amounts.filter((_, i) => i % 2 === 0),
    amounts.filter((_, i) => i % 2 === 1),
    { mode: word, value: f64(value) },
  );
}

function fill(s: Source): Value {
  const shape = s.ints(0);
  if (shape.length === 0) return s.input(1);
  return s.net.op(
    'broadcast_to',
    [s.input(1)],
    {},
    RankedTensorType.get(shape, elementOf(s.input(1))),
  );
}

function range(s: Source): Value {
  const [from, to, step] = [0, 1, 2].map((i) => s.numbers(i)[0]);
  const count = Math.max(0, Math.ceil((to - from) / step));
  if (!(count < 1e7)) throw new Unsupported(`its length ${count} is impossible`);
  const values = Array.from({ length: count }, (_, i) => from + i * step);
  const type = elementOf(s.input(0));
  if (type === F32) return s.net.weights(s.name, f32Weights([count], values));
  return s.integers([count], values, type);
}

const like = (value: number) =>
  row<Source>('constant', (s) => {
    const type = elementOf(s.input(0));
    const one = s.net.scalar(value, type);
    return s.shape(0).length === 0
      ? one
      : s.net.op('broadcast_to', [one], {}, RankedTensorType.get(s.shape(0), type));
  });

/** Integers about a shape, of the type that the node asks for. */
const about = (numbers: (shape: readonly number[]) => readonly number[] | number) =>
  row<Source>('constant', (s) => {
    const found = numbers(s.shape(0));
    const type = s.typeAttr('out_type') ?? IntegerType.get(32);
    return typeof found === 'number'
      ? s.integers([], [found], type)
      : s.integers([found.length], found, type);
  });

function cast(s: Source): Value {
  const to = elementTypeOf(s.attr('DstT')?.type);
  if (!to) throw new Unsupported('its element type is not supported');
  return s.cast(s.input(0), to);
}

/** Old selections have a condition of one dimension for rows. */
function select(s: Source): Value {
  const [condition, x] = [s.input(0), s.input(1)];
  const [c, rank] = [s.shape(0), s.shape(1).length];
  const isRows = s.node.op === 'Select' && c.length === 1 && rank > 1;
  const broad = isRows ? s.net.reshape(condition, [c[0], ...Array(rank - 1).fill(1)]) : condition;
  return s.net.op('select', [broad, x, s.input(2)]);
}

function oneHot(s: Source): Value {
  const rank = s.shape(0).length;
  const axis = s.intAttr('axis', -1);
  const values = s.net.concat([s.net.reshape(s.input(3), [1]), s.net.reshape(s.input(2), [1])], 0);
  return s.net.op('one_hot', [s.input(0), values], {
    depth: s.int(1),
    axis: axis === -1 ? rank : axis,
  });
}

function topK(s: Source): Value[] {
  const shape = s.shape(0);
  const axis = shape.length - 1;
  const k = s.inputs.length > 1 ? s.int(1) : s.intAttr('k', 1);
  const to = shape.map((d, i) => (i === axis ? k : d));
  const types = [
    RankedTensorType.get(to, elementOf(s.input(0))),
    RankedTensorType.get(to, s.typeAttr('index_type') ?? IntegerType.get(32)),
  ];
  return [...s.net.operation('top_k', [s.input(0)], { axis, k }, types).results];
}

function divide(s: Source): Value {
  return s.net.elementwise('div', [s.input(0), s.input(1)]);
}

export const DATA: Table<Source> = {
  Abs: unary('abs'),
  Add: binary('add'),
  AddN: row('add', (s) => s.values.reduce((a, b) => s.net.elementwise('add', [a, b]))),
  AddV2: binary('add'),
  All: reduce('reduce_all'),
  Any: reduce('reduce_any'),
  ArgMax: arg('arg_max'),
  ArgMin: arg('arg_min'),
  Atan2: binary('atan2'),
  BroadcastTo: row('broadcast_to', (s) =>
    s.net.op(
      'broadcast_to',
      [s.input(0)],
      {},
      RankedTensorType.get(s.ints(1), elementOf(s.input(0))),
    ),
  ),
  Cast: row('cast', cast),
  Ceil: unary('ceil'),
  CheckNumerics: passes,
  ClipByValue: row('max, min', (s) =>
    s.net.elementwise('min', [s.net.elementwise('max', [s.input(0), s.input(1)]), s.input(2)]),
  ),
  Concat: row('concat', (s) => concat(s.values.slice(1), s.int(0), s)),
  ConcatV2: row('concat', (s) => concat(s.values.slice(0, -1), s.int(s.inputs.length - 1), s)),
  Cos: unary('cos'),
  Cumsum: row('cumsum', (s) =>
    s.net.op('cumsum', [s.input(0)], {
      axis: s.axis(1, s.shape(0).length),
      exclusive: s.flag('exclusive'),
      reverse: s.flag('reverse'),
    }),
  ),
  Div: row('div', divide),
  Einsum: row('einsum', (s) => s.net.op('einsum', s.values, { equation: s.text('equation') })),
  Elu: unary('elu'),
  EnsureShape: passes,
  Equal: compare('equal'),
  Erf: unary('erf'),
  Exp: unary('exp'),
  ExpandDims: row('reshape', (s) => {
    const shape = s.shape(0);
    const at = s.axis(1, shape.length + 1);
    return s.net.reshape(s.input(0), [...shape.slice(0, at), 1, ...shape.slice(at)]);
  }),
  Fill: row('broadcast_to', fill),
  Floor: unary('floor'),
  FloorDiv: binary('floor_div'),
  FloorMod: binary('mod'),
  Gather: row('gather', (s) => gather(s, 0, 0)),
  GatherNd: row('gather_nd', (s) => s.net.op('gather_nd', [s.input(0), s.input(1)])),
  GatherV2: row('gather', (s) => {
    const batch = s.intAttr('batch_dims', 0);
    return gather(s, s.axis(2, s.shape(0).length), batch < 0 ? batch + s.shape(1).length : batch);
  }),
  Greater: compare('greater'),
  GreaterEqual: compare('greater_equal'),
  Identity: passes,
  Inv: unary('reciprocal'),
  LeakyRelu: row('leaky_relu', (s) =>
    s.net.elementwise('leaky_relu', [s.input(0)], { alpha: f32(s.numberAttr('alpha', 0.2)) }),
  ),
  Less: compare('less'),
  LessEqual: compare('less_equal'),
  Log: unary('log'),
  Log1p: row('add, log', (s) =>
    s.net.elementwise('log', [s.net.elementwise('add', [s.input(0), s.net.scalar(1)])]),
  ),
  LogicalAnd: compare('and'),
  LogicalNot: unary('not'),
  LogicalOr: compare('or'),
  LogSoftmax: row('log_softmax', (s) => s.net.op('log_softmax', [s.input(0)])),
  Max: reduce('reduce_max'),
  Maximum: binary('max'),
  Mean: reduce('mean'),
  Min: reduce('reduce_min'),
  Minimum: binary('min'),
  MirrorPad: row('pad', pad),
  Mul: binary('mul'),
  Neg: unary('neg'),
  NotEqual: compare('not_equal'),
  OneHot: row('one_hot', oneHot),
  OnesLike: like(1),
  Pack: row('concat', pack),
  Pad: row('pad', pad),
  PadV2: row('pad', pad),
  PlaceholderWithDefault: passes,
  Pow: binary('pow'),
  PreventGradient: passes,
  Prod: reduce('reduce_prod'),
  Range: row('constant', range),
  Rank: about((shape) => shape.length),
  RealDiv: row('div', divide),
  Reciprocal: unary('reciprocal'),
  Relu: unary('relu'),
  Relu6: unary('relu6'),
  Reshape: row('reshape', reshape),
  ReverseV2: row('reverse', (s) =>
    s.net.op('reverse', [s.input(0)], { axes: s.ints(1).map((a) => axisIn(a, s.shape(0).length)) }),
  ),
  Rint: unary('round'),
  Round: unary('round'),
  Rsqrt: unary('rsqrt'),
  Select: row('select', select),
  SelectV2: row('select', select),
  Selu: unary('selu'),
  Shape: about((shape) => shape),
  Sigmoid: unary('sigmoid'),
  Sign: unary('sign'),
  Sin: unary('sin'),
  Size: about((shape) => shape.reduce((n, d) => n * d, 1)),
  Slice: row('slice', slice),
  Snapshot: passes,
  Softmax: row('softmax', (s) => s.net.op('softmax', [s.input(0)])),
  Softplus: unary('softplus'),
  Softsign: unary('softsign'),
  Split: row('slice', split),
  SplitV: row('slice', splitV),
  Sqrt: unary('sqrt'),
  Square: row('mul', (s) => s.net.elementwise('mul', [s.input(0), s.input(0)])),
  SquaredDifference: binary('squared_difference'),
  Squeeze: row('reshape', squeeze),
  StopGradient: passes,
  StridedSlice: row('slice, reshape', stridedSlice),
  Sub: binary('sub'),
  Sum: reduce('reduce_sum'),
  Tanh: unary('tanh'),
  Tile: row('tile', (s) => s.net.op('tile', [s.input(0)], { repeats: s.ints(1) })),
  TopK: row('top_k', topK),
  TopKV2: row('top_k', topK),
  Transpose: row('transpose', (s) => s.net.transpose(s.input(0), s.ints(1))),
  Unpack: row('slice, reshape', unpack),
  ZerosLike: like(0),
};
