import type { Operation } from '../../ir/index.js';
import { isTriviallyDead } from '../../rewrite/index.js';
import type { Pass } from '../pass.js';
import { eraseUnreachableBlocks } from './unreachable-blocks.js';

/** Erases pure operations that nothing uses, and blocks that nothing reaches. */
export const dce: Pass = {
  name: 'dce',
  summary: 'Eliminate dead operations and unreachable blocks',
  run(root, pass) {
    pass.count('num-blocks', eraseUnreachableBlocks(root));
    const queue: Operation[] = [];
    root.walk((op) => {
      if (op !== root) queue.push(op);
    });
    const gone = new Set<Operation>();
    for (let op = queue.pop(); op; op = queue.pop()) {
      if (gone.has(op) || !isTriviallyDead(op)) continue;
      const producers: Operation[] = [];
      op.walk((inner) => {
        gone.add(inner);
        for (const use of inner.operandUses) {
          if (use.value.definingOp) producers.push(use.value.definingOp);
        }
      });
      op.erase();
      pass.count("num-dce'd");
      queue.push(...producers);
    }
  },
};
