import {
  applyPatternsGreedily,
  canonicalizationsFor,
  type RewritePattern,
} from '../../rewrite/index.js';
import type { OptionValue, Pass } from '../pass.js';
import { eraseUnreachableBlocks } from './unreachable-blocks.js';

/** Folds, and applies the canonicalization rules of every dialect that the IR uses. */
export const canonicalize: Pass = {
  name: 'canonicalize',
  summary: 'Canonicalize operations',
  options: [
    {
      name: 'disable-patterns',
      kind: 'string',
      defaultValue: '',
      description: 'names of rules to leave out, separated by commas',
    },
    {
      name: 'enable-patterns',
      kind: 'string',
      defaultValue: '',
      description: 'names of the only rules to use, separated by commas',
    },
    {
      name: 'max-iterations',
      kind: 'integer',
      defaultValue: 10,
      description: 'passes over the whole IR at most; -1: no limit',
    },
    {
      name: 'max-num-rewrites',
      kind: 'integer',
      defaultValue: -1,
      description: 'rewrites in one iteration at most; -1: no limit',
    },
    {
      name: 'region-simplify',
      kind: 'string',
      defaultValue: 'normal',
      description: 'disabled: leave blocks alone; normal, aggressive: erase unreachable ones',
    },
    {
      name: 'test-convergence',
      kind: 'boolean',
      defaultValue: false,
      description: 'fail when a limit is reached before the IR is canonical',
    },
    {
      name: 'top-down',
      kind: 'boolean',
      defaultValue: true,
      description: 'start at the top of the IR',
    },
  ],
  async run(op, pass) {
    const { options, context } = pass;
    const patterns = chosen(await canonicalizationsFor(op, context), options);
    const greedy = {
      topDown: options['top-down'] === true,
      maxIterations: Math.max(0, Number(options['max-iterations'])),
      maxRewrites: Math.max(0, Number(options['max-num-rewrites'])),
    };
    const simplify = options['region-simplify'] !== 'disabled';
    let converged: boolean;
    let more: boolean;
    do {
      if (simplify) eraseUnreachableBlocks(op);
      const result = applyPatternsGreedily(context, op, patterns, greedy);
      pass.count('num-rewrites', result.rewrites);
      converged = result.converged;
      // A folded branch may leave blocks that nothing reaches.
      more = simplify && eraseUnreachableBlocks(op) > 0;
    } while (more && converged);
    if (!converged && options['test-convergence'] === true) {
      pass.error(
        op.loc,
        `canonicalization did not converge within ${greedy.maxIterations} iterations`,
      );
    }
  },
};

function chosen(
  patterns: readonly RewritePattern[],
  options: Readonly<Record<string, OptionValue>>,
): readonly RewritePattern[] {
  const names = (option: string) => new Set(String(options[option]).split(',').filter(Boolean));
  const only = names('enable-patterns');
  const without = names('disable-patterns');
  return patterns.filter((p) => (only.size === 0 || only.has(p.name)) && !without.has(p.name));
}
