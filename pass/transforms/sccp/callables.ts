import {
  hidesSymbolUses,
  isSymbol,
  type Operation,
  SymbolTables,
  symbolRefs,
  symbolVisibility,
} from '../../../ir/index.js';

/** What is known of the callers of something that can be called. */
export interface Callers {
  /** Whether there may be callers that are not known. */
  readonly isOpen: boolean;
  readonly calls: Set<Operation>;
}

/** The callables below `root` and who calls them. */
export class Callables {
  private readonly root: Operation;
  private readonly symbols = new SymbolTables();
  private readonly callers = new Map<Operation, Callers>();

  constructor(root: Operation) {
    this.root = root;
    const closed = new Set<Operation>();
    const seesAll = this.findClosed(root, root.parentOp === undefined, closed);
    if (!seesAll) closed.clear();
    else if (closed.size > 0) this.openReferenced(closed);
    for (const op of closed) this.callers.set(op, { isOpen: false, calls: new Set() });
  }

  of(callable: Operation): Callers {
    let found = this.callers.get(callable);
    if (!found) {
      found = { isOpen: true, calls: new Set() };
      this.callers.set(callable, found);
    }
    return found;
  }

  /** The operation that a call runs, when it has a body that is the root's or below it. */
  target(call: Operation): Operation | undefined {
    const callee = call.def.hooks.callee!(call);
    const op = !callee
      ? undefined
      : 'root' in callee
        ? this.symbols.lookup(call, callee)
        : callee.definingOp;
    const hasBody = op?.def.hooks.callableRegion?.(op) !== undefined;
    return op && hasBody && this.root.isAncestorOf(op) ? op : undefined;
  }

  /** Adds symbols that nothing outside their table can name. False when their uses cannot be told. */
  private findClosed(table: Operation, allVisible: boolean, closed: Set<Operation>): boolean {
    if (!table.def.isSymbolTable) return true;
    let seesAll = true;
    let hasCallables = false;
    for (const region of table.regions) {
      for (const block of region.blocks) {
        for (let op = block.firstOp; op; op = op.next) {
          const visibility = symbolVisibility(op);
          if (op.def.hooks.callableRegion?.(op) && isSymbol(op)) {
            hasCallables = true;
            const isHidden = visibility === 'private' || (visibility === 'nested' && allVisible);
            if (isHidden) closed.add(op);
          } else if (op.def.isSymbolTable) {
            const isInnerVisible = allVisible || visibility === 'private';
            if (!this.findClosed(op, isInnerVisible, closed)) seesAll = false;
          }
        }
      }
    }
    return seesAll && !(hasCallables && hidesSymbolUses(table));
  }

  /** What an operation that is no call names may be called from anywhere. */
  private openReferenced(closed: Set<Operation>): void {
    this.root.walk((op) => {
      if (op.def.hooks.callee) return;
      for (const { value } of op.attributes) {
        for (const ref of symbolRefs(value)) {
          const target = this.symbols.lookup(op, ref);
          if (target) closed.delete(target);
        }
      }
    });
  }
}
