/** From what the text of an operation has given to the operation: types not given, operands, lists. */
import { TypeAttr } from '../attributes.js';
import type { Region } from '../block.js';
import { DenseArrayAttr } from '../elements.js';
import type { UnresolvedOperand } from '../text/custom-op-parser.js';
import { Type } from '../types.js';
import type { Value } from '../value.js';
import { countOf, type FormatState, firstOf, NONE, type OneOrMore } from './format-state.js';
import { parseTypeText } from './type-text.js';
import type { TypeSource } from './type-ties.js';

/** Fills in what the format left out and resolves the operands. */
export function finishFormat(s: FormatState, at: number): void {
  const { op } = s;
  op.operands = operandsOf(s, at);
  op.resultTypes = resultTypesOf(s, at);
  op.attributes = s.attributes;
  op.regions = s.spec.regions.length === 0 ? NONE : regionsOf(s);
  op.successors =
    s.spec.successors.length === 0 ? NONE : flatten(s.successors, s.spec.successors.length);
}

/** A region that an optional group left out is there, and empty. */
function regionsOf(s: FormatState): readonly Region[] {
  const { regions } = s.spec;
  for (let i = 0; i < regions.length; i++) {
    if (!s.regions[i] && !regions[i].variadic) s.regions[i] = [s.p.emptyRegion()];
  }
  return flatten(s.regions, regions.length);
}

function flatten<T>(groups: readonly (readonly T[] | undefined)[], count: number): readonly T[] {
  if (count === 1) return groups[0] ?? NONE;
  return groups.slice(0, count).flatMap((group) => group ?? NONE);
}

/** A list of three and more would be made longer than it is; of fewer there is no need for a loop. */
function listOf<T>(
  count: number,
  item: (s: FormatState, i: number, at: number) => T,
  s: FormatState,
  at: number,
): readonly T[] {
  if (count === 0) return NONE;
  const first = item(s, 0, at);
  if (count === 1) return [first];
  const second = item(s, 1, at);
  if (count === 2) return [first, second];
  const list = [first, second, item(s, 2, at)];
  for (let i = 3; i < count; i++) list.push(item(s, i, at));
  return list;
}

function operandsOf(s: FormatState, at: number): readonly Value[] {
  const { p, spec, def } = s;
  if (s.allOperands) {
    let types = s.allOperandTypes;
    if (!types && s.allOperands.length > 0) types = typesOfAll(s, s.allOperands.length, at);
    return p.resolveAll(s.allOperands, types ?? NONE, placeOf(s, 0, at));
  }
  if (def.plan!.operands.flexible === 0 && !s.allOperandTypes && !def.hasOperandSegments) {
    return listOf(spec.operands.length, oneOperand, s, at);
  }
  const values: Value[] = [];
  let taken = 0;
  for (let i = 0; i < spec.operands.length; i++) {
    const group = s.operands[i];
    const count = countOf(group);
    let types = s.operandTypes[i];
    if (count === 0) {
      const given = countOf(types);
      if (given > 0) failCount(s, count, given, placeOf(s, i, at));
      continue;
    }
    // functional-type(operands, …) gives one list for all groups.
    if (!types && s.allOperandTypes) types = s.allOperandTypes.slice(taken, taken + count);
    taken += count;
    types ??= infer(s, 'operand', i, at, count);
    values.push(...resolveGroup(s, group!, types, placeOf(s, i, at)));
  }
  if (s.allOperandTypes && s.allOperandTypes.length !== taken) {
    failCount(s, taken, s.allOperandTypes.length, at);
  }
  if (def.hasOperandSegments) {
    addSegments(
      s,
      'operandSegmentSizes',
      spec.operands.map((_, i) => countOf(s.operands[i])),
    );
  }
  return values;
}

function failCount(s: FormatState, operands: number, types: number, at: number): never {
  s.p.fail(
    `number of operands and types do not match: got ${operands} operands and ${types} types`,
    at,
  );
}

const placeOf = (s: FormatState, group: number, at: number): number =>
  s.operandAt[group] < 0 ? at : s.operandAt[group];

function oneOperand(s: FormatState, i: number, at: number): Value {
  const group = s.operands[i];
  if (group === undefined)
    s.p.fail(`the op's format does not say operand '${s.spec.operands[i].name}'`, at);
  const types = s.operandTypes[i] ?? infer(s, 'operand', i, at, 1);
  if (!Array.isArray(group) && !Array.isArray(types)) return s.p.resolve(group, types);
  return resolveGroup(s, group, types, placeOf(s, i, at))[0];
}

function resultTypesOf(s: FormatState, at: number): readonly Type[] {
  const { spec, def } = s;
  if (s.allResultTypes) return s.allResultTypes;
  let isPlain = !def.hasResultSegments;
  for (let i = 0; i < spec.results.length; i++) {
    const types =
      s.resultTypes[i] ?? (def.plan!.saysResultTypes[i] ? [] : infer(s, 'result', i, at, 1));
    s.resultTypes[i] = types;
    if (Array.isArray(types)) isPlain = false;
  }
  if (isPlain) return listOf(spec.results.length, oneResult, s, at);
  if (def.hasResultSegments) {
    addSegments(
      s,
      'resultSegmentSizes',
      spec.results.map((_, i) => countOf(s.resultTypes[i])),
    );
  }
  return s.resultTypes.slice(0, spec.results.length).flatMap<Type>((types) => types ?? NONE);
}

const oneResult = (s: FormatState, i: number): Type => s.resultTypes[i] as Type;

function resolveGroup(
  s: FormatState,
  group: OneOrMore<UnresolvedOperand>,
  types: OneOrMore<Type>,
  at: number,
): readonly Value[] {
  return s.p.resolveAll([group].flat(), [types].flat(), at);
}

function addSegments(s: FormatState, name: string, sizes: readonly number[]): void {
  s.addAttribute(name, DenseArrayAttr.i32(sizes));
}

/** Types of the operands that stand in one list: given group by group, or inferred. */
function typesOfAll(s: FormatState, count: number, at: number): Type[] {
  const { operands } = s.spec;
  return operands.flatMap((o, i) => {
    const given = s.operandTypes[i];
    if (given !== undefined) return given;
    return infer(s, 'operand', i, at, o.arity === 'single' ? 1 : count - operands.length + 1);
  });
}

/** The type of a group the format does not print: the only one possible, or one that traits tie. */
function infer(
  s: FormatState,
  what: 'operand' | 'result',
  index: number,
  at: number,
  count: number,
): OneOrMore<Type> {
  const { name, arity, constraint } = (what === 'operand' ? s.spec.operands : s.spec.results)[
    index
  ];
  const isOne = arity === 'single' || count === 1;
  if (constraint.buildableType) {
    const type = parseTypeText(constraint.buildableType);
    return isOne ? type : Array.from({ length: count }, () => type);
  }
  if (what === 'result' && arity !== 'single') return [];
  const type = tiedType(s, what, index);
  if (!type)
    s.p.fail(`cannot infer the type of ${what} '${name}'; write the op in generic form`, at);
  if (!(type instanceof Type)) return type;
  return isOne ? type : Array.from({ length: count }, () => type);
}

/** The type that traits tie the group to, where the text has given one of those it is tied to. */
function tiedType(
  s: FormatState,
  what: 'operand' | 'result',
  index: number,
): OneOrMore<Type> | undefined {
  const plan = s.def.plan!;
  const sources = (what === 'operand' ? plan.operandSources : plan.resultSources)[index];
  for (let i = 0; i < sources.length; i++) {
    const from = sources[i];
    // Operands are resolved before results are asked for.
    const type = typeAt(s, from, what === 'result');
    if (type) return from.transform ? from.transform(type) : type;
  }
  return undefined;
}

function typeAt(
  s: FormatState,
  { kind, index, name }: TypeSource,
  areResolved: boolean,
): Type | undefined {
  switch (kind) {
    case 'operand': {
      const known = firstOf(s.operandTypes[index]) ?? s.allOperandTypes?.[index];
      if (known || !areResolved || s.def.plan!.operands.flexible > 0) return known;
      return s.op.operands[index]?.type;
    }
    case 'result':
      return firstOf(s.resultTypes[index]) ?? s.allResultTypes?.[index];
    case 'attribute':
      return typeOfAttribute(s, name);
  }
}

function typeOfAttribute(s: FormatState, name: string): Type | undefined {
  const attr = s.attributes.find((a) => a.name === name)?.value;
  if (attr instanceof TypeAttr) return attr.type;
  return attr && 'type' in attr ? (attr as { type?: Type }).type : undefined;
}
