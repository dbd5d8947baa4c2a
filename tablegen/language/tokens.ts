/**
 * The lexer. For speed, which counts because every build reads the same few files over and over,
 * all words are lexed as `Identifier` and keywords are told apart by one map look-up after.
 */
import { createToken, type IToken, type ITokenConfig, Lexer, type TokenType } from 'chevrotain';
import {
  beginDirectives,
  endDirectives,
  endOfBlockComment,
  endOfDirective,
  type MacroChange,
  type MacroUse,
} from './directives.js';
import { type SourceFile, TableGenError } from './source.js';

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

function matchBlockComment(text: string, offset: number): RegExpExecArray | null {
  if (text.charCodeAt(offset + 1) !== 42 /* * */) return null;
  return matched(text, offset, endOfBlockComment(text, offset));
}

function matchDirective(text: string, offset: number): RegExpExecArray | null {
  const end = endOfDirective(text, offset);
  return end === undefined ? null : matched(text, offset, end);
}

function matched(text: string, from: number, to: number): RegExpExecArray {
  return [text.slice(from, to)] as unknown as RegExpExecArray;
}

const lexer = new Lexer(all, {
  positionTracking: 'onlyOffset',
  skipValidations: true,
  ensureOptimizations: false,
});

/** The tokens of a text, up to what is wrong in it. */
export interface Tokens {
  readonly tokens: IToken[];
  readonly macros: MacroUse;
  readonly failure: TableGenError | undefined;
}

/** Tokens of a file; `defined` holds the macros and grows with each `#define`. */
export function tokenize(file: SourceFile, defined: Set<string>, change?: MacroChange): Tokens {
  const before = new Set(defined);
  try {
    const macros = beginDirectives(file, defined, change);
    const { tokens, errors } = lexer.tokenize(file.text);
    if (errors.length > 0) throw lexicalError(file, errors[0].offset);
    endDirectives();
    return { tokens: withKeywords(tokens), macros, failure: undefined };
  } catch (failure) {
    if (!(failure instanceof TableGenError) || !failure.loc) throw failure;
    // Once more up to the place, for what is wrong before it is told of first.
    const start = { ...file, text: file.text.slice(0, failure.loc.offset) };
    const macros = beginDirectives(start, before, change);
    let tokens: IToken[] = [];
    try {
      tokens = lexer.tokenize(start.text).tokens;
    } catch (error) {
      if (!(error instanceof TableGenError)) throw error;
    }
    return { tokens: withKeywords(tokens), macros, failure };
  }
}

function withKeywords(tokens: IToken[]): IToken[] {
  for (const token of tokens) {
    if (token.tokenType !== Identifier) continue;
    const type = keywords.get(token.image);
    if (type === undefined) continue;
    token.tokenType = type;
    token.tokenTypeIdx = type.tokenTypeIdx!;
  }
  return tokens;
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
