import {
  type NamedAttribute,
  type OpDefinition,
  type OpSpec,
  parseTypeText,
  Type,
  type Value,
} from '../ir/index.js';

/**
 * Result types that follow from the spec, the operand groups and attributes with a type: of an operation without results,
 * of buildable types, and by the traits that make types equal. Undefined when they do not follow.
 */
export function inferResultTypes(
  def: OpDefinition,
  groups: readonly (readonly Value[])[],
  attributes: readonly NamedAttribute[] = [],
): readonly Type[] | undefined {
  const { spec } = def;
  // An operation without a spec has the results it is given: none.
  if (!spec || spec.results.length === 0) return [];
  const types: Type[] = [];
  for (const result of spec.results) {
    if (result.arity !== 'single') return undefined;
    const type = one(spec, result.name, groups, attributes, result.constraint.buildableType);
    if (!type) return undefined;
    types.push(type);
  }
  return types;
}

function one(
  spec: OpSpec,
  result: string,
  groups: readonly (readonly Value[])[],
  attributes: readonly NamedAttribute[],
  buildable: string | undefined,
): Type | undefined {
  if (buildable !== undefined) return parseTypeText(buildable);
  const typeOfNamed = (name: string): Type | undefined => {
    const at = spec.operands.findIndex((o) => o.name === name);
    if (at >= 0) return groups[at]?.[0]?.type;
    const attr = attributes.find((a) => a.name === name)?.value;
    return attr && 'type' in attr && attr.type instanceof Type ? attr.type : undefined;
  };
  for (const { name, args = [], transform } of spec.traits) {
    if (name === 'SameOperandsAndResultType') return groups.flat()[0]?.type;
    if (name === 'AllTypesMatch' && args.includes(result)) {
      for (const other of args) {
        const type = typeOfNamed(other);
        if (type) return type;
      }
    }
    if (name === 'TypesMatchWith' && args[2] === result && transform) {
      const type = typeOfNamed(args[1]);
      const made = type && transform(type);
      if (made instanceof Type) return made;
    }
  }
  return undefined;
}
