/**
 * Dialect conversion: every operation inside `root` is made legal, in the order of the text,
 * outer before inner. An illegal operation is rewritten by the first pattern that matches, and
 * what the pattern made is legalized before the next operation's turn; a pattern is not applied
 * to its own products unless it says `recursion`.
 *
 * The IR changes at once, and each change can be taken back: where what a pattern made cannot be
 * made legal, the next pattern has its turn, and where the conversion as a whole fails, or was only
 * an analysis, the IR is as it was. A failure is reported with what each pattern said, unless the
 * operation is pure and nothing uses it any more at the end: then it is erased.
 */
import { type Context, type Diagnostic, note, type Operation } from '../ir/index.js';
import { isTriviallyDead } from './effects.js';
import { type Legality, type LegalitySpec, legalityOf } from './legality.js';
import { PatternIndex, type RewritePattern } from './pattern.js';
import type { RewriteListener } from './rewriter.js';
import { attempt } from './trace.js';
import { CAST, ConversionRewriter, type TypeConverter } from './type-conversion.js';

export interface ConversionOptions {
  /**
   * `full`: nothing but legal operations may be left. `partial`: unknown ones may stay. `analysis`:
   * as partial, but the IR stays as it is and nothing is an error.
   */
  readonly mode: 'partial' | 'full' | 'analysis';
  readonly typeConverter?: TypeConverter;
}

export interface ConversionResult {
  readonly ok: boolean;
  readonly rewrites: number;
  /** One for each operation that could not be made legal. */
  readonly errors: readonly Diagnostic[];
  /** Of an analysis: operations of the IR that are legal or could be made so. */
  readonly legalizable?: ReadonlySet<Operation>;
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

interface Failure {
  readonly op: Operation;
  readonly error: Diagnostic;
}

class ConversionDriver implements RewriteListener {
  private readonly root: Operation;
  private readonly target: LegalitySpec;
  private readonly patterns: PatternIndex;
  private readonly mode: ConversionOptions['mode'];
  private readonly rewriter: ConversionRewriter;
  private readonly failures: Failure[] = [];
  private readonly gone = new Set<Operation>();
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
    this.mode = mode;
    this.rewriter = new ConversionRewriter(context, this, typeConverter);
  }

  run(): ConversionResult {
    const { rewriter } = this;
    const legalizable = new Set<Operation>();
    for (const op of operationsIn(this.root)) {
      if (this.gone.has(op) || this.converts(op)) legalizable.add(op);
    }
    if (this.mode === 'analysis') {
      rewriter.undo.backTo(0);
      return { ok: true, rewrites: this.rewrites, errors: [], legalizable };
    }
    const errors = [...this.remaining(), ...this.casts()];
    if (errors.length > 0) rewriter.undo.backTo(0);
    return { ok: errors.length === 0, rewrites: this.rewrites, errors };
  }

  inserted(op: Operation): void {
    this.made.push(op);
  }

  modified(): void {}

  erased(op: Operation): void {
    op.walk((inner) => {
      this.gone.add(inner);
      this.rewriter.undo.add(() => this.gone.delete(inner));
    });
  }

  /** Makes an operation of the IR legal; false, and noted, if that cannot be. */
  private converts(op: Operation): boolean {
    const failure = this.legalize(op, []);
    if (failure) this.failures.push(failure);
    return failure === undefined;
  }

  /** Failures that are left; what was consumed by the rules of its users is not needed now. */
  private remaining(): Diagnostic[] {
    const errors: Diagnostic[] = [];
    for (const { op, error } of this.failures.reverse()) {
      if (this.gone.has(op)) continue;
      if (isTriviallyDead(op)) this.rewriter.eraseOp(op);
      else errors.unshift(error);
    }
    return errors;
  }

  /** Resolves the casts that stand in for types; what is left of them is an error in full mode. */
  private casts(): Diagnostic[] {
    const left = this.rewriter.resolveCasts(this.root);
    if (this.mode !== 'full' || this.target.legalOps?.includes(CAST)) return [];
    return left.map(unresolved);
  }

  private legalize(op: Operation, applied: readonly RewritePattern[]): Failure | undefined {
    // Casts are the driver's own: it resolves them at the end.
    if (op.name === CAST) return undefined;
    const legality = legalityOf(op, this.target);
    if (legality.kind === 'legal') return undefined;
    const reasons: string[] = [];
    for (const { pattern } of this.patterns.startingAt(op.def)) {
      if (applied.includes(pattern) && !pattern.recursion) {
        reasons.push(`${pattern.name}: made this operation itself`);
        continue;
      }
      const answer = this.applyOne(pattern, op, applied);
      if (answer === true) return undefined;
      reasons.push(answer === false ? `${pattern.name}: no match` : `${pattern.name}: ${answer}`);
    }
    if (legality.kind !== 'illegal' && this.mode !== 'full') return undefined;
    return { op, error: failure(op, legality, reasons, applied) };
  }

  /** Applies a pattern and makes legal what it made, or leaves all as it was and says why. */
  private applyOne(
    pattern: RewritePattern,
    op: Operation,
    applied: readonly RewritePattern[],
  ): boolean | string {
    if (applied.length > 64) return 'applied over and over without an end';
    const { rewriter } = this;
    rewriter.startAt(op);
    const before = rewriter.changes;
    const { mark } = rewriter.undo;
    const { rewrites } = this;
    const outer = this.made;
    const made: Operation[] = [];
    this.made = made;
    const answer = attempt(pattern, op, rewriter);
    this.made = outer;
    if (answer !== true) {
      if (rewriter.changes !== before) {
        throw new Error(`the pattern '${pattern.name}' changed the IR though it did not match`);
      }
      return answer;
    }
    this.rewrites++;
    const next = [...applied, pattern];
    // Changed in place, the operation itself must be legal now.
    for (const product of [...made, op]) {
      if (this.gone.has(product)) continue;
      const failed = this.legalize(product, next);
      if (!failed) continue;
      rewriter.undo.backTo(mark);
      this.rewrites = rewrites;
      return failed.error.message;
    }
    return true;
  }
}

/** All operations inside, outer before inner, as they are now. */
function operationsIn(root: Operation): Operation[] {
  const all: Operation[] = [];
  const collect = (op: Operation) => {
    for (const region of op.regions) {
      for (const block of region.blocks) {
        for (const inner of block.ops) {
          all.push(inner);
          collect(inner);
        }
      }
    }
  };
  collect(root);
  return all;
}

function failure(
  op: Operation,
  legality: Legality,
  reasons: readonly string[],
  applied: readonly RewritePattern[],
): Diagnostic {
  const { loc } = op;
  const why = legality.kind === 'illegal' ? legality.reason : undefined;
  const marked = legality.kind === 'illegal' ? ' that was explicitly marked illegal' : '';
  const tried = [...(why ? [why] : []), ...reasons];
  if (reasons.length === 0) tried.push(`no rule starts at '${op.name}'`);
  const notes =
    applied.length > 0 ? [note(loc, `made by ${applied.map((p) => p.name).join(', then ')}`)] : [];
  const message = `failed to legalize operation '${op.name}'${marked}: ${tried.join('; ')}`;
  return { severity: 'error', loc, message, notes };
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
