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
  /** Neighbours in the region. */
  prev: Block | undefined = undefined;
  next: Block | undefined = undefined;
  /** For the printer at work: the position in the region; for cse at work: the number of the block. */
  label = -1;
  private argList: BlockArgument[] | undefined = undefined;
  firstOp: Operation | undefined = undefined;
  lastOp: Operation | undefined = undefined;
  private orderValid = true;
  /**
   * What branches here: most blocks have one such operation. Of several, how many of its edges lead
   * here, in the order in which they came; erasing a thousand branches to one block takes each at once.
   */
  private branches: Operation | Map<Operation, number> | undefined = undefined;

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
    return [...new Set(this.predecessorEdges)];
  }

  /** Blocks that branch here, once for each edge. */
  get predecessorEdges(): Block[] {
    const { branches } = this;
    if (!branches) return [];
    if (!(branches instanceof Map)) return branches.parent ? [branches.parent] : [];
    const blocks: Block[] = [];
    for (const [{ parent }, edges] of branches) {
      for (let i = 0; parent && i < edges; i++) blocks.push(parent);
    }
    return blocks;
  }

  get hasPredecessors(): boolean {
    return this.branches !== undefined;
  }

  addPredecessor(op: Operation): void {
    const { branches } = this;
    if (!branches) this.branches = op;
    else if (branches instanceof Map) branches.set(op, (branches.get(op) ?? 0) + 1);
    else if (branches === op) this.branches = new Map([[op, 2]]);
    else this.branches = new Map([branches, op].map((b) => [b, 1]));
  }

  removePredecessor(op: Operation): void {
    const { branches } = this;
    if (branches === op) this.branches = undefined;
    if (!(branches instanceof Map)) return;
    const edges = branches.get(op) ?? 0;
    if (edges > 1) branches.set(op, edges - 1);
    else branches.delete(op);
    if (branches.size === 0) this.branches = undefined;
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
    this.parent?.remove(this);
  }
}

export class Region {
  parent: Operation | undefined = undefined;
  private first: Block | undefined = undefined;
  private last: Block | undefined = undefined;
  /** The blocks as a list; undefined until somebody asks again after a block came between or went. */
  private list: Block[] | undefined = undefined;

  /** The list as it is now: one that is walked while blocks come and go does not change. */
  get blocks(): readonly Block[] {
    if (!this.first) return NONE;
    if (!this.list) {
      this.list = [];
      for (let block: Block | undefined = this.first; block; block = block.next) {
        this.list.push(block);
      }
    }
    return this.list;
  }

  get isEmpty(): boolean {
    return this.first === undefined;
  }

  /** The entry block of a region that has one. */
  get front(): Block {
    return this.first as Block;
  }

  append(block: Block): void {
    block.parent = this;
    block.prev = this.last;
    block.next = undefined;
    if (this.last) this.last.next = block;
    else this.first = block;
    this.last = block;
    this.list = undefined;
  }

  insertAfter(block: Block, at: Block): void {
    if (at === this.last) {
      this.append(block);
      return;
    }
    block.parent = this;
    block.prev = at;
    block.next = at.next;
    at.next!.prev = block;
    at.next = block;
    this.list = undefined;
  }

  /** Takes a block out of the list. */
  remove(block: Block): void {
    if (block.parent !== this) return;
    if (pendingUses > 0) linkUses();
    if (block.prev) block.prev.next = block.next;
    else this.first = block.next;
    if (block.next) block.next.prev = block.prev;
    else this.last = block.prev;
    block.prev = undefined;
    block.next = undefined;
    block.parent = undefined;
    this.list = undefined;
  }

  /** Erases blocks; what is inside them may use each other's values. */
  eraseBlocks(blocks: Iterable<Block>): void {
    const doomed = [...blocks];
    for (const block of doomed) {
      for (let op = block.firstOp; op; op = op.next) op.dropAllReferences();
    }
    for (const block of doomed) this.remove(block);
  }

  /** Takes all blocks out, as a list. */
  takeBlocks(): Block[] {
    const blocks = [...this.blocks];
    for (const block of blocks) this.remove(block);
    return blocks;
  }

  /** Moves all blocks to the end of another region. */
  moveBlocksTo(other: Region): void {
    for (const block of this.takeBlocks()) other.append(block);
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
