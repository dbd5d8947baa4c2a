/** Numbers and comparisons. All arithmetic is on 64-bit two's complement. */
import { type Fold, folds } from '../operation.js';
import { TableGenError } from '../source.js';
import { BIT, BitsType, commonType, INT, RecordType, type RecType, STRING } from '../types.js';
import { DefValue, IntValue, ONE, StringValue, type Value, ZERO } from '../values.js';
import { builders } from './build.js';

/** Operands of any number are taken in pairs from the right. */
const VARIADIC: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  add: (a, b) => a + b,
  and: (a, b) => a & b,
  mul: (a, b) => a * b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

const BINARY: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  div(a, b) {
    if (b === 0n) throw new TableGenError('Illegal operation: division by zero');
    if (a === MIN_INT && b === -1n) throw new TableGenError('Illegal operation: INT64_MIN / -1');
    return a / b;
  },
  shl: (a, b) => a << b,
  sra: (a, b) => a >> b,
  srl: (a, b) => BigInt.asUintN(64, a) >> b,
  sub: (a, b) => a - b,
};

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ge: (order) => order >= 0,
  gt: (order) => order > 0,
  le: (order) => order <= 0,
  lt: (order) => order < 0,
  ne: (order) => order !== 0,
};

const MIN_INT = -(1n << 63n);

export function asInt(value: Value): bigint | undefined {
  const int = value.convertTo(INT);
  return int instanceof IntValue ? int.value : undefined;
}

function arithmetic(compute: (a: bigint, b: bigint) => bigint): Fold {
  return ({ operands: [left, right] }, { record }) => {
    const a = asInt(left);
    const b = asInt(right);
    if (a === undefined || b === undefined) return undefined;
    try {
      return new IntValue(BigInt.asIntN(64, compute(a, b)));
    } catch (error) {
      throw error instanceof TableGenError ? error.at(record?.loc) : error;
    }
  };
}

/** `f(a, f(b, c))` of two or more operands. */
export function nest(
  operands: readonly Value[],
  make: (left: Value, right: Value) => Value,
): Value {
  let right = operands[operands.length - 1];
  for (let i = operands.length - 2; i >= 0; i--) right = make(operands[i], right);
  return right;
}

for (const [name, compute] of Object.entries(VARIADIC)) {
  folds.set(name, arithmetic(compute));
  builders.set(name, (use) => {
    use.expectCount(2, Number.POSITIVE_INFINITY);
    const operands = use.node.args.map((_, i) => use.int(i));
    return nest(operands, (a, b) => use.make([a, b], INT));
  });
}

for (const [name, compute] of Object.entries(BINARY)) {
  folds.set(name, arithmetic(compute));
  builders.set(name, (use) => {
    use.expectCount(2);
    return use.make([use.int(0), use.int(1)], INT);
  });
}

function order(left: Value, right: Value): number | undefined {
  const a = asInt(left);
  const b = asInt(right);
  if (a !== undefined && b !== undefined) return a < b ? -1 : a > b ? 1 : 0;
  if (left instanceof StringValue && right instanceof StringValue) {
    return left.value < right.value ? -1 : left.value > right.value ? 1 : 0;
  }
  if (left instanceof DefValue && right instanceof DefValue) {
    return left.record === right.record ? 0 : 1;
  }
  return undefined;
}

const isNumeric = (type: RecType) => type === BIT || type === INT || type instanceof BitsType;

for (const [name, test] of Object.entries(COMPARISONS)) {
  const takesRecords = name === 'eq' || name === 'ne';
  folds.set(name, ({ operands: [left, right] }) => {
    const found = order(left, right);
    return found === undefined ? undefined : test(found) ? ONE : ZERO;
  });
  builders.set(name, (use) => {
    use.expectCount(2);
    const left = use.typed(0);
    const right = use.typed(1, left.type);
    if (
      !isNumeric(left.type) &&
      left.type !== STRING &&
      !(takesRecords && left.type instanceof RecordType)
    ) {
      const wanted = takesRecords
        ? 'bit, bits, int, string, or record'
        : 'bit, bits, int, or string';
      throw use.fail(`expected ${wanted}; got value of type '${left.type}'`, 0);
    }
    if (
      !(isNumeric(left.type) && isNumeric(right.type)) &&
      commonType(left.type, right.type) === undefined
    ) {
      throw use.fail(`expected value of type '${left.type}', got '${right.type}'`, 1);
    }
    return use.make([left.value, right.value], BIT);
  });
}

folds.set('not', ({ operands: [value] }) => {
  const known = asInt(value);
  return known === undefined ? undefined : new IntValue(known === 0n ? 1n : 0n);
});
builders.set('not', (use) => {
  use.expectCount(1);
  return use.make([use.int(0)], INT);
});

folds.set('logtwo', ({ operands: [value] }, { record }) => {
  const known = asInt(value);
  if (known === undefined) return undefined;
  if (known <= 0n) {
    throw new TableGenError(
      'Illegal operation: logtwo is undefined on arguments less than or equal to 0',
      record?.loc,
    );
  }
  return new IntValue(BigInt(known.toString(2).length - 1));
});
builders.set('logtwo', (use) => {
  use.expectCount(1);
  return use.make([use.int(0)], INT);
});
