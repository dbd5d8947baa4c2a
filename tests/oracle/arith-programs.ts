/**
 * Random functions of arith operations: every operation on all sorts of types, operands that are
 * arguments, constants with values that matter (0, 1, -1, the greatest, NaN …) and earlier results.
 */
import { Random } from './random.js';

/** `vector<4x` … `>` around an element type; both parts empty for a scalar. */
interface Shape {
  readonly before: string;
  readonly after: string;
  readonly count: number;
  readonly dense: boolean;
}

const SHAPES: readonly Shape[] = [
  { before: '', after: '', count: 1, dense: false },
  { before: '', after: '', count: 1, dense: false },
  { before: '', after: '', count: 1, dense: false },
  { before: 'vector<4x', after: '>', count: 4, dense: true },
  { before: 'tensor<2x3x', after: '>', count: 6, dense: true },
  { before: 'vector<[4]x', after: '>', count: 0, dense: true },
  { before: 'tensor<?x', after: '>', count: 0, dense: false },
];

interface Type {
  readonly shape: Shape;
  readonly element: string;
}

const textOf = ({ shape, element }: Type) => `${shape.before}${element}${shape.after}`;

const WIDTHS: Readonly<Record<string, number>> = {
  i1: 1,
  i5: 5,
  i8: 8,
  i16: 16,
  i32: 32,
  i64: 64,
  i128: 128,
  index: 64,
  f16: 16,
  bf16: 16,
  f32: 32,
  f64: 64,
  f8E5M2: 8,
  f8E4M3FN: 8,
  f8E4M3FNUZ: 8,
};
const INTEGERS = ['i1', 'i5', 'i8', 'i16', 'i32', 'i64', 'i128', 'index'];
const FIXED = INTEGERS.filter((t) => t !== 'index');
const FLOATS = ['f16', 'bf16', 'f32', 'f64', 'f8E5M2', 'f8E4M3FN', 'f8E4M3FNUZ'];
const isFloat = (element: string) => FLOATS.includes(element);

const INT_BINARY =
  'addi subi muli divui divsi ceildivui ceildivsi floordivsi remui remsi andi ori xori shli shrui shrsi maxsi maxui minsi minui'.split(
    ' ',
  );
/** A narrow, a middle and a wide integer. */
const LADDERS = [
  ['i1', 'i8', 'i32'],
  ['i8', 'i16', 'i32'],
  ['i16', 'i16', 'i32'],
  ['i32', 'i32', 'i64'],
  ['i5', 'i5', 'i16'],
  ['i8', 'i8', 'i64'],
] as const;
const CHAINED = ['addi', 'subi', 'muli', 'xori', 'andi', 'ori', 'shrui', 'shrsi'];
const OVERFLOW = ['addi', 'subi', 'muli', 'shli'];
const FLOAT_BINARY = 'addf subf mulf divf remf maximumf minimumf'.split(' ');
/** With a NaN the reference folds these to it, against their meaning: they get none. */
const NUMBER_WINS = ['maxnumf', 'minnumf'];
const CMPI = 'eq ne slt sle sgt sge ult ule ugt uge'.split(' ');
/** Without `true` and `false`: of a converted integer the reference crashes on them. */
const CMPF = 'oeq ogt oge olt ole one ord ueq ugt uge ult ule une uno'.split(' ');
const FAST = ['', '', '', ' fastmath<fast>', ' fastmath<nnan,nsz>', ' fastmath<ninf,contract>'];

/** Bits of floats that matter, by type: zeros, ones, infinities, NaNs, the least and others. */
const FLOAT_BITS: Readonly<Record<string, readonly string[]>> = {
  f16: ['0x0000', '0x8000', '0x3C00', '0xBC00', '0x7C00', '0xFC00', '0x7E00', '0x0001', '0x7BFF'],
  bf16: ['0x0000', '0x8000', '0x3F80', '0xBF80', '0x7F80', '0xFF80', '0x7FC0', '0x0001', '0x7F7F'],
  f32: [
    '0x00000000',
    '0x80000000',
    '0x3F800000',
    '0xBF800000',
    '0x7F800000',
    '0xFF800000',
    '0x7FC00000',
    '0xFFC00001',
    '0x00000001',
    '0x7F7FFFFF',
  ],
  f64: [
    '0x0000000000000000',
    '0x8000000000000000',
    '0x3FF0000000000000',
    '0x7FF0000000000000',
    '0xFFF0000000000000',
    '0x7FF8000000000000',
    '0x0000000000000001',
    '0x41EFFFFFFFE00000',
  ],
  f8E5M2: ['0x00', '0x80', '0x3C', '0x7C', '0xFC', '0x7E', '0x01', '0x7B'],
  f8E4M3FN: ['0x00', '0x80', '0x38', '0x7F', '0xFF', '0x01', '0x7E'],
  f8E4M3FNUZ: ['0x00', '0x80', '0x40', '0x01', '0x7F', '0xFF'],
};

const FINITE = ['0.0', '-0.0', '1.0', '-1.0', '2.0', '0.5', '3.25', '-7.75', '0.1', '1.0e2'];

interface Value {
  readonly name: string;
  readonly type: Type;
  /** A constant: rules want one beside a value that is none. */
  readonly constant?: boolean;
}

class Program {
  private readonly random: Random;
  private readonly values: Value[] = [];
  private readonly args: Value[] = [];
  private readonly lines: string[] = [];
  private readonly floats: readonly string[];
  private readonly integers: readonly string[];
  private readonly shapes: readonly Shape[];
  /** Programs of few types have long chains of operations, which is what rules match. */
  private readonly narrow: boolean;
  private next = 0;

  constructor(seed: number) {
    this.random = new Random(seed);
    const { random } = this;
    this.narrow = random.chance(60);
    this.floats = random.chance(70) ? FLOATS.slice(0, 4) : FLOATS;
    this.integers = INTEGERS;
    this.shapes = SHAPES;
    if (this.narrow) {
      this.floats = [random.pick(this.floats)];
      this.integers = ['i1', random.pick(INTEGERS), random.pick(INTEGERS)];
      this.shapes = [random.pick(SHAPES)];
    }
  }

  text(name: string): string {
    const { random } = this;
    const count = 4 + random.below(20);
    while (this.lines.length < count) this.operation();
    const made = this.values.filter((v) => !this.args.includes(v) && random.chance(60));
    const types = made.map((v) => textOf(v.type)).join(', ');
    const args = this.args.map((v) => `${v.name}: ${textOf(v.type)}`).join(', ');
    const results = made.map((v) => v.name).join(', ');
    const end = made.length > 0 ? `  return ${results} : ${types}` : '  return';
    return `func.func @${name}(${args})${made.length > 0 ? ` -> (${types})` : ''} {\n${this.lines.join('\n')}\n${end}\n}\n`;
  }

  private type(elements: readonly string[]): Type {
    return { shape: this.random.pick(this.shapes), element: this.random.pick(elements) };
  }

  private get fixed(): readonly string[] {
    const fixed = this.integers.filter((t) => t !== 'index');
    return this.narrow && this.random.chance(30) ? FIXED : fixed;
  }

  private define(type: Type, code: string, constant = false): Value {
    const value = { name: `%v${this.next++}`, type, constant };
    this.lines.push(`  ${value.name} = ${code}`);
    this.values.push(value);
    return value;
  }

  /** An argument, a constant or an earlier result of this type. */
  private operand(type: Type): string {
    const { random } = this;
    const text = textOf(type);
    const known = this.values.filter((v) => textOf(v.type) === text);
    if (known.length > 0 && random.chance(65)) {
      return random.pick(this.narrow ? known.slice(-6) : known).name;
    }
    const constants = type.shape.before === '' || type.shape.dense;
    if (constants && random.chance(65)) return this.constant(type).name;
    return this.argument(type);
  }

  /** Of one unknown size, of which there is no constant, the reference folds x ^ x to a constant. */
  private pair(op: string, type: Type): string {
    const { random } = this;
    const a = this.narrow && random.chance(80) ? this.variable(type) : this.operand(type);
    const constants = type.shape.before === '' || type.shape.dense;
    if (this.narrow && constants && random.chance(50)) {
      const c = this.constant(type).name;
      return random.chance(70) ? `${a}, ${c}` : `${c}, ${a}`;
    }
    const differ = type.shape.before === 'tensor<?x' && ['cmpi', 'xori', 'subi'].includes(op);
    return `${a}, ${differ ? this.argument(type) : this.operand(type)}`;
  }

  /** The latest result of this type that is no constant. */
  private variable(type: Type): string {
    const text = textOf(type);
    const known = this.values.filter((v) => !v.constant && textOf(v.type) === text);
    return known.length > 0 ? known[known.length - 1].name : this.argument(type);
  }

  private argument(type: Type): string {
    const arg = { name: `%a${this.args.length}`, type };
    this.args.push(arg);
    this.values.push(arg);
    return arg.name;
  }

  private constant(type: Type, one = () => this.element(type.element)): Value {
    const { shape, element } = type;
    if (!shape.dense) return this.define(type, `arith.constant ${one()}${suffix(element)}`, true);
    const splat = shape.count === 0 || this.random.chance(50);
    const body = splat ? one() : nest(Array.from({ length: shape.count }, one), shape);
    return this.define(type, `arith.constant dense<${body}> : ${textOf(type)}`, true);
  }

  private element(element: string): string {
    return isFloat(element) ? this.float(element) : this.integer(element);
  }

  private finite(): string {
    return this.random.pick(FINITE);
  }

  private integer(element: string): string {
    const { random } = this;
    const width = BigInt(WIDTHS[element]);
    if (width === 1n) return random.chance(50) ? 'true' : 'false';
    const top = 1n << (width - 1n);
    const value = random.pick([
      0n,
      0n,
      1n,
      1n,
      -1n,
      -1n,
      2n,
      3n,
      -2n,
      5n,
      width - 1n,
      top - 1n,
      -top,
      BigInt(random.below(1 << 30)) % top,
      -BigInt(random.below(1 << 30)) % top,
    ]);
    return String(BigInt.asIntN(Number(width), value));
  }

  private float(element: string): string {
    const { random } = this;
    if (random.chance(50)) return random.pick(FLOAT_BITS[element]);
    return random.pick([
      '0.0',
      '-0.0',
      '1.0',
      '-1.0',
      '2.0',
      '0.5',
      '3.25',
      '-7.75',
      '0.1',
      '1.0e2',
    ]);
  }

  private operation(): void {
    const { random } = this;
    if (random.chance(30)) {
      this.idiom();
      return;
    }
    switch (random.below(10)) {
      case 0:
      case 1:
      case 2: {
        const type = this.type(this.integers);
        const op = random.pick(this.narrow && random.chance(60) ? CHAINED : INT_BINARY);
        const flags = OVERFLOW.includes(op)
          ? random.pick(['', '', ' overflow<nsw>', ' overflow<nuw>', ' overflow<nsw, nuw>'])
          : '';
        this.define(type, `arith.${op} ${this.pair(op, type)}${flags} : ${textOf(type)}`);
        return;
      }
      case 3: {
        const type = this.type(this.floats);
        const fast = random.pick(FAST);
        if (random.chance(15)) {
          const number = () =>
            random.chance(50) ? this.argument(type) : this.constant(type, () => this.finite()).name;
          const scalar = type.shape.before === '' || type.shape.dense;
          const [x, y] = scalar ? [number(), number()] : [this.argument(type), this.argument(type)];
          const op = random.pick(NUMBER_WINS);
          this.define(type, `arith.${op} ${x}, ${y}${fast} : ${textOf(type)}`);
          return;
        }
        const [a, b] = this.narrow
          ? [this.variable(type), this.operand(type)]
          : [this.operand(type), this.operand(type)];
        if (random.chance(25)) this.define(type, `arith.negf ${a}${fast} : ${textOf(type)}`);
        else
          this.define(
            type,
            `arith.${random.pick(FLOAT_BINARY)} ${a}, ${b}${fast} : ${textOf(type)}`,
          );
        return;
      }
      case 4: {
        const type = this.type(this.integers);
        const code = `arith.cmpi ${random.pick(CMPI)}, ${this.pair('cmpi', type)} : ${textOf(type)}`;
        this.define({ shape: type.shape, element: 'i1' }, code);
        return;
      }
      case 5: {
        const type = this.type(this.floats);
        const code = `arith.cmpf ${random.pick(CMPF)}, ${this.operand(type)}, ${this.operand(type)}${random.pick(FAST)} : ${textOf(type)}`;
        this.define({ shape: type.shape, element: 'i1' }, code);
        return;
      }
      case 6: {
        const type = this.type([...this.integers, ...this.floats]);
        const [a, b] = [this.operand(type), this.operand(type)];
        const masked = type.shape.before !== '' && random.chance(50);
        const condition: Type = masked
          ? { shape: type.shape, element: 'i1' }
          : { shape: SHAPES[0], element: 'i1' };
        const c = this.operand(condition);
        this.define(
          type,
          `arith.select ${c}, ${a}, ${b} : ${masked ? `${textOf(condition)}, ` : ''}${textOf(type)}`,
        );
        return;
      }
      case 7:
        this.extended();
        return;
      default:
        this.cast();
    }
  }

  /** What a rule matches, or nearly. */
  private idiom(): void {
    const { random } = this;
    const shape = random.pick(this.shapes);
    const of = (element: string): Type => ({ shape, element });
    const known = shape.before === '' || shape.dense;
    const make = (op: string, type: Type, operands: string) =>
      this.define(type, `arith.${op} ${operands} : ${textOf(type)}`).name;
    const cast = (op: string, value: string, from: Type, to: Type) =>
      this.define(to, `arith.${op} ${value} : ${textOf(from)} to ${textOf(to)}`).name;
    const number = (type: Type, text?: string) =>
      this.constant(type, text === undefined ? undefined : () => text).name;
    const [narrow, middle, wide] = random.pick(LADDERS);
    const integer = of(random.pick(INTEGERS));
    const ext = random.chance(50) ? 'extsi' : 'extui';
    const other = random.chance(80) ? ext : 'extsi';
    switch (random.below(known ? 12 : 7)) {
      case 0: {
        // op(ext(x), ext(y)), cmpi(ext(x), ext(y))
        const x = this.operand(of(narrow));
        const y = known ? this.operand(of(narrow)) : this.argument(of(narrow));
        const a = cast(ext, x, of(narrow), of(wide));
        const b = cast(other, y, of(narrow), of(wide));
        if (random.chance(30)) {
          const predicate = random.pick(CMPI.slice(0, 4));
          this.define(of('i1'), `arith.cmpi ${predicate}, ${a}, ${b} : ${textOf(of(wide))}`);
        } else make(random.pick(['andi', 'ori', 'xori']), of(wide), `${a}, ${b}`);
        return;
      }
      case 1: {
        // cast(cast(x))
        const x = this.operand(of(narrow));
        const inner = cast(ext, x, of(narrow), of(wide));
        const outer = random.pick(['extsi', 'extui', 'trunci', 'index_cast', 'index_castui']);
        const to = outer === 'trunci' ? middle : outer.startsWith('ext') ? 'i128' : 'index';
        if (to !== wide) cast(outer, inner, of(wide), of(to));
        return;
      }
      case 2: {
        // bitcast(bitcast(x)), index_cast(index_cast(x))
        const [a, b, c] = random.pick([
          ['i32', 'f32', 'i32'],
          ['i16', 'bf16', 'i16'],
          ['i64', 'f64', 'i64'],
        ]);
        const x = cast('bitcast', this.operand(of(a)), of(a), of(b));
        cast('bitcast', x, of(b), of(c));
        const op = random.pick(['index_cast', 'index_castui']);
        const y = cast(op, this.operand(of(wide)), of(wide), of('index'));
        cast(op, y, of('index'), random.chance(60) ? of(wide) : of(narrow));
        return;
      }
      case 3: {
        // select(c, select(c, a, b), d)
        const c = this.operand(of('i1'));
        const text = `${shape.before === '' ? '' : `${textOf(of('i1'))}, `}${textOf(integer)}`;
        const [a, b, d] = [0, 1, 2].map(() => this.operand(integer));
        const inner = this.define(integer, `arith.select ${c}, ${a}, ${b} : ${text}`).name;
        const pair = random.chance(50) ? `${inner}, ${d}` : `${d}, ${inner}`;
        this.define(integer, `arith.select ${c}, ${pair} : ${text}`);
        return;
      }
      case 4: {
        // mulf(negf(x), negf(y))
        const type = of(random.pick(this.floats));
        const [x, y] = [
          make('negf', type, this.operand(type)),
          make('negf', type, this.operand(type)),
        ];
        const op = random.pick(['mulf', 'divf']);
        this.define(type, `arith.${op} ${x}, ${y}${random.pick(FAST)} : ${textOf(type)}`);
        return;
      }
      case 5: {
        // x - y + y, x + y - y, x - y - x
        const [x, y] = [this.argument(integer), this.argument(integer)];
        const a = make(random.pick(['addi', 'subi']), integer, `${x}, ${y}`);
        make(random.pick(['addi', 'subi']), integer, `${a}, ${random.pick([x, y])}`);
        return;
      }
      case 6: {
        // select(x == y, x, y)
        const type = { shape: SHAPES[0], element: random.pick(INTEGERS) };
        const [x, y] = [this.argument(type), this.argument(type)];
        const cmp = `arith.cmpi ${random.pick(['eq', 'ne', 'sle'])}, ${x}, ${y} : ${textOf(type)}`;
        const c = this.define({ shape: SHAPES[0], element: 'i1' }, cmp).name;
        const pair = random.chance(50) ? `${x}, ${y}` : `${y}, ${x}`;
        this.define(type, `arith.select ${c}, ${pair} : ${textOf(type)}`);
        return;
      }
      case 7:
      case 8: {
        // op(op(x, c), d)
        const flags = () =>
          random.pick(['', ' overflow<nsw>', ' overflow<nuw>', ' overflow<nsw, nuw>']);
        const pair = (x: string) => {
          const c = number(
            integer,
            random.chance(20) && integer.element !== 'i1' ? '-1' : undefined,
          );
          return random.chance(60) ? `${x}, ${c}` : `${c}, ${x}`;
        };
        const step = (x: string) => {
          const op = random.pick(['addi', 'addi', 'subi', 'subi', 'muli']);
          return this.define(integer, `arith.${op} ${pair(x)}${flags()} : ${textOf(integer)}`).name;
        };
        const a = step(this.argument(integer));
        const b = step(a);
        if (random.chance(50)) make('addi', integer, `${b}, ${this.argument(integer)}`);
        return;
      }
      case 9: {
        // not(cmpi), select(not(c), a, b), select(c, 0, 1)
        const ones = number(of('i1'), random.chance(80) ? 'true' : 'false');
        const [x, y] = [this.argument(integer), this.argument(integer)];
        const cmp = `arith.cmpi ${random.pick(CMPI)}, ${x}, ${y} : ${textOf(integer)}`;
        const c = random.chance(50) ? this.define(of('i1'), cmp).name : this.argument(of('i1'));
        const not = make('xori', of('i1'), `${c}, ${ones}`);
        const mask = shape.before === '' ? '' : `${textOf(of('i1'))}, `;
        this.define(integer, `arith.select ${not}, ${x}, ${y} : ${mask}${textOf(integer)}`);
        const bits = integer.element === 'i1' ? ['true', 'false'] : ['1', '0'];
        const [a, b] = random.chance(50) ? bits : bits.reverse();
        this.define(
          integer,
          `arith.select ${c}, ${number(integer, a)}, ${number(integer, b)} : ${mask}${textOf(integer)}`,
        );
        return;
      }
      case 10: {
        // trunci(shrui(muli(ext(x), ext(y)), c)), trunci(shrsi(x, c))
        const [x, y] = [this.argument(of(narrow)), this.argument(of(narrow))];
        const [a, b] = [cast(ext, x, of(narrow), of(wide)), cast(other, y, of(narrow), of(wide))];
        const product = make('muli', of(wide), `${a}, ${b}`);
        const by = random.chance(70) ? WIDTHS[wide] - WIDTHS[narrow] : WIDTHS[narrow];
        const shifted = make(
          random.pick(['shrui', 'shrsi']),
          of(wide),
          `${product}, ${number(of(wide), String(by))}`,
        );
        cast('trunci', shifted, of(wide), of(narrow));
        return;
      }
      default: {
        // cmpf(sitofp(x), c)
        const scalar = (element: string) => ({ shape: SHAPES[0], element });
        const from = scalar(random.pick(FIXED));
        const to = scalar(random.pick(this.floats));
        const x = cast(random.pick(['sitofp', 'uitofp']), this.argument(from), from, to);
        const predicate = random.pick(CMPF);
        this.define(scalar('i1'), `arith.cmpf ${predicate}, ${x}, ${number(to)} : ${textOf(to)}`);
      }
    }
  }

  private extended(): void {
    const op = this.random.pick(['addui_extended', 'mulsi_extended', 'mului_extended']);
    // Of an index times one the reference makes text that it does not read.
    const type = this.type(op === 'mulsi_extended' ? this.fixed : this.integers);
    const [a, b] = [this.operand(type), this.operand(type)];
    const name = `%v${this.next++}`;
    const text = textOf(type);
    const second: Type = op === 'addui_extended' ? { ...type, element: 'i1' } : type;
    const types = op === 'addui_extended' ? `${text}, ${textOf(second)}` : text;
    this.lines.push(`  ${name}:2 = arith.${op} ${a}, ${b} : ${types}`);
    if (this.random.chance(80)) this.values.push({ name: `${name}#0`, type });
    if (this.random.chance(60)) this.values.push({ name: `${name}#1`, type: second });
  }

  private cast(): void {
    const { random } = this;
    const shape = random.pick(this.shapes);
    const ordered = (elements: readonly string[]) => {
      const [a, b] = [random.pick(elements), random.pick(elements)];
      return WIDTHS[a] <= WIDTHS[b] ? [a, b] : [b, a];
    };
    const make = (op: string, from: string, to: string, flags = '') => {
      const source = { shape, element: from };
      const target = { shape, element: to };
      this.define(
        target,
        `arith.${op} ${this.narrow ? this.variable(source) : this.operand(source)}${flags} : ${textOf(source)} to ${textOf(target)}`,
      );
    };
    switch (random.below(8)) {
      case 0:
      case 1: {
        const [narrow, wide] = ordered(this.fixed);
        if (narrow === wide) return;
        const op = random.pick(['extui', 'extsi', 'trunci']);
        if (op === 'trunci') make(op, wide, narrow);
        else make(op, narrow, wide);
        return;
      }
      case 2: {
        const [narrow, wide] = ordered(this.floats);
        if (WIDTHS[narrow] === WIDTHS[wide]) return;
        if (random.chance(50)) make('extf', narrow, wide, random.pick(FAST));
        else make('truncf', wide, narrow, random.pick(['', ' to_nearest_even', ' upward']));
        return;
      }
      case 3:
      case 4:
        make(random.pick(['sitofp', 'uitofp']), random.pick(this.fixed), random.pick(this.floats));
        return;
      case 5:
        make(random.pick(['fptosi', 'fptoui']), random.pick(this.floats), random.pick(this.fixed));
        return;
      case 6: {
        const op = random.pick(['index_cast', 'index_castui']);
        const other = random.pick(this.fixed);
        if (random.chance(50)) make(op, other, 'index');
        else make(op, 'index', other);
        return;
      }
      default: {
        const from = random.pick([...this.fixed, ...this.floats]);
        const same = [...FIXED, ...this.floats].filter((t) => WIDTHS[t] === WIDTHS[from]);
        make('bitcast', from, random.pick(same));
      }
    }
  }
}

const suffix = (element: string) => (element === 'i1' ? '' : ` : ${element}`);

function nest(items: readonly string[], shape: Shape): string {
  if (shape.count === 6) {
    return `[[${items.slice(0, 3).join(', ')}], [${items.slice(3).join(', ')}]]`;
  }
  return `[${items.join(', ')}]`;
}

/** The text of a function `@f<seed>`. */
export function arithProgram(seed: number): string {
  return new Program(seed).text(`f${seed}`);
}
