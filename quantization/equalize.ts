/**
 * Cross-layer equalization: between two layers, a channel may be made smaller in the first one's
 * weights and larger in the second one's by the same factor, as nothing in between but a rectifier
 * looks at it. The factors make the ranges of both layers' channels alike, so that one scale fits all
 * of them. Source: Nagel et al., "Data-Free Quantization Through Weight Equalization and Bias
 * Correction", 2019, section 4.1.
 */
import { constantValue, floatElements, stringAttr } from '../dialects/common/index.js';
import {
  type Context,
  DenseElementsAttr,
  OpBuilder,
  type Operation,
  type RankedTensorType,
  type Value,
} from '../ir/index.js';
import { weightAxis } from './annotate.js';
import { computations } from './tensors.js';
import { channelLayout, channelMagnitudes } from './weights.js';

/** Sweeps over all pairs; the factors of neighbouring pairs settle within a few. */
const MAX_SWEEPS = 20;
/** A sweep that changes no channel by more than this is the last. */
const SETTLED = 1e-3;

/** Activations with f(s · x) = s · f(x) for s > 0. */
const HOMOGENEOUS = new Set(['none', 'relu']);

/** Dimension of input channels in the weights of the layer behind. */
const INPUT_AXIS: Readonly<Record<string, number>> = {
  'nn.conv2d': 3,
  'nn.depthwise_conv2d': 3,
};

/** Weights that are being changed. */
interface Weights {
  readonly data: Float32Array;
  readonly type: RankedTensorType;
}

interface Pair {
  readonly first: Operation;
  readonly second: Operation;
}

/** Equalizes every pair of a float function in place; the result is the number of pairs. */
export function equalize(context: Context, fn: Operation): number {
  const pairs = computations(fn).flatMap(pairFrom);
  const weights = new Map<Operation, Weights>();
  const biases = new Map<Operation, Weights>();
  for (const { first, second } of pairs) {
    for (const op of [first, second]) {
      if (!weights.has(op)) weights.set(op, read(op.operand(1)));
    }
    if (first.numOperands > 2 && !biases.has(first)) biases.set(first, read(first.operand(2)));
  }
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let most = 0;
    for (const pair of pairs) {
      const change = balance(pair, weights, biases.get(pair.first));
      most = Math.max(most, change);
    }
    if (most < SETTLED) break;
  }
  for (const [op, { data, type }] of weights) replace(context, op, 1, data, type);
  for (const [op, { data, type }] of biases) replace(context, op, 2, data, type);
  return pairs.length;
}

/** The layer behind a layer that alone reads its result. */
function pairFrom(first: Operation): Pair[] {
  if (weightAxis(first) === undefined || first.name === 'nn.conv_transpose2d') return [];
  if (!HOMOGENEOUS.has(stringAttr(first, 'activation'))) return [];
  const uses = [...first.result().uses()];
  const second = uses[0]?.owner;
  if (uses.length !== 1 || second.operand(0) !== first.result()) return [];
  if (INPUT_AXIS[second.name] === undefined) return [];
  const isConstant = (value: Value | undefined) => !value || constantValue(value) !== undefined;
  const [given, taken] = [first.operand(1), second.operand(1)];
  const bias = first.numOperands > 2 ? first.operand(2) : undefined;
  if (![given, taken, bias].every(isConstant)) return [];
  // Groups of channels, or several outputs a channel, share weights between channels.
  const channels = shapeOf(first.result()).at(-1)!;
  const axis = INPUT_AXIS[second.name];
  if (shapeOf(taken)[axis] !== channels) return [];
  return [{ first, second }];
}

const shapeOf = (value: Value) => (value.type as RankedTensorType).shape;

function read(value: Value): Weights {
  const data = floatElements(constantValue(value)!).slice();
  return { data, type: value.type as RankedTensorType };
}

/** Makes the channels between two layers alike; the result is the largest change of a factor from 1. */
function balance(
  { first, second }: Pair,
  weights: ReadonlyMap<Operation, Weights>,
  bias: Weights | undefined,
): number {
  const [given, taken] = [weights.get(first)!, weights.get(second)!];
  const outputs = channelLayout(given.type.shape, weightAxis(first)!);
  const inputs = channelLayout(taken.type.shape, INPUT_AXIS[second.name]);
  const [before, behind] = [
    channelMagnitudes(given.data, outputs),
    channelMagnitudes(taken.data, inputs),
  ];
  const factors = before.map((r, c) => {
    const factor = Math.sqrt(r / behind[c]);
    return Number.isFinite(factor) && factor > 0 ? factor : 1;
  });
  let most = 0;
  for (const factor of factors) most = Math.max(most, Math.abs(Math.log(factor)));
  scale(given.data, outputs, (c) => 1 / factors[c]);
  scale(taken.data, inputs, (c) => factors[c]);
  if (bias) scale(bias.data, channelLayout(bias.type.shape, 0), (c) => 1 / factors[c]);
  return most;
}

function scale(
  data: Float32Array,
  { channels, inner }: ReturnType<typeof channelLayout>,
  factor: (channel: number) => number,
): void {
  for (let i = 0; i < data.length; i++) data[i] *= factor(Math.floor(i / inner) % channels);
}

function replace(
  context: Context,
  op: Operation,
  operand: number,
  data: Float32Array,
  type: RankedTensorType,
): void {
  const builder = new OpBuilder(context);
  builder.setBefore(op);
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const made = builder.create('nn.constant', {
    attributes: [{ name: 'value', value: DenseElementsAttr.get(type, bytes) }],
    resultTypes: [type],
    loc: op.operand(operand).definingOp!.loc,
  });
  op.setOperand(operand, made.result());
}
