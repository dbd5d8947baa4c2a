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

/** Whether an operation of a dialect that nobody knows may be a symbol table: what is inside then cannot be told. */
export function mayBeSymbolTable({ def, regions }: Operation): boolean {
  return regions.length === 1 && !def.registered && !def.isUnknown;
}

/** The symbol table that names mean seen from `from`: itself, or the nearest around it; none behind what may be one. */
export function nearestSymbolTable(from: Operation): Operation | undefined {
  for (let op: Operation | undefined = from; op; op = op.parentOp) {
    if (op.def.isSymbolTable) return op;
    if (mayBeSymbolTable(op)) return undefined;
  }
  return undefined;
}

type FindSymbol = (table: Operation, name: string) => Operation | undefined;

/** What `@a::@b` means in a table; each part but the last must be a table itself. */
function resolve(
  table: Operation | undefined,
  { root, nested }: SymbolRefAttr,
  find: FindSymbol,
): Operation | undefined {
  let found = table && find(table, root);
  for (const part of nested) found = found?.def.isSymbolTable ? find(found, part) : undefined;
  return found;
}

/** The operation that `@name` means, seen from `from`: in the nearest symbol table. */
export function lookupSymbol(from: Operation, ref: SymbolRefAttr | string): Operation | undefined {
  const symbol = typeof ref === 'string' ? SymbolRefAttr.get(ref) : ref;
  return resolve(nearestSymbolTable(from), symbol, symbolIn);
}

/** Symbol tables kept from one look-up to the next; good while no symbol comes, goes or is renamed. */
export class SymbolTables {
  private readonly tables = new Map<Operation, ReadonlyMap<string, Operation>>();
  private readonly find: FindSymbol = (table, name) => this.of(table).get(name);

  /** As `lookupSymbol`. */
  lookup(from: Operation, ref: SymbolRefAttr): Operation | undefined {
    return resolve(nearestSymbolTable(from), ref, this.find);
  }

  /** What a reference means in a table. */
  lookupIn(table: Operation, ref: SymbolRefAttr): Operation | undefined {
    return resolve(table, ref, this.find);
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

/** A reference to a symbol, and the operation whose attribute it is in. */
export interface SymbolUse {
  readonly user: Operation;
  readonly ref: SymbolRefAttr;
}

/** Whether something in a symbol table may be a symbol table too, as far as anyone knows. */
export function hidesSymbolUses(table: Operation): boolean {
  const stack = [table];
  for (let op = stack.pop(); op; op = stack.pop()) {
    for (const region of op.regions) {
      for (const block of region.blocks) {
        for (let inner = block.firstOp; inner; inner = inner.next) {
          if (inner.regions.length === 0) continue;
          if (mayBeSymbolTable(inner)) return true;
          if (!inner.def.isSymbolTable) stack.push(inner);
        }
      }
    }
  }
  return false;
}

/**
 * The references that an operation makes and those inside it, as far as they mean symbols of the table it
 * stands in: not inside other symbol tables. Undefined where something may be a symbol table: then they cannot be told.
 */
export function symbolUses(root: Operation): SymbolUse[] | undefined {
  const uses: SymbolUse[] = [];
  const stack = [root];
  for (let op = stack.pop(); op; op = stack.pop()) {
    if (mayBeSymbolTable(op)) return undefined;
    for (const { value } of op.attributes) {
      for (const ref of symbolRefs(value)) uses.push({ user: op, ref });
    }
    if (op.def.isSymbolTable) continue;
    for (const region of op.regions) {
      for (const block of region.blocks) {
        for (let inner = block.firstOp; inner; inner = inner.next) {
          if (inner.attributes.length > 0 || inner.regions.length > 0) stack.push(inner);
        }
      }
    }
  }
  return uses;
}
