/**
 * Operations (`!add`, `!if` …) whose operands are not all known yet, and what computes them
 * once they are. What each operator does stands in the tables of `operators/`.
 */
import type { RecordBase } from './record.js';
import { setCastMaker, TypedValue } from './references.js';
import { type Resolver, ShadowResolver } from './resolver.js';
import { TableGenError } from './source.js';
import { BIT, INT, RecordType, type RecType, STRING } from './types.js';
import { allClosed, DefValue, IntValue, resolveAll, StringValue, type Value } from './values.js';

/** What folding may look at. */
export interface FoldContext {
  readonly record: RecordBase | undefined;
  readonly final: boolean;
}

/** The result, or undefined while operands are still unknown. */
export type Fold = (op: OperationValue, context: FoldContext) => Value | undefined;

/** Filled by `operators/`; one entry per operator name. */
export const folds = new Map<string, Fold>();

/** Operators that bind names in their last operand: how many, and at which positions. */
const BINDERS: Readonly<Record<string, readonly number[]>> = {
  foreach: [0],
  filter: [0],
  foldl: [2, 3],
};

export class OperationValue extends TypedValue {
  readonly operator: string;
  readonly operands: readonly Value[];
  readonly type: RecType;
  /** The type between angle brackets of `!isa<T>`, `!exists<T>`. */
  readonly typeArg: RecType | undefined;
  readonly concrete = false;
  readonly closed: boolean;

  constructor(operator: string, operands: readonly Value[], type: RecType, typeArg?: RecType) {
    super();
    this.operator = operator;
    this.operands = operands;
    this.type = type;
    this.typeArg = typeArg;
    // A cast to a record may become possible, or an error, at the end.
    this.closed = operator !== 'cast' && operator !== 'exists' && allClosed(operands);
  }

  override toString(): string {
    const { operator, operands } = this;
    const list = operands.join(', ');
    switch (operator) {
      case 'cast':
      case 'getdagarg':
      case 'getdagop':
        return operator === 'getdagop' && this.typeArg === undefined
          ? `!getdagop(${list})`
          : `!${operator}<${this.type}>(${list})`;
      case 'isa':
      case 'exists':
        return `!${operator}<${this.typeArg}>(${list})`;
      case 'element':
        return `${operands[0]}[${operands[1]}]`;
      case 'slice':
        return `${operands[0]}[${operands[1]}]`;
      case 'range-piece':
        return `${operands[0]}...${operands[1]}`;
      case 'cond': {
        const clauses: string[] = [];
        for (let i = 0; i < operands.length; i += 2) {
          clauses.push(`${operands[i]}: ${operands[i + 1]}`);
        }
        return `!cond(${clauses.join(', ')})`;
      }
      case 'foldl':
        return `!foldl(${operands[0]}, ${operands[1]}, ${operands[2].text}, ${operands[3].text}, ${operands[4]})`;
      default:
        return `!${operator}(${list})`;
    }
  }

  override bit(index: number): Value {
    return this.type === BIT ? this : super.bit(index);
  }

  fold(context: FoldContext): Value {
    return folds.get(this.operator)?.(this, context) ?? this;
  }

  override resolve(resolver: Resolver): Value {
    if (this.closed) return this;
    const { operator, operands } = this;
    if (operator === 'if') return this.resolveIf(resolver);
    const binders = BINDERS[operator];
    let resolved: readonly Value[];
    if (binders === undefined) {
      resolved = resolveAll(operands, resolver);
    } else {
      const last = operands.length - 1;
      const hidden = binders.map((i) => operands[i].text);
      const before = resolveAll(operands.slice(0, last), withoutNames(resolver, hidden));
      const body = operands[last].resolve(new ShadowResolver(resolver, hidden));
      const same = body === operands[last] && before.every((b, i) => b === operands[i]);
      resolved = same ? operands : [...before, body];
    }
    if (
      resolved === operands &&
      !(resolver.final && (operator === 'cast' || operator === 'exists'))
    ) {
      return this;
    }
    const context = { record: resolver.record, final: resolver.final };
    return new OperationValue(operator, resolved, this.type, this.typeArg).fold(context);
  }

  /** Only the branch that is taken is resolved: recursion ends by it. */
  private resolveIf(resolver: Resolver): Value {
    const [condition, then, otherwise] = this.operands;
    const resolved = condition.resolve(resolver);
    if (resolved !== condition) {
      const known = resolved.convertTo(INT);
      if (known instanceof IntValue) {
        return (known.value !== 0n ? then : otherwise).resolve(resolver);
      }
    }
    const ifTrue = then.resolve(resolver);
    const ifFalse = otherwise.resolve(resolver);
    if (resolved === condition && ifTrue === then && ifFalse === otherwise) return this;
    const context = { record: resolver.record, final: resolver.final };
    return new OperationValue('if', [resolved, ifTrue, ifFalse], this.type).fold(context);
  }
}

function withoutNames(resolver: Resolver, names: readonly string[]): Resolver {
  return new ShadowResolver(resolver, names);
}

const NOWHERE: FoldContext = { record: undefined, final: false };

export function makeOperation(
  operator: string,
  operands: readonly Value[],
  type: RecType,
  context: FoldContext = NOWHERE,
  typeArg?: RecType,
): Value {
  return new OperationValue(operator, operands, type, typeArg).fold(context);
}

folds.set('cast', ({ operands: [value], type }, { record, final }) => {
  if (type === STRING) {
    if (value instanceof StringValue) return value;
    if (value instanceof DefValue) return new StringValue(value.toString());
    const int = value.convertTo(INT);
    if (int instanceof IntValue) return new StringValue(int.toString());
  } else if (type instanceof RecordType && value instanceof StringValue) {
    return castToRecord(value, type, record, final);
  }
  return value.convertTo(type);
});

function castToRecord(
  name: StringValue,
  type: RecordType,
  current: RecordBase | undefined,
  final: boolean,
): Value | undefined {
  const keeper = current?.keeper ?? type.classes[0]?.keeper;
  let target = keeper?.defs.get(name.value);
  if (target === undefined && current !== undefined && current.nameText === name.value) {
    // A record may mention itself, but its type is known only at the end.
    if (!final) return undefined;
    target = current;
  }
  if (target === undefined) {
    if (!final) return undefined;
    throw new TableGenError(`Undefined reference to record: '${name.value}'\n`, current?.loc);
  }
  const { reference } = target;
  if (!reference.type.isA(type)) {
    throw new TableGenError(
      `Expected type '${type}', got '${reference.type}' in: !cast<${type}>(${name})\n`,
      current?.loc,
    );
  }
  return reference;
}

setCastMaker((value, type) => makeOperation('cast', [value], type));
