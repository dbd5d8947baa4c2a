/** Edits that keep IR valid where they can; the verifier has the last word. */
import {
  ArrayAttr,
  type Block,
  type Context,
  DenseArrayAttr,
  Dominance,
  FunctionType,
  forwardedOperands,
  isBranch,
  OpBuilder,
  type Operation,
  setForwardedOperands,
  type Type,
  TypeAttr,
  type Value,
} from '../../ir/index.js';

/** A copy of an operation, and the place of each original operation in it. */
export function copyOf(root: Operation): {
  readonly copy: Operation;
  readonly placeOf: ReadonlyMap<Operation, Operation>;
} {
  const copy = root.clone();
  const originals: Operation[] = [];
  root.walk((op) => originals.push(op));
  const placeOf = new Map<Operation, Operation>();
  let at = 0;
  copy.walk((op) => placeOf.set(originals[at++], op));
  return { copy, placeOf };
}

/** Erases operations, and puts other values in the place of results that are still used. */
export function eraseOps(context: Context, ops: readonly Operation[]): void {
  const doomed = new Set(ops);
  const fallback = new Fallback(context, doomed);
  for (const op of ops) {
    for (const result of op.results) {
      if (!result.hasUses) continue;
      const isUsedByOthers = [...result.uses()].some(({ owner }) => !isDoomed(owner, doomed));
      if (isUsedByOthers) {
        result.replaceAllUsesWith(fallback.valueFor(op, result.type), ({ owner }) =>
          isDoomed(owner, doomed),
        );
      }
    }
  }
  for (const op of ops) op.dropAllReferences();
  for (const op of ops) op.remove();
}

function isDoomed(op: Operation, doomed: ReadonlySet<Operation>): boolean {
  for (let at: Operation | undefined = op; at; at = at.parentOp) if (doomed.has(at)) return true;
  return false;
}

/** Finds values of a type to use where an operation stood. */
class Fallback {
  private readonly context: Context;
  private readonly doomed: ReadonlySet<Operation>;
  private readonly dominance = new Dominance();

  constructor(context: Context, doomed: ReadonlySet<Operation>) {
    this.context = context;
    this.doomed = doomed;
  }

  /** An operand of the operation, an argument around it, a value before it, or poison. */
  valueFor(op: Operation, type: Type): Value {
    const fits = (value: Value) =>
      value.type === type && !(value.definingOp && isDoomed(value.definingOp, this.doomed));
    const operand = op.operands.find(fits);
    if (operand) return operand;
    const argument = argumentsAround(op).find(
      (arg) => arg.type === type && this.dominance.dominates(arg, op),
    );
    if (argument) return argument;
    for (let at = op.prev; at; at = at.prev) {
      const result = at.results.find(fits);
      if (result) return result;
    }
    const b = OpBuilder.before(this.context, op);
    return b.create('ub.poison', { resultTypes: [type], loc: op.loc }).result();
  }
}

/** Block arguments that may be seen from an operation, the outermost first. */
export function argumentsAround(op: Operation): Value[] {
  const found: Value[] = [];
  for (let at: Operation | undefined = op; at?.parent; at = at.parentOp) {
    const { parent } = at;
    found.unshift(...(parent.parent?.front.args ?? []), ...parent.args);
    if (at.parentOp?.def.isIsolated) break;
  }
  return found;
}

/** Takes an operand out, and out of the count of its group. */
export function dropOperand(op: Operation, index: number): void {
  const sizes = op.attr('operandSegmentSizes');
  if (op.def.hasOperandSegments && sizes instanceof DenseArrayAttr) {
    let end = 0;
    const group = sizes.numbers.findIndex((n) => {
      end += n;
      return index < end;
    });
    const left = sizes.numbers.map((n, i) => (i === group ? n - 1 : n));
    op.setAttr('operandSegmentSizes', DenseArrayAttr.i32(left));
  }
  op.setOperands(op.operands.filter((_, i) => i !== index));
}

/** Makes a branch go one way only. */
export function takeBranch(context: Context, branch: Operation, index: number): void {
  const operands = isBranch(branch) ? forwardedOperands(branch, index) : [];
  const b = OpBuilder.before(context, branch);
  b.create('cf.br', { operands, successors: [branch.successors[index]], loc: branch.loc });
  branch.dropAllReferences();
  branch.remove();
}

/** Takes an argument out of a block that is no entry, with what branches pass for it. */
export function dropBlockArgument(block: Block, index: number): boolean {
  const edges = block.predecessors.flatMap((p) => {
    const branch = p.lastOp!;
    return branch.successors.flatMap((s, i) => (s === block ? [{ branch, i }] : []));
  });
  if (block.args[index].hasUses || !edges.every(({ branch }) => isBranch(branch))) return false;
  for (const { branch, i } of edges) {
    const kept = forwardedOperands(branch, i).filter((_, k) => k !== index);
    setForwardedOperands(branch, i, kept);
  }
  block.eraseArgument(index);
  return true;
}

/** Takes unused arguments out of a function, and what its calls pass for them. */
export function dropFunctionArguments(fn: Operation, calls: readonly Operation[]): boolean {
  const type = fn.attr('function_type');
  if (!(type instanceof TypeAttr) || !(type.type instanceof FunctionType)) return false;
  const { args } = fn.region().front;
  const keep = args.map((a) => a.hasUses);
  if (!keep.includes(false) || keep.length !== type.type.inputs.length) return false;
  for (let i = args.length - 1; i >= 0; i--) if (!keep[i]) fn.region().front.eraseArgument(i);
  const inputs = type.type.inputs.filter((_, i) => keep[i]);
  fn.setAttr('function_type', TypeAttr.get(FunctionType.get(inputs, type.type.results)));
  const attributes = fn.attr('arg_attrs');
  if (attributes instanceof ArrayAttr) {
    fn.setAttr('arg_attrs', ArrayAttr.get(attributes.elements.filter((_, i) => keep[i])));
  }
  for (const call of calls) {
    const [start] = call.def.hooks.callArguments?.(call) ?? [0];
    call.setOperands(call.operands.filter((_, i) => i < start || keep[i - start]));
  }
  return true;
}

/** Lets a function give no results, and its calls poison in their place. */
export function dropFunctionResults(
  context: Context,
  fn: Operation,
  calls: readonly Operation[],
): boolean {
  const type = fn.attr('function_type');
  if (!(type instanceof TypeAttr) || !(type.type instanceof FunctionType)) return false;
  if (type.type.results.length === 0 || calls.some((c) => c.results.some((r) => r.hasUses))) {
    return false;
  }
  for (const block of fn.region().blocks) {
    const last = block.lastOp;
    if (last && last.successors.length === 0) last.setOperands([]);
  }
  fn.setAttr('function_type', TypeAttr.get(FunctionType.get(type.type.inputs, [])));
  fn.removeAttr('res_attrs');
  for (const call of calls) {
    const { attributes, operands } = call;
    OpBuilder.before(context, call).create(call.name, { attributes, operands, loc: call.loc });
    call.erase();
  }
  return true;
}

/** Lets a declaration that nothing calls take nothing and give nothing. */
export function dropDeclaredTypes(fn: Operation): void {
  fn.setAttr('function_type', TypeAttr.get(FunctionType.get([], [])));
  fn.removeAttr('arg_attrs');
  fn.removeAttr('res_attrs');
}
