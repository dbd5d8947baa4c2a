/**
 * Puts a quantization into a float graph: every tensor goes through `quantize` and `dequantize`, and
 * weights are stored integers behind a `dequantize`. The graph computes what the quantized one will,
 * but for the roundings inside its operators; `nn-to-qnn` makes integers of it.
 */
import { constantValue, floatElements } from '../dialects/common/index.js';
import { UniformQuantizedType } from '../dialects/quant/index.js';
import {
  BlockArgument,
  type Context,
  DenseElementsAttr,
  FloatType,
  IntegerType,
  OpBuilder,
  type Operation,
  type RankedTensorType,
  type Value,
} from '../ir/index.js';
import { parametersFor, type ValueRange } from './parameters.js';
import { applyPlan, type LayerPrecision, type PrecisionPlan } from './plan.js';
import { type CalibrationTable, QuantizationError } from './table.js';
import { computations, isFloatTensor, keepsScale, TiedTensors, tensorNames } from './tensors.js';
import { type Granularity, type QuantizedWeights, quantizeWeights } from './weights.js';

export interface AnnotateOptions {
  readonly table: CalibrationTable;
  readonly plan: PrecisionPlan;
  readonly granularity: Granularity;
  readonly powerOfTwo?: boolean;
  /** Weights that something better than rounding chose, by the operation they belong to. */
  readonly weights?: ReadonlyMap<Operation, QuantizedWeights>;
  /** Operators that have a quantized form. */
  isQuantizable(op: Operation): boolean;
}

const FLOAT = FloatType.get('f32');

/** Output channels' dimension of the weights of each operator that multiplies and adds. */
const WEIGHT_AXIS: Readonly<Record<string, number>> = {
  'nn.conv2d': 0,
  'nn.conv_transpose2d': 0,
  'nn.depthwise_conv2d': 3,
  'nn.fully_connected': 0,
};

/** The dimension of output channels in operand 1 of an operation with weights. */
export function weightAxis(op: Operation): number | undefined {
  return WEIGHT_AXIS[op.name];
}

/** Results whose range follows from the function, as the integer kernels have it. */
const FIXED: Readonly<Record<string, { readonly scale: number; readonly zeroPoint: number }>> = {
  'nn.log_softmax': { scale: 16 / 256, zeroPoint: 127 },
  'nn.sigmoid': { scale: 1 / 256, zeroPoint: -128 },
  'nn.softmax': { scale: 1 / 256, zeroPoint: -128 },
  'nn.tanh': { scale: 1 / 128, zeroPoint: 0 },
};

/** The same for 16 bits. */
const FIXED16 = { scale: 1 / 32768, zeroPoint: 0 };

/** The storage of activations of so many bits. */
function activationType(
  range: ValueRange,
  bits: number,
  powerOfTwo: boolean,
): UniformQuantizedType {
  const { scale, zeroPoint } = parametersFor(range, { bits, isSymmetric: bits > 8, powerOfTwo });
  return perTensor(bits, scale, zeroPoint);
}

function perTensor(bits: number, scale: number, zeroPoint: number): UniformQuantizedType {
  const half = 2 ** (bits - 1);
  const storage = IntegerType.get(bits > 8 ? 16 : 8);
  const range = { storage, min: -half, max: half - 1 };
  return UniformQuantizedType.get(range, FLOAT, [scale], [zeroPoint], undefined);
}

/** Quantizes the function in place. Throws QuantizationError. */
export function annotate(context: Context, fn: Operation, options: AnnotateOptions): void {
  new Annotator(context, fn, options).run();
}

/** What a quantization makes of a float function, before it is put in. */
export interface Assignment {
  /** Operators that become integers. */
  readonly layers: ReadonlyMap<Operation, LayerPrecision>;
  /** Each tensor that is quantized. */
  readonly tensors: ReadonlyMap<Value, QuantizedTensor>;
}

export interface QuantizedTensor {
  readonly type: UniformQuantizedType;
  /** Tensors of one group share their scale. */
  readonly group: Value;
  /** The scale follows from the function that made it. */
  readonly isFixed: boolean;
  /** Users that work in other bits, and what it is rescaled to for them. */
  readonly rescaled: ReadonlyMap<Operation, UniformQuantizedType>;
}

/** What `annotate` would do. Throws QuantizationError. */
export function assign(context: Context, fn: Operation, options: AnnotateOptions): Assignment {
  return new Annotator(context, fn, options).assignment();
}

class Annotator {
  private readonly fn: Operation;
  private readonly options: AnnotateOptions;
  private readonly builder: OpBuilder;
  private readonly names: Map<Value, string>;
  private readonly tied: TiedTensors;
  private readonly precision: Map<Operation, LayerPrecision>;
  private readonly quantized: Operation[];
  private readonly quantizedOps: ReadonlySet<Operation>;
  /** Bits and range of each group of tied tensors. */
  private readonly groups = new Map<Value, { bits: number; range: ValueRange }>();

  constructor(context: Context, fn: Operation, options: AnnotateOptions) {
    this.fn = fn;
    this.options = options;
    this.builder = new OpBuilder(context);
    this.names = tensorNames(fn);
    this.tied = new TiedTensors(fn);
    this.precision = applyPlan(options.plan, fn);
    this.quantized = computations(fn).filter((op) => this.isQuantized(op));
    this.quantizedOps = new Set(this.quantized);
  }

  private isQuantized(op: Operation): boolean {
    const { weights, activations } = this.precision.get(op)!;
    return weights !== 32 && activations !== 32 && this.options.isQuantizable(op);
  }

  run(): void {
    this.gatherGroups();
    for (const op of this.quantized) this.quantizeConstants(op);
    for (const value of this.touched()) this.passThrough(value);
  }

  assignment(): Assignment {
    this.gatherGroups();
    const tensors = [...this.touched()].map((v) => [v, this.quantizedTensor(v)] as const);
    const layers = this.quantized.map((op) => [op, this.precision.get(op)!] as const);
    return { layers: new Map(layers), tensors: new Map(tensors) };
  }

  private quantizedTensor(value: Value): QuantizedTensor {
    const type = this.typeOf(value);
    const group = this.tied.of(value);
    const { bits } = this.groups.get(group)!;
    const rescaled = new Map<Operation, UniformQuantizedType>();
    for (const { owner } of value.uses()) {
      const wanted = this.typeFor(value, owner);
      if (wanted !== type) rescaled.set(owner, wanted);
    }
    return { type, group, isFixed: this.fixedIn(value, bits) !== undefined, rescaled };
  }

  /** Each tensor that a quantized operator takes or gives, once. */
  private touched(): Set<Value> {
    const touched = new Set<Value>();
    for (const op of this.quantized) {
      for (const value of [...op.operands, ...op.results]) {
        if (this.names.has(value)) touched.add(value);
      }
    }
    return touched;
  }

  /** Bits that an operation works in: those of its group, where it only moves elements. */
  private bitsOf(op: Operation): number {
    const group = keepsScale(op) ? this.groups.get(this.tied.of(op.result())) : undefined;
    return group?.bits ?? this.precision.get(op)!.activations;
  }

  private rangeOf(value: Value): ValueRange {
    const name = this.names.get(value)!;
    const range = this.options.table.tensors[name];
    if (!range) {
      throw new QuantizationError(
        `the calibration table has no range for the tensor '${name}'; make it anew for this model`,
      );
    }
    return range;
  }

  private gatherGroups(): void {
    const add = (value: Value, bits: number) => {
      if (!this.names.has(value)) return;
      const root = this.tied.of(value);
      const { min, max } = this.rangeOf(value);
      const known = this.groups.get(root);
      this.groups.set(
        root,
        known
          ? {
              bits: Math.max(known.bits, bits),
              range: { min: Math.min(known.range.min, min), max: Math.max(known.range.max, max) },
            }
          : { bits, range: { min, max } },
      );
    };
    for (const op of this.quantized) {
      const bits = this.precision.get(op)!.activations;
      for (const value of op.operands) {
        const made = value.definingOp;
        add(value, made && this.precision.has(made) ? this.precision.get(made)!.activations : bits);
      }
      for (const value of op.results) add(value, bits);
    }
  }

  private typeOf(value: Value): UniformQuantizedType {
    return this.typeIn(value, this.groups.get(this.tied.of(value))!.bits);
  }

  /** How a tensor is stored in so many bits. */
  private typeIn(value: Value, bits: number): UniformQuantizedType {
    const { range } = this.groups.get(this.tied.of(value))!;
    const fixed = this.fixedIn(value, bits);
    // A function that fixes its scale has no form of fewer than eight bits.
    if (fixed) return perTensor(Math.max(bits, 8), fixed.scale, fixed.zeroPoint);
    return activationType(range, bits, this.options.powerOfTwo === true);
  }

  /** The scale that the function of a tensor fixes. */
  private fixedIn(value: Value, bits: number) {
    const fixed = value.definingOp && FIXED[value.definingOp.name];
    if (!fixed || this.tied.of(value) !== value) return undefined;
    return bits > 8 ? FIXED16 : fixed;
  }

  /** How a user reads a tensor. */
  private typeFor(value: Value, owner: Operation): UniformQuantizedType {
    return this.quantizedOps.has(owner)
      ? this.typeIn(value, this.bitsOf(owner))
      : this.typeOf(value);
  }

  /** value -> dequantize(quantize(value)) for all its users; those of other bits have it rescaled. */
  private passThrough(value: Value): void {
    const { builder } = this;
    const own = this.typeOf(value);
    const { definingOp } = value;
    if (definingOp) builder.setAfter(definingOp);
    else builder.setToStart(this.fn.region().front);
    const type = value.type as RankedTensorType;
    const loc = value instanceof BlockArgument ? value.loc : definingOp!.loc;
    const uses = [...value.uses()];
    const stored = builder.create('qnn.quantize', {
      operands: [value],
      resultTypes: [type.withElementType(own)],
      loc,
    });
    const real = builder.create('qnn.dequantize', {
      operands: [stored.result()],
      resultTypes: [type],
      loc,
    });
    const rescaled = new Map<UniformQuantizedType, Value>([[own, real.result()]]);
    for (const use of uses) {
      const wanted = this.typeFor(value, use.owner);
      const known = rescaled.get(wanted);
      const used = known ?? this.rescale(real.result(), wanted);
      if (!known) rescaled.set(wanted, used);
      use.set(used);
    }
  }

  /** The same number in another storage, behind what made it. */
  private rescale(real: Value, element: UniformQuantizedType): Value {
    const { builder } = this;
    const { loc } = real.definingOp!;
    const type = real.type as RankedTensorType;
    const stored = builder.create('qnn.quantize', {
      operands: [real],
      resultTypes: [type.withElementType(element)],
      loc,
    });
    const made = builder.create('qnn.dequantize', {
      operands: [stored.result()],
      resultTypes: [type],
      loc,
    });
    return made.result();
  }

  /** Constant operands become stored integers; a bias waits until its scale is known. */
  private quantizeConstants(op: Operation): void {
    const axis = weightAxis(op);
    op.operands.forEach((value, i) => {
      const constant = constantValue(value);
      if (!constant || !isFloatTensor(value)) return;
      const { shape } = value.type as RankedTensorType;
      const data = floatElements(constant);
      if (axis === undefined) this.replaceConstant(op, i, ...this.plainConstant(op, data));
      else if (i === 1) {
        const { weights: bits } = this.precision.get(op)!;
        const { granularity, powerOfTwo, weights } = this.options;
        const { type, values } =
          weights?.get(op) ?? quantizeWeights(data, shape, axis, bits, granularity, powerOfTwo);
        this.replaceConstant(op, i, type, values);
      }
    });
  }

  /** Of an element-wise operator: as an activation of the same range. */
  private plainConstant(
    op: Operation,
    data: Float32Array,
  ): [UniformQuantizedType, Int8Array | Int16Array] {
    const bits = this.bitsOf(op);
    const range = { min: 0, max: 0 };
    for (const x of data) {
      range.min = Math.min(range.min, x);
      range.max = Math.max(range.max, x);
    }
    const type = activationType(range, bits, this.options.powerOfTwo === true);
    const { min, max } = type.range;
    const values = bits > 8 ? new Int16Array(data.length) : new Int8Array(data.length);
    data.forEach((x, i) => {
      const q = Math.round(x / type.scale) + type.zeroPoint;
      values[i] = Math.min(Math.max(q, min), max);
    });
    return [type, values];
  }

  private replaceConstant(
    op: Operation,
    operand: number,
    type: UniformQuantizedType,
    values: Int8Array | Int16Array,
  ): void {
    const { builder } = this;
    const value = op.operand(operand);
    const tensor = value.type as RankedTensorType;
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    builder.setBefore(op);
    const stored = builder.create('qnn.constant', {
      attributes: [
        {
          name: 'value',
          value: DenseElementsAttr.get(tensor.withElementType(type.storage), bytes),
        },
      ],
      resultTypes: [tensor.withElementType(type)],
      loc: value.definingOp!.loc,
    });
    const real = builder.create('qnn.dequantize', {
      operands: [stored.result()],
      resultTypes: [tensor],
      loc: value.definingOp!.loc,
    });
    op.setOperand(operand, real.result());
  }
}
