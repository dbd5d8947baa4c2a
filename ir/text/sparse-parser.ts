import type { Attribute } from '../attributes.js';
import { DenseElementsAttr, SparseElementsAttr } from '../elements.js';
import { IntegerType, RankedTensorType, ShapedType, type Type } from '../types.js';
import type { AttrParser } from './attr-parser.js';
import {
  hasStringElements,
  parseDenseBody,
  parseDenseStrings,
  skipLiteral,
} from './dense-parser.js';
import { Tok } from './lexer.js';

/** `sparse<[[0, 1], [2, 3]], [5, 7]> : tensor<4x4xi32>`: one row of indices a value. */
export function parseSparseElements(p: AttrParser, given?: Type): Attribute {
  p.advance();
  p.expect(Tok.less, "'<' after 'sparse'");
  const begin = p.here;
  let rows = 0;
  let values: number | undefined;
  if (!p.is(Tok.greater)) {
    rows = skipLiteral(p)[0] ?? 1;
    p.expect(Tok.comma, "',' between the indices and the values");
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
