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

/** Line and column of an offset, both from 1. */
export function positionOf({ text }: Source, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}

export function locationOf({ source, start }: Span): FileLineColLoc {
  const { line, column } = positionOf(source, start);
  return FileLineColLoc.get(source.file, line, column);
}

/** Stops with an error at a place in the rules. */
export function failAt(span: Span, message: string, notes: readonly Diagnostic[] = []): never {
  throw new DiagnosticError(locationOf(span), message, notes);
}
