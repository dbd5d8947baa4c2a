/** Parses affine maps, integer sets and strided layouts: `affine_map<(d0)[s0] -> (d0 + s0)>`. */
import {
  type AffineConstraint,
  AffineMapAttr,
  DYNAMIC_STRIDE,
  IntegerSetAttr,
  StridedLayoutAttr,
} from '../affine.js';
import { AffineExpr, type BinaryKind } from '../affine-expr.js';
import type { Attribute } from '../attributes.js';
import type { AttrParser } from './attr-parser.js';
import { Tok } from './lexer.js';

/** Behind the keyword `affine_map`. */
export function parseAffineMap(p: AttrParser): AffineMapAttr {
  p.expect(Tok.less, "'<' in affine map");
  const space = new Space(p);
  p.expect(Tok.arrow, "'->' or ':'");
  const results: AffineExpr[] = [];
  p.parenList(() => results.push(space.expression()));
  p.expect(Tok.greater, "'>' to end the affine map");
  return AffineMapAttr.get(space.dims, space.symbols, results);
}

/** Behind the keyword `affine_set`. */
export function parseIntegerSet(p: AttrParser): IntegerSetAttr {
  p.expect(Tok.less, "'<' in integer set");
  const space = new Space(p);
  p.expect(Tok.colon, "'->' or ':'");
  const constraints: AffineConstraint[] = [];
  p.parenList(() => constraints.push(space.constraint()));
  p.expect(Tok.greater, "'>' to end the integer set");
  if (constraints.length === 0) {
    // No condition is one that always holds.
    constraints.push({ expr: AffineExpr.constant(0), isEquality: true });
  }
  return IntegerSetAttr.get(space.dims, space.symbols, constraints);
}

/** Behind the keyword `strided`: `<[4, ?], offset: 2>`. */
export function parseStridedLayout(p: AttrParser): Attribute {
  const size = (what: string) => {
    if (p.accept(Tok.question)) return DYNAMIC_STRIDE;
    return p.smallInteger(what);
  };
  p.expect(Tok.less, "'<' after 'strided'");
  const strides: number[] = [];
  p.squareList(() => {
    const at = p.here;
    const stride = size("a stride: a whole number or '?'");
    if (stride === 0) p.fail('invalid memref stride', at);
    strides.push(stride);
  });
  let offset = 0;
  if (p.accept(Tok.comma)) {
    p.expectKeyword('offset');
    p.expect(Tok.colon, "':' after 'offset'");
    offset = size("an offset: a whole number or '?'");
  }
  p.expect(Tok.greater, "'>' to end the strided layout");
  return StridedLayoutAttr.get(strides, offset);
}

const HIGH: Readonly<Record<string, BinaryKind>> = {
  floordiv: 'floordiv',
  ceildiv: 'ceildiv',
  mod: 'mod',
};

/** The names of a map's dimensions and symbols, and what is written with them. */
class Space {
  private readonly p: AttrParser;
  private readonly names = new Map<string, AffineExpr>();
  dims = 0;
  symbols = 0;

  constructor(p: AttrParser) {
    this.p = p;
    p.parenList(() => this.define(AffineExpr.dim(this.dims++)));
    if (p.is(Tok.lsquare)) p.squareList(() => this.define(AffineExpr.symbol(this.symbols++)));
  }

  private define(expr: AffineExpr): void {
    const at = this.p.here;
    const name = this.p.keyword('bare identifier');
    if (this.names.has(name)) this.p.fail(`redefinition of identifier '${name}'`, at);
    this.names.set(name, expr);
  }

  constraint(): AffineConstraint {
    const { p } = this;
    const lhs = this.expression();
    const both = (first: boolean) => first && p.accept(Tok.equal);
    if (both(p.accept(Tok.greater))) {
      return { expr: lhs.minus(this.expression()), isEquality: false };
    }
    if (both(p.accept(Tok.less))) {
      return { expr: this.expression().minus(lhs), isEquality: false };
    }
    if (both(p.accept(Tok.equal))) {
      return { expr: lhs.minus(this.expression()), isEquality: true };
    }
    return p.fail(
      "expected '== affine-expr' or '>= affine-expr' or '<= affine-expr' at end of affine constraint",
      p.here,
    );
  }

  /** Sums and differences of products, from the left. */
  expression(): AffineExpr {
    const { p } = this;
    p.enter();
    let sum = this.product(false);
    for (;;) {
      if (p.accept(Tok.plus)) sum = sum.plus(this.product(true));
      else if (p.accept(Tok.minus)) sum = sum.minus(this.product(true));
      else break;
    }
    p.leave();
    return sum;
  }

  private product(isRight: boolean): AffineExpr {
    const { p } = this;
    let product = this.operand(isRight);
    for (;;) {
      const at = p.here;
      const kind = this.highOperator();
      if (!kind) return product;
      const rhs = this.operand(true);
      if (kind === 'mul' && !product.isSymbolic && !rhs.isSymbolic) {
        p.fail(
          'non-affine expression: at least one of the multiply operands has to be either a constant or symbolic',
          at,
        );
      }
      if (kind !== 'mul' && !rhs.isSymbolic) {
        p.fail(
          `non-affine expression: right operand of ${kind} has to be either a constant or symbolic`,
          at,
        );
      }
      product = AffineExpr.binary(kind, product, rhs);
    }
  }

  private highOperator(): BinaryKind | undefined {
    const { p } = this;
    if (p.accept(Tok.star)) return 'mul';
    if (!p.is(Tok.bareIdent)) return undefined;
    const word = p.lexer.text;
    if (!Object.hasOwn(HIGH, word)) return undefined;
    p.advance();
    return HIGH[word];
  }

  private operand(isRight: boolean): AffineExpr {
    const { p } = this;
    const at = p.here;
    if (p.accept(Tok.minus)) {
      p.enter();
      const operand = this.operand(isRight);
      p.leave();
      return operand.negated();
    }
    if (p.accept(Tok.lparen)) {
      if (p.is(Tok.rparen)) p.fail('no expression inside parentheses');
      const inner = this.expression();
      p.expect(Tok.rparen, "')'");
      return inner;
    }
    if (p.is(Tok.integer)) {
      const value = p.integer();
      if (BigInt.asIntN(64, value) !== value) p.fail('constant too large for index', at);
      return AffineExpr.constant(value);
    }
    if (p.is(Tok.bareIdent) && !Object.hasOwn(HIGH, p.lexer.text)) {
      const name = p.keyword();
      return this.names.get(name) ?? p.fail('use of undeclared identifier', at);
    }
    if (p.is(Tok.plus) || p.is(Tok.star) || p.is(Tok.bareIdent) || isRight) {
      p.fail(`missing ${isRight ? 'right' : 'left'} operand of binary operator`, at);
    }
    return p.fail('expected affine expression', at);
  }
}
