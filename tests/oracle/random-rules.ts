/** Random files of rules: most are right, some use what is not there or stand where they must not. */
import type { Random } from './random.js';

/** What a name in scope is. */
type Kind = 'Attr' | 'Op' | 'Type' | 'TypeRange' | 'Value' | 'ValueRange';

const KINDS: readonly Kind[] = ['Attr', 'Op', 'Type', 'TypeRange', 'Value', 'ValueRange'];
const OPS = ['d.a', 'd.b', 'd.c', 'e.f_g'];

interface Callable {
  readonly name: string;
  readonly params: readonly Kind[];
  readonly results: readonly Kind[];
  readonly isConstraint: boolean;
}

export function randomRules(random: Random): string {
  return new RuleWriter(random).file();
}

class RuleWriter {
  private readonly random: Random;
  private names = new Map<string, Kind>();
  private readonly callables: Callable[] = [];
  private next = 0;

  constructor(random: Random) {
    this.random = random;
  }

  file(): string {
    const items = this.random.times(1, 5, () =>
      this.random.chance(45) ? this.callable() : this.pattern(),
    );
    return `${items.join('\n')}\n`;
  }

  private fresh(): string {
    // Now and then a name that is there already.
    if (this.random.chance(2) && this.names.size > 0) return [...this.names.keys()][0];
    return `v${this.next++}`;
  }

  private kind(): Kind {
    return this.random.pick(KINDS);
  }

  private constraint(kind: Kind): string {
    const { random } = this;
    if (kind === 'Op') return random.chance(50) ? 'Op' : `Op<${random.pick(OPS)}>`;
    const single = this.callables.find(
      (c) => c.isConstraint && c.params.length === 1 && c.params[0] === kind,
    );
    if (single && random.chance(25))
      return random.chance(50) ? single.name : `[${kind}, ${single.name}]`;
    return kind;
  }

  private declared(kind: Kind): string {
    const name = this.fresh();
    this.names.set(name, kind);
    return `${name}: ${this.constraint(kind)}`;
  }

  private callable(): string {
    const { random } = this;
    const isConstraint = random.chance(60);
    const params = random.times(0, 3, () => this.kind());
    const results = random.chance(40) ? random.times(1, 2, () => this.kind()) : [];
    const name =
      random.chance(3) && this.callables.length > 0 ? this.callables[0].name : `F${this.next++}`;
    this.names = new Map();
    const args = params.map((k) => this.declared(k)).join(', ');
    const listed = results.map((k, i) => (random.chance(50) ? k : `r${i}: ${k}`));
    const arrow =
      results.length === 0
        ? ''
        : ` -> ${results.length === 1 && random.chance(50) ? listed[0] : `(${listed.join(', ')})`}`;
    const head = `${isConstraint ? 'Constraint' : 'Rewrite'} ${name}(${args})${arrow}`;
    const body = this.body(isConstraint, results);
    this.callables.push({ name, params, results, isConstraint });
    return `${head}${body}`;
  }

  private body(isConstraint: boolean, results: readonly Kind[]): string {
    const { random } = this;
    if (random.chance(55)) return ';';
    if (random.chance(25)) return ` [{ return success(); }]${random.chance(50) ? ';' : ''}`;
    const inside = isConstraint ? 'match' : 'rewrite';
    if (random.chance(30)) return ` => ${this.value(results[0] ?? 'Attr', inside, 2)};`;
    const lines = random.times(0, 3, () => this.statement(inside));
    if (results.length > 0 && !random.chance(5)) {
      const values = results.map((k) => this.value(k, inside, 1));
      lines.push(`return ${values.length === 1 ? values[0] : `(${values.join(', ')})`};`);
    }
    return ` {\n  ${lines.join('\n  ')}\n}`;
  }

  private pattern(): string {
    const { random } = this;
    this.names = new Map();
    const name = random.chance(50) ? ` P${this.next++}` : '';
    const data = random.times(0, 2, () =>
      random.pick([`benefit(${random.below(4)})`, 'recursion']),
    );
    const meta = data.length > 0 ? ` with ${data.join(', ')}` : '';
    if (random.chance(20)) return `Pattern${name}${meta} => ${this.ending()}`;
    const lines = random.times(0, 4, () => this.statement('match'));
    if (!random.chance(4)) lines.push(this.ending());
    if (random.chance(3)) lines.push(this.statement('match'));
    return `Pattern${name}${meta} {\n  ${lines.join('\n  ')}\n}`;
  }

  private ending(): string {
    const { random } = this;
    const root = this.value('Op', 'match', 2);
    if (random.chance(30)) return `erase ${root};`;
    if (random.chance(50)) {
      const by = random.chance(40)
        ? `(${random.times(0, 2, () => this.value(random.pick(['Value', 'ValueRange', 'Op']), 'rewrite', 1)).join(', ')})`
        : this.value(random.pick(['Value', 'ValueRange', 'Op', this.kind()]), 'rewrite', 2);
      return `replace ${root} with ${by};`;
    }
    const outer = new Map(this.names);
    const lines = random.times(0, 3, () => this.statement('rewrite'));
    this.names = outer;
    return `rewrite ${root} with { ${lines.join(' ')} };`;
  }

  private statement(inside: 'match' | 'rewrite'): string {
    const { random } = this;
    const kind = this.kind();
    const roll = random.below(100);
    if (roll < 55) {
      const value =
        inside === 'rewrite' || random.chance(60) ? ` = ${this.value(kind, inside, 2)}` : '';
      const typed = value === '' || random.chance(50);
      const name = this.fresh();
      const text = `let ${name}${typed ? `: ${this.constraint(kind)}` : ''}${value};`;
      this.names.set(name, kind);
      return text;
    }
    if (roll < 80) return `${this.call(inside, undefined, 2) ?? this.value(kind, inside, 2)};`;
    if (inside === 'match') return `${this.value('Op', inside, 2)};`;
    const root = this.value('Op', inside, 1);
    return random.chance(50)
      ? `erase ${root};`
      : `replace ${root} with ${this.value(random.pick(['Value', 'ValueRange', 'Op']), inside, 1)};`;
  }

  private call(
    inside: 'match' | 'rewrite',
    result: Kind | undefined,
    depth: number,
  ): string | undefined {
    const { random } = this;
    const fitting = this.callables.filter(
      (c) =>
        (c.isConstraint === (inside === 'match') || random.chance(3)) &&
        (result === undefined || (c.results.length === 1 && c.results[0] === result)),
    );
    if (fitting.length === 0 || depth <= 0) return undefined;
    const { name, params } = random.pick(fitting);
    const args = params.map((k) => this.value(k, inside, depth - 1));
    if (random.chance(3)) args.pop();
    return `${inside === 'match' && random.chance(12) ? 'not ' : ''}${name}(${args.join(', ')})`;
  }

  private value(kind: Kind, inside: 'match' | 'rewrite', depth: number): string {
    const { random } = this;
    const wanted = random.chance(3) ? this.kind() : kind;
    const known = [...this.names].filter(
      ([, k]) =>
        k === wanted ||
        (wanted === 'Value' && k === 'Op') ||
        (wanted === 'ValueRange' && (k === 'Op' || k === 'Value')),
    );
    if (known.length > 0 && random.chance(45)) return random.pick(known)[0];
    if (random.chance(12)) {
      const call = this.call(inside, wanted, depth - 1);
      if (call) return call;
    }
    switch (wanted) {
      case 'Attr':
        return random.chance(60) || inside === 'rewrite'
          ? `attr<"${random.pick(['1 : i32', 'unit', '\\"s\\"', '[1, 2]', 'i64'])}">`
          : this.declared('Attr');
      case 'Type':
        return random.chance(60) || inside === 'rewrite'
          ? `type<"${random.pick(['i32', 'tensor<4xf32>', 'index'])}">`
          : this.declared('Type');
      case 'Op':
        return depth > 0 || inside === 'rewrite'
          ? this.operation(inside, depth)
          : this.declared('Op');
      case 'Value': {
        const ops = [...this.names].filter(([, k]) => k === 'Op');
        if (ops.length > 0 && random.chance(50)) return `${random.pick(ops)[0]}.${random.below(2)}`;
        return inside === 'rewrite' ? this.operation(inside, depth - 1) : this.declared('Value');
      }
      default:
        if (inside === 'rewrite') {
          const one = wanted === 'TypeRange' ? 'Type' : 'Value';
          return `(${random.times(0, 2, () => this.value(one, inside, depth - 1)).join(', ')})`;
        }
        return this.declared(wanted);
    }
  }

  private operation(inside: 'match' | 'rewrite', depth: number): string {
    const { random } = this;
    const name = inside === 'match' && random.chance(10) ? '' : random.pick(OPS);
    const kinds: readonly Kind[] = ['Value', 'Value', 'ValueRange', 'Op'];
    const operands =
      depth > 0 && random.chance(60)
        ? `(${random.times(0, 3, () => this.value(random.pick(kinds), inside, depth - 1)).join(', ')})`
        : '';
    const attributes = random.chance(35)
      ? ` {${random.times(1, 2, () => this.attribute(inside, depth)).join(', ')}}`
      : '';
    const types = random.chance(inside === 'rewrite' ? 60 : 35)
      ? ` -> (${random.times(0, 2, () => this.value(random.pick(['Type', 'Type', 'TypeRange']), inside, depth - 1)).join(', ')})`
      : '';
    return `op<${name}>${operands}${attributes}${types}`;
  }

  private attribute(inside: 'match' | 'rewrite', depth: number): string {
    const { random } = this;
    const name = random.pick(['k', 'l', 'm', '"q.r"']);
    return random.chance(25) ? name : `${name} = ${this.value('Attr', inside, depth - 1)}`;
  }
}
