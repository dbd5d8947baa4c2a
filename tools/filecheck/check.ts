/**
 * Runs a check file over an input. CHECK-LABELs cut the input into regions first, then the
 * directives of each region are matched in order; each search starts where the last match ended.
 */
import { type CheckString, readCheckFile, UsageError } from './directives.js';
import { type Annotation, type DumpOptions, dumpInput } from './dump.js';
import { Variables } from './expression.js';
import { type Match, type MatchOptions, type Pattern, SubstitutionErrors } from './pattern.js';
import { CheckError, Input, type NamedBytes, Source, shown } from './source.js';

export interface CheckRequest extends MatchOptions, DumpOptions {
  readonly prefixes: readonly string[];
  /** No prefix was asked for. */
  readonly isDefaultPrefix: boolean;
  readonly commentPrefixes: readonly string[];
  readonly implicitCheckNot: readonly string[];
  /** What follows `-D`. */
  readonly defines: readonly string[];
  readonly enableVarScope: boolean;
  readonly allowEmpty: boolean;
  readonly allowUnusedPrefixes: boolean;
  readonly allowDagOverlap: boolean;
  /** The reference's verdict, without what strict.ts adds. */
  readonly isLenient: boolean;
}

export interface Verdict {
  /** 0: all checks hold; 1: one fails; 2: the check file or the request is at fault. */
  readonly exit: 0 | 1 | 2;
  readonly messages: string;
  /** The first directive that is not found, or not where it should be. */
  readonly failure?: Failure;
}

/** Where a directive failed, for those who would mend it. */
export interface Failure {
  readonly kind: Pattern['kind'];
  /** Its line in the check file, and the line of the input where the search began; from 1. */
  readonly line: number;
  readonly inputLine: number;
  /** What the variables stood for. */
  readonly values: ReadonlyMap<string, string>;
}

/** The input is asked for once the check file is known to be good. */
export async function fileCheck(
  checks: NamedBytes,
  readInput: () => Promise<NamedBytes>,
  request: CheckRequest,
): Promise<Verdict> {
  const variables = new Variables();
  let strings: CheckString[];
  let warnings = '';
  try {
    const keepBlanks = request.strictWhitespace;
    const source = new Source(checks.name, checks.bytes, keepBlanks);
    strings = readCheckFile(source, request, variables, (text) => {
      warnings += text;
    });
  } catch (error) {
    if (error instanceof CheckError) return { exit: error.exit, messages: error.render() };
    if (error instanceof UsageError) return { exit: 2, messages: `error: ${error.message}\n` };
    throw error;
  }
  const input = await readInput();
  if (input.bytes.length === 0 && !request.allowEmpty) {
    const hint = 'the command before it printed nothing; --allow-empty permits that';
    return { exit: 2, messages: `error: input '${input.name}' is empty: ${hint}\n` };
  }
  const text = new Input(input, request.strictWhitespace);
  const checker = new Checker(text, strings, request, variables);
  try {
    const holds = checker.run();
    const dump = dumpInput(text, checks.name, checker.annotations, holds, request);
    const { failure } = checker;
    const messages = warnings + checker.messages + dump;
    return { exit: holds ? 0 : 1, messages, ...(failure && { failure }) };
  } catch (error) {
    if (!(error instanceof CheckError)) throw error;
    return { exit: 2, messages: checker.messages + error.render() };
  }
}

const NEWLINE = 10;
const RETURN = 13;

class Checker {
  messages = '';
  failure: Failure | undefined;
  readonly annotations: Annotation[] = [];
  private readonly input: Input;
  private readonly strings: readonly CheckString[];
  private readonly request: CheckRequest;
  private readonly variables: Variables;
  /** What stands in no line of the check file, in order. */
  private readonly implicit: readonly Pattern[];

  constructor(
    input: Input,
    strings: readonly CheckString[],
    request: CheckRequest,
    variables: Variables,
  ) {
    this.input = input;
    this.strings = strings;
    this.request = request;
    this.variables = variables;
    this.implicit = strings[0]?.before.filter(({ line }) => line === 0) ?? [];
  }

  run(): boolean {
    const { strings } = this;
    let holds = true;
    let first = 0;
    let start = 0;
    for (let i = 0; i <= strings.length; i++) {
      let end = this.input.bytes.length;
      if (i < strings.length) {
        if (strings[i].pattern.kind !== 'label') continue;
        const label = this.find(strings[i].pattern, start, end);
        if (label === undefined) return false;
        end = label.end;
      }
      if (first !== 0 && this.request.enableVarScope) this.variables.clearLocals();
      const last = Math.min(i + 1, strings.length);
      if (!this.region(strings.slice(first, last), start, end)) holds = false;
      first = last;
      start = end;
    }
    return holds;
  }

  private region(strings: readonly CheckString[], from: number, end: number): boolean {
    let start = from;
    for (const string of strings) {
      const match = this.checkString(string, start, end);
      if (match === undefined) return false;
      start = match.end;
    }
    return true;
  }

  private checkString(string: CheckString, start: number, end: number): Match | undefined {
    const { pattern } = string;
    const nots: Pattern[] = [];
    const from = this.dags(string.before, nots, start, end);
    if (from === undefined) return undefined;
    const match = this.find(pattern, from, end);
    if (match === undefined) return undefined;
    const isPlaced = this.isPlaced(pattern, from, match);
    return isPlaced && this.isAbsent(nots, from, match.start) ? match : undefined;
  }

  /** The match, as often as the directive counts; says so where there is none. */
  private find(pattern: Pattern, start: number, end: number): Match | undefined {
    let first: number | undefined;
    let from = start;
    for (let i = 1; i <= pattern.count; i++) {
      const match = this.attempt(pattern, from, end, true);
      if (match === 'failed') return undefined;
      if (match === undefined) {
        this.notFound(pattern, from, end, i);
        return undefined;
      }
      first ??= match.start;
      // Where nothing was taken, the next round is like this one.
      if (match.end === from && match.start === from) break;
      from = match.end;
    }
    if (this.request.verbosity > (pattern.kind === 'eof' ? 1 : 0))
      this.found(pattern, first ?? from, from);
    return { start: first ?? from, end: from };
  }

  private attempt(
    pattern: Pattern,
    start: number,
    end: number,
    isExpected: boolean,
  ): Match | undefined | 'failed' {
    try {
      return pattern.match(this.input, start, end);
    } catch (error) {
      if (!(error instanceof SubstitutionErrors)) throw error;
      for (const e of error.errors) this.messages += e.render();
      this.annotate(pattern, start, end, 'X', 'error: match failed for invalid pattern');
      for (const e of error.errors) this.annotate(pattern, start, start, ' ', shown(e.message));
      if (isExpected) this.perhapsMeant(pattern, start, end);
      return 'failed';
    }
  }

  /** Directives before a positive one; the result is where the search for that one starts. */
  private dags(
    patterns: readonly Pattern[],
    nots: Pattern[],
    start: number,
    end: number,
  ): number | undefined {
    let from = start;
    let taken: Match[] = [];
    for (const [i, pattern] of patterns.entries()) {
      if (pattern.kind === 'not') {
        nots.push(pattern);
        continue;
      }
      if (!this.dag(pattern, taken, from, end)) return undefined;
      if (i + 1 < patterns.length && patterns[i + 1].kind === 'dag') continue;
      if (!this.isAbsent(nots, from, taken[0].start)) return undefined;
      nots.length = 0;
      from = (taken.at(-1) as Match).end;
      taken = [];
    }
    return from;
  }

  /** Finds a match that overlaps none of `taken`, which stays sorted. */
  private dag(pattern: Pattern, taken: Match[], start: number, end: number): boolean {
    for (let from = start, i = 0; ; ) {
      const match = this.attempt(pattern, from, end, true);
      if (match === 'failed') return false;
      if (match === undefined) {
        this.notFound(pattern, from, end, 1);
        return false;
      }
      if (this.request.allowDagOverlap) {
        const block = taken.pop() ?? match;
        const blockStart = Math.min(block.start, match.start);
        taken.push({ start: blockStart, end: Math.max(block.end, match.end) });
        return true;
      }
      while (i < taken.length && match.start >= taken[i].end) i++;
      if (i === taken.length || taken[i].start >= match.end) {
        taken.splice(i, 0, match);
        if (this.request.verbosity > 0) this.found(pattern, match.start, match.end);
        return true;
      }
      if (this.request.verbosity > 1)
        this.annotate(pattern, match.start, match.end, '!', 'discard: overlaps earlier match');
      from = taken[i].end;
      i++;
    }
  }

  private isAbsent(nots: readonly Pattern[], start: number, end: number): boolean {
    let isAbsent = true;
    for (const pattern of nots) {
      const match = this.attempt(pattern, start, end, false);
      if (match === undefined) {
        if (this.request.verbosity > 1) this.absent(pattern, start, end);
        continue;
      }
      isAbsent = false;
      if (match === 'failed') continue;
      this.error(pattern, 'excluded string found in input');
      const values = pattern.substitutionNotes();
      this.note(match.start, 'found here', match.end);
      for (const text of values) this.note(match.start, text);
      for (const c of pattern.captures) this.note(c.start, `captured var "${c.name}"`, c.end);
      this.annotate(pattern, match.start, match.end, '!', 'error: no match expected');
      for (const text of values) this.annotate(pattern, match.start, match.start, ' ', text);
      for (const c of pattern.captures)
        this.annotate(pattern, c.start, c.end, '!', `captured var "${c.name}"`);
    }
    return isAbsent;
  }

  /** -NEXT, -EMPTY and -SAME: how many lines on the match is. */
  private isPlaced(pattern: Pattern, from: number, match: Match): boolean {
    const { kind } = pattern;
    if (kind !== 'next' && kind !== 'empty' && kind !== 'same') return true;
    const lines = this.lineEnds(from, match.start);
    if (lines.count === (kind === 'same' ? 0 : 1)) return true;
    this.noteFailure(pattern, from);
    if (kind === 'same') this.error(pattern, 'is not on the same line as the previous match');
    else if (lines.count === 0) this.error(pattern, 'is on the same line as previous match');
    else this.error(pattern, 'is not on the line after the previous match');
    this.note(match.start, "'next' match was here");
    this.note(from, 'previous match ended here');
    if (kind !== 'same' && lines.count > 1)
      this.note(lines.first, 'non-matching line after previous match is here');
    this.annotate(pattern, match.start, match.end, '!', 'error: match on wrong line');
    return false;
  }

  /** How many lines end in a stretch (two are as good as more), and where the first one's next begins. */
  private lineEnds(from: number, to: number): { count: number; first: number } {
    const { bytes } = this.input;
    let count = 0;
    let first = from;
    for (let at = from; at < to && count < 2; at++) {
      const c = bytes[at];
      if (c !== NEWLINE && c !== RETURN) continue;
      const next = bytes[at + 1];
      if (at + 1 < to && next !== c && (next === NEWLINE || next === RETURN)) at++;
      if (count++ === 0) first = at + 1;
    }
    return { count, first };
  }

  private noteFailure({ kind, line }: Pattern, from: number): void {
    const inputLine = this.input.place(from).line;
    this.failure ??= { kind, line, inputLine, values: new Map(this.variables.strings) };
  }

  private notFound(pattern: Pattern, start: number, end: number, round: number): void {
    this.noteFailure(pattern, start);
    const counted = pattern.count > 1 ? ` (${round} out of ${pattern.count})` : '';
    this.error(pattern, `expected string not found in input${counted}`);
    this.annotate(pattern, start, end, 'X', 'error: no match found');
    // At the very end of a line the next one is meant, but this is where the search began.
    this.note(start, 'scanning from here');
    this.notes(pattern, start);
    for (const text of pattern.substitutionNotes()) this.annotate(pattern, start, start, ' ', text);
    this.perhapsMeant(pattern, start, end);
  }

  private perhapsMeant(pattern: Pattern, start: number, end: number): void {
    // Of the last places the text goes on behind the limit.
    const to = Math.min(end, start + FUZZY_LIMIT + pattern.example.length);
    const near = nearestText(pattern.example, this.input.bytes.toString('latin1', start, to));
    if (near === undefined) return;
    this.note(start + near, 'possible intended match here');
    this.annotate(pattern, start + near, start + near, '?', 'possible intended match');
  }

  /** With -v: what matched, with which values, and what it defines. */
  private found(pattern: Pattern, start: number, end: number): void {
    const values = pattern.substitutionNotes();
    this.remark(pattern, 'expected string found in input', () => {
      this.note(start, 'found here', end);
      for (const text of values) this.note(start, text);
      for (const c of pattern.captures) this.note(c.start, `captured var "${c.name}"`, c.end);
    });
    this.annotate(pattern, start, end, '^', '');
    for (const text of values) this.annotate(pattern, start, start, ' ', text);
    for (const c of pattern.captures)
      this.annotate(pattern, c.start, c.end, '^', `captured var "${c.name}"`);
  }

  /** With -vv: what was rightly not there. */
  private absent(pattern: Pattern, start: number, end: number): void {
    this.remark(pattern, 'excluded string not found in input', () => {
      this.note(start, 'scanning from here');
    });
    this.annotate(pattern, start, end, 'X', '');
  }

  /** Where no dump shows it, a message says what went well. */
  private remark(pattern: Pattern, message: string, notes: () => void): void {
    if (this.request.dump !== 'never') return;
    const text = `${pattern.directive}: ${message}`;
    this.messages += pattern.source.render(pattern.offset, 'remark', text);
    notes();
  }

  private error(pattern: Pattern, message: string): void {
    const text = `${pattern.directive}: ${message}`;
    this.messages += pattern.source.render(pattern.offset, 'error', text);
  }

  private note(offset: number, message: string, end = offset): void {
    this.messages += this.input.render(offset, 'note', message, end);
  }

  private notes(pattern: Pattern, offset: number): void {
    for (const text of pattern.substitutionNotes()) this.note(offset, text);
  }

  private annotate(p: Pattern, start: number, end: number, marker: string, text: string): void {
    const place = p.line === 0 ? `imp${this.implicit.indexOf(p) + 1}` : p.line;
    const label = `${labelOf(p)}:${place}`;
    const isError = text.startsWith('error') || marker === '?';
    this.annotations.push({ label, start, end, marker, text, isError });
  }
}

/** A directive's kind in the dump. */
const labelOf = ({ kind, count }: Pattern): string =>
  kind === 'plain' ? (count > 1 ? 'count' : 'check') : kind;

/** Where a search for what was meant ends, and how unlike the pattern that may be, as in the reference. */
const FUZZY_LIMIT = 4096;
const FUZZY_COST = 50;

/**
 * Offset of what is most like the pattern, at any place that is no blank: edits to the text there, and
 * a hundredth for every line on the way. At the beginning of the text it is what is shown already.
 */
function nearestText(example: string, text: string): number | undefined {
  let best: number | undefined;
  let bestCost = FUZZY_COST;
  let lines = 0;
  const most = Math.min(FUZZY_LIMIT, text.length);
  for (let at = 0; at < most; at++) {
    if (text[at] === '\n') lines++;
    if (text[at] === ' ' || text[at] === '\t') continue;
    const newline = text.indexOf('\n', at);
    const end = Math.min(at + example.length, newline < 0 ? text.length : newline);
    const cost = distance(example, text.slice(at, end), bestCost - lines / 100) + lines / 100;
    if (cost >= bestCost) continue;
    bestCost = cost;
    best = at;
  }
  return best === 0 ? undefined : best;
}

/** Edits from `a` to `b`; at least `limit` when there are not fewer than that. */
function distance(a: string, b: string, limit: number): number {
  const band = Math.ceil(limit);
  if (Math.abs(a.length - b.length) >= limit) return band;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    // Away from the diagonal by `limit` are as many edits.
    const from = Math.max(1, i - band);
    const to = Math.min(b.length, i + band);
    const next = new Array<number>(b.length + 1).fill(band);
    if (from === 1) next[0] = i;
    let least = next[0];
    for (let j = from; j <= to; j++) {
      const changed = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, changed);
      least = Math.min(least, next[j]);
    }
    if (least >= limit) return band;
    row = next;
  }
  return row[b.length];
}
