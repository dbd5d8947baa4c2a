/** Attributes over affine expressions, and the layouts that memrefs take from them. */
import { AffineExpr } from './affine-expr.js';
import { noteAliasable } from './aliasable.js';
import { Attribute } from './attributes.js';
import type { AsmPrinter } from './text/asm-printer.js';

import { HashUniquer, hashOf, mix, sameItems, Uniquer } from './uniquer.js';

/** `(d0, d1)[s0]`. */
function spaceText(dims: number, symbols: number): string {
  const names = (letter: string, count: number) =>
    Array.from({ length: count }, (_, i) => `${letter}${i}`).join(', ');
  return `(${names('d', dims)})${symbols > 0 ? `[${names('s', symbols)}]` : ''}`;
}

/** `affine_map<(d0, d1)[s0] -> (d0 + s0, d1)>`. */
export class AffineMapAttr extends Attribute {
  private static readonly table = new HashUniquer(
    (known: AffineMapAttr, dims: number, symbols: number, results: readonly AffineExpr[]) =>
      known.dims === dims && known.symbols === symbols && sameItems(known.results, results),
    (dims, symbols, results) => new AffineMapAttr(dims, symbols, results),
  );
  readonly dims: number;
  readonly symbols: number;
  readonly results: readonly AffineExpr[];

  private constructor(dims: number, symbols: number, results: readonly AffineExpr[]) {
    super();
    this.dims = dims;
    this.symbols = symbols;
    this.results = results;
    noteAliasable();
  }

  static get(dims: number, symbols: number, results: readonly AffineExpr[]): AffineMapAttr {
    const hash = hashOf(results, mix(dims, symbols));
    return AffineMapAttr.table.get(hash, dims, symbols, results);
  }

  override get aliasName(): string {
    return 'map';
  }

  /** Every dimension maps to itself. */
  get isIdentity(): boolean {
    return (
      this.dims === this.results.length && this.results.every((e, i) => e === AffineExpr.dim(i))
    );
  }

  print(p: AsmPrinter): void {
    p.write(
      `affine_map<${spaceText(this.dims, this.symbols)} -> (${this.results.map(String).join(', ')})>`,
    );
  }
}

/** One condition of an integer set: the expression is zero, or not negative. */
export interface AffineConstraint {
  readonly expr: AffineExpr;
  readonly isEquality: boolean;
}

/** `affine_set<(d0)[s0] : (d0 >= 0, s0 - d0 == 0)>`. */
export class IntegerSetAttr extends Attribute {
  private static readonly table = new Uniquer<IntegerSetAttr>();
  readonly dims: number;
  readonly symbols: number;
  readonly constraints: readonly AffineConstraint[];

  private constructor(dims: number, symbols: number, constraints: readonly AffineConstraint[]) {
    super();
    this.dims = dims;
    this.symbols = symbols;
    this.constraints = constraints;
    noteAliasable();
  }

  static get(
    dims: number,
    symbols: number,
    constraints: readonly AffineConstraint[],
  ): IntegerSetAttr {
    const key = constraints.map((c) => `${c.expr.id}${c.isEquality ? '=' : '>'}`).join();
    return IntegerSetAttr.table.get(
      `${dims}:${symbols}:${key}`,
      () => new IntegerSetAttr(dims, symbols, constraints),
    );
  }

  override get aliasName(): string {
    return 'set';
  }

  print(p: AsmPrinter): void {
    const parts = this.constraints.map((c) => `${c.expr} ${c.isEquality ? '==' : '>='} 0`);
    p.write(`affine_set<${spaceText(this.dims, this.symbols)} : (${parts.join(', ')})>`);
  }
}

/** `strided<[4, 1], offset: ?>`: strides in elements, `DYNAMIC` for `?`. */
export class StridedLayoutAttr extends Attribute {
  private static readonly table = new Uniquer<StridedLayoutAttr>();
  readonly strides: readonly number[];
  readonly offset: number;

  private constructor(strides: readonly number[], offset: number) {
    super();
    this.strides = strides;
    this.offset = offset;
  }

  static get(strides: readonly number[], offset: number): StridedLayoutAttr {
    return StridedLayoutAttr.table.get(
      `${offset}:${strides.join()}`,
      () => new StridedLayoutAttr(strides, offset),
    );
  }

  print(p: AsmPrinter): void {
    const size = (n: number) => (n === DYNAMIC_STRIDE ? '?' : String(n));
    const offset = this.offset === 0 ? '' : `, offset: ${size(this.offset)}`;
    p.write(`strided<[${this.strides.map(size).join(', ')}]${offset}>`);
  }
}

/** A stride or offset that is not known; unlike a dimension it may be -1. */
export const DYNAMIC_STRIDE = Number.MIN_SAFE_INTEGER;

/** What is wrong with an attribute as the layout of a memref of a rank, or undefined. */
export function layoutProblem(layout: Attribute, rank: number): string | undefined {
  if (layout instanceof AffineMapAttr) {
    return layout.dims === rank
      ? undefined
      : `memref layout mismatch between rank and affine map: ${rank} != ${layout.dims}`;
  }
  if (layout instanceof StridedLayoutAttr) {
    return layout.strides.length === rank
      ? undefined
      : `expected the number of strides to match the rank`;
  }
  return undefined;
}
