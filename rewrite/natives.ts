import type { Attribute, Context, Operation, Type, Value } from '../ir/index.js';
import type { PatternRewriter } from './rewriter.js';

/** What a slot of a rule holds: one thing or a range of values or types. */
export type RuleValue =
  | Operation
  | Value
  | Type
  | Attribute
  | readonly Value[]
  | readonly Type[]
  | undefined;

/** What a native constraint may look at beside its arguments. */
export interface MatchContext {
  readonly context: Context;
  readonly root: Operation;
}

/** What a native rewrite works with beside its arguments. */
export interface RewriteContext extends MatchContext {
  readonly rewriter: PatternRewriter;
}

/**
 * `true`: holds. `false`, or a reason in words: does not. A constraint with one result gives the
 * result, with several an array of them; undefined if it does not hold.
 */
export type ConstraintAnswer = boolean | string | RuleValue | readonly RuleValue[];

/** May state the argument types it was declared with: the checker of the rules saw to it. */
export type NativeConstraint = (ctx: MatchContext, ...args: never[]) => ConstraintAnswer;

/** One result, or an array of several. */
export type NativeRewrite = (
  ctx: RewriteContext,
  ...args: never[]
) => RuleValue | readonly RuleValue[];

/** The functions that rules call by name. */
export interface NativeRegistry {
  readonly constraints?: Readonly<Record<string, NativeConstraint>>;
  readonly rewrites?: Readonly<Record<string, NativeRewrite>>;
}
