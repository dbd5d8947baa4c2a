/**
 * The values of Wegman and Zadeck's sparse conditional constant propagation: unknown so far, one
 * constant, or anything.
 */
import {
  type Attribute,
  type Block,
  forwardedOperands,
  isBranch,
  type Operation,
  type Region,
  Value,
} from '../../../ir/index.js';
import { constantValue } from '../../../rewrite/index.js';
import { Callables } from './callables.js';

/** A constant, and the dialect that makes an operation of it. */
export interface Constant {
  readonly value: Attribute;
  readonly dialect: string;
}

const ANYTHING = Symbol('anything');
type State = Constant | typeof ANYTHING | undefined;

/** Which blocks run and which values are constant, as far as can be told below `root`. */
export class ConstantAnalysis {
  private readonly states = new Map<Value, State>();
  private readonly running = new Set<Block>();
  /** Blocks that have been gone through: their operations are visited again when something changes. */
  private readonly seen = new Set<Block>();
  private readonly blocks: Block[] = [];
  private readonly ops: Operation[] = [];
  private readonly callables: Callables;
  /** The operation that has been reached in a block not seen yet. */
  private at: Operation | undefined;

  constructor(root: Operation) {
    this.callables = new Callables(root);
    for (const region of root.regions) this.enter(region);
    this.solve();
  }

  /** The constant that a value always is. */
  constant(value: Value): Constant | undefined {
    const state = this.states.get(value);
    return state === ANYTHING ? undefined : state;
  }

  private solve(): void {
    for (;;) {
      const op = this.ops.pop();
      if (op) {
        this.visit(op);
        continue;
      }
      const block = this.blocks.pop();
      if (!block) return;
      block.renumber();
      for (let at = block.firstOp; at; at = at.next) {
        this.at = at;
        this.visit(at);
      }
      this.at = undefined;
      this.seen.add(block);
    }
  }

  /** A region that runs, with arguments of which nothing is known. */
  private enter(region: Region): void {
    if (region.isEmpty) return;
    for (const arg of region.front.args) this.join(arg, ANYTHING);
    this.run(region.front);
  }

  private run(block: Block): void {
    if (this.running.has(block)) return;
    this.running.add(block);
    this.blocks.push(block);
  }

  private state(value: Value): State {
    const { definingOp } = value;
    // Most operations cannot be folded: nothing is kept for them.
    if (definingOp && !mayBeConstant(definingOp)) return ANYTHING;
    return this.states.get(value);
  }

  private join(value: Value, state: State): void {
    if (state === undefined) return;
    const old = this.states.get(value);
    if (old === ANYTHING) return;
    const isSame = old !== undefined && state !== ANYTHING && old.value === state.value;
    if (isSame) return;
    this.states.set(value, old === undefined ? state : ANYTHING);
    for (let use = value.firstUse; use; use = use.next) {
      const { owner } = use;
      // Who has not been visited will be.
      if (owner.parent && (this.seen.has(owner.parent) || this.wasPassed(owner))) {
        this.ops.push(owner);
      }
    }
  }

  /** Whether the block that is gone through just now is past the operation, or at it. */
  private wasPassed(op: Operation): boolean {
    const { at } = this;
    return at !== undefined && op.parent === at.parent && op.order <= at.order;
  }

  private joinAll(values: readonly Value[], state: State): void {
    for (const value of values) this.join(value, state);
  }

  private visit(op: Operation): void {
    const { hooks } = op.def;
    if (op.successors.length > 0) this.branch(op);
    else if (op.def.isTerminator) this.returned(op);
    if (op.regions.length > 0) {
      this.regions(op);
      this.joinAll(op.results, ANYTHING);
    } else if (hooks.callee) {
      this.call(op);
    } else if (op.results.length > 0 && mayBeConstant(op)) {
      this.fold(op);
    }
  }

  private regions(op: Operation): void {
    const body = op.def.hooks.callableRegion?.(op);
    if (!body) {
      for (const region of op.regions) this.enter(region);
      return;
    }
    const { isOpen, calls } = this.callables.of(op);
    if (isOpen) this.enter(body);
    else if (calls.size > 0) this.run(body.front);
  }

  private branch(op: Operation): void {
    if (!isBranch(op)) {
      for (const block of op.successors) {
        this.joinAll(block.args, ANYTHING);
        this.run(block);
      }
      return;
    }
    const operands = op.operands.map((v) => this.state(v));
    // Until all operands are known, no way is taken.
    if (operands.includes(undefined)) return;
    const taken = op.def.hooks.successorFor?.(op, operands.map(attributeOf));
    op.successors.forEach((block, i) => {
      if (taken && block !== taken) return;
      const passed = forwardedOperands(op, i);
      block.args.forEach((arg, k) => {
        this.join(arg, passed[k] ? this.state(passed[k]) : ANYTHING);
      });
      this.run(block);
    });
  }

  private call(op: Operation): void {
    const target = this.callables.target(op);
    if (!target) {
      this.joinAll(op.results, ANYTHING);
      return;
    }
    const callers = this.callables.of(target);
    callers.calls.add(op);
    const body = target.def.hooks.callableRegion!(target)!;
    if (!callers.isOpen) {
      const [start] = op.def.hooks.callArguments?.(op) ?? [0];
      body.front.args.forEach((arg, i) => {
        this.join(arg, i + start < op.numOperands ? this.state(op.operand(start + i)) : ANYTHING);
      });
      this.run(body.front);
    }
    for (const block of body.blocks) {
      if (this.seen.has(block) && block.lastOp) this.giveBack(block.lastOp, op);
    }
  }

  /** The end of a body gives its operands to all calls. */
  private returned(op: Operation): void {
    const callable = op.parentOp;
    if (!callable?.def.hooks.callableRegion) return;
    for (const call of this.callables.of(callable).calls) this.giveBack(op, call);
  }

  private giveBack(last: Operation, call: Operation): void {
    if (last.successors.length > 0) return;
    const isReturn = last.hasTrait('ReturnLike') || last.def.hooks.inlined !== undefined;
    call.results.forEach((result, i) => {
      const known = isReturn && i < last.numOperands;
      this.join(result, known ? this.state(last.operand(i)) : ANYTHING);
    });
  }

  private fold(op: Operation): void {
    const { dialect } = op.def;
    const own = constantValue(op);
    if (own) {
      this.join(op.result(), { value: own, dialect });
      return;
    }
    const states = op.operands.map((v) => this.state(v));
    if (states.includes(undefined)) return;
    // Nothing more can be learnt.
    if (op.results.every((r) => this.states.get(r) === ANYTHING)) return;
    const { attributes, operands } = op;
    const folded = op.def.hooks.fold!(op, states.map(attributeOf));
    // The operands are constant in this run of thought only: what changed in place is put back.
    op.attributes = attributes;
    operands.forEach((v, i) => {
      if (op.operand(i) !== v) op.setOperand(i, v);
    });
    op.results.forEach((result, i) => {
      const to = folded?.[i];
      if (to === undefined || to === result) this.join(result, ANYTHING);
      else this.join(result, to instanceof Value ? this.state(to) : { value: to, dialect });
    });
  }
}

function attributeOf(state: State): Attribute | undefined {
  return state === ANYTHING ? undefined : state?.value;
}

function mayBeConstant({ def, regions }: Operation): boolean {
  return (
    def.isConstant ||
    def.hooks.callee !== undefined ||
    (def.hooks.fold !== undefined && regions.length === 0)
  );
}
