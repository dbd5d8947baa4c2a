/**
 * Random modules: operations that no dialect declares in generic form, with regions, blocks,
 * successors, aliases, locations and resources, among functions and constants in custom form.
 */
import { hexBytes, Random } from './random.js';
import { TypeTexts } from './random-types.js';

interface Value {
  readonly name: string;
  readonly type: string;
}

/** What a block sees. */
interface Scope {
  readonly values: Value[];
  /** Blocks of the region, for successors. */
  readonly blocks: readonly string[];
}

const INDENT = '  ';
const LOCATION_CHANCE = 25;

class IrText {
  private readonly random: Random;
  private readonly texts: TypeTexts;
  private readonly lines: string[] = [];
  private nextValue = 0;
  private nextBlock = 0;
  private nextFunction = 0;
  private readonly late: string[] = [];

  constructor(seed: number) {
    this.random = new Random(seed);
    this.texts = new TypeTexts(this.random);
  }

  text(): string {
    const { random: r } = this;
    this.aliases();
    const scope: Scope = { values: [], blocks: [] };
    const body = () => {
      for (const _ of r.times(1, 5, () => 0)) this.topLevel(scope);
    };
    if (r.chance(25)) {
      const name = r.chance(30) ? ' @top' : '';
      const attributes = r.chance(30) ? ` attributes {${this.discardable()}}` : '';
      this.lines.push(`module${name}${attributes} {`);
      body();
      this.lines.push(`}${this.trailing()}`);
    } else {
      body();
    }
    for (const name of this.late) this.lines.push(`${name} = loc("late"("f.py":${r.below(9)}:2))`);
    this.resourceSection();
    return `${this.lines.join('\n')}\n`;
  }

  private aliases(): void {
    const { random: r, texts, lines } = this;
    for (let i = r.below(3); i > 0; i--) {
      lines.push(`!t${i} = ${texts.type(2)}`);
      texts.typeAliases.push(`!t${i}`);
    }
    for (let i = r.below(3); i > 0; i--) {
      lines.push(`#a${i} = ${texts.attribute(2)}`);
      texts.attributeAliases.push(`#a${i}`);
    }
    for (let i = r.below(3); i > 0; i--) {
      lines.push(`#loc${i} = loc(${texts.location(2)})`);
      texts.locationAliases.push(`#loc${i}`);
    }
  }

  private resourceSection(): void {
    const { random: r, texts, lines } = this;
    if (texts.resources.size === 0) return;
    const entries = [...texts.resources].map((key) => {
      const alignment = r.pick(['01', '04', '08', '10', '40']);
      return `      ${key}: "0x${alignment}000000${hexBytes(r, r.below(40))}"`;
    });
    lines.push(
      `{-#\n  dialect_resources: {\n    builtin: {\n${entries.join(',\n')}\n    }\n  }\n#-}`,
    );
  }

  /** Attributes that a registered operation lets pass. */
  private discardable(): string {
    const { random: r, texts } = this;
    return r
      .times(0, 2, () => 0)
      .map((_, i) => `my.attr${i} = ${texts.attribute(1)}`)
      .join(', ');
  }

  private trailing(): string {
    const { random: r } = this;
    if (!r.chance(LOCATION_CHANCE)) return '';
    if (r.chance(15)) {
      const name = `#late${this.late.length}`;
      this.late.push(name);
      return ` loc(${name})`;
    }
    return ` loc(${this.texts.location(2)})`;
  }

  private topLevel(scope: Scope): void {
    if (this.random.chance(25)) this.func();
    else if (this.random.chance(10)) this.module();
    else this.operation(scope, 2, INDENT);
  }

  private module(): void {
    const scope: Scope = { values: [], blocks: [] };
    this.lines.push(`  module ${this.random.chance(40) ? `@m${this.nextFunction++} ` : ''}{`);
    for (const _ of this.random.times(0, 3, () => 0)) this.operation(scope, 1, '    ');
    this.lines.push(`  }${this.trailing()}`);
  }

  private valueName(): string {
    const n = this.nextValue++;
    return this.random.pick([`%${n}`, `%v${n}`, `%v${n}`, `%a.b-${n}`, `%$x_${n}`]);
  }

  private func(): void {
    const { random: r, texts } = this;
    const name = `f${this.nextFunction++}`;
    const visibility = r.pick(['', '', 'private ', 'nested ']);
    if (r.chance(15)) {
      this.lines.push(
        `  func.func private @${name}${texts.functionType(1).replace(/-> \(\)$/, '')}${this.trailing()}`,
      );
      return;
    }
    const args = r.times(0, 3, () => ({ name: this.valueName(), type: texts.type(1) }));
    const params = args.map((a) => {
      const attributes = r.chance(15) ? ` {${this.discardable()}}` : '';
      return `${a.name}: ${a.type}${attributes}${r.chance(20) ? ` loc(${texts.location(1)})` : ''}`;
    });
    const attributes = r.chance(20) ? ` attributes {${this.discardable()}}` : '';
    this.lines.push(`  func.func ${visibility}@${name}(${params.join(', ')})${attributes} {`);
    const scope: Scope = { values: [...args], blocks: [] };
    for (const _ of r.times(0, 4, () => 0)) {
      if (r.chance(40)) this.constant(scope);
      else this.operation(scope, 1, '    ', true);
    }
    this.lines.push(`    return${this.trailing()}`, `  }${this.trailing()}`);
  }

  /** Its results have names that say the value. */
  private constant(scope: Scope): void {
    const { random: r, texts } = this;
    const name = this.valueName();
    const type = r.pick(['i1', 'i8', 'i32', 'i64', 'index', 'f32', 'f64', 'bf16', 'tensor<2xi32>']);
    const value =
      type === 'i1'
        ? r.pick(['true', 'false'])
        : type.startsWith('tensor')
          ? 'dense<1>'
          : /f/.test(type)
            ? texts.floatOf(type)
            : texts.integerOf(type);
    const suffix = type === 'i1' ? '' : ` : ${type}`;
    this.lines.push(`    ${name} = arith.constant ${value}${suffix}${this.trailing()}`);
    scope.values.push({ name, type });
  }

  private operation(scope: Scope, depth: number, indent: string, ordered = false): void {
    const { random: r, texts } = this;
    const results = r.times(0, r.chance(70) ? 1 : 3, () => texts.type(r.below(3)));
    const pool = r.chance(70) ? scope.values.slice(-8) : scope.values;
    const operands = pool.length === 0 ? [] : r.times(0, 3, () => r.pick(pool));
    const made = this.names(results);
    // A use of a result in front of it: the regions of such operations are graphs.
    if (!ordered && made.values.length > 0 && r.chance(8)) {
      const early = r.pick(made.values);
      this.lines.push(`${indent}"graph.use"(${early.name}) : (${early.type}) -> ()`);
    }
    const quoted = r.pick([
      '"a.b"',
      '"foo.op"',
      '"x"',
      '"test.long_name.with.dots"',
      '"foo.op"',
      '"é.b"',
    ]);
    let head = `${indent}${made.text}${quoted}(${operands.map((v) => v.name).join(', ')})`;
    if (scope.blocks.length > 0 && r.chance(50) && !ordered) {
      // A branch ends its block: the caller asks for it last.
    }
    if (r.chance(20)) head += ` <{${texts.entries(2)}}>`;
    if (depth > 0 && r.chance(30)) {
      this.lines.push(`${head} ({`);
      const count = 1 + r.below(2);
      for (let i = 0; i < count; i++) {
        if (i > 0) this.lines.push(`${indent}}, {`);
        this.region(scope, depth - 1, `${indent}${INDENT}`);
      }
      head = `${indent}})`;
    }
    if (r.chance(60)) head += ` {${texts.entries(2)}}`;
    const types = operands.map((v) => v.type).join(', ');
    const bare = results.length === 1 && !results[0].startsWith('(') && r.chance(80);
    const out = bare ? results[0] : `(${results.join(', ')})`;
    this.lines.push(`${head} : (${types}) -> ${out}${this.trailing()}`);
    scope.values.push(...made.values);
  }

  /** `%a, %b:2 = ` and the values behind it. */
  private names(types: readonly string[]): { text: string; values: Value[] } {
    const { random: r } = this;
    const values: Value[] = [];
    const parts: string[] = [];
    for (let at = 0; at < types.length; ) {
      const name = this.valueName();
      const size = 1 + r.below(types.length - at);
      parts.push(size > 1 || r.chance(5) ? `${name}:${size}` : name);
      for (let i = 0; i < size; i++) {
        values.push({ name: size > 1 || r.chance(5) ? `${name}#${i}` : name, type: types[at + i] });
      }
      at += size;
    }
    return { text: parts.length > 0 ? `${parts.join(', ')} = ` : '', values };
  }

  private region(outer: Scope, depth: number, indent: string): void {
    const { random: r, texts } = this;
    if (r.chance(10)) return;
    const names = r.times(1, r.chance(60) ? 1 : 4, () =>
      r.pick([`^bb${this.nextBlock++}`, `^b.${this.nextBlock++}`, `^${this.nextBlock++}`]),
    );
    const entryValues: Value[] = [...outer.values];
    for (const [i, name] of names.entries()) {
      const args = r.chance(40)
        ? r.times(1, 3, () => ({ name: this.valueName(), type: texts.type(1) }))
        : [];
      const values = i === 0 ? entryValues : [...entryValues];
      if (i > 0 || args.length > 0 || r.chance(20)) {
        const list = args.map(
          (a) => `${a.name}: ${a.type}${r.chance(20) ? ` loc(${texts.location(1)})` : ''}`,
        );
        this.lines.push(`${indent}${name}${list.length > 0 ? `(${list.join(', ')})` : ''}:`);
      } else {
        names[0] = '';
      }
      values.push(...args);
      const scope: Scope = { values, blocks: names };
      for (const _ of r.times(0, 3, () => 0)) this.operation(scope, depth, indent);
      if (names.length > 1 || r.chance(20)) this.branch(scope, indent);
    }
  }

  private branch(scope: Scope, indent: string): void {
    const { random: r } = this;
    const others = scope.blocks.slice(1);
    const targets = others.length > 0 ? r.times(0, 3, () => r.pick(others)) : [];
    const successors = targets.length > 0 ? `[${targets.join(', ')}]` : '';
    this.lines.push(`${indent}"t.end"()${successors} : () -> ()${this.trailing()}`);
  }
}

export function randomIr(seed: number): string {
  return new IrText(seed).text();
}
