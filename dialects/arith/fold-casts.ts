/** Folds of casts: what upstream's operations fold to, in its order. */
import {
  type Attribute,
  elementTypeOf,
  FloatType,
  type FoldResult,
  type IntegerType,
  type Operation,
  type Type,
} from '../../ir/index.js';
import { foldUnary, kindOf, madeBy, type Scalar, scalarOf, widthOf } from './constants.js';
import { convertExactly, fromInteger, toInteger } from './soft-float.js';

type Operands = readonly (Attribute | undefined)[];
type Fold = (op: Operation, operands: Operands) => FoldResult | undefined;
type Convert = (bits: bigint, from: Scalar, to: Scalar) => bigint | undefined;

function constant(op: Operation, operands: Operands, kind: 'integer' | 'float', convert: Convert) {
  const { type } = op.result();
  const to = scalarOf(elementTypeOf(type));
  if (!to) return undefined;
  const made = foldUnary(operands[0], kind, type, (bits, from) => convert(bits, from, to));
  return made && [made];
}

const sameBits: Convert = (bits, _from, to) => BigInt.asUintN(widthOf(to), bits);
const withSign: Convert = (bits, from, to) =>
  BigInt.asUintN(widthOf(to), BigInt.asIntN(widthOf(from), bits));

/** An operation over itself skips the inner one: the operand is replaced where it stands. */
function skip(op: Operation, inner: Operation): FoldResult {
  op.setOperand(0, inner.operand(0));
  return [op.result()];
}

function extension(name: string, convert: Convert): { fold: Fold } {
  return {
    fold(op, operands) {
      const inner = madeBy(op.operand(0), name);
      return inner ? skip(op, inner) : constant(op, operands, 'integer', convert);
    },
  };
}
export const extui = extension('arith.extui', sameBits);
export const extsi = extension('arith.extsi', withSign);

const widthOfElement = (type: Type) => (elementTypeOf(type) as IntegerType | FloatType).width;

export const trunci: { fold: Fold } = {
  fold(op, operands) {
    const value = op.operand(0);
    const ext = madeBy(value, 'arith.extui') ?? madeBy(value, 'arith.extsi');
    if (ext) {
      const source = ext.operand(0).type;
      // trunci(ext(a)) -> trunci(a), or a
      if (widthOfElement(source) > widthOfElement(op.result().type)) return skip(op, ext);
      if (elementTypeOf(source) === elementTypeOf(op.result().type)) return [ext.operand(0)];
    }
    const inner = madeBy(value, 'arith.trunci');
    return inner ? skip(op, inner) : constant(op, operands, 'integer', sameBits);
  },
};

/** Only what the other type holds exactly folds. */
const exactly: Convert = (bits, from, to) => convertExactly(bits, kindOf(from), kindOf(to));

export const extf: { fold: Fold } = {
  fold: (op, operands) => constant(op, operands, 'float', exactly),
};
export const truncf: { fold: Fold } = {
  fold: (op, operands) => constant(op, operands, 'float', exactly),
};

export const uitofp: { fold: Fold } = {
  fold: (op, operands) =>
    constant(op, operands, 'integer', (bits, _from, to) => fromInteger(bits, kindOf(to))),
};
export const sitofp: { fold: Fold } = {
  fold: (op, operands) =>
    constant(op, operands, 'integer', (bits, from, to) =>
      fromInteger(BigInt.asIntN(widthOf(from), bits), kindOf(to)),
    ),
};
export const fptoui: { fold: Fold } = {
  fold: (op, operands) =>
    constant(op, operands, 'float', (bits, from, to) => {
      const value = toInteger(bits, kindOf(from));
      return value !== undefined && BigInt.asUintN(widthOf(to), value) === value
        ? value
        : undefined;
    }),
};
export const fptosi: { fold: Fold } = {
  fold: (op, operands) =>
    constant(op, operands, 'float', (bits, from, to) => {
      const value = toInteger(bits, kindOf(from));
      if (value === undefined || BigInt.asIntN(widthOf(to), value) !== value) return undefined;
      return BigInt.asUintN(widthOf(to), value);
    }),
};

export const indexCast: { fold: Fold } = {
  fold: (op, operands) => constant(op, operands, 'integer', withSign),
};
export const indexCastui: { fold: Fold } = {
  fold: (op, operands) => constant(op, operands, 'integer', sameBits),
};
export const bitcast: { fold: Fold } = {
  fold(op, operands) {
    const isFloat = elementTypeOf(op.operand(0).type) instanceof FloatType;
    return constant(op, operands, isFloat ? 'float' : 'integer', (bits) => bits);
  },
};
