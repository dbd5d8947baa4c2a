/**
 * Small random programs of func, cf and arith: blocks that branch at will, calls at will, values of the
 * blocks above. What they compute means nothing; that two compilers make the same of them does.
 */

/** A repeatable source of numbers (mulberry32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** A whole number below `n`. */
  below(n: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * n);
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }
}

export interface ProgramOptions {
  /** Several blocks in a function. */
  readonly branches: boolean;
  readonly calls: boolean;
}

interface Signature {
  readonly name: string;
  readonly visibility: string;
  readonly args: readonly string[];
  readonly results: readonly string[];
}

const TYPES = ['i32', 'i1', 'index'] as const;
const BINARY = ['addi', 'subi', 'muli', 'andi', 'ori', 'xori', 'maxsi', 'divsi'] as const;

export function randomProgram(seed: number, options: ProgramOptions): string {
  return new ProgramWriter(new Random(seed), options).module();
}

class ProgramWriter {
  private readonly random: Random;
  private readonly options: ProgramOptions;
  private readonly lines: string[] = [];
  private readonly functions: Signature[] = [];
  private count = 0;

  constructor(random: Random, options: ProgramOptions) {
    this.random = random;
    this.options = options;
  }

  module(): string {
    const { random } = this;
    const types = (n: number) => Array.from({ length: n }, () => random.pick(TYPES));
    const count = 1 + random.below(5);
    for (let i = 0; i < count; i++) {
      this.functions.push({
        name: `f${i}`,
        visibility: i > 0 && random.chance(70) ? 'private ' : '',
        args: types(random.below(4)),
        results: types(random.below(3)),
      });
    }
    for (const f of this.functions) {
      if (f.visibility !== '' && random.chance(8)) {
        this.lines.push(
          `func.func private @${f.name}(${f.args.join(', ')})${resultText(f.results)}`,
        );
      } else {
        this.function(f);
      }
    }
    return `${this.lines.join('\n')}\n`;
  }

  private function(f: Signature): void {
    const { random } = this;
    this.count = 0;
    const args = f.args.map((type, i) => ({ name: `%a${i}`, type }));
    const text = args.map((a) => `${a.name}: ${a.type}`).join(', ');
    this.lines.push(`func.func ${f.visibility}@${f.name}(${text})${resultText(f.results)} {`);
    const blocks = this.options.branches ? 1 + random.below(6) : 1;
    const targets = Array.from({ length: blocks - 1 }, (_, i) => ({
      name: `^bb${i + 1}`,
      args: Array.from({ length: random.below(3) }, () => random.pick(TYPES)),
    }));
    for (let b = 0; b < blocks; b++) {
      // Only the entry dominates for certain: its values and the block's own are used.
      const values: Value[] = b === 0 ? [...args] : [...args, ...this.entryValues];
      if (b > 0) {
        const target = targets[b - 1];
        const own = target.args.map((type) => ({ name: this.fresh(), type }));
        const list = own.map((a) => `${a.name}: ${a.type}`).join(', ');
        this.lines.push(`${target.name}${own.length > 0 ? `(${list})` : ''}:`);
        values.push(...own);
      }
      const ops = random.below(6);
      for (let i = 0; i < ops; i++) this.operation(values);
      if (b === 0) this.entryValues = values.slice(args.length);
      this.terminator(f, values, targets);
    }
    this.lines.push('}');
  }

  private entryValues: Value[] = [];

  private fresh(): string {
    return `%v${this.count++}`;
  }

  /** A value of the type; a constant where there is none. */
  private value(values: Value[], type: string): string {
    const fitting = values.filter((v) => v.type === type);
    if (fitting.length > 0 && !this.random.chance(15)) return this.random.pick(fitting).name;
    const name = this.fresh();
    const constant =
      type === 'i1' ? this.random.pick(['true', 'false']) : `${this.random.below(5) - 2} : ${type}`;
    this.lines.push(`  ${name} = arith.constant ${constant}`);
    values.push({ name, type });
    return name;
  }

  private operation(values: Value[]): void {
    const { random } = this;
    const kind = random.below(100);
    if (kind < 45) {
      const type = random.pick(TYPES);
      const [a, b] = [this.value(values, type), this.value(values, type)];
      const name = this.fresh();
      this.lines.push(`  ${name} = arith.${random.pick(BINARY)} ${a}, ${b} : ${type}`);
      values.push({ name, type });
    } else if (kind < 55) {
      const type = random.pick(['i32', 'index']);
      const [a, b] = [this.value(values, type), this.value(values, type)];
      const name = this.fresh();
      this.lines.push(
        `  ${name} = arith.cmpi ${random.pick(['eq', 'slt', 'uge'])}, ${a}, ${b} : ${type}`,
      );
      values.push({ name, type: 'i1' });
    } else if (kind < 65) {
      const type = random.pick(TYPES);
      const [c, a, b] = [
        this.value(values, 'i1'),
        this.value(values, type),
        this.value(values, type),
      ];
      const name = this.fresh();
      this.lines.push(`  ${name} = arith.select ${c}, ${a}, ${b} : ${type}`);
      values.push({ name, type });
    } else if (kind < 85 && this.options.calls) {
      this.call(values);
    } else {
      const type = random.pick(TYPES);
      const a = this.value(values, type);
      this.lines.push(`  "foo.use"(${a}) : (${type}) -> ()`);
    }
  }

  private call(values: Value[]): void {
    const callee = this.random.pick(this.functions);
    const operands = callee.args.map((type) => this.value(values, type));
    const { results } = callee;
    const name = this.fresh();
    const left =
      results.length === 0 ? '' : `${name}${results.length > 1 ? `:${results.length}` : ''} = `;
    const types = results.length === 1 ? results[0] : `(${results.join(', ')})`;
    this.lines.push(
      `  ${left}func.call @${callee.name}(${operands.join(', ')}) : (${callee.args.join(', ')}) -> ${types}`,
    );
    results.forEach((type, i) => {
      values.push({ name: results.length > 1 ? `${name}#${i}` : name, type });
    });
  }

  private terminator(
    f: Signature,
    values: Value[],
    targets: readonly { readonly name: string; readonly args: readonly string[] }[],
  ): void {
    const { random } = this;
    const goTo = () => {
      const { name, args } = random.pick(targets);
      const passed = args.map((type) => this.value(values, type));
      return passed.length === 0 ? name : `${name}(${passed.join(', ')} : ${args.join(', ')})`;
    };
    const kind = targets.length === 0 ? 0 : random.below(100);
    // The reference's cf.switch takes no result by its number.
    if (kind >= 90) values = values.filter((v) => !v.name.includes('#'));
    if (kind < 30) {
      const operands = f.results.map((type) => this.value(values, type));
      this.lines.push(
        operands.length === 0
          ? '  return'
          : `  return ${operands.join(', ')} : ${f.results.join(', ')}`,
      );
    } else if (kind < 55) {
      this.lines.push(`  cf.br ${goTo()}`);
    } else if (kind < 90) {
      const condition = this.value(values, 'i1');
      this.lines.push(`  cf.cond_br ${condition}, ${goTo()}, ${goTo()}`);
    } else {
      const flag = this.value(values, 'i32');
      this.lines.push(
        `  cf.switch ${flag} : i32, [default: ${goTo()}, 0: ${goTo()}, 1: ${goTo()}]`,
      );
    }
  }
}

interface Value {
  readonly name: string;
  readonly type: string;
}

function resultText(results: readonly string[]): string {
  if (results.length === 0) return '';
  return ` -> ${results.length === 1 ? results[0] : `(${results.join(', ')})`}`;
}
