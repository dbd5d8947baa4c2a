/**
 * Dialect conversion: every operation inside `root` is made legal, in the order of the text,
 * outer before inner. An illegal operation is rewritten by the first pattern that matches, and
 * what the pattern made is legalized before the next operation's turn; a pattern is not applied
 * to its own products unless it says `recursion`.
 *
 * Unlike MLIR's driver this one changes the IR at once and takes nothing back: a pattern decides
 * that it matches before it rewrites. A failure is reported with what each pattern said, unless
 * the operation is pure and nothing uses it any more at the end: then it is erased.
 */
import { type Context, type Diagnostic, note, type Operation } from '../ir/index.js';
import { isTriviallyDead } from './effects.js';
import { type Legality, type LegalitySpec, legalityOf } from './legality.js';
import { PatternIndex, type RewritePattern } from './pattern.js';
import type { RewriteListener } from './rewriter.js';
import { attempt } from './trace.js';
import { CAST, ConversionRewriter, reconcileCasts, type TypeConverter } from './type-conversion.js';

export interface ConversionOptions {
  /** `full`: nothing but legal operations may be left. `partial`: unknown ones may stay. */
  readonly mode: 'partial' | 'full';
  readonly typeConverter?: TypeConverter;
}

export interface ConversionResult {
  readonly ok: boolean;
  readonly rewrites: number;
  /** One for each operation that could not be made legal. */
  readonly errors: readonly Diagnostic[];
}

export function applyConversion(
  context: Context,
  root: Operation,
  target: LegalitySpec,
  patterns: readonly RewritePattern[],
  options: ConversionOptions,
): ConversionResult {
  return new ConversionDriver(context, root, target, patterns, options).run();
}

class ConversionDriver implements RewriteListener {
  private readonly root: Operation;
  private readonly target: LegalitySpec;
  private readonly patterns: PatternIndex;
  private readonly full: boolean;
  private readonly rewriter: ConversionRewriter;
  private readonly failures: { readonly op: Operation; readonly error: Diagnostic }[] = [];
  private readonly gone = new WeakSet<Operation>();
  private made: Operation[] = [];
  private rewrites = 0;

  constructor(
    context: Context,
    root: Operation,
    target: LegalitySpec,
    patterns: readonly RewritePattern[],
    { mode, typeConverter }: ConversionOptions,
  ) {
    this.root = root;
    this.target = target;
    this.patterns = new PatternIndex(patterns);
    this.full = mode === 'full';
    this.rewriter = new ConversionRewriter(context, this, typeConverter);
  }

  run(): ConversionResult {
    const all: Operation[] = [];
    const collect = (op: Operation) => {
      all.push(op);
      for (const region of op.regions) {
        for (const block of region.blocks) for (const inner of block.ops) collect(inner);
      }
    };
    for (const region of this.root.regions) {
      for (const block of region.blocks) for (const op of block.ops) collect(op);
    }
    for (const op of all) if (!this.gone.has(op)) this.legalize(op, []);
    const casts = reconcileCasts(this.root);
    // What was consumed by the rules of its users (a constant, a fused producer) is not needed now.
    const errors: Diagnostic[] = [];
    for (const { op, error } of this.failures.reverse()) {
      if (this.gone.has(op)) continue;
      if (isTriviallyDead(op)) this.rewriter.eraseOp(op);
      else errors.unshift(error);
    }
    for (const cast of casts) {
      if (this.full && !this.target.legalOps?.includes(CAST)) errors.push(unresolved(cast));
    }
    return { ok: errors.length === 0, rewrites: this.rewrites, errors };
  }

  inserted(op: Operation): void {
    this.made.push(op);
  }

  modified(): void {}

  erased(op: Operation): void {
    op.walk((inner) => this.gone.add(inner));
  }

  private legalize(op: Operation, applied: readonly RewritePattern[]): void {
    // Casts are the driver's own: it resolves them at the end.
    if (op.name === CAST) return;
    const legality = legalityOf(op, this.target);
    if (legality.kind === 'legal') return;
    const reasons: string[] = [];
    for (const { pattern } of this.patterns.startingAt(op.def)) {
      if (applied.includes(pattern) && !pattern.recursion) {
        reasons.push(`${pattern.name}: made this operation itself`);
        continue;
      }
      const answer = this.applyOne(pattern, op, applied);
      if (answer === true) return;
      reasons.push(answer === false ? `${pattern.name}: no match` : `${pattern.name}: ${answer}`);
    }
    if (legality.kind === 'illegal' || this.full) this.fail(op, legality, reasons, applied);
  }

  private applyOne(
    pattern: RewritePattern,
    op: Operation,
    applied: readonly RewritePattern[],
  ): boolean | string {
    if (applied.length > 64) return 'applied over and over without an end';
    const { rewriter } = this;
    rewriter.startAt(op);
    const before = rewriter.changes;
    const outer = this.made;
    this.made = [];
    const answer = attempt(pattern, op, rewriter);
    const made = this.made;
    this.made = outer;
    if (answer !== true) {
      if (rewriter.changes !== before) {
        throw new Error(`the pattern '${pattern.name}' changed the IR though it did not match`);
      }
      return answer;
    }
    this.rewrites++;
    const next = [...applied, pattern];
    for (const product of made) if (!this.gone.has(product)) this.legalize(product, next);
    // Changed in place: it must be legal now.
    if (!this.gone.has(op)) this.legalize(op, next);
    return true;
  }

  private fail(
    op: Operation,
    legality: Legality,
    reasons: readonly string[],
    applied: readonly RewritePattern[],
  ): void {
    const { loc } = op;
    const why = legality.kind === 'illegal' ? legality.reason : undefined;
    const marked = legality.kind === 'illegal' ? ' that was explicitly marked illegal' : '';
    const tried = [...(why ? [why] : []), ...reasons];
    if (reasons.length === 0) tried.push(`no rule starts at '${op.name}'`);
    const notes =
      applied.length > 0
        ? [note(loc, `made by ${applied.map((p) => p.name).join(', then ')}`)]
        : [];
    const message = `failed to legalize operation '${op.name}'${marked}: ${tried.join('; ')}`;
    this.failures.push({ op, error: { severity: 'error', loc, message, notes } });
  }
}

function unresolved(cast: Operation): Diagnostic {
  const user = cast.result().users()[0];
  return {
    severity: 'error',
    loc: cast.loc,
    message: `failed to legalize a conversion from '${cast.operand(0).type}' to '${cast.result().type}' that remained live after conversion`,
    notes: user ? [note(user.loc, `used by '${user.name}'`)] : [],
  };
}
