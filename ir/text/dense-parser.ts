import { DenseStringsAttr, elementBytes } from '../elements.js';
import { floatBits } from '../float-bits.js';
import {
  ComplexType,
  FloatType,
  IndexType,
  IntegerType,
  type ShapedType,
  type Type,
} from '../types.js';
import type { AttrParser } from './attr-parser.js';
import { bytesOfHex } from './hex.js';
import { Tok } from './lexer.js';

/** Above this an elements literal is refused before memory is asked for. */
const MAX_BYTES = 2 ** 32;

/** With one of these between it and where the elements begin, a `>` may be another's. */
const NO_NUMBERS = ['"', '/', ':', '<', '{', '}'];
const IS_NO_NUMBER = new Uint8Array(256);
for (const c of NO_NUMBERS) IS_NO_NUMBER[c.charCodeAt(0)] = 1;

/** Up to so many characters are looked at one by one; beyond, the engine's search is faster. */
const SHORT_BODY = 128;

function isNumbers(source: string, start: number, close: number): boolean {
  if (close - start > SHORT_BODY) {
    const body = source.slice(start, close);
    return !NO_NUMBERS.some((c) => body.includes(c));
  }
  for (let at = start; at < close; at++) if (IS_NO_NUMBER[source.charCodeAt(at)]) return false;
  return true;
}

/**
 * Goes to the `>` that ends the elements, whose meaning depends on the type behind it. False: they
 * were passed over unseen, as nothing but them stands before the next `>`.
 */
export function skipDenseBody(p: AttrParser): boolean {
  const { source, start } = p.lexer;
  const close = source.indexOf('>', start);
  if (close >= 0 && isNumbers(source, start, close)) {
    p.lexer.resetTo(close);
    return false;
  }
  checkDenseBody(p);
  return true;
}

/** Goes to that `>` through all elements. */
export function checkDenseBody(p: AttrParser): void {
  if (!p.is(Tok.greater)) skipLiteral(p);
  if (!p.is(Tok.greater)) p.fail("expected '>' to close 'dense<'");
}

/**
 * Where small constants are put together. A copy of so few bytes is a single object to the engine;
 * an array that was written to through a view is four, and memory of its own beside the heap.
 */
const SMALL = new Uint8Array(64);
const SMALL_VIEW = new DataView(SMALL.buffer);

const viewOf = (store: Uint8Array): DataView =>
  store === SMALL ? SMALL_VIEW : new DataView(store.buffer);

/** Parses what stands in `dense<…>`, the current token being the first, into stored bytes. */
export function parseDenseBody(p: AttrParser, type: ShapedType): Uint8Array {
  const element = type.elementType;
  const size = elementSize(p, element);
  const shape = type.shape!;
  const count = type.elementCount;
  if (p.is(Tok.greater)) {
    if (count !== 0) p.fail(`expected ${count} elements, found none`);
    return new Uint8Array(0);
  }
  if (p.is(Tok.string)) return parseHex(p, type, size);
  if (!p.is(Tok.lsquare)) {
    const one = elementStore(size);
    parseElement(p, element, viewOf(one), 0, plainRange(element));
    return stored(one, size);
  }
  const at = p.here;
  if (count * size > MAX_BYTES) p.fail(`the elements would take ${count * size} bytes`, at);
  const bytes = elementStore(count * size);
  if (shape.length === 0) failShape(p, type, at);
  const filled = parseList(p, type, viewOf(bytes), 0, 0, at);
  if (filled !== count * size) failShape(p, type, at);
  return stored(bytes, count * size);
}

const failShape = (p: AttrParser, type: ShapedType, at: number): never =>
  p.fail(`inferred shape of elements literal does not match type ${type}`, at);

/** `[…]` of one dimension into the store from `offset` on; gives the offset behind it. */
function parseList(
  p: AttrParser,
  type: ShapedType,
  out: DataView,
  dim: number,
  offset: number,
  at: number,
): number {
  const shape = type.shape!;
  const element = type.elementType;
  const isLast = dim + 1 === shape.length;
  const size = elementBytes(element);
  const end = type.elementCount * size;
  const range = plainRange(element);
  if (!p.is(Tok.lsquare)) failShape(p, type, at);
  p.advance();
  let next = offset;
  let n = 0;
  if (!p.is(Tok.rsquare)) {
    do {
      if (!isLast) next = parseList(p, type, out, dim + 1, next, at);
      else {
        if (p.is(Tok.lsquare) || next === end) failShape(p, type, at);
        parseElement(p, element, out, next, range);
        next += size;
      }
      n++;
    } while (p.accept(Tok.comma));
  }
  p.expect(Tok.rsquare, "',' or ']'");
  if (n !== shape[dim]) failShape(p, type, at);
  return next;
}

/** Zeros to write elements to. */
function elementStore(size: number): Uint8Array {
  return size > SMALL.length ? new Uint8Array(size) : SMALL.fill(0, 0, size);
}

/** What of the store is kept. */
function stored(store: Uint8Array, size: number): Uint8Array {
  return store === SMALL ? store.slice(0, size) : store;
}

const NO_DIMS: readonly number[] = [];

/**
 * Goes past a literal whose type is not known yet: an element, or a list in brackets. Gives its
 * dimensions, which all elements of a list have in common.
 */
export function skipLiteral(p: AttrParser): readonly number[] {
  if (!p.is(Tok.lsquare)) {
    skipElement(p);
    return NO_DIMS;
  }
  p.enter();
  p.advance();
  let first: readonly number[] | undefined;
  let count = 0;
  if (!p.is(Tok.rsquare)) {
    do {
      const dims = skipLiteral(p);
      first ??= dims;
      count++;
      if (dims.length !== first.length || dims.some((d, i) => d !== first![i])) {
        p.fail('tensor literal is invalid; ranks are not consistent between elements');
      }
    } while (p.accept(Tok.comma));
  }
  p.expect(Tok.rsquare, "',' or ']'");
  p.leave();
  return [count, ...(first ?? NO_DIMS)];
}

function skipElement(p: AttrParser): void {
  if (p.is(Tok.lparen)) {
    p.enter();
    p.advance();
    skipElement(p);
    p.expect(Tok.comma, "',' between complex elements");
    skipElement(p);
    p.expect(Tok.rparen, "')' after complex elements");
    p.leave();
    return;
  }
  if (p.accept(Tok.minus)) {
    if (!p.is(Tok.integer) && !p.is(Tok.float))
      p.fail('expected integer or floating point literal');
  } else if (!p.is(Tok.integer) && !p.is(Tok.float) && !p.is(Tok.string)) {
    if (!p.isKeyword('true') && !p.isKeyword('false')) {
      p.fail('expected element literal of primitive type');
    }
  }
  p.advance();
}

function elementSize(p: AttrParser, element: Type): number {
  try {
    return elementBytes(element);
  } catch {
    return p.fail(
      `expected a shape with integer, index, float or complex elements, not ${element}`,
    );
  }
}

/**
 * The integers that a type holds, of those that a plain decimal token has the value of (nine digits
 * or fewer, and nearly all elements of a large list): the greatest, and the greatest behind a minus.
 * Without any for what is no integer of 8, 16, 32 or 64 bits.
 */
interface PlainRange {
  readonly max: number;
  readonly maxNegated: number;
}

const NO_RANGE: PlainRange = { max: -1, maxNegated: -1 };

/** By width; of an index as of 64 bits. */
const SIGNLESS_RANGES: readonly (PlainRange | undefined)[] = Array.from(
  { length: 65 },
  (_, width) =>
    [8, 16, 32, 64].includes(width)
      ? { max: 2 ** width - 1, maxNegated: 2 ** (width - 1) }
      : undefined,
);

function plainRange(type: Type): PlainRange {
  const width = type instanceof IndexType ? 64 : type instanceof IntegerType ? type.width : 0;
  const range = SIGNLESS_RANGES[width] ?? NO_RANGE;
  if (range === NO_RANGE || !(type instanceof IntegerType)) return range;
  if (type.signedness === 'signed') return { ...range, max: range.maxNegated - 1 };
  return type.signedness === 'unsigned' ? { ...range, maxNegated: -1 } : range;
}

/** Stores a whole number that a type of `size` bytes holds. */
function setPlain(out: DataView, offset: number, size: number, value: number): void {
  if (size === 1) out.setInt8(offset, value);
  else if (size === 2) out.setInt16(offset, value, true);
  else out.setInt32(offset, value, true);
  // Of a plain number the upper half is its sign, or the few bits above 32.
  if (size === 8) out.setInt32(offset + 4, Math.floor(value / 2 ** 32), true);
}

function parseElement(
  p: AttrParser,
  type: Type,
  out: DataView,
  offset: number,
  range: PlainRange,
): void {
  if (type instanceof ComplexType) {
    const half = elementBytes(type.elementType);
    p.expect(Tok.lparen, "'(' of a complex element");
    const part = plainRange(type.elementType);
    parseElement(p, type.elementType, out, offset, part);
    p.expect(Tok.comma, "','");
    parseElement(p, type.elementType, out, offset + half, part);
    p.expect(Tok.rparen, "')'");
    return;
  }
  const at = p.here;
  if (p.is(Tok.bareIdent) && (p.isKeyword('true') || p.isKeyword('false'))) {
    if (!(type instanceof IntegerType && type.width === 1)) {
      p.fail("expected i1 type for 'true' or 'false' values", at);
    }
    out.setUint8(offset, p.isKeyword('true') ? 1 : 0);
    p.advance();
    return;
  }
  const negative = p.accept(Tok.minus);
  const { number } = p.lexer;
  if (p.is(Tok.integer) && number >= (negative ? 1 : 0)) {
    if (number <= (negative ? range.maxNegated : range.max)) {
      setPlain(out, offset, elementBytes(type), negative ? -number : number);
      p.advance();
      return;
    }
  }
  const isFloat = p.is(Tok.float);
  if (!isFloat && !p.is(Tok.integer)) p.fail('expected element literal of primitive type', at);
  const text = p.lexer.literal;
  if (type instanceof FloatType) {
    const value = p.floatLiteral(text, negative, isFloat, type, at);
    if (typeof value === 'number' && type.kind === 'f32') out.setFloat32(offset, value, true);
    else if (typeof value === 'number' && type.kind === 'f64') out.setFloat64(offset, value, true);
    else {
      const bits = typeof value === 'bigint' ? value : floatBits(value, type.kind).bits;
      setBits(out, offset, elementBytes(type), bits);
    }
  } else {
    if (negative && text === 0) p.fail('expected integer elements, but parsed negative zero', at);
    const value = p.integerLiteral(text, negative, isFloat, type as IntegerType | IndexType, at);
    const size = elementBytes(type);
    if (size > 4 || typeof value === 'bigint') setBits(out, offset, size, BigInt(value));
    else if (type instanceof IntegerType && type.width === 1) out.setUint8(offset, value & 1);
    else if (size === 1) out.setUint8(offset, value);
    else if (size === 2) out.setUint16(offset, value, true);
    else if (size === 4) out.setUint32(offset, value, true);
    else setBits(out, offset, size, BigInt(value));
  }
  p.advance();
}

/** The low bytes of a number, the lowest first. */
function setBits(out: DataView, offset: number, size: number, value: bigint): void {
  if (size === 8) {
    out.setBigUint64(offset, BigInt.asUintN(64, value), true);
    return;
  }
  let bits = value;
  for (let i = 0; i < size; i++) {
    out.setUint8(offset + i, Number(bits & 0xffn));
    bits >>= 8n;
  }
}

/** Whether elements of the type are texts: it is none of the numbers. */
export function hasStringElements(type: ShapedType): boolean {
  const element = type.elementType;
  return !(
    element instanceof IntegerType ||
    element instanceof FloatType ||
    element instanceof IndexType ||
    element instanceof ComplexType
  );
}

/** The texts that stand in `dense<…>`. */
export function parseDenseStrings(p: AttrParser, type: ShapedType): DenseStringsAttr {
  const shape = type.shape!;
  const values: string[] = [];
  const at = p.here;
  const what = `a string as element of ${type}`;
  if (!p.is(Tok.lsquare) && !p.is(Tok.greater)) {
    values.push(p.string(what));
    return DenseStringsAttr.get(type, values);
  }
  const mismatch = () =>
    p.fail(`inferred shape of elements literal does not match type ${type}`, at);
  const nest = (dim: number): void => {
    let n = 0;
    if (dim === shape.length) mismatch();
    p.squareList(() => {
      if (p.is(Tok.lsquare)) nest(dim + 1);
      else if (dim + 1 < shape.length) mismatch();
      else values.push(p.string(what));
      n++;
    });
    if (n !== shape[dim]) mismatch();
  };
  if (p.is(Tok.lsquare)) nest(0);
  if (values.length !== type.elementCount) mismatch();
  return DenseStringsAttr.get(type, values);
}

/** `"0x…"`: the stored bytes in hex; one element's worth is a splat; i1 packed. */
function parseHex(p: AttrParser, type: ShapedType, size: number): Uint8Array {
  const at = p.here;
  const { source, start, end } = p.lexer;
  if (source[start + 1] !== '0' || source[start + 2] !== 'x') {
    p.fail("elements hex string should start with '0x'", at);
  }
  const raw = bytesOfHex(source, start + 3, end - 1);
  if (!raw) p.fail('elements hex string only contains hex digits, in pairs', at);
  p.advance();
  const count = type.elementCount;
  const element = type.elementType;
  if (element instanceof IntegerType && element.width === 1) {
    if (raw.length === 1 && (raw[0] === 0xff || raw[0] === 0)) return Uint8Array.of(raw[0] & 1);
    if (raw.length !== Math.ceil(count / 8)) {
      p.fail(`elements hex data size is invalid for provided type: ${type}`, at);
    }
    return Uint8Array.from({ length: count }, (_, i) => (raw[i >> 3] >> (i & 7)) & 1);
  }
  if (raw.length !== count * size && raw.length !== size) {
    p.fail(`elements hex data size is invalid for provided type: ${type}`, at);
  }
  const part = element instanceof ComplexType ? element.elementType : element;
  if (part instanceof IntegerType && part.width % 8 !== 0)
    signExtend(raw, part, elementBytes(part));
  return raw;
}

/** Odd widths are stored with the copies of their sign that hex leaves out. */
function signExtend(bytes: Uint8Array, { width, signedness }: IntegerType, size: number): void {
  const shift = 32 - (width % 8);
  for (let i = size - 1; i < bytes.length; i += size) {
    bytes[i] =
      signedness === 'unsigned' ? (bytes[i] << shift) >>> shift : (bytes[i] << shift) >> shift;
  }
}
