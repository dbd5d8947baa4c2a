/** Lists, and the operators that choose or repeat. */
import { folds } from '../operation.js';
import type { RecordBase } from '../record.js';
import { VariableValue } from '../references.js';
import { MapResolver } from '../resolver.js';
import { TableGenError } from '../source.js';
import { BIT, commonType, DAG, INT, ListType, type RecType, STRING } from '../types.js';
import {
  checkLength,
  DagValue,
  IntValue,
  ListValue,
  ONE,
  StringValue,
  type Value,
  ZERO,
} from '../values.js';
import { asInt, nest } from './arithmetic.js';
import { type BangUse, builders, typeOf } from './build.js';

const int = (value: number | bigint) => new IntValue(BigInt(value));

/** Items of a list, characters of a string, arguments of a dag. */
function sizeOf(value: Value): number | undefined {
  if (value instanceof ListValue) return value.elements.length;
  if (value instanceof DagValue) return value.args.length;
  if (value instanceof StringValue) return Buffer.byteLength(value.value);
  return undefined;
}

function sized(use: BangUse): Value {
  use.expectCount(1);
  const { value, type } = use.typed(0);
  if (!(type instanceof ListType) && type !== DAG && type !== STRING) {
    throw use.fail('expected string, list, or dag type argument in unary operator', 0);
  }
  return value;
}
folds.set('size', ({ operands: [value] }) => {
  const size = sizeOf(value);
  return size === undefined ? undefined : int(size);
});
builders.set('size', (use) => use.make([sized(use)], INT));
folds.set('empty', ({ operands: [value] }) => {
  const size = sizeOf(value);
  return size === undefined ? undefined : size === 0 ? ONE : ZERO;
});
builders.set('empty', (use) => use.make([sized(use)], BIT));

folds.set('head', ({ operands: [list] }) => {
  if (!(list instanceof ListValue)) return undefined;
  return list.elements[0];
});
builders.set('head', (use) => {
  use.expectCount(1);
  const { value, type } = use.list(0);
  if (sizeOf(value) === 0) throw use.fail('empty list argument in unary operator', 0);
  return use.make([value], type.element);
});
folds.set('tail', ({ operands: [list] }) =>
  list instanceof ListValue ? new ListValue(list.elements.slice(1), list.type.element) : undefined,
);
builders.set('tail', (use) => {
  use.expectCount(1);
  const { value, type } = use.list(0, use.expected);
  if (sizeOf(value) === 0) throw use.fail('empty list argument in unary operator', 0);
  return use.make([value], type);
});

folds.set('listconcat', ({ operands: [left, right], type }) => {
  if (!(left instanceof ListValue && right instanceof ListValue)) return undefined;
  return new ListValue([...left.elements, ...right.elements], (type as ListType).element);
});
builders.set('listconcat', (use) => {
  use.expectCount(1, Number.POSITIVE_INFINITY);
  let type: RecType | undefined = use.expected instanceof ListType ? use.expected : undefined;
  const expected = type;
  const operands: Value[] = [];
  let found: RecType | undefined;
  for (let i = 0; i < use.count; i++) {
    const list = use.list(i, expected ?? found);
    const common = found === undefined ? list.type : commonType(found, list.type);
    if (common === undefined) {
      throw use.fail(`expected value of type '${found}', got '${list.type}'`, i);
    }
    found = common;
    operands.push(list.value);
  }
  type = found!;
  const result = nest(operands, (a, b) => use.make([a, b], type!));
  return result;
});

folds.set('listsplat', ({ operands: [value, count], type }, { record }) => {
  const times = asInt(count);
  if (times === undefined) return undefined;
  if (times < 0n) throw new TableGenError(`!listsplat count ${times} is negative`, record?.loc);
  checkLength(times, record?.loc);
  return new ListValue(Array(Number(times)).fill(value), (type as ListType).element);
});
builders.set('listsplat', (use) => {
  use.expectCount(2);
  const element = use.expected instanceof ListType ? use.expected.element : undefined;
  const { value, type } = use.typed(0, element);
  return use.make([value, use.int(1)], type.list);
});

folds.set('listremove', ({ operands: [list, removed] }) => {
  if (!(list instanceof ListValue && removed instanceof ListValue)) return undefined;
  const keys = new Set(removed.elements.map((e) => e.key));
  return new ListValue(
    list.elements.filter((e) => !keys.has(e.key)),
    list.type.element,
  );
});
builders.set('listremove', (use) => {
  use.expectCount(2);
  const { value, type } = use.list(0, use.expected);
  return use.make([value, use.list(1, type).value], type);
});

folds.set('range', ({ operands: [from, to, by] }, { record }) => {
  const start = asInt(from);
  const end = asInt(to);
  const step = asInt(by);
  if (start === undefined || end === undefined || step === undefined) return undefined;
  if (step === 0n) throw new TableGenError('Step of !range cannot be 0', record?.loc);
  checkLength((end - start) / step, record?.loc);
  const elements: Value[] = [];
  for (let i = start; step > 0n ? i < end : i > end; i += step) elements.push(int(i));
  return new ListValue(elements, INT);
});
builders.set('range', (use) => {
  use.expectCount(1, 3);
  const make = (from: Value, to: Value, by: Value = int(1)) => use.make([from, to, by], INT.list);
  if (use.count === 3) return make(use.int(0), use.int(1), use.int(2));
  if (use.count === 2) return make(use.int(0), use.int(1));
  const { value, type } = use.typed(0);
  if (!(type instanceof ListType)) return make(int(0), use.int(0));
  return make(int(0), use.make([value], INT, undefined, 'size'));
});

// list[index] and list[a, b...c], which are written without a bang.
folds.set('element', ({ operands: [list, index] }) => {
  const i = asInt(index);
  if (!(list instanceof ListValue) || i === undefined) return undefined;
  return list.elements[Number(i)];
});
folds.set('slice', ({ operands: [list, indices] }) => {
  if (!(list instanceof ListValue && indices instanceof ListValue)) return undefined;
  const positions = indices.elements.map(asInt);
  if (positions.includes(undefined)) return undefined;
  const elements = positions.map((p) => list.elements[Number(p)]);
  // What is out of range is never known.
  return elements.includes(undefined!) ? undefined : new ListValue(elements, list.type.element);
});
folds.set('range-piece', ({ operands: [from, to] }, { record }) => {
  const start = asInt(from);
  const end = asInt(to);
  if (start === undefined || end === undefined) return undefined;
  const step = start <= end ? 1n : -1n;
  checkLength((end - start) * step, record?.loc);
  const elements: Value[] = [];
  for (let i = start; i !== end + step; i += step) elements.push(int(i));
  return new ListValue(elements, INT);
});

folds.set('if', ({ operands: [condition, then, otherwise] }) => {
  const known = asInt(condition);
  return known === undefined ? undefined : known !== 0n ? then : otherwise;
});
builders.set('if', (use) => {
  use.expectCount(3);
  const condition = use.arg(0);
  const then = use.arg(1, use.expected);
  const otherwise = use.arg(2, use.expected);
  const thenType = typeOf(then) ?? typeOf(otherwise);
  const otherwiseType = typeOf(otherwise) ?? thenType;
  if (thenType === undefined || otherwiseType === undefined)
    throw use.fail('could not get type for !if');
  const type = commonType(thenType, otherwiseType);
  if (type === undefined) {
    throw use.fail(`inconsistent types '${thenType}' and '${otherwiseType}' for !if`);
  }
  return use.make([condition, then, otherwise], type);
});

folds.set('cond', ({ operands }, { record }) => {
  for (let i = 0; i < operands.length; i += 2) {
    const known = asInt(operands[i]);
    if (known === undefined) return undefined;
    if (known !== 0n)
      return operands[i + 1].convertTo(operands[i + 1].type ?? INT) ?? operands[i + 1];
  }
  throw new TableGenError(
    `!cond does not have any true condition in:\n  !cond(${operands.filter((_, i) => i % 2 === 0).join(', ')})`,
    record?.loc,
  );
});

/** The body of an operator with its variable replaced. */
function apply(
  body: Value,
  record: RecordBase | undefined,
  bindings: readonly [string, Value][],
): Value {
  const resolver = new MapResolver(record);
  for (const [name, value] of bindings) resolver.set(name, value);
  return body.resolve(resolver);
}

folds.set('foreach', ({ operands: [variable, collection, body], type }, { record }) => {
  const map = (item: Value) => apply(body, record, [[variable.text, item]]);
  if (collection instanceof ListValue) {
    return new ListValue(collection.elements.map(map), (type as ListType).element);
  }
  if (!(collection instanceof DagValue)) return undefined;
  const overDag = (dag: DagValue): DagValue => {
    const operator = map(dag.operator);
    const args = dag.args.map(({ value, name }) => ({
      value: value instanceof DagValue ? overDag(value) : map(value),
      name,
    }));
    return new DagValue(operator, dag.operatorName, args);
  };
  return overDag(collection);
});
builders.set('foreach', (use) => {
  use.expectCount(3);
  const name = use.name(0);
  const { value: collection, type } = use.typed(1);
  const variable = (t: RecType) => new VariableValue(name, t);
  if (type === DAG) {
    const v = variable(DAG);
    const body = use.scope.withLocals([[name, v]], () => use.arg(2));
    return use.make([v, collection, body], DAG);
  }
  if (!(type instanceof ListType)) {
    throw use.fail(`expected a list or dag, got value of type '${type}'`, 1);
  }
  const v = variable(type.element);
  const wanted = use.expected instanceof ListType ? use.expected.element : undefined;
  const body = use.scope.withLocals([[name, v]], () => use.arg(2, wanted));
  const bodyType = typeOf(body) ?? wanted;
  if (bodyType === undefined) throw use.fail('could not get type of !foreach expression', 2);
  return use.make([v, collection, body], bodyType.list);
});

folds.set('filter', ({ operands: [variable, list, condition] }, { record }) => {
  if (!(list instanceof ListValue)) return undefined;
  const kept: Value[] = [];
  for (const item of list.elements) {
    const known = asInt(apply(condition, record, [[variable.text, item]]));
    if (known === undefined) return undefined;
    if (known !== 0n) kept.push(item);
  }
  return new ListValue(kept, list.type.element);
});
builders.set('filter', (use) => {
  use.expectCount(3);
  const name = use.name(0);
  const { value: list, type } = use.list(1, use.expected);
  const v = new VariableValue(name, type.element);
  const condition = use.scope.withLocals([[name, v]], () => use.arg(2, BIT));
  return use.make([v, list, condition], type);
});

folds.set('foldl', ({ operands: [start, list, acc, item, body] }, { record }) => {
  if (!(list instanceof ListValue)) return undefined;
  let result = start;
  for (const element of list.elements) {
    result = apply(body, record, [
      [acc.text, result],
      [item.text, element],
    ]);
  }
  return result;
});
builders.set('foldl', (use) => {
  use.expectCount(5);
  const { value: start, type: startType } = use.typed(0, use.expected);
  const { value: list, type: listType } = use.list(1);
  const acc = new VariableValue(use.name(2), startType);
  const item = new VariableValue(use.name(3), listType.element);
  const locals = [[acc.name, acc] as const, [item.name, item] as const];
  const body = use.scope.withLocals(locals, () => use.arg(4, startType));
  const bodyType = typeOf(body);
  if (bodyType === undefined || !bodyType.convertibleTo(startType)) {
    throw use.fail(
      `!foldl expression must be of same type as start (${startType}), but is of type ${bodyType ?? '?'}`,
      4,
    );
  }
  return use.make([start, list, acc, item, body], startType);
});
