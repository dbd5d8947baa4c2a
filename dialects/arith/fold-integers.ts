/** Folds of integer arithmetic: what upstream's operations fold to, in its order. */
import type { Attribute, FoldResult, Operation, Value } from '../../ir/index.js';
import { IntegerType, withElementType } from '../../ir/index.js';
import {
  constantOf,
  foldBinary,
  intSplat,
  isAllOnes,
  isIntOne,
  isIntZero,
  isPoison,
  madeBy,
  type Scalar,
  widthOf,
  zeroOf,
} from './constants.js';

type Operands = readonly (Attribute | undefined)[];
type Fold = (op: Operation, operands: Operands) => FoldResult | undefined;
/** A rule of a fold: the value or constant in place of the result. */
type Rule = (op: Operation, operands: Operands) => Value | Attribute | undefined;

/** The first rule that holds, else the constant that `calculate` makes of two. */
function fold(calculate: Calculate | undefined, ...rules: readonly Rule[]): { fold: Fold } {
  const onBits = calculate && withWidth(calculate);
  return {
    fold(op, operands) {
      for (let i = 0; i < rules.length; i++) {
        const found = rules[i](op, operands);
        if (found) return [found];
      }
      const made = onBits && foldBinary(operands, 'integer', onBits);
      return made && [made];
    },
  };
}

/** Of unsigned bits; the result is cut to the width. Undefined: it does not fold. */
type Calculate = (a: bigint, b: bigint, width: number) => bigint | undefined;

const withWidth = (calculate: Calculate) => (a: bigint, b: bigint, type: Scalar) => {
  const width = widthOf(type);
  const result = calculate(a, b, width);
  return result === undefined ? undefined : BigInt.asUintN(width, result);
};

/** The same of signed numbers. */
const signed =
  (calculate: Calculate): Calculate =>
  (a, b, width) =>
    calculate(BigInt.asIntN(width, a), BigInt.asIntN(width, b), width);

/** Undefined for what needs a bit more than the width has. */
const inRange = (value: bigint, width: number) =>
  BigInt.asIntN(width, value) === value ? value : undefined;

// Rules that several operations have.

const left = (op: Operation) => op.operand(0);
const right = (op: Operation) => op.operand(1);
const rightIs =
  (test: (attr: Attribute | undefined) => boolean, give: Rule): Rule =>
  (op, operands) =>
    test(operands[1]) ? give(op, operands) : undefined;
const zero: Rule = (op) => zeroOf(op.result().type);
const same: Rule = (op) => (left(op) === right(op) ? right(op) : undefined);

/** One operand is `not` (xor with ones) of the other. */
function isNotOf(value: Value, of: Value): Operation | undefined {
  const xor = madeBy(value, 'arith.xori');
  if (!xor || xor.operand(0) !== of) return undefined;
  return isAllOnes(constantOf(xor.operand(1))) ? xor : undefined;
}
/** A rule of two operands, tried both ways round. */
const eitherWay =
  (rule: (x: Value, y: Value) => Value | undefined): Rule =>
  (op) =>
    rule(left(op), right(op)) ?? rule(right(op), left(op));
const notOfOther = (op: Operation) => isNotOf(right(op), left(op)) ?? isNotOf(left(op), right(op));

// Sums.

/** addi(subi(a, b), b) -> a and addi(b, subi(a, b)) -> a */
const sumOfDifference = eitherWay((x, y) => {
  const sub = madeBy(x, 'arith.subi');
  return sub && sub.operand(1) === y ? sub.operand(0) : undefined;
});

/** subi(addi(a, b), b) -> a and subi(addi(a, b), a) -> b */
const differenceOfSum: Rule = (op) => {
  const sum = madeBy(left(op), 'arith.addi');
  if (!sum) return undefined;
  if (sum.operand(1) === right(op)) return sum.operand(0);
  return sum.operand(0) === right(op) ? sum.operand(1) : undefined;
};

const sum: Calculate = (a, b) => a + b;
const difference: Calculate = (a, b) => a - b;
const product: Calculate = (a, b) => a * b;
const highProduct: Calculate = (a, b, width) => (a * b) >> BigInt(width);

export const addi = fold(sum, rightIs(isIntZero, left), sumOfDifference);
export const subi = fold(
  difference,
  (op, operands) => (left(op) === right(op) ? zero(op, operands) : undefined),
  rightIs(isIntZero, left),
  differenceOfSum,
);
export const muli = fold(product, rightIs(isIntZero, right), rightIs(isIntOne, left));

export const adduiExtended: { fold: Fold } = {
  fold(op, operands) {
    const carryType = op.result(1).type;
    // addui_extended(x, 0) -> x, false
    if (isIntZero(operands[1])) {
      const no = zeroOf(carryType);
      return no && [left(op), no];
    }
    const total = foldBinary(operands, 'integer', withWidth(sum));
    if (!total) return undefined;
    const carry = foldBinary(
      operands,
      'integer',
      (a, b, type) => (a + b) >> BigInt(widthOf(type)),
      withElementType(op.result(0).type, IntegerType.get(1)),
    );
    return carry && [total, carry];
  },
};

/** Low and high half of a product. */
function foldExtended(high: Calculate, one: boolean): { fold: Fold } {
  return {
    fold(op, operands) {
      const [, b] = operands;
      // mul*_extended(x, 0) -> 0, 0
      if (b && isIntZero(b)) return [b, b];
      // mului_extended(x, 1) -> x, 0
      if (one && isIntOne(b)) {
        const nothing = zeroOf(left(op).type);
        return nothing && [left(op), nothing];
      }
      const low = foldBinary(operands, 'integer', withWidth(product));
      const top = foldBinary(operands, 'integer', withWidth(high));
      return low && top && [low, top];
    },
  };
}
export const mulsiExtended = foldExtended(signed(highProduct), false);
export const muluiExtended = foldExtended(highProduct, true);

// Quotients. None folds that divides by zero or does not fit: that is undefined behaviour.

/** For signed numbers, as JavaScript divides: toward zero. */
const quotient: Calculate = (a, b, width) => (b === 0n ? undefined : inRange(a / b, width));
/** Upstream gives up where the numbers it takes the way over do not fit. */
const ceilQuotient: Calculate = (a, b, width) => {
  if (b === 0n) return undefined;
  if (a === 0n) return 0n;
  const lowest = -(1n << BigInt(width - 1));
  if ((a < 0n && a === lowest) || (b < 0n && b === lowest)) return undefined;
  const toward = a / b;
  return inRange(toward * b !== a && a < 0n === b < 0n ? toward + 1n : toward, width);
};
/** As with shifts upstream asks the last element alone: the others stand as they come out. */
const floordivsiFold: Fold = (_op, operands) => {
  let folds = false;
  const made = foldBinary(
    operands,
    'integer',
    withWidth(
      signed((a, b, width) => {
        folds = b !== 0n && inRange(a / b, width) !== undefined;
        if (b === 0n) return a;
        const toward = a / b;
        return toward * b !== a && a < 0n !== b < 0n ? toward - 1n : toward;
      }),
    ),
  );
  return made && (folds || isPoison(made)) ? [made] : undefined;
};

const byOne = rightIs(isIntOne, left);
export const divui = fold((a, b) => (b === 0n ? undefined : a / b), byOne);
export const divsi = fold(signed(quotient), byOne);
export const ceildivui = fold((a, b) => (b === 0n ? undefined : (a + b - 1n) / b), byOne);
export const ceildivsi = fold(signed(ceilQuotient), byOne);
export const floordivsi: { fold: Fold } = {
  fold: (op, operands) => {
    const x = byOne(op, operands);
    return x ? [x] : floordivsiFold(op, operands);
  },
};

const restByOne = rightIs(isIntOne, zero);
const rest: Calculate = (a, b) => (b === 0n ? undefined : a % b);
export const remui = fold(rest, restByOne);
export const remsi = fold(signed(rest), restByOne);

// Bits.

/** and(a, and(a, b)) -> and(a, b) */
const andOfAnd = eitherWay((inner, other) => {
  const and = madeBy(inner, 'arith.andi');
  return and && (and.operand(0) === other || and.operand(1) === other) ? inner : undefined;
});

/** xor(xor(a, b), b) -> a, whichever way round */
const xorOfXor = eitherWay((inner, other) => {
  const xor = madeBy(inner, 'arith.xori');
  if (!xor) return undefined;
  if (xor.operand(1) === other) return xor.operand(0);
  return xor.operand(0) === other ? xor.operand(1) : undefined;
});

export const andi = fold(
  (a, b) => a & b,
  rightIs(isIntZero, right),
  rightIs(isAllOnes, left),
  // and(x, not(x)) -> 0
  (op, operands) => (notOfOther(op) ? zero(op, operands) : undefined),
  andOfAnd,
);
export const ori = fold(
  (a, b) => a | b,
  rightIs(isIntZero, left),
  rightIs(isAllOnes, (_op, operands) => operands[1]),
  // or(x, not(x)) -> ones
  (op) => notOfOther(op)?.operand(1),
);
export const xori = fold(
  (a, b) => a ^ b,
  rightIs(isIntZero, left),
  (op, operands) => (left(op) === right(op) ? zero(op, operands) : undefined),
  xorOfXor,
);

/**
 * A shift by the width or more is poison and does not fold. Of several elements upstream asks the
 * last alone: what the others then shift out is gone, or a copy of the sign.
 */
function shift(calculate: (a: bigint, by: bigint, width: number) => bigint): { fold: Fold } {
  return {
    fold(op, operands) {
      if (isIntZero(operands[1])) return [left(op)];
      let bounded = false;
      const made = foldBinary(
        operands,
        'integer',
        withWidth((a, by, width) => {
          bounded = by < BigInt(width);
          return calculate(a, bounded ? by : BigInt(width), width);
        }),
      );
      return made && (bounded || isPoison(made)) ? [made] : undefined;
    },
  };
}
export const shli = shift((a, by) => a << by);
export const shrui = shift((a, by) => a >> by);
export const shrsi = shift((a, by, width) => BigInt.asIntN(width, a) >> by);

// Greatest and least.

/** Math.max takes no bigint. */
function greater(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}
function less(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}
const isMaxUnsigned = isAllOnes;
const isMinUnsigned = isIntZero;
function isMaxSigned(attr: Attribute | undefined): boolean {
  const splat = intSplat(attr);
  return splat !== undefined && splat.bits === (1n << BigInt(splat.width - 1)) - 1n;
}
function isMinSigned(attr: Attribute | undefined): boolean {
  const splat = intSplat(attr);
  return splat !== undefined && splat.bits === 1n << BigInt(splat.width - 1);
}

export const maxsi = fold(
  signed(greater),
  same,
  rightIs(isMaxSigned, right),
  rightIs(isMinSigned, left),
);
export const maxui = fold(
  greater,
  same,
  rightIs(isMaxUnsigned, right),
  rightIs(isMinUnsigned, left),
);
export const minsi = fold(
  signed(less),
  same,
  rightIs(isMinSigned, right),
  rightIs(isMaxSigned, left),
);
export const minui = fold(less, same, rightIs(isMinUnsigned, right), rightIs(isMaxUnsigned, left));
