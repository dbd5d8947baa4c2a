export * from './canonicalization.js';
export * from './conversion.js';
export * from './effects.js';
export { patternsOf } from './execute.js';
export { constantValue, foldOperation, insertionRegion } from './fold.js';
export * from './greedy.js';
export * from './legality.js';
export type {
  ConstraintAnswer,
  MatchContext,
  NativeConstraint,
  NativeRegistry,
  NativeRewrite,
  RewriteContext,
  RuleValue,
} from './natives.js';
export { type MatchResult, PatternIndex, type RewritePattern } from './pattern.js';
export * from './rewriter.js';
export type * from './table.js';
export {
  observeRewrites,
  type RewriteAttempt,
  type RewriteObserver,
  ruleCoverage,
} from './trace.js';
export { CAST, ConversionRewriter, reconcileCasts, type TypeConverter } from './type-conversion.js';
