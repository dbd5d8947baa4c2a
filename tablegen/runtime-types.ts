/** Types and attributes of a dialect that is loaded at run time, for predicates and the parser. */
import type { Attribute, AttrParser, ParameterValue, Type, TypeDefSpec } from '../ir/index.js';
import type { IrModule } from './cpp/library.js';
import type { DialectModel, TypeDefModel } from './ods/model.js';
import { handWrittenTypes } from './ods/upstream.js';

export interface TypeReaders {
  parseType(mnemonic: string, p: AttrParser): Type | undefined;
  parseAttribute(mnemonic: string, p: AttrParser, type?: Type): Attribute | undefined;
}

/** What stands for a generated class: `instanceof` and `get`. */
interface ClassLike {
  get(...parameters: ParameterValue[]): Type | Attribute;
  [Symbol.hasInstance](x: unknown): boolean;
}

/** The classes of a dialect by their names. */
export function dialectClasses(
  dialect: string,
  types: readonly TypeDefSpec[],
  attrs: readonly TypeDefSpec[],
  ir: IrModule,
): Readonly<Record<string, ClassLike>> {
  const of = (Base: typeof ir.DialectType | typeof ir.DialectAttr, list: readonly TypeDefSpec[]) =>
    list.map((spec): [string, ClassLike] => [
      spec.className,
      {
        get: (...parameters) => Base.get(dialect, spec, parameters),
        [Symbol.hasInstance]: (x) => x instanceof Base && x.spec === spec,
      },
    ]);
  return Object.fromEntries([...of(ir.DialectType, types), ...of(ir.DialectAttr, attrs)]);
}

/**
 * Whether the form of a type or attribute is hand-written (in C++, for an upstream dialect), or has
 * a parameter whose text is: then its body is kept as text.
 */
export function isOpaque(def: TypeDefModel): boolean {
  return def.format === undefined || def.parameters.some((p) => p.kind === 'other');
}

/** Readers of what a spec written for MLIR leaves to C++: any text between angle brackets. */
export function opaqueReaders(dialect: DialectModel, ir: IrModule): TypeReaders {
  const names = (defs: readonly TypeDefModel[], wanted: boolean) =>
    new Set(defs.filter((d) => isOpaque(d) === wanted).map((d) => d.mnemonic));
  const types = names(dialect.types, false);
  const attrs = names(dialect.attrs, false);
  const writtenTypes = new Set([...handWrittenTypes(dialect.name), ...names(dialect.types, true)]);
  const writtenAttrs = names(dialect.attrs, true);
  // Where no hand-written type is known there may be any.
  const hasOthers = !dialect.declaresAllTypes && writtenTypes.size === 0 && types.size === 0;
  return {
    parseType: (mnemonic, p) =>
      !types.has(mnemonic) && (hasOthers || writtenTypes.has(mnemonic))
        ? ir.OpaqueType.get(dialect.name, mnemonic + p.opaqueBody())
        : undefined,
    parseAttribute: (mnemonic, p, type) =>
      !attrs.has(mnemonic) && (!dialect.declaresAllAttributes || writtenAttrs.has(mnemonic))
        ? ir.OpaqueAttr.get(dialect.name, mnemonic + p.opaqueBody(), type)
        : undefined,
  };
}
