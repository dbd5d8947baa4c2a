import { Block } from '../block.js';
import type { Context } from '../context.js';
import { DiagnosticError } from '../diagnostics.js';
import { FileLineColLoc, Location } from '../location.js';
import { Operation } from '../operation.js';
import { SourceText } from '../source-text.js';
import { deferUses } from '../uses.js';
import { type ExternalEntry, newTables } from './attr-parser.js';
import { Lexer, Tok } from './lexer.js';
import { Parser } from './parser.js';
import { parseResourceSection } from './resource-section.js';

/** Parses what only the top of a source holds: definitions of aliases, and its resources. */
class SourceParser extends Parser {
  /** The whole source: aliases, operations, resources, up to its end. */
  topLevel(block: Block): void {
    this.values.enterRegion();
    while (!this.is(Tok.eof)) {
      if (this.is(Tok.hash)) this.attrAlias();
      else if (this.is(Tok.exclamation)) this.typeAlias();
      else if (this.is(Tok.metadataBegin)) parseResourceSection(this);
      else block.append(this.operation());
    }
    this.checkDefined();
    for (const { name, at, set } of this.tables.deferredLocs) {
      const attr = this.tables.attrAliases.get(name);
      if (!attr) this.fail(`operation location alias was never defined`, at);
      if (!(attr instanceof Location)) this.fail(`expected location, but found '${attr}'`, at);
      set(attr);
    }
  }

  private attrAlias(): void {
    const at = this.here;
    const name = this.lexer.name;
    if (this.tables.attrAliases.has(name))
      this.fail(`redefinition of attribute alias id '${name}'`, at);
    if (name.includes('.'))
      this.fail("attribute names with a '.' are reserved for dialect-defined names", at);
    this.advance();
    this.expect(Tok.equal, "'=' in attribute alias definition");
    this.tables.attrAliases.set(name, this.attribute());
  }

  private typeAlias(): void {
    const at = this.here;
    const name = this.lexer.name;
    if (this.tables.typeAliases.has(name)) this.fail(`redefinition of type alias id '${name}'`, at);
    if (name.includes('.'))
      this.fail("type names with a '.' are reserved for dialect-defined names", at);
    this.advance();
    this.expect(Tok.equal, "'=' in type alias definition");
    this.tables.typeAliases.set(name, this.type());
  }
}

export interface ParseOptions {
  /** Do not wrap top-level operations into a module; there must be just one. */
  readonly noImplicitModule?: boolean;
  /** Receives what the resource section says under `external_resources`, by group. */
  readonly external?: Map<string, readonly ExternalEntry[]>;
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
  const parser = new SourceParser(new Lexer(new SourceText(source, fileName)), context, tables);
  const block = new Block();
  try {
    parser.topLevel(block);
  } catch (error) {
    // Below the limit of nesting only what aliases build up: an alias of an alias of …
    if (!(error instanceof RangeError && error.message.includes('call stack'))) throw error;
    parser.fail('what is named here nests too deeply', parser.here);
  }
  for (const [group, entries] of tables.external) options.external?.set(group, entries);
  const only = block.firstOp;
  const isModule = only?.name === 'builtin.module';
  if (only && !only.next && (isModule || options.noImplicitModule)) {
    only.remove();
    deferUses(only);
    return only;
  }
  if (options.noImplicitModule) {
    throw new DiagnosticError(
      FileLineColLoc.get(fileName, 0, 0),
      `source must contain a single top-level operation, found: ${block.ops.length}`,
    );
  }
  const module = new Operation({
    def: context.op('builtin.module'),
    loc: FileLineColLoc.get(fileName, 0, 0),
    regions: 1,
  });
  module.region().append(block);
  deferUses(module);
  return module;
}
