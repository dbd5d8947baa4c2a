/** Random affine maps and sets, nested as a text may have them. */
import type { Random } from './random.js';

class Space {
  private readonly random: Random;
  private readonly dims: readonly string[];
  private readonly symbols: readonly string[];

  constructor(random: Random, dims: readonly string[], symbols: readonly string[]) {
    this.random = random;
    this.dims = dims;
    this.symbols = symbols;
  }

  get header(): string {
    const symbols = this.symbols.length > 0 ? `[${this.symbols.join(', ')}]` : '';
    return `(${this.dims.join(', ')})${symbols}`;
  }

  private constant(): string {
    const { random } = this;
    return String(random.chance(10) ? random.below(1 << 30) : random.below(20));
  }

  /** Symbols and constants alone. */
  private symbolic(): string {
    const { random, symbols } = this;
    if (symbols.length > 0 && random.chance(40)) return random.pick(symbols);
    const text = this.constant();
    return random.chance(15) ? `-${text}` : text;
  }

  /** A right side that a division may have. */
  private divisor(): string {
    return this.random.chance(85) ? String(1 + this.random.below(12)) : this.symbolicNotZero();
  }

  private symbolicNotZero(): string {
    return this.symbols.length > 0 ? this.random.pick(this.symbols) : '3';
  }

  expr(depth: number): string {
    const { random, dims } = this;
    if (depth === 0 || random.chance(25)) {
      if (dims.length > 0 && random.chance(65)) return random.pick(dims);
      return this.symbolic();
    }
    const inner = () => this.inParens(depth - 1);
    switch (random.below(8)) {
      case 0:
      case 1:
        return `${inner()} + ${inner()}`;
      case 2:
        return `${inner()} - ${inner()}`;
      case 3:
        return random.chance(50)
          ? `${inner()} * ${this.symbolic()}`
          : `${this.symbolic()} * ${inner()}`;
      case 4:
        return `${inner()} floordiv ${this.divisor()}`;
      case 5:
        return `${inner()} ceildiv ${this.divisor()}`;
      case 6:
        return `${inner()} mod ${this.divisor()}`;
      default:
        return `-${inner()}`;
    }
  }

  private inParens(depth: number): string {
    const text = this.expr(depth);
    return /^[\w$.]+$/.test(text) ? text : `(${text})`;
  }
}

const DIMS = [
  ['d0', 'd1', 'd2', 'd3'],
  ['i', 'j', 'k', 'l'],
  ['s0', 'd5', 'x.y', 'index'],
];

function space(random: Random, rank: number): Space {
  const names = random.pick(DIMS);
  const dims = names.slice(0, rank);
  return new Space(random, dims, ['n', 'm', 'sym'].slice(0, random.below(4)));
}

export function affineMap(random: Random, rank = random.below(5)): string {
  const s = space(random, rank);
  const results = random.times(0, 3, () => s.expr(random.below(4)));
  return `affine_map<${s.header} -> (${results.join(', ')})>`;
}

export function affineSet(random: Random, rank = random.below(5)): string {
  const s = space(random, rank);
  const side = () => s.expr(random.below(3));
  const one = () => `${side()} ${random.pick(['==', '>=', '<='])} ${side()}`;
  return `affine_set<${s.header} : (${random.times(0, 3, one).join(', ')})>`;
}
