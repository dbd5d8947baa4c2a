/** One TypeScript file a dialect. */
import type {
  AttrModel,
  DialectModel,
  OpModel,
  TraitModel,
  TypeDefModel,
  ValueModel,
} from '../ods/model.js';
import { ConstraintTable, casesName } from './constraints.js';
import { enumsOf, printEnum } from './enums.js';
import { printHooks } from './hooks.js';
import { irImport } from './imports.js';
import { implementedData, interfacesOf, printInterface } from './interfaces.js';
import { Code, camelCase, literal } from './literal.js';
import { groupHelpers, printOpClass } from './op-class.js';
import { printTypeClass, typeHelpers } from './type-class.js';

/** `source` is the path of the `.td`, for the header. */
export function printDialectFile(dialect: DialectModel, source: string): string {
  const types = dialect.types
    .map((t, i) => printTypeClass(t, dialect.name, 'Type', i) ?? '')
    .join('');
  const attrs = dialect.attrs
    .map((a, i) => printTypeClass(a, dialect.name, 'Attribute', i) ?? '')
    .join('');
  const body = [
    enumsOf(dialect).map(printEnum).join(''),
    interfacesOf(dialect).map(printInterface).join(''),
    types + attrs,
    typeHelpers(dialect, types + attrs),
    new ConstraintTable(dialect).print(),
    groupHelpers(dialect.ops),
    dialect.ops.map((op) => printOpClass(op, dialect)).join(''),
    printHooks(dialect),
    `export const ${camelCase(dialect.name)}Dialect: DialectSpec = ${literal(dialectData(dialect))};\n`,
  ].join('');
  const own = new Set(
    [...body.matchAll(/^export (?:class|type|const|interface) (\w+)/gm)].map((m) => m[1]),
  );
  return `// Generated from ${source} by npu-tblgen; not to be edited.\n${irImport(body, own)}\n${body}`;
}

/** The spec as data in the form of ir/spec/op-spec.ts. */
function dialectData(dialect: DialectModel): object {
  return {
    name: dialect.name,
    summary: dialect.summary,
    description: dialect.description,
    ops: dialect.ops.map(opData),
    types: dialect.types.map(typeDefData),
    attrs: dialect.attrs.map(typeDefData),
    hasConstantMaterializer: dialect.hasConstantMaterializer,
  };
}

function opData(op: OpModel): object {
  return {
    name: op.name,
    className: op.className,
    summary: op.summary,
    description: op.description,
    operands: op.operands.map(valueData),
    results: op.results.map(valueData),
    attributes: op.attributes.map(attrData),
    regions: op.regions,
    successors: op.successors,
    traits: op.traits.map(traitData),
    interfaces: implementedData(op.interfaces),
    format: op.format,
    hasCustomAssemblyFormat: op.hasCustomAssemblyFormat,
    hasVerifier: op.hasVerifier,
    hasRegionVerifier: op.hasRegionVerifier,
    hasFolder: op.hasFolder,
    hasCanonicalizer: op.hasCanonicalizer,
  };
}

function valueData({ name, arity, constraint }: ValueModel): object {
  return { name, arity, constraint: ConstraintTable.type(constraint) };
}

function attrData({ name, constraint, optional, defaultValue }: AttrModel): object {
  return { name, constraint: ConstraintTable.attr(constraint), optional, defaultValue };
}

function traitData({ name, args, transform, predicate }: TraitModel): object {
  return {
    name,
    args: args.length > 0 ? args : undefined,
    transform: transform && new Code(`(self) => ${transform.replaceAll('$_self', 'self')}`),
    test:
      predicate &&
      new Code(`(op) => ${predicate.replaceAll('$_op', 'op').replaceAll('$_self', 'op')}`),
  };
}

function typeDefData(def: TypeDefModel): object {
  return {
    name: def.name,
    className: def.className,
    mnemonic: def.mnemonic,
    summary: def.summary,
    description: def.description,
    parameters: def.parameters.map(({ name, kind, optional, defaultValue, ...p }) => ({
      name,
      kind,
      optional,
      defaultValue,
      cases: p.enum && new Code(casesName(p.enum.name)),
      separator: p.separator,
      element: p.element,
    })),
    format: def.format,
    interfaces: implementedData(def.interfaces),
    hasVerifier: def.hasVerifier,
  };
}
