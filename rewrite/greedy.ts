/**
 * The greedy driver, after MLIR's GreedyPatternRewriteDriver. It works on all operations inside
 * `root`, not on `root` itself. For each one taken from the worklist, in this order: erased when
 * dead, folded, rewritten by the first pattern that matches. Whatever a rewrite touches (new
 * operations, users of replaced values, producers that lost a user) goes back on the worklist.
 */
import type { Context, Operation } from '../ir/index.js';
import { isTriviallyDead } from './effects.js';
import { constantValue, Folder } from './fold.js';
import { PatternIndex, type RewritePattern } from './pattern.js';
import { PatternRewriter, type RewriteListener } from './rewriter.js';
import { attempt } from './trace.js';
import { Worklist } from './worklist.js';

export interface GreedyOptions {
  /** Start at the top (default) or at the bottom. */
  readonly topDown?: boolean;
  /** Passes over the whole IR; 0: no limit. Default 10. */
  readonly maxIterations?: number;
  /** Pattern applications in one iteration; 0 (default): no limit. */
  readonly maxRewrites?: number;
  /** Fold operations and collect constants; default true. */
  readonly fold?: boolean;
}

export interface GreedyResult {
  readonly changed: boolean;
  /** False: there was more to do when a limit was reached. */
  readonly converged: boolean;
  /** Pattern applications; folds and erased dead operations are not counted. */
  readonly rewrites: number;
}

export function applyPatternsGreedily(
  context: Context,
  root: Operation,
  patterns: readonly RewritePattern[],
  options: GreedyOptions = {},
): GreedyResult {
  return new GreedyDriver(context, root, patterns, options).run();
}

class GreedyDriver implements RewriteListener {
  private readonly root: Operation;
  private readonly patterns: PatternIndex;
  private readonly topDown: boolean;
  private readonly maxIterations: number;
  private readonly maxRewrites: number;
  private readonly folding: boolean;
  private readonly worklist = new Worklist();
  private readonly rewriter: PatternRewriter;
  private folder: Folder;
  private rewrites = 0;
  private limitReached = false;

  constructor(
    context: Context,
    root: Operation,
    patterns: readonly RewritePattern[],
    { topDown = true, maxIterations = 10, maxRewrites = 0, fold = true }: GreedyOptions,
  ) {
    this.root = root;
    this.patterns = new PatternIndex(patterns);
    this.topDown = topDown;
    this.maxIterations = maxIterations;
    this.maxRewrites = maxRewrites;
    this.folding = fold;
    this.rewriter = new PatternRewriter(context, this);
    this.folder = new Folder(this.rewriter);
  }

  run(): GreedyResult {
    let changed = false;
    for (let iteration = 0; ; iteration++) {
      if (this.maxIterations > 0 && iteration === this.maxIterations) {
        return { changed, converged: false, rewrites: this.rewrites };
      }
      const before = this.rewriter.changes;
      this.folder = new Folder(this.rewriter);
      this.fill();
      this.drain();
      if (this.limitReached) return { changed: true, converged: false, rewrites: this.rewrites };
      if (this.rewriter.changes === before) {
        return { changed, converged: true, rewrites: this.rewrites };
      }
      changed = true;
    }
  }

  inserted(op: Operation): void {
    // Operations that came with regions are new as a whole.
    op.walk((inner) => this.worklist.push(inner));
  }

  modified(op: Operation): void {
    this.worklist.push(op);
  }

  erased(op: Operation): void {
    // A producer that loses a use may be dead now, or have the one use a pattern asks for.
    op.walk((inner) => {
      for (const use of inner.operandUses) {
        const producer = use.value.definingOp;
        if (producer) this.worklist.push(producer);
      }
    });
    op.walk((inner) => {
      this.worklist.remove(inner);
      this.folder.forget(inner);
    });
  }

  private fill(): void {
    const visit = (op: Operation) => {
      const value = this.folding ? constantValue(op) : undefined;
      if (value && !this.folder.adopt(op, value)) return;
      if (this.topDown) this.worklist.push(op);
      for (const region of op.regions) {
        for (const block of region.blocks) for (const inner of block.ops) visit(inner);
      }
      if (!this.topDown) this.worklist.push(op);
    };
    for (const region of this.root.regions) {
      for (const block of region.blocks) for (const op of block.ops) visit(op);
    }
    if (this.topDown) this.worklist.reverse();
  }

  private drain(): void {
    let left = this.maxRewrites > 0 ? this.maxRewrites : Number.POSITIVE_INFINITY;
    for (let op = this.worklist.pop(); op; op = this.worklist.pop()) {
      if (isTriviallyDead(op)) {
        this.rewriter.eraseOp(op);
        continue;
      }
      if (this.folding && !op.hasTrait('ConstantLike')) {
        this.rewriter.startAt(op);
        if (this.folder.fold(op) !== 'none') continue;
      }
      if (!this.applyOne(op)) continue;
      this.rewrites++;
      if (--left === 0) {
        this.limitReached = true;
        return;
      }
    }
  }

  private applyOne(op: Operation): boolean {
    for (const pattern of this.patterns.for(op.name)) {
      this.rewriter.startAt(op);
      const before = this.rewriter.changes;
      if (attempt(pattern, op, () => pattern.matchAndRewrite(op, this.rewriter)) === true) {
        return true;
      }
      if (this.rewriter.changes !== before) {
        throw new Error(`the pattern '${pattern.name}' changed the IR though it did not match`);
      }
    }
    return false;
  }
}
