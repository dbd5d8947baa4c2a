/**
 * The expressions of C++ that specs written for MLIR use as predicates and transformers: names,
 * template calls, methods, operators, lambdas of `auto` declarations and one `return`.
 * Anything else is not understood, which is no error: the constraint stays unchecked.
 */

export type CppExpression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  /** A name without its leading `::`; template arguments as they are written. */
  | { readonly kind: 'name'; readonly name: string; readonly templates: readonly string[] }
  /** `$name`. */
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly CppExpression[] }
  | { readonly kind: 'unary'; readonly op: string; readonly of: CppExpression }
  | {
      readonly kind: 'binary';
      readonly op: string;
      readonly left: CppExpression;
      readonly right: CppExpression;
    }
  | {
      readonly kind: 'choice';
      readonly test: CppExpression;
      readonly yes: CppExpression;
      readonly no: CppExpression;
    }
  | {
      readonly kind: 'call';
      readonly callee: CppExpression;
      readonly args: readonly CppExpression[];
    }
  | {
      readonly kind: 'member';
      readonly object: CppExpression;
      readonly name: string;
      readonly templates: readonly string[];
    }
  | {
      readonly kind: 'lambda';
      readonly params: readonly string[];
      readonly locals: readonly { readonly name: string; readonly value: CppExpression }[];
      readonly result: CppExpression;
    };

/** Thrown for what is no such expression; never leaves this folder. */
export class NotUnderstood extends Error {}

const TOKEN =
  /\s+|\/\*[\s\S]*?\*\/|\/\/[^\n]*|(\d+)[uUlL]*|"((?:[^"\\]|\\.)*)"|(\$?[A-Za-z_]\w*)|(::|->|&&|\|\||[=!<>]=|<<|>>|[-+*/%!~<>()[\]{}.,;?:&|=])/y;

interface Token {
  readonly kind: 'number' | 'string' | 'name' | 'sign' | 'end';
  readonly text: string;
}

const END: Token = { kind: 'end', text: '' };

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length; ) {
    const found = TOKEN.exec(text);
    if (found === null) throw new NotUnderstood(text);
    const [, number, string, name, sign] = found;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (string !== undefined) tokens.push({ kind: 'string', text: unescaped(string) });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  return tokens;
}

/** C++ escapes a quote, a backslash and a line's end as JSON does; others are rare. */
function unescaped(body: string): string {
  try {
    return JSON.parse(`"${body}"`);
  } catch {
    throw new NotUnderstood(body);
  }
}

/** Functions and classes whose `<` opens template arguments. */
const TEMPLATES = new Set([
  'isa',
  'isa_and_nonnull',
  'isa_and_present',
  'cast',
  'dyn_cast',
  'dyn_cast_or_null',
  'equal_to',
  'hasTrait',
  'getType',
  'ArrayRef',
  'SmallVector',
]);

const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

/** Throws NotUnderstood. */
export function parseCpp(text: string): CppExpression {
  return new CppParser(tokenize(text)).whole();
}

class CppParser {
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  whole(): CppExpression {
    const result = this.expression();
    if (this.token.kind !== 'end') throw new NotUnderstood(this.token.text);
    return result;
  }

  private get token(): Token {
    return this.tokens[this.at] ?? END;
  }

  private is(sign: string): boolean {
    return this.token.kind === 'sign' && this.token.text === sign;
  }

  private accept(sign: string): boolean {
    if (!this.is(sign)) return false;
    this.at++;
    return true;
  }

  private expect(sign: string): void {
    if (!this.accept(sign)) throw new NotUnderstood(`'${this.token.text}' for '${sign}'`);
  }

  private acceptWord(word: string): boolean {
    if (this.token.kind !== 'name' || this.token.text !== word) return false;
    this.at++;
    return true;
  }

  private word(): string {
    const { kind, text } = this.token;
    if (kind !== 'name') throw new NotUnderstood(text);
    this.at++;
    return text;
  }

  private expression(): CppExpression {
    const test = this.binary(0);
    if (!this.accept('?')) return test;
    const yes = this.expression();
    this.expect(':');
    return { kind: 'choice', test, yes, no: this.expression() };
  }

  private binary(level: number): CppExpression {
    if (level === LEVELS.length) return this.unary();
    let left = this.binary(level + 1);
    while (this.token.kind === 'sign' && LEVELS[level].includes(this.token.text)) {
      const op = this.token.text;
      this.at++;
      left = { kind: 'binary', op, left, right: this.binary(level + 1) };
    }
    return left;
  }

  private unary(): CppExpression {
    for (const op of ['!', '~', '-']) {
      if (this.accept(op)) return { kind: 'unary', op, of: this.unary() };
    }
    return this.postfix(this.primary());
  }

  private postfix(start: CppExpression): CppExpression {
    let at = start;
    for (;;) {
      if (this.accept('(')) at = { kind: 'call', callee: at, args: this.list(')') };
      else if (this.accept('{')) at = { kind: 'call', callee: at, args: this.list('}') };
      else if (this.accept('.') || this.accept('->')) {
        const name = this.word();
        at = { kind: 'member', object: at, name, templates: this.templates(name) };
      } else return at;
    }
  }

  private primary(): CppExpression {
    const { kind, text } = this.token;
    if (kind === 'number' || kind === 'string') {
      this.at++;
      return kind === 'number' ? { kind, value: Number(text) } : { kind, value: text };
    }
    if (this.accept('(')) {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    if (this.accept('{')) return { kind: 'list', items: this.list('}') };
    if (this.accept('[')) return this.lambda();
    if (kind === 'name' && text.startsWith('$')) {
      this.at++;
      return { kind: 'variable', name: text.slice(1) };
    }
    return this.qualifiedName();
  }

  private qualifiedName(): CppExpression {
    this.accept('::');
    const parts = [this.word()];
    let templates = this.templates(parts[0]);
    while (templates.length === 0 && this.accept('::')) {
      parts.push(this.word());
      templates = this.templates(parts.at(-1)!);
    }
    return { kind: 'name', name: parts.join('::'), templates };
  }

  /** The arguments behind a template's name, each as its text without spaces. */
  private templates(name: string): string[] {
    if (!TEMPLATES.has(name) || !this.accept('<')) return [];
    const args: string[] = [''];
    for (let depth = 1; ; this.at++) {
      const { kind, text } = this.token;
      if (kind === 'end') throw new NotUnderstood(name);
      if (text === '<') depth++;
      if (text === '>' && --depth === 0) break;
      if (text === ',' && depth === 1) args.push('');
      else args.push(`${args.pop()}${text}`);
    }
    this.at++;
    return args;
  }

  private list(close: string): CppExpression[] {
    const items: CppExpression[] = [];
    if (this.accept(close)) return items;
    do items.push(this.expression());
    while (this.accept(','));
    this.expect(close);
    return items;
  }

  /** `[&](Type a) -> T { auto b = …; return …; }`, behind the bracket. */
  private lambda(): CppExpression {
    this.accept('&');
    this.expect(']');
    const params: string[] = [];
    if (this.accept('(') && !this.accept(')')) {
      do params.push(this.parameter());
      while (this.accept(','));
      this.expect(')');
    }
    if (this.accept('->')) this.qualifiedName();
    this.expect('{');
    const locals: { name: string; value: CppExpression }[] = [];
    while (this.acceptWord('auto')) {
      const name = this.word();
      this.expect('=');
      locals.push({ name, value: this.expression() });
      this.expect(';');
    }
    if (!this.acceptWord('return')) throw new NotUnderstood(this.token.text);
    const result = this.expression();
    this.expect(';');
    this.expect('}');
    return { kind: 'lambda', params, locals, result };
  }

  /** `const ::mlir::Type &name`: the name. */
  private parameter(): string {
    this.acceptWord('const');
    this.qualifiedName();
    this.accept('&');
    return this.word();
  }
}
