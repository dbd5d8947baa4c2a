/** Commands that the runner does itself: no process, and the same on every system. */
import {
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { ToolMain } from '../tool-io.js';

class BuiltinError extends Error {}

/** Splits leading `-x` flags from operands; a flag outside `known` is an error. */
function flagsOf(argv: readonly string[], known: string) {
  const flags = new Set<string>();
  let at = 0;
  for (; at < argv.length && /^-[A-Za-z]/.test(argv[at]); at++) {
    for (const flag of argv[at].slice(1)) {
      if (!known.includes(flag)) throw new BuiltinError(`unknown flag '-${flag}'`);
      flags.add(flag);
    }
  }
  if (argv[at] === '--') at++;
  return { flags, operands: argv.slice(at) };
}

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Sources and the target of `cp a b` or `cp a b… folder`. */
function* copies(operands: readonly string[], cwd: string): Generator<readonly [string, string]> {
  if (operands.length < 2) throw new BuiltinError('needs a source and a target');
  const target = resolve(cwd, operands[operands.length - 1]);
  const sources = operands.slice(0, -1);
  if (sources.length > 1 && !isFolder(target)) throw new BuiltinError(`'${target}' is no folder`);
  for (const source of sources)
    yield [resolve(cwd, source), isFolder(target) ? join(target, basename(source)) : target];
}

const COMMANDS: Readonly<Record<string, ToolMain>> = {
  true: async () => 0,
  false: async () => 1,
  echo: async (argv, io) => {
    const isBare = argv[0] === '-n';
    io.stdout(`${argv.slice(isBare ? 1 : 0).join(' ')}${isBare ? '' : '\n'}`);
    return 0;
  },
  cat: async (argv, io) => {
    const { operands } = flagsOf(argv, '');
    for (const file of operands.length > 0 ? operands : ['-'])
      io.stdout(file === '-' ? await io.stdin() : readFileSync(resolve(io.cwd, file)));
    return 0;
  },
  mkdir: async (argv, io) => {
    const { flags, operands } = flagsOf(argv, 'p');
    for (const folder of operands)
      mkdirSync(resolve(io.cwd, folder), { recursive: flags.has('p') });
    return 0;
  },
  rm: async (argv, io) => {
    const { flags, operands } = flagsOf(argv, 'rRf');
    const recursive = flags.has('r') || flags.has('R');
    for (const path of operands)
      rmSync(resolve(io.cwd, path), { recursive, force: flags.has('f') });
    return 0;
  },
  cp: async (argv, io) => {
    const { flags, operands } = flagsOf(argv, 'rRf');
    const recursive = flags.has('r') || flags.has('R');
    for (const [from, to] of copies(operands, io.cwd)) cpSync(from, to, { recursive });
    return 0;
  },
  mv: async (argv, io) => {
    for (const [from, to] of copies(flagsOf(argv, 'f').operands, io.cwd)) renameSync(from, to);
    return 0;
  },
  touch: async (argv, io) => {
    for (const file of argv) writeFileSync(resolve(io.cwd, file), '', { flag: 'a' });
    return 0;
  },
  diff: async (argv, io) => {
    const { flags, operands } = flagsOf(argv, 'ubwaq');
    if (operands.length !== 2) throw new BuiltinError('needs two files');
    const read = async (file: string) =>
      Buffer.from(file === '-' ? await io.stdin() : readFileSync(resolve(io.cwd, file)));
    const [left, right] = [await read(operands[0]), await read(operands[1])];
    if (left.equals(right)) return 0;
    const lines = (bytes: Buffer) => bytes.toString('utf8').split('\n');
    const plain = (line: string) =>
      flags.has('w')
        ? line.replace(/\s+/g, '')
        : flags.has('b')
          ? line.replace(/\s+/g, ' ').trimEnd()
          : line;
    const difference = firstDifference(lines(left).map(plain), lines(right).map(plain));
    if (difference === undefined) return 0;
    io.stdout(flags.has('q') ? 'the files differ\n' : `--- ${operands[0]}\n+++ ${operands[1]}\n`);
    if (!flags.has('q')) io.stdout(difference);
    return 1;
  },
  'split-file': async (argv, io) => {
    const hasLeading = argv[0] === '--leading-lines';
    const [file, folder] = argv.slice(hasLeading ? 1 : 0);
    if (folder === undefined) throw new BuiltinError('needs a file and a folder');
    const text = file === '-' ? await io.stdin() : readFileSync(resolve(io.cwd, file));
    const parts = splitParts(Buffer.from(text).toString('utf8'), hasLeading);
    if (parts.size === 0) throw new BuiltinError(`'${file}' has no part: a line '//--- NAME'`);
    const target = resolve(io.cwd, folder);
    rmSync(target, { recursive: true, force: true });
    for (const [name, content] of parts) {
      const path = join(target, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
    return 0;
  },
};

export const BUILTIN_NAMES: readonly string[] = Object.keys(COMMANDS);

/** The command as a tool: its mistakes are one sentence and exit code 2. */
export function builtin(name: string): ToolMain | undefined {
  if (!Object.hasOwn(COMMANDS, name)) return undefined;
  return async (argv, io) => {
    try {
      return await COMMANDS[name](argv, io);
    } catch (error) {
      if (!(error instanceof BuiltinError) && (error as { code?: string }).code === undefined)
        throw error;
      io.stderr(`${name}: ${(error as Error).message}\n`);
      return 2;
    }
  };
}

function splitParts(text: string, hasLeading: boolean): Map<string, string> {
  const parts = new Map<string, string>();
  let name: string | undefined;
  const lines = text.split('\n');
  for (const [i, line] of lines.entries()) {
    const marker = /^(?:\/\/|.)--- +(\S.*?)\s*$/.exec(line)?.[1];
    if (marker !== undefined) {
      if (parts.has(marker)) throw new BuiltinError(`two parts are named '${marker}'`);
      name = marker;
      parts.set(name, hasLeading ? '\n'.repeat(i + 1) : '');
    } else if (name !== undefined && (i + 1 < lines.length || line !== '')) {
      parts.set(name, `${parts.get(name)}${line}${i + 1 < lines.length ? '\n' : ''}`);
    }
  }
  return parts;
}

const DIFF_CONTEXT = 3;

/** What lies between the common beginning and the common end, with some lines around. */
function firstDifference(a: readonly string[], b: readonly string[]): string | undefined {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  if (start === a.length && start === b.length) return undefined;
  let tail = 0;
  const most = Math.min(a.length, b.length) - start;
  while (tail < most && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const from = Math.max(0, start - DIFF_CONTEXT);
  const rows = [
    ...a.slice(from, start).map((line) => ` ${line}`),
    ...a.slice(start, a.length - tail).map((line) => `-${line}`),
    ...b.slice(start, b.length - tail).map((line) => `+${line}`),
    ...a.slice(a.length - tail, a.length - tail + DIFF_CONTEXT).map((line) => ` ${line}`),
  ];
  return `@@ line ${from + 1} @@\n${rows.join('\n')}\n`;
}
