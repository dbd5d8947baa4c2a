/** What the rules of canonicalize.pdll ask of branches, and how they change them. */
import {
  type Attribute,
  DenseArrayAttr,
  IntegerAttr,
  type IntegerType,
  type Operation,
  type Value,
} from '../../ir/index.js';
import { constantValue, type NativeRegistry } from '../../rewrite/index.js';
import {
  type Case,
  casesOf,
  destination,
  replaceByBranch,
  replaceBySwitch,
  sameValues,
  singlePredecessor,
} from './branches.js';

const constantOf = (v: Value): Attribute | undefined => constantValue(v.definingOp);

/** The switch on the same flag that alone leads to the block of `op`. */
function switchBefore(op: Operation): Operation | undefined {
  const before = singlePredecessor(op.parent!)?.lastOp;
  return before?.name === 'cf.switch' && before.operand(0) === op.operand(0) ? before : undefined;
}

const way = (index: number): IntegerAttr => IntegerAttr.i32(index);

/** The way of the case of a number: the default where there is none. */
const wayOfCase = (op: Operation, value: bigint): IntegerAttr =>
  way(casesOf(op).findIndex((c) => c.value === value) + 1);

/** Numbers of the cases that are kept; false when that is all of them. */
function kept(op: Operation, keep: (c: Case) => boolean): Attribute | false {
  const cases = casesOf(op);
  const numbers = cases.flatMap((c, i) => (keep(c) ? [i] : []));
  return numbers.length < cases.length && DenseArrayAttr.i32(numbers);
}

export const natives: NativeRegistry = {
  constraints: {
    IsTrue: (_ctx, v: Value) => constantOf(v) === IntegerAttr.bool(true),
    ConstantWay(_ctx, op: Operation, on: Value) {
      const constant = constantOf(on);
      if (!(constant instanceof IntegerAttr)) return false;
      const { value } = constant;
      if (op.name !== 'cf.switch') return way(value !== 0n ? 0 : 1);
      return wayOfCase(op, BigInt.asUintN((constant.type as IntegerType).width, value));
    },
    WayKnownBefore(_ctx, op: Operation) {
      const before = switchBefore(op);
      if (!before || before.successors[0] === op.parent) return false;
      return wayOfCase(op, casesOf(before).find((c) => c.block === op.parent)!.value);
    },
    HasNoCase: (_ctx, op: Operation) => op.successors.length === 1,
    CasesUnlikeDefault(_ctx, op: Operation) {
      const fallback = destination(op, 0);
      return kept(
        op,
        (c) => c.block !== fallback.block || !sameValues(c.operands, fallback.operands),
      );
    },
    CasesNotExcluded(_ctx, op: Operation) {
      const before = switchBefore(op);
      if (!before || before.successors[0] !== op.parent) return false;
      const excluded = new Set(casesOf(before).map((c) => c.value));
      return kept(op, (c) => !excluded.has(c.value));
    },
  },
  rewrites: {
    TakeWay({ rewriter }, op: Operation, to: IntegerAttr) {
      replaceByBranch(rewriter, op, destination(op, to.number));
      return undefined;
    },
    KeepCases({ rewriter }, op: Operation, numbers: DenseArrayAttr) {
      const cases = casesOf(op);
      const keep = numbers.numbers.map((n) => cases[n]);
      replaceBySwitch(rewriter, op, destination(op, 0), keep);
      return undefined;
    },
  },
};
