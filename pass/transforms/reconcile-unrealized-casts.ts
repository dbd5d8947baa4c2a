import { reconcileUnrealizedCastsPass } from '../../generated/transforms-passes.js';
import type { Operation, Value } from '../../ir/index.js';
import type { Pass } from '../pass.js';

const CAST = 'builtin.unrealized_conversion_cast';

/**
 * Takes away casts that a whole conversion leaves: one that nobody uses, and one at the end of a chain
 * where an earlier cast of it began with the types that it gives.
 */
export const reconcileUnrealizedCasts: Pass = {
  ...reconcileUnrealizedCastsPass,
  run(root, pass) {
    // From below, so that the casts a chain goes through are met when their users are gone.
    const work = new Set<Operation>();
    root.walk((op) => {
      if (op.name === CAST) work.add(op);
    });
    const stack = [...work];
    let changed = false;
    for (let cast = stack.pop(); cast; cast = stack.pop()) {
      work.delete(cast);
      if (cast.hasUses) {
        const values = chainStart(cast);
        if (!values) continue;
        cast.replaceAllUsesWith(values);
      }
      for (const { definingOp: inner } of cast.operands) {
        if (inner?.name !== CAST || inner === cast || work.has(inner)) continue;
        work.add(inner);
        stack.push(inner);
      }
      cast.erase();
      changed = true;
    }
    if (!changed) pass.preserveAll();
  },
};

/** The values in the chain before a cast that have the types it gives, the nearest first. */
function chainStart(cast: Operation): readonly Value[] | undefined {
  const types = cast.resultTypes;
  // In a graph region a chain may come back to itself.
  const seen = new Set<Operation>();
  for (let at: Operation | undefined = cast; at && !seen.has(at); at = inputCast(at)) {
    seen.add(at);
    const { operands } = at;
    const fits = operands.length === types.length && operands.every((v, i) => v.type === types[i]);
    if (fits && operands.every((v) => v.definingOp !== cast)) return operands;
  }
  return undefined;
}

/** The cast that gives all that this one takes, in the same order. */
function inputCast(cast: Operation): Operation | undefined {
  const { operands } = cast;
  const inner = operands.length > 0 ? operands[0].definingOp : undefined;
  if (inner?.name !== CAST || inner.numResults !== operands.length) return undefined;
  return operands.every((v, i) => v === inner.result(i)) ? inner : undefined;
}
