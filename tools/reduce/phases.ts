/** What may go, kind by kind: the list that `npu-reduce` works off, most to gain first. */
import {
  Operation,
  StringAttr,
  SymbolRefAttr,
  symbolRefs,
  symbolsOf,
  type Value,
} from '../../ir/index.js';
import {
  argumentsAround,
  dropBlockArgument,
  dropDeclaredTypes,
  dropFunctionArguments,
  dropFunctionResults,
  dropOperand,
  eraseOps,
  takeBranch,
} from './edits.js';
import type { Reducer } from './reducer.js';
import { shapes } from './shapes.js';
import { simplerAttributes } from './simpler-attributes.js';

/** True when it made the IR smaller. */
export type Phase = (reducer: Reducer) => Promise<boolean>;

function opsOf(root: Operation, wants: (op: Operation) => boolean): Operation[] {
  const found: Operation[] = [];
  root.walk((op) => {
    if (op !== root && wants(op)) found.push(op);
  });
  return found;
}

const asTargets = (ops: readonly Operation[]) => ops.map((op) => ({ op }));

/** Operations with regions, such as functions, as a whole: the outermost first. */
const regionOps: Phase = (reducer) => {
  const ops = opsOf(reducer.current, (op) => op.regions.length > 0).reverse();
  return reducer.minimize(asTargets(ops), (targets) => {
    const doomed = new Set(targets.map((t) => t.op));
    eraseOps(
      reducer.context,
      targets.map((t) => t.op).filter((op) => !isInsideOf(op, doomed)),
    );
  });
};

function isInsideOf(op: Operation, doomed: ReadonlySet<Operation>): boolean {
  for (let at = op.parentOp; at; at = at.parentOp) if (doomed.has(at)) return true;
  return false;
}

/** Bodies of functions: a declaration is left. */
const bodies: Phase = (reducer) => {
  const ops = opsOf(reducer.current, (op) => op.regions.some((r) => !r.isEmpty));
  return reducer.minimize(asTargets(ops), (targets) => {
    for (const { op } of targets) {
      for (const region of op.regions) {
        for (const block of region.blocks) {
          for (const inner of block.ops) inner.dropAllReferences();
        }
        for (const block of [...region.blocks]) block.erase();
      }
      if (op.def.hooks.callableRegion) op.setAttr('sym_visibility', StringAttr.get('private'));
    }
  });
};

/** Branches with several ways take one; blocks that nothing reaches go. */
const branches: Phase = async (reducer) => {
  await reducer.context.load('cf');
  let changed = false;
  for (let way = 0; ; way++) {
    const ops = opsOf(reducer.current, (op) => op.successors.length > 1);
    if (!ops.some((op) => op.successors.length > way)) return changed;
    const ok = await reducer.minimize(asTargets(ops), (targets, copy) => {
      for (const { op } of targets) {
        if (way < op.successors.length) takeBranch(reducer.context, op, way);
      }
      eraseUnreachable(copy);
    });
    changed ||= ok;
  }
};

function eraseUnreachable(root: Operation): void {
  root.walk((op) => {
    for (const region of op.regions) {
      if (region.blocks.length < 2) continue;
      const reached = new Set([region.front]);
      for (const block of reached) for (const next of block.successors) reached.add(next);
      region.eraseBlocks(region.blocks.filter((b) => !reached.has(b)));
    }
  });
}

/** Blocks that only one block leads to become part of it. */
const blockChains: Phase = (reducer) => {
  const ops = opsOf(reducer.current, (op) => {
    const [to, ...more] = op.successors;
    return (
      to !== undefined && more.length === 0 && to.predecessors.length === 1 && to !== op.parent
    );
  });
  return reducer.minimize(asTargets(ops), (targets) => {
    for (const { op } of targets) {
      const [to] = op.successors;
      const into = op.parent!;
      if (to === into || to.args.length !== op.numOperands) return false;
      to.args.forEach((arg, i) => {
        arg.replaceAllUsesWith(op.operand(i));
      });
      op.erase();
      for (const inner of to.ops) {
        inner.remove();
        into.append(inner);
      }
      to.erase();
    }
    return true;
  });
};

/** All operations, users before producers. */
const operations: Phase = async (reducer) => {
  await reducer.context.load('ub');
  const ops = opsOf(reducer.current, (op) => !op.def.isTerminator && op.successors.length === 0);
  return reducer.minimize(asTargets(ops.reverse()), (targets) => {
    const doomed = new Set(targets.map((t) => t.op));
    eraseOps(
      reducer.context,
      targets.map((t) => t.op).filter((op) => !isInsideOf(op, doomed)),
    );
  });
};

/** Operands: those that an operation may do without, and others by an argument of the same type. */
const operands: Phase = async (reducer) => {
  const places = (wants: (op: Operation, i: number) => boolean) =>
    opsOf(reducer.current, () => true).flatMap((op) =>
      op.operands.flatMap((_, index) => (wants(op, index) ? [{ op, index }] : [])).reverse(),
    );
  const dropped = await reducer.minimize(
    places(
      (op) =>
        !op.def.registered || op.def.spec?.operands.some((o) => o.arity !== 'single') === true,
    ),
    (targets) => {
      for (const { op, index } of targets) dropOperand(op, index);
    },
  );
  const replaced = await reducer.minimize(
    places((op, i) => firstOfType(op, i) !== op.operand(i)),
    (targets) => {
      let found = false;
      for (const { op, index } of targets) {
        const argument = firstOfType(op, index);
        if (!argument) continue;
        op.setOperand(index, argument);
        found = true;
      }
      return found;
    },
  );
  return dropped || replaced;
};

/** The first argument around an operation that could be its operand. */
function firstOfType(op: Operation, index: number): Value | undefined {
  const { type } = op.operand(index);
  return argumentsAround(op).find((a) => a.type === type);
}

/** Results that nothing uses, of operations that may have any number. */
const results: Phase = (reducer) => {
  const ops = opsOf(
    reducer.current,
    (op) => op.results.length > 0 && !op.def.registered && op.results.some((r) => !r.hasUses),
  );
  return reducer.minimize(asTargets(ops), (targets) => {
    for (const { op } of targets) {
      const used = op.results.filter((r) => r.hasUses);
      const slim = new Operation({
        def: op.def,
        loc: op.loc,
        operands: op.operands,
        resultTypes: used.map((r) => r.type),
        attributes: op.attributes,
        successors: op.successors,
        regions: op.regions.length,
      });
      op.regions.forEach((region, i) => {
        region.moveBlocksTo(slim.regions[i]);
      });
      slim.properties = op.properties;
      op.parent!.insertBefore(slim, op);
      used.forEach((r, i) => {
        r.replaceAllUsesWith(slim.result(i));
      });
      op.dropAllReferences();
      op.remove();
    }
  });
};

/** Arguments of blocks and functions, and results of functions. */
const signatures: Phase = async (reducer) => {
  let changed = false;
  const withArgs = opsOf(reducer.current, (op) =>
    op.regions.some((r) => r.blocks.slice(1).some((b) => b.args.length > 0)),
  );
  if (
    await reducer.minimize(asTargets(withArgs), (targets) => {
      for (const { op } of targets) {
        for (const region of op.regions) {
          for (const block of region.blocks.slice(1)) {
            for (let i = block.args.length - 1; i >= 0; i--) dropBlockArgument(block, i);
          }
        }
      }
    })
  ) {
    changed = true;
  }
  for (const drop of [
    dropFunctionArguments,
    (fn: Operation, calls: readonly Operation[]) => dropFunctionResults(reducer.context, fn, calls),
  ]) {
    const functions = opsOf(
      reducer.current,
      (op) => op.def.hooks.callableRegion?.(op) !== undefined,
    );
    const ok = await reducer.minimize(asTargets(functions), (targets) => {
      let any = false;
      for (const { op } of targets) if (drop(op, callsOf(op))) any = true;
      return any;
    });
    changed ||= ok;
  }
  const declared = opsOf(
    reducer.current,
    (op) => op.def.hooks.callableRegion !== undefined && op.region().isEmpty,
  );
  const emptied = await reducer.minimize(asTargets(declared), (targets) => {
    const free = targets.filter(({ op }) => callsOf(op).length === 0);
    for (const { op } of free) dropDeclaredTypes(op);
    return free.length > 0;
  });
  return changed || emptied;
};

function callsOf(fn: Operation): Operation[] {
  const table = fn.parentOp;
  if (!table) return [];
  const symbols = symbolsOf(table);
  return opsOf(table, (op) => {
    const callee = op.def.hooks.callee?.(op);
    return callee instanceof SymbolRefAttr && symbols.get(callee.root) === fn;
  });
}

/** Attributes that may be absent. */
const attributes: Phase = (reducer) => {
  const targets = [reducer.current, ...opsOf(reducer.current, () => true)].flatMap((op) =>
    op.attributes.filter(({ name }) => name !== 'sym_name').map(({ name }) => ({ op, name })),
  );
  return reducer.minimize(targets, (some) => {
    for (const { op, name } of some) op.removeAttr(name);
  });
};

/** Attributes that stay, with less in them: a constant of one value, a number near zero. */
const constants: Phase = async (reducer) => {
  let changed = false;
  for (let choice = 0, more = true; more; choice++) {
    more = false;
    const targets = opsOf(reducer.current, () => true).flatMap((op) =>
      op.attributes
        .filter(({ name, value }) => name !== 'sym_name' && symbolRefs(value).length === 0)
        .map(({ name }) => ({ op, name })),
    );
    const ok = await reducer.minimize(targets, (some) => {
      let any = false;
      for (const { op, name } of some) {
        const candidates = simplerAttributes(op.attr(name)!);
        if (candidates.length > choice + 1) more = true;
        if (!candidates[choice]) continue;
        op.setAttr(name, candidates[choice]);
        any = true;
      }
      return any;
    });
    changed ||= ok;
  }
  return changed;
};

/** In the order in which they gain most. */
const PHASES: readonly Phase[] = [
  regionOps,
  bodies,
  branches,
  operations,
  blockChains,
  operands,
  results,
  signatures,
  attributes,
  shapes,
  constants,
];

/** Runs the phases until none of them changes anything. */
export async function reduceAll(reducer: Reducer, more: readonly Phase[] = []): Promise<void> {
  for (let changed = true; changed && !reducer.isExhausted; ) {
    changed = false;
    for (const phase of [...more, ...PHASES]) if (await phase(reducer)) changed = true;
  }
}
