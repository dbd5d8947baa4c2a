/** Reads a `.td` file with all that it includes. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { MacroUse } from './directives.js';
import { parse, parseText } from './parser.js';
import { RecordKeeper } from './record.js';
import { type Loc, type SourceFile, TableGenError } from './source.js';
import { Evaluator } from './statements.js';

export interface LoadOptions {
  /** Folders in which `include` looks, after the current one. */
  readonly includeDirs?: readonly string[];
  /** Macros that `#ifdef` finds defined. */
  readonly defines?: readonly string[];
  /** Base of relative paths; they are shown as given. */
  readonly cwd?: string;
  /** The text of a file, or undefined when there is none; the file system by default. */
  readonly readFile?: (path: string) => string | undefined;
}

/** Files as they were read last: many specs of one process include the same. */
const onDisk = new Map<string, { readonly stamp: string; readonly text: string }>();

function readFromDisk(path: string): string | undefined {
  try {
    // Most folders that `include` looks into do not have the file: asking is cheaper than failing.
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    const stamp = `${found.ino} ${found.mtimeMs} ${found.ctimeMs} ${found.size}`;
    const before = onDisk.get(path);
    if (before?.stamp === stamp) return before.text;
    const text = readFileSync(path, 'utf8');
    onDisk.set(path, { stamp, text });
    return text;
  } catch {
    return undefined;
  }
}

/** The records of a file. Throws a `TableGenError`. */
export function loadFile(path: string, options: LoadOptions = {}): RecordKeeper {
  const read = reader(options);
  const text = read(path);
  if (text === undefined) throw new TableGenError(`Could not open input file '${path}'`);
  return loadText(text, path, options);
}

/** The records of a text that stands for the file `name`. */
export function loadText(text: string, name: string, options: LoadOptions = {}): RecordKeeper {
  const keeper = new RecordKeeper();
  const defined = new Set(options.defines);
  const read = reader(options);
  const evaluator = new Evaluator(keeper);
  const run = (file: SourceFile) => {
    keeper.files.push(file.name);
    const outer = evaluator.file;
    evaluator.file = file;
    const before = new Set(defined);
    let parsed = parseWhole(file, defined);
    for (let i = 0; i < parsed.statements.length; i++) {
      const statement = parsed.statements[i];
      evaluator.execute([statement]);
      if (statement.kind !== 'include' || !asksOtherwise(parsed.macros, defined)) continue;
      // What was included defined a macro that the rest of the file asks for.
      const change = { offset: statement.pos, defined };
      parsed = parseText(file, new Set(before), change);
      i = parsed.statements.findIndex(({ pos }) => pos === statement.pos);
    }
    // Only now: an error of syntax does not hide an earlier one of meaning.
    if (parsed.failure) throw parsed.failure;
    evaluator.file = outer;
  };
  evaluator.include = (path: string, from: Loc) => {
    for (const candidate of [
      path,
      ...(options.includeDirs ?? []).map((d) => joinAsGiven(d, path)),
    ]) {
      const included = read(candidate);
      if (included === undefined) continue;
      run({ name: candidate, text: included, includedFrom: from });
      return;
    }
    const offset = from.offset + from.file.text.slice(from.offset).indexOf('"');
    throw new TableGenError(`Could not find include file '${path}'`, { file: from.file, offset });
  };
  run({ name, text });
  return keeper;
}

/** Syntax that nests deeper than the stack is an error of the file. */
function parseWhole(file: SourceFile, defined: Set<string>): ReturnType<typeof parse> {
  try {
    return parse(file, defined);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TableGenError('the text nests too deeply', { file, offset: 0 });
  }
}

/** Whether a macro that a text asked for, and does not define, is another now. */
function asksOtherwise({ asked, added }: MacroUse, defined: ReadonlySet<string>): boolean {
  for (const [macro, was] of asked) {
    if (defined.has(macro) !== was && !added.includes(macro)) return true;
  }
  return false;
}

function reader(options: LoadOptions): (path: string) => string | undefined {
  if (options.readFile !== undefined) return options.readFile;
  const { cwd } = options;
  return cwd === undefined
    ? readFromDisk
    : (path) => readFromDisk(path.startsWith('/') ? path : join(cwd, path));
}

/** Paths are shown as the folder was given, not normalized. */
function joinAsGiven(folder: string, path: string): string {
  return folder.endsWith('/') ? folder + path : `${folder}/${path}`;
}
