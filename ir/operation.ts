/**
 * The graph: operations in blocks in regions in operations. Values know their uses through a
 * linked list, blocks keep their operations in one, so that every edit is constant time. Ops of
 * all dialects are this one class; the generated classes (`Conv2DOp`) are views over it. That
 * keeps the shape the engine sees monomorphic.
 */
import { type Attribute, type NamedAttribute, sortNamed } from './attributes.js';
import type { OpDefinition } from './context.js';
import { type Location, UnknownLoc } from './location.js';
import type { Type } from './types.js';

const NONE: readonly never[] = Object.freeze([]) as readonly never[];

/** An SSA value: the result of an operation or the argument of a block. */
export abstract class Value {
  type: Type;
  /** Head of the list of uses. */
  firstUse: OpOperand | undefined = undefined;

  constructor(type: Type) {
    this.type = type;
  }

  /** The operation that makes the value; undefined for a block argument. */
  abstract get definingOp(): Operation | undefined;
  /** The block the value lives in. */
  abstract get parentBlock(): Block | undefined;

  get hasUses(): boolean {
    return this.firstUse !== undefined;
  }

  get hasOneUse(): boolean {
    return this.firstUse !== undefined && this.firstUse.next === undefined;
  }

  /** Every use, latest first. Do not edit the list while walking it: copy it. */
  *uses(): IterableIterator<OpOperand> {
    for (let use = this.firstUse; use; use = use.next) yield use;
  }

  /** Operations that use the value, each once. */
  users(): Operation[] {
    const seen = new Set<Operation>();
    for (let use = this.firstUse; use; use = use.next) seen.add(use.owner);
    return [...seen];
  }

  replaceAllUsesWith(other: Value, unless?: (use: OpOperand) => boolean): void {
    if (other === this) return;
    let use = this.firstUse;
    while (use) {
      const next = use.next;
      if (!unless?.(use)) use.set(other);
      use = next;
    }
  }
}

export class OpResult extends Value {
  readonly owner: Operation;
  readonly index: number;

  constructor(type: Type, owner: Operation, index: number) {
    super(type);
    this.owner = owner;
    this.index = index;
  }

  get definingOp(): Operation {
    return this.owner;
  }

  get parentBlock(): Block | undefined {
    return this.owner.parent;
  }
}

export class BlockArgument extends Value {
  owner: Block;
  index: number;
  loc: Location;

  constructor(type: Type, owner: Block, index: number, loc: Location) {
    super(type);
    this.owner = owner;
    this.index = index;
    this.loc = loc;
  }

  get definingOp(): undefined {
    return undefined;
  }

  get parentBlock(): Block {
    return this.owner;
  }
}

/** One use of a value: operand `index` of `owner`. */
export class OpOperand {
  value: Value;
  readonly owner: Operation;
  index: number;
  next: OpOperand | undefined = undefined;
  prev: OpOperand | undefined = undefined;

  constructor(value: Value, owner: Operation, index: number) {
    this.value = value;
    this.owner = owner;
    this.index = index;
    this.link();
  }

  set(value: Value): void {
    if (value === this.value) return;
    this.unlink();
    this.value = value;
    this.link();
  }

  /** Drops the use; the operand must not be used after. */
  unlink(): void {
    if (this.prev) this.prev.next = this.next;
    else this.value.firstUse = this.next;
    if (this.next) this.next.prev = this.prev;
    this.next = undefined;
    this.prev = undefined;
  }

  private link(): void {
    const head = this.value.firstUse;
    this.next = head;
    if (head) head.prev = this;
    this.value.firstUse = this;
  }
}

/** What an operation is made from. */
export interface OperationState {
  readonly def: OpDefinition;
  readonly loc?: Location;
  readonly operands?: readonly Value[];
  readonly resultTypes?: readonly Type[];
  readonly attributes?: readonly NamedAttribute[];
  readonly regions?: readonly Region[] | number;
  readonly successors?: readonly Block[];
}

export class Operation {
  readonly def: OpDefinition;
  loc: Location;
  operandUses: OpOperand[];
  readonly results: readonly OpResult[];
  /** All attributes, inherent and discardable, sorted by name. Replace, never edit. */
  attributes: readonly NamedAttribute[];
  readonly regions: readonly Region[];
  successors: readonly Block[];
  /** Of an unregistered op: which attributes its text gave as properties. */
  unregisteredProperties: readonly string[] | undefined = undefined;
  parent: Block | undefined = undefined;
  next: Operation | undefined = undefined;
  prev: Operation | undefined = undefined;
  /** Position in the block while `parent.orderValid`. */
  order = 0;

  constructor(state: OperationState) {
    this.def = state.def;
    this.loc = state.loc ?? UnknownLoc.get();
    const operands = state.operands;
    if (operands && operands.length > 0) {
      const uses: OpOperand[] = new Array(operands.length);
      for (let i = 0; i < operands.length; i++) uses[i] = new OpOperand(operands[i], this, i);
      this.operandUses = uses;
    } else {
      this.operandUses = [];
    }
    const types = state.resultTypes;
    if (types && types.length > 0) {
      const results: OpResult[] = new Array(types.length);
      for (let i = 0; i < types.length; i++) results[i] = new OpResult(types[i], this, i);
      this.results = results;
    } else {
      this.results = NONE;
    }
    this.attributes =
      state.attributes && state.attributes.length > 0 ? sortNamed(state.attributes) : NONE;
    const regions = state.regions;
    if (typeof regions === 'number') {
      this.regions = regions === 0 ? NONE : Array.from({ length: regions }, () => new Region());
    } else {
      this.regions = regions ?? NONE;
    }
    for (const region of this.regions) region.parent = this;
    this.successors = state.successors ?? NONE;
    for (const block of this.successors) block.addPredecessor(this);
  }

  get name(): string {
    return this.def.name;
  }

  get numOperands(): number {
    return this.operandUses.length;
  }

  operand(index: number): Value {
    return this.operandUses[index].value;
  }

  /** The operand values, as a fresh array. */
  get operands(): Value[] {
    return this.operandUses.map((u) => u.value);
  }

  setOperand(index: number, value: Value): void {
    this.operandUses[index].set(value);
  }

  setOperands(values: readonly Value[]): void {
    for (const use of this.operandUses) use.unlink();
    this.operandUses = values.map((v, i) => new OpOperand(v, this, i));
  }

  result(index = 0): OpResult {
    return this.results[index];
  }

  get resultTypes(): Type[] {
    return this.results.map((r) => r.type);
  }

  attr(name: string): Attribute | undefined {
    const list = this.attributes;
    for (let i = 0; i < list.length; i++) if (list[i].name === name) return list[i].value;
    return undefined;
  }

  setAttr(name: string, value: Attribute): void {
    const rest = this.attributes.filter((a) => a.name !== name);
    rest.push({ name, value });
    this.attributes = sortNamed(rest);
  }

  removeAttr(name: string): void {
    this.attributes = this.attributes.filter((a) => a.name !== name);
  }

  region(index = 0): Region {
    return this.regions[index];
  }

  get parentRegion(): Region | undefined {
    return this.parent?.parent;
  }

  get parentOp(): Operation | undefined {
    return this.parent?.parent?.parent;
  }

  hasTrait(name: string): boolean {
    return this.def.hasTrait(name);
  }

  /** Whether this is `other` or contains it. */
  isAncestorOf(other: Operation): boolean {
    for (let op: Operation | undefined = other; op; op = op.parentOp) if (op === this) return true;
    return false;
  }

  /** Both in one block: whether this comes first. */
  isBefore(other: Operation): boolean {
    const block = this.parent;
    if (!block || block !== other.parent) throw new Error('the operations are not in one block');
    block.renumber();
    return this.order < other.order;
  }

  /** Takes the operation out of its block and keeps it whole. */
  remove(): void {
    this.parent?.unlink(this);
  }

  /** Removes the operation for good; its results must have no uses. */
  erase(): void {
    for (const result of this.results) {
      if (result.firstUse) {
        throw new Error(
          `'${this.name}' is erased while its result ${result.index} is used by '${result.firstUse.owner.name}'`,
        );
      }
    }
    this.dropAllReferences();
    this.remove();
  }

  /** Drops every use this operation and those inside it make. */
  dropAllReferences(): void {
    for (const use of this.operandUses) use.unlink();
    this.operandUses = [];
    for (const block of this.successors) block.removePredecessor(this);
    this.successors = NONE;
    for (const region of this.regions) {
      for (const block of region.blocks) {
        for (let op = block.firstOp; op; op = op.next) op.dropAllReferences();
      }
    }
  }

  replaceAllUsesWith(values: readonly Value[]): void {
    this.results.forEach((r, i) => {
      r.replaceAllUsesWith(values[i]);
    });
  }

  moveBefore(other: Operation): void {
    this.remove();
    other.parent!.insertBefore(this, other);
  }

  moveAfter(other: Operation): void {
    this.remove();
    other.parent!.insertBefore(this, other.next);
  }

  /** Visits this operation and all inside, children before parents (post-order). */
  walk(visit: (op: Operation) => void): void {
    const stack: { op: Operation; region: number; block: number; next: Operation | undefined }[] =
      [];
    const enter = (op: Operation) => stack.push({ op, region: 0, block: -1, next: undefined });
    enter(this);
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top.next) {
        const op = top.next;
        top.next = op.next;
        if (op.regions.length === 0) visit(op);
        else enter(op);
        continue;
      }
      const region = top.op.regions[top.region];
      if (!region) {
        stack.pop();
        visit(top.op);
      } else if (++top.block < region.blocks.length) {
        top.next = region.blocks[top.block].firstOp;
      } else {
        top.region++;
        top.block = -1;
      }
    }
  }

  /** A deep copy; operands are looked up in `map`, which also receives old → new values. */
  clone(map: Map<Value, Value> = new Map(), blocks: Map<Block, Block> = new Map()): Operation {
    const copy = new Operation({
      def: this.def,
      loc: this.loc,
      operands: this.operandUses.map((u) => map.get(u.value) ?? u.value),
      resultTypes: this.resultTypes,
      attributes: this.attributes,
      regions: this.regions.length,
      successors: this.successors.map((b) => blocks.get(b) ?? b),
    });
    this.results.forEach((r, i) => {
      map.set(r, copy.results[i]);
    });
    this.regions.forEach((region, i) => {
      region.cloneInto(copy.regions[i], map, blocks);
    });
    return copy;
  }
}

/** A list of operations that run in order, with arguments. */
export class Block {
  parent: Region | undefined = undefined;
  readonly args: BlockArgument[] = [];
  firstOp: Operation | undefined = undefined;
  lastOp: Operation | undefined = undefined;
  private orderValid = true;
  private predecessorOps: Operation[] | undefined = undefined;

  constructor(argTypes: readonly Type[] = [], argLocs: readonly Location[] = []) {
    argTypes.forEach((t, i) => {
      this.addArgument(t, argLocs[i] ?? UnknownLoc.get());
    });
  }

  addArgument(type: Type, loc: Location = UnknownLoc.get()): BlockArgument {
    const arg = new BlockArgument(type, this, this.args.length, loc);
    this.args.push(arg);
    return arg;
  }

  eraseArgument(index: number): void {
    if (this.args[index].firstUse) throw new Error(`block argument ${index} is erased while used`);
    this.args.splice(index, 1);
    this.args.forEach((a, i) => {
      a.index = i;
    });
  }

  get parentOp(): Operation | undefined {
    return this.parent?.parent;
  }

  /** The operations as a fresh array: safe to edit the block while walking it. */
  get ops(): Operation[] {
    const list: Operation[] = [];
    for (let op = this.firstOp; op; op = op.next) list.push(op);
    return list;
  }

  get isEmpty(): boolean {
    return this.firstOp === undefined;
  }

  /** The last operation if it is a terminator (or unregistered, which may be one). */
  get terminator(): Operation | undefined {
    const last = this.lastOp;
    return last && (last.hasTrait('Terminator') || !last.def.registered) ? last : undefined;
  }

  get successors(): readonly Block[] {
    return this.lastOp?.successors ?? NONE;
  }

  /** Blocks that branch here, each once. */
  get predecessors(): Block[] {
    const blocks = new Set<Block>();
    for (const op of this.predecessorOps ?? NONE)
      if ((op as Operation).parent) blocks.add((op as Operation).parent!);
    return [...blocks];
  }

  /** Blocks that branch here, once for each edge. */
  get predecessorEdges(): Block[] {
    return (this.predecessorOps ?? []).flatMap((op) => op.parent ?? []);
  }

  get hasPredecessors(): boolean {
    return (this.predecessorOps?.length ?? 0) > 0;
  }

  addPredecessor(op: Operation): void {
    this.predecessorOps ??= [];
    this.predecessorOps.push(op);
  }

  removePredecessor(op: Operation): void {
    const at = this.predecessorOps?.indexOf(op) ?? -1;
    if (at >= 0) this.predecessorOps!.splice(at, 1);
  }

  append(op: Operation): void {
    this.insertBefore(op, undefined);
  }

  /** Inserts before `at`, or at the end when it is undefined. */
  insertBefore(op: Operation, at: Operation | undefined): void {
    if (op.parent) throw new Error(`'${op.name}' is in a block already`);
    op.parent = this;
    const prev = at ? at.prev : this.lastOp;
    op.prev = prev;
    op.next = at;
    if (prev) prev.next = op;
    else this.firstOp = op;
    if (at) {
      at.prev = op;
      this.orderValid = false;
    } else {
      this.lastOp = op;
      op.order = prev ? prev.order + 1 : 0;
    }
  }

  unlink(op: Operation): void {
    if (op.prev) op.prev.next = op.next;
    else this.firstOp = op.next;
    if (op.next) op.next.prev = op.prev;
    else this.lastOp = op.prev;
    op.prev = undefined;
    op.next = undefined;
    op.parent = undefined;
  }

  renumber(): void {
    if (this.orderValid) return;
    let n = 0;
    for (let op = this.firstOp; op; op = op.next) op.order = n++;
    this.orderValid = true;
  }

  /** Moves `at` and all after it into a new block right behind this one. */
  splitBefore(at: Operation | undefined): Block {
    const block = new Block();
    this.parent?.insertAfter(block, this);
    for (let op = at; op; ) {
      const next: Operation | undefined = op.next;
      op.remove();
      block.append(op);
      op = next;
    }
    return block;
  }

  /** Takes the block and all it holds out of its region for good. */
  erase(): void {
    for (let op = this.firstOp; op; op = op.next) op.dropAllReferences();
    const region = this.parent;
    if (region) region.blocks.splice(region.blocks.indexOf(this), 1);
    this.parent = undefined;
  }
}

export class Region {
  parent: Operation | undefined = undefined;
  readonly blocks: Block[] = [];

  get isEmpty(): boolean {
    return this.blocks.length === 0;
  }

  /** The entry block of a region that has one. */
  get front(): Block {
    return this.blocks[0];
  }

  append(block: Block): void {
    block.parent = this;
    this.blocks.push(block);
  }

  insertAfter(block: Block, at: Block): void {
    block.parent = this;
    this.blocks.splice(this.blocks.indexOf(at) + 1, 0, block);
  }

  /** Moves all blocks to the end of another region. */
  moveBlocksTo(other: Region): void {
    for (const block of this.blocks) {
      block.parent = other;
      other.blocks.push(block);
    }
    this.blocks.length = 0;
  }

  cloneInto(target: Region, map: Map<Value, Value>, blocks: Map<Block, Block>): void {
    for (const block of this.blocks) {
      const copy = new Block();
      for (const arg of block.args) map.set(arg, copy.addArgument(arg.type, arg.loc));
      blocks.set(block, copy);
      target.append(copy);
    }
    const copies: Operation[] = [];
    for (const block of this.blocks) {
      for (let op = block.firstOp; op; op = op.next) {
        const copy = op.clone(map, blocks);
        blocks.get(block)!.append(copy);
        copies.push(copy);
      }
    }
    // A use that stands before its definition (graph region, later block) was copied unmapped.
    for (const copy of copies) {
      for (const use of copy.operandUses) {
        const mapped = map.get(use.value);
        if (mapped) use.set(mapped);
      }
    }
  }
}
