import { topologicalSortPass } from '../../generated/transforms-passes.js';
import { type Block, isGraphRegion, type Operation } from '../../ir/index.js';
import type { Pass } from '../pass.js';
import { walkRegions } from './regions/index.js';

/**
 * Users behind producers in regions that are graphs. The order that is there is kept where it can be:
 * each round takes the operations that have all they need; when a cycle stops it, the first one left.
 */
export const topologicalSort: Pass = {
  ...topologicalSortPass,
  run(root) {
    walkRegions(root, (region) => {
      // Of an operation that nothing is known of, the order may mean something.
      if (!region.parent?.def.registered || !isGraphRegion(region)) return;
      for (const block of region.blocks) sortBlock(block);
    });
  },
};

function sortBlock(block: Block): void {
  const left = new Set(block.ops);
  const last = block.lastOp;
  // A terminator stays the last.
  if (last?.def.isTerminator) left.delete(last);
  const sorted: Operation[] = [];
  while (left.size > 0) {
    let scheduled = false;
    for (const op of left) {
      if (!isReady(op, block, left)) continue;
      left.delete(op);
      sorted.push(op);
      scheduled = true;
    }
    if (scheduled) continue;
    const [first] = left;
    left.delete(first);
    sorted.push(first);
  }
  if (last?.def.isTerminator) sorted.push(last);
  for (const op of sorted) {
    op.remove();
    block.append(op);
  }
}

/** Whether nothing that waits makes a value that the operation, or one inside it, uses. */
function isReady(op: Operation, block: Block, waiting: ReadonlySet<Operation>): boolean {
  const waits = (user: Operation): boolean => {
    for (const { definingOp } of user.operands) {
      let at: Operation | undefined = definingOp;
      while (at && at.parent !== block) at = at.parentOp;
      // An operation does not wait for itself, nor for what is inside it.
      if (at && at !== op && waiting.has(at)) return true;
    }
    return user.regions.some((r) => r.blocks.some((b) => b.ops.some(waits)));
  };
  return !waits(op);
}
