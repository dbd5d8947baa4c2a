/** Weights chosen by what they do to a layer's output, and biases that make up for the rest. */
import { constantValue, floatElements } from '../dialects/common/index.js';
import {
  type Context,
  DenseElementsAttr,
  FloatType,
  OpBuilder,
  type Operation,
  RankedTensorType,
} from '../ir/index.js';
import { meanShift, outputError, roundChannel } from './adaround.js';
import { weightAxis } from './annotate.js';
import type { LayerMoments } from './layer-statistics.js';
import { storedRange } from './parameters.js';
import { applyPlan, type PrecisionPlan } from './plan.js';
import {
  channelLayout,
  channelOf,
  type Granularity,
  type QuantizedWeights,
  quantizeWeights,
} from './weights.js';

export interface RefineOptions {
  readonly plan: PrecisionPlan;
  readonly granularity: Granularity;
  readonly powerOfTwo?: boolean;
  readonly adaround: boolean;
  readonly biasCorrection: boolean;
}

export interface RefinedWeights {
  readonly weights: Map<Operation, QuantizedWeights>;
  /** What the quantized layer gives too much in the mean, an output channel. */
  readonly shifts: Map<Operation, Float64Array>;
  /** Power of the output's error, a share of the output's own. */
  readonly errors: Map<Operation, number>;
}

/** Quantizes the weights of every layer that moments were gathered of. */
export function refineWeights(
  fn: Operation,
  moments: ReadonlyMap<Operation, LayerMoments>,
  options: RefineOptions,
): RefinedWeights {
  const precision = applyPlan(options.plan, fn);
  const weights = new Map<Operation, QuantizedWeights>();
  const shifts = new Map<Operation, Float64Array>();
  const outputErrors = new Map<Operation, number>();
  for (const [op, ofLayer] of moments) {
    const { weights: bits, activations } = precision.get(op)!;
    const constant = constantValue(op.operand(1));
    if (!constant || bits === 32 || activations === 32) continue;
    const { shape } = op.operand(1).type as RankedTensorType;
    const real = floatElements(constant);
    const axis = weightAxis(op)!;
    const { granularity, powerOfTwo } = options;
    const { type, values } = quantizeWeights(real, shape, axis, bits, granularity, powerOfTwo);
    const layout = channelLayout(shape, axis);
    const elements = channelElements(real.length, layout);
    const stored = storedRange({ bits, isSymmetric: true });
    const shift = new Float64Array(layout.channels);
    // A shift of the mean is made up for by the bias: what is left to the rounding is the rest.
    const matrices = new Map(ofLayer.map((m) => [m, m.matrix(options.biasCorrection)]));
    let [error, power] = [0, 0];
    elements.forEach((places, c) => {
      const own = ofLayer[ofLayer.length === 1 ? 0 : c];
      const scale = type.scales[type.scales.length === 1 ? 0 : c];
      const wanted = Float64Array.from(places, (i) => real[i]);
      let levels: Int32Array = Int32Array.from(places, (i) => values[i]);
      const matrix = matrices.get(own)!;
      if (options.adaround) levels = roundChannel(wanted, scale, levels, stored, matrix);
      places.forEach((i, k) => {
        values[i] = levels[k];
      });
      const errors = wanted.map((w, k) => levels[k] * scale - w);
      shift[c] = meanShift(errors, own);
      error += outputError(errors, matrix);
      power += outputError(wanted, matrix);
    });
    outputErrors.set(op, power > 0 ? error / power : 0);
    weights.set(op, { type, values });
    if (options.biasCorrection) shifts.set(op, shift);
  }
  return { weights, shifts, errors: outputErrors };
}

/** Elements of each channel, in the order of memory. */
function channelElements(count: number, layout: ReturnType<typeof channelLayout>): number[][] {
  const elements: number[][] = Array.from({ length: layout.channels }, () => []);
  for (let i = 0; i < count; i++) elements[channelOf(layout, i)].push(i);
  return elements;
}

/** Takes the shifts off the biases; a layer without one gets one. */
export function correctBiases(
  context: Context,
  shifts: ReadonlyMap<Operation, Float64Array>,
): void {
  const builder = new OpBuilder(context);
  for (const [op, shift] of shifts) {
    const given = op.numOperands > 2 ? constantValue(op.operand(2)) : undefined;
    // One that is computed at run time stays as it is.
    if (op.numOperands > 2 && !given) continue;
    const bias = Float32Array.from(given ? floatElements(given) : shift.map(() => 0));
    for (let c = 0; c < bias.length; c++) bias[c] -= shift[c];
    const type = RankedTensorType.get([bias.length], FloatType.get('f32'));
    builder.setBefore(op);
    const made = builder.create('nn.constant', {
      attributes: [
        { name: 'value', value: DenseElementsAttr.get(type, new Uint8Array(bias.buffer)) },
      ],
      resultTypes: [type],
      loc: given ? op.operand(2).definingOp!.loc : op.loc,
    });
    op.setOperands([op.operand(0), op.operand(1), made.result()]);
  }
}
