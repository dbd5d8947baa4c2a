/**
 * Runs functions on constants by what the dialects say of themselves: an operation is what it folds
 * to when all its operands are constants, a branch goes where its hook says, a call runs what it
 * calls. So every dialect that folds can be run, whatever it is.
 */
import { type Attribute, type Block, lookupSymbol, type Operation, Value } from '../ir/index.js';
import { constantValue, foldWith } from './fold.js';

/** A program that cannot be run on these inputs: one sentence for people. */
export class NotEvaluated extends Error {
  /** The inputs are at fault, not the program: it has no result that could be relied on. */
  readonly isUndefined: boolean;

  constructor(message: string, isUndefined = false) {
    super(message);
    this.isUndefined = isUndefined;
  }
}

/** Operations that one run may execute, and calls that may be open. */
const MOST_STEPS = 100_000;
const MOST_CALLS = 100;

/**
 * What a function returns for these arguments. Operations may be changed where they stand, as folding
 * does: give it a copy of the program. Throws NotEvaluated.
 */
export function evaluate(fn: Operation, args: readonly Attribute[]): Attribute[] {
  return new Evaluation().call(fn, args);
}

class Evaluation {
  private steps = 0;
  private depth = 0;

  call(fn: Operation, args: readonly Attribute[]): Attribute[] {
    const region = fn.def.hooks.callableRegion?.(fn);
    if (!region) throw new NotEvaluated(`'${fn.name}' has no body to run`);
    if (++this.depth > MOST_CALLS) throw new NotEvaluated('the calls do not come to an end', true);
    const values = new Map<Value, Attribute>();
    let block: Block | undefined = region.front;
    let given = args;
    for (;;) {
      block.args.forEach((arg, i) => {
        values.set(arg, given[i]);
      });
      const next: Block | readonly Attribute[] = this.block(block, values);
      if (Array.isArray(next)) {
        this.depth--;
        return next;
      }
      [block, given] = this.branch(block.ops.at(-1)!, next as Block, values);
    }
  }

  /** Runs a block: the values that it returns, or the block that it goes to. */
  private block(block: Block, values: Map<Value, Attribute>): Block | Attribute[] {
    for (let op = block.firstOp; op; op = op.next) {
      if (++this.steps > MOST_STEPS) {
        throw new NotEvaluated(`it has not ended after ${MOST_STEPS} operations`, true);
      }
      const operands = op.operands.map((v) => values.get(v)!);
      if (op.def.isTerminator) return this.end(op, operands);
      const results = this.results(op, operands, values);
      results.forEach((r, i) => {
        values.set(op.result(i), r);
      });
    }
    throw new NotEvaluated('a block has no end');
  }

  private end(op: Operation, operands: Attribute[]): Block | Attribute[] {
    if (op.successors.length === 0) return operands;
    const to = op.def.hooks.successorFor?.(op, operands);
    if (!to) throw new NotEvaluated(`it cannot be told where '${op.name}' goes`);
    return to;
  }

  private branch(
    op: Operation,
    to: Block,
    values: ReadonlyMap<Value, Attribute>,
  ): [Block, readonly Attribute[]] {
    // Of two ways to one block the operands may differ: the hook's answer is the first that fits.
    const index = op.successors.indexOf(to);
    const several = op.successors.lastIndexOf(to) !== index;
    if (several && to.args.length > 0) {
      throw new NotEvaluated(`'${op.name}' goes to one block in several ways`);
    }
    const bounds = op.def.hooks.successorOperands?.(op, index);
    if (!bounds) throw new NotEvaluated(`it cannot be told what '${op.name}' hands on`);
    return [to, op.operands.slice(...bounds).map((v) => values.get(v)!)];
  }

  private results(
    op: Operation,
    operands: readonly Attribute[],
    values: ReadonlyMap<Value, Attribute>,
  ): readonly Attribute[] {
    const constant = constantValue(op);
    if (constant) return this.defined([constant]);
    const { callee, callArguments } = op.def.hooks;
    if (callee) {
      const name = callee(op);
      const target = name && !(name instanceof Value) ? lookupSymbol(op, name) : undefined;
      if (!target) throw new NotEvaluated(`it cannot be told what '${op.name}' calls`);
      const bounds = callArguments?.(op) ?? [0, operands.length];
      return this.call(target, operands.slice(...bounds));
    }
    return this.folded(op, operands, values);
  }

  private defined(results: readonly Attribute[]): readonly Attribute[] {
    if (results.some((r) => r.dialect === 'ub')) {
      throw new NotEvaluated('the program makes poison', true);
    }
    return results;
  }

  private folded(
    op: Operation,
    operands: readonly Attribute[],
    values: ReadonlyMap<Value, Attribute>,
  ): readonly Attribute[] {
    if (op.regions.length > 0) throw new NotEvaluated(`'${op.name}' has regions`);
    // A fold in place may be the first of several.
    for (let turn = 0; turn < 4; turn++) {
      const given = turn === 0 ? operands : op.operands.map((v) => values.get(v)!);
      const results = foldWith(op, given);
      if (!results || results.length !== op.numResults) break;
      if (results.every((r, i) => r === op.result(i)) && op.numResults > 0) continue;
      const found = results.map((r) => (r instanceof Value ? values.get(r) : r));
      if (found.some((r) => r === undefined)) break;
      return this.defined(found as Attribute[]);
    }
    // Where there is a fold these are operands that it has no result for: a division by zero.
    const on = operands.length > 0 ? ` on ${operands.join(', ')}` : '';
    const { fold } = op.def.hooks;
    throw new NotEvaluated(
      fold ? `'${op.name}' has no result${on}` : `nothing says what '${op.name}' computes`,
      fold !== undefined,
    );
  }
}
