/**
 * Blocks that do the same become one. They may differ in values from outside: those become arguments
 * of the block that stays, as far as every branch to the blocks can pass them.
 */
import {
  type Block,
  BlockArgument,
  forwardedOperands,
  isBranch,
  isUsedOutsideOf,
  type Operation,
  type OpResult,
  predecessorEdges,
  type Region,
  setForwardedOperands,
  setSuccessor,
  type Value,
} from '../../../ir/index.js';
import { walkRegions } from './unreachable.js';

/** Merges equal blocks in every region inside `root`; true when it did. */
export function mergeIdenticalBlocks(root: Operation): boolean {
  let merged = false;
  walkRegions(root, (region) => {
    while (mergeIn(region)) merged = true;
  });
  return merged;
}

function mergeIn(region: Region): boolean {
  if (region.blocks.length < 3) return false;
  const groups: { readonly successors: readonly Block[]; readonly clusters: Cluster[] }[] = [];
  for (const block of region.blocks.slice(1)) {
    if (!canMerge(block)) continue;
    const { successors } = block;
    let group = groups.find((g) => sameList(g.successors, successors));
    if (!group) {
      group = { successors, clusters: [] };
      groups.push(group);
    }
    const shape = new BlockShape(block);
    if (!group.clusters.some((c) => c.add(shape))) group.clusters.push(new Cluster(shape));
  }
  let merged = false;
  for (const { clusters } of groups) for (const c of clusters) if (c.merge()) merged = true;
  return merged;
}

function sameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}

/** A block with regions, or whose arguments others use, stays as it is. */
function canMerge(block: Block): boolean {
  for (let op = block.firstOp; op; op = op.next) {
    if (op.regions.some((r) => !r.isEmpty)) return false;
  }
  return !block.args.some((arg) => isUsedOutsideOf(arg, block));
}

/** The operations of a block, and for each value made in it the order in which it is made. */
class BlockShape {
  readonly block: Block;
  readonly ops: readonly Operation[];
  private readonly orders = new Map<Operation, number>();

  constructor(block: Block) {
    this.block = block;
    this.ops = block.ops;
    let order = block.args.length;
    for (const op of this.ops) {
      this.orders.set(op, order);
      order += op.results.length;
    }
  }

  has(value: Value): boolean {
    return value.parentBlock === this.block;
  }

  orderOf(value: Value): number {
    if (value instanceof BlockArgument) return value.index;
    return this.orders.get(value.definingOp!)! + (value as OpResult).index;
  }
}

/** An operand that differs between blocks of a cluster. */
interface Difference {
  readonly op: number;
  readonly operand: number;
}

class Cluster {
  private readonly leader: BlockShape;
  private readonly others: BlockShape[] = [];
  private differences: Difference[] = [];

  constructor(leader: BlockShape) {
    this.leader = leader;
  }

  /** Takes a block that does the same as the leader. */
  add(shape: BlockShape): boolean {
    const { leader } = this;
    const sameArgs = sameList(
      leader.block.args.map((a) => a.type),
      shape.block.args.map((a) => a.type),
    );
    if (!sameArgs || leader.ops.length !== shape.ops.length) return false;
    const found: Difference[] = [];
    for (let i = 0; i < leader.ops.length; i++) {
      if (!sameButOperands(leader.ops[i], shape.ops[i])) return false;
      if (!this.compareOperands(i, shape, found)) return false;
      const isUsedOutside = ({ results }: Operation, block: Block) =>
        results.some((r) => isUsedOutsideOf(r, block));
      if (isUsedOutside(shape.ops[i], shape.block)) return false;
      if (isUsedOutside(leader.ops[i], leader.block)) return false;
    }
    const known = new Set(this.differences.map(key));
    this.differences.push(...found.filter((d) => !known.has(key(d))));
    this.others.push(shape);
    return true;
  }

  private compareOperands(i: number, shape: BlockShape, found: Difference[]): boolean {
    const { leader } = this;
    const [a, b] = [leader.ops[i], shape.ops[i]];
    for (let k = 0; k < a.numOperands; k++) {
      const [x, y] = [a.operand(k), b.operand(k)];
      if (x === y) continue;
      if (x.type !== y.type || leader.has(x) !== shape.has(y)) return false;
      if (leader.has(x)) {
        if (leader.orderOf(x) !== shape.orderOf(y)) return false;
      } else {
        if (!canBePassed(leader.block, x) || !canBePassed(shape.block, y)) return false;
        found.push({ op: i, operand: k });
      }
    }
    return true;
  }

  merge(): boolean {
    const { leader, others } = this;
    if (others.length === 0) return false;
    if (this.differences.length > 0) {
      const canPass = ({ block }: BlockShape) =>
        block.predecessors.every((p) => p.lastOp && isBranch(p.lastOp));
      if (![leader, ...others].every(canPass)) return false;
      this.passDifferences();
    }
    for (const { block } of others) {
      for (const { branch, index } of predecessorEdges(block)) {
        setSuccessor(branch, index, leader.block);
      }
      block.erase();
    }
    return true;
  }

  /** Differing operands become arguments; two that are equal in every block become one. */
  private passDifferences(): void {
    const { leader, others } = this;
    const shapes = [leader, ...others];
    const differences = this.differences.sort((a, b) => a.op - b.op || a.operand - b.operand);
    const passed: Value[][] = shapes.map(() => []);
    const args: BlockArgument[] = [];
    for (const { op, operand } of differences) {
      const values = shapes.map((s) => s.ops[op].operand(operand));
      // Only the first of equal values in the leader is looked at, as the reference does.
      const first = passed[0].indexOf(values[0]);
      const isKnown = first >= 0 && shapes.every((_, s) => passed[s][first] === values[s]);
      if (!isKnown) {
        values.forEach((v, s) => {
          passed[s].push(v);
        });
        args.push(leader.block.addArgument(values[0].type, leader.ops[op].loc));
      }
      leader.ops[op].setOperand(operand, args[isKnown ? first : args.length - 1]);
    }
    shapes.forEach(({ block }, s) => {
      for (const { branch, index } of predecessorEdges(block)) {
        setForwardedOperands(branch, index, [...forwardedOperands(branch, index), ...passed[s]]);
      }
    });
  }
}

const key = ({ op, operand }: Difference): string => `${op}:${operand}`;

function sameButOperands(a: Operation, b: Operation): boolean {
  return (
    a.def === b.def &&
    a.numOperands === b.numOperands &&
    a.regions.length === b.regions.length &&
    a.successors.length === b.successors.length &&
    sameList(
      a.results.map((r) => r.type),
      b.results.map((r) => r.type),
    ) &&
    a.properties === b.properties &&
    a.attributes.length === b.attributes.length &&
    a.attributes.every(
      ({ name, value }, i) => name === b.attributes[i].name && value === b.attributes[i].value,
    )
  );
}

/** A value that the terminator before the block makes cannot be an operand of that terminator. */
function canBePassed(block: Block, value: Value): boolean {
  const from = value.parentBlock!;
  return value.definingOp !== from.lastOp || !block.predecessors.includes(from);
}

/** Replaces arguments that every branch gives the same value; true when there was one. */
export function dropRedundantArguments(root: Operation): boolean {
  let dropped = false;
  walkRegions(root, (region) => {
    if (region.blocks.length < 2) return;
    for (const block of region.blocks) if (dropIn(block)) dropped = true;
  });
  return dropped;
}

function dropIn(block: Block): boolean {
  const edges = predecessorEdges(block);
  if (edges.length === 0 || !edges.every(({ branch }) => isBranch(branch))) return false;
  const passed = edges.map(({ branch, index }) => forwardedOperands(branch, index));
  const redundant = block.args.map((_, i) => passed.every((p) => p[i] === passed[0][i]));
  if (!redundant.includes(true)) return false;
  block.args.forEach((arg, i) => {
    if (redundant[i]) arg.replaceAllUsesWith(passed[0][i]);
  });
  for (let i = block.args.length - 1; i >= 0; i--) if (redundant[i]) block.eraseArgument(i);
  for (const { branch, index } of edges) {
    const kept = forwardedOperands(branch, index).filter((_, i) => !redundant[i]);
    setForwardedOperands(branch, index, kept);
  }
  return true;
}
