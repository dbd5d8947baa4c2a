/**
 * Dead operations and block arguments that only keep each other alive: a loop-carried value that
 * nothing reads, a cycle in a graph region. Everything is dead until something live uses it. Where no
 * cycles are possible, one way through the block from its end finds all that is dead.
 */
import {
  argumentOfOperand,
  type Block,
  type BlockArgument,
  forwardedOperands,
  isBranch,
  isGraphRegion,
  type Operation,
  type OpOperand,
  type Region,
  setForwardedOperands,
  type Value,
} from '../../../ir/index.js';
import { isDeadWhenUnused, isTriviallyDead } from '../../../rewrite/index.js';
import { blocksInPostOrder, eraseUnreachableInside } from './unreachable.js';

/**
 * Erases what is dead inside `root`, and blocks that nothing reaches; true when something went. It need
 * not look inside isolated operations for which `isNew` is false.
 */
export function eraseDead(root: Operation, isNew: (isolated: Operation) => boolean): boolean {
  let erased = false;
  for (const region of root.regions) {
    if (mayHaveCycles(region)) {
      // Of the regions inside too: what control cannot reach keeps nothing alive.
      if (eraseUnreachableInside(region) > 0) erased = true;
      if (new DeadValues(region).erase()) erased = true;
      continue;
    }
    for (const block of region.blocks) {
      for (let op = block.lastOp; op; ) {
        const prev: Operation | undefined = op.prev;
        // From the end, so that what kept others alive went before them.
        if (op.regions.length > 0 && (!op.def.isIsolated || isNew(op))) {
          if (eraseDead(op, isNew)) erased = true;
        }
        if (isTriviallyDead(op)) {
          op.erase();
          erased = true;
        }
        op = prev;
      }
    }
  }
  return erased;
}

function mayHaveCycles(region: Region): boolean {
  if (region.blocks.length > 1) return true;
  if (region.isEmpty || !isGraphRegion(region)) return false;
  for (let op = region.front.firstOp; op; op = op.next) {
    if (op.numResults > 0 && isDeadWhenUnused(op)) return true;
  }
  return false;
}

class DeadValues {
  private readonly live = new Set<Operation | BlockArgument>();
  private changed = true;
  private readonly region: Region;

  constructor(region: Region) {
    this.region = region;
  }

  erase(): boolean {
    while (this.changed) {
      this.changed = false;
      this.visitRegion(this.region);
    }
    return this.eraseIn(this.region);
  }

  private mark(what: Operation | BlockArgument): void {
    if (this.live.has(what)) return;
    this.live.add(what);
    this.changed = true;
  }

  private visitRegion(region: Region): void {
    for (const block of blocksInPostOrder(region)) {
      for (let op = block.lastOp; op; op = op.prev) this.visit(op);
      if (block === region.front) continue;
      for (const arg of block.args) {
        if (!this.live.has(arg) && this.isNeeded(arg)) this.mark(arg);
      }
    }
  }

  private visit(op: Operation): void {
    for (const region of op.regions) this.visitRegion(region);
    if (op.def.isTerminator) {
      this.mark(op);
      if (isBranch(op)) return;
      for (const successor of op.successors) for (const arg of successor.args) this.mark(arg);
      return;
    }
    if (this.live.has(op)) return;
    if (!isDeadWhenUnused(op) || this.hasNeededResult(op)) this.mark(op);
    // What is unregistered may be a terminator too.
    for (const successor of op.successors) for (const arg of successor.args) this.mark(arg);
  }

  private hasNeededResult(op: Operation): boolean {
    for (let i = 0; i < op.numResults; i++) if (this.isNeeded(op.result(i))) return true;
    return false;
  }

  private isNeeded(value: Value): boolean {
    for (let use = value.firstUse; use; use = use.next) {
      if (this.live.has(use.owner) && !this.goesToDeadArgument(use)) return true;
    }
    return false;
  }

  /** An operand of a branch is needed only if the argument that it becomes is. */
  private goesToDeadArgument({ owner, index }: OpOperand): boolean {
    if (!owner.def.isTerminator) return false;
    const to = argumentOfOperand(owner, index);
    return to !== undefined && !this.live.has(to.block.args[to.argument]);
  }

  private eraseIn(region: Region): boolean {
    let erased = false;
    const order = blocksInPostOrder(region);
    if (region.blocks.length > 1) for (const block of order) this.dropOperands(block);
    for (const block of order) {
      for (let op = block.lastOp; op; ) {
        const prev: Operation | undefined = op.prev;
        if (!this.live.has(op)) {
          eraseWithUses(op);
          erased = true;
        } else {
          for (const inner of op.regions) if (this.eraseIn(inner)) erased = true;
        }
        op = prev;
      }
    }
    for (const block of region.blocks.slice(1)) {
      for (let i = block.args.length - 1; i >= 0; i--) {
        if (!this.live.has(block.args[i])) block.eraseArgument(i);
      }
    }
    return erased;
  }

  /** What a block's branch gives to dead arguments goes before the arguments do. */
  private dropOperands(block: Block): void {
    const branch = block.lastOp;
    if (!branch || !isBranch(branch)) return;
    branch.successors.forEach((successor, i) => {
      if (successor.args.every((arg) => this.live.has(arg))) return;
      const kept = forwardedOperands(branch, i).filter((_, k) => this.live.has(successor.args[k]));
      setForwardedOperands(branch, i, kept);
    });
  }
}

/** In a cycle the users go later: their operands are unlinked when they do. */
function eraseWithUses(op: Operation): void {
  op.dropAllReferences();
  op.remove();
}
