/** The native helpers that rules.pdll and fuse.pdll name. */

import {
  arrayAttr,
  constantValue,
  elementsBytes,
  floatAttr,
  intAttr,
  isElements,
  shapeOf,
  stringAttr,
} from '../../dialects/common/index.js';
import { UniformQuantizedType } from '../../dialects/quant/index.js';
import {
  type Attribute,
  DenseArrayAttr,
  DenseElementsAttr,
  DictionaryAttr,
  IntegerAttr,
  IntegerType,
  type Operation,
  RankedTensorType,
  StringAttr,
  type Value,
} from '../../ir/index.js';
import {
  abs,
  activationRange,
  applyTable,
  eluF32,
  type FusedActivation,
  hardSwish,
  INT8_RANGE,
  leakyRelu,
  logistic,
  type OutputStage,
  prepareAdd,
  prepareConv,
  prepareFullyConnected,
  prepareHardSwish,
  prepareLeakyRelu,
  prepareMean,
  prepareMul,
  prepareRelu,
  prepareRelu6,
  prepareRequantize,
  prepareSigmoid,
  prepareSoftmax,
  type Quantization,
  reducedCount,
  relu,
  relu6,
  rescale,
  rsqrt,
  softmaxExpTable,
  tanh,
  throughFloat,
  unaryTable,
} from '../../kernels/index.js';
import type { NativeRegistry, PatternRewriter } from '../../rewrite/index.js';
import { formatLimits, type TargetSpec } from '../../target/index.js';
import { quantOf, whyNotOnNpu } from './support.js';

const ACTIVATIONS: Readonly<Record<string, FusedActivation>> = {
  none: 'NONE',
  relu: 'RELU',
  relu6: 'RELU6',
  relu_n1_to_1: 'RELU_N1_TO_1',
};

function quantization(value: Value): Quantization {
  const type = quantOf(value)!;
  return { scale: type.scale, zeroPoint: type.zeroPoint };
}

function activation(op: Operation): FusedActivation {
  return op.attr('activation') ? ACTIVATIONS[stringAttr(op, 'activation')] : 'NONE';
}

const i64 = (value: number): Attribute => IntegerAttr.i64(value);

/** The output stage of qnn's arithmetic, one entry a channel or one for all. */
function stageOf(op: Operation): OutputStage {
  const filter = quantOf(op.operand(1))!;
  const [input, output] = [quantization(op.operand(0)), quantization(op.result())];
  return op.name === 'qnn.fully_connected' && !filter.isPerAxis
    ? prepareFullyConnected(input.scale, filter.scale, output, activation(op))
    : prepareConv(input.scale, filter.scales, output, activation(op));
}

function clampOf(op: Operation) {
  return activationRange(activation(op), quantization(op.result()));
}

function tableAttr(values: Int8Array | Int32Array): Attribute {
  const width = 8 * values.BYTES_PER_ELEMENT;
  const type = RankedTensorType.get([values.length], IntegerType.get(width));
  return DenseElementsAttr.get(
    type,
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  );
}

/** Every unary operation of int8 as a function of the stored value. */
function unaryOf(op: Operation): (q: number) => number {
  const [input, output] = [quantization(op.operand(0)), quantization(op.result())];
  switch (op.name) {
    case 'qnn.relu':
      return relu(prepareRelu(input, output));
    case 'qnn.relu6':
      return relu6(prepareRelu6(input));
    case 'qnn.abs':
      return abs(input, output, INT8_RANGE);
    case 'qnn.elu':
      return throughFloat(eluF32, input, output, INT8_RANGE);
    case 'qnn.hard_swish':
      return hardSwish(prepareHardSwish(input, output));
    case 'qnn.leaky_relu':
      return leakyRelu(prepareLeakyRelu(input, output, floatAttr(op, 'alpha')));
    case 'qnn.rsqrt':
      return rsqrt(input, output, INT8_RANGE);
    case 'qnn.sigmoid':
      return logistic(prepareSigmoid(input));
    case 'qnn.tanh':
      return tanh(prepareSigmoid(input));
    default:
      return rescale(prepareRequantize(input, output));
  }
}

function int8s(attr: Attribute): Int8Array {
  if (!isElements(attr)) throw new Error('a table is an elements attribute');
  const bytes = elementsBytes(attr);
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Whether the host can be asked to run an operation. */
function isOperator(op: Operation): boolean {
  const { dialect } = op.def;
  return (
    (dialect === 'qnn' || dialect === 'nn') &&
    !op.hasTrait('ConstantLike') &&
    op.regions.length === 0
  );
}

/** Helpers of rules.pdll; the target is the module's. */
export function loweringNatives(target: TargetSpec): NativeRegistry {
  return {
    constraints: {
      IsOperator: (_, op: Operation) =>
        isOperator(op) ||
        (op.regions.length > 0
          ? 'control flow runs in the interpreter, and is not compiled'
          : 'it is no operator of qnn or nn'),
      OneChannel: (_, op: Operation) =>
        shapeOf(op.operand(0)).at(-1) === 1 && constantValue(op.operand(1)) !== undefined,
      OnNpu: (_, op: Operation) => whyNotOnNpu(op, target) ?? true,
    },
    rewrites: {
      AddParameters: (_, op: Operation) => {
        const p = prepareAdd(
          quantization(op.operand(0)),
          quantization(op.operand(1)),
          quantization(op.result()),
          activation(op),
        );
        return [
          p.input1.multiplier,
          p.input1.shift,
          p.input2.multiplier,
          p.input2.shift,
          p.leftShift,
          p.output.multiplier,
          p.output.shift,
        ].map(i64);
      },
      Attributes: (_, op: Operation) => DictionaryAttr.get(op.attributes),
      ClampMax: (_, op: Operation) => i64(clampOf(op).max),
      ClampMin: (_, op: Operation) => i64(clampOf(op).min),
      ExpTable: (_, op: Operation) =>
        tableAttr(
          softmaxExpTable(prepareSoftmax(quantization(op.operand(0)).scale, floatAttr(op, 'beta'))),
        ),
      FilterPerOutput: ({ rewriter }, op: Operation) => filterPerOutput(rewriter, op),
      InputZero: (_, op: Operation) => i64(quantization(op.operand(0)).zeroPoint),
      BorderValue: (_, op: Operation) =>
        op.attr('value') ?? i64(quantization(op.result()).zeroPoint),
      KernelName: (_, op: Operation) => StringAttr.get(op.name.replace(/^qnn\./, '')),
      MeanParameters: (_, op: Operation) => {
        const count = reducedCount(shapeOf(op.operand(0)), arrayAttr(op, 'axes'));
        const p = prepareMean(quantization(op.operand(0)), quantization(op.result()), count);
        return [i64(p.multiplier), i64(p.shift)];
      },
      MulParameters: (_, op: Operation) => {
        const p = prepareMul(
          quantization(op.operand(0)),
          quantization(op.operand(1)),
          quantization(op.result()),
          activation(op),
        );
        return [i64(p.multiplier), i64(p.shift)];
      },
      Multipliers: (_, op: Operation) => DenseArrayAttr.i32([...stageOf(op).multipliers]),
      OutputZero: (_, op: Operation) => i64(quantization(op.result()).zeroPoint),
      SecondZero: (_, op: Operation) => i64(quantization(op.operand(1)).zeroPoint),
      Shifts: (_, op: Operation) => DenseArrayAttr.i32([...stageOf(op).shifts]),
      UnaryTable: (_, op: Operation) => tableAttr(unaryTable(unaryOf(op))),
      WhyHost: (_, op: Operation) => StringAttr.get(whyNotOnNpu(op, target) ?? 'the NPU runs it'),
    },
  };
}

/** 1HWO to OHW1: the bytes transposed, the type's axis moved with them. */
function filterPerOutput(rewriter: PatternRewriter, op: Operation): Value {
  const filter = op.operand(1);
  const [, kh, kw, channels] = shapeOf(filter);
  const source = elementsBytes(constantValue(filter)!);
  const taps = kh * kw;
  const bytes = new Uint8Array(source.length);
  for (let o = 0; o < channels; o++) {
    for (let k = 0; k < taps; k++) bytes[o * taps + k] = source[k * channels + o];
  }
  const shape = [channels, kh, kw, 1];
  const quant = quantOf(filter)!;
  const { range, expressed, scales, zeroPoints } = quant;
  const element = quant.isPerAxis
    ? UniformQuantizedType.get(range, expressed, scales, zeroPoints, 0)
    : quant;
  const type = RankedTensorType.get(shape, element);
  const value = DenseElementsAttr.get(RankedTensorType.get(shape, quant.storage), bytes);
  return rewriter
    .create('npu.constant', {
      attributes: [{ name: 'value', value }],
      resultTypes: [type],
      loc: filter.definingOp!.loc,
    })
    .result();
}

/** Helpers of fuse.pdll. */
export const fuseNatives: NativeRegistry = {
  constraints: {
    HasOneUse: (_, value: Value) => value.hasOneUse || 'its result has other uses',
    NoTable: (_, mac: Operation) =>
      mac.attr('lut') === undefined || 'the output stage has a table already',
    PadsPicture: (_, pad: Operation, mac: Operation) => {
      const [before, after] = [arrayAttr(pad, 'before'), arrayAttr(pad, 'after')];
      if (before.length !== 4) return 'the padded tensor is no picture';
      if ([0, 3].some((d) => before[d] !== 0 || after[d] !== 0))
        return 'it pads the batch or the channels';
      if (intAttr(pad, 'value') !== intAttr(mac, 'ifm_zp')) return 'the border is not zero';
      const most = formatLimits().pad;
      return summed(pad, mac).every((p) => p <= most) || `the padding exceeds ${most}`;
    },
  },
  rewrites: {
    Compose: (_, a: Attribute, b: Attribute) => {
      const out = new Int8Array(256);
      applyTable(int8s(b), int8s(a), out);
      return tableAttr(out);
    },
    SumPadding: (_, pad: Operation, mac: Operation) => DenseArrayAttr.i64(summed(pad, mac)),
  },
};

/** Padding of both: top, left, bottom, right. */
function summed(pad: Operation, mac: Operation): number[] {
  const [before, after] = [arrayAttr(pad, 'before'), arrayAttr(pad, 'after')];
  const [top, left, bottom, right] = arrayAttr(mac, 'padding');
  return [top + before[1], left + before[2], bottom + after[1], right + after[2]];
}
