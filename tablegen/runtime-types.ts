/** Types and attributes of a dialect that is loaded at run time: classes made from their models. */
import type { AsmPrinter, Attribute, AttrParser, Type, TypeDefFormatElement } from '../ir/index.js';
import type { DialectModel, ParameterModel, TypeDefModel } from './ods/model.js';

/** The exports of `ir/index.js`, given by the caller so that this folder loads none of them. */
export type IrModule = typeof import('../ir/index.js');

export interface TypeReaders {
  parseType(mnemonic: string, p: AttrParser): Type | undefined;
  parseAttribute(mnemonic: string, p: AttrParser): Attribute | undefined;
}

/** The value of a parameter: number, string, boolean, type, attribute or a list. */
type ParameterValue = unknown;

interface DynamicClass {
  new (values: readonly ParameterValue[]): Type | Attribute;
}

/** One class a definition, by class name, for predicates; and the readers of their text. */
export function makeDialectTypes(
  dialect: DialectModel,
  ir: IrModule,
): TypeReaders & { classes: Record<string, unknown> } {
  const classes: Record<string, unknown> = {};
  const reader = (defs: readonly TypeDefModel[], isType: boolean) => {
    const readers = new Map<string, (p: AttrParser) => Type | Attribute>();
    for (const def of defs) {
      const made = makeClass(def, dialect.name, isType, ir);
      classes[def.className] = made;
      const table = new ir.Uniquer<Type | Attribute>();
      readers.set(def.mnemonic, (p) => {
        const values = parseParameters(def, p, ir);
        const key = values.map((v) => keyOf(v)).join(':');
        return table.get(key, () => new made(values));
      });
    }
    return readers;
  };
  const types = reader(dialect.types, true);
  const attrs = reader(dialect.attrs, false);
  return {
    classes,
    parseType: (mnemonic, p) => types.get(mnemonic)?.(p) as Type | undefined,
    parseAttribute: (mnemonic, p) => attrs.get(mnemonic)?.(p) as Attribute | undefined,
  };
}

function keyOf(value: ParameterValue): string {
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  if (typeof value === 'object' && value !== null && 'id' in value) return `#${value.id}`;
  return JSON.stringify(value) ?? '';
}

function makeClass(
  def: TypeDefModel,
  dialect: string,
  isType: boolean,
  ir: IrModule,
): DynamicClass {
  const Base = (isType ? ir.Type : ir.Attribute) as unknown as abstract new () => Type;
  const prefix = isType ? '!' : '#';
  return class extends Base {
    readonly mnemonic = def.mnemonic;
    constructor(values: readonly ParameterValue[]) {
      super();
      // Parameters are read by their names, as in the generated class.
      for (const [i, { name }] of def.parameters.entries()) {
        Object.defineProperty(this, name, { value: values[i], enumerable: true });
      }
    }
    override get dialect(): string {
      return dialect;
    }
    print(p: AsmPrinter): void {
      p.write(`${prefix}${dialect}.${def.mnemonic}`);
      this.printStripped(p);
    }
    printStripped(p: AsmPrinter): void {
      const values = this as unknown as Record<string, ParameterValue>;
      printElements(def.format ?? [], def.parameters, (q) => values[q.name], p, ir);
    }
  };
}

// Text out.

type Lookup = (parameter: ParameterModel) => ParameterValue;

function isPresent(parameter: ParameterModel, value: ParameterValue): boolean {
  if (parameter.defaultValue !== undefined) return String(value) !== parameter.defaultValue;
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

function printElements(
  elements: readonly TypeDefFormatElement[],
  parameters: readonly ParameterModel[],
  lookup: Lookup,
  p: AsmPrinter,
  ir: IrModule,
): void {
  for (const e of elements) {
    if (e.kind === 'literal') {
      p.write(/^\w+$|^[,:]$/.test(e.text) ? `${e.text} ` : e.text);
    } else if (e.kind === 'param') {
      printValue(lookup(parameters[e.index]), parameters[e.index], p, ir);
    } else if (e.kind === 'optional') {
      const anchor = e.then[e.anchor];
      const present =
        anchor?.kind !== 'param' ||
        isPresent(parameters[anchor.index], lookup(parameters[anchor.index]));
      printElements(present ? e.then : e.otherwise, parameters, lookup, p, ir);
    } else {
      p.list(e.indices, (index) => {
        if (e.kind === 'struct') p.write(`${parameters[index].name} = `);
        printValue(lookup(parameters[index]), parameters[index], p, ir);
      });
    }
  }
}

function printValue(
  value: ParameterValue,
  { kind, cases, separator = '|' }: ParameterModel,
  p: AsmPrinter,
  ir: IrModule,
): void {
  if (kind === 'type') p.type(value as Type);
  else if (kind === 'attribute') p.attribute(value as Attribute);
  else if (kind === 'string') p.string(value as string);
  else if (kind === 'type-list') p.list(value as readonly Type[], (t) => p.type(t));
  else if (kind === 'integer-list') p.write((value as readonly number[]).join(', '));
  else if (kind === 'bit-enum') p.write(ir.bitEnumText(value as number, cases ?? [], separator));
  else p.write(String(value));
}

// Text in.

function parseParameters(def: TypeDefModel, p: AttrParser, ir: IrModule): ParameterValue[] {
  const { parameters, format = [] } = def;
  const values: ParameterValue[] = parameters.map((q) => defaultOf(q));
  const expect = (text: string) => {
    if (!accept(text, p, ir)) p.fail(`expected '${text}'`);
  };
  const read = (elements: readonly TypeDefFormatElement[]) => {
    for (const e of elements) {
      if (e.kind === 'literal') expect(e.text);
      else if (e.kind === 'param') values[e.index] = parseValue(parameters[e.index], p, ir);
      else if (e.kind === 'optional') {
        const [first, ...rest] = e.then;
        if (first?.kind === 'literal' && accept(first.text, p, ir)) read(rest);
        else read(e.otherwise);
      } else {
        for (const [i, index] of e.indices.entries()) {
          if (i > 0) expect(',');
          if (e.kind === 'struct') {
            p.expectKeyword(parameters[index].name);
            expect('=');
          }
          values[index] = parseValue(parameters[index], p, ir);
        }
      }
    }
  };
  read(format);
  return values;
}

function defaultOf({ kind, defaultValue }: ParameterModel): ParameterValue {
  if (kind.endsWith('-list')) return [];
  if (defaultValue === undefined) return undefined;
  if (kind === 'integer') return Number(defaultValue);
  if (kind === 'bool') return defaultValue === 'true';
  return defaultValue.replace(/^['"](.*)['"]$/, '$1');
}

function accept(text: string, p: AttrParser, { Tok }: IrModule): boolean {
  const tokens: Readonly<Record<string, (typeof Tok)[keyof typeof Tok]>> = {
    '<': Tok.less,
    '>': Tok.greater,
    ',': Tok.comma,
    ':': Tok.colon,
    '=': Tok.equal,
    '(': Tok.lparen,
    ')': Tok.rparen,
    '[': Tok.lsquare,
    ']': Tok.rsquare,
    '{': Tok.lbrace,
    '}': Tok.rbrace,
    '->': Tok.arrow,
    '?': Tok.question,
    '*': Tok.star,
  };
  const token = tokens[text];
  return token === undefined ? p.acceptKeyword(text) : p.accept(token);
}

function parseValue(parameter: ParameterModel, p: AttrParser, ir: IrModule): ParameterValue {
  switch (parameter.kind) {
    case 'type':
      return p.type();
    case 'attribute':
      return p.attribute();
    case 'string':
      return p.string();
    case 'bool':
      return p.keyword('true or false') === 'true';
    case 'enum': {
      const at = p.here;
      const word = p.keyword();
      const known = (parameter.cases ?? []).map((c) => c.text);
      return known.includes(word) ? word : p.fail(`expected one of ${known.join(', ')}`, at);
    }
    case 'bit-enum':
      return ir.parseBitEnum(p, parameter.cases ?? [], parameter.separator ?? '|');
    case 'type-list':
      return p.typeListNoParens();
    case 'integer-list': {
      const list = [p.smallInteger()];
      while (p.accept(ir.Tok.comma)) list.push(p.smallInteger());
      return list;
    }
    case 'integer':
      return p.smallInteger();
    default:
      return p.fail(`the text form of parameter '${parameter.name}' is not known`);
  }
}
