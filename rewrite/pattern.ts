import type { Operation } from '../ir/index.js';
import type { PatternRewriter } from './rewriter.js';

/** `true`: matched and rewritten. `false` or a reason in words: no match, and nothing changed. */
export type MatchResult = boolean | string;

/** One rule: what it is rooted at, how much it is worth, and the rewrite. */
export interface RewritePattern {
  /** Shown in traces and coverage; unique among the rules of a tool. */
  readonly name: string;
  /** Name of the operation the rule starts at; undefined: any. */
  readonly root: string | undefined;
  /** Of two rules for an operation the one with more benefit is tried first. */
  readonly benefit: number;
  /** Whether the rule may be applied to operations it made itself (dialect conversion only). */
  readonly recursion?: boolean;
  /** Operations the rule may make: documentation, and shown by tools. */
  readonly generates?: readonly string[];
  matchAndRewrite(op: Operation, rewriter: PatternRewriter): MatchResult;
}

const NONE: readonly RewritePattern[] = [];

/** Patterns by root, in the order they are tried: by benefit, then as declared. */
export class PatternIndex {
  private readonly byRoot = new Map<string, RewritePattern[]>();
  private readonly anyRoot: RewritePattern[] = [];
  private readonly sorted = new Map<string, readonly RewritePattern[]>();
  private readonly position: ReadonlyMap<RewritePattern, number>;

  constructor(patterns: readonly RewritePattern[]) {
    this.position = new Map(patterns.map((p, i) => [p, i]));
    for (const p of patterns) {
      if (p.root === undefined) this.anyRoot.push(p);
      else if (this.byRoot.has(p.root)) this.byRoot.get(p.root)!.push(p);
      else this.byRoot.set(p.root, [p]);
    }
  }

  for(opName: string): readonly RewritePattern[] {
    let found = this.sorted.get(opName);
    if (!found) {
      const list = [...(this.byRoot.get(opName) ?? NONE), ...this.anyRoot];
      const place = (p: RewritePattern) => this.position.get(p)!;
      found = list.sort((a, b) => b.benefit - a.benefit || place(a) - place(b));
      this.sorted.set(opName, found);
    }
    return found;
  }
}
