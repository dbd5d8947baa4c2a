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

/** The operation that `@name` means, seen from `from`: in the nearest symbol table outwards. */
export function lookupSymbol(from: Operation, ref: SymbolRefAttr | string): Operation | undefined {
  const path = typeof ref === 'string' ? [ref] : [ref.root, ...ref.nested];
  for (let op: Operation | undefined = from; op; op = op.parentOp) {
    if (!op.hasTrait('SymbolTable')) continue;
    let found: Operation | undefined = op;
    for (const part of path) found = found && symbolsOf(found).get(part);
    if (found) return found;
  }
  return undefined;
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
