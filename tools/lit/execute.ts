/**
 * Runs parsed command lines. The project's own tools run in this process through their `main`,
 * loaded when first used; pipes between them are bytes in memory. The rest are child processes.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { nearest } from '../../ir/index.js';
import { systemReason } from '../common/files.js';
import type { ToolMain } from '../tool-io.js';
import { BUILTIN_NAMES, builtin } from './builtins.js';
import type { Command, Script } from './shell.js';
import type { Updater } from './update.js';

export interface Toolbox {
  /** `main` of one of the project's tools, or undefined where it has none of that name. */
  load(name: string): Promise<ToolMain | undefined>;
  readonly names: readonly string[];
  /** File that runs a tool as a process. */
  launcher(name: string): string;
}

/** The state that one test's commands share. */
export interface Session {
  readonly toolbox: Toolbox;
  cwd: string;
  /** Of child processes: the user's with PATH and the test's `export`s. */
  readonly env: Record<string, string>;
  /** What no redirection takes. */
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly timeoutSeconds: number | undefined;
  /** A command was ended because it took longer. */
  isLate: boolean;
  /** Set where expectations are written anew. */
  readonly updater: Updater | undefined;
}

export class Sink {
  private readonly chunks: Uint8Array[] = [];
  write(data: string | Uint8Array): void {
    // A copy: who writes may write over the bytes afterwards.
    this.chunks.push(Buffer.from(data as Uint8Array));
  }
  bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
}

/** Exit codes from here on are crashes: a signal, or a tool's own internal error. */
const CRASH = 128;
const INTERNAL_ERROR = 70;
const NOT_FOUND = 127;

const isCrash = (exit: number): boolean => exit >= CRASH || exit === INTERNAL_ERROR;

interface Call {
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: () => Uint8Array;
  readonly stdout: Sink;
  readonly stderr: Sink;
}

/** The script's exit code. */
export async function execute(script: Script, session: Session): Promise<number> {
  switch (script.kind) {
    case 'pipe':
      return executePipe(script.commands, session);
    case '&&': {
      const exit = await execute(script.left, session);
      return exit === 0 ? execute(script.right, session) : exit;
    }
    case '||': {
      const exit = await execute(script.left, session);
      return exit === 0 ? 0 : execute(script.right, session);
    }
    case ';':
      await execute(script.left, session);
      return execute(script.right, session);
    default:
      return script satisfies never;
  }
}

/** A pipe fails when any of its commands does: with the last one's code that failed. */
async function executePipe(commands: readonly Command[], session: Session): Promise<number> {
  let exit = 0;
  let input: Uint8Array = new Uint8Array();
  for (const [i, command] of commands.entries()) {
    const isLast = i + 1 === commands.length;
    const output = isLast ? session.stdout : new Sink();
    const code = await executeCommand(command, input, output, session);
    if (code !== 0) exit = code;
    if (!isLast) input = output.bytes();
  }
  return exit;
}

async function executeCommand(
  command: Command,
  input: Uint8Array,
  output: Sink,
  session: Session,
): Promise<number> {
  let stdin = () => input;
  let out = output;
  let err = session.stderr;
  const files: { readonly sink: Sink; readonly path: string; readonly append: boolean }[] = [];
  for (const { from, to } of command.redirects) {
    if (to === 'out') err = out;
    else if (to === 'err') out = err;
    else if (from === 'in') stdin = () => readFileSync(resolve(session.cwd, to.file));
    else {
      const sink = new Sink();
      files.push({ sink, path: resolve(session.cwd, to.file), append: to.append });
      if (from !== 'err') out = sink;
      if (from !== 'out') err = sink;
    }
  }
  try {
    for (const { path, append } of files) writeFileSync(path, '', { flag: append ? 'a' : 'w' });
    const exit = await call(
      { words: command.words, env: {}, stdin, stdout: out, stderr: err },
      session,
    );
    for (const { sink, path, append } of files)
      if (path !== '/dev/null') writeFileSync(path, sink.bytes(), { flag: append ? 'a' : 'w' });
    return exit;
  } catch (error) {
    const { code, path, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const why = path === undefined ? message : `'${path}': ${systemReason(error)}`;
    session.stderr.write(`npu-lit: ${why}\n`);
    return 1;
  }
}

async function call(c: Call, session: Session): Promise<number> {
  const [name, ...argv] = c.words;
  const assignment = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(name);
  if (assignment) {
    const env = { ...c.env, [assignment[1]]: assignment[2] };
    return argv.length === 0
      ? usage(c, `'${name}' needs a command`)
      : call({ ...c, words: argv, env }, session);
  }
  switch (name) {
    case 'env':
      return argv.length === 0 || argv[0].startsWith('-')
        ? child(c, name, argv, session)
        : call({ ...c, words: argv }, session);
    case 'not':
      return negated(c, argv, session);
    case 'cd':
      session.cwd = resolve(session.cwd, argv[0] ?? '.');
      return existsSync(session.cwd) ? 0 : usage(c, `cd: there is no '${argv[0]}'`);
    case 'export': {
      const found = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(argv[0] ?? '');
      if (found === null) return usage(c, 'export takes NAME=VALUE');
      session.env[found[1]] = found[2];
      return 0;
    }
  }
  if (session.updater && (await isUpdated(c, name, argv, session.updater, session))) return 0;
  const own = builtin(name);
  if (own) return inProcess(c, name, own, argv, session);
  if (!name.startsWith('npu-')) return child(c, name, argv, session);
  if (!session.toolbox.names.includes(name)) {
    const near = nearest(name, [...session.toolbox.names, ...BUILTIN_NAMES]);
    c.stderr.write(
      `npu-lit: there is no tool '${name}'${near ? `; did you mean '${near}'?` : ''}\n`,
    );
    return NOT_FOUND;
  }
  // A tool reads the environment of its process, so another environment needs another process.
  const isPlain = Object.keys(c.env).length === 0 && !hasExports(session);
  const main = isPlain ? await session.toolbox.load(name) : undefined;
  if (main) return inProcess(c, name, main, argv, session);
  return child(c, process.execPath, [session.toolbox.launcher(name), ...argv], session);
}

/** Whether an expectation was, or will be, written so that the command holds. */
async function isUpdated(
  c: Call,
  name: string,
  argv: readonly string[],
  updater: Updater,
  session: Session,
): Promise<boolean> {
  const fileOf = (file: string) => resolve(session.cwd, file);
  const files = argv.filter((word) => !word.startsWith('-') || word === '-');
  const bytesOf = (file: string) =>
    Buffer.from(file === '-' ? c.stdin() : readFileSync(fileOf(file)));
  if (name === 'split-file' && files.length === 2) updater.split(fileOf(files[1]));
  if (name === 'npu-filecheck' && files.length === 1) {
    const option = (pattern: RegExp) => argv.map((w) => pattern.exec(w)?.[1]).find((v) => v);
    const prefix = option(/^--?check-prefix(?:es)?=([^,]+)/) ?? 'CHECK';
    const input = option(/^--?input-file=(.+)/) ?? '-';
    const [file, bytes] = [fileOf(files[0]), bytesOf(input)];
    if (updater.takesChecks(file, prefix, bytes)) return true;
    // With other options the checks may mean something else.
    const isPlain = argv.every((w) => w === files[0] || /^--?check-prefix=[^,]+$/.test(w));
    return isPlain && updater.mends(file, prefix, bytes);
  }
  if (name === 'diff' && files.length === 2 && files[0] !== '-') {
    const actual = bytesOf(files[1]);
    if (bytesOf(files[0]).equals(actual)) return false;
    return updater.takesDifference(fileOf(files[0]), actual);
  }
  return false;
}

function usage(c: Call, message: string): number {
  c.stderr.write(`npu-lit: ${message}\n`);
  return 2;
}

const hasExports = (session: Session): boolean =>
  Object.entries(session.env).some(
    ([name, value]) => name !== 'PATH' && process.env[name] !== value,
  );

async function negated(c: Call, argv: readonly string[], session: Session): Promise<number> {
  const wantsCrash = argv[0] === '--crash';
  const words = wantsCrash ? argv.slice(1) : argv;
  if (words.length === 0) return usage(c, 'not: needs a command');
  const exit = await call({ ...c, words }, session);
  if (exit === NOT_FOUND) return NOT_FOUND;
  if (isCrash(exit)) {
    if (!wantsCrash) c.stderr.write(`npu-lit: '${words[0]}' crashed (exit ${exit})\n`);
    return wantsCrash ? 0 : exit;
  }
  return !wantsCrash && exit !== 0 ? 0 : 1;
}

async function inProcess(
  c: Call,
  name: string,
  main: ToolMain,
  argv: readonly string[],
  session: Session,
): Promise<number> {
  try {
    return await main(argv, {
      stdin: async () => c.stdin(),
      stdout: (data) => c.stdout.write(data),
      stderr: (text) => c.stderr.write(text),
      cwd: session.cwd,
    });
  } catch (error) {
    const { message, stack } = error as Error;
    c.stderr.write(`${name}: internal error: ${message}\n`);
    if (process.env.NPU_MLIR_DEBUG === '1' && stack) c.stderr.write(`${stack}\n`);
    return INTERNAL_ERROR;
  }
}

/** Looked up here: the message of a shell that does not find it is not ours. */
function isCommand(name: string, session: Session): boolean {
  if (name.includes('/')) return existsSync(resolve(session.cwd, name));
  const path = (session.env.PATH ?? '').split(delimiter);
  return path.some((folder) => existsSync(join(folder, name)));
}

function child(c: Call, name: string, argv: readonly string[], session: Session): Promise<number> {
  if (!isCommand(name, session)) {
    c.stderr.write(`npu-lit: '${name}': command not found\n`);
    return Promise.resolve(NOT_FOUND);
  }
  // With one sink for both outputs only one pipe keeps their order.
  const isMerged = c.stdout === c.stderr && process.platform !== 'win32';
  const [file, args] = isMerged
    ? ['/bin/sh', ['-c', 'exec "$0" "$@" 2>&1', name, ...argv]]
    : [name, argv];
  const input = c.stdin();
  return new Promise((done) => {
    const process = spawn(file, args, {
      cwd: session.cwd,
      env: { ...session.env, ...c.env },
      stdio: 'pipe',
      timeout: session.timeoutSeconds === undefined ? undefined : session.timeoutSeconds * 1000,
      killSignal: 'SIGKILL',
    });
    process.stdout.on('data', (data: Uint8Array) => c.stdout.write(data));
    process.stderr.on('data', (data: Uint8Array) => c.stderr.write(data));
    process.stdin.on('error', () => {}); // It need not read all of its input.
    process.stdin.end(input);
    process.on('error', (error) => {
      c.stderr.write(`npu-lit: '${name}': ${error.message}\n`);
      done(NOT_FOUND);
    });
    process.on('close', (exit, signal) => {
      // Only the time limit kills it from here.
      if (process.killed) {
        session.isLate = true;
        c.stderr.write(`npu-lit: '${name}' did not end within ${session.timeoutSeconds} s\n`);
      } else if (signal !== null) c.stderr.write(`npu-lit: '${name}' was ended by ${signal}\n`);
      done(exit ?? CRASH);
    });
  });
}
