// A door of its own beside `lowering/index.ts`: the passes by name, each loaded when it is run.
import * as specs from '../../generated/lowering-passes.js';
import type { PassRegistry } from '../../pass/index.js';

/** The lowering passes by name, and the pipelines that string them together. */
export function registerLowerings(registry: PassRegistry): void {
  registry.register(specs.nnToQnnPass, async () => (await import('../nn-to-qnn/index.js')).nnToQnn);
  registry.register(
    specs.qnnToNpuPass,
    async () => (await import('../qnn-to-npu/index.js')).qnnToNpu,
  );
  registry.register(
    specs.npuFusePass,
    async () => (await import('../qnn-to-npu/index.js')).npuFuse,
  );
  registry.register(
    specs.npuToMemPass,
    async () => (await import('../npu-to-mem/index.js')).npuToMem,
  );
  registry.register(
    specs.memAllocatePass,
    async () => (await import('../npu-to-mem/index.js')).memAllocate,
  );
  registry.register(
    specs.memSynchronizePass,
    async () => (await import('../mem-to-isa/index.js')).memSynchronize,
  );
  registry.register(
    specs.memToIsaPass,
    async () => (await import('../mem-to-isa/index.js')).memToIsa,
  );
}
