/** What classes and definitions have in common: parents, `let`, fields, assertions. */
import type {
  AssertNode,
  BodyItemNode,
  ClassReferenceNode,
  DeclarationNode,
  DumpNode,
  LetNode,
  ObjectBodyNode,
} from './ast.js';
import { Expressions } from './expressions.js';
import { Field, type RecordBase } from './record.js';
import { VariableValue } from './references.js';
import { MapResolver } from './resolver.js';
import { NameScope, qualify } from './scope.js';
import { type Loc, renderDiagnostic, TableGenError } from './source.js';
import { BitsType, bitsType, STRING } from './types.js';
import { BitsValue, type Value } from './values.js';

interface Let {
  readonly name: string;
  readonly bits: readonly number[] | undefined;
  readonly value: Value;
  readonly loc: Loc;
}

export interface AssertEntry {
  readonly kind: 'assert';
  readonly condition: Value;
  readonly message: Value;
  readonly loc: Loc;
}

export class RecordReader extends Expressions {
  /** `let … in` around what is being read, outermost first. */
  protected readonly letStack: Let[][] = [];

  protected readRecord(
    record: RecordBase,
    params: readonly DeclarationNode[],
    body: ObjectBodyNode,
  ): void {
    const outer = this.record;
    this.record = record;
    this.inScope(new NameScope(this.scope, record), () => {
      for (const param of params) this.declare(record, param, 'template');
      for (const parent of body.parents) {
        const ofClass = this.classNamed(parent.name, parent.pos);
        this.inherit(record, ofClass, parent);
      }
      this.applyLets(record);
      for (const item of body.items) this.bodyItem(record, item);
    });
    this.record = outer;
  }

  protected declare(record: RecordBase, node: DeclarationNode, kind: 'body' | 'template'): void {
    const type = this.resolveType(node.type);
    if (node.name === 'NAME') throw this.error("'NAME' is a reserved variable name", node.pos);
    if (kind === 'body' && this.scope.has(node.name))
      throw this.error('local variable of this name already exists', node.pos);
    const name = kind === 'template' ? qualify(record, node.name) : node.name;
    const field = Field.unset(
      name,
      type,
      this.loc(node.pos),
      kind === 'template' ? 'template' : node.isField ? 'field' : 'normal',
    );
    if (kind === 'template' && record.templateArgs.includes(name)) {
      throw this.error('template argument with the same name has already been defined', node.pos);
    }
    this.addField(record, field, node.pos);
    if (kind === 'template') record.templateArgs.push(name);
    if (node.value !== undefined) {
      const value = this.evaluate(node.value, type);
      this.setField(record, name, undefined, value, this.loc(node.value.pos));
    }
  }

  private addField(record: RecordBase, field: Field, pos: number): void {
    const old = record.fields.get(field.name);
    if (old === undefined) {
      record.fields.set(field.name, field);
      return;
    }
    const merged = old.with(field.value);
    if (merged === undefined) {
      throw this.error(
        `New definition of '${field.name}' of type '${field.type}' is incompatible with previous definition of type '${old.type}'`,
        pos,
      );
    }
    record.fields.set(field.name, merged);
  }

  private setField(
    record: RecordBase,
    name: string,
    bits: readonly number[] | undefined,
    given: Value,
    loc: Loc,
    valueLoc: Loc = loc,
  ): void {
    const field = record.fields.get(name);
    if (field === undefined) throw new TableGenError(`Value '${name}' unknown!`, loc);
    let value = given;
    if (bits === undefined) {
      if (value instanceof VariableValue && value.name === name) {
        throw new TableGenError('Recursion / self-assignment forbidden', loc);
      }
    } else {
      value = this.withBits(field, bits, value, loc);
    }
    const changed = field.with(value, valueLoc);
    if (changed !== undefined) {
      record.fields.set(name, changed);
      return;
    }
    const of =
      value instanceof BitsValue
        ? `' of type bit initializer with length ${value.elements.length}`
        : value.type === undefined
          ? ''
          : `' of type '${value.type}`;
    throw new TableGenError(
      `Field '${name}' of type '${field.type}' is incompatible with value '${value}${of}'`,
      loc,
    );
  }

  /** The old bits with some replaced. */
  private withBits(field: Field, bits: readonly number[], value: Value, loc: Loc): Value {
    const { value: old } = field;
    if (!(old instanceof BitsValue)) {
      throw new TableGenError(`Value '${field.name}' is not a bits type`, loc);
    }
    const cast = value.castTo(bitsType(bits.length));
    if (cast === undefined)
      throw new TableGenError('Initializer is not compatible with bit range', loc);
    const elements = [...old.elements];
    const seen = new Set<number>();
    for (const [i, bit] of bits.entries()) {
      if (bit >= elements.length)
        throw new TableGenError(`Bit #${bit} of value '${field.name}' does not exist`, loc);
      if (seen.has(bit)) {
        throw new TableGenError(
          `Cannot set bit #${bit} of value '${field.name}' more than once`,
          loc,
        );
      }
      seen.add(bit);
      elements[bit] = cast.bit(i);
    }
    return new BitsValue(elements);
  }

  protected inherit(record: RecordBase, ofClass: RecordBase, node: ClassReferenceNode): void {
    const args = this.args(ofClass, node.args, node.pos);
    this.checkComplete(ofClass, args, node.pos);
    const resolver = new MapResolver(record);
    for (const [name, field] of ofClass.fields) {
      if (field.isTemplateArg) resolver.set(name, field.value);
      else this.addField(record, field, node.pos);
    }
    for (const { position, name, value } of args) {
      resolver.set(position === undefined ? name! : ofClass.templateArgs[position], value);
    }
    const ownName =
      record.kind === 'class' ? new VariableValue(qualify(record, 'NAME'), STRING) : record.name;
    resolver.set(qualify(ofClass, 'NAME'), ownName);
    if (ofClass.assertions.length > 0) {
      record.assertions = record.assertions.concat(ofClass.assertions);
    }
    record.resolve(resolver);
    for (const ancestor of ofClass.superclasses) this.addSuperclass(record, ancestor, node.pos);
    this.addSuperclass(record, ofClass, node.pos);
  }

  private addSuperclass(record: RecordBase, ancestor: RecordBase, pos: number): void {
    if (record.isSubclassOf(ancestor)) {
      throw this.error(`Already subclass of '${ancestor.nameText}'!\n`, pos);
    }
    record.addSuperclass(ancestor);
  }

  private bodyItem(record: RecordBase, node: BodyItemNode): void {
    switch (node.kind) {
      case 'declaration':
        this.declare(record, node, 'body');
        return;
      case 'let': {
        const field = record.fields.get(node.name);
        if (field === undefined) {
          throw this.error(`Value '${node.name}' unknown!`, node.value.pos);
        }
        const bits = node.bits && this.bitList(node.bits);
        const type =
          bits !== undefined && field.type instanceof BitsType ? bitsType(bits.length) : field.type;
        const value = this.evaluate(node.value, type);
        this.setField(record, node.name, bits, value, this.loc(node.pos), this.loc(node.value.pos));
        return;
      }
      case 'defvar':
        if (record.fields.has(node.name))
          throw this.error('field of this name already exists', node.pos);
        if (this.scope.has(node.name))
          throw this.error('local variable of this name already exists', node.pos);
        this.scope.define(node.name, this.evaluate(node.value));
        return;
      case 'assert': {
        const { condition, message, loc } = this.assertEntry(node);
        record.assertions = [...record.assertions, { condition, message, loc }];
        return;
      }
      case 'dump': {
        const message = this.evaluate(node.message);
        const entry = { condition: undefined, message, loc: this.loc(node.pos) };
        record.assertions = [...record.assertions, entry];
      }
    }
  }

  protected letIn(node: LetNode): Let {
    return {
      name: node.name,
      bits: node.bits && this.bitList(node.bits),
      value: this.evaluate(node.value),
      loc: this.loc(node.pos),
    };
  }

  protected applyLets(record: RecordBase): void {
    for (const lets of this.letStack) {
      for (const { name, bits, value, loc } of lets) this.setField(record, name, bits, value, loc);
    }
  }

  protected assertEntry(node: AssertNode): AssertEntry {
    const condition = this.evaluate(node.condition);
    const message = this.evaluate(node.message);
    return { kind: 'assert', condition, message, loc: this.loc(node.pos) };
  }

  protected dump(node: DumpNode): void {
    const text = this.evaluate(node.message).text;
    this.keeper.warnings.push(renderDiagnostic('note', text, this.loc(node.pos)));
  }
}
