/** The float graph as calibration, plans and training see it: its canonical form. */
import type { Context, Operation } from '../../ir/index.js';
import { parsePipeline, runPipeline } from '../../pass/index.js';
import { createPassRegistry } from '../passes/index.js';

/**
 * Folds what the quantized network does not have (batch norms, padding, activations of their own), in
 * place. The same model gives the same graph each time, so that names of tensors hold from one
 * command to the next. False when a pass failed: the reason was emitted.
 */
export async function canonicalGraph(context: Context, module: Operation): Promise<boolean> {
  const pipeline = await parsePipeline('builtin.module(nn-canonicalize)', createPassRegistry());
  return runPipeline(context, module, pipeline, {});
}
