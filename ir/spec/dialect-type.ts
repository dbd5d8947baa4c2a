/** Types and attributes that a spec declares (`TypeDef`, `AttrDef`): parameters in declared order. */
import { Attribute } from '../attributes.js';
import type { AsmPrinter } from '../text/asm-printer.js';
import type { AttrParser } from '../text/attr-parser.js';
import { Tok } from '../text/lexer.js';
import { Type } from '../types.js';
import { Uniquer } from '../uniquer.js';
import { bitEnumText, parseBitEnum } from './bit-enum.js';
import type { ParameterSpec, TypeDefFormatElement, TypeDefSpec } from './op-spec.js';

export type ParameterValue =
  | number
  | boolean
  | string
  | Type
  | Attribute
  | undefined
  | readonly number[]
  | readonly Type[];

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
  }

  static get(
    owner: string,
    spec: TypeDefSpec,
    parameters: readonly ParameterValue[] = [],
  ): DialectType {
    return DialectType.table.get(
      `${owner}.${spec.mnemonic}<${parameters.map(key).join(';')}>`,
      () => new DialectType(owner, spec, parameters),
    );
  }

  override get dialect(): string {
    return this.owner;
  }

  print(p: AsmPrinter): void {
    p.write(`!${this.owner}.${this.spec.mnemonic}`);
    printParameters(p, this.spec, this.parameters);
  }
}

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
  }

  override get dialect(): string {
    return this.owner;
  }

  static get(
    dialect: string,
    spec: TypeDefSpec,
    parameters: readonly ParameterValue[] = [],
  ): DialectAttr {
    return DialectAttr.table.get(
      `${dialect}.${spec.mnemonic}<${parameters.map(key).join(';')}>`,
      () => new DialectAttr(dialect, spec, parameters),
    );
  }

  print(p: AsmPrinter): void {
    p.write(`#${this.dialect}.${this.spec.mnemonic}`);
    this.printStripped(p);
  }

  override printStripped(p: AsmPrinter): void {
    printParameters(p, this.spec, this.parameters);
  }
}

function key(value: ParameterValue): string {
  if (value instanceof Type || value instanceof Attribute) return `#${value.id}`;
  if (Array.isArray(value)) return `[${value.map(key).join(',')}]`;
  return `${typeof value}:${value}`;
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

function printParameters(
  p: AsmPrinter,
  spec: TypeDefSpec,
  values: readonly ParameterValue[],
): void {
  let space = false;
  const literal = (text: string) => {
    const tight = /^[<>(),[\]{}]$/.test(text);
    p.write(space && !tight ? ` ${text}` : text);
    space = text === ',' || !/^[<([{]$/.test(text);
  };
  const parameter = (i: number) => {
    if (space) p.write(' ');
    printValue(p, spec.parameters[i], values[i]);
    space = true;
  };
  const run = (elements: readonly TypeDefFormatElement[]): void => {
    for (const e of elements) {
      if (e.kind === 'literal') literal(e.text);
      else if (e.kind === 'param') parameter(e.index);
      else if (e.kind === 'optional') {
        const anchor = e.then[e.anchor];
        const present = anchor?.kind === 'param' && values[anchor.index] !== undefined;
        run(present ? e.then : e.otherwise);
      } else {
        let first = true;
        for (const i of e.indices) {
          if (spec.parameters[i].optional && values[i] === undefined) continue;
          if (!first) literal(',');
          first = false;
          if (e.kind === 'struct') {
            if (space) p.write(' ');
            p.write(`${spec.parameters[i].name} =`);
            space = true;
          }
          parameter(i);
        }
      }
    }
  };
  run(formatOf(spec));
}

function printValue(p: AsmPrinter, spec: ParameterSpec, value: ParameterValue): void {
  const { kind } = spec;
  if (value instanceof Type) p.type(value);
  else if (value instanceof Attribute) p.attribute(value);
  else if (kind === 'string') p.string(String(value));
  else if (kind === 'bit-enum')
    p.write(bitEnumText(value as number, spec.cases ?? [], spec.separator ?? '|'));
  else if (Array.isArray(value))
    p.list(value, (v) => (v instanceof Type ? p.type(v) : p.write(String(v))));
  else p.write(String(value));
}

/** Parses what stands behind the mnemonic. */
export function parseParameters(p: AttrParser, spec: TypeDefSpec): ParameterValue[] {
  const values: ParameterValue[] = spec.parameters.map(() => undefined);
  const run = (elements: readonly TypeDefFormatElement[]): void => {
    for (const e of elements) {
      if (e.kind === 'literal') expectLiteral(p, e.text);
      else if (e.kind === 'param') values[e.index] = parseValue(p, spec.parameters[e.index]);
      else if (e.kind === 'optional') {
        const first = e.then[0];
        const present = first.kind === 'literal' ? atLiteral(p, first.text) : !p.is(Tok.greater);
        run(present ? e.then : e.otherwise);
      } else {
        e.indices.forEach((i, n) => {
          if (spec.parameters[i].optional && p.is(Tok.greater)) return;
          if (n > 0) p.expect(Tok.comma, "','");
          if (e.kind === 'struct') {
            p.expectKeyword(spec.parameters[i].name);
            p.expect(Tok.equal, "'='");
          }
          values[i] = parseValue(p, spec.parameters[i]);
        });
      }
    }
  };
  run(formatOf(spec));
  return values;
}

function atLiteral(p: AttrParser, text: string): boolean {
  return p.lexer.source.startsWith(text, p.lexer.start);
}

function expectLiteral(p: AttrParser, text: string): void {
  if (!atLiteral(p, text)) p.fail(`expected '${text}'`);
  p.lexer.resetTo(p.lexer.start + text.length);
}

function parseValue(p: AttrParser, spec: ParameterSpec): ParameterValue {
  const list = <T>(item: () => T): T[] => {
    const items: T[] = [];
    p.commaList(
      () => p.is(Tok.greater) || p.is(Tok.rsquare) || p.is(Tok.rparen),
      () => items.push(item()),
    );
    return items;
  };
  switch (spec.kind) {
    case 'integer':
      return p.smallInteger(`the integer '${spec.name}'`);
    case 'bool':
      if (p.acceptKeyword('true')) return true;
      p.expectKeyword('false');
      return false;
    case 'string':
      return p.string(`the string '${spec.name}'`);
    case 'type':
      return p.type();
    case 'integer-list':
      return list(() => p.smallInteger());
    case 'type-list':
      return list(() => p.type());
    case 'enum': {
      const at = p.here;
      const word = p.keyword(`a case of '${spec.name}'`);
      if (!spec.cases?.some((c) => c.text === word)) {
        p.fail(
          `expected one of ${spec.cases?.map((c) => c.text).join(', ')} for '${spec.name}'`,
          at,
        );
      }
      return word;
    }
    case 'bit-enum':
      return parseBitEnum(p, spec.cases ?? [], spec.separator ?? '|');
    case 'attribute':
    case 'other':
      return p.attribute();
  }
}
