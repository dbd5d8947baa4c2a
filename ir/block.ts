/** Blocks, lists of operations; and regions, lists of blocks. */
import { type Location, UnknownLoc } from './location.js';
import type { Operation } from './operation.js';
import type { SourceText } from './source-text.js';
import type { Type } from './types.js';
import { linkUses, pendingUses } from './uses.js';
import { BlockArgument, type Value } from './value.js';

const NONE: readonly never[] = Object.freeze([]) as readonly never[];

/** A list of operations that run in order, with arguments. */
export class Block {
  parent: Region | undefined = undefined;
  /** For the printer at work: the position in the region; for cse at work: the number of the block. */
  label = -1;
  private argList: BlockArgument[] | undefined = undefined;
  firstOp: Operation | undefined = undefined;
  lastOp: Operation | undefined = undefined;
  private orderValid = true;
  private predecessorOps: Operation[] | undefined = undefined;

  constructor(argTypes: readonly Type[] = [], argLocs: readonly Location[] = []) {
    argTypes.forEach((t, i) => {
      this.addArgument(t, argLocs[i] ?? UnknownLoc.get());
    });
  }

  get args(): readonly BlockArgument[] {
    return this.argList ?? NONE;
  }

  addArgument(
    type: Type,
    loc: Location | SourceText = UnknownLoc.get(),
    sourceOffset = 0,
  ): BlockArgument {
    const arg = new BlockArgument(type, this, this.args.length, loc, sourceOffset);
    // A list made by pushing has room for many more: most have one.
    if (this.argList) this.argList.push(arg);
    else this.argList = [arg];
    return arg;
  }

  eraseArgument(index: number): void {
    if (this.args[index].firstUse) throw new Error(`block argument ${index} is erased while used`);
    this.argList!.splice(index, 1);
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
    if (pendingUses > 0) linkUses();
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
    region?.remove(this);
    this.parent = undefined;
  }
}

export class Region {
  parent: Operation | undefined = undefined;
  private blockList: Block[] | undefined = undefined;

  get blocks(): readonly Block[] {
    return this.blockList ?? NONE;
  }

  get isEmpty(): boolean {
    return this.blocks.length === 0;
  }

  /** The entry block of a region that has one. */
  get front(): Block {
    return this.blocks[0];
  }

  append(block: Block): void {
    block.parent = this;
    if (this.blockList) this.blockList.push(block);
    else this.blockList = [block];
  }

  insertAfter(block: Block, at: Block): void {
    block.parent = this;
    this.blockList!.splice(this.blocks.indexOf(at) + 1, 0, block);
  }

  /** Takes a block out of the list. */
  remove(block: Block): void {
    if (pendingUses > 0) linkUses();
    const at = this.blocks.indexOf(block);
    if (at >= 0) this.blockList!.splice(at, 1);
    block.parent = undefined;
  }

  /** Takes all blocks out, as a list. */
  takeBlocks(): Block[] {
    if (pendingUses > 0) linkUses();
    const blocks = [...this.blocks];
    this.blockList = undefined;
    for (const block of blocks) block.parent = undefined;
    return blocks;
  }

  /** Moves all blocks to the end of another region. */
  moveBlocksTo(other: Region): void {
    if (pendingUses > 0) linkUses();
    for (const block of this.blocks) other.append(block);
    this.blockList = undefined;
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
