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
import type { Context, Fail } from './context.js';
import { note } from './diagnostics.js';
import { Dominance } from './dominance.js';
import type { Operation, Region } from './operation.js';
import { verifyAgainstSpec } from './spec/verify.js';
import { symbolName } from './symbols.js';

/** True when nothing is wrong. */
export function verify(context: Context, root: Operation): boolean {
  let ok = true;
  const failAt =
    (op: Operation): Fail =>
    (message, loc) => {
      ok = false;
      context.emitError(loc ?? op.loc, `'${op.name}' op ${message}`);
    };
  verifyOp(context, root, failAt, () => {
    ok = false;
  });
  if (ok)
    verifyDominance(context, root, () => {
      ok = false;
    });
  return ok;
}

function verifyOp(
  context: Context,
  op: Operation,
  failAt: (op: Operation) => Fail,
  spoil: () => void,
): void {
  const fail = failAt(op);
  let broken = false;
  const note: Fail = (message, loc) => {
    broken = true;
    fail(message, loc);
  };
  const { spec, hooks } = op.def;
  if (!op.def.registered && !context.allowUnregistered) {
    note('is not registered; use --allow-unregistered-dialect to let it pass');
  }
  if (spec) verifyAgainstSpec(op, spec, note);
  verifyBlocks(op, note);
  if (!broken) verifySuccessorOperands(op, note);
  if (op.hasTrait('SymbolTable')) verifySymbols(context, op, spoil);
  if (!broken) hooks.verify?.(op, note);
  for (const region of op.regions) {
    for (const block of region.blocks) {
      for (let inner = block.firstOp; inner; inner = inner.next)
        verifyOp(context, inner, failAt, spoil);
    }
  }
  if (!broken) hooks.verifyRegions?.(op, note);
}

function verifyBlocks(op: Operation, fail: Fail): void {
  const needsTerminator =
    op.def.registered && !op.hasTrait('NoTerminator') && !op.hasTrait('HasOnlyGraphRegion');
  for (const region of op.regions) {
    for (const block of region.blocks) {
      const last = block.lastOp;
      if (needsTerminator) {
        if (!last) fail('expects a non-empty block');
        else if (last.def.registered && !last.hasTrait('Terminator')) {
          fail(`block with no terminator, has '${last.name}'`, last.loc);
        }
      }
      for (let inner = block.firstOp; inner; inner = inner.next) {
        for (const successor of inner.successors) {
          if (successor.parent !== region) fail('branches to a block of another region', inner.loc);
        }
        if (inner.successors.length > 0 && inner !== last) {
          fail('has successors but does not end its block', inner.loc);
        }
      }
    }
  }
}

function verifySuccessorOperands(op: Operation, fail: Fail): void {
  const { successorOperands } = op.def.hooks;
  if (!successorOperands) return;
  op.successors.forEach((block, n) => {
    const [start, end] = successorOperands(op, n);
    if (end - start !== block.args.length) {
      fail(
        `branch has ${end - start} operands for successor #${n}, but target block has ${block.args.length}`,
      );
      return;
    }
    block.args.forEach((arg, i) => {
      const given = op.operand(start + i).type;
      if (given !== arg.type) {
        fail(
          `type mismatch for bb argument #${i} of successor #${n}: it is '${arg.type}' and gets '${given}'`,
        );
      }
    });
  });
}

function verifySymbols(context: Context, table: Operation, broken: () => void): void {
  const seen = new Map<string, Operation>();
  for (const block of table.region()?.blocks ?? []) {
    for (let op = block.firstOp; op; op = op.next) {
      const name = symbolName(op);
      if (name === undefined) continue;
      const first = seen.get(name);
      if (first) {
        broken();
        context.emitError(op.loc, `redefinition of symbol named '${name}'`, [
          note(first.loc, 'see existing symbol definition here'),
        ]);
      }
      seen.set(name, op);
    }
  }
}

function verifyDominance(context: Context, root: Operation, broken: () => void): void {
  const dominance = new Dominance();
  const error = (op: Operation, message: string, at?: Operation) => {
    broken();
    context.emitError(op.loc, message, at ? [note(at.loc, 'operand defined here')] : []);
  };
  const visit = (op: Operation, isolation: Region | undefined): void => {
    op.operandUses.forEach((use, i) => {
      const { value } = use;
      const region = value.parentBlock?.parent;
      if (isolation && region && !isInside(region, isolation)) {
        error(op, `'${op.name}' op using value defined outside the region`, value.definingOp);
      } else if (!dominance.dominates(value, op) && op.parent && dominance.isReachable(op.parent)) {
        error(op, `operand #${i} does not dominate this use`, value.definingOp);
      }
    });
    for (const region of op.regions) {
      const inner = op.hasTrait('IsolatedFromAbove') ? region : isolation;
      for (const block of region.blocks) {
        for (let child = block.firstOp; child; child = child.next) visit(child, inner);
      }
    }
  };
  visit(root, undefined);
}

function isInside(region: Region, outer: Region): boolean {
  for (let r: Region | undefined = region; r; r = r.parent?.parentRegion)
    if (r === outer) return true;
  return false;
}
