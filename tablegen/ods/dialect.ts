/** Records to the models of a dialect. */

import { type CppLibrary, cppNames } from '../cpp/library.js';
import { translateCpp } from '../cpp/translate.js';
import {
  DagValue,
  type RecordBase,
  type RecordKeeper,
  TableGenError,
  type Value,
} from '../language/index.js';
import { readBuilders } from './builders.js';
import { ConstraintReader, type SpecLanguage, TYPESCRIPT } from './constraints.js';
import { readEnum } from './enums.js';
import {
  bitField,
  dagRecords,
  has,
  inBaseLibrary,
  intField,
  isA,
  optionalString,
  placeInString,
  recordField,
  recordList,
  stringField,
  stringList,
  textField,
} from './fields.js';
import { checkFormatTypes } from './format-check.js';
import { FormatError } from './format-lexer.js';
import { declaredInterfaces, implementedInterfaces } from './interfaces.js';
import type {
  AttrModel,
  DialectModel,
  ImplementedInterfaceModel,
  OpModel,
  ParameterModel,
  TraitModel,
  TypeDefModel,
  ValueModel,
} from './model.js';
import { parseOpFormat } from './op-format.js';
import { predicateOf } from './predicates.js';
import { defaultTypeDefFormat, parseTypeDefFormat } from './type-def-format.js';
import { isUpstream, Upstream } from './upstream.js';

/**
 * The dialects of a file: those that it declares itself, else those of the operations that it
 * declares, else those of all operations it has through its includes.
 * `names` is what predicates in C++ may call, for a spec written for MLIR.
 */
export function readDialects(keeper: RecordKeeper, cpp?: CppLibrary): DialectModel[] {
  return mainDialects(keeper).map((d) => {
    const language = isUpstream(keeper) ? upstreamLanguage(keeper, d, cpp) : TYPESCRIPT;
    return new DialectReader(keeper, d, language).read();
  });
}

function mainDialects(keeper: RecordKeeper): RecordBase[] {
  const isMain = (r: RecordBase) => r.loc?.file.includedFrom === undefined;
  const all = keeper.derivedDefs('Dialect').sort((a, b) => a.loc!.offset - b.loc!.offset);
  const own = all.filter(isMain);
  if (own.length > 0) return own;
  const dialectsOf = (ops: readonly RecordBase[]) => {
    const used = new Set(ops.map((op) => recordField(op, 'opDialect')));
    return all.filter((d) => used.has(d));
  };
  const ops = keeper.derivedDefs('Op');
  const ofMain = dialectsOf(ops.filter(isMain));
  return ofMain.length > 0 ? ofMain : dialectsOf(ops);
}

function upstreamLanguage(
  keeper: RecordKeeper,
  dialect: RecordBase,
  cpp: CppLibrary | undefined,
): SpecLanguage {
  const upstream = new Upstream(keeper);
  if (!cpp) return { upstream, translate: () => undefined };
  const names = cppNames(cpp, upstream, optionalString(dialect, 'cppNamespace'));
  return { upstream, translate: (text) => translateCpp(text, names) };
}

class DialectReader {
  private readonly keeper: RecordKeeper;
  private readonly dialect: RecordBase;
  private readonly language: SpecLanguage;
  private readonly constraints: ConstraintReader;
  private readonly name: string;
  /** Op names by class name, for traits that name an op. */
  private readonly opNames = new Map<string, string>();

  constructor(keeper: RecordKeeper, dialect: RecordBase, language: SpecLanguage) {
    this.keeper = keeper;
    this.dialect = dialect;
    this.language = language;
    this.constraints = new ConstraintReader(language);
    this.name = stringField(dialect, 'name');
  }

  read(): DialectModel {
    const { dialect } = this;
    const ops = this.own('Op', 'opDialect');
    for (const op of ops) {
      this.opNames.set(className(op), `${this.name}.${stringField(op, 'opName')}`);
    }
    const enums = this.keeper
      .derivedDefs('EnumAttrInfo')
      .filter((e) => !inBaseLibrary(e))
      .map(readEnum);
    return {
      name: this.name,
      summary: optionalString(dialect, 'summary'),
      description: textField(dialect, 'description'),
      ops: ops.map((op) => this.op(op)),
      types: this.own('TypeDef', 'dialect').map((t) => this.typeDef(t)),
      attrs: this.own('AttrDef', 'dialect').map((a) => this.typeDef(a)),
      enums,
      interfaces: this.language.upstream ? [] : declaredInterfaces(this.keeper),
      isForeign: this.language.upstream !== undefined,
      declaresAllTypes: bitField(dialect, 'useDefaultTypePrinterParser'),
      declaresAllAttributes: bitField(dialect, 'useDefaultAttributePrinterParser'),
      hasConstantMaterializer: bitField(dialect, 'hasConstantMaterializer'),
    };
  }

  /** Definitions of this dialect, in the order in which they are written. */
  private own(className: string, field: string): RecordBase[] {
    const { files } = this.keeper;
    const order = (r: RecordBase) => files.indexOf(r.loc?.file.name ?? '');
    return this.keeper
      .derivedDefs(className)
      .filter((r) => has(r, field) && recordField(r, field) === this.dialect)
      .sort((a, b) => order(a) - order(b) || (a.loc?.offset ?? 0) - (b.loc?.offset ?? 0));
  }

  private op(record: RecordBase): OpModel {
    const operands: ValueModel[] = [];
    const attributes: AttrModel[] = [];
    for (const { record: argument, name } of dagRecords(record, 'arguments')) {
      const constraint = isA(argument, 'OpVariable')
        ? recordField(argument, 'constraint')
        : argument;
      if (isA(constraint, 'TypeConstraint')) {
        operands.push(this.constraints.value(argument, name));
      } else if (isA(constraint, 'AttrConstraint')) {
        if (name === '') throw this.wrong(record, 'arguments', 'an attribute needs a name');
        attributes.push(this.constraints.attribute(argument, name));
      } else if (isA(constraint, 'Property')) {
        attributes.push(this.constraints.property(argument, name));
      } else {
        throw this.wrong(
          record,
          'arguments',
          `'${argument.nameText}' is neither a type nor an attribute constraint`,
        );
      }
    }
    const results = dagRecords(record, 'results').map((r) =>
      this.constraints.value(r.record, r.name),
    );
    const op: OpModel = {
      recordName: record.nameText,
      name: `${this.name}.${stringField(record, 'opName')}`,
      className: className(record),
      summary: optionalString(record, 'summary').trim(),
      description: textField(record, 'description'),
      operands,
      results,
      attributes,
      regions: dagRecords(record, 'regions').map(({ record: region, name }) => ({
        name,
        variadic: isA(region, 'VariadicRegion'),
        constraint: regionConstraint(region),
      })),
      successors: dagRecords(record, 'successors').map(({ record: successor, name }) => ({
        name,
        variadic: isA(successor, 'VariadicSuccessor'),
      })),
      traits: this.traits(recordList(record, 'traits')),
      interfaces: this.interfaces(record),
      builders: this.language.upstream ? [] : readBuilders(record),
      skipDefaultBuilders: bitField(record, 'skipDefaultBuilders'),
      hasCustomAssemblyFormat: bitField(record, 'hasCustomAssemblyFormat'),
      defaultDialect: defaultDialect(record, this.name),
      hasVerifier: bitField(record, 'hasVerifier'),
      hasRegionVerifier: bitField(record, 'hasRegionVerifier'),
      hasFolder: bitField(record, 'hasFolder'),
      hasCanonicalizer:
        bitField(record, 'hasCanonicalizer') || bitField(record, 'hasCanonicalizeMethod'),
    };
    this.checkSegments(record, op);
    for (const [field, list] of [
      ['regions', op.regions],
      ['successors', op.successors],
    ] as const) {
      const early = list.slice(0, -1).find((r) => r.variadic);
      if (early === undefined) continue;
      const text = `only the last of the ${field} can be variadic, and '${early.name}' is not the last`;
      throw this.wrong(record, field, text);
    }
    return this.withFormat(record, op);
  }

  private wrong(record: RecordBase, field: string, message: string): TableGenError {
    return new TableGenError(message, record.fields.get(field)?.valueLoc ?? record.loc);
  }

  /** Two groups of unknown size need something that tells where one ends. */
  private checkSegments(record: RecordBase, { operands, results, traits }: OpModel): void {
    const check = (values: readonly ValueModel[], field: string, what: string, names: string[]) => {
      const flexible = values.filter((v) => v.arity !== 'single');
      if (flexible.length < 2 || traits.some((t) => names.includes(t.name))) return;
      throw this.wrong(
        record,
        field,
        `'${record.nameText}' has more than one variadic or optional ${what} and needs the trait '${names[0]}'`,
      );
    };
    check(operands, 'arguments', 'operand', [
      'AttrSizedOperandSegments',
      'SameVariadicOperandSize',
    ]);
    check(results, 'results', 'result', ['AttrSizedResultSegments', 'SameVariadicResultSize']);
  }

  private withFormat(record: RecordBase, op: OpModel): OpModel {
    const text = optionalString(record, 'assemblyFormat');
    if (text.trim() === '') return op;
    if (this.language.upstream === undefined)
      return this.atFormat(record, () => this.format(op, text));
    if (dagRecords(record, 'arguments').some((a) => isA(a.record, 'VariadicOfVariadic'))) {
      const formatProblem = 'an operand is a group of groups';
      return { ...op, hasCustomAssemblyFormat: true, formatProblem };
    }
    try {
      return this.format(op, text);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      // It relies on C++ that is not understood.
      return { ...op, hasCustomAssemblyFormat: true, formatProblem: error.message };
    }
  }

  /** The operation with its format. Throws a FormatError. */
  private format(op: OpModel, text: string): OpModel {
    const names = (list: readonly { readonly name: string }[]) => list.map((i) => i.name);
    const format = parseOpFormat(text, {
      operands: names(op.operands),
      results: names(op.results),
      attributes: names(op.attributes),
      regions: names(op.regions),
      successors: names(op.successors),
    });
    const complete = { ...op, format, formatText: text.trim().replace(/\s+/g, ' ') };
    checkFormatTypes(complete);
    return complete;
  }

  /** Turns an offset in the format's text into a place in the file. */
  private atFormat<T>(record: RecordBase, body: () => T): T {
    try {
      return body();
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      throw new TableGenError(error.message, placeInString(record, 'assemblyFormat', error.at), [
        { message: `in the format of '${record.nameText}'`, loc: record.loc },
      ]);
    }
  }

  private traits(records: readonly RecordBase[]): TraitModel[] {
    const result: TraitModel[] = [];
    for (const record of records) {
      for (const trait of this.trait(record)) {
        const key = `${trait.name}(${trait.args.join()})`;
        if (!result.some((t) => `${t.name}(${t.args.join()})` === key)) result.push(trait);
      }
    }
    return result;
  }

  private trait(record: RecordBase): TraitModel[] {
    if (isA(record, 'TraitList')) return this.traits(recordList(record, 'traits'));
    const name = traitName(record);
    let args = has(record, 'traitArgs')
      ? stringList(record, 'traitArgs')
      : upstreamTraitArgs(record);
    if (name === 'HasParent' || name === 'SingleBlockImplicitTerminator') {
      args = args.map((arg) => this.opNames.get(arg.replace(/^.*::/, '')) ?? arg);
    }
    const trait: TraitModel = { name, args };
    if (name === 'RegionBranchOpInterface' && boundsRegions(record)) {
      return [trait, { name: 'RunsRegionsAtMostOnce', args: [] }];
    }
    if (name === 'TypesMatchWith') {
      const transform = this.language.translate(stringField(record, 'transformer'));
      return [transform === undefined ? { ...trait, unchecked: true } : { ...trait, transform }];
    }
    if (name === 'PredOpTrait') {
      const { text, complete } = predicateOf(
        recordField(record, 'predicate'),
        this.language.translate,
      );
      const known = text === undefined ? trait : { ...trait, predicate: text };
      return [complete ? known : { ...known, unchecked: true }];
    }
    return [trait];
  }

  /** Those with methods in C++ are traits and no more. */
  private interfaces(record: RecordBase): ImplementedInterfaceModel[] {
    if (this.language.upstream) return [];
    return implementedInterfaces(recordList(record, 'traits'));
  }

  private typeDef(record: RecordBase): TypeDefModel {
    const parameters = parametersOf(record, this.language.upstream);
    const names = parameters.map((p) => p.name);
    const text = optionalString(record, 'assemblyFormat');
    const mnemonic = stringField(record, 'mnemonic');
    const isHandWritten = bitField(record, 'hasCustomAssemblyFormat') || /\bcustom</.test(text);
    const format = isHandWritten
      ? undefined
      : this.atFormat(record, () =>
          text.trim() === '' ? defaultTypeDefFormat(names) : parseTypeDefFormat(text, names),
        );
    return {
      name: `${this.name}.${mnemonic}`,
      className:
        optionalString(record, 'className') ||
        optionalString(record, 'cppClassName') ||
        className(record),
      mnemonic,
      summary: optionalString(record, 'summary'),
      description: textField(record, 'description'),
      parameters,
      format,
      formatText: text.trim() || undefined,
      interfaces: this.interfaces(record),
      hasVerifier: bitField(record, 'genVerifyDecl'),
    };
  }
}

function parametersOf(record: RecordBase, upstream: Upstream | undefined): ParameterModel[] {
  const value: Value | undefined = record.fields.get('parameters')?.value;
  if (!(value instanceof DagValue)) return [];
  if (upstream) return value.args.map((a) => upstream.parameter(a.value, a.name ?? ''));
  return dagRecords(record, 'parameters').map(({ record: parameter, name }) => {
    const base = has(parameter, 'base') ? recordField(parameter, 'base') : parameter;
    const ofEnum = base.fields.has('enum') ? readEnum(recordField(base, 'enum')) : undefined;
    return {
      name,
      kind: (optionalString(parameter, 'formatKind') ||
        'other') as TypeDefModel['parameters'][number]['kind'],
      optional: bitField(parameter, 'isOptional'),
      defaultValue: optionalString(parameter, 'defaultValue') || undefined,
      enum: ofEnum,
      cases: ofEnum?.cases,
      separator: ofEnum?.isBitEnum ? ofEnum.separator : undefined,
      type: stringField(parameter, 'cppType'),
      description: optionalString(parameter, 'summary'),
    };
  });
}

/** `QNN_Conv2DOp` is `Conv2DOp`: what stands before the first `_` names the dialect. */
export function className(record: RecordBase): string {
  const name = record.nameText;
  const at = name.indexOf('_');
  return at > 0 && at < name.length - 1 ? name.slice(at + 1) : name.replace(/^_/, '');
}

/** Upstream says it by a method in C++. */
function defaultDialect(record: RecordBase, own: string): string | undefined {
  const isDeclared = recordList(record, 'traits').some(
    (t) =>
      t.fields.has('alwaysOverriddenMethods') &&
      stringList(t, 'alwaysOverriddenMethods').includes('getDefaultDialect'),
  );
  if (isDeclared) return own;
  const code = optionalString(record, 'extraClassDeclaration');
  return /\bgetDefaultDialect\(\)\s*\{\s*return "(\w+)"/.exec(code)?.[1];
}

function regionConstraint(region: RecordBase): OpModel['regions'][number]['constraint'] {
  const kind = optionalString(region, 'regionKind') || 'any';
  if (kind === 'any') return { kind: 'any' };
  return {
    kind: kind as 'sized' | 'min-sized' | 'max-sized',
    size: intField(region, 'regionSize'),
  };
}

/** The class that carries the meaning: `AllTypesMatch<…>` is a NativeOpTrait of that name. */
function traitName(record: RecordBase): string {
  for (const known of [
    'TypesMatchWith',
    'AllTypesMatch',
    'AllElementTypesMatch',
    'AllShapesMatch',
    'PredOpTrait',
  ]) {
    if (isA(record, known)) return known;
  }
  // Of a record with a name that is the trait's: `Terminator`, whose C++ class is `IsTerminator`.
  if (record.kind !== 'anonymous' && UPSTREAM_TRAITS[record.nameText] === undefined) {
    return record.nameText;
  }
  const name = optionalString(record, 'trait')
    .replace(/<.*$/s, '')
    .replace(/::(Impl|Trait)$/, '')
    .replace(/^.*::/, '');
  return UPSTREAM_TRAITS[name] ?? (name || record.nameText);
}

/** Interfaces of MLIR that say what a trait says here. */
const UPSTREAM_TRAITS: Readonly<Record<string, string>> = {
  SymbolOpInterface: 'Symbol',
};

/**
 * MLIR's operations that say in C++ how often their regions run are conditionals, which run none twice,
 * and loops, which have a trait that says so.
 */
function boundsRegions(record: RecordBase): boolean {
  const methods = 'alwaysOverriddenMethods';
  return has(record, methods) && stringList(record, methods).includes('getRegionInvocationBounds');
}

function upstreamTraitArgs(record: RecordBase): string[] {
  if (isA(record, 'TypesMatchWith')) {
    return [stringField(record, 'summary'), stringField(record, 'lhs'), stringField(record, 'rhs')];
  }
  if (record.fields.has('values')) return stringList(record, 'values');
  if (isA(record, 'PredOpTrait')) {
    return [optionalString(record, 'description') || optionalString(record, 'summary')];
  }
  const inside = /<(.*)>/.exec(optionalString(record, 'trait'))?.[1];
  return inside === undefined ? [] : inside.split(',').map((a) => a.trim());
}
