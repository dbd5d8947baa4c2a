import type { Block, Region } from './block.js';
import type { Operation } from './operation.js';
import { BlockArgument, type Value } from './value.js';

const NO_BLOCKS: readonly Block[] = [];

/** A block in the dominator tree of its region. */
interface Node {
  idom: Block;
  /** Place in reverse post-order. */
  readonly order: number;
  /** Blocks below it and itself are numbered [first, end), so that to dominate is to enclose. */
  first: number;
  end: number;
}

type Tree = ReadonlyMap<Block, Node>;

/** Dominator trees of regions, built on demand (Cooper, Harvey, Kennedy: iterative, by RPO). */
export class Dominance {
  private readonly trees = new Map<Region, Tree>();
  private readonly children = new Map<Region, Map<Block, Block[]>>();

  /** Whether block `a` dominates block `b` of the same region. Unreachable blocks are dominated by all. */
  blockDominates(a: Block, b: Block): boolean {
    if (a === b) return true;
    const tree = this.tree(a.parent!);
    const below = tree.get(b);
    if (!below) return true;
    const above = tree.get(a);
    return above !== undefined && above.first <= below.first && below.end <= above.end;
  }

  isReachable(block: Block): boolean {
    return block.parent?.front === block || this.tree(block.parent!).has(block);
  }

  /** Whether `value` is defined at every path to `user`; in a graph region order does not count. */
  dominates(value: Value, user: Operation): boolean {
    const block = value.parentBlock;
    if (!block) return true;
    const region = block.parent;
    // The ancestor of the user that stands in the value's region.
    let at: Operation | undefined = user;
    while (at && at.parentRegion !== region) at = at.parentOp;
    if (!at?.parent) return false;
    if (value instanceof BlockArgument) return this.blockDominates(block, at.parent);
    const def = value.definingOp!;
    if (at.parent !== block) return this.blockDominates(block, at.parent);
    // Several blocks run in an order, whatever the operation is.
    if (region!.blocks.length === 1 && isGraphRegion(region!)) return true;
    // A use inside the defining operation itself comes too early.
    return def !== at && def.isBefore(at);
  }

  /** The blocks right below `block` in the dominator tree, in the order of the region. */
  dominatedBy(block: Block): readonly Block[] {
    const region = block.parent!;
    let children = this.children.get(region);
    if (!children) {
      children = new Map();
      const tree = this.tree(region);
      for (const child of region.blocks) {
        const above = tree.get(child)?.idom;
        if (!above || above === child) continue;
        const list = children.get(above);
        if (list) list.push(child);
        else children.set(above, [child]);
      }
      this.children.set(region, children);
    }
    return children.get(block) ?? NO_BLOCKS;
  }

  private tree(region: Region): Tree {
    let tree = this.trees.get(region);
    if (!tree) {
      tree = buildTree(region);
      this.trees.set(region, tree);
    }
    return tree;
  }
}

/** A region whose operations are not in an order: that of a module or another graph op. */
export function isGraphRegion(region: Region): boolean {
  const owner = region.parent;
  return owner?.def.hasGraphRegions ?? false;
}

function buildTree(region: Region): Tree {
  const tree = new Map<Block, Node>();
  if (region.isEmpty) return tree;
  const postOrder: Block[] = [];
  const seen = new Set<Block>([region.front]);
  const stack: { block: Block; next: number }[] = [{ block: region.front, next: 0 }];
  while (stack.length > 0) {
    const top = stack[stack.length - 1];
    const successor = top.block.successors[top.next++];
    if (successor === undefined) {
      postOrder.push(top.block);
      stack.pop();
    } else if (!seen.has(successor)) {
      seen.add(successor);
      stack.push({ block: successor, next: 0 });
    }
  }
  const order = postOrder.reverse();
  order.forEach((block, i) => {
    tree.set(block, { idom: block, order: i, first: 0, end: 1 });
  });
  const known = new Set<Block>([region.front]);
  for (let changed = true; changed; ) {
    changed = false;
    for (const block of order.slice(1)) {
      let idom: Block | undefined;
      for (const pred of block.predecessors) {
        if (!known.has(pred)) continue;
        if (!idom) idom = pred;
        else {
          let a: Block = idom;
          let b: Block = pred;
          while (a !== b) {
            while (tree.get(a)!.order > tree.get(b)!.order) a = tree.get(a)!.idom;
            while (tree.get(b)!.order > tree.get(a)!.order) b = tree.get(b)!.idom;
          }
          idom = a;
        }
      }
      if (idom && tree.get(block)!.idom !== idom) {
        tree.get(block)!.idom = idom;
        changed = true;
      }
      known.add(block);
    }
  }
  number(order, tree);
  return tree;
}

/** Numbers the tree; in `order` every block stands behind the one that dominates it. */
function number(order: readonly Block[], tree: Tree): void {
  // Sizes first: `end` counts the blocks below.
  for (let i = order.length - 1; i > 0; i--) {
    const node = tree.get(order[i])!;
    tree.get(node.idom)!.end += node.end;
  }
  // Each takes its numbers from those of the one above that are free: from the back.
  const free = new Map<Node, number>();
  for (const block of order) {
    const node = tree.get(block)!;
    const above = tree.get(node.idom)!;
    const size = node.end;
    node.end = above === node ? size : free.get(above)!;
    node.first = node.end - size;
    if (above !== node) free.set(above, node.first);
    free.set(node, node.end);
  }
}
