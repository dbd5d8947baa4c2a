import type { PassRegistry } from '../pass.js';

/** Names the passes that know no dialect; each is loaded when a pipeline names it. */
export function registerTransforms(registry: PassRegistry): void {
  registry.register('canonicalize', async () => (await import('./canonicalize.js')).canonicalize);
  registry.register('cse', async () => (await import('./cse.js')).cse);
  registry.register('dce', async () => (await import('./dce.js')).dce);
  registry.register(
    'strip-debuginfo',
    async () => (await import('./strip-debuginfo.js')).stripDebugInfo,
  );
  registry.register('symbol-dce', async () => (await import('./symbol-dce.js')).symbolDce);
}
