/** What an operator's row needs to turn its syntax into a value: argument checks, messages. */
import type { ValueNode } from '../ast.js';
import { type FoldContext, makeOperation } from '../operation.js';
import type { RecordBase } from '../record.js';
import type { TableGenError } from '../source.js';
import { DAG, INT, ListType, type RecType, STRING } from '../types.js';
import { UNSET, type Value } from '../values.js';

export type BangNode = Extract<ValueNode, { kind: 'bang' }>;

/** What the evaluator offers to the operators. */
export interface Scope {
  evaluate(node: ValueNode, expected?: RecType): Value;
  /** Evaluates with extra local variables. */
  withLocals<R>(locals: readonly (readonly [string, Value])[], body: () => R): R;
  resolveType(node: import('../ast.js').TypeNode): RecType;
  error(message: string, pos: number): TableGenError;
  readonly record: RecordBase | undefined;
}

/** One use of an operator, being turned into a value. */
export class BangUse {
  readonly scope: Scope;
  readonly node: BangNode;
  /** The type that the context wants, if it wants one. */
  readonly expected: RecType | undefined;

  constructor(scope: Scope, node: BangNode, expected: RecType | undefined) {
    this.scope = scope;
    this.node = node;
    this.expected = expected;
  }

  get context(): FoldContext {
    return { record: this.scope.record, final: false };
  }

  get count(): number {
    return this.node.args.length;
  }

  arg(index: number, expected?: RecType): Value {
    return this.scope.evaluate(this.node.args[index], expected);
  }

  fail(message: string, index?: number): TableGenError {
    return this.scope.error(
      message,
      index === undefined ? this.node.pos : this.node.args[index].pos,
    );
  }

  expectCount(min: number, max = min): void {
    if (this.count >= min && this.count <= max) return;
    const wanted =
      min === max
        ? `${min}`
        : max === Number.POSITIVE_INFINITY
          ? `at least ${min}`
          : `${min} to ${max}`;
    throw this.fail(`!${this.node.operator} takes ${wanted} operands, got ${this.count}`);
  }

  /** The operand, of which the type must be known. */
  typed(index: number, expected?: RecType): { value: Value; type: RecType } {
    const value = this.arg(index, expected);
    const type = typeOf(value);
    if (type === undefined) throw this.fail(`expected a value with a type, got '${value}'`, index);
    return { value, type };
  }

  /** The operand as one of `type`. */
  ofType(index: number, type: RecType): Value {
    const { value, type: actual } = this.typed(index, type);
    if (!actual.convertibleTo(type)) {
      throw this.fail(`expected value of type '${type}', got '${actual}'`, index);
    }
    return value;
  }

  int(index: number): Value {
    return this.ofType(index, INT);
  }
  string(index: number): Value {
    return this.ofType(index, STRING);
  }
  dag(index: number): Value {
    return this.ofType(index, DAG);
  }

  list(index: number, expected?: RecType): { value: Value; type: ListType } {
    const { value, type } = this.typed(index, expected);
    if (!(type instanceof ListType)) {
      throw this.fail(`expected a list, got value of type '${type}'`, index);
    }
    return { value, type };
  }

  typeArgument(): RecType {
    if (this.node.type === undefined) {
      throw this.fail(`expected a type: !${this.node.operator}<type>(…)`);
    }
    return this.scope.resolveType(this.node.type);
  }

  /** A name that the operator binds. */
  name(index: number): string {
    const node = this.node.args[index];
    if (node?.kind !== 'id')
      throw this.fail(`operand of !${this.node.operator} must be a name`, index);
    return node.name;
  }

  make(
    operands: readonly Value[],
    type: RecType,
    typeArg?: RecType,
    operator = this.node.operator,
  ): Value {
    return makeOperation(operator, operands, type, this.context, typeArg);
  }
}

/** The type of a value; that of `?` is unknown. */
export function typeOf(value: Value): RecType | undefined {
  return value === UNSET ? undefined : value.type;
}

export type Builder = (use: BangUse) => Value;
export const builders = new Map<string, Builder>();
