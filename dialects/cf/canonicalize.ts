/**
 * Canonical forms of control flow: the rules of upstream's cf dialect. Most are written here and not
 * in canonicalize.pdll because the rule language has no blocks: it cannot match a successor, ask
 * for the predecessors of a block, or make a branch.
 */
import { rules } from '../../generated/rules/cf-canonicalize.js';
import {
  type Attribute,
  IntegerAttr,
  IntegerType,
  type Operation,
  type Value,
} from '../../ir/index.js';
import {
  constantValue,
  type PatternRewriter,
  patternsOf,
  type RewritePattern,
} from '../../rewrite/index.js';
import {
  type Case,
  casesOf,
  collapse,
  type Destination,
  destination,
  replaceByBranch,
  replaceByCondBranch,
  replaceBySwitch,
  sameValues,
  singlePredecessor,
} from './branches.js';

type Rewrite = (op: Operation, rewriter: PatternRewriter) => boolean;

const rule = (name: string, root: string, matchAndRewrite: Rewrite): RewritePattern => ({
  name,
  root,
  benefit: 1,
  matchAndRewrite,
});

const constantOf = (v: Value): Attribute | undefined => constantValue(v.definingOp);

// br

/** br ^a, ^a: … of one predecessor -> what stands in ^a */
const mergeIntoPredecessor: Rewrite = (op, rewriter) => {
  const [block] = op.successors;
  if (block === op.parent || !singlePredecessor(block)) return false;
  rewriter.inlineBlockBefore(block, op, op.operands);
  rewriter.eraseOp(op);
  block.erase();
  return true;
};

/** br ^a, ^a: br ^b -> br ^b */
const passThroughBranch: Rewrite = (op, rewriter) => {
  const to = destination(op, 0);
  const past = to.block === op.parent ? undefined : collapse(to);
  if (past) replaceByBranch(rewriter, op, past);
  return past !== undefined;
};

// cond_br

/** cond_br true, ^a, ^b -> br ^a; cond_br false, ^a, ^b -> br ^b */
const constantCondition: Rewrite = (op, rewriter) => {
  const condition = constantOf(op.operand(0));
  if (!(condition instanceof IntegerAttr)) return false;
  replaceByBranch(rewriter, op, destination(op, condition.value !== 0n ? 0 : 1));
  return true;
};

/** cond_br c, ^a, ^b with ^a: br ^d -> cond_br c, ^d, ^b; the same for ^b */
const passThroughCondBranch: Rewrite = (op, rewriter) => {
  const [yes, no] = [destination(op, 0), destination(op, 1)];
  const [pastYes, pastNo] = [collapse(yes), collapse(no)];
  if (!pastYes && !pastNo) return false;
  replaceByCondBranch(rewriter, op, pastYes ?? yes, pastNo ?? no);
  return true;
};

/** cond_br c, ^a(x), ^a(y) -> br ^a(select c, x, y) */
const sameSuccessors: Rewrite = (op, rewriter) => {
  const [yes, no] = [destination(op, 0), destination(op, 1)];
  if (yes.block !== no.block) return false;
  if (sameValues(yes.operands, no.operands)) {
    replaceByBranch(rewriter, op, yes);
    return true;
  }
  // Elsewhere the selects would be one more thing to do.
  if (yes.block.predecessorEdges.some((b) => b !== op.parent)) return false;
  const condition = op.operand(0);
  const operands = yes.operands.map((a, i) => {
    const b = no.operands[i];
    if (a === b) return a;
    const select = { operands: [condition, a, b], resultTypes: [a.type] };
    return rewriter.create('arith.select', select).result();
  });
  replaceByBranch(rewriter, op, { block: yes.block, operands });
  return true;
};

/** A branch on what the branch into its block asked: the answer is known. */
const knownCondition: Rewrite = (op, rewriter) => {
  const block = op.parent!;
  const before = singlePredecessor(block)?.lastOp;
  if (before?.name !== 'cf.cond_br' || before.operand(0) !== op.operand(0)) return false;
  replaceByBranch(rewriter, op, destination(op, before.successors[0] === block ? 0 : 1));
  return true;
};

/** In a block that one answer leads to, the condition is that answer. */
const conditionInSuccessors: Rewrite = (op, rewriter) => {
  const condition = op.operand(0);
  let changed = false;
  op.successors.forEach((block, i) => {
    if (!singlePredecessor(block)) return;
    const uses = [...condition.uses()].filter((use) => use.owner.parent === block);
    if (uses.length === 0) return;
    const known = rewriter.create('arith.constant', {
      attributes: [{ name: 'value', value: IntegerAttr.bool(i === 0) }],
      resultTypes: [IntegerType.get(1)],
    });
    for (const use of uses) {
      rewriter.modifyInPlace(use.owner, () => use.owner.setOperand(use.index, known.result()));
    }
    changed = true;
  });
  return changed;
};

// switch

/** switch x, [default: ^a] -> br ^a */
const onlyDefault: Rewrite = (op, rewriter) => {
  if (op.successors.length > 1) return false;
  replaceByBranch(rewriter, op, destination(op, 0));
  return true;
};

/** Replaces the switch by one with some of its cases. */
function keepCases(op: Operation, rewriter: PatternRewriter, keep: (c: Case) => boolean): boolean {
  const cases = casesOf(op);
  const kept = cases.filter(keep);
  if (kept.length === cases.length) return false;
  replaceBySwitch(rewriter, op, destination(op, 0), kept);
  return true;
}

/** switch x, [default: ^a, 1: ^a, 2: ^b] -> switch x, [default: ^a, 2: ^b] */
const casesLikeDefault: Rewrite = (op, rewriter) => {
  const fallback = destination(op, 0);
  const differs = (c: Case) =>
    c.block !== fallback.block || !sameValues(c.operands, fallback.operands);
  return keepCases(op, rewriter, differs);
};

/** A branch to the case of a number. */
function takeCase(op: Operation, rewriter: PatternRewriter, value: bigint): void {
  const taken: Destination = casesOf(op).find((c) => c.value === value) ?? destination(op, 0);
  replaceByBranch(rewriter, op, taken);
}

/** switch 2, [default: ^a, 2: ^b] -> br ^b */
const constantFlag: Rewrite = (op, rewriter) => {
  const flag = constantOf(op.operand(0));
  if (!(flag instanceof IntegerAttr)) return false;
  takeCase(op, rewriter, BigInt.asUintN((flag.type as IntegerType).width, flag.value));
  return true;
};

/** switch x, [default: ^a, 1: ^b] with ^b: br ^c -> switch x, [default: ^a, 1: ^c] */
const passThroughSwitch: Rewrite = (op, rewriter) => {
  let changed = false;
  const past = <T extends Destination>(to: T): T => {
    const collapsed = collapse(to);
    if (collapsed) changed = true;
    return collapsed ? { ...to, ...collapsed } : to;
  };
  const cases = casesOf(op).map(past);
  const fallback = past(destination(op, 0));
  if (changed) replaceBySwitch(rewriter, op, fallback, cases);
  return changed;
};

/** The switch on the same flag that alone leads to the block of `op`. */
function switchBefore(op: Operation): Operation | undefined {
  const before = singlePredecessor(op.parent!)?.lastOp;
  return before?.name === 'cf.switch' && before.operand(0) === op.operand(0) ? before : undefined;
}

/** In the block of case 1, a switch on the same flag -> br to its case 1 */
const knownFlag: Rewrite = (op, rewriter) => {
  const before = switchBefore(op);
  if (!before || before.successors[0] === op.parent) return false;
  takeCase(op, rewriter, casesOf(before).find((c) => c.block === op.parent)!.value);
  return true;
};

/** In the default block of a switch, a switch on the same flag has none of its cases. */
const excludedCases: Rewrite = (op, rewriter) => {
  const before = switchBefore(op);
  if (!before || before.successors[0] !== op.parent) return false;
  const excluded = new Set(casesOf(before).map((c) => c.value));
  return keepCases(op, rewriter, (c) => !excluded.has(c.value));
};

export const patterns: readonly RewritePattern[] = [
  ...patternsOf(rules, {
    constraints: {
      IsTrue: (_ctx, v: Value) => constantOf(v) === IntegerAttr.bool(true),
    },
  }),
  rule('MergeIntoPredecessor', 'cf.br', mergeIntoPredecessor),
  rule('PassThroughBranch', 'cf.br', passThroughBranch),
  rule('ConstantCondition', 'cf.cond_br', constantCondition),
  rule('PassThroughCondBranch', 'cf.cond_br', passThroughCondBranch),
  rule('SameSuccessors', 'cf.cond_br', sameSuccessors),
  rule('KnownCondition', 'cf.cond_br', knownCondition),
  rule('ConditionInSuccessors', 'cf.cond_br', conditionInSuccessors),
  rule('OnlyDefault', 'cf.switch', onlyDefault),
  rule('CasesLikeDefault', 'cf.switch', casesLikeDefault),
  rule('ConstantFlag', 'cf.switch', constantFlag),
  rule('PassThroughSwitch', 'cf.switch', passThroughSwitch),
  rule('KnownFlag', 'cf.switch', knownFlag),
  rule('ExcludedCases', 'cf.switch', excludedCases),
];
