/**
 * Transposes moved behind the operators that they stand before. A front end of a channels-first format
 * puts one before and one after each operator on pictures; moved together, they cancel.
 */
import {
  type Attribute,
  DenseArrayAttr,
  IntegerAttr,
  type NamedAttribute,
  type Operation,
  RankedTensorType,
  type Value,
} from '../../ir/index.js';
import type { PatternRewriter } from '../../rewrite/index.js';
import { arrayAttr, intAttr, SHAPE_RULES } from '../common/index.js';
import { UniformQuantizedType } from '../quant/index.js';

type Perm = readonly number[];

/** How an operator follows the order of its operands' dimensions. */
interface Order {
  /** Which operands are permuted: all of them, or the first. */
  readonly operands: 'all' | 'first';
  /** Attributes for the operand before the transpose. */
  attributes(op: Operation, perm: Perm): NamedAttribute[];
  /** Whether the transpose may go behind. */
  allows?(op: Operation, perm: Perm): boolean;
}

const axis = (op: Operation, perm: Perm): NamedAttribute[] => {
  const rank = perm.length;
  const at = op.attr('axis') ? intAttr(op, 'axis') : rank - 1;
  return [{ name: 'axis', value: IntegerAttr.i64(perm[at]) }];
};

/** Arrays with an entry a dimension. */
const lists =
  (...names: readonly string[]) =>
  (op: Operation, perm: Perm): NamedAttribute[] =>
    names.map((name) => {
      const attr = op.attr(name) as DenseArrayAttr;
      const values = new Array<number | bigint>(perm.length);
      perm.forEach((d, i) => {
        values[d] = attr.values[i];
      });
      return { name, value: DenseArrayAttr.get(attr.elementType, values) };
    });

const axes = (op: Operation, perm: Perm): NamedAttribute[] => {
  const moved = arrayAttr(op, 'axes').map((a) => perm[a]);
  return [{ name: 'axes', value: DenseArrayAttr.i64(moved.sort((a, b) => a - b)) }];
};

const along: Order = { operands: 'first', attributes: axis };
const elementwise: Order = { operands: 'all', attributes: () => [] };
const reduction: Order = { operands: 'first', attributes: axes };

const ORDERS: Readonly<Record<string, Order>> = {
  ...Object.fromEntries(
    Object.entries(SHAPE_RULES)
      .filter(
        ([name, { rule }]) => ['C5', 'C7'].includes(rule) && !/^(reshape|broadcast_to)$/.test(name),
      )
      .map(([name]) => [name, elementwise]),
  ),
  batch_norm: along,
  concat: { operands: 'all', attributes: axis },
  cumprod: along,
  cumsum: along,
  group_norm: { ...along, allows: (_, perm) => perm[0] === 0 },
  local_response_norm: along,
  log_softmax: along,
  mean: reduction,
  pad: { operands: 'first', attributes: lists('before', 'after') },
  reduce_all: reduction,
  reduce_any: reduction,
  reduce_max: reduction,
  reduce_min: reduction,
  reduce_prod: reduction,
  reduce_sum: reduction,
  resize: {
    operands: 'first',
    attributes: lists('scales'),
    allows: (op) => (op.attr('roi') as DenseArrayAttr).values.length === 0,
  },
  slice: { operands: 'first', attributes: lists('begin', 'size', 'stride') },
  softmax: along,
  tile: { operands: 'first', attributes: lists('repeats') },
};

/** Between floats and quantized tensors transposes pass as well: a scale of the tensor has no order. */
const CONVERSIONS: ReadonlySet<string> = new Set(['qnn.quantize', 'qnn.dequantize']);

function orderOf(op: Operation): Order | undefined {
  if (op.numResults !== 1) return undefined;
  if (op.def.dialect === 'nn') return ORDERS[op.name.slice(3)];
  const isPlain = [...op.operands, op.result()].every(({ type }) => {
    const element = (type as RankedTensorType).elementType;
    return !(element instanceof UniformQuantizedType && element.isPerAxis);
  });
  return CONVERSIONS.has(op.name) && isPlain ? elementwise : undefined;
}

const TRANSPOSES: ReadonlySet<string> = new Set(['nn.transpose', 'qnn.transpose']);
const transposeOf = (type: RankedTensorType) =>
  type.elementType instanceof UniformQuantizedType ? 'qnn.transpose' : 'nn.transpose';

const typeOf = (value: Value) => value.type as RankedTensorType;

function permOf(value: Value): Perm | undefined {
  const op = value.definingOp;
  return op && TRANSPOSES.has(op.name) ? arrayAttr(op, 'perm') : undefined;
}

const isConstant = (value: Value) => value.definingOp?.hasTrait('ConstantLike') === true;

/** The order that the operands have in common; undefined where the transposes must stay. */
export function sinkablePerm(op: Operation): Perm | undefined {
  const order = orderOf(op);
  if (!order || !op.resultTypes.every((t) => t instanceof RankedTensorType && t.hasStaticShape)) {
    return undefined;
  }
  const operands = order.operands === 'all' ? op.operands : [op.operand(0)];
  const perm = operands.map(permOf).find((p) => p);
  if (!perm || order.allows?.(op, perm) === false) return undefined;
  const fits = operands.every((value) => {
    const own = permOf(value);
    if (own) return own.length === perm.length && own.every((d, i) => d === perm[i]);
    const { shape, hasStaticShape } = typeOf(value);
    const isScalar = hasStaticShape && typeOf(value).elementCount === 1;
    return (
      order !== ORDERS.concat && (isScalar || isConstant(value)) && shape.length <= perm.length
    );
  });
  return fits ? perm : undefined;
}

const inverse = (perm: Perm): number[] => {
  const out = new Array<number>(perm.length);
  perm.forEach((d, i) => {
    out[d] = i;
  });
  return out;
};

/** A constant operand in the order before the transpose. */
function unpermuted(b: PatternRewriter, value: Value, perm: Perm): Value {
  const { shape } = typeOf(value);
  if (typeOf(value).elementCount === 1 && shape.length <= 1) return value;
  const aligned = [...new Array<number>(perm.length - shape.length).fill(1), ...shape];
  const back = inverse(perm);
  const moved = back.map((d) => aligned[d]);
  const places = back.filter((d) => aligned[d] !== 1);
  const inOrder = places.every((d, i) => i === 0 || places[i - 1] < d);
  if (inOrder) return reshaped(b, value, moved);
  const wide = reshaped(b, value, aligned);
  return b
    .create('nn.transpose', {
      operands: [wide],
      attributes: [{ name: 'perm', value: DenseArrayAttr.i64(back) }],
      resultTypes: [typeOf(value).withShape(moved)],
    })
    .result();
}

function reshaped(b: PatternRewriter, value: Value, shape: readonly number[]): Value {
  const type = typeOf(value).withShape(shape);
  return type === value.type
    ? value
    : b.create('nn.reshape', { operands: [value], resultTypes: [type] }).result();
}

/** The operator on what is transposed, and the transpose behind it. */
export function sinkTranspose(b: PatternRewriter, op: Operation): Value {
  const perm = sinkablePerm(op)!;
  const order = orderOf(op)!;
  const operands = op.operands.map((value, i) => {
    if (permOf(value) && (order.operands === 'all' || i === 0)) return value.definingOp!.operand(0);
    return order.operands === 'all' ? unpermuted(b, value, perm) : value;
  });
  const changed = new Map<string, Attribute>(
    order.attributes(op, perm).map((a) => [a.name, a.value]),
  );
  const attributes = op.attributes.map(({ name, value }) => ({
    name,
    value: changed.get(name) ?? value,
  }));
  for (const [name, value] of changed) {
    if (!attributes.some((a) => a.name === name)) attributes.push({ name, value });
  }
  const result = typeOf(op.result());
  // A reduction drops dimensions: those that stay keep their order among themselves.
  const isDropped = order === reduction && result.shape.length < perm.length;
  const dropped = new Set(isDropped ? arrayAttr(op, 'axes') : []);
  const kept = perm.filter((_, i) => !dropped.has(i));
  const sorted = [...kept].sort((a, c) => a - c);
  const after = kept.map((d) => sorted.indexOf(d));
  const shape = new Array<number>(result.shape.length);
  after.forEach((d, i) => {
    shape[d] = result.shape[i];
  });
  const made = b.create(op.name, { operands, attributes, resultTypes: [result.withShape(shape)] });
  return b
    .create(transposeOf(result), {
      operands: [made.result()],
      attributes: [{ name: 'perm', value: DenseArrayAttr.i64(after) }],
      resultTypes: [result],
    })
    .result();
}
