/** Reads a check file: its directives in order, each with the -DAG and -NOT ones before it. */
import type { CheckRequest } from './check.js';
import {
  Cursor,
  evaluate,
  NumericParser,
  UndefinedVariable,
  type Variables,
} from './expression.js';
import { type CheckKind, Pattern } from './pattern.js';
import { CheckError, type Source, Source as Text } from './source.js';
import { type DirectiveUse, lintDirectives } from './strict.js';

/** A positive directive (or the end of the input) and what has to hold before it. */
export interface CheckString {
  readonly pattern: Pattern;
  readonly before: readonly Pattern[];
}

export class UsageError extends Error {}

const SUFFIXES: Readonly<Record<string, CheckKind>> = {
  NEXT: 'next',
  SAME: 'same',
  NOT: 'not',
  DAG: 'dag',
  LABEL: 'label',
  EMPTY: 'empty',
};
export const SUFFIX_NAMES = Object.keys(SUFFIXES);

const BAD_NOT = /^(?:(?:DAG|NEXT|SAME|EMPTY)-NOT|NOT-(?:DAG|NEXT|SAME|EMPTY)):/;
const MODIFIERS = /^(?::|\{\s*LITERAL\s*(?:,\s*LITERAL\s*)*\}:)/;

interface Directive {
  readonly kind: CheckKind | 'comment';
  readonly prefix: string;
  readonly count: number;
  readonly isLiteral: boolean;
  /** Of the prefix, and of what follows the colon. */
  readonly start: number;
  readonly end: number;
}

/** Finds directives as the reference does: the leftmost prefix that is no part of a longer word. */
class Scanner {
  private readonly source: Source;
  private readonly prefixes: RegExp;
  private readonly comments: ReadonlySet<string>;

  constructor(source: Source, prefixes: readonly string[], comments: readonly string[]) {
    this.source = source;
    this.comments = new Set(comments);
    const longestFirst = [...prefixes, ...comments].sort((a, b) => b.length - a.length);
    this.prefixes = new RegExp(`(?<![A-Za-z0-9_-])(?:${longestFirst.join('|')})`, 'g');
  }

  next(from: number): Directive | undefined {
    this.prefixes.lastIndex = from;
    for (let found = this.prefixes.exec(this.source.text); found; ) {
      const directive = this.read(found[0], found.index);
      if (directive) return directive;
      const word = /[A-Za-z0-9_-]*/y;
      word.lastIndex = found.index + found[0].length;
      word.exec(this.source.text);
      this.prefixes.lastIndex = word.lastIndex;
      found = this.prefixes.exec(this.source.text);
    }
    return undefined;
  }

  private read(prefix: string, start: number): Directive | undefined {
    const at = start + prefix.length;
    const rest = this.source.text.slice(at, at + 200);
    if (this.comments.has(prefix)) {
      const directive = { kind: 'comment' as const, prefix, count: 1, isLiteral: true, start };
      return rest.startsWith(':') ? { ...directive, end: at + 1 } : undefined;
    }
    const separator = /^[-_]/.exec(rest)?.[0] ?? '';
    const word = rest.slice(separator.length);
    const found = this.suffix(word, separator, prefix, at + separator.length);
    if (found === undefined) return undefined;
    const modifiers = MODIFIERS.exec(word.slice(found.length))?.[0];
    if (modifiers === undefined) return undefined;
    const end = at + separator.length + found.length + modifiers.length;
    if (separator === '_')
      throw this.misspelt(start, end, `${prefix}-${this.source.text.slice(at + 1, end)}`);
    const { kind, count } = found;
    return { kind, prefix, count, isLiteral: modifiers !== ':', start, end };
  }

  private suffix(word: string, separator: string, prefix: string, at: number) {
    if (separator === '') return { kind: 'plain' as const, count: 1, length: 0 };
    if (word.startsWith('COUNT-')) {
      const digits = /^COUNT-(\d+)(?=[:{])/.exec(word);
      const count = Number(digits?.[1] ?? 0);
      if (!digits || count < 1 || count > 0x7fffffff) {
        const message = `invalid count in -COUNT specification on prefix '${prefix}'`;
        throw new CheckError(this.source, at + 'COUNT-'.length, message);
      }
      return { kind: 'plain' as const, count, length: digits[0].length };
    }
    if (BAD_NOT.test(word))
      throw new CheckError(this.source, at, `unsupported -NOT combo on prefix '${prefix}'`);
    const name = SUFFIX_NAMES.find((suffix) => word.startsWith(suffix));
    return name === undefined ? undefined : { kind: SUFFIXES[name], count: 1, length: name.length };
  }

  private misspelt(start: number, end: number, meant: string): CheckError {
    const directive = this.source.text.slice(start, end);
    const message = `misspelled directive '${directive}'; did you mean '${meant}'?`;
    return new CheckError(this.source, start, message);
  }
}

function nameOf(directive: Directive): string {
  const { kind, prefix, count, isLiteral } = directive;
  const suffix = kind === 'plain' ? (count > 1 ? '-COUNT' : '') : `-${kind.toUpperCase()}`;
  return `${prefix}${suffix}${isLiteral ? '{LITERAL}' : ''}`;
}

/** Parses the check file; throws CheckError or UsageError. */
export function readCheckFile(
  source: Source,
  request: CheckRequest,
  variables: Variables,
  warn: (text: string) => void,
): CheckString[] {
  checkPrefixes(request);
  for (const definition of request.defines) define(definition, variables);
  const implicit = request.implicitCheckNot.flatMap((text) => {
    try {
      return [implicitNot(text, request, variables)];
    } catch (error) {
      // The reference says so, and then goes on without it.
      if (!request.isLenient || !(error instanceof CheckError)) throw error;
      warn(error.render());
      return [];
    }
  });
  const scanner = new Scanner(source, request.prefixes, request.commentPrefixes);
  const strings: CheckString[] = [];
  const unused = new Set(request.prefixes);
  const uses: DirectiveUse[] = [];
  let before: Pattern[] = [...implicit];
  let line = 1;
  let counted = 0;
  for (let d = scanner.next(0); d; ) {
    for (; counted < d.start; counted++) if (source.text[counted] === '\n') line++;
    const newline = source.text.slice(d.end).search(/[\n\r]/);
    const end = newline < 0 ? source.text.length : d.end + newline;
    uses.push({ start: d.start, text: d.end, end, isComment: d.kind === 'comment' });
    if (d.kind !== 'comment') {
      unused.delete(d.prefix);
      const pattern = readPattern(d, d.kind, source, end, line, request, variables);
      checkPlacement(d, pattern, source, strings.length === 0);
      if (d.kind === 'dag' || d.kind === 'not') before.push(pattern);
      else {
        strings.push({ pattern, before });
        before = [...implicit];
      }
    }
    d = scanner.next(end);
  }
  if (!request.isLenient) lintDirectives(source, uses, request);
  checkUnused(unused, request, request.implicitCheckNot.length > 0);
  if (before.length > 0) {
    const offset = source.text.length;
    const head = { kind: 'eof' as const, directive: `${request.prefixes[0]}-EOF`, count: 1 };
    const pattern = new Pattern({ ...head, source, offset, line: line + 1 }, request, variables);
    strings.push({ pattern, before });
  }
  return strings;
}

function readPattern(
  d: Directive,
  kind: CheckKind,
  source: Source,
  end: number,
  line: number,
  request: CheckRequest,
  variables: Variables,
): Pattern {
  const keepsBlanks = request.strictWhitespace && request.matchFullLines;
  // The reference takes a directive that ends the file, without a newline, for its own text.
  const isCut = d.end === source.text.length;
  if (isCut && !request.isLenient) {
    const message = `the file ends behind '${source.text.slice(d.start)}', without a newline (S8)`;
    throw new CheckError(source, d.end, message);
  }
  const start = isCut ? d.start + d.prefix.length : d.end;
  const blanks = keepsBlanks ? 0 : source.text.slice(start, end).search(/[^ \t]|$/);
  const offset = start + blanks;
  const head = { kind, directive: nameOf(d), count: d.count, source, offset, line };
  return new Pattern(head, request, variables).parse(end, d.prefix, d.isLiteral);
}

function checkPlacement(d: Directive, pattern: Pattern, source: Source, isFirst: boolean): void {
  if (d.kind === 'label' && pattern.hasVariables) {
    const message = `found '${d.prefix}-LABEL:' with variable definition or use`;
    throw new CheckError(source, d.start, message);
  }
  if (isFirst && (d.kind === 'next' || d.kind === 'same' || d.kind === 'empty')) {
    const suffix = d.kind.toUpperCase();
    const message = `found '${d.prefix}-${suffix}' without previous '${d.prefix}: line`;
    throw new CheckError(source, d.start, `${message}'`);
  }
}

function checkPrefixes({ prefixes, commentPrefixes }: CheckRequest): void {
  const seen = new Set<string>();
  for (const [what, list] of [
    ['check', prefixes],
    ['comment', commentPrefixes],
  ] as const) {
    for (const prefix of list) {
      if (prefix === '')
        throw new UsageError(`supplied ${what} prefix must not be the empty string`);
      if (!/^[A-Za-z0-9_-]*$/.test(prefix)) {
        throw new UsageError(
          `supplied ${what} prefix must start with a letter and contain only alphanumeric ` +
            `characters, hyphens, and underscores: '${prefix}'`,
        );
      }
      if (seen.has(prefix)) {
        throw new UsageError(
          `supplied ${what} prefix must be unique among check and comment prefixes: '${prefix}'`,
        );
      }
      seen.add(prefix);
    }
  }
}

function checkUnused(unused: ReadonlySet<string>, request: CheckRequest, hasImplicit: boolean) {
  const isNoneUsed = unused.size === request.prefixes.length;
  const isOneMissing = unused.size > 0 && !request.allowUnusedPrefixes;
  if (!isNoneUsed && !isOneMissing) return;
  if (request.isLenient && hasImplicit && request.isDefaultPrefix) return;
  const rule = isNoneUsed && hasImplicit && request.isDefaultPrefix ? ' (S9)' : '';
  const names = [...unused].map((prefix) => `'${prefix}:'`).join(', ');
  const plural = unused.size > 1 ? 'es' : '';
  throw new UsageError(`no check strings found with prefix${plural} ${names}${rule}`);
}

function implicitNot(text: string, request: CheckRequest, variables: Variables): Pattern {
  const option = "-implicit-check-not='";
  const source = new Text('command line', `${option}${text}'`);
  const offset = option.length;
  const head = { kind: 'not' as const, directive: 'IMPLICIT-CHECK-NOT', count: 1, line: 0 };
  const pattern = new Pattern({ ...head, source, offset }, request, variables);
  return pattern.parse(offset + text.length, 'IMPLICIT-CHECK', false);
}

/** `NAME=text` or `#%x,NAME=expression`. */
function define(definition: string, variables: Variables): void {
  const equals = definition.indexOf('=');
  const option = `command-line definition '-D${definition}'`;
  if (equals < 0) throw new UsageError(`Missing equal sign in ${option}`);
  if (equals === 0) throw new UsageError(`Missing variable name in ${option}`);
  const isNumeric = definition.startsWith('#');
  const text = isNumeric ? definition.replace('=', ':') : definition;
  const source = new Text('command line', text);
  const c: Cursor = new Cursor(source, isNumeric ? 1 : 0, text.length);
  if (isNumeric) {
    const { expression, defines } = new NumericParser(c, variables, undefined, false).parse();
    if (!defines || !expression) c.fail('a numeric definition needs a value', equals);
    variables.numbers.set(defines.name, defines);
    try {
      defines.value = evaluate(expression);
    } catch (error) {
      if (error instanceof UndefinedVariable) c.fail(error.message, error.offset);
      c.fail('unable to substitute variable or numeric expression: overflow error');
    }
    return;
  }
  c.end = equals;
  const { name, isPseudo } = c.variable();
  if (isPseudo || !c.isEmpty)
    c.fail(`invalid name in string variable definition '${text.slice(0, equals)}'`, 0);
  if (variables.numbers.has(name)) c.fail(`numeric variable with name '${name}' already exists`, 0);
  variables.strings.set(name, text.slice(equals + 1));
  variables.stringNames.add(name);
}
