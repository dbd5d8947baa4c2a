import { rules } from '../../generated/rules/nn-canonicalize.js';
import { patternsOf, type RewritePattern } from '../../rewrite/index.js';
import { natives } from './natives.js';

/** The rules of canonicalize.pdll. */
export const patterns: readonly RewritePattern[] = patternsOf(rules, natives);
