/**
 * A piece of IR that a rule matches, made from the rule itself: what it leaves open is filled with
 * things of which nothing else is known. Nothing is verified, and native constraints are taken to hold.
 */
import {
  type Attribute,
  Block,
  type Context,
  IntegerType,
  type NamedAttribute,
  OpBuilder,
  type Operation,
  Region,
  StringAttr,
  type Type,
  UnknownLoc,
  type Value,
} from '../../ir/index.js';
import { constant, constantType } from '../slots.js';
import type { MatchStep, PatternData, Slot } from '../table.js';

/** What is known of an operation that the rule matches. */
interface OpShape {
  name: string;
  operands: readonly Slot[];
  types: readonly Slot[] | undefined;
  readonly attributes: [name: string, slot: Slot][];
  /** The greatest number of a result that is asked for. */
  results: number;
}

interface Maker {
  readonly op: Slot;
  /** Number of the result; undefined: all of them. */
  readonly index: number | undefined;
}

/** A module with an operation that matches, and others around it; undefined: none could be made. */
export function witnessOf(context: Context, pattern: PatternData): Operation | undefined {
  return new Witness(context, pattern).make();
}

class Witness {
  private readonly context: Context;
  private readonly pattern: PatternData;
  /** Of slots that hold the same the first one. */
  private readonly first: Slot[];
  private readonly ops = new Map<Slot, OpShape>();
  private readonly makers = new Map<Slot, Maker>();
  private readonly texts = new Map<Slot, string>();
  private readonly typeOf = new Map<Slot, Slot>();
  private readonly made = new Map<Slot, Operation>();
  private readonly free = new Map<Slot, Value>();
  private readonly block = new Block();
  private readonly builder: OpBuilder;

  constructor(context: Context, pattern: PatternData) {
    this.context = context;
    this.pattern = pattern;
    this.first = Array.from({ length: pattern.slots }, (_, i) => i);
    this.builder = OpBuilder.atEnd(context, this.block);
  }

  make(): Operation | undefined {
    const { match, root } = this.pattern;
    for (const step of match) {
      if (step.k === 'same') this.join(step.a, step.b);
      else if (step.k === 'single') this.join(step.of, step.to);
      // One element stands for a range.
      else if (step.k === 'range' && step.of.length === 1) this.join(step.of[0], step.to);
    }
    this.shape(0).name = root ?? 'lint.any';
    if (!match.every((step) => this.take(step))) return undefined;
    for (const slot of [...this.ops.keys()].reverse()) this.operation(this.find(slot));
    this.operation(0);
    const results = [...this.made.values()].flatMap((op) => op.results);
    this.builder.create('lint.use', { operands: results });
    const region = new Region();
    region.append(this.block);
    return new OpBuilder(this.context).create('builtin.module', { regions: [region] });
  }

  private find(slot: Slot): Slot {
    let at = slot;
    while (this.first[at] !== at) at = this.first[at];
    return at;
  }

  private join(a: Slot, b: Slot): void {
    const [x, y] = [this.find(a), this.find(b)];
    this.first[Math.max(x, y)] = Math.min(x, y);
  }

  private shape(slot: Slot): OpShape {
    const at = this.find(slot);
    let shape = this.ops.get(at);
    if (!shape) {
      shape = { name: 'lint.any', operands: [], types: undefined, attributes: [], results: 1 };
      this.ops.set(at, shape);
    }
    return shape;
  }

  /** Notes what a step says; false: no witness can be made. */
  private take(step: MatchStep): boolean {
    switch (step.k) {
      case 'name':
        this.shape(step.op).name = step.name;
        return true;
      case 'operands':
        this.shape(step.op).operands = step.to;
        return true;
      case 'types':
        this.shape(step.op).types = step.to;
        return true;
      case 'attr':
        this.shape(step.op).attributes.push([step.name, step.to]);
        return true;
      case 'def': {
        const shape = this.shape(step.to);
        shape.results = Math.max(shape.results, step.index + 1);
        this.makers.set(this.find(step.value), { op: step.to, index: step.index });
        return true;
      }
      case 'def-group':
        this.shape(step.to);
        this.makers.set(this.find(step.value), { op: step.to, index: undefined });
        return true;
      case 'is-attr':
        return this.says(step.attr, step.text);
      case 'is-type':
        return this.says(step.type, step.text);
      case 'type-of':
        this.typeOf.set(this.find(step.value), this.find(step.to));
        return true;
      case 'result':
        this.makers.set(this.find(step.to), { op: step.op, index: step.index });
        return true;
      case 'results':
        this.makers.set(this.find(step.to), { op: step.op, index: undefined });
        return true;
      case 'range':
        return step.of.length === 1;
      case 'single':
      case 'same':
      case 'constraint':
      case 'attr-type':
      case 'member':
      case 'const-attr':
      case 'const-type':
        return true;
      case 'user':
        return false;
      default: {
        const never: never = step;
        return never;
      }
    }
  }

  /** Two texts for one thing: the rule matches nothing. */
  private says(slot: Slot, text: string): boolean {
    const at = this.find(slot);
    const known = this.texts.get(at);
    this.texts.set(at, text);
    return known === undefined || known === text;
  }

  private operation(slot: Slot): Operation {
    const at = this.find(slot);
    const known = this.made.get(at);
    if (known) return known;
    const shape = this.ops.get(at)!;
    const operands = shape.operands.flatMap((s) => this.values(s));
    const attributes: NamedAttribute[] = [];
    for (const [name, s] of shape.attributes) {
      if (!attributes.some((a) => a.name === name)) {
        attributes.push({ name, value: this.attribute(s) });
      }
    }
    const declared = this.context.op(shape.name).spec?.results.length ?? 0;
    const types =
      shape.types?.map((t) => this.type(t)) ??
      Array.from({ length: Math.max(shape.results, declared) }, () => this.type(undefined));
    const op = this.builder.create(shape.name, { operands, attributes, resultTypes: types });
    this.made.set(at, op);
    return op;
  }

  private values(slot: Slot): readonly Value[] {
    const at = this.find(slot);
    const maker = this.makers.get(at);
    if (maker) {
      const { results } = this.operation(maker.op);
      return maker.index === undefined ? results : [results[maker.index]];
    }
    let value = this.free.get(at);
    if (!value) {
      value = this.block.addArgument(this.type(this.typeOf.get(at)), UnknownLoc.get());
      this.free.set(at, value);
    }
    return [value];
  }

  private attribute(slot: Slot): Attribute {
    const at = this.find(slot);
    const text = this.texts.get(at);
    return text === undefined ? StringAttr.get(`?${at}`) : constant(this.context, text);
  }

  private type(slot: Slot | undefined): Type {
    const text = slot === undefined ? undefined : this.texts.get(this.find(slot));
    return text === undefined ? IntegerType.get(32) : constantType(this.context, text);
  }
}
