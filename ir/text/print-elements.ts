import { type DenseElementsAttr, elementBytes } from '../elements.js';
import { ComplexType, FloatType, IndexType, IntegerType, type Type } from '../types.js';
import type { AsmPrinter } from './asm-printer.js';
import { hexOfBytes } from './hex.js';
import { floatLiteral } from './literals.js';

/** What stands between `dense<` and `>`. */
export function printElements(p: AsmPrinter, attr: DenseElementsAttr, mayBeHex = true): void {
  const { type, bytes } = attr;
  if (attr.isSplat) {
    printElement(p, type.elementType, bytes, 0);
    return;
  }
  const count = type.elementCount;
  if (count === 0) return;
  if (mayBeHex && p.printsHex(count)) {
    p.write('"0x');
    hexOfBytes(storedBytes(type.elementType, bytes), (digits) => p.write(digits));
    p.write('"');
    return;
  }
  printLists(p, attr, 0, 0, bytes.length / count);
}

/** The elements from `offset` on that the dimensions from `dim` on hold; gives the offset behind. */
function printLists(
  p: AsmPrinter,
  attr: DenseElementsAttr,
  dim: number,
  offset: number,
  size: number,
): number {
  const { shape = NO_SHAPE, elementType } = attr.type;
  if (dim === shape.length) {
    printElement(p, elementType, attr.bytes, offset);
    return offset + size;
  }
  let at = offset;
  p.write('[');
  for (let i = 0; i < shape[dim]; i++) {
    if (i > 0) p.write(', ');
    at = printLists(p, attr, dim + 1, at, size);
  }
  p.write(']');
  return at;
}

const NO_SHAPE: readonly number[] = [];

/** `[[a, b], [c, d]]`: the elements of a shape in row-major order, by their positions. */
export function printNested(
  p: AsmPrinter,
  shape: readonly number[],
  element: (index: number) => void,
): void {
  let next = 0;
  const nest = (dim: number): void => {
    if (dim === shape.length) {
      element(next++);
      return;
    }
    p.write('[');
    for (let i = 0; i < shape[dim]; i++) {
      if (i > 0) p.write(', ');
      nest(dim + 1);
    }
    p.write(']');
  };
  nest(0);
}

/** The bytes as the hex form holds them: i1 packed eight to a byte, others without a sign's copies. */
function storedBytes(type: Type, bytes: Uint8Array): Uint8Array {
  const part = type instanceof ComplexType ? type.elementType : type;
  if (!(part instanceof IntegerType) || part.width % 8 === 0) return bytes;
  if (type !== part || part.width !== 1) {
    const size = elementBytes(part);
    const mask = (1 << (part.width % 8)) - 1;
    return bytes.map((b, i) => (i % size === size - 1 ? b & mask : b));
  }
  const packed = new Uint8Array(Math.ceil(bytes.length / 8));
  for (let i = 0; i < bytes.length; i++) if (bytes[i] & 1) packed[i >> 3] |= 1 << (i & 7);
  return packed;
}

/** Little-endian bits of the element at a byte offset. */
export function elementBits(bytes: Uint8Array, offset: number, size: number): bigint {
  let bits = 0n;
  for (let i = size - 1; i >= 0; i--) bits = (bits << 8n) | BigInt(bytes[offset + i]);
  return bits;
}

/** A signed integer of 8, 16 or 32 bits; undefined for all else. */
function smallInteger(type: IntegerType, bytes: Uint8Array, at: number): number | undefined {
  if (type.signedness === 'unsigned') return undefined;
  switch (type.width) {
    case 8:
      return (bytes[at] << 24) >> 24;
    case 16:
      return ((bytes[at] | (bytes[at + 1] << 8)) << 16) >> 16;
    case 32:
      return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    default:
      return undefined;
  }
}

function printElement(p: AsmPrinter, type: Type, bytes: Uint8Array, offset: number): void {
  if (type instanceof IntegerType) {
    const small = smallInteger(type, bytes, offset);
    if (small !== undefined) {
      p.integer(small);
      return;
    }
    const bits = elementBits(bytes, offset, Math.ceil(type.width / 8));
    if (type.width === 1) {
      p.write((bits & 1n) === 1n ? 'true' : 'false');
      return;
    }
    const value =
      type.signedness === 'unsigned'
        ? BigInt.asUintN(type.width, bits)
        : BigInt.asIntN(type.width, bits);
    p.write(String(value));
  } else if (type instanceof IndexType) {
    p.write(String(BigInt.asIntN(64, elementBits(bytes, offset, 8))));
  } else if (type instanceof FloatType) {
    p.write(floatLiteral(elementBits(bytes, offset, elementBytes(type)), type));
  } else {
    // A complex element is a pair of its parts.
    const part = (type as unknown as { elementType: Type }).elementType;
    const size = elementBytes(part);
    p.write('(');
    printElement(p, part, bytes, offset);
    p.write(',');
    printElement(p, part, bytes, offset + size);
    p.write(')');
  }
}
