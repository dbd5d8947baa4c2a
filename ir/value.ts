/** SSA values and their uses: each value heads a linked list of the operands that name it. */
import type { Block } from './block.js';
import { type Location, UnknownLoc } from './location.js';
import type { Operation } from './operation.js';
import type { SourceText } from './source-text.js';
import type { Type } from './types.js';
import { linkUses, pendingUses } from './uses.js';

/** An SSA value: the result of an operation or the argument of a block. */
export abstract class Value {
  type: Type;
  /** Head of the list of uses that are linked: ask `firstUse`. */
  useHead: OpOperand | undefined = undefined;
  /** For the printer at work: see text/value-names.ts. */
  label = -1;

  constructor(type: Type) {
    this.type = type;
  }

  /** The operation that makes the value; undefined for a block argument. */
  abstract get definingOp(): Operation | undefined;
  /** The block the value lives in. */
  abstract get parentBlock(): Block | undefined;

  /** Head of the list of uses, the latest. */
  get firstUse(): OpOperand | undefined {
    if (pendingUses > 0) linkUses();
    return this.useHead;
  }

  get hasUses(): boolean {
    return this.firstUse !== undefined;
  }

  get hasOneUse(): boolean {
    const use = this.firstUse;
    return use !== undefined && use.next === undefined;
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
  private place: Location | SourceText;
  private readonly sourceOffset: number;

  /** `loc` is a location, or a text with `sourceOffset` in it. */
  constructor(
    type: Type,
    owner: Block,
    index: number,
    loc: Location | SourceText = UnknownLoc.get(),
    sourceOffset = 0,
  ) {
    super(type);
    this.owner = owner;
    this.index = index;
    this.place = loc;
    this.sourceOffset = sourceOffset;
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
    else this.value.useHead = this.next;
    if (this.next) this.next.prev = this.prev;
    this.next = undefined;
    this.prev = undefined;
  }

  private link(): void {
    const head = this.value.useHead;
    this.next = head;
    if (head) head.prev = this;
    this.value.useHead = this;
  }
}
