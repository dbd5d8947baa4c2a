import { Effect, type Operation } from '../ir/index.js';

/** All effects of an operation, those of its regions included where it has them. */
export function effectsOf(op: Operation): number {
  const { effects, hasRegionEffects } = op.def;
  if (!hasRegionEffects || effects & Effect.UNKNOWN) return effects;
  let all = effects;
  for (const region of op.regions) {
    for (const block of region.blocks) {
      for (let inner = block.firstOp; inner; inner = inner.next) {
        if (!endsBlock(inner)) all |= effectsOf(inner);
        if (all & Effect.UNKNOWN) return all;
      }
    }
  }
  return all;
}

/** Whether the operation only computes its results: it may be merged, moved or dropped. */
export function isPure(op: Operation): boolean {
  return effectsOf(op) === Effect.NONE;
}

function endsBlock(op: Operation): boolean {
  return op.def.isTerminator && op.successors.length === 0;
}

/** Whether no one would notice if the operation were erased, supposing that its results are unused. */
export function isDeadWhenUnused(op: Operation): boolean {
  return (effectsOf(op) & ~Effect.READ) === 0 && !op.def.isTerminator && !op.def.isSymbol;
}

/** Whether the operation can be erased with no one noticing. */
export function isTriviallyDead(op: Operation): boolean {
  return !op.hasUses && isDeadWhenUnused(op);
}

/** Whether the operation may run where it did not: it is pure and has no undefined behaviour. */
export function isSpeculatable(op: Operation): boolean {
  if (op.hasTrait('Pure') || op.hasTrait('AlwaysSpeculatable')) return true;
  if (op.def.hooks.isSpeculatable) return op.def.hooks.isSpeculatable(op);
  if (!op.hasTrait('RecursivelySpeculatable')) return false;
  return op.regions.every((r) =>
    r.blocks.every((b) => b.ops.every((o) => endsBlock(o) || isSpeculatable(o))),
  );
}
