import { removeDeadValuesPass } from '../../generated/transforms-passes.js';
import {
  ArrayAttr,
  type BlockArgument,
  FunctionType,
  isBranch,
  isSymbol,
  Operation,
  type OpResult,
  type SymbolRefAttr,
  SymbolTables,
  symbolRefs,
  symbolVisibility,
  TypeAttr,
  type Value,
} from '../../ir/index.js';
import { isPure } from '../../rewrite/index.js';
import type { Pass, PassRun } from '../pass.js';

export const removeDeadValues: Pass = {
  ...removeDeadValuesPass,
  run(root, pass) {
    if (!isAcceptable(root, pass)) return;
    const functions = functionsIn(root);
    const live = new Liveness(root, functions);
    eraseDeadOps(root, live);
    const plans = [...functions].flatMap(([fn, calls]) => (calls ? planFor(fn, calls, live) : []));
    // All uses go first: what is dead in one function may be passed on to another.
    for (const plan of plans) dropUses(plan);
    for (const plan of plans) shrink(plan);
  },
};

function isFunction(op: Operation): boolean {
  return op.def.hooks.callableRegion !== undefined && typeOf(op) !== undefined;
}

function typeOf(op: Operation): FunctionType | undefined {
  const attr = op.attr('function_type');
  return attr instanceof TypeAttr && attr.type instanceof FunctionType ? attr.type : undefined;
}

/** Liveness through branches is not known here, and symbols that are no functions may be used by anyone. */
function isAcceptable(root: Operation, pass: PassRun): boolean {
  let wrong: Operation | undefined;
  root.walk((op) => {
    if (op === root || wrong) return;
    if (isBranch(op) || op.successors.length > 0 || (isSymbol(op) && !isFunction(op))) wrong = op;
  });
  if (wrong) {
    const what = isSymbol(wrong) ? 'a symbol that is no function' : 'a branch';
    const message = `dead values are not removed where there is ${what}, '${wrong.name}'`;
    // As in the reference, the IR stays as it is and the pipeline goes on.
    pass.context.emit({ severity: 'warning', loc: wrong.loc, message, notes: [] });
  }
  return !wrong;
}

/** The calls of every function that may change its signature; undefined for one that may not. */
type Functions = Map<Operation, Operation[] | undefined>;

function functionsIn(root: Operation): Functions {
  const functions: Functions = new Map();
  root.walk((op) => {
    if (!isFunction(op)) return;
    const mayChange = symbolVisibility(op) !== 'public' && isSymbol(op) && !op.region().isEmpty;
    functions.set(op, mayChange ? [] : undefined);
  });
  const tables = new SymbolTables();
  root.walk((op) => {
    const callee = op.def.hooks.callee?.(op);
    for (const { value } of op.attributes) {
      for (const ref of symbolRefs(value)) {
        const target = tables.lookup(op, ref);
        if (!target) continue;
        if ((callee as SymbolRefAttr | undefined) === ref) functions.get(target)?.push(op);
        // Named by something that is no call: its callers are not known.
        else functions.set(target, undefined);
      }
    }
  });
  return functions;
}

/**
 * The functions that nothing calls, not even through others. They are dead as a whole, which is for
 * symbol-dce to say: what is in them stays.
 */
function unreachedOf(functions: Functions): Operation[] {
  const callsIn = new Map<Operation, Operation[]>();
  for (const [callee, calls] of functions) {
    for (const call of calls ?? []) {
      let caller: Operation | undefined = call.parentOp;
      while (caller && !functions.has(caller)) caller = caller.parentOp;
      if (!caller) continue;
      const list = callsIn.get(caller);
      if (list) list.push(callee);
      else callsIn.set(caller, [callee]);
    }
  }
  const reached = new Set([...functions].flatMap(([fn, calls]) => (calls ? [] : fn)));
  for (const fn of reached) for (const callee of callsIn.get(fn) ?? []) reached.add(callee);
  return [...functions.keys()].filter((fn) => !reached.has(fn));
}

/** The values that something with an effect, or someone outside, needs. */
class Liveness {
  private readonly live = new Set<Value>();
  private readonly work: Value[] = [];
  /** The function that a call runs, if it may change. */
  private readonly callees = new Map<Operation, Operation>();
  private readonly functions: Functions;

  constructor(root: Operation, functions: Functions) {
    this.functions = functions;
    for (const [fn, calls] of functions) for (const call of calls ?? []) this.callees.set(call, fn);
    for (const fn of unreachedOf(functions)) this.keepAll(fn);
    root.walk((op) => {
      if (this.isRoot(op)) for (const value of op.operands) this.mark(value);
    });
    for (let value = this.work.pop(); value; value = this.work.pop()) this.propagate(value);
  }

  has(value: Value): boolean {
    return this.live.has(value);
  }

  private keepAll(fn: Operation): void {
    fn.walk((op) => {
      for (const result of op.results) this.live.add(result);
      for (const region of op.regions) {
        for (const block of region.blocks) for (const arg of block.args) this.live.add(arg);
      }
    });
  }

  private mark(value: Value): void {
    if (this.live.has(value)) return;
    this.live.add(value);
    this.work.push(value);
  }

  /** Whether the operation needs its operands whatever becomes of its results. */
  private isRoot(op: Operation): boolean {
    if (this.callees.has(op)) return false;
    if (!op.def.isTerminator) return !isPure(op);
    return this.functions.get(op.parentOp!) === undefined;
  }

  private propagate(value: Value): void {
    const op = value.definingOp;
    if (!op) {
      // What every call passes for a live argument is live.
      const block = value.parentBlock!;
      const calls = this.functions.get(block.parentOp!);
      const index = (value as BlockArgument).index;
      for (const call of calls ?? []) this.mark(call.operand(firstArgument(call) + index));
      return;
    }
    const callee = this.callees.get(op);
    if (!callee) {
      for (const operand of op.operands) this.mark(operand);
      return;
    }
    const index = (value as OpResult).index;
    for (const last of returnsOf(callee)) this.mark(last.operand(index));
  }
}

function firstArgument(call: Operation): number {
  return call.def.hooks.callArguments?.(call)[0] ?? 0;
}

function returnsOf(fn: Operation): Operation[] {
  return fn.region().blocks.flatMap((b) => b.lastOp ?? []);
}

/** Users before producers: a dead operation has dead users only. */
function eraseDeadOps(root: Operation, live: Liveness): void {
  for (const region of root.regions) {
    for (const block of region.blocks) {
      for (let op = block.lastOp; op; ) {
        const prev: Operation | undefined = op.prev;
        const isSimple = !op.def.isTerminator && !op.def.hooks.callee && !isSymbol(op);
        if (isSimple && isPure(op) && !op.results.some((r) => live.has(r))) {
          op.dropAllReferences();
          op.remove();
        } else {
          eraseDeadOps(op, live);
        }
        op = prev;
      }
    }
  }
}

/** Which arguments and results of a function stay. */
interface Plan {
  readonly fn: Operation;
  readonly calls: readonly Operation[];
  readonly args: readonly boolean[];
  readonly results: readonly boolean[];
}

function planFor(fn: Operation, calls: readonly Operation[], live: Liveness): Plan[] {
  const args = fn.region().front.args.map((a) => live.has(a));
  const results = typeOf(fn)!.results.map((_, i) => calls.some((c) => live.has(c.result(i))));
  return args.includes(false) || results.includes(false) ? [{ fn, calls, args, results }] : [];
}

function dropUses({ fn, calls, args, results }: Plan): void {
  for (const call of calls) {
    const start = firstArgument(call);
    call.setOperands(call.operands.filter((_, i) => args[i - start] ?? true));
  }
  for (const last of returnsOf(fn)) last.setOperands(kept(last.operands, results));
}

/** Takes dead arguments and results out of a function, and results out of its calls. */
function shrink({ fn, calls, args, results }: Plan): void {
  for (const call of calls) dropResults(call, results);
  const body = fn.region().front;
  for (let i = args.length - 1; i >= 0; i--) if (!args[i]) body.eraseArgument(i);
  const type = typeOf(fn)!;
  const made = FunctionType.get(kept(type.inputs, args), kept(type.results, results));
  fn.setAttr('function_type', TypeAttr.get(made));
  keepAttributes(fn, 'arg_attrs', args);
  keepAttributes(fn, 'res_attrs', results);
}

function kept<T>(list: readonly T[], keep: readonly boolean[]): T[] {
  return list.filter((_, i) => keep[i]);
}

function keepAttributes(fn: Operation, name: string, keep: readonly boolean[]): void {
  const attr = fn.attr(name);
  if (!(attr instanceof ArrayAttr)) return;
  const left = kept(attr.elements, keep);
  const isEmpty = left.every(
    (a) => 'entries' in a && (a.entries as readonly unknown[]).length === 0,
  );
  if (isEmpty) fn.removeAttr(name);
  else fn.setAttr(name, ArrayAttr.get(left));
}

/** The number of results of an operation is fixed: a call with fewer is another operation. */
function dropResults(call: Operation, keep: readonly boolean[]): void {
  if (!keep.includes(false)) return;
  const made = new Operation({
    def: call.def,
    loc: call.loc,
    operands: call.operands,
    resultTypes: kept(call.resultTypes, keep),
    attributes: call.attributes,
  });
  call.parent!.insertBefore(made, call);
  let next = 0;
  call.results.forEach((result, i) => {
    if (keep[i]) result.replaceAllUsesWith(made.result(next++));
  });
  call.dropAllReferences();
  call.remove();
}
