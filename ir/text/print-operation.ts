import { hasAliasables } from '../aliasable.js';
import type { Operation } from '../operation.js';
import { collectAliases } from './aliases.js';
import { ByteSink } from './byte-sink.js';
import type { PrintOptions } from './print-options.js';
import { OpPrinter } from './printer.js';

/** The operation as text, with a newline at its end. */
export function printOperation(op: Operation, options: PrintOptions = {}): string {
  return printToBytes(op, options).toString('latin1');
}

/** The same as bytes. */
export function printToBytes(op: Operation, options: PrintOptions = {}): Buffer {
  const sink = new ByteSink();
  print(op, options, sink);
  return Buffer.concat(sink.chunks());
}

/**
 * The same piece by piece: a large text stands nowhere as a whole. `take` has taken the bytes when
 * it returns: the next piece is written over them.
 */
export function printTo(
  op: Operation,
  options: PrintOptions,
  take: (piece: Uint8Array) => void,
): void {
  const sink = new ByteSink(take);
  print(op, options, sink);
  sink.flush();
}

function print(op: Operation, options: PrintOptions, sink: ByteSink): void {
  const mayAlias = hasAliasables() || options.debugInfo;
  const aliases = mayAlias && !options.localScope ? collectAliases(op, options) : [];
  new OpPrinter(sink, options).topLevel(op, aliases);
}
