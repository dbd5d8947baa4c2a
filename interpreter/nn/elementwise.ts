/** Element by element: each operator is its formula. */

import { IntegerType } from '../../ir/index.js';
import {
  castInto,
  celu,
  elu,
  erf,
  FLOAT_FORMATS,
  floorMod,
  floorModBig,
  gelu,
  geluTanh,
  hardSigmoid,
  hardSwishOf,
  isBig,
  isFloat,
  larger,
  mapBinary,
  mapUnary,
  mish,
  powBig,
  roundAll,
  roundHalfToEven,
  selectInto,
  selu,
  shrink,
  sigmoid,
  silu,
  smaller,
  softplus,
  softsign,
  toNumbers,
} from '../../kernels/index.js';
import {
  type Call,
  type ElementArray,
  flag,
  float,
  narrowFormat,
  type Semantics,
} from '../call.js';
import { activate, data, outShape, result, shape } from './support.js';

type Real = (x: number) => number;
type Big = (x: bigint) => bigint;

function unary(call: Call, real: Real, big?: Big): ElementArray[] {
  const [from, out] = [data(call, 0), result(call)];
  mapUnary(from, out, isBig(from) && big ? big : real);
  return [out];
}

const of =
  (real: Real, big?: Big): Semantics =>
  (call) =>
    unary(call, real, big);

type RealPair = (x: number, y: number) => number | boolean;
type BigPair = (x: bigint, y: bigint) => bigint | boolean;

/** `int` replaces `real` for integers of up to 32 bits. */
interface Pair {
  readonly real: RealPair;
  readonly big: BigPair;
  readonly int?: RealPair;
}

function binary(call: Call, { real, big, int }: Pair): ElementArray {
  const [a, b, out] = [data(call, 0), data(call, 1), result(call)];
  const small = isFloat(a) ? real : (int ?? real);
  mapBinary(a, shape(call, 0), b, shape(call, 1), out, isBig(a) ? big : small);
  return out;
}

const pair =
  (real: RealPair, big: BigPair, int?: RealPair): Semantics =>
  (call) => [binary(call, { real, big, int })];

const withActivation =
  (real: RealPair, big: BigPair, int?: RealPair): Semantics =>
  (call) => {
    const out = binary(call, { real, big, int });
    activate(call, out);
    return [out];
  };

const bigAbs: Big = (x) => (x < 0n ? -x : x);
const quotient: BigPair = (x, y) => (y === 0n ? 0n : x / y);
const relu: Real = (x) => Math.max(x, 0);

/** Bits of an element, by which a shift is out of range. */
const widthOf = (call: Call) => (call.inputTypes[0].elementType as IntegerType).width;

export const elementwise: Record<string, Semantics> = {
  abs: of(Math.abs, bigAbs),
  acos: of(Math.acos),
  acosh: of(Math.acosh),
  add: withActivation(
    (x, y) => x + y,
    (x, y) => x + y,
  ),
  and: pair(
    (x, y) => x && y,
    (x, y) => x & y,
  ),
  asin: of(Math.asin),
  asinh: of(Math.asinh),
  atan: of(Math.atan),
  atan2: pair(Math.atan2, () => 0n),
  atanh: of(Math.atanh),
  bitwise_and: pair(
    (x, y) => x & y,
    (x, y) => x & y,
  ),
  bitwise_not: of(
    (x) => ~x,
    (x) => ~x,
  ),
  bitwise_or: pair(
    (x, y) => x | y,
    (x, y) => x | y,
  ),
  bitwise_xor: pair(
    (x, y) => x ^ y,
    (x, y) => x ^ y,
  ),

  cast(call) {
    const out = result(call);
    const type = call.resultTypes[0].elementType;
    const isSubByte = type instanceof IntegerType && type.width > 1 && type.width < 8;
    const given = data(call, 0);
    const from = isSubByte && isFloat(given) ? given.map(roundHalfToEven) : given;
    castInto(from, out, type instanceof IntegerType && type.width === 1);
    const narrow = narrowFormat(type);
    if (narrow)
      roundAll(
        out as Float32Array,
        FLOAT_FORMATS[narrow],
        flag(call, 'saturate') && type.toString().startsWith('f8'),
      );
    else if (type instanceof IntegerType && type.width > 1 && type.width < 8) {
      const unused = 32 - type.width;
      const isUnsigned = type.signedness === 'unsigned';
      mapUnary(out, out, (x: number) =>
        isUnsigned ? (x << unused) >>> unused : (x << unused) >> unused,
      );
    }
    return [out];
  },

  ceil: of(Math.ceil),
  celu: (call) => unary(call, (x) => celu(x, float(call, 'alpha'))),

  clamp(call) {
    const [min, max] = [float(call, 'min'), float(call, 'max')];
    return unary(
      call,
      (x) => smaller(larger(x, min), max),
      (x) => (x < min ? BigInt(Math.ceil(min)) : x > max ? BigInt(Math.floor(max)) : x),
    );
  },

  cos: of(Math.cos),
  cosh: of(Math.cosh),
  div: withActivation(
    (x, y) => x / y,
    quotient,
    (x, y) => (y === 0 ? 0 : Math.trunc(x / y)),
  ),
  elu: (call) => unary(call, (x) => elu(x, float(call, 'alpha'))),
  equal: pair(
    (x, y) => x === y,
    (x, y) => x === y,
  ),
  erf: of(erf),
  exp: of(Math.exp),
  floor: of(Math.floor),

  floor_div: pair(
    (x, y) => Math.floor(x / y),
    (x, y) => (y === 0n ? 0n : (x - floorModBig(x, y)) / y),
    (x, y) => (y === 0 ? 0 : Math.floor(x / y)),
  ),

  gelu: (call) => unary(call, flag(call, 'approximate') ? geluTanh : gelu),
  greater: pair(
    (x, y) => x > y,
    (x, y) => x > y,
  ),
  greater_equal: pair(
    (x, y) => x >= y,
    (x, y) => x >= y,
  ),

  hard_sigmoid(call) {
    const [alpha, beta] = [float(call, 'alpha'), float(call, 'beta')];
    return unary(call, (x) => hardSigmoid(x, alpha, beta));
  },

  hard_swish: of(hardSwishOf),

  is_inf(call) {
    const [negative, positive] = [flag(call, 'negative'), flag(call, 'positive')];
    return unary(call, (x) =>
      (negative && x === Number.NEGATIVE_INFINITY) || (positive && x === Number.POSITIVE_INFINITY)
        ? 1
        : 0,
    );
  },

  is_nan: of((x) => (Number.isNaN(x) ? 1 : 0)),

  leaky_relu(call) {
    const alpha = float(call, 'alpha');
    return unary(call, (x) => (x < 0 ? alpha * x : x));
  },

  less: pair(
    (x, y) => x < y,
    (x, y) => x < y,
  ),
  less_equal: pair(
    (x, y) => x <= y,
    (x, y) => x <= y,
  ),
  log: of(Math.log),
  max: pair(Math.max, larger),
  min: pair(Math.min, smaller),
  mish: of(mish),

  mod(call) {
    const zero: BigPair = (x, y) => (y === 0n ? 0n : x % y);
    return [
      flag(call, 'truncated')
        ? binary(call, { real: (x, y) => x % y, big: zero })
        : binary(call, { real: floorMod, big: (x, y) => (y === 0n ? 0n : floorModBig(x, y)) }),
    ];
  },

  mul: withActivation(
    (x, y) => x * y,
    (x, y) => x * y,
    Math.imul,
  ),
  neg: of(
    (x) => -x,
    (x) => -x,
  ),
  not: of((x) => (x ? 0 : 1)),
  not_equal: pair(
    (x, y) => x !== y,
    (x, y) => x !== y,
  ),
  or: pair(
    (x, y) => x || y,
    (x, y) => x | y,
  ),

  pow(call) {
    const [a, b, out] = [data(call, 0), data(call, 1), result(call)];
    const [shapeA, shapeB] = [shape(call, 0), shape(call, 1)];
    if (isBig(a) && isBig(b)) mapBinary(a, shapeA, b, shapeB, out, powBig);
    else if (isBig(a)) {
      const power = (x: number, y: number) => BigInt(Math.trunc(x ** y)) as unknown as number;
      mapBinary(toNumbers(a), shapeA, b, shapeB, out, power);
    } else mapBinary(a, shapeA, toNumbers(b), shapeB, out, (x: number, y: number) => x ** y);
    return [out];
  },

  prelu: pair(
    (x, y) => (x < 0 ? x * y : x),
    (x, y) => (x < 0n ? x * y : x),
  ),
  reciprocal: of((x) => 1 / x),
  relu: of(relu, (x) => (x < 0n ? 0n : x)),
  relu6: of(
    (x) => Math.min(relu(x), 6),
    (x) => (x < 0n ? 0n : x > 6n ? 6n : x),
  ),
  round: of(roundHalfToEven),
  rsqrt: of((x) => 1 / Math.sqrt(x)),

  select(call) {
    const out = result(call);
    const operand = (i: number) => [data(call, i), shape(call, i)] as const;
    selectInto(outShape(call), operand(0), operand(1), operand(2), out);
    return [out];
  },

  selu(call) {
    const [alpha, gamma] = [float(call, 'alpha'), float(call, 'gamma')];
    return unary(call, (x) => selu(x, alpha, gamma));
  },

  shift_left(call) {
    const width = widthOf(call);
    return [
      binary(call, {
        real: (x, y) => (y >= width ? 0 : x * 2 ** y),
        big: (x, y) => (y >= BigInt(width) ? 0n : x << y),
      }),
    ];
  },

  shift_right(call) {
    const width = widthOf(call);
    return [
      binary(call, {
        real: (x, y) => Math.floor(x / 2 ** Math.min(y, width)),
        big: (x, y) => x >> y,
      }),
    ];
  },

  shrink(call) {
    const [bias, threshold] = [float(call, 'bias'), float(call, 'threshold')];
    return unary(call, (x) => shrink(x, bias, threshold));
  },

  sigmoid: of(sigmoid),
  sign: of(Math.sign, (x) => (x > 0n ? 1n : x < 0n ? -1n : 0n)),
  silu: of(silu),
  sin: of(Math.sin),
  sinh: of(Math.sinh),
  softplus: of(softplus),
  softsign: of(softsign),
  sqrt: of(Math.sqrt),
  squared_difference: pair(
    (x, y) => (x - y) ** 2,
    (x, y) => (x - y) ** 2n,
  ),
  sub: withActivation(
    (x, y) => x - y,
    (x, y) => x - y,
  ),
  tan: of(Math.tan),
  tanh: of(Math.tanh),

  thresholded_relu(call) {
    const alpha = float(call, 'alpha');
    return unary(call, (x) => (x > alpha ? x : 0));
  },

  xor: pair(
    (x, y) => x ^ y,
    (x, y) => x ^ y,
  ),
};
