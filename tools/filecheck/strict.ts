/**
 * What strict mode refuses and the reference lets pass in silence: a word that is nearly a
 * directive, so that its check never ran.
 *
 * S1. `CHECK-FOO:` or `CHECK_FOO:` with an unknown suffix, or with suffixes that do not combine.
 * S2. A word with a colon, one edit or only the case of letters away from a directive.
 * S3. A directive without its colon, or with a blank before it: `CHECK-NEXT foo`, `CHECK : foo`.
 * S4. An unknown modifier: `CHECK{LITERL}:`.
 *
 * Words that begin with another prefix which the file names in a `--check-prefix(es)=` are that
 * prefix's business. Prefixes shorter than four letters have too many neighbours for S2.
 */
import { nearest } from '../../ir/index.js';
import type { CheckRequest } from './check.js';
import { CheckError, type Source } from './source.js';

/** A directive that was read: nothing from its prefix to the end of its line is looked at. */
export interface DirectiveUse {
  readonly start: number;
  readonly end: number;
}

const SUFFIXES = ['NEXT', 'SAME', 'NOT', 'DAG', 'LABEL', 'EMPTY'] as const;
const MIN_PREFIX = 4;
const WORD = /(?<![A-Za-z0-9_-])[A-Za-z0-9][A-Za-z0-9_-]*/g;

export function lintDirectives(
  source: Source,
  uses: readonly DirectiveUse[],
  request: CheckRequest,
): void {
  const declared = declaredPrefixes(source.text).filter((p) => !request.prefixes.includes(p));
  const known = request.prefixes.flatMap((p) => [p, ...SUFFIXES.map((s) => `${p}-${s}`)]);
  let use = 0;
  WORD.lastIndex = 0;
  for (let found = WORD.exec(source.text); found; found = WORD.exec(source.text)) {
    while (use < uses.length && uses[use].end <= found.index) use++;
    if (use < uses.length && uses[use].start <= found.index) {
      WORD.lastIndex = uses[use].end;
      continue;
    }
    const word = found[0];
    const owner = (p: string) => word === p || word.startsWith(`${p}-`) || word.startsWith(`${p}_`);
    if (declared.some(owner) || request.commentPrefixes.includes(word)) continue;
    const message = fault(word, source.text, found.index, known, request.prefixes);
    if (message) throw new CheckError(source, found.index, message);
  }
}

function fault(
  word: string,
  text: string,
  at: number,
  known: readonly string[],
  prefixes: readonly string[],
): string | undefined {
  const after = /^(?: ?:|\{[^}\n]*\} ?:)?/.exec(
    text.slice(at + word.length, at + word.length + 80),
  );
  const tail = after?.[0] ?? '';
  if (known.includes(word)) return knownWord(word, tail, text, at, prefixes);
  if (tail === '') return undefined;
  const prefix = prefixes.find((p) => new RegExp(`^${p}[-_]`).test(word));
  if (prefix !== undefined) return badSuffix(word, prefix, known);
  const upper = word.toUpperCase();
  const meant = known.find(
    (d) =>
      (d.length >= MIN_PREFIX && isOneEdit(word, d)) ||
      (d.includes('-') && d.toUpperCase() === upper.replaceAll('_', '-')),
  );
  return meant && `misspelt directive '${word}:'; did you mean '${meant}:'?`;
}

/** A directive's very name that the scanner did not take. */
function knownWord(
  word: string,
  tail: string,
  text: string,
  at: number,
  prefixes: readonly string[],
): string | undefined {
  if (tail.startsWith('{'))
    return `unknown modifier '${tail.slice(0, tail.indexOf('}') + 1)}'; the only one is '{LITERAL}'`;
  if (tail === ' :') return `blank before the colon of '${word}'; did you mean '${word}:'?`;
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  const isPlain = prefixes.includes(word);
  const opensComment = /^\s*(?:\/\/+|#+|;+|--|\/\*)\s*$/.test(line);
  if (isPlain && !(opensComment && word.length >= MIN_PREFIX)) return undefined;
  return `directive '${word}' without a colon; did you mean '${word}:'?`;
}

function badSuffix(word: string, prefix: string, known: readonly string[]): string {
  const parts = word.slice(prefix.length + 1).split(/[-_]/);
  const isKnown = (part: string) => [...SUFFIXES, 'COUNT'].some((s) => s === part);
  if (parts.length > 1 && parts.every((part) => isKnown(part) || /^\d+$/.test(part)))
    return `the suffixes of '${word}' do not combine; a directive takes one`;
  if (parts[0] === 'COUNT') return `'${word}:' needs a number; did you mean '${prefix}-COUNT-2:'?`;
  const near = nearest(word, known);
  const hint = near && near !== prefix ? `; did you mean '${near}:'?` : '';
  return `unknown directive '${word}:'${hint}`;
}

/** Prefixes that command lines in the file name, for runs other than this one. */
function declaredPrefixes(text: string): string[] {
  return [...text.matchAll(/-check-prefix(?:es)?[= ]['"]?([A-Za-z0-9_,-]+)/g)].flatMap((m) =>
    m[1].split(','),
  );
}

/** One character more, less, other, or two neighbours swapped. */
function isOneEdit(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const rests = [
    [a.slice(i + 1), b.slice(i + 1)],
    [a.slice(i + 1), b.slice(i)],
    [a.slice(i), b.slice(i + 1)],
    [a[i + 1] + a[i] + a.slice(i + 2), b.slice(i)],
  ];
  return rests.some(([x, y]) => x === y);
}
