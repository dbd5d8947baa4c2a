import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Context, type Diagnostic, DiagnosticError, verify } from '../../ir/index.js';
import type { Pass } from '../../pass/index.js';
import type { NativeRegistry, RuleTable } from '../../rewrite/index.js';
import { inputName } from './files.js';
import { ToolError } from './options.js';
import type { Sources } from './sources.js';

/** Where rules come from at run time. */
export interface RuleSetting {
  readonly cwd: string;
  readonly includeDirs: readonly string[];
  readonly context: Context;
  readonly sources: Sources;
}

/**
 * The rules of a `.pdll` file, or of the pdl patterns of a `.mlir` file, as a pass that applies them
 * greedily. Throws DiagnosticError for bad rules, ToolError, and what the TableGen reader throws.
 */
export async function rulePass(file: string, setting: RuleSetting): Promise<Pass> {
  const { context } = setting;
  const { applyPatternsGreedily, missingNatives, patternsOf } = await import(
    '../../rewrite/index.js'
  );
  const { table, tests } = await (file.endsWith('.mlir') ? irTable : textTable)(file, setting);
  const calls = [...table.constraints, ...table.rewrites].map(({ name }) => name);
  const own = calls.some((name) => !tests.has(name)) ? await nativesOf(file, setting.cwd) : {};
  const used = new Map([...tests].filter(([name]) => calls.includes(name)));
  const natives = { ...own, constraints: { ...(await testFunctions(used)), ...own.constraints } };
  const missing = missingNatives(table, natives);
  if (missing.length > 0) {
    throw new ToolError(
      `'${file}': ${missing.join('; ')}; functions of rules read at run time stand in ${moduleNames(file).join(' or ')}`,
    );
  }
  const patterns = patternsOf(table, natives);
  const known = new Set(context.knownDialects);
  return {
    name: 'apply-patterns',
    title: 'ApplyPatterns',
    statistics: [{ name: 'num-rewrites', description: 'rules applied' }],
    summary: `the rules of ${file}, applied greedily`,
    dependentDialects: [
      ...new Set(patterns.flatMap((p) => p.generates ?? []).map((op) => op.split('.')[0])),
    ].filter((d) => known.has(d)),
    run(op, pass) {
      const { converged, rewrites, endless } = applyPatternsGreedily(pass.context, op, patterns);
      pass.count('num-rewrites', rewrites);
      if (converged) return;
      const names = (endless ?? []).map((name) => `'${name}'`).join(', ');
      const which = endless ? `: after ${rewrites} rewrites ${names} still apply` : '';
      pass.error(op.loc, `the rules of '${file}' did not come to an end${which}`);
    },
  };
}

function reader({ cwd, sources }: RuleSetting): (path: string) => string | undefined {
  return (path) => {
    const full = resolve(cwd, path);
    if (!existsSync(full)) return undefined;
    const bytes = readFileSync(full);
    sources.add(path, bytes.toString('latin1'));
    return bytes.toString('utf8');
  };
}

function textOf(file: string, read: (path: string) => string | undefined): string {
  const text = read(file);
  if (text === undefined) throw new ToolError(`cannot open the rules '${file}': no such file`);
  return text;
}

interface LoadedTable {
  readonly table: RuleTable;
  /** Constraints of included specs, as TypeScript expressions over `self`. */
  readonly tests: ReadonlyMap<string, string>;
}

/** All that the IR exports, as one object: made only here, for it takes as long as a tool's start. */
const wholeIr = () => import('../../ir/index.js');

/** What specs say in TypeScript as functions. Only load a `.td` that you would also build. */
async function testFunctions(
  tests: ReadonlyMap<string, string>,
): Promise<NativeRegistry['constraints']> {
  const scope: Readonly<Record<string, unknown>> = { ...(await wholeIr()) };
  const made = [...tests].map(([name, text]) => {
    const names = [...new Set(text.match(/\b[A-Za-z_]\w*\b/g) ?? [])].filter((n) =>
      Object.hasOwn(scope, n),
    );
    const make = new Function(...names, `'use strict'; return (_match, self) => (${text});`);
    return [name, make(...names.map((n) => scope[n]))] as const;
  });
  return Object.fromEntries(made);
}

async function textTable(file: string, setting: RuleSetting): Promise<LoadedTable> {
  const { compileRules, loadPdll, readSpecs } = await import('../../rewrite/pdll/index.js');
  const absolute = (path: string) => resolve(setting.cwd, path);
  const read = reader(setting);
  const source = { file: inputName(file), text: textOf(file, read) };
  const folders = setting.includeDirs;
  const rules = loadPdll(source, { read, folders });
  const included = rules.specFiles.map(absolute);
  const { specs, constraints, tests } = await readSpecs(included, folders.map(absolute));
  const decls = [...constraints, ...rules.decls];
  return { table: compileRules(source, { ...rules, decls }, specs), tests };
}

async function irTable(file: string, setting: RuleSetting): Promise<LoadedTable> {
  const [{ tableOfPdl }, { parseText }] = await Promise.all([
    import('../../rewrite/pdll/index.js'),
    import('../../driver/base/index.js'),
  ]);
  const { context } = setting;
  await context.load('pdl');
  const text = Buffer.from(textOf(file, reader(setting)), 'utf8');
  const module = await parseText(context, text, inputName(file));
  const broken: Diagnostic[] = [];
  const heard = context.onDiagnostic((d) => void broken.push(d));
  verify(context, module);
  heard();
  if (broken.length > 0) {
    const [{ loc, message, notes }] = broken;
    throw new DiagnosticError(loc, message, notes);
  }
  return { table: tableOfPdl(context, module), tests: new Map() };
}

/** Modules that may hold the native functions of a rule file, beside it. */
function moduleNames(file: string): string[] {
  const stem = file.replace(/\.(pdll|mlir)$/, '');
  return [`${stem}.natives.mjs`, `${stem}.natives.js`];
}

/**
 * The native functions of a rule file. The module beside it exports a function by default that is
 * given the classes of the IR and gives `{ constraints, rewrites }`.
 */
async function nativesOf(file: string, cwd: string): Promise<NativeRegistry> {
  const path = moduleNames(file)
    .map((name) => resolve(cwd, name))
    .find((full) => existsSync(full));
  if (path === undefined) return {};
  const wanted = 'default export that is a function from the IR to { constraints, rewrites }';
  try {
    const made: unknown = await import(pathToFileURL(path).href);
    const make = (made as { readonly default?: unknown }).default;
    if (typeof make !== 'function') throw new Error(`it has no ${wanted}`);
    const natives: unknown = make(await wholeIr());
    if (typeof natives !== 'object' || natives === null) throw new Error(`it has no ${wanted}`);
    return natives as NativeRegistry;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ToolError(`cannot load the functions of '${file}' from '${path}': ${why}`);
  }
}
