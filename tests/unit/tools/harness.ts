/** Runs tools in process, in a folder of their own. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ToolMain } from '../../../tools/tool-io.js';

export interface Outcome {
  readonly exit: number;
  readonly out: string;
  readonly outBytes: Buffer;
  readonly err: string;
}

export class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), 'npu-tools-'));

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, data: string | Uint8Array): void {
    writeFileSync(this.path(name), data);
  }

  read(name: string): Buffer {
    return readFileSync(this.path(name));
  }

  async run(
    main: ToolMain,
    argv: readonly string[],
    stdin?: string | Uint8Array,
  ): Promise<Outcome> {
    const parts: Uint8Array[] = [];
    let err = '';
    const exit = await main(argv, {
      cwd: this.folder,
      stdin: async () => Buffer.from(stdin ?? ''),
      stdout: (data) => {
        parts.push(typeof data === 'string' ? Buffer.from(data) : data);
      },
      stderr: (text) => {
        err += text;
      },
    });
    const outBytes = Buffer.concat(parts);
    return { exit, out: outBytes.toString('utf8'), outBytes, err };
  }

  end(): void {
    rmSync(this.folder, { recursive: true });
  }
}
