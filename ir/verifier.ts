/**
 * The verifier. For an operation and all inside it, in this order:
 *
 *  1. its spec holds (see spec/verify.ts); successors get the arguments they have; its own `verify`
 *     hook holds; no block branches to the entry of its regions;
 *  2. block by block: one that needs a terminator is not empty; nothing stands behind a branch; the
 *     operations verify, but for isolated ones; successors are blocks of the same region; the last
 *     operation is a terminator where one is needed;
 *  3. the isolated operations inside verify, each on its own;
 *  4. symbols of a symbol table are unique; `verifyRegions` holds; the operation is registered, or
 *     unregistered ones are allowed;
 *  5. of an isolated operation: it uses no value from outside, and every use inside is dominated by
 *     its definition.
 *
 * Errors go to the context as diagnostics. An isolated operation is left at its first error, as the
 * reference does: what comes after is often its consequence. Those beside it are still verified, so
 * that one run tells of every function. Nothing here recurses: IR may nest as deep as memory lasts.
 */

import type { Block } from './block.js';
import type { Context, Fail } from './context.js';
import { note } from './diagnostics.js';
import { Dominance } from './dominance.js';
import { emitOpError } from './op-error.js';
import type { Operation } from './operation.js';
import { verifyAgainstSpec } from './spec/verify.js';
import { symbolName } from './symbols.js';
import type { Value } from './value.js';

/** True when nothing is wrong. */
export function verify(context: Context, root: Operation): boolean {
  const verifier = new Verifier(context);
  verifier.all(root);
  return verifier.ok;
}

/** An operation whose regions are being verified. */
class Frame {
  readonly op: Operation;
  /** Verified on its own: isolated, or the root. */
  readonly isAlone: boolean;
  region = 0;
  block = -1;
  next: Operation | undefined = undefined;
  /** Isolated operations inside wait until the others are through. */
  someWait = false;
  isTheirTurn = false;
  /** One of those that waited is broken. */
  isBroken = false;

  constructor(op: Operation, isAlone: boolean) {
    this.op = op;
    this.isAlone = isAlone;
  }
}

class Verifier {
  ok = true;
  private readonly context: Context;
  private readonly dominators = new Dominance();
  private readonly stack: Frame[] = [];
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

  all(root: Operation): void {
    this.begin(root, true);
    const { stack } = this;
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      const op = top.next;
      if (!op) {
        if (!this.nextBlock(top)) this.end(top);
        continue;
      }
      top.next = op.next;
      const isAlone = op.regions.length > 0 && op.def.isIsolated;
      if (isAlone === top.isTheirTurn) this.begin(op, isAlone);
      else top.someWait ||= isAlone;
    }
  }

  /** Looks at an operation alone; one with regions goes on the stack. */
  private begin(op: Operation, isAlone: boolean): void {
    this.op = op;
    this.broken = false;
    this.itself(op);
    if (!this.broken) {
      if (op.regions.length > 0) {
        this.stack.push(new Frame(op, isAlone));
        return;
      }
      if (!op.def.registered) this.unregistered(op);
    }
    if (this.broken) this.leave(isAlone);
  }

  /** Goes on to the next block. False at the end, or when the frame was left. */
  private nextBlock(frame: Frame): boolean {
    const { op } = frame;
    this.op = op;
    this.broken = false;
    const last = op.regions[frame.region]?.blocks[frame.block];
    if (last && !frame.isTheirTurn) this.endOfBlock(op, last);
    while (!this.broken) {
      const region = op.regions[frame.region];
      if (!region) {
        if (frame.isTheirTurn || !frame.someWait) return false;
        frame.isTheirTurn = true;
        frame.region = 0;
        frame.block = -1;
      } else if (++frame.block < region.blocks.length) {
        const block = region.blocks[frame.block];
        frame.next = block.firstOp;
        if (!frame.isTheirTurn) this.startOfBlock(op, block);
        if (!this.broken) return true;
      } else {
        frame.region++;
        frame.block = -1;
      }
    }
    this.leave(false);
    return true;
  }

  /** All inside was looked at. */
  private end(frame: Frame): void {
    const { op, isAlone } = frame;
    this.stack.pop();
    this.op = op;
    this.broken = frame.isBroken;
    if (!this.broken && op.def.isSymbolTable) this.symbols(op);
    if (!this.broken) op.def.hooks.verifyRegions?.(op, this.fail);
    if (!this.broken && !op.def.registered) this.unregistered(op);
    if (!this.broken && isAlone) this.dominance(op);
    if (this.broken) this.leave(isAlone);
  }

  /** Leaves what is verified together with a broken operation; that one itself when it is alone. */
  private leave(isAlone: boolean): void {
    const { stack } = this;
    for (let left = isAlone; !left; ) left = stack.pop()!.isAlone;
    if (stack.length > 0) stack[stack.length - 1].isBroken = true;
  }

  private itself(op: Operation): void {
    const { def } = op;
    if (def.registered) {
      if (def.spec) verifyAgainstSpec(op, def.spec, this.fail);
      if (!this.broken && op.successors.length > 0) this.successorOperands(op);
      if (!this.broken) def.hooks.verify?.(op, this.fail);
    }
    if (op.regions.length === 0 || this.broken) return;
    for (const region of op.regions) {
      if (!region.isEmpty && region.front.hasPredecessors) {
        this.fail('branches to the entry block of a region, which may have no predecessors');
        return;
      }
    }
  }

  private unregistered(op: Operation): void {
    const { def } = op;
    const { context } = this;
    if (def.isUnknown) {
      this.ok = false;
      this.broken = true;
      context.emitError(
        op.loc,
        `unregistered operation '${op.name}' found in dialect ('${def.dialect}') that does not allow unknown operations`,
      );
    } else if (!context.allowUnregistered) {
      this.fail('is not registered; use --allow-unregistered-dialect to let it pass');
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

  private startOfBlock(parent: Operation, block: Block): void {
    if (!block.firstOp) {
      if (needsTerminator(parent, block)) {
        this.fail('empty block: expect at least a terminator');
      }
      return;
    }
    for (let op: Operation | undefined = block.firstOp; op; op = op.next) {
      if (op.successors.length === 0 || !op.next) continue;
      this.op = op;
      this.fail('with block successors must terminate its parent block');
      return;
    }
  }

  private endOfBlock(parent: Operation, block: Block): void {
    const last = block.lastOp;
    if (!last) return;
    for (const successor of last.successors) {
      if (successor.parent === block.parent) continue;
      this.op = last;
      this.fail('branches to a block of another region');
      return;
    }
    if (last.def.registered && !last.def.isTerminator && needsTerminator(parent, block)) {
      this.fail(`block with no terminator, has '${last.name}'`, last.loc);
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
          this.broken = true;
          this.context.emitError(op.loc, `redefinition of symbol named '${name}'`, [
            note(first.loc, 'see existing symbol definition here'),
          ]);
        }
        seen.set(name, op);
      }
    }
  }

  /** Of all uses inside `root` but those in isolated operations further in; stops at the first error. */
  private dominance(root: Operation): void {
    const pending: Operation[] = [root];
    while (pending.length > 0) {
      const outer: Operation = pending.pop()!;
      for (const region of outer.regions) {
        for (const block of region.blocks) {
          for (let op: Operation | undefined = block.firstOp; op; op = op.next) {
            for (let i = 0; i < op.numOperands; i++) {
              const value: Value = op.operand(i);
              // Nearly all uses: of an argument of the same block, or of an operation before this one.
              if (value.parentBlock === block) {
                const def: Operation | undefined = value.definingOp;
                if (def === undefined || (def !== op && def.isBefore(op))) continue;
              }
              if (!this.use(op, i, root)) return;
            }
            if (op.regions.length > 0 && !op.def.isIsolated) pending.push(op);
          }
        }
      }
    }
  }

  /** False when the use is wrong: the error was emitted. */
  private use(op: Operation, index: number, root: Operation): boolean {
    const value = op.operand(index);
    const isOutside = root.def.isIsolated && !isInside(value.parentBlock, root);
    if (!isOutside) {
      if (this.dominators.dominates(value, op)) return true;
      if (!this.dominators.isReachable(op.parent!)) return true;
    }
    this.broken = true;
    this.ok = false;
    // A value from outside is told of first, wherever it is used.
    if (root.def.isIsolated && this.usesOutside(root)) return false;
    const at = value.definingOp;
    const notes = at ? [note(at.loc, 'operand defined here')] : [];
    emitOpError(this.context, op, `operand #${index} does not dominate this use`, op.loc, notes);
    return false;
  }

  /** Emits an error about the first use of a value from outside, if there is one. */
  private usesOutside(root: Operation): boolean {
    for (const region of root.regions) {
      const pending = [region];
      for (let inner = pending.pop(); inner; inner = pending.pop()) {
        for (const block of inner.blocks) {
          for (let op = block.firstOp; op; op = op.next) {
            for (const value of op.operands) {
              if (isInside(value.parentBlock, root)) continue;
              const notes = [note(root.loc, 'required by region isolation constraints')];
              const message = `'${op.name}' op using value defined outside the region`;
              emitOpError(this.context, op, message, op.loc, notes);
              return true;
            }
            if (!op.def.isIsolated) pending.push(...op.regions);
          }
        }
      }
    }
    return false;
  }
}

/** Whether a block of an operation must end in a terminator. */
function needsTerminator(parent: Operation, block: Block): boolean {
  return parent.def.needsTerminators || block.parent!.blocks.length > 1;
}

function isInside(block: Block | undefined, outer: Operation): boolean {
  for (let at = block; at; at = at.parentOp?.parent) if (at.parentOp === outer) return true;
  return false;
}
