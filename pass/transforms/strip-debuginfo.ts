import { stripDebuginfoPass } from '../../generated/transforms-passes.js';
import { UnknownLoc } from '../../ir/index.js';
import type { Pass } from '../pass.js';

export const stripDebugInfo: Pass = {
  ...stripDebuginfoPass,
  run(root) {
    const unknown = UnknownLoc.get();
    root.walk((op) => {
      op.loc = unknown;
      for (const region of op.regions) {
        for (const block of region.blocks) for (const arg of block.args) arg.loc = unknown;
      }
    });
  },
};
