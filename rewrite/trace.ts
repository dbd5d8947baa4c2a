import type { Operation } from '../ir/index.js';
import type { Match } from './match-tree.js';
import type { MatchResult, RewritePattern } from './pattern.js';
import type { PatternRewriter } from './rewriter.js';

/** One try of one pattern on one operation. */
export interface RewriteAttempt {
  readonly pattern: RewritePattern;
  /** Name and location of the operation as it was: a match may have erased it. */
  readonly opName: string;
  readonly location: string;
  readonly matched: boolean;
  readonly reason: string | undefined;
  /** What the rewrite made and left in the IR; the operation itself when it changed in place. */
  readonly after: readonly Operation[];
}

/** Watches rewrites; `before` sees the operation while it is whole. */
export interface RewriteObserver {
  before?(pattern: RewritePattern, op: Operation): void;
  attempt(attempt: RewriteAttempt): void;
}

const observers: RewriteObserver[] = [];

/** How often each rule fired in this process, by its name. */
export const ruleCoverage = new Map<string, number>();

/** Adds an observer of every attempt of every driver. Returns what removes it. */
export function observeRewrites(observer: RewriteObserver): () => void {
  observers.push(observer);
  return () => {
    const at = observers.indexOf(observer);
    if (at >= 0) observers.splice(at, 1);
  };
}

/** Whether somebody hears of attempts, those in vain included. */
export const isObserved = (): boolean => observers.length > 0;

/** Runs one attempt, counts it and tells the observers. */
export function attempt(
  pattern: RewritePattern,
  op: Operation,
  rewriter: PatternRewriter,
): MatchResult {
  if (observers.length === 0) {
    const result = pattern.matchAndRewrite(op, rewriter);
    if (result === true) count(pattern);
    return result;
  }
  const opName = op.name;
  const location = op.loc.toString();
  for (const o of observers) o.before?.(pattern, op);
  const outer = rewriter.made;
  const made: Operation[] = [];
  rewriter.made = made;
  const result = pattern.matchAndRewrite(op, rewriter);
  rewriter.made = outer;
  outer?.push(...made);
  const matched = result === true;
  if (matched) count(pattern);
  const reason = typeof result === 'string' ? result : undefined;
  const after = matched ? [...made, op].filter((o) => o.parent) : [];
  for (const o of observers) o.attempt({ pattern, opName, location, matched, reason, after });
  return result;
}

/** Rewrites what a search found to match, and counts it. Nobody watches. */
export function applyMatch(match: Match, op: Operation, rewriter: PatternRewriter): void {
  match.pattern.program.rewrite(match.slots, op, rewriter);
  count(match.pattern);
}

function count(pattern: RewritePattern): void {
  ruleCoverage.set(pattern.name, (ruleCoverage.get(pattern.name) ?? 0) + 1);
}
