/** Records to the models of a dialect. */
import {
  DagValue,
  type RecordBase,
  type RecordKeeper,
  StringValue,
  TableGenError,
  type Value,
} from '../language/index.js';
import { type BaseConstraints, ConstraintReader, readEnum } from './constraints.js';
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
import type {
  AttrModel,
  DialectModel,
  OpModel,
  TraitModel,
  TypeDefModel,
  ValueModel,
} from './model.js';
import { parseOpFormat } from './op-format.js';
import { predicateText } from './predicates.js';
import { defaultTypeDefFormat, parseTypeDefFormat } from './type-def-format.js';

/** The dialects that the main file itself declares, in order of their places in it. */
export function readDialects(keeper: RecordKeeper, base?: BaseConstraints): DialectModel[] {
  return keeper
    .derivedDefs('Dialect')
    .filter((d) => d.loc?.file.includedFrom === undefined)
    .sort((a, b) => a.loc!.offset - b.loc!.offset)
    .map((d) => new DialectReader(keeper, d, base).read());
}

class DialectReader {
  private readonly keeper: RecordKeeper;
  private readonly dialect: RecordBase;
  private readonly constraints: ConstraintReader;
  private readonly name: string;
  /** Op names by class name, for traits that name an op. */
  private readonly opNames = new Map<string, string>();

  constructor(keeper: RecordKeeper, dialect: RecordBase, base?: BaseConstraints) {
    this.keeper = keeper;
    this.dialect = dialect;
    this.constraints = new ConstraintReader(base);
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
      } else if (!isA(constraint, 'Property')) {
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
      hasCustomAssemblyFormat: bitField(record, 'hasCustomAssemblyFormat'),
      hasVerifier: bitField(record, 'hasVerifier'),
      hasRegionVerifier: bitField(record, 'hasRegionVerifier'),
      hasFolder: bitField(record, 'hasFolder'),
      hasCanonicalizer:
        bitField(record, 'hasCanonicalizer') || bitField(record, 'hasCanonicalizeMethod'),
    };
    this.checkSegments(record, op);
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
    return this.atFormat(record, () => {
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
    });
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
    if (name === 'TypesMatchWith')
      return [{ ...trait, transform: stringField(record, 'transformer') }];
    if (name === 'PredOpTrait') {
      return [{ ...trait, predicate: predicateText(recordField(record, 'predicate')) }];
    }
    return [trait];
  }

  private typeDef(record: RecordBase): TypeDefModel {
    const parameters = parametersOf(record);
    const names = parameters.map((p) => p.name);
    const text = optionalString(record, 'assemblyFormat');
    const mnemonic = stringField(record, 'mnemonic');
    const format = this.atFormat(record, () =>
      text.trim() === '' ? defaultTypeDefFormat(names) : parseTypeDefFormat(text, names),
    );
    return {
      name: `${this.name}.${mnemonic}`,
      className: optionalString(record, 'className') || className(record),
      mnemonic,
      summary: optionalString(record, 'summary'),
      description: textField(record, 'description'),
      parameters,
      format,
      formatText: text.trim() || undefined,
      hasVerifier: bitField(record, 'genVerifyDecl'),
    };
  }
}

function parametersOf(record: RecordBase): TypeDefModel['parameters'][number][] {
  const value: Value | undefined = record.fields.get('parameters')?.value;
  if (!(value instanceof DagValue)) return [];
  if (value.args.some((a) => a.value instanceof StringValue)) {
    // Upstream: a C++ type as a string.
    return value.args.map((a) => ({
      name: a.name ?? '',
      kind: 'other' as const,
      optional: false,
      type: 'unknown',
      description: '',
    }));
  }
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
    'PredOpTrait',
    'AllTypesMatch',
    'AllElementTypesMatch',
    'AllShapesMatch',
  ]) {
    if (isA(record, known)) return known;
  }
  return optionalString(record, 'trait').replace(/::Impl$|<.*$/, '') || record.nameText;
}

function upstreamTraitArgs(record: RecordBase): string[] {
  if (isA(record, 'TypesMatchWith')) {
    return [stringField(record, 'summary'), stringField(record, 'lhs'), stringField(record, 'rhs')];
  }
  if (isA(record, 'PredOpTrait'))
    return [optionalString(record, 'description') || optionalString(record, 'summary')];
  if (record.fields.has('values')) return stringList(record, 'values');
  const inside = /<(.*)>/.exec(optionalString(record, 'trait'))?.[1];
  return inside === undefined ? [] : inside.split(',').map((a) => a.trim());
}
