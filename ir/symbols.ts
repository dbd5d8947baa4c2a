import { type Attribute, StringAttr, SymbolRefAttr } from './attributes.js';
import type { Operation } from './operation.js';

/** The symbol an operation defines. */
export function symbolName(op: Operation): string | undefined {
  const attr = op.attr('sym_name');
  return attr instanceof StringAttr ? attr.value : undefined;
}

/** The operations of a symbol table (a module) by their names. */
export function symbolsOf(table: Operation): Map<string, Operation> {
  const symbols = new Map<string, Operation>();
  for (const region of table.regions) {
    for (const block of region.blocks) {
      for (let op = block.firstOp; op; op = op.next) {
        const name = symbolName(op);
        if (name !== undefined && !symbols.has(name)) symbols.set(name, op);
      }
    }
  }
  return symbols;
}

/** What symbol tables were seen to hold. An entry counts as long as it is still true. */
const known = new WeakMap<Operation, Map<string, Operation>>();

/** The operation of a symbol table with a name; not a walk over the table for each question. */
function symbolIn(table: Operation, name: string): Operation | undefined {
  let symbols = known.get(table);
  if (!symbols) {
    symbols = symbolsOf(table);
    known.set(table, symbols);
  }
  const found = symbols.get(name);
  if (found?.parentOp === table && symbolName(found) === name) return found;
  for (const region of table.regions) {
    for (const block of region.blocks) {
      for (let op = block.firstOp; op; op = op.next) {
        if (symbolName(op) !== name) continue;
        symbols.set(name, op);
        return op;
      }
    }
  }
  return undefined;
}

/** The operation that `@name` means, seen from `from`: in the nearest symbol table outwards. */
export function lookupSymbol(from: Operation, ref: SymbolRefAttr | string): Operation | undefined {
  const path = typeof ref === 'string' ? [ref] : [ref.root, ...ref.nested];
  for (let op: Operation | undefined = from; op; op = op.parentOp) {
    if (!op.hasTrait('SymbolTable')) continue;
    let found: Operation | undefined = op;
    for (const part of path) found = found && symbolIn(found, part);
    if (found) return found;
  }
  return undefined;
}

/** Symbol tables kept from one look-up to the next; good while no symbol comes, goes or is renamed. */
export class SymbolTables {
  private readonly tables = new Map<Operation, ReadonlyMap<string, Operation>>();

  /** As `lookupSymbol`. */
  lookup(from: Operation, ref: SymbolRefAttr): Operation | undefined {
    for (let op: Operation | undefined = from; op; op = op.parentOp) {
      if (!op.def.isSymbolTable) continue;
      let found = this.of(op).get(ref.root);
      for (const part of ref.nested) found = found && this.of(found).get(part);
      if (found) return found;
    }
    return undefined;
  }

  private of(table: Operation): ReadonlyMap<string, Operation> {
    let symbols = this.tables.get(table);
    if (!symbols) {
      symbols = symbolsOf(table);
      this.tables.set(table, symbols);
    }
    return symbols;
  }
}

/** Who may refer to a symbol: anyone, those in the same table, or those in tables around it too. */
export function symbolVisibility(op: Operation): 'public' | 'private' | 'nested' {
  const attr = op.attr('sym_visibility');
  const text = attr instanceof StringAttr ? attr.value : 'public';
  return text === 'private' || text === 'nested' ? text : 'public';
}

/** Whether the operation is of a kind that defines symbols, and does. */
export function isSymbol(op: Operation): boolean {
  return op.hasTrait('Symbol') && symbolName(op) !== undefined;
}

/** Every symbol reference inside an attribute. */
export function symbolRefs(attr: Attribute): SymbolRefAttr[] {
  if (attr instanceof SymbolRefAttr) return [attr];
  if ('elements' in attr) return (attr.elements as Attribute[]).flatMap(symbolRefs);
  if ('entries' in attr) {
    return (attr.entries as { value: Attribute }[]).flatMap((e) => symbolRefs(e.value));
  }
  return [];
}
