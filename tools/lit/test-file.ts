/** Finds tests, and reads what their comments ask for. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type ConfigReader, type LitConfig, LitError } from './config.js';

export interface RunLine {
  readonly line: number;
  readonly command: string;
}

export interface TestFile {
  readonly path: string;
  readonly config: LitConfig;
  readonly runs: readonly RunLine[];
  /** Conditions: all must hold; none may; any makes a failure the expected result. */
  readonly requires: readonly string[];
  readonly unsupported: readonly string[];
  readonly xfail: readonly string[];
}

/** Test files under the paths, in order. A file named outright is a test whatever its ending. */
export function findTests(paths: readonly string[], cwd: string, configs: ConfigReader): string[] {
  const found = new Set<string>();
  for (const given of paths) {
    const path = resolve(cwd, given);
    if (!existsSync(path)) throw new LitError(`there is no '${given}'`);
    if (statSync(path).isFile()) found.add(path);
    else for (const file of testsBelow(path, configs)) found.add(file);
  }
  return [...found];
}

function* testsBelow(folder: string, configs: ConfigReader): Generator<string> {
  const config = configs.for(folder);
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (config.excludes.includes(entry.name) || entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* testsBelow(path, configs);
    else if (config.suffixes.some((suffix) => entry.name.endsWith(suffix))) yield path;
  }
}

const LINE = /^\s*(?:\/\/+|#+|;+|--)\s*(RUN|REQUIRES|UNSUPPORTED|XFAIL):(.*)$/;
const PART = /^(?:\/\/|.)--- +\S/;
const LOST_COLON = /^\s*(?:\/\/+|#+|;+|--)\s*(RUN|REQUIRES|UNSUPPORTED|XFAIL)(?:\s|$)/;

/** Throws LitError where a line cannot be meant. */
export function readTest(path: string, configs: ConfigReader): TestFile {
  const runs: RunLine[] = [];
  const lists: Record<string, string[]> = { REQUIRES: [], UNSUPPORTED: [], XFAIL: [] };
  let open: { line: number; command: string } | undefined;
  for (const [i, text] of readFileSync(path, 'utf8').split('\n').entries()) {
    // What follows belongs to the files that the test is split into.
    if (PART.test(text) && runs.some((run) => run.command.includes('split-file'))) break;
    const found = LINE.exec(text);
    const lost = LOST_COLON.exec(text)?.[1];
    if (lost)
      throw new LitError(`line ${i + 1}: '${lost}' without a colon; did you mean '${lost}:'?`);
    if (!found) continue;
    const [, keyword, rest] = found;
    if (keyword !== 'RUN') {
      lists[keyword].push(rest.trim());
      continue;
    }
    // `%(line)` is the line where it stands, also in a joined command.
    const command = rest
      .trim()
      .replace(/%\(line(?:([+-])(\d+))?\)/g, (_, sign, n) =>
        String(i + 1 + (sign === '-' ? -1 : 1) * Number(n ?? 0)),
      );
    const joined = open ? `${open.command}${command}` : command;
    const line: number = open?.line ?? i + 1;
    open = { line, command: joined.replace(/\\$/, '') };
    if (joined.endsWith('\\')) continue;
    runs.push(open);
    open = undefined;
  }
  if (open) throw new LitError(`line ${open.line}: the command ends with '\\' and goes on nowhere`);
  const { REQUIRES: requires, UNSUPPORTED: unsupported, XFAIL: xfail } = lists;
  return { path, config: configs.for(dirname(path)), runs, requires, unsupported, xfail };
}
