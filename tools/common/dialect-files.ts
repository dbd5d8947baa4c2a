import type { Context, DialectDefinition, DialectSpec } from '../../ir/index.js';
import type { LoadedDialect } from '../../tablegen/load-dialect.js';
import type { ToolIO } from '../tool-io.js';
import { readInput } from './files.js';
import { type Arguments, ToolError } from './options.js';
import type { Sources } from './sources.js';

/**
 * Adds dialects that were loaded from files. One that stands for a built-in dialect keeps what is
 * hand-written for that: verifiers, folds, hand-written forms.
 */
export async function addDialects(
  context: Context,
  definitions: readonly DialectDefinition[],
): Promise<void> {
  try {
    await addEach(context, definitions);
  } catch (error) {
    const { MissingMethod } = await import('../../ir/index.js');
    throw error instanceof MissingMethod ? new ToolError(error.message) : error;
  }
}

async function addEach(context: Context, definitions: readonly DialectDefinition[]): Promise<void> {
  for (const definition of definitions) {
    const { name } = definition.spec;
    if (!context.knownDialects.includes(name)) {
      context.addDialect(definition);
      continue;
    }
    await context.load(name);
    const known = context.dialect(name)!.definition;
    context.addDialect({
      ...definition,
      ...known,
      spec: definition.spec,
      hooks: { ...definition.hooks, ...known.hooks },
      directives: { ...definition.directives, ...known.directives },
      parseType: (mnemonic, p) =>
        known.parseType?.(mnemonic, p) ?? definition.parseType?.(mnemonic, p),
      parseAttribute: (mnemonic, p, type) =>
        known.parseAttribute?.(mnemonic, p, type) ?? definition.parseAttribute?.(mnemonic, p, type),
    });
    if (known.parseType) await useTypes(context, definition.spec);
  }
}

/** Types that the spec names by their text are those that the context reads. */
async function useTypes(context: Context, { ops }: DialectSpec): Promise<void> {
  const { parseAttribute, registerTypeText, TypeAttr } = await import('../../ir/index.js');
  for (const { constraint } of ops.flatMap((op) => [...op.operands, ...op.results])) {
    const text = constraint.buildableType;
    if (!text?.startsWith('!')) continue;
    const attr = parseAttribute(context, text);
    if (attr instanceof TypeAttr) registerTypeText(text, () => attr.type);
  }
}

/** The dialects of `--dialect-td`; throws what the TableGen reader throws. */
export async function dialectFiles(args: Arguments, io: ToolIO): Promise<readonly LoadedDialect[]> {
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

/** The dialects of `--irdl-file`: definitions as IR. Diagnostics of the file end the tool. */
export async function irdlFiles(
  args: Arguments,
  io: ToolIO,
  sources: Sources,
): Promise<readonly DialectDefinition[]> {
  const files = args.all('irdl-file');
  if (files.length === 0) return [];
  const [{ loadIrdl }, { createContext }, { parseText }, { verify, sourceText }] =
    await Promise.all([
      import('../../dialects/irdl/index.js'),
      import('../../dialects/index.js'),
      import('../../driver/base/index.js'),
      import('../../ir/index.js'),
    ]);
  const loaded: DialectDefinition[] = [];
  for (const file of files) {
    const context = await createContext();
    context.onDiagnostic((d) => io.stderr(sources.render(d)));
    const text = sourceText(await readInput(io, file));
    sources.add(file, text);
    const module = await parseText(context, text, file);
    if (!verify(context, module)) throw new ToolError(`'${file}' defines no dialects`);
    loaded.push(...loadIrdl(module));
  }
  return loaded;
}
