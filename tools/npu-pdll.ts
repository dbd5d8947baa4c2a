/** `npu-pdll`: reads rules and prints their syntax tree or their compiled table. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DiagnosticError, printOperation, renderDiagnostic, verify } from '../ir/index.js';
import { patternsToShow, printTrees } from '../rewrite/index.js';
import {
  checkRules,
  compileRules,
  type IncludeReader,
  type LoadedRules,
  lintRules,
  loadPdll,
  printAst,
  readSpecs,
  type Source,
  type SpecTable,
  toPdl,
} from '../rewrite/pdll/index.js';
import { inputName, readInput, writeOutput } from './common/files.js';
import type { Arguments, ToolSpec } from './common/options.js';
import { withArguments } from './common/run-tool.js';
import { runTool, type ToolIO } from './tool-io.js';

type Emit = (
  source: Source,
  rules: LoadedRules,
  specs: SpecTable,
  strict: boolean,
) => string | Promise<string>;

const EMIT: Readonly<Record<string, Emit>> = {
  ast: (_source, rules, specs, strict) => {
    checkRules(rules, specs, { strict });
    return printAst(rules.decls);
  },
  mlir: async (source, rules, specs, strict) => {
    checkRules(rules, specs, { strict });
    return pdlText(source, rules, specs);
  },
  tree: (source, rules, specs) => printTrees(patternsToShow(compileRules(source, rules, specs))),
  table: (source, rules, specs) =>
    `${JSON.stringify(compileRules(source, rules, specs), undefined, 1)}\n`,
};

const KINDS = ['ast', 'mlir', 'tree', 'table'];

const TOOL: ToolSpec = {
  name: 'npu-pdll',
  usage: '[options] file.pdll',
  summary: 'Reads rules and prints their syntax tree or their compiled table.',
  options: {
    emit: {
      value: 'ast|tree|table',
      help: 'the checked syntax tree (default), the decision tree, or the table as JSON',
    },
    x: {
      value: 'ast|mlir|tree|table',
      help: 'the same, of the language that mlir-pdll reads and no more',
    },
    lint: { help: 'tell what is suspicious: rules that never apply, or that undo each other' },
    I: { value: 'DIR', repeated: true, help: 'look for included files in DIR' },
    o: { value: 'FILE', help: 'write to FILE, whole or not at all' },
  },
};

/** Tells what is suspicious in the rules: 1 when there is something. */
async function lint(
  io: ToolIO,
  source: Source,
  rules: LoadedRules,
  specs: SpecTable,
  line: (file: string, n: number) => string | undefined,
): Promise<number> {
  const table = compileRules(source, rules, specs);
  const { createContext } = await import('../dialects/index.js');
  const context = await createContext();
  context.allowUnregistered = true;
  const dialects = new Set([...specs.keys()].map((name) => name.split('.')[0]));
  await context.load(...context.knownDialects.filter((d) => dialects.has(d)));
  const findings = lintRules({ decls: rules.decls, table, context });
  for (const finding of findings) io.stderr(renderDiagnostic(finding, line));
  return findings.length > 0 ? 1 : 0;
}

/** The rules as IR; throws DiagnosticError for those that IR cannot say. */
async function pdlText(source: Source, rules: LoadedRules, specs: SpecTable): Promise<string> {
  const { createContext } = await import('../dialects/index.js');
  const context = await createContext();
  await context.load('pdl');
  context.onDiagnostic(({ loc, message, notes }) => {
    throw new DiagnosticError(loc, message, notes);
  });
  const module = toPdl(context, source, rules.decls, specs);
  verify(context, module);
  return `${printOperation(module, { debugInfo: true })}`;
}

export async function main(argv: readonly string[], io: ToolIO): Promise<number> {
  return withArguments(TOOL, argv, io, (args) => printRules(args, io));
}

async function printRules(args: Arguments, io: ToolIO): Promise<number> {
  const what = args.oneOf('emit', KINDS) ?? args.oneOf('x', KINDS) ?? 'ast';
  const emit = EMIT[what];
  const folders = args.all('I');
  const { file } = args;
  const read: IncludeReader['read'] = (path) => {
    const full = resolve(io.cwd, path);
    return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
  };
  const text = Buffer.from(await readInput(io, file)).toString('utf8');
  const source: Source = { file: inputName(file), text };
  const line = (name: string, n: number) =>
    (name === source.file ? text : read(name))?.split('\n')[n - 1];
  try {
    const loaded = loadPdll(source, { read, folders });
    const absolute = (path: string) => resolve(io.cwd, path);
    const included = loaded.specFiles.map(absolute);
    const { specs, constraints } = await readSpecs(included, folders.map(absolute));
    const rules = { ...loaded, decls: [...constraints, ...loaded.decls] };
    if (args.on('lint')) return await lint(io, source, rules, specs, line);
    writeOutput(io, args.value('o'), await emit(source, rules, specs, args.has('x')));
    return 0;
  } catch (error) {
    if (error instanceof DiagnosticError) {
      io.stderr(renderDiagnostic(error.diagnostic, line));
      return 1;
    }
    throw error;
  }
}

export const run = () => runTool('npu-pdll', main);
