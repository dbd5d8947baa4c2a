// The text form of protocol buffers (prototxt, pbtxt), read by the schema of the binary form. Messages
// are built as they are read; names in text are snake_case, in the schema camelCase.

import { FormatError } from '../common/index.js';
import { emptyMessage, type Message, type Schema } from './binary.js';

const MOST_DEPTH = 64;
const snake = (name: string) => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/**
 * Reads a message from its text form. With `others` off an unknown field is skipped. Throws FormatError
 * with the line.
 */
export function readTextMessage<S extends Schema>(
  source: string,
  schema: S,
  where: string,
): Message<S> {
  return new TextReader(source, where).message(schema, 0, '') as Message<S>;
}

interface Token {
  /** Punctuation, a word or number, a quoted string; '' at the end. */
  readonly kind: 'mark' | 'word' | 'string' | 'end';
  readonly text: string;
  readonly at: number;
}

const TOKEN =
  /(?:[\s;,]+|#[^\n]*)*(?:([{}<>[\]:])|([-+.\w/]+)|("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(\S)|$)/gy;

class TextReader {
  private readonly source: string;
  private readonly where: string;
  private token: Token;
  private at = 0;

  constructor(source: string, where: string) {
    this.source = source;
    this.where = where;
    this.token = this.next();
  }

  private fail(found: string, at = this.token.at): never {
    const line = this.source.slice(0, at).split('\n').length;
    throw new FormatError(`${this.where}:${line}`, undefined, found, 'mend the text');
  }

  private next(): Token {
    TOKEN.lastIndex = this.at;
    const match = TOKEN.exec(this.source)!;
    this.at = TOKEN.lastIndex;
    const [all, mark, word, quoted, other] = match;
    const found = mark ?? word ?? quoted ?? other ?? '';
    const at = match.index + all.length - found.length;
    if (other !== undefined) this.fail(`found '${other}', which means nothing here`, at);
    if (quoted !== undefined) return { kind: 'string', text: unquoted(quoted), at };
    return { kind: mark ? 'mark' : word ? 'word' : 'end', text: found, at };
  }

  private take(): Token {
    const taken = this.token;
    this.token = this.next();
    return taken;
  }

  private takeMark(mark: string): boolean {
    if (this.token.kind !== 'mark' || this.token.text !== mark) return false;
    this.take();
    return true;
  }

  message(schema: Schema, depth: number, end: string): Record<string, unknown> {
    if (depth > MOST_DEPTH) this.fail(`found messages nested deeper than ${MOST_DEPTH}`);
    const names = new Map(Object.keys(schema).map((n) => [snake(n), n]));
    const out = emptyMessage(schema);
    while (!(end ? this.takeMark(end) : this.token.kind === 'end')) {
      if (this.token.kind !== 'word') {
        this.fail(`found ${describe(this.token)}, expected the name of a field`);
      }
      const { text, at } = this.take();
      const name = names.get(text);
      if (name === undefined) this.skipValue(depth);
      else this.field(schema, name, out, depth, at);
    }
    return out;
  }

  private field(
    schema: Schema,
    name: string,
    out: Record<string, unknown>,
    depth: number,
    at: number,
  ): void {
    const field = schema[name];
    const put = (value: unknown) => {
      if (field.isMany) (out[name] as unknown[]).push(value);
      else out[name] = value;
    };
    const hasColon = this.takeMark(':');
    const one = () => {
      if (field.schema) {
        const close = this.takeMark('{') ? '}' : this.takeMark('<') ? '>' : undefined;
        if (!close) this.fail(`found ${describe(this.token)}, expected '{' of '${snake(name)}'`);
        put(this.message(field.schema(), depth + 1, close!));
        return;
      }
      if (!hasColon) this.fail(`found no ':' behind '${snake(name)}'`, at);
      put(this.scalar(schema, name));
    };
    if (!this.takeMark('[')) one();
    else while (!this.takeMark(']')) one();
  }

  private scalar(schema: Schema, name: string): unknown {
    const field = schema[name];
    const token = this.take();
    if (field.isQuoted !== (token.kind === 'string' || undefined) || token.kind === 'end') {
      this.fail(`found ${describe(token)} for '${snake(name)}'`, token.at);
    }
    let { text } = token;
    // Strings that follow each other are one.
    while (field.isQuoted && this.token.kind === 'string') text += this.take().text;
    const value = field.fromText!(text);
    if (value === undefined) this.fail(`found ${describe(token)} for '${snake(name)}'`, token.at);
    return value;
  }

  private skipValue(depth: number): void {
    if (depth > MOST_DEPTH) this.fail(`found messages nested deeper than ${MOST_DEPTH}`);
    this.takeMark(':');
    const close = { '{': '}', '<': '>', '[': ']' }[this.token.text];
    const opened = this.take();
    if (opened.kind === 'string') while (this.token.kind === 'string') this.take();
    if (opened.kind !== 'mark' && opened.kind !== 'end') return;
    if (!close) this.fail(`found ${describe(opened)}, expected a value`, opened.at);
    let open = 1;
    while (open > 0) {
      const { kind, text } = this.take();
      if (kind === 'end') this.fail(`found the end, expected '${close}'`);
      if (kind === 'mark' && '{<['.includes(text)) open++;
      if (kind === 'mark' && '}>]'.includes(text)) open--;
    }
  }
}

const describe = (t: Token) => (t.kind === 'end' ? 'the end' : `'${t.text}'`);

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

function unquoted(token: string): string {
  return token.slice(1, -1).replace(/\\(x[\da-fA-F]{1,2}|[0-7]{1,3}|.)/g, (_, code: string) => {
    if (/^x./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 255);
    return ESCAPES[code] ?? code;
  });
}
