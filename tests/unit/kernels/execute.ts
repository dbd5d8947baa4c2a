// A small executor over a read .tflite model for the kernel tests: prepare and run each operator in
// order, no memory planning. Only the operators that kernels/ has.

import type {
  TfliteModel,
  TfliteOperator,
  TfliteSubgraph,
  TfliteTensor,
} from '../../../frontend/tflite/reader.js';
import * as k from '../../../kernels/index.js';

type Data = Int8Array | Uint8Array | Int16Array | Int32Array | Float32Array;

export const SUPPORTED = new Set([
  'ADD',
  'AVERAGE_POOL_2D',
  'CONCATENATION',
  'CONV_2D',
  'DEPTHWISE_CONV_2D',
  'DEQUANTIZE',
  'EXPAND_DIMS',
  'FULLY_CONNECTED',
  'HARD_SWISH',
  'LEAKY_RELU',
  'LOGISTIC',
  'MAXIMUM',
  'MAX_POOL_2D',
  'MEAN',
  'MINIMUM',
  'MUL',
  'PAD',
  'PADV2',
  'QUANTIZE',
  'RELU',
  'RELU6',
  'RESHAPE',
  'SOFTMAX',
  'SQUEEZE',
  'SUB',
  'SUM',
  'TANH',
  'TRANSPOSE',
]);

const ARRAYS = {
  INT8: Int8Array,
  UINT8: Uint8Array,
  INT16: Int16Array,
  INT32: Int32Array,
  FLOAT32: Float32Array,
} as const;

const RANGES: Record<string, k.Range> = {
  INT8: k.INT8_RANGE,
  UINT8: k.UINT8_RANGE,
  INT16: k.INT16_RANGE,
  INT32: k.INT32_RANGE,
};

/** Typed copy of a tensor's bytes (which are not aligned in the file). */
export function typed(tensor: TfliteTensor, bytes: Uint8Array): Data {
  const array = ARRAYS[tensor.type as keyof typeof ARRAYS];
  if (!array) throw new Error(`no array for ${tensor.type}`);
  return new array(new Uint8Array(bytes).buffer);
}

function quantization(t: TfliteTensor): k.Quantization {
  return { scale: t.quantization?.scales[0] ?? 0, zeroPoint: t.quantization?.zeroPoints[0] ?? 0 };
}

/** True where the operator's tensors have the types that the kernels implement. */
export function isSupported(op: TfliteOperator, graph: TfliteSubgraph): boolean {
  if (!SUPPORTED.has(op.opcode)) return false;
  const types = op.inputs.filter((i) => i >= 0).map((i) => graph.tensors[i].type);
  if (op.opcode === 'QUANTIZE' || op.opcode === 'DEQUANTIZE') return true;
  return types[0] === 'INT8' || types[0] === 'FLOAT32';
}

/** Runs subgraph 0; calls `onOutput` for every operator output in execution order. */
export function execute(
  model: TfliteModel,
  inputs: readonly Uint8Array[],
  onOutput?: (data: Data, op: TfliteOperator) => void,
): Data[] {
  const graph = model.subgraphs[0];
  const values: (Data | undefined)[] = graph.tensors.map((t) => t.buffer && typed(t, t.buffer));
  graph.inputs.forEach((t, i) => {
    values[t] = typed(graph.tensors[t], inputs[i]);
  });
  for (const op of graph.operators) {
    const result = run(op, graph, values);
    for (const o of op.outputs) {
      values[o] = result;
      onOutput?.(result, op);
    }
  }
  return graph.outputs.map((t) => values[t]!);
}

function run(op: TfliteOperator, graph: TfliteSubgraph, values: (Data | undefined)[]): Data {
  const tensor = (i: number): TfliteTensor => graph.tensors[op.inputs[i]];
  const value = (i: number): Data => values[op.inputs[i]]!;
  const optional = (i: number): Data | undefined =>
    op.inputs[i] === undefined || op.inputs[i] < 0 ? undefined : values[op.inputs[i]];
  const out = graph.tensors[op.outputs[0]];
  const x = tensor(0);
  const ofm = new ARRAYS[out.type as keyof typeof ARRAYS](k.elementCount(out.shape));
  const isFloat = x.type === 'FLOAT32';
  const i8 = (i: number): Int8Array => value(i) as Int8Array;
  const f32 = (i: number): Float32Array => value(i) as Float32Array;
  const o8 = ofm as Int8Array;
  const oF = ofm as Float32Array;
  const qx = quantization(x);
  const qo = quantization(out);

  switch (op.opcode) {
    case 'CONV_2D':
    case 'DEPTHWISE_CONV_2D': {
      const { options } = op;
      const filter = tensor(1);
      const activation = options.activation as k.FusedActivation;
      const [filterHeight, filterWidth] = filter.shape.slice(1, 3);
      const { padding, strideY, strideX, dilationY, dilationX } = {
        padding: options.padding,
        strideY: options.strideH,
        strideX: options.strideW,
        dilationY: options.dilationH,
        dilationX: options.dilationW,
      };
      const [batches, ifmHeight, ifmWidth, ifmChannels] = x.shape;
      const [, ofmHeight, ofmWidth, ofmChannels] = out.shape;
      const shape: k.Conv2dShape = {
        batches,
        ifmHeight,
        ifmWidth,
        ifmChannels,
        ofmHeight,
        ofmWidth,
        ofmChannels,
        filterHeight,
        filterWidth,
        strideY,
        strideX,
        dilationY,
        dilationX,
        padTop: k.spatialPadding(padding, ifmHeight, filterHeight, strideY, dilationY).before,
        padLeft: k.spatialPadding(padding, ifmWidth, filterWidth, strideX, dilationX).before,
      };
      const depthMultiplier = ofmChannels / ifmChannels;
      if (isFloat) {
        const range = k.activationRangeF32(activation);
        const bias = optional(2) as Float32Array | undefined;
        if (op.opcode === 'CONV_2D') {
          const groups = ifmChannels / filter.shape[3];
          k.conv2dF32({ ...shape, groups }, range, f32(0), f32(1), bias, oF);
        } else {
          k.depthwiseConv2dF32({ ...shape, depthMultiplier }, range, f32(0), f32(1), bias, oF);
        }
        return ofm;
      }
      const stage = k.prepareConv(qx.scale, filter.quantization!.scales, qo, activation);
      const bias = optional(2) as Int32Array | undefined;
      const ifmZeroPoint = qx.zeroPoint;
      if (op.opcode === 'CONV_2D') {
        const groups = ifmChannels / filter.shape[3];
        k.conv2d({ ...shape, ifmZeroPoint, groups }, stage, i8(0), i8(1), bias, o8);
      } else {
        const p = { ...shape, ifmZeroPoint, depthMultiplier };
        k.depthwiseConv2d(p, stage, i8(0), i8(1), bias, o8);
      }
      return ofm;
    }
    case 'FULLY_CONNECTED': {
      const filter = tensor(1);
      const [outputs, inputs] = filter.shape;
      const p = { batches: k.elementCount(x.shape) / inputs, inputs, outputs };
      const activation = op.options.activation as k.FusedActivation;
      if (isFloat) {
        const bias = optional(2) as Float32Array | undefined;
        k.fullyConnectedF32(p, k.activationRangeF32(activation), f32(0), f32(1), bias, oF);
        return ofm;
      }
      const q = filter.quantization!;
      const stage =
        q.scales.length > 1
          ? k.prepareConv(qx.scale, q.scales, qo, activation)
          : k.prepareFullyConnected(qx.scale, q.scales[0], qo, activation);
      const zeroPoints = { ifmZeroPoint: qx.zeroPoint, filterZeroPoint: q.zeroPoints[0] };
      const bias = optional(2) as Int32Array | undefined;
      k.fullyConnected({ ...p, ...zeroPoints }, stage, i8(0), i8(1), bias, o8);
      return ofm;
    }
    case 'ADD':
    case 'SUB':
    case 'MUL': {
      const activation = op.options.activation as k.FusedActivation;
      const shapes = { shapeA: x.shape, shapeB: tensor(1).shape };
      if (isFloat) {
        const fn = { ADD: k.addF32, SUB: k.subF32, MUL: k.mulF32 }[op.opcode];
        fn({ a: f32(0), b: f32(1), ...shapes }, oF, k.activationRangeF32(activation));
        return ofm;
      }
      const operands = { a: i8(0), b: i8(1), ...shapes };
      const qy = quantization(tensor(1));
      if (op.opcode === 'ADD') k.add(k.prepareAdd(qx, qy, qo, activation), operands, o8);
      else if (op.opcode === 'SUB') k.sub(k.prepareSub(qx, qy, qo, activation), operands, o8);
      else k.mul(k.prepareMul(qx, qy, qo, activation), operands, o8);
      return ofm;
    }
    case 'MAXIMUM':
    case 'MINIMUM': {
      const fn = op.opcode === 'MAXIMUM' ? k.maximum : k.minimum;
      fn({ a: value(0), b: value(1), shapeA: x.shape, shapeB: tensor(1).shape }, ofm);
      return ofm;
    }
    case 'AVERAGE_POOL_2D':
    case 'MAX_POOL_2D': {
      const { padding, strideH, strideW, filterHeight, filterWidth, activation: a } = op.options;
      const activation = a as k.FusedActivation;
      const [batches, ifmHeight, ifmWidth, ifmChannels] = x.shape;
      const [, ofmHeight, ofmWidth] = out.shape;
      const p: k.Pool2dShape = {
        batches,
        ifmHeight,
        ifmWidth,
        ifmChannels,
        ofmHeight,
        ofmWidth,
        filterHeight,
        filterWidth,
        strideY: strideH,
        strideX: strideW,
        padTop: k.spatialPadding(padding, ifmHeight, filterHeight, strideH).before,
        padLeft: k.spatialPadding(padding, ifmWidth, filterWidth, strideW).before,
      };
      const isMax = op.opcode === 'MAX_POOL_2D';
      if (isFloat) {
        const pool = isMax ? k.maxPool2dF32 : k.averagePool2dF32;
        pool(p, k.activationRangeF32(activation), f32(0), oF);
      } else {
        const pool = isMax ? k.maxPool2d : k.averagePool2d;
        pool(p, k.activationRange(activation, qo), i8(0), o8);
      }
      return ofm;
    }
    case 'MEAN':
    case 'SUM': {
      const axes = Array.from(value(1));
      if (isFloat) {
        (op.opcode === 'MEAN' ? k.meanF32 : k.sumF32)(x.shape, axes, f32(0), oF);
      } else {
        const p =
          op.opcode === 'MEAN'
            ? k.prepareMean(qx, qo, k.reducedCount(x.shape, axes))
            : k.prepareSum(qx, qo);
        k.sum(p, x.shape, axes, i8(0), o8);
      }
      return ofm;
    }
    case 'SOFTMAX': {
      const depth = x.shape.at(-1)!;
      if (isFloat) k.softmaxF32(op.options.beta, depth, f32(0), oF);
      else k.softmax(k.prepareSoftmax(qx.scale, op.options.beta), depth, i8(0), o8);
      return ofm;
    }
    case 'LOGISTIC':
      if (isFloat) k.logisticF32(f32(0), oF);
      else k.applyUnary(k.logistic(k.prepareSigmoid(qx)), i8(0), o8);
      return ofm;
    case 'TANH':
      if (isFloat) k.tanhF32(f32(0), oF);
      else k.applyUnary(k.tanh(k.prepareSigmoid(qx)), i8(0), o8);
      return ofm;
    case 'HARD_SWISH':
      if (isFloat) k.hardSwishF32(f32(0), oF);
      else k.applyUnary(k.hardSwish(k.prepareHardSwish(qx, qo)), i8(0), o8);
      return ofm;
    case 'RELU':
      if (isFloat) k.reluF32(f32(0), oF);
      else k.applyUnary(k.relu(k.prepareRelu(qx, qo)), i8(0), o8);
      return ofm;
    case 'RELU6':
      if (isFloat) k.relu6F32(f32(0), oF);
      else k.applyUnary(k.relu6(k.prepareRelu6(qx)), i8(0), o8);
      return ofm;
    case 'LEAKY_RELU':
      if (isFloat) k.leakyReluF32(op.options.alpha, f32(0), oF);
      else k.applyUnary(k.leakyRelu(k.prepareLeakyRelu(qx, qo, op.options.alpha)), i8(0), o8);
      return ofm;
    case 'PAD':
    case 'PADV2': {
      const flat = value(1);
      const amounts = x.shape.map((_, d): k.PadAmount => [flat[2 * d], flat[2 * d + 1]]);
      const fill = optional(2)?.[0] ?? (isFloat ? 0 : qo.zeroPoint);
      k.pad<k.TensorArray>(x.shape, amounts, fill, value(0), ofm);
      return ofm;
    }
    case 'TRANSPOSE':
      k.transpose<k.TensorArray>(x.shape, Array.from(value(1)), value(0), ofm);
      return ofm;
    case 'CONCATENATION': {
      const shapes = op.inputs.map((i) => graph.tensors[i].shape);
      const { axis } = op.options;
      const from = op.inputs.map((i) => values[i]! as k.TensorArray);
      k.concatenation(shapes, axis < 0 ? axis + x.shape.length : axis, from, ofm);
      return ofm;
    }
    case 'QUANTIZE':
      if (isFloat) k.quantizeF32(qo, f32(0), ofm as Int8Array, RANGES[out.type]);
      else k.requantize(k.prepareRequantize(qx, qo, RANGES[out.type]), value(0), ofm as Int8Array);
      return ofm;
    case 'DEQUANTIZE':
      k.dequantize(qx, value(0), oF);
      return ofm;
    case 'RESHAPE':
    case 'SQUEEZE':
    case 'EXPAND_DIMS':
      ofm.set(value(0));
      return ofm;
    default:
      throw new Error(`the test executor has no ${op.opcode}`);
  }
}
