import type { Attribute } from '../attributes.js';
import { DenseElementsAttr, SparseElementsAttr } from '../elements.js';
import { IntegerType, RankedTensorType, ShapedType, type Type } from '../types.js';
import type { AttrParser } from './attr-parser.js';
import { hasStringElements, parseDenseBody, parseDenseStrings } from './dense-parser.js';
import { Tok } from './lexer.js';

/** `sparse<[[0, 1], [2, 3]], [5, 7]> : tensor<4x4xi32>`: one row of indices a value. */
export function parseSparseElements(p: AttrParser, given?: Type): Attribute {
  p.advance();
  p.expect(Tok.less, "'<' after 'sparse'");
  const begin = p.here;
  const rows = skipLiteral(p);
  let values: number | undefined;
  if (p.accept(Tok.comma)) {
    values = p.here;
    skipLiteral(p);
  }
  p.expect(Tok.greater, "'>' to close 'sparse<'");
  let type = given;
  if (!type) {
    p.expect(Tok.colon, "':' and the type of the elements");
    type = p.type();
  }
  if (!(type instanceof ShapedType)) p.fail('elements literal must be a shaped type', begin);
  const shape = type.shape;
  if (!shape || !type.hasStaticShape) {
    p.fail('elements literal type must have static shape', begin);
  }
  const { start: after, previousEnd } = p.lexer;
  const count = values === undefined ? 0 : rows;
  const rank = shape.length;
  const indexType = RankedTensorType.get([count, rank], IntegerType.get(64));
  const valueType = RankedTensorType.get([count], type.elementType);
  let indices = new Uint8Array(0);
  if (values !== undefined) {
    p.lexer.resetTo(begin);
    const raw = parseDenseBody(p, indexType);
    // One index stands for all rows.
    indices = new Uint8Array(count * rank * 8);
    for (let i = 0; i < indices.length; i++) indices[i] = raw[i % raw.length];
    checkIndices(p, indices, shape, begin);
  }
  if (values !== undefined) p.lexer.resetTo(values);
  const elements = hasStringElements(type)
    ? parseDenseStrings(p, valueType)
    : DenseElementsAttr.get(
        valueType,
        values === undefined ? new Uint8Array(0) : parseDenseBody(p, valueType),
      );
  p.lexer.resetTo(after);
  p.lexer.previousEnd = previousEnd;
  return SparseElementsAttr.get(type, DenseElementsAttr.get(indexType, indices), elements);
}

/** Goes past a literal up to a comma or `>` outside brackets; the number of its items in a list. */
function skipLiteral(p: AttrParser): number {
  let depth = 0;
  let items = p.is(Tok.lsquare) ? 0 : 1;
  for (;;) {
    if (depth === 0 && (p.is(Tok.comma) || p.is(Tok.greater))) return items;
    if (p.is(Tok.eof) || p.is(Tok.error)) p.fail("expected '>' to close 'sparse<'");
    if (depth === 1 && !p.is(Tok.rsquare) && items === 0) items = 1;
    if (depth === 1 && p.is(Tok.comma)) items++;
    if (p.is(Tok.lsquare) || p.is(Tok.lparen)) depth++;
    else if (p.is(Tok.rsquare) || p.is(Tok.rparen)) depth--;
    p.advance();
  }
}

function checkIndices(
  p: AttrParser,
  indices: Uint8Array,
  shape: readonly number[],
  at: number,
): void {
  const view = new DataView(indices.buffer);
  for (let i = 0; i * 8 < indices.length; i++) {
    const value = view.getBigInt64(i * 8, true);
    const dim = i % shape.length;
    if (value < 0n || value >= BigInt(shape[dim])) {
      const row = Math.floor(i / shape.length);
      p.fail(
        `sparse index #${row} is not contained within the value shape, with index ${value}`,
        at,
      );
    }
  }
}
