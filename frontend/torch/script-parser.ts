// The language that TorchScript programs are stored in: a small part of Python, one class or function
// after another, as torch.jit.save prints it. Types are skipped: values know what they are.

import { FormatError } from '../common/index.js';

export type Expr =
  | { readonly kind: 'value'; readonly value: null | boolean | number | string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'attribute'; readonly of: Expr; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expr; readonly at: Expr }
  | {
      readonly kind: 'call';
      readonly callee: Expr;
      readonly args: readonly Expr[];
      readonly named: ReadonlyMap<string, Expr>;
    }
  | { readonly kind: 'list' | 'tuple'; readonly items: readonly Expr[] }
  | { readonly kind: 'dict'; readonly keys: readonly Expr[]; readonly values: readonly Expr[] }
  | { readonly kind: 'unary'; readonly op: string; readonly of: Expr }
  | { readonly kind: 'binary'; readonly op: string; readonly lhs: Expr; readonly rhs: Expr }
  | { readonly kind: 'choice'; readonly condition: Expr; readonly yes: Expr; readonly no: Expr };

export type Statement = { readonly line: number } & (
  | { readonly kind: 'assign'; readonly targets: readonly string[]; readonly value: Expr }
  | { readonly kind: 'do'; readonly value: Expr }
  | { readonly kind: 'return'; readonly value: Expr }
  | {
      readonly kind: 'if';
      readonly condition: Expr;
      readonly yes: readonly Statement[];
      readonly no: readonly Statement[];
    }
  | {
      readonly kind: 'for';
      readonly name: string;
      readonly over: Expr;
      readonly body: readonly Statement[];
    }
  | { readonly kind: 'while'; readonly condition: Expr; readonly body: readonly Statement[] }
  | { readonly kind: 'pass' }
);

export interface ScriptFunction {
  readonly name: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly type: string;
    readonly fallback: Expr | undefined;
  }[];
  readonly body: readonly Statement[];
  readonly file: string;
}

/** What a file defines: functions, and the methods of its classes. */
export interface ScriptFile {
  readonly functions: ReadonlyMap<string, ScriptFunction>;
  readonly classes: ReadonlyMap<string, ReadonlyMap<string, ScriptFunction>>;
}

interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'mark' | 'line' | 'in' | 'out' | 'end';
  readonly text: string;
  readonly line: number;
}

const TOKEN =
  /[ \t]*(?:(#[^\n]*)|(\n)|([A-Za-z_]\w*)|(\d[\d_]*\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)|("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(->|\*\*|\/\/|==|!=|<=|>=|<<|>>|[-+*/%<>=()[\]{},.:@&|^~]))/y;

/** Tokens, with `in` and `out` where the indentation of a line grows and shrinks. */
function tokens(source: string, file: string): Token[] {
  const found: Token[] = [];
  const indents = [0];
  let [at, line, depth] = [0, 1, 0];
  let isStart = true;
  while (at < source.length) {
    if (isStart && depth === 0) {
      const blank = /[ ]*(#[^\n]*)?(\n|$)/y;
      blank.lastIndex = at;
      const empty = blank.exec(source);
      if (empty && (empty[0] !== '' || at >= source.length)) {
        at = blank.lastIndex;
        line++;
        continue;
      }
      let width = 0;
      while (source[at + width] === ' ') width++;
      if (width > indents[indents.length - 1]) {
        indents.push(width);
        found.push({ kind: 'in', text: '', line });
      }
      while (width < indents[indents.length - 1]) {
        indents.pop();
        found.push({ kind: 'out', text: '', line });
      }
      isStart = false;
    }
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (!match) {
      if (/^[ \t\r]*$/.test(source.slice(at))) break;
      throw new FormatError(
        `${file}:${line}`,
        undefined,
        `found '${source.slice(at, at + 20).trim()}', which is no TorchScript`,
      );
    }
    at = TOKEN.lastIndex;
    const [, comment, newline, name, number, quoted, mark] = match;
    if (comment !== undefined) continue;
    if (newline !== undefined) {
      if (depth === 0) {
        found.push({ kind: 'line', text: '', line });
        isStart = true;
      }
      line++;
      continue;
    }
    if (mark !== undefined && '([{'.includes(mark)) depth++;
    if (mark !== undefined && ')]}'.includes(mark)) depth--;
    const kind =
      name !== undefined
        ? 'name'
        : number !== undefined
          ? 'number'
          : quoted !== undefined
            ? 'string'
            : 'mark';
    found.push({ kind, text: name ?? number ?? quoted ?? mark, line });
  }
  if (found.at(-1)?.kind !== 'line') found.push({ kind: 'line', text: '', line });
  for (let i = indents.length - 1; i > 0; i--) found.push({ kind: 'out', text: '', line });
  found.push({ kind: 'end', text: '', line });
  return found;
}

/** Reads a file of a program. Throws FormatError with the line. */
export function parseScript(source: string, file: string): ScriptFile {
  return new Parser(tokens(source, file), file).file();
}

/** Binary operators by how tightly they bind. */
const BINDING: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  is: 4,
  isnot: 4,
  in: 4,
  '==': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '|': 5,
  '^': 6,
  '&': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '//': 10,
  '%': 10,
  '@': 10,
  '**': 12,
};
const MOST_DEPTH = 100;

class Parser {
  private readonly tokens: readonly Token[];
  private readonly path: string;
  private at = 0;
  private depth = 0;

  constructor(list: readonly Token[], path: string) {
    this.tokens = list;
    this.path = path;
  }

  private get token(): Token {
    return this.tokens[this.at];
  }

  private fail(expected: string): never {
    const { text, kind, line } = this.token;
    const found =
      text === ''
        ? kind === 'end'
          ? 'the end'
          : `the ${kind === 'line' ? 'end of a line' : 'beginning of a block'}`
        : `'${text}'`;
    throw new FormatError(
      `${this.path}:${line}`,
      undefined,
      `found ${found}, expected ${expected}`,
    );
  }

  private atKind(...kinds: readonly Token['kind'][]): boolean {
    return kinds.includes(this.token.kind);
  }

  private is(text: string): boolean {
    const { kind, text: found } = this.token;
    return found === text && (kind === 'mark' || kind === 'name');
  }

  private takeIf(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  private take(text: string): void {
    if (!this.takeIf(text)) this.fail(`'${text}'`);
  }

  private takeKind(kind: Token['kind'], what: string): string {
    if (this.token.kind !== kind) this.fail(what);
    return this.tokens[this.at++].text;
  }

  file(): ScriptFile {
    const functions = new Map<string, ScriptFunction>();
    const classes = new Map<string, Map<string, ScriptFunction>>();
    while (this.token.kind !== 'end') {
      if (this.is('def')) {
        const fn = this.definition();
        functions.set(fn.name, fn);
      } else if (this.is('class')) this.classDefinition(classes);
      else this.skipLine();
    }
    return { functions, classes };
  }

  private skipLine(): void {
    while (this.token.kind !== 'line' && this.token.kind !== 'end') this.at++;
    if (this.token.kind === 'line') this.at++;
  }

  private classDefinition(classes: Map<string, Map<string, ScriptFunction>>): void {
    this.take('class');
    const name = this.takeKind('name', 'the name of a class');
    const methods = new Map<string, ScriptFunction>();
    this.skipLine();
    classes.set(name, methods);
    if (!this.atKind('in')) return;
    this.at++;
    while (!this.atKind('out', 'end')) {
      if (this.is('def')) {
        const fn = this.definition();
        methods.set(fn.name, fn);
      } else this.skipLine();
    }
    if (this.atKind('out')) this.at++;
  }

  private definition(): ScriptFunction {
    this.take('def');
    const name = this.takeKind('name', 'the name of a function');
    const parameters: ScriptFunction['parameters'][number][] = [];
    this.take('(');
    while (!this.takeIf(')')) {
      if (this.takeIf('*') || this.takeIf(',')) continue;
      const parameter = this.takeKind('name', 'a parameter');
      const type = this.takeIf(':') ? this.type() : '';
      parameters.push({
        name: parameter,
        type,
        fallback: this.takeIf('=') ? this.expression() : undefined,
      });
    }
    if (this.takeIf('->')) this.type();
    return { name, parameters, body: this.block(), file: this.path };
  }

  /** Skips a type; its text. */
  private type(): string {
    let text = '';
    for (let open = 0; ; this.at++) {
      const { kind, text: word } = this.token;
      if (kind === 'line' || kind === 'end') return text;
      if (open === 0 && kind === 'mark' && [',', ')', '=', ':'].includes(word)) return text;
      if ('[('.includes(word) && kind === 'mark') open++;
      if ('])'.includes(word) && kind === 'mark') open--;
      text += word;
    }
  }

  private block(): Statement[] {
    this.take(':');
    if (!this.atKind('line')) return [this.statement()];
    this.at++;
    const body: Statement[] = [];
    if (!this.atKind('in')) return body;
    if (++this.depth > MOST_DEPTH) this.fail('fewer blocks inside each other');
    this.at++;
    while (!this.atKind('out', 'end')) body.push(this.statement());
    if (this.atKind('out')) this.at++;
    this.depth--;
    return body;
  }

  private statement(): Statement {
    const { line } = this.token;
    if (this.takeIf('return')) {
      const value: Expr =
        this.token.kind === 'line' ? { kind: 'value', value: null } : this.expressions();
      return this.ended({ kind: 'return', value, line });
    }
    if (this.takeIf('pass')) return this.ended({ kind: 'pass', line });
    if (this.takeIf('if')) {
      const condition = this.expression();
      const yes = this.block();
      const no = this.takeIf('else') ? this.block() : [];
      return { kind: 'if', condition, yes, no, line };
    }
    if (this.takeIf('for')) {
      const name = this.takeKind('name', 'a name');
      this.take('in');
      return { kind: 'for', name, over: this.expression(), body: this.block(), line };
    }
    if (this.takeIf('while'))
      return { kind: 'while', condition: this.expression(), body: this.block(), line };
    if (this.is('assert') || this.is('raise')) {
      this.skipLine();
      return { kind: 'pass', line };
    }
    const first = this.expressions();
    if (this.takeIf(':')) this.type();
    if (!this.takeIf('=')) return this.ended({ kind: 'do', value: first, line });
    const targets = (first.kind === 'tuple' ? first.items : [first]).map((t) => {
      if (t.kind === 'name') return t.name;
      return this.fail('a name to assign to');
    });
    const value = this.expressions();
    // A tuple of one is unpacked, a name is not.
    return this.ended({
      kind: 'assign',
      targets: first.kind === 'tuple' ? ['', ...targets] : targets,
      value,
      line,
    });
  }

  private ended(s: Statement): Statement {
    if (this.token.kind === 'line') this.at++;
    else if (this.token.kind !== 'end' && this.token.kind !== 'out')
      this.fail('the end of the line');
    return s;
  }

  /** One expression, or a tuple of several separated by commas. */
  private expressions(): Expr {
    const first = this.expression();
    if (!this.is(',')) return first;
    const items = [first];
    while (this.takeIf(',')) {
      if (this.token.kind === 'line' || this.is('=') || this.is(')')) break;
      items.push(this.expression());
    }
    return { kind: 'tuple', items };
  }

  private expression(): Expr {
    if (++this.depth > MOST_DEPTH) this.fail('an expression nested less deep');
    const value = this.binary(1);
    this.depth--;
    if (!this.takeIf('if')) return value;
    const condition = this.binary(1);
    this.take('else');
    return { kind: 'choice', condition, yes: value, no: this.expression() };
  }

  private binary(least: number): Expr {
    let lhs = this.unary();
    for (;;) {
      const op = this.operator();
      const binding = op === undefined ? 0 : BINDING[op];
      if (op === undefined || binding < least) return lhs;
      this.at += op === 'isnot' ? 2 : 1;
      const rhs = this.binary(op === '**' ? binding : binding + 1);
      lhs = { kind: 'binary', op, lhs, rhs };
    }
  }

  private operator(): string | undefined {
    const { kind, text } = this.token;
    if (kind !== 'mark' && kind !== 'name') return undefined;
    if (text === 'is' && this.tokens[this.at + 1].text === 'not') return 'isnot';
    return text in BINDING ? text : undefined;
  }

  private unary(): Expr {
    for (const op of ['not', '-', '~', '+']) {
      if (this.takeIf(op)) {
        if (++this.depth > MOST_DEPTH) this.fail('an expression nested less deep');
        const of = op === 'not' ? this.binary(3) : this.unary();
        this.depth--;
        return { kind: 'unary', op, of };
      }
    }
    return this.trailer(this.atom());
  }

  private trailer(start: Expr): Expr {
    let of = start;
    for (;;) {
      if (this.takeIf('.'))
        of = { kind: 'attribute', of, name: this.takeKind('name', 'an attribute') };
      else if (this.takeIf('[')) {
        of = { kind: 'index', of, at: this.expressions() };
        this.take(']');
      } else if (this.takeIf('(')) of = this.call(of);
      else return of;
    }
  }

  private call(callee: Expr): Expr {
    const args: Expr[] = [];
    const named = new Map<string, Expr>();
    while (!this.takeIf(')')) {
      const next = this.tokens[this.at + 1];
      if (this.token.kind === 'name' && next.kind === 'mark' && next.text === '=') {
        const { text } = this.token;
        this.at += 2;
        named.set(text, this.expression());
      } else args.push(this.expression());
      if (!this.is(')')) this.take(',');
    }
    return { kind: 'call', callee, args, named };
  }

  private list(close: string): Expr[] {
    const items: Expr[] = [];
    while (!this.takeIf(close)) {
      items.push(this.expression());
      if (!this.is(close)) this.take(',');
    }
    return items;
  }

  private atom(): Expr {
    const { kind, text } = this.token;
    if (kind === 'number') {
      this.at++;
      return { kind: 'value', value: Number(text.replaceAll('_', '')) };
    }
    if (kind === 'string') {
      this.at++;
      let whole = unquoted(text);
      while (this.token.kind === 'string') whole += unquoted(this.tokens[this.at++].text);
      return { kind: 'value', value: whole };
    }
    if (kind === 'name') {
      this.at++;
      if (text === 'None') return { kind: 'value', value: null };
      if (text === 'True' || text === 'False') return { kind: 'value', value: text === 'True' };
      return { kind: 'name', name: text };
    }
    if (this.takeIf('[')) return { kind: 'list', items: this.list(']') };
    if (this.takeIf('{')) return this.dict();
    if (this.takeIf('(')) {
      if (this.takeIf(')')) return { kind: 'tuple', items: [] };
      const inner = this.expressions();
      this.take(')');
      return inner;
    }
    return this.fail('an expression');
  }

  private dict(): Expr {
    const keys: Expr[] = [];
    const values: Expr[] = [];
    while (!this.takeIf('}')) {
      keys.push(this.expression());
      this.take(':');
      values.push(this.expression());
      if (!this.is('}')) this.take(',');
    }
    return { kind: 'dict', keys, values };
  }
}

function unquoted(token: string): string {
  return token
    .slice(1, -1)
    .replace(/\\(n|t|r|.)/g, (_, c: string) => ({ n: '\n', t: '\t', r: '\r' })[c] ?? c);
}
