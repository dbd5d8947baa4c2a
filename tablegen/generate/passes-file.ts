/** Passes as data: name, options and statistics. */
import type { PassModel } from '../ods/model.js';
import { camelCase, docComment, literal, lowerFirst } from './literal.js';

export function printPassesFile(passes: readonly PassModel[], source: string): string {
  const specs = passes.map((pass) => {
    const { recordName: _, ...data } = pass;
    return `${docComment(pass.summary)}export const ${lowerFirst(pass.recordName)} = ${literal(data)} as const;\n\n${optionsInterface(pass)}`;
  });
  const names = passes.map((p) => lowerFirst(p.recordName)).join(', ');
  return `// Generated from ${source} by npu-tblgen; not to be edited.

${specs.join('')}export const PASSES = [${names}] as const;
`;
}

const TYPES: Readonly<Record<string, string>> = {
  int: 'number',
  int32_t: 'number',
  int64_t: 'number',
  unsigned: 'number',
  uint64_t: 'number',
  float: 'number',
  double: 'number',
  bool: 'boolean',
  boolean: 'boolean',
  string: 'string',
  'std::string': 'string',
};

/** The options with their types. `a|b|c` is one of these words. */
export function optionType(type: string): string {
  if (type.includes('|'))
    return type
      .split('|')
      .map((t) => `'${t.trim()}'`)
      .join(' | ');
  return TYPES[type] ?? 'string';
}

function optionsInterface(pass: PassModel): string {
  if (pass.options.length === 0) return '';
  const members = pass.options
    .map((o) => {
      const type = optionType(o.type);
      const listed = o.isList ? `readonly ${type.includes('|') ? `(${type})` : type}[]` : type;
      return `${docComment(o.description, '  ')}  readonly ${camelCase(o.name)}: ${listed};\n`;
    })
    .join('');
  return `export interface ${pass.recordName}Options {\n${members}}\n\n`;
}
