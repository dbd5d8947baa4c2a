import { noteAliasable } from './aliasable.js';
import type { Attribute } from './attributes.js';
import type { AsmPrinter } from './text/asm-printer.js';
import { printPart } from './text/print-to-string.js';
import { freshId, HashUniquer, hashOf, idsOf, mix, sameItems, Uniquer } from './uniquer.js';

/** A dimension whose size is not known (`?` in text). */
export const DYNAMIC = -1;

/** A type that is printed more often keeps its text. */
const KEPT_WHEN_ASKED = 2;

/** Base of all types. Types are uniqued and immutable: compare them with `===`. */
export abstract class Type {
  readonly id: number;
  private text: string | undefined;
  private hasAttributes: boolean;
  private asked: number;

  constructor() {
    this.id = freshId();
    this.text = undefined;
    this.hasAttributes = false;
    this.asked = 0;
  }

  /** Writes the type as MLIR text. */
  abstract print(p: AsmPrinter): void;

  /** Of a dialect's type: the text behind `!dialect.mnemonic`. */
  printStripped(p: AsmPrinter): void {
    this.print(p);
  }

  /** The name, without sigil and number, that a module gives it an alias under. */
  get aliasName(): string | undefined {
    return undefined;
  }

  /** The dialect that the type belongs to. */
  get dialect(): string {
    return 'builtin';
  }

  /** The type as MLIR text, without aliases. */
  toString(): string {
    return this.text ?? this.madeText();
  }

  private madeText(): string {
    const { text, hasAttributes } = printPart((p) => this.print(p));
    this.text = text;
    this.hasAttributes = hasAttributes;
    return text;
  }

  /**
   * The same where every printer without aliases writes it so: one with attributes inside depends.
   * Undefined as well when it was asked for so seldom that it does not pay to keep it.
   */
  get fixedText(): string | undefined {
    if (this.text === undefined && this.asked++ < KEPT_WHEN_ASKED) return undefined;
    const text = this.toString();
    return this.hasAttributes ? undefined : text;
  }
}

export type Signedness = 'signless' | 'signed' | 'unsigned';
const SIGN_PREFIX: Record<Signedness, string> = { signless: 'i', signed: 'si', unsigned: 'ui' };

/** The signless integer types that nearly all are, by width. */
const SIGNLESS: IntegerType[] = [];

/** `i8`, `si32`, `ui4`: widths 1 … 2^24-1. */
export class IntegerType extends Type {
  private static readonly table = new Uniquer<IntegerType>();
  readonly width: number;
  readonly signedness: Signedness;

  private constructor(width: number, signedness: Signedness) {
    super();
    this.width = width;
    this.signedness = signedness;
  }

  static get(width: number, signedness: Signedness = 'signless'): IntegerType {
    if (signedness === 'signless' && width <= 64) {
      SIGNLESS[width] ??= new IntegerType(width, signedness);
      return SIGNLESS[width];
    }
    return IntegerType.table.get(
      SIGN_PREFIX[signedness] + width,
      () => new IntegerType(width, signedness),
    );
  }

  print(p: AsmPrinter): void {
    p.write(SIGN_PREFIX[this.signedness] + this.width);
  }
}

/** Width in bits of every builtin float type, by its keyword. */
export const FLOAT_WIDTHS = {
  f8E3M4: 8,
  f8E4M3: 8,
  f8E4M3B11FNUZ: 8,
  f8E4M3FN: 8,
  f8E4M3FNUZ: 8,
  f8E5M2: 8,
  f8E5M2FNUZ: 8,
  f4E2M1FN: 4,
  f6E2M3FN: 6,
  f6E3M2FN: 6,
  bf16: 16,
  f16: 16,
  tf32: 19,
  f32: 32,
  f64: 64,
  f80: 80,
  f128: 128,
} as const;

export type FloatKind = keyof typeof FLOAT_WIDTHS;

export class FloatType extends Type {
  private static readonly table: { [kind in FloatKind]?: FloatType } = {};
  readonly kind: FloatKind;

  private constructor(kind: FloatKind) {
    super();
    this.kind = kind;
  }

  static get(kind: FloatKind): FloatType {
    const known = FloatType.table[kind] ?? new FloatType(kind);
    FloatType.table[kind] = known;
    return known;
  }

  get width(): number {
    return FLOAT_WIDTHS[this.kind];
  }

  print(p: AsmPrinter): void {
    p.write(this.kind);
  }
}

export class IndexType extends Type {
  static readonly instance: IndexType = new IndexType();

  static get(): IndexType {
    return IndexType.instance;
  }

  print(p: AsmPrinter): void {
    p.write('index');
  }
}

export class NoneType extends Type {
  static readonly instance: NoneType = new NoneType();

  static get(): NoneType {
    return NoneType.instance;
  }

  print(p: AsmPrinter): void {
    p.write('none');
  }
}

export class ComplexType extends Type {
  private static readonly table = new Uniquer<ComplexType>();
  readonly elementType: Type;

  private constructor(elementType: Type) {
    super();
    this.elementType = elementType;
  }

  static get(elementType: Type): ComplexType {
    return ComplexType.table.get(String(elementType.id), () => new ComplexType(elementType));
  }

  print(p: AsmPrinter): void {
    p.write('complex<');
    p.type(this.elementType);
    p.write('>');
  }
}

/** A tuple of more types is printed under an alias. */
const LONG_TUPLE = 16;

export class TupleType extends Type {
  private static readonly table = new Uniquer<TupleType>();
  readonly types: readonly Type[];

  private constructor(types: readonly Type[]) {
    super();
    this.types = types;
  }

  static get(types: readonly Type[]): TupleType {
    if (types.length > LONG_TUPLE) noteAliasable();
    return TupleType.table.get(idsOf(types), () => new TupleType(types));
  }

  override get aliasName(): string | undefined {
    return this.types.length > LONG_TUPLE ? 'tuple' : undefined;
  }

  print(p: AsmPrinter): void {
    p.write('tuple<');
    p.list(this.types, (t) => p.type(t));
    p.write('>');
  }
}

export class FunctionType extends Type {
  private static readonly table = new HashUniquer(
    (known: FunctionType, inputs: readonly Type[], results: readonly Type[]) =>
      sameItems(known.inputs, inputs) && sameItems(known.results, results),
    (inputs, results) => new FunctionType(inputs, results),
  );
  readonly inputs: readonly Type[];
  readonly results: readonly Type[];

  private constructor(inputs: readonly Type[], results: readonly Type[]) {
    super();
    this.inputs = inputs;
    this.results = results;
  }

  static get(inputs: readonly Type[], results: readonly Type[]): FunctionType {
    return FunctionType.table.get(hashOf(results, hashOf(inputs)), inputs, results);
  }

  print(p: AsmPrinter): void {
    p.functionType(this.inputs, this.results);
  }
}

/** A type with a shape and an element type; `shape` is undefined for an unranked one. */
export abstract class ShapedType extends Type {
  abstract readonly shape: readonly number[] | undefined;
  abstract readonly elementType: Type;

  get hasStaticShape(): boolean {
    return this.shape?.every((d) => d !== DYNAMIC) ?? false;
  }

  /** Number of elements of a static shape; throws for another. */
  get elementCount(): number {
    if (!this.shape || !this.hasStaticShape) throw new Error(`${this} has no static shape`);
    return this.shape.reduce((n, d) => n * d, 1);
  }
}

function printShape(p: AsmPrinter, shape: readonly number[]): void {
  for (const d of shape) p.write(d === DYNAMIC ? '?x' : `${d}x`);
}

export class RankedTensorType extends ShapedType {
  private static readonly table = new HashUniquer(
    (
      known: RankedTensorType,
      shape: readonly number[],
      elementType: Type,
      encoding: Attribute | undefined,
    ) =>
      known.elementType === elementType &&
      known.encoding === encoding &&
      sameItems(known.shape, shape),
    (shape, elementType, encoding) => new RankedTensorType(shape, elementType, encoding),
  );
  readonly shape: readonly number[];
  readonly elementType: Type;
  readonly encoding: Attribute | undefined;

  private constructor(shape: readonly number[], elementType: Type, encoding?: Attribute) {
    super();
    this.shape = shape;
    this.elementType = elementType;
    this.encoding = encoding;
  }

  static get(shape: readonly number[], elementType: Type, encoding?: Attribute): RankedTensorType {
    let hash = mix(elementType.id, encoding?.id ?? 0);
    for (let i = 0; i < shape.length; i++) hash = mix(hash, shape[i]);
    return RankedTensorType.table.get(hash, shape, elementType, encoding);
  }

  /** The same tensor with another element type. */
  withElementType(elementType: Type): RankedTensorType {
    return RankedTensorType.get(this.shape, elementType, this.encoding);
  }

  /** The same tensor with another shape. */
  withShape(shape: readonly number[]): RankedTensorType {
    return RankedTensorType.get(shape, this.elementType, this.encoding);
  }

  print(p: AsmPrinter): void {
    p.write('tensor<');
    printShape(p, this.shape);
    p.type(this.elementType);
    if (this.encoding) {
      p.write(', ');
      p.attribute(this.encoding);
    }
    p.write('>');
  }
}

export class UnrankedTensorType extends ShapedType {
  private static readonly table = new Uniquer<UnrankedTensorType>();
  readonly shape = undefined;
  readonly elementType: Type;

  private constructor(elementType: Type) {
    super();
    this.elementType = elementType;
  }

  static get(elementType: Type): UnrankedTensorType {
    return UnrankedTensorType.table.get(
      String(elementType.id),
      () => new UnrankedTensorType(elementType),
    );
  }

  print(p: AsmPrinter): void {
    p.write('tensor<*x');
    p.type(this.elementType);
    p.write('>');
  }
}

/** `vector<4x[8]xf32>`; `scalable[i]` marks a dimension written in brackets. */
export class VectorType extends ShapedType {
  private static readonly table = new Uniquer<VectorType>();
  readonly shape: readonly number[];
  readonly elementType: Type;
  readonly scalable: readonly boolean[];

  private constructor(shape: readonly number[], elementType: Type, scalable: readonly boolean[]) {
    super();
    this.shape = shape;
    this.elementType = elementType;
    this.scalable = scalable;
  }

  static get(
    shape: readonly number[],
    elementType: Type,
    scalable: readonly boolean[] = shape.map(() => false),
  ): VectorType {
    const key = shape.map((d, i) => (scalable[i] ? `[${d}]` : d)).join('x');
    return VectorType.table.get(
      `${key}:${elementType.id}`,
      () => new VectorType(shape, elementType, scalable),
    );
  }

  print(p: AsmPrinter): void {
    p.write('vector<');
    this.shape.forEach((d, i) => {
      p.write(this.scalable[i] ? `[${d}]x` : `${d}x`);
    });
    p.type(this.elementType);
    p.write('>');
  }
}

/** `memref<4x8xi8, layout, space>`; the identity layout is absent. */
export class MemRefType extends ShapedType {
  private static readonly table = new Uniquer<MemRefType>();
  readonly shape: readonly number[];
  readonly elementType: Type;
  readonly layout: Attribute | undefined;
  readonly memorySpace: Attribute | undefined;

  private constructor(
    shape: readonly number[],
    elementType: Type,
    layout: Attribute | undefined,
    memorySpace: Attribute | undefined,
  ) {
    super();
    this.shape = shape;
    this.elementType = elementType;
    this.layout = layout;
    this.memorySpace = memorySpace;
  }

  static get(
    shape: readonly number[],
    elementType: Type,
    layout?: Attribute,
    memorySpace?: Attribute,
  ): MemRefType {
    return MemRefType.table.get(
      `${shape.join('x')}:${elementType.id}:${layout?.id ?? ''}:${memorySpace?.id ?? ''}`,
      () => new MemRefType(shape, elementType, layout, memorySpace),
    );
  }

  print(p: AsmPrinter): void {
    p.write('memref<');
    printShape(p, this.shape);
    p.type(this.elementType);
    for (const part of [this.layout, this.memorySpace]) {
      if (part) {
        p.write(', ');
        p.bareAttribute(part);
      }
    }
    p.write('>');
  }
}

export class UnrankedMemRefType extends ShapedType {
  private static readonly table = new Uniquer<UnrankedMemRefType>();
  readonly shape = undefined;
  readonly elementType: Type;
  readonly memorySpace: Attribute | undefined;

  private constructor(elementType: Type, memorySpace: Attribute | undefined) {
    super();
    this.elementType = elementType;
    this.memorySpace = memorySpace;
  }

  static get(elementType: Type, memorySpace?: Attribute): UnrankedMemRefType {
    return UnrankedMemRefType.table.get(
      `${elementType.id}:${memorySpace?.id ?? ''}`,
      () => new UnrankedMemRefType(elementType, memorySpace),
    );
  }

  print(p: AsmPrinter): void {
    p.write('memref<*x');
    p.type(this.elementType);
    if (this.memorySpace) {
      p.write(', ');
      p.bareAttribute(this.memorySpace);
    }
    p.write('>');
  }
}

/** A type of a dialect that is not loaded: its text is kept as it stands. */
export class OpaqueType extends Type {
  private static readonly table = new Uniquer<OpaqueType>();
  private readonly owner: string;
  readonly body: string;

  private constructor(dialect: string, body: string) {
    super();
    this.owner = dialect;
    this.body = body;
  }

  override get dialect(): string {
    return this.owner;
  }

  static get(dialect: string, body: string): OpaqueType {
    return OpaqueType.table.get(`${dialect}\0${body}`, () => new OpaqueType(dialect, body));
  }

  print(p: AsmPrinter): void {
    p.dialectSymbol('!', this.dialect, this.body);
  }
}
