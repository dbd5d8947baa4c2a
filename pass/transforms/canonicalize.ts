import { type CanonicalizerOptions, canonicalizePass } from '../../generated/transforms-passes.js';
import {
  applyPatternsGreedily,
  canonicalizationsFor,
  type RewritePattern,
} from '../../rewrite/index.js';
import type { Pass } from '../pass.js';
import { simplifyRegions } from './regions/index.js';

export const canonicalize: Pass<CanonicalizerOptions> = {
  ...canonicalizePass,
  async run(op, pass) {
    const { options, context } = pass;
    const { maxIterations, regionSimplify } = options;
    const result = applyPatternsGreedily(
      context,
      op,
      chosen(await canonicalizationsFor(op, context), options),
      {
        topDown: options.topDown,
        maxIterations: Math.max(0, maxIterations),
        maxRewrites: Math.max(0, options.maxNumRewrites),
        ...(regionSimplify !== 'disabled' && {
          afterIteration: (isNew) => simplifyRegions(op, regionSimplify, isNew),
        }),
      },
    );
    pass.count('num-rewrites', result.rewrites);
    if (!result.changed) pass.preserveAll();
    if (result.endless) {
      const rules = result.endless.map((name) => `'${name}'`).join(', ');
      pass.error(
        op.loc,
        `canonicalization does not come to an end: after ${result.rewrites} rewrites the rules ${rules} still undo each other's work; leave one out with disable-patterns`,
      );
    } else if (!result.converged && options.testConvergence) {
      pass.error(op.loc, `canonicalization did not converge within ${maxIterations} iterations`);
    }
  },
};

function chosen(
  patterns: readonly RewritePattern[],
  { enablePatterns, disablePatterns }: CanonicalizerOptions,
): readonly RewritePattern[] {
  const only = new Set(enablePatterns);
  const without = new Set(disablePatterns);
  return patterns.filter((p) => (only.size === 0 || only.has(p.name)) && !without.has(p.name));
}
