import type { Operation } from '../ir/index.js';

/** What an operation may do to memory, as bits; `UNKNOWN` when nothing is known of it. */
export const Effect = { NONE: 0, READ: 1, WRITE: 2, ALLOCATE: 4, FREE: 8, UNKNOWN: 16 } as const;

const BY_NAME: Readonly<Record<string, number>> = {
  read: Effect.READ,
  write: Effect.WRITE,
  allocate: Effect.ALLOCATE,
  free: Effect.FREE,
};

/** The effects that an operation itself declares; those of its regions come with `recursive`. */
interface Declared {
  readonly own: number;
  readonly recursive: boolean;
}

const declared = new WeakMap<Operation['def'], Declared>();

function declaredEffects(op: Operation): Declared {
  const { def } = op;
  let found = declared.get(def);
  if (!found) {
    found = readTraits(op);
    declared.set(def, found);
  }
  return found;
}

function readTraits({ def }: Operation): Declared {
  if (def.hasTrait('Pure') || def.hasTrait('NoMemoryEffect')) {
    return { own: Effect.NONE, recursive: false };
  }
  const named = def.spec?.traits.find((t) => t.name === 'MemoryEffects')?.args;
  const recursive =
    def.hasTrait('RecursiveMemoryEffects') || def.hasTrait('RecursivelySpeculatable');
  if (named) {
    return {
      own: named.reduce((all, name) => all | (BY_NAME[name] ?? Effect.UNKNOWN), 0),
      recursive,
    };
  }
  return { own: recursive ? Effect.NONE : Effect.UNKNOWN, recursive };
}

/** All effects of an operation, those of its regions included where it has them. */
export function effectsOf(op: Operation): number {
  const { own, recursive } = declaredEffects(op);
  if (!recursive || own & Effect.UNKNOWN) return own;
  let all = own;
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
  return op.hasTrait('Terminator') && op.successors.length === 0;
}

/** Whether no one would notice if the operation were erased, supposing that its results are unused. */
export function isDeadWhenUnused(op: Operation): boolean {
  return (
    (effectsOf(op) & ~Effect.READ) === 0 && !op.hasTrait('Terminator') && !op.hasTrait('Symbol')
  );
}

/** Whether the operation can be erased with no one noticing. */
export function isTriviallyDead(op: Operation): boolean {
  const { results } = op;
  for (let i = 0; i < results.length; i++) if (results[i].firstUse) return false;
  return isDeadWhenUnused(op);
}

/** Whether the operation may run where it did not: it is pure and has no undefined behaviour. */
export function isSpeculatable(op: Operation): boolean {
  if (op.hasTrait('Pure') || op.hasTrait('AlwaysSpeculatable')) return true;
  if (!op.hasTrait('RecursivelySpeculatable')) return false;
  return op.regions.every((r) =>
    r.blocks.every((b) => b.ops.every((o) => endsBlock(o) || isSpeculatable(o))),
  );
}
