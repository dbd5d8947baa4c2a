/** Folds of float arithmetic: what upstream's operations fold to, in its order. */

import type {
  Attribute,
  FloatKind,
  FloatType,
  FoldResult,
  Operation,
  Value,
} from '../../ir/index.js';
import { foldBinary, foldUnary, kindOf, madeBy, type Scalar, splatOf } from './constants.js';
import {
  add,
  compare,
  divide,
  isInfinity,
  isNaNBits,
  isNegative,
  isNumber,
  multiply,
  negate,
  remainder,
  subtract,
} from './soft-float.js';

type Operands = readonly (Attribute | undefined)[];
type Fold = (op: Operation, operands: Operands) => FoldResult | undefined;
type Rule = (op: Operation, operands: Operands) => Value | Attribute | undefined;
type Calculate = (a: bigint, b: bigint, kind: FloatKind) => bigint;

function fold(calculate: Calculate, ...rules: readonly Rule[]): { fold: Fold } {
  const onBits = (a: bigint, b: bigint, type: Scalar) => calculate(a, b, kindOf(type));
  return {
    fold(op, operands) {
      for (const rule of rules) {
        const found = rule(op, operands);
        if (found) return [found];
      }
      const made = foldBinary(operands, 'float', onBits);
      return made && [made];
    },
  };
}

const left = (op: Operation) => op.operand(0);
const right = (op: Operation) => op.operand(1);

/** The right operand is a float constant, the same in every element, of which `test` holds. */
const rightIs =
  (test: (bits: bigint, kind: FloatKind) => boolean, give: Rule): Rule =>
  (op, operands) => {
    const splat = splatOf(operands[1]);
    if (!splat || !('kind' in splat.type)) return undefined;
    return test(splat.bits, kindOf(splat.type)) ? give(op, operands) : undefined;
  };
const isPlusZero = (bits: bigint, kind: FloatKind) => isNumber(bits, kind, 0, false);
const isMinusZero = (bits: bigint, kind: FloatKind) => isNumber(bits, kind, 0, true);
const isOne = (bits: bigint, kind: FloatKind) => isNumber(bits, kind, 1, false);
const same: Rule = (op) => (left(op) === right(op) ? right(op) : undefined);

export const negf: { fold: Fold } = {
  fold(op, [a]) {
    // negf(negf(x)) -> x
    const inner = madeBy(left(op), 'arith.negf');
    if (inner) return [inner.operand(0)];
    const made = foldUnary(a, 'float', op.result().type, (bits, type) =>
      negate(bits, type as FloatType),
    );
    return made && [made];
  },
};

export const addf = fold(add, rightIs(isMinusZero, left));
export const subf = fold(subtract, rightIs(isPlusZero, left));
export const mulf = fold(multiply, rightIs(isOne, left));
export const divf = fold(divide, rightIs(isOne, left));
export const remf = fold(remainder);

/** The greater of two numbers; of two zeros the positive one. */
const greater: Calculate = (a, b, kind) => {
  const order = compare(a, b, kind);
  if (order === 0) return isNegative(a, kind) ? b : a;
  return order === -1 ? b : a;
};
const less: Calculate = (a, b, kind) => {
  const order = compare(a, b, kind);
  if (order === 0) return isNegative(a, kind) ? a : b;
  return order === 1 ? b : a;
};
/** A NaN among the operands is the result. */
const nanWins =
  (calculate: Calculate): Calculate =>
  (a, b, kind) =>
    isNaNBits(a, kind) ? a : isNaNBits(b, kind) ? b : calculate(a, b, kind);
/** A NaN among the operands does not count. */
const numberWins =
  (calculate: Calculate): Calculate =>
  (a, b, kind) =>
    isNaNBits(a, kind) ? b : isNaNBits(b, kind) ? a : calculate(a, b, kind);

const isMinusInfinity = (bits: bigint, kind: FloatKind) => isInfinity(bits, kind, true);
const isPlusInfinity = (bits: bigint, kind: FloatKind) => isInfinity(bits, kind, false);

export const maximumf = fold(nanWins(greater), same, rightIs(isMinusInfinity, left));
export const minimumf = fold(nanWins(less), same, rightIs(isPlusInfinity, left));
export const maxnumf = fold(numberWins(greater), same, rightIs(isMinusInfinity, left));
export const minnumf = fold(numberWins(less), same, rightIs(isPlusInfinity, left));
