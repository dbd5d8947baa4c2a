import type { Context } from './context.js';
import { type Diagnostic, note } from './diagnostics.js';
import type { Location } from './location.js';
import type { Operation } from './operation.js';
import { printOperation } from './text/print-operation.js';

/** Lines of an operation that a note shows. */
const LINES = 30;

/** Emits an error about an operation; where the context says so, a note shows the operation. */
export function emitOpError(
  context: Context,
  op: Operation,
  message: string,
  loc: Location = op.loc,
  notes: readonly Diagnostic[] = [],
): void {
  const all = context.showsOperations ? [...notes, currentOperation(op)] : notes;
  context.emitError(loc, message, all);
}

function currentOperation(op: Operation): Diagnostic {
  const lines = printOperation(op, { generic: true, localScope: true }).trimEnd().split('\n');
  const more = lines.length - LINES;
  const shown = more > 1 ? [...lines.slice(0, LINES), `(${more} more lines)`] : lines;
  const text = Buffer.from(shown.join('\n'), 'latin1').toString('utf8');
  return note(op.loc, `see current operation: ${shown.length > 1 ? '\n' : ''}${text}`);
}
