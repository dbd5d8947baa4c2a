/** The values of number and string tokens. */
import type { IToken } from 'chevrotain';
import type { ValueNode } from './ast.js';
import { type SourceFile, TableGenError } from './source.js';

const MIN = -(1n << 63n);

/** A 64-bit number; one without a sign may use all 64 bits. */
export function parseInt64(file: SourceFile, token: IToken): bigint {
  const text = token.image;
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text);
  if (value < MIN || value >= 1n << 64n) {
    throw new TableGenError('Number out of range', { file, offset: token.startOffset });
  }
  return BigInt.asIntN(64, value);
}

/** `0b101` is three bits. */
export function parseBinary(token: IToken): ValueNode {
  return {
    kind: 'binary',
    value: BigInt(token.image),
    width: token.image.length - 2,
    pos: token.startOffset,
  };
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  t: '\t',
  n: '\n',
};

export function unescapeString(file: SourceFile, token: IToken): string {
  const inner = token.image.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  return inner.replace(/\\([^\n])/g, (_, char: string, at: number) => {
    const text = ESCAPES[char];
    if (text === undefined) {
      throw new TableGenError('invalid escape in string literal', {
        file,
        offset: token.startOffset + 2 + at,
      });
    }
    return text;
  });
}
