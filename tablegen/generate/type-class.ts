/** Classes of types and attributes that a dialect declares: factory, text in, text out. */
import type { DialectModel, ParameterModel, TypeDefModel } from '../ods/model.js';
import { camelCase, docComment, quote, upperFirst } from './literal.js';

type Base = 'Type' | 'Attribute';

/** The class, or undefined when a parameter's text form must be written by hand. */
export function printTypeClass(
  def: TypeDefModel,
  dialect: string,
  base: Base,
  index: number,
): string | undefined {
  const data = `${camelCase(dialect)}Dialect.${base === 'Type' ? 'types' : 'attrs'}[${index}]`;
  if (def.parameters.some((p) => p.kind === 'other')) return undefined;
  const { className, parameters } = def;
  const typed = parameters.map((p) => `${parameterName(p)}: ${parameterType(p)}`);
  const names = parameters.map(parameterName);
  const fields = typed.map((t) => `  readonly ${t};\n`).join('');
  const assign = names.map((n) => `    this.${n} = ${n};\n`).join('');
  const key = parameters.map(keyPart).join('}:${');
  const prefix = base === 'Type' ? '!' : '#';
  const table = `  private static readonly table = new Uniquer<${className}>();\n  readonly mnemonic = ${quote(def.mnemonic)};\n`;
  const specMember =
    def.interfaces.length === 0 ? '' : `  get spec(): TypeDefSpec {\n    return ${data};\n  }\n\n`;
  const dialectMember = `  override get dialect(): string {\n    return ${quote(dialect)};\n  }\n`;
  return `${docComment(def.summary || className)}export class ${className} extends ${base} {
${table}${fields}
  private constructor(${typed.join(', ')}) {
    super();
${assign}  }

${dialectMember}
${specMember}  static get(${typed.join(', ')}): ${className} {
    return ${className}.table.get(${parameters.length === 0 ? "''" : `\`\${${key}}\``}, () => new ${className}(${names.join(', ')}));
  }

  /** Reads what follows the mnemonic. */
${parseMethod(def, data, names)}
  print(p: AsmPrinter): void {
    ${isPlain(def) ? `p.write(${quote(`${prefix}${dialect}.${def.mnemonic}`)})` : `printSymbol(p, ${quote(prefix)}, ${quote(dialect)}, ${data}, [${names.map((n) => `this.${n}`).join(', ')}])`};
  }

  override printStripped(${isPlain(def) ? '_p' : 'p'}: AsmPrinter): void {${isPlain(def) ? '' : `\n    printParameters(p, ${data}, [${names.map((n) => `this.${n}`).join(', ')}]);\n  `}}
}

`;
}

/** Whether nothing stands behind the mnemonic. */
const isPlain = (def: TypeDefModel) => (def.format ?? []).length === 0;

function parseMethod(def: TypeDefModel, data: string, names: readonly string[]): string {
  const { className, parameters } = def;
  if (isPlain(def) && parameters.length > 0) {
    const message = quote(
      `the syntax of '${def.name}' is written by hand, which its spec does not say`,
    );
    return `  static parse(p: AttrParser): ${className} {\n    return p.fail(${message});\n  }\n`;
  }
  if (isPlain(def)) {
    return `  static parse(_p: AttrParser): ${className} {\n    return ${className}.get();\n  }\n`;
  }
  const types = parameters.map(parameterType).join(', ');
  return `  static parse(p: AttrParser): ${className} {
    const [${names.join(', ')}] = parseParameters(p, ${data}) as [${types}];
    return ${className}.get(${names.join(', ')});
  }
`;
}

export function parameterType(p: ParameterModel): string {
  return p.optional ? `${p.type} | undefined` : p.type;
}

/** Words of the language, and members of the class itself, which no parameter may hide. */
const TAKEN = new Set(
  (
    'break case catch class const continue debugger default delete do else enum export extends ' +
    'false finally for function if implements import in instanceof interface let new null package ' +
    'private protected public return static super switch this throw true try typeof var void while ' +
    'with yield arguments eval aliasName dialect id mnemonic print printStripped spec toString'
  ).split(' '),
);

function parameterName({ name }: ParameterModel): string {
  const camel = camelCase(name);
  return TAKEN.has(camel) ? `${camel}_` : camel;
}

function keyPart(p: ParameterModel): string {
  const name = parameterName(p);
  switch (p.kind) {
    case 'type':
    case 'attribute':
      return p.optional ? `${name}?.id` : `${name}.id`;
    case 'type-list':
    case 'attribute-list':
      return `idsOf(${name}${p.optional ? ' ?? []' : ''})`;
    case 'string':
      return `JSON.stringify(${name})`;
    default:
      return name;
  }
}

/** The dialect's entry points: by mnemonic to the class. */
export function typeHelpers(dialect: DialectModel, code: string): string {
  let text = '';
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
