import { FloatAttr, type IntegerAttr } from '../attributes.js';
import { elementBytes } from '../elements.js';
import { ComplexType, FloatType, IntegerType, type ShapedType, type Type } from '../types.js';
import type { AttrParser } from './attr-parser.js';
import { Tok } from './lexer.js';

/** Above this an elements literal is refused before memory is asked for. */
const MAX_BYTES = 2 ** 32;

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
  if (count * size > MAX_BYTES) p.fail(`the elements would take ${count * size} bytes`, p.here);
  if (p.is(Tok.string)) return parseHex(p, type, size);
  if (!p.is(Tok.lsquare)) {
    const one = new Uint8Array(size);
    parseElement(p, element, one, 0);
    return one;
  }
  const at = p.here;
  const bytes = new Uint8Array(count * size);
  let filled = 0;
  const nest = (dim: number): void => {
    if (dim === shape.length) {
      if (p.is(Tok.lsquare)) p.fail(mismatch(), at);
      if (filled < count) parseElement(p, element, bytes, filled * size);
      filled++;
      return;
    }
    if (!p.is(Tok.lsquare)) p.fail(mismatch(), at);
    let n = 0;
    p.squareList(() => {
      nest(dim + 1);
      n++;
    });
    if (n !== shape[dim]) p.fail(mismatch(), at);
  };
  const mismatch = () => `inferred shape of elements literal does not match type ${type}`;
  nest(0);
  if (filled !== count) p.fail(mismatch(), at);
  return bytes;
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

function parseElement(p: AttrParser, type: Type, out: Uint8Array, offset: number): void {
  if (type instanceof ComplexType) {
    const half = elementBytes(type.elementType);
    p.expect(Tok.lparen, "'(' of a complex element");
    parseElement(p, type.elementType, out, offset);
    p.expect(Tok.comma, "','");
    parseElement(p, type.elementType, out, offset + half);
    p.expect(Tok.rparen, "')'");
    return;
  }
  const at = p.here;
  let bits: bigint;
  if (p.isKeyword('true') || p.isKeyword('false')) {
    if (!(type instanceof IntegerType && type.width === 1)) {
      p.fail("expected i1 type for 'true' or 'false' values", at);
    }
    bits = p.isKeyword('true') ? 1n : 0n;
    p.advance();
  } else {
    const negative = p.accept(Tok.minus);
    if (!p.is(Tok.integer) && !p.is(Tok.float))
      p.fail('expected element literal of primitive type', at);
    const text = p.lexer.text;
    if (negative && text === '0' && !(type instanceof FloatType)) {
      p.fail('expected integer elements, but parsed negative zero', at);
    }
    const attr = p.literalAs(text, negative, p.is(Tok.float), type, at);
    p.advance();
    bits = attr instanceof FloatAttr ? attr.bits : (attr as IntegerAttr).value;
    if (type instanceof IntegerType && type.width === 1) bits &= 1n;
  }
  const size = elementBytes(type);
  for (let i = 0; i < size; i++) {
    out[offset + i] = Number(bits & 0xffn);
    bits >>= 8n;
  }
}

/** `"0x…"`: the stored bytes in hex; one element's worth is a splat; i1 packed. */
function parseHex(p: AttrParser, type: ShapedType, size: number): Uint8Array {
  const at = p.here;
  const { source, start, end } = p.lexer;
  const digits = end - start - 4;
  if (source[start + 1] !== '0' || source[start + 2] !== 'x') {
    p.fail("elements hex string should start with '0x'", at);
  }
  if (digits % 2 !== 0 || digits < 0)
    p.fail('elements hex string only contains hex digits, in pairs', at);
  const raw = Buffer.from(source.slice(start + 3, end - 1), 'hex');
  if (raw.length !== digits / 2) p.fail('elements hex string only contains hex digits', at);
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
  return new Uint8Array(raw.buffer, raw.byteOffset, raw.length);
}
