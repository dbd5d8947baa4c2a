/** Attributes of many numbers: `array<…>`, `dense<…>`, `dense_resource<…>`. */
import { Attribute, FloatAttr, IntegerAttr } from './attributes.js';
import { valueOfBits } from './float-bits.js';
import type { AsmPrinter } from './text/asm-printer.js';
import { printElements, printNested } from './text/print-elements.js';
import { FloatType, IndexType, IntegerType, type ShapedType, Type } from './types.js';
import { HashUniquer, mix, mixNumber, Uniquer } from './uniquer.js';

const I64 = IntegerType.get(64);

/** What stands for elements that are left out. */
const ELIDED = 'dense_resource<__elided__>';

/** `array<i64: 1, 2>`: numbers; a bigint is an integer beyond 2^53, or the bits of a float that no number holds. */
export class DenseArrayAttr extends Attribute {
  private static readonly table = new HashUniquer(
    isArray,
    (type: IntegerType | FloatType, values: readonly (number | bigint)[]) =>
      new DenseArrayAttr(type, values),
  );
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
    let hash = mix(elementType.id, values.length);
    for (let i = 0; i < values.length; i++) hash = mixNumber(hash, values[i]);
    return DenseArrayAttr.table.get(hash, elementType, values);
  }

  static i64(values: readonly number[]): DenseArrayAttr {
    return DenseArrayAttr.get(I64, values);
  }

  static i32(values: readonly number[]): DenseArrayAttr {
    return DenseArrayAttr.get(IntegerType.get(32), values);
  }

  get numbers(): readonly number[] {
    const { elementType: type } = this;
    return this.values.map((v) =>
      type instanceof FloatType && typeof v === 'bigint' ? valueOfBits(v, type.kind) : Number(v),
    );
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
    const { elementType: type, values } = this;
    for (let i = 0; i < values.length; i++) {
      if (i > 0) p.write(', ');
      if (type instanceof FloatType) floatAttr(values[i], type).printWithoutType(p);
      else if (type.width === 1) IntegerAttr.get(values[i], type).printWithoutType(p);
      else if (typeof values[i] === 'number') p.integer(values[i] as number);
      else p.write(String(values[i]));
    }
  }
}

function isArray(
  known: DenseArrayAttr,
  type: IntegerType | FloatType,
  values: readonly (number | bigint)[],
): boolean {
  if (known.elementType !== type || known.values.length !== values.length) return false;
  for (let i = 0; i < values.length; i++) if (!Object.is(known.values[i], values[i])) return false;
  return true;
}

/**
 * `dense<…> : tensor<…>`: elements as little-endian bytes in row-major order, each element in
 * the smallest whole number of bytes (i1 and i4 take one); a splat keeps one element.
 */
export class DenseElementsAttr extends Attribute {
  private static readonly table = new HashUniquer(
    (known: DenseElementsAttr, type: ShapedType, bytes: Uint8Array) =>
      known.type === type &&
      known.bytes.length === bytes.length &&
      Buffer.compare(known.bytes, bytes) === 0,
    (type, bytes, isSplat: boolean) => new DenseElementsAttr(type, bytes, isSplat),
  );
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
    const hash = mix(mix(type.id, bytes.length), sampleHash(bytes));
    return DenseElementsAttr.table.get(hash, type, bytes, splat || type.elementCount === 1);
  }

  print(p: AsmPrinter): void {
    this.printWithoutType(p);
    p.write(' : ');
    p.type(this.type);
  }

  /** Whether the elements are left out of the text. */
  isElided(p: AsmPrinter): boolean {
    return !this.isSplat && p.elidesElements(this.type.elementCount);
  }

  override printWithoutType(p: AsmPrinter): void {
    if (this.isElided(p)) {
      p.write(ELIDED);
      return;
    }
    p.write('dense<');
    printElements(p, this);
    p.write('>');
  }
}

/** `dense<["a", "b"]>` of a type whose elements are no numbers. */
export class DenseStringsAttr extends Attribute {
  private static readonly table = new Uniquer<DenseStringsAttr>();
  readonly type: ShapedType;
  /** One for each element, or one for all. */
  readonly values: readonly string[];

  private constructor(type: ShapedType, values: readonly string[]) {
    super();
    this.type = type;
    this.values = values;
  }

  static get(type: ShapedType, values: readonly string[]): DenseStringsAttr {
    const isSplat = values.length > 1 && values.every((v) => v === values[0]);
    const kept = isSplat ? values.slice(0, 1) : values;
    return DenseStringsAttr.table.get(
      `${type.id}:${JSON.stringify(kept)}`,
      () => new DenseStringsAttr(type, kept),
    );
  }

  print(p: AsmPrinter): void {
    this.printWithoutType(p);
    p.write(' : ');
    p.type(this.type);
  }

  isElided(p: AsmPrinter): boolean {
    return this.values.length > 1 && p.elidesElements(this.type.elementCount);
  }

  override printWithoutType(p: AsmPrinter): void {
    if (this.isElided(p)) {
      p.write(ELIDED);
      return;
    }
    p.write('dense<');
    this.printBody(p);
    p.write('>');
  }

  /** What stands between the angle brackets. */
  printBody(p: AsmPrinter): void {
    if (this.values.length === 1) p.string(this.values[0]);
    else if (this.values.length > 1) {
      printNested(p, this.type.shape ?? [], (i) => p.string(this.values[i]));
    }
  }
}

/** `sparse<[[0, 1]], [5]>`: values at some indices (rows of 64-bit numbers), zero elsewhere. */
export class SparseElementsAttr extends Attribute {
  private static readonly table = new Uniquer<SparseElementsAttr>();
  readonly type: ShapedType;
  readonly indices: DenseElementsAttr;
  readonly values: DenseElementsAttr | DenseStringsAttr;

  private constructor(
    type: ShapedType,
    indices: DenseElementsAttr,
    values: DenseElementsAttr | DenseStringsAttr,
  ) {
    super();
    this.type = type;
    this.indices = indices;
    this.values = values;
  }

  static get(
    type: ShapedType,
    indices: DenseElementsAttr,
    values: DenseElementsAttr | DenseStringsAttr,
  ): SparseElementsAttr {
    return SparseElementsAttr.table.get(
      `${type.id}:${indices.id}:${values.id}`,
      () => new SparseElementsAttr(type, indices, values),
    );
  }

  print(p: AsmPrinter): void {
    this.printWithoutType(p);
    p.write(' : ');
    p.type(this.type);
  }

  override printWithoutType(p: AsmPrinter): void {
    if (this.indices.isElided(p) || this.values.isElided(p)) {
      p.write(ELIDED);
      return;
    }
    p.write('sparse<');
    if (this.indices.type.elementCount > 0) {
      printElements(p, this.indices, false);
      p.write(', ');
      if (this.values instanceof DenseStringsAttr) this.values.printBody(p);
      else printElements(p, this.values);
    }
    p.write('>');
  }
}

function floatAttr(value: number | bigint, type: FloatType): FloatAttr {
  return typeof value === 'bigint' ? FloatAttr.ofBits(value, type) : FloatAttr.get(value, type);
}

/** Of a large constant some of its bytes: equal hashes are compared whole in any case. */
function sampleHash(bytes: Uint8Array): number {
  const step = bytes.length > 4096 ? (bytes.length >> 10) | 1 : 1;
  let hash = 0;
  for (let i = 0; i < bytes.length; i += step) hash = mix(hash, bytes[i]);
  return hash;
}

/** Whether all elements of `size` bytes are the same. */
function isRepeated(bytes: Uint8Array, size: number): boolean {
  for (let i = size; i < bytes.length; i++) if (bytes[i] !== bytes[i - size]) return false;
  return true;
}

/** Bytes of one stored element: integers and floats rounded up to whole bytes, index eight. */
export function elementBytes(type: Type): number {
  if (type instanceof IntegerType) return Math.ceil(type.width / 8);
  // The 19 bits of tf32 stand in those of an f32.
  if (type instanceof FloatType) return type.kind === 'tf32' ? 4 : Math.ceil(type.width / 8);
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
  /** No text has given the bytes yet. */
  readonly isMissing?: boolean;
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
