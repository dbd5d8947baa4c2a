/** The operator table of the TOSA front end: one row an operation of upstream's dialect (MLIR 19). */
import {
  DenseArrayAttr,
  FloatAttr,
  IntegerAttr,
  IntegerType,
  type Operation,
  type RankedTensorType,
  type Value,
} from '../../ir/index.js';
import {
  type Constants,
  constantWeights,
  elementOf,
  f64,
  integersOf,
  type Net,
  numbersOf,
  PASSES,
  reshapedWeights,
  row,
  type Table,
  Unsupported,
} from '../common/index.js';

/** What a row may ask of the operation that it imports. */
export class TosaSource {
  readonly op: Operation;
  readonly net: Net;
  readonly inputs: readonly Value[];
  private readonly constants: Constants;

  constructor(op: Operation, net: Net, constants: Constants, inputs: readonly Value[]) {
    this.op = op;
    this.net = net;
    this.constants = constants;
    this.inputs = inputs;
  }

  input(i: number): Value {
    return this.inputs[i] ?? missing(`its operand ${i} is missing`);
  }

  ints(name: string): readonly number[] {
    const attr = this.op.attr(name);
    return attr instanceof DenseArrayAttr
      ? attr.numbers
      : missing(`its attribute '${name}' is no array`);
  }

  int(name: string, fallback?: number): number {
    const attr = this.op.attr(name);
    if (attr instanceof IntegerAttr) return attr.number;
    return fallback ?? missing(`its attribute '${name}' is no integer`);
  }

  /** The numbers of an operand that must be known. */
  known(i: number): number[] {
    return integersOf(this.constants.get(this.input(i), `its operand ${i}`));
  }

  numbers(i: number): number[] {
    return numbersOf(this.constants.get(this.input(i), `its operand ${i}`));
  }

  weights(i: number) {
    return constantWeights(this.constants.get(this.input(i), `its operand ${i}`));
  }

  /** The declared type of the result. */
  get type(): RankedTensorType {
    return this.op.result(0).type as RankedTensorType;
  }
}

function missing(reason: string): never {
  throw new Unsupported(reason);
}

/** TOSA's pads are top, bottom, left, right; nn's top, left, bottom, right. */
function padding(s: TosaSource, name = 'pad'): number[] {
  const [top, bottom, left, right] = s.ints(name);
  return [top, left, bottom, right];
}

function refuseQuantized(s: TosaSource): void {
  for (const name of ['quantization_info', 'input_zp', 'weight_zp']) {
    if (s.op.attr(name) !== undefined) throw new Unsupported('its quantized form is not supported');
  }
}

function conv2d(s: TosaSource): Value {
  refuseQuantized(s);
  return s.net.op('conv2d', s.inputs, {
    stride: s.ints('stride'),
    dilation: s.ints('dilation'),
    padding: padding(s),
  });
}

function conv3d(s: TosaSource): Value {
  const [front, back, top, bottom, left, right] = s.ints('pad');
  return s.net.op('conv3d', s.inputs, {
    stride: s.ints('stride'),
    dilation: s.ints('dilation'),
    padding: [front, top, left, back, bottom, right],
  });
}

/** The filter is H, W, C, M. */
function depthwise(s: TosaSource): Value {
  refuseQuantized(s);
  const w = s.weights(1);
  const [h, k, c, m] = w.type.shape;
  const filter = s.net.weights('filter', reshapedWeights(w, [1, h, k, c * m]));
  const window = { stride: s.ints('stride'), dilation: s.ints('dilation'), padding: padding(s) };
  return s.net.op('depthwise_conv2d', [s.input(0), filter, ...s.inputs.slice(2)], window);
}

/** Padding of a transposed convolution adds to its result; what it takes off is negative. */
function transposeConv(s: TosaSource): Value {
  const [top, bottom, left, right] = s.ints('out_pad');
  const more = [bottom, right].map((n) => Math.max(0, n));
  if (top > 0 || left > 0) throw new Unsupported('padding in front of the result is not supported');
  return s.net.op('conv_transpose2d', s.inputs, {
    stride: s.ints('stride'),
    padding: [-top, -left, Math.max(0, -bottom), Math.max(0, -right)],
    output_padding: more,
  });
}

function pool(op: string): (s: TosaSource) => Value {
  return (s) => {
    refuseQuantized(s);
    return s.net.op(op, [s.input(0)], {
      kernel: s.ints('kernel'),
      stride: s.ints('stride'),
      padding: padding(s),
    });
  };
}

function clamp(s: TosaSource): Value {
  const isInteger = elementOf(s.input(0)) instanceof IntegerType;
  const bound = (name: string): number => {
    const attr = s.op.attr(isInteger ? `${name}_int` : `${name}_fp`);
    if (attr instanceof FloatAttr) return attr.value;
    return attr instanceof IntegerAttr ? attr.number : missing(`its limit '${name}' is missing`);
  };
  const [min, max] = [bound('min'), bound('max')];
  const isOpen = max >= (isInteger ? 2 ** 31 - 1 : 3.4028234e38);
  if (min === 0 && isOpen) return s.net.op('relu', [s.input(0)]);
  if (min === 0 && max === 6) return s.net.op('relu6', [s.input(0)]);
  return s.net.op('clamp', [s.input(0)], { min: f64(min), max: f64(max) });
}

function pad(s: TosaSource): Value {
  const amounts = s.known(1);
  const value = s.inputs.length > 2 ? s.numbers(2)[0] : 0;
  const side = (at: number) => amounts.filter((_, i) => i % 2 === at);
  return s.net.pad(s.input(0), side(0), side(1), { value: f64(value) });
}

/** values N, K, C and indices N, W give N, W, C. */
function gather(s: TosaSource): Value {
  return s.net.op('gather', [s.input(0), s.input(1)], { axis: 1, batch_dims: 1 });
}

function mul(s: TosaSource): Value {
  if (s.int('shift', 0) !== 0) throw new Unsupported('a product with a shift is not supported');
  return s.net.op('mul', [s.input(0), s.input(1)]);
}

const unary = (op: string) => row<TosaSource>(op, (s) => s.net.op(op, [s.input(0)]));
const binary = (op: string) => row<TosaSource>(op, (s) => s.net.op(op, [s.input(0), s.input(1)]));
const reduce = (op: string) =>
  row<TosaSource>(op, (s) => s.net.reduce(op, s.input(0), [s.int('axis')], true));

export const OPERATORS: Table<TosaSource> = {
  abs: unary('abs'),
  add: binary('add'),
  argmax: row('arg_max', (s) => s.net.op('arg_max', [s.input(0)], { axis: s.int('axis') }, s.type)),
  avg_pool2d: row('avg_pool2d', pool('avg_pool2d')),
  bitwise_and: binary('bitwise_and'),
  bitwise_not: unary('bitwise_not'),
  bitwise_or: binary('bitwise_or'),
  bitwise_xor: binary('bitwise_xor'),
  cast: row('cast', (s) => s.net.op('cast', [s.input(0)], {}, s.type)),
  ceil: unary('ceil'),
  clamp: row('clamp, relu, relu6', clamp),
  concat: row('concat', (s) => s.net.concat(s.inputs, s.int('axis'))),
  conv2d: row('conv2d', conv2d),
  conv3d: row('conv3d', conv3d),
  depthwise_conv2d: row('depthwise_conv2d', depthwise),
  equal: binary('equal'),
  erf: unary('erf'),
  exp: unary('exp'),
  floor: unary('floor'),
  fully_connected: row('fully_connected', (s) => {
    refuseQuantized(s);
    return s.net.op('fully_connected', s.inputs);
  }),
  gather: row('gather', gather),
  greater: binary('greater'),
  greater_equal: binary('greater_equal'),
  identity: row(PASSES, (s) => s.input(0)),
  int_div: binary('div'),
  log: unary('log'),
  logical_and: binary('and'),
  logical_left_shift: binary('shift_left'),
  logical_not: unary('not'),
  logical_or: binary('or'),
  logical_xor: binary('xor'),
  matmul: row('matmul, fully_connected', (s) => {
    refuseQuantized(s);
    return s.net.op('matmul', [s.input(0), s.input(1)]);
  }),
  max_pool2d: row('max_pool2d', pool('max_pool2d')),
  maximum: binary('max'),
  minimum: binary('min'),
  mul: row('mul', mul),
  negate: unary('neg'),
  pad: row('pad', pad),
  pow: binary('pow'),
  reciprocal: unary('reciprocal'),
  reduce_all: reduce('reduce_all'),
  reduce_any: reduce('reduce_any'),
  reduce_max: reduce('reduce_max'),
  reduce_min: reduce('reduce_min'),
  reduce_prod: reduce('reduce_prod'),
  reduce_sum: reduce('reduce_sum'),
  reshape: row('reshape', (s) => s.net.reshape(s.input(0), s.type.shape)),
  reverse: row('reverse', (s) => s.net.op('reverse', [s.input(0)], { axes: [s.int('axis')] })),
  rsqrt: unary('rsqrt'),
  select: row('select', (s) => s.net.op('select', [s.input(0), s.input(1), s.input(2)])),
  sigmoid: unary('sigmoid'),
  slice: row('slice', (s) => s.net.slice(s.input(0), s.ints('start'), s.ints('size'))),
  sub: binary('sub'),
  tanh: unary('tanh'),
  tile: row('tile', (s) => s.net.op('tile', [s.input(0)], { repeats: s.ints('multiples') })),
  transpose: row('transpose', (s) => s.net.transpose(s.input(0), s.known(1))),
  transpose_conv2d: row('conv_transpose2d', transposeConv),
};
