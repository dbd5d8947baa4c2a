import { UnknownLoc } from '../../ir/index.js';
import type { Pass } from '../pass.js';

/** Forgets where operations and block arguments come from. */
export const stripDebugInfo: Pass = {
  name: 'strip-debuginfo',
  summary: 'Strip debug info from all operations',
  run(root) {
    root.walk((op) => {
      op.loc = UnknownLoc.get();
      for (const region of op.regions) {
        for (const block of region.blocks) for (const arg of block.args) arg.loc = UnknownLoc.get();
      }
    });
  },
};
