/**
 * Operators between dequantize and quantize become those of qnn. Written in TypeScript and not as
 * rules: parameters are brought into the operator's order and quantized by the interpreter's kernels.
 */
import {
  arrayAttr,
  constantValue,
  type Elements,
  elementsBytes,
  floatAttr,
  stringAttr,
} from '../../dialects/common/index.js';
import { UniformQuantizedType } from '../../dialects/quant/index.js';
import { foldQdqPass } from '../../generated/lowering-passes.js';
import {
  type Context,
  DenseElementsAttr,
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
const I32 = IntegerType.get(32);
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

class QdqFolder {
  private readonly builder: OpBuilder;
  private readonly context: Context;

  constructor(context: Context) {
    this.context = context;
    this.builder = new OpBuilder(context);
  }

  /** Folds the operator before a quantize; false where it is none that can be. */
  fold(root: Operation): boolean {
    const maker = root.operand(0).definingOp;
    const kind = maker?.def.dialect === 'nn' ? KINDS[maker.name.slice(3)] : undefined;
    const target = typeOf(root.result());
    if (!maker || kind === undefined || !isPlain(maker) || !maker.result().hasOneUse) return false;
    this.builder.setBefore(root).loc = maker.loc;
    const operands = kind === 'mac' ? this.macOperands(maker) : this.sources(maker);
    if (!operands) return false;
    const made = this.make(maker, kind, operands, target);
    if (!made) return false;
    root.result().replaceAllUsesWith(made);
    root.erase();
    this.eraseUnused(maker);
    return true;
  }

  private sources(maker: Operation): Value[] | undefined {
    const found = maker.operands.map((v) => this.source(v));
    return found.every((v) => v) ? (found as Value[]) : undefined;
  }

  /** The quantized value that a float is made of, moved as the float is. */
  private source(value: Value): Value | undefined {
    const op = value.definingOp;
    if (op?.name === 'qnn.dequantize') return op.operand(0);
    if (op?.name !== 'nn.transpose' && op?.name !== 'nn.reshape') return undefined;
    const inner = this.source(op.operand(0));
    const element = inner && quantOf(inner.type);
    if (!element || element.isPerAxis) return undefined;
    return this.create(op, [inner!], typeOf(value).withElementType(element));
  }

  private make(
    maker: Operation,
    kind: Kind,
    operands: readonly Value[],
    target: RankedTensorType,
  ): Value | undefined {
    if (kind === 'mac' || kind === 'rescaled') return this.create(maker, operands, target);
    if (kind === 'moved') {
      const element = operands.length > 1 ? target.elementType : typeOf(operands[0]).elementType;
      const same = operands.map((v) => this.as(v, typeOf(v).withElementType(element)));
      const made = this.create(maker, same, target.withElementType(element));
      return made && this.as(made, target);
    }
    const made = this.create(maker, operands, target.withElementType(kind));
    return made && this.as(made, target);
  }

  /** A value in another quantized type. */
  private as(value: Value, type: RankedTensorType): Value {
    if (value.type === type) return value;
    return this.builder.create('qnn.quantize', { operands: [value], resultTypes: [type] }).result();
  }

  /** The operator of qnn; undefined where its verifier does not take it. */
  private create(
    maker: Operation,
    operands: readonly Value[],
    type: RankedTensorType,
  ): Value | undefined {
    const name = `qnn.${maker.name.slice(3)}`;
    const known = new Set(this.context.op(name).spec?.attributes.map((a) => a.name));
    const attributes = maker.attributes.filter((a) => known.has(a.name));
    const made = this.builder.create(name, { operands, attributes, resultTypes: [type] });
    let isSound = true;
    made.def.hooks.verify?.(made, () => {
      isSound = false;
    });
    if (isSound) return made.result();
    made.erase();
    return undefined;
  }

  /** Input, filter and bias, the parameters as constants of qnn. */
  private macOperands(maker: Operation): Value[] | undefined {
    const [x, w, b] = maker.operands;
    const input = this.source(x);
    const filter = this.constant(w);
    const inputType = input && quantOf(input.type);
    const filterType = filter && quantOf(filter.type);
    if (!input || !filter || !inputType || !filterType) return undefined;
    const operands = [input, this.emit(filter, w)];
    if (!b) return operands;
    const bias = constantValue(b);
    if (bias?.type.elementType.toString() !== 'f32') return undefined;
    const bytes = elementsBytes(bias);
    const reals = new Float32Array(bytes.slice().buffer);
    const { scales } = filterType;
    const integers = Int32Array.from(reals, (r, c) =>
      Math.round(r / (inputType.scale * (scales[c] ?? scales[0]))),
    );
    const type = typeOf(b).withElementType(I32);
    const stored = DenseElementsAttr.get(type, new Uint8Array(integers.buffer));
    return [...operands, this.emit({ type, stored }, b)];
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

  /** An operator whose result is not used any more, and what only it used. */
  private eraseUnused(op: Operation): void {
    if (op.results.some((r) => r.hasUses)) return;
    const makers = new Set(op.operands.flatMap((v) => (v.definingOp ? [v.definingOp] : [])));
    op.erase();
    for (const maker of makers) this.eraseUnused(maker);
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

export const foldQdq: Pass = {
  ...foldQdqPass,
  run(root, pass) {
    const folder = new QdqFolder(pass.context);
    const quantizes: Operation[] = [];
    root.walk((op) => {
      if (op.name === 'qnn.quantize') quantizes.push(op);
    });
    for (const op of quantizes) if (folder.fold(op)) pass.count('num-folded');
  },
};
