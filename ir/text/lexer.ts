import type { SourceText } from '../source-text.js';

/**
 * The lexer pulls one token at a time over the char codes of the source. It makes no token
 * objects: the parser reads `kind`, `start` and `end`, and takes a substring only where it needs
 * one. The source holds bytes as char codes (latin1), so its length is the file's and a UTF-8
 * name passes through unchanged.
 */

export const Tok = {
  eof: 0,
  bareIdent: 1,
  at: 2,
  hash: 3,
  percent: 4,
  caret: 5,
  exclamation: 6,
  integer: 7,
  float: 8,
  string: 9,
  arrow: 10,
  lparen: 11,
  rparen: 12,
  lbrace: 13,
  rbrace: 14,
  lsquare: 15,
  rsquare: 16,
  less: 17,
  greater: 18,
  comma: 19,
  colon: 20,
  doubleColon: 21,
  equal: 22,
  plus: 23,
  minus: 24,
  star: 25,
  question: 26,
  bar: 27,
  ellipsis: 28,
  metadataBegin: 29,
  metadataEnd: 30,
  slash: 31,
  error: 32,
} as const;

export type Token = (typeof Tok)[keyof typeof Tok];

// Char classes, by code: what may start or continue a name.
const LETTER = 1;
const DIGIT = 2;
const NAME = 4; // letters, digits, $ . _
const SUFFIX = 8; // letters, digits, $ . _ -
const CLASS = new Uint8Array(256);
for (let c = 0; c < 256; c++) {
  const ch = String.fromCharCode(c);
  if (/[A-Za-z_]/.test(ch)) CLASS[c] |= LETTER;
  if (/[0-9]/.test(ch)) CLASS[c] |= DIGIT;
  if (/[A-Za-z0-9_$.]/.test(ch)) CLASS[c] |= NAME;
  if (/[A-Za-z0-9_$.-]/.test(ch)) CLASS[c] |= SUFFIX;
}

/** The tokens that always are the same text. */
export const PUNCTUATION: Readonly<Record<string, Token>> = {
  '(': Tok.lparen,
  ')': Tok.rparen,
  '{': Tok.lbrace,
  '}': Tok.rbrace,
  '[': Tok.lsquare,
  ']': Tok.rsquare,
  '<': Tok.less,
  '>': Tok.greater,
  ',': Tok.comma,
  ':': Tok.colon,
  '=': Tok.equal,
  '+': Tok.plus,
  '-': Tok.minus,
  '*': Tok.star,
  '?': Tok.question,
  '|': Tok.bar,
  '->': Tok.arrow,
  '::': Tok.doubleColon,
  '...': Tok.ellipsis,
};
/** Takes a literal of a format: punctuation or a word. */
export function acceptLiteral(
  p: { accept(kind: Token): boolean; acceptKeyword(word: string): boolean },
  text: string,
): boolean {
  const token = PUNCTUATION[text];
  return token ? p.accept(token) : p.acceptKeyword(text);
}

/** Those of one character that no longer token begins with. */
const PUNCTUATION_BY_CODE = new Uint8Array(256);
for (const ch of '()}[]<>,=+*?|') PUNCTUATION_BY_CODE[ch.charCodeAt(0)] = PUNCTUATION[ch];

/**
 * Names seen lately, so that a word that stands in a text a million times is one string. A slot is
 * found from the length and three of the characters; what is there already is compared.
 */
const NAMES: string[] = new Array(2048).fill('');
const LONGEST_NAME = 40;

function nameAt(source: string, start: number, end: number): string {
  const length = end - start;
  if (length === 0 || length > LONGEST_NAME) return source.slice(start, end);
  const mixed =
    source.charCodeAt(start) * 31 +
    source.charCodeAt(end - 1) * 1021 +
    source.charCodeAt((start + end) >> 1) * 127 +
    length * 7;
  const slot = mixed & 2047;
  const known = NAMES[slot];
  if (known.length === length) {
    let i = 0;
    while (i < length && known.charCodeAt(i) === source.charCodeAt(start + i)) i++;
    if (i === length) return known;
  }
  const name = source.slice(start, end);
  NAMES[slot] = name;
  return name;
}

/** How a symbol without a name is printed. */
export const EMPTY_SYMBOL = '<<INVALID EMPTY SYMBOL>>';

export class Lexer {
  readonly input: SourceText;
  readonly source: string;
  kind: Token = Tok.eof;
  /** The current token is source[start, end). */
  start = 0;
  end = 0;
  /** For Tok.error: what is wrong. */
  problem = '';
  /** End of the token before. */
  previousEnd = 0;
  /** Of a `%12` or `12`: 12; -1 for a name, and for digits that are no plain number (`%007`). */
  number = -1;
  /** Of a string: it stands for its own characters, all ASCII. */
  isPlain = false;

  constructor(input: SourceText) {
    this.input = input;
    this.source = input.text;
    this.next();
  }

  get text(): string {
    return nameAt(this.source, this.start, this.end);
  }

  /** The text without its first character: the name behind `%`, `^`, `#`, `!`, `@`. */
  get name(): string {
    return nameAt(this.source, this.start + 1, this.end);
  }

  /** A number token: its value where it is a plain decimal integer, else its text. */
  get literal(): number | string {
    return this.kind === Tok.integer && this.number >= 0 ? this.number : this.text;
  }

  /** The characters of a plain string. */
  get stringBody(): string {
    return nameAt(this.source, this.start + 1, this.end - 1);
  }

  /** Goes on lexing at an offset (used where a token is split, as in `4x8xf32`). */
  resetTo(offset: number): void {
    this.end = offset;
    this.next();
  }

  next(): void {
    const source = this.source;
    const length = source.length;
    this.previousEnd = this.end;
    let at = this.end;
    for (;;) {
      const c = source.charCodeAt(at);
      // Space, newline, tab, carriage return.
      if (c === 32 || c === 10 || c === 9 || c === 13) {
        at++;
      } else if (c === 47 && source.charCodeAt(at + 1) === 47) {
        const newline = source.indexOf('\n', at);
        at = newline < 0 ? length : newline + 1;
      } else {
        break;
      }
    }
    this.start = at;
    if (at >= length) {
      this.end = length;
      this.start = length;
      this.kind = Tok.eof;
      return;
    }
    const c = source.charCodeAt(at);
    const cls = c < 256 ? CLASS[c] : 0;
    if (cls & LETTER) {
      at++;
      while (CLASS[source.charCodeAt(at)] & NAME) at++;
      this.kind = Tok.bareIdent;
      this.end = at;
      return;
    }
    if (c === 37) {
      this.lexPercent(at + 1);
      return;
    }
    if (cls & DIGIT) {
      this.lexNumber(at);
      return;
    }
    const simple = PUNCTUATION_BY_CODE[c];
    if (simple) {
      this.kind = simple as Token;
      this.end = at + 1;
    } else {
      this.lexRare(c, at);
    }
  }

  /** What no word, value, number or plain punctuation begins with: apart, to keep `next` small. */
  private lexRare(c: number, at: number): void {
    const source = this.source;
    switch (c) {
      case 34: // "
        this.lexString(at, Tok.string);
        return;
      case 64: // @
        if (source.charCodeAt(at + 1) === 34) {
          this.lexString(at + 1, Tok.at);
        } else if (CLASS[source.charCodeAt(at + 1)] & LETTER) {
          let end = at + 2;
          while (CLASS[source.charCodeAt(end)] & NAME) end++;
          this.take(Tok.at, end);
        } else if (source.startsWith(EMPTY_SYMBOL, at + 1)) {
          this.take(Tok.at, at + 1 + EMPTY_SYMBOL.length);
        } else {
          this.fail(at + 1, "expected a symbol name after '@': letters, or text in quotes");
        }
        return;
      case 35: // #
        if (source.startsWith('#-}', at)) this.take(Tok.metadataEnd, at + 3);
        else this.lexPrefixed(Tok.hash, at + 1);
        return;
      case 94: // ^
        this.lexPrefixed(Tok.caret, at + 1);
        return;
      case 33: // !
        this.lexPrefixed(Tok.exclamation, at + 1);
        return;
      case 45: // -
        if (source.charCodeAt(at + 1) === 62) this.take(Tok.arrow, at + 2);
        else this.take(Tok.minus, at + 1);
        return;
      case 58: // :
        if (source.charCodeAt(at + 1) === 58) this.take(Tok.doubleColon, at + 2);
        else this.take(Tok.colon, at + 1);
        return;
      case 123: // {
        if (source.startsWith('{-#', at)) this.take(Tok.metadataBegin, at + 3);
        else this.take(Tok.lbrace, at + 1);
        return;
      case 46: // .
        if (source.startsWith('...', at)) this.take(Tok.ellipsis, at + 3);
        else this.fail(at + 1, "expected '...' after '.'");
        return;
      case 47: // /
        this.take(Tok.slash, at + 1);
        return;
      default:
        this.fail(at + 1, 'unexpected character');
    }
  }

  private take(kind: Token, end: number): void {
    this.kind = kind;
    this.end = end;
  }

  private fail(end: number, problem: string): void {
    this.kind = Tok.error;
    this.end = end;
    this.problem = problem;
  }

  /** `%12` in one go, other values as any prefixed name. */
  private lexPercent(at: number): void {
    const source = this.source;
    const from = at;
    let c = source.charCodeAt(at);
    let value = 0;
    while (c >= 48 && c <= 57) {
      value = value * 10 + (c - 48);
      c = source.charCodeAt(++at);
    }
    const digits = at - from;
    if (digits === 0) {
      this.number = -1;
      this.lexPrefixed(Tok.percent, from);
      return;
    }
    const isNumber = digits === 1 || (digits < 10 && source.charCodeAt(from) !== 48);
    this.number = isNumber ? value : -1;
    this.kind = Tok.percent;
    this.end = at;
  }

  /** `%name`, `%12`, `^bb0`, `#alias`, `!dialect.type`: a number, or a name that may hold `-`. */
  private lexPrefixed(kind: Token, at: number): void {
    const source = this.source;
    const first = CLASS[source.charCodeAt(at)];
    if (first & DIGIT) {
      at++;
      while (CLASS[source.charCodeAt(at)] & DIGIT) at++;
    } else if (first & SUFFIX) {
      at++;
      while (CLASS[source.charCodeAt(at)] & SUFFIX) at++;
    } else {
      this.fail(at, `expected a name or a number after '${source[at - 1]}'`);
      return;
    }
    this.take(kind, at);
  }

  /** Integers (`12`, `0xFF`) and floats (`1.5e-3`; a point is required). */
  private lexNumber(at: number): void {
    const source = this.source;
    if (source.charCodeAt(at) === 48 && source.charCodeAt(at + 1) === 120 && this.lexHex(at)) {
      return;
    }
    const from = at;
    let value = 0;
    let c = source.charCodeAt(at);
    while (c >= 48 && c <= 57) {
      value = value * 10 + (c - 48);
      c = source.charCodeAt(++at);
    }
    if (c !== 46) {
      this.number = at - from < 10 ? value : -1;
      this.take(Tok.integer, at);
      return;
    }
    at++;
    while (CLASS[source.charCodeAt(at)] & DIGIT) at++;
    c = source.charCodeAt(at);
    if (c === 101 || c === 69) {
      // e, E; then a sign or none: without a digit behind them it is not the number's.
      c = source.charCodeAt(at + 1);
      let digits = c === 43 || c === 45 ? at + 2 : at + 1;
      if (CLASS[source.charCodeAt(digits)] & DIGIT) {
        while (CLASS[source.charCodeAt(digits)] & DIGIT) digits++;
        at = digits;
      }
    }
    this.take(Tok.float, at);
  }

  /** `0xFF`; false, and nothing done, where no digit stands behind the `x`. */
  private lexHex(start: number): boolean {
    let at = start + 2;
    while (/[0-9A-Fa-f]/.test(this.source[at] ?? '')) at++;
    if (at === start + 2) return false;
    this.number = -1;
    this.take(Tok.integer, at);
    return true;
  }

  private lexString(quote: number, kind: Token): void {
    const source = this.source;
    const long = quote + LONG_STRING;
    let plain = true;
    for (let at = quote + 1; ; at++) {
      const c = source.charCodeAt(at);
      if (at === long) {
        const end = simpleStringEnd(source, at);
        if (end >= 0) {
          this.isPlain = false;
          this.take(kind, end + 1);
          return;
        }
      }
      if (c === 34) {
        this.isPlain = plain;
        this.take(kind, at + 1);
        return;
      }
      if (c > 92) {
        if (c > 126) plain = false;
        continue;
      }
      if (Number.isNaN(c) || c === 10 || c === 11 || c === 12) {
        this.fail(at, "expected '\"' in string literal");
        return;
      }
      if (c === 92) {
        plain = false;
        const e = source[at + 1] ?? '';
        if (e === '"' || e === '\\' || e === 'n' || e === 't') at++;
        else if (/^[0-9A-Fa-f]{2}$/.test(source.slice(at + 1, at + 3))) at += 2;
        else {
          this.fail(at + 1, 'unknown escape in string literal');
          return;
        }
      }
    }
  }
}

/** Beyond so many characters a string is searched, not read. */
const LONG_STRING = 256;

/**
 * Where the rest of a string ends that has no escape and nothing that is not allowed in it; -1 for
 * one to be read character by character. Searches are the engine's own, ten times as fast; they
 * go over a piece while it is in the processor's cache.
 */
function simpleStringEnd(source: string, from: number): number {
  const end = source.indexOf('"', from);
  for (let at = from; at < end; at += 1 << 16) {
    const piece = source.slice(at, Math.min(at + (1 << 16), end));
    if (['\\', '\n', '\v', '\f'].some((c) => piece.includes(c))) return -1;
  }
  return end;
}

/** The text of a string token (with its quotes), escapes resolved, as char codes = bytes. */
export function unescapeBytes(token: string): string {
  const body = token.slice(1, -1);
  if (!body.includes('\\')) return body;
  const out = Buffer.allocUnsafe(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at++) {
    const c = body.charCodeAt(at);
    if (c !== 92) {
      out[length++] = c;
      continue;
    }
    const escaped = body[++at];
    if (escaped === 'n') out[length++] = 10;
    else if (escaped === 't') out[length++] = 9;
    else if (escaped === '"' || escaped === '\\') out[length++] = body.charCodeAt(at);
    else out[length++] = nibble(body.charCodeAt(at)) * 16 + nibble(body.charCodeAt(++at));
  }
  return out.toString('latin1', 0, length);
}

/** Value of a hex digit. */
const nibble = (c: number): number => (c < 58 ? c - 48 : (c & 15) + 9);
