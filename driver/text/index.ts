/**
 * A door of its own beside `driver/index.ts`: reading IR text needs none of the passes, targets and
 * encoders that the driver strings together, and npu-opt starts without them.
 */
import {
  type Context,
  DialectNotLoaded,
  type Operation,
  type ParseOptions,
  parseSource,
} from '../../ir/index.js';

/**
 * Parses a source (one char a byte), loading the dialects that it names as it meets them.
 * Throws DiagnosticError.
 */
export async function parseLoading(
  context: Context,
  text: string,
  fileName: string,
  options: ParseOptions = {},
): Promise<Operation> {
  for (;;) {
    try {
      return parseSource(context, text, fileName, options);
    } catch (error) {
      if (!(error instanceof DialectNotLoaded)) throw error;
      await context.load(error.dialect);
    }
  }
}
