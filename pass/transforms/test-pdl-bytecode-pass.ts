import { testPdlBytecodePassPass } from '../../generated/transforms-passes.js';
import { symbolsOf } from '../../ir/index.js';
import { applyPatternsGreedily, missingNatives, patternsOf } from '../../rewrite/index.js';
import type { Pass } from '../pass.js';

export const testPdlBytecodePass: Pass = {
  ...testPdlBytecodePassPass,
  async run(op, pass) {
    const symbols = symbolsOf(op);
    const patterns = symbols.get('patterns');
    const ir = symbols.get('ir');
    if (!patterns || !ir) return;
    const { tableOfPdl } = await import('../../rewrite/pdll/index.js');
    const table = tableOfPdl(pass.context, patterns);
    const missing = missingNatives(table, {});
    if (missing.length > 0) return pass.error(patterns.loc, missing.join('; '));
    patterns.erase();
    // As the reference: from the bottom up, and of equal patterns the last goes first.
    const rules = patternsOf(table).reverse();
    applyPatternsGreedily(pass.context, ir, rules, { topDown: false });
  },
};
