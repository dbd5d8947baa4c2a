import {
  lookupSymbol,
  type Operation,
  StringAttr,
  SymbolRefAttr,
  symbolName,
  symbolRefs,
} from '../../ir/index.js';
import type { Pass } from '../pass.js';

/**
 * Erases symbols that cannot be seen from outside and that nothing live refers to. What can be seen
 * is live; so is every symbol that a live operation, or one inside it, refers to.
 */
export const symbolDce: Pass = {
  name: 'symbol-dce',
  summary: 'Eliminate dead symbols',
  run(root, pass) {
    const live = new Set<Operation>();
    markInside(root, live);
    const dead: Operation[] = [];
    root.walk((op) => {
      if (op !== root && isSymbol(op) && !live.has(op)) dead.push(op);
    });
    for (const op of dead) {
      op.erase();
      pass.count("num-dce'd");
    }
  },
};

function isSymbol(op: Operation): boolean {
  const inTable = op.parentOp?.hasTrait('SymbolTable') ?? false;
  return inTable && symbolName(op) !== undefined;
}

function isPrivate(op: Operation): boolean {
  const visibility = op.attr('sym_visibility');
  return visibility instanceof StringAttr && visibility.value === 'private';
}

/** Marks what is live inside `op`, which is. */
function markInside(op: Operation, live: Set<Operation>): void {
  const stack = [op];
  for (let at = stack.pop(); at; at = stack.pop()) {
    live.add(at);
    for (const { value } of at.attributes) {
      for (const ref of symbolRefs(value)) {
        // Of `@a::@b` both are live.
        for (let depth = 0; depth <= ref.nested.length; depth++) {
          const target = lookupSymbol(at, SymbolRefAttr.get(ref.root, ref.nested.slice(0, depth)));
          if (target && !live.has(target)) stack.push(target);
        }
      }
    }
    for (const region of at.regions) {
      for (const block of region.blocks) {
        for (let inner = block.firstOp; inner; inner = inner.next) {
          if (!live.has(inner) && !(isSymbol(inner) && isPrivate(inner))) stack.push(inner);
        }
      }
    }
  }
}
