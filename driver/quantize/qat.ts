/** Quantization-aware training of a module: from a float graph and labelled samples to integers. */
import { entryFunction, type Tensor } from '../../interpreter/index.js';
import type { Context, Operation } from '../../ir/index.js';
import { hasQuantizedForm } from '../../lowering/nn-to-qnn/index.js';
import {
  type CalibrationTable,
  computations,
  correctBiases,
  type Granularity,
  type LayerMatch,
  matchingLayers,
  type PrecisionPlan,
  QuantizationError,
  type RefinedWeights,
  trainedLayers,
} from '../../quantization/index.js';
import {
  type Checkpoint,
  type EpochResult,
  Tape,
  TrainedNetwork,
  type TrainingHooks,
  type TrainingOptions,
  type TrainingSamples,
  train,
} from '../../quantization/train/index.js';
import type { LabelledSamples } from './evaluate.js';
import { annotateAndLower } from './ptq.js';

export interface QatOptions extends TrainingHooks {
  readonly table: CalibrationTable;
  readonly plan: PrecisionPlan;
  readonly granularity: Granularity;
  readonly powerOfTwo?: boolean;
  readonly training: TrainingOptions;
  /**
   * Layers that are trained: all that one of these is about; without them those of the plan, and
   * where it says nothing of training, every quantized layer.
   */
  readonly layers?: readonly LayerMatch[];
  /** Scales of activations are trained too; otherwise they stay as the table has them. */
  readonly learnActivationScales?: boolean;
  /** What layers that are not trained have stored; otherwise their weights are rounded. */
  readonly refined?: RefinedWeights;
  /** Where training goes on, given the sizes of what is trained. */
  resume?(sizes: readonly number[]): Checkpoint;
}

/** The result, or undefined when a pass failed: the reason was emitted. */
export type QatResult = readonly EpochResult[] | undefined;

/**
 * Trains and quantizes a module in its canonical form, in place. Throws QuantizationError for a table,
 * plan or data set that does not fit, and for operators that have no gradient.
 */
export async function trainQuantized(
  context: Context,
  module: Operation,
  samples: LabelledSamples,
  options: QatOptions,
): Promise<QatResult> {
  await context.load('qnn', 'quant');
  const fn = entryFunction(module);
  if (fn.region().front.args.length !== 1) {
    throw new QuantizationError('training takes networks of one input');
  }
  const isQuantizable = (op: Operation) => hasQuantizedForm(context, op);
  const { layers, training, learnActivationScales = false } = options;
  const ops = computations(fn);
  const chosen = layers
    ? new Set(layers.flatMap((match) => matchingLayers(match, ops)))
    : trainedLayers(options.plan, fn);
  const isTrained = (op: Operation) => chosen?.has(op) ?? true;
  // What the float network answers, before biases are corrected.
  const lessons = taught(fn, samples, training);
  const { refined } = options;
  if (refined) {
    correctBiases(context, new Map([...refined.shifts].filter(([op]) => !isTrained(op))));
  }
  const network = new TrainedNetwork(context, fn, {
    ...options,
    isQuantizable,
    isTrained,
    weights: refined?.weights,
    learnWeightScales: true,
    learnActivationScales,
  });
  if (network.trained.length === 0) {
    throw new QuantizationError('no layer is trained: none of those chosen has quantized weights');
  }
  const checkpoint = options.resume?.(network.trained.map(({ values }) => values.length));
  const history = train(network, lessons, training, options, checkpoint);
  const table = network.learnedTable();
  const weights = network.quantizedWeights();
  network.writeBiases(context);
  const ok = await annotateAndLower(context, module, { ...options, table, weights });
  return ok ? history : undefined;
}

/** Samples with the float network's answers, where they are asked for. */
function taught(
  fn: Operation,
  samples: LabelledSamples,
  { loss }: TrainingOptions,
): TrainingSamples {
  const inputs: (Tensor['data'] | undefined)[] = [];
  const input = (i: number) => {
    inputs[i] ??= samples.input(i).data;
    return inputs[i] as Float32Array;
  };
  const answers: Float32Array[] = [];
  if (loss !== 'labels') {
    const float = new Tape(fn, { beforeSoftmax: true });
    for (let i = 0; i < samples.count; i++) answers.push(float.forward([input(i)]).slice());
  }
  return {
    count: samples.count,
    input,
    label: (i) => samples.label(i),
    teacher: (i) => answers[i],
  };
}
