// A door of its own beside `driver/index.ts`: which passes there are, with none of what they need.
import { nnFoldConstantsPass, normalizeQdqPass } from '../../generated/lowering-passes.js';
import { registerLowerings } from '../../lowering/passes/index.js';
import { PassRegistry } from '../../pass/index.js';
import { registerTransforms } from '../../pass/transforms/index.js';

/** The levels of the IR, from the quantised graph down. */
export const LEVELS = ['nn', 'qnn', 'npu', 'mem', 'isa', 'object'] as const;
export type Level = (typeof LEVELS)[number];

/** Folding first: rules ask whether parameters are constant; then what the rules made constant. */
const NN_CANONICAL = ['nn-fold-constants', 'canonicalize', 'nn-fold-constants', 'canonicalize'];

/** The passes from each level to the next. The order within a stage matters where it says so. */
export const STAGES: Readonly<Record<'qnn' | 'npu' | 'mem' | 'isa', readonly string[]>> = {
  qnn: [...NN_CANONICAL, 'normalize-qdq', 'nn-to-qnn{quantized-io=false}', 'canonicalize'],
  // Padding and tables go into the tasks once all of them are there; then what they left is dead.
  npu: ['qnn-to-npu', 'npu-fuse', 'canonicalize'],
  // Addresses come before tokens: two buffers at one address must wait for each other.
  mem: ['npu-to-mem', 'mem-allocate', 'mem-synchronize'],
  isa: ['mem-to-isa'],
};

/** Every pass and named pipeline. */
export function createPassRegistry(): PassRegistry {
  const registry = new PassRegistry();
  registerTransforms(registry);
  registerLowerings(registry);
  registry.register(
    nnFoldConstantsPass,
    async () => (await import('./nn-fold-constants.js')).nnFoldConstants,
  );
  registry.register(
    normalizeQdqPass,
    async () => (await import('./normalize-qdq.js')).normalizeQdq,
  );
  registry.registerPipeline(
    'nn-canonicalize',
    'the canonical form of a float graph, its parameters folded',
    NN_CANONICAL.join(','),
  );
  registry.registerPipeline(
    'lower-to-isa',
    'from the quantised graph to machine instructions',
    [...STAGES.npu, ...STAGES.mem, ...STAGES.isa].join(','),
  );
  return registry;
}
