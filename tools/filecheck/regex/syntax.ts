/**
 * Reads a POSIX extended regular expression into a tree. The dialect is the reference's library:
 * `.` and `[^x]` stop at a newline, `\1` … `\9` refer back, `\d` is a plain `d`, and a repetition is
 * what its definition makes of it: `x{2,3}` is `x x? x`, which decides what the groups of x hold.
 *
 * Text is a string of bytes (latin1), as `.` matches one byte in the reference.
 */

export type AssertionKind = 'bol' | 'eol' | 'word-begin' | 'word-end';

/** One byte of a set: `set[byte]` is 1. */
export interface SetNode {
  readonly kind: 'set';
  readonly set: Uint8Array;
  /** The only byte, where there is one. */
  readonly only?: number;
}

export type Node =
  | SetNode
  | { readonly kind: AssertionKind }
  | { readonly kind: 'group'; readonly index: number; readonly body: Node }
  /** `body` is what the group may match: more than what it did match. */
  | { readonly kind: 'backref'; readonly index: number; readonly body: Node }
  | { readonly kind: 'seq'; readonly items: readonly Node[] }
  | { readonly kind: 'alt'; readonly items: readonly Node[] }
  /** Once or more. `x*` is an optional one, apart from `x+?`, which the grammar does not have. */
  | { readonly kind: 'plus'; readonly body: Node }
  | { readonly kind: 'star'; readonly body: Node };

/** The expression is not well-formed; the wording is the reference's. */
export class RegexError extends Error {}

/** The expression is well-formed, but too large, or too slow with some text. */
export class RegexLimit extends Error {}

export interface Syntax {
  readonly root: Node;
  readonly groupCount: number;
  readonly hasBackrefs: boolean;
}

/** The text as an expression that matches itself. */
export const escapeRegex = (text: string): string => text.replace(/[()^$|*+?.[\]\\{}]/g, '\\$&');

const MAX_COUNT = 255;
const MAX_DEPTH = 1000;
const NEWLINE = 10;
const EMPTY: Node = { kind: 'seq', items: [] };

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /(?![\x80-\x9f])\p{Cc}/u,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[\t-\r ]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

export function parseRegex(source: string, ignoreCase: boolean): Syntax {
  return new Parser(source, ignoreCase).parse();
}

const isDigit = (c: string): boolean => c >= '0' && c <= '9';

class Parser {
  private readonly text: string;
  private readonly ignoreCase: boolean;
  private pos = 0;
  private depth = 0;
  private groupCount = 0;
  private hasBackrefs = false;
  /** What the groups that are closed match, by number. */
  private readonly closed = new Map<number, Node>();

  constructor(text: string, ignoreCase: boolean) {
    this.text = text;
    this.ignoreCase = ignoreCase;
  }

  parse(): Syntax {
    const root = this.alternatives('');
    return { root, groupCount: this.groupCount, hasBackrefs: this.hasBackrefs };
  }

  private more(): boolean {
    return this.pos < this.text.length;
  }
  private peek(ahead = 0): string {
    return this.text.charAt(this.pos + ahead);
  }
  private sees(word: string): boolean {
    return this.text.startsWith(word, this.pos);
  }
  private eat(word: string): boolean {
    if (!this.sees(word)) return false;
    this.pos += word.length;
    return true;
  }

  private alternatives(stop: string): Node {
    const items: Node[] = [];
    do {
      const parts: Node[] = [];
      while (this.more() && this.peek() !== '|' && (stop === '' || this.peek() !== stop)) {
        const part = this.repetition();
        // `x{0}` is no part at all, and as a whole branch an error.
        if (part !== EMPTY) parts.push(part);
      }
      if (parts.length === 0) throw new RegexError('empty (sub)expression');
      items.push(parts.length === 1 ? parts[0] : { kind: 'seq', items: parts });
    } while (this.eat('|'));
    return items.length === 1 ? items[0] : { kind: 'alt', items };
  }

  private seesRepetition(): boolean {
    switch (this.peek()) {
      case '*':
      case '+':
      case '?':
        return true;
      case '{':
        return isDigit(this.peek(1));
      default:
        return false;
    }
  }

  private repetition(): Node {
    const body = this.atom();
    if (!this.seesRepetition()) return body;
    if (body.kind === 'bol') throw new RegexError('repetition-operator operand invalid');
    let node: Node;
    if (this.eat('*')) node = { kind: 'star', body };
    else if (this.eat('+')) node = { kind: 'plus', body };
    else if (this.eat('?')) node = optional(body);
    else node = this.counted(body);
    if (this.seesRepetition()) throw new RegexError('repetition-operator operand invalid');
    return node;
  }

  /** `{n}`, `{n,}`, `{n,m}` */
  private counted(body: Node): Node {
    this.pos++;
    const min = this.count();
    let max = min;
    if (this.eat(',')) {
      max = isDigit(this.peek()) ? this.count() : Number.POSITIVE_INFINITY;
      if (min > max) throw new RegexError('invalid repetition count(s)');
    }
    if (!this.eat('}')) {
      const closes = this.text.includes('}', this.pos);
      throw new RegexError(closes ? 'invalid repetition count(s)' : 'braces not balanced');
    }
    return repeated(body, min, max);
  }

  private count(): number {
    let value = 0;
    while (isDigit(this.peek()) && value <= MAX_COUNT)
      value = value * 10 + Number(this.text[this.pos++]);
    if (value > MAX_COUNT) throw new RegexError('invalid repetition count(s)');
    return value;
  }

  private atom(): Node {
    const c = this.text[this.pos++];
    switch (c) {
      case '(':
        return this.group();
      case ')':
        throw new RegexError('parentheses not balanced');
      case '^':
        return { kind: 'bol' };
      case '$':
        return { kind: 'eol' };
      case '*':
      case '+':
      case '?':
        throw new RegexError('repetition-operator operand invalid');
      case '.':
        return ANY;
      case '[':
        return this.bracket();
      case '\\':
        return this.escape();
      case '{':
        if (isDigit(this.peek())) throw new RegexError('repetition-operator operand invalid');
        return this.ordinary(c);
      default:
        return this.ordinary(c);
    }
  }

  private group(): Node {
    const index = ++this.groupCount;
    if (!this.more()) throw new RegexError('parentheses not balanced');
    if (++this.depth > MAX_DEPTH)
      throw new RegexLimit(`its parentheses nest more than ${MAX_DEPTH} deep`);
    const body = this.sees(')') ? EMPTY : this.alternatives(')');
    this.depth--;
    if (!this.eat(')')) throw new RegexError('parentheses not balanced');
    this.closed.set(index, body);
    return { kind: 'group', index, body };
  }

  private escape(): Node {
    if (!this.more()) throw new RegexError('trailing backslash (\\)');
    const c = this.text[this.pos++];
    if (c < '1' || c > '9') return this.ordinary(c);
    const index = Number(c);
    const body = this.closed.get(index);
    if (body === undefined) throw new RegexError('invalid backreference number');
    this.hasBackrefs = true;
    return { kind: 'backref', index, body };
  }

  private ordinary(c: string): Node {
    return character(c.charCodeAt(0), this.ignoreCase);
  }

  /** After the opening bracket; a backslash means itself here. */
  private bracket(): Node {
    if (this.eat('[:<:]]')) return { kind: 'word-begin' };
    if (this.eat('[:>:]]')) return { kind: 'word-end' };
    const start = this.pos;
    const set = this.bracketSet();
    const key = `${this.ignoreCase ? 'i' : ' '}${this.text.slice(start, this.pos)}`;
    const known = brackets.get(key);
    if (known) return known;
    const node: Node = { kind: 'set', set };
    if (brackets.size < MAX_BRACKETS) brackets.set(key, node);
    return node;
  }

  private bracketSet(): Uint8Array {
    const negated = this.eat('^');
    const set = new Uint8Array(256);
    if (this.eat(']')) set[0x5d] = 1;
    else if (this.eat('-')) set[0x2d] = 1;
    while (this.more() && this.peek() !== ']' && !this.sees('-]')) this.bracketTerm(set);
    if (this.eat('-')) set[0x2d] = 1;
    if (!this.eat(']')) throw new RegexError('brackets ([ ]) not balanced');
    if (this.ignoreCase) addOtherCase(set);
    if (negated) {
      for (let code = 0; code < 256; code++) set[code] = set[code] === 0 ? 1 : 0;
      set[NEWLINE] = 0;
    }
    return set;
  }

  private bracketTerm(set: Uint8Array): void {
    if (this.peek() === '-') throw new RegexError('invalid character range');
    if (this.eat('[:')) {
      const name = /^[A-Za-z]*/.exec(this.text.slice(this.pos))?.[0] ?? '';
      this.pos += name.length;
      if (!this.more()) throw new RegexError('brackets ([ ]) not balanced');
      if (!Object.hasOwn(CLASSES, name) || !this.eat(':]'))
        throw new RegexError('invalid character class');
      for (let code = 0; code < 256; code++)
        if (CLASSES[name].test(String.fromCharCode(code))) set[code] = 1;
      return;
    }
    if (this.eat('[=')) {
      set[this.element('=]')] = 1;
      return;
    }
    const first = this.symbol();
    let last = first;
    if (this.peek() === '-' && this.pos + 1 < this.text.length && this.peek(1) !== ']') {
      this.pos++;
      last = this.eat('-') ? 0x2d : this.symbol();
    }
    // Bytes are signed in the reference: those from 0x80 stand before all others.
    const [low, high] = [(first << 24) >> 24, (last << 24) >> 24];
    if (low > high) throw new RegexError('invalid character range');
    for (let code = low; code <= high; code++) set[code & 0xff] = 1;
  }

  private symbol(): number {
    if (!this.more()) throw new RegexError('brackets ([ ]) not balanced');
    return this.eat('[.') ? this.element('.]') : this.text.charCodeAt(this.pos++);
  }

  private element(close: string): number {
    const end = this.text.indexOf(close, this.pos);
    if (end < 0) throw new RegexError('brackets ([ ]) not balanced');
    if (end !== this.pos + 1) throw new RegexError('invalid collating element');
    const code = this.text.charCodeAt(this.pos);
    this.pos = end + close.length;
    return code;
  }
}

const optional = (body: Node): Node => ({ kind: 'alt', items: [body, EMPTY] });

/** x{m,n}: m-1 times x, then n-m times x?, then x. */
function repeated(body: Node, min: number, max: number): Node {
  if (max === 0) return EMPTY;
  if (min === 0) return optional(repeated(body, 1, max));
  if (max === 1) return body;
  const isOpen = max === Number.POSITIVE_INFINITY;
  const items: Node[] = new Array<Node>(min - 1).fill(body);
  if (!isOpen && max > min) items.push(...new Array<Node>(max - min).fill(optional(body)));
  items.push(isOpen ? { kind: 'plus', body } : body);
  return items.length === 1 ? items[0] : { kind: 'seq', items };
}

const ANY: SetNode = {
  kind: 'set',
  set: new Uint8Array(256).fill(1).fill(0, NEWLINE, NEWLINE + 1),
};

/** The sets of a check file are much the same: of an equal text there is one. */
const brackets = new Map<string, Node>();
const MAX_BRACKETS = 256;

/** Most of a pattern is plain characters: each is made once. */
const characters = new Map<number, SetNode>();

function character(code: number, ignoreCase: boolean): SetNode {
  const key = ignoreCase ? code + 256 : code;
  let node = characters.get(key);
  if (node === undefined) {
    const set = new Uint8Array(256);
    set[code] = 1;
    if (ignoreCase) addOtherCase(set);
    const hasOther = ignoreCase && /[A-Za-z]/.test(String.fromCharCode(code));
    node = hasOther ? { kind: 'set', set } : { kind: 'set', set, only: code };
    characters.set(key, node);
  }
  return node;
}

function addOtherCase(set: Uint8Array): void {
  for (let upper = 0x41; upper <= 0x5a; upper++) {
    const either = set[upper] | set[upper + 32];
    set[upper] = either;
    set[upper + 32] = either;
  }
}
