/**
 * What a spec promises of every operation, checked in this order:
 *
 * 1. counts: operands, results, regions and successors, with segment sizes that add up;
 * 2. types of operands and results satisfy their constraints;
 * 3. required attributes are there; all declared ones satisfy their constraints;
 * 4. regions have the declared number of blocks;
 * 5. traits hold (type equalities, single blocks, parents, predicates over the op).
 */

import type { Fail } from '../context.js';
import { elementTypeOf as elementType } from '../element-types.js';
import { DenseArrayAttr } from '../elements.js';
import type { Operation } from '../operation.js';
import { type ShapedType, Type } from '../types.js';
import type { GroupList } from './op-plan.js';
import type { OpSpec, ValueSpec } from './op-spec.js';
import { elementwise, operandTypes, sameOperandsAndResultType, sameShape } from './shape-traits.js';

const NONE: readonly never[] = [];

type Groups = readonly (readonly [number, number])[];

/** The [start, end) of each declared operand (or result) group, or a message. */
export function segments(
  op: Operation,
  specs: readonly ValueSpec[],
  count: number,
  what: 'operand' | 'result',
): Groups | string {
  const { def } = op;
  const plan = what === 'operand' ? def.plan!.operands : def.plan!.results;
  if (what === 'operand' ? def.hasOperandSegments : def.hasResultSegments) {
    return sizedSegments(op, specs, count, what);
  }
  return plan.bounds[count] ?? evenSegments(plan, specs, count, what);
}

/** The groups where those of any size are all of one; kept, as they follow from the count alone. */
function evenSegments(
  plan: GroupList,
  specs: readonly ValueSpec[],
  count: number,
  what: 'operand' | 'result',
): Groups | string {
  const { flexible, hasVariadic } = plan;
  const fixed = specs.length - flexible;
  const rest = count - fixed;
  if (flexible === 0 && rest !== 0) return countMessage(fixed, count, what, false);
  const isUneven = flexible > 1 && rest % flexible !== 0;
  if (flexible > 0 && (rest < 0 || (!hasVariadic && rest > flexible) || isUneven)) {
    return countMessage(fixed, count, what, true);
  }
  const sizes = specs.map(({ arity }) => (arity === 'single' ? 1 : rest / flexible));
  const groups = boundsOf(sizes, specs, what);
  if (typeof groups !== 'string' && count < 64) plan.bounds[count] = groups;
  return groups;
}

/** The groups of an operation with an attribute that tells their sizes. */
function sizedSegments(
  op: Operation,
  specs: readonly ValueSpec[],
  count: number,
  what: 'operand' | 'result',
): Groups | string {
  const attrName = what === 'operand' ? 'operandSegmentSizes' : 'resultSegmentSizes';
  const attr = op.attr(attrName);
  if (!(attr instanceof DenseArrayAttr))
    return `requires the attribute '${attrName}' (a dense i32 array)`;
  const sizes = attr.numbers;
  if (sizes.length !== specs.length) {
    return `'${attrName}' attribute for specifying ${what} segments must have ${specs.length} elements, but got ${sizes.length}`;
  }
  const total = sizes.reduce((a, b) => a + b, 0);
  if (sizes.some((n) => n < 0) || total !== count) {
    return `${what} count (${count}) does not match with the total size (${total}) specified in attribute '${attrName}'`;
  }
  return boundsOf(sizes, specs, what);
}

function boundsOf(
  sizes: readonly number[],
  specs: readonly ValueSpec[],
  what: string,
): Groups | string {
  const out: [number, number][] = [];
  let at = 0;
  for (let i = 0; i < specs.length; i++) {
    const { arity, name } = specs[i];
    const size = sizes[i];
    if (arity === 'single' && size !== 1)
      return `${what} group '${name}' takes one ${what}, not ${size}`;
    if (arity === 'optional' && size > 1)
      return `${what} group '${name}' takes at most one ${what}, not ${size}`;
    out.push([at, at + size]);
    at += size;
  }
  return out;
}

function countMessage(expected: number, count: number, what: string, more: boolean): string {
  if (expected === 0 && !more) return `requires zero ${what}s`;
  const n = more
    ? `${expected} or more ${what}s`
    : expected === 1
      ? `a single ${what}`
      : `${expected} ${what}s`;
  return more || expected > 1 ? `expected ${n}, but found ${count}` : `requires ${n}`;
}

/** Says the first thing that is wrong: what comes after it is often its consequence. */
export function verifyAgainstSpec(op: Operation, spec: OpSpec, fail: Fail): void {
  const problem = problemOf(op, spec);
  if (problem !== undefined) fail(problem);
}

function problemOf(op: Operation, spec: OpSpec): string | undefined {
  const values =
    valueProblem(op, spec.operands, 'operand') ?? valueProblem(op, spec.results, 'result');
  if (values !== undefined) return values;
  for (let i = 0; i < spec.attributes.length; i++) {
    const { name, optional, defaultValue, constraint } = spec.attributes[i];
    const value = op.attr(name);
    if (value === undefined) {
      if (!optional && defaultValue === undefined) return `requires attribute '${name}'`;
    } else if (constraint.test && !constraint.test(value, op)) {
      return `attribute '${name}' failed to satisfy constraint: ${constraint.summary}`;
    }
  }
  if (spec.regions.length > 0 || op.regions.length > 0) {
    const problem = regionProblem(op, spec);
    if (problem !== undefined) return problem;
  }
  const { successors } = spec;
  if (op.successors.length !== successors.length && !successors.some((s) => s.variadic)) {
    return `requires ${successors.length} successors but found ${op.successors.length}`;
  }
  const { checkedTraits } = op.def.plan!;
  for (let i = 0; i < checkedTraits.length; i++) {
    const problem = traitProblem(op, spec, checkedTraits[i]);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function valueProblem(
  op: Operation,
  specs: readonly ValueSpec[],
  what: 'operand' | 'result',
): string | undefined {
  const count = what === 'operand' ? op.numOperands : op.numResults;
  if (count === 0 && specs.length === 0) return undefined;
  const groups = segments(op, specs, count, what);
  if (typeof groups === 'string') return groups;
  for (let i = 0; i < specs.length; i++) {
    const { test, summary } = specs[i].constraint;
    if (!test) continue;
    for (let at = groups[i][0]; at < groups[i][1]; at++) {
      const { type } = what === 'operand' ? op.operand(at) : op.result(at);
      if (test(type, op)) continue;
      const variadic = specs[i].arity === 'variadic' ? 'variadic of ' : '';
      return `${what} #${at} must be ${variadic}${summary}, but got '${type}'`;
    }
  }
  return undefined;
}

function regionProblem(op: Operation, spec: OpSpec): string | undefined {
  const { regions } = spec;
  if (op.regions.length !== regions.length && !regions.some((r) => r.variadic)) {
    return regions.length === 1
      ? 'requires one region'
      : `requires ${regions.length || 'zero'} regions`;
  }
  for (let i = 0; i < regions.length; i++) {
    const blocks = op.regions[i]?.blocks.length ?? 0;
    const { kind, size = 0 } = regions[i].constraint;
    const wanted =
      kind === 'sized' && blocks !== size
        ? `${size}`
        : kind === 'min-sized' && blocks < size
          ? `at least ${size}`
          : kind === 'max-sized' && blocks > size
            ? `at most ${size}`
            : undefined;
    if (wanted === undefined) continue;
    const name = `region #${i}${regions[i].name ? ` ('${regions[i].name}')` : ''}`;
    return `${name} failed to verify constraint: region with ${wanted} blocks`;
  }
  return undefined;
}

/** The types of a named operand or result group, or of an attribute that has one. */
function typesOf(op: Operation, spec: OpSpec, name: string): Type[] {
  const operand = spec.operands.findIndex((o) => o.name === name);
  if (operand >= 0) {
    const groups = segments(op, spec.operands, op.numOperands, 'operand');
    return typeof groups === 'string'
      ? []
      : op.operands.slice(...groups[operand]).map((v) => v.type);
  }
  const result = spec.results.findIndex((r) => r.name === name);
  const attr = result < 0 ? op.attr(name) : undefined;
  if (attr && 'type' in attr && attr.type instanceof Type) return [attr.type];
  const groups = result >= 0 ? segments(op, spec.results, op.numResults, 'result') : '';
  return typeof groups === 'string' ? [] : op.results.slice(...groups[result]).map((v) => v.type);
}

/** The one type of a named group of one value, or of an attribute; undefined for what has none, or more. */
function oneType(op: Operation, spec: OpSpec, name: string): Type | undefined {
  const { operands, results } = spec;
  for (let i = 0; i < operands.length; i++) {
    if (operands[i].name !== name) continue;
    return op.numOperands === operands.length && op.def.plan!.operands.flexible === 0
      ? op.operand(i).type
      : undefined;
  }
  for (let i = 0; i < results.length; i++) {
    if (results[i].name !== name) continue;
    return op.numResults === results.length && op.def.plan!.results.flexible === 0
      ? op.result(i).type
      : undefined;
  }
  const attr = op.attr(name);
  return attr && 'type' in attr && attr.type instanceof Type ? attr.type : undefined;
}

/** Whether all that `args` name are of one type: most operations have one value of each name. */
function allTypesMatch(op: Operation, spec: OpSpec, args: readonly string[]): boolean {
  let first: Type | undefined;
  for (let i = 0; i < args.length; i++) {
    const type = oneType(op, spec, args[i]);
    if (type === undefined) return allSame(matching(op, spec, args));
    first ??= type;
    if (type !== first) return false;
  }
  return true;
}

/** The types that `args` name. */
const matching = (op: Operation, spec: OpSpec, args: readonly string[]): Type[] =>
  args.flatMap((name) => typesOf(op, spec, name));

/** The first region with more than one block, or -1. */
const regionOfBlocks = (op: Operation): number => op.regions.findIndex((r) => r.blocks.length > 1);

/** The first region whose entry has arguments, or -1. */
const regionWithArguments = (op: Operation): number =>
  op.regions.findIndex((r) => r.blocks[0]?.args.length > 0);

function allSame<T>(items: readonly T[]): boolean {
  return items.every((item) => item === items[0]);
}

function traitProblem(
  op: Operation,
  spec: OpSpec,
  trait: OpSpec['traits'][number],
): string | undefined {
  const { args = NONE } = trait;
  switch (trait.name) {
    case 'SameTypeOperands':
      return allSame(operandTypes(op)) ? undefined : 'requires all operands to have the same type';
    case 'SameOperandsAndResultType':
      return sameOperandsAndResultType(op);
    case 'Elementwise':
      return elementwise(op);
    case 'SameOperandsElementType':
      return allSame(operandTypes(op).map(elementType))
        ? undefined
        : 'requires the same element type for all operands';
    case 'SameOperandsAndResultElementType':
      return allSame([...operandTypes(op), ...op.resultTypes].map(elementType))
        ? undefined
        : 'requires the same element type for all operands and results';
    case 'SameOperandsShape':
    case 'SameOperandsAndResultShape':
      return sameShape(op, trait.name === 'SameOperandsAndResultShape');
    case 'AllTypesMatch':
      return allTypesMatch(op, spec, args)
        ? undefined
        : `failed to verify that all of {${args.join(', ')}} have same type`;
    case 'AllElementTypesMatch':
      return allSame(matching(op, spec, args).map(elementType))
        ? undefined
        : `failed to verify that all of {${args.join(', ')}} have same element type`;
    case 'AllShapesMatch':
      return allSame(matching(op, spec, args).map((t) => String((t as ShapedType).shape)))
        ? undefined
        : `failed to verify that all of {${args.join(', ')}} have same shape`;
    case 'TypesMatchWith': {
      const [summary, lhs, rhs] = args;
      const [[a], found] = [typesOf(op, spec, lhs), typesOf(op, spec, rhs)];
      if (!a || found.length === 0 || !trait.transform) return undefined;
      const wanted = trait.transform(a);
      const agrees =
        wanted instanceof Type
          ? wanted === found[0]
          : wanted.length === found.length && wanted.every((t, i) => t === found[i]);
      return agrees ? undefined : `failed to verify that ${summary}`;
    }
    case 'PredOpTrait':
      return trait.test && !trait.test(op) ? `failed to verify that ${args[0]}` : undefined;
    case 'HasParent':
      return op.parentOp && args.includes(op.parentOp.name)
        ? undefined
        : `expects parent op ${args.length > 1 ? 'to be one of ' : ''}'${args.join(', ')}'`;
    case 'SingleBlock':
    case 'SingleBlockImplicitTerminator': {
      const at = regionOfBlocks(op);
      return at < 0 ? undefined : `expects region #${at} to have 0 or 1 blocks`;
    }
    case 'NoRegionArguments': {
      const at = regionWithArguments(op);
      return at < 0 ? undefined : `region #${at} should have no arguments`;
    }
    case 'Symbol': {
      const parent = op.parentOp;
      const named = op.attr('sym_name') !== undefined;
      return named && parent?.def.registered && !parent.hasTrait('SymbolTable')
        ? "symbol's parent must have the SymbolTable trait"
        : undefined;
    }
    case 'Terminator':
      return op.parent && op.parent.lastOp !== op
        ? 'must be the last operation in the parent block'
        : undefined;
    default:
      return undefined;
  }
}
