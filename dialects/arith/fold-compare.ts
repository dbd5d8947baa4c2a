/** Folds of comparisons and of the choice between two values. */
import {
  type Attribute,
  DenseElementsAttr,
  elementTypeOf,
  FloatAttr,
  type FoldResult,
  IntegerAttr,
  IntegerType,
  type Operation,
  withElementType,
} from '../../ir/index.js';
import {
  boolOf,
  foldBinary,
  foldChoice,
  isIntOne,
  isIntZero,
  isPoison,
  madeBy,
  widthOf,
} from './constants.js';
import { compare, isNaNBits } from './soft-float.js';

type Operands = readonly (Attribute | undefined)[];
type Fold = (op: Operation, operands: Operands) => FoldResult | undefined;

/** Predicates of integers, by their numbers: eq, ne, slt, sle, sgt, sge, ult, ule, ugt, uge. */
const COMPARE: readonly ((a: bigint, b: bigint) => boolean)[] = [
  (a, b) => a === b,
  (a, b) => a !== b,
  (a, b) => a < b,
  (a, b) => a <= b,
  (a, b) => a > b,
  (a, b) => a >= b,
  (a, b) => a < b,
  (a, b) => a <= b,
  (a, b) => a > b,
  (a, b) => a >= b,
];
const EQ = 0;
const NE = 1;
const isSigned = (predicate: number) => predicate >= 2 && predicate <= 5;
/** The predicate with its operands the other way round. */
const SWAPPED = [0, 1, 4, 5, 2, 3, 8, 9, 6, 7];

export function predicateOf(op: Operation): number {
  return (op.attr('predicate') as IntegerAttr).number;
}

const BOOL = IntegerType.get(1);

export const cmpi: { fold: Fold } = {
  fold(op, operands) {
    const [a, b] = operands;
    const predicate = predicateOf(op);
    const [x, y] = [op.operand(0), op.operand(1)];
    const { type } = op.result();
    // cmpi(p, x, x)
    if (x === y) {
      const known = boolOf(type, COMPARE[predicate](0n, 0n));
      return known && [known];
    }
    if (predicate === NE && isIntZero(b)) {
      // ext(x : i1) != 0 -> x
      const ext = madeBy(x, 'arith.extsi') ?? madeBy(x, 'arith.extui');
      const inner = ext?.operand(0);
      if (inner && inner.type === type && elementTypeOf(inner.type) === BOOL) return [inner];
    }
    // A constant goes to the right.
    if (a && !b) {
      op.setAttr('predicate', IntegerAttr.i64(SWAPPED[predicate]));
      op.setOperand(0, y);
      op.setOperand(1, x);
      return [op.result()];
    }
    const made = foldBinary(
      operands,
      'integer',
      (l, r, element) => {
        const width = widthOf(element);
        const read = (bits: bigint) => (isSigned(predicate) ? BigInt.asIntN(width, bits) : bits);
        return COMPARE[predicate](read(l), read(r)) ? 1n : 0n;
      },
      withElementType(x.type, BOOL),
    );
    return made && [made];
  },
};

/** Which outcomes make a predicate of floats true: less, equal, greater, unordered as bits. */
const LT = 1;
const SAME = 2;
const GT = 4;
const UNORDERED = 8;
const TRUE_FOR: readonly number[] = [
  0,
  SAME,
  GT,
  GT | SAME,
  LT,
  LT | SAME,
  LT | GT,
  LT | SAME | GT,
  UNORDERED | SAME,
  UNORDERED | GT,
  UNORDERED | GT | SAME,
  UNORDERED | LT,
  UNORDERED | LT | SAME,
  UNORDERED | LT | GT,
  UNORDERED,
  UNORDERED | LT | SAME | GT,
];

export const cmpf: { fold: Fold } = {
  fold(op, [first, second]) {
    let a = first instanceof FloatAttr ? first : undefined;
    let b = second instanceof FloatAttr ? second : undefined;
    // With a NaN on one side the other side does not count.
    if (a && isNaNBits(a.bits, a.type.kind)) b = a;
    if (b && isNaNBits(b.bits, b.type.kind)) a = b;
    if (!a || !b) return undefined;
    const order = compare(a.bits, b.bits, a.type.kind);
    const outcome = order === undefined ? UNORDERED : order < 0 ? LT : order > 0 ? GT : SAME;
    return [IntegerAttr.bool((TRUE_FOR[predicateOf(op)] & outcome) !== 0)];
  },
};

export const select: { fold: Fold } = {
  fold(op, [condition, a, b]) {
    const [c, yes, no] = op.operands;
    if (yes === no) return [yes];
    if (isIntOne(condition)) return [yes];
    if (isIntZero(condition)) return [no];
    if (isPoison(a)) return [no];
    if (isPoison(b)) return [yes];
    // select x, true, false -> x
    if (op.result().type === BOOL && isIntOne(a) && isIntZero(b)) return [c];
    // select (x == y), x, y -> y; select (x != y), x, y -> x
    const cmp = madeBy(c, 'arith.cmpi');
    if (cmp) {
      const predicate = predicateOf(cmp);
      const [x, y] = [cmp.operand(0), cmp.operand(1)];
      if ((x === yes && y === no) || (y === yes && x === no)) {
        if (predicate === NE) return [yes];
        if (predicate === EQ) return [no];
      }
    }
    const dense = [condition, a, b].every((attr) => attr instanceof DenseElementsAttr);
    if (!dense) return undefined;
    const [mask, x, y] = [condition, a, b] as DenseElementsAttr[];
    const made = foldChoice(mask, x, y);
    return made && [made];
  },
};
