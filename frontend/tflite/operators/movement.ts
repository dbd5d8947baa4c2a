/** Rows of operators that move, select and make elements. */
import type { Value } from '../../../ir/index.js';
import {
  axesOf,
  axisOf,
  f64,
  i64,
  ints,
  isQuantized,
  noActivation,
  permuted,
  quantOf,
  type Row,
  type Rows,
  reshaped,
  resultTypes,
  type Source,
  shapeOf,
  single,
  text,
  typeOf,
} from './common.js';

/** The same elements in the result's shape. */
const reshape = (s: Source): readonly Value[] => {
  const value = s.value(0);
  const { shape } = s.type();
  const count = (list: readonly number[]) => list.reduce((n, d) => n * d, 1);
  if (count(shape) !== count(shapeOf(value))) {
    s.fail(`it makes [${shape}] of [${shapeOf(value)}], which has other many elements`);
  }
  return s.emit('reshape', [value], [], resultTypes(s));
};

/** Pairs of constant input i: before and after each dimension. */
function amountsOf(s: Source, i: number): { before: number[]; after: number[] } {
  const amounts = s.constantInts(i);
  const rank = s.input(0).shape.length;
  if (amounts.length !== 2 * rank)
    s.fail(`its paddings have ${amounts.length} entries, expected ${2 * rank}`);
  if (amounts.some((a) => a < 0)) s.fail(`its paddings ${amounts} must not be negative`);
  return {
    before: amounts.filter((_, k) => k % 2 === 0),
    after: amounts.filter((_, k) => k % 2 === 1),
  };
}

const pad = (s: Source): readonly Value[] => {
  const { before, after } = amountsOf(s, 1);
  const attributes = [ints('before', before), ints('after', after)];
  if (s.has(2)) {
    const value = constantNumber(s, 2);
    attributes.push(isQuantized(s.value(0)) ? i64('value', value) : f64('value', value));
  }
  return single(s, 'pad', [0], attributes);
};

/** The only element of a constant input, as it is stored. */
function constantNumber(s: Source, i: number): number {
  const { type, buffer } = s.input(i);
  if (!buffer) return s.fail(`its input ${i} is computed at run time; it must be a constant`);
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  switch (type) {
    case 'FLOAT32':
      return view.getFloat32(0, true);
    case 'INT8':
      return view.getInt8(0);
    case 'UINT8':
    case 'BOOL':
      return view.getUint8(0);
    case 'INT16':
      return view.getInt16(0, true);
    case 'INT32':
      return view.getInt32(0, true);
    case 'INT64':
      return Number(view.getBigInt64(0, true));
    default:
      return s.fail(`its input ${i} has the type ${type}, which has no single number here`);
  }
}

const mirrorPad: Row<'MIRROR_PAD'> = (s, { options: o }) => {
  const { before, after } = amountsOf(s, 1);
  const mode = text('mode', o.mode === 'REFLECT' ? 'reflect' : 'symmetric');
  return single(s, 'pad', [0], [ints('before', before), ints('after', after), mode]);
};

/** Inputs of other scales than the result's are brought to it. */
const concatenation: Row<'CONCATENATION'> = (s, { options: o }) => {
  noActivation(s, o.activation);
  const type = s.type();
  const operands = s.op.inputs.map((_, i) => {
    const value = s.value(i);
    if (!quantOf(type) || typeOf(value).elementType === type.elementType) return value;
    return s.emit('qnn.quantize', [value], [], [type.withShape(shapeOf(value))])[0];
  });
  const axis = axisOf(s, o.axis, type.shape.length);
  return s.emit('concat', operands, [i64('axis', axis)], [type]);
};

/** PACK: each as a slice of one, then one after another. */
const pack: Row<'PACK'> = (s, { options: o }) => {
  const { shape } = s.type();
  const axis = axisOf(s, o.axis, shape.length);
  const slice = shape.map((d, i) => (i === axis ? 1 : d));
  const operands = s.op.inputs.map((_, i) => reshaped(s, s.value(i), slice));
  return s.emit('concat', operands, [i64('axis', axis)], resultTypes(s));
};

/** UNPACK: slices of one, without that dimension. */
const unpack: Row<'UNPACK'> = (s, { options: o }) => {
  const value = s.value(0);
  const shape = shapeOf(value);
  const axis = axisOf(s, o.axis, shape.length);
  const type = typeOf(value).withShape(shape.map((d, i) => (i === axis ? 1 : d)));
  const sizes = s.op.outputs.map(() => 1);
  if (sizes.length !== shape[axis]) {
    s.fail(`it has ${sizes.length} results for ${shape[axis]} slices`);
  }
  const attributes = [i64('axis', axis), ints('sizes', sizes)];
  const pieces = s.emit(
    'split',
    [value],
    attributes,
    sizes.map(() => type),
  );
  return pieces.map((piece, i) => reshaped(s, piece, s.type(i).shape));
};

function split(s: Source, input: number, axis: number, sizes: readonly number[]): readonly Value[] {
  const value = s.value(input);
  const attributes = [i64('axis', axis), ints('sizes', sizes)];
  return s.emit('split', [value], attributes, resultTypes(s));
}

const splitEqually: Row<'SPLIT'> = (s) => {
  const { shape } = s.input(1);
  const axis = axisOf(s, s.constantInts(0)[0] ?? 0, shape.length);
  const count = s.op.outputs.length;
  if (count === 0 || shape[axis] % count !== 0) {
    s.fail(`it cuts dimension ${axis} of size ${shape[axis]} into ${count} equal parts`);
  }
  const sizes = s.op.outputs.map(() => shape[axis] / count);
  return split(s, 1, axis, sizes);
};

const splitBySizes: Row<'SPLIT_V'> = (s) => {
  const { shape } = s.input(0);
  const axis = axisOf(s, s.constantInts(2)[0] ?? 0, shape.length);
  const sizes = s.constantInts(1);
  const known = sizes.filter((d) => d >= 0).reduce((a, b) => a + b, 0);
  return split(
    s,
    0,
    axis,
    sizes.map((d) => (d < 0 ? shape[axis] - known : d)),
  );
};

const slice: Row<'SLICE'> = (s) => {
  const { shape } = s.input(0);
  const begin = s.constantInts(1);
  const size = s.constantInts(2).map((n, d) => (n < 0 ? shape[d] - begin[d] : n));
  const stride = shape.map(() => 1);
  return single(
    s,
    'slice',
    [0],
    [ints('begin', begin), ints('size', size), ints('stride', stride)],
  );
};

/** One dimension of a strided slice: what is taken, and what becomes of it. */
interface Cut {
  readonly begin: number;
  readonly size: number;
  readonly stride: number;
  /** Dimensions that it gives to the result: none (shrunk), or one. */
  readonly kept: boolean;
}

const bit = (mask: number, i: number) => ((mask >> i) & 1) === 1;

/** STRIDED_SLICE with its masks, as TensorFlow defines them. */
const stridedSlice: Row<'STRIDED_SLICE'> = (s, { options: o }) => {
  const { shape } = s.input(0);
  const [begins, ends, strides] = [1, 2, 3].map((i) => s.constantInts(i));
  if (begins.length !== ends.length || begins.length !== strides.length) {
    s.fail(
      `its begin, end and strides have ${begins.length}, ${ends.length} and ${strides.length} entries`,
    );
  }
  const entries = begins.length;
  const added = begins.filter((_, i) => bit(o.newAxisMask, i) && !bit(o.ellipsisMask, i)).length;
  const hasEllipsis = begins.some((_, i) => bit(o.ellipsisMask, i));
  const spread = shape.length - (entries - added - (hasEllipsis ? 1 : 0));
  if (spread < 0) s.fail(`it cuts ${entries - added} of ${shape.length} dimensions`);
  const cuts: Cut[] = [];
  /** Sizes of the result before shrinking: of each cut, and ones for new dimensions. */
  const out: number[] = [];
  const whole = () => {
    const size = shape[cuts.length];
    cuts.push({ begin: 0, size, stride: 1, kept: true });
    out.push(size);
  };
  for (let i = 0; i < entries; i++) {
    if (bit(o.ellipsisMask, i)) for (let k = 0; k < spread; k++) whole();
    else if (bit(o.newAxisMask, i)) out.push(1);
    else {
      const cut = cutOf(
        s,
        shape[cuts.length],
        begins[i],
        o.offset ? begins[i] + ends[i] : ends[i],
        {
          stride: strides[i],
          fromStart: bit(o.beginMask, i),
          toEnd: bit(o.endMask, i),
          shrinks: bit(o.shrinkAxisMask, i),
        },
      );
      cuts.push(cut);
      if (cut.kept) out.push(cut.size);
    }
  }
  while (cuts.length < shape.length) whole();
  const value = s.value(0);
  const size = cuts.map((c) => c.size);
  const attributes = [
    ints(
      'begin',
      cuts.map((c) => c.begin),
    ),
    ints('size', size),
    ints(
      'stride',
      cuts.map((c) => c.stride),
    ),
  ];
  const isWhole = cuts.every((c, d) => c.begin === 0 && c.stride === 1 && c.size === shape[d]);
  const cut = isWhole
    ? value
    : s.emit('slice', [value], attributes, [typeOf(value).withShape(size)])[0];
  if (isWhole && String(out) === String(shape))
    return s.emit('reshape', [value], [], resultTypes(s));
  return [reshaped(s, cut, out)];
};

function cutOf(
  s: Source,
  size: number,
  begin: number,
  end: number,
  o: {
    readonly stride: number;
    readonly fromStart: boolean;
    readonly toEnd: boolean;
    readonly shrinks: boolean;
  },
): Cut {
  const { stride } = o;
  if (stride === 0) s.fail('one of its strides is 0');
  const forward = stride > 0;
  const bounded = (at: number) => {
    const place = at < 0 ? at + size : at;
    return forward ? Math.min(Math.max(place, 0), size) : Math.min(Math.max(place, -1), size - 1);
  };
  if (o.shrinks) {
    const at = o.fromStart ? 0 : begin < 0 ? begin + size : begin;
    if (at < 0 || at >= size) s.fail(`it takes element ${begin} of a dimension of size ${size}`);
    return { begin: at, size: 1, stride: 1, kept: false };
  }
  const from = o.fromStart ? (forward ? 0 : size - 1) : bounded(begin);
  const to = o.toEnd ? (forward ? size : -1) : bounded(end);
  const count = Math.max(0, Math.ceil((to - from) / stride));
  return { begin: from, size: count, stride, kept: true };
}

const transpose: Row<'TRANSPOSE'> = (s) => {
  const rank = s.input(0).shape.length;
  const perm = s.constantInts(1).map((d) => axisOf(s, d, rank));
  return single(s, 'transpose', [0], [ints('perm', perm)]);
};

const blockOf = (s: Source, block: number) => {
  if (block < 1) s.fail(`its block size ${block} must be positive`);
  return [i64('block', block)];
};

/** Block sizes of SPACE_TO_BATCH_ND and BATCH_TO_SPACE_ND, with the pairs of input 2. */
function blocksOf(s: Source) {
  const blocks = s.constantInts(1);
  const pairs = s.constantInts(2);
  const rank = s.input(0).shape.length;
  if (blocks.some((b) => b < 1) || blocks.length >= rank || pairs.length !== 2 * blocks.length) {
    s.fail(`its blocks ${blocks} and their borders ${pairs} do not fit ${rank} dimensions`);
  }
  return { blocks, pairs, count: blocks.reduce((n, b) => n * b, 1) };
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

/** Pixels of each phase become a batch: a border, then each spatial dimension in two, then turned. */
const spaceToBatch: Row<'SPACE_TO_BATCH_ND'> = (s) => {
  const { blocks, pairs } = blocksOf(s);
  const spatial = blocks.length;
  let value = s.value(0);
  const rank = shapeOf(value).length;
  const side = (k: 0 | 1) => range(0, rank).map((d) => pairs[2 * (d - 1) + k] ?? 0);
  const [before, after] = [side(0), side(1)];
  if ([...before, ...after].some((p) => p !== 0)) {
    const padded = shapeOf(value).map((d, i) => d + before[i] + after[i]);
    const attributes = [ints('before', before), ints('after', after)];
    // The micro runtime pads with the stored integer 0, also where that does not mean zero.
    if (isQuantized(value)) attributes.push(i64('value', 0));
    [value] = s.emit('pad', [value], attributes, [typeOf(value).withShape(padded)]);
  }
  const [batch, ...rest] = shapeOf(value);
  const sizes = blocks.map((b, d) => rest[d] / b);
  if (sizes.some((d) => !Number.isInteger(d))) {
    s.fail(`its blocks ${blocks} do not divide ${rest.slice(0, spatial)}`);
  }
  const cut = reshaped(s, value, [
    batch,
    ...blocks.flatMap((b, d) => [sizes[d], b]),
    ...rest.slice(spatial),
  ]);
  const perm = [
    ...blocks.map((_, d) => 2 + 2 * d),
    0,
    ...blocks.map((_, d) => 1 + 2 * d),
    ...range(1 + 2 * spatial, shapeOf(cut).length),
  ];
  return [reshaped(s, permuted(s, cut, perm), s.type().shape)];
};

/** The way back: batches become the pixels of each phase, then the border is cut off. */
const batchToSpace: Row<'BATCH_TO_SPACE_ND'> = (s) => {
  const { blocks, pairs, count } = blocksOf(s);
  const spatial = blocks.length;
  const value = s.value(0);
  const [batch, ...rest] = shapeOf(value);
  if (batch % count !== 0) s.fail(`its ${batch} batches are no ${count} phases`);
  const cut = reshaped(s, value, [...blocks, batch / count, ...rest]);
  const perm = [
    spatial,
    ...blocks.flatMap((_, d) => [spatial + 1 + d, d]),
    ...range(2 * spatial + 1, spatial + 1 + rest.length),
  ];
  const whole = [batch / count, ...rest.map((d, i) => d * (blocks[i] ?? 1))];
  const turned = reshaped(s, permuted(s, cut, perm), whole);
  if (pairs.every((p) => p === 0)) return [turned];
  const begin = whole.map((_, d) => pairs[2 * (d - 1)] ?? 0);
  const { shape } = s.type();
  const attributes = [
    ints('begin', begin),
    ints('size', shape),
    ints(
      'stride',
      shape.map(() => 1),
    ),
  ];
  return s.emit('slice', [turned], attributes, resultTypes(s));
};

const gather: Row<'GATHER'> = (s, { options: o }) => {
  const rank = s.input(0).shape.length;
  const batch = o.batchDims < 0 ? o.batchDims + s.input(1).shape.length : o.batchDims;
  return single(
    s,
    'gather',
    [0, 1],
    [i64('axis', axisOf(s, o.axis, rank)), i64('batch_dims', batch)],
  );
};

/** EMBEDDING_LOOKUP: rows of a table; one of stored integers for a float result is made floats. */
const embeddingLookup: Row<'EMBEDDING_LOOKUP'> = (s) => {
  let table = s.value(1);
  if (isQuantized(table) && !quantOf(s.type())) {
    const float = typeOf(table).withElementType(s.type().elementType);
    [table] = s.emit('qnn.dequantize', [table], [], [float]);
  }
  return s.emit('gather', [table, s.value(0)], [i64('axis', 0)], resultTypes(s));
};

/** FILL: the value everywhere. */
const fill: Row<'FILL'> = (s) => single(s, 'broadcast_to', [1]);

/** SHAPE, RANK and BROADCAST_ARGS are known when the model is imported. */
const shape = (s: Source) => [s.constant(s.type(), s.input(0).shape)];
const rank = (s: Source) => [s.constant(s.type(), [s.input(0).shape.length])];
const broadcastArgs = (s: Source) => {
  const [a, b] = [s.constantInts(0), s.constantInts(1)];
  const length = Math.max(a.length, b.length);
  const sizes = range(0, length).map((i) => {
    const [x, y] = [a[a.length - length + i] ?? 1, b[b.length - length + i] ?? 1];
    if (x !== y && x !== 1 && y !== 1) s.fail(`the shapes [${a}] and [${b}] do not broadcast`);
    return x === 1 ? y : x;
  });
  return [s.constant(s.type(), sizes)];
};

/** RANGE of constants. */
const sequence = (s: Source) => {
  const [start, , delta] = [0, 1, 2].map((i) => constantNumber(s, i));
  const values = range(0, s.type().elementCount).map((i) => start + i * delta);
  return [s.constant(s.type(), values)];
};

const oneHot: Row<'ONE_HOT'> = (s, { options: o }) => {
  const values = [3, 2].map((i) => reshaped(s, s.value(i), [1]));
  const type = typeOf(values[0]).withShape([2]);
  const [pair] = s.emit('concat', values, [i64('axis', 0)], [type]);
  const { shape } = s.type();
  const axis = axisOf(s, o.axis, shape.length);
  const attributes = [i64('axis', axis), i64('depth', shape[axis])];
  return s.emit('one_hot', [s.value(0), pair], attributes, resultTypes(s));
};

/** SCATTER_ND: updates into zeros. */
const scatterNd: Row<'SCATTER_ND'> = (s) => {
  const type = s.type();
  const zeros = s.constant(
    type,
    range(0, type.elementCount).map(() => 0),
  );
  const attributes = [text('reduction', 'add')];
  return s.emit('scatter_nd', [zeros, s.value(0), s.value(1)], attributes, [type]);
};

export const movement: Rows = {
  BATCH_TO_SPACE_ND: batchToSpace,
  BROADCAST_ARGS: broadcastArgs,
  BROADCAST_TO: (s) => single(s, 'broadcast_to', [0]),
  CONCATENATION: concatenation,
  DEPTH_TO_SPACE: (s, { options: o }) => single(s, 'depth_to_space', [0], blockOf(s, o.blockSize)),
  EMBEDDING_LOOKUP: embeddingLookup,
  EXPAND_DIMS: reshape,
  FILL: fill,
  GATHER: gather,
  GATHER_ND: (s) => single(s, 'gather_nd', [0, 1]),
  MIRROR_PAD: mirrorPad,
  ONE_HOT: oneHot,
  PACK: pack,
  PAD: pad,
  PADV2: pad,
  RANGE: sequence,
  RANK: rank,
  RESHAPE: reshape,
  REVERSE_SEQUENCE: (s, { options: o }) =>
    single(
      s,
      'reverse_sequence',
      [0, 1],
      [i64('batch_axis', o.batchDim), i64('time_axis', o.seqDim)],
    ),
  REVERSE_V2: (s) =>
    single(s, 'reverse', [0], [ints('axes', axesOf(s, 1, s.input(0).shape.length))]),
  SCATTER_ND: scatterNd,
  SHAPE: shape,
  SLICE: slice,
  SPACE_TO_BATCH_ND: spaceToBatch,
  SPACE_TO_DEPTH: (s, { options: o }) => single(s, 'space_to_depth', [0], blockOf(s, o.blockSize)),
  SPLIT: splitEqually,
  SPLIT_V: splitBySizes,
  SQUEEZE: reshape,
  STRIDED_SLICE: stridedSlice,
  TILE: (s) => single(s, 'tile', [0], [ints('repeats', s.constantInts(1))]),
  TRANSPOSE: transpose,
  UNPACK: unpack,
};
