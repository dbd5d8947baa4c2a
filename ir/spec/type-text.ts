import {
  FLOAT_WIDTHS,
  type FloatKind,
  FloatType,
  IndexType,
  IntegerType,
  NoneType,
  OpaqueType,
  type Type,
} from '../types.js';

const makers = new Map<string, () => Type>();

/** Lets a dialect say what a buildable type text of its own (`!mem.token`) means. */
export function registerTypeText(text: string, make: () => Type): void {
  makers.set(text, make);
}

/** The type that a spec names by its text: builtin scalars, and what dialects registered. */
export function parseTypeText(text: string): Type {
  const integer = /^(i|si|ui)(\d+)$/.exec(text);
  if (integer) {
    const signedness =
      integer[1] === 'i' ? 'signless' : integer[1] === 'si' ? 'signed' : 'unsigned';
    return IntegerType.get(Number(integer[2]), signedness);
  }
  if (Object.hasOwn(FLOAT_WIDTHS, text)) return FloatType.get(text as FloatKind);
  if (text === 'index') return IndexType.get();
  if (text === 'none') return NoneType.get();
  const make = makers.get(text);
  if (make) return make();
  // Of a dialect that is not loaded: what its text reads as.
  const foreign = /^!([^.<]+)\.(.*)$/s.exec(text);
  if (!foreign) throw new Error(`the spec names the type '${text}', which no dialect registered`);
  return OpaqueType.get(foreign[1], foreign[2]);
}
