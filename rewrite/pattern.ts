import type { OpDefinition, Operation } from '../ir/index.js';
import type { PatternRewriter } from './rewriter.js';

/** `true`: matched and rewritten. `false` or a reason in words: no match, and nothing changed. */
export type MatchResult = boolean | string;

/** One rule: what it is rooted at, how much it is worth, and the rewrite. */
export interface RewritePattern {
  /** Shown in traces and coverage; unique among the rules of a tool. */
  readonly name: string;
  /** Name of the operation the rule starts at; undefined: any. */
  readonly root: string | undefined;
  /**
   * Names of the operations that must make the first operands for the rule to match; undefined:
   * whatever makes it. A driver that knows them does not try in vain.
   */
  readonly producers?: readonly (string | undefined)[] | undefined;
  /** Of two rules for an operation the one with more benefit is tried first. */
  readonly benefit: number;
  /** Whether the rule may be applied to operations it made itself (dialect conversion only). */
  readonly recursion?: boolean;
  /** Operations the rule may make: documentation, and shown by tools. */
  readonly generates?: readonly string[];
  matchAndRewrite(op: Operation, rewriter: PatternRewriter): MatchResult;
}

type Patterns = readonly RewritePattern[];

/** Rules for operations of one definition, in the order they are tried. */
interface Rooted {
  readonly all: Patterns;
  /** Those that may match, by what makes the first operand and the second; none if that says nothing. */
  readonly byProducers:
    | Map<OpDefinition | undefined, Map<OpDefinition | undefined, Patterns>>
    | undefined;
}

/** Patterns by root and by what makes its first two operands: by benefit, then as declared. */
export class PatternIndex {
  private readonly sorted: Patterns;
  private readonly rooted = new Map<OpDefinition, Rooted>();

  constructor(patterns: Patterns) {
    // Sorting keeps the order of equal ones.
    this.sorted = [...patterns].sort((a, b) => b.benefit - a.benefit);
  }

  /** All patterns that start at operations of this definition. */
  startingAt(def: OpDefinition): Patterns {
    return this.at(def).all;
  }

  /** Those of them that may match this one. */
  candidates(op: Operation): Patterns {
    const { all, byProducers } = this.at(op.def);
    if (!byProducers) return all;
    const first = op.numOperands > 0 ? op.operand(0).definingOp?.def : undefined;
    const second = op.numOperands > 1 ? op.operand(1).definingOp?.def : undefined;
    let bySecond = byProducers.get(first);
    if (!bySecond) {
      bySecond = new Map();
      byProducers.set(first, bySecond);
    }
    let found = bySecond.get(second);
    if (!found) {
      found = all.filter(
        ({ producers: [a, b] = [] }) =>
          (a === undefined || a === first?.name) && (b === undefined || b === second?.name),
      );
      bySecond.set(second, found);
    }
    return found;
  }

  private at(def: OpDefinition): Rooted {
    let found = this.rooted.get(def);
    if (!found) {
      const all = this.sorted.filter((p) => p.root === undefined || p.root === def.name);
      found = { all, byProducers: all.some((p) => p.producers) ? new Map() : undefined };
      this.rooted.set(def, found);
    }
    return found;
  }
}
