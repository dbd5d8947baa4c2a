/** From syntax to values: what `ParseValue` is in other implementations. */
import type { ArgumentNode, RangeNode, TypeNode, ValueNode } from './ast.js';
import { makeOperation } from './operation.js';
import { BangUse, builders, type Scope, typeOf } from './operators/index.js';
import type { RecordBase, RecordClass, RecordKeeper } from './record.js';
import { type Argument, FieldValue, InstanceValue, VariableValue } from './references.js';
import { NameScope, qualify } from './scope.js';
import { type Loc, type SourceFile, TableGenError } from './source.js';
import {
  BIT,
  BitsType,
  bitsType,
  commonType,
  DAG,
  INT,
  ListType,
  type RecType,
  STRING,
} from './types.js';
import {
  BitsValue,
  checkLength,
  DagValue,
  IntValue,
  ListValue,
  StringValue,
  UNSET,
  type Value,
} from './values.js';

/** Bits are held one by one. */
const MAX_WIDTH = 1 << 16;

export class Expressions implements Scope {
  readonly keeper: RecordKeeper;
  file!: SourceFile;
  scope = new NameScope();
  /** The class or definition being read, if any. */
  record: RecordBase | undefined;
  /** The multiclass being read, if any. */
  multiclass: RecordBase | undefined;

  constructor(keeper: RecordKeeper) {
    this.keeper = keeper;
  }

  loc(offset: number): Loc {
    return { file: this.file, offset };
  }

  error(message: string, pos: number): TableGenError {
    return new TableGenError(message, this.loc(pos));
  }

  /** Evaluates something inside a scope of its own. */
  inScope<R>(scope: NameScope, body: () => R): R {
    const outer = this.scope;
    this.scope = scope;
    try {
      return body();
    } finally {
      this.scope = outer;
    }
  }

  withLocals<R>(locals: readonly (readonly [string, Value])[], body: () => R): R {
    const scope = new NameScope(this.scope);
    for (const [name, value] of locals) scope.define(name, value);
    return this.inScope(scope, body);
  }

  resolveType(node: TypeNode): RecType {
    switch (node.kind) {
      case 'bit':
        return BIT;
      case 'int':
        return INT;
      case 'string':
        return STRING;
      case 'dag':
        return DAG;
      case 'bits':
        if (!(node.width >= 0 && node.width <= MAX_WIDTH)) {
          throw this.error(
            `expected a width from 0 to ${MAX_WIDTH}, found ${node.width}`,
            node.pos,
          );
        }
        return bitsType(node.width);
      case 'list':
        return this.resolveType(node.element).list;
      case 'class': {
        const alias = this.keeper.typeAliases.get(node.name);
        return alias ?? this.classNamed(node.name, node.pos).type;
      }
    }
  }

  classNamed(name: string, pos: number): RecordClass {
    const found = this.keeper.classes.get(name);
    if (found === undefined) {
      const def = this.keeper.defs.get(name);
      const notes =
        def === undefined
          ? []
          : [{ message: `'${name}' is a definition: only a class can be a parent`, loc: def.loc }];
      throw new TableGenError(`Couldn't find class '${name}'`, this.loc(pos), notes);
    }
    return found;
  }

  evaluate(node: ValueNode, expected?: RecType, nameMode = false): Value {
    switch (node.kind) {
      case 'unset':
        return UNSET;
      case 'int':
        return new IntValue(node.value);
      case 'binary': {
        const all = new IntValue(node.value);
        return new BitsValue(Array.from({ length: node.width }, (_, i) => all.bit(i)));
      }
      case 'string':
        return new StringValue(node.text, node.code);
      case 'id':
        return this.identifier(node.name, node.pos, nameMode);
      case 'list':
        return this.list(node, expected);
      case 'bits':
        return this.bitsLiteral(node.elements, node.pos);
      case 'dag':
        return new DagValue(
          this.dagOperator(node.operator),
          node.operatorName,
          node.args.map(({ value, name }) => ({
            value: value === undefined ? UNSET : this.evaluate(value),
            name,
          })),
        );
      case 'instance':
        return this.instance(node);
      case 'bang': {
        const builder = builders.get(node.operator);
        if (builder === undefined) throw this.error('Unknown operator', node.pos);
        return builder(new BangUse(this, node, expected));
      }
      case 'cond':
        return this.cond(node, expected);
      case 'bit-range': {
        const base = this.evaluate(node.base);
        const bits = this.bitList(node.ranges);
        const chosen = base.bits(bits);
        if (chosen === undefined) throw this.error('Invalid bit range for value', node.pos);
        return chosen;
      }
      case 'slice':
        return this.slice(node, expected);
      case 'field':
        return this.field(node, nameMode);
      case 'paste':
        return this.paste(node, expected, nameMode);
    }
  }

  private identifier(name: string, pos: number, nameMode: boolean): Value {
    const local = this.scope.lookup(name);
    if (local !== undefined) return local;
    if (nameMode) return new StringValue(name);
    const global = this.keeper.global(name);
    if (global !== undefined) return global;
    const { record } = this;
    if (record?.kind === 'def' && this.multiclass === undefined && record.nameText === name) {
      // A definition that mentions itself: its type is not complete yet.
      return makeOperation('cast', [new StringValue(name)], record.type, { record, final: false });
    }
    throw this.error(`Variable not defined: '${name}'`, pos);
  }

  private list(node: Extract<ValueNode, { kind: 'list' }>, expected: RecType | undefined): Value {
    if (expected !== undefined && !(expected instanceof ListType)) {
      throw this.error(`Encountered a list when expecting a ${expected}`, node.pos);
    }
    const given = node.elementType === undefined ? undefined : this.resolveType(node.elementType);
    const wanted = expected?.element;
    const elements = node.elements.map((e) => this.evaluate(e, wanted));
    let found: RecType | undefined;
    for (const element of elements) {
      const type = typeOf(element);
      if (type === undefined) continue;
      const common: RecType | undefined = found === undefined ? type : commonType(found, type);
      if (common === undefined) {
        throw this.error(`Incompatible types in list elements: '${found}' and '${type}'`, node.pos);
      }
      found = common;
    }
    if (given !== undefined) {
      if (found !== undefined && !found.convertibleTo(given)) {
        throw this.error('Incompatible types in list elements', node.pos);
      }
      found = given;
    }
    if (found === undefined) {
      if (wanted === undefined) throw this.error('No type for list', node.pos);
      return new ListValue(elements, wanted);
    }
    if (wanted !== undefined && !found.convertibleTo(wanted)) {
      throw this.error(
        `Element type mismatch for list: element type '${found}' not convertible to '${wanted}'`,
        node.pos,
      );
    }
    return new ListValue(elements, found);
  }

  private bitsLiteral(nodes: readonly ValueNode[], pos: number): Value {
    const highFirst: Value[] = [];
    for (const [i, node] of nodes.entries()) {
      const value = this.evaluate(node);
      if (value instanceof BitsValue) {
        highFirst.push(...[...value.elements].reverse());
      } else if (value instanceof VariableValue && value.type instanceof BitsType) {
        for (let b = value.type.width - 1; b >= 0; b--) highFirst.push(value.bit(b));
      } else {
        const bit = value.castTo(BIT);
        if (bit === undefined) {
          throw this.error(`Element #${i} (${value}) is not convertable to a bit`, pos);
        }
        highFirst.push(bit);
      }
    }
    return new BitsValue(highFirst.reverse());
  }

  private dagOperator(node: ValueNode): Value {
    return this.evaluate(node);
  }

  private instance(node: Extract<ValueNode, { kind: 'instance' }>): Value {
    const ofClass = this.classNamed(node.name, node.pos);
    const args = this.args(ofClass, node.args, node.pos);
    this.checkComplete(ofClass, args, node.pos);
    return new InstanceValue(ofClass, args).fold();
  }

  /** Arguments with the types of the parameters of a class or multiclass. */
  args(target: RecordBase, nodes: readonly ArgumentNode[], pos: number): Argument[] {
    const { templateArgs } = target;
    let named = false;
    const given = new Set<string>();
    return nodes.map((node, index) => {
      if (index >= templateArgs.length) {
        throw this.error(`Too many template arguments: ${index + 1}`, node.pos);
      }
      const name = node.name === undefined ? templateArgs[index] : qualify(target, node.name);
      const parameter = target.fields.get(name);
      if (parameter === undefined)
        throw this.error(`Argument ${node.name} doesn't exist`, node.pos);
      if (node.name === undefined && named) {
        throw this.error('Positional argument should be put before named argument', node.pos);
      }
      named ||= node.name !== undefined;
      if (given.has(name)) {
        throw this.error(`We can only specify the template argument '${name}' once`, node.pos);
      }
      given.add(name);
      const value = this.evaluate(node.value, parameter.type);
      const cast = value.castTo(parameter.type);
      if (cast === undefined) {
        throw this.error(
          `Value specified for template argument '${name}' is of type ${value.type}; expected type ${parameter.type}: ${value}`,
          pos,
        );
      }
      return node.name === undefined ? { position: index, value: cast } : { name, value: cast };
    });
  }

  /** Every parameter has an argument or a default value. */
  checkComplete(target: RecordBase, args: readonly Argument[], pos: number): void {
    for (let i = 0; i < target.templateArgs.length; i++) {
      const name = target.templateArgs[i];
      if (args[i]?.position === i || args.some((a) => a.name === name)) continue;
      const parameter = target.fields.get(name)!;
      const isSet =
        parameter.value !== UNSET &&
        !(parameter.value instanceof BitsValue && parameter.value.elements.includes(UNSET));
      if (isSet) continue;
      throw new TableGenError(
        `value not specified for template argument '${name}'`,
        this.loc(pos),
        [{ message: `declared in '${target.nameText}'`, loc: parameter.loc }],
      );
    }
  }

  private cond(node: Extract<ValueNode, { kind: 'cond' }>, expected: RecType | undefined): Value {
    const operands: Value[] = [];
    let type: RecType | undefined;
    for (const clause of node.clauses) {
      const condition = this.evaluate(clause.condition);
      const value = this.evaluate(clause.value, expected);
      operands.push(condition, value);
      const found = typeOf(value);
      if (found === undefined) continue;
      const common: RecType | undefined = type === undefined ? found : commonType(type, found);
      if (common === undefined) {
        throw this.error(`inconsistent types '${type}' and '${found}' for !cond`, node.pos);
      }
      type = common;
    }
    if (type === undefined)
      throw this.error('could not determine type for !cond from its arguments', node.pos);
    return makeOperation('cond', operands, type, { record: this.record, final: false });
  }

  /** Bit numbers, least significant first. */
  bitList(ranges: readonly RangeNode[]): number[] {
    return this.ints(ranges).map(Number).reverse();
  }

  /** The numbers of `3-0, 7`, in order. */
  ints(ranges: readonly RangeNode[]): bigint[] {
    const result: bigint[] = [];
    for (const { from, to } of ranges) {
      const start = this.constant(from);
      const end = to === undefined ? start : this.constant(to);
      if (start < 0n || end < 0n) throw this.error('invalid range, cannot be negative', from.pos);
      const step = start <= end ? 1n : -1n;
      checkLength(BigInt(result.length) + (end - start) * step, this.loc(from.pos));
      for (let i = start; i !== end + step; i += step) result.push(i);
    }
    return result;
  }

  private constant(node: ValueNode): bigint {
    const value = this.evaluate(node).convertTo(INT);
    if (!(value instanceof IntValue)) throw this.error('expected integer or bitrange', node.pos);
    return value.value;
  }

  private slice(node: Extract<ValueNode, { kind: 'slice' }>, expected: RecType | undefined): Value {
    const base = this.evaluate(node.base, expected);
    const type = typeOf(base);
    const context = { record: this.record, final: false };
    if (!(type instanceof ListType)) {
      throw this.error(`Invalid value: expected a list, got '${base}' of type '${type}'`, node.pos);
    }
    const [first] = node.ranges;
    if (node.ranges.length === 1 && first.to === undefined && !node.trailingComma) {
      const index = this.evaluate(first.from);
      if (!(typeOf(index) instanceof ListType)) {
        return makeOperation('element', [base, index], type.element, context);
      }
    }
    const pieces = node.ranges.map(({ from, to }) => {
      const start = this.evaluate(from);
      if (to !== undefined) {
        return makeOperation('range-piece', [start, this.evaluate(to)], INT.list, context);
      }
      return typeOf(start) instanceof ListType ? start : new ListValue([start], INT);
    });
    const indices = pieces.reduceRight((right, left) =>
      makeOperation('listconcat', [left, right], INT.list, context),
    );
    return makeOperation('slice', [base, indices], type, context);
  }

  private field(node: Extract<ValueNode, { kind: 'field' }>, nameMode: boolean): Value {
    const base = this.evaluate(node.base, undefined, nameMode);
    const type = base.fieldType(node.name);
    if (type === undefined) {
      throw this.error(`Cannot access field '${node.name}' of value '${base}'`, node.pos);
    }
    return new FieldValue(base, node.name, type).fold(this.record);
  }

  private paste(
    node: Extract<ValueNode, { kind: 'paste' }>,
    expected: RecType | undefined,
    nameMode: boolean,
  ): Value {
    const context = { record: this.record, final: false };
    const left = this.evaluate(
      node.left,
      expected instanceof ListType ? expected : undefined,
      nameMode,
    );
    const type = typeOf(left);
    if (type === undefined) throw this.error('LHS of paste is not typed!', node.pos);
    if (type instanceof ListType) {
      if (node.right === undefined) return left;
      const right = this.evaluate(node.right, expected);
      const rightType = typeOf(right);
      const common = rightType && commonType(type, rightType);
      if (common === undefined) {
        throw this.error(`RHS of list paste has type '${rightType}', expected '${type}'`, node.pos);
      }
      return makeOperation('listconcat', [left, right], common, context);
    }
    const right =
      node.right === undefined ? new StringValue('') : this.evaluate(node.right, undefined, true);
    const operands = [left, right].map((value) => {
      if (typeOf(value) === STRING) return value;
      if (typeOf(value) === undefined)
        throw this.error(`can't cast '${value}' to string`, node.pos);
      return makeOperation('cast', [value], STRING, context);
    });
    return makeOperation('strconcat', operands, STRING, context);
  }
}
