/**
 * Networks whose quantization an exporter has written as quantize and dequantize around everything:
 * what stands between is brought into the form that nn-to-qnn takes. Layout operators between a
 * parameter and its operator are done, an operator that keeps a scale gets operands and result of one
 * scale, one whose arithmetic fixes the scale gets that. Written in TypeScript and not as rules:
 * stored parameters are moved by the interpreter's kernels.
 */
import {
  arrayAttr,
  constantValue,
  type Elements,
  floatAttr,
  stringAttr,
} from '../../dialects/common/index.js';
import { UniformQuantizedType } from '../../dialects/quant/index.js';
import { normalizeQdqPass } from '../../generated/lowering-passes.js';
import {
  type Context,
  FloatType,
  type IntegerAttr,
  IntegerType,
  OpBuilder,
  type Operation,
  RankedTensorType,
  type Type,
  type Value,
} from '../../ir/index.js';
import type { Pass } from '../../pass/index.js';
import { evaluateOp } from '../evaluate.js';

const I8 = IntegerType.get(8);
const F32 = FloatType.get('f32');
const typeOf = (value: Value) => value.type as RankedTensorType;
const quantOf = (type: Type) =>
  type instanceof RankedTensorType && type.elementType instanceof UniformQuantizedType
    ? type.elementType
    : undefined;

/** How an operator of nn becomes one of qnn. */
type Kind =
  /** Convolutions and products: filter and bias are constants. */
  | 'mac'
  /** Operands and result have scales of their own. */
  | 'rescaled'
  /** The result has the scale of the operands. */
  | 'moved'
  /** The result has a scale that the arithmetic fixes. */
  | UniformQuantizedType;

const fixed = (scale: number, zeroPoint: number) =>
  UniformQuantizedType.perTensor(I8, scale, zeroPoint);

const KINDS: Readonly<Record<string, Kind>> = {
  add: 'rescaled',
  avg_pool2d: 'moved',
  concat: 'moved',
  conv2d: 'mac',
  depth_to_space: 'moved',
  depthwise_conv2d: 'mac',
  fully_connected: 'mac',
  hard_swish: 'rescaled',
  leaky_relu: 'rescaled',
  max_pool2d: 'moved',
  mean: 'rescaled',
  mul: 'rescaled',
  pad: 'moved',
  relu: 'rescaled',
  reshape: 'moved',
  sigmoid: fixed(1 / 256, -128),
  slice: 'moved',
  softmax: fixed(1 / 256, -128),
  space_to_depth: 'moved',
  sub: 'rescaled',
  tanh: fixed(1 / 128, 0),
  transpose: 'moved',
};

/** What qnn's form of an operator does not have. */
function isPlain(op: Operation): boolean {
  switch (op.name) {
    case 'nn.avg_pool2d':
    case 'nn.max_pool2d':
      return arrayAttr(op, 'dilation').every((d) => d === 1);
    case 'nn.pad':
      return stringAttr(op, 'mode') === 'constant' && floatAttr(op, 'value') === 0;
    case 'nn.softmax':
      return (
        op.attr('axis') === undefined ||
        (op.attr('axis') as IntegerAttr).number === typeOf(op.result()).shape.length - 1
      );
    default:
      return true;
  }
}

/** A constant of a quantized type: its type, and what is stored. */
interface QuantizedConstant {
  readonly type: RankedTensorType;
  readonly stored: Elements;
}

class QdqNormalizer {
  private readonly builder: OpBuilder;
  private readonly context: Context;

  constructor(context: Context) {
    this.context = context;
    this.builder = new OpBuilder(context);
  }

  /** Prepares the operator before a quantize; false where it is none that qnn has. */
  normalize(root: Operation): boolean {
    const maker = root.operand(0).definingOp;
    const kind = maker?.def.dialect === 'nn' ? KINDS[maker.name.slice(3)] : undefined;
    if (!maker || kind === undefined || !isPlain(maker) || !maker.result().hasOneUse) return false;
    this.builder.setBefore(maker).loc = maker.loc;
    return kind === 'mac' ? this.parameters(maker) : this.scales(maker, root, kind);
  }

  /** Filter and input directly behind a dequantize, in the operator's own order. */
  private parameters(maker: Operation): boolean {
    const [x, w] = maker.operands;
    const input = this.source(x);
    const filter = this.constant(w);
    if (!input || !filter) return false;
    this.read(maker, 0, input);
    if (w.definingOp!.name !== 'qnn.dequantize') this.read(maker, 1, this.emit(filter, w));
    return true;
  }

  /** Operands directly behind a dequantize; operands and result of the scales that qnn asks for. */
  private scales(maker: Operation, root: Operation, kind: Exclude<Kind, 'mac'>): boolean {
    const sources = maker.operands.map((v) => this.source(v));
    if (!sources.every((v): v is Value => v !== undefined)) return false;
    const target = typeOf(root.result());
    let made = target;
    if (kind === 'moved') {
      const element = sources.length > 1 ? target.elementType : typeOf(sources[0]).elementType;
      sources.forEach((v, i) => {
        this.read(maker, i, this.as(v, typeOf(v).withElementType(element)));
      });
      made = target.withElementType(element);
    } else {
      sources.forEach((v, i) => {
        this.read(maker, i, v);
      });
      if (kind !== 'rescaled') made = target.withElementType(kind);
    }
    if (made !== target) {
      this.builder.setAfter(maker);
      const stored = this.quantize(maker.result(), made);
      root.setOperand(0, this.dequantize(stored));
    }
    return true;
  }

  /** Makes operand i the float that a quantized value stands for. */
  private read(maker: Operation, i: number, stored: Value): void {
    const now = maker.operand(i).definingOp;
    if (now?.name === 'qnn.dequantize' && now.operand(0) === stored) return;
    maker.setOperand(i, this.dequantize(stored));
  }

  private dequantize(stored: Value): Value {
    const resultTypes = [typeOf(stored).withElementType(F32)];
    return this.builder.create('qnn.dequantize', { operands: [stored], resultTypes }).result();
  }

  private quantize(value: Value, type: RankedTensorType): Value {
    return this.builder.create('qnn.quantize', { operands: [value], resultTypes: [type] }).result();
  }

  /** A quantized value in another type. */
  private as(value: Value, type: RankedTensorType): Value {
    return value.type === type ? value : this.quantize(value, type);
  }

  /** The quantized value that a float is made of, moved as the float is. */
  private source(value: Value): Value | undefined {
    const op = value.definingOp;
    if (op?.name === 'qnn.dequantize') return op.operand(0);
    if (op?.name !== 'nn.transpose' && op?.name !== 'nn.reshape') return undefined;
    const inner = this.source(op.operand(0));
    const element = inner && quantOf(inner.type);
    if (!element || element.isPerAxis) return undefined;
    return this.builder
      .create(`qnn.${op.name.slice(3)}`, {
        operands: [inner!],
        attributes: op.attributes,
        resultTypes: [typeOf(value).withElementType(element)],
      })
      .result();
  }

  private emit({ type, stored }: QuantizedConstant, from: Value): Value {
    return this.builder
      .create('qnn.constant', {
        attributes: [{ name: 'value', value: stored }],
        resultTypes: [type],
        loc: from.definingOp!.loc,
      })
      .result();
  }

  /** A quantized constant behind operators that only rearrange it. */
  private constant(value: Value): QuantizedConstant | undefined {
    const op = value.definingOp;
    if (op?.name === 'qnn.dequantize') {
      const stored = constantValue(op.operand(0));
      return stored && { type: typeOf(op.operand(0)), stored };
    }
    if (op?.name !== 'nn.transpose' && op?.name !== 'nn.reshape') return undefined;
    const inner = this.constant(op.operand(0));
    const element = inner && quantOf(inner.type);
    if (!inner || !element) return undefined;
    const axis =
      element.axis === undefined ? undefined : movedAxis(op, inner.type.shape, element.axis);
    if (element.axis !== undefined && axis === undefined) return undefined;
    const { storage, scales, zeroPoints } = element;
    const moved =
      axis === undefined
        ? element
        : UniformQuantizedType.perAxis(storage, scales, zeroPoints, axis);
    return {
      type: typeOf(value).withElementType(moved),
      stored: this.rearranged(op, inner.stored),
    };
  }

  /** The operator's work on what is stored. */
  private rearranged(op: Operation, stored: Elements): Elements {
    const { elementType } = stored.type;
    const source = OpBuilder.before(this.context, op).create('nn.constant', {
      attributes: [{ name: 'value', value: stored }],
      resultTypes: [stored.type],
    });
    const made = OpBuilder.before(this.context, op).create(op.name, {
      operands: [source.result()],
      attributes: op.attributes,
      resultTypes: [typeOf(op.result()).withElementType(elementType)],
    });
    const [result] = evaluateOp(made, [stored]);
    made.erase();
    source.erase();
    return result;
  }
}

/** Where a dimension goes; undefined where a reshape does not keep it. */
function movedAxis(op: Operation, from: readonly number[], axis: number): number | undefined {
  if (op.name === 'nn.transpose') return arrayAttr(op, 'perm').indexOf(axis);
  const before = (shape: readonly number[], at: number) =>
    shape.slice(0, at).reduce((n, d) => n * d, 1);
  const to = typeOf(op.result()).shape;
  const found = to.findIndex((d, i) => d === from[axis] && before(to, i) === before(from, axis));
  return found < 0 ? undefined : found;
}

export const normalizeQdq: Pass = {
  ...normalizeQdqPass,
  run(root, pass) {
    const normalizer = new QdqNormalizer(pass.context);
    const quantizes: Operation[] = [];
    root.walk((op) => {
      if (op.name === 'qnn.quantize') quantizes.push(op);
    });
    for (const op of quantizes) if (normalizer.normalize(op)) pass.count('num-normalized');
  },
};
