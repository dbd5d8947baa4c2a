/**
 * Canonical forms of control flow: the rules of upstream's cf dialect. Those here are not in
 * canonicalize.pdll because the rule language has no blocks: what they match, or what they make, is
 * another block than the one the operation stands in.
 */
import { rules } from '../../generated/rules/cf-canonicalize.js';
import { IntegerAttr, IntegerType, type Operation } from '../../ir/index.js';
import { type PatternRewriter, patternsOf, type RewritePattern } from '../../rewrite/index.js';
import {
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
import { natives } from './natives.js';

type Rewrite = (op: Operation, rewriter: PatternRewriter) => boolean;

const rule = (name: string, root: string, matchAndRewrite: Rewrite): RewritePattern => ({
  name,
  root,
  benefit: 1,
  matchAndRewrite,
});

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

export const patterns: readonly RewritePattern[] = [
  ...patternsOf(rules, natives),
  rule('MergeIntoPredecessor', 'cf.br', mergeIntoPredecessor),
  rule('PassThroughBranch', 'cf.br', passThroughBranch),
  rule('PassThroughCondBranch', 'cf.cond_br', passThroughCondBranch),
  rule('SameSuccessors', 'cf.cond_br', sameSuccessors),
  rule('KnownCondition', 'cf.cond_br', knownCondition),
  rule('ConditionInSuccessors', 'cf.cond_br', conditionInSuccessors),
  rule('PassThroughSwitch', 'cf.switch', passThroughSwitch),
];
