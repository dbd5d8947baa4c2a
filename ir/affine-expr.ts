/**
 * Affine expressions over dimensions and symbols. They are simplified as they are made, by the
 * rules that MLIR's parser applies, so that equal expressions become the same object.
 */
import { freshId, HashUniquer, mix } from './uniquer.js';

export type AffineKind = 'constant' | 'dim' | 'symbol' | BinaryKind;
export type BinaryKind = 'add' | 'mul' | 'mod' | 'floordiv' | 'ceildiv';

const KINDS: readonly AffineKind[] = [
  'constant',
  'dim',
  'symbol',
  'add',
  'mul',
  'mod',
  'floordiv',
  'ceildiv',
];

export class AffineExpr {
  private static readonly table = new HashUniquer(
    (
      known: AffineExpr,
      kind: AffineKind,
      value: bigint,
      lhs: AffineExpr | undefined,
      rhs: AffineExpr | undefined,
    ) => known.kind === kind && known.value === value && known.lhs === lhs && known.rhs === rhs,
    (kind, value, lhs, rhs) => new AffineExpr(kind, value, lhs, rhs),
  );
  readonly id = freshId();
  readonly kind: AffineKind;
  /** A constant's value, or the position of a dimension or symbol. */
  readonly value: bigint;
  readonly lhs: AffineExpr | undefined;
  readonly rhs: AffineExpr | undefined;
  /** Made of constants and symbols alone. */
  readonly isSymbolic: boolean;

  private constructor(
    kind: AffineKind,
    value: bigint,
    lhs: AffineExpr | undefined,
    rhs: AffineExpr | undefined,
  ) {
    this.kind = kind;
    this.value = value;
    this.lhs = lhs;
    this.rhs = rhs;
    this.isSymbolic = lhs ? lhs.isSymbolic && rhs!.isSymbolic : kind !== 'dim';
  }

  private static unique(
    kind: AffineKind,
    value: bigint,
    lhs?: AffineExpr,
    rhs?: AffineExpr,
  ): AffineExpr {
    const hash = mix(
      mix(KINDS.indexOf(kind), Number(BigInt.asIntN(30, value))),
      (lhs?.id ?? 0) * 31 + (rhs?.id ?? 0),
    );
    return AffineExpr.table.get(hash, kind, value, lhs, rhs);
  }

  static constant(value: bigint | number): AffineExpr {
    return AffineExpr.unique('constant', BigInt(value));
  }

  static dim(position: number): AffineExpr {
    return AffineExpr.unique('dim', BigInt(position));
  }

  static symbol(position: number): AffineExpr {
    return AffineExpr.unique('symbol', BigInt(position));
  }

  /** The simplified expression. A product needs a symbolic operand, a division a symbolic divisor. */
  static binary(kind: BinaryKind, lhs: AffineExpr, rhs: AffineExpr): AffineExpr {
    return SIMPLIFY[kind](lhs, rhs) ?? AffineExpr.unique(kind, 0n, lhs, rhs);
  }

  plus(other: AffineExpr): AffineExpr {
    return AffineExpr.binary('add', this, other);
  }

  minus(other: AffineExpr): AffineExpr {
    return this.plus(other.negated());
  }

  times(factor: AffineExpr | bigint): AffineExpr {
    const rhs = typeof factor === 'bigint' ? AffineExpr.constant(factor) : factor;
    return AffineExpr.binary('mul', this, rhs);
  }

  negated(): AffineExpr {
    return this.times(-1n);
  }

  /** The value of a constant. */
  get constant(): bigint | undefined {
    return this.kind === 'constant' ? this.value : undefined;
  }

  /** The largest number known to divide every value of the expression; of zero: zero. */
  largestDivisor(): bigint {
    const { kind, lhs, rhs } = this;
    switch (kind) {
      case 'constant':
        return abs(this.value);
      case 'dim':
      case 'symbol':
        return 1n;
      case 'mul':
        return lhs!.largestDivisor() * rhs!.largestDivisor();
      case 'add':
      case 'mod':
        return gcd(lhs!.largestDivisor(), rhs!.largestDivisor());
      case 'floordiv':
      case 'ceildiv': {
        const divisor = rhs!.constant;
        const known = lhs!.largestDivisor();
        return divisor && known % divisor === 0n ? abs(known / divisor) : 1n;
      }
    }
  }

  /** As text; `tight` puts parentheses around what binds weaker than an operand. */
  toString(tight = false): string {
    const text = this.text();
    return tight && this.lhs ? `(${text})` : text;
  }

  private text(): string {
    const { kind, lhs, rhs } = this;
    if (kind === 'constant') return String(this.value);
    if (kind === 'dim') return `d${this.value}`;
    if (kind === 'symbol') return `s${this.value}`;
    const factor = rhs!.constant;
    if (kind === 'mul' && factor === -1n) return `-${lhs!.toString(true)}`;
    if (kind !== 'add') {
      return `${lhs!.toString(true)} ${kind === 'mul' ? '*' : kind} ${rhs!.toString(true)}`;
    }
    if (factor !== undefined && factor < 0n) return `${lhs} - ${-factor}`;
    // The sum with a negative product reads as a difference.
    const scale = rhs!.kind === 'mul' ? rhs!.rhs!.constant : undefined;
    if (scale === -1n) return `${lhs} - ${rhs!.lhs!.toString(rhs!.lhs!.kind === 'add')}`;
    if (scale !== undefined && scale < 0n)
      return `${lhs} - ${rhs!.lhs!.toString(true)} * ${-scale}`;
    return `${lhs} + ${rhs}`;
  }
}

const abs = (n: bigint) => (n < 0n ? -n : n);

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** Division that rounds down; BigInt's rounds to zero. */
function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

const fits = (n: bigint) => BigInt.asIntN(64, n) === n;
const constant = AffineExpr.constant;

type Simplify = (lhs: AffineExpr, rhs: AffineExpr) => AffineExpr | undefined;

const SIMPLIFY: Record<BinaryKind, Simplify> = {
  add: simplifyAdd,
  mul: simplifyMul,
  mod: simplifyMod,
  floordiv: (lhs, rhs) => simplifyDivision(lhs, rhs, 'floordiv'),
  ceildiv: (lhs, rhs) => simplifyDivision(lhs, rhs, 'ceildiv'),
};

function simplifyAdd(lhs: AffineExpr, rhs: AffineExpr): AffineExpr | undefined {
  const [a, b] = [lhs.constant, rhs.constant];
  if (a !== undefined && b !== undefined) return fits(a + b) ? constant(a + b) : undefined;
  // Constants, then symbols, stand on the right.
  if (a !== undefined || (lhs.isSymbolic && !rhs.isSymbolic)) return rhs.plus(lhs);
  if (b === 0n) return lhs;
  const offset = lhs.kind === 'add' ? lhs.rhs!.constant : undefined;
  if (b !== undefined && offset !== undefined) {
    return lhs.lhs!.plus(constant(BigInt.asIntN(64, offset + b)));
  }
  const [left, right] = [asProduct(lhs), asProduct(rhs)];
  if (left.base === right.base) {
    return left.base.times(BigInt.asIntN(64, left.factor + right.factor));
  }
  if (offset !== undefined) return lhs.lhs!.plus(rhs).plus(lhs.rhs!);
  return simplifyRemainder(lhs, rhs);
}

/** `expr * factor`, the factor being 1 where there is none. */
function asProduct(e: AffineExpr): { base: AffineExpr; factor: bigint } {
  const factor = e.kind === 'mul' ? e.rhs!.constant : undefined;
  return factor === undefined ? { base: e, factor: 1n } : { base: e.lhs!, factor };
}

/** `expr - (expr floordiv q) * q` is `expr mod q`, for a positive constant or a symbolic q. */
function simplifyRemainder(lhs: AffineExpr, rhs: AffineExpr): AffineExpr | undefined {
  if (rhs.kind !== 'mul') return undefined;
  const product = rhs.lhs!;
  if (rhs.rhs!.constant === -1n && product.kind === 'mul') {
    const quotient = product.lhs!;
    if (quotient.kind !== 'floordiv') return undefined;
    if (quotient.rhs === product.rhs && quotient.lhs === lhs) {
      return AffineExpr.binary('mod', lhs, product.rhs!);
    }
  }
  if (product.kind !== 'floordiv' || product.lhs !== lhs) return undefined;
  const divisor = product.rhs!.constant;
  if (divisor === undefined || divisor <= 0n) return undefined;
  return rhs.rhs!.constant === -divisor ? AffineExpr.binary('mod', lhs, product.rhs!) : undefined;
}

function simplifyMul(lhs: AffineExpr, rhs: AffineExpr): AffineExpr | undefined {
  const [a, b] = [lhs.constant, rhs.constant];
  if (a !== undefined && b !== undefined) return fits(a * b) ? constant(a * b) : undefined;
  if (!rhs.isSymbolic || a !== undefined) return rhs.times(lhs);
  if (b === 1n) return lhs;
  if (b === 0n) return rhs;
  const factor = lhs.kind === 'mul' ? lhs.rhs!.constant : undefined;
  if (factor === undefined) return undefined;
  if (b !== undefined) return lhs.lhs!.times(BigInt.asIntN(64, factor * b));
  return lhs.lhs!.times(rhs).times(lhs.rhs!);
}

function simplifyDivision(
  lhs: AffineExpr,
  rhs: AffineExpr,
  kind: 'floordiv' | 'ceildiv',
): AffineExpr | undefined {
  const [a, b] = [lhs.constant, rhs.constant];
  if (b === undefined || b === 0n) return undefined;
  if (a !== undefined) {
    const quotient = kind === 'floordiv' ? floorDivide(a, b) : -floorDivide(-a, b);
    return fits(quotient) ? constant(quotient) : undefined;
  }
  if (b === 1n) return lhs;
  const factor = lhs.kind === 'mul' ? lhs.rhs!.constant : undefined;
  if (factor !== undefined && factor % b === 0n) return lhs.lhs!.times(factor / b);
  if (kind === 'floordiv' && lhs.kind === 'add') {
    const parts = [lhs.lhs!, lhs.rhs!];
    if (parts.some((e) => e.largestDivisor() % b === 0n)) {
      const [left, right] = parts.map((e) => AffineExpr.binary('floordiv', e, rhs));
      return left.plus(right);
    }
  }
  return undefined;
}

function simplifyMod(lhs: AffineExpr, rhs: AffineExpr): AffineExpr | undefined {
  const [a, b] = [lhs.constant, rhs.constant];
  if (b === undefined || b < 1n) return undefined;
  if (a !== undefined) return constant(((a % b) + b) % b);
  if (lhs.largestDivisor() % b === 0n) return constant(0);
  if (lhs.kind === 'add') {
    if (lhs.lhs!.largestDivisor() % b === 0n) return AffineExpr.binary('mod', lhs.rhs!, rhs);
    if (lhs.rhs!.largestDivisor() % b === 0n) return AffineExpr.binary('mod', lhs.lhs!, rhs);
  }
  if (lhs.kind === 'mod') {
    const inner = lhs.rhs!.constant;
    if (inner !== undefined && inner >= 1n && inner % b === 0n) {
      return AffineExpr.binary('mod', lhs.lhs!, rhs);
    }
  }
  return undefined;
}
