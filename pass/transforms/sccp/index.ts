import { sccpPass } from '../../../generated/transforms-passes.js';
import {
  type Attribute,
  type Block,
  type Context,
  OpBuilder,
  type Operation,
  type Region,
  type Type,
  type Value,
} from '../../../ir/index.js';
import { insertionRegion, isDeadWhenUnused } from '../../../rewrite/index.js';
import type { Pass } from '../../pass.js';
import { ConstantAnalysis } from './lattice.js';

export const sccp: Pass = {
  ...sccpPass,
  run(root, pass) {
    const analysis = new ConstantAnalysis(root);
    const rewriter = new Rewriter(pass.context, analysis);
    rewriter.regions(root);
    if (!rewriter.changed) pass.preserveAll();
  },
};

/** Puts constants in the place of values; each constant is made once for an isolated region. */
class Rewriter {
  changed = false;
  private readonly context: Context;
  private readonly analysis: ConstantAnalysis;
  private readonly made = new Map<Region, Map<Attribute, Operation[]>>();

  constructor(context: Context, analysis: ConstantAnalysis) {
    this.context = context;
    this.analysis = analysis;
  }

  regions(root: Operation): void {
    const stack: Block[] = [];
    const push = (op: Operation) => {
      for (const region of op.regions) stack.push(...[...region.blocks].reverse());
    };
    push(root);
    for (let block = stack.pop(); block; block = stack.pop()) {
      for (let op = block.firstOp; op; ) {
        const next: Operation | undefined = op.next;
        if (!this.operation(op, block) && op.regions.length > 0) push(op);
        op = next;
      }
      for (const arg of block.args) this.replace(arg, block);
    }
  }

  /** True when the operation is gone. */
  private operation(op: Operation, block: Block): boolean {
    if (op.results.length === 0) return false;
    let all = true;
    for (const result of op.results) if (!this.replace(result, block)) all = false;
    if (!all || !isDeadWhenUnused(op)) return false;
    op.erase();
    return true;
  }

  private replace(value: Value, block: Block): boolean {
    const known = this.analysis.constant(value);
    if (!known) return false;
    const constant = this.constant(block, known.dialect, known.value, value.type);
    if (!constant) return false;
    value.replaceAllUsesWith(constant);
    this.changed = true;
    return true;
  }

  private constant(block: Block, name: string, value: Attribute, type: Type): Value | undefined {
    const region = insertionRegion(block);
    let made = this.made.get(region);
    if (!made) {
      made = new Map();
      this.made.set(region, made);
    }
    const same = made.get(value) ?? [];
    const existing = same.find((op) => op.result().type === type && op.def.dialect === name);
    if (existing) return existing.result();
    const dialect = this.context.dialect(name);
    const b = new OpBuilder(this.context).setToStart(region.front);
    const op = dialect?.definition.materializeConstant?.(b, value, type);
    if (!op) return undefined;
    made.set(value, [...same, op]);
    return op.result();
  }
}
