import { Dominance, FusedLoc, type Operation, type Region, type Value } from '../../ir/index.js';
import { isPure, isTriviallyDead } from '../../rewrite/index.js';
import type { Pass, PassRun } from '../pass.js';
import { reachableBlocks } from './unreachable-blocks.js';

/** Of equal pure operations, one that dominates the others stays. */
export const cse: Pass = {
  name: 'cse',
  summary: 'Eliminate common sub-expressions',
  run(op, pass) {
    for (const region of op.regions) new Cse(pass).region(region, new Map());
  },
};

/** Operations by what makes them equal. */
type Known = Map<string, Operation[]>;

class Cse {
  private readonly pass: PassRun;
  private readonly dominance = new Dominance();
  private readonly numbers = new Map<Value, number>();

  constructor(pass: PassRun) {
    this.pass = pass;
  }

  region(region: Region, known: Known): void {
    for (const block of reachableBlocks(region)) for (const op of block.ops) this.visit(op, known);
  }

  private visit(op: Operation, known: Known): void {
    if (isTriviallyDead(op)) {
      op.erase();
      this.pass.count("num-dce'd");
      return;
    }
    for (const inner of op.regions) {
      this.region(inner, op.hasTrait('IsolatedFromAbove') ? new Map() : known);
    }
    if (op.regions.length > 0 || op.hasTrait('Terminator') || !isPure(op)) return;
    const key = this.key(op);
    const same = known.get(key);
    const first = same?.find((o) => this.dominance.dominates(o.result(), op));
    if (!first) {
      if (same) same.push(op);
      else known.set(key, [op]);
      return;
    }
    op.replaceAllUsesWith(first.results);
    // The one that stays stands for both source operators; a constant stands for none.
    if (!first.hasTrait('ConstantLike')) first.loc = FusedLoc.of([first.loc, op.loc]);
    op.erase();
    this.pass.count("num-cse'd");
  }

  private key(op: Operation): string {
    const operands = op.operandUses.map((u) => this.number(u.value)).join(',');
    const attributes = op.attributes
      .map((a) => `${a.name.length}:${a.name}=${a.value.id}`)
      .join(',');
    const types = op.results.map((r) => r.type.id).join(',');
    return `${op.name}(${operands}){${attributes}}${types}`;
  }

  private number(value: Value): number {
    let n = this.numbers.get(value);
    if (n === undefined) {
      n = this.numbers.size;
      this.numbers.set(value, n);
    }
    return n;
  }
}
