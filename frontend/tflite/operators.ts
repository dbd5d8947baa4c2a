/**
 * The operator table of the TFLite front end: one row an operator, saying what it becomes. A row
 * gives the name without the dialect: `qnn` when the result is quantized, `nn` when it is float.
 */
import {
  DenseArrayAttr,
  FloatAttr,
  FloatType,
  type NamedAttribute,
  StringAttr,
} from '../../ir/index.js';
import type { Opcode, TfliteOperator, TfliteOperatorOf, TfliteTensor } from './index.js';

/** What a row may ask of the operator it imports. */
export interface Source {
  readonly op: TfliteOperator;
  /** Input tensor i; an absent one is an error with the operator's name. */
  input(i: number): TfliteTensor;
  has(i: number): boolean;
  output(): TfliteTensor;
  /** The constant integers of input i. */
  constantInts(i: number): readonly number[];
  /** Ends the import of this operator with a reason. */
  fail(message: string): never;
}

export interface Target {
  readonly name: string;
  /** Always of qnn, whatever the types. */
  readonly dialect?: 'qnn';
  /** Indices of the inputs that become operands. */
  readonly operands: readonly number[];
  readonly attributes: readonly NamedAttribute[];
}

type Row<K extends Opcode> = (s: Source, op: TfliteOperatorOf<K>) => Target;

const ints = (name: string, values: readonly number[]): NamedAttribute => ({
  name,
  value: DenseArrayAttr.i64(values),
});

const ACTIVATIONS: Record<string, string> = {
  NONE: 'none',
  RELU: 'relu',
  RELU6: 'relu6',
  RELU_N1_TO_1: 'relu_n1_to_1',
};

function activation(s: Source, kind: string): NamedAttribute {
  const value = ACTIVATIONS[kind];
  if (value === undefined) s.fail(`its fused activation ${kind} is not supported`);
  return { name: 'activation', value: StringAttr.get(value) };
}

interface WindowOptions {
  readonly padding: string;
  readonly strideH: number;
  readonly strideW: number;
}

/** Explicit strides and paddings of a window over NHWC input 0. */
function window(
  s: Source,
  o: WindowOptions,
  kernel: readonly number[],
  dilation: readonly number[] = [1, 1],
): NamedAttribute[] {
  const { shape } = s.input(0);
  if (shape.length !== 4)
    s.fail(`its input has ${shape.length} dimensions, expected 4 (n, h, w, c)`);
  const stride = [o.strideH, o.strideW];
  if ([...stride, ...dilation, ...kernel].some((v) => v < 1)) {
    s.fail(`kernel ${kernel}, stride ${stride} and dilation ${dilation} must be positive`);
  }
  const before: number[] = [];
  const after: number[] = [];
  for (const d of [0, 1]) {
    const reach = (kernel[d] - 1) * dilation[d] + 1;
    const size = shape[1 + d];
    // SAME: as many results as ceil(size / stride); the odd one goes behind.
    const total =
      o.padding === 'SAME'
        ? Math.max(0, (Math.ceil(size / stride[d]) - 1) * stride[d] + reach - size)
        : 0;
    before.push(total >> 1);
    after.push(total - (total >> 1));
  }
  return [ints('stride', stride), ints('padding', [...before, ...after])];
}

/** ifm, filter and the bias where there is one. */
function macOperands(s: Source): number[] {
  return s.has(2) ? [0, 1, 2] : [0, 1];
}

function filterShape(s: Source, rank: number): readonly number[] {
  const { shape } = s.input(1);
  if (shape.length !== rank) s.fail(`its filter has ${shape.length} dimensions, expected ${rank}`);
  return shape;
}

/** QUANTIZED FULLY_CONNECTED wants bias scale = input scale * filter scale (QUIRKS 16 of the reference). */
function checkBiasScale(s: Source): void {
  const scale = (i: number) => s.input(i).quantization?.scales[0];
  if (!s.has(2)) return;
  const [a, w, b] = [scale(0), scale(1), scale(2)];
  const out = s.output().quantization?.scales[0];
  if (a === undefined || w === undefined || b === undefined || out === undefined) return;
  if (Math.abs(a * w - b) / out > 0.02) {
    s.fail(`its bias scale ${b} is not the product of input and filter scale, ${a * w}`);
  }
}

const pool =
  (name: string): Row<'AVERAGE_POOL_2D' | 'MAX_POOL_2D'> =>
  (s, { options: o }) => ({
    name,
    operands: [0],
    attributes: [
      ints('kernel', [o.filterHeight, o.filterWidth]),
      ...window(s, o, [o.filterHeight, o.filterWidth]),
      activation(s, o.activation),
    ],
  });

const binary =
  (name: string): Row<'ADD' | 'MUL'> =>
  (s, { options: o }) => ({
    name,
    operands: [0, 1],
    attributes: [activation(s, o.activation)],
  });

const unary = (name: string) => (): Target => ({ name, operands: [0], attributes: [] });

function normalizedAxes(s: Source): number[] {
  const rank = s.input(0).shape.length;
  const axes = s.constantInts(1).map((a) => (a < 0 ? a + rank : a));
  if (axes.some((a) => a < 0 || a >= rank))
    s.fail(`its axes ${axes} lie outside ${rank} dimensions`);
  return [...new Set(axes)].sort((a, b) => a - b);
}

export const OPERATORS: { readonly [K in Opcode]?: Row<K> } = {
  ADD: binary('add') as Row<'ADD'>,

  AVERAGE_POOL_2D: pool('avg_pool2d') as Row<'AVERAGE_POOL_2D'>,

  CONV_2D: (s, { options: o }) => {
    const dilation = [o.dilationH, o.dilationW];
    const kernel = filterShape(s, 4).slice(1, 3);
    return {
      name: 'conv2d',
      operands: macOperands(s),
      attributes: [
        ...window(s, o, kernel, dilation),
        ints('dilation', dilation),
        activation(s, o.activation),
      ],
    };
  },

  DEPTHWISE_CONV_2D: (s, { options: o }) => {
    const dilation = [o.dilationH, o.dilationW];
    const kernel = filterShape(s, 4).slice(1, 3);
    return {
      name: 'depthwise_conv2d',
      operands: macOperands(s),
      attributes: [
        ...window(s, o, kernel, dilation),
        ints('dilation', dilation),
        activation(s, o.activation),
      ],
    };
  },

  DEQUANTIZE: () => ({ name: 'dequantize', dialect: 'qnn', operands: [0], attributes: [] }),

  FULLY_CONNECTED: (s, { options: o }) => {
    filterShape(s, 2);
    if (o.weightsFormat !== 'DEFAULT')
      s.fail(`its weights format ${o.weightsFormat} is not supported`);
    checkBiasScale(s);
    return {
      name: 'fully_connected',
      operands: macOperands(s),
      attributes: [activation(s, o.activation)],
    };
  },

  MAX_POOL_2D: pool('max_pool2d') as Row<'MAX_POOL_2D'>,

  MEAN: (s) => ({ name: 'mean', operands: [0], attributes: [ints('axes', normalizedAxes(s))] }),

  MUL: binary('mul') as Row<'MUL'>,

  PAD: (s) => {
    const amounts = s.constantInts(1);
    const rank = s.input(0).shape.length;
    if (amounts.length !== 2 * rank)
      s.fail(`its paddings have ${amounts.length} entries, expected ${2 * rank}`);
    return {
      name: 'pad',
      operands: [0],
      attributes: [
        ints(
          'before',
          amounts.filter((_, i) => i % 2 === 0),
        ),
        ints(
          'after',
          amounts.filter((_, i) => i % 2 === 1),
        ),
      ],
    };
  },

  QUANTIZE: () => ({ name: 'quantize', dialect: 'qnn', operands: [0], attributes: [] }),

  RELU: unary('relu'),

  RELU6: unary('relu6'),

  RESHAPE: unary('reshape'),

  SOFTMAX: (_, { options: o }) => ({
    name: 'softmax',
    operands: [0],
    attributes: [{ name: 'beta', value: FloatAttr.get(o.beta, FloatType.get('f32')) }],
  }),

  TRANSPOSE: (s) => ({
    name: 'transpose',
    operands: [0],
    attributes: [ints('perm', s.constantInts(1))],
  }),
};
