import { csePass } from '../../generated/transforms-passes.js';
import {
  type Block,
  type Dominance,
  Effect,
  FusedLoc,
  isGraphRegion,
  type Location,
  type Operation,
  type Region,
  UnknownLoc,
} from '../../ir/index.js';
import { effectsOf, isTriviallyDead } from '../../rewrite/index.js';
import { dominanceAnalysis } from '../analysis.js';
import type { Pass } from '../pass.js';
import { hashOfOp, OpTable } from './op-table.js';

/** Of equal operations without effects, one that dominates the others stays. */
export const cse: Pass = {
  ...csePass,
  run(op, pass) {
    const run = new Cse(() => pass.analysis(dominanceAnalysis));
    for (const region of op.regions) run.region(region, new OpTable());
    // Only now: a region is compared as it was when its operation was met.
    for (const dead of run.dead) dead.erase();
    for (const block of run.blocks) block.label = -1;
    pass.count("num-cse'd", run.merged);
    pass.count("num-dce'd", run.dead.length - run.merged);
    // Blocks and their order stay.
    pass.preserve(dominanceAnalysis);
    if (run.dead.length === 0) pass.preserveAll();
  },
};

class Cse {
  readonly dead: Operation[] = [];
  merged = 0;
  /** Those met so far; the label of each is its number. */
  readonly blocks: Block[] = [];
  private readonly dominance: () => Dominance;

  constructor(dominance: () => Dominance) {
    this.dominance = dominance;
  }

  region(region: Region, known: OpTable): void {
    if (region.blocks.length > 1) {
      this.dominatorTree(region, known);
      return;
    }
    if (region.isEmpty) return;
    const scope = known.enter();
    this.block(region.front, known, !isGraphRegion(region));
    known.leave(scope);
  }

  /** What a block computes is known in the blocks that it dominates. */
  private dominatorTree(region: Region, known: OpTable): void {
    const dominance = this.dominance();
    const stack: { block: Block; scope: number; next: number }[] = [];
    const enter = (block: Block) => {
      stack.push({ block, scope: known.enter(), next: 0 });
      this.block(block, known, true);
    };
    enter(region.front);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const child = dominance.dominatedBy(top.block)[top.next++];
      if (child) {
        enter(child);
      } else {
        known.leave(top.scope);
        stack.pop();
      }
    }
  }

  private block(block: Block, known: OpTable, hasOrder: boolean): void {
    // Hashes are made of blocks and places in them.
    block.label = this.blocks.push(block);
    block.renumber();
    for (let op = block.firstOp; op; op = op.next) {
      if (op.regions.length > 0) this.inside(op, known);
      this.visit(op, known, hasOrder);
    }
  }

  private inside(op: Operation, known: OpTable): void {
    const isIsolated = op.def.isIsolated || !op.def.registered;
    for (const region of op.regions) this.region(region, isIsolated ? new OpTable() : known);
  }

  private visit(op: Operation, known: OpTable, hasOrder: boolean): void {
    if (op.def.isTerminator) return;
    if (isTriviallyDead(op)) {
      this.dead.push(op);
      return;
    }
    if (op.regions.length > 0 && op.regions.some((r) => r.blocks.length > 1)) return;
    const effects = effectsOf(op);
    if ((effects & ~Effect.READ) !== 0) return;
    const hash = hashOfOp(op);
    const first = known.find(op, hash);
    const isKnown =
      first !== undefined &&
      (effects === Effect.NONE || (first.parent === op.parent && !mayWriteBetween(first, op)));
    if (!isKnown) {
      known.add(op, hash);
      return;
    }
    this.replace(op, first, known, hasOrder);
  }

  private replace(op: Operation, first: Operation, known: OpTable, hasOrder: boolean): void {
    for (let i = 0; i < op.numResults; i++) {
      const from = op.result(i);
      const to = first.result(i);
      // Without an order, a user that was met already has its place in the table by its operands.
      if (hasOrder) from.replaceAllUsesWith(to);
      else from.replaceAllUsesWith(to, ({ owner }) => known.find(owner, hashOfOp(owner)) === owner);
    }
    if (!(first.isPlacedInText && op.isPlacedInText)) first.loc = locationOfBoth(first, op);
    if (op.hasUses) return;
    this.dead.push(op);
    this.merged++;
  }
}

function mayWriteBetween(first: Operation, last: Operation): boolean {
  for (let op = first.next; op && op !== last; op = op.next) {
    if (effectsOf(op) & (Effect.WRITE | Effect.UNKNOWN)) return true;
  }
  return false;
}

/** A name is that of an operator of the source; a constant stands for no operator. */
function locationOfBoth(first: Operation, second: Operation): Location {
  if (first.loc === UnknownLoc.get()) return second.loc;
  if (first.def.isConstant) return first.loc;
  return FusedLoc.naming(first.loc, [first.loc, second.loc]);
}
