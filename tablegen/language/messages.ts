import type { IParserErrorMessageProvider, IToken, TokenType } from 'chevrotain';

const shown = ({ name }: TokenType): string =>
  /^[A-Z]/.test(name) ? (WORDS[name] ?? name) : `'${name}'`;

/** What tokens are called that are not always the same text. */
const WORDS: Readonly<Record<string, string>> = {
  Identifier: 'a name',
  Int: 'an integer',
  HexInt: 'an integer',
  BinaryInt: 'an integer',
  VarName: "a name with '$'",
  String: 'a text in quotes',
  Code: 'a code block',
  Bang: 'an operator',
};

const found = ({ image }: IToken): string => (image === '' ? 'the end of the file' : `'${image}'`);

/** `a, b or c`, each once. */
function oneOf(tokens: readonly TokenType[]): string {
  const names = [...new Set(tokens.map(shown))];
  if (names.length === 1) return names[0];
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** Errors of syntax in words. A rule's own description says all. */
export const MESSAGES: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected, actual }) =>
    `expected ${shown(expected)}, found ${found(actual)}`,
  buildNotAllInputParsedMessage: () => 'Unexpected token at top level',
  buildNoViableAltMessage: ({ expectedPathsPerAlt, actual, customUserDescription }) =>
    customUserDescription === '' || customUserDescription === undefined
      ? `expected ${oneOf(expectedPathsPerAlt.flat().map(([first]) => first))}, found ${found(actual[0])}`
      : `${customUserDescription}, found ${found(actual[0])}`,
  buildEarlyExitMessage: ({ expectedIterationPaths, actual, customUserDescription }) =>
    customUserDescription === '' || customUserDescription === undefined
      ? `expected ${oneOf(expectedIterationPaths.map(([first]) => first))}, found ${found(actual[0])}`
      : `${customUserDescription}, found ${found(actual[0])}`,
};
