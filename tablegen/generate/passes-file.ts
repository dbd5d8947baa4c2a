/** Passes as data: what a `.td` says of them, and a type for the options of each. */
import type { PassModel, PassOptionModel } from '../ods/model.js';
import { camelCase, docComment, literal } from './literal.js';

export function printPassesFile(passes: readonly PassModel[], source: string): string {
  const specs = passes.map(
    (pass) =>
      `${optionsType(pass)}${docComment(pass.summary)}export const ${passName(pass)}: PassSpec = ${literal(passData(pass))};\n\n`,
  );
  return `// Generated from ${source} by npu-tblgen; not to be edited.
import type { PassSpec } from '../pass/index.js';

${specs.join('')}`.replace(/\n\n$/, '\n');
}

/** `symbol-dce` → `symbolDcePass`. */
function passName({ argument }: PassModel): string {
  return `${argument.replace(/[-_](\w)/g, (_, c: string) => c.toUpperCase())}Pass`;
}

function passData(pass: PassModel) {
  const some = <T>(list: readonly T[]) => (list.length > 0 ? list : undefined);
  return {
    name: pass.argument,
    title: pass.recordName,
    summary: pass.summary,
    anchor: pass.anchor || undefined,
    dependentDialects: some(pass.dependentDialects),
    options: some(
      pass.options.map((o) => ({
        name: o.argument,
        field: camelCase(o.name),
        kind: optionKind(o),
        isList: o.isList || undefined,
        defaultValue: defaultText(o),
        cases: o.type.includes('|') ? o.type.split('|').map((t) => t.trim()) : undefined,
        description: o.description,
      })),
    ),
    statistics: some(
      pass.statistics.map((s) => ({ name: s.argument, description: s.description })),
    ),
  };
}

/** Kinds of an option by the type in the `.td`; upstream's C++ names are understood. */
const KINDS: Readonly<Record<string, string>> = {
  int: 'int',
  int32_t: 'int',
  int64_t: 'int',
  unsigned: 'unsigned',
  uint32_t: 'unsigned',
  uint64_t: 'unsigned',
  float: 'float',
  double: 'float',
  bool: 'bool',
  boolean: 'bool',
  string: 'string',
  'std::string': 'string',
  pipeline: 'pipeline',
  OpPassManager: 'pipeline',
};

const TYPES: Readonly<Record<string, string>> = {
  int: 'number',
  unsigned: 'number',
  float: 'number',
  bool: 'boolean',
  string: 'string',
  pipeline: 'string',
};

export function optionKind({ type }: Pick<PassOptionModel, 'type'>): string {
  return type.includes('|') ? 'enum' : (KINDS[type] ?? 'string');
}

/** The default as an option's text: C++ quotes around a string go, `-1U` is a number. */
function defaultText(option: PassOptionModel): string {
  const text = option.defaultValue.trim();
  const kind = optionKind(option);
  if (kind === 'unsigned' && /^-\d+U?$/i.test(text)) {
    return String(BigInt.asUintN(32, BigInt(text.replace(/u$/i, ''))));
  }
  return /^".*"$/.test(text) ? text.slice(1, -1) : text;
}

/** The type of an option. `a|b|c` is one of these words. */
function optionType(option: PassOptionModel): string {
  const kind = optionKind(option);
  if (kind !== 'enum') return TYPES[kind];
  return option.type
    .split('|')
    .map((t) => `'${t.trim()}'`)
    .join(' | ');
}

/** A type alias, not an interface: it must fit where options of any pass are taken. */
function optionsType(pass: PassModel): string {
  if (pass.options.length === 0) return '';
  const members = pass.options
    .map((o) => {
      const type = optionType(o);
      const listed = o.isList ? `readonly ${type.includes('|') ? `(${type})` : type}[]` : type;
      return `${docComment(o.description, '  ')}  readonly ${camelCase(o.name)}: ${listed};\n`;
    })
    .join('');
  return `export type ${pass.recordName}Options = {\n${members}};\n\n`;
}
