/**
 * `--verify-diagnostics`, as MLIR has it: a comment `expected-error @+1 {{text}}` says that a
 * diagnostic of that severity stands at the line and that its message holds the text. Lines are
 * counted from the comment's (`@+N`, `@-N`), or are the next or last line without an expectation
 * (`@below`, `@above`); `@unknown` expects one without a place. Behind `-re`, `{{…}}` inside the text
 * is a regular expression.
 */
import {
  type Diagnostic,
  FileLineColLoc,
  filePosition,
  type Location,
  type Severity,
} from '../../ir/index.js';
import type { Sources } from './sources.js';

interface Expected {
  readonly severity: Severity;
  readonly text: string;
  readonly pattern: RegExp | undefined;
  /** Of the comment. */
  readonly at: Location;
  /** Where the diagnostic must be; undefined: nowhere. */
  line: number | undefined;
  isMet: boolean;
}

const COMMENT =
  /expected-(error|note|remark|warning)(-re)? *(?:@([+-]\d+|above|below|unknown))? *\{\{(.*)\}\}$/;

/** What looks like one: `expected-eror {{…}}`, a place that cannot be, something behind the braces. */
const SLIP = /expected-[a-z]+(-re)? *(@\S* *)?\{\{/;

export class ExpectedDiagnostics {
  private readonly file: string;
  private readonly expected: Expected[] = [];
  private readonly problems: string[] = [];
  private readonly sources: Sources;

  /** `text`: one char a byte, as diagnostics count columns. */
  constructor(file: string, text: string, sources: Sources) {
    this.file = file;
    this.sources = sources;
    this.scan(text);
  }

  /** Compares a diagnostic and its notes with what is expected. */
  take(d: Diagnostic): void {
    for (const { severity, loc, message } of [d, ...d.notes]) {
      const at = filePosition(loc);
      const line = at?.file === this.file ? at.line : undefined;
      const found = this.expected.find(
        (e) => !e.isMet && e.severity === severity && e.line === line && matches(e, message),
      );
      if (found) found.isMet = true;
      else this.problem(loc, `unexpected ${severity}: ${message}`);
    }
  }

  /** What did not come as expected, for people; empty when everything did. */
  finish(): string {
    for (const { isMet, at, severity, text } of this.expected) {
      if (!isMet) this.problem(at, `expected ${severity} "${text}" was not produced`);
    }
    return this.problems.join('');
  }

  private problem(loc: Location, message: string): void {
    this.problems.push(this.sources.render({ severity: 'error', loc, message, notes: [] }));
  }

  private scan(text: string): void {
    let plainLine: number | undefined;
    let below: Expected[] = [];
    text.split('\n').forEach((content, i) => {
      const line = i + 1;
      const match = content.includes('expected-') ? COMMENT.exec(content.trimEnd()) : null;
      if (!match) {
        if (content.includes('expected-')) this.lookForSlip(content, line);
        for (const e of below) e.line = line;
        below = [];
        plainLine = line;
        return;
      }
      const [, severity, isPattern, where, raw] = match;
      // The source holds bytes; messages are text.
      const expectedText = Buffer.from(raw, 'latin1').toString('utf8');
      const at = FileLineColLoc.get(this.file, line, match.index + 1);
      const one: Expected = {
        severity: severity as Severity,
        text: expectedText,
        pattern: isPattern ? this.pattern(expectedText, at) : undefined,
        at,
        line,
        isMet: false,
      };
      if (where === 'unknown') one.line = undefined;
      else if (where === 'above') one.line = plainLine;
      else if (where === 'below') below.push(one);
      else if (where !== undefined) one.line = line + Number(where);
      this.expected.push(one);
    });
  }

  /** A comment that was meant to be an expectation would be met by anything: it is an error. */
  private lookForSlip(content: string, line: number): void {
    const slip = SLIP.exec(content);
    if (!slip) return;
    const at = FileLineColLoc.get(this.file, line, slip.index + 1);
    const form = "'expected-error @+1 {{text}}' with error, warning, remark or note";
    this.problem(at, `this is no expectation; its form is ${form}, at the end of the line`);
  }

  /** Text outside `{{…}}` stands for itself. */
  private pattern(text: string, at: Location): RegExp | undefined {
    const source = text
      .split(/(\{\{.*?\}\})/)
      .map((part) =>
        part.startsWith('{{') && part.endsWith('}}')
          ? `(?:${part.slice(2, -2)})`
          : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
      )
      .join('');
    try {
      return new RegExp(source);
    } catch (error) {
      this.problem(at, (error as Error).message);
      return undefined;
    }
  }
}

function matches({ pattern, text }: Expected, message: string): boolean {
  return pattern ? pattern.test(message) : message.includes(text);
}
