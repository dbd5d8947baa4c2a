/**
 * What strict mode refuses and the reference lets pass in silence: what nearly is a directive, so that
 * its check never ran. docs/filecheck.md has examples of each rule; a test runs them.
 *
 * S1. An unknown suffix, suffixes that do not combine, a count without its number: `CHECK-NXT:`.
 * S2. A word one edit away from a directive, or written in small letters: `CHEKC:`, `check-next:`.
 * S3. No colon, another sign for it, a blank before it: `// CHECK-NEXT foo`, `CHECK; foo`, `CHECK : x`.
 * S4. A modifier that is none, or in the wrong place: `CHECK{LITERL}:`, `CHECK:{LITERAL} x`.
 * S5. A suffix behind another sign than a dash, a dash before the prefix: `CHECK.NEXT:`, `-CHECK:`.
 * S6. A directive inside the text of another, behind a comment sign: `CHECK: a // CHECK-NEXT: b`.
 * S7. In a file with its own command lines: directives of a prefix that none of them names.
 * S8. The file ends behind the colon, without a newline.
 * S9. No directive at all, though there is an --implicit-check-not.
 *
 * S8 and S9 are in directives.ts. Prose is left alone: a name of a directive in the middle of a line
 * needs a colon to be looked at; at its start it needs one or what no sentence goes on with.
 */
import { nearest } from '../../ir/index.js';
import { isOneEdit } from '../common/edits.js';
import type { CheckRequest } from './check.js';
import { CheckError, type Source } from './source.js';

/** A directive that was read, or a comment: from its prefix to the end of its line. */
export interface DirectiveUse {
  readonly start: number;
  /** Behind the colon. */
  readonly text: number;
  readonly end: number;
  readonly isComment: boolean;
}

const SUFFIXES = ['NEXT', 'SAME', 'NOT', 'DAG', 'LABEL', 'EMPTY'] as const;
const SUFFIX = '(?:NEXT|SAME|NOT|DAG|LABEL|EMPTY|COUNT-\\d+)';
/** Shorter prefixes have too many neighbours for S2 and are too often words for S3. */
const MIN_PREFIX = 4;
/** With the dashes before it. */
const WORD = /(?<![A-Za-z0-9_-])[-_]*[A-Za-z0-9][A-Za-z0-9_-]*/g;
/** What stands before the first word of a line, if anything: a sign that opens a comment. */
const OPENING = /^\s*(?:\/\/+|#+|;+|--+|\/\*+|\*|<!--|%+|!)?\s*$/;
/** Words that a sentence about directives goes on with. */
const PROSE =
  /^ +(?:lines?|directives?|prefix(?:es)?|comments?|patterns?|statements?|blocks?|that|whether|if|when|is|are|was|were|can|cannot|and|or|in|on|of|for|with|to|the|this|these|here|below|above|does|do|must|may|only|has|have|will|would|should|instead)\b/i;

export function lintDirectives(
  source: Source,
  uses: readonly DirectiveUse[],
  request: CheckRequest,
): void {
  const lint = new Lint(source, request);
  let use = 0;
  WORD.lastIndex = 0;
  for (let found = WORD.exec(source.text); found; found = WORD.exec(source.text)) {
    while (use < uses.length && uses[use].end <= found.index) use++;
    if (use < uses.length && uses[use].start <= found.index) {
      if (!uses[use].isComment) lint.used(uses[use]);
      WORD.lastIndex = uses[use].end;
      continue;
    }
    const word = found[0].replace(/^[-_]+/, '');
    lint.word(word, found.index + found[0].length - word.length);
  }
}

class Lint {
  private readonly source: Source;
  private readonly prefixes: readonly string[];
  private readonly comments: readonly string[];
  /** Directives of the prefixes, without colon. */
  private readonly known: readonly string[];
  /** Prefixes of the file's other command lines. */
  private readonly declared: readonly string[];
  private readonly hasOwnCommands: boolean;
  private readonly inText: RegExp;

  constructor(source: Source, { prefixes, commentPrefixes }: CheckRequest) {
    this.source = source;
    this.prefixes = prefixes;
    this.comments = commentPrefixes;
    this.known = prefixes.flatMap((p) => [p, ...SUFFIXES.map((s) => `${p}-${s}`)]);
    const commands = commandsOf(source.text);
    this.declared = declaredPrefixes(commands).filter((p) => !prefixes.includes(p));
    this.hasOwnCommands = isPlain(commands);
    this.inText = new RegExp(
      `(?://|#|;)\\s*((?:${prefixes.join('|')})(?:-${SUFFIX})?(?:\\{LITERAL\\})?):`,
    );
  }

  /** A directive that is one: what its text begins with, and whether it has another one in it. */
  used({ text, end }: DirectiveUse): void {
    const pattern = this.source.text.slice(text, end);
    const head = new RegExp(`^ ?\\{LITERAL\\}|^-?${SUFFIX}(?=[:{])`).exec(pattern)?.[0];
    if (head?.includes('{'))
      this.fail(text, "'{LITERAL}' stands before the colon of its directive, not behind it (S4)");
    if (head) {
      const name = head.replace(/^-/, '');
      this.fail(text, `the suffix '${name}' stands before the colon: '-${name}:' (S5)`);
    }
    const inner = this.inText.exec(pattern);
    if (inner) {
      const at = text + inner.index;
      const message = `'${inner[1]}:' is text of the directive before it; put it on its own line`;
      this.fail(at, `${message} (S6)`);
    }
  }

  /** A word outside all directives. */
  word(word: string, at: number): void {
    const owns = (p: string) => word === p || word.startsWith(`${p}-`) || word.startsWith(`${p}_`);
    if (this.comments.includes(word) || this.declared.some(owns)) return;
    const { text } = this.source;
    // A quoted name is spoken of.
    if (/['"`]/.test(text.charAt(at - 1))) return;
    const tail = text.slice(at + word.length, at + word.length + 80);
    const message =
      this.prefixes.find((p) => word === p) === undefined
        ? this.otherWord(word, tail, at)
        : (this.punctuated(word, tail) ?? this.uncolonned(word, tail, at));
    if (message) this.fail(at, message);
  }

  private otherWord(word: string, tail: string, at: number): string | undefined {
    if (this.known.includes(word))
      return this.modified(word, tail) ?? this.uncolonned(word, tail, at);
    const cut = new RegExp(`^[ \\t]+(${SUFFIX}):`).exec(tail)?.[1];
    const whole = this.prefixes.find((p) => word === `${p}-`);
    if (cut && whole) return `blank in a directive; did you mean '${whole}-${cut}:'? (S3)`;
    const hasColon = /^(?:\{[^}\n]*\})?[ \t]*:/.test(tail);
    if (!hasColon) return undefined;
    const prefix = this.prefixes.find((p) => word.startsWith(`${p}-`) || word.startsWith(`${p}_`));
    if (prefix !== undefined) return `${badSuffix(word, prefix, this.known)} (S1)`;
    const meant = this.known.find((d) => isSlipOf(word, d) || this.isSmall(word, d, at));
    if (meant) return `misspelt directive '${word}:'; did you mean '${meant}:'? (S2)`;
    return this.opensLine(at) ? this.foreign(word, tail) : undefined;
  }

  /** Only the case of letters is another; a plain `Check:` may begin a sentence. */
  private isSmall(word: string, directive: string, at: number): boolean {
    if (directive.toUpperCase() !== word.toUpperCase().replaceAll('_', '-')) return false;
    if (/[-_]/.test(this.source.text.charAt(at - 1))) return false;
    if (directive.includes('-')) return true;
    return directive.length >= MIN_PREFIX && word === word.toLowerCase() && this.opensLine(at);
  }

  /** A prefix that nobody asks for: only where the file says itself what is asked for. */
  private foreign(word: string, tail: string): string | undefined {
    const prefix = new RegExp(`^([A-Z][A-Z0-9_-]*)-${SUFFIX}$`).exec(word)?.[1];
    // CHECK is the prefix of a command that names none.
    if (prefix === undefined || prefix === 'CHECK') return undefined;
    if (!this.hasOwnCommands || !tail.startsWith(':')) return undefined;
    return `no command line of this file has the prefix '${prefix}', so '${word}:' checks nothing (S7)`;
  }

  /** A prefix with what should be a suffix behind the wrong sign. */
  private punctuated(word: string, tail: string): string | undefined {
    const modified = this.modified(word, tail);
    if (modified) return modified;
    const dashes = '\\xe2\\x80[\\x90-\\x95]|\\xe2\\x88\\x92';
    const suffix = new RegExp(`^(?:[ .:/~+=]|[ ]?-[ ]|[ ]-|${dashes})(${SUFFIX}):`, 'i').exec(tail);
    if (!suffix) return undefined;
    return `a suffix stands behind a dash; did you mean '${word}-${suffix[1].toUpperCase()}:'? (S5)`;
  }

  private modified(word: string, tail: string): string | undefined {
    const modifier = /^[ \t]*([{([]([A-Za-z, ]*)[})\]])[ \t]*:/.exec(tail);
    if (!modifier) return undefined;
    const isNearly = modifier[2].trim().toUpperCase() === 'LITERAL';
    return isNearly
      ? `malformed modifier; did you mean '${word}{LITERAL}:'? (S4)`
      : `unknown modifier '${modifier[1]}'; the only one is '{LITERAL}' (S4)`;
  }

  /** A directive's very name that the scanner did not take. */
  private uncolonned(word: string, tail: string, at: number): string | undefined {
    const { text } = this.source;
    const fullwidth = /^[ \t]*\xef\xbc\x9a/.test(tail);
    if (fullwidth) return `that is no colon; did you mean '${word}:'? (S3)`;
    if (/^(?:[ \t]|\xc2\xa0)+:/.test(tail))
      return `blank before the colon of '${word}'; did you mean '${word}:'? (S3)`;
    const sign = /^([!.@,%&*?~^|\\/+<>$#=;]):/.exec(tail)?.[1];
    if (sign && this.opensLine(at))
      return `'${sign}' before the colon of '${word}'; did you mean '${word}:'? (S3)`;
    if (tail.startsWith(':') && /[-_]/.test(text.charAt(at - 1)))
      return `the directive has '${text.charAt(at - 1)}' before it; did you mean '${word}:'? (S5)`;
    if (!this.opensLine(at) || word.length < MIN_PREFIX || PROSE.test(tail)) return undefined;
    // A plain prefix on a line without a comment sign is code or prose.
    if (this.prefixes.includes(word) && this.lineBefore(at).trim() === '') return undefined;
    if (!/^(?:\{LITERAL\})?(?:[;=]|[ \t]|[\n\r]|$)/.test(tail)) return undefined;
    return `directive '${word}' without a colon; did you mean '${word}:'? (S3)`;
  }

  private lineBefore(at: number): string {
    const { text } = this.source;
    return text.slice(at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1, at);
  }

  private opensLine(at: number): boolean {
    return OPENING.test(this.lineBefore(at));
  }

  private fail(at: number, message: string): never {
    throw new CheckError(this.source, at, message);
  }
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

/** The file's own command lines. */
const commandsOf = (text: string): string => (text.match(/\bRUN:.*/g) ?? []).join('\n');

/** Prefixes that command lines in the file name, for runs other than this one. */
function declaredPrefixes(commands: string): string[] {
  return [
    ...commands.matchAll(/-(?:check|comment)-prefix(?:es)?[= ]['"]?([A-Za-z0-9_,-]+)/g),
  ].flatMap((m) => m[1].split(','));
}

/** They run the checker, and no substitution of a configuration could hide a prefix. */
function isPlain(commands: string): boolean {
  return /filecheck/i.test(commands) && !/%(?![%sStTp]\b|\{?(?:s|t|T|S|p)\b)/.test(commands);
}

/**
 * Whether `word` is one slip of the pen away from a directive: one character more, less or other, or
 * two neighbours swapped. Another digit or another last letter behind a dash makes another prefix of
 * a family, and a letter in front a longer word; those are meant.
 */
function isSlipOf(word: string, directive: string): boolean {
  if (directive.length < MIN_PREFIX) return false;
  if (word.slice(1) === directive) return false;
  if (word.replace(/\d/g, '') === directive.replace(/\d/g, '')) return false;
  const family = (text: string) => text.replace(/(?<=[-_])[A-Z](?=-|$)/g, '');
  if (family(word) === family(directive)) return false;
  return isOneEdit(word, directive);
}
