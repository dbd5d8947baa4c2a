/**
 * A float function trained as the integers that it becomes: the tape reads activations and weights at
 * the levels of their types, the real weights behind them are what is trained.
 */
import { shapeOf } from '../../dialects/common/index.js';
import {
  type Context,
  DenseElementsAttr,
  OpBuilder,
  type Operation,
  type RankedTensorType,
  type Value,
} from '../../ir/index.js';
import { type AnnotateOptions, assign, weightAxis } from '../annotate.js';
import { storedRange } from '../parameters.js';
import type { CalibrationTable, TensorRange } from '../table.js';
import { tensorNames } from '../tensors.js';
import { channelLayout, type QuantizedWeights, quantizeWeights, weightType } from '../weights.js';
import { ActivationQuantizer, WeightQuantizer } from './fake-quantize.js';
import { type Trained, unitOf } from './optimizer.js';
import { type Parameter, Tape } from './tape.js';

export interface TrainedNetworkOptions extends AnnotateOptions {
  /** Layers whose weights and biases are trained; the others stay as they are quantized. */
  isTrained(op: Operation): boolean;
  /** Scales of the trained layers' weights are trained too. Never powers of two. */
  readonly learnWeightScales: boolean;
  /** Scales of activations are. */
  readonly learnActivationScales: boolean;
}

interface Layer {
  readonly op: Operation;
  readonly bits: number;
  readonly isTrained: boolean;
  readonly weights: Parameter;
  readonly real: Float32Array;
  readonly quantizer: WeightQuantizer;
  /** Of a layer that is not trained: stored weights that were chosen before. */
  readonly chosen: QuantizedWeights | undefined;
  readonly bias: Parameter | undefined;
  readonly realBias: Float32Array | undefined;
  /** What the layer's input is quantized to. */
  readonly ifm: ActivationQuantizer | undefined;
}

export class TrainedNetwork {
  readonly tape: Tape;
  /** What an optimizer changes. */
  readonly trained: readonly Trained[];
  readonly #options: TrainedNetworkOptions;
  readonly #fn: Operation;
  readonly #quantizers = new Map<Value, ActivationQuantizer>();
  /** For readers of other bits. */
  readonly #rescalers = new Map<Value, ReadonlyMap<Operation, ActivationQuantizer>>();
  readonly #layers: Layer[] = [];
  /** Quantizers of activations that are trained. */
  readonly #learned: ActivationQuantizer[] = [];

  /** Throws QuantizationError. */
  constructor(context: Context, fn: Operation, options: TrainedNetworkOptions) {
    this.#fn = fn;
    this.#options = options;
    const { layers, tensors } = assign(context, fn, options);
    const groups = new Map<Value, ActivationQuantizer>();
    // What is read in two widths has a scale for each from one range: it stays.
    const settled = new Set(
      [...tensors.values()].filter((t) => t.rescaled.size > 0).map((t) => t.group),
    );
    for (const [value, { type, group, isFixed, rescaled }] of tensors) {
      const isLearned = options.learnActivationScales && !isFixed && !settled.has(group);
      const known = isFixed ? undefined : groups.get(group);
      const quantizer = known ?? new ActivationQuantizer(type, type.range, isLearned);
      if (!isFixed) groups.set(group, quantizer);
      this.#quantizers.set(value, quantizer);
      const others = [...rescaled].map(
        ([op, t]) => [op, new ActivationQuantizer(t, t.range, false)] as const,
      );
      this.#rescalers.set(value, new Map(others));
    }
    const isTrained = (op: Operation) => layers.has(op) && options.isTrained(op);
    this.tape = new Tape(fn, {
      isTrained: (op, operand) => operand > 0 && weightAxis(op) !== undefined && isTrained(op),
      quantizers: this.#quantizers,
      rescaled: (value, reader) => this.#rescalers.get(value)?.get(reader),
      beforeSoftmax: true,
    });
    const of = (op: Operation, operand: number) =>
      this.tape.parameters.find((p) => p.op === op && p.operand === operand);
    for (const [op, { weights: bits }] of layers) {
      const weights = of(op, 1);
      if (weightAxis(op) === undefined || !weights) continue;
      const bias = of(op, 2);
      this.#layers.push({
        ...{ op, bits, weights, bias, isTrained: isTrained(op) },
        real: weights.tensor.values.slice(),
        realBias: bias?.tensor.values.slice(),
        chosen: isTrained(op) ? undefined : options.weights?.get(op),
        quantizer: this.#weightQuantizer(op, weights.tensor.values, bits),
        ifm: this.#rescalers.get(op.operand(0))?.get(op) ?? this.#quantizers.get(op.operand(0)),
      });
    }
    this.#learned.push(...[...groups.values()].filter((q) => q.isLearned));
    this.trained = this.#gatherTrained();
    for (const layer of this.#layers) this.#load(layer);
    this.tape.prepare();
  }

  #weightQuantizer(op: Operation, data: Float32Array, bits: number): WeightQuantizer {
    const { granularity, powerOfTwo, weights } = this.#options;
    const shape = shapeOf(op.operand(1));
    const axis = weightAxis(op)!;
    const { type } =
      weights?.get(op) ?? quantizeWeights(data, shape, axis, bits, granularity, powerOfTwo);
    const stored = storedRange({ bits, isSymmetric: true });
    return new WeightQuantizer(type.scales, channelLayout(shape, axis), stored);
  }

  #gatherTrained(): Trained[] {
    const trained: Trained[] = [];
    for (const { isTrained, real, weights, realBias, bias, quantizer } of this.#layers) {
      if (!isTrained) continue;
      const unit = unitOf(real, 1);
      trained.push({ values: real, gradient: weights.tensor.gradient!, unit });
      if (bias && realBias) {
        trained.push({
          values: realBias,
          gradient: bias.tensor.gradient!,
          unit: unitOf(realBias, unit),
        });
      }
      if (this.#learnsWeightScales) {
        trained.push({ values: quantizer.logRatios, gradient: quantizer.gradient, unit: 1 });
      }
    }
    for (const { logRatio: values, gradient } of this.#learned) {
      trained.push({ values, gradient, unit: 1 });
    }
    return trained;
  }

  get #learnsWeightScales(): boolean {
    return this.#options.learnWeightScales && this.#options.powerOfTwo !== true;
  }

  /** Puts the levels of a layer's weights and bias onto the tape. */
  #load({ weights, real, quantizer, chosen, bias, realBias, ifm }: Layer): void {
    const levels = chosen?.values ?? quantizer.levels(real);
    quantizer.dequantize(levels, weights.tensor.values);
    if (!bias || !realBias) return;
    const { scales } = quantizer;
    const to = bias.tensor.values;
    for (let c = 0; c < to.length; c++) {
      const scale = ifm ? ifm.scale * scales[scales.length === 1 ? 0 : c] : 0;
      to[c] = scale > 0 ? scale * Math.round(realBias[c] / scale) : realBias[c];
    }
  }

  /** After `trained` was changed: what the tape reads follows. */
  update(): void {
    for (const layer of this.#layers) if (layer.isTrained) this.#load(layer);
    this.tape.prepare();
  }

  /** Forgets gradients: a new batch begins. */
  zeroGradients(): void {
    for (const { gradient } of this.trained) gradient.fill(0);
  }

  /** Makes gradients of `trained` of those that the tape gathered over a batch of `samples`. */
  gatherGradients(samples: number): void {
    for (const { isTrained, real, weights, quantizer } of this.#layers) {
      if (!isTrained) continue;
      quantizer.backward(real, weights.tensor.values, weights.tensor.gradient!);
    }
    for (const { gradient } of this.trained) {
      for (let i = 0; i < gradient.length; i++) gradient[i] /= samples;
    }
  }

  /** Stored weights of every layer, as `annotate` takes them. */
  quantizedWeights(): Map<Operation, QuantizedWeights> {
    const { granularity, powerOfTwo } = this.#options;
    return new Map(
      this.#layers.map(({ op, bits, real, quantizer, chosen }) => {
        if (chosen) return [op, chosen];
        const most = storedRange({ bits, isSymmetric: true }).max;
        const magnitudes = quantizer.scales.map((s) => s * most);
        const axis = granularity === 'per-channel' ? weightAxis(op) : undefined;
        const type = weightType(magnitudes, bits, axis, powerOfTwo);
        return [op, { type, values: quantizer.levels(real) }];
      }),
    );
  }

  /** The calibration table with the ranges that were learned. */
  learnedTable(): CalibrationTable {
    const { table } = this.#options;
    const tensors: Record<string, TensorRange> = { ...table.tensors };
    for (const [value, name] of tensorNames(this.#fn)) {
      const quantizer = this.#quantizers.get(value);
      if (quantizer?.isLearned) tensors[name] = { ...tensors[name], ...quantizer.range };
    }
    return { ...table, tensors };
  }

  /** Puts trained biases into the function. */
  writeBiases(context: Context): void {
    const builder = new OpBuilder(context);
    for (const { op, isTrained, realBias } of this.#layers) {
      if (!isTrained || !realBias) continue;
      const value = op.operand(2);
      const type = value.type as RankedTensorType;
      builder.setBefore(op);
      const made = builder.create('nn.constant', {
        attributes: [
          { name: 'value', value: DenseElementsAttr.get(type, new Uint8Array(realBias.buffer)) },
        ],
        resultTypes: [type],
        loc: value.definingOp!.loc,
      });
      op.setOperand(2, made.result());
    }
  }
}
