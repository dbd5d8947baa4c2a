/**
 * Values that are no operation: constants, variables, references. A value is immutable;
 * `resolve` replaces the variables that a resolver knows and returns the same object when
 * nothing changed. Values with nothing to replace are `closed` and skip that walk, which is
 * what makes instantiating thousands of records cheap.
 */
import type { RecordBase } from './record.js';
import type { Resolver } from './resolver.js';
import { type Loc, TableGenError } from './source.js';
import {
  BIT,
  BitsType,
  bitsType,
  DAG,
  INT,
  ListType,
  RecordType,
  type RecType,
  STRING,
} from './types.js';

export abstract class Value {
  /** Absent for `?` only. */
  abstract readonly type: RecType | undefined;
  /** Has no part that is still to be computed. */
  abstract readonly concrete: boolean;
  /** Mentions no variable. */
  abstract readonly closed: boolean;
  abstract toString(): string;

  /** Identifies the value among all values of one run. */
  get key(): string {
    return this.toString();
  }
  /** `toString()` without the quotes around a string. */
  get text(): string {
    return this.toString();
  }
  resolve(_resolver: Resolver): Value {
    return this;
  }
  /** This value as one of `type`, without wrapping it in an operation. */
  convertTo(_type: RecType): Value | undefined {
    return undefined;
  }
  /** This value as one of `type`, by a `!cast` still to be computed if need be. */
  castTo(type: RecType): Value | undefined {
    return this.convertTo(type);
  }
  bit(_index: number): Value {
    return this;
  }
  /** Bits by index, least significant first; undefined when one does not exist. */
  bits(_indices: readonly number[]): Value | undefined {
    return undefined;
  }
  fieldType(_name: string): RecType | undefined {
    return undefined;
  }
}

export function allClosed(values: readonly Value[]): boolean {
  for (let i = 0; i < values.length; i++) if (!values[i].closed) return false;
  return true;
}

function allConcrete(values: readonly Value[]): boolean {
  for (let i = 0; i < values.length; i++) if (!values[i].concrete) return false;
  return true;
}

class UnsetValue extends Value {
  readonly type = undefined;
  readonly concrete = true;
  readonly closed = true;
  override toString(): string {
    return '?';
  }
  override convertTo(): Value {
    return this;
  }
}
export const UNSET: Value = new UnsetValue();

export class BitValue extends Value {
  readonly type = BIT;
  readonly concrete = true;
  readonly closed = true;
  readonly value: boolean;
  constructor(value: boolean) {
    super();
    this.value = value;
  }
  override toString(): string {
    return this.value ? '1' : '0';
  }
  override bit(): Value {
    return this;
  }
  override convertTo(type: RecType): Value | undefined {
    if (type === BIT) return this;
    if (type === INT) return new IntValue(this.value ? 1n : 0n);
    if (type instanceof BitsType && type.width === 1) return new BitsValue([this]);
    return undefined;
  }
}
export const ZERO: Value = new BitValue(false);
export const ONE: Value = new BitValue(true);

export class BitsValue extends Value {
  readonly type: BitsType;
  readonly concrete: boolean;
  readonly closed: boolean;
  /** Least significant first. */
  readonly elements: readonly Value[];
  constructor(elements: readonly Value[]) {
    super();
    this.elements = elements;
    this.type = bitsType(elements.length);
    this.concrete = allConcrete(elements);
    this.closed = allClosed(elements);
  }
  override toString(): string {
    return `{ ${[...this.elements].reverse().join(', ')} }`;
  }
  override convertTo(type: RecType): Value | undefined {
    if (type === BIT) return this.elements.length === 1 ? this.elements[0] : undefined;
    if (type === this.type) return this;
    if (type === INT) {
      let result = 0n;
      for (const [i, bit] of this.elements.entries()) {
        if (!(bit instanceof BitValue)) return undefined;
        if (bit.value) result |= 1n << BigInt(i);
      }
      return new IntValue(result);
    }
    return undefined;
  }
  override bit(index: number): Value {
    return this.elements[index];
  }
  override bits(indices: readonly number[]): Value | undefined {
    if (indices.some((i) => i >= this.elements.length)) return undefined;
    return new BitsValue(indices.map((i) => this.elements[i]));
  }
  override resolve(resolver: Resolver): Value {
    if (this.closed) return this;
    let changed = false;
    const elements = this.elements.map((e) => {
      const resolved = e.resolve(resolver).bit(0);
      // A bit that became unknown stays a named bit in a class, and `?` in a record.
      const next = resolved === UNSET && resolver.keepUnsetBits ? e : resolved;
      changed ||= next !== e;
      return next;
    });
    return changed ? new BitsValue(elements) : this;
  }
}

/** More elements than this are a slip of the pen, or an attack. */
const MAX_ELEMENTS = 1n << 24n;

/** Throws a TableGenError for a list that would be too long. */
export function checkLength(elements: bigint, loc: Loc | undefined): void {
  if (elements > MAX_ELEMENTS) {
    throw new TableGenError(
      `a list of ${elements} elements is too long: ${MAX_ELEMENTS} at most`,
      loc,
    );
  }
}

export class IntValue extends Value {
  readonly type = INT;
  readonly concrete = true;
  readonly closed = true;
  readonly value: bigint;
  constructor(value: bigint) {
    super();
    this.value = value;
  }
  override toString(): string {
    return this.value.toString();
  }
  override convertTo(type: RecType): Value | undefined {
    if (type === INT) return this;
    const { value } = this;
    if (type === BIT) return value === 0n ? ZERO : value === 1n ? ONE : undefined;
    if (type instanceof BitsType) {
      const high = value >> BigInt(type.width);
      const fits = type.width >= 64 || high === 0n || value >> BigInt(type.width - 1) === -1n;
      if (!fits) return undefined;
      return new BitsValue(Array.from({ length: type.width }, (_, i) => this.bit(i)));
    }
    return undefined;
  }
  override bit(index: number): Value {
    return (this.value >> BigInt(index)) & 1n ? ONE : ZERO;
  }
  override bits(indices: readonly number[]): Value | undefined {
    if (indices.some((i) => i >= 64)) return undefined;
    return new BitsValue(indices.map((i) => this.bit(i)));
  }
}

export class StringValue extends Value {
  readonly type = STRING;
  readonly concrete = true;
  readonly closed = true;
  readonly value: string;
  /** Written as `[{ … }]`. */
  readonly code: boolean;
  constructor(value: string, code = false) {
    super();
    this.value = value;
    this.code = code;
  }
  override toString(): string {
    return this.code ? `[{${this.value}}]` : `"${this.value}"`;
  }
  override get key(): string {
    return `${this.code ? 'code' : ''}"${this.value.length}:${this.value}"`;
  }
  override get text(): string {
    return this.value;
  }
  override convertTo(type: RecType): Value | undefined {
    return type === STRING ? this : undefined;
  }
}

/** The name of an anonymous record; it becomes a string only when the record is complete. */
export class AnonymousName extends Value {
  readonly type = STRING;
  readonly concrete = true;
  readonly closed = false;
  readonly index: number;
  constructor(index: number) {
    super();
    this.index = index;
  }
  override toString(): string {
    return `anonymous_${this.index}`;
  }
  override convertTo(type: RecType): Value | undefined {
    return type === STRING ? this : undefined;
  }
  override resolve(resolver: Resolver): Value {
    const resolved = resolver.lookup(this.text) ?? this;
    return resolver.final && resolved === this ? new StringValue(this.text) : resolved;
  }
}

export class ListValue extends Value {
  readonly type: ListType;
  readonly concrete: boolean;
  readonly closed: boolean;
  readonly elements: readonly Value[];
  constructor(elements: readonly Value[], elementType: RecType) {
    super();
    this.elements = elements;
    this.type = elementType.list;
    this.concrete = allConcrete(elements);
    this.closed = allClosed(elements);
  }
  override toString(): string {
    return `[${this.elements.join(', ')}]`;
  }
  override get key(): string {
    return `[${this.elements.map((e) => e.key).join()}]${this.type.element}`;
  }
  override convertTo(type: RecType): Value | undefined {
    if (type === this.type) return this;
    if (!(type instanceof ListType)) return undefined;
    let changed = false;
    const elements: Value[] = [];
    for (const element of this.elements) {
      const converted = element.castTo(type.element);
      if (converted === undefined) return undefined;
      changed ||= converted !== element;
      elements.push(converted);
    }
    return changed || elements.length === 0 ? new ListValue(elements, type.element) : this;
  }
  override resolve(resolver: Resolver): Value {
    if (this.closed) return this;
    const elements = resolveAll(this.elements, resolver);
    return elements === this.elements ? this : new ListValue(elements, this.type.element);
  }
}

export interface DagArg {
  readonly value: Value;
  readonly name: string | undefined;
}

export class DagValue extends Value {
  readonly type = DAG;
  readonly concrete: boolean;
  readonly closed: boolean;
  readonly operator: Value;
  readonly operatorName: string | undefined;
  readonly args: readonly DagArg[];
  constructor(operator: Value, operatorName: string | undefined, args: readonly DagArg[]) {
    super();
    this.operator = operator;
    this.operatorName = operatorName;
    this.args = args;
    this.concrete = operator.concrete && args.every((a) => a.value.concrete);
    this.closed = operator.closed && args.every((a) => a.value.closed);
  }
  private print(show: (value: Value) => string): string {
    const name = this.operatorName === undefined ? '' : `:${this.operatorName}`;
    const args = this.args.map((a) => show(a.value) + (a.name === undefined ? '' : `:$${a.name}`));
    return `(${show(this.operator)}${name}${args.length > 0 ? ' ' : ''}${args.join(', ')})`;
  }
  override toString(): string {
    return this.print((v) => v.toString());
  }
  override get key(): string {
    return this.print((v) => v.key);
  }
  override convertTo(type: RecType): Value | undefined {
    return type === DAG ? this : undefined;
  }
  override resolve(resolver: Resolver): Value {
    if (this.closed) return this;
    const old = this.args.map((a) => a.value);
    const values = resolveAll(old, resolver);
    const operator = this.operator.resolve(resolver);
    if (values === old && operator === this.operator) return this;
    const args = values.map((value, i) => ({ value, name: this.args[i].name }));
    return new DagValue(operator, this.operatorName, args);
  }
}

/** The same array when nothing changed. */
export function resolveAll(values: readonly Value[], resolver: Resolver): readonly Value[] {
  let changed: Value[] | undefined;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const resolved = value.resolve(resolver);
    if (resolved !== value) {
      changed ??= values.slice();
      changed[i] = resolved;
    }
  }
  return changed ?? values;
}

/** A reference to a complete record. */
export class DefValue extends Value {
  readonly concrete = true;
  readonly closed = true;
  readonly record: RecordBase;
  constructor(record: RecordBase) {
    super();
    this.record = record;
  }
  get type(): RecordType {
    return this.record.type;
  }
  override toString(): string {
    return this.record.nameText;
  }
  override convertTo(type: RecType): Value | undefined {
    return type instanceof RecordType && this.type.convertibleTo(type) ? this : undefined;
  }
  override fieldType(name: string): RecType | undefined {
    return this.record.fields.get(name)?.type;
  }
}
