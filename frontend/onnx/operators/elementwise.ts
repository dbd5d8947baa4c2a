/** Operators that work element by element. */
import { FloatType, IntegerType, type Value } from '../../../ir/index.js';
import { elementOf, F32, f32, f64, isFloat, type Node, product, shapeOf, typeOf } from '../node.js';
import type { Row, Rows } from './row.js';

const unary =
  (name: string): Row =>
  (n) =>
    n.op(name, [n.input(0)]);

/** The second operand of a pair: before version 7 it broadcasts only where asked to, from an axis on. */
function second(n: Node): Value {
  const [a, b] = [n.input(0), n.input(1)];
  if (n.version >= 7 || !n.flag('broadcast') || !n.hasAttribute('axis')) return b;
  const [rank, shape] = [shapeOf(a).length, shapeOf(b)];
  const behind = rank - n.axis(n.int('axis'), rank) - shape.length;
  if (behind < 0) n.fail(`its second operand does not fit behind axis ${n.int('axis')}`);
  return n.reshape(b, [...shape, ...new Array<number>(behind).fill(1)]);
}

const binary =
  (name: string): Row =>
  (n) =>
    n.op(name, [n.input(0), second(n)]);

/** Any number of operands, joined two by two. */
const chain =
  (name: string): Row =>
  (n) =>
    n.inputs().reduce((a, b) => n.op(name, [a, b]));

/** With attributes that are floats, each with its default. */
const withFloats =
  (
    name: string,
    defaults: Readonly<Record<string, number>>,
    names: Readonly<Record<string, string>> = {},
  ): Row =>
  (n) => {
    const entries = Object.entries(defaults).map(([key, value]) => [
      names[key] ?? key,
      f32(n.float(key, value)),
    ]);
    return n.op(name, [n.input(0)], Object.fromEntries(entries));
  };

/** The limits of a clip: attributes before version 11, then optional operands. */
function clip(n: Node): Value {
  const x = n.input(0);
  const limits = (i: number, name: string) =>
    n.version >= 11 ? n.optional(i) : n.hasAttribute(name) ? n.scalar(n.float(name), x) : undefined;
  const [min, max] = [limits(1, 'min'), limits(2, 'max')];
  const known = (value: Value | undefined, open: number) => {
    if (!value) return open;
    return n.known(value) && isFloat(x) && product(shapeOf(value)) === 1 ? value : undefined;
  };
  const [low, high] = [known(min, Number.NEGATIVE_INFINITY), known(max, Number.POSITIVE_INFINITY)];
  if (low !== undefined && high !== undefined && (min || max)) {
    const numberOf = (v: number | Value, i: number) =>
      typeof v === 'number'
        ? v
        : n.version >= 11
          ? n.constNumber(i)
          : n.float(i === 1 ? 'min' : 'max');
    return n.op('clamp', [x], { min: f64(numberOf(low, 1)), max: f64(numberOf(high, 2)) });
  }
  const raised = min ? n.op('max', [x, min]) : x;
  return max ? n.op('min', [raised, max]) : raised;
}

function dropout(n: Node): Value[] {
  const x = n.input(0);
  const isTraining = n.version >= 12 && n.has(2) && n.constNumber(2) !== 0;
  const ratio = n.version >= 12 ? (n.has(1) ? n.constNumber(1) : 0.5) : 0;
  if (isTraining && ratio !== 0)
    n.fail('it drops elements at random, which is training; export the model for inference');
  if (!n.wants(1)) return [x];
  const isBool = n.version >= 10;
  const one = n.numbers([1], isBool ? IntegerType.get(1) : elementOf(x));
  return [
    x,
    n.op(
      'broadcast_to',
      [one],
      {},
      isBool ? typeOf(x).withElementType(IntegerType.get(1)) : typeOf(x),
    ),
  ];
}

/** Quotient of a number of operands. */
function mean(n: Node): Value {
  const sum = chain('add')(n) as Value;
  return n.op('div', [sum, n.scalar(n.inputCount, sum)]);
}

function swish(n: Node): Value {
  const x = n.input(0);
  const alpha = n.float('alpha', 1);
  if (alpha === 1) return n.op('silu', [x]);
  return n.op('mul', [x, n.op('sigmoid', [n.op('mul', [x, n.scalar(alpha, x)])])]);
}

function castTo(n: Node, target: IntegerType | FloatType): Value {
  const x = n.input(0);
  const saturate = n.flag('saturate', true);
  return n.op('cast', [x], { saturate }, typeOf(x).withElementType(target));
}

function bitShift(n: Node): Value {
  const direction = n.text('direction');
  return n.op(direction === 'LEFT' ? 'shift_left' : 'shift_right', [n.input(0), n.input(1)]);
}

export const elementwise: Rows = {
  Abs: unary('abs'),
  Acos: unary('acos'),
  Acosh: unary('acosh'),
  Add: binary('add'),
  And: binary('and'),
  Asin: unary('asin'),
  Asinh: unary('asinh'),
  Atan: unary('atan'),
  Atanh: unary('atanh'),
  BitShift: bitShift,
  BitwiseAnd: binary('bitwise_and'),
  BitwiseNot: unary('bitwise_not'),
  BitwiseOr: binary('bitwise_or'),
  BitwiseXor: binary('bitwise_xor'),
  Cast: (n) => castTo(n, n.elementType('to') as IntegerType),
  CastLike: (n) => castTo(n, elementOf(n.input(1)) as IntegerType),
  Ceil: unary('ceil'),
  Celu: withFloats('celu', { alpha: 1 }),
  Clip: clip,
  Cos: unary('cos'),
  Cosh: unary('cosh'),
  Div: binary('div'),
  Dropout: dropout,
  Elu: withFloats('elu', { alpha: 1 }),
  Equal: binary('equal'),
  Erf: unary('erf'),
  Exp: unary('exp'),
  Floor: unary('floor'),
  Gelu: (n) =>
    n.op('gelu', [n.input(0)], { approximate: n.text('approximate', 'none') === 'tanh' }),
  Greater: binary('greater'),
  GreaterOrEqual: binary('greater_equal'),
  HardSigmoid: withFloats('hard_sigmoid', { alpha: 0.2, beta: 0.5 }),
  HardSwish: unary('hard_swish'),
  Identity: (n) => n.input(0),
  IsInf: (n) =>
    n.op('is_inf', [n.input(0)], {
      negative: n.flag('detect_negative', true),
      positive: n.flag('detect_positive', true),
    }),
  IsNaN: unary('is_nan'),
  LeakyRelu: withFloats('leaky_relu', { alpha: 0.01 }),
  Less: binary('less'),
  LessOrEqual: binary('less_equal'),
  Log: unary('log'),
  Max: chain('max'),
  Mean: mean,
  Min: chain('min'),
  Mish: unary('mish'),
  Mod: (n) => n.op('mod', [n.input(0), n.input(1)], { truncated: n.flag('fmod') }),
  Mul: binary('mul'),
  Neg: unary('neg'),
  Not: unary('not'),
  Or: binary('or'),
  PRelu: (n) => {
    // Up to the channels alone: one slope a channel of N, C, ….
    const [x, slope] = [n.input(0), n.input(1)];
    const [rank, own] = [shapeOf(x).length, shapeOf(slope)];
    const isPerChannel =
      own.length === 1 && rank > 2 && own[0] === shapeOf(x)[1] && own[0] !== shapeOf(x).at(-1);
    const shaped = isPerChannel
      ? n.reshape(slope, [own[0], ...new Array<number>(rank - 2).fill(1)])
      : slope;
    return n.op('prelu', [x, shaped]);
  },
  Pow: binary('pow'),
  Reciprocal: unary('reciprocal'),
  Relu: unary('relu'),
  Round: unary('round'),
  Selu: withFloats('selu', { alpha: 1.6732631921768188, gamma: 1.0507010221481323 }),
  Shrink: withFloats('shrink', { bias: 0, lambd: 0.5 }, { lambd: 'threshold' }),
  Sigmoid: unary('sigmoid'),
  Sign: unary('sign'),
  Sin: unary('sin'),
  Sinh: unary('sinh'),
  Softplus: unary('softplus'),
  Softsign: unary('softsign'),
  Sqrt: unary('sqrt'),
  Sub: binary('sub'),
  Sum: chain('add'),
  Swish: swish,
  Tan: unary('tan'),
  Tanh: unary('tanh'),
  ThresholdedRelu: withFloats('thresholded_relu', { alpha: 1 }),
  Where: (n) => n.op('select', [n.input(0), n.input(1), n.input(2)]),
  Xor: binary('xor'),
};

/** Sums of which type: floats of half width are summed in f32. */
export const wideOf = (value: Value): FloatType =>
  elementOf(value) instanceof FloatType && (elementOf(value) as FloatType).width >= 32
    ? (elementOf(value) as FloatType)
    : F32;
