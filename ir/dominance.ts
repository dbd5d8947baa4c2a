import type { Block, Region } from './block.js';
import type { Operation } from './operation.js';
import { BlockArgument, type Value } from './value.js';

const NO_BLOCKS: readonly Block[] = [];

/** A block in the dominator tree of its region. */
interface Node {
  readonly idom: Block;
  /** Blocks below it and itself are numbered [first, end), so that to dominate is to enclose. */
  first: number;
  end: number;
}

type Tree = ReadonlyMap<Block, Node>;

/** Dominator trees of regions, built on demand (Georgiadis: semidominators, then nearest ancestors). */
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

/** What a depth-first walk meets, by number: blocks, and whom each was first met from. */
interface Walk {
  readonly blocks: readonly Block[];
  readonly parents: readonly number[];
  readonly numberOf: ReadonlyMap<Block, number>;
}

function depthFirst(front: Block): Walk {
  const blocks = [front];
  const parents = [0];
  const numberOf = new Map([[front, 0]]);
  const stack = [{ number: 0, next: 0 }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const successor = blocks[top.number].successors[top.next++];
    if (!successor) {
      stack.pop();
    } else if (!numberOf.has(successor)) {
      const number = blocks.push(successor) - 1;
      parents.push(top.number);
      numberOf.set(successor, number);
      stack.push({ number, next: 0 });
    }
  }
  return { blocks, parents, numberOf };
}

/**
 * The immediate dominator of every block that is reached. A block's semidominator is the lowest
 * number from which some way leads to it over greater numbers; the dominator is the nearest above in the
 * tree that is not greater than that.
 */
function immediateDominators({ blocks, parents, numberOf }: Walk): Int32Array {
  const count = blocks.length;
  const semi = Int32Array.from({ length: count }, (_, i) => i);
  // The least semidominator on the way up to `ancestor`, shortened as it is asked for.
  const label = semi.slice();
  const ancestor = new Int32Array(count).fill(-1);
  const path: number[] = [];
  const leastAbove = (from: number): number => {
    if (ancestor[from] < 0) return from;
    for (let at = from; ancestor[ancestor[at]] >= 0; at = ancestor[at]) path.push(at);
    for (let at = path.pop(); at !== undefined; at = path.pop()) {
      const above = ancestor[at];
      if (semi[label[above]] < semi[label[at]]) label[at] = label[above];
      ancestor[at] = ancestor[above];
    }
    return label[from];
  };
  for (let i = count - 1; i > 0; i--) {
    for (const block of blocks[i].predecessors) {
      const number = numberOf.get(block);
      if (number === undefined) continue;
      const least = semi[leastAbove(number)];
      if (least < semi[i]) semi[i] = least;
    }
    ancestor[i] = parents[i];
  }
  const idoms = new Int32Array(count);
  for (let i = 1; i < count; i++) {
    let idom = parents[i];
    while (idom > semi[i]) idom = idoms[idom];
    idoms[i] = idom;
  }
  return idoms;
}

function buildTree(region: Region): Tree {
  const tree = new Map<Block, Node>();
  if (region.isEmpty) return tree;
  const walk = depthFirst(region.front);
  const idoms = immediateDominators(walk);
  walk.blocks.forEach((block, i) => {
    tree.set(block, { idom: walk.blocks[idoms[i]], first: 0, end: 1 });
  });
  number(walk.blocks, tree);
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
