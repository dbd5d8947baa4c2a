import type { DialectDefinition } from '../../ir/index.js';
import type { ToolIO } from '../tool-io.js';
import type { Arguments } from './options.js';

/** The dialects of `--dialect-td`; throws what the TableGen reader throws. */
export async function dialectFiles(
  args: Arguments,
  io: ToolIO,
): Promise<readonly DialectDefinition[]> {
  const files = args.all('dialect-td');
  if (files.length === 0) return [];
  const [{ loadDialects }, ir, { resolve }] = await Promise.all([
    import('../../tablegen/load-dialect.js'),
    import('../../ir/index.js'),
    import('node:path'),
  ]);
  const { cwd } = io;
  const includeDirs = args.all('I').map((d) => resolve(cwd, d));
  return files.flatMap((f) => loadDialects(f, { cwd, includeDirs, ir }));
}
