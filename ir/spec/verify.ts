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
import type { Value } from '../value.js';
import type { OpSpec, ValueSpec } from './op-spec.js';
import { elementwise, sameOperandsAndResultType, sameShape } from './shape-traits.js';

/** The [start, end) of each declared operand (or result) group, or a message. */
export function segments(
  op: Operation,
  specs: readonly ValueSpec[],
  count: number,
  what: 'operand' | 'result',
): readonly (readonly [number, number])[] | string {
  const attrName = what === 'operand' ? 'operandSegmentSizes' : 'resultSegmentSizes';
  const sized = op.hasTrait(
    what === 'operand' ? 'AttrSizedOperandSegments' : 'AttrSizedResultSegments',
  );
  const flexible = specs.filter((s) => s.arity !== 'single').length;
  let sizes: readonly number[];
  if (sized) {
    const attr = op.attr(attrName);
    if (!(attr instanceof DenseArrayAttr))
      return `requires the attribute '${attrName}' (a dense i32 array)`;
    sizes = attr.numbers;
    if (sizes.length !== specs.length) {
      return `'${attrName}' attribute for specifying ${what} segments must have ${specs.length} elements, but got ${sizes.length}`;
    }
    const total = sizes.reduce((a, b) => a + b, 0);
    if (sizes.some((n) => n < 0) || total !== count) {
      return `${what} count (${count}) does not match with the total size (${total}) specified in attribute '${attrName}'`;
    }
  } else if (flexible === 0) {
    if (count !== specs.length) return countMessage(specs.length, count, what, false);
    sizes = specs.map(() => 1);
  } else {
    const fixed = specs.length - flexible;
    const rest = count - fixed;
    const optionalOnly = specs.every((s) => s.arity !== 'variadic');
    if (rest < 0 || (optionalOnly && rest > flexible)) {
      return countMessage(fixed, count, what, true);
    }
    if (flexible > 1 && rest % flexible !== 0) return countMessage(fixed, count, what, true);
    sizes = specs.map((s) => (s.arity === 'single' ? 1 : rest / flexible));
  }
  const out: [number, number][] = [];
  let at = 0;
  for (let i = 0; i < specs.length; i++) {
    const size = sizes[i];
    if (specs[i].arity === 'single' && size !== 1)
      return `${what} group '${specs[i].name}' takes one ${what}, not ${size}`;
    if (specs[i].arity === 'optional' && size > 1)
      return `${what} group '${specs[i].name}' takes at most one ${what}, not ${size}`;
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
export function verifyAgainstSpec(op: Operation, spec: OpSpec, report: Fail): void {
  let failed = false;
  const fail: Fail = (message, loc) => {
    if (!failed) report(message, loc);
    failed = true;
  };
  const values = (
    what: 'operand' | 'result',
    specs: readonly ValueSpec[],
    list: readonly Value[],
  ) => {
    const groups = segments(op, specs, list.length, what);
    if (typeof groups === 'string') {
      fail(groups);
      return;
    }
    specs.forEach((s, i) => {
      const { test, summary } = s.constraint;
      if (!test) return;
      for (let at = groups[i][0]; at < groups[i][1]; at++) {
        if (!test(list[at].type, op)) {
          fail(`${what} #${at} must be ${variadicText(s)}${summary}, but got '${list[at].type}'`);
        }
      }
    });
  };
  values('operand', spec.operands, op.operands);
  values('result', spec.results, op.results);
  for (const attr of spec.attributes) {
    const value = op.attr(attr.name);
    if (value === undefined) {
      if (!attr.optional && attr.defaultValue === undefined)
        fail(`requires attribute '${attr.name}'`);
    } else if (attr.constraint.test && !attr.constraint.test(value, op)) {
      fail(`attribute '${attr.name}' failed to satisfy constraint: ${attr.constraint.summary}`);
    }
  }
  verifyRegionCounts(op, spec, fail);
  if (!spec.successors.some((s) => s.variadic) && op.successors.length !== spec.successors.length) {
    fail(`requires ${spec.successors.length} successors but found ${op.successors.length}`);
  }
  for (const trait of spec.traits) verifyTrait(op, spec, trait, fail);
}

function variadicText(s: ValueSpec): string {
  return s.arity === 'variadic' ? 'variadic of ' : '';
}

function verifyRegionCounts(op: Operation, spec: OpSpec, fail: Fail): void {
  if (!spec.regions.some((r) => r.variadic) && op.regions.length !== spec.regions.length) {
    fail(
      spec.regions.length === 1
        ? 'requires one region'
        : `requires ${spec.regions.length || 'zero'} regions`,
    );
    return;
  }
  spec.regions.forEach((r, i) => {
    const blocks = op.regions[i]?.blocks.length ?? 0;
    const { kind, size = 0 } = r.constraint;
    const name = `region #${i}${r.name ? ` ('${r.name}')` : ''}`;
    if (kind === 'sized' && blocks !== size)
      fail(`${name} failed to verify constraint: region with ${size} blocks`);
    if (kind === 'min-sized' && blocks < size)
      fail(`${name} failed to verify constraint: region with at least ${size} blocks`);
    if (kind === 'max-sized' && blocks > size)
      fail(`${name} failed to verify constraint: region with at most ${size} blocks`);
  });
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
  const groups = result >= 0 ? segments(op, spec.results, op.results.length, 'result') : '';
  return typeof groups === 'string' ? [] : op.results.slice(...groups[result]).map((v) => v.type);
}

function allSame<T>(items: readonly T[]): boolean {
  return items.every((item) => item === items[0]);
}

function verifyTrait(
  op: Operation,
  spec: OpSpec,
  trait: OpSpec['traits'][number],
  fail: Fail,
): void {
  const operandTypes = () => op.operandUses.map((u) => u.value.type);
  const args = trait.args ?? [];
  const report = (message: string | undefined) => {
    if (message !== undefined) fail(message);
  };
  switch (trait.name) {
    case 'SameTypeOperands':
      if (!allSame(operandTypes())) fail('requires all operands to have the same type');
      break;
    case 'SameOperandsAndResultType':
      report(sameOperandsAndResultType(op));
      break;
    case 'Elementwise':
      report(elementwise(op));
      break;
    case 'SameOperandsElementType':
      if (!allSame(operandTypes().map(elementType)))
        fail('requires the same element type for all operands');
      break;
    case 'SameOperandsAndResultElementType':
      if (!allSame([...operandTypes(), ...op.resultTypes].map(elementType))) {
        fail('requires the same element type for all operands and results');
      }
      break;
    case 'SameOperandsShape':
    case 'SameOperandsAndResultShape':
      report(sameShape(op, trait.name === 'SameOperandsAndResultShape'));
      break;
    case 'AllTypesMatch':
      if (!allSame(args.flatMap((n) => typesOf(op, spec, n)))) {
        fail(`failed to verify that all of {${args.join(', ')}} have same type`);
      }
      break;
    case 'AllElementTypesMatch':
      if (!allSame(args.flatMap((n) => typesOf(op, spec, n)).map(elementType))) {
        fail(`failed to verify that all of {${args.join(', ')}} have same element type`);
      }
      break;
    case 'AllShapesMatch':
      if (
        !allSame(
          args.flatMap((n) => typesOf(op, spec, n)).map((t) => String((t as ShapedType).shape)),
        )
      ) {
        fail(`failed to verify that all of {${args.join(', ')}} have same shape`);
      }
      break;
    case 'TypesMatchWith': {
      const [summary, lhs, rhs] = args;
      const [a, b] = [typesOf(op, spec, lhs)[0], typesOf(op, spec, rhs)[0]];
      if (a && b && trait.transform && trait.transform(a) !== b)
        fail(`failed to verify that ${summary}`);
      break;
    }
    case 'PredOpTrait':
      if (trait.test && !trait.test(op)) fail(`failed to verify that ${args[0]}`);
      break;
    case 'HasParent':
      if (!op.parentOp || !args.includes(op.parentOp.name)) {
        fail(`expects parent op ${args.length > 1 ? 'to be one of ' : ''}'${args.join(', ')}'`);
      }
      break;
    case 'SingleBlock':
    case 'SingleBlockImplicitTerminator':
      op.regions.forEach((r, i) => {
        if (r.blocks.length > 1) fail(`expects region #${i} to have 0 or 1 blocks`);
      });
      break;
    case 'NoRegionArguments':
      op.regions.forEach((r, i) => {
        if (r.blocks[0]?.args.length > 0) fail(`region #${i} should have no arguments`);
      });
      break;
    case 'Terminator':
      if (op.parent && op.parent.lastOp !== op)
        fail('must be the last operation in the parent block');
      break;
  }
}
