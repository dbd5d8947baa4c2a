import { dirname } from 'node:path';
import type { Context } from '../../ir/index.js';
import type { OpShape, SpecTable } from './op-shapes.js';

/** The operations that `.td` files declare; throws what the TableGen reader throws. */
export async function specsOf(
  files: readonly string[],
  includeDirs: readonly string[],
): Promise<SpecTable> {
  const specs = new Map<string, OpShape>();
  if (files.length === 0) return specs;
  // TableGen is needed by rules that include specs, and only by them.
  const { baseLibraryFolder, loadFile, readDialects } = await import('../../tablegen/index.js');
  for (const file of files) {
    const keeper = loadFile(file, {
      includeDirs: [dirname(file), ...includeDirs, baseLibraryFolder()],
    });
    for (const dialect of readDialects(keeper)) {
      for (const op of dialect.ops) specs.set(op.name, op);
    }
  }
  return specs;
}

/** The operations of the dialects that a context has loaded: for rules read at run time. */
export function specsOfContext(context: Context): SpecTable {
  const specs = new Map<string, OpShape>();
  for (const { name, spec } of context.loadedOps) if (spec) specs.set(name, spec);
  return specs;
}
