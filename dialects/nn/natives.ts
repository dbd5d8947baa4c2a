/** The functions that canonicalize.pdll names. */
import {
  DenseArrayAttr,
  DenseElementsAttr,
  elementBytes,
  FloatType,
  floatBits,
  type NamedAttribute,
  type Operation,
  type RankedTensorType,
  StringAttr,
  type Value,
} from '../../ir/index.js';
import type { NativeRegistry, PatternRewriter, RewriteContext } from '../../rewrite/index.js';
import { arrayAttr, floatAttr, stringAttr } from '../common/index.js';
import { sinkablePerm, sinkTranspose } from './sink-transpose.js';

const typeOf = (value: Value) => value.type as RankedTensorType;
const shapeOf = (value: Value) => typeOf(value).shape;
const isConstant = (value: Value | undefined) =>
  value?.definingOp?.hasTrait('ConstantLike') === true;
const isAll = (list: readonly number[], value: number) => list.every((v) => v === value);

/** Whether an operator with these attributes gives its operand back. */
function isNeutral(op: Operation): boolean {
  switch (op.name) {
    case 'nn.transpose':
      return arrayAttr(op, 'perm').every((d, i) => d === i);
    case 'nn.pad':
      return isAll(arrayAttr(op, 'before'), 0) && isAll(arrayAttr(op, 'after'), 0);
    case 'nn.tile':
      return isAll(arrayAttr(op, 'repeats'), 1);
    case 'nn.slice':
      return (
        op.result().type === op.operand(0).type &&
        typeOf(op.result()).hasStaticShape &&
        isAll(arrayAttr(op, 'begin'), 0) &&
        isAll(arrayAttr(op, 'stride'), 1)
      );
    default:
      return false;
  }
}

function movesOnesOnly(transpose: Operation): boolean {
  const shape = shapeOf(transpose.operand(0));
  const moved = arrayAttr(transpose, 'perm').filter((d) => shape[d] !== 1);
  return moved.every((d, i) => i === 0 || moved[i - 1] < d);
}

/** The fused activation that clamps as an operator does. */
function activationOf(clamp: Operation): string | undefined {
  if (clamp.name === 'nn.relu') return 'relu';
  if (clamp.name === 'nn.relu6') return 'relu6';
  const [min, max] = [floatAttr(clamp, 'min'), floatAttr(clamp, 'max')];
  if (min === 0 && max === 6) return 'relu6';
  if (min === 0 && max === Number.POSITIVE_INFINITY) return 'relu';
  return min === -1 && max === 1 ? 'relu_n1_to_1' : undefined;
}

const hasNoActivation = (op: Operation): boolean =>
  op.attr('activation') !== undefined && stringAttr(op, 'activation') === 'none';

const isUsedOnce = (op: Operation) => op.numResults === 1 && op.result().hasOneUse;

/** Where the output channels stand in the filter of an operator. */
const FILTER_CHANNELS: Readonly<Record<string, 'first' | 'last'>> = {
  'nn.conv2d': 'first',
  'nn.conv3d': 'first',
  'nn.conv_transpose2d': 'first',
  'nn.conv_transpose3d': 'first',
  'nn.depthwise_conv2d': 'last',
  'nn.fully_connected': 'first',
};

/** A convolution or matrix product of floats that parameters can be put into. */
function takesParameters(maker: Operation): boolean {
  return (
    maker.name in FILTER_CHANNELS &&
    isUsedOnce(maker) &&
    hasNoActivation(maker) &&
    typeOf(maker.result()).elementType instanceof FloatType &&
    isConstant(maker.operand(1)) &&
    (maker.numOperands < 3 || isConstant(maker.operand(2)))
  );
}

const channelsOf = (maker: Operation) => shapeOf(maker.result()).at(-1)!;

/** One constant for each output channel, or one for all. */
function isPerChannel(maker: Operation, c: Value): boolean {
  const shape = shapeOf(c);
  const count = typeOf(c).elementCount;
  const isLast = count === channelsOf(maker) && (shape.at(-1) ?? 1) === count;
  return isConstant(c) && shape.length <= shapeOf(maker.result()).length && (count === 1 || isLast);
}

/** Attributes with some replaced. */
function changed(
  op: Operation,
  names: Readonly<Record<string, NamedAttribute['value']>>,
): NamedAttribute[] {
  return op.attributes.map(({ name, value }) => ({ name, value: names[name] ?? value }));
}

/** Builds operations on parameters, of the element type of the first operand. */
class Parameters {
  private readonly b: PatternRewriter;

  constructor(b: PatternRewriter) {
    this.b = b;
  }

  op(name: string, operands: readonly Value[], shape = shapeOf(operands[0])): Value {
    const resultTypes = [typeOf(operands[0]).withShape(shape)];
    return this.b.create(name, { operands, resultTypes }).result();
  }

  reshape(value: Value, shape: readonly number[]): Value {
    return typeOf(value).withShape(shape) === value.type
      ? value
      : this.op('nn.reshape', [value], shape);
  }

  transpose(value: Value, perm: readonly number[]): Value {
    const shape = perm.map((d) => shapeOf(value)[d]);
    const attributes = [{ name: 'perm', value: DenseArrayAttr.i64(perm) }];
    return this.b
      .create('nn.transpose', {
        operands: [value],
        attributes,
        resultTypes: [typeOf(value).withShape(shape)],
      })
      .result();
  }

  /** One element a channel. */
  perChannel(value: Value, channels: number): Value {
    if (typeOf(value).elementCount === channels) return this.reshape(value, [channels]);
    return this.op('nn.broadcast_to', [this.reshape(value, [1])], [channels]);
  }

  /** A scalar constant of the type of a value. */
  scalar(number: number, like: Value): Value {
    const type = typeOf(like).withShape([]);
    const { bits } = floatBits(number, (type.elementType as FloatType).kind);
    const bytes = new Uint8Array(elementBytes(type.elementType));
    for (let i = 0; i < bytes.length; i++) bytes[i] = Number((bits >> BigInt(8 * i)) & 0xffn);
    const attributes = [{ name: 'value', value: DenseElementsAttr.get(type, bytes) }];
    return this.b.create('nn.constant', { attributes, resultTypes: [type] }).result();
  }

  /** The filter times a factor a channel. */
  scaled(maker: Operation, factor: Value): Value {
    const filter = maker.operand(1);
    const rank = shapeOf(filter).length;
    const channels = channelsOf(maker);
    const shape = new Array<number>(rank).fill(1);
    shape[FILTER_CHANNELS[maker.name] === 'first' ? 0 : rank - 1] = channels;
    return this.op('nn.mul', [filter, this.reshape(factor, shape)]);
  }

  /** The operator with other parameters, and the attributes of `root` that clamp. */
  remade(maker: Operation, filter: Value, bias: Value | undefined, root: Operation): Value {
    const activation = root.attr('activation') ?? StringAttr.get('none');
    const operands = [maker.operand(0), filter, ...(bias ? [bias] : [])];
    const attributes = changed(maker, { activation });
    return this.b
      .create(maker.name, { operands, attributes, resultTypes: root.resultTypes })
      .result();
  }
}

function withBias(
  { rewriter }: RewriteContext,
  maker: Operation,
  c: Value,
  root: Operation,
): Value {
  const p = new Parameters(rewriter);
  const added = p.perChannel(c, channelsOf(maker));
  const bias = maker.numOperands > 2 ? p.op('nn.add', [maker.operand(2), added]) : added;
  return p.remade(maker, maker.operand(1), bias, root);
}

function withScale(
  { rewriter }: RewriteContext,
  maker: Operation,
  c: Value,
  root: Operation,
): Value {
  const p = new Parameters(rewriter);
  const factor = p.perChannel(c, channelsOf(maker));
  const bias = maker.numOperands > 2 ? p.op('nn.mul', [maker.operand(2), factor]) : undefined;
  return p.remade(maker, p.scaled(maker, factor), bias, root);
}

function withBatchNorm({ rewriter }: RewriteContext, norm: Operation, maker: Operation): Value {
  const p = new Parameters(rewriter);
  const [, scale, offset, mean, variance] = norm.operands;
  const spread = p.op('nn.sqrt', [
    p.op('nn.add', [variance, p.scalar(floatAttr(norm, 'epsilon'), variance)]),
  ]);
  const factor = p.op('nn.div', [scale, spread]);
  const centred =
    maker.numOperands > 2 ? p.op('nn.sub', [maker.operand(2), mean]) : p.op('nn.neg', [mean]);
  const bias = p.op('nn.add', [p.op('nn.mul', [centred, factor]), offset]);
  return p.remade(maker, p.scaled(maker, factor), bias, norm);
}

function withActivation({ rewriter }: RewriteContext, maker: Operation, clamp: Operation): Value {
  const attributes = changed(maker, { activation: StringAttr.get(activationOf(clamp)!) });
  return rewriter
    .create(maker.name, { operands: maker.operands, attributes, resultTypes: clamp.resultTypes })
    .result();
}

/** Zeros around height and width only. */
function padsPicture(pad: Operation): boolean {
  const [before, after] = [arrayAttr(pad, 'before'), arrayAttr(pad, 'after')];
  const outer = [before[0], after[0], before[3], after[3]];
  return (
    before.length === 4 &&
    isAll(outer, 0) &&
    [...before, ...after].every((p) => p >= 0) &&
    stringAttr(pad, 'mode') === 'constant' &&
    floatAttr(pad, 'value') === 0
  );
}

function withPadding({ rewriter }: RewriteContext, pad: Operation, root: Operation): Value {
  const more = [...arrayAttr(pad, 'before').slice(1, 3), ...arrayAttr(pad, 'after').slice(1, 3)];
  const padding = DenseArrayAttr.i64(arrayAttr(root, 'padding').map((p, i) => p + more[i]));
  const operands = [pad.operand(0), ...root.operands.slice(1)];
  const attributes = changed(root, { padding });
  return rewriter
    .create(root.name, { operands, attributes, resultTypes: root.resultTypes })
    .result();
}

function asFullyConnected(
  { rewriter }: RewriteContext,
  matmul: Operation,
  x: Value,
  w: Value,
): Value {
  const filter = new Parameters(rewriter).transpose(w, [1, 0]);
  return rewriter
    .create('nn.fully_connected', { operands: [x, filter], resultTypes: matmul.resultTypes })
    .result();
}

/** Samples stay apart: dimension 0 is neither moved nor joined with others. */
function flattensSamples(reshape: Operation, transpose: Operation, w: Value): boolean {
  const [shape, flat] = [shapeOf(transpose.result()), shapeOf(reshape.result())];
  const isFlat = flat.length === 2 && flat[0] === shape[0] && flat[1] === shapeOf(w)[1];
  return isFlat && arrayAttr(transpose, 'perm')[0] === 0 && isConstant(w);
}

function withoutTranspose(
  { rewriter }: RewriteContext,
  root: Operation,
  reshape: Operation,
  transpose: Operation,
  x: Value,
): Value {
  const p = new Parameters(rewriter);
  const w = root.operand(1);
  const perm = arrayAttr(transpose, 'perm');
  const back = perm.map((_, d) => perm.indexOf(d));
  const columns = p.reshape(w, [shapeOf(w)[0], ...shapeOf(transpose.result()).slice(1)]);
  const filter = p.reshape(p.transpose(columns, back), shapeOf(w));
  const flat = p.reshape(x, shapeOf(reshape.result()));
  return rewriter
    .create(root.name, {
      operands: [flat, filter, ...root.operands.slice(2)],
      attributes: root.attributes,
      resultTypes: root.resultTypes,
    })
    .result();
}

export const natives: NativeRegistry = {
  constraints: {
    CanSinkTranspose: (_ctx, op: Operation) => sinkablePerm(op) !== undefined,
    FlattensSamples: (_ctx, reshape: Operation, transpose: Operation, w: Value) =>
      flattensSamples(reshape, transpose, w),
    IsConstantMatrix: (_ctx, w: Value) =>
      isConstant(w) && shapeOf(w).length === 2 && typeOf(w).elementType instanceof FloatType,
    IsNeutral: (_ctx, op: Operation) => isNeutral(op),
    MovesOnesOnly: (_ctx, transpose: Operation) => movesOnesOnly(transpose),
    PadsPicture: (_ctx, pad: Operation) => padsPicture(pad),
    SameType: (_ctx, a: Value, b: Value) => a.type === b.type && typeOf(a).hasStaticShape,
    TakesActivation: (_ctx, maker: Operation, clamp: Operation) =>
      isUsedOnce(maker) && hasNoActivation(maker) && activationOf(clamp) !== undefined,
    TakesBatchNorm: (_ctx, norm: Operation, maker: Operation) =>
      takesParameters(maker) &&
      norm.operands.slice(1).every(isConstant) &&
      norm.attr('axis')?.toString() === `${shapeOf(norm.result()).length - 1} : i64`,
    TakesBias: (_ctx, maker: Operation, c: Value) =>
      takesParameters(maker) && isPerChannel(maker, c),
    TakesScale: (_ctx, maker: Operation, c: Value) =>
      takesParameters(maker) && isPerChannel(maker, c),
  },
  rewrites: {
    AsFullyConnected: asFullyConnected,
    Composed: (_ctx, a: DenseArrayAttr, b: DenseArrayAttr) =>
      DenseArrayAttr.i64(b.numbers.map((d) => a.numbers[d])),
    SinkTranspose: ({ rewriter }, op: Operation) => sinkTranspose(rewriter, op),
    WithActivation: withActivation,
    WithBatchNorm: withBatchNorm,
    WithBias: withBias,
    WithPadding: withPadding,
    WithScale: withScale,
    WithoutTranspose: withoutTranspose,
  },
};
