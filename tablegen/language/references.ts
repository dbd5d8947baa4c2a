/** Values that mention a variable, a field, a bit or an instance that is still to be computed. */

import type { OperationValue } from './operation.js';
import { RecordBase, type RecordClass } from './record.js';
import { MapResolver, type Resolver, TrackingResolver } from './resolver.js';
import { TableGenError } from './source.js';
import { BIT, BitsType, RecordType, type RecType } from './types.js';
import { BitsValue, DefValue, Value } from './values.js';

/** Wraps a value in `!cast`; set by operation.ts, which needs this file's classes. */
let makeCast: (value: Value, type: RecType) => OperationValue | Value;
export function setCastMaker(maker: typeof makeCast): void {
  makeCast = maker;
}

/** A value whose type is known before the value is. */
export abstract class TypedValue extends Value {
  abstract override readonly type: RecType;

  override convertTo(type: RecType): Value | undefined {
    if (this.type === type || this.type.isA(type)) return this;
    if (this.type === BIT && type instanceof BitsType && type.width === 1) {
      return new BitsValue([this]);
    }
    return undefined;
  }

  override castTo(type: RecType): Value | undefined {
    const converted = this.convertTo(type);
    if (converted !== undefined) return converted;
    return this.type.convertibleTo(type) ? makeCast(this, type) : undefined;
  }

  override bit(index: number): Value {
    return this.type === BIT ? this : new VariableBit(this, index);
  }

  override bits(indices: readonly number[]): Value | undefined {
    const { type } = this;
    if (!(type instanceof BitsType) || indices.some((i) => i >= type.width)) return undefined;
    return new BitsValue(indices.map((i) => this.bit(i)));
  }

  override fieldType(name: string): RecType | undefined {
    if (!(this.type instanceof RecordType)) return undefined;
    for (const c of this.type.classes) {
      const field = c.fields.get(name);
      if (field !== undefined) return field.type;
    }
    return undefined;
  }
}

export class VariableValue extends TypedValue {
  readonly name: string;
  readonly type: RecType;
  readonly concrete = false;
  readonly closed = false;
  constructor(name: string, type: RecType) {
    super();
    this.name = name;
    this.type = type;
  }
  override toString(): string {
    return this.name;
  }
  override resolve(resolver: Resolver): Value {
    return resolver.lookup(this.name) ?? this;
  }
}

/** One bit of a value that is still to be computed. */
export class VariableBit extends TypedValue {
  readonly type = BIT;
  readonly concrete = false;
  readonly base: Value;
  readonly index: number;
  constructor(base: Value, index: number) {
    super();
    this.base = base;
    this.index = index;
  }
  get closed(): boolean {
    return this.base.closed;
  }
  override toString(): string {
    return `${this.base}{${this.index}}`;
  }
  override bit(): Value {
    return this;
  }
  override resolve(resolver: Resolver): Value {
    const base = this.base.resolve(resolver);
    return base === this.base ? this : base.bit(this.index);
  }
}

export class FieldValue extends TypedValue {
  readonly base: Value;
  readonly name: string;
  readonly type: RecType;
  readonly concrete = false;
  constructor(base: Value, name: string, type: RecType) {
    super();
    this.base = base;
    this.name = name;
    this.type = type;
  }
  get closed(): boolean {
    return this.base.closed && !(this.base instanceof DefValue);
  }
  override toString(): string {
    return `${this.base}.${this.name}`;
  }
  fold(record: RecordBase | undefined): Value {
    if (this.base instanceof DefValue) {
      const { record: target } = this.base;
      if (target === record) {
        throw new TableGenError(
          `Attempting to access field '${this.name}' of '${this.base}' is a forbidden self-reference`,
          record.loc,
        );
      }
      const value = target.fields.get(this.name)?.value;
      if (value?.concrete) return value;
    }
    return this;
  }
  override resolve(resolver: Resolver): Value {
    const base = this.base.resolve(resolver);
    if (base === this.base)
      return this.base instanceof DefValue ? this.fold(resolver.record) : this;
    const type = base.fieldType(this.name);
    if (type === undefined) return this;
    return new FieldValue(base, this.name, type).fold(resolver.record);
  }
}

/** `position` or `name`, and the value. */
export interface Argument {
  readonly position?: number;
  readonly name?: string;
  readonly value: Value;
}

/** `A<1, x>`: becomes an anonymous record when its arguments mention no variable any more. */
export class InstanceValue extends TypedValue {
  readonly concrete = false;
  readonly closed = false;
  readonly ofClass: RecordClass;
  readonly args: readonly Argument[];
  constructor(ofClass: RecordClass, args: readonly Argument[]) {
    super();
    this.ofClass = ofClass;
    this.args = args;
  }
  get type(): RecordType {
    return this.ofClass.type;
  }
  private print(show: (value: Value) => string): string {
    let args = '';
    for (const { position, name, value } of this.args) {
      if (args !== '') args += ', ';
      args += `${position ?? `"${name}"`}: ${show(value)}`;
    }
    return `${this.ofClass.nameText}<${args}>`;
  }
  override toString(): string {
    return this.print(shown);
  }
  override get key(): string {
    return this.print(keyOf);
  }

  fold(): Value {
    for (const { value } of this.args) if (!mentionsNothing(value)) return this;
    return this.instantiate();
  }

  override resolve(resolver: Resolver): Value {
    let args: Argument[] | undefined;
    for (let i = 0; i < this.args.length; i++) {
      const { position, name, value } = this.args[i];
      const resolved = value.resolve(resolver);
      if (resolved === value) continue;
      args ??= this.args.slice();
      args[i] = { position, name, value: resolved };
    }
    if (args === undefined) return this;
    return new InstanceValue(this.ofClass, args).fold();
  }

  private instantiate(): Value {
    const { ofClass } = this;
    const { keeper } = ofClass;
    const { key } = this;
    const known = keeper.instances.get(key);
    if (known !== undefined) return known;

    const record = new RecordBase(keeper, 'anonymous', keeper.newAnonymousName(), ofClass.loc);
    const resolver = new MapResolver(record);
    for (const [name, field] of ofClass.fields) {
      if (field.isTemplateArg) resolver.set(name, field.value);
      else record.fields.set(name, field);
    }
    record.assertions = ofClass.assertions;
    for (const { position, name, value } of this.args) {
      resolver.set(position === undefined ? name! : ofClass.templateArgs[position], value);
    }
    resolver.set(`${ofClass.nameText}:NAME`, record.name);
    record.resolve(resolver);
    for (const ancestor of ofClass.superclasses) record.addSuperclass(ancestor);
    record.addSuperclass(ofClass);
    record.finish();
    keeper.defs.set(record.nameText, record);
    record.checkAssertions();
    keeper.instances.set(key, record.reference);
    return record.reference;
  }
}

const shown = (value: Value) => value.toString();
const keyOf = (value: Value) => value.key;

/** Free of variables (those that an inner operation binds do not count). */
export function mentionsNothing(value: Value): boolean {
  if (value.closed) return true;
  const tracker = new TrackingResolver();
  value.resolve(tracker);
  return !tracker.found;
}
