/**
 * Build step: every `.pdll` file under dialects/ and lowering/ becomes a table in
 * `generated/rules/`. The file's name there is its path without the first folder, its parts joined
 * by dashes, a last part `rules` left out: `dialects/nn/canonicalize.pdll` → `nn-canonicalize.ts`,
 * `lowering/qnn-to-npu/rules.pdll` → `qnn-to-npu.ts`. A file that declares no pattern is there to be
 * included and gives none. A stamp holds a hash of all inputs.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DiagnosticError, renderDiagnostic } from '../ir/index.js';
import { compileRules, type IncludeReader, loadPdll, specsOf } from './pdll/index.js';

const FOLDERS = ['dialects', 'lowering'];
const STAMP = '.rules-stamp';

/** Name under `generated/rules/` of a rule file, without its suffix. */
export function tableName(path: string): string {
  const parts = path
    .replace(/\.pdll$/, '')
    .split('/')
    .slice(1);
  if (parts.length > 1 && parts[parts.length - 1] === 'rules') parts.pop();
  return parts.join('-');
}

function filesUnder(root: string, folder: string, suffixes: readonly string[]): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && suffixes.some((s) => e.name.endsWith(s)))
    .map((e) => relative(root, join(e.parentPath, e.name)))
    .sort();
}

function readText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Brings `generated/rules/` up to date; all errors of all files are thrown together. */
export async function generate(root: string): Promise<void> {
  const out = join(root, 'generated', 'rules');
  const inputs = [
    ...FOLDERS.flatMap((f) => filesUnder(root, f, ['.pdll', '.td'])),
    ...filesUnder(root, 'rewrite', ['.ts']),
    ...filesUnder(root, 'tablegen', ['.ts', '.td']),
  ];
  const hash = createHash('sha256');
  for (const f of inputs)
    hash
      .update(`${f}\0`)
      .update(readFileSync(join(root, f)))
      .update('\0');
  const stamp = hash.digest('hex');
  if (readText(join(out, STAMP)) === stamp) return;
  rmSync(join(out, STAMP), { force: true });
  mkdirSync(out, { recursive: true });
  const errors: string[] = [];
  const written = new Set<string>();
  for (const path of inputs.filter((f) => f.endsWith('.pdll'))) {
    const name = `${tableName(path)}.ts`;
    written.add(name);
    const text = await tableFile(root, path, errors);
    if (text === undefined) {
      written.delete(name);
      continue;
    }
    const file = join(out, name);
    if (readText(file) !== text) writeFileSync(file, text);
  }
  if (errors.length > 0) throw new Error(`\n${errors.join('')}`);
  for (const name of readdirSync(out)) {
    if (name.endsWith('.ts') && !written.has(name)) rmSync(join(out, name));
  }
  writeFileSync(join(out, STAMP), stamp);
}

/** The module of one rule file; undefined for one without patterns or with an error. */
async function tableFile(
  root: string,
  path: string,
  errors: string[],
): Promise<string | undefined> {
  const reader: IncludeReader = {
    read: (file) => readText(join(root, file)),
    folders: ['.', 'dialects'],
  };
  const folders = ['.', 'dialects'].map((f) => join(root, f));
  const text = readFileSync(join(root, path), 'utf8');
  try {
    const source = { file: path, text };
    const rules = loadPdll(source, reader);
    const specFiles = rules.specFiles.map((f) => join(root, f));
    const table = compileRules(source, rules, await specsOf(specFiles, folders));
    if (table.patterns.length === 0) return undefined;
    return `// Generated from ${path} by npu-pdll; not to be edited.
import type { RuleTable } from '../../rewrite/index.js';

export const rules: RuleTable = ${JSON.stringify(table, undefined, 1)};
`;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const line = (file: string, n: number) => readText(join(root, file))?.split('\n')[n - 1];
    errors.push(renderDiagnostic(error.diagnostic, line));
    return undefined;
  }
}
