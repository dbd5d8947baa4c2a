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

/** The same as bytes, for a file. */
export function printToBytes(op: Operation, options: PrintOptions = {}): Buffer {
  const sink = new ByteSink();
  const mayAlias = hasAliasables() || options.debugInfo;
  const aliases = mayAlias && !options.localScope ? collectAliases(op, options) : [];
  new OpPrinter(sink, options).topLevel(op, aliases);
  return sink.bytes();
}
