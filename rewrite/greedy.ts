/**
 * The greedy driver, after MLIR's GreedyPatternRewriteDriver. It works on all operations inside
 * `root`, not on `root` itself. For each one taken from the worklist, in this order: erased when
 * dead, folded, rewritten by the first pattern that matches. Whatever a rewrite touches (new
 * operations, users of replaced values, producers that lost a user) goes back on the worklist. When
 * the worklist is empty, an iteration ends; the next starts with all operations again, but for those
 * inside isolated operations in which nothing changed: nothing that they see is new.
 */
import { type Context, DiagnosticError, type Operation, type Value } from '../ir/index.js';
import { isTriviallyDead } from './effects.js';
import { constantValue, Folder } from './fold.js';
import { PatternIndex, type RewritePattern } from './pattern.js';
import { PatternRewriter, RewriteError, type RewriteListener } from './rewriter.js';
import { applyMatch, attempt, isObserved } from './trace.js';
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
  /**
   * Runs at the end of every iteration; true when it changed something. `isNew` is false for isolated
   * operations inside which it saw all that there is to see at the end of an iteration before.
   */
  readonly afterIteration?: (isNew: (isolated: Operation) => boolean) => boolean;
}

export interface GreedyResult {
  readonly changed: boolean;
  /** False: there was more to do when a limit was reached. */
  readonly converged: boolean;
  /** Pattern applications; folds and erased dead operations are not counted. */
  readonly rewrites: number;
  /** Rules that seem to undo each other: the last to fire when one iteration would not end. */
  readonly endless?: readonly string[];
}

/** Rewrites of one iteration that no set of rules which comes to an end has been seen to need. */
const ENDLESS_BASE = 10_000;
const ENDLESS_PER_OP = 100;

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
  private readonly afterIteration: GreedyOptions['afterIteration'];
  private readonly worklist = new Worklist();
  private readonly rewriter: PatternRewriter;
  private folder: Folder;
  private rewrites = 0;
  /** Isolated operations inside which something changed in this iteration. */
  private touched = new Set<Operation>();
  /** Names of the rules that fired after an iteration had lasted too long. */
  private endless: Set<string> | undefined;

  constructor(
    context: Context,
    root: Operation,
    patterns: readonly RewritePattern[],
    {
      topDown = true,
      maxIterations = 10,
      maxRewrites = 0,
      fold = true,
      afterIteration,
    }: GreedyOptions,
  ) {
    this.root = root;
    this.patterns = new PatternIndex(patterns);
    this.topDown = topDown;
    this.maxIterations = maxIterations;
    this.maxRewrites = maxRewrites;
    this.folding = fold;
    this.afterIteration = afterIteration;
    this.rewriter = new PatternRewriter(context, this);
    this.folder = new Folder(this.rewriter);
  }

  run(): GreedyResult {
    const { rewriter } = this;
    let changed = false;
    let more = true;
    /** Where to look; undefined: everywhere. */
    let scope: ReadonlySet<Operation> | undefined;
    for (let iteration = 0; more && !this.endless; iteration++) {
      if (this.maxIterations > 0 && iteration === this.maxIterations) break;
      this.worklist.clear();
      this.folder = new Folder(rewriter);
      const touched = new Set<Operation>();
      this.touched = touched;
      const start = rewriter.changes;
      const count = this.fill(scope);
      more = this.drain(ENDLESS_BASE + ENDLESS_PER_OP * count);
      // A limit leaves work undone in places that nothing touched.
      const isDone = this.worklist.isEmpty;
      const isFirst = scope === undefined;
      scope = isDone ? touched : undefined;
      if (this.afterIteration?.((op) => isFirst || !isDone || touched.has(op))) {
        more = true;
        scope = undefined;
      }
      changed ||= more || rewriter.changes !== start;
    }
    const { rewrites, endless } = this;
    return { changed, converged: !more, rewrites, ...(endless && { endless: [...endless] }) };
  }

  inserted(op: Operation): void {
    // Operations that came with regions are new as a whole.
    if (op.regions.length > 0) op.walk((inner) => this.modified(inner));
    else this.modified(op);
  }

  modified(op: Operation): void {
    this.touch(op);
    this.worklist.push(op);
  }

  /** Something changed at `op`: it is new to all isolated operations around it. */
  private touch(op: Operation): void {
    const { touched, root } = this;
    for (let at: Operation | undefined = op; at && at !== root; at = at.parentOp) {
      if (!at.def.isIsolated) continue;
      if (touched.has(at)) return;
      touched.add(at);
    }
  }

  erased(op: Operation): void {
    this.touch(op);
    if (op.regions.length === 0) {
      this.erasedOne(op);
      return;
    }
    op.walk((inner) => this.erasedOne(inner));
    // Producers inside were pushed as their users went.
    op.walk((inner) => this.worklist.remove(inner));
  }

  /** A producer that loses a use may be dead now, or have the one use a pattern asks for. */
  private erasedOne(op: Operation): void {
    for (let i = 0; i < op.numOperands; i++) {
      const value = op.operand(i);
      const producer = value.definingOp;
      if (producer && hasFewUsers(value, op)) this.worklist.push(producer);
    }
    this.worklist.remove(op);
    this.folder.forget(op);
  }

  /** Puts all operations on the worklist, of isolated ones only those in `scope`; how many they are. */
  private fill(scope: ReadonlySet<Operation> | undefined): number {
    let count = 0;
    const visit = (op: Operation) => {
      const value = this.folding ? constantValue(op) : undefined;
      if (value && !this.folder.adopt(op, value)) return;
      count++;
      if (this.topDown) this.worklist.push(op);
      if (op.regions.length > 0 && !(scope && op.def.isIsolated && !scope.has(op))) inside(op);
      if (!this.topDown) this.worklist.push(op);
    };
    const inside = (op: Operation) => {
      for (const region of op.regions) {
        for (const block of region.blocks) {
          for (let inner = block.firstOp; inner; ) {
            // A constant may move to the front or go.
            const next: Operation | undefined = inner.next;
            visit(inner);
            inner = next;
          }
        }
      }
    };
    inside(this.root);
    if (this.topDown) this.worklist.reverse();
    return count;
  }

  /** Works the list off; true when something changed. */
  private drain(endlessAfter: number): boolean {
    const { worklist, rewriter } = this;
    const most = this.maxRewrites > 0 ? this.maxRewrites : Number.POSITIVE_INFINITY;
    const start = rewriter.changes;
    for (let rewrites = 0; rewrites < most; ) {
      const op = worklist.pop();
      if (!op) break;
      if (isTriviallyDead(op)) {
        rewriter.eraseOp(op);
        continue;
      }
      const { def } = op;
      if (this.folding && def.folds && !def.isConstant && this.folder.fold(op) !== 'none') continue;
      const applied = this.applyOne(op);
      if (!applied) continue;
      this.rewrites++;
      if (++rewrites < endlessAfter) continue;
      this.endless ??= new Set();
      this.endless.add(applied.name);
      if (rewrites >= endlessAfter + ENDLESS_PER_OP) break;
    }
    return rewriter.changes !== start;
  }

  /** Applies the first rule that matches, and gives it. */
  private applyOne(op: Operation): RewritePattern | undefined {
    const { rewriter, patterns } = this;
    // Who hears of attempts hears of those in vain too.
    if (isObserved()) {
      for (const { pattern } of patterns.startingAt(op.def)) {
        if (this.tryOne(pattern, op)) return pattern;
      }
      return undefined;
    }
    const match = patterns.match(op, rewriter.context);
    for (const { rank, pattern } of patterns.opaque(op.def)) {
      if (match && match.rank < rank) break;
      if (this.tryOne(pattern, op)) return pattern;
    }
    if (!match) return undefined;
    rewriter.startAt(op);
    this.guarded(match.pattern, op, () => applyMatch(match, op, rewriter));
    return match.pattern;
  }

  private tryOne(pattern: RewritePattern, op: Operation): boolean {
    const { rewriter } = this;
    rewriter.startAt(op);
    const before = rewriter.changes;
    if (this.guarded(pattern, op, () => attempt(pattern, op, rewriter)) === true) return true;
    if (rewriter.changes !== before) {
      throw new Error(`the pattern '${pattern.name}' changed the IR though it did not match`);
    }
    return false;
  }

  private guarded<T>(pattern: RewritePattern, op: Operation, run: () => T): T {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof RewriteError)) throw error;
      throw new DiagnosticError(op.loc, `the rule '${pattern.name}' is wrong: ${error.message}`);
    }
  }
}

/** Whether at most two operations use the value, `leaving` not counted. */
function hasFewUsers(value: Value, leaving: Operation): boolean {
  let other: Operation | undefined;
  for (let use = value.firstUse; use; use = use.next) {
    const user = use.owner;
    if (user === leaving || user === other) continue;
    if (other) return false;
    other = user;
  }
  return true;
}
