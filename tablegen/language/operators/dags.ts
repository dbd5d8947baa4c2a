/** Dags. */
import { folds } from '../operation.js';
import type { RecordBase } from '../record.js';
import { TableGenError } from '../source.js';
import { DAG, recordType, STRING } from '../types.js';
import {
  type DagArg,
  DagValue,
  DefValue,
  ListValue,
  StringValue,
  UNSET,
  type Value,
} from '../values.js';
import { asInt, nest } from './arithmetic.js';
import { type BangUse, builders } from './build.js';

const nameValue = (name: string | undefined): Value =>
  name === undefined ? UNSET : new StringValue(name);
const nameOf = (value: Value): string | undefined =>
  value instanceof StringValue ? value.value : undefined;

folds.set('con', ({ operands: [left, right] }) => {
  if (!(left instanceof DagValue && right instanceof DagValue)) return undefined;
  const { operator: a } = left;
  const { operator: b } = right;
  const known = (v: Value) => v instanceof DefValue || v === UNSET;
  if (!known(a) || !known(b)) return undefined;
  if (a instanceof DefValue && b instanceof DefValue && a.record !== b.record) {
    throw new TableGenError(`Concatenated Dag operators do not match: '${left}' vs. '${right}'`);
  }
  const operator = a === UNSET ? b : a;
  return new DagValue(operator, left.operatorName ?? right.operatorName, [
    ...left.args,
    ...right.args,
  ]);
});
builders.set('con', (use) => {
  use.expectCount(1, Number.POSITIVE_INFINITY);
  const operands = use.node.args.map((_, i) => use.dag(i));
  return nest(operands, (a, b) => use.make([a, b], DAG));
});

folds.set('dag', ({ operands: [operator, values, names] }) => {
  const list = values instanceof ListValue ? values.elements : values === UNSET ? [] : undefined;
  const labels = names instanceof ListValue ? names.elements : names === UNSET ? [] : undefined;
  if (list === undefined || labels === undefined) return undefined;
  if (labels.some((l) => l !== UNSET && !(l instanceof StringValue))) return undefined;
  const count = Math.max(list.length, labels.length);
  const args: DagArg[] = [];
  for (let i = 0; i < count; i++) {
    args.push({ value: list[i] ?? UNSET, name: nameOf(labels[i] ?? UNSET) });
  }
  return new DagValue(operator, undefined, args);
});
builders.set('dag', (use) => {
  use.expectCount(3);
  const operator = use.arg(0);
  const values = use.arg(1);
  const names = use.arg(2, STRING.list);
  if (values instanceof ListValue && names instanceof ListValue) {
    if (values.elements.length !== names.elements.length) {
      throw use.fail(
        `!dag has ${values.elements.length} values and ${names.elements.length} names`,
      );
    }
  }
  return use.make([operator, values, names], DAG);
});

folds.set('getdagop', (op, { record }) => {
  const [dag] = op.operands;
  if (!(dag instanceof DagValue)) return undefined;
  if (dag.operator instanceof DefValue && !dag.operator.type.isA(op.type)) {
    throw new TableGenError(
      `Expected type '${op.type}', got '${dag.operator.type}' in: ${dag}`,
      record?.loc,
    );
  }
  return dag.operator;
});
const getOperator = (use: BangUse) => {
  use.expectCount(1);
  const type = use.node.type === undefined ? recordType([]) : use.typeArgument();
  return use.make([use.dag(0)], type, use.node.type === undefined ? undefined : type, 'getdagop');
};
builders.set('getdagop', getOperator);
builders.set('getop', getOperator);

folds.set('setdagop', ({ operands: [dag, operator] }) =>
  dag instanceof DagValue ? new DagValue(operator, dag.operatorName, dag.args) : undefined,
);
const setOperator = (use: BangUse) => {
  use.expectCount(2);
  return use.make([use.dag(0), use.arg(1)], DAG, undefined, 'setdagop');
};
builders.set('setdagop', setOperator);
builders.set('setop', setOperator);

/** The argument that a number or a name stands for; undefined while unknown. */
function position(dag: DagValue, key: Value, record: RecordBase | undefined): number | undefined {
  const index =
    key instanceof StringValue ? dag.args.findIndex((a) => a.name === key.value) : asInt(key);
  if (index === undefined) return undefined;
  if (index === -1 && key instanceof StringValue) {
    throw new TableGenError(`There is no argument named '${key.value}' in ${dag}`, record?.loc);
  }
  if (index < 0 || index >= dag.args.length) {
    throw new TableGenError(
      `Dag argument index ${index} is out of range: ${dag} has ${dag.args.length}`,
      record?.loc,
    );
  }
  return Number(index);
}

folds.set('getdagarg', (op, { record }) => {
  const [dag, key] = op.operands;
  if (!(dag instanceof DagValue)) return undefined;
  const index = position(dag, key, record);
  if (index === undefined) return undefined;
  const { value } = dag.args[index];
  if (
    value.type !== undefined &&
    !value.type.isA(op.type) &&
    value.convertTo(op.type) === undefined
  ) {
    return UNSET;
  }
  return value;
});
builders.set('getdagarg', (use) => {
  use.expectCount(2);
  const type = use.typeArgument();
  return use.make([use.dag(0), use.arg(1)], type, type);
});

folds.set('getdagname', ({ operands: [dag, key] }, { record }) => {
  if (!(dag instanceof DagValue)) return undefined;
  const index = position(dag, key, record);
  return index === undefined ? undefined : nameValue(dag.args[index].name);
});
builders.set('getdagname', (use) => {
  use.expectCount(2);
  return use.make([use.dag(0), use.int(1)], STRING);
});

function withArg(dag: DagValue, index: number, arg: DagArg): DagValue {
  return new DagValue(
    dag.operator,
    dag.operatorName,
    dag.args.map((a, i) => (i === index ? arg : a)),
  );
}
folds.set('setdagarg', ({ operands: [dag, key, value] }, { record }) => {
  if (!(dag instanceof DagValue)) return undefined;
  const index = position(dag, key, record);
  if (index === undefined) return undefined;
  return withArg(dag, index, { value, name: dag.args[index].name });
});
builders.set('setdagarg', (use) => {
  use.expectCount(3);
  return use.make([use.dag(0), use.arg(1), use.arg(2)], DAG);
});
folds.set('setdagname', ({ operands: [dag, key, name] }, { record }) => {
  if (!(dag instanceof DagValue) || !(name instanceof StringValue || name === UNSET))
    return undefined;
  const index = position(dag, key, record);
  if (index === undefined) return undefined;
  return withArg(dag, index, { value: dag.args[index].value, name: nameOf(name) });
});
builders.set('setdagname', (use) => {
  use.expectCount(3);
  return use.make([use.dag(0), use.arg(1), use.arg(2, STRING)], DAG);
});
