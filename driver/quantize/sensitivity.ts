/**
 * What each layer costs the network's answers when it alone is stored in fewer bits, the others as the
 * base plan has them: measured on the quantized network itself, in its own integer arithmetic.
 */
import { entryFunction } from '../../interpreter/index.js';
import type { Context, Operation } from '../../ir/index.js';
import {
  applyPlan,
  argMax,
  type CalibrationTable,
  computations,
  divergence,
  gatherMoments,
  type LayerPrecision,
  layerName,
  layersWithMoments,
  type PlanEntry,
  type PrecisionPlan,
  QuantizationError,
  type RefinedWeights,
  refineWeights,
  SCHEMES,
  SignalToNoise,
  uniformPlan,
  weightCount,
} from '../../quantization/index.js';
import type { LabelledSamples } from './evaluate.js';
import { interpretedNetwork, type Network } from './network.js';
import { quantizeModule } from './ptq.js';

/** How a network's answers differ from the float network's. */
export interface Deviation {
  /** Of the outputs, in decibels; the more the better. */
  readonly sqnrDb: number;
  /** Mean Kullback-Leibler divergence of the outputs as probabilities. */
  readonly kl: number;
  /** Samples whose answer is another, in per cent. */
  readonly flipped: number;
  /** Right answers in per cent, where there are labels. */
  readonly top1?: number;
}

/** A layer in other bits than the base plan's. */
export interface Choice extends LayerPrecision {
  readonly deviation: Deviation;
}

export interface LayerSensitivity {
  readonly name: string;
  readonly op: string;
  /** Number of constant elements. */
  readonly weightCount: number;
  /** Output error of rounding the weights alone, a share of the output's power: needs no run. */
  readonly weightError: number;
  readonly choices: readonly Choice[];
}

export interface Sensitivity {
  readonly version: 1;
  readonly samples: number;
  readonly floatTop1?: number;
  readonly base: LayerPrecision & { readonly deviation: Deviation };
  readonly layers: readonly LayerSensitivity[];
}

export interface SensitivityOptions {
  readonly table: CalibrationTable;
  /** Default: 8 bits throughout. */
  readonly base?: LayerPrecision;
  /** What each layer is tried with. Default: weights of 4 bits. */
  readonly choices?: readonly LayerPrecision[];
  readonly progress?: (done: number, total: number) => void;
}

const CHOICES: readonly LayerPrecision[] = [SCHEMES.w4a8];

/** Measures every layer with weights. Throws QuantizationError; undefined: a pass failed, as emitted. */
export async function measureSensitivity(
  context: Context,
  module: Operation,
  samples: LabelledSamples,
  { table, base = SCHEMES.w8a8, choices = CHOICES, progress }: SensitivityOptions,
): Promise<Sensitivity | undefined> {
  const fn = entryFunction(module);
  const layers = layersWithMoments(fn);
  if (layers.length === 0) throw new QuantizationError('the network has no layer with weights');
  const float = interpretedNetwork(module);
  const reference = Array.from({ length: samples.count }, (_, i) => {
    const [output] = float.run([samples.input(i)]);
    return output.slice();
  });
  const refined = refineAll(module, samples, [base, ...choices]);
  const measure = async (plan: PrecisionPlan): Promise<Deviation | undefined> => {
    const copy = module.clone();
    const own = refinedFor(plan, fn, entryFunction(copy), refined);
    const options = { table, plan, granularity: 'per-channel', refined: own } as const;
    if (!(await quantizeModule(context, copy, options))) return undefined;
    return deviation(interpretedNetwork(copy), reference, samples);
  };
  const total = 1 + layers.length * choices.length;
  let done = 0;
  const ofBase = await measure(uniformPlan(base));
  if (!ofBase) return undefined;
  const results: LayerSensitivity[] = [];
  for (const op of layers) {
    const found: Choice[] = [];
    for (const choice of choices) {
      progress?.(++done, total);
      const entry: PlanEntry = { match: { name: layerName(op) }, ...choice };
      const measured = await measure({ version: 1, default: base, layers: [entry] });
      if (!measured) return undefined;
      found.push({ ...choice, deviation: measured });
    }
    results.push({
      name: layerName(op),
      op: op.name.slice(op.def.dialect.length + 1),
      weightCount: weightCount(op),
      weightError: refined.get(choices[0].weights)!.errors.get(op) ?? 0,
      choices: found,
    });
  }
  return {
    version: 1,
    samples: samples.count,
    ...(samples.label(0) !== undefined && { floatTop1: top1(reference, samples) }),
    base: { ...base, deviation: ofBase },
    layers: results,
  };
}

/** Samples that the rounding of weights looks at. */
const ROUNDING_SAMPLES = 100;

/** Weights of every layer for each number of bits that is tried, rounded once. */
function refineAll(
  module: Operation,
  samples: LabelledSamples,
  tried: readonly LayerPrecision[],
): Map<LayerPrecision['weights'], RefinedWeights> {
  const count = Math.min(samples.count, ROUNDING_SAMPLES);
  const moments = gatherMoments(module, count, (i) => [samples.input(i)]);
  const fn = entryFunction(module);
  const refined = new Map<LayerPrecision['weights'], RefinedWeights>();
  for (const { weights } of tried) {
    if (weights === 32 || refined.has(weights)) continue;
    const plan = uniformPlan({ weights, activations: 8 });
    const options = { granularity: 'per-channel', adaround: true, biasCorrection: true } as const;
    refined.set(weights, refineWeights(fn, moments, { plan, ...options }));
  }
  return refined;
}

/** For each layer of a copy the weights that its precision in the plan asks for. */
function refinedFor(
  plan: PrecisionPlan,
  fn: Operation,
  copy: Operation,
  refined: ReadonlyMap<LayerPrecision['weights'], RefinedWeights>,
): RefinedWeights {
  const originals = computations(fn);
  const chosen: RefinedWeights = { weights: new Map(), shifts: new Map(), errors: new Map() };
  [...applyPlan(plan, copy)].forEach(([op, { weights }], i) => {
    const of = refined.get(weights);
    const own = of?.weights.get(originals[i]);
    const shift = of?.shifts.get(originals[i]);
    if (own) chosen.weights.set(op, own);
    if (shift) chosen.shifts.set(op, shift);
  });
  return chosen;
}

function deviation(
  network: Network,
  reference: readonly Float32Array[],
  samples: LabelledSamples,
): Deviation {
  const sqnr = new SignalToNoise();
  let kl = 0;
  let flips = 0;
  const outputs = reference.map((wanted, i) => {
    const [output] = network.run([samples.input(i)]);
    sqnr.add(wanted, output);
    kl += divergence(wanted, output);
    if (argMax(wanted) !== argMax(output)) flips++;
    return output;
  });
  return {
    sqnrDb: sqnr.decibels,
    kl: kl / reference.length,
    flipped: (100 * flips) / reference.length,
    ...(samples.label(0) !== undefined && { top1: top1(outputs, samples) }),
  };
}

function top1(outputs: readonly Float32Array[], samples: LabelledSamples): number {
  const right = outputs.filter((output, i) => argMax(output) === samples.label(i)).length;
  return (100 * right) / outputs.length;
}
