import type { Block, Operation, Region } from '../../../ir/index.js';

/** Blocks that control can reach, each behind those it leads to: post-order. */
export function blocksInPostOrder(region: Region): Block[] {
  if (region.blocks.length < 2) return [...region.blocks];
  const order: Block[] = [];
  const seen = new Set<Block>([region.front]);
  const stack: { block: Block; next: number }[] = [{ block: region.front, next: 0 }];
  while (stack.length > 0) {
    const top = stack[stack.length - 1];
    const successor = top.block.successors[top.next++];
    if (!successor) {
      order.push(top.block);
      stack.pop();
    } else if (!seen.has(successor)) {
      seen.add(successor);
      stack.push({ block: successor, next: 0 });
    }
  }
  return order;
}

/** Visits the regions inside `root`, outer ones first. */
export function walkRegions(root: Operation, visit: (region: Region) => void): void {
  for (const region of root.regions) walkRegion(region, visit);
}

function walkRegion(region: Region, visit: (region: Region) => void): void {
  visit(region);
  for (const block of region.blocks) {
    for (let op = block.firstOp; op; op = op.next) {
      if (op.regions.length > 0) walkRegions(op, visit);
    }
  }
}

/** Erases what control cannot reach, in every region inside `root`; the number of blocks. */
export function eraseUnreachableBlocks(root: Operation): number {
  let erased = 0;
  for (const region of root.regions) erased += eraseUnreachableInside(region);
  return erased;
}

/** The same in a region and those inside it. */
export function eraseUnreachableInside(outer: Region): number {
  let erased = 0;
  walkRegion(outer, (region) => {
    if (region.blocks.length < 2) return;
    const reached = new Set(blocksInPostOrder(region));
    if (reached.size === region.blocks.length) return;
    const dead = region.blocks.filter((b) => !reached.has(b));
    region.eraseBlocks(dead);
    erased += dead.length;
  });
  return erased;
}
