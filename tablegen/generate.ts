/**
 * Build step: every spec of the project becomes TypeScript under `generated/`. A stamp beside the
 * files holds a hash of all inputs, so that an unchanged tree costs one pass over their bytes.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { printDialectFile } from './generate/dialect-file.js';
import { printIsaFile } from './generate/isa-file.js';
import { printPassesFile } from './generate/passes-file.js';
import { printTargetsFile } from './generate/targets-file.js';
import { loadFile, type RecordKeeper, TableGenError } from './language/index.js';
import { readDialects } from './ods/dialect.js';
import { readInstructions } from './ods/isa.js';
import { readPasses } from './ods/passes.js';

/** Folder of the base library, from the root of the project. */
export const INCLUDE_DIR = 'tablegen/include';
const FOLDERS = ['dialects', 'target', 'lowering', 'pass'];
const STAMP = '.tablegen-stamp';

/** Files under a folder of the project that end in `suffix`, sorted. */
function filesUnder(root: string, folder: string, suffix: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && e.name.endsWith(suffix))
    .map((e) => relative(root, join(e.parentPath, e.name)))
    .sort();
}

/** Specs of a folder of the project: a file that another one of its folder includes is part of that one. */
export function specsUnder(root: string, folder: string): string[] {
  const files = filesUnder(root, folder, '.td');
  const parts = new Set(
    files.flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/^include "([^"/]+)"/gm)].map(
        ([, name]) => join(dirname(file), name),
      ),
    ),
  );
  return files.filter((file) => !parts.has(file));
}

/** Everything that the generated text depends on: the specs, the base library, the generator. */
function inputs(root: string): string[] {
  return [
    ...FOLDERS.flatMap((f) => filesUnder(root, f, '.td')),
    ...filesUnder(root, 'tablegen', '.td'),
    ...filesUnder(root, 'tablegen', '.ts'),
  ];
}

function hashOf(root: string, files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

/** The generated files of one spec, by their names under `generated/`. */
export function generateFrom(keeper: RecordKeeper, source: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const dialect of readDialects(keeper)) {
    files.set(`${dialect.name}.ts`, printDialectFile(dialect, source));
  }
  const isMain = (className: string) =>
    keeper.derivedDefs(className).some((d) => d.loc?.file.includedFrom === undefined);
  if (isMain('Instruction'))
    files.set('instructions.ts', printIsaFile(readInstructions(keeper), source));
  if (isMain('Target')) files.set('targets.ts', printTargetsFile(keeper, source));
  if (isMain('PassBase')) {
    const folder = source.split('/').at(-2) ?? '';
    files.set(
      `${folder === '' || folder === 'pass' ? '' : `${folder}-`}passes.ts`,
      printPassesFile(readPasses(keeper), source),
    );
  }
  return files;
}

/**
 * Brings `generated/` up to date. What can be generated is; if a spec has an error, all errors are
 * thrown together at the end.
 */
export async function generate(root: string): Promise<void> {
  const out = join(root, 'generated');
  const stampFile = join(out, STAMP);
  const stamp = hashOf(root, inputs(root));
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  mkdirSync(out, { recursive: true });
  rmSync(stampFile, { force: true });
  const errors: string[] = [];
  for (const source of FOLDERS.flatMap((f) => specsUnder(root, f))) {
    try {
      const includeDirs = [join(root, dirname(source)), join(root, INCLUDE_DIR)];
      const keeper = loadFile(source, { cwd: root, includeDirs });
      for (const [name, text] of generateFrom(keeper, source))
        writeIfChanged(join(out, name), text);
    } catch (error) {
      if (!(error instanceof TableGenError)) throw error;
      errors.push(error.render());
    }
  }
  if (errors.length > 0) {
    process.stderr.write(errors.join('\n'));
    throw new Error(`${errors.length} spec${errors.length === 1 ? ' has' : 's have'} errors`);
  }
  writeFileSync(stampFile, stamp);
}

/** Keeps the time of a file whose text stays the same. */
function writeIfChanged(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  writeFileSync(path, text);
}
