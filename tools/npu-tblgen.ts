/** `npu-tblgen`: reads a spec and prints records, classes or documents. */
import { renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  baseLibraryFolder,
  dialectDoc,
  dumpJson,
  isaDoc,
  loadFile,
  loadText,
  nearestName,
  opDocs,
  passDocs,
  printDialectFile,
  printIsaFile,
  printPassesFile,
  printRecords,
  printTargetsFile,
  type RecordKeeper,
  readDialects,
  readInstructions,
  readPasses,
  TableGenError,
} from '../tablegen/index.js';
import { runTool, type ToolIO } from './tool-io.js';

interface Action {
  readonly help: string;
  /** `source` is the input's path as given. */
  run(keeper: RecordKeeper, source: string): string;
}

const ACTIONS: Readonly<Record<string, Action>> = {
  'print-records': { help: 'all classes and definitions (the default)', run: printRecords },
  'dump-json': { help: 'definitions as JSON, equal to llvm-tblgen --dump-json', run: dumpJson },
  'gen-op-classes': {
    help: 'TypeScript of the dialects that the file declares',
    run: (keeper, source) =>
      readDialects(keeper)
        .map((d) => printDialectFile(d, source))
        .join('\n'),
  },
  'gen-dialect-doc': {
    help: 'Markdown of the dialects',
    run: (keeper) => readDialects(keeper).map(dialectDoc).join('\n'),
  },
  'gen-op-doc': {
    help: 'Markdown of the operations',
    run: (keeper) => opDocs(readDialects(keeper)),
  },
  'gen-pass-doc': { help: 'Markdown of the passes', run: (keeper) => passDocs(readPasses(keeper)) },
  'gen-passes': {
    help: 'TypeScript of the passes',
    run: (keeper, source) => printPassesFile(readPasses(keeper), source),
  },
  'gen-isa': {
    help: 'TypeScript of the instruction set',
    run: (keeper, source) => printIsaFile(readInstructions(keeper), source),
  },
  'gen-isa-doc': {
    help: 'Markdown of the instruction set, with bit rulers',
    run: (keeper) => isaDoc(readInstructions(keeper)),
  },
  'gen-targets': { help: 'TypeScript of the targets', run: printTargetsFile },
};

const OPTIONS = {
  I: { type: 'string', short: 'I', multiple: true },
  D: { type: 'string', short: 'D', multiple: true },
  o: { type: 'string', short: 'o' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  ...Object.fromEntries(Object.keys(ACTIONS).map((name) => [name, { type: 'boolean' as const }])),
} as const;

function help(): string {
  const rows = Object.entries(ACTIONS).map(([name, a]) => `  ${`--${name}`.padEnd(20)}${a.help}`);
  return `usage: npu-tblgen [options] file.td     ('-' reads standard input)

What to print:
${rows.join('\n')}

Options:
  -I DIR              look for included files in DIR
  -D NAME             define a macro for #ifdef
  -o FILE             write to FILE, whole or not at all
  --help              this text
  --version           the version
`;
}

interface Request {
  readonly action: Action;
  readonly file: string;
  readonly includeDirs: readonly string[];
  readonly defines: readonly string[];
  readonly output: string | undefined;
}

/** The request, or what to say instead and with which exit code. */
function readArguments(
  argv: readonly string[],
): Request | { exit: number; out?: string; error?: string } {
  const fail = (error: string) => ({ exit: 2, error: `npu-tblgen: error: ${error}\n` });
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const known = (OPTIONS as Record<string, { type: string } | undefined>)[token.name];
    if (known === undefined) {
      const near = nearestName(token.name, Object.keys(OPTIONS));
      return fail(`unknown option '${token.rawName}'${near ? `; did you mean '--${near}'?` : ''}`);
    }
    if (known.type === 'string' && token.value === undefined)
      return fail(`'${token.rawName}' needs a value`);
    if (known.type === 'boolean' && token.value !== undefined)
      return fail(`'${token.rawName}' takes no value`);
  }
  if (values.help) return { exit: 0, out: help() };
  if (values.version) return { exit: 0, out: 'npu-tblgen 0.1.0\n' };
  const actions = Object.keys(ACTIONS).filter((name) => (values as Record<string, unknown>)[name]);
  if (actions.length > 1) return fail(`'--${actions[0]}' and '--${actions[1]}' exclude each other`);
  if (positionals.length !== 1) {
    return fail(
      positionals.length === 0 ? 'no input file; see --help' : 'more than one input file',
    );
  }
  return {
    action: ACTIONS[actions[0] ?? 'print-records'],
    file: positionals[0],
    includeDirs: (values.I ?? []) as string[],
    defines: (values.D ?? []) as string[],
    output: values.o as string | undefined,
  };
}

export async function main(argv: readonly string[], io: ToolIO): Promise<number> {
  const request = readArguments(argv);
  if ('exit' in request) {
    if (request.out !== undefined) io.stdout(request.out);
    if (request.error !== undefined) io.stderr(request.error);
    return request.exit;
  }
  const { action, file, includeDirs, defines, output } = request;
  try {
    const options = {
      cwd: io.cwd,
      defines,
      includeDirs: [...includeDirs, ...(file === '-' ? [] : [dirname(file)]), baseLibraryFolder()],
    };
    const keeper =
      file === '-'
        ? loadText(Buffer.from(await io.stdin()).toString('utf8'), '<stdin>', options)
        : loadFile(file, options);
    for (const warning of keeper.warnings) io.stderr(warning);
    const text = action.run(keeper, file);
    if (output === undefined || output === '-') io.stdout(text);
    else writeWhole(resolve(io.cwd, output), text);
    return 0;
  } catch (error) {
    if (error instanceof TableGenError) {
      io.stderr(error.render());
      return 1;
    }
    if ((error as NodeJS.ErrnoException).syscall !== undefined) {
      io.stderr(`npu-tblgen: error: ${(error as Error).message}\n`);
      return 1;
    }
    throw error;
  }
}

/** Under another name first, so that a reader never sees half a file. */
function writeWhole(path: string, text: string): void {
  const part = `${path}.part-${process.pid}`;
  writeFileSync(part, text);
  renameSync(part, path);
}

export const run = () => runTool('npu-tblgen', main);
