import { loopInvariantCodeMotionPass } from '../../generated/transforms-passes.js';
import type { Operation, Region, Value } from '../../ir/index.js';
import { isPure, isSpeculatable } from '../../rewrite/index.js';
import type { Pass } from '../pass.js';

export const loopInvariantCodeMotion: Pass = {
  ...loopInvariantCodeMotionPass,
  run(root, pass) {
    let moved = 0;
    // Inner loops first: what leaves one may leave the next too.
    root.walk((op) => {
      if (op.hasTrait('LoopLikeOpInterface')) moved += hoistFrom(op);
    });
    pass.count('num-moved', moved);
    if (moved === 0) pass.preserveAll();
  },
};

/** Moves before the loop what its body computes anew each time; the number of operations. */
function hoistFrom(loop: Operation): number {
  let moved = 0;
  for (const region of loop.regions) {
    const isOutside = (value: Value) => !isInside(value.parentBlock?.parent, region);
    const work: Operation[] = [];
    for (const block of region.blocks) work.push(...block.ops);
    for (let i = 0; i < work.length; i++) {
      const op = work[i];
      // A user that was pushed again may have left already, or stand deeper in the body.
      if (op.parentRegion !== region) continue;
      if (op.def.isTerminator || !isPure(op) || !isSpeculatable(op)) continue;
      if (!usesOnly(op, isOutside)) continue;
      op.moveBefore(loop);
      moved++;
      for (const result of op.results) work.push(...result.users());
    }
  }
  return moved;
}

function isInside(region: Region | undefined, outer: Region): boolean {
  for (let at = region; at; at = at.parent?.parentRegion) if (at === outer) return true;
  return false;
}

/** Whether the operation, and those inside it, use values of the outside and of itself only. */
function usesOnly(op: Operation, isOutside: (value: Value) => boolean): boolean {
  let ok = true;
  op.walk((inner) => {
    for (const value of inner.operands) {
      if (isOutside(value)) continue;
      const own = op.regions.some((r) => isInside(value.parentBlock?.parent, r));
      if (!own) ok = false;
    }
  });
  return ok;
}
