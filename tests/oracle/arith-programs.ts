/**
 * Random functions of arith operations: every operation on all sorts of types, operands that are
 * arguments, constants with values that matter (0, 1, -1, the greatest, NaN …) and earlier results.
 */

/** A small generator of numbers: equal seeds give equal programs. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = (seed * 2654435761) >>> 0;
  }

  /** 0 … n-1. */
  below(n: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % n;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}

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
const OVERFLOW = ['addi', 'subi', 'muli', 'shli'];
const FLOAT_BINARY = 'addf subf mulf divf remf maximumf maxnumf minimumf minnumf'.split(' ');
const CMPI = 'eq ne slt sle sgt sge ult ule ugt uge'.split(' ');
const CMPF = 'false oeq ogt oge olt ole one ord ueq ugt uge ult ule une uno true'.split(' ');
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

interface Value {
  readonly name: string;
  readonly type: Type;
}

class Program {
  private readonly random: Random;
  private readonly values: Value[] = [];
  private readonly args: Value[] = [];
  private readonly lines: string[] = [];
  private readonly floats: readonly string[];
  private next = 0;

  constructor(seed: number) {
    this.random = new Random(seed);
    this.floats = this.random.chance(70) ? FLOATS.slice(0, 4) : FLOATS;
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

  private type(elements: readonly string[], shape = this.random.pick(SHAPES)): Type {
    return { shape, element: this.random.pick(elements) };
  }

  private define(type: Type, code: string): Value {
    const value = { name: `%v${this.next++}`, type };
    this.lines.push(`  ${value.name} = ${code}`);
    this.values.push(value);
    return value;
  }

  /** An argument, a constant or an earlier result of this type. */
  private operand(type: Type): string {
    const { random } = this;
    const text = textOf(type);
    const known = this.values.filter((v) => textOf(v.type) === text);
    if (known.length > 0 && random.chance(65)) return random.pick(known).name;
    const constants = type.shape.before === '' || type.shape.dense;
    if (constants && random.chance(65)) return this.constant(type).name;
    const arg = { name: `%a${this.args.length}`, type };
    this.args.push(arg);
    this.values.push(arg);
    return arg.name;
  }

  private constant(type: Type): Value {
    const { shape, element } = type;
    const one = () => (isFloat(element) ? this.float(element) : this.integer(element));
    if (!shape.dense) return this.define(type, `arith.constant ${one()}${suffix(element)}`);
    const splat = shape.count === 0 || this.random.chance(50);
    const body = splat ? one() : nest(Array.from({ length: shape.count }, one), shape);
    return this.define(type, `arith.constant dense<${body}> : ${textOf(type)}`);
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
    switch (random.below(10)) {
      case 0:
      case 1:
      case 2: {
        const type = this.type(INTEGERS);
        const op = random.pick(INT_BINARY);
        const flags = OVERFLOW.includes(op)
          ? random.pick(['', '', ' overflow<nsw>', ' overflow<nuw>', ' overflow<nsw, nuw>'])
          : '';
        this.define(
          type,
          `arith.${op} ${this.operand(type)}, ${this.operand(type)}${flags} : ${textOf(type)}`,
        );
        return;
      }
      case 3: {
        const type = this.type(this.floats);
        const [a, b] = [this.operand(type), this.operand(type)];
        const fast = random.pick(FAST);
        if (random.chance(15)) this.define(type, `arith.negf ${a}${fast} : ${textOf(type)}`);
        else
          this.define(
            type,
            `arith.${random.pick(FLOAT_BINARY)} ${a}, ${b}${fast} : ${textOf(type)}`,
          );
        return;
      }
      case 4: {
        const type = this.type(INTEGERS);
        const code = `arith.cmpi ${random.pick(CMPI)}, ${this.operand(type)}, ${this.operand(type)} : ${textOf(type)}`;
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
        const type = this.type([...INTEGERS, ...this.floats]);
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

  private extended(): void {
    const type = this.type(INTEGERS);
    const [a, b] = [this.operand(type), this.operand(type)];
    const op = this.random.pick(['addui_extended', 'mulsi_extended', 'mului_extended']);
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
    const shape = random.pick(SHAPES);
    const ordered = (elements: readonly string[]) => {
      const [a, b] = [random.pick(elements), random.pick(elements)];
      return WIDTHS[a] <= WIDTHS[b] ? [a, b] : [b, a];
    };
    const make = (op: string, from: string, to: string, flags = '') => {
      const source = { shape, element: from };
      const target = { shape, element: to };
      this.define(
        target,
        `arith.${op} ${this.operand(source)}${flags} : ${textOf(source)} to ${textOf(target)}`,
      );
    };
    switch (random.below(8)) {
      case 0:
      case 1: {
        const [narrow, wide] = ordered(FIXED);
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
        make(random.pick(['sitofp', 'uitofp']), random.pick(FIXED), random.pick(this.floats));
        return;
      case 5:
        make(random.pick(['fptosi', 'fptoui']), random.pick(this.floats), random.pick(FIXED));
        return;
      case 6: {
        const op = random.pick(['index_cast', 'index_castui']);
        const other = random.pick(FIXED);
        if (random.chance(50)) make(op, other, 'index');
        else make(op, 'index', other);
        return;
      }
      default: {
        const from = random.pick([...FIXED, ...this.floats]);
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
