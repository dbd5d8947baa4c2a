/**
 * POSIX extended regular expressions with the meaning of the reference's library: leftmost-longest,
 * `.` and `[^x]` stop at a newline, `^` and `$` match at lines, `\1` … `\9` refer back, no `\d`.
 *
 * The engine is not a matcher of its own: the expression is parsed into a tree, printed as a
 * JavaScript RegExp, and that finds where the leftmost match starts (a place where any match starts
 * is the same for both kinds). JavaScript's match ends where the first choice ends, POSIX's where
 * the longest does; unless the expression has one way to match, the set of places where it can end
 * is computed over the tree, and the groups are dissected from left to right, each part taking as
 * much as the rest allows. With a back-reference the RegExp's own match stands: there the first
 * choice counts instead of the longest.
 *
 * Text is a string of bytes (latin1), as `.` matches one byte in the reference.
 */

/** One character of a set, and the set as JavaScript writes it. */
interface SetNode {
  readonly kind: 'set';
  readonly set: Uint8Array;
  readonly script: string;
}

type Node =
  | SetNode
  | { readonly kind: 'bol' | 'eol' | 'word-begin' | 'word-end' }
  | { readonly kind: 'group'; readonly index: number; readonly body: Node }
  | { readonly kind: 'backref'; readonly index: number }
  | { readonly kind: 'seq'; readonly items: readonly Node[] }
  | { readonly kind: 'alt'; readonly items: readonly Node[] }
  | { readonly kind: 'repeat'; readonly body: Node; readonly min: number; readonly max: number };

/** The expression is not well-formed; the wording is the reference's. */
export class RegexError extends Error {}

export interface RegexMatch {
  readonly index: number;
  /** Group 0 is the whole match. */
  readonly groups: readonly (string | undefined)[];
}

export interface Ere {
  readonly groupCount: number;
  exec(text: string): RegexMatch | undefined;
}

/** The text as an expression that matches itself. */
export const escapeRegex = (text: string): string => text.replace(/[()^$|*+?.[\]\\{}]/g, '\\$&');

const MAX_COUNT = 255;
const NEWLINE = 10;

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

class Parser {
  pos = 0;
  groups = 0;
  readonly closed = new Set<number>();
  readonly text: string;
  readonly ignoreCase: boolean;

  constructor(text: string, ignoreCase: boolean) {
    this.text = text;
    this.ignoreCase = ignoreCase;
  }

  more = (): boolean => this.pos < this.text.length;
  peek = (ahead = 0): string => this.text.charAt(this.pos + ahead);
  sees = (word: string): boolean => this.text.startsWith(word, this.pos);

  eat(word: string): boolean {
    if (!this.sees(word)) return false;
    this.pos += word.length;
    return true;
  }

  alternatives(stop: string): Node {
    const items: Node[] = [];
    do {
      const parts: Node[] = [];
      while (this.more() && this.peek() !== '|' && (stop === '' || this.peek() !== stop)) {
        parts.push(this.repetition());
      }
      if (parts.length === 0) throw new RegexError('empty (sub)expression');
      items.push(parts.length === 1 ? parts[0] : { kind: 'seq', items: parts });
    } while (this.eat('|'));
    return items.length === 1 ? items[0] : { kind: 'alt', items };
  }

  private seesRepetition = (): boolean =>
    /[*+?]/.test(this.peek()) || (this.peek() === '{' && /[0-9]/.test(this.peek(1)));

  private repetition(): Node {
    const body = this.atom();
    if (!this.seesRepetition()) return body;
    if (body.kind === 'bol') throw new RegexError('repetition-operator operand invalid');
    let min = 0;
    let max = Number.POSITIVE_INFINITY;
    if (this.eat('*')) {
      // Any number.
    } else if (this.eat('+')) {
      min = 1;
    } else if (this.eat('?')) {
      max = 1;
    } else {
      this.pos++;
      min = this.count();
      max = min;
      if (this.eat(',')) {
        max = /[0-9]/.test(this.peek()) ? this.count() : Number.POSITIVE_INFINITY;
        if (min > max) throw new RegexError('invalid repetition count(s)');
      }
      if (!this.eat('}')) {
        const closes = this.text.includes('}', this.pos);
        throw new RegexError(closes ? 'invalid repetition count(s)' : 'braces not balanced');
      }
    }
    if (this.seesRepetition()) throw new RegexError('repetition-operator operand invalid');
    return { kind: 'repeat', body, min, max };
  }

  private count(): number {
    let value = 0;
    while (/[0-9]/.test(this.peek()) && value <= MAX_COUNT)
      value = value * 10 + Number(this.text[this.pos++]);
    if (value > MAX_COUNT) throw new RegexError('invalid repetition count(s)');
    return value;
  }

  private atom(): Node {
    const c = this.text[this.pos++];
    switch (c) {
      case '(': {
        const index = ++this.groups;
        if (!this.more()) throw new RegexError('parentheses not balanced');
        const body: Node = this.sees(')') ? { kind: 'seq', items: [] } : this.alternatives(')');
        if (!this.eat(')')) throw new RegexError('parentheses not balanced');
        this.closed.add(index);
        return { kind: 'group', index, body };
      }
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
        if (/[0-9]/.test(this.peek())) throw new RegexError('repetition-operator operand invalid');
        return this.ordinary(c);
      default:
        return this.ordinary(c);
    }
  }

  private escape(): Node {
    if (!this.more()) throw new RegexError('trailing backslash (\\)');
    const c = this.text[this.pos++];
    if (!/[1-9]/.test(c)) return this.ordinary(c);
    if (!this.closed.has(Number(c))) throw new RegexError('invalid backreference number');
    return { kind: 'backref', index: Number(c) };
  }

  private ordinary(c: string): Node {
    return character(c.charCodeAt(0), this.ignoreCase);
  }

  /** After the opening bracket; a backslash means itself here. */
  private bracket(): Node {
    if (this.eat('[:<:]]')) return { kind: 'word-begin' };
    if (this.eat('[:>:]]')) return { kind: 'word-end' };
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
    return setNode(set);
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
    if (first > last) throw new RegexError('invalid character range');
    set.fill(1, first, last + 1);
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

const setNode = (set: Uint8Array): SetNode => ({ kind: 'set', set, script: printedSet(set) });

const ANY = setNode(new Uint8Array(256).fill(1).fill(0, NEWLINE, NEWLINE + 1));

/** Most of a pattern is plain characters: each is made once. */
const characters = new Map<number, SetNode>();

function character(code: number, ignoreCase: boolean): SetNode {
  const key = ignoreCase ? code + 256 : code;
  let node = characters.get(key);
  if (node === undefined) {
    const set = new Uint8Array(256);
    set[code] = 1;
    if (ignoreCase) addOtherCase(set);
    node = setNode(set);
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

/** As JavaScript. `^` and `$` are spelt out: there they would also know carriage returns. */
function printed(node: Node): string {
  switch (node.kind) {
    case 'set':
      return node.script;
    case 'bol':
      return '(?<![^\\n])';
    case 'eol':
      return '(?![^\\n])';
    case 'word-begin':
      return '(?<!\\w)(?=\\w)';
    case 'word-end':
      return '(?<=\\w)(?!\\w)';
    case 'group':
      return `(${printed(node.body)})`;
    case 'backref':
      return `(?:\\${node.index})`;
    case 'seq':
      return node.items.map(printed).join('');
    case 'alt':
      return `(?:${node.items.map(printed).join('|')})`;
    case 'repeat': {
      const max = node.max === Number.POSITIVE_INFINITY ? '' : node.max;
      return `(?:${printed(node.body)}){${node.min},${max}}`;
    }
    default:
      return node satisfies never;
  }
}

function printedSet(set: Uint8Array): string {
  const hex = (code: number) => `\\x${code.toString(16).padStart(2, '0')}`;
  const ranges: string[] = [];
  for (let first = 0; first < 256; first++) {
    if (set[first] === 0) continue;
    let last = first;
    while (last < 255 && set[last + 1] === 1) last++;
    ranges.push(first === last ? hex(first) : `${hex(first)}-${hex(last)}`);
    first = last;
  }
  return ranges.length === 1 && ranges[0].length === 4 ? ranges[0] : `[${ranges.join('')}]`;
}

/** How many parts may take one of several lengths; alternatives count as many. */
function choices(node: Node): number {
  switch (node.kind) {
    case 'group':
      return choices(node.body);
    case 'seq':
      return node.items.reduce((sum, item) => sum + choices(item), 0);
    case 'alt':
      return 2;
    case 'repeat':
      return node.min === node.max ? 2 * choices(node.body) : 1 + 2 * choices(node.body);
    default:
      return 0;
  }
}

const hasBackref = (node: Node): boolean =>
  node.kind === 'backref' ||
  ('items' in node && node.items.some(hasBackref)) ||
  ('body' in node && hasBackref(node.body));

const isWord = (text: string, at: number): boolean => /\w/.test(text.charAt(at));

/** The longest way to match from a place, over one text. */
class Longest {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** Where `node` can end when it starts at one of `from` (with -1: where it can have started). */
  reach(node: Node, from: ReadonlySet<number>, direction: 1 | -1): ReadonlySet<number> {
    const { text } = this;
    switch (node.kind) {
      case 'set': {
        const out = new Set<number>();
        for (const at of from) {
          const code = text.charCodeAt(direction === 1 ? at : at - 1);
          if (node.set[code] === 1) out.add(at + direction);
        }
        return out;
      }
      case 'bol':
        return this.where(from, (at) => at === 0 || text[at - 1] === '\n');
      case 'eol':
        return this.where(from, (at) => at === text.length || text[at] === '\n');
      case 'word-begin':
        return this.where(from, (at) => !isWord(text, at - 1) && isWord(text, at));
      case 'word-end':
        return this.where(from, (at) => isWord(text, at - 1) && !isWord(text, at));
      case 'group':
        return this.reach(node.body, from, direction);
      case 'seq': {
        const items = direction === 1 ? node.items : node.items.toReversed();
        return items.reduce((set, item) => this.reach(item, set, direction), from);
      }
      case 'alt': {
        const out = new Set<number>();
        for (const item of node.items)
          for (const at of this.reach(item, from, direction)) out.add(at);
        return out;
      }
      case 'repeat':
        return this.repeated(node.body, node.min, node.max, from, direction);
      case 'backref':
        throw new Error('a back-reference has no set of ends');
      default:
        return node satisfies never;
    }
  }

  private where(from: ReadonlySet<number>, holds: (at: number) => boolean): ReadonlySet<number> {
    return new Set([...from].filter(holds));
  }

  private repeated(
    body: Node,
    min: number,
    max: number,
    from: ReadonlySet<number>,
    direction: 1 | -1,
  ): ReadonlySet<number> {
    if (body.kind === 'set' && max === Number.POSITIVE_INFINITY && min <= 1)
      return this.run(body, min, from, direction);
    let front = from;
    for (let i = 0; i < min; i++) front = this.reach(body, front, direction);
    const out = new Set(front);
    for (let i = min; i < max && front.size > 0; i++) {
      const fresh = new Set<number>();
      for (const at of this.reach(body, front, direction)) {
        if (!out.has(at)) fresh.add(at);
        out.add(at);
      }
      front = fresh;
    }
    return out;
  }

  /** `[set]*` or `[set]+`. */
  private run(
    { set }: SetNode,
    min: number,
    from: ReadonlySet<number>,
    direction: 1 | -1,
  ): ReadonlySet<number> {
    const out = new Set<number>();
    const seen = new Set<number>();
    for (const start of from) {
      if (min === 0) out.add(start);
      // Where another run has passed, what follows is known.
      for (let at = start; !seen.has(at); ) {
        seen.add(at);
        if (set[this.text.charCodeAt(direction === 1 ? at : at - 1)] !== 1) break;
        at += direction;
        out.add(at);
      }
    }
    return out;
  }

  /** Fills the groups of a match of `node` from `start` to `end`. */
  dissect(node: Node, start: number, end: number, groups: (string | undefined)[]): void {
    const parts = flattened(node);
    // befores[i]: where part i may start so that the parts from i on end at `end`.
    const befores: ReadonlySet<number>[] = new Array(parts.length + 1);
    befores[parts.length] = new Set([end]);
    for (let i = parts.length - 1; i >= 0; i--) {
      const part = parts[i];
      befores[i] = 'open' in part ? befores[i + 1] : this.reach(part, befores[i + 1], -1);
    }
    const opened: number[] = [];
    let at = start;
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i];
      if ('open' in part) {
        if (part.open) opened.push(at);
        else groups[part.index] = this.text.slice(opened.pop(), at);
        continue;
      }
      let stop = -1;
      for (const to of this.reach(part, new Set([at]), 1))
        if (befores[i + 1].has(to)) stop = Math.max(stop, to);
      this.dissectPart(part, at, stop, groups);
      at = stop;
    }
  }

  private dissectPart(part: Node, at: number, stop: number, groups: (string | undefined)[]): void {
    if (part.kind === 'alt') {
      const taken = part.items.find((item) => this.reach(item, new Set([at]), 1).has(stop));
      if (taken) this.dissect(taken, at, stop, groups);
    } else if (part.kind === 'repeat' && part.body.kind !== 'set') {
      this.dissectRepeat(part.body, at, stop, groups);
    }
  }

  /** Each round takes as much as it can; the groups are those of the last one. */
  private dissectRepeat(body: Node, at: number, stop: number, groups: (string | undefined)[]) {
    let last: readonly [number, number] | undefined;
    for (let from = at; from < stop; ) {
      let to = -1;
      for (const e of this.reach(body, new Set([from]), 1)) if (e <= stop && e > to) to = e;
      if (to <= from) break;
      last = [from, to];
      from = to;
    }
    if (last) this.dissect(body, last[0], last[1], groups);
  }
}

type Part = Node | { readonly open: boolean; readonly index: number };

/** The parts in a row: a group's parts compete with those around it, as in the reference. */
function flattened(node: Node): Part[] {
  if (node.kind === 'seq') return node.items.flatMap(flattened);
  if (node.kind !== 'group') return [node];
  const { index } = node;
  return [{ open: true, index }, ...flattened(node.body), { open: false, index }];
}

export function compileRegex(source: string, ignoreCase = false): Ere {
  const parser = new Parser(source, ignoreCase);
  const root = parser.alternatives('');
  const groupCount = parser.groups;
  let script: RegExp | undefined;
  const isExact = choices(root) <= 1 || hasBackref(root);
  return {
    groupCount,
    exec(text) {
      script ??= new RegExp(printed(root));
      const found = script.exec(text);
      if (found === null) return undefined;
      if (isExact) return { index: found.index, groups: [...found] };
      const longest = new Longest(text);
      const end = Math.max(...longest.reach(root, new Set([found.index]), 1));
      const groups = new Array<string | undefined>(groupCount + 1).fill(undefined);
      groups[0] = text.slice(found.index, end);
      if (groupCount > 0) longest.dissect(root, found.index, end, groups);
      return { index: found.index, groups };
    },
  };
}
