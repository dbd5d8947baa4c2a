/** Classes of types and attributes that a dialect declares: factory, text in, text out. */
import type { TypeDefFormatElement } from '../../ir/index.js';
import type { DialectModel, ParameterModel, TypeDefModel } from '../ods/model.js';
import { casesName } from './constraints.js';
import { camelCase, docComment, quote, upperFirst } from './literal.js';

type Base = 'Type' | 'Attribute';

/** The class, or undefined when a parameter's text form must be written by hand. */
export function printTypeClass(def: TypeDefModel, dialect: string, base: Base): string | undefined {
  if (def.parameters.some((p) => p.kind === 'other')) return undefined;
  const { className, parameters } = def;
  const typed = parameters.map((p) => `${camelCase(p.name)}: ${parameterType(p)}`);
  const names = parameters.map((p) => camelCase(p.name));
  const fields = typed.map((t) => `  readonly ${t};\n`).join('');
  const assign = names.map((n) => `    this.${n} = ${n};\n`).join('');
  const key = parameters.map(keyPart).join('}:${');
  const prefix = base === 'Type' ? '!' : '#';
  const table = `  private static readonly table = new Uniquer<${className}>();\n  readonly mnemonic = ${quote(def.mnemonic)};\n`;
  const dialectMember = `  override get dialect(): string {\n    return ${quote(dialect)};\n  }\n`;
  return `${docComment(def.summary || className)}export class ${className} extends ${base} {
${table}${fields}
  private constructor(${typed.join(', ')}) {
    super();
${assign}  }

${dialectMember}
  static get(${typed.join(', ')}): ${className} {
    return ${className}.table.get(${parameters.length === 0 ? "''" : `\`\${${key}}\``}, () => new ${className}(${names.join(', ')}));
  }

  /** Reads what follows the mnemonic. */
  static parse(${parameters.length === 0 ? '_p' : 'p'}: AttrParser): ${className} {
${parseBody(def)}    return ${className}.get(${names.join(', ')});
  }

  print(p: AsmPrinter): void {
    p.write(${quote(`${prefix}${dialect}.${def.mnemonic}`)});
${base === 'Attribute' ? `    this.printStripped(p);\n  }\n\n  override printStripped(${parameters.length === 0 ? '_p' : 'p'}: AsmPrinter): void {\n` : ''}${(def.format ?? []).map((e) => printElement(e, parameters, '    ')).join('')}  }
}

`;
}

function parameterType(p: ParameterModel): string {
  return p.optional ? `${p.type} | undefined` : p.type;
}

function keyPart(p: ParameterModel): string {
  const name = camelCase(p.name);
  switch (p.kind) {
    case 'type':
    case 'attribute':
      return p.optional ? `${name}?.id` : `${name}.id`;
    case 'type-list':
      return `idsOf(${name})`;
    case 'string':
      return `JSON.stringify(${name})`;
    default:
      return name;
  }
}

// Text out.

function printElement(
  e: TypeDefFormatElement,
  parameters: readonly ParameterModel[],
  indent: string,
): string {
  switch (e.kind) {
    case 'literal':
      return `${indent}p.write(${quote(spaced(e.text))});\n`;
    case 'param':
      return printParameter(parameters[e.index], indent);
    case 'params':
    case 'struct':
      return e.indices
        .map((index, i) => {
          const separator = i > 0 ? `${indent}p.write(', ');\n` : '';
          const name =
            e.kind === 'struct'
              ? `${indent}p.write(${quote(`${parameters[index].name} = `)});\n`
              : '';
          return separator + name + printParameter(parameters[index], indent);
        })
        .join('');
    case 'optional': {
      const anchor = e.then[e.anchor];
      const condition = anchor?.kind === 'param' ? presence(parameters[anchor.index]) : 'true';
      const then = e.then.map((x) => printElement(x, parameters, `${indent}  `)).join('');
      const otherwise = e.otherwise.map((x) => printElement(x, parameters, `${indent}  `)).join('');
      const tail = otherwise === '' ? '' : ` else {\n${otherwise}${indent}}`;
      return `${indent}if (${condition}) {\n${then}${indent}}${tail}\n`;
    }
  }
}

const spaced = (text: string) =>
  text === ',' || text === ':' || /^\w+$/.test(text) ? `${text} ` : text;

function presence(p: ParameterModel): string {
  const name = `this.${camelCase(p.name)}`;
  if (p.defaultValue !== undefined) return `${name} !== ${p.defaultValue}`;
  return p.kind.endsWith('-list') ? `${name}.length > 0` : `${name} !== undefined`;
}

function printParameter(p: ParameterModel, indent: string): string {
  const name = `this.${camelCase(p.name)}`;
  const value = p.optional ? `${name}!` : name;
  switch (p.kind) {
    case 'type':
      return `${indent}p.type(${value});\n`;
    case 'attribute':
      return `${indent}p.attribute(${value});\n`;
    case 'string':
      return `${indent}p.string(${value});\n`;
    case 'enum':
      return `${indent}p.write(${value});\n`;
    case 'bit-enum':
      return `${indent}p.write(bitEnumText(${value}, ${casesName(p.enum!.name)}, ${quote(p.separator!)}));\n`;
    case 'type-list':
      return `${indent}p.list(${value}, (t) => p.type(t));\n`;
    case 'integer-list':
      return `${indent}p.write(${value}.join(', '));\n`;
    default:
      return `${indent}p.write(String(${value}));\n`;
  }
}

// Text in.

function parseBody({ format, parameters }: TypeDefModel): string {
  let text = '';
  for (const p of parameters) {
    if (isAlways(format ?? [], parameters.indexOf(p))) continue;
    const value = p.defaultValue ?? (p.kind.endsWith('-list') ? '[]' : 'undefined');
    text += `    let ${camelCase(p.name)}: ${parameterType(p)} = ${value};\n`;
  }
  const indent = '    ';
  for (const e of format ?? []) text += parseElement(e, parameters, indent, true);
  return text;
}

/** Outside every optional group: it is declared where it is read. */
function isAlways(format: readonly TypeDefFormatElement[], index: number): boolean {
  return format.some(
    (e) =>
      (e.kind === 'param' && e.index === index) ||
      ((e.kind === 'params' || e.kind === 'struct') && e.indices.includes(index)),
  );
}

function parseElement(
  e: TypeDefFormatElement,
  parameters: readonly ParameterModel[],
  indent: string,
  declare: boolean,
): string {
  const assign = (index: number) =>
    `${indent}${declare ? 'const ' : ''}${camelCase(parameters[index].name)} = ${parseParameter(parameters[index])};\n`;
  switch (e.kind) {
    case 'literal':
      return `${indent}${expectLiteral(e.text)};\n`;
    case 'param':
      return assign(e.index);
    case 'params':
    case 'struct':
      return e.indices
        .map((index, i) => {
          const separator = i > 0 ? `${indent}${expectLiteral(',')};\n` : '';
          const name =
            e.kind === 'struct'
              ? `${indent}p.expectKeyword(${quote(parameters[index].name)});\n${indent}${expectLiteral('=')};\n`
              : '';
          return separator + name + assign(index);
        })
        .join('');
    case 'optional': {
      const [first, ...rest] = e.then;
      if (first?.kind !== 'literal') return '';
      const then = rest.map((x) => parseElement(x, parameters, `${indent}  `, false)).join('');
      const otherwise = e.otherwise
        .map((x) => parseElement(x, parameters, `${indent}  `, false))
        .join('');
      const tail = otherwise === '' ? '' : ` else {\n${otherwise}${indent}}`;
      return `${indent}if (${acceptLiteral(first.text)}) {\n${then}${indent}}${tail}\n`;
    }
  }
}

const TOKENS: Readonly<Record<string, string>> = {
  '<': 'less',
  '>': 'greater',
  ',': 'comma',
  ':': 'colon',
  '=': 'equal',
  '(': 'lparen',
  ')': 'rparen',
  '[': 'lsquare',
  ']': 'rsquare',
  '{': 'lbrace',
  '}': 'rbrace',
  '->': 'arrow',
  '?': 'question',
  '*': 'star',
};

function expectLiteral(text: string): string {
  const token = TOKENS[text];
  return token === undefined
    ? `p.expectKeyword(${quote(text)})`
    : `p.expect(Tok.${token}, ${quote(`'${text}'`)})`;
}

function acceptLiteral(text: string): string {
  const token = TOKENS[text];
  return token === undefined ? `p.acceptKeyword(${quote(text)})` : `p.accept(Tok.${token})`;
}

function parseParameter(p: ParameterModel): string {
  switch (p.kind) {
    case 'type':
      return 'p.type()';
    case 'attribute':
      return `p.attribute() as ${p.type}`;
    case 'string':
      return 'p.string()';
    case 'bool':
      return "p.keyword('true or false') === 'true'";
    case 'enum': {
      const texts = (p.cases ?? []).map((c) => quote(c.text)).join(', ');
      return `keywordOf(p, [${texts}]) as ${p.type}`;
    }
    case 'bit-enum':
      return `parseBitEnum(p, ${casesName(p.enum!.name)}, ${quote(p.separator!)})`;
    case 'type-list':
      return 'p.typeListNoParens()';
    case 'integer-list':
      return 'integersOf(p)';
    default:
      return 'p.smallInteger()';
  }
}

/** Functions that the classes' `parse` use, and the dialect's two entry points. */
export function typeHelpers(dialect: DialectModel, code: string): string {
  let text = '';
  if (code.includes('keywordOf(p')) {
    text += `function keywordOf(p: AttrParser, known: readonly string[]): string {
  const at = p.here;
  const word = p.keyword();
  return known.includes(word) ? word : p.fail(\`expected one of \${known.join(', ')}\`, at);
}

`;
  }
  if (code.includes('integersOf(p')) {
    text += `function integersOf(p: AttrParser): number[] {
  const list = [p.smallInteger()];
  while (p.accept(Tok.comma)) list.push(p.smallInteger());
  return list;
}

`;
  }
  for (const [defs, base, prefix] of [
    [dialect.types, 'Type', '!'],
    [dialect.attrs, 'Attribute', '#'],
  ] as const) {
    const written = defs.filter((d) => code.includes(`export class ${d.className} `));
    if (written.length === 0) continue;
    const cases = written
      .map((d) => `    case ${quote(d.mnemonic)}:\n      return ${d.className}.parse(p);\n`)
      .join('');
    text += `/** Reads \`${prefix}${dialect.name}.mnemonic\`; undefined when the mnemonic is none of the dialect's. */
export function parse${upperFirst(camelCase(dialect.name))}${base}(mnemonic: string, p: AttrParser): ${base} | undefined {
  switch (mnemonic) {
${cases}    default:
      return undefined;
  }
}

`;
  }
  return text;
}
