/**
 * Random types, attributes and locations of the builtin dialect, each in any spelling that a text
 * may have. What the reference gets wrong is left out: see the comments.
 */

import { hexBytes, type Random } from './random.js';
import { affineMap, affineSet } from './random-affine.js';

const FLOAT_BITS: Readonly<Record<string, number>> = {
  f8E4M3: 8,
  f8E4M3B11FNUZ: 8,
  f8E4M3FN: 8,
  f8E4M3FNUZ: 8,
  f8E5M2: 8,
  f8E5M2FNUZ: 8,
  bf16: 16,
  f16: 16,
  tf32: 19,
  f32: 32,
  f64: 64,
  f80: 80,
  f128: 128,
};
const FLOATS = Object.keys(FLOAT_BITS);
const COMMON_FLOATS = ['f32', 'f64', 'f16', 'bf16'];
const COMMON_INTEGERS = ['i1', 'i8', 'i16', 'i32', 'i64', 'index'];
const ODD_INTEGERS = ['i3', 'i7', 'i24', 'i65', 'i128', 'i200', 'si8', 'si64', 'ui8', 'ui1', 'si1'];
const MORE_INTEGERS = ['ui32', 'ui64', 'si128', 'ui129', 'i0', 'si4', 'ui4', 'i4'];
const INTEGERS = [...COMMON_INTEGERS, ...COMMON_INTEGERS, ...ODD_INTEGERS, ...MORE_INTEGERS];

const NAMES = [
  'a',
  'b',
  'value',
  'sym.x',
  'foo_1',
  'x$y',
  '_z',
  'B',
  'Zed',
  'a.b.c',
  'array',
  'i32',
];
const STRINGS = [
  '',
  'x',
  'a b',
  'tab\\09end',
  'q\\22q',
  'back\\\\slash',
  'é ü',
  '\\00',
  '\\FF\\FE',
  '日本',
  '\\n\\t',
  '/',
  "it's",
  '<[{(',
  '// no',
];

/** Texts of types and attributes from a source of numbers. */
export class TypeTexts {
  readonly random: Random;
  /** Aliases that a text may use, with their sigils. */
  readonly typeAliases: string[] = [];
  readonly attributeAliases: string[] = [];
  readonly locationAliases: string[] = [];
  /** Keys of resources that are named. */
  readonly resources = new Set<string>();
  private distinct = 0;

  constructor(random: Random) {
    this.random = random;
  }

  private some(least: number, most: number, make: () => string, separator = ', '): string {
    return this.random.times(least, most, make).join(separator);
  }

  // Types.

  type(depth = 2): string {
    const { random: r } = this;
    if (this.typeAliases.length > 0 && r.chance(10)) return r.pick(this.typeAliases);
    if (depth === 0 || r.chance(40)) return r.chance(5) ? 'none' : this.number();
    switch (r.below(10)) {
      case 0:
        return this.complex();
      case 1:
        return this.vector();
      case 2:
      case 3:
        return this.tensor(depth);
      case 4:
        return this.memref(depth);
      case 5:
        return `tuple<${this.some(0, r.chance(10) ? 20 : 3, () => this.type(depth - 1))}>`;
      case 6:
        return this.functionType(depth);
      case 7:
        return this.opaqueType();
      case 8:
        return r.chance(50)
          ? `tensor<*x${this.tensorElement(depth)}>`
          : `memref<*x${this.memrefElement(depth)}${r.chance(40) ? `, ${this.space()}` : ''}>`;
      default:
        return this.number();
    }
  }

  integer(): string {
    return this.random.pick(INTEGERS);
  }

  float(): string {
    return this.random.chance(70) ? this.random.pick(COMMON_FLOATS) : this.random.pick(FLOATS);
  }

  number(): string {
    return this.random.chance(60) ? this.integer() : this.float();
  }

  private complex(): string {
    // The reference packs the bits of i1 in pairs wrongly.
    const element = this.number();
    return `complex<${/^index$|^[su]?i[01]$/.test(element) ? 'i32' : element}>`;
  }

  vector(): string {
    const { random: r } = this;
    const dims = this.some(
      0,
      3,
      () => {
        const n = 1 + r.below(8);
        return r.chance(20) ? `[${n}]x` : `${n}x`;
      },
      '',
    );
    return `vector<${dims}${this.number()}>`;
  }

  private tensorElement(depth: number): string {
    const { random: r } = this;
    if (r.chance(75)) return this.number();
    return (
      r.pick([() => this.complex(), () => this.vector(), () => this.opaqueType()])() || `${depth}`
    );
  }

  private tensor(depth: number): string {
    const { random: r } = this;
    const dims = this.some(0, 3, () => (r.chance(25) ? '?x' : `${r.below(9)}x`), '');
    const attribute = r.chance(20) ? this.attribute(depth - 1) : '';
    // The reference has no place for these as an encoding.
    const isNone = /^(array|distinct|strided)\b/.test(attribute);
    const encoding = attribute === '' || isNone ? '' : `, ${attribute}`;
    return `tensor<${dims}${this.tensorElement(depth)}${encoding}>`;
  }

  private memrefElement(depth: number): string {
    const { random: r } = this;
    if (depth > 0 && r.chance(15)) return this.memref(depth - 1);
    return r.chance(75) ? this.number() : r.pick([() => this.complex(), () => this.vector()])();
  }

  private memref(depth: number): string {
    const { random: r } = this;
    const dims = r.times(0, 3, () => (r.chance(25) ? '?' : `${1 + r.below(9)}`));
    const layout = r.chance(40) ? `, ${this.layout(dims.length)}` : '';
    const space = r.chance(30) ? `, ${this.space()}` : '';
    return `memref<${dims.map((d) => `${d}x`).join('')}${this.memrefElement(depth)}${layout}${space}>`;
  }

  private layout(rank: number): string {
    const { random: r } = this;
    if (r.chance(30)) return affineMap(r, rank);
    return this.strided(rank);
  }

  private strided(rank: number): string {
    const { random: r } = this;
    const stride = () => (r.chance(30) ? '?' : `${r.chance(10) ? '-' : ''}${1 + r.below(64)}`);
    const offset = r.chance(50) ? `, offset: ${r.chance(30) ? '?' : r.below(40)}` : '';
    return `strided<[${this.some(rank, rank, stride)}]${offset}>`;
  }

  private space(): string {
    const { random: r } = this;
    return r.pick([
      () => `${r.below(5)}`,
      () => `${r.below(5)} : ${r.pick(['i32', 'i64', 'index', 'i8'])}`,
      () => this.string(),
      () => `{${this.entries(1)}}`,
    ])();
  }

  functionType(depth = 2): string {
    const { random: r } = this;
    const types = () => this.some(0, 3, () => this.type(depth - 1));
    const one = () => {
      const type = this.type(0);
      return type.startsWith('(') ? `(${type})` : type;
    };
    return `(${types()}) -> ${r.chance(40) ? one() : `(${types()})`}`;
  }

  private opaqueType(): string {
    return this.random.pick([
      '!foo.bar',
      '!foo.bar<i32, "x>y">',
      '!foo<"some (text)">',
      '!x.y.z',
      '!foo<a b c>',
      '!foo.t<->>',
      '!foo.t<{a = [1, 2]}>',
    ]);
  }

  // Attributes.

  attribute(depth = 2): string {
    const { random: r } = this;
    if (this.attributeAliases.length > 0 && r.chance(10)) return r.pick(this.attributeAliases);
    if (depth > 0 && r.chance(30)) {
      return r.chance(50)
        ? `[${this.some(0, 4, () => this.attribute(depth - 1))}]`
        : `{${this.entries(depth)}}`;
    }
    switch (r.below(20)) {
      case 0:
      case 1:
        return this.integerAttribute();
      case 2:
      case 3:
        return this.floatAttribute();
      case 4:
        return this.string();
      case 5:
        return `${this.string()} : ${this.type(1)}`;
      case 6:
        return this.symbol();
      case 7:
        return this.type(depth);
      case 8:
        return r.pick(['unit', 'true', 'false']);
      case 9:
      case 10:
        return this.dense();
      case 11:
        return this.sparse();
      case 12:
        return this.denseArray();
      case 13:
        return affineMap(r);
      case 14:
        return affineSet(r);
      case 15:
        return `loc(${this.location(depth)})`;
      case 16:
        return this.resource();
      case 17:
        return r.chance(50)
          ? `distinct[${this.distinct++}]<${depth > 0 ? this.attribute(depth - 1) : ''}>`
          : this.strided(r.below(4));
      case 18:
        return this.opaque();
      default:
        return this.integerAttribute();
    }
  }

  /** The inside of a dictionary. */
  entries(depth = 2): string {
    const { random: r } = this;
    const names = new Set(
      r.times(0, 3, () =>
        r.chance(80) ? r.pick(NAMES) : `"${r.pick(['q r', '0', 'é', 'a', 'x-y'])}"`,
      ),
    );
    const plain = new Set([...names].map((n) => n.replaceAll('"', '')));
    return [...plain]
      .map((name) => (/^[A-Za-z_][\w.$]*$/.test(name) ? name : `"${name}"`))
      .map((name) => (r.chance(15) ? name : `${name} = ${this.attribute(depth - 1)}`))
      .join(', ');
  }

  private opaque(): string {
    const { random: r } = this;
    const body = r.pick([
      '#foo.bar',
      '#foo.bar<i32, "x>y">',
      '#foo<"some (text)">',
      '#x.y.z',
      '#foo<a b c>',
      '#foo.t<{->}>',
    ]);
    return r.chance(20) ? `${body} : ${this.type(1)}` : body;
  }

  string(): string {
    return `"${this.random.pick(STRINGS)}"`;
  }

  symbol(): string {
    const { random: r } = this;
    const name = () => r.pick(['@a', '@main', '@"quoted name"', '@x.y', '@_$1', '@"b"']);
    return this.some(1, r.chance(30) ? 3 : 1, name, '::');
  }

  /** A whole number that fits the type. */
  integerOf(type: string): string {
    const { random: r } = this;
    const width = type === 'index' ? 64 : Number(/\d+$/.exec(type)![0]);
    if (width === 0) return '0';
    const isUnsigned = type.startsWith('ui');
    const bits = BigInt(width);
    const top = 1n << (bits - 1n);
    const some =
      BigInt(r.below(1 << 30)) * BigInt(r.below(1 << 30)) * BigInt(1 + r.below(1 << 30)) ** 4n;
    const value = r.pick([0n, 1n, -1n, 2n, top - 1n, -top, some, -some, some % 100n]);
    const fit = isUnsigned ? BigInt.asUintN(width, value) : BigInt.asIntN(width, value);
    if (fit >= 0n && r.chance(10)) return `0x${fit.toString(16)}`;
    return String(fit);
  }

  private integerAttribute(): string {
    const { random: r } = this;
    if (r.chance(30)) return String(BigInt(r.below(1 << 30)) - (1n << 29n));
    const type = this.integer();
    // i1 is read as a word, and the reference gives unsigned and signed ones no way back.
    if (/^[su]?i[01]$/.test(type)) return r.pick(['true', 'false']);
    return `${this.integerOf(type)} : ${type}`;
  }

  /** A number of a float type: decimal, or its bits. */
  floatOf(type: string): string {
    const { random: r } = this;
    const bits = FLOAT_BITS[type];
    if (r.chance(25) && bits % 8 === 0) {
      const hex = hexBytes(r, bits / 8);
      const special = {
        f32: ['7F800000', 'FF800000', '7FC00000', 'FFC00001', '80000000', '00000001'],
        f64: ['7FF0000000000000', 'FFF8000000000000', '0000000000000001'],
      }[type];
      return `0x${special && r.chance(50) ? r.pick(special) : hex}`;
    }
    const sign = r.chance(30) ? '-' : '';
    return (
      sign +
      r.pick([
        () => '0.0',
        () => '1.0',
        () => '0.5',
        () => `${r.below(1000)}.${r.below(1000)}`,
        () => `${r.below(10)}.${r.below(1 << 30)}e${r.below(76) - 38}`,
        () => `${r.below(1 << 30)}.`,
        () => `${r.below(10)}.5E+${r.below(5)}`,
        () => '1.0e400',
        () => '1.0e-400',
      ])()
    );
  }

  private floatAttribute(): string {
    const { random: r } = this;
    if (r.chance(25)) return `${r.chance(30) ? '-' : ''}${r.below(1000)}.${r.below(100000)}`;
    const type = this.float();
    return `${this.floatOf(type)} : ${type}`;
  }

  private elementOf(type: string): string {
    if (type.startsWith('complex')) {
      const part = type.slice(8, -1);
      return `(${this.elementOf(part)}, ${this.elementOf(part)})`;
    }
    if (type in FLOAT_BITS) return this.floatOf(type);
    if (type === 'i1') return this.random.pick(['true', 'false', '0', '1']);
    return this.integerOf(type);
  }

  private elementType(): string {
    const type = this.random.chance(85) ? this.number() : this.complex();
    // No literal of the reference has elements of no bits.
    return /\bi0\b|[su]i1\b/.test(type) ? 'i8' : type;
  }

  /** Bytes of an element as they are stored; undefined for what hex strings do not hold. */
  private storedBytes(type: string): number | undefined {
    if (type === 'index') return 8;
    if (type in FLOAT_BITS) return FLOAT_BITS[type] % 8 === 0 ? FLOAT_BITS[type] / 8 : undefined;
    const width = Number(/^[su]?i(\d+)$/.exec(type)?.[1] ?? 0);
    return width > 1 && width % 8 === 0 ? width / 8 : undefined;
  }

  private nest(shape: readonly number[], element: () => string): string {
    if (shape.length === 0) return element();
    const [first, ...rest] = shape;
    return `[${Array.from({ length: first }, () => this.nest(rest, element)).join(', ')}]`;
  }

  private shape(): number[] {
    const { random: r } = this;
    if (r.chance(5)) return [101 + r.below(30)];
    return r.times(0, 3, () => (r.chance(5) ? 0 : 1 + r.below(4)));
  }

  private dense(): string {
    const { random: r } = this;
    const isVector = r.chance(20);
    let element = this.elementType();
    if (isVector && element.startsWith('complex')) element = 'f32';
    const shape = this.shape().map((d) => (isVector ? Math.max(1, d) : d));
    const count = shape.reduce((n, d) => n * d, 1);
    const type = `${isVector ? 'vector' : 'tensor'}<${shape.map((d) => `${d}x`).join('')}${element}>`;
    const size = this.storedBytes(element);
    if (r.chance(3)) {
      const strings = `tensor<${shape.map((d) => `${d}x`).join('')}!foo.string>`;
      if (count > 0) return `dense<${this.nest(shape, () => this.string())}> : ${strings}`;
    }
    if (count === 0) return `dense<> : ${type}`;
    if (size && r.chance(15)) return `dense<"0x${hexBytes(r, size * count)}"> : ${type}`;
    if (r.chance(35)) return `dense<${this.elementOf(element)}> : ${type}`;
    const one = this.elementOf(element);
    const element_ = r.chance(10) ? () => one : () => this.elementOf(element);
    return `dense<${this.nest(shape, element_)}> : ${type}`;
  }

  private sparse(): string {
    const { random: r } = this;
    const shape = r.times(1, 3, () => 1 + r.below(4));
    let element = this.elementType();
    if (element.startsWith('complex')) element = 'i32';
    const type = `tensor<${shape.map((d) => `${d}x`).join('')}${element}>`;
    const rows = r.below(4);
    if (rows === 0) return `sparse<> : ${type}`;
    const row = () => `[${shape.map((d) => r.below(d)).join(', ')}]`;
    const indices = `[${this.some(rows, rows, row)}]`;
    const values = r.chance(30)
      ? this.elementOf(element)
      : `[${this.some(rows, rows, () => this.elementOf(element))}]`;
    return `sparse<${indices}, ${values}> : ${type}`;
  }

  private denseArray(): string {
    const { random: r } = this;
    const type = r.pick(['i1', 'i8', 'i16', 'i32', 'i64', 'f32', 'f64']);
    const values = this.some(0, 4, () =>
      type === 'i1' ? r.pick(['true', 'false']) : this.elementOf(type),
    );
    return `array<${type}${values ? `: ${values}` : ''}>`;
  }

  private resource(): string {
    const { random: r } = this;
    const key = r.pick(['blob', 'blob_1', 'other', 'a.b$c']);
    if (r.chance(70)) this.resources.add(key);
    const type = r.pick(['tensor<2xi32>', 'tensor<4xf32>', 'tensor<i8>', 'vector<3xi64>']);
    return `dense_resource<${key}> : ${type}`;
  }

  // Locations.

  /** What stands in `loc(…)`. */
  location(depth = 2): string {
    const { random: r } = this;
    if (this.locationAliases.length > 0 && r.chance(20)) return r.pick(this.locationAliases);
    const kind = r.below(depth > 0 ? 8 : 4);
    if (kind === 0) return 'unknown';
    if (kind <= 2)
      return `"${r.pick(['a.py', 'dir/b.mlir', '', 'sp ace'])}":${r.below(200)}:${r.below(90)}`;
    if (kind === 3) return this.string();
    if (kind === 4) return `${this.string()}(${this.location(depth - 1)})`;
    if (kind === 5) return `callsite(${this.location(depth - 1)} at ${this.location(depth - 1)})`;
    const metadata = r.chance(40) ? `<${this.attribute(depth - 1)}>` : '';
    return `fused${metadata}[${this.some(kind === 6 ? 0 : 1, 3, () => this.location(depth - 1))}]`;
  }
}
