/**
 * The walk driver: every operation that is there at the start is visited once, those inside before the
 * one around them, and rewritten by the first pattern that matches. Nothing is folded, what a rewrite
 * makes is not visited, and nothing is visited again: for rules that are done in one pass.
 */
import { type Context, DiagnosticError, type Operation } from '../ir/index.js';
import { PatternIndex, type RewritePattern } from './pattern.js';
import { PatternRewriter, RewriteError } from './rewriter.js';
import { attempt, isObserved } from './trace.js';

/** How often a rule applied. */
export function applyPatternsByWalk(
  context: Context,
  root: Operation,
  patterns: readonly RewritePattern[],
): number {
  const index = new PatternIndex(patterns);
  const gone = new Set<Operation>();
  const rewriter = new PatternRewriter(context, {
    inserted: () => {},
    modified: () => {},
    erased: (op) => op.walk((inner) => gone.add(inner)),
  });
  const there: Operation[] = [];
  root.walk((op) => {
    if (op !== root) there.push(op);
  });
  let rewrites = 0;
  for (const op of there) if (!gone.has(op) && applyFirst(index, op, rewriter)) rewrites++;
  return rewrites;
}

function applyFirst(index: PatternIndex, op: Operation, rewriter: PatternRewriter): boolean {
  // A tree knows that none of its rules matches; who watches hears each say so itself.
  const isSure =
    !isObserved() && index.opaque(op.def).length === 0 && !index.match(op, rewriter.context);
  if (isSure) return false;
  for (const { pattern } of index.startingAt(op.def)) {
    rewriter.startAt(op);
    try {
      if (attempt(pattern, op, rewriter) === true) return true;
    } catch (error) {
      if (!(error instanceof RewriteError)) throw error;
      throw new DiagnosticError(op.loc, `the rule '${pattern.name}' is wrong: ${error.message}`);
    }
  }
  return false;
}
