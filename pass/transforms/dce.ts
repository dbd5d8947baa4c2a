import { dcePass } from '../../generated/transforms-passes.js';
import type { Operation } from '../../ir/index.js';
import { isTriviallyDead } from '../../rewrite/index.js';
import type { Pass } from '../pass.js';
import { eraseUnreachableBlocks } from './regions/index.js';

/** Erases pure operations that nothing uses, and blocks that nothing reaches. */
export const dce: Pass = {
  ...dcePass,
  run(root, pass) {
    const blocks = eraseUnreachableBlocks(root);
    pass.count('num-blocks', blocks);
    const ops = eraseDeadInside(root);
    pass.count("num-dce'd", ops);
    if (blocks + ops === 0) pass.preserveAll();
  },
};

/** Whole chains, from their ends; the number of operations. */
function eraseDeadInside(root: Operation): number {
  const queue: Operation[] = [];
  root.walk((op) => {
    if (op !== root) queue.push(op);
  });
  const gone = new Set<Operation>();
  let erased = 0;
  for (let op = queue.pop(); op; op = queue.pop()) {
    if (gone.has(op) || !isTriviallyDead(op)) continue;
    op.walk((inner) => {
      gone.add(inner);
      for (const { definingOp } of inner.operands) if (definingOp) queue.push(definingOp);
    });
    op.erase();
    erased++;
  }
  return erased;
}
