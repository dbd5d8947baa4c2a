import {
  type Context,
  DialectNotLoaded,
  type Operation,
  type ParseOptions,
  parseSource,
  sourceText,
} from '../../ir/index.js';

/**
 * The text of a file, one char a byte. A zero byte outside of strings is a blank, as the reference has
 * it: what fills a buffer up to its end is not worth an error.
 */
export function readableText(bytes: Uint8Array): string {
  const text = sourceText(bytes);
  if (!bytes.includes(0)) return text;
  return text.replace(/"(?:[^"\\\n]|\\.)*"|\0/g, (found) => (found === '\0' ? ' ' : found));
}

/**
 * Parses text, loading the dialects that it names as it meets them. A string has one char a byte.
 * Throws DiagnosticError.
 */
export async function parseText(
  context: Context,
  source: Uint8Array | string,
  fileName: string,
  options: ParseOptions = {},
): Promise<Operation> {
  const text = typeof source === 'string' ? source : readableText(source);
  for (;;) {
    try {
      return parseSource(context, text, fileName, options);
    } catch (error) {
      if (!(error instanceof DialectNotLoaded)) throw error;
      await context.load(error.dialect);
    }
  }
}
