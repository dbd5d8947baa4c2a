import { sortNamed } from '../attributes.js';
import { Block } from '../block.js';
import type { Context } from '../context.js';
import { FileLineColLoc } from '../location.js';
import { Operation } from '../operation.js';
import { SourceText } from '../source-text.js';
import { newTables } from './attr-parser.js';
import { Lexer } from './lexer.js';
import { Parser } from './parser.js';

export interface ParseOptions {
  /** Do not wrap top-level operations into a module; there must be just one. */
  readonly noImplicitModule?: boolean;
  /** Receives what the resource section says under `external_resources`, by group. */
  readonly external?: Map<string, Readonly<Record<string, string>>>;
}

/** The bytes of a source as the lexer wants them: one char a byte. */
export function sourceText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/**
 * Parses a source into one top-level operation: the module it holds, or an implicit one around
 * what it holds. Throws DiagnosticError for bad text and DialectNotLoaded for a dialect to load.
 */
export function parseSource(
  context: Context,
  source: string,
  fileName: string,
  options: ParseOptions = {},
): Operation {
  const tables = newTables();
  const parser = new Parser(new Lexer(new SourceText(source, fileName)), context, tables);
  const block = new Block();
  parser.topLevel(block);
  for (const [group, entries] of tables.external) options.external?.set(group, entries);
  const only = block.firstOp;
  const isModule = only?.name === 'builtin.module';
  if (only && !only.next && (isModule || options.noImplicitModule)) {
    only.remove();
    return only;
  }
  if (options.noImplicitModule) {
    parser.fail(`expected one top-level operation, found ${only ? 'several' : 'none'}`, 0);
  }
  const module = new Operation({
    def: context.op('builtin.module'),
    loc: FileLineColLoc.get(fileName, 0, 0),
    attributes: sortNamed([]),
    regions: 1,
  });
  module.region().append(block);
  return module;
}
