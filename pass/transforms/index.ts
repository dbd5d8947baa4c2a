import * as specs from '../../generated/transforms-passes.js';
import type { PassRegistry } from '../registry.js';

/** Names the passes that know no dialect; each is loaded when a pipeline names it. */
export function registerTransforms(registry: PassRegistry): void {
  registry.register(
    specs.canonicalizePass,
    async () => (await import('./canonicalize.js')).canonicalize,
  );
  registry.register(
    specs.compositeFixedPointPassPass,
    async () => (await import('./composite-fixed-point-pass.js')).compositeFixedPointPass,
  );
  registry.register(
    specs.controlFlowSinkPass,
    async () => (await import('./control-flow-sink.js')).controlFlowSink,
  );
  registry.register(specs.csePass, async () => (await import('./cse.js')).cse);
  registry.register(specs.dcePass, async () => (await import('./dce.js')).dce);
  registry.register(specs.inlinePass, async () => (await import('./inline/index.js')).inline);
  registry.register(
    specs.loopInvariantCodeMotionPass,
    async () => (await import('./loop-invariant-code-motion.js')).loopInvariantCodeMotion,
  );
  registry.register(specs.printIrPass, async () => (await import('./print-ir.js')).printIr);
  registry.register(
    specs.printOpStatsPass,
    async () => (await import('./print-op-stats.js')).printOpStats,
  );
  registry.register(
    specs.reconcileUnrealizedCastsPass,
    async () => (await import('./reconcile-unrealized-casts.js')).reconcileUnrealizedCasts,
  );
  registry.register(
    specs.removeDeadValuesPass,
    async () => (await import('./remove-dead-values.js')).removeDeadValues,
  );
  registry.register(specs.sccpPass, async () => (await import('./sccp/index.js')).sccp);
  registry.register(
    specs.stripDebuginfoPass,
    async () => (await import('./strip-debuginfo.js')).stripDebugInfo,
  );
  registry.register(specs.symbolDcePass, async () => (await import('./symbol-dce.js')).symbolDce);
  registry.register(
    specs.symbolPrivatizePass,
    async () => (await import('./symbol-privatize.js')).symbolPrivatize,
  );
  registry.register(
    specs.testPassFailurePass,
    async () => (await import('./test-pass-failure.js')).testPassFailure,
  );
  registry.register(
    specs.testPdlBytecodePassPass,
    async () => (await import('./test-pdl-bytecode-pass.js')).testPdlBytecodePass,
  );
  registry.register(
    specs.topologicalSortPass,
    async () => (await import('./topological-sort.js')).topologicalSort,
  );
  registry.register(
    specs.viewOpGraphPass,
    async () => (await import('./view-op-graph.js')).viewOpGraph,
  );
}
