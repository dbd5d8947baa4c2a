/** Where names are looked up: blocks, records, loops and multiclasses, innermost first. */
import type { RecordBase } from './record.js';
import { VariableValue } from './references.js';
import { STRING } from './types.js';
import type { Value } from './values.js';

export class NameScope {
  readonly parent: NameScope | undefined;
  /** Made when a first name is defined: most scopes have none. */
  private locals: Map<string, Value> | undefined;
  /** Fields and template arguments of the class, definition or multiclass being read. */
  private readonly record: RecordBase | undefined;

  constructor(parent?: NameScope, record?: RecordBase) {
    this.parent = parent;
    this.record = record;
  }

  define(name: string, value: Value): void {
    this.locals ??= new Map();
    this.locals.set(name, value);
  }

  has(name: string): boolean {
    return this.locals?.has(name) ?? false;
  }

  lookup(name: string): Value | undefined {
    return this.locals?.get(name) ?? this.lookupInRecord(name) ?? this.parent?.lookup(name);
  }

  private lookupInRecord(name: string): Value | undefined {
    const { record } = this;
    if (record === undefined) return undefined;
    if (record.kind !== 'multiclass') {
      const field = record.fields.get(name);
      if (field !== undefined) return new VariableValue(name, field.type);
      if (record.kind !== 'class') return undefined;
    }
    const qualified = qualify(record, name);
    const argument = record.fields.get(qualified);
    if (argument !== undefined) {
      argument.used = true;
      return new VariableValue(qualified, argument.type);
    }
    return name === 'NAME' ? new VariableValue(qualified, STRING) : undefined;
  }
}

/** Template arguments are named apart from fields: `Class:arg`, `Multiclass::arg`. */
export function qualify(record: RecordBase, name: string): string {
  return `${record.nameText}${record.kind === 'multiclass' ? '::' : ':'}${name}`;
}
