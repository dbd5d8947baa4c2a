import {
  type Context,
  DialectNotLoaded,
  type Operation,
  type ParseOptions,
  parseSource,
  sourceText,
} from '../../ir/index.js';

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
  const text = typeof source === 'string' ? source : sourceText(source);
  for (;;) {
    try {
      return parseSource(context, text, fileName, options);
    } catch (error) {
      if (!(error instanceof DialectNotLoaded)) throw error;
      await context.load(error.dialect);
    }
  }
}
