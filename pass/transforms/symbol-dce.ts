import { symbolDcePass } from '../../generated/transforms-passes.js';
import {
  isSymbol,
  type Operation,
  SymbolRefAttr,
  SymbolTables,
  symbolUses,
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
    const isHidden = !root.parentOp || !isSymbol(root) || symbolVisibility(root) === 'private';
    const live = new Set<Operation>();
    const blind = markInside(root, isHidden, new SymbolTables(), live);
    if (blind) {
      pass.error(
        blind.loc,
        `'${blind.name}' op holds what may be a symbol table, of a dialect that is not known: the uses of symbols cannot be told`,
      );
      return;
    }
    const dead: Operation[] = [];
    collectDead(root, live, dead);
    for (const op of dead) op.erase();
    pass.count("num-dce'd", dead.length);
    if (dead.length === 0) pass.preserveAll();
  },
};

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

/**
 * Marks the symbols that are live inside a symbol table, which is; what it holds beside symbols is live
 * too. Gives the live operation, if there is one, of which it cannot be told what symbols it uses.
 */
function markInside(
  table: Operation,
  isHidden: boolean,
  tables: SymbolTables,
  live: Set<Operation>,
): Operation | undefined {
  const work: Operation[] = [];
  for (const region of table.regions) {
    for (const block of region.blocks) {
      for (let op = block.firstOp; op; op = op.next) {
        if (!isSymbol(op)) {
          if (op.attributes.length > 0 || op.regions.length > 0) work.push(op);
          continue;
        }
        const visibility = symbolVisibility(op);
        const canBeSeen = visibility === 'public' || (visibility === 'nested' && !isHidden);
        if (!canBeSeen || live.has(op)) continue;
        live.add(op);
        work.push(op);
      }
    }
  }
  for (let op = work.pop(); op; op = work.pop()) {
    if (op.def.isSymbolTable) {
      const isInnerHidden = isHidden || !isSymbol(op) || symbolVisibility(op) === 'private';
      const blind = markInside(op, isInnerHidden, tables, live);
      if (blind) return blind;
    }
    const uses = symbolUses(op);
    if (!uses) return op;
    // A symbol of an inner table (`@a::@b`) uses what the names around it mean.
    const scope = op.parentOp!;
    for (const { ref } of uses) {
      // Of `@a::@b` both are live.
      for (let depth = 0; depth <= ref.nested.length; depth++) {
        const part = SymbolRefAttr.get(ref.root, ref.nested.slice(0, depth));
        const target = tables.lookupIn(scope, part);
        if (!target || live.has(target)) continue;
        live.add(target);
        work.push(target);
      }
    }
  }
  return undefined;
}
