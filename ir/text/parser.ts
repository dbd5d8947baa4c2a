import { DictionaryAttr, type NamedAttribute, sortNamed } from '../attributes.js';
import type { Context, OpDefinition } from '../context.js';
import { note } from '../diagnostics.js';
import { type Location, UnknownLoc } from '../location.js';
import { Block, Operation, Region, type Value } from '../operation.js';
import { withDefaults } from '../spec/defaults.js';
import { parseDeclarative } from '../spec/format-parse.js';
import { FunctionType, NoneType, type Type } from '../types.js';
import { AttrParser, newTables, type ParserTables } from './attr-parser.js';
import type {
  CustomOpParser,
  ParsedArgument,
  ParsedOp,
  UnresolvedOperand,
} from './custom-op-parser.js';
import { Lexer, Tok } from './lexer.js';
import { parseResourceSection } from './resource-section.js';

/** The values an SSA name stands for; `op` results share one name. */
interface NamedValues {
  values: (Value | undefined)[];
  at: number;
}

interface BlockScope {
  readonly blocks: Map<string, { block: Block; definedAt: number | undefined; usedAt: number }>;
}

/** Stands for a value used before its definition. */
class ForwardReference {
  readonly value: Value;
  readonly at: number;

  constructor(value: Value, at: number) {
    this.value = value;
    this.at = at;
  }
}

/** Parses operations. One object parses one source. */
export class Parser extends AttrParser implements CustomOpParser {
  resultCount: number | undefined = undefined;
  /** Names of values by scope; an isolated operation starts a new list of scopes. */
  private scopes: Map<string, NamedValues>[] = [];
  private blockScopes: BlockScope[] = [];
  private forward = new Map<string, ForwardReference>();
  private readonly defaultDialects: string[] = ['builtin'];
  private readonly placeholderDef: OpDefinition;

  constructor(lexer: Lexer, context: Context, tables: ParserTables) {
    super(lexer, context, tables);
    this.placeholderDef = context.op('builtin.forward_reference');
  }

  /** The whole source: aliases, operations, resources, up to its end. */
  topLevel(block: Block): void {
    this.isolatedScope(() => {
      while (!this.is(Tok.eof)) {
        if (this.is(Tok.hash)) this.attrAlias();
        else if (this.is(Tok.exclamation)) this.typeAlias();
        else if (this.is(Tok.metadataBegin)) parseResourceSection(this);
        else block.append(this.operation());
      }
    });
    for (const { name, at, set } of this.tables.deferredLocs) {
      const attr = this.tables.attrAliases.get(name);
      if (!attr) this.fail(`operation location alias was never defined`, at);
      if (!('printBody' in attr)) this.fail(`expected location, but found '${attr}'`, at);
      set(attr as Location);
    }
  }

  private attrAlias(): void {
    const at = this.here;
    const name = this.lexer.text.slice(1);
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
    const name = this.lexer.text.slice(1);
    if (this.tables.typeAliases.has(name)) this.fail(`redefinition of type alias id '${name}'`, at);
    if (name.includes('.'))
      this.fail("type names with a '.' are reserved for dialect-defined names", at);
    this.advance();
    this.expect(Tok.equal, "'=' in type alias definition");
    this.tables.typeAliases.set(name, this.type());
  }

  /** `%a, %b:2 = op … loc(…)`. */
  operation(): Operation {
    const at = this.here;
    const names: { name: string; count: number; at: number }[] = [];
    if (this.is(Tok.percent)) {
      do {
        const nameAt = this.here;
        if (!this.is(Tok.percent)) this.fail('expected valid ssa identifier');
        const name = this.lexer.text;
        this.advance();
        let count = 1;
        if (this.accept(Tok.colon)) {
          if (!this.is(Tok.integer)) this.fail('expected integer number of results');
          count = this.smallInteger();
          if (count < 1) this.fail('expected named operation to have at least 1 result', nameAt);
        }
        names.push({ name, count, at: nameAt });
      } while (this.accept(Tok.comma));
      this.expect(Tok.equal, "'=' after SSA name");
    }
    const expected = names.reduce((n, r) => n + r.count, 0);
    const saved = this.resultCount;
    this.resultCount = names.length > 0 ? expected : undefined;
    let op: Operation;
    if (this.is(Tok.string)) op = this.genericOperation();
    else if (this.is(Tok.bareIdent)) op = this.customOperation();
    else this.fail('expected operation name in quotes');
    this.resultCount = saved;
    if (names.length > 0) {
      if (op.results.length === 0) this.fail('cannot name an operation with no results', at);
      if (op.results.length !== expected) {
        this.fail(
          `operation defines ${op.results.length} results but was provided ${expected} to bind`,
          at,
        );
      }
      let next = 0;
      for (const { name, count, at: nameAt } of names) {
        this.define(name, op.results.slice(next, next + count), nameAt);
        next += count;
      }
    }
    return op;
  }

  private trailingLocation(op: Operation): void {
    this.optionalLocation((loc) => {
      op.loc = loc;
    });
  }

  /** An operation's place is its name's, behind the names of its results. */
  private genericOperation(): Operation {
    const nameAt = this.here;
    const name = this.string();
    if (name === '') this.fail('empty operation name is invalid', nameAt);
    if (name.includes('\0')) this.fail('null character not allowed in operation name', nameAt);
    const def = this.context.op(name);
    this.checkRegistered(def, nameAt);
    const unresolved: UnresolvedOperand[] = [];
    this.parenList(() => unresolved.push(this.operand()));
    const successors: Block[] = [];
    if (this.is(Tok.lsquare)) {
      this.squareList(() => successors.push(this.successor()));
      if (successors.length === 0) this.fail('expected at least one successor');
      if (
        def.registered &&
        !def.hasTrait('Terminator') &&
        (def.spec?.successors.length ?? 0) === 0
      ) {
        this.fail('successors in non-terminator', nameAt);
      }
    }
    let properties: readonly NamedAttribute[] = [];
    if (this.accept(Tok.less)) {
      const propertiesAt = this.here;
      const attr = this.attribute();
      if (!(attr instanceof DictionaryAttr))
        this.fail('expected a dictionary of properties', propertiesAt);
      properties = attr.entries;
      this.expect(Tok.greater, "'>' to close properties");
      for (const entry of properties) {
        if (def.registered && !def.inherentAttrs.has(entry.name)) {
          this.fail(
            `invalid properties for op ${name}: unknown property '${entry.name}'`,
            propertiesAt,
          );
        }
      }
    }
    const regions: Region[] = [];
    if (this.accept(Tok.lparen)) {
      this.withDefaultDialect(def.hooks.defaultDialect, () => {
        do regions.push(this.regionBody([], def.hasTrait('IsolatedFromAbove')));
        while (this.accept(Tok.comma));
      });
      this.expect(Tok.rparen, "')' to end the region list");
    }
    const attrsAt = this.here;
    const discardable = this.optionalAttrDict();
    const both = discardable.find((a) => properties.some((p) => p.name === a.name));
    if (both)
      this.fail(
        `the attribute '${both.name}' stands in the properties and in the dictionary`,
        attrsAt,
      );
    this.expect(Tok.colon, "':' followed by operation type");
    const typeAt = this.here;
    const type = this.type();
    if (!(type instanceof FunctionType)) this.fail('expected function type', typeAt);
    if (type.inputs.length !== unresolved.length) {
      this.fail(
        `expected ${unresolved.length} operand type${unresolved.length === 1 ? '' : 's'} but had ${type.inputs.length}`,
        typeAt,
      );
    }
    const op = new Operation({
      def,
      loc: this.locationAt(nameAt),
      operands: unresolved.map((u, i) => this.resolve(u, type.inputs[i])),
      resultTypes: type.results,
      attributes: withDefaults(this.context, def, [...properties, ...discardable]),
      regions,
      successors,
    });
    if (!def.registered && properties.length > 0)
      op.unregisteredProperties = properties.map((p) => p.name);
    this.trailingLocation(op);
    return op;
  }

  private checkRegistered(def: OpDefinition, at: number): void {
    if (def.registered || this.context.allowUnregistered) return;
    const known = this.context.loadedDialects.some((d) => d.name === def.dialect);
    this.fail(
      known
        ? `unregistered operation '${def.name}' found in dialect ('${def.dialect}') that does not allow unknown operations`
        : `operation being parsed with an unregistered dialect. If this is intended, please use -allow-unregistered-dialect with the tool used`,
      at,
    );
  }

  private customOperation(): Operation {
    const nameAt = this.here;
    let name = this.keyword();
    let def: OpDefinition | undefined = this.context.lookupOp(name);
    if (!def && !name.includes('.')) {
      name = `${this.defaultDialects.at(-1)}.${name}`;
      def = this.context.lookupOp(name);
      // Terminators of a function may leave out their dialect too.
      if (!def) def = this.context.lookupOp(`func.${name.slice(name.indexOf('.') + 1)}`);
    }
    if (!def) {
      const dot = name.indexOf('.');
      const dialect = name.slice(0, dot);
      this.fail(
        this.context.knownDialects.includes(dialect)
          ? `custom op '${name}' is unknown (dialect '${dialect}' has no such operation)`
          : `custom op '${name}' is unknown (tried '${name}' as well)`,
        nameAt,
      );
    }
    const { hooks, spec } = def;
    const parsed: ParsedOp = this.withDefaultDialect(hooks.defaultDialect, () => {
      if (hooks.parse) return hooks.parse(this);
      if (spec?.format) return parseDeclarative(this, spec, nameAt);
      return this.fail(
        `'${def.name}' has no custom assembly form; write it in generic form`,
        nameAt,
      );
    });
    const attributes = withDefaults(this.context, def, parsed.attributes);
    const op = new Operation({ ...parsed, attributes, def, loc: this.locationAt(nameAt) });
    this.trailingLocation(op);
    return op;
  }

  // Values.

  atOperand(): boolean {
    return this.is(Tok.percent);
  }

  operand(): UnresolvedOperand {
    const at = this.here;
    if (!this.is(Tok.percent)) this.fail('expected SSA operand');
    const name = this.lexer.text;
    this.advance();
    let index = 0;
    // `%0#1`: the lexer sees `#1` as one token.
    if (this.is(Tok.hash)) {
      const digits = this.lexer.text.slice(1);
      if (!/^\d+$/.test(digits)) this.fail('expected a result number after #');
      index = Number(digits);
      this.advance();
    }
    return { name, index, at };
  }

  operandList(): UnresolvedOperand[] {
    const list: UnresolvedOperand[] = [];
    if (!this.atOperand()) return list;
    do list.push(this.operand());
    while (this.accept(Tok.comma));
    return list;
  }

  resolve(operand: UnresolvedOperand, type: Type): Value {
    const { name, index, at } = operand;
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const entry = this.scopes[i].get(name);
      if (!entry) continue;
      const value = entry.values[index];
      if (!value) {
        if (index < entry.values.length || !this.forward.has(`${name}#0`)) {
          this.fail('reference to invalid result number', at);
        }
        break;
      }
      if (value.type !== type) {
        this.fail(
          `use of value '${name}' expects different type than prior uses: '${type}' vs '${value.type}'`,
          at,
          [note(this.locationAt(entry.at), 'prior use here')],
        );
      }
      return value;
    }
    const key = `${name}#${index}`;
    const known = this.forward.get(key);
    if (known) {
      if (known.value.type !== type) {
        this.fail(
          `use of value '${name}' expects different type than prior uses: '${type}' vs '${known.value.type}'`,
          at,
          [note(this.locationAt(known.at), 'prior use here')],
        );
      }
      return known.value;
    }
    const placeholder = new Operation({ def: this.placeholderDef, resultTypes: [type] });
    const value = placeholder.result();
    this.forward.set(key, new ForwardReference(value, at));
    return value;
  }

  resolveAll(operands: readonly UnresolvedOperand[], types: readonly Type[], at: number): Value[] {
    if (operands.length !== types.length) {
      this.fail(
        `number of operands and types do not match: got ${operands.length} operands and ${types.length} types`,
        at,
      );
    }
    return operands.map((o, i) => this.resolve(o, types[i]));
  }

  private define(name: string, values: readonly Value[], at: number): void {
    const scope = this.scopes[this.scopes.length - 1];
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const prior = this.scopes[i].get(name);
      if (prior) {
        this.fail(`redefinition of SSA value '${name}'`, at, [
          note(this.locationAt(prior.at), 'previously defined here'),
        ]);
      }
    }
    scope.set(name, { values: [...values], at });
    if (this.forward.size === 0) return;
    values.forEach((value, i) => {
      const key = `${name}#${i}`;
      const reference = this.forward.get(key);
      if (!reference) return;
      if (reference.value.type !== value.type) {
        this.fail(`definition of SSA value '${name}#${i}' has type '${value.type}'`, at, [
          note(
            this.locationAt(reference.at),
            `previously used here with type '${reference.value.type}'`,
          ),
        ]);
      }
      reference.value.replaceAllUsesWith(value);
      this.forward.delete(key);
    });
  }

  /** Runs `parse` with no values from outside visible; every forward use must be defined by its end. */
  private isolatedScope(parse: () => void): void {
    const { scopes, forward } = this;
    this.scopes = [new Map()];
    this.forward = new Map();
    parse();
    const undefinedUses = [...this.forward.entries()].sort((a, b) => a[1].at - b[1].at);
    if (undefinedUses.length > 0) {
      const [key, { at }] = undefinedUses[0];
      const [name, index] = key.split('#');
      this.fail(
        index === '0' || !this.scopes[0].has(name)
          ? 'use of undeclared SSA value name'
          : 'reference to invalid result number',
        at,
      );
    }
    this.scopes = scopes;
    this.forward = forward;
  }

  // Regions, blocks, successors.

  /** `{ … }`, with the arguments of the entry block when the op's syntax names them. */
  regionBody(args: readonly ParsedArgument[] = [], isolated = false): Region {
    return this.nested(() => {
      const region = new Region();
      this.expect(Tok.lbrace, "'{' to begin a region");
      const body = () => {
        this.scopes.push(new Map());
        this.blockScopes.push({ blocks: new Map() });
        this.blocks(region, args);
        this.closeBlockScope();
        this.scopes.pop();
      };
      if (isolated) this.isolatedScope(body);
      else body();
      this.expect(Tok.rbrace, "'}' to end a region");
      return region;
    });
  }

  emptyRegion(): Region {
    return new Region();
  }

  private blocks(region: Region, args: readonly ParsedArgument[]): void {
    if (args.length > 0 || (!this.is(Tok.caret) && !this.is(Tok.rbrace))) {
      const entry = new Block();
      region.append(entry);
      if (args.length > 0 && this.is(Tok.caret))
        this.fail('entry block arguments were already defined');
      for (const arg of args) {
        const value = entry.addArgument(arg.type, arg.loc ?? this.locationAt(arg.operand.at));
        this.define(arg.operand.name, [value], arg.operand.at);
      }
      this.blockOperations(entry);
    }
    while (this.is(Tok.caret)) {
      const at = this.here;
      const name = this.lexer.text;
      this.advance();
      const entry = this.blockEntry(name, at);
      if (entry.definedAt !== undefined) {
        this.fail(`redefinition of block '${name}'`, at, [
          note(this.locationAt(entry.definedAt), 'previously defined here'),
        ]);
      }
      entry.definedAt = at;
      region.append(entry.block);
      if (this.is(Tok.lparen)) {
        this.parenList(() => {
          const arg = this.argument(true);
          const value = entry.block.addArgument(
            arg.type,
            arg.loc ?? this.locationAt(arg.operand.at),
          );
          this.define(arg.operand.name, [value], arg.operand.at);
        });
      }
      this.expect(Tok.colon, "':' after block name");
      this.blockOperations(entry.block);
    }
  }

  private blockOperations(block: Block): void {
    while (!this.is(Tok.caret) && !this.is(Tok.rbrace)) {
      if (this.is(Tok.eof)) this.fail('expected operation name in quotes');
      block.append(this.operation());
    }
  }

  /** Runs `parse` with ops of `dialect` nameable without their prefix. */
  private withDefaultDialect<T>(dialect: string | undefined, parse: () => T): T {
    if (dialect === undefined) return parse();
    this.defaultDialects.push(dialect);
    try {
      return parse();
    } finally {
      this.defaultDialects.pop();
    }
  }

  private blockEntry(name: string, at: number) {
    const { blocks } = this.blockScopes[this.blockScopes.length - 1];
    let entry = blocks.get(name);
    if (!entry) {
      entry = { block: new Block(), definedAt: undefined, usedAt: at };
      blocks.set(name, entry);
    }
    return entry;
  }

  private closeBlockScope(): void {
    const scope = this.blockScopes.pop()!;
    for (const [name, entry] of scope.blocks) {
      if (entry.definedAt === undefined)
        this.fail(`reference to an undefined block '${name}'`, entry.usedAt);
    }
  }

  argument(withType: boolean): ParsedArgument {
    const operand = this.operand();
    if (operand.index !== 0) this.fail("'#' is not allowed here", operand.at);
    let type: Type = NoneType.get();
    if (withType) {
      this.expect(Tok.colon, "':' and a type");
      type = this.type();
    }
    const attributes = this.is(Tok.lbrace) ? this.attrDictEntries() : [];
    let loc: Location | undefined;
    this.optionalLocation((l) => {
      loc = l;
    });
    return { operand, type, attributes, loc };
  }

  successor(): Block {
    if (!this.is(Tok.caret)) this.fail('expected block name');
    const at = this.here;
    const name = this.lexer.text;
    this.advance();
    if (this.blockScopes.length === 0) this.fail(`reference to an undefined block '${name}'`, at);
    return this.blockEntry(name, at).block;
  }

  optionalSuccessor(): Block | undefined {
    return this.is(Tok.caret) ? this.successor() : undefined;
  }

  functionTypeOnly(): FunctionType {
    const at = this.here;
    const type = this.type();
    if (!(type instanceof FunctionType)) this.fail('expected a function type', at);
    return type;
  }

  attrDict(withKeyword: boolean): NamedAttribute[] {
    if (withKeyword) return this.acceptKeyword('attributes') ? this.attrDictEntries() : [];
    return this.optionalAttrDict();
  }
}

export interface ParseOptions {
  /** Do not wrap top-level operations into a module; there must be just one. */
  readonly noImplicitModule?: boolean;
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
  const parser = new Parser(new Lexer(source, fileName), context, newTables());
  const block = new Block();
  parser.topLevel(block);
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
    loc: only ? parser.locationAt(0) : UnknownLoc.get(),
    attributes: sortNamed([]),
    regions: 1,
  });
  module.region().append(block);
  return module;
}
