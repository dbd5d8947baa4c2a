/**
 * Types and attributes that a spec declares (`TypeDef`, `AttrDef`): the text of their parameters,
 * and one class for those that no generated class stands for.
 */
import { Attribute } from '../attributes.js';
import type { AsmPrinter } from '../text/asm-printer.js';
import type { AttrParser } from '../text/attr-parser.js';
import { acceptLiteral, Tok } from '../text/lexer.js';
import { Type } from '../types.js';
import { Uniquer } from '../uniquer.js';
import { bitEnumText, parseBitEnum } from './bit-enum.js';
import { isWord, spaceAfter, spaceBefore } from './format-steps.js';
import { typeHooks } from './interfaces.js';
import type { ParameterSpec, TypeDefFormatElement, TypeDefSpec } from './op-spec.js';

export type ParameterValue =
  | number
  | boolean
  | string
  | Type
  | Attribute
  | undefined
  | readonly number[]
  | readonly Type[]
  | readonly Attribute[];

/** A type known by its spec alone; its parameters can be read by their names too. */
export class DialectType extends Type {
  private static readonly table = new Uniquer<DialectType>();
  private readonly owner: string;
  readonly spec: TypeDefSpec;
  readonly parameters: readonly ParameterValue[];

  private constructor(owner: string, spec: TypeDefSpec, parameters: readonly ParameterValue[]) {
    super();
    this.owner = owner;
    this.spec = spec;
    this.parameters = parameters;
    defineParameters(this, spec, parameters);
  }

  static get(
    owner: string,
    spec: TypeDefSpec,
    parameters: readonly ParameterValue[] = [],
  ): DialectType {
    return DialectType.table.get(
      keyOf(owner, spec, parameters),
      () => new DialectType(owner, spec, parameters),
    );
  }

  override get dialect(): string {
    return this.owner;
  }

  get mnemonic(): string {
    return this.spec.mnemonic;
  }

  print(p: AsmPrinter): void {
    printSymbol(p, '!', this.owner, this.spec, this.parameters);
  }

  override printStripped(p: AsmPrinter): void {
    printParameters(p, this.spec, this.parameters);
  }
}

/** An attribute known by its spec alone. */
export class DialectAttr extends Attribute {
  private static readonly table = new Uniquer<DialectAttr>();
  private readonly owner: string;
  readonly spec: TypeDefSpec;
  readonly parameters: readonly ParameterValue[];

  private constructor(owner: string, spec: TypeDefSpec, parameters: readonly ParameterValue[]) {
    super();
    this.owner = owner;
    this.spec = spec;
    this.parameters = parameters;
    defineParameters(this, spec, parameters);
  }

  static get(
    owner: string,
    spec: TypeDefSpec,
    parameters: readonly ParameterValue[] = [],
  ): DialectAttr {
    return DialectAttr.table.get(
      keyOf(owner, spec, parameters),
      () => new DialectAttr(owner, spec, parameters),
    );
  }

  override get dialect(): string {
    return this.owner;
  }

  get mnemonic(): string {
    return this.spec.mnemonic;
  }

  print(p: AsmPrinter): void {
    printSymbol(p, '#', this.owner, this.spec, this.parameters);
  }

  override printStripped(p: AsmPrinter): void {
    printParameters(p, this.spec, this.parameters);
  }
}

/**
 * What tells specs of one name apart, as a text: a dialect may be loaded again, from the same file
 * or from another.
 */
const forms = new WeakMap<TypeDefSpec, string>();

function keyOf(owner: string, spec: TypeDefSpec, parameters: readonly ParameterValue[]): string {
  let form = forms.get(spec);
  if (form === undefined) {
    const { mnemonic, format } = spec;
    const plain = spec.parameters.map((p) => [p.name, p.kind, p.element, p.defaultValue]);
    form = `${owner}.${JSON.stringify([mnemonic, plain, format])}`;
    forms.set(spec, form);
  }
  return `${form}<${parameters.map(key).join(';')}>`;
}

function key(value: ParameterValue): string {
  if (value instanceof Type || value instanceof Attribute) return `#${value.id}`;
  if (Array.isArray(value)) return `[${value.map(key).join(',')}]`;
  return JSON.stringify(value) ?? '';
}

function defineParameters(
  of: object,
  spec: TypeDefSpec,
  parameters: readonly ParameterValue[],
): void {
  for (const [i, { name }] of spec.parameters.entries()) {
    // A name that the class has already is read from `parameters`.
    if (!(name in of)) Object.defineProperty(of, name, { value: parameters[i] });
  }
}

/** Without a format of its own: `<a, b>`, nothing when there are no parameters. */
function formatOf(spec: TypeDefSpec): readonly TypeDefFormatElement[] {
  if (spec.format) return spec.format;
  if (spec.parameters.length === 0) return [];
  return [
    { kind: 'literal', text: '<' },
    { kind: 'params', indices: spec.parameters.map((_, i) => i) },
    { kind: 'literal', text: '>' },
  ];
}

// Text out.

/** `!dialect.mnemonic<…>`, or `!dialect<mnemonic …>` where no bracket follows the mnemonic. */
export function printSymbol(
  p: AsmPrinter,
  sigil: '!' | '#',
  dialect: string,
  spec: TypeDefSpec,
  values: readonly ParameterValue[],
): void {
  const isPretty = isBracketed(formatOf(spec));
  p.write(`${sigil}${dialect}${isPretty ? '.' : '<'}${spec.mnemonic}`);
  printParameters(p, spec, values);
  if (!isPretty) p.write('>');
}

/** Whether all that a format prints stands between `<` and `>`. */
function isBracketed(format: readonly TypeDefFormatElement[]): boolean {
  const [first] = format;
  if (first === undefined) return true;
  if (first.kind === 'literal') return first.text === '<';
  return first.kind === 'optional' && isBracketed(first.then) && isBracketed(first.otherwise);
}

/** Writes what stands behind the mnemonic. */
export function printParameters(
  p: AsmPrinter,
  spec: TypeDefSpec,
  values: readonly ParameterValue[],
): void {
  if (spec.parameters.length > 0 || spec.format) {
    new ParameterPrinter(p, spec, values).run(formatOf(spec));
  }
}

class ParameterPrinter {
  private readonly p: AsmPrinter;
  private readonly spec: TypeDefSpec;
  private readonly values: readonly ParameterValue[];
  /** Whether what comes next is set apart, and whether a literal that is no word came last. */
  private space = true;
  private punctuation = false;

  constructor(p: AsmPrinter, spec: TypeDefSpec, values: readonly ParameterValue[]) {
    this.p = p;
    this.spec = spec;
    this.values = values;
  }

  run(elements: readonly TypeDefFormatElement[]): void {
    for (const e of elements) {
      switch (e.kind) {
        case 'literal':
          if (this.space && spaceBefore(e.text, this.punctuation)) this.p.write(' ');
          this.p.write(e.text);
          this.space = spaceAfter(e.text);
          this.punctuation = !isWord(e.text);
          break;
        case 'whitespace':
          this.p.write(e.text);
          this.space = false;
          this.punctuation = true;
          break;
        case 'param':
          this.lead();
          this.value(e.index, e.qualified);
          break;
        case 'params':
        case 'struct':
          this.list(e.indices, e.kind === 'struct');
          break;
        case 'optional': {
          const isPresent = this.isPresent((e.inverted ? e.otherwise : e.then)[e.anchor]);
          this.run(isPresent !== (e.inverted === true) ? e.then : e.otherwise);
        }
      }
    }
  }

  private lead(): void {
    if (this.space || !this.punctuation) this.p.write(' ');
    this.space = true;
    this.punctuation = false;
  }

  private list(indices: readonly number[], named: boolean): void {
    const present = indices.filter((i) => this.has(i));
    if (present.length === 0) return;
    this.lead();
    this.p.list(present, (i) => {
      if (named) this.p.write(`${this.spec.parameters[i].name} = `);
      this.value(i);
    });
  }

  private isPresent(e: TypeDefFormatElement | undefined): boolean {
    if (e?.kind === 'param') return this.has(e.index);
    if (e?.kind === 'params' || e?.kind === 'struct') return e.indices.some((i) => this.has(i));
    return false;
  }

  /** Whether a parameter that may be left out is given. */
  private has(index: number): boolean {
    const parameter = this.spec.parameters[index];
    const value = this.values[index];
    if (parameter.defaultValue !== undefined) return value !== defaultOf(parameter);
    return parameter.optional && Array.isArray(value) ? value.length > 0 : value !== undefined;
  }

  private value(index: number, qualified = false): void {
    const { p } = this;
    const { kind, element, cases = [], separator = '|' } = this.spec.parameters[index];
    const value = this.values[index];
    const write = (v: ParameterValue): void => {
      if (v instanceof Type || v instanceof Attribute) {
        if (element !== undefined && !qualified && 'mnemonic' in v) v.printStripped(p);
        else if (v instanceof Type) p.type(v);
        else p.attribute(v);
      } else if (kind === 'string') p.string(String(v));
      else if (kind === 'bit-enum') p.write(bitEnumText(v as number, cases, separator));
      else if (kind === 'enum') p.keywordOrString(String(v));
      else p.write(String(v));
    };
    if (Array.isArray(value)) p.list(value, write);
    else write(value);
  }
}

/** The value that a parameter has when the text does not give it. */
function defaultOf({ kind, defaultValue }: ParameterSpec): ParameterValue {
  if (kind.endsWith('-list')) return [];
  if (defaultValue === undefined) return undefined;
  if (kind === 'integer') return Number(defaultValue);
  if (kind === 'bool') return defaultValue === 'true';
  return defaultValue.replace(/^(['"])(.*)\1$/, '$2');
}

// Text in.

/** Reads what stands behind the mnemonic. */
export function parseParameters(p: AttrParser, spec: TypeDefSpec): ParameterValue[] {
  const at = p.here;
  const values = spec.parameters.map(defaultOf);
  new ParameterParser(p, spec, values).run(formatOf(spec));
  const verify = typeHooks(spec)?.verify as Verify | undefined;
  if (verify) {
    const named = Object.fromEntries(spec.parameters.map(({ name }, i) => [name, values[i]]));
    verify(named, (message) => p.fail(message, at));
  }
  return values;
}

type Verify = (
  parameters: Readonly<Record<string, ParameterValue>>,
  fail: (message: string) => void,
) => void;

class ParameterParser {
  private readonly p: AttrParser;
  private readonly spec: TypeDefSpec;
  private readonly values: ParameterValue[];

  constructor(p: AttrParser, spec: TypeDefSpec, values: ParameterValue[]) {
    this.p = p;
    this.spec = spec;
    this.values = values;
  }

  run(elements: readonly TypeDefFormatElement[]): void {
    for (const e of elements) {
      switch (e.kind) {
        case 'literal':
          this.expect(e.text);
          break;
        case 'whitespace':
          break;
        case 'param':
          this.values[e.index] = this.parameter(this.spec.parameters[e.index]);
          break;
        case 'params':
          this.list(e.indices);
          break;
        case 'struct':
          this.struct(e.indices);
          break;
        case 'optional':
          this.optional(e);
      }
    }
  }

  private expect(text: string): void {
    if (!acceptLiteral(this.p, text)) this.p.fail(`expected '${text}'`);
  }

  private atEnd(): boolean {
    const { p } = this;
    return p.is(Tok.greater) || p.is(Tok.rparen) || p.is(Tok.rsquare) || p.is(Tok.rbrace);
  }

  private optional(e: Extract<TypeDefFormatElement, { kind: 'optional' }>): void {
    const [first, ...rest] = e.then;
    if (first.kind === 'literal') {
      if (acceptLiteral(this.p, first.text)) this.run(rest);
      else this.run(e.otherwise);
    } else if (this.atEnd() || this.p.is(Tok.comma)) this.run(e.otherwise);
    else this.run(e.then);
  }

  /** All of them in order; those at the end may be left out when they are optional. */
  private list(indices: readonly number[]): void {
    for (const [n, index] of indices.entries()) {
      const parameter = this.spec.parameters[index];
      if (mayMiss(parameter) && (n === 0 ? this.atEnd() : !this.p.is(Tok.comma))) continue;
      if (n > 0) this.expect(',');
      this.values[index] = this.parameter(parameter);
    }
  }

  /** `name = value` in any order, each once. */
  private struct(indices: readonly number[]): void {
    const { p, spec, values } = this;
    const seen = new Set<number>();
    const names = indices.map((i) => spec.parameters[i].name);
    p.commaList(
      () => this.atEnd(),
      () => {
        const at = p.here;
        const name = p.keyword(`one of ${names.map((n) => `'${n}'`).join(', ')}`);
        const index = indices[names.indexOf(name)];
        if (index === undefined) p.fail(`duplicate or unknown struct parameter name: ${name}`, at);
        if (seen.has(index)) p.fail(`duplicate or unknown struct parameter name: ${name}`, at);
        seen.add(index);
        this.expect('=');
        values[index] = this.parameter(spec.parameters[index]);
      },
    );
    for (const index of indices) {
      const parameter = spec.parameters[index];
      if (!seen.has(index) && !mayMiss(parameter)) p.fail(`struct is missing '${parameter.name}'`);
    }
  }

  private parameter(spec: ParameterSpec): ParameterValue {
    const { p } = this;
    const list = <T>(item: () => T): T[] => {
      const items: T[] = [];
      p.commaList(
        () => this.atEnd(),
        () => items.push(item()),
      );
      return items;
    };
    switch (spec.kind) {
      case 'integer':
        return this.integer(spec);
      case 'bool':
        if (p.acceptKeyword('true')) return true;
        if (!p.acceptKeyword('false')) p.fail(`expected 'true' or 'false' for '${spec.name}'`);
        return false;
      case 'string':
        return p.string(`the string '${spec.name}'`);
      case 'type':
        return this.type(spec);
      case 'attribute':
        return this.attribute(spec);
      case 'integer-list':
        return list(() => this.integer(spec));
      case 'type-list':
        return list(() => p.type());
      case 'attribute-list':
        return list(() => this.attribute(spec));
      case 'enum':
        return this.enumCase(spec);
      case 'bit-enum':
        return parseBitEnum(p, spec.cases ?? [], spec.separator ?? '|');
      case 'other':
        return p.attribute();
    }
  }

  private integer({ name, range }: ParameterSpec): number {
    const { p } = this;
    const at = p.here;
    const value = p.smallInteger(`the integer '${name}'`);
    if (range && (value < range[0] || value > range[1])) {
      p.fail(`expected '${name}' from ${range[0]} to ${range[1]}, found ${value}`, at);
    }
    return value;
  }

  private type({ element }: ParameterSpec): Type {
    const { p } = this;
    return element !== undefined && !p.is(Tok.exclamation) ? p.strippedType(element) : p.type();
  }

  private attribute({ element }: ParameterSpec): Attribute {
    const { p } = this;
    return element !== undefined && !p.is(Tok.hash) ? p.strippedAttribute(element) : p.attribute();
  }

  private enumCase({ name, cases = [] }: ParameterSpec): string {
    const { p } = this;
    const texts = cases.map((c) => c.text);
    const at = p.here;
    const word = p.keywordOrString(`one of ${texts.join(', ')} for '${name}'`);
    return texts.includes(word)
      ? word
      : p.fail(`expected one of ${texts.join(', ')} for '${name}'`, at);
  }
}

function mayMiss({ optional, defaultValue }: ParameterSpec): boolean {
  return optional || defaultValue !== undefined;
}
