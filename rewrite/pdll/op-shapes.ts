/** What the rules may know of operations. */
import type { Arity } from '../../ir/index.js';

export interface GroupShape {
  readonly name: string;
  readonly arity: Arity;
}

/** What the checker must know of an operation: an OpSpec has it, and so has the ODS model. */
export interface OpShape {
  readonly name: string;
  readonly operands: readonly GroupShape[];
  readonly results: readonly GroupShape[];
  readonly attributes: readonly { readonly name: string }[];
}

export type SpecTable = ReadonlyMap<string, OpShape>;

/** The single-result group of an operation that has just that; undefined when not known. */
export function hasOneResult(name: string | undefined, specs: SpecTable): boolean {
  const spec = name === undefined ? undefined : specs.get(name);
  return spec?.results.length === 1 && spec.results[0].arity === 'single';
}

/** The operand or result group of that name. */
export function findGroup(spec: OpShape, name: string): GroupShape | undefined {
  return spec.results.find((r) => r.name === name) ?? spec.operands.find((o) => o.name === name);
}
