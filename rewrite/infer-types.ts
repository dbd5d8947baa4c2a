import {
  type OpDefinition,
  type OpSpec,
  parseTypeText,
  type Type,
  type Value,
} from '../ir/index.js';

/**
 * Result types that follow from the spec and the operand groups: of an operation without results,
 * of buildable types, and by the traits that make types equal. Undefined when they do not follow.
 */
export function inferResultTypes(
  def: OpDefinition,
  groups: readonly (readonly Value[])[],
): readonly Type[] | undefined {
  const { spec } = def;
  // An operation without a spec has the results it is given: none.
  if (!spec || spec.results.length === 0) return [];
  const types: Type[] = [];
  for (const result of spec.results) {
    if (result.arity !== 'single') return undefined;
    const type = one(spec, result.name, groups, result.constraint.buildableType);
    if (!type) return undefined;
    types.push(type);
  }
  return types;
}

function one(
  spec: OpSpec,
  result: string,
  groups: readonly (readonly Value[])[],
  buildable: string | undefined,
): Type | undefined {
  if (buildable !== undefined) return parseTypeText(buildable);
  const operandType = (name: string): Type | undefined => {
    const at = spec.operands.findIndex((o) => o.name === name);
    return at < 0 ? undefined : groups[at]?.[0]?.type;
  };
  for (const { name, args = [], transform } of spec.traits) {
    if (name === 'SameOperandsAndResultType') return groups.flat()[0]?.type;
    if (name === 'AllTypesMatch' && args.includes(result)) {
      for (const other of args) {
        const type = operandType(other);
        if (type) return type;
      }
    }
    if (name === 'TypesMatchWith' && args[2] === result && transform) {
      const type = operandType(args[1]);
      if (type) return transform(type);
    }
  }
  return undefined;
}
