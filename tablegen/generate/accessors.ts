/** How values of operands and attributes are reached and built: expressions in TypeScript. */
import type { AttrConstraintModel, AttrModel, TypeDefModel } from '../ods/model.js';
import { lowerFirst, quote } from './literal.js';

export interface AttrAccess {
  /** `DenseArrayAttr`. */
  readonly storage: string;
  /** `readonly number[]`; absent when the attribute has no natural value. */
  readonly value?: string;
  /** From the attribute (`attr`) to the value. */
  readonly read?: (attr: string) => string;
  /** From a value to the attribute. */
  readonly make?: (value: string) => string;
}

export function attrAccess(constraint: AttrConstraintModel): AttrAccess {
  const { kind, enum: enumModel } = constraint;
  if (kind === 'enum' && enumModel !== undefined) {
    const variable = lowerFirst(enumModel.name);
    if (enumModel.width === undefined) {
      return {
        storage: 'StringAttr',
        value: enumModel.name,
        read: (attr) => `${attr}.value as ${enumModel.name}`,
        make: (value) => `StringAttr.get(${value})`,
      };
    }
    return {
      storage: 'IntegerAttr',
      value: enumModel.name,
      read: (attr) => `${variable}Of(${attr})`,
      make: (value) => `${variable}Attr(${value})`,
    };
  }
  const { storageType, returnType, convertFromStorage, constBuilderCall } = constraint;
  // Upstream's are C++: what is of a known kind is reached as ours is.
  if (storageType.includes('::')) return upstreamAccess(storageType, kind);
  const storage = storageType;
  if (returnType === '' || returnType.includes('::') || convertFromStorage === '')
    return { storage };
  return {
    storage,
    value: returnType,
    read: (attr) => convertFromStorage.replaceAll('$_self', attr),
    make:
      constBuilderCall === '' || constBuilderCall.includes('$_builder')
        ? undefined
        : (value) => constBuilderCall.replaceAll('$0', value),
  };
}

/** Classes of attributes that have one name there and here. */
const SAME_CLASS: ReadonlySet<string> = new Set([
  'ArrayAttr',
  'DictionaryAttr',
  'FloatAttr',
  'IntegerAttr',
  'StringAttr',
  'SymbolRefAttr',
  'TypeAttr',
  'UnitAttr',
]);

const BY_KIND: Partial<Record<AttrConstraintModel['kind'], AttrAccess>> = {
  bool: {
    storage: 'IntegerAttr',
    value: 'boolean',
    read: (attr) => `${attr}.value !== 0n`,
    make: (value) => `IntegerAttr.bool(${value})`,
  },
  float: { storage: 'FloatAttr', value: 'number', read: (attr) => `${attr}.value` },
  integer: { storage: 'IntegerAttr', value: 'number', read: (attr) => `${attr}.number` },
  string: {
    storage: 'StringAttr',
    value: 'string',
    read: (attr) => `${attr}.value`,
    make: (value) => `StringAttr.get(${value})`,
  },
};

function upstreamAccess(storageType: string, kind: AttrConstraintModel['kind']): AttrAccess {
  const known = BY_KIND[kind];
  if (known) return known;
  const name = storageType.replace(/^.*::/, '').replace(/^FlatSymbolRef/, 'SymbolRef');
  return { storage: SAME_CLASS.has(name) ? name : 'Attribute' };
}

/** The default value as a TypeScript literal of the accessor's type, if it is one. */
export function defaultLiteral({ constraint, defaultValue }: AttrModel): string | undefined {
  if (defaultValue === undefined) return undefined;
  switch (constraint.kind) {
    case 'integer':
    case 'bit-enum':
    case 'float': {
      const number = Number(defaultValue.replace(/ : .*$/, ''));
      return Number.isFinite(number) ? String(number) : undefined;
    }
    case 'bool':
      return defaultValue === 'true' || defaultValue === 'false' ? defaultValue : undefined;
    case 'string':
    case 'symbol-name':
      return /^"[^"\\]*"$/.test(defaultValue) ? quote(defaultValue.slice(1, -1)) : undefined;
    case 'enum': {
      const name = defaultValue.replace(/^"|"$/g, '').replace(/ : i\d+$/, '');
      const found = constraint.enum?.cases.find(
        (c) =>
          c.text === name || (constraint.enum?.width !== undefined && String(c.value) === name),
      );
      return found && quote(found.text);
    }
    case 'dense-array': {
      const list = /^array<\w+(?::\s*(.*))?>$/.exec(defaultValue);
      return list === null ? undefined : `[${list[1] ?? ''}]`;
    }
    default:
      return undefined;
  }
}

/** An expression that makes the type with this MLIR text, if it is a builtin scalar or one of `own`. */
export function typeExpression(
  text: string,
  own: readonly TypeDefModel[] = [],
): string | undefined {
  const integer = /^(i|si|ui)(\d+)$/.exec(text);
  if (integer !== null) {
    const sign = { i: '', si: ", 'signed'", ui: ", 'unsigned'" }[integer[1] as 'i' | 'si' | 'ui'];
    return `IntegerType.get(${integer[2]}${sign})`;
  }
  if (/^(f\w+|bf16|tf32)$/.test(text)) return `FloatType.get('${text}')`;
  if (text === 'index') return 'IndexType.get()';
  if (text === 'none') return 'NoneType.get()';
  const found = own.find((t) => `!${t.name}` === text && t.parameters.length === 0);
  return found && `${found.className}.get()`;
}
