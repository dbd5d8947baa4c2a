/** Runs one test: knows nothing of other tests, of the console or of how many run at once. */
import { mkdirSync, rmSync } from 'node:fs';
import { BUILTIN_NAMES } from './builtins.js';
import { type ConfigReader, LitError } from './config.js';
import { execute, type Session, Sink, type Toolbox } from './execute.js';
import { featuresOf, holds, type Machine } from './features.js';
import { commandsOf, parseScript, type Script } from './shell.js';
import { type Place, substitute } from './substitutions.js';
import { readTest, type TestFile } from './test-file.js';
import { Updater } from './update.js';

/** What a test may come to; those of `FAILURES` make the run fail. */
export type TestStatus =
  | 'passed'
  | 'passed after retries'
  | 'failed as expected'
  | 'failed'
  | 'passed unexpectedly'
  | 'timed out'
  | 'unresolved'
  | 'skipped';

export const FAILURES: readonly TestStatus[] = [
  'failed',
  'passed unexpectedly',
  'timed out',
  'unresolved',
];

export interface TestResult {
  readonly path: string;
  readonly status: TestStatus;
  /** Why it failed or was skipped: one sentence. */
  readonly reason: string;
  /** The commands that ran, as they ran, and what they printed. */
  readonly log: string;
  readonly seconds: number;
  /** Files that were written anew. */
  readonly updated: readonly string[];
}

export interface RunContext {
  readonly configs: ConfigReader;
  readonly machine: Machine;
  readonly toolbox: Toolbox;
  readonly timeoutSeconds: number | undefined;
  /** Failing expectations that the runner knows how to write are written anew. */
  readonly updates: boolean;
}

/** `scratch` is a folder of the test's own; it is made here. */
export async function runTest(
  path: string,
  scratch: string,
  context: RunContext,
): Promise<TestResult> {
  const start = performance.now();
  const result = (
    status: TestStatus,
    reason: string,
    log = '',
    updated: readonly string[] = [],
  ): TestResult => {
    return { path, status, reason, log, seconds: (performance.now() - start) / 1000, updated };
  };
  try {
    const test = readTest(path, context.configs);
    if (test.runs.length === 0) return result('unresolved', 'the test has no RUN line');
    const { machine } = context;
    const features = featuresOf(machine, test.config.features);
    const lacks = test.requires.find((condition) => !holds(condition, features));
    if (lacks !== undefined) return result('skipped', `requires ${lacks}`);
    const bars = test.unsupported.find((condition) => anyHolds(condition, features));
    if (bars !== undefined) return result('skipped', `unsupported with ${bars}`);
    const isToFail = test.xfail.some((condition) => anyHolds(condition, features));
    const place = { test, machine, features, scratch };
    let outcome: Outcome;
    let tries = 0;
    do {
      if (tries > 0) rmSync(scratch, { recursive: true, force: true });
      outcome = await runLines(place, context);
    } while (outcome.failure !== undefined && !outcome.isLate && tries++ < test.retries);
    const { failure, isLate, log, updated } = outcome;
    if (isLate && failure !== undefined) return result('timed out', failure, log);
    if (isToFail)
      return failure === undefined
        ? result('passed unexpectedly', 'XFAIL: it was to fail, and passed', log)
        : result('failed as expected', failure, log);
    if (failure !== undefined) return result('failed', failure, log, updated);
    return tries > 0
      ? result('passed after retries', `passed at try ${tries + 1}`, log, updated)
      : result('passed', '', log, updated);
  } catch (error) {
    if (error instanceof LitError) return result('unresolved', error.message);
    throw error;
  }
}

/** Of UNSUPPORTED and XFAIL a comma separates alternatives. */
const anyHolds = (list: string, features: ReadonlyMap<string, boolean>): boolean =>
  list.split(',').some((condition) => holds(condition, features));

interface Outcome {
  readonly failure: string | undefined;
  readonly isLate?: boolean;
  readonly log: string;
  readonly updated: readonly string[];
}

async function runLines(place: Place, context: RunContext): Promise<Outcome> {
  const { scratch, machine, test } = place;
  mkdirSync(scratch, { recursive: true });
  const env = { ...(process.env as Record<string, string>), PATH: machine.path };
  const updater = context.updates ? new Updater(test, scratch) : undefined;
  const lines = test.runs.map((run) => {
    const text = substitute(run, place);
    return { run, text, script: parseScript(text) };
  });
  refuseUnchecked(
    test,
    lines.map(({ script }) => script),
  );
  let log = '';
  let cwd = scratch;
  for (const { run, text, script } of lines) {
    const output = new Sink();
    const { toolbox, timeoutSeconds } = context;
    // Both in one sink: the reader of a failure wants them in the order in which they came.
    const io = { stdout: output, stderr: output };
    const session: Session = { toolbox, cwd, env, ...io, timeoutSeconds, isLate: false, updater };
    const exit = await execute(script, session);
    cwd = session.cwd;
    const printed = output.bytes().toString('utf8');
    log += `$ ${text}\n${printed}${printed === '' || printed.endsWith('\n') ? '' : '\n'}`;
    if (session.isLate)
      return { failure: `no end after ${timeoutSeconds} s`, isLate: true, log, updated: [] };
    if (exit !== 0) {
      log += `exit ${exit}\n`;
      return { failure: `RUN at line ${run.line}: exit ${exit}`, log, updated: [] };
    }
  }
  return { failure: undefined, log, updated: updater?.finish() ?? [] };
}

/** Commands that run what comes behind them. */
const WRAPPERS = ['not', 'env', '--crash'];

/**
 * CHECK lines that no command is given would look like a test and be none. A command that the runner
 * does not know may read them.
 */
function refuseUnchecked(test: TestFile, scripts: readonly Script[]): void {
  if (test.checkLine === undefined) return;
  const names = scripts
    .flatMap(commandsOf)
    .map(({ words }) => words.find((w) => !WRAPPERS.includes(w) && !w.includes('=')) ?? '');
  const isChecked = names.some(
    (name) =>
      name === 'npu-filecheck' || !(name.startsWith('npu-') || BUILTIN_NAMES.includes(name)),
  );
  if (!isChecked)
    throw new LitError(
      `line ${test.checkLine}: a CHECK line, but no RUN line gives this file to npu-filecheck`,
    );
}
