/** `npu-lit`: runs the RUN lines of test files and says which tests fail. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeOutput } from './common/files.js';
import { type Arguments, type ToolSpec, UsageError } from './common/options.js';
import { Progress } from './common/progress.js';
import { withArguments } from './common/run-tool.js';
import {
  ConfigReader,
  findTests,
  isFailure,
  junitXml,
  LitError,
  ORDERS,
  type Order,
  ordered,
  probeMachine,
  remember,
  resultText,
  runAll,
  serveThread,
  shardOf,
  summaryText,
  type Toolbox,
  timesText,
} from './lit/index.js';
import { runTool, type ToolIO, type ToolMain } from './tool-io.js';

const TOOL: ToolSpec = {
  name: 'npu-lit',
  usage: 'path… [options]     (test files, or folders of them)',
  summary: 'Runs the RUN lines of test files and says which tests fail.',
  options: {
    filter: { value: 'REGEX', help: 'only tests whose path matches' },
    'filter-out': { value: 'REGEX', help: 'only tests whose path does not match' },
    j: { value: 'N', help: 'so many tests at once (default: the processors)' },
    timeout: { value: 'S', help: 'a test may take S seconds' },
    order: { value: 'ORDER', help: `${ORDERS.join(', ')}: failed and slow ones first` },
    'max-failures': { value: 'N', help: 'begin no more tests after N failures' },
    'num-shards': { value: 'N', help: 'run one N-th of the tests:' },
    'run-shard': { value: 'M', help: 'the M-th, from 1' },
    update: {
      help: "write anew what 'diff' compares with, the checks of tests with a line\n'// UPDATE: checks', and -NEXT lines that fail",
    },
    'time-tests': { help: 'the slowest tests and the spread of times at the end' },
    'xunit-xml-output': { value: 'FILE', help: 'also write the results as JUnit XML' },
    'show-tests': { help: 'only list the tests' },
    keep: { help: 'leave the scratch folders of failing tests' },
    'no-progress-bar': { help: 'no progress on a terminal' },
    q: { help: 'only the summary' },
    v: { help: 'one line for every test' },
    a: { help: 'also the commands and the output of tests that pass' },
  },
  details: `A test is a file with lines '// RUN: command' ('#' and ';' do as well; a line ending in '\\' goes on
in the next RUN line). It may have REQUIRES, UNSUPPORTED and XFAIL lines with conditions over
features, DEFINE and REDEFINE lines, an ALLOW_RETRIES line. %s is the file, %S and %p its folder, %t
a scratch file, %T the scratch folder, %shared the shared folder, %(line+1) a line, %{name} what
lit.cfg.json or a DEFINE line says, %% a percent sign. The environment's LIT_OPTS stands before the
arguments. Exit 0: all passed. 1: one failed. 2: wrong usage.`,
};

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

interface Request {
  readonly jobs: number;
  readonly timeoutSeconds: number | undefined;
  readonly maxFailures: number;
  readonly order: Order;
  readonly shard: readonly [run: number, count: number];
  readonly isWanted: (name: string) => boolean;
  readonly verbosity: number;
}

function requestOf(args: Arguments): Request {
  const positive = (name: string): number | undefined => {
    const value = args.value(name);
    if (value !== undefined && !/^[1-9]\d{0,8}$/.test(value))
      throw new UsageError(
        `'${name === 'j' ? '-j' : `--${name}`}' takes a number from 1, not '${value}'`,
      );
    return value === undefined ? undefined : Number(value);
  };
  const pattern = (name: string): RegExp | undefined => {
    const value = args.value(name);
    try {
      return value === undefined ? undefined : new RegExp(value);
    } catch {
      throw new UsageError(`'--${name}' takes a regular expression, not '${value}'`);
    }
  };
  const [run, count] = [positive('run-shard'), positive('num-shards')];
  if ((run === undefined) !== (count === undefined))
    throw new UsageError("'--num-shards' and '--run-shard' go together");
  if (run !== undefined && count !== undefined && run > count)
    throw new UsageError(`'--run-shard' takes a number up to ${count}, not '${run}'`);
  const [only, without] = [pattern('filter'), pattern('filter-out')];
  return {
    jobs: positive('j') ?? availableParallelism(),
    timeoutSeconds: positive('timeout'),
    maxFailures: positive('max-failures') ?? Number.POSITIVE_INFINITY,
    order: args.oneOf('order', ORDERS) ?? 'lexical',
    shard: [run ?? 1, count ?? 1],
    isWanted: (name) => (only?.test(name) ?? true) && !(without?.test(name) ?? false),
    verbosity: args.on('a') ? 2 : args.on('v') ? 1 : args.on('q') ? -1 : 0,
  };
}

export async function main(argv: readonly string[], io: ToolIO): Promise<number> {
  const environment = (process.env.LIT_OPTS ?? '').split(/\s+/).filter((word) => word !== '');
  return withArguments(TOOL, [...environment, ...argv], io, async (args) => {
    if (args.files.length === 0) throw new UsageError('no test given; see --help');
    try {
      return await runTests(args, io);
    } catch (error) {
      throw error instanceof LitError ? new UsageError(error.message) : error;
    }
  });
}

async function runTests(args: Arguments, io: ToolIO): Promise<number> {
  const request = requestOf(args);
  const configs = new ConfigReader();
  const nameOf = (path: string) => relative(io.cwd, path) || path;
  const found = findTests(args.files, io.cwd, configs).filter((p) => request.isWanted(nameOf(p)));
  if (found.length === 0) throw new LitError('no test under the given paths');
  const tests = ordered(shardOf(found, ...request.shard), request.order);
  if (args.on('show-tests')) {
    for (const path of tests) io.stdout(`${nameOf(path)}\n`);
    return 0;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'npu-lit-'));
  const keepsScratch = args.on('keep');
  const { timeoutSeconds, jobs, maxFailures, verbosity } = request;
  const updates = args.on('update');
  const machine = probeMachine(ROOT);
  const context = { configs, machine, toolbox, timeoutSeconds, updates };
  const threadModule = new URL(import.meta.url);
  const pool = { tests, scratch, jobs, keepsScratch, maxFailures, threadModule };
  const bar = args.on('no-progress-bar') ? undefined : new Progress(io);
  try {
    const results = await runAll(pool, context, (result, done) => {
      const text = resultText(result, nameOf(result.path), verbosity);
      if (text !== '') {
        bar?.end();
        io.stdout(text);
      }
      bar?.show(progressLine(done, tests.length, nameOf(result.path)));
    });
    bar?.end();
    if (request.order === 'smart') remember(results);
    if (args.on('time-tests')) io.stdout(timesText(results, nameOf));
    io.stdout(summaryText(results, tests.length - results.length));
    const xml = args.value('xunit-xml-output');
    if (xml !== undefined) writeOutput(io, xml, junitXml(results, nameOf));
    return results.some(isFailure) ? 1 : 0;
  } finally {
    if (!keepsScratch || readdirSync(scratch).length === 0)
      rmSync(scratch, { recursive: true, force: true });
  }
}

const BAR = 30;

function progressLine(done: number, total: number, name: string): string {
  const filled = Math.round((done / total) * BAR);
  return `[${'='.repeat(filled)}${' '.repeat(BAR - filled)}] ${done}/${total} ${name.slice(-40)}`;
}

serveThread(toolbox);

export const run = () => runTool('npu-lit', main);
