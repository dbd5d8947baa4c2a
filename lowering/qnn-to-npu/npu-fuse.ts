import { npuFusePass } from '../../generated/lowering-passes.js';
import { rules } from '../../generated/rules/qnn-to-npu-fuse.js';
import type { Pass } from '../../pass/index.js';
import { applyPatternsGreedily, patternsOf } from '../../rewrite/index.js';
import { fuseNatives } from './natives.js';

/** Padding and tables become part of the MAC task before or after them. */
export const npuFuse: Pass = {
  ...npuFusePass,
  run(module, { context }) {
    applyPatternsGreedily(context, module, patternsOf(rules, fuseNatives));
  },
};
