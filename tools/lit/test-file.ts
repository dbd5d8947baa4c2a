/** Finds tests, and reads what their comments ask for. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { nearest } from '../../ir/index.js';
import { isOneEdit } from '../common/edits.js';
import { type ConfigReader, type LitConfig, LitError } from './config.js';

export interface RunLine {
  readonly line: number;
  readonly command: string;
  /** What DEFINE and REDEFINE lines before it say: name to text. */
  readonly definitions: ReadonlyMap<string, string>;
}

export interface TestFile {
  readonly path: string;
  readonly config: LitConfig;
  readonly runs: readonly RunLine[];
  /** Conditions: all must hold; none may; any makes a failure the expected result. */
  readonly requires: readonly string[];
  readonly unsupported: readonly string[];
  readonly xfail: readonly string[];
  /** How often a failing test is tried again. */
  readonly retries: number;
  /** First line with a CHECK directive. */
  readonly checkLine: number | undefined;
}

/** Test files under the paths, in order. A file named outright is a test whatever its ending. */
export function findTests(paths: readonly string[], cwd: string, configs: ConfigReader): string[] {
  const found = new Set<string>();
  for (const given of paths) {
    const path = resolve(cwd, given);
    if (!existsSync(path)) throw new LitError(`there is no '${given}'`);
    const kind = statSync(path);
    if (!kind.isFile() && !kind.isDirectory()) {
      throw new LitError(`'${given}' is neither a file nor a folder`);
    }
    if (kind.isFile()) found.add(path);
    else for (const file of testsBelow(path, configs)) found.add(file);
  }
  return [...found];
}

function* testsBelow(folder: string, configs: ConfigReader): Generator<string> {
  const { config, broken } = configs.forSearch(folder);
  const tests = [...testsIn(folder, config, configs)];
  if (broken !== undefined && tests.length === 0) yield broken;
  yield* tests;
}

function* testsIn(folder: string, config: LitConfig, configs: ConfigReader): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (config.excludes.includes(entry.name) || entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* testsBelow(path, configs);
    else if (config.suffixes.some((suffix) => entry.name.endsWith(suffix))) yield path;
  }
}

const KEYWORDS = [
  'RUN',
  'REQUIRES',
  'UNSUPPORTED',
  'XFAIL',
  'DEFINE',
  'REDEFINE',
  'ALLOW_RETRIES',
] as const;
type Keyword = (typeof KEYWORDS)[number];

const COMMENT = '^\\s*(?:\\/\\/+|#+|;+|--|\\/\\*+|\\*|<!--)\\s*';
const LINE = new RegExp(`${COMMENT}(${KEYWORDS.join('|')}):(.*)$`);
const LOST_COLON = new RegExp(`${COMMENT}(${KEYWORDS.join('|')})(?:\\s+[^\\s:]|\\s*:|\\s*$)`);
/** In capitals at the start of a comment, with a colon: a keyword, or nearly one. */
const NEAR = new RegExp(`${COMMENT}([A-Z_]{3,}):`);
const CHECK = new RegExp(
  `${COMMENT}CHECK(?:-(?:NEXT|SAME|NOT|DAG|LABEL|EMPTY|COUNT-\\d+))?(?:\\{LITERAL\\})?:`,
);
const PART = /^(?:\/\/|.)--- +\S/;
const END = new RegExp(`${COMMENT}END\\.\\s*$`);
const DEFINITION = /^\s*%\{([A-Za-z_][A-Za-z0-9_:-]*)\}\s*=\s?(.*)$/s;

/** Throws LitError where a line cannot be meant. */
export function readTest(path: string, configs: ConfigReader): TestFile {
  const config = configs.for(dirname(path));
  const reader = new TestReader();
  for (const [i, text] of readFileSync(path, 'utf8').split('\n').entries())
    if (!reader.line(i + 1, text.replace(/\r$/, ''))) break;
  return { path, config, ...reader.finish() };
}

class TestReader {
  private readonly runs: RunLine[] = [];
  private readonly lists: Record<string, string[]> = { REQUIRES: [], UNSUPPORTED: [], XFAIL: [] };
  private definitions: ReadonlyMap<string, string> = new Map();
  private retries: number | undefined;
  private checkLine: number | undefined;
  /** A line that ended in a backslash. */
  private open: { keyword: Keyword; line: number; text: string } | undefined;

  /** Takes a line; false: the test ends before it. */
  line(number: number, text: string): boolean {
    // What follows belongs to the files that the test is split into.
    if (PART.test(text) && this.runs.some((run) => run.command.includes('split-file')))
      return false;
    if (END.test(text)) return false;
    if (CHECK.test(text)) this.checkLine ??= number;
    const found = LINE.exec(text);
    if (!found) {
      refuseSlips(number, text);
      return true;
    }
    const keyword = found[1] as Keyword;
    const { open } = this;
    if (open && open.keyword !== keyword)
      throw new LitError(
        `line ${number}: '${keyword}:' in the middle of the ${open.keyword} line that begins at line ${open.line}`,
      );
    // `%(line)` is the line where it stands, also in a joined command.
    const part = found[2]
      .trim()
      .replace(/%\(line(?:\s*([+-])\s*(\d+))?\)/g, (_, sign, n) =>
        String(number + (sign === '-' ? -1 : 1) * Number(n ?? 0)),
      );
    const whole = open ? open.text + part : part;
    const line = open?.line ?? number;
    const joins = keyword === 'RUN' || keyword.endsWith('DEFINE');
    this.open =
      joins && whole.endsWith('\\') ? { keyword, line, text: whole.slice(0, -1) } : undefined;
    if (!this.open) this.take(keyword, line, whole);
    return true;
  }

  finish(): Omit<TestFile, 'path' | 'config'> {
    const { open, lists, runs, checkLine } = this;
    if (open) {
      const what = open.keyword === 'RUN' ? 'command' : 'definition';
      throw new LitError(`line ${open.line}: the ${what} ends with '\\' and goes on nowhere`);
    }
    const { REQUIRES: requires, UNSUPPORTED: unsupported, XFAIL: xfail } = lists;
    return { runs, requires, unsupported, xfail, retries: this.retries ?? 0, checkLine };
  }

  private take(keyword: Keyword, line: number, text: string): void {
    switch (keyword) {
      case 'RUN':
        this.runs.push({ line, command: text, definitions: this.definitions });
        return;
      case 'DEFINE':
      case 'REDEFINE':
        this.define(keyword, line, text);
        return;
      case 'ALLOW_RETRIES':
        if (!/^\d{1,3}$/.test(text))
          throw new LitError(`line ${line}: 'ALLOW_RETRIES:' takes a number, not '${text}'`);
        if (this.retries !== undefined)
          throw new LitError(`line ${line}: a test has one 'ALLOW_RETRIES:' line`);
        this.retries = Number(text);
        return;
      default:
        if (text === '') throw new LitError(`line ${line}: '${keyword}:' without a condition`);
        this.lists[keyword].push(text);
    }
  }

  private define(keyword: 'DEFINE' | 'REDEFINE', line: number, text: string): void {
    const found = DEFINITION.exec(text);
    if (!found) throw new LitError(`line ${line}: '${keyword}:' takes '%{name} = text'`);
    const [, name, value] = found;
    const isKnown = this.definitions.has(name);
    if (keyword === 'DEFINE' && isKnown)
      throw new LitError(`line ${line}: '%{${name}}' is defined already; 'REDEFINE:' changes it`);
    if (keyword === 'REDEFINE' && !isKnown) {
      const near = nearest(name, this.definitions.keys());
      const hint = near ? `; did you mean '%{${near}}'?` : "; 'DEFINE:' makes it";
      throw new LitError(`line ${line}: there is no '%{${name}}' to redefine${hint}`);
    }
    this.definitions = new Map(this.definitions).set(name, value);
  }
}

function refuseSlips(number: number, text: string): void {
  const lost = LOST_COLON.exec(text)?.[1];
  // In prose the word goes on with small letters: only `RUN` is always a slip.
  if (lost && (lost === 'RUN' || !/^\s*\S+\s*[A-Z_]+\s+[a-z]+ [a-z]/.test(text)))
    throw new LitError(`line ${number}: '${lost}' without a colon; did you mean '${lost}:'?`);
  const word = NEAR.exec(text)?.[1];
  if (word === undefined) return;
  // Three letters have words for neighbours: only some slips of RUN are no words.
  const meant = /^(?:RNU|URN|RUNS|RUNN|RRUN)$/.test(word)
    ? 'RUN'
    : KEYWORDS.find((keyword) => keyword !== 'RUN' && isOneEdit(word, keyword));
  if (meant) throw new LitError(`line ${number}: unknown '${word}:'; did you mean '${meant}:'?`);
}
