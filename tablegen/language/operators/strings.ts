/** Strings. */
import { folds } from '../operation.js';
import { VariableValue } from '../references.js';
import { TableGenError } from '../source.js';
import { INT, STRING } from '../types.js';
import { DefValue, IntValue, ListValue, StringValue, type Value } from '../values.js';
import { asInt, nest } from './arithmetic.js';
import { builders } from './build.js';

folds.set('strconcat', ({ operands: [left, right] }) => {
  if (!(left instanceof StringValue && right instanceof StringValue)) return undefined;
  return new StringValue(left.value + right.value, left.code || right.code);
});
builders.set('strconcat', (use) => {
  use.expectCount(1, Number.POSITIVE_INFINITY);
  const operands = use.node.args.map((_, i) => use.string(i));
  return nest(operands, (a, b) => use.make([a, b], STRING));
});

folds.set('interleave', ({ operands: [list, delimiter] }) => {
  if (!(list instanceof ListValue && delimiter instanceof StringValue)) return undefined;
  const parts: string[] = [];
  for (const element of list.elements) {
    const part = element instanceof StringValue ? element : element.convertTo(INT);
    if (!(part instanceof StringValue || part instanceof IntValue)) return undefined;
    parts.push(part.text);
  }
  return new StringValue(parts.join(delimiter.value));
});
builders.set('interleave', (use) => {
  use.expectCount(2);
  const { value, type } = use.list(0);
  if (type.element !== STRING && !type.element.convertibleTo(INT)) {
    throw use.fail(`expected list of string, int, bits, or bit; got value of type '${type}'`, 0);
  }
  return use.make([value, use.string(1)], STRING);
});

folds.set('substr', ({ operands: [text, from, count] }, { record }) => {
  const start = asInt(from);
  const length = asInt(count);
  if (!(text instanceof StringValue) || start === undefined || length === undefined)
    return undefined;
  if (start < 0n || start > text.value.length) {
    throw new TableGenError(
      `!substr start position is out of range 0...${text.value.length}: ${start}`,
      record?.loc,
    );
  }
  if (length < 0n) {
    throw new TableGenError(`!substr length must be nonnegative`, record?.loc);
  }
  const end = start + length;
  return new StringValue(
    text.value.slice(Number(start), end > 1e9 ? undefined : Number(end)),
    text.code,
  );
});
builders.set('substr', (use) => {
  use.expectCount(2, 3);
  const count: Value = use.count === 3 ? use.int(2) : new IntValue((1n << 63n) - 1n);
  return use.make([use.string(0), use.int(1), count], STRING);
});

folds.set('find', ({ operands: [text, target, from] }, { record }) => {
  const start = asInt(from);
  if (!(text instanceof StringValue && target instanceof StringValue) || start === undefined) {
    return undefined;
  }
  if (start < 0n || start > text.value.length) {
    throw new TableGenError(
      `!find start position is out of range 0...${text.value.length}: ${start}`,
      record?.loc,
    );
  }
  return new IntValue(BigInt(text.value.indexOf(target.value, Number(start))));
});
builders.set('find', (use) => {
  use.expectCount(2, 3);
  const start: Value = use.count === 3 ? use.int(2) : new IntValue(0n);
  return use.make([use.string(0), use.string(1), start], INT);
});

folds.set('subst', ({ operands: [from, to, value] }) => {
  if (from instanceof DefValue && value instanceof DefValue) {
    return from.record === value.record ? to : value;
  }
  if (from instanceof VariableValue && value instanceof VariableValue) {
    return from.name === value.name ? to : value;
  }
  if (from instanceof StringValue && to instanceof StringValue && value instanceof StringValue) {
    if (from.value === '') return value;
    return new StringValue(
      value.value.replaceAll(from.value, () => to.value),
      value.code,
    );
  }
  return undefined;
});
builders.set('subst', (use) => {
  use.expectCount(3);
  const from = use.typed(0);
  const to = use.typed(1);
  const { value, type } = use.typed(2, use.expected);
  return use.make([from.value, to.value, value], type === STRING ? STRING : type);
});

const CASES: Readonly<Record<string, (text: string) => string>> = {
  tolower: (text) => text.replace(/[A-Z]/g, (c) => c.toLowerCase()),
  toupper: (text) => text.replace(/[a-z]/g, (c) => c.toUpperCase()),
};
for (const [name, change] of Object.entries(CASES)) {
  folds.set(name, ({ operands: [text] }) =>
    text instanceof StringValue ? new StringValue(change(text.value)) : undefined,
  );
  builders.set(name, (use) => {
    use.expectCount(1);
    return use.make([use.string(0)], STRING);
  });
}

folds.set('repr', ({ operands: [value] }) => {
  if (!value.concrete) return undefined;
  return new StringValue(value instanceof DefValue ? String(value.record) : String(value));
});
builders.set('repr', (use) => {
  use.expectCount(1);
  return use.make([use.arg(0)], STRING);
});
