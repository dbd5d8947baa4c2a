/** `npu-lit`: runs the RUN lines of test files and says which tests fail. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { nearest } from '../ir/index.js';
import {
  ConfigReader,
  findTests,
  LitError,
  probeMachine,
  type RunContext,
  runTest,
  type TestResult,
  type Toolbox,
} from './lit/index.js';
import { runTool, type ToolIO, type ToolMain } from './tool-io.js';

const OPTIONS = {
  filter: { type: 'string' },
  j: { type: 'string', short: 'j' },
  timeout: { type: 'string' },
  'time-tests': { type: 'boolean' },
  keep: { type: 'boolean' },
  v: { type: 'boolean', short: 'v' },
  a: { type: 'boolean', short: 'a' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

const HELP = `usage: npu-lit [options] path…     (test files, or folders of them)

Options:
  --filter=REGEX   only tests whose path matches
  -j N             so many tests at once (default: the processors)
  --timeout=S      a child process may take S seconds
  --time-tests     the slowest tests at the end
  --keep           leave the scratch folders of failing tests
  -v               one line for every test
  -a               also the commands and the output of tests that pass
  --help           this text
  --version        the version

A test is a file with lines '// RUN: command' ('#' and ';' do as well; a line ending in '\\' goes on
in the next RUN line). It may have REQUIRES, UNSUPPORTED and XFAIL lines with conditions over
features. %s is the file, %S and %p its folder, %t a scratch file, %T the scratch folder, %shared
the shared folder, %(line+1) a line, %{name} what lit.cfg.json says, %% a percent sign.
Exit 0: all passed. 1: one failed. 2: wrong usage.
`;

interface Request {
  readonly paths: readonly string[];
  readonly filter: RegExp;
  readonly jobs: number;
  readonly timeoutSeconds: number | undefined;
  readonly timesTests: boolean;
  readonly keepsScratch: boolean;
  /** 0: failures; 1: a line for every test; 2: and all output. */
  readonly verbosity: 0 | 1 | 2;
}
type Answer = { readonly exit: number; readonly out?: string; readonly error?: string };

const fail = (error: string): Answer => ({ exit: 2, error: `npu-lit: error: ${error}\n` });

function readArguments(argv: readonly string[]): Request | Answer {
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
    if (known.type === 'string' && token.value === undefined)
      return fail(`'${token.rawName}' needs a value`);
    if (known.type === 'boolean' && token.value !== undefined)
      return fail(`'${token.rawName}' takes no value`);
  }
  if (values.help) return { exit: 0, out: HELP };
  if (values.version) return { exit: 0, out: 'npu-lit 0.1.0\n' };
  if (positionals.length === 0) return fail('no test given; see --help');
  for (const name of ['j', 'timeout'] as const) {
    const value = values[name];
    if (value !== undefined && !/^[1-9]\d*$/.test(String(value)))
      return fail(`'${name === 'j' ? '-j' : '--timeout'}' takes a number from 1, not '${value}'`);
  }
  let filter: RegExp;
  try {
    filter = new RegExp(String(values.filter ?? ''));
  } catch {
    return fail(`'--filter' takes a regular expression, not '${values.filter}'`);
  }
  return {
    paths: positionals,
    filter,
    jobs: Number(values.j ?? availableParallelism()),
    timeoutSeconds: values.timeout === undefined ? undefined : Number(values.timeout),
    timesTests: values['time-tests'] === true,
    keepsScratch: values.keep === true,
    verbosity: values.a ? 2 : values.v ? 1 : 0,
  };
}

// The tools' modules lie beside this one: in dist/tools as in dist/bin.
const TOOLS = new URL('./', import.meta.url);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const toolbox: Toolbox = {
  names: readdirSync(TOOLS)
    .filter((file) => /^npu-.*\.js$/.test(file))
    .map((file) => file.slice(0, -3)),
  load: async (name) => {
    if (name === 'npu-lit') return main;
    const { main: tool } = (await import(new URL(`${name}.js`, TOOLS).href)) as { main?: ToolMain };
    return tool;
  },
  launcher: (name) => join(ROOT, 'bin', name),
};

export async function main(argv: readonly string[], io: ToolIO): Promise<number> {
  const request = readArguments(argv);
  if ('exit' in request) {
    if (request.out !== undefined) io.stdout(request.out);
    if (request.error !== undefined) io.stderr(request.error);
    return request.exit;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'npu-lit-'));
  try {
    const configs = new ConfigReader();
    const nameOf = (path: string) => relative(io.cwd, path) || path;
    const tests = findTests(request.paths, io.cwd, configs).filter((path) =>
      request.filter.test(nameOf(path)),
    );
    if (tests.length === 0) throw new LitError('no test under the given paths');
    const { timeoutSeconds } = request;
    const context = { configs, machine: probeMachine(ROOT), toolbox, timeoutSeconds };
    const results = await runAll(tests, scratch, context, request, (result) =>
      io.stdout(report(result, nameOf(result.path), request)),
    );
    if (request.timesTests) io.stdout(slowest(results, nameOf));
    const count = (status: TestResult['status']) =>
      results.filter((result) => result.status === status).length;
    const skipped = count('skipped');
    const tail = skipped > 0 ? `, ${skipped} skipped` : '';
    io.stdout(`${count('passed')} passed, ${count('failed')} failed${tail}\n`);
    return count('failed') > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof LitError)) throw error;
    io.stderr(`npu-lit: error: ${error.message}\n`);
    return 2;
  } finally {
    if (existsSync(scratch) && (!request.keepsScratch || readdirSync(scratch).length === 0))
      rmSync(scratch, { recursive: true, force: true });
  }
}

/** Runs the tests, some at once; reports them in the order in which they were given. */
async function runAll(
  tests: readonly string[],
  scratch: string,
  context: RunContext,
  request: Request,
  tell: (result: TestResult) => void,
): Promise<readonly TestResult[]> {
  const results: TestResult[] = new Array(tests.length);
  let started = 0;
  let told = 0;
  const work = async () => {
    for (let i = started++; i < tests.length; i = started++) {
      const own = join(scratch, `${i}`);
      results[i] = await runTest(tests[i], own, context);
      if (results[i].status !== 'failed' || !request.keepsScratch)
        rmSync(own, { recursive: true, force: true });
      for (; told < tests.length && results[told] !== undefined; told++) tell(results[told]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(request.jobs, tests.length) }, work));
  return results;
}

function report(result: TestResult, name: string, { verbosity }: Request): string {
  const { status, reason, log } = result;
  const output = log.replace(/^(?=.)/gm, '  ');
  if (status === 'failed') return `FAIL ${name}: ${reason}\n${output}`;
  if (verbosity === 0) return '';
  const line = status === 'passed' ? `ok   ${name}\n` : `skip ${name}: ${reason}\n`;
  return verbosity === 2 ? line + output : line;
}

function slowest(results: readonly TestResult[], nameOf: (path: string) => string): string {
  const rows = [...results]
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, 10)
    .map((r) => `  ${r.seconds.toFixed(3)} s  ${nameOf(r.path)}\n`);
  return `slowest tests:\n${rows.join('')}`;
}

export const run = () => runTool('npu-lit', main);
