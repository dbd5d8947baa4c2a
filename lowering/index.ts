import type { PassRegistry } from '../pass/index.js';

export { hostAttributes, objectToModule, programOf, tensorTypeOf } from './isa-to-object/index.js';

/** The lowering passes by name, and the pipelines that string them together. */
export function registerLowerings(registry: PassRegistry): void {
  registry.register('qnn-to-npu', async () => (await import('./qnn-to-npu/index.js')).qnnToNpu);
  registry.register('npu-fuse', async () => (await import('./qnn-to-npu/index.js')).npuFuse);
  registry.register('npu-to-mem', async () => (await import('./npu-to-mem/index.js')).npuToMem);
  registry.register(
    'mem-allocate',
    async () => (await import('./npu-to-mem/index.js')).memAllocate,
  );
  registry.register(
    'mem-synchronize',
    async () => (await import('./mem-to-isa/index.js')).memSynchronize,
  );
  registry.register('mem-to-isa', async () => (await import('./mem-to-isa/index.js')).memToIsa);
}
