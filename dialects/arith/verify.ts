/**
 * Invariants of arith beyond the spec:
 * A1 a constant is a signless integer, a float or elements; elements of a scalable vector are equal;
 * A2 an extension gives a wider type, a truncation a narrower one;
 * A3 a cast goes between element types that it knows;
 * A4 the condition of a choice is one i1, or one i1 for each element of the result.
 */
import {
  DenseElementsAttr,
  DenseResourceAttr,
  DenseStringsAttr,
  elementTypeOf,
  type Fail,
  FloatAttr,
  FloatType,
  IndexType,
  IntegerAttr,
  IntegerType,
  MemRefType,
  type Operation,
  RankedTensorType,
  SparseElementsAttr,
  type Type,
  UnrankedTensorType,
  VectorType,
  withElementType,
} from '../../ir/index.js';

export function verifyConstant(op: Operation, fail: Fail): void {
  const { type } = op.result();
  const value = op.attr('value');
  if (type instanceof IntegerType && type.signedness !== 'signless') {
    fail('integer return type must be signless (A1)');
  }
  const isElements =
    value instanceof DenseElementsAttr ||
    value instanceof DenseResourceAttr ||
    value instanceof DenseStringsAttr ||
    value instanceof SparseElementsAttr;
  if (!(value instanceof IntegerAttr || value instanceof FloatAttr || isElements)) {
    fail(`value must be an integer, float, or elements attribute, found ${value} (A1)`);
  }
  if (type instanceof VectorType && type.scalable.includes(true)) {
    if (!(value instanceof DenseElementsAttr && value.isSplat)) {
      fail(
        'a constant of a scalable vector must have equal elements: their number is unknown (A1)',
      );
    }
  }
}

/** The element of a vector, a tensor or, where `memref` says so, a memref; a scalar itself. */
function castElement(type: Type, memref: boolean): Type | undefined {
  if (type instanceof MemRefType) return memref ? type.elementType : undefined;
  return elementTypeOf(type);
}

function incompatible(op: Operation, fail: Fail): void {
  fail(
    `operand type '${op.operand(0).type}' and result type '${op.result().type}' are cast incompatible (A3)`,
  );
}

type Check = (from: Type, to: Type) => boolean;

function verifyCast(check: Check, memref = false) {
  return (op: Operation, fail: Fail): void => {
    const from = castElement(op.operand(0).type, memref);
    const to = castElement(op.result().type, memref);
    if (!from || !to || !check(from, to)) incompatible(op, fail);
  };
}

const isInteger = (t: Type): t is IntegerType => t instanceof IntegerType;
const isFloat = (t: Type): t is FloatType => t instanceof FloatType;
const isSignless = (t: Type) => isInteger(t) && t.signedness === 'signless';
const isIndex = (t: Type) => t instanceof IndexType;

/** One side is an index, the other a signless integer. */
export const verifyIndexCast = verifyCast(
  (from, to) => (isIndex(from) && isSignless(to)) || (isSignless(from) && isIndex(to)),
  true,
);
export const verifyIntToFloat = verifyCast((from, to) => isInteger(from) && isFloat(to));
export const verifyFloatToInt = verifyCast((from, to) => isFloat(from) && isInteger(to));
export const verifyBitcast = verifyCast(
  (from, to) =>
    (isInteger(from) || isFloat(from)) && (isInteger(to) || isFloat(to)) && from.width === to.width,
  true,
);

/** Bits that a value takes: the 19 of tf32 stand in those of an f32. */
const roomOf = (type: IntegerType | FloatType): number =>
  type instanceof FloatType && type.kind === 'tf32' ? 32 : type.width;

/** Between two types of one kind that have a width. */
function verifyWidths(isKind: (t: Type) => t is IntegerType | FloatType, wider: boolean) {
  return (op: Operation, fail: Fail): void => {
    const from = elementTypeOf(op.operand(0).type);
    const to = elementTypeOf(op.result().type);
    if (!isKind(from) || !isKind(to)) {
      incompatible(op, fail);
    } else if (wider ? roomOf(to) <= roomOf(from) : roomOf(to) >= roomOf(from)) {
      const comparison = wider ? 'wider' : 'shorter';
      fail(
        `result type '${op.result().type}' must be ${comparison} than operand type '${op.operand(0).type}' (A2)`,
      );
    }
  };
}

export const verifyExtInteger = verifyWidths(isInteger, true);
export const verifyTruncInteger = verifyWidths(isInteger, false);
export const verifyExtFloat = verifyWidths(isFloat, true);
export const verifyTruncFloat = verifyWidths(isFloat, false);

export function verifySelect(op: Operation, fail: Fail): void {
  const condition = op.operand(0).type;
  const bool = IntegerType.get(1);
  if (condition === bool) return;
  const { type } = op.result();
  const isContainer =
    type instanceof VectorType ||
    type instanceof RankedTensorType ||
    type instanceof UnrankedTensorType;
  if (!isContainer) {
    fail(`expected condition to be a signless i1, but got '${condition}' (A4)`);
    return;
  }
  const wanted = withElementType(type, bool);
  if (condition !== wanted) {
    fail(
      `expected condition type to have the same shape as the result type, expected '${wanted}', but got '${condition}' (A4)`,
    );
  }
}
