/** The functions that canonicalize.pdll names. */

import { IntegerOverflowFlagsAttr } from '../../generated/arith.js';
import {
  type Attribute,
  elementTypeOf,
  FloatAttr,
  FloatType,
  IntegerAttr,
  IntegerType,
  type Operation,
  type Value,
} from '../../ir/index.js';
import type { NativeRegistry } from '../../rewrite/index.js';
import { compareWithInteger, type IntegerQuestion } from './compare-integers.js';
import { constantOf, intSplat, isAllOnes, isIntOne, isIntZero, zeroOf } from './constants.js';
import { predicateOf } from './fold-compare.js';

/** Bits of an element; -1 for one without a width. */
function elementWidth(value: Value): number {
  const type = elementTypeOf(value.type);
  return type instanceof IntegerType || type instanceof FloatType ? type.width : -1;
}

const isBool = (value: Value, wanted: boolean) => constantOf(value) === IntegerAttr.bool(wanted);

/** The predicate that holds where this one does not: eq, ne, slt, sle, sgt, sge, ult, ule, ugt, uge. */
const INVERTED = [1, 0, 5, 4, 3, 2, 9, 8, 7, 6];

const binary =
  (calculate: (a: bigint, b: bigint) => bigint) =>
  (_ctx: unknown, a: IntegerAttr, b: IntegerAttr): Attribute =>
    IntegerAttr.get(calculate(a.value, b.value), a.type);

/** What a float comparison of a converted integer asks of the integer. */
function question(
  cmp: Operation,
  x: Value,
  c: Value,
  signed: boolean,
): IntegerQuestion | undefined {
  const constant = constantOf(c);
  if (!(constant instanceof FloatAttr) || !(x.type instanceof IntegerType)) return undefined;
  return compareWithInteger(predicateOf(cmp), constant, x.type, signed);
}
const outcome =
  (signed: boolean) =>
  (_ctx: unknown, cmp: Operation, x: Value, c: Value): Attribute | undefined => {
    const asked = question(cmp, x, c, signed);
    return typeof asked === 'boolean' ? IntegerAttr.bool(asked) : undefined;
  };
const comparison =
  (signed: boolean) =>
  (_ctx: unknown, cmp: Operation, x: Value, c: Value): readonly Attribute[] | undefined => {
    const asked = question(cmp, x, c, signed);
    if (asked === undefined || typeof asked === 'boolean') return undefined;
    return [IntegerAttr.i64(asked.predicate), IntegerAttr.get(asked.value, x.type as IntegerType)];
  };

export const natives: NativeRegistry = {
  constraints: {
    AsksEquality: (_ctx, predicate: IntegerAttr) => predicate.number < 2,
    HasZero: (_ctx, v: Value) => zeroOf(v.type) !== undefined,
    Integer: (_ctx, v: Value) => {
      const constant = constantOf(v);
      return constant instanceof IntegerAttr ? constant : undefined;
    },
    IsAllOnes: (_ctx, v: Value) => isAllOnes(constantOf(v)),
    IsFalse: (_ctx, v: Value) => isBool(v, false),
    IsOne: (_ctx, v: Value) => isIntOne(constantOf(v)),
    IsTrue: (_ctx, v: Value) => isBool(v, true),
    IsWideInteger: (_ctx, v: Value) => {
      const type = elementTypeOf(v.type);
      return type instanceof IntegerType && type.width > 1;
    },
    IsWideScalar: (_ctx, v: Value) => v.type instanceof IntegerType && v.type.width > 1,
    IsZero: (_ctx, v: Value) => isIntZero(constantOf(v)),
    SameType: (_ctx, a: Value, b: Value) => a.type === b.type,
    ShiftsOut: (_ctx, wide: Value, narrow: Value, by: Value) => {
      const amount = intSplat(constantOf(by));
      return amount?.bits === BigInt(elementWidth(wide) - elementWidth(narrow));
    },
    SignedComparison: comparison(true),
    SignedOutcome: outcome(true),
    UnsignedComparison: comparison(false),
    UnsignedOutcome: outcome(false),
    Unused: (_ctx, v: Value) => !v.hasUses,
    WiderThan: (_ctx, a: Value, b: Value) =>
      elementWidth(b) > 0 && elementWidth(a) > elementWidth(b),
  },
  rewrites: {
    CommonFlags: (_ctx, a: IntegerOverflowFlagsAttr, b: IntegerOverflowFlagsAttr) =>
      IntegerOverflowFlagsAttr.get(a.value & b.value),
    ConstantOf: (_ctx, v: Value) => constantOf(v),
    Difference: binary((a, b) => a - b),
    Inverted: (_ctx, predicate: IntegerAttr) => IntegerAttr.i64(INVERTED[predicate.number]),
    Product: binary((a, b) => a * b),
    Sum: binary((a, b) => a + b),
    ZeroLike: (_ctx, v: Value) => zeroOf(v.type),
  },
};
