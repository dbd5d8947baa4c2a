/**
 * A compiled pattern table: what `.pdll` rules become at build time, as data that JSON can hold.
 *
 * A pattern is a program over slots. Matching starts with the root operation in slot 0 and runs
 * the match steps in order; a step fills slots or fails. Then the rewrite steps run. A slot holds
 * an operation, a value, a type, an attribute, or a list of values or types (a range).
 */

export type Slot = number;

export type MatchStep =
  /** The operation's name; the root's is checked by the driver already. */
  | { readonly k: 'name'; readonly op: Slot; readonly name: string }
  /** Operand groups, one a declared operand; `ranges[i]`: any number of values, else one. */
  | {
      readonly k: 'operands';
      readonly op: Slot;
      readonly to: readonly Slot[];
      readonly ranges: readonly boolean[];
    }
  /** Types of the result groups. */
  | {
      readonly k: 'types';
      readonly op: Slot;
      readonly to: readonly Slot[];
      readonly ranges: readonly boolean[];
    }
  /** The operation that makes a value, as its result number `index`. */
  | { readonly k: 'def'; readonly value: Slot; readonly index: number; readonly to: Slot }
  /** The operation whose results of this group are the value or range; every result if no group. */
  | { readonly k: 'def-group'; readonly value: Slot; readonly group?: string; readonly to: Slot }
  /** Some operation that uses a value, or the first of a range: each is tried. */
  | { readonly k: 'user'; readonly value: Slot; readonly to: Slot }
  /** An attribute that must be there; one with a default counts as there. */
  | { readonly k: 'attr'; readonly op: Slot; readonly name: string; readonly to: Slot }
  | { readonly k: 'is-attr'; readonly attr: Slot; readonly text: string }
  | { readonly k: 'is-type'; readonly type: Slot; readonly text: string }
  | { readonly k: 'attr-type'; readonly attr: Slot; readonly to: Slot }
  | { readonly k: 'same'; readonly a: Slot; readonly b: Slot }
  /** A registered function; a negated one must fail. */
  | {
      readonly k: 'constraint';
      readonly name: string;
      readonly args: readonly Slot[];
      readonly to: readonly Slot[];
      readonly negated?: boolean;
    }
  | DeriveStep;

/** Steps that compute one slot from others; in matching an absent part is a failure. */
export type DeriveStep =
  | { readonly k: 'result'; readonly op: Slot; readonly index: number; readonly to: Slot }
  | { readonly k: 'results'; readonly op: Slot; readonly to: Slot }
  /** An operand, result or attribute of the spec, by name; `range`: a list even if there is one. */
  | {
      readonly k: 'member';
      readonly op: Slot;
      readonly of: 'operand' | 'result' | 'attribute';
      readonly name: string;
      readonly range: boolean;
      readonly to: Slot;
    }
  | { readonly k: 'type-of'; readonly value: Slot; readonly to: Slot }
  | { readonly k: 'const-attr'; readonly text: string; readonly to: Slot }
  | { readonly k: 'const-type'; readonly text: string; readonly to: Slot }
  | { readonly k: 'range'; readonly of: readonly Slot[]; readonly to: Slot }
  /** The only element of a range. */
  | { readonly k: 'single'; readonly of: Slot; readonly to: Slot };

/** Where a new operation's result types come from. */
export type ResultTypes =
  | { readonly from: 'slots'; readonly slots: readonly Slot[] }
  /** Those of the operation it replaces; `index`: that of one result. */
  | { readonly from: 'replaced'; readonly op: Slot; readonly index?: number }
  /** The spec says: none, or the same as an operand's. */
  | { readonly from: 'spec' };

export type RewriteStep =
  | {
      readonly k: 'create';
      readonly name: string;
      /** One slot for each declared operand: a value or a range. */
      readonly operands: readonly Slot[];
      readonly attrs: readonly (readonly [name: string, slot: Slot])[];
      readonly types: ResultTypes;
      readonly to: Slot;
    }
  | {
      readonly k: 'call';
      readonly name: string;
      readonly args: readonly Slot[];
      readonly to: readonly Slot[];
    }
  | { readonly k: 'replace'; readonly op: Slot; readonly values: readonly Slot[] }
  | { readonly k: 'erase'; readonly op: Slot }
  | DeriveStep;

export interface PatternData {
  readonly name: string;
  /** `file:line` of the rule. */
  readonly at: string;
  /** Absent: any operation. */
  readonly root?: string;
  readonly benefit: number;
  readonly recursion?: boolean;
  readonly slots: number;
  /** Slots that hold matched operations, producers first, the root last. */
  readonly matched: readonly Slot[];
  readonly match: readonly MatchStep[];
  readonly rewrite: readonly RewriteStep[];
}

/** A function that the rules leave to TypeScript, with the kinds of its arguments and results. */
export interface NativeSignature {
  readonly name: string;
  readonly args: readonly string[];
  readonly results: readonly string[];
}

export interface RuleTable {
  readonly version: 1;
  readonly source: string;
  readonly patterns: readonly PatternData[];
  readonly constraints: readonly NativeSignature[];
  readonly rewrites: readonly NativeSignature[];
}
