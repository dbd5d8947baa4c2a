import type { Operation } from '../ir/index.js';

/** Whether the operation only computes its results: it may be merged, moved or dropped. */
export function isPure(op: Operation): boolean {
  if (op.hasTrait('Pure') || op.hasTrait('NoMemoryEffect')) return true;
  if (!op.hasTrait('RecursiveMemoryEffects') && !op.hasTrait('RecursivelySpeculatable')) {
    return false;
  }
  return op.regions.every((r) =>
    r.blocks.every((b) => b.ops.every((o) => endsBlock(o) || isPure(o))),
  );
}

function endsBlock(op: Operation): boolean {
  return op.hasTrait('Terminator') && op.successors.length === 0;
}

/** Whether the operation can be erased with no one noticing. */
export function isTriviallyDead(op: Operation): boolean {
  for (const result of op.results) if (result.firstUse) return false;
  return isPure(op) && !op.hasTrait('Terminator') && !op.hasTrait('Symbol');
}
