/**
 * What a tool may do with the outside world. Every tool is a function of its arguments and this, so
 * that the golden test runner can run it in process, and a launcher can run it for a user.
 */
import { readFileSync, writeSync } from 'node:fs';

export interface ToolIO {
  /** All of standard input. */
  stdin(): Promise<Uint8Array>;
  /** Bytes are taken before it returns: they may be written over then. */
  stdout(text: string | Uint8Array): void;
  stderr(text: string): void;
  /** Base of relative paths. */
  readonly cwd: string;
  /** Standard error is a terminal: someone reads along. */
  readonly isTerminal?: boolean;
}

/** Runs a tool with the arguments after its name; the result is its exit code. */
export type ToolMain = (argv: readonly string[], io: ToolIO) => Promise<number>;

/** An output that takes no more: told in one sentence by whoever runs the tool. */
class OutputError extends Error {}

/** Writes all bytes: a pipe may take them in pieces, or not at once. */
function writeAll(fd: number, data: string | Uint8Array): void {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') process.exit(0);
      if (code === 'EAGAIN') continue;
      const reason = code === 'ENOSPC' ? 'no space left on the device' : (error as Error).message;
      throw new OutputError(`cannot write to standard ${fd === 1 ? 'output' : 'error'}: ${reason}`);
    }
  }
}

/** Runs a tool as a process. An unforeseen error is one sentence; NPU_MLIR_DEBUG=1 adds the stack. */
export async function runTool(name: string, main: ToolMain): Promise<void> {
  const io: ToolIO = {
    stdin: async () => readFileSync(0),
    stdout: (data) => writeAll(1, data),
    stderr: (text) => writeAll(2, text),
    cwd: process.cwd(),
    // Asked for by few: making the stream costs a tool that needs it not 3 ms of its start.
    get isTerminal() {
      return process.stderr.isTTY;
    },
  };
  try {
    process.exitCode = await main(process.argv.slice(2), io);
  } catch (error) {
    const { message, stack } = error as Error;
    if (error instanceof OutputError) {
      io.stderr(`${name}: error: ${message}\n`);
      process.exitCode = 1;
      return;
    }
    io.stderr(`${name}: internal error: ${message}\n`);
    if (process.env.NPU_MLIR_DEBUG === '1' && stack) io.stderr(`${stack}\n`);
    process.exitCode = 70;
  }
}
