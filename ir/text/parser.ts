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
  /** Operands of the generic operations that are open, without their types. */
  private readonly unresolved: UnresolvedOperand[] = [];
  /** What `operationType` works with, and gives. */
  private readonly operandTypes: Type[] = [];
  private resolved: readonly Value[] = NONE;

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
    const name = this.valueName(1);
    if (!this.accept(Tok.equal)) return this.operationOfMany(name, at);
    this.resultCount = 1;
    const op = this.bareOperation();
    this.resultCount = saved;
    if (op.numResults !== 1) this.failResults(op, 1, at);
    this.define(name, op.result());
    return op;
  }

  /** An operation with several results, or one with a count, behind the first name. */
  private operationOfMany(first: UnresolvedOperand, at: number): Operation {
    const saved = this.resultCount;
    // `%name:count` is kept as an operand with the count as its index.
    const names: UnresolvedOperand[] = [];
    let expected = 0;
    let name = first;
    for (;;) {
      if (this.accept(Tok.colon)) {
        if (!this.is(Tok.integer)) this.fail('expected integer number of results');
        const count = this.smallInteger();
        if (count < 1) this.fail('expected named operation to have at least 1 result', name.at);
        name = name.withIndex(count);
      }
      names.push(name);
      expected += name.index;
      if (!this.accept(Tok.comma)) break;
      if (!this.is(Tok.percent)) this.fail('expected valid ssa identifier');
      name = this.valueName(1);
    }
    this.expect(Tok.equal, "'=' after SSA name");
    this.resultCount = expected;
    const op = this.bareOperation();
    this.resultCount = saved;
    if (op.numResults !== expected) this.failResults(op, expected, at);
    let next = 0;
    for (const name of names) {
      const { index: count } = name;
      if (count === 1) this.define(name, op.result(next));
      else this.defineAll(name, op.results.slice(next, next + count));
      next += count;
    }
    return op;
  }

  private failResults({ numResults }: Operation, expected: number, at: number): never {
    if (numResults === 0) this.fail('cannot name an operation with no results', at);
    this.fail(`operation defines ${numResults} results but was provided ${expected} to bind`, at);
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
    this.expect(Tok.lparen, "'('");
    const firstOperand = this.unresolved.length;
    if (!this.is(Tok.rparen)) {
      do this.unresolved.push(this.operand());
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
    const resultTypes = this.operationType(firstOperand);
    const op = new Operation({
      def,
      loc: this.input,
      sourceOffset: nameAt,
      operands: this.resolved,
      defersUses: true,
      resultTypes,
      attributes: this.allAttributes(def, properties, discardable),
      regions,
      successors,
    });
    if (!def.registered) op.properties = given;
    return op;
  }

  /**
   * `(i32, i32) -> i32` behind a generic operation: gives its result types, and in `resolved` its
   * operands, which are the unresolved ones from `first` on.
   */
  private operationType(first: number): readonly Type[] {
    const { unresolved, operandTypes } = this;
    const count = unresolved.length - first;
    const typeAt = this.here;
    let results: readonly Type[];
    // An operation's type is only taken apart: made are those that stand in no parentheses.
    let given = 0;
    if (this.is(Tok.lparen)) {
      this.advance();
      if (!this.is(Tok.rparen)) {
        do operandTypes[given++] = this.type();
        while (this.accept(Tok.comma));
      }
      this.expect(Tok.rparen, "',' or ')'");
      this.expect(Tok.arrow, "'->' in function type");
      results = this.functionResultTypes();
    } else {
      const type = this.type();
      if (!(type instanceof FunctionType)) this.fail('expected function type', typeAt);
      for (const input of type.inputs) operandTypes[given++] = input;
      results = type.results;
    }
    this.checkOperandTypes(count, given, typeAt);
    this.resolved = this.resolvedFrom(first, count);
    while (unresolved.length > first) unresolved.pop();
    return results;
  }

  /** Lists of known length are written out: one that grows takes room for seventeen. */
  private resolvedFrom(first: number, count: number): readonly Value[] {
    const { unresolved, operandTypes } = this;
    if (count === 0) return NONE;
    const value = this.resolve(unresolved[first], operandTypes[0]);
    if (count === 1) return [value];
    const second = this.resolve(unresolved[first + 1], operandTypes[1]);
    if (count === 2) return [value, second];
    const list = [value, second, this.resolve(unresolved[first + 2], operandTypes[2])];
    for (let i = 3; i < count; i++) {
      list.push(this.resolve(unresolved[first + i], operandTypes[i]));
    }
    return list;
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
    const regions = [this.regionBody()];
    while (this.accept(Tok.comma)) regions.push(this.regionBody());
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
    return new Operation({
      def,
      loc: this.input,
      sourceOffset: nameAt,
      operands,
      defersUses: true,
      resultTypes,
      attributes,
      regions,
      successors,
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
  regionBody(args: readonly ParsedArgument[] = NONE): Region {
    this.enter();
    const region = new Region();
    this.expect(Tok.lbrace, "'{' to begin a region");
    this.values.enterRegion();
    this.blockScopes.push(undefined);
    this.blocks(region, args);
    this.closeBlockScope();
    this.values.leaveRegion();
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

  skipLocation(): void {
    parseOptionalLocation(this, () => undefined);
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
