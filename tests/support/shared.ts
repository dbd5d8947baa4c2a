import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The folder of goldens, models and datasets beside the checkout (or at NPU_MLIR_SHARED). */
const root = resolve(process.env.NPU_MLIR_SHARED ?? '../shared');

/**
 * Path of a file or folder below the shared folder, or undefined where it is not on this machine.
 * A test that needs it says that it skips: `if (!dir) console.log('skipped: …')`.
 */
export function shared(path: string): string | undefined {
  const full = resolve(root, path);
  return existsSync(full) ? full : undefined;
}
