/** Runs one test: knows nothing of other tests, of the console or of how many run at once. */
import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { nearest } from '../../ir/index.js';
import { type ConfigReader, LitError } from './config.js';
import { execute, type Session, Sink, type Toolbox } from './execute.js';
import { holds, type Machine } from './features.js';
import { parseScript } from './shell.js';
import { readTest, type TestFile } from './test-file.js';

export interface TestResult {
  readonly path: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** Why it failed or was skipped: one sentence. */
  readonly reason: string;
  /** The commands that ran, as they ran, and what they printed. */
  readonly log: string;
  readonly seconds: number;
}

export interface RunContext {
  readonly configs: ConfigReader;
  readonly machine: Machine;
  readonly toolbox: Toolbox;
  readonly timeoutSeconds: number | undefined;
}

/** `scratch` is a folder of the test's own; it is made here. */
export async function runTest(
  path: string,
  scratch: string,
  context: RunContext,
): Promise<TestResult> {
  const start = performance.now();
  const result = (status: TestResult['status'], reason: string, log = ''): TestResult => {
    return { path, status, reason, log, seconds: (performance.now() - start) / 1000 };
  };
  try {
    const test = readTest(path, context.configs);
    if (test.runs.length === 0) return result('failed', 'the test has no RUN line');
    const features = new Map(context.machine.features);
    for (const name of test.config.features) features.set(name, true);
    const lacks = test.requires.find((condition) => !holds(condition, features));
    if (lacks !== undefined) return result('skipped', `requires ${lacks}`);
    const bars = test.unsupported.find((condition) => anyHolds(condition, features));
    if (bars !== undefined) return result('skipped', `unsupported with ${bars}`);
    const isToFail = test.xfail.some((condition) => anyHolds(condition, features));
    const { failure, log } = await runLines(test, scratch, context);
    if (isToFail && failure === undefined)
      return result('failed', 'XFAIL: it was to fail, and passed', log);
    if (isToFail || failure === undefined) return result('passed', '', log);
    return result('failed', failure, log);
  } catch (error) {
    if (error instanceof LitError) return result('failed', error.message);
    throw error;
  }
}

/** Of UNSUPPORTED and XFAIL a comma separates alternatives. */
const anyHolds = (list: string, features: ReadonlyMap<string, boolean>): boolean =>
  list.split(',').some((condition) => holds(condition, features));

async function runLines(
  test: TestFile,
  scratch: string,
  context: RunContext,
): Promise<{ failure: string | undefined; log: string }> {
  mkdirSync(scratch, { recursive: true });
  const env = { ...(process.env as Record<string, string>), PATH: context.machine.path };
  let log = '';
  let cwd = scratch;
  for (const { line, command } of test.runs) {
    const text = substitute(command, test, scratch, context.machine);
    const output = new Sink();
    const { toolbox, timeoutSeconds } = context;
    // Both in one sink: the reader of a failure wants them in the order in which they came.
    const session: Session = { toolbox, cwd, env, stdout: output, stderr: output, timeoutSeconds };
    const exit = await execute(parseScript(text), session);
    cwd = session.cwd;
    const printed = output.bytes().toString('utf8');
    log += `$ ${text}\n${printed}${printed === '' || printed.endsWith('\n') ? '' : '\n'}`;
    if (exit !== 0) {
      log += `exit ${exit}\n`;
      return { failure: `RUN at line ${line}: exit ${exit}`, log };
    }
  }
  return { failure: undefined, log };
}

function substitute(command: string, test: TestFile, scratch: string, machine: Machine): string {
  const folder = dirname(test.path);
  const named: Record<string, string> = {
    s: test.path,
    S: folder,
    p: folder,
    t: join(scratch, `${basename(test.path)}.tmp`),
    T: scratch,
    '%': '%',
    config: test.config.folder,
  };
  if (machine.shared !== undefined) named.shared = machine.shared;
  const expand = (text: string, depth: number): string =>
    text.replace(/%(?:\{([^}\s]*)\}|(shared)|([%sSpTt]))/g, (_, braced, shared, letter) => {
      const name: string = braced ?? shared ?? letter;
      const own = test.config.substitutions[name];
      if (own !== undefined && depth < 10) return expand(own, depth + 1);
      if (Object.hasOwn(named, name)) return named[name];
      if (name === 'shared')
        throw new LitError("'%shared' needs the shared folder; add 'REQUIRES: shared'");
      const near = nearest(name, [...Object.keys(test.config.substitutions), 'config', 'shared']);
      throw new LitError(
        `unknown substitution '%{${name}}'${near ? `; did you mean '%{${near}}'?` : ''}`,
      );
    });
  return expand(command, 0);
}
