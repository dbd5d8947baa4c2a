import { filePosition, type Location } from './location.js';

export type Severity = 'error' | 'warning' | 'remark' | 'note';

/** One sentence to the user, at a place. Notes belong to the diagnostic before them. */
export interface Diagnostic {
  readonly severity: Severity;
  readonly loc: Location;
  readonly message: string;
  readonly notes: readonly Diagnostic[];
}

/** Receives diagnostics; tools print them, `--verify-diagnostics` compares them. */
export type DiagnosticHandler = (diagnostic: Diagnostic) => void;

/** Thrown by code that cannot go on; carries the diagnostic that was or will be reported. */
export class DiagnosticError extends Error {
  readonly diagnostic: Diagnostic;

  constructor(loc: Location, message: string, notes: readonly Diagnostic[] = []) {
    super(message);
    this.diagnostic = { severity: 'error', loc, message, notes };
  }
}

export function note(loc: Location, message: string): Diagnostic {
  return { severity: 'note', loc, message, notes: [] };
}

/** `file:line:col: error: message`, the line and a caret where the source is at hand. */
export function renderDiagnostic(
  d: Diagnostic,
  sourceLine?: (file: string, line: number) => string | undefined,
): string {
  const at = filePosition(d.loc);
  const place = at ? `${at.file}:${at.line}:${at.column}` : `${d.loc}`;
  let out = `${place}: ${d.severity}: ${d.message}\n`;
  const line = at && sourceLine?.(at.file, at.line);
  if (at && line !== undefined) {
    const before = line.slice(0, at.column - 1).replace(/[^\t]/g, ' ');
    out += `${line}\n${before}^\n`;
  }
  for (const n of d.notes) out += renderDiagnostic(n, sourceLine);
  return out;
}
