/** Which names of `ir/` a generated text uses, and the import that brings them. */

const IR_NAMES = [
  'AsmPrinter',
  'ArrayAttr',
  'AttrParser',
  'Attribute',
  'Block',
  'ComplexType',
  'DenseArrayAttr',
  'DenseElementsAttr',
  'DenseResourceAttr',
  'DialectSpec',
  'DictionaryAttr',
  'EnumCase',
  'FloatAttr',
  'FloatType',
  'FormatDirective',
  'FunctionType',
  'IndexType',
  'IntegerAttr',
  'IntegerType',
  'InterfaceSpec',
  'Location',
  'MemRefType',
  'NamedAttribute',
  'NoneType',
  'OpBuilder',
  'OpHooks',
  'OpSpec',
  'OpaqueAttr',
  'OpaqueType',
  'Operation',
  'ParameterValue',
  'RankedTensorType',
  'Region',
  'ShapedType',
  'StringAttr',
  'SymbolRefAttr',
  'Tok',
  'TupleType',
  'Type',
  'TypeAttr',
  'TypeDefSpec',
  'TypeHooks',
  'Uniquer',
  'UnitAttr',
  'UnrankedMemRefType',
  'UnrankedTensorType',
  'Value',
  'VectorType',
  'bitEnumText',
  'idsOf',
  'interfaceOf',
  'parseBitEnum',
  'parseParameters',
  'printParameters',
  'printSymbol',
  'parseTypeText',
  'registerTypeText',
  'segments',
  'shapeText',
  'tensorShapeText',
  'withElementType',
] as const;

/** `ownNames`: what the text declares itself, which must not be imported. */
export function irImport(text: string, ownNames: ReadonlySet<string>): string {
  const code = withoutStrings(text);
  const values: string[] = [];
  const types: string[] = [];
  for (const name of IR_NAMES) {
    if (ownNames.has(name) || !new RegExp(`(?<![.\\w$])${name}\\b(?!:)`).test(code)) continue;
    const isValue =
      /^[a-z]/.test(name) ||
      new RegExp(`(\\b(instanceof|new|extends) ${name}\\b)|\\b${name}\\.`).test(code);
    (isValue ? values : types).push(name);
  }
  const names = [...values, ...types.map((t) => `type ${t}`)].sort((a, b) =>
    a.replace('type ', '') < b.replace('type ', '') ? -1 : 1,
  );
  if (names.length === 0) return '';
  if (values.length === 0)
    return importLine(
      'import type',
      names.map((n) => n.replace('type ', '')),
    );
  return importLine('import', names);
}

function importLine(keyword: string, names: readonly string[]): string {
  const line = `${keyword} { ${names.join(', ')} } from '../ir/index.js';\n`;
  if (line.length <= 101) return line;
  return `${keyword} {\n${names.map((n) => `  ${n},\n`).join('')}} from '../ir/index.js';\n`;
}

/** Without the texts and comments, in which any word may stand; what `${…}` computes is code. */
function withoutStrings(text: string): string {
  return text.replace(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/g,
    (found) => {
      const computed = found.startsWith('`') ? found.matchAll(/(?<!\\)\$\{([^}]*)\}/g) : [];
      return `'' ${[...computed].map((m) => m[1]).join(' ')}`;
    },
  );
}
