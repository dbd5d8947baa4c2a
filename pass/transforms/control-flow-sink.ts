import { controlFlowSinkPass } from '../../generated/transforms-passes.js';
import type { Operation, Region } from '../../ir/index.js';
import { isPure } from '../../rewrite/index.js';
import type { Pass } from '../pass.js';

export const controlFlowSink: Pass = {
  ...controlFlowSinkPass,
  run(root, pass) {
    let sunk = 0;
    // Inner regions first: what they alone need goes there, not to the region around them.
    root.walk((op) => {
      if (!op.hasTrait('RunsRegionsAtMostOnce') || op.hasTrait('LoopLikeOpInterface')) return;
      for (const region of op.regions) if (!region.isEmpty) sunk += sinkInto(region);
    });
    pass.count('num-sunk', sunk);
    if (sunk === 0) pass.preserveAll();
  },
};

/** Moves to the start of a region what only computes, and only for it; the number of operations. */
function sinkInto(region: Region): number {
  const entry = region.front;
  const isOnlyForRegion = (op: Operation) =>
    op.results.every((result) => result.users().every((user) => isInside(user, region)));
  let sunk = 0;
  const work = region.blocks.flatMap((block) => block.ops);
  // The last user first, and before the next one what that needs in turn: makers end up in front.
  for (let user = work.pop(); user; user = work.pop()) {
    for (const { definingOp: maker } of user.operands) {
      if (!maker || maker.parentRegion === region || isAround(maker, region)) continue;
      if (!isPure(maker) || !isOnlyForRegion(maker)) continue;
      maker.moveBefore(entry.firstOp!);
      sunk++;
      work.push(maker);
    }
  }
  return sunk;
}

function isInside(op: Operation, region: Region): boolean {
  for (let at: Operation | undefined = op; at; at = at.parentOp) {
    if (at.parentRegion === region) return true;
  }
  return false;
}

/** In a graph, what is inside an operation may use its results. */
function isAround(op: Operation, region: Region): boolean {
  for (let at = region.parent; at; at = at.parentOp) if (at === op) return true;
  return false;
}
