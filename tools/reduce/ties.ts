/** Values that must have one shape: operations, branches and calls tie them to each other. */
import {
  type Block,
  BlockArgument,
  forwardedOperands,
  isBranch,
  type Operation,
  predecessorEdges,
  type Region,
  SymbolRefAttr,
  symbolsOf,
  type Value,
} from '../../ir/index.js';
import { type Reshape, reshapeAttributes, reshapedType, staticShape } from './reshape.js';

/** What is tied together, and the operations that tie it. */
export interface Ties {
  readonly shape: readonly number[];
  readonly values: ReadonlySet<Value>;
  readonly ops: ReadonlySet<Operation>;
}

/** Calls of the functions inside a root, and what they call. */
export class Calls {
  private readonly callees = new Map<Operation, Operation>();
  private readonly calls = new Map<Operation, Operation[]>();

  constructor(root: Operation) {
    const symbols = new Map<Operation, ReadonlyMap<string, Operation>>();
    root.walk((op) => {
      const callee = op.def.hooks.callee?.(op);
      if (!(callee instanceof SymbolRefAttr)) return;
      let table = op.parentOp;
      while (table && !table.def.isSymbolTable) table = table.parentOp;
      if (!table) return;
      if (!symbols.has(table)) symbols.set(table, symbolsOf(table));
      const fn = symbols.get(table)!.get(callee.root);
      if (!fn) return;
      this.callees.set(op, fn);
      this.calls.set(fn, [...(this.calls.get(fn) ?? []), op]);
    });
  }

  /** The function that an operation calls. */
  calleeOf(op: Operation): Operation | undefined {
    return this.callees.get(op);
  }

  callsOf(fn: Operation): readonly Operation[] {
    return this.calls.get(fn) ?? [];
  }
}

/**
 * All that is tied to a value of a static shape: what has the same shape at the same operations, at
 * both ends of branches into a block, and at both ends of calls.
 */
export function tiesOf(start: Value, calls: Calls): Ties {
  const shape = staticShape(start.type)!;
  const values = new Set<Value>();
  const ops = new Set<Operation>();
  const hasShape = (value: Value) => {
    const other = staticShape(value.type);
    return other?.length === shape.length && other.every((d, i) => d === shape[i]);
  };
  const take = (all: readonly Value[]) => {
    for (const value of all) if (hasShape(value)) values.add(value);
  };
  const takeOp = (op: Operation | undefined): void => {
    if (!op || ops.has(op)) return;
    ops.add(op);
    take(op.operands);
    take(op.results);
    const callee = calls.calleeOf(op);
    if (callee) takeFunction(callee);
    if (op.def.isTerminator && op.successors.length === 0) takeOwner(op.parentOp);
  };
  /** The operation around a region, by what goes in and comes out of the region. */
  const takeOwner = (owner: Operation | undefined) => {
    if (!owner) return;
    if (owner.def.hooks.callableRegion) takeFunction(owner);
    else takeOp(owner);
  };
  const takeFunction = (fn: Operation): void => {
    if (ops.has(fn)) return;
    takeOp(fn);
    for (const region of fn.regions) takeEnds(region);
    for (const call of calls.callsOf(fn)) takeOp(call);
  };
  const takeEnds = (region: Region) => {
    if (!region.isEmpty) take(region.front.args);
    for (const { lastOp } of region.blocks) {
      if (lastOp?.def.isTerminator && lastOp.successors.length === 0) takeOp(lastOp);
    }
  };
  const takeArgument = (arg: BlockArgument) => {
    const block: Block = arg.owner;
    if (block === block.parent?.front) takeOwner(block.parentOp);
    for (const { branch, index } of predecessorEdges(block)) {
      if (isBranch(branch)) take(forwardedOperands(branch, index).slice(arg.index, arg.index + 1));
    }
  };
  const takeBranch = (branch: Operation) => {
    branch.successors.forEach((block, i) => {
      take(block.args.filter((_, k) => values.has(forwardedOperands(branch, i)[k])));
    });
  };
  take([start]);
  for (const value of values) {
    if (value instanceof BlockArgument) takeArgument(value);
    takeOp(value.definingOp);
    for (const user of value.users()) {
      takeOp(user);
      if (isBranch(user)) takeBranch(user);
    }
  }
  return { shape, values, ops };
}

/** Gives all that is tied together another shape. */
export function reshapeTies({ shape, values, ops }: Ties, next: readonly number[]): void {
  const reshape: Reshape = (given) =>
    given.length === shape.length && given.every((d, i) => d === shape[i]) ? next : given;
  for (const value of values) value.type = reshapedType(value.type, reshape);
  for (const op of ops) reshapeAttributes(op, reshape);
}
