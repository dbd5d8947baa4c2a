/** Source files, places in them, and errors that show the offending line with a caret. */

export interface SourceFile {
  /** As it is shown: the path given on the command line, or include folder + path. */
  readonly name: string;
  readonly text: string;
  /** Where this file was included; the chain is printed before an error. */
  readonly includedFrom?: Loc;
}

export interface Loc {
  readonly file: SourceFile;
  readonly offset: number;
}

const lineStartsOf = new WeakMap<SourceFile, number[]>();

function lineStarts(file: SourceFile): number[] {
  let starts = lineStartsOf.get(file);
  if (starts === undefined) {
    starts = [0];
    for (let at = file.text.indexOf('\n'); at >= 0; at = file.text.indexOf('\n', at + 1)) {
      starts.push(at + 1);
    }
    lineStartsOf.set(file, starts);
  }
  return starts;
}

/** From 1. */
function lineOf(loc: Loc): number {
  const starts = lineStarts(loc.file);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= loc.offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** Line and column, both from 1. */
export function lineAndColumn(loc: Loc): { line: number; column: number } {
  const line = lineOf(loc);
  return { line, column: loc.offset - lineStarts(loc.file)[line - 1] + 1 };
}

/** `name:line` without folders, as in the `!locs` of `--dump-json`. */
export function nameAndLine(loc: Loc): string {
  const { name } = loc.file;
  return `${name.slice(name.lastIndexOf('/') + 1)}:${lineOf(loc)}`;
}

/** `file:line`. */
export function fileAndLine(loc: Loc): string {
  return `${loc.file.name}:${lineOf(loc)}`;
}

export type Severity = 'error' | 'warning' | 'note';

/** One message with its include chain, source line and caret; ends in a newline. */
export function renderDiagnostic(severity: Severity, message: string, loc?: Loc): string {
  if (loc === undefined) return `${severity}: ${message}\n`;
  const chain: string[] = [];
  for (let from = loc.file.includedFrom; from !== undefined; from = from.file.includedFrom) {
    chain.push(`Included from ${fileAndLine(from)}:\n`);
  }
  const { line, column } = lineAndColumn(loc);
  const start = loc.offset - (column - 1);
  const end = loc.file.text.indexOf('\n', start);
  const source = loc.file.text.slice(start, end < 0 ? undefined : end);
  // Tabs before the caret are kept, so that it stands under the right character.
  const margin = source.slice(0, column - 1).replace(/[^\t]/g, ' ');
  return `${chain.reverse().join('')}${loc.file.name}:${line}:${column}: ${severity}: ${message}\n${source}\n${margin}^\n`;
}

export interface Note {
  readonly message: string;
  readonly loc?: Loc;
}

/** An error in a `.td` text. `message` is the bare sentence, `render()` the whole report. */
export class TableGenError extends Error {
  readonly loc: Loc | undefined;
  readonly notes: readonly Note[];

  constructor(message: string, loc?: Loc, notes: readonly Note[] = []) {
    super(message);
    this.name = 'TableGenError';
    this.loc = loc;
    this.notes = notes;
  }

  /** The same error at a place, where it has none yet. */
  at(loc: Loc | undefined): TableGenError {
    return this.loc || !loc ? this : new TableGenError(this.message, loc, this.notes);
  }

  render(): string {
    const notes = this.notes.map((n) => renderDiagnostic('note', n.message, n.loc));
    return renderDiagnostic('error', this.message, this.loc) + notes.join('');
  }
}
