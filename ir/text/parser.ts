import { type Attribute, DictionaryAttr, type NamedAttribute } from '../attributes.js';
import { Block, Region } from '../block.js';
import type { Context, OpDefinition } from '../context.js';
import { note } from '../diagnostics.js';
import { Operation } from '../operation.js';
import type { SourceText } from '../source-text.js';
import { withDefaults } from '../spec/defaults.js';
import { FormatParser } from '../spec/format-parse.js';
import { FunctionType, NoneType, type Type } from '../types.js';
import type { Value } from '../value.js';
import { AttrParser, type ParserTables } from './attr-parser.js';
import type { CustomOpParser, ParsedArgument, ParsedOp } from './custom-op-parser.js';
import { type Lexer, Tok } from './lexer.js';
import { parseOptionalLocation } from './location-parser.js';
import { UnresolvedOperand, ValueScopes } from './value-scopes.js';

const NONE: readonly never[] = Object.freeze([]) as readonly never[];

interface BlockEntry {
  readonly block: Block;
  definedAt: number | undefined;
  readonly usedAt: number;
}

/** Parses operations. One object parses one source. */
export class Parser extends AttrParser implements CustomOpParser {
  resultCount: number | undefined = undefined;
  protected readonly values: ValueScopes;
  /** Blocks by name of each open region; made when a name is met. */
  private blockScopes: (Map<string, BlockEntry> | undefined)[] = [];
  private readonly defaultDialects: string[] = ['builtin'];
  /** What bare names mean inside operations of `shortDialect`. */
  private readonly shortNames = new Map<string, OpDefinition>();
  private shortDialect = '';
  private readonly input: SourceText;
  private readonly formats: FormatParser = new FormatParser(this);

  constructor(lexer: Lexer, context: Context, tables: ParserTables) {
    super(lexer, context, tables);
    this.input = lexer.input;
    this.values = new ValueScopes(context.op('builtin.forward_reference'));
  }

  /** `%a, %b:2 = op … loc(…)`. */
  operation(): Operation {
    const at = this.here;
    const saved = this.resultCount;
    if (!this.is(Tok.percent)) {
      this.resultCount = undefined;
      const op = this.bareOperation();
      this.resultCount = saved;
      return op;
    }
    // `%name:count` is kept as an operand with the count as its index.
    const names: UnresolvedOperand[] = [];
    let expected = 0;
    do {
      if (!this.is(Tok.percent)) this.fail('expected valid ssa identifier');
      const name = this.valueName(1);
      if (this.accept(Tok.colon)) {
        if (!this.is(Tok.integer)) this.fail('expected integer number of results');
        const count = this.smallInteger();
        if (count < 1) this.fail('expected named operation to have at least 1 result', name.at);
        names.push(name.withIndex(count));
        expected += count;
      } else {
        names.push(name);
        expected++;
      }
    } while (this.accept(Tok.comma));
    this.expect(Tok.equal, "'=' after SSA name");
    this.resultCount = expected;
    const op = this.bareOperation();
    this.resultCount = saved;
    if (op.numResults !== expected) {
      if (op.numResults === 0) this.fail('cannot name an operation with no results', at);
      this.fail(
        `operation defines ${op.numResults} results but was provided ${expected} to bind`,
        at,
      );
    }
    let next = 0;
    for (const name of names) {
      const { index: count } = name;
      if (count === 1) this.define(name, op.result(next));
      else this.defineAll(name, op.results.slice(next, next + count));
      next += count;
    }
    return op;
  }

  private bareOperation(): Operation {
    let op: Operation;
    if (this.is(Tok.string)) op = this.genericOperation();
    else if (this.is(Tok.bareIdent) && !this.atIntegerType) op = this.customOperation();
    else this.fail('expected operation name in quotes');
    if (this.is(Tok.bareIdent)) this.trailingLocation(op);
    return op;
  }

  private trailingLocation(op: Operation): void {
    parseOptionalLocation(this, (loc) => {
      op.loc = loc;
    });
  }

  /** An operation's place is its name's, behind the names of its results. */
  private genericOperation(): Operation {
    const nameAt = this.here;
    const name = this.string();
    if (name === '') this.fail('empty operation name is invalid', nameAt);
    const def = this.context.op(name);
    if (!def.registered) {
      if (name.includes('\0')) this.fail('null character not allowed in operation name', nameAt);
      this.checkRegistered(def, nameAt);
    }
    const unresolved: UnresolvedOperand[] = [];
    this.expect(Tok.lparen, "'('");
    if (!this.is(Tok.rparen)) {
      do unresolved.push(this.operand());
      while (this.accept(Tok.comma));
    }
    this.expect(Tok.rparen, "',' or ')'");
    const successors = this.is(Tok.lsquare) ? this.successorList(def, nameAt) : NONE;
    const hasProperties = this.accept(Tok.less);
    const propertiesAt = this.here;
    const given = hasProperties ? this.properties() : undefined;
    const properties = given && def.registered ? this.inherent(def, given, propertiesAt) : NONE;
    const regions = this.accept(Tok.lparen) ? this.regionList(def) : NONE;
    const discardable = this.is(Tok.lbrace) ? this.attrDictEntries() : NONE;
    this.expect(Tok.colon, "':' followed by operation type");
    const operands: Value[] = [];
    const resultTypes = this.operationType(unresolved, operands);
    const op = new Operation({
      def,
      loc: this.input,
      sourceOffset: nameAt,
      operands,
      defersUses: true,
      resultTypes,
      attributes: this.allAttributes(def, properties, discardable),
      regions,
      successors,
    });
    if (!def.registered) op.properties = given;
    return op;
  }

  /** `(i32, i32) -> i32` behind a generic operation: resolves its operands, gives its result types. */
  private operationType(
    unresolved: readonly UnresolvedOperand[],
    operands: Value[],
  ): readonly Type[] {
    const typeAt = this.here;
    if (!this.is(Tok.lparen)) {
      const type = this.type();
      if (!(type instanceof FunctionType)) this.fail('expected function type', typeAt);
      this.checkOperandTypes(unresolved.length, type.inputs.length, typeAt);
      unresolved.forEach((u, i) => {
        operands.push(this.resolve(u, type.inputs[i]));
      });
      return type.results;
    }
    // As it is used once, the type itself need not be made.
    this.advance();
    const inputs: Type[] = [];
    if (!this.is(Tok.rparen)) {
      do inputs.push(this.type());
      while (this.accept(Tok.comma));
    }
    this.expect(Tok.rparen, "',' or ')'");
    this.expect(Tok.arrow, "'->' in function type");
    const results = this.functionResultTypes();
    this.checkOperandTypes(unresolved.length, inputs.length, typeAt);
    for (let i = 0; i < inputs.length; i++) operands.push(this.resolve(unresolved[i], inputs[i]));
    return results;
  }

  private checkOperandTypes(operands: number, types: number, at: number): void {
    if (operands === types) return;
    this.fail(`expected ${operands} operand type${operands === 1 ? '' : 's'} but had ${types}`, at);
  }

  private successorList(def: OpDefinition, nameAt: number): Block[] {
    const successors: Block[] = [];
    this.squareList(() => successors.push(this.successor()));
    if (successors.length === 0) this.fail('expected at least one successor');
    if (def.registered && !def.isTerminator && (def.spec?.successors.length ?? 0) === 0) {
      this.fail('successors in non-terminator', nameAt);
    }
    return successors;
  }

  /** `{…}>` behind the `<`. */
  private properties(): Attribute {
    const attr = this.attribute();
    this.expect(Tok.greater, "'>' to close properties");
    return attr;
  }

  /** The attributes that are given as properties of a registered operation. */
  private inherent(def: OpDefinition, attr: Attribute, at: number): readonly NamedAttribute[] {
    if (!(attr instanceof DictionaryAttr)) this.fail('expected a dictionary of properties', at);
    for (const entry of attr.entries) {
      if (def.inherentAttrs.has(entry.name)) continue;
      this.context.emit({
        severity: 'warning',
        loc: this.locationAt(at),
        message: `'${def.name}' has no property '${entry.name}': it is left out`,
        notes: [],
      });
    }
    return attr.entries.filter((e) => def.inherentAttrs.has(e.name));
  }

  /** `{…}, {…})` behind the `(`. */
  private regionList(def: OpDefinition): Region[] {
    const dialect = def.hooks.defaultDialect;
    if (dialect !== undefined) this.defaultDialects.push(dialect);
    const regions = [this.regionBody(NONE, def.isIsolated)];
    while (this.accept(Tok.comma)) regions.push(this.regionBody(NONE, def.isIsolated));
    if (dialect !== undefined) this.defaultDialects.pop();
    this.expect(Tok.rparen, "')' to end the region list");
    return regions;
  }

  private allAttributes(
    def: OpDefinition,
    properties: readonly NamedAttribute[],
    discardable: readonly NamedAttribute[],
  ): readonly NamedAttribute[] {
    let all = discardable;
    if (properties.length > 0) {
      // What stands in both is what the properties say.
      const rest = discardable.filter((a) => !properties.some((p) => p.name === a.name));
      all = rest.length > 0 ? [...properties, ...rest] : properties;
    }
    return def.registered ? withDefaults(this.context, def, all) : all;
  }

  private checkRegistered(def: OpDefinition, at: number): void {
    // An operation that its dialect does not have is left to the verifier.
    if (def.isUnknown || this.context.allowUnregistered) return;
    this.fail(
      'operation being parsed with an unregistered dialect. If this is intended, please use -allow-unregistered-dialect with the tool used',
      at,
    );
  }

  /** What a bare name means: with its dialect, or with that of the operation around it. */
  private customDefinition(name: string, at: number): OpDefinition {
    const outer = this.defaultDialects[this.defaultDialects.length - 1];
    if (outer !== this.shortDialect) {
      this.shortNames.clear();
      this.shortDialect = outer;
    }
    let def = this.shortNames.get(name);
    if (def) return def;
    let full = name;
    def = this.context.lookupOp(full);
    if (!def && !name.includes('.')) {
      full = `${outer}.${name}`;
      def = this.context.lookupOp(full);
    }
    if (!def) {
      const dialect = full.slice(0, full.indexOf('.'));
      this.fail(
        this.context.knownDialects.includes(dialect)
          ? `custom op '${full}' is unknown (dialect '${dialect}' has no such operation)`
          : `custom op '${full}' is unknown (tried '${full}' as well)`,
        at,
      );
    }
    this.shortNames.set(name, def);
    return def;
  }

  private customOperation(): Operation {
    const nameAt = this.here;
    const def = this.customDefinition(this.keyword(), nameAt);
    const { hooks, spec } = def;
    const dialect = hooks.defaultDialect;
    if (dialect !== undefined) this.defaultDialects.push(dialect);
    let parsed: ParsedOp;
    if (hooks.parse) parsed = hooks.parse(this);
    else if (spec?.format) parsed = this.formats.parse(def, nameAt);
    else {
      this.fail(`'${def.name}' has no custom assembly form; write it in generic form`, nameAt);
    }
    if (dialect !== undefined) this.defaultDialects.pop();
    const attributes = withDefaults(this.context, def, parsed.attributes);
    const { operands, resultTypes, regions, successors } = parsed;
    // Copies, for the lists have grown and hold more room than they need.
    return new Operation({
      def,
      loc: this.input,
      sourceOffset: nameAt,
      operands,
      defersUses: true,
      resultTypes,
      attributes: attributes === parsed.attributes ? attributes.slice() : attributes,
      regions: regions.length > 0 ? regions.slice() : NONE,
      successors: successors.length > 0 ? successors.slice() : NONE,
    });
  }

  // Values.

  atOperand(): boolean {
    return this.is(Tok.percent);
  }

  /** The value name that is the current token. */
  private valueName(index: number): UnresolvedOperand {
    const { lexer } = this;
    const { number } = lexer;
    const name = new UnresolvedOperand(number >= 0 ? '' : lexer.name, number, index, lexer.start);
    lexer.next();
    return name;
  }

  operand(): UnresolvedOperand {
    if (!this.is(Tok.percent)) this.fail('expected SSA operand');
    const name = this.valueName(0);
    // `%0#1`: the lexer sees `#1` as one token.
    if (!this.is(Tok.hash)) return name;
    const digits = this.lexer.name;
    if (!/^\d+$/.test(digits)) this.fail('expected a result number after #');
    this.advance();
    return name.withIndex(Number(digits));
  }

  operandList(): UnresolvedOperand[] {
    const list: UnresolvedOperand[] = [];
    if (!this.atOperand()) return list;
    do list.push(this.operand());
    while (this.accept(Tok.comma));
    return list;
  }

  resolve(operand: UnresolvedOperand, type: Type): Value {
    const value = this.values.resolve(operand, type);
    if (value) return value;
    const problem = this.values.useProblem!;
    if (problem.kind === 'number') this.fail('reference to invalid result number', operand.at);
    this.fail(
      `use of value '${operand.name}' expects different type than prior uses: '${type}' vs '${problem.other}'`,
      operand.at,
      [note(this.locationAt(problem.at), 'prior use here')],
    );
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

  private define(name: UnresolvedOperand, value: Value): void {
    if (!this.values.define(name.key, value, name.at)) this.failDefinition(name, [value]);
  }

  private defineAll(name: UnresolvedOperand, values: readonly Value[]): void {
    if (!this.values.defineAll(name.key, values, name.at)) this.failDefinition(name, values);
  }

  private failDefinition({ name, at }: UnresolvedOperand, values: readonly Value[]): never {
    const problem = this.values.definitionProblem!;
    if (problem.kind === 'type') {
      const { index, other } = problem;
      this.fail(`definition of SSA value '${name}#${index}' has type '${values[index].type}'`, at, [
        note(this.locationAt(problem.at), `previously used here with type '${other}'`),
      ]);
    }
    this.fail(`redefinition of SSA value '${name}'`, at, [
      note(this.locationAt(problem.at), 'previously defined here'),
    ]);
  }

  /** At the end of the text: every name used in it must be defined. All that are not are told of. */
  protected checkDefined(): void {
    const uses = this.values.undefinedUses;
    uses.forEach(({ at, isNumber }, i) => {
      const message = isNumber
        ? 'reference to invalid result number'
        : 'use of undeclared SSA value name';
      if (i + 1 === uses.length) this.fail(message, at);
      this.context.emitError(this.locationAt(at), message);
    });
  }

  // Regions, blocks, successors.

  /** `{ … }`, with the arguments of the entry block when the op's syntax names them. */
  regionBody(args: readonly ParsedArgument[] = NONE, isolated = false): Region {
    this.enter();
    const region = new Region();
    this.expect(Tok.lbrace, "'{' to begin a region");
    if (isolated) this.values.enterIsolated();
    this.values.enterRegion();
    this.blockScopes.push(undefined);
    this.blocks(region, args);
    this.closeBlockScope();
    this.values.leaveRegion();
    if (isolated) this.values.leaveIsolated();
    this.expect(Tok.rbrace, "'}' to end a region");
    this.leave();
    return region;
  }

  emptyRegion(): Region {
    return new Region();
  }

  private blocks(region: Region, args: readonly ParsedArgument[]): void {
    if (args.length > 0 || (!this.is(Tok.caret) && !this.is(Tok.rbrace))) {
      const entry = new Block();
      region.append(entry);
      if (args.length > 0 && this.is(Tok.caret))
        this.fail('invalid block name in region with named arguments', this.here);
      for (const arg of args) this.addArgument(entry, arg);
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
        this.parenList(() => this.addArgument(entry.block, this.argument(true)));
      }
      this.expect(Tok.colon, "':' after block name");
      this.blockOperations(entry.block);
    }
  }

  private addArgument(block: Block, argument: ParsedArgument): void {
    const { operand, type, loc } = argument;
    argument.value = block.addArgument(type, loc ?? this.input, operand.at);
    this.define(operand, argument.value);
  }

  private blockOperations(block: Block): void {
    while (!this.is(Tok.caret) && !this.is(Tok.rbrace)) {
      if (this.is(Tok.eof)) this.fail('expected operation name in quotes');
      block.append(this.operation());
    }
  }

  private blockEntry(name: string, at: number): BlockEntry {
    const { blockScopes } = this;
    let blocks = blockScopes[blockScopes.length - 1];
    if (!blocks) {
      blocks = new Map();
      blockScopes[blockScopes.length - 1] = blocks;
    }
    let entry = blocks.get(name);
    if (!entry) {
      entry = { block: new Block(), definedAt: undefined, usedAt: at };
      blocks.set(name, entry);
    }
    return entry;
  }

  private closeBlockScope(): void {
    const blocks = this.blockScopes.pop();
    if (!blocks) return;
    for (const [name, entry] of blocks) {
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
    const argument: ParsedArgument = {
      operand,
      type,
      attributes,
      loc: undefined,
      value: undefined,
    };
    parseOptionalLocation(this, (loc) => {
      argument.loc = loc;
      if (argument.value) argument.value.loc = loc;
    });
    return argument;
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
