/** Classes, definitions and the keeper of all of them. */
import { RecordResolver, type Resolver } from './resolver.js';
import { type Loc, renderDiagnostic, TableGenError } from './source.js';
import { BitsType, INT, type RecordType, type RecType, recordType } from './types.js';
import {
  AnonymousName,
  BitsValue,
  DefValue,
  IntValue,
  StringValue,
  UNSET,
  type Value,
} from './values.js';

export type FieldKind = 'normal' | 'field' | 'template';

/**
 * A field with its value. It does not change: a record that sets the value puts another in its
 * place, so a record shares the fields that it inherits and leaves as they are.
 */
export class Field {
  readonly name: string;
  readonly type: RecType;
  readonly loc: Loc | undefined;
  readonly kind: FieldKind;
  /** Of a template argument: a value of its class mentions it. */
  used = false;
  readonly value: Value;
  /** Where the value was written, which may be far from where the field was declared. */
  readonly valueLoc: Loc | undefined;

  private constructor(
    name: string,
    type: RecType,
    loc: Loc | undefined,
    kind: FieldKind,
    value: Value,
    valueLoc: Loc | undefined,
  ) {
    this.name = name;
    this.type = type;
    this.loc = loc;
    this.kind = kind;
    this.value = value;
    this.valueLoc = valueLoc;
  }

  /** A field without a value yet. */
  static unset(name: string, type: RecType, loc: Loc | undefined, kind: FieldKind): Field {
    return new Field(name, type, loc, kind, widened(UNSET, type), loc);
  }

  /** Declared with `field`. */
  get mayStayOpen(): boolean {
    return this.kind === 'field';
  }

  get isTemplateArg(): boolean {
    return this.kind === 'template';
  }

  /** The field with another value; undefined when that is of another type. */
  with(value: Value, valueLoc = this.valueLoc): Field | undefined {
    const { type } = this;
    let set: Value | undefined = value;
    if (value !== this.value || value === UNSET) {
      set = value.castTo(type);
      if (set === undefined) return undefined;
      set = widened(set, type);
    }
    if (set === this.value && valueLoc === this.valueLoc) return this;
    const field = new Field(this.name, type, this.loc, this.kind, set, valueLoc);
    field.used = this.used;
    return field;
  }

  toString(): string {
    const type = this.value instanceof StringValue && this.value.code ? 'code' : this.type;
    return `${this.mayStayOpen ? 'field ' : ''}${type} ${this.name} = ${this.value}`;
  }
}

/** Bits are held one by one. */
function widened(value: Value, type: RecType): Value {
  return type instanceof BitsType && !(value instanceof BitsValue)
    ? new BitsValue(Array.from({ length: type.width }, (_, i) => value.bit(i)))
    : value;
}

/** What is checked, or (a `dump`, without a condition) told, once a record is whole. */
export interface Assertion {
  readonly condition: Value | undefined;
  readonly message: Value;
  readonly loc: Loc;
}

export type RecordKind = 'class' | 'multiclass' | 'def' | 'anonymous';

export class RecordBase {
  readonly keeper: RecordKeeper;
  readonly kind: RecordKind;
  name: Value;
  locs: Loc[];
  templateArgs: string[] = [];
  fields = new Map<string, Field>();
  /** Ancestors before descendants, in the order of inheritance. */
  superclasses: RecordClass[] = [];
  assertions: readonly Assertion[] = [];
  readonly recordTypes: RecordType[] = [];
  private ownType: RecordType | undefined;
  private self: DefValue | undefined;

  constructor(keeper: RecordKeeper, kind: RecordKind, name: Value, loc: Loc | undefined) {
    this.keeper = keeper;
    this.kind = kind;
    this.name = name;
    this.locs = loc === undefined ? [] : [loc];
  }

  get nameText(): string {
    return this.name.text;
  }

  get loc(): Loc | undefined {
    return this.locs[0];
  }

  get reference(): DefValue {
    this.self ??= new DefValue(this);
    return this.self;
  }

  /** The type of this record's values (of a class: of records of the class). */
  get type(): RecordType {
    if (this.kind === 'class') return recordType([this]);
    this.ownType ??= recordType(this.directSuperclasses());
    return this.ownType;
  }

  isSubclassOf(ancestor: RecordClass): boolean {
    return this.superclasses.includes(ancestor);
  }

  directSuperclasses(): RecordClass[] {
    const { superclasses } = this;
    const last = superclasses.at(-1);
    // One parent: its ancestors are all the others.
    if (last !== undefined && last.superclasses.length === superclasses.length - 1) return [last];
    const direct: RecordClass[] = [];
    for (const candidate of superclasses.toReversed()) {
      if (!direct.some((d) => d.isSubclassOf(candidate))) direct.push(candidate);
    }
    return direct;
  }

  addSuperclass(ancestor: RecordClass): void {
    this.superclasses.push(ancestor);
    this.ownType = undefined;
  }

  isTemplateArg(name: string): boolean {
    return this.templateArgs.includes(name);
  }

  /** A copy whose fields may be changed (for a definition made from a prototype). */
  clone(): RecordBase {
    const copy = new RecordBase(this.keeper, this.kind, this.name, undefined);
    copy.locs = [...this.locs];
    copy.templateArgs = [...this.templateArgs];
    copy.fields = new Map(this.fields);
    copy.superclasses = [...this.superclasses];
    copy.assertions = this.assertions;
    return copy;
  }

  resolve(resolver: Resolver): void {
    this.name = this.name.resolve(resolver);
    for (const field of this.fields.values()) {
      if (field.value.closed && !(resolver.final && !field.value.concrete)) continue;
      const value = field.value.resolve(resolver);
      if (value === field.value) continue;
      const changed = field.with(value);
      if (changed === undefined) {
        const type = value.type === undefined ? '' : ` of type '${value.type}'`;
        throw new TableGenError(
          `Invalid value${type} found when setting field '${field.name}' of type '${field.type}' after resolving references: ${value}\n`,
          this.loc,
        );
      }
      if (changed !== field) this.fields.set(field.name, changed);
    }
    if (this.assertions.length > 0) {
      this.assertions = this.assertions.map(({ condition, message, loc }) => ({
        condition: condition?.resolve(resolver),
        message: message.resolve(resolver),
        loc,
      }));
    }
  }

  /** Resolves the fields against each other for the last time. */
  finish(newName?: Value): void {
    const resolver = new RecordResolver(this);
    resolver.name = newName;
    resolver.final = true;
    this.resolve(resolver);
  }

  checkAssertions(): void {
    if (this.assertions.length === 0) return;
    const resolver = new RecordResolver(this);
    resolver.final = true;
    for (const { condition, message, loc } of this.assertions) {
      const text = message.resolve(resolver);
      if (condition) checkAssertion(condition.resolve(resolver), text, loc);
      else this.keeper.warnings.push(renderDiagnostic('note', text.text, loc));
    }
  }

  toString(): string {
    const params = this.templateArgs.map((name) => String(this.fields.get(name)));
    const supers = this.superclasses.map((c) => ` ${c.nameText}`).join('');
    const shown = [...this.fields.values()].filter((f) => !this.isTemplateArg(f.name));
    const ordered = [...shown.filter((f) => f.mayStayOpen), ...shown.filter((f) => !f.mayStayOpen)];
    return `${this.nameText}${params.length > 0 ? `<${params.join(', ')}>` : ''} {${
      supers === '' ? '' : `\t//${supers}`
    }\n${ordered.map((f) => `  ${f};\n`).join('')}}\n`;
  }
}

export type RecordClass = RecordBase;

export function checkAssertion(condition: Value, message: Value, loc: Loc): void {
  const value = condition.castTo(INT);
  if (!(value instanceof IntValue)) {
    throw new TableGenError('assert condition must of type bit, bits, or int.', loc);
  }
  if (value.value !== 0n) return;
  const text = message instanceof StringValue ? message.value : '(assert message is not a string)';
  throw new TableGenError('assertion failed', loc, [{ message: text }]);
}

export class RecordKeeper {
  readonly classes = new Map<string, RecordClass>();
  readonly defs = new Map<string, RecordBase>();
  /** `defvar` and `defset` at top level. */
  readonly globals = new Map<string, Value>();
  readonly typeAliases = new Map<string, RecType>();
  /** Instances of classes by class and arguments: the same arguments give the same record. */
  readonly instances = new Map<string, DefValue>();
  /** The main file and all that it includes, by path as opened. */
  readonly files: string[] = [];
  readonly warnings: string[] = [];
  private anonymousCount = 0;

  newAnonymousName(): AnonymousName {
    return new AnonymousName(this.anonymousCount++);
  }

  global(name: string): Value | undefined {
    return this.defs.get(name)?.reference ?? this.globals.get(name);
  }

  classNamed(name: string): RecordClass | undefined {
    return this.classes.get(name);
  }

  /** Definitions in the order of their names' bytes, as all outputs list them. */
  sortedDefs(): RecordBase[] {
    return sortByName(this.defs);
  }

  sortedClasses(): RecordClass[] {
    return sortByName(this.classes);
  }

  /** Definitions that inherit from the class, in order of name. */
  derivedDefs(className: string): RecordBase[] {
    const ancestor = this.classes.get(className);
    if (ancestor === undefined) return [];
    return this.sortedDefs().filter((d) => d.isSubclassOf(ancestor));
  }
}

/** Names are nearly always ASCII, where code units order as bytes do. */
function sortByName(records: ReadonlyMap<string, RecordBase>): RecordBase[] {
  return [...records.keys()].sort().map((name) => records.get(name)!);
}
