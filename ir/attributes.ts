import { noteAliasable } from './aliasable.js';
import { floatBits, valueOfBits } from './float-bits.js';
import type { AsmPrinter } from './text/asm-printer.js';
import { decimalText } from './text/float-text.js';
import { floatLiteral, quoted, shortFloat } from './text/literals.js';
import { printToString } from './text/print-to-string.js';
import { FloatType, IndexType, IntegerType, NoneType, type Type } from './types.js';
import { freshId, HashUniquer, hashOf, mix, mixNumber, sameItems, Uniquer } from './uniquer.js';

/** Base of all attributes. Attributes are uniqued and immutable: compare them with `===`. */
export abstract class Attribute {
  readonly id: number;

  constructor() {
    this.id = freshId();
  }

  abstract print(p: AsmPrinter): void;

  /** The dialect that the attribute belongs to. */
  get dialect(): string {
    return 'builtin';
  }

  /** The name, without sigil and number, that a module gives it an alias under. */
  get aliasName(): string | undefined {
    return undefined;
  }

  /** Whether the text without its type reads back as the same attribute: an i64 or an f64. */
  get isBareLiteral(): boolean {
    return false;
  }

  /** For an attribute with a type of its own (`1 : i64`): the text before the colon. */
  printWithoutType(p: AsmPrinter): void {
    this.print(p);
  }

  /** Of a dialect's attribute: the text behind `#dialect.mnemonic`. */
  printStripped(p: AsmPrinter): void {
    this.print(p);
  }

  toString(): string {
    return printToString((p) => this.print(p));
  }
}

export interface NamedAttribute {
  readonly name: string;
  readonly value: Attribute;
}

/** `unit`; in a dictionary just its name. */
export class UnitAttr extends Attribute {
  static readonly instance: UnitAttr = new UnitAttr();

  static get(): UnitAttr {
    return UnitAttr.instance;
  }

  print(p: AsmPrinter): void {
    p.write('unit');
  }
}

/** `true`, `-3 : i8`, `7 : index`: the value is signed unless the type says unsigned. */
export class IntegerAttr extends Attribute {
  private static readonly table = new HashUniquer(
    (known: IntegerAttr, exact: number | bigint, type: IntegerType | IndexType) =>
      known.exact === exact && known.type === type,
    (exact, type) => new IntegerAttr(exact, type),
  );
  /** The value where a JS number holds it exactly, else a bigint. */
  private readonly exact: number | bigint;
  readonly type: IntegerType | IndexType;

  private constructor(exact: number | bigint, type: IntegerType | IndexType) {
    super();
    this.exact = exact;
    this.type = type;
  }

  /** Wraps `value` to the type's width. */
  static get(value: bigint | number, type: IntegerType | IndexType): IntegerAttr {
    const exact = wrapInteger(value, type);
    return IntegerAttr.table.get(mixNumber(type.id, exact), exact, type);
  }

  static i32(value: number): IntegerAttr {
    return IntegerAttr.get(value, IntegerType.get(32));
  }

  static i64(value: number | bigint): IntegerAttr {
    return IntegerAttr.get(value, I64);
  }

  static bool(value: boolean): IntegerAttr {
    return IntegerAttr.get(value ? -1 : 0, IntegerType.get(1));
  }

  get value(): bigint {
    return BigInt(this.exact);
  }

  /** Whether this is the value: `is(-1)` for all ones of a signless type. */
  is(value: number): boolean {
    return this.exact === value;
  }

  /** The value as a JS number (exact below 2^53). */
  get number(): number {
    return this.type instanceof IntegerType && this.type.width === 1 && this.exact !== 0
      ? 1
      : Number(this.exact);
  }

  override get isBareLiteral(): boolean {
    return this.type === I64;
  }

  private get isBool(): boolean {
    return (
      this.type instanceof IntegerType &&
      this.type.width === 1 &&
      this.type.signedness === 'signless'
    );
  }

  print(p: AsmPrinter): void {
    this.printWithoutType(p);
    if (this.isBool) return;
    p.write(' : ');
    p.type(this.type);
  }

  override printWithoutType(p: AsmPrinter): void {
    if (this.isBool) p.write(this.exact !== 0 ? 'true' : 'false');
    else if (typeof this.exact === 'number') p.integer(this.exact);
    else p.write(String(this.exact));
  }
}

const I64 = IntegerType.get(64);

/** Powers of two. */
const POWERS: readonly number[] = Array.from({ length: 64 }, (_, n) => 2 ** n);

/** Wraps to the type's width; a number where that is exact. */
export function wrapInteger(
  value: bigint | number,
  type: IntegerType | IndexType,
): number | bigint {
  const width = type instanceof IndexType ? 64 : type.width;
  const unsigned = type instanceof IntegerType && type.signedness === 'unsigned';
  if (typeof value === 'number' && Number.isSafeInteger(value)) {
    if (width >= 54) {
      if (value >= 0 || !unsigned) return value + 0;
    } else {
      const limit = POWERS[unsigned ? width : width - 1];
      if (value < limit && value >= (unsigned ? 0 : -limit)) return value + 0;
    }
  }
  const wrapped = unsigned
    ? BigInt.asUintN(width, BigInt(value))
    : BigInt.asIntN(width, BigInt(value));
  const small = Number(wrapped);
  return Number.isSafeInteger(small) ? small : wrapped;
}

export class FloatAttr extends Attribute {
  private static readonly table = new HashUniquer(
    (known: FloatAttr, type: FloatType, value: number, bits: bigint | undefined) =>
      known.type === type &&
      known.exactBits === bits &&
      (bits !== undefined || known.value === value),
    (type, value, bits) => new FloatAttr(value, type, bits),
  );
  /** As a double: exact for all but f80 and f128. */
  readonly value: number;
  readonly type: FloatType;
  private readonly exactBits: bigint | undefined;

  private constructor(value: number, type: FloatType, exactBits: bigint | undefined) {
    super();
    this.value = value;
    this.type = type;
    this.exactBits = exactBits;
  }

  /** `value` is rounded to the type (f64 and wider keep a double). */
  static get(value: number, type: FloatType): FloatAttr {
    const { kind } = type;
    const rounded =
      kind === 'f64' ? value : kind === 'f32' ? Math.fround(value) : floatBits(value, kind).value;
    // As keys of a map, NaN is one and the zeros are equal.
    if (rounded === 0 || Number.isNaN(rounded)) {
      return FloatAttr.ofBits(floatBits(value, kind).bits, type);
    }
    return FloatAttr.table.get(mixNumber(type.id, rounded), type, rounded, undefined);
  }

  /** The float that the bits of the type's format mean; NaNs keep their payload. */
  static ofBits(bits: bigint, type: FloatType): FloatAttr {
    const value = valueOfBits(bits, type.kind);
    if (value !== 0 && !Number.isNaN(value) && floatBits(value, type.kind).bits === bits) {
      return FloatAttr.table.get(mixNumber(type.id, value), type, value, undefined);
    }
    return FloatAttr.table.get(mixNumber(type.id, bits), type, value, bits);
  }

  static f32(value: number): FloatAttr {
    return FloatAttr.get(value, FloatType.get('f32'));
  }

  static f64(value: number): FloatAttr {
    return FloatAttr.get(value, FloatType.get('f64'));
  }

  override get isBareLiteral(): boolean {
    return this.type.kind === 'f64' && !this.isHex;
  }

  /** Whether `value` says it all: not of a NaN with a payload, nor of what a double does not hold. */
  get isExact(): boolean {
    return this.exactBits === undefined;
  }

  /** The bits of the type's format. */
  get bits(): bigint {
    return this.exactBits ?? floatBits(this.value, this.type.kind).bits;
  }

  /** Whether the text is the bits in hex, which read back as an integer without the type. */
  private get isHex(): boolean {
    if (shortFloat(this.value, this.type.kind) !== undefined) return false;
    return decimalText(this.bits, this.type.kind) === undefined;
  }

  print(p: AsmPrinter): void {
    this.printWithoutType(p);
    p.write(' : ');
    p.type(this.type);
  }

  override printWithoutType(p: AsmPrinter): void {
    p.write(shortFloat(this.value, this.type.kind) ?? floatLiteral(this.bits, this.type));
  }
}

export class StringAttr extends Attribute {
  private static readonly table = new Map<string, StringAttr>();
  private static readonly typed = new Uniquer<StringAttr>();
  readonly value: string;
  readonly type: Type | undefined;

  private constructor(value: string, type: Type | undefined) {
    super();
    this.value = value;
    this.type = type;
  }

  static get(value: string, type?: Type): StringAttr {
    if (type && !(type instanceof NoneType)) {
      return StringAttr.typed.get(`${type.id}:${value}`, () => new StringAttr(value, type));
    }
    let found = StringAttr.table.get(value);
    if (!found) {
      found = new StringAttr(value, undefined);
      StringAttr.table.set(value, found);
    }
    return found;
  }

  print(p: AsmPrinter): void {
    this.printWithoutType(p);
    if (this.type) {
      p.write(' : ');
      p.type(this.type);
    }
  }

  override printWithoutType(p: AsmPrinter): void {
    p.write(quoted(this.value));
  }
}

export class TypeAttr extends Attribute {
  private static readonly table = new Map<Type, TypeAttr>();
  readonly type: Type;

  private constructor(type: Type) {
    super();
    this.type = type;
  }

  static get(type: Type): TypeAttr {
    let found = TypeAttr.table.get(type);
    if (!found) {
      found = new TypeAttr(type);
      TypeAttr.table.set(type, found);
    }
    return found;
  }

  print(p: AsmPrinter): void {
    p.type(this.type);
  }
}

export class ArrayAttr extends Attribute {
  private static readonly table = new HashUniquer(
    (known: ArrayAttr, elements: readonly Attribute[]) => sameItems(known.elements, elements),
    (elements) => new ArrayAttr(elements),
  );
  readonly elements: readonly Attribute[];

  private constructor(elements: readonly Attribute[]) {
    super();
    this.elements = elements;
  }

  static get(elements: readonly Attribute[]): ArrayAttr {
    return ArrayAttr.table.get(hashOf(elements), elements);
  }

  print(p: AsmPrinter): void {
    p.write('[');
    // Inside an array the type that a bare literal has is left out, unlike in a dictionary.
    for (let i = 0; i < this.elements.length; i++) {
      if (i > 0) p.write(', ');
      p.bareAttribute(this.elements[i]);
    }
    p.write(']');
  }
}

/** Entries sorted by name, names unique. */
export class DictionaryAttr extends Attribute {
  private static readonly table = new HashUniquer(
    (known: DictionaryAttr, sorted: readonly NamedAttribute[]) => sameNamed(known.entries, sorted),
    (sorted) => new DictionaryAttr(sorted),
  );
  readonly entries: readonly NamedAttribute[];

  private constructor(entries: readonly NamedAttribute[]) {
    super();
    this.entries = entries;
  }

  static get(entries: readonly NamedAttribute[]): DictionaryAttr {
    const sorted = sortNamed(entries);
    let hash = sorted.length;
    for (let i = 0; i < sorted.length; i++) {
      hash = mix(mix(hash, sorted[i].name.length), sorted[i].value.id);
    }
    return DictionaryAttr.table.get(hash, sorted);
  }

  get(name: string): Attribute | undefined {
    return this.entries.find((e) => e.name === name)?.value;
  }

  print(p: AsmPrinter): void {
    printAttrDict(p, this.entries);
  }
}

/** Whether two sorted lists name the same attributes. */
export function sameNamed(a: readonly NamedAttribute[], b: readonly NamedAttribute[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (a[i].value !== b[i].value || a[i].name !== b[i].name) return false;
  }
  return true;
}

/** Sorted by name as the reference does: byte order. */
export function sortNamed(entries: readonly NamedAttribute[]): readonly NamedAttribute[] {
  for (let i = 1; i < entries.length; i++) {
    if (entries[i - 1].name > entries[i].name) {
      return [...entries].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    }
  }
  return entries;
}

/** `{a = 1 : i64, b}`. */
export function printAttrDict(p: AsmPrinter, entries: readonly NamedAttribute[]): void {
  p.write('{');
  for (let i = 0; i < entries.length; i++) {
    const { name, value } = entries[i];
    if (i > 0) p.write(', ');
    p.keywordOrString(name);
    if (!(value instanceof UnitAttr)) {
      p.write(' = ');
      p.attribute(value);
    }
  }
  p.write('}');
}

const NO_NAMES: readonly string[] = [];

/** `@root::@nested`. */
export class SymbolRefAttr extends Attribute {
  private static readonly names = new Map<string, SymbolRefAttr>();
  private static readonly paths = new Uniquer<SymbolRefAttr>();
  readonly root: string;
  readonly nested: readonly string[];

  private constructor(root: string, nested: readonly string[]) {
    super();
    this.root = root;
    this.nested = nested;
  }

  static get(root: string, nested: readonly string[] = NO_NAMES): SymbolRefAttr {
    if (nested.length > 0) {
      const key = JSON.stringify([root, ...nested]);
      return SymbolRefAttr.paths.get(key, () => new SymbolRefAttr(root, nested));
    }
    let found = SymbolRefAttr.names.get(root);
    if (!found) {
      found = new SymbolRefAttr(root, NO_NAMES);
      SymbolRefAttr.names.set(root, found);
    }
    return found;
  }

  print(p: AsmPrinter): void {
    p.symbolName(this.root);
    for (const name of this.nested) {
      p.write('::');
      p.symbolName(name);
    }
  }
}

/** An attribute of a dialect that is not loaded: its text is kept as it stands. */
export class OpaqueAttr extends Attribute {
  private static readonly table = new Uniquer<OpaqueAttr>();
  readonly owner: string;
  readonly body: string;
  readonly type: Type | undefined;

  private constructor(owner: string, body: string, type: Type | undefined) {
    super();
    this.owner = owner;
    this.body = body;
    this.type = type;
  }

  static get(owner: string, body: string, given?: Type): OpaqueAttr {
    const type = given instanceof NoneType ? undefined : given;
    return OpaqueAttr.table.get(
      `${owner}\0${type?.id ?? ''}\0${body}`,
      () => new OpaqueAttr(owner, body, type),
    );
  }

  print(p: AsmPrinter): void {
    this.printWithoutType(p);
    if (this.type) {
      p.write(' : ');
      p.type(this.type);
    }
  }

  override printWithoutType(p: AsmPrinter): void {
    p.dialectSymbol('#', this.owner, this.body);
  }
}

/** `distinct[0]<attr>`: unlike all others never equal to another of the same content. */
export class DistinctAttr extends Attribute {
  readonly referenced: Attribute;

  constructor(referenced: Attribute) {
    super();
    noteAliasable();
    this.referenced = referenced;
  }

  override get aliasName(): string | undefined {
    return this.referenced instanceof UnitAttr ? undefined : 'distinct';
  }

  print(p: AsmPrinter): void {
    p.write(`distinct[${p.distinctNumber(this)}]<`);
    if (!(this.referenced instanceof UnitAttr)) p.attribute(this.referenced);
    p.write('>');
  }
}
