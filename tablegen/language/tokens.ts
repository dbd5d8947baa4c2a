/**
 * The lexer. Two things are unusual, both for speed, which counts because every build reads
 * the same few files over and over:
 * - all words are lexed as `Identifier` and keywords are told apart by one map look-up after;
 * - `#ifdef` and its kin are skipped tokens whose custom pattern swallows the excluded lines,
 *   so that the text is never copied and offsets stay those of the file.
 */
import { createToken, type IToken, type ITokenConfig, Lexer, type TokenType } from 'chevrotain';
import { type SourceFile, TableGenError } from './source.js';

/** State of `#ifdef` nesting for the file being lexed; `defined` is shared by a whole run. */
interface Conditionals {
  file: SourceFile;
  defined: Set<string>;
  nesting: { seenElse: boolean; offset: number }[];
  asked: Map<string, boolean>;
  added: string[];
}
let conditionals: Conditionals;

const all: TokenType[] = [];
function token(name: string, config: Omit<ITokenConfig, 'name'> = {}): TokenType {
  const type = createToken({ name, ...config });
  all.push(type);
  return type;
}

token('Space', { pattern: /[ \t\r\n]+/, group: Lexer.SKIPPED, line_breaks: true });
token('LineComment', { pattern: /\/\/[^\n]*/, group: Lexer.SKIPPED });
token('BlockComment', {
  pattern: { exec: matchBlockComment },
  group: Lexer.SKIPPED,
  line_breaks: true,
  start_chars_hint: ['/'],
});
export const HexInt = token('HexInt', { pattern: /0x[0-9a-fA-F]+/ });
export const BinaryInt = token('BinaryInt', { pattern: /0b[01]+/ });
export const Identifier = token('Identifier', { pattern: /[0-9]*[a-zA-Z_][a-zA-Z_0-9]*/ });
export const Int = token('Int', { pattern: /[+-]?[0-9]+/ });
export const VarName = token('VarName', { pattern: /\$[a-zA-Z_][a-zA-Z_0-9]*/ });
export const Bang = token('Bang', { pattern: /![a-zA-Z]+/ });
export const Str = token('String', { pattern: /"(?:[^"\\\n]|\\[^\n])*"/ });
export const Code = token('Code', {
  pattern: /\[\{[^}]*(?:\}(?!\])[^}]*)*\}\]/,
  line_breaks: true,
});
token('Directive', {
  pattern: { exec: matchDirective },
  group: Lexer.SKIPPED,
  line_breaks: true,
  start_chars_hint: ['#'],
});
export const Ellipsis = token('...', { pattern: '...' });
export const Dot = token('.', { pattern: '.' });
export const Minus = token('-', { pattern: '-' });
export const Comma = token(',', { pattern: ',' });
export const Semi = token(';', { pattern: ';' });
export const Colon = token(':', { pattern: ':' });
export const Less = token('<', { pattern: '<' });
export const Greater = token('>', { pattern: '>' });
export const LBrace = token('{', { pattern: '{' });
export const RBrace = token('}', { pattern: '}' });
export const LBracket = token('[', { pattern: '[' });
export const RBracket = token(']', { pattern: ']' });
export const LParen = token('(', { pattern: '(' });
export const RParen = token(')', { pattern: ')' });
export const Equals = token('=', { pattern: '=' });
export const Question = token('?', { pattern: '?' });
export const Paste = token('#', { pattern: '#' });

const keywords = new Map<string, TokenType>();
function keyword(text: string): TokenType {
  const type = token(text, { pattern: Lexer.NA });
  keywords.set(text, type);
  return type;
}
export const Assert = keyword('assert');
export const Bit = keyword('bit');
export const Bits = keyword('bits');
export const Class = keyword('class');
export const CodeType = keyword('code');
export const Dag = keyword('dag');
export const Def = keyword('def');
export const Defm = keyword('defm');
export const Defset = keyword('defset');
export const Deftype = keyword('deftype');
export const Defvar = keyword('defvar');
export const Dump = keyword('dump');
export const Else = keyword('else');
export const False = keyword('false');
export const Field = keyword('field');
export const Foreach = keyword('foreach');
export const If = keyword('if');
export const In = keyword('in');
export const Include = keyword('include');
export const IntType = keyword('int');
export const Let = keyword('let');
export const List = keyword('list');
export const Multiclass = keyword('multiclass');
export const StringType = keyword('string');
export const Then = keyword('then');
export const True = keyword('true');

export const allTokens: readonly TokenType[] = all;

/** Block comments nest. */
function matchBlockComment(text: string, offset: number): RegExpExecArray | null {
  if (text.charCodeAt(offset + 1) !== 42 /* * */) return null;
  const mark = /\/\*|\*\//g;
  mark.lastIndex = offset + 2;
  for (let depth = 1; ; ) {
    const found = mark.exec(text);
    if (found === null) {
      throw new TableGenError('Unterminated comment!', { file: conditionals.file, offset });
    }
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return matched(text, offset, mark.lastIndex);
  }
}

function matched(text: string, from: number, to: number): RegExpExecArray {
  return [text.slice(from, to)] as unknown as RegExpExecArray;
}

const DIRECTIVE = /#[ \t]*(ifdef|ifndef|else|endif|define)\b[ \t]*([a-zA-Z_]\w*)?[^\n]*/y;
const SKIPPED_DIRECTIVE = /^[ \t]*#[ \t]*(ifdef|ifndef|else|endif)\b[^\n]*/gm;

/** A directive at the start of a line, with the lines that it excludes. */
function matchDirective(text: string, offset: number): RegExpExecArray | null {
  DIRECTIVE.lastIndex = offset;
  const found = DIRECTIVE.exec(text);
  if (found === null) return null;
  for (let i = offset - 1; i >= 0 && text[i] !== '\n'; i--) {
    if (text[i] !== ' ' && text[i] !== '\t') return null;
  }
  const [whole, name, macro] = found;
  const { defined, nesting, file, asked } = conditionals;
  const after = offset + whole.length;
  const fail = (message: string): never => {
    throw new TableGenError(message, { file, offset });
  };
  switch (name) {
    case 'define':
      if (macro === undefined) return fail('Expected macro name after #define');
      defined.add(macro);
      conditionals.added.push(macro);
      return matched(text, offset, after);
    case 'ifdef':
    case 'ifndef': {
      if (macro === undefined) return fail(`Expected macro name after #${name}`);
      nesting.push({ seenElse: false, offset });
      const isDefined = defined.has(macro);
      if (!asked.has(macro) && !conditionals.added.includes(macro)) asked.set(macro, isDefined);
      const included = isDefined === (name === 'ifdef');
      return matched(text, offset, included ? after : endOfExcluded(text, after));
    }
    case 'else': {
      const innermost = nesting.at(-1);
      if (innermost === undefined) return fail('#else without #ifdef or #ifndef');
      if (innermost.seenElse) return fail('double #else');
      innermost.seenElse = true;
      return matched(text, offset, endOfExcluded(text, after));
    }
    default:
      if (nesting.pop() === undefined) return fail('#endif without #ifdef');
      return matched(text, offset, after);
  }
}

/** The end of the `#else` or `#endif` line that ends the excluded lines. */
function endOfExcluded(text: string, from: number): number {
  SKIPPED_DIRECTIVE.lastIndex = from;
  for (let depth = 0; ; ) {
    const found = SKIPPED_DIRECTIVE.exec(text);
    const innermost = conditionals.nesting.at(-1)!;
    if (found === null) {
      throw new TableGenError('Reached EOF without matching #endif', {
        file: conditionals.file,
        offset: innermost.offset,
      });
    }
    if (found[1] === 'ifdef' || found[1] === 'ifndef') depth++;
    else if (found[1] === 'endif' && depth > 0) depth--;
    else if (depth === 0 && found[1] === 'endif') {
      conditionals.nesting.pop();
      return SKIPPED_DIRECTIVE.lastIndex;
    } else if (depth === 0 && !innermost.seenElse) {
      innermost.seenElse = true;
      return SKIPPED_DIRECTIVE.lastIndex;
    }
  }
}

const lexer = new Lexer(all, {
  positionTracking: 'onlyOffset',
  skipValidations: true,
  ensureOptimizations: false,
});

/** What the tokens of a text depend on besides it, and what they change. */
export interface MacroUse {
  /** Macros that it asked for, and whether they were defined from outside. */
  readonly asked: ReadonlyMap<string, boolean>;
  /** Macros that it defined. */
  readonly added: readonly string[];
}

/** Tokens of a file; `defined` holds the macros and grows with each `#define`. */
export function tokenize(
  file: SourceFile,
  defined: Set<string>,
): { readonly tokens: IToken[]; readonly macros: MacroUse } {
  const macros = { asked: new Map<string, boolean>(), added: [] as string[] };
  conditionals = { file, defined, nesting: [], ...macros };
  const { tokens, errors } = lexer.tokenize(file.text);
  if (errors.length > 0) throw lexicalError(file, errors[0].offset);
  const open = conditionals.nesting.at(-1);
  if (open !== undefined) {
    throw new TableGenError('Reached EOF without matching #endif', { file, offset: open.offset });
  }
  for (const token of tokens) {
    if (token.tokenType === Identifier) {
      const type = keywords.get(token.image);
      if (type !== undefined) {
        token.tokenType = type;
        token.tokenTypeIdx = type.tokenTypeIdx!;
      }
    }
  }
  return { tokens, macros };
}

function lexicalError(file: SourceFile, offset: number): TableGenError {
  const rest = file.text.slice(offset);
  if (rest.startsWith('"')) {
    const length = /^"(?:[^"\\\n]|\\[^\n])*/.exec(rest)![0].length;
    const message =
      offset + length >= file.text.length
        ? 'End of file in string literal'
        : 'End of line in string literal';
    return new TableGenError(message, { file, offset: offset + 1 });
  }
  if (rest.startsWith('[{')) return new TableGenError('Unterminated code block', { file, offset });
  if (rest.startsWith('$')) return new TableGenError('Expected a name after `$`', { file, offset });
  return new TableGenError(`Unexpected character '${[...rest][0]}'`, { file, offset });
}
