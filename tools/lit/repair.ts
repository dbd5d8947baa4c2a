/**
 * Mends hand-written checks (`npu-lit --update`), as far as it needs no guess: which line of the output
 * a `-NEXT` directive means is known by its place. Where one fails, it and the `-NEXT` directives behind
 * it are laid against the lines of the output with as few changes as can be: a directive gets another
 * text, a line that is new a directive, a directive whose line is gone goes. Patterns and variables
 * stay as far as they still match. A test that does not hold as a whole then stays as it was.
 */
import { type CheckRequest, type Failure, fileCheck } from '../filecheck/index.js';

const REQUEST: Omit<CheckRequest, 'prefixes' | 'isDefaultPrefix'> = {
  commentPrefixes: ['COM', 'RUN'],
  implicitCheckNot: [],
  defines: [],
  matchFullLines: false,
  strictWhitespace: false,
  ignoreCase: false,
  enableVarScope: false,
  allowEmpty: false,
  allowUnusedPrefixes: false,
  allowDagOverlap: false,
  isLenient: false,
  dump: 'never',
  dumpFilter: 'error',
  dumpContext: 0,
  color: false,
  verbosity: 0,
};

/** So many more lines than directives are looked at. */
const MORE_LINES = 24;

/** The text of a test whose checks hold for the output; undefined where that needs a person. */
export async function repaired(
  text: string,
  output: Buffer,
  prefix: string,
): Promise<string | undefined> {
  const mender = new Mender(output, prefix);
  let lines = text.split('\n');
  let state = await mender.check(lines);
  // Each step gets further, or there is none.
  while (state?.failure) {
    const next = await mender.step(lines, state.failure, state.left);
    if (!next) return undefined;
    lines = next.lines;
    state = next.state;
  }
  return state && lines.join('\n');
}

/** How far the checks hold: where they fail, and how many lines of the test are behind that. */
interface State {
  readonly failure: Failure | undefined;
  readonly left: number;
}

class Mender {
  private readonly output: Buffer;
  private readonly lines: readonly string[];
  private readonly prefix: string;
  private readonly next: RegExp;

  constructor(output: Buffer, prefix: string) {
    this.output = output;
    this.lines = output.toString('utf8').split('\n');
    this.prefix = prefix;
    const quoted = prefix.replace(/[^\w]/g, '\\$&');
    this.next = new RegExp(`^(.*?\\b${quoted}-NEXT(?:\\{LITERAL\\})?:\\s*)(.*?)\\s*$`);
  }

  /** Undefined: it fails in a way that a change of lines does not mend. */
  async check(lines: readonly string[]): Promise<State | undefined> {
    const checks = { name: 'test', bytes: Buffer.from(lines.join('\n')) };
    const input = async () => ({ name: 'output', bytes: this.output });
    const prefixes = [this.prefix];
    const request = { ...REQUEST, prefixes, isDefaultPrefix: this.prefix === 'CHECK' };
    const { exit, failure } = await fileCheck(checks, input, request);
    if (exit === 0) return { failure: undefined, left: -1 };
    return failure && { failure, left: lines.length - failure.line };
  }

  /** Mends the directives from the one that fails on; undefined when that does not help. */
  async step(
    lines: readonly string[],
    { kind, line, inputLine, values }: Failure,
    left: number,
  ): Promise<{ readonly lines: string[]; readonly state: State } | undefined> {
    if (kind !== 'next') return undefined;
    const directives: Directive[] = [];
    const start = line - 1;
    for (let at = start; at < lines.length; at++) {
      const found = this.next.exec(lines[at]);
      if (!found) break;
      directives.push({ whole: lines[at], head: found[1], text: found[2] });
    }
    // From the line behind the one where the search began.
    const actual = this.lines.slice(inputLine, inputLine + directives.length + MORE_LINES);
    const changed = aligned(
      directives,
      actual.map((l) => l.trim()),
      values,
    );
    const tried = lines.toSpliced(start, directives.length, ...changed);
    const state = await this.check(tried);
    return state && state.left < left ? { lines: tried, state } : undefined;
  }
}

interface Directive {
  /** The line, and its parts before and behind the colon. */
  readonly whole: string;
  readonly head: string;
  readonly text: string;
}

/** Directives for the lines from the first on, with the fewest changes; lines at the end may be left. */
function aligned(
  directives: readonly Directive[],
  lines: readonly string[],
  values: ReadonlyMap<string, string>,
): string[] {
  const [rows, columns] = [directives.length, lines.length];
  const fits = directives.map(({ text }) => lines.map((line) => holds(text, line, values)));
  // cost[i][j]: changes for the directives from i on against the lines from j on.
  const cost = Array.from({ length: rows + 1 }, () => new Array<number>(columns + 1).fill(0));
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns; j >= 0; j--) {
      const gone = 1 + cost[i + 1][j];
      const here = j < columns ? (fits[i][j] ? 0 : 1) + cost[i + 1][j + 1] : gone;
      const added = j < columns ? 1 + cost[i][j + 1] : gone;
      cost[i][j] = Math.min(here, gone, added);
    }
  }
  const out: string[] = [];
  const { head } = directives[0];
  const known = new Map(values);
  for (let i = 0, j = 0; i < rows; ) {
    const { whole, head: own, text } = directives[i];
    if (j < columns && cost[i][j] === (fits[i][j] ? 0 : 1) + cost[i + 1][j + 1]) {
      const next = fits[i][j] ? { text, isFixed: false } : mended(text, lines[j], known);
      out.push(fits[i][j] ? whole : withText(own, next));
      capture(next.text, lines[j], known);
      i++;
      j++;
    } else if (j < columns && cost[i][j] === 1 + cost[i][j + 1]) {
      out.push(withText(head, mended('', lines[j++], known)));
    } else {
      i++;
    }
  }
  return out;
}

/** What the variables of a pattern take from a line that it matches. */
function capture(pattern: string, line: string, values: Map<string, string>): void {
  const pieces = pattern.match(PIECE) ?? [];
  const names = pieces.map((piece) => /^\[\[([^#:]+):/.exec(piece)?.[1]);
  const parts = pieces.map((piece, i) => {
    const regex = regexOf(piece, values) ?? '\\S+';
    return names[i] === undefined ? regex : `(?<v${i}>${regex})`;
  });
  try {
    const groups = new RegExp(parts.join('')).exec(line)?.groups ?? {};
    names.forEach((name, i) => {
      if (name !== undefined && groups[`v${i}`]) values.set(name, groups[`v${i}`]);
    });
  } catch {
    // It is not one of JavaScript: its variables stay unknown.
  }
}

/** Whether a pattern matches a line, as far as its variables are known. */
function holds(pattern: string, line: string, values: ReadonlyMap<string, string>): boolean {
  const parts = (pattern.match(PIECE) ?? []).map((piece) => regexOf(piece, values) ?? '\\S+');
  return matchStart(parts.join(''), line) !== undefined;
}

/** The directive with its text; fixed text that looks like a pattern is said to be none. */
function withText(head: string, { text, isFixed }: Mended): string {
  const plain = head.replace('{LITERAL}', '');
  const isLiteral = isFixed && /\{\{|\[\[/.test(text);
  return (isLiteral ? plain.replace(/:(\s*)$/, '{LITERAL}:$1') : plain) + text;
}

interface Mended {
  readonly text: string;
  /** It has no patterns. */
  readonly isFixed: boolean;
}

/** A variable, a regular expression, or a word with the blanks behind it. */
const PIECE = /\[\[#.*?\]\]|\[\[.*?\]\](?!\])|\{\{.*?\}\}(?!\})|(?:(?!\[\[|\{\{)\S)+|\s+/g;

/** The line as a pattern: as much of the old one from its beginning on as matches, then what is new. */
function mended(old: string, actual: string, values: ReadonlyMap<string, string>): Mended {
  const pieces = old.match(PIECE) ?? [];
  for (let kept = pieces.length; kept > 0; kept--) {
    // Behind a pattern anything may follow: what is kept ends in fixed text.
    if (isPattern(pieces[kept - 1]) || !pieces.slice(0, kept).some(isPattern)) continue;
    const parts = pieces.slice(0, kept).map((piece) => regexOf(piece, values));
    if (parts.includes(undefined)) continue;
    const match = matchStart(`^(?:${parts.join('')})`, actual);
    if (match === undefined) continue;
    const rest = withVariables(actual.slice(match), old, values);
    if (/\{\{|\[\[(?!\w+\]\])/.test(rest)) continue;
    return { text: pieces.slice(0, kept).join('') + rest, isFixed: false };
  }
  if (/\{\{|\[\[/.test(actual)) return { text: actual, isFixed: true };
  const text = withVariables(actual, old, values);
  return { text, isFixed: text === actual };
}

const isPattern = (piece: string): boolean => piece.startsWith('[[') || piece.startsWith('{{');

function matchStart(regex: string, text: string): number | undefined {
  try {
    return new RegExp(regex).exec(text)?.[0].length;
  } catch {
    // Regular expressions of directives are not quite those of JavaScript.
    return undefined;
  }
}

function regexOf(piece: string, values: ReadonlyMap<string, string>): string | undefined {
  const quote = (text: string) => text.replace(/[()^$|*+?.[\]\\{}/-]/g, '\\$&');
  if (piece.startsWith('{{')) return `(?:${piece.slice(2, -2)})`;
  if (!piece.startsWith('[[')) return piece.trim() === '' ? '\\s+' : quote(piece);
  const inside = piece.slice(2, -2);
  const colon = inside.indexOf(':');
  if (inside.startsWith('#')) return undefined;
  if (colon >= 0) return `(?:${inside.slice(colon + 1)})`;
  const value = values.get(inside);
  return value === undefined ? undefined : quote(value);
}

/** Names of values (`%3`) that the old text had as variables stand for them again. */
function withVariables(text: string, old: string, values: ReadonlyMap<string, string>): string {
  const named = new Map([...values].map(([name, value]) => [value, name]));
  const isUsed = /\[\[\w/.test(old);
  if (!isUsed) return text;
  return text.replace(/(%)?([\w$.-]+)/g, (found, sign: string | undefined, word: string) => {
    const whole = named.get(`${sign ?? ''}${word}`);
    if (whole !== undefined && sign) return `[[${whole}]]`;
    const name = sign && named.get(word);
    return name ? `%[[${name}]]` : found;
  });
}
