import type { ToolIO } from '../tool-io.js';
import { type Arguments, readArguments, ToolError, type ToolSpec, UsageError } from './options.js';

/** Reads a tool's arguments and runs it; every error that a user can cause becomes its sentences. */
export async function withArguments(
  tool: ToolSpec,
  argv: readonly string[],
  io: ToolIO,
  run: (args: Arguments) => Promise<number>,
): Promise<number> {
  const args = await readArguments(tool, argv, io);
  if (typeof args === 'number') return args;
  try {
    return await run(args);
  } catch (error) {
    if (error instanceof UsageError) {
      io.stderr(`${tool.name}: error: ${error.message}\n`);
      return 2;
    }
    if (error instanceof ToolError) {
      io.stderr(`${tool.name}: error: ${error.message}\n`);
      return 1;
    }
    if (error instanceof RangeError && error.message.includes('call stack')) {
      io.stderr(`${tool.name}: error: the input nests too deeply, or includes or calls itself\n`);
      return 1;
    }
    if (error instanceof RangeError && /string length|allocation failed/.test(error.message)) {
      io.stderr(
        `${tool.name}: error: a text would be longer than memory holds: does an alias name another twice, and that another?\n`,
      );
      return 1;
    }
    const report = ownReport(error);
    if (report === undefined) throw error;
    // What has no place in a text is told by the tool.
    io.stderr(report.startsWith('error: ') ? `${tool.name}: ${report}` : report);
    return 1;
  }
}

/** Errors in texts that are no IR (TableGen, pipelines) know how to show their place. */
function ownReport(error: unknown): string | undefined {
  if (!(error instanceof Error && 'render' in error)) return undefined;
  return typeof error.render === 'function' ? String(error.render()) : undefined;
}
