/** Operators of the PyTorch table that compute element by element, reduce, move and make elements. */
import { FloatType, IntegerType, type Type, type Value } from '../../ir/index.js';
import {
  elementOf,
  F32,
  f32Weights,
  f64,
  i64Weights,
  PASSES,
  shapeOfValue,
  Unsupported,
} from '../common/index.js';
import type { TorchArgs } from './args.js';
import { type AtenTable, aten } from './table.js';

/** Element types by PyTorch's numbers. */
const DTYPES: Readonly<Record<number, Type>> = {
  0: IntegerType.get(8, 'unsigned'),
  1: IntegerType.get(8),
  2: IntegerType.get(16),
  3: IntegerType.get(32),
  4: IntegerType.get(64),
  5: FloatType.get('f16'),
  6: F32,
  7: FloatType.get('f64'),
  11: IntegerType.get(1),
  15: FloatType.get('bf16'),
};

function dtypeOf(a: TorchArgs, name: string): Type | undefined {
  return a.has(name)
    ? (DTYPES[a.int(name)] ?? unsupported(`its element type ${a.raw(name)} is not supported`))
    : undefined;
}

function unsupported(reason: string): never {
  throw new Unsupported(reason);
}

/** x op alpha · y. */
function scaled(op: 'add' | 'sub'): (a: TorchArgs) => Value {
  return (a) => {
    const [x, y] = a.pair('input', 'other');
    const alpha = a.number('alpha', 1);
    return a.net.elementwise(op, [
      x,
      alpha === 1 ? y : a.net.elementwise('mul', [y, a.net.scalar(alpha, elementOf(y))]),
    ]);
  };
}

const binary = (op: string) =>
  aten('input other', op, (a) => a.net.elementwise(op, a.pair('input', 'other')));
const compare = (op: string) =>
  aten('input other', op, (a) => a.net.op(op, a.pair('input', 'other')));
const unary = (op: string) => aten('input', op, (a) => a.net.elementwise(op, [a.tensor('input')]));
const passes = (parameters: string) => aten(parameters, PASSES, (a) => a.tensor('input'));

function divide(a: TorchArgs): Value {
  const mode = a.has('rounding_mode') ? a.text('rounding_mode') : '';
  const [x, y] = a.pair('input', 'other');
  if (mode === 'floor') return a.net.elementwise('floor_div', [x, y]);
  const isInteger = elementOf(x) instanceof IntegerType;
  if (mode === 'trunc' && !isInteger) unsupported("its rounding_mode 'trunc' is not supported");
  if (!isInteger || mode === 'trunc') return a.net.elementwise('div', [x, y]);
  return a.net.elementwise('div', [a.cast(x, F32), a.cast(y, F32)]);
}

/** Sums, means and the like over given dimensions. */
function reduce(op: string): (a: TorchArgs) => Value {
  return (a) => {
    const x = a.tensor('input');
    const to = dtypeOf(a, 'dtype');
    const axes = a.dims('dim', shapeOfValue(x).length);
    return a.net.reduce(op, to ? a.cast(x, to) : x, axes, a.flag('keepdim'));
  };
}

/** max and min: of two tensors, of all elements, or along a dimension with the places. */
function extreme(pair: string, whole: string, place: string): (a: TorchArgs) => Value | Value[] {
  return (a) => {
    const x = a.tensor('input');
    if (a.isTensor('dim')) return a.net.elementwise(pair, a.pair('input', 'dim'));
    if (!a.has('dim')) return a.net.reduce(whole, x, a.dims('dim', shapeOfValue(x).length), false);
    const axis = a.dim('dim', shapeOfValue(x).length);
    const values = a.net.reduce(whole, x, [axis], a.flag('keepdim'));
    return [values, argReduce(a, x, place, axis)];
  };
}

function argReduce(a: TorchArgs, x: Value, op: string, axis: number): Value {
  const shape = shapeOfValue(x);
  const to = a.flag('keepdim')
    ? shape.map((d, i) => (i === axis ? 1 : d))
    : shape.filter((_, i) => i !== axis);
  return a.net.op(op, [x], { axis }, a.typed(to, IntegerType.get(64)));
}

function arg(op: string): (a: TorchArgs) => Value {
  return (a) => {
    const x = a.tensor('input');
    if (a.has('dim')) return argReduce(a, x, op, a.dim('dim', shapeOfValue(x).length));
    const count = shapeOfValue(x).reduce((n, d) => n * d, 1);
    return a.net.op(op, [a.net.reshape(x, [count])], { axis: 0 }, a.typed([], IntegerType.get(64)));
  };
}

/** Sizes of which one may be left open. */
function view(a: TorchArgs): Value {
  const x = a.tensor('input');
  const total = shapeOfValue(x).reduce((n, d) => n * d, 1);
  const sizes = a.ints('size');
  const known = sizes.reduce((n, d) => (d === -1 ? n : n * d), 1);
  return a.net.reshape(
    x,
    sizes.map((d) => (d === -1 ? total / known : d)),
  );
}

function flatten(a: TorchArgs): Value {
  const x = a.tensor('input');
  const shape = shapeOfValue(x);
  const [from, to] = [a.dim('start_dim', shape.length, 0), a.dim('end_dim', shape.length, -1)];
  const middle = shape.slice(from, to + 1).reduce((n, d) => n * d, 1);
  return a.net.reshape(x, [...shape.slice(0, from), middle, ...shape.slice(to + 1)]);
}

function squeeze(a: TorchArgs): Value {
  const x = a.tensor('input');
  const shape = shapeOfValue(x);
  const dims = a.has('dim') ? a.dims('dim', shape.length) : shape.map((_, i) => i);
  return a.net.reshape(
    x,
    shape.filter((d, i) => d !== 1 || !dims.includes(i)),
  );
}

function unsqueeze(a: TorchArgs): Value {
  const shape = shapeOfValue(a.tensor('input'));
  const at = a.dim('dim', shape.length + 1);
  return a.net.reshape(a.tensor('input'), [...shape.slice(0, at), 1, ...shape.slice(at)]);
}

function swapped(a: TorchArgs, x: number, y: number): Value {
  const perm = shapeOfValue(a.tensor('input')).map((_, i) => (i === x ? y : i === y ? x : i));
  return a.net.transpose(a.tensor('input'), perm);
}

/** A part along one dimension. */
function part(a: TorchArgs, axis: number, from: number, to: number, step = 1): Value {
  const x = a.tensor('input');
  const shape = shapeOfValue(x);
  const clip = (n: number) => Math.min(Math.max(n < 0 ? n + shape[axis] : n, 0), shape[axis]);
  const [begin, end] = [clip(from), clip(to)];
  const size = Math.max(0, Math.ceil((end - begin) / step));
  return a.net.slice(
    x,
    shape.map((_, d) => (d === axis ? begin : 0)),
    shape.map((n, d) => (d === axis ? size : n)),
    shape.map((_, d) => (d === axis ? step : 1)),
  );
}

function slice(a: TorchArgs): Value {
  const axis = a.dim('dim', shapeOfValue(a.tensor('input')).length, 0);
  const bound = (name: string, fallback: number) => (a.has(name) ? a.int(name) : fallback);
  return part(a, axis, bound('start', 0), bound('end', 2 ** 53), a.int('step', 1));
}

function select(a: TorchArgs): Value {
  const shape = shapeOfValue(a.tensor('input'));
  const axis = a.dim('dim', shape.length);
  const index = a.int('index');
  const at = index < 0 ? index + shape[axis] : index;
  if (at < 0 || at >= shape[axis]) unsupported(`its index ${index} is outside of ${shape[axis]}`);
  return a.net.reshape(
    part(a, axis, at, at + 1),
    shape.filter((_, d) => d !== axis),
  );
}

/** Pieces of given sizes along a dimension. */
function pieces(a: TorchArgs, axis: number, sizes: readonly number[]): Value[] {
  let from = 0;
  return sizes.map((size) => {
    const piece = part(a, axis, from, from + size);
    from += size;
    return piece;
  });
}

function split(a: TorchArgs): Value[] {
  const shape = shapeOfValue(a.tensor('input'));
  const axis = a.dim('dim', shape.length, 0);
  const given = a.raw('split_size');
  if (Array.isArray(given)) return pieces(a, axis, a.ints('split_size'));
  return even(a, axis, a.int('split_size'));
}

function even(a: TorchArgs, axis: number, size: number): Value[] {
  const total = shapeOfValue(a.tensor('input'))[axis];
  if (!(size > 0)) unsupported(`its size ${size} is not positive`);
  return pieces(
    a,
    axis,
    Array.from({ length: Math.ceil(total / size) }, (_, i) => Math.min(size, total - i * size)),
  );
}

/** Amounts from the last dimension to the first, before and after each. */
function pad(a: TorchArgs): Value {
  const x = a.tensor('input');
  const rank = shapeOfValue(x).length;
  const amounts = a.ints('pad');
  const before = Array(rank).fill(0);
  const after = Array(rank).fill(0);
  for (let i = 0; i < amounts.length / 2; i++) {
    before[rank - 1 - i] = amounts[2 * i];
    after[rank - 1 - i] = amounts[2 * i + 1];
  }
  const word = a.text('mode', 'constant');
  const mode = { constant: 'constant', reflect: 'reflect', replicate: 'edge', circular: 'wrap' }[
    word
  ];
  if (!mode) unsupported(`its mode '${word}' is not supported`);
  return a.net.pad(x, before, after, { mode, value: f64(a.has('value') ? a.number('value') : 0) });
}

const padding = (mode: string) => aten('input pad', 'pad', (a) => pad(a.with({ mode })));

function expand(a: TorchArgs, sizes: readonly number[]): Value {
  const x = a.tensor('input');
  const shape = shapeOfValue(x);
  const to = sizes.map((d, i) => (d === -1 ? shape[i - sizes.length + shape.length] : d));
  if (to.length === shape.length && to.every((d, i) => d === shape[i])) return x;
  return a.net.op('broadcast_to', [x], {}, a.typed(to, elementOf(x)));
}

function repeat(a: TorchArgs): Value {
  const x = a.tensor('input');
  const repeats = a.ints('repeats');
  const shape = shapeOfValue(x);
  const full = [...Array(repeats.length - shape.length).fill(1), ...shape];
  return a.net.op('tile', [a.net.reshape(x, full)], { repeats });
}

function pixelShuffle(a: TorchArgs): Value {
  const block = a.int('upscale_factor');
  return a.nchw.picture(a.tensor('input'), (x) =>
    a.net.op('depth_to_space', [x], { block, column_row_depth: true }),
  );
}

function filled(a: TorchArgs, shape: readonly number[], value: number, like: Type): Value {
  const type = dtypeOf(a, 'dtype') ?? like;
  const one = a.net.scalar(value, type);
  return shape.length === 0 ? one : a.net.op('broadcast_to', [one], {}, a.typed(shape, type));
}

const full = (value: number) =>
  aten('size dtype', 'constant', (a) => filled(a, a.ints('size'), value, F32));
const fullLike = (value: number) =>
  aten('input dtype', 'constant', (a) => {
    const x = a.tensor('input');
    return filled(a, shapeOfValue(x), value, elementOf(x));
  });

function arange(a: TorchArgs): Value {
  const [from, to] = a.has('end')
    ? [a.number('start', 0), a.number('end')]
    : [0, a.number('start')];
  const step = a.number('step', 1);
  const count = Math.max(0, Math.ceil((to - from) / step));
  if (!(count < 1e7)) unsupported(`its length ${count} is impossible`);
  const values = Array.from({ length: count }, (_, i) => from + i * step);
  const isInteger = values.every(Number.isInteger);
  const made = a.net.weights(
    a.name,
    isInteger ? i64Weights([count], values) : f32Weights([count], values),
  );
  return a.cast(made, dtypeOf(a, 'dtype') ?? elementOf(made));
}

function cast(a: TorchArgs): Value {
  const x = a.tensor('input');
  if (a.isTensor('dtype')) return a.cast(x, elementOf(a.tensor('dtype')));
  return typeof a.raw('dtype') === 'number' ? a.cast(x, dtypeOf(a, 'dtype')!) : x;
}

function variance(op: 'var' | 'std'): (a: TorchArgs) => Value {
  return (a) => {
    const x = a.tensor('input');
    const shape = shapeOfValue(x);
    const axes = a.dims('dim', shape.length);
    const count = axes.reduce((n, d) => n * shape[d], 1);
    const less = a.has('correction') ? a.number('correction') : a.flag('unbiased', true) ? 1 : 0;
    const centred = a.net.elementwise('sub', [x, a.net.reduce('mean', x, axes, true)]);
    const mean = a.net.reduce(
      'mean',
      a.net.elementwise('mul', [centred, centred]),
      axes,
      a.flag('keepdim'),
    );
    const found =
      less === 0 ? mean : a.net.elementwise('mul', [mean, a.net.scalar(count / (count - less))]);
    return op === 'var' ? found : a.net.elementwise('sqrt', [found]);
  };
}

/** Slices of a table by their numbers. */
function lookUp(a: TorchArgs): Value {
  return a.net.op('gather', [a.tensor('weight'), a.tensor('indices')], { axis: 0 });
}

const REDUCE = 'input dim keepdim dtype';

export const DATA: AtenTable = {
  _to_copy: aten('input dtype', 'cast', cast),
  _unsafe_view: aten('input size', 'reshape', view),
  abs: unary('abs'),
  add: aten('input other alpha', 'add', scaled('add')),
  alias: passes('input'),
  amax: aten('input dim keepdim', 'reduce_max', reduce('reduce_max')),
  amin: aten('input dim keepdim', 'reduce_min', reduce('reduce_min')),
  arange: aten('start end step dtype', 'constant', arange),
  argmax: aten('input dim keepdim', 'arg_max', arg('arg_max')),
  argmin: aten('input dim keepdim', 'arg_min', arg('arg_min')),
  atan: unary('atan'),
  bitwise_not: unary('not'),
  cat: aten('tensors dim', 'concat', (a) => {
    const all = a.tensors('tensors').filter((v) => shapeOfValue(v).join() !== '0');
    return a.net.concat(all, a.dim('dim', shapeOfValue(all[0]).length, 0));
  }),
  ceil: unary('ceil'),
  chunk: aten('input chunks dim', 'slice', (a) => {
    const shape = shapeOfValue(a.tensor('input'));
    const axis = a.dim('dim', shape.length, 0);
    return even(a, axis, Math.ceil(shape[axis] / a.int('chunks')));
  }),
  clone: passes('input memory_format'),
  constant_pad_nd: aten('input pad value', 'pad', pad),
  contiguous: passes('input memory_format'),
  cos: unary('cos'),
  cumsum: aten('input dim dtype', 'cumsum', (a) => {
    const x = a.tensor('input');
    return a.net.op('cumsum', [x], { axis: a.dim('dim', shapeOfValue(x).length) });
  }),
  detach: passes('input'),
  div: aten('input other rounding_mode', 'div', divide),
  dropout: passes('input p train'),
  einsum: aten('equation tensors', 'einsum', (a) =>
    a.net.op('einsum', a.tensors('tensors'), { equation: a.text('equation') }),
  ),
  embedding: aten('weight indices padding_idx scale_grad_by_freq sparse', 'gather', lookUp),
  eq: compare('equal'),
  erf: unary('erf'),
  exp: unary('exp'),
  expand: aten('input size implicit', 'broadcast_to', (a) => expand(a, a.ints('size'))),
  expand_as: aten('input other', 'broadcast_to', (a) => expand(a, shapeOfValue(a.tensor('other')))),
  feature_dropout: passes('input p train'),
  flatten: aten('input start_dim end_dim', 'reshape', flatten),
  flip: aten('input dims', 'reverse', (a) => {
    const x = a.tensor('input');
    return a.net.op('reverse', [x], { axes: a.dims('dims', shapeOfValue(x).length) });
  }),
  float: aten('input', 'cast', (a) => a.cast(a.tensor('input'), F32)),
  floor: unary('floor'),
  floor_divide: binary('floor_div'),
  full: aten('size value dtype', 'constant', (a) =>
    filled(a, a.ints('size'), a.number('value'), F32),
  ),
  full_like: aten('input value dtype', 'constant', (a) => {
    const x = a.tensor('input');
    return filled(a, shapeOfValue(x), a.number('value'), elementOf(x));
  }),
  gather: aten('input dim index sparse_grad', 'gather_elements', (a) => {
    const x = a.tensor('input');
    return a.net.op('gather_elements', [x, a.tensor('index')], {
      axis: a.dim('dim', shapeOfValue(x).length),
    });
  }),
  ge: compare('greater_equal'),
  gt: compare('greater'),
  index_select: aten('input dim index', 'gather', (a) => {
    const x = a.tensor('input');
    return a.net.op('gather', [x, a.tensor('index')], {
      axis: a.dim('dim', shapeOfValue(x).length),
    });
  }),
  le: compare('less_equal'),
  lift_fresh_copy: passes('input'),
  log: unary('log'),
  logical_and: compare('and'),
  logical_not: unary('not'),
  logical_or: compare('or'),
  lt: compare('less'),
  max: aten('input dim keepdim', 'reduce_max, max', extreme('max', 'reduce_max', 'arg_max')),
  maximum: binary('max'),
  mean: aten(REDUCE, 'mean', reduce('mean')),
  min: aten('input dim keepdim', 'reduce_min, min', extreme('min', 'reduce_min', 'arg_min')),
  minimum: binary('min'),
  mul: binary('mul'),
  narrow: aten('input dim start length', 'slice', (a) => {
    const axis = a.dim('dim', shapeOfValue(a.tensor('input')).length);
    return part(a, axis, a.int('start'), a.int('start') + a.int('length'));
  }),
  ne: compare('not_equal'),
  neg: unary('neg'),
  ones: full(1),
  ones_like: fullLike(1),
  pad: aten('input pad mode value', 'pad', pad),
  permute: aten('input dims', 'transpose', (a) => {
    const x = a.tensor('input');
    return a.net.transpose(x, a.dims('dims', shapeOfValue(x).length));
  }),
  pixel_shuffle: aten('input upscale_factor', 'depth_to_space', pixelShuffle),
  pow: aten('input other', 'pow, mul', (a) => {
    if (a.raw('other') === 2)
      return a.net.elementwise('mul', [a.tensor('input'), a.tensor('input')]);
    return a.net.elementwise('pow', a.pair('input', 'other'));
  }),
  reciprocal: unary('reciprocal'),
  reflection_pad1d: padding('reflect'),
  reflection_pad2d: padding('reflect'),
  remainder: binary('mod'),
  repeat: aten('input repeats', 'tile', repeat),
  replication_pad2d: padding('replicate'),
  reshape: aten('input size', 'reshape', view),
  round: unary('round'),
  rsqrt: unary('rsqrt'),
  rsub: aten('input other alpha', 'sub', (a) => {
    const [x, y] = a.pair('input', 'other');
    return a.net.elementwise('sub', [y, x]);
  }),
  select: aten('input dim index', 'slice', select),
  sign: unary('sign'),
  sin: unary('sin'),
  slice: aten('input dim start end step', 'slice', slice),
  split: aten('input split_size dim', 'slice', split),
  split_with_sizes: aten('input split_size dim', 'slice', split),
  sqrt: unary('sqrt'),
  squeeze: aten('input dim', 'reshape', squeeze),
  stack: aten('tensors dim', 'concat', (a) => {
    const all = a.tensors('tensors');
    const shape = shapeOfValue(all[0]);
    const at = a.dim('dim', shape.length + 1, 0);
    return a.net.concat(
      all.map((v) => a.net.reshape(v, [...shape.slice(0, at), 1, ...shape.slice(at)])),
      at,
    );
  }),
  std: aten('input dim unbiased keepdim', 'sqrt', variance('std')),
  sub: aten('input other alpha', 'sub', scaled('sub')),
  sum: aten(REDUCE, 'reduce_sum', reduce('reduce_sum')),
  t: aten('input', 'transpose', (a) =>
    shapeOfValue(a.tensor('input')).length < 2 ? a.tensor('input') : swapped(a, 0, 1),
  ),
  to: aten('input dtype non_blocking copy memory_format', 'cast', cast),
  topk: aten('input k dim largest sorted', 'top_k', (a) => {
    const x = a.tensor('input');
    const axis = a.dim('dim', shapeOfValue(x).length, -1);
    const shape = shapeOfValue(x).map((d, i) => (i === axis ? a.int('k') : d));
    const types = [a.typed(shape, elementOf(x)), a.typed(shape, IntegerType.get(64))];
    return [
      ...a.net.operation(
        'top_k',
        [x],
        { axis, k: a.int('k'), smallest: !a.flag('largest', true) },
        types,
      ).results,
    ];
  }),
  transpose: aten('input dim0 dim1', 'transpose', (a) => {
    const rank = shapeOfValue(a.tensor('input')).length;
    return swapped(a, a.dim('dim0', rank), a.dim('dim1', rank));
  }),
  type_as: aten('input dtype', 'cast', cast),
  unbind: aten('input dim', 'slice', (a) => {
    const shape = shapeOfValue(a.tensor('input'));
    const axis = a.dim('dim', shape.length, 0);
    const rest = shape.filter((_, d) => d !== axis);
    return even(a, axis, 1).map((v) => a.net.reshape(v, rest));
  }),
  unsqueeze: aten('input dim', 'reshape', unsqueeze),
  var: aten('input dim unbiased keepdim', 'mean', variance('var')),
  view: aten('input size', 'reshape', view),
  where: aten('condition input other', 'select', (a) =>
    a.net.op('select', [a.tensor('condition'), ...a.pair('input', 'other')]),
  ),
  zeros: full(0),
  zeros_like: fullLike(0),
};
