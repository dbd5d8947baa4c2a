import { floatBits } from './float-bits.js';
import { fnv1a } from './hash.js';
import type { AsmPrinter } from './text/asm-printer.js';
import { floatLiteral, isBareIdentifier, quoted } from './text/literals.js';
import { printElements } from './text/print-elements.js';
import { printToString } from './text/print-to-string.js';
import { FloatType, IndexType, IntegerType, NoneType, type ShapedType, Type } from './types.js';
import { freshId, idsOf, Uniquer } from './uniquer.js';

/** Base of all attributes. Attributes are uniqued and immutable: compare them with `===`. */
export abstract class Attribute {
  readonly id = freshId();

  abstract print(p: AsmPrinter): void;

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
  private static readonly table = new Uniquer<IntegerAttr>();
  readonly value: bigint;
  readonly type: IntegerType | IndexType;

  private constructor(value: bigint, type: IntegerType | IndexType) {
    super();
    this.value = value;
    this.type = type;
  }

  /** Wraps `value` to the type's width. */
  static get(value: bigint | number, type: IntegerType | IndexType): IntegerAttr {
    const wrapped = wrapInteger(BigInt(value), type);
    return IntegerAttr.table.get(`${wrapped}:${type.id}`, () => new IntegerAttr(wrapped, type));
  }

  static i32(value: number): IntegerAttr {
    return IntegerAttr.get(value, IntegerType.get(32));
  }

  static i64(value: number | bigint): IntegerAttr {
    return IntegerAttr.get(value, IntegerType.get(64));
  }

  static bool(value: boolean): IntegerAttr {
    return IntegerAttr.get(value ? -1n : 0n, IntegerType.get(1));
  }

  /** The value as a JS number (exact below 2^53). */
  get number(): number {
    return this.type instanceof IntegerType && this.type.width === 1 && this.value !== 0n
      ? 1
      : Number(this.value);
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
    // i64 is the type of a bare integer literal.
    if (this.isBool || this.type === I64) {
      if (!this.isBool) p.write(' : i64');
      return;
    }
    p.write(' : ');
    p.type(this.type);
  }

  override printWithoutType(p: AsmPrinter): void {
    p.write(this.isBool ? (this.value !== 0n ? 'true' : 'false') : String(this.value));
  }
}

const I64 = IntegerType.get(64);

function wrapInteger(value: bigint, type: IntegerType | IndexType): bigint {
  if (type instanceof IndexType) return BigInt.asIntN(64, value);
  return type.signedness === 'unsigned'
    ? BigInt.asUintN(type.width, value)
    : BigInt.asIntN(type.width, value);
}

export class FloatAttr extends Attribute {
  private static readonly table = new Uniquer<FloatAttr>();
  readonly value: number;
  readonly type: FloatType;

  private constructor(value: number, type: FloatType) {
    super();
    this.value = value;
    this.type = type;
  }

  /** `value` is rounded to the type (f64 and wider keep a double). */
  static get(value: number, type: FloatType): FloatAttr {
    const { value: rounded, bits } = floatBits(value, type.kind);
    return FloatAttr.table.get(`${bits}:${type.id}`, () => new FloatAttr(rounded, type));
  }

  static f32(value: number): FloatAttr {
    return FloatAttr.get(value, FloatType.get('f32'));
  }

  static f64(value: number): FloatAttr {
    return FloatAttr.get(value, FloatType.get('f64'));
  }

  print(p: AsmPrinter): void {
    this.printWithoutType(p);
    if (this.type.kind !== 'f64') {
      p.write(' : ');
      p.type(this.type);
    } else {
      p.write(' : f64');
    }
  }

  override printWithoutType(p: AsmPrinter): void {
    const { kind, width } = this.type;
    p.write(floatLiteral(this.value, kind, () => floatBits(this.value, kind).bits, width));
  }
}

export class StringAttr extends Attribute {
  private static readonly table = new Uniquer<StringAttr>();
  readonly value: string;
  readonly type: Type | undefined;

  private constructor(value: string, type: Type | undefined) {
    super();
    this.value = value;
    this.type = type;
  }

  static get(value: string, type?: Type): StringAttr {
    return StringAttr.table.get(`${type?.id ?? ''}:${value}`, () => new StringAttr(value, type));
  }

  print(p: AsmPrinter): void {
    this.printWithoutType(p);
    if (this.type && !(this.type instanceof NoneType)) {
      p.write(' : ');
      p.type(this.type);
    }
  }

  override printWithoutType(p: AsmPrinter): void {
    p.write(quoted(this.value));
  }
}

export class TypeAttr extends Attribute {
  private static readonly table = new Uniquer<TypeAttr>();
  readonly type: Type;

  private constructor(type: Type) {
    super();
    this.type = type;
  }

  static get(type: Type): TypeAttr {
    return TypeAttr.table.get(String(type.id), () => new TypeAttr(type));
  }

  print(p: AsmPrinter): void {
    p.type(this.type);
  }
}

export class ArrayAttr extends Attribute {
  private static readonly table = new Uniquer<ArrayAttr>();
  readonly elements: readonly Attribute[];

  private constructor(elements: readonly Attribute[]) {
    super();
    this.elements = elements;
  }

  static get(elements: readonly Attribute[]): ArrayAttr {
    return ArrayAttr.table.get(idsOf(elements), () => new ArrayAttr(elements));
  }

  print(p: AsmPrinter): void {
    p.write('[');
    // Inside an array the type that a bare literal has is left out, unlike in a dictionary.
    p.list(this.elements, (a) => (isBareLiteral(a) ? a.printWithoutType(p) : p.attribute(a)));
    p.write(']');
  }
}

function isBareLiteral(a: Attribute): boolean {
  return (
    (a instanceof IntegerAttr && a.type === I64) ||
    (a instanceof FloatAttr && a.type.kind === 'f64')
  );
}

/** Entries sorted by name, names unique. */
export class DictionaryAttr extends Attribute {
  private static readonly table = new Uniquer<DictionaryAttr>();
  readonly entries: readonly NamedAttribute[];

  private constructor(entries: readonly NamedAttribute[]) {
    super();
    this.entries = entries;
  }

  static get(entries: readonly NamedAttribute[]): DictionaryAttr {
    const sorted = sortNamed(entries);
    const key = sorted.map((e) => `${e.name.length}:${e.name}=${e.value.id}`).join(',');
    return DictionaryAttr.table.get(key, () => new DictionaryAttr(sorted));
  }

  get(name: string): Attribute | undefined {
    return this.entries.find((e) => e.name === name)?.value;
  }

  print(p: AsmPrinter): void {
    printAttrDict(p, this.entries);
  }
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
  p.list(entries, (e) => {
    p.write(isBareIdentifier(e.name) ? e.name : quoted(e.name));
    if (!(e.value instanceof UnitAttr)) {
      p.write(' = ');
      p.attribute(e.value);
    }
  });
  p.write('}');
}

/** `@root::@nested`. */
export class SymbolRefAttr extends Attribute {
  private static readonly table = new Uniquer<SymbolRefAttr>();
  readonly root: string;
  readonly nested: readonly string[];

  private constructor(root: string, nested: readonly string[]) {
    super();
    this.root = root;
    this.nested = nested;
  }

  static get(root: string, nested: readonly string[] = []): SymbolRefAttr {
    return SymbolRefAttr.table.get(
      [root, ...nested].join('\0'),
      () => new SymbolRefAttr(root, nested),
    );
  }

  print(p: AsmPrinter): void {
    p.symbolName(this.root);
    for (const name of this.nested) {
      p.write('::');
      p.symbolName(name);
    }
  }
}

/** `array<i64: 1, 2>`; values are numbers (bigint for i64 beyond 2^53 is rounded: use dense). */
export class DenseArrayAttr extends Attribute {
  private static readonly table = new Uniquer<DenseArrayAttr>();
  readonly elementType: IntegerType | FloatType;
  readonly values: readonly (number | bigint)[];

  private constructor(elementType: IntegerType | FloatType, values: readonly (number | bigint)[]) {
    super();
    this.elementType = elementType;
    this.values = values;
  }

  static get(
    elementType: IntegerType | FloatType,
    values: readonly (number | bigint)[],
  ): DenseArrayAttr {
    return DenseArrayAttr.table.get(
      `${elementType.id}:${values.map((v) => (Object.is(v, -0) ? '-0' : v)).join(',')}`,
      () => new DenseArrayAttr(elementType, values),
    );
  }

  static i64(values: readonly number[]): DenseArrayAttr {
    return DenseArrayAttr.get(I64, values);
  }

  static i32(values: readonly number[]): DenseArrayAttr {
    return DenseArrayAttr.get(IntegerType.get(32), values);
  }

  get numbers(): readonly number[] {
    return this.values.map(Number);
  }

  print(p: AsmPrinter): void {
    p.write('array<');
    p.type(this.elementType);
    if (this.values.length > 0) p.write(': ');
    this.printValues(p);
    p.write('>');
  }

  /** The values alone, separated by commas. */
  printValues(p: AsmPrinter): void {
    const type = this.elementType;
    p.list(this.values, (v) => {
      if (type instanceof FloatType) FloatAttr.get(Number(v), type).printWithoutType(p);
      else IntegerAttr.get(v, type).printWithoutType(p);
    });
  }
}

/**
 * `dense<…> : tensor<…>`: elements as little-endian bytes in row-major order, each element in
 * the smallest whole number of bytes (i1 and i4 take one); a splat keeps one element.
 */
export class DenseElementsAttr extends Attribute {
  private static readonly table = new Map<string, DenseElementsAttr[]>();
  readonly type: ShapedType;
  readonly bytes: Uint8Array;
  readonly isSplat: boolean;

  private constructor(type: ShapedType, bytes: Uint8Array, isSplat: boolean) {
    super();
    this.type = type;
    this.bytes = bytes;
    this.isSplat = isSplat;
  }

  /** `bytes` is kept, not copied; equal elements, or one for a shape of more, are a splat. */
  static get(type: ShapedType, bytes: Uint8Array): DenseElementsAttr {
    const size = elementBytes(type.elementType);
    const splat = bytes.length === size && type.elementCount !== 1;
    if (!splat && bytes.length !== size * type.elementCount) {
      throw new Error(`${type} needs ${size * type.elementCount} bytes, not ${bytes.length}`);
    }
    if (!splat && type.elementCount > 1 && isRepeated(bytes, size)) {
      return DenseElementsAttr.get(type, bytes.slice(0, size));
    }
    const key = `${type.id}:${bytes.length}:${fnv1a(bytes)}`;
    const bucket = DenseElementsAttr.table.get(key) ?? [];
    const found = bucket.find((a) => Buffer.compare(a.bytes, bytes) === 0);
    if (found) return found;
    const made = new DenseElementsAttr(type, bytes, splat || type.elementCount === 1);
    bucket.push(made);
    DenseElementsAttr.table.set(key, bucket);
    return made;
  }

  print(p: AsmPrinter): void {
    this.printWithoutType(p);
    p.write(' : ');
    p.type(this.type);
  }

  override printWithoutType(p: AsmPrinter): void {
    if (!this.isSplat && p.elidesElements(this.type.elementCount)) {
      p.write('dense_resource<__elided__>');
      return;
    }
    p.write('dense<');
    printElements(p, this);
    p.write('>');
  }
}

/** Whether all elements of `size` bytes are the same. */
function isRepeated(bytes: Uint8Array, size: number): boolean {
  for (let i = size; i < bytes.length; i++) if (bytes[i] !== bytes[i - size]) return false;
  return true;
}

/** Bytes of one stored element: integers and floats rounded up to whole bytes, index eight. */
export function elementBytes(type: Type): number {
  if (type instanceof IntegerType || type instanceof FloatType) return Math.ceil(type.width / 8);
  if (type instanceof IndexType) return 8;
  if ('elementType' in type && type.elementType instanceof Type) {
    return 2 * elementBytes(type.elementType);
  }
  throw new Error(`${type} has no storage size`);
}

/** Bytes named by a key, kept beside the IR and printed in the `{-# … #-}` section. */
export interface ResourceBlob {
  readonly key: string;
  readonly alignment: number;
  readonly bytes: Uint8Array;
}

/** `dense_resource<key> : tensor<…>`: identity is the key's blob. */
export class DenseResourceAttr extends Attribute {
  private static readonly table = new WeakMap<ResourceBlob, Map<Type, DenseResourceAttr>>();
  readonly type: ShapedType;
  readonly blob: ResourceBlob;

  private constructor(type: ShapedType, blob: ResourceBlob) {
    super();
    this.type = type;
    this.blob = blob;
  }

  static get(type: ShapedType, blob: ResourceBlob): DenseResourceAttr {
    let byType = DenseResourceAttr.table.get(blob);
    if (!byType) {
      byType = new Map();
      DenseResourceAttr.table.set(blob, byType);
    }
    let found = byType.get(type);
    if (!found) {
      found = new DenseResourceAttr(type, blob);
      byType.set(type, found);
    }
    return found;
  }

  get bytes(): Uint8Array {
    return this.blob.bytes;
  }

  get isSplat(): boolean {
    return false;
  }

  print(p: AsmPrinter): void {
    this.printWithoutType(p);
    p.write(' : ');
    p.type(this.type);
  }

  override printWithoutType(p: AsmPrinter): void {
    p.write('dense_resource<');
    p.resource(this.blob);
    p.write('>');
  }
}

/** An attribute of a dialect that is not loaded: its text is kept as it stands. */
export class OpaqueAttr extends Attribute {
  private static readonly table = new Uniquer<OpaqueAttr>();
  readonly dialect: string;
  readonly body: string;

  private constructor(dialect: string, body: string) {
    super();
    this.dialect = dialect;
    this.body = body;
  }

  static get(dialect: string, body: string): OpaqueAttr {
    return OpaqueAttr.table.get(`${dialect}\0${body}`, () => new OpaqueAttr(dialect, body));
  }

  print(p: AsmPrinter): void {
    p.dialectSymbol('#', this.dialect, this.body);
  }
}
