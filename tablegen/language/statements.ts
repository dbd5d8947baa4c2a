/** Statements: classes, definitions, multiclasses, loops. They are executed as they are read. */
import type { ClassReferenceNode, DefvarNode, StatementNode, ValueNode } from './ast.js';
import { makeOperation, OperationValue } from './operation.js';
import { checkAssertion, RecordBase } from './record.js';
import { type AssertEntry, RecordReader } from './record-reader.js';
import { VariableBit, VariableValue } from './references.js';
import { MapResolver, TrackingResolver } from './resolver.js';
import { NameScope, qualify } from './scope.js';
import { type Loc, renderDiagnostic, TableGenError } from './source.js';
import { BIT, ListType, type RecType, STRING } from './types.js';
import {
  AnonymousName,
  BitsValue,
  IntValue,
  ListValue,
  ONE,
  StringValue,
  type Value,
} from './values.js';

/** A `foreach` (or one branch of an `if`: a loop of no or one round, without a variable). */
interface Loop {
  readonly kind: 'loop';
  readonly variable: string | undefined;
  readonly list: Value;
  readonly entries: Entry[];
  readonly loc: Loc;
}

interface DefEntry {
  readonly kind: 'def';
  readonly record: RecordBase;
}

/** What a loop or a multiclass holds until it is expanded. */
type Entry = DefEntry | Loop | AssertEntry;

interface Multiclass {
  readonly record: RecordBase;
  readonly entries: Entry[];
}

type Substitutions = [string, Value][];

export type LoadStatements = (path: string, from: Loc) => void;

export class Evaluator extends RecordReader {
  /** Executes an included file; set by the loader. */
  include!: LoadStatements;
  private readonly multiclasses = new Map<string, Multiclass>();
  private currentMulticlass: Multiclass | undefined;
  private readonly loops: Loop[] = [];
  private readonly defsets: { elementType: RecType; elements: Value[] }[] = [];

  execute(statements: readonly StatementNode[]): void {
    for (const statement of statements) {
      try {
        this.statement(statement);
      } catch (error) {
        throw located(error, this.loc(statement.pos));
      }
    }
  }

  private statement(node: StatementNode): void {
    switch (node.kind) {
      case 'include':
        this.include(node.path, this.loc(node.pos));
        return;
      case 'class':
        this.classStatement(node);
        return;
      case 'def':
        this.def(node);
        return;
      case 'multiclass':
        this.multiclassStatement(node);
        return;
      case 'defm':
        this.defm(node);
        return;
      case 'let-in':
        this.letStack.push(node.lets.map((l) => this.letIn(l)));
        this.block(node.statements);
        this.letStack.pop();
        return;
      case 'foreach':
        this.foreach(node);
        return;
      case 'if':
        this.ifStatement(node);
        return;
      case 'defset':
        this.defset(node);
        return;
      case 'deftype':
        this.deftype(node);
        return;
      case 'defvar':
        this.defvar(node);
        return;
      case 'assert':
        this.addEntry(this.assertEntry(node));
        return;
      case 'dump':
        this.dump(node);
    }
  }

  private block(statements: readonly StatementNode[], scope = new NameScope(this.scope)): void {
    this.inScope(scope, () => this.execute(statements));
  }

  // Classes and definitions.

  private classStatement(node: Extract<StatementNode, { kind: 'class' }>): void {
    let record = this.keeper.classes.get(node.name);
    if (record === undefined) {
      record = new RecordBase(this.keeper, 'class', new StringValue(node.name), this.loc(node.pos));
      this.keeper.classes.set(node.name, record);
    } else if (record.fields.size + record.superclasses.length + record.templateArgs.length > 0) {
      throw this.error(`Class '${node.name}' already defined`, node.pos);
    } else {
      record.locs = [this.loc(node.pos)];
    }
    this.readRecord(record, node.params, node.body);
    for (const name of record.templateArgs) {
      const field = record.fields.get(name)!;
      if (!field.used) {
        this.keeper.warnings.push(
          renderDiagnostic('warning', `unused template argument: ${name}`, field.loc),
        );
      }
    }
  }

  private def(node: Extract<StatementNode, { kind: 'def' }>): void {
    const record =
      node.name === undefined
        ? new RecordBase(
            this.keeper,
            'anonymous',
            this.keeper.newAnonymousName(),
            this.loc(node.pos),
          )
        : new RecordBase(this.keeper, 'def', this.objectName(node.name), this.loc(node.namePos));
    this.readRecord(record, [], node.body);
    this.addEntry({ kind: 'def', record });
  }

  /** The name of a `def` or `defm`; in a multiclass `NAME` goes before it unless it is in it. */
  private objectName(node: ValueNode): Value {
    const name = this.evaluate(node, STRING, true);
    const { multiclass } = this;
    if (multiclass === undefined) return name;
    const prefix = qualify(multiclass, 'NAME');
    const tracker = new TrackingResolver(prefix);
    name.resolve(tracker);
    if (tracker.found) return name;
    return makeOperation('strconcat', [new VariableValue(prefix, STRING), name], STRING);
  }

  private defvar(node: DefvarNode): void {
    const value = this.evaluate(node.value);
    if (
      this.scope.has(node.name) ||
      (this.scope.parent === undefined && this.keeper.global(node.name))
    ) {
      throw this.error(
        `def or global variable of this name already exists: '${node.name}'`,
        node.pos,
      );
    }
    if (this.scope.parent === undefined) this.keeper.globals.set(node.name, value);
    else this.scope.define(node.name, value);
  }

  // Multiclasses.

  private multiclassStatement(node: Extract<StatementNode, { kind: 'multiclass' }>): void {
    if (this.multiclasses.has(node.name)) {
      throw this.error(`multiclass '${node.name}' already defined`, node.pos);
    }
    const name = new StringValue(node.name);
    const record = new RecordBase(this.keeper, 'multiclass', name, this.loc(node.pos));
    const multiclass: Multiclass = { record, entries: [] };
    this.multiclasses.set(node.name, multiclass);
    this.inScope(new NameScope(this.scope, record), () => {
      this.currentMulticlass = multiclass;
      this.multiclass = record;
      for (const param of node.params) this.declare(record, param, 'template');
      const misplaced = node.statements.find((s) => !IN_MULTICLASS.has(s.kind));
      if (misplaced) {
        throw this.error(
          "expected 'assert', 'def', 'defm', 'defvar', 'dump', 'foreach', 'if', or 'let' in multiclass body",
          misplaced.pos,
        );
      }
      for (const parent of node.parents) {
        const prefix = new VariableValue(qualify(record, 'NAME'), STRING);
        const { entries, substitutions } = this.multiclassUse(parent, prefix);
        this.expandAll(entries, substitutions, false, multiclass.entries);
      }
      this.execute(node.statements);
      this.currentMulticlass = undefined;
      this.multiclass = undefined;
    });
  }

  private multiclassUse(
    node: ClassReferenceNode,
    name: Value,
  ): { entries: readonly Entry[]; substitutions: Substitutions } {
    const used = this.multiclasses.get(node.name);
    if (used === undefined) throw this.error(`Couldn't find multiclass '${node.name}'`, node.pos);
    const { record, entries } = used;
    const args = this.args(record, node.args, node.pos);
    this.checkComplete(record, args, node.pos);
    const substitutions: Substitutions = record.templateArgs.map((arg, i) => {
      const given = args.find((a) => a.name === arg || a.position === i);
      return [arg, given?.value ?? record.fields.get(arg)!.value];
    });
    substitutions.push([qualify(record, 'NAME'), name]);
    return { entries, substitutions };
  }

  private defm(node: Extract<StatementNode, { kind: 'defm' }>): void {
    let name: Value;
    if (node.name !== undefined) {
      name = this.objectName(node.name);
    } else {
      name = this.keeper.newAnonymousName();
      if (this.multiclass !== undefined) {
        const prefix = new VariableValue(qualify(this.multiclass, 'NAME'), STRING);
        name = makeOperation('strconcat', [prefix, name], STRING);
      }
    }
    const final = this.currentMulticlass === undefined && this.loops.length === 0;
    const created: Entry[] = [];
    let inClasses = false;
    for (const parent of node.parents) {
      // Classes may follow the multiclasses: every definition inherits from them as well.
      inClasses ||=
        created.length > 0 &&
        this.keeper.classes.has(parent.name) &&
        !this.multiclasses.has(parent.name);
      if (inClasses) {
        const ofClass = this.classNamed(parent.name, parent.pos);
        for (const record of recordsOf(created)) this.inherit(record, ofClass, parent);
      } else {
        const { entries, substitutions } = this.multiclassUse(parent, name);
        this.expandAll(entries, substitutions, final, created, this.loc(parent.pos));
      }
    }
    for (const entry of created) {
      for (const record of recordsOf([entry])) this.applyLets(record);
      this.addEntry(entry);
    }
  }

  // Loops.

  private foreach(node: Extract<StatementNode, { kind: 'foreach' }>): void {
    let list: Value;
    let elementType: RecType;
    if (node.ranges !== undefined) {
      const ints = this.ints(node.ranges).map((i) => new IntValue(i));
      elementType = ints[0].type;
      list = new ListValue(ints, elementType);
    } else {
      list = this.evaluate(node.list!);
      if (list.type instanceof ListType) {
        elementType = list.type.element;
      } else if (list instanceof IntValue) {
        elementType = list.type;
        list = new ListValue([list], elementType);
      } else {
        throw this.error(`expected a list, got '${list}'`, node.list!.pos);
      }
    }
    this.loop(
      node.name,
      list,
      node.statements,
      node.pos,
      new VariableValue(node.name, elementType),
    );
  }

  private loop(
    variable: string | undefined,
    list: Value,
    statements: readonly StatementNode[],
    pos: number,
    value?: Value,
  ): void {
    const loop: Loop = { kind: 'loop', variable, list, entries: [], loc: this.loc(pos) };
    this.loops.push(loop);
    const scope = new NameScope(this.scope);
    if (variable !== undefined && value !== undefined) scope.define(variable, value);
    this.block(statements, scope);
    this.loops.pop();
    this.addEntry(loop);
  }

  private ifStatement(node: Extract<StatementNode, { kind: 'if' }>): void {
    const condition = this.evaluate(node.condition, BIT);
    const none = new ListValue([], BIT);
    const once = new ListValue([ONE], BIT);
    const choose = (a: Value, b: Value) => makeOperation('if', [condition, a, b], BIT.list);
    this.loop(undefined, choose(once, none), node.then, node.pos);
    if (node.otherwise !== undefined) {
      this.loop(undefined, choose(none, once), node.otherwise, node.pos);
    }
  }

  private deftype(node: Extract<StatementNode, { kind: 'deftype' }>): void {
    const { classes, typeAliases } = this.keeper;
    if (typeAliases.has(node.name) || classes.has(node.name)) {
      throw this.error(`type of this name '${node.name}' already exists`, node.pos);
    }
    if (node.type.kind === 'class' && classes.has(node.type.name)) {
      const message = `cannot define type alias for class type '${node.type.name}'`;
      throw this.error(message, node.type.pos);
    }
    typeAliases.set(node.name, this.resolveType(node.type));
  }

  private defset(node: Extract<StatementNode, { kind: 'defset' }>): void {
    const type = this.resolveType(node.type);
    if (!(type instanceof ListType)) throw this.error('expected list type', node.type.pos);
    if (this.keeper.global(node.name)) {
      throw this.error('def or global variable of this name already exists', node.pos);
    }
    const set = { elementType: type.element, elements: [] };
    this.defsets.push(set);
    this.block(node.statements);
    this.defsets.pop();
    this.keeper.globals.set(node.name, new ListValue(set.elements, type.element));
  }

  // Entries: at top level they take effect, in loops and multiclasses they wait.

  private addEntry(entry: Entry): void {
    const innermost = this.loops.at(-1);
    if (innermost !== undefined) {
      innermost.entries.push(entry);
    } else if (entry.kind === 'loop') {
      this.expandLoop(
        entry,
        [],
        this.currentMulticlass === undefined,
        this.currentMulticlass?.entries,
      );
    } else if (this.currentMulticlass !== undefined) {
      this.currentMulticlass.entries.push(entry);
    } else if (entry.kind === 'assert') {
      checkAssertion(entry.condition, entry.message, entry.loc);
    } else {
      this.addDef(entry.record);
    }
  }

  private expandAll(
    entries: readonly Entry[],
    substitutions: Substitutions,
    final: boolean,
    destination: Entry[] | undefined,
    loc?: Loc,
  ): void {
    for (const entry of entries) {
      if (entry.kind === 'loop') {
        this.expandLoop(entry, substitutions, final, destination, loc);
        continue;
      }
      const record = entry.kind === 'def' ? entry.record.clone() : undefined;
      const resolver = new MapResolver(record);
      for (const [name, value] of substitutions) resolver.set(name, value);
      if (entry.kind === 'assert') {
        const condition = entry.condition.resolve(resolver);
        const message = entry.message.resolve(resolver);
        if (destination === undefined) checkAssertion(condition, message, entry.loc);
        else destination.push({ ...entry, condition, message });
      } else if (record !== undefined) {
        if (loc !== undefined) record.locs.push(loc);
        record.resolve(resolver);
        if (destination === undefined) this.addDef(record);
        else destination.push({ kind: 'def', record });
      }
    }
  }

  private expandLoop(
    loop: Loop,
    substitutions: Substitutions,
    final: boolean,
    destination: Entry[] | undefined,
    loc?: Loc,
  ): void {
    const resolver = new MapResolver();
    for (const [name, value] of substitutions) resolver.set(name, value);
    let list = loop.list.resolve(resolver);
    if (final && list instanceof OperationValue && list.operator === 'if') {
      resolver.final = true;
      const [condition, then, otherwise] = list.operands;
      list = makeOperation('if', [condition.resolve(resolver), then, otherwise], list.type);
      if (!(list instanceof ListValue)) {
        throw new TableGenError(
          `unable to resolve if condition '${condition}' at end of containing scope`,
          loop.loc,
        );
      }
    }
    if (!(list instanceof ListValue)) {
      if (final || destination === undefined) {
        throw new TableGenError(`attempting to loop over '${list}', expected a list`, loop.loc);
      }
      const kept: Loop = { ...loop, list, entries: [] };
      destination.push(kept);
      this.expandAll(loop.entries, substitutions, final, kept.entries, loc);
      return;
    }
    for (const element of list.elements) {
      const inner =
        loop.variable === undefined
          ? substitutions
          : [...substitutions, [loop.variable, element] as [string, Value]];
      this.expandAll(loop.entries, inner, final, destination);
    }
  }

  private addDef(record: RecordBase): void {
    const { keeper } = this;
    let newName: Value | undefined;
    const previous = keeper.defs.get(record.nameText);
    if (previous !== undefined) {
      if (!(record.name instanceof AnonymousName)) {
        throw new TableGenError(`def already exists: ${record.nameText}`, record.loc, [
          { message: 'location of previous definition', loc: previous.loc },
        ]);
      }
      newName = keeper.newAnonymousName();
    }
    record.finish(newName);
    checkConcrete(record);
    if (!(record.name instanceof StringValue)) {
      throw new TableGenError(
        `record name '${record.name}' could not be fully resolved`,
        record.loc,
      );
    }
    for (const { elementType, elements } of this.defsets) {
      if (!record.type.isA(elementType)) {
        throw new TableGenError(
          `adding record of incompatible type '${record.type}' to defset`,
          record.loc,
        );
      }
      elements.push(record.reference);
    }
    keeper.defs.set(record.name.value, record);
    record.checkAssertions();
  }
}

/** Running out of stack has no place of its own. */
function located(error: unknown, loc: Loc): unknown {
  if (error instanceof RangeError) {
    return new TableGenError('this nests too deeply, or includes or calls itself', loc);
  }
  return error;
}

/** Statements that a multiclass may hold. */
const IN_MULTICLASS: ReadonlySet<StatementNode['kind']> = new Set([
  'assert',
  'def',
  'defm',
  'defvar',
  'dump',
  'foreach',
  'if',
  'let-in',
]);

/** Bits may be taken from another field of the record, where those have no value. */
function isKnown(record: RecordBase, value: Value): boolean {
  if (!(value instanceof BitsValue)) return value.concrete;
  return value.elements.every((bit) => {
    if (bit.concrete || bit instanceof VariableValue) return true;
    const { base } = bit instanceof VariableBit ? bit : { base: undefined };
    return base instanceof VariableValue && record.fields.has(base.name);
  });
}

/** A definition refers to nothing that is not known: but for fields said with `field`. */
function checkConcrete(record: RecordBase): void {
  for (const { name, value, kind } of record.fields.values()) {
    if (kind !== 'normal' || isKnown(record, value)) continue;
    throw new TableGenError(
      `Initializer of '${name}' in '${record.nameText}' could not be fully resolved: ${value}`,
      record.loc,
    );
  }
}

function recordsOf(entries: readonly Entry[]): RecordBase[] {
  return entries.flatMap((e) =>
    e.kind === 'def' ? [e.record] : e.kind === 'loop' ? recordsOf(e.entries) : [],
  );
}
