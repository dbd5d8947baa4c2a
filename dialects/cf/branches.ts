/** Branches seen as a block and the values it gets, and how they are made. */
import {
  type Block,
  BlockArgument,
  DenseArrayAttr,
  type IntegerType,
  type NamedAttribute,
  type Operation,
  type Value,
} from '../../ir/index.js';
import type { PatternRewriter } from '../../rewrite/index.js';
import { caseValues, caseValuesAttr, switchOperands } from './switch.js';

/** Where a branch goes, and what it brings. */
export interface Destination {
  readonly block: Block;
  readonly operands: readonly Value[];
}

/** One case of a switch: the number, without a sign, and where it goes. */
export interface Case extends Destination {
  readonly value: bigint;
}

export function destination(op: Operation, index: number): Destination {
  const [start, end] = op.def.hooks.successorOperands!(op, index);
  return { block: op.successors[index], operands: op.operands.slice(start, end) };
}

export function casesOf(op: Operation): Case[] {
  return caseValues(op).map((value, i) => {
    const operands = op.operands.slice(...switchOperands(op, i + 1));
    return { value, block: op.successors[i + 1], operands };
  });
}

export const sameValues = (a: readonly Value[], b: readonly Value[]): boolean =>
  a.length === b.length && a.every((v, i) => v === b[i]);

const sizes = (list: readonly number[]) => DenseArrayAttr.i32(list);

/** Puts a branch in the place of another. */
export function replaceByBranch(rewriter: PatternRewriter, op: Operation, to: Destination): void {
  rewriter.create('cf.br', { operands: to.operands, successors: [to.block] });
  rewriter.eraseOp(op);
}

export function replaceByCondBranch(
  rewriter: PatternRewriter,
  op: Operation,
  yes: Destination,
  no: Destination,
): void {
  rewriter.create('cf.cond_br', {
    operands: [op.operand(0), ...yes.operands, ...no.operands],
    successors: [yes.block, no.block],
    attributes: [
      {
        name: 'operandSegmentSizes',
        value: sizes([1, yes.operands.length, no.operands.length]),
      },
    ],
  });
  rewriter.eraseOp(op);
}

export function replaceBySwitch(
  rewriter: PatternRewriter,
  op: Operation,
  fallback: Destination,
  cases: readonly Case[],
): void {
  const flag = op.operand(0);
  const brought = cases.flatMap((c) => c.operands);
  const attributes: NamedAttribute[] = [
    { name: 'case_operand_segments', value: sizes(cases.map((c) => c.operands.length)) },
    { name: 'operandSegmentSizes', value: sizes([1, fallback.operands.length, brought.length]) },
  ];
  const { width } = flag.type as IntegerType;
  const values = caseValuesAttr(
    cases.map((c) => c.value),
    width,
  );
  if (values) attributes.push({ name: 'case_values', value: values });
  rewriter.create('cf.switch', {
    operands: [flag, ...fallback.operands, ...brought],
    successors: [fallback.block, ...cases.map((c) => c.block)],
    attributes,
  });
  rewriter.eraseOp(op);
}

/** The block that the only edge into `block` comes from. */
export function singlePredecessor(block: Block): Block | undefined {
  const edges = block.predecessorEdges;
  return edges.length === 1 ? edges[0] : undefined;
}

/**
 * Past a block that only branches on: where its branch goes, with what it would have brought there.
 * Undefined where the block does more, or where its arguments are used beyond the branch.
 */
export function collapse({ block, operands }: Destination): Destination | undefined {
  const branch = block.firstOp;
  if (!branch || branch !== block.lastOp || branch.name !== 'cf.br') return undefined;
  if (block.args.some((arg) => arg.users().some((user) => user !== branch))) return undefined;
  const [next] = branch.successors;
  // A loop of nothing stays one.
  if (next === block) return undefined;
  const given = branch.operands.map((v) =>
    v instanceof BlockArgument && v.owner === block ? operands[v.index] : v,
  );
  return { block: next, operands: given };
}
