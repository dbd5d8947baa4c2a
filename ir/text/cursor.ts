import { type Diagnostic, DiagnosticError } from '../diagnostics.js';
import type { FileLineColLoc } from '../location.js';
import { EMPTY_SYMBOL, type Lexer, Tok, type Token, unescapeBytes } from './lexer.js';
import { stringOfBytes } from './literals.js';

/**
 * How deep regions, types and attributes may nest: a clear error instead of a stack overflow, which
 * reading and printing modules inside modules meets at 600 in a fresh process.
 */
const MAX_NESTING = 400;

/** A position in a source, with the questions every parser asks. Errors are thrown. */
export class Cursor {
  readonly lexer: Lexer;
  private depth = 0;

  constructor(lexer: Lexer) {
    this.lexer = lexer;
  }

  locationAt(offset: number): FileLineColLoc {
    return this.lexer.input.locationAt(offset);
  }

  /** Where the current token starts. */
  get here(): number {
    return this.lexer.start;
  }

  is(kind: Token): boolean {
    return this.lexer.kind === kind;
  }

  isKeyword(word: string): boolean {
    const { lexer } = this;
    return (
      lexer.kind === Tok.bareIdent &&
      lexer.end - lexer.start === word.length &&
      lexer.source.startsWith(word, lexer.start)
    );
  }

  advance(): void {
    this.lexer.next();
  }

  /** Takes the token if it is of this kind. */
  accept(kind: Token): boolean {
    if (this.lexer.kind !== kind) return false;
    this.lexer.next();
    return true;
  }

  acceptKeyword(word: string): boolean {
    if (!this.isKeyword(word)) return false;
    this.lexer.next();
    return true;
  }

  expect(kind: Token, what: string): void {
    if (this.lexer.kind !== kind) this.fail(`expected ${what}`);
    this.lexer.next();
  }

  expectKeyword(word: string): void {
    if (!this.acceptKeyword(word)) this.fail(`expected '${word}'`);
  }

  /** Ends the parse: an error at an offset, or at the current token (at its end when at a line's end). */
  fail(message: string, offset?: number, notes: readonly Diagnostic[] = []): never {
    // Characters that are no token are what is wrong, wherever they stand.
    if (offset === undefined && this.lexer.kind === Tok.error) {
      message = this.lexer.problem;
      offset = this.lexer.start;
    }
    throw new DiagnosticError(this.locationAt(offset ?? this.errorOffset()), message, notes);
  }

  /** A missing token is reported right behind the last one, on its line, not lines below. */
  private errorOffset(): number {
    const { lexer } = this;
    const gap = lexer.source.slice(lexer.previousEnd, lexer.start);
    return gap.includes('\n') && lexer.previousEnd > 0 ? lexer.previousEnd : lexer.start;
  }

  /** One nesting level deeper, until `leave`. (An error ends the parse: nobody counts on.) */
  enter(): void {
    if (++this.depth > MAX_NESTING)
      this.fail(`nesting is deeper than ${MAX_NESTING} levels`, this.here);
  }

  leave(): void {
    this.depth--;
  }

  /** Runs `parse` one nesting level deeper. */
  nested<T>(parse: () => T): T {
    this.enter();
    const result = parse();
    this.leave();
    return result;
  }

  /** `item, item, …` up to (not including) what `atEnd` says; may be empty. */
  commaList(atEnd: () => boolean, item: () => void): void {
    if (atEnd()) return;
    do item();
    while (this.accept(Tok.comma));
  }

  /** `(item, …)` and the like. */
  delimitedList(
    open: Token,
    openText: string,
    close: Token,
    closeText: string,
    item: () => void,
  ): void {
    this.expect(open, `'${openText}'`);
    this.commaList(() => this.is(close), item);
    this.expect(close, `',' or '${closeText}'`);
  }

  parenList(item: () => void): void {
    this.delimitedList(Tok.lparen, '(', Tok.rparen, ')', item);
  }

  squareList(item: () => void): void {
    this.delimitedList(Tok.lsquare, '[', Tok.rsquare, ']', item);
  }

  /** A bare word. */
  keyword(what = 'a keyword'): string {
    if (!this.is(Tok.bareIdent)) this.fail(`expected ${what}`);
    const { text } = this.lexer;
    this.advance();
    return text;
  }

  /** A string literal's value. */
  string(what = 'a string'): string {
    if (!this.is(Tok.string)) this.fail(`expected ${what}`);
    const { lexer } = this;
    const value = lexer.isPlain ? lexer.stringBody : this.stringValue(lexer.text);
    lexer.next();
    return value;
  }

  protected stringValue(token: string): string {
    const bytes = unescapeBytes(token);
    // Only a text with bytes above ASCII needs decoding.
    return /[\x80-\xff]/.test(bytes) ? stringOfBytes(Buffer.from(bytes, 'latin1')) : bytes;
  }

  keywordOrString(what: string): string {
    return this.is(Tok.string) ? this.string() : this.keyword(what);
  }

  /** `@name`. */
  symbolName(): string {
    if (!this.is(Tok.at)) this.fail("expected a symbol name such as '@name'");
    const { lexer } = this;
    const isQuoted = lexer.source.charCodeAt(lexer.start + 1) === 34;
    let { name } = lexer;
    if (isQuoted) name = this.stringValue(name);
    else if (name === EMPTY_SYMBOL) name = '';
    lexer.next();
    return name;
  }

  /** A whole number with an optional minus. */
  integer(what = 'an integer'): bigint {
    const negative = this.accept(Tok.minus);
    if (!this.is(Tok.integer)) this.fail(`expected ${what}`);
    const value = BigInt(this.lexer.text);
    this.advance();
    return negative ? -value : value;
  }

  /** A whole number that a JS number holds. */
  smallInteger(what = 'an integer'): number {
    const at = this.here;
    const value = this.integer(what);
    if (value > BigInt(Number.MAX_SAFE_INTEGER) || value < -BigInt(Number.MAX_SAFE_INTEGER)) {
      this.fail('the integer is too large', at);
    }
    return Number(value);
  }

  /**
   * The text from the current token up to (not including) the `>` that closes an already opened
   * `<`; brackets nest and strings are skipped.
   */
  balancedBody(): string {
    const { lexer } = this;
    const { source } = lexer;
    const from = lexer.previousEnd;
    // Errors stand at the `<`, or at the last string behind it.
    let place = from - 1;
    const open: string[] = [];
    let at = from;
    for (; at < source.length; at++) {
      const c = source[at];
      if (c === '"') {
        lexer.resetTo(at);
        if (!this.is(Tok.string)) this.fail('the string is not closed', at);
        place = at;
        at = lexer.end - 1;
      } else if (c === '-' && source[at + 1] === '>') {
        at++;
      } else if ('<([{'.includes(c)) {
        open.push('>)]}'['<([{'.indexOf(c)]);
      } else if ('>)]}'.includes(c)) {
        if (open.length === 0 && c === '>') break;
        if (open.pop() !== c)
          this.fail(`unbalanced '${c}' character in pretty dialect name`, place);
      }
    }
    if (at >= source.length) this.fail("expected '>' to close the dialect symbol", place);
    lexer.resetTo(at);
    return source.slice(from, at);
  }
}

/** What stands on a stack from `base` on, as a list of its own; the stack ends there then. */
export function takeFrom<T>(stack: T[], base: number): T[] {
  const list = stack.slice(base);
  while (stack.length > base) stack.pop();
  return list;
}
