/** `npu-pdll`: reads rules and prints their syntax tree or their compiled table. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DiagnosticError, nearest, renderDiagnostic } from '../ir/index.js';
import {
  checkDecls,
  compileRules,
  type IncludeReader,
  type LoadedRules,
  loadPdll,
  printAst,
  type Source,
  type SpecTable,
  specsOf,
} from '../rewrite/pdll/index.js';
import { runTool, type ToolIO } from './tool-io.js';

type Emit = (source: Source, rules: LoadedRules, specs: SpecTable) => string;

const EMIT: Readonly<Record<string, Emit>> = {
  ast: (_source, rules, specs) => {
    checkDecls(rules.decls, specs);
    return printAst(rules.decls);
  },
  table: (source, rules, specs) =>
    `${JSON.stringify(compileRules(source, rules, specs), undefined, 1)}\n`,
};

const OPTIONS = {
  emit: { type: 'string', short: 'x' },
  I: { type: 'string', short: 'I', multiple: true },
  o: { type: 'string', short: 'o' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

const HELP = `usage: npu-pdll [options] file.pdll     ('-' reads standard input)

Options:
  --emit=ast|table    the checked syntax tree (default), or the compiled table as JSON;
                      -x=ast is the same
  -I DIR              look for included files in DIR
  -o FILE             write to FILE, whole or not at all
  --help              this text
  --version           the version
`;

interface Request {
  readonly emit: Emit;
  readonly file: string;
  readonly folders: readonly string[];
  readonly output: string | undefined;
}

/** The request, or what to say instead and with which exit code. */
function readArguments(
  argv: readonly string[],
): Request | { exit: number; out?: string; error?: string } {
  const fail = (error: string) => ({ exit: 2, error: `npu-pdll: error: ${error}\n` });
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
      const near = nearest(token.name, Object.keys(OPTIONS));
      return fail(`unknown option '${token.rawName}'${near ? `; did you mean '--${near}'?` : ''}`);
    }
    if (known.type === 'string' && token.value === undefined) {
      return fail(`'${token.rawName}' needs a value`);
    }
    if (known.type === 'boolean' && token.value !== undefined) {
      return fail(`'${token.rawName}' takes no value`);
    }
  }
  if (values.help) return { exit: 0, out: HELP };
  if (values.version) return { exit: 0, out: 'npu-pdll 0.1.0\n' };
  // `-x=ast` is read as the option x with the value `=ast`.
  const what = String(values.emit ?? 'ast').replace(/^=/, '');
  if (!Object.hasOwn(EMIT, what)) {
    const near = nearest(what, Object.keys(EMIT));
    const known = Object.keys(EMIT).join(', ');
    return fail(`'--emit' takes ${known}, not '${what}'${near ? `; did you mean '${near}'?` : ''}`);
  }
  if (positionals.length !== 1) {
    return fail(
      positionals.length === 0 ? 'no input file; see --help' : 'more than one input file',
    );
  }
  return {
    emit: EMIT[what],
    file: positionals[0],
    folders: (values.I ?? []) as string[],
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
  const { emit, file, folders, output } = request;
  const read: IncludeReader['read'] = (path) => {
    const full = resolve(io.cwd, path);
    return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
  };
  const isStdin = file === '-';
  const text = isStdin ? Buffer.from(await io.stdin()).toString('utf8') : read(file);
  if (text === undefined) {
    io.stderr(`npu-pdll: error: cannot open input file '${file}'\n`);
    return 1;
  }
  const source: Source = { file: isStdin ? '<stdin>' : file, text };
  try {
    const rules = loadPdll(source, { read, folders });
    const absolute = (path: string) => resolve(io.cwd, path);
    const specs = await specsOf(rules.specFiles.map(absolute), folders.map(absolute));
    const result = emit(source, rules, specs);
    if (output === undefined || output === '-') io.stdout(result);
    else writeWhole(resolve(io.cwd, output), result);
    return 0;
  } catch (error) {
    if (error instanceof DiagnosticError) {
      const line = (name: string, n: number) =>
        (name === source.file ? text : read(name))?.split('\n')[n - 1];
      io.stderr(renderDiagnostic(error.diagnostic, line));
      return 1;
    }
    // An error of TableGen renders itself.
    if (error instanceof Error && 'render' in error && typeof error.render === 'function') {
      io.stderr(error.render());
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

export const run = () => runTool('npu-pdll', main);
