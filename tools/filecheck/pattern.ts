/** One directive's pattern: fixed text, or a regex with places where values are put in. */
import {
  Cursor,
  type Expression,
  evaluate,
  formatNumber,
  type NumberFormat,
  NumericOverflow,
  NumericParser,
  type NumericVariable,
  readNumber,
  UndefinedVariable,
  type Variables,
  wildcard,
} from './expression.js';
import {
  compileRegex,
  escapeRegex,
  parseRegex,
  type Regex,
  RegexError,
  RegexLimit,
} from './regex/index.js';
import { CheckError, type Input, type Source } from './source.js';

export type CheckKind = 'plain' | 'next' | 'same' | 'not' | 'dag' | 'label' | 'empty' | 'eof';

export interface MatchOptions {
  readonly matchFullLines: boolean;
  readonly strictWhitespace: boolean;
  readonly ignoreCase: boolean;
}

type Substitution =
  | { readonly kind: 'string'; readonly name: string; readonly offset: number; readonly at: number }
  | {
      readonly kind: 'number';
      readonly text: string;
      readonly expression: Expression;
      readonly format: NumberFormat;
      readonly offset: number;
      /** Where in the regex the value goes. */
      readonly at: number;
    };

export interface Match {
  readonly start: number;
  readonly end: number;
}

/** A variable that took its value from a match. */
export interface Capture extends Match {
  readonly name: string;
}

/** A value cannot be put in: one error a place in the check file. */
export class SubstitutionErrors extends Error {
  readonly errors: readonly CheckError[];
  constructor(errors: readonly CheckError[]) {
    super(errors[0].message);
    this.errors = errors;
  }
}

export class Pattern {
  readonly kind: CheckKind;
  /** The directive without its prefix's colon, for messages. */
  readonly directive: string;
  readonly count: number;
  readonly source: Source;
  readonly offset: number;
  readonly line: number;
  /** Text to find as it is; undefined: `regex`. */
  private fixed: string | undefined;
  private fixedBytes: Buffer | undefined;
  /** Of the last match. */
  captures: readonly Capture[] = [];
  private regex = '';
  private readonly substitutions: Substitution[] = [];
  private readonly stringGroups = new Map<string, number>();
  private readonly numberGroups = new Map<NumericVariable, number>();
  private readonly options: MatchOptions;
  private readonly variables: Variables;

  constructor(
    head: Pick<Pattern, 'kind' | 'directive' | 'count' | 'source' | 'offset' | 'line'>,
    options: MatchOptions,
    variables: Variables,
  ) {
    this.kind = head.kind;
    this.directive = head.directive;
    this.count = head.count;
    this.source = head.source;
    this.offset = head.offset;
    this.line = head.line;
    this.options = options;
    this.variables = variables;
  }

  get hasVariables(): boolean {
    return this.substitutions.length > 0 || this.stringGroups.size > 0;
  }

  /** What a fuzzy search compares lines with. */
  get example(): string {
    return this.fixed ?? this.regex;
  }

  /** Parses from the pattern's offset to `end`. `prefix` names the directive in messages. */
  parse(end: number, prefix: string, isLiteral: boolean): this {
    const { matchFullLines, strictWhitespace } = this.options;
    const isFullLine = matchFullLines && this.kind !== 'not';
    const c = new Cursor(this.source, this.offset, end);
    if (!(strictWhitespace && matchFullLines)) c.trimEnd();
    if (this.kind === 'empty') {
      if (!c.isEmpty)
        c.fail(`found non-empty check string for empty check with prefix '${prefix}:'`);
      this.regex = '(\n$)';
      return this;
    }
    if (c.isEmpty) c.fail(`found empty check string with prefix '${prefix}:'`);
    if (isLiteral || (!isFullLine && !/\{\{|\[\[/.test(c.rest))) {
      this.fixed = c.rest;
      return this;
    }
    const margin = isFullLine && !strictWhitespace ? ' *' : '';
    if (isFullLine) this.regex = `^${margin}`;
    let groups = 0;
    while (!c.isEmpty) {
      if (c.sees('{{')) groups += this.regexBlock(c);
      // Of a run of brackets the last two open a block.
      else if (c.sees('[[') && !c.sees('[[[')) groups += this.substitutionBlock(c, groups);
      else this.regex += escapeRegex(c.match(/^.(?:(?!\{\{|\[\[).)*/s) as string);
    }
    if (isFullLine) this.regex += `${margin}$`;
    return this;
  }

  /** `{{regex}}`; the result is how many groups it adds. */
  private regexBlock(c: Cursor): number {
    const length = c.rest.indexOf('}}');
    if (length < 0) c.fail("found start of regex string with no end '}}'");
    const isAlternation = c.rest.includes('|');
    const text = c.rest.slice(2, length);
    const inner = this.subexpression(text, c.pos + 2);
    this.regex += isAlternation ? `(${text})` : text;
    c.pos += length + 2;
    return inner + (isAlternation ? 1 : 0);
  }

  private subexpression(text: string, offset: number): number {
    try {
      return parseRegex(text, this.options.ignoreCase).groupCount;
    } catch (error) {
      if (error instanceof RegexLimit) throw this.limited(error);
      if (!(error instanceof RegexError)) throw error;
      throw new CheckError(this.source, offset, `invalid regex: ${error.message}`);
    }
  }

  /** `[[NAME:regex]]`, `[[NAME]]`, `[[#…]]`; the result is how many groups it adds. */
  private substitutionBlock(c: Cursor, groups: number): number {
    const start = c.pos;
    const end = blockEnd(c, start + 2);
    if (end < 0) c.fail('Invalid substitution block, no ]] found', start);
    const isNumeric = c.source.text[start + 2] === '#';
    const block = new Cursor(c.source, start + (isNumeric ? 3 : 2), end);
    c.pos = end + 2;
    return isNumeric ? this.numericBlock(block, groups, false) : this.stringBlock(block, groups);
  }

  private stringBlock(block: Cursor, groups: number): number {
    const start = block.pos;
    const colon = block.rest.indexOf(':');
    const head = colon < 0 ? block.rest : block.rest.slice(0, colon);
    const blank = head.search(/[ \t]/);
    if (blank >= 0) block.fail('unexpected whitespace', start + blank);
    const { name, isPseudo, offset } = block.variable();
    if (colon < 0) {
      if (isPseudo) {
        block.pos = start;
        return this.numericBlock(block, groups, true);
      }
      if (!block.isEmpty) block.fail('invalid name in string variable use', offset);
      this.stringUse(block, name, offset);
      return 0;
    }
    if (isPseudo || !block.eat(':'))
      block.fail('invalid name in string variable definition', offset);
    if (this.variables.numbers.has(name))
      block.fail(`numeric variable with name '${name}' already exists`, offset);
    this.stringGroups.set(name, groups + 1);
    this.variables.stringNames.add(name);
    const inner = block.isEmpty ? 0 : this.subexpression(block.rest, block.pos);
    this.regex += `(${block.rest})`;
    return inner + 1;
  }

  private stringUse(block: Cursor, name: string, offset: number): void {
    const group = this.stringGroups.get(name);
    if (group === undefined) {
      this.substitutions.push({ kind: 'string', name, offset, at: this.regex.length });
    } else {
      if (group > 9) block.fail("Can't back-reference more than 9 variables", offset);
      this.regex += `\\${group}`;
    }
  }

  private numericBlock(block: Cursor, groups: number, isLegacy: boolean): number {
    const { pos: offset, rest: text } = block;
    const parser = new NumericParser(block, this.variables, this.line, isLegacy);
    const { format, expression, defines } = parser.parse();
    if (defines) {
      this.numberGroups.set(defines, groups + 1);
      this.variables.numbers.set(defines.name, defines);
      this.regex += '(';
    }
    let inner = 0;
    if (expression) {
      const at = this.regex.length;
      this.substitutions.push({ kind: 'number', text, expression, format, offset, at });
    } else {
      const regex = wildcard(format);
      inner = this.subexpression(regex, offset);
      this.regex += regex;
    }
    if (!defines) return inner;
    this.regex += ')';
    return inner + 1;
  }

  /**
   * The first match in the bytes from `from` to `to`, or undefined; variables take their values from
   * it. Throws SubstitutionErrors where a value is missing or cannot be printed.
   */
  match(input: Input, from: number, to: number): Match | undefined {
    if (this.kind === 'eof') return { start: to, end: to };
    if (this.fixed !== undefined) return this.matchFixed(this.fixed, input, from, to);
    const regex = this.compile();
    if (regex === undefined) return undefined;
    const { bytes } = input;
    let found: ReturnType<Regex['exec']>;
    try {
      const wantsGroups = this.stringGroups.size + this.numberGroups.size > 0;
      found = regex.exec({ bytes, from, to }, wantsGroups);
    } catch (error) {
      throw error instanceof RegexLimit ? this.limited(error) : error;
    }
    if (found === undefined) return undefined;
    const { groups } = found;
    const captures: Capture[] = [];
    const take = (name: string, group: number): string => {
      const [start, end] = [groups[2 * group], groups[2 * group + 1]];
      captures.push({ name, start, end });
      return bytes.toString('latin1', start, end);
    };
    for (const [name, group] of this.stringGroups)
      this.variables.strings.set(name, take(name, group));
    for (const [variable, group] of this.numberGroups)
      variable.value = readNumber(take(variable.name, group), variable.format);
    this.captures = captures;
    // The newline before an empty line belongs to the line before it.
    return { start: found.start + (this.kind === 'empty' ? 1 : 0), end: found.end };
  }

  private matchFixed(fixed: string, input: Input, from: number, to: number): Match | undefined {
    const { ignoreCase } = this.options;
    this.fixedBytes ??= Buffer.from(ignoreCase ? lowered(fixed) : fixed, 'latin1');
    const bytes = ignoreCase ? input.lowered : input.bytes;
    const region = to === bytes.length ? bytes : bytes.subarray(0, to);
    const start = region.indexOf(this.fixedBytes, from);
    return start < 0 ? undefined : { start, end: start + fixed.length };
  }

  /** The regex with its values; undefined when only as a whole it is none, so matches nothing. */
  private compile(): Regex | undefined {
    const { substitutions } = this;
    const values = substitutions.map((s) => this.valueOf(s));
    const errors = values.filter((v) => v instanceof CheckError);
    if (errors.length > 0) throw new SubstitutionErrors(errors);
    let regex = '';
    let from = 0;
    for (const [i, s] of substitutions.entries()) {
      const value = values[i] as string;
      regex += this.regex.slice(from, s.at) + (s.kind === 'string' ? escapeRegex(value) : value);
      from = s.at;
    }
    try {
      return compileRegex(regex + this.regex.slice(from), this.options.ignoreCase);
    } catch (error) {
      if (error instanceof RegexError) return undefined;
      throw error instanceof RegexLimit ? this.limited(error) : error;
    }
  }

  private limited(error: RegexLimit): CheckError {
    const message = `this regex cannot be matched: ${error.message}`;
    return new CheckError(this.source, this.offset, message);
  }

  private valueOf(s: Substitution): string | CheckError {
    if (s.kind === 'string') {
      const value = this.variables.strings.get(s.name);
      return value ?? new CheckError(this.source, s.offset, `undefined variable: ${s.name}`);
    }
    const line = this.variables.numbers.get('@LINE');
    if (line) line.value = BigInt(this.line);
    const overflow = () =>
      new CheckError(
        this.source,
        s.offset,
        'unable to substitute variable or numeric expression: overflow error',
      );
    try {
      return formatNumber(evaluate(s.expression), s.format) ?? overflow();
    } catch (error) {
      if (error instanceof NumericOverflow) return overflow();
      if (error instanceof UndefinedVariable)
        return new CheckError(this.source, error.offset, error.message);
      throw error;
    }
  }

  /** `with "NAME" equal to "value"`, one for each value that goes into the pattern. */
  substitutionNotes(): string[] {
    return this.substitutions.flatMap((s) => {
      const value = this.valueOf(s);
      if (value instanceof CheckError) return [];
      return [`with "${s.kind === 'string' ? s.name : s.text}" equal to ${JSON.stringify(value)}`];
    });
  }
}

const lowered = (text: string): string =>
  text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());

/** Offset of the `]]` that closes a block, brackets inside it paired; -1: there is none. */
function blockEnd(c: Cursor, from: number): number {
  const { text } = c.source;
  let depth = 0;
  for (let at = from; at < c.end; at++) {
    if (depth === 0 && at + 1 < c.end && text.startsWith(']]', at)) return at;
    if (text[at] === '\\') at++;
    else if (text[at] === '[') depth++;
    else if (text[at] === ']') {
      // Of all errors in a check file, this one alone has the reference's exit code 1.
      if (depth === 0)
        throw new CheckError(c.source, at, 'missing closing "]" for regex variable', 1);
      depth--;
    }
  }
  return -1;
}
