/**
 * A float comparison of an integer that was converted, with a constant: the same question of the
 * integer itself, or its one answer. After LLVM's `foldFCmpIntToFPConst`.
 */
import { type FloatAttr, floatFormat, floatParts, type IntegerType } from '../../ir/index.js';
import { compare, fromInteger, isNegative, toInteger } from './soft-float.js';

/** Always the same, or a predicate of integers and the constant to compare with. */
export type IntegerQuestion = boolean | { readonly predicate: number; readonly value: bigint };

/** What the predicates of integers are called, signed and unsigned. */
const CMPI = {
  eq: [0, 0],
  ne: [1, 1],
  lt: [2, 6],
  le: [3, 7],
  gt: [4, 8],
  ge: [5, 9],
} as const;
type Relation = keyof typeof CMPI;

/** By the number of a predicate of floats; ordered or not makes no difference: there is no NaN. */
const RELATION: readonly (Relation | 'ordered' | 'unordered' | undefined)[] = [
  undefined,
  'eq',
  'gt',
  'ge',
  'lt',
  'le',
  'ne',
  'ordered',
  'eq',
  'gt',
  'ge',
  'lt',
  'le',
  'ne',
  'unordered',
  undefined,
];

/** The exponent of a number's leading bit. */
function exponentOf(bits: bigint, constant: FloatAttr): number {
  const { mant, exp } = floatParts(bits, constant.type.kind);
  return mant === 0n ? Number.NEGATIVE_INFINITY : mant.toString(2).length - 1 + exp;
}

/** Whether rounding the integer may change the answer. */
function losesAnswer(constant: FloatAttr, width: number, signed: boolean): boolean {
  const format = floatFormat(constant.type.kind);
  const precision = format.m + 1;
  if (width <= precision) return false;
  const valueBits = signed ? width - 1 : width;
  const { what } = floatParts(constant.bits, constant.type.kind);
  const highest = 2 ** format.e - (format.special === 'ieee' ? 2 : 1) - format.bias;
  if (what === 'inf') return highest < valueBits;
  const exponent = exponentOf(constant.bits, constant);
  return precision <= exponent && exponent <= valueBits;
}

export function compareWithInteger(
  predicate: number,
  constant: FloatAttr,
  type: IntegerType,
  signed: boolean,
): IntegerQuestion | undefined {
  const { kind } = constant.type;
  const asked = RELATION[predicate];
  if (floatParts(constant.bits, kind).what === 'nan' || asked === undefined) return undefined;
  if (losesAnswer(constant, type.width, signed)) return undefined;
  if (asked === 'ordered') return true;
  if (asked === 'unordered') return false;
  const width = BigInt(type.width);
  const greatest = signed ? (1n << (width - 1n)) - 1n : (1n << width) - 1n;
  const least = signed ? -(1n << (width - 1n)) : 0n;
  // The constant lies beyond every integer of the type.
  if (compare(fromInteger(greatest, kind), constant.bits, kind) === -1) {
    return asked === 'ne' || asked === 'lt' || asked === 'le';
  }
  if (compare(fromInteger(least, kind), constant.bits, kind) === 1) {
    return asked === 'ne' || asked === 'gt' || asked === 'ge';
  }
  const value = toInteger(constant.bits, kind);
  if (value === undefined || value < least || value > greatest) return undefined;
  const side = signed ? 0 : 1;
  const isWhole = compare(fromInteger(value, kind), constant.bits, kind) === 0;
  if (isWhole) return { predicate: CMPI[asked][side], value };
  const negative = isNegative(constant.bits, kind);
  switch (asked) {
    case 'ne':
      return true;
    case 'eq':
      return false;
    // x <= 4.4 is x <= 4, x <= -4.4 is x < -4; unsigned x is never below.
    case 'le':
    case 'lt':
      if (negative && !signed) return false;
      return { predicate: CMPI[negative ? 'lt' : 'le'][side], value };
    // x > 4.4 is x > 4, x > -4.4 is x >= -4; unsigned x is always above.
    case 'gt':
    case 'ge':
      if (negative && !signed) return true;
      return { predicate: CMPI[negative ? 'ge' : 'gt'][side], value };
    default: {
      const never: never = asked;
      return never;
    }
  }
}
