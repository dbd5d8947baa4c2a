import { type Diagnostic, DiagnosticError, FileLineColLoc } from '../../ir/index.js';

/** A file of rules. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** A piece of a source. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** Where the lines of a source begin. */
const lineStarts = new WeakMap<Source, readonly number[]>();

function linesOf(source: Source): readonly number[] {
  let starts = lineStarts.get(source);
  if (!starts) {
    const found = [0];
    for (let at = source.text.indexOf('\n'); at >= 0; at = source.text.indexOf('\n', at + 1)) {
      found.push(at + 1);
    }
    starts = found;
    lineStarts.set(source, starts);
  }
  return starts;
}

/** Line and column of an offset, both from 1. */
export function positionOf(source: Source, offset: number): { line: number; column: number } {
  const starts = linesOf(source);
  let low = 0;
  for (let high = starts.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: offset - starts[low] + 1 };
}

export function locationOf({ source, start }: Span): FileLineColLoc {
  const { line, column } = positionOf(source, start);
  return FileLineColLoc.get(source.file, line, column);
}

/** Stops with an error at a place in the rules. */
export function failAt(span: Span, message: string, notes: readonly Diagnostic[] = []): never {
  throw new DiagnosticError(locationOf(span), message, notes);
}
