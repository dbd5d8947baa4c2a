import { symbolDcePass } from '../../generated/transforms-passes.js';
import {
  isSymbol,
  type Operation,
  SymbolRefAttr,
  SymbolTables,
  symbolRefs,
  symbolVisibility,
} from '../../ir/index.js';
import type { Pass } from '../pass.js';

/**
 * Erases symbols that cannot be seen from outside and that nothing live refers to. What can be seen
 * is live; so is every symbol that a live operation, or one inside it, refers to. Symbols of nested
 * visibility can be seen from outside only where the root itself can.
 */
export const symbolDce: Pass = {
  ...symbolDcePass,
  run(root, pass) {
    if (!root.def.isSymbolTable) {
      pass.error(root.loc, `'${root.name}' op has symbol-dce run on it, but is no symbol table`);
      return;
    }
    const unknown = unknownTable(root, new Set(pass.context.knownDialects));
    if (unknown) {
      pass.error(
        unknown.loc,
        `'${unknown.name}' op may be a symbol table, its dialect is not known: the uses of symbols cannot be told`,
      );
      return;
    }
    const isHidden = !root.parentOp || !isSymbol(root) || symbolVisibility(root) === 'private';
    const live = new Set<Operation>();
    markInside(root, live, isHidden);
    const dead: Operation[] = [];
    collectDead(root, live, dead);
    for (const op of dead) op.erase();
    pass.count("num-dce'd", dead.length);
    if (dead.length === 0) pass.preserveAll();
  },
};

/** An operation that may hold symbols as far as anyone knows. */
function unknownTable(root: Operation, dialects: ReadonlySet<string>): Operation | undefined {
  let found: Operation | undefined;
  const visit = (op: Operation): void => {
    if (op.regions.length === 1 && !dialects.has(op.def.dialect)) found ??= op;
    for (const region of op.regions) {
      for (const block of region.blocks) {
        for (let inner = block.firstOp; inner && !found; inner = inner.next) {
          if (inner.regions.length > 0) visit(inner);
        }
      }
    }
  };
  visit(root);
  return found;
}

/** The outermost dead symbols: what is inside goes with them. */
function collectDead(op: Operation, live: ReadonlySet<Operation>, dead: Operation[]): void {
  for (const region of op.regions) {
    for (const block of region.blocks) {
      for (let inner = block.firstOp; inner; inner = inner.next) {
        if (isInTable(inner) && !live.has(inner)) dead.push(inner);
        else if (inner.regions.length > 0) collectDead(inner, live, dead);
      }
    }
  }
}

function isInTable(op: Operation): boolean {
  return (op.parentOp?.def.isSymbolTable ?? false) && isSymbol(op);
}

/** Marks the symbols that are live inside `op`, which is. */
function markInside(root: Operation, live: Set<Operation>, isHidden: boolean): void {
  const tables = new SymbolTables();
  const canBeSeen = (op: Operation) => {
    const visibility = symbolVisibility(op);
    return visibility === 'public' || (visibility === 'nested' && !isHidden);
  };
  const stack = [root];
  for (let at = stack.pop(); at; at = stack.pop()) {
    for (const { value } of at.attributes) {
      for (const ref of symbolRefs(value)) {
        // Of `@a::@b` both are live.
        for (let depth = 0; depth <= ref.nested.length; depth++) {
          const part =
            depth === ref.nested.length
              ? ref
              : SymbolRefAttr.get(ref.root, ref.nested.slice(0, depth));
          const target = tables.lookup(at, part);
          if (!target || live.has(target)) continue;
          live.add(target);
          stack.push(target);
        }
      }
    }
    for (const region of at.regions) {
      for (const block of region.blocks) {
        for (let inner = block.firstOp; inner; inner = inner.next) {
          if (!isInTable(inner)) {
            if (inner.attributes.length > 0 || inner.regions.length > 0) stack.push(inner);
          } else if (canBeSeen(inner) && !live.has(inner)) {
            live.add(inner);
            stack.push(inner);
          }
        }
      }
    }
  }
}
