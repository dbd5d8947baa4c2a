/** Post-training quantization of a module: from a float graph, ranges and a plan to integers. */
import { entryFunction } from '../../interpreter/index.js';
import type { Context, Operation } from '../../ir/index.js';
import { hasQuantizedForm } from '../../lowering/nn-to-qnn/index.js';
import { parsePipeline, runPipeline } from '../../pass/index.js';
import {
  annotate,
  type CalibrationTable,
  type Granularity,
  type PrecisionPlan,
} from '../../quantization/index.js';
import { createPassRegistry } from '../passes/index.js';

export interface PtqOptions {
  readonly table: CalibrationTable;
  readonly plan: PrecisionPlan;
  readonly granularity: Granularity;
  readonly powerOfTwo?: boolean;
  /** Stored weights that something better than rounding chose. */
  readonly weights?: ReadonlyMap<Operation, Int8Array>;
}

/**
 * Quantizes a module in its canonical form, in place. False when a pass failed: the reason was
 * emitted. Throws QuantizationError for a table or plan that does not fit.
 */
export async function quantizeModule(
  context: Context,
  module: Operation,
  options: PtqOptions,
): Promise<boolean> {
  await context.load('qnn', 'quant');
  annotate(context, entryFunction(module), {
    ...options,
    isQuantizable: (op) => hasQuantizedForm(context, op),
  });
  const pipeline = await parsePipeline('builtin.module(nn-to-qnn)', createPassRegistry());
  return runPipeline(context, module, pipeline, {});
}
