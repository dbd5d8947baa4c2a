/**
 * Preprocessor directives: `#define`, `#ifdef`, `#ifndef`, `#else`, `#endif`, each first on its line
 * with nothing but comments behind. A directive is a skipped token that swallows the lines it
 * excludes, so that the text is never copied and offsets stay those of the file.
 */
import { type SourceFile, TableGenError } from './source.js';

/** What the tokens of a text depend on besides it, and what they change. */
export interface MacroUse {
  /** Macros that it asked for, and whether they were defined from outside. */
  readonly asked: ReadonlyMap<string, boolean>;
  /** Macros that it defined. */
  readonly added: readonly string[];
}

/** `#ifdef` and what follows it, open at some place of the file being lexed. */
interface Open {
  seenElse: boolean;
}

let file: SourceFile;
let defined: Set<string>;
let asked: Map<string, boolean>;
let added: string[];
let nesting: Open[];

/** From some offset on other macros are defined: what stands before it includes files. */
export interface MacroChange {
  readonly offset: number;
  readonly defined: Set<string>;
}

let change: MacroChange | undefined;

/** Begins a file; macros in `macros` are defined, and it grows with each `#define`. */
export function beginDirectives(
  source: SourceFile,
  macros: Set<string>,
  later?: MacroChange,
): MacroUse {
  file = source;
  defined = macros;
  change = later;
  asked = new Map();
  added = [];
  nesting = [];
  return { asked, added };
}

/** At the end of the file: every `#ifdef` must be closed. */
export function endDirectives(): void {
  if (nesting.length > 0) throw unclosed();
}

const unclosed = (): TableGenError =>
  new TableGenError('Reached EOF without matching #endif', { file, offset: file.text.length });

const WORD = /#(ifdef|ifndef|else|endif|define)(?=[ \t\r\n]|\/[/*]|$)/y;
const MACRO = /[ \t]*([a-zA-Z_]\w*)?/y;

/** A directive in the text: its name, its macro, and the offset behind it and its comments. */
interface Directive {
  readonly name: string;
  readonly macro: string;
  readonly end: number;
}

function readDirective(offset: number): Directive | undefined {
  const { text } = file;
  WORD.lastIndex = offset;
  const name = WORD.exec(text)?.[1];
  if (name === undefined) return undefined;
  let end = WORD.lastIndex;
  let macro = '';
  if (name !== 'else' && name !== 'endif') {
    MACRO.lastIndex = end;
    macro = MACRO.exec(text)![1] ?? '';
    end = MACRO.lastIndex;
    if (macro === '') fail(`Expected macro name after #${name}`, end);
  }
  return { name, macro, end: endOfLine(end, `#${name}${macro === '' ? '' : ' NAME'}`) };
}

/** The end of the line, or of the comment that begins in it and goes beyond. */
function endOfLine(from: number, what: string): number {
  const { text } = file;
  for (let at = from; ; at++) {
    const c = text[at];
    if (c === undefined || c === '\n') return at;
    if (c === '/' && text[at + 1] === '/') {
      const end = text.indexOf('\n', at);
      return end < 0 ? text.length : end;
    }
    if (c === '/' && text[at + 1] === '*') at = endOfBlockComment(text, at) - 1;
    else if (c !== ' ' && c !== '\t' && c !== '\r') {
      fail(`Only comments are supported after ${what}`, at);
    }
  }
}

/** Behind a block comment that begins at the offset; they nest. */
export function endOfBlockComment(text: string, offset: number): number {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = offset + 2;
  for (let depth = 1; ; ) {
    const found = mark.exec(text);
    if (found === null) fail('Unterminated comment!', offset);
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
}

function fail(message: string, offset: number): never {
  throw new TableGenError(message, { file, offset });
}

/** Whether only blanks stand before the offset in its line. */
function isFirst(text: string, offset: number): boolean {
  for (let at = offset - 1; at >= 0 && text[at] !== '\n'; at--) {
    if (text[at] !== ' ' && text[at] !== '\t') return false;
  }
  return true;
}

/** The end of a directive with the lines that it excludes; undefined when none is at the offset. */
export function endOfDirective(text: string, offset: number): number | undefined {
  if (!isFirst(text, offset)) return undefined;
  const found = readDirective(offset);
  if (!found) return undefined;
  if (change && offset >= change.offset) {
    defined = change.defined;
    asked.clear();
    change = undefined;
  }
  const { name, macro, end } = found;
  switch (name) {
    case 'define':
      defined.add(macro);
      added.push(macro);
      return end;
    case 'ifdef':
    case 'ifndef': {
      const isDefined = defined.has(macro);
      if (!asked.has(macro) && !added.includes(macro)) asked.set(macro, isDefined);
      nesting.push({ seenElse: false });
      return isDefined === (name === 'ifdef') ? end : endOfExcluded(end);
    }
    case 'else': {
      const innermost = nesting.at(-1);
      if (!innermost) return fail('#else without #ifdef or #ifndef', offset);
      if (innermost.seenElse) return fail('double #else', offset);
      innermost.seenElse = true;
      return endOfExcluded(end);
    }
    default:
      if (!nesting.pop()) fail('#endif without #ifdef', offset);
      return end;
  }
}

/** The end of the `#else` or `#endif` that ends the excluded lines. */
function endOfExcluded(from: number): number {
  const { text } = file;
  const inner: Open[] = [];
  for (let at = from; ; ) {
    const newline = text.indexOf('\n', at);
    if (newline < 0) throw unclosed();
    at = startOfContent(text, newline);
    const found = text[at] === '#' ? readDirective(at) : undefined;
    if (!found) continue;
    const place = at;
    at = found.end;
    const innermost = inner.at(-1) ?? nesting.at(-1)!;
    if (found.name === 'ifdef' || found.name === 'ifndef') inner.push({ seenElse: false });
    else if (found.name === 'else') {
      if (innermost.seenElse) fail('double #else', place);
      innermost.seenElse = true;
      if (inner.length === 0) return at;
    } else if (found.name === 'endif' && !inner.pop()) {
      nesting.pop();
      return at;
    }
  }
}

/** Past blank lines and block comments. */
function startOfContent(text: string, from: number): number {
  for (let at = from; ; at++) {
    const c = text[at];
    if (c === '/' && text[at + 1] === '*') at = endOfBlockComment(text, at) - 1;
    else if (c !== ' ' && c !== '\t' && c !== '\n' && c !== '\r') return at;
  }
}
