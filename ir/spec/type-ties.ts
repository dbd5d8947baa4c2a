/**
 * Where the type of a group comes from that a format does not print: traits tie it to others.
 */
import type { OpSpec, TypeTransform } from './op-spec.js';

/** One place to look for the type; `transform` makes it of the type found there. */
export interface TypeSource {
  readonly kind: 'operand' | 'result' | 'attribute';
  /** Of an operand or result group its index. */
  readonly index: number;
  readonly name: string;
  readonly transform?: TypeTransform;
}

/** Sources of the type of an operand or result group, the nearest first. */
export function collectTypeSources(
  spec: OpSpec,
  what: 'operand' | 'result',
  name: string,
): readonly TypeSource[] {
  const list: TypeSource[] = [];
  collect(spec, what, name, new Set([name]), list);
  return list;
}

/** Follows SameOperandsAndResultType, SameTypeOperands, AllTypesMatch and TypesMatchWith. */
function collect(
  spec: OpSpec,
  what: 'operand' | 'result',
  name: string,
  seen: Set<string>,
  out: TypeSource[],
): void {
  const all = [...spec.operands, ...spec.results].map((v) => v.name);
  for (const { name: trait, args = [], transform } of spec.traits) {
    let group: readonly string[] = [];
    if (trait === 'SameOperandsAndResultType') group = all;
    else if (trait === 'SameTypeOperands' && what === 'operand')
      group = spec.operands.map((v) => v.name);
    else if (trait === 'AllTypesMatch' && args.includes(name)) group = args;
    for (const other of group) {
      if (other === name) continue;
      out.push(source(spec, other));
      if (seen.has(other)) continue;
      seen.add(other);
      collect(spec, what, other, seen, out);
    }
    if (trait === 'TypesMatchWith' && transform && args[2] === name) {
      out.push({ ...source(spec, args[1]), transform });
    }
    if (trait === 'FirstAttrDerivedResultType' && what === 'result' && spec.attributes[0]) {
      out.push(source(spec, spec.attributes[0].name));
    }
  }
}

function source(spec: OpSpec, name: string): TypeSource {
  const operand = spec.operands.findIndex((v) => v.name === name);
  if (operand >= 0) return { kind: 'operand', index: operand, name };
  const result = spec.results.findIndex((v) => v.name === name);
  if (result >= 0) return { kind: 'result', index: result, name };
  return { kind: 'attribute', index: -1, name };
}
