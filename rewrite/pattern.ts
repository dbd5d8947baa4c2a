import type { Context, OpDefinition, Operation } from '../ir/index.js';
import { type Match, type MatchProgram, MatchTree, type Ranked } from './match-tree.js';
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
   * The match as steps that a decision tree can share; undefined: only the function below knows. The
   * two match the same.
   */
  readonly program?: MatchProgram | undefined;
  /** Of two rules for an operation the one with more benefit is tried first. */
  readonly benefit: number;
  /** Whether the rule may be applied to operations it made itself (dialect conversion only). */
  readonly recursion?: boolean;
  /** Operations the rule may make: documentation, and shown by tools. */
  readonly generates?: readonly string[];
  matchAndRewrite(op: Operation, rewriter: PatternRewriter): MatchResult;
}

type Patterns = readonly RewritePattern[];

/** The rules for operations of one definition. */
interface Rooted {
  /** In the order in which they are tried. */
  readonly all: readonly Candidate[];
  /** Those that no tree knows. */
  readonly opaque: readonly Candidate[];
  readonly tree: MatchTree | undefined;
}

interface Candidate {
  readonly rank: number;
  readonly pattern: RewritePattern;
}

/** Patterns by their root, by benefit, then as declared. */
export class PatternIndex {
  private readonly byRoot = new Map<string | undefined, Candidate[]>();
  private readonly rooted = new Map<OpDefinition, Rooted>();

  constructor(patterns: Patterns) {
    // Sorting keeps the order of equal ones.
    const sorted = [...patterns].sort((a, b) => b.benefit - a.benefit);
    sorted.forEach((pattern, rank) => {
      const list = this.byRoot.get(pattern.root);
      if (list) list.push({ rank, pattern });
      else this.byRoot.set(pattern.root, [{ rank, pattern }]);
    });
  }

  /** All patterns that start at operations of this definition. */
  startingAt(def: OpDefinition): readonly Candidate[] {
    return this.at(def).all;
  }

  /** Those that only their function can match. */
  opaque(def: OpDefinition): readonly Candidate[] {
    return this.at(def).opaque;
  }

  /** The first of the others behind rank `after` that matches. */
  match(op: Operation, context: Context, after?: number): Match | undefined {
    return this.at(op.def).tree?.match(op, context, after);
  }

  private at(def: OpDefinition): Rooted {
    let found = this.rooted.get(def);
    if (!found) {
      const all = [
        ...(this.byRoot.get(def.name) ?? []),
        ...(this.byRoot.get(undefined) ?? []),
      ].sort((a, b) => a.rank - b.rank);
      const known = all.filter((c): c is Ranked => c.pattern.program !== undefined);
      found = {
        all,
        opaque: all.filter((c) => !c.pattern.program),
        tree: known.length > 0 ? new MatchTree(known) : undefined,
      };
      this.rooted.set(def, found);
    }
    return found;
  }
}
