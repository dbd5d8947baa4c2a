import {
  ArrayAttr,
  type Attribute,
  DenseArrayAttr,
  DenseElementsAttr,
  FloatAttr,
  FloatType,
  IntegerAttr,
  type IntegerType,
  type NamedAttribute,
  type Operation,
  RankedTensorType,
  StringAttr,
  type Type,
  type Value,
} from '../../ir/index.js';
import type { GraphBuilder } from './graph-builder.js';
import { type SourceOperator, Unsupported } from './report.js';
import { F32, f32Weights, transposedWeights, type Weights } from './weights.js';

/** Attributes as front ends write them: a number is an i64, numbers are an array of i64. */
export type Attributes = Readonly<
  Record<
    string,
    number | string | boolean | readonly number[] | readonly string[] | Attribute | undefined
  >
>;

export const f32 = (value: number): FloatAttr => FloatAttr.f32(value);
export const f64 = (value: number): FloatAttr => FloatAttr.f64(value);

/** Strides, dilations and explicit paddings (top, left, bottom, right) of a window over NHWC. */
export interface WindowParts {
  readonly stride?: readonly number[];
  readonly dilation?: readonly number[];
  readonly padding?: readonly number[];
}

/** The channels-first view of a picture in NHWC, and back. */
export const TO_NCHW = [0, 3, 1, 2] as const;
export const TO_NHWC = [0, 2, 3, 1] as const;

export const shapeOfValue = (v: Value): readonly number[] => (v.type as RankedTensorType).shape;
export const elementOf = (v: Value): Type => (v.type as RankedTensorType).elementType;

/**
 * Operators of nn, made by name. Transposes that undo each other are not made: a channels-first
 * source can ask for pictures in NHWC around each operator and pays for it at the borders only.
 */
export class Net {
  readonly graph: GraphBuilder;

  constructor(graph: GraphBuilder) {
    this.graph = graph;
  }

  /**
   * Builds what one source operator becomes: the operations that make its results have its name, the
   * others are marked as parts. A result that is only seen in another order keeps its maker's name too.
   */
  build<T extends Value | readonly Value[]>(source: SourceOperator, run: () => T): T {
    this.graph.at(source);
    const since = this.graph.last;
    const made = run();
    const makers = new Set<Operation | undefined>();
    for (const v of Array.isArray(made) ? (made as readonly Value[]) : [made as Value]) {
      makers.add(v.definingOp);
      if (v.definingOp?.name === 'nn.transpose') makers.add(v.definingOp.operand(0).definingOp);
    }
    for (let op = this.graph.last; op && op !== since; op = op.prev) {
      if (!makers.has(op) && !op.hasTrait('ConstantLike')) this.graph.markPart(op);
    }
    return made;
  }

  /** An operation of nn with all its results; without types they are inferred. */
  operation(
    name: string,
    operands: readonly Value[],
    attributes: Attributes = {},
    types: readonly (RankedTensorType | undefined)[] = [],
  ): Operation {
    return this.graph.op(`nn.${name}`, operands, {
      attributes: namedAttributes(attributes),
      types,
    });
  }

  /** The first result of an operation of nn. */
  op(
    name: string,
    operands: readonly Value[],
    attributes: Attributes = {},
    type?: RankedTensorType,
  ): Value {
    return this.operation(name, operands, attributes, type ? [type] : []).result(0);
  }

  weights(name: string, w: Weights): Value {
    return this.graph.constant(name, w.type, w.bytes);
  }

  /** A constant of one number, of the element type of `like`. */
  scalar(value: number, like: Type = F32): Value {
    const type = RankedTensorType.get([], like);
    const attr =
      'kind' in like
        ? DenseElementsAttr.get(type, floatBytes(value, like))
        : DenseElementsAttr.get(type, integerBytes(value, like as IntegerType));
    return this.graph.value('nn.constant', [], {
      attributes: [{ name: 'value', value: attr }],
      types: [type],
    });
  }

  vector(name: string, values: ArrayLike<number>): Value {
    return this.weights(name, f32Weights([values.length], values));
  }

  reshape(v: Value, shape: readonly number[]): Value {
    const from = shapeOfValue(v);
    if (from.length === shape.length && from.every((d, i) => d === shape[i])) return v;
    const count = from.reduce((n, d) => n * d, 1);
    if (count !== shape.reduce((n, d) => n * d, 1)) {
      throw new Unsupported(`[${from.join(', ')}] cannot be reshaped to [${shape.join(', ')}]`);
    }
    return this.op('reshape', [v], {}, RankedTensorType.get(shape, elementOf(v)));
  }

  /** Dimension i of the result is dimension perm[i] of `v`. */
  transpose(v: Value, perm: readonly number[]): Value {
    const shape = shapeOfValue(v);
    if (perm.every((p, i) => p === i)) return v;
    const producer = v.definingOp;
    if (producer?.name === 'nn.transpose') {
      const before = (producer.attr('perm') as DenseArrayAttr).numbers;
      return this.transpose(
        producer.operand(0),
        perm.map((p) => before[p]),
      );
    }
    // Without elements that change places it is a reshape, which costs nothing.
    const moved = perm.filter((p) => shape[p] !== 1);
    if (moved.every((p, i) => i === 0 || p > moved[i - 1])) {
      return this.reshape(
        v,
        perm.map((p) => shape[p]),
      );
    }
    return this.op('transpose', [v], { perm });
  }

  toNhwc(v: Value): Value {
    return this.transpose(v, TO_NHWC);
  }
  toNchw(v: Value): Value {
    return this.transpose(v, TO_NCHW);
  }

  /**
   * An operator that works element by element on operands of one shape. Where all of them are
   * transposed alike it is done before, so that the transposes can meet.
   */
  elementwise(
    name: string,
    operands: readonly Value[],
    attributes: Attributes = {},
    result?: Type,
  ): Value {
    const perm = this.commonPerm(operands);
    const type = (v: Value) => result && RankedTensorType.get(shapeOfValue(v), result);
    if (!perm)
      return this.op(
        name,
        operands,
        attributes,
        operands.length === 1 ? type(operands[0]) : undefined,
      );
    const inner = operands.map((v) => (isScalar(v) ? v : v.definingOp!.operand(0)));
    const made = this.op(name, inner, attributes, inner.length === 1 ? type(inner[0]) : undefined);
    return this.transpose(made, perm);
  }

  private commonPerm(operands: readonly Value[]): readonly number[] | undefined {
    const tensors = operands.filter((v) => !isScalar(v));
    const perms = tensors.map((v) => {
      const op = v.definingOp;
      return op?.name === 'nn.transpose' ? (op.attr('perm') as DenseArrayAttr).numbers : undefined;
    });
    const [first] = perms;
    return first && perms.every((p) => p?.join() === first.join()) ? first : undefined;
  }

  concat(values: readonly Value[], axis: number): Value {
    if (values.length === 1) return values[0];
    const perm = this.commonPerm(values);
    if (!perm) return this.op('concat', values, { axis });
    const inner = values.map((v) => v.definingOp!.operand(0));
    return this.transpose(this.op('concat', inner, { axis: perm[axis] }), perm);
  }

  slice(
    v: Value,
    begin: readonly number[],
    size: readonly number[],
    stride: readonly number[] = begin.map(() => 1),
  ): Value {
    const shape = shapeOfValue(v);
    const isAll = shape.every((d, i) => begin[i] === 0 && size[i] === d && stride[i] === 1);
    if (isAll) return v;
    const producer = v.definingOp;
    if (producer?.name === 'nn.transpose') {
      const perm = (producer.attr('perm') as DenseArrayAttr).numbers;
      const back = (list: readonly number[]) => perm.map((_, i) => list[perm.indexOf(i)]);
      const inner = this.slice(producer.operand(0), back(begin), back(size), back(stride));
      return this.transpose(inner, perm);
    }
    return this.op('slice', [v], { begin, size, stride });
  }

  pad(
    v: Value,
    before: readonly number[],
    after: readonly number[],
    attributes: Attributes = {},
  ): Value {
    if ([...before, ...after].every((n) => n === 0)) return v;
    const producer = v.definingOp;
    if (producer?.name === 'nn.transpose') {
      const perm = (producer.attr('perm') as DenseArrayAttr).numbers;
      const back = (list: readonly number[]) => perm.map((_, i) => list[perm.indexOf(i)]);
      return this.transpose(
        this.pad(producer.operand(0), back(before), back(after), attributes),
        perm,
      );
    }
    return this.op('pad', [v], { before, after, ...attributes });
  }

  /** Reduces over `axes`; the result keeps them as ones with `keep`. */
  reduce(name: string, v: Value, axes: readonly number[], keep: boolean): Value {
    const producer = v.definingOp;
    if (keep && producer?.name === 'nn.transpose') {
      const perm = (producer.attr('perm') as DenseArrayAttr).numbers;
      return this.transpose(
        this.reduce(
          name,
          producer.operand(0),
          axes.map((a) => perm[a]),
          true,
        ),
        perm,
      );
    }
    const shape = shapeOfValue(v);
    const to = keep
      ? shape.map((d, i) => (axes.includes(i) ? 1 : d))
      : shape.filter((_, i) => !axes.includes(i));
    return this.op(name, [v], { axes }, RankedTensorType.get(to, elementOf(v)));
  }

  /**
   * Convolution of an NHWC picture. `filter` has the weights as O, H, W, I/groups; one input channel a
   * group becomes a depthwise convolution.
   */
  conv2d(
    ifm: Value,
    name: string,
    filter: Weights,
    bias: Weights | undefined,
    parts: WindowParts & { activation?: string } = {},
  ): Value {
    const channels = shapeOfValue(ifm)[3];
    const [o, , , i] = filter.type.shape;
    const isDepthwise = i === 1 && channels > 1 && o % channels === 0;
    const made = isDepthwise ? transposedWeights(filter, [3, 1, 2, 0]) : filter;
    const operands = [ifm, this.weights(name, made)];
    if (bias) operands.push(this.weights(`${name}_bias`, bias));
    return this.op(isDepthwise ? 'depthwise_conv2d' : 'conv2d', operands, { ...parts });
  }

  /** A product with weights O x K, on rows of K elements. */
  fullyConnected(
    ifm: Value,
    name: string,
    filter: Weights,
    bias: Weights | undefined,
    activation?: string,
  ): Value {
    const operands = [ifm, this.weights(name, filter)];
    if (bias) operands.push(this.weights(`${name}_bias`, bias));
    return this.op('fully_connected', operands, { activation });
  }
}

const isScalar = (v: Value) => shapeOfValue(v).length === 0;

export function namedAttributes(attributes: Attributes): NamedAttribute[] {
  return Object.entries(attributes).flatMap(([name, v]) =>
    v === undefined ? [] : [{ name, value: attributeOf(v) }],
  );
}

function attributeOf(v: Exclude<Attributes[string], undefined>): Attribute {
  if (typeof v === 'number') return IntegerAttr.i64(v);
  if (typeof v === 'string') return StringAttr.get(v);
  if (typeof v === 'boolean') return IntegerAttr.bool(v);
  if (!Array.isArray(v)) return v as Attribute;
  if (v.length > 0 && typeof v[0] === 'string') {
    return ArrayAttr.get((v as readonly string[]).map((s) => StringAttr.get(s)));
  }
  return DenseArrayAttr.i64(v as readonly number[]);
}

function integerBytes(value: number, type: IntegerType): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(type.width / 8));
  let rest = BigInt(Math.trunc(value));
  for (let i = 0; i < bytes.length; i++, rest >>= 8n) bytes[i] = Number(rest & 255n);
  return bytes;
}

function floatBytes(value: number, type: Type): Uint8Array {
  const width = (type as unknown as { width: number }).width;
  if (width === 64) return new Uint8Array(Float64Array.of(value).buffer);
  if (width === 32) return new Uint8Array(Float32Array.of(value).buffer);
  throw new Unsupported(`a constant of ${type} is not supported`);
}

/** Paddings (top, left, bottom, right) that give ceil(size / stride) results, the odd one behind. */
export function samePadding(
  size: readonly number[],
  kernel: readonly number[],
  stride: readonly number[],
  dilation: readonly number[] = [1, 1],
): number[] {
  const total = size.map((s, d) =>
    Math.max(0, (Math.ceil(s / stride[d]) - 1) * stride[d] + (kernel[d] - 1) * dilation[d] + 1 - s),
  );
  return [...total.map((t) => t >> 1), ...total.map((t) => t - (t >> 1))];
}

/**
 * Paddings behind grown where the last window, counted with ceil, reaches beyond; a window that would
 * start in the padding behind is not counted.
 */
export function ceilPadding(
  size: readonly number[],
  kernel: readonly number[],
  stride: readonly number[],
  padding: readonly number[],
  mayStartOutside = false,
): number[] {
  const rank = size.length;
  const grown = [...padding];
  size.forEach((s, d) => {
    const span = s + padding[d] + padding[rank + d] - kernel[d];
    let count = Math.ceil(span / stride[d]) + 1;
    if (!mayStartOutside && (count - 1) * stride[d] >= s + padding[d]) count--;
    grown[rank + d] = Math.max(0, (count - 1) * stride[d] + kernel[d] - s - padding[d]);
  });
  return grown;
}

export const f64Array = (values: readonly number[]): Attribute =>
  DenseArrayAttr.get(FloatType.get('f64'), values);
