export * from './canonicalization.js';
export * from './conversion.js';
export * from './effects.js';
export { evaluate, NotEvaluated } from './evaluate.js';
export { missingNatives, patternsOf, patternsToShow } from './execute.js';
export { constantValue, foldOperation, insertionRegion } from './fold.js';
export * from './greedy.js';
export * from './legality.js';
export { runSteps } from './match-step.js';
export { type MatchProgram, MatchTree, matchCost } from './match-tree.js';
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
export { printTrees } from './tree-text.js';
export {
  CAST,
  ConversionRewriter,
  type Materialization,
  type TypeConverter,
} from './type-conversion.js';
export { applyPatternsByWalk } from './walk.js';
