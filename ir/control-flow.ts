/**
 * What passes ask of branches and calls, answered by the hooks of an operation (`successorOperands`,
 * `callee` and the like). An operation without them is one of which nothing is known.
 */

import type { Block } from './block.js';
import { DenseArrayAttr } from './elements.js';
import type { Operation } from './operation.js';
import type { Value } from './value.js';

/** Whether it is known which operands become arguments of which successor. */
export function isBranch(op: Operation): boolean {
  return op.def.hooks.successorOperands !== undefined;
}

/** The values that a branch gives to the arguments of successor `index`. */
export function forwardedOperands(op: Operation, index: number): Value[] {
  const [start, end] = op.def.hooks.successorOperands!(op, index);
  const values: Value[] = new Array(end - start);
  for (let i = start; i < end; i++) values[i - start] = op.operand(i);
  return values;
}

/** The argument that operand `index` becomes, with the block that it goes to. */
export function argumentOfOperand(
  op: Operation,
  index: number,
): { readonly block: Block; readonly argument: number } | undefined {
  const ranges = op.def.hooks.successorOperands;
  if (!ranges) return undefined;
  for (let s = 0; s < op.successors.length; s++) {
    const [start, end] = ranges(op, s);
    if (index >= start && index < end) return { block: op.successors[s], argument: index - start };
  }
  return undefined;
}

/** Gives other values, maybe more or fewer, to the arguments of successor `index`. */
export function setForwardedOperands(op: Operation, index: number, values: readonly Value[]): void {
  const { hooks, spec } = op.def;
  const [start, end] = hooks.successorOperands!(op, index);
  const { operands } = op;
  op.setOperands([...operands.slice(0, start), ...values, ...operands.slice(end)]);
  const change = values.length - (end - start);
  if (change === 0) return;
  const segments = op.attr('operandSegmentSizes');
  if (segments instanceof DenseArrayAttr && spec) {
    // The operands of the successors are the last groups; a variadic successor shares one.
    const first = spec.operands.length - spec.successors.length;
    const group = Math.min(first + index, spec.operands.length - 1);
    const sizes = segments.numbers;
    op.setAttr(
      'operandSegmentSizes',
      DenseArrayAttr.i32(sizes.map((n, i) => (i === group ? n + change : n))),
    );
  }
  hooks.resizeSuccessorOperands?.(op, index, values.length);
}

/** Makes a branch go to another block. */
export function setSuccessor(op: Operation, index: number, block: Block): void {
  if (op.successors[index] === block) return;
  const successors = [...op.successors];
  successors[index] = block;
  op.successors = successors;
}

/** The edges into a block: the branch and which of its successors the block is. */
export function predecessorEdges(
  block: Block,
): readonly { readonly branch: Operation; readonly index: number }[] {
  const edges: { branch: Operation; index: number }[] = [];
  for (const pred of block.predecessors) {
    const branch = pred.lastOp!;
    branch.successors.forEach((successor, index) => {
      if (successor === block) edges.push({ branch, index });
    });
  }
  return edges;
}

/** Whether a value is used by an operation outside the block, or by one inside such an operation. */
export function isUsedOutsideOf(value: Value, block: Block): boolean {
  for (let use = value.firstUse; use; use = use.next) if (use.owner.parent !== block) return true;
  return false;
}
