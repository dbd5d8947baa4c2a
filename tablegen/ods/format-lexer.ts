/** The words of an `assemblyFormat`: `$name`, `directive`, punctuation and `` `literal` ``. */

export interface FormatToken {
  readonly kind: 'literal' | 'variable' | 'keyword' | 'punctuation' | 'string' | 'end';
  readonly text: string;
  /** Offset in the format string. */
  readonly at: number;
}

/** An error at an offset of the format string; the caller knows where the string stands. */
export class FormatError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const TOKEN = /\s+|`([^`]*)`|\$([a-zA-Z_]\w*)|([a-zA-Z_][\w-]*)|"([^"]*)"|([()?^:,<>=|*])/y;

export function lexFormat(text: string): FormatToken[] {
  const tokens: FormatToken[] = [];
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (found === null) {
      const message =
        text[at] === '`'
          ? "expected a closing '`'"
          : text[at] === '$'
            ? "expected a name after '$'"
            : `unexpected character '${text[at]}'`;
      throw new FormatError(message, at);
    }
    const [whole, literal, variable, keyword, string, punctuation] = found;
    if (literal !== undefined) tokens.push({ kind: 'literal', text: literal, at });
    else if (variable !== undefined) tokens.push({ kind: 'variable', text: variable, at });
    else if (keyword !== undefined) tokens.push({ kind: 'keyword', text: keyword, at });
    else if (string !== undefined) tokens.push({ kind: 'string', text: string, at });
    else if (punctuation !== undefined) tokens.push({ kind: 'punctuation', text: punctuation, at });
    at += whole.length;
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return tokens;
}

/** Reads tokens one by one. */
export class FormatCursor {
  private readonly tokens: readonly FormatToken[];
  private index = 0;
  constructor(text: string) {
    this.tokens = lexFormat(text);
  }
  get token(): FormatToken {
    return this.tokens[this.index];
  }
  next(): FormatToken {
    return this.tokens[this.index++];
  }
  is(punctuation: string): boolean {
    return this.token.kind === 'punctuation' && this.token.text === punctuation;
  }
  accept(punctuation: string): boolean {
    if (!this.is(punctuation)) return false;
    this.index++;
    return true;
  }
  expect(punctuation: string, where: string): void {
    if (!this.accept(punctuation)) throw this.fail(`expected '${punctuation}' ${where}`);
  }
  fail(message: string, at = this.token.at): FormatError {
    return new FormatError(message, at);
  }
}

const PUNCTUATION = new Set([
  '->',
  '...',
  ',',
  ':',
  '=',
  '<',
  '>',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '?',
  '+',
  '*',
  '-',
  '|',
  '::',
  '/',
  '#',
  '&',
  '!',
  '@',
  '%',
  '^',
]);

/** A literal: spaces and newlines are whitespace, anything else must be one token of the IR text. */
export function literalElement({ text, at }: FormatToken): {
  readonly kind: 'literal' | 'whitespace';
  readonly text: string;
} {
  if (text === '\\n') return { kind: 'whitespace', text: '\n' };
  if (text === '' || /^ +$/.test(text) || text === '\n') return { kind: 'whitespace', text };
  if (!PUNCTUATION.has(text) && !/^[a-zA-Z_][\w$.]*$/.test(text)) {
    throw new FormatError(
      `expected a keyword or punctuation between the backticks, got '${text}'`,
      at + 1,
    );
  }
  return { kind: 'literal', text };
}

/** The known name that is most like the given one. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, name.length >> 1) + 1;
  for (const candidate of known) {
    const distance = editDistance(name, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}
