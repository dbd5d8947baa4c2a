/** Rows of operators that work element by element. */
import { FloatType, IntegerType, type RankedTensorType, type Value } from '../../../ir/index.js';
import {
  activation,
  f32,
  f64,
  flag,
  isQuantized,
  plain,
  type Row,
  type Rows,
  resultTypes,
  type Source,
  sameQuantization,
  shapeOf,
  single,
  typeOf,
} from './common.js';

const binary =
  (name: string): Row<'ADD' | 'SUB' | 'MUL' | 'DIV'> =>
  (s, { options: o }) =>
    single(s, name, [0, 1], [activation(s, o.activation)]);

/** An operator that the reference computes in float (or plain integers) only. */
const unquantized =
  (name: string, ...operands: readonly number[]) =>
  (s: Source) => {
    const wanted = operands.length > 0 ? operands : [0];
    for (const i of wanted) {
      if (isQuantized(s.value(i))) s.fail('there is no integer arithmetic for it');
    }
    return single(s, name, wanted);
  };

/** Both operands have the scale of the result; only then are stored integers compared or chosen. */
const choosing =
  (name: string, first: number, second: number, ...operands: readonly number[]) =>
  (s: Source) => {
    sameQuantization(s, first);
    sameQuantization(s, second);
    return single(s, name, operands);
  };

/** DEQUANTIZE of stored integers, or of float16 constants. */
const dequantize = (s: Source) =>
  isQuantized(s.value(0)) ? plain('dequantize')(s) : plain('nn.cast')(s);

/** QUANTIZE; int8 to a type without a scale is a copy. */
const quantize = (s: Source) => {
  const value = s.value(0);
  const fromFloat = typeOf(value).elementType === FloatType.get('f32');
  if (!fromFloat && !isQuantized(value)) s.fail('its input has no scale');
  return plain('qnn.quantize')(s);
};

/** x² as a product with itself. */
const square = (s: Source) => {
  const x = s.value(0);
  if (isQuantized(x)) s.fail('there is no integer arithmetic for it');
  return s.emit('mul', [x, x], [], resultTypes(s));
};

/** A sum of many, from the left. */
const addN = (s: Source): readonly Value[] => {
  const values = s.op.inputs.map((_, i) => s.value(i));
  if (values.some(isQuantized)) return s.emit('add_n', values, [], resultTypes(s));
  return [values.reduce((sum, v) => s.emit('add', [sum, v], [], [s.type()])[0])];
};

/** Limits of the real values. */
const clamped =
  (min: number, max: number) =>
  (s: Source): readonly Value[] => {
    if (isQuantized(s.value(0))) s.fail('there is no integer arithmetic for it');
    return single(s, 'clamp', [0], [f64('min', min), f64('max', max)]);
  };

/** SELECT of one condition a row: its shape is made to broadcast from the left. */
const select = (s: Source) => {
  const [condition, a] = [s.value(0), s.value(1)];
  const [from, to] = [shapeOf(condition), shapeOf(a)];
  if (from.length === 1 && to.length > 1) {
    const shape = [...from, ...to.slice(1).map(() => 1)];
    const type = typeOf(condition).withShape(shape);
    const [reshaped] = s.emit('reshape', [condition], [], [type]);
    return s.emit('select', [reshaped, a, s.value(2)], [], resultTypes(s));
  }
  return choosing('select', 1, 2, 0, 1, 2)(s);
};

/** FILL and ZEROS_LIKE: a value everywhere. */
function filled(s: Source, type: RankedTensorType, value: number): readonly Value[] {
  return [
    s.constant(
      type,
      Array.from({ length: type.elementCount }, () => value),
    ),
  ];
}

/** Zero of a type: the zero point of a quantized one. */
const zerosLike = (s: Source) => {
  const type = s.type();
  return filled(
    s,
    type,
    isQuantized(s.value(0)) ? (s.output().quantization?.zeroPoints[0] ?? 0) : 0,
  );
};

const I1 = IntegerType.get(1);

/** NEG of booleans does not exist; of quantized numbers neither. */
export const elementwise: Rows = {
  ABS: plain('abs'),
  ADD: binary('add') as Row<'ADD'>,
  ADD_N: addN,
  ATAN2: unquantized('atan2', 0, 1),
  BITWISE_XOR: (s) => plain(typeOf(s.value(0)).elementType === I1 ? 'xor' : 'bitwise_xor', 0, 1)(s),
  CAST: plain('nn.cast'),
  CEIL: unquantized('ceil'),
  COS: unquantized('cos'),
  DEQUANTIZE: dequantize,
  DIV: binary('div') as Row<'DIV'>,
  ELU: plain('elu'),
  EQUAL: plain('equal', 0, 1),
  EXP: unquantized('exp'),
  FLOOR: unquantized('floor'),
  FLOOR_DIV: unquantized('floor_div', 0, 1),
  FLOOR_MOD: unquantized('mod', 0, 1),
  GELU: (s, { options: o }) => {
    if (isQuantized(s.value(0))) s.fail('there is no integer arithmetic for it');
    return single(s, 'gelu', [0], [flag('approximate', o.approximate)]);
  },
  GREATER: plain('greater', 0, 1),
  GREATER_EQUAL: plain('greater_equal', 0, 1),
  HARD_SWISH: plain('hard_swish'),
  LEAKY_RELU: (s, { options: o }) => single(s, 'leaky_relu', [0], [f32('alpha', o.alpha)]),
  LESS: plain('less', 0, 1),
  LESS_EQUAL: plain('less_equal', 0, 1),
  LOG: unquantized('log'),
  LOGICAL_AND: plain('and', 0, 1),
  LOGICAL_NOT: plain('not'),
  LOGICAL_OR: plain('or', 0, 1),
  LOGISTIC: plain('sigmoid'),
  MAXIMUM: choosing('max', 0, 1, 0, 1),
  MINIMUM: choosing('min', 0, 1, 0, 1),
  MUL: binary('mul') as Row<'MUL'>,
  NEG: unquantized('neg'),
  NOT_EQUAL: plain('not_equal', 0, 1),
  POW: unquantized('pow', 0, 1),
  PRELU: plain('prelu', 0, 1),
  QUANTIZE: quantize,
  RELU: plain('relu'),
  RELU_0_TO_1: clamped(0, 1),
  RELU_N1_TO_1: clamped(-1, 1),
  RELU6: plain('relu6'),
  RIGHT_SHIFT: unquantized('shift_right', 0, 1),
  ROUND: unquantized('round'),
  RSQRT: plain('rsqrt'),
  SELECT: select,
  SELECT_V2: choosing('select', 1, 2, 0, 1, 2),
  SIGN: unquantized('sign'),
  SIN: unquantized('sin'),
  SQRT: unquantized('sqrt'),
  SQUARE: square,
  SQUARED_DIFFERENCE: plain('squared_difference', 0, 1),
  SUB: binary('sub') as Row<'SUB'>,
  TANH: plain('tanh'),
  ZEROS_LIKE: zerosLike,
};
