/**
 * Runs tests, some at once, and tells each as soon as all before it are told. Of many tests some go to
 * threads of their own: the tools run in process, so one thread uses one processor. A thread can also
 * be ended, so with a time limit, where all go there, even a test that never comes back has an end.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { ConfigReader } from './config.js';
import type { Toolbox } from './execute.js';
import type { Machine } from './features.js';
import { FAILURES, type RunContext, runTest, type TestResult } from './runner.js';

export interface PoolRequest {
  readonly tests: readonly string[];
  /** A folder for the scratch folders of the tests. */
  readonly scratch: string;
  readonly jobs: number;
  readonly keepsScratch: boolean;
  /** No more tests are begun after so many failures. */
  readonly maxFailures: number;
  /** The module that serves a thread: see `serveThread`. */
  readonly threadModule: URL;
}

/** Making a thread costs as much as some tests. */
const TESTS_A_THREAD = 16;

/** The results in the order of the tests, those that ran. */
export async function runAll(
  request: PoolRequest,
  context: RunContext,
  tell: (result: TestResult, done: number) => void,
): Promise<readonly TestResult[]> {
  const { tests, jobs, maxFailures } = request;
  const results: (TestResult | undefined)[] = new Array(tests.length);
  let started = 0;
  let told = 0;
  let failures = 0;
  let done = 0;
  const next = () => (failures < maxFailures && started < tests.length ? started++ : undefined);
  const take = (i: number, result: TestResult) => {
    results[i] = result;
    done++;
    if (FAILURES.includes(result.status)) failures++;
    for (let r = results[told]; r !== undefined; r = results[++told]) tell(r, done);
  };
  const work = async () => {
    for (let i = next(); i !== undefined; i = next()) {
      take(i, await runOne(tests[i], join(request.scratch, `${i}`), request.keepsScratch, context));
      await turn(); // The answers of the threads come in between.
    }
  };
  const isTimed = context.timeoutSeconds !== undefined;
  const most = isTimed ? jobs : Math.min(jobs - 1, Math.floor(tests.length / TESTS_A_THREAD));
  const threads = Array.from({ length: most }, () => thread(request, context, next, take));
  await Promise.all(isTimed ? threads : [work(), ...threads]);
  const ran = results.filter((result) => result !== undefined);
  for (const result of ran.slice(told)) tell(result, done);
  return ran;
}

async function runOne(
  path: string,
  scratch: string,
  keepsScratch: boolean,
  context: RunContext,
): Promise<TestResult> {
  const result = await runTest(path, scratch, context);
  if (!keepsScratch || !FAILURES.includes(result.status))
    rmSync(scratch, { recursive: true, force: true });
  return result;
}

/** Marks the data of our threads. */
const MARK = 'npu-lit thread';

interface ThreadData {
  readonly mark: typeof MARK;
  readonly machine: Machine;
  readonly timeoutSeconds: number | undefined;
  readonly updates: boolean;
  readonly keepsScratch: boolean;
}
interface Task {
  readonly path: string;
  readonly scratch: string;
}

/** Feeds a thread with tests until there are no more; a thread that is ended is replaced. */
async function thread(
  request: PoolRequest,
  { machine, timeoutSeconds, updates }: RunContext,
  next: () => number | undefined,
  take: (i: number, result: TestResult) => void,
): Promise<void> {
  const { keepsScratch } = request;
  const data: ThreadData = { mark: MARK, machine, timeoutSeconds, updates, keepsScratch };
  const start = () => new Worker(request.threadModule, { workerData: data });
  let worker = start();
  for (let i = next(); i !== undefined; i = next()) {
    const path = request.tests[i];
    const task: Task = { path, scratch: join(request.scratch, `${i}`) };
    const answer = await ask(worker, task, timeoutSeconds);
    if (typeof answer === 'object') {
      take(i, answer);
      continue;
    }
    await worker.terminate();
    worker = start();
    const isLate = answer === 'late';
    const reason = isLate ? `no end after ${timeoutSeconds} s` : `the thread ended: ${answer}`;
    const status = isLate ? 'timed out' : 'unresolved';
    take(i, { path, status, reason, log: '', seconds: timeoutSeconds ?? 0, updated: [] });
  }
  await worker.terminate();
}

/** Grace for a child process's own time limit, which leaves the log. */
const GRACE_MS = 500;

/** The result; 'late'; or how the thread ended. */
function ask(
  worker: Worker,
  task: Task,
  timeoutSeconds: number | undefined,
): Promise<TestResult | string> {
  return new Promise((settle) => {
    const finish = (answer: TestResult | string) => {
      clearTimeout(timer);
      worker.off('message', finish);
      worker.off('error', failed);
      worker.off('exit', ended);
      settle(answer);
    };
    const failed = (error: Error) => finish(error.message);
    const ended = (code: number) => finish(`exit ${code}`);
    const timer =
      timeoutSeconds === undefined
        ? undefined
        : setTimeout(() => finish('late'), timeoutSeconds * 1000 + GRACE_MS);
    worker.on('message', finish);
    worker.on('error', failed);
    worker.on('exit', ended);
    worker.postMessage(task);
  });
}

/** In a thread that `runAll` started: runs the tests that it is sent. */
export function serveThread(toolbox: Toolbox): void {
  const data = workerData as ThreadData | undefined;
  if (parentPort === null || data?.mark !== MARK) return;
  const port = parentPort;
  const { machine, timeoutSeconds, updates, keepsScratch } = data;
  const context = { configs: new ConfigReader(), machine, toolbox, timeoutSeconds, updates };
  port.on('message', async ({ path, scratch }: Task) => {
    port.postMessage(await runOne(path, scratch, keepsScratch, context));
  });
}
