/** Post-training quantization of a module: from a float graph, ranges and a plan to integers. */
import { entryFunction, type Tensor } from '../../interpreter/index.js';
import type { Context, Operation } from '../../ir/index.js';
import { hasQuantizedForm } from '../../lowering/nn-to-qnn/index.js';
import { parsePipeline, runPipeline } from '../../pass/index.js';
import {
  type AnnotateOptions,
  annotate,
  type CalibrationTable,
  calibrate,
  correctBiases,
  equalize,
  type Granularity,
  gatherMoments,
  type PrecisionPlan,
  QuantizationError,
  type RefinedWeights,
  refineWeights,
} from '../../quantization/index.js';
import { createPassRegistry } from '../passes/index.js';

export interface PtqOptions {
  readonly table: CalibrationTable;
  readonly plan: PrecisionPlan;
  readonly granularity: Granularity;
  readonly powerOfTwo?: boolean;
  /** Round weights so that outputs change least, or correct what their rounding shifts. */
  readonly adaround?: boolean;
  readonly biasCorrection?: boolean;
  /** Make the channels of neighbouring layers alike first; the ranges are taken anew. */
  readonly equalize?: boolean;
  /** Weights that were chosen before, with what they shift. */
  readonly refined?: RefinedWeights;
  /** Samples that these three look at. */
  readonly samples?: { readonly count: number; input(index: number): Tensor };
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
  const fn = entryFunction(module);
  const { adaround = false, biasCorrection = false, samples, plan } = options;
  let { table } = options;
  let refined = options.refined;
  if (options.equalize) {
    if (!samples) throw new QuantizationError('equalization needs samples');
    equalize(context, fn);
    const { method } = table;
    table = calibrate(module, samples.count, (i) => [samples.input(i)], { method });
  }
  if (adaround || biasCorrection) {
    if (!samples) throw new QuantizationError('adaround and bias correction need samples');
    const moments = gatherMoments(module, samples.count, (i) => [samples.input(i)]);
    refined = refineWeights(fn, moments, { ...options, adaround, biasCorrection });
  }
  if (refined) correctBiases(context, refined.shifts);
  const weights = refined?.weights;
  return annotateAndLower(context, module, { ...options, table, plan, weights });
}

/** Puts a quantization into a module and makes integers of it. False: the reason was emitted. */
export async function annotateAndLower(
  context: Context,
  module: Operation,
  options: Omit<AnnotateOptions, 'isQuantizable'>,
): Promise<boolean> {
  const isQuantizable = (op: Operation) => hasQuantizedForm(context, op);
  annotate(context, entryFunction(module), { ...options, isQuantizable });
  const pipeline = await parsePipeline('builtin.module(nn-to-qnn)', createPassRegistry());
  return runPipeline(context, module, pipeline, {});
}
