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
  return Buffer.concat(printToChunks(op, options));
}

/** The same in pieces, for a file: the whole of a large text need not stand in one. */
export function printToChunks(op: Operation, options: PrintOptions = {}): readonly Buffer[] {
  const sink = new ByteSink();
  const mayAlias = hasAliasables() || options.debugInfo;
  const aliases = mayAlias && !options.localScope ? collectAliases(op, options) : [];
  new OpPrinter(sink, options).topLevel(op, aliases);
  return sink.chunks();
}
