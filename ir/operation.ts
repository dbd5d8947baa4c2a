/**
 * The graph: operations in blocks in regions in operations. Values know their uses through a
 * linked list, blocks keep their operations in one, so that every edit is constant time. Ops of
 * all dialects are this one class; the generated classes (`Conv2DOp`) are views over it. That
 * keeps the shape the engine sees monomorphic.
 */
import { type Attribute, type NamedAttribute, sortNamed } from './attributes.js';
import { type Block, Region } from './block.js';
import type { OpDefinition } from './context.js';
import { FileLineColLoc, type Location, UnknownLoc } from './location.js';
import type { SourceText } from './source-text.js';
import type { Type } from './types.js';
import { linkUses, pendingUses } from './uses.js';
import { OpOperand, OpResult, Value } from './value.js';

const NONE: readonly never[] = Object.freeze([]) as readonly never[];

/** What an operation is made from. */
export interface OperationState {
  readonly def: OpDefinition;
  /** A location, a text with `sourceOffset` in it, or an operation of the same place; default: unknown. */
  readonly loc?: Location | SourceText | Operation;
  readonly sourceOffset?: number;
  readonly operands?: readonly Value[];
  /** Of what a text says: the operands are in no list of uses until they are asked for. */
  readonly defersUses?: boolean;
  readonly resultTypes?: readonly Type[];
  readonly attributes?: readonly NamedAttribute[];
  readonly regions?: readonly Region[] | number;
  readonly successors?: readonly Block[];
}

/** The label of a value that stands for one not defined yet. */
export const PLACEHOLDER = -0x40000000;

type Slot = Value | OpOperand;

/** What few operations have. The others share one that is empty. */
interface Rare {
  /** Operands from the third on. */
  moreOperands: readonly Slot[];
  /** Results from the second on. */
  readonly moreResults: readonly OpResult[];
  readonly regions: readonly Region[];
  successors: readonly Block[];
  properties: Attribute | undefined;
}

const NOTHING_RARE: Rare = {
  moreOperands: NONE,
  moreResults: NONE,
  regions: NONE,
  successors: NONE,
  properties: undefined,
};

const hasSome = (regions: readonly Region[] | number) =>
  (typeof regions === 'number' ? regions : regions.length) > 0;

export class Operation {
  readonly def: OpDefinition;
  /** The location, or the text whose offset `sourceOffset` it is until somebody asks. */
  private place: Location | SourceText;
  private sourceOffset: number;
  // The first operands and the first result, of which most operations have no more, stand in the
  // object itself: an array for each would double the number of objects of a module.
  numOperands: number;
  // An operand is a plain value as long as its use is in no list: see uses.ts.
  private operand0: Slot | undefined;
  private operand1: Slot | undefined;
  readonly numResults: number;
  private readonly result0: OpResult | undefined;
  /** All attributes, inherent and discardable, sorted by name. Replace, never edit. */
  attributes: readonly NamedAttribute[];
  private rare: Rare;
  parent: Block | undefined = undefined;
  next: Operation | undefined = undefined;
  prev: Operation | undefined = undefined;
  /** Place in the worklist that holds it; a list checks that it is really there. */
  worklistPlace = -1;
  /** Position in the block while `parent.orderValid`. */
  order = 0;

  constructor(state: OperationState) {
    this.def = state.def;
    const { loc } = state;
    const isLike = loc instanceof Operation;
    this.place = isLike ? loc.place : (loc ?? UnknownLoc.get());
    this.sourceOffset = isLike ? loc.sourceOffset : (state.sourceOffset ?? 0);
    const { operands = NONE, resultTypes = NONE } = state;
    this.numOperands = operands.length;
    const defer = state.defersUses === true;
    if (!defer && pendingUses > 0 && operands.length > 0) linkUses();
    this.operand0 = operands.length > 0 ? this.slot(operands[0], 0, defer) : undefined;
    this.operand1 = operands.length > 1 ? this.slot(operands[1], 1, defer) : undefined;
    this.numResults = resultTypes.length;
    this.result0 = resultTypes.length > 0 ? new OpResult(resultTypes[0], this, 0) : undefined;
    this.attributes =
      state.attributes && state.attributes.length > 0 ? sortNamed(state.attributes) : NONE;
    const { regions = NONE, successors = NONE } = state;
    this.rare =
      operands.length > 2 || resultTypes.length > 1 || hasSome(regions) || successors.length > 0
        ? this.rareParts(operands, defer, resultTypes, regions, successors)
        : NOTHING_RARE;
  }

  private rareParts(
    operands: readonly Value[],
    defer: boolean,
    resultTypes: readonly Type[],
    given: readonly Region[] | number,
    successors: readonly Block[],
  ): Rare {
    const regions =
      typeof given === 'number' ? Array.from({ length: given }, () => new Region()) : given;
    for (const region of regions) region.parent = this;
    for (const block of successors) block.addPredecessor(this);
    return {
      moreOperands: operands.length > 2 ? this.slotsFrom(operands, defer) : NONE,
      moreResults:
        resultTypes.length > 1
          ? resultTypes.slice(1).map((t, i) => new OpResult(t, this, i + 1))
          : NONE,
      regions,
      successors,
      properties: undefined,
    };
  }

  /** What few operations have, to be changed. */
  private get ownRare(): Rare {
    if (this.rare === NOTHING_RARE) this.rare = { ...NOTHING_RARE };
    return this.rare;
  }

  get regions(): readonly Region[] {
    return this.rare.regions;
  }

  get successors(): readonly Block[] {
    return this.rare.successors;
  }

  set successors(blocks: readonly Block[]) {
    for (const block of this.successors) block.removePredecessor(this);
    for (const block of blocks) block.addPredecessor(this);
    if (blocks.length > 0 || this.successors.length > 0) this.ownRare.successors = blocks;
  }

  /** Of an unregistered op: what its text gave between `<` and `>`, of whatever kind. */
  get properties(): Attribute | undefined {
    return this.rare.properties;
  }

  set properties(given: Attribute | undefined) {
    if (given !== this.rare.properties) this.ownRare.properties = given;
  }

  get name(): string {
    return this.def.name;
  }

  get loc(): Location {
    const { place } = this;
    if (!('locationAt' in place)) return place;
    const loc = place.locationAt(this.sourceOffset);
    this.place = loc;
    return loc;
  }

  set loc(loc: Location) {
    this.place = loc;
  }

  /** Whether the location is a line and column, which says nothing of the model: no name, not unknown. */
  get isPlacedInText(): boolean {
    return 'locationAt' in this.place || this.place instanceof FileLineColLoc;
  }

  private slot(value: Value, index: number, defer: boolean): Slot {
    // A placeholder must know who uses it, to be replaced.
    return defer && value.label !== PLACEHOLDER ? value : new OpOperand(value, this, index);
  }

  /** Slots for the operands from the third on. */
  private slotsFrom(values: readonly Value[], defer: boolean): Slot[] {
    const slots: Slot[] = new Array(values.length - 2);
    for (let i = 2; i < values.length; i++) slots[i - 2] = this.slot(values[i], i, defer);
    return slots;
  }

  private slotAt(index: number): Slot {
    const slot =
      index === 0 ? this.operand0 : index === 1 ? this.operand1 : this.rare.moreOperands[index - 2];
    return slot!;
  }

  /** Puts the operands into the lists of uses that are in none yet. */
  linkOperands(): void {
    if (this.operand0 instanceof Value) this.operand0 = new OpOperand(this.operand0, this, 0);
    if (this.operand1 instanceof Value) this.operand1 = new OpOperand(this.operand1, this, 1);
    const { rare } = this;
    if (rare.moreOperands.length === 0) return;
    rare.moreOperands = rare.moreOperands.map((slot, i) =>
      slot instanceof Value ? new OpOperand(slot, this, i + 2) : slot,
    );
  }

  /** The use that operand `index` makes of its value. */
  operandUse(index: number): OpOperand {
    let slot = this.slotAt(index);
    if (slot instanceof OpOperand) return slot;
    linkUses();
    // Of an operation that was taken out of its text before.
    this.linkOperands();
    slot = this.slotAt(index);
    return slot as OpOperand;
  }

  /** The uses that the operands make, as a fresh array. */
  get operandUses(): OpOperand[] {
    return Array.from({ length: this.numOperands }, (_, i) => this.operandUse(i));
  }

  operand(index: number): Value {
    const slot = this.slotAt(index);
    return slot instanceof OpOperand ? slot.value : slot;
  }

  /** The operand values, as a fresh array. */
  get operands(): Value[] {
    const values: Value[] = [];
    for (let i = 0; i < this.numOperands; i++) values.push(this.operand(i));
    return values;
  }

  setOperand(index: number, value: Value): void {
    this.operandUse(index).set(value);
  }

  setOperands(values: readonly Value[]): void {
    if (pendingUses > 0) linkUses();
    for (let i = 0; i < this.numOperands; i++) this.operandUse(i).unlink();
    this.numOperands = values.length;
    this.operand0 = values.length > 0 ? this.slot(values[0], 0, false) : undefined;
    this.operand1 = values.length > 1 ? this.slot(values[1], 1, false) : undefined;
    if (values.length > 2 || this.rare.moreOperands.length > 0) {
      this.ownRare.moreOperands = values.length > 2 ? this.slotsFrom(values, false) : NONE;
    }
  }

  result(index = 0): OpResult {
    return index === 0 ? this.result0! : this.rare.moreResults[index - 1];
  }

  /** The results, as a fresh array; `result(i)` and `numResults` make none. */
  get results(): readonly OpResult[] {
    return this.numResults === 0 ? NONE : [this.result0!, ...this.rare.moreResults];
  }

  get resultTypes(): Type[] {
    return this.results.map((r) => r.type);
  }

  get hasUses(): boolean {
    for (let i = 0; i < this.numResults; i++) if (this.result(i).firstUse) return true;
    return false;
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
    for (let i = 0; i < this.numResults; i++) {
      const result = this.result(i);
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
    this.setOperands(NONE);
    if (this.successors.length > 0) this.successors = NONE;
    for (const region of this.regions) {
      for (const block of region.blocks) {
        for (let op = block.firstOp; op; op = op.next) op.dropAllReferences();
      }
    }
  }

  replaceAllUsesWith(values: readonly Value[]): void {
    for (let i = 0; i < this.numResults; i++) this.result(i).replaceAllUsesWith(values[i]);
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
      loc: this.place,
      sourceOffset: this.sourceOffset,
      operands: this.operands.map((v) => map.get(v) ?? v),
      resultTypes: this.resultTypes,
      attributes: this.attributes,
      regions: this.regions.length,
      successors: this.successors.map((b) => blocks.get(b) ?? b),
    });
    copy.properties = this.properties;
    for (let i = 0; i < this.numResults; i++) map.set(this.result(i), copy.result(i));
    this.regions.forEach((region, i) => {
      region.cloneInto(copy.regions[i], map, blocks);
    });
    return copy;
  }
}
