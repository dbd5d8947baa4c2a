/**
 * The verifier. For an operation and all inside it, in this order:
 *
 *  1. the operation is registered, or unregistered ones are allowed;
 *  2. its spec holds (see spec/verify.ts);
 *  3. every block that needs a terminator ends in one; nothing stands behind a terminator;
 *     successors are blocks of the same region and get the arguments they have;
 *  4. symbols of a symbol table are unique;
 *  5. an isolated operation uses no value from outside;
 *  6. its own `verify` hook holds; then the operations inside verify; then `verifyRegions`;
 *  7. every use is dominated by its definition.
 *
 * Errors go to the context as diagnostics; checking goes on, so that one run tells all.
 */

import type { Region } from './block.js';
import type { Context, Fail } from './context.js';
import { note } from './diagnostics.js';
import { Dominance } from './dominance.js';
import { emitOpError } from './op-error.js';
import type { Operation } from './operation.js';
import { verifyAgainstSpec } from './spec/verify.js';
import { symbolName } from './symbols.js';

/** True when nothing is wrong. */
export function verify(context: Context, root: Operation): boolean {
  const verifier = new Verifier(context);
  verifier.operation(root);
  if (verifier.ok) verifier.dominance(root, undefined);
  return verifier.ok;
}

class Verifier {
  ok = true;
  private readonly context: Context;
  private readonly dominators = new Dominance();
  /** The operation at hand, which `fail` is about, and whether it is known to be broken. */
  private op: Operation | undefined = undefined;
  private broken = false;
  private readonly fail: Fail = (message, loc) => {
    const op = this.op!;
    this.broken = true;
    this.ok = false;
    emitOpError(this.context, op, `'${op.name}' op ${message}`, loc);
  };

  constructor(context: Context) {
    this.context = context;
  }

  operation(op: Operation): void {
    this.op = op;
    this.broken = false;
    const { def } = op;
    if (def.registered) {
      if (def.spec) verifyAgainstSpec(op, def.spec, this.fail);
    } else if (def.isUnknown) {
      this.ok = false;
      this.broken = true;
      this.context.emitError(
        op.loc,
        `unregistered operation '${op.name}' found in dialect ('${def.dialect}') that does not allow unknown operations`,
      );
    } else if (!this.context.allowUnregistered) {
      this.fail('is not registered; use --allow-unregistered-dialect to let it pass');
    }
    if (op.successors.length > 0) this.successors(op);
    if (op.regions.length > 0) this.blocks(op);
    if (def.isSymbolTable) this.symbols(op);
    if (!this.broken && op.successors.length > 0) this.successorOperands(op);
    if (!this.broken) def.hooks.verify?.(op, this.fail);
    if (op.regions.length === 0) return;
    const { broken } = this;
    for (const region of op.regions) {
      for (const block of region.blocks) {
        for (let inner = block.firstOp; inner; inner = inner.next) this.operation(inner);
      }
    }
    if (broken || !def.hooks.verifyRegions) return;
    this.op = op;
    def.hooks.verifyRegions(op, this.fail);
  }

  private successors(op: Operation): void {
    if (op.next) this.fail('with block successors must terminate its parent block');
    const region = op.parentRegion;
    for (const successor of op.successors) {
      if (successor.parent !== region) this.fail('branches to a block of another region');
    }
  }

  /** What a branch passes on is what the arguments of its successors ask for. */
  private successorOperands(op: Operation): void {
    const { successorOperands } = op.def.hooks;
    if (!successorOperands) return;
    op.successors.forEach((block, n) => {
      const [start, end] = successorOperands(op, n);
      if (end - start !== block.args.length) {
        this.fail(
          `branch has ${end - start} operands for successor #${n}, but target block has ${block.args.length}`,
        );
        return;
      }
      block.args.forEach((arg, i) => {
        const given = op.operand(start + i).type;
        if (given !== arg.type) {
          this.fail(
            `type mismatch for bb argument #${i} of successor #${n}: it is '${arg.type}' and gets '${given}'`,
          );
        }
      });
    });
  }

  private blocks(op: Operation): void {
    for (const region of op.regions) {
      if (region.blocks.length <= 1 && !op.def.needsTerminators) continue;
      for (const block of region.blocks) {
        const last = block.lastOp;
        if (!last) this.fail('empty block: expect at least a terminator');
        else if (last.def.registered && !last.def.isTerminator) {
          this.fail(`block with no terminator, has '${last.name}'`, last.loc);
        }
      }
    }
  }

  private symbols(table: Operation): void {
    const seen = new Map<string, Operation>();
    for (const block of table.region()?.blocks ?? []) {
      for (let op = block.firstOp; op; op = op.next) {
        const name = symbolName(op);
        if (name === undefined) continue;
        const first = seen.get(name);
        if (first) {
          this.ok = false;
          this.context.emitError(op.loc, `redefinition of symbol named '${name}'`, [
            note(first.loc, 'see existing symbol definition here'),
          ]);
        }
        seen.set(name, op);
      }
    }
  }

  /** Of `op` and all inside; `isolation` is the region whose outside cannot be seen. */
  dominance(op: Operation, isolation: Region | undefined): void {
    for (let i = 0; i < op.numOperands; i++) {
      const value = op.operand(i);
      const block = value.parentBlock;
      // Nearly all uses: of an argument of the same block, or of an operation before this one.
      if (block === op.parent && block !== undefined) {
        const def = value.definingOp;
        if (def === undefined || (def !== op && def.isBefore(op))) continue;
      }
      this.use(op, i, isolation);
    }
    for (const region of op.regions) {
      const inner = op.def.isIsolated ? region : isolation;
      for (const block of region.blocks) {
        for (let child = block.firstOp; child; child = child.next) this.dominance(child, inner);
      }
    }
  }

  private use(op: Operation, index: number, isolation: Region | undefined): void {
    const value = op.operand(index);
    const region = value.parentBlock?.parent;
    let message: string;
    if (isolation && region && !isInside(region, isolation)) {
      message = `'${op.name}' op using value defined outside the region`;
    } else if (
      !this.dominators.dominates(value, op) &&
      op.parent &&
      this.dominators.isReachable(op.parent)
    ) {
      message = `operand #${index} does not dominate this use`;
    } else {
      return;
    }
    this.ok = false;
    const at = value.definingOp;
    const notes = at ? [note(at.loc, 'operand defined here')] : [];
    emitOpError(this.context, op, message, op.loc, notes);
  }
}

function isInside(region: Region, outer: Region): boolean {
  for (let r: Region | undefined = region; r; r = r.parent?.parentRegion)
    if (r === outer) return true;
  return false;
}
