import type { Block, Operation, Region } from '../../ir/index.js';

/** Blocks that control can reach, each after one that leads to it: reverse post-order. */
export function reachableBlocks(region: Region): Block[] {
  if (region.isEmpty) return [];
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
  return order.reverse();
}

/** Erases what control cannot reach, in every region inside `root`; the number of blocks. */
export function eraseUnreachableBlocks(root: Operation): number {
  let erased = 0;
  const visit = (op: Operation) => {
    for (const region of op.regions) {
      if (region.blocks.length > 1) {
        const reached = new Set(reachableBlocks(region));
        const dead = region.blocks.filter((b) => !reached.has(b));
        // They may use each other's values: all uses go before any block does.
        for (const block of dead) for (const inner of block.ops) inner.dropAllReferences();
        for (const block of dead) block.erase();
        erased += dead.length;
      }
      for (const block of region.blocks) for (const inner of block.ops) visit(inner);
    }
  };
  visit(root);
  return erased;
}
