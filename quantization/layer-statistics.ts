/**
 * Second moments of what a layer's weights are multiplied with, over samples: how much an error of
 * one weight, and of two together, changes the layer's output.
 */
import { arrayAttr } from '../dialects/common/index.js';
import { entryFunction, prepareProgram, type Tensor } from '../interpreter/index.js';
import type { Operation, RankedTensorType, Value } from '../ir/index.js';
import { computations } from './tensors.js';

/** E[x xᵀ] and E[x] of windows x of `size` inputs. */
export class Moments {
  readonly size: number;
  rows = 0;
  private readonly sums: Float64Array;
  private readonly products: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.sums = new Float64Array(size);
    this.products = new Float64Array(size * size);
  }

  /** Takes one window. */
  add(x: Float32Array | Float64Array): void {
    const { size, sums, products } = this;
    this.rows++;
    for (let i = 0; i < size; i++) {
      const xi = x[i];
      if (xi === 0) continue;
      sums[i] += xi;
      const row = i * size;
      for (let j = i; j < size; j++) products[row + j] += xi * x[j];
    }
  }

  get mean(): Float64Array {
    return this.sums.map((s) => s / Math.max(1, this.rows));
  }

  /** The symmetric matrix E[x xᵀ], less the product of the means where `centred`. */
  matrix(centred: boolean): Float64Array {
    const { size, products, rows } = this;
    const mean = this.mean;
    const full = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      for (let j = i; j < size; j++) {
        const moment = products[i * size + j] / Math.max(1, rows);
        full[i * size + j] = moment - (centred ? mean[i] * mean[j] : 0);
        full[j * size + i] = full[i * size + j];
      }
    }
    return full;
  }
}

/** Statistics of a layer: one for all its outputs, or (depthwise) one a channel. */
export type LayerMoments = readonly Moments[];

/** Windows that are looked at, of each sample: enough positions to tell channels apart. */
const WINDOWS_PER_SAMPLE = 24;

interface Geometry {
  readonly kernel: readonly [number, number];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: readonly number[];
  /** n, h, w, c of the input and the output. */
  readonly ifm: readonly number[];
  readonly ofm: readonly number[];
  readonly isDepthwise: boolean;
}

const shapeOf = (value: Value) => (value.type as RankedTensorType).shape;

/** How the windows of a layer lie; undefined for one that has none this looks at. */
function geometryOf(op: Operation): Geometry | undefined {
  const filter = shapeOf(op.operand(1));
  if (op.name === 'nn.fully_connected') {
    const [outputs, inputs] = filter;
    const rows = (op.operand(0).type as RankedTensorType).elementCount / inputs;
    const one = [1, 1];
    return {
      kernel: [1, 1],
      stride: one,
      dilation: one,
      padding: [0, 0, 0, 0],
      ifm: [1, 1, rows, inputs],
      ofm: [1, 1, rows, outputs],
      isDepthwise: false,
    };
  }
  const isDepthwise = op.name === 'nn.depthwise_conv2d';
  if (!isDepthwise && op.name !== 'nn.conv2d') return undefined;
  const [ifm, ofm] = [shapeOf(op.operand(0)), shapeOf(op.result())];
  // Groups and channel multipliers are rounded weight by weight.
  if (isDepthwise ? ifm[3] !== ofm[3] : filter[3] !== ifm[3]) return undefined;
  return {
    kernel: [filter[1], filter[2]],
    stride: arrayAttr(op, 'stride'),
    dilation: arrayAttr(op, 'dilation'),
    padding: arrayAttr(op, 'padding'),
    ifm,
    ofm,
    isDepthwise,
  };
}

/** Layers whose windows are looked at. */
export function layersWithMoments(fn: Operation): Operation[] {
  return computations(fn).filter(
    (op) => op.numOperands > 1 && LAYERS.has(op.name) && geometryOf(op) !== undefined,
  );
}

const LAYERS = new Set(['nn.conv2d', 'nn.depthwise_conv2d', 'nn.fully_connected']);

/** Runs a float network over samples and gathers the moments of each layer's input windows. */
export function gatherMoments(
  module: Operation,
  samples: number,
  inputs: (sample: number) => readonly Tensor[],
  progress?: (done: number, total: number) => void,
): Map<Operation, LayerMoments> {
  const fn = entryFunction(module);
  const program = prepareProgram(module);
  const layers = new Map(
    layersWithMoments(fn).map((op) => {
      const geometry = geometryOf(op)!;
      const { kernel, ifm, isDepthwise } = geometry;
      const taps = kernel[0] * kernel[1];
      const moments = isDepthwise
        ? Array.from({ length: ifm[3] }, () => new Moments(taps))
        : [new Moments(taps * ifm[3])];
      return [op, { geometry, moments, next: positions(geometry) }];
    }),
  );
  const ofInput = new Map<Value, Operation[]>();
  for (const op of layers.keys()) {
    ofInput.set(op.operand(0), [...(ofInput.get(op.operand(0)) ?? []), op]);
  }
  const take = (value: Value, { data }: Tensor) => {
    for (const op of ofInput.get(value) ?? []) {
      const { geometry, moments, next } = layers.get(op)!;
      for (let i = 0; i < WINDOWS_PER_SAMPLE; i++) {
        addWindow(geometry, data as Float32Array, next(), moments);
      }
    }
  };
  for (let i = 0; i < samples; i++) {
    progress?.(i, samples);
    const given = inputs(i);
    fn.region().front.args.forEach((arg, k) => {
      take(arg, given[k]);
    });
    program.run(given, (op, results) => {
      op.results.forEach((value, k) => {
        take(value, results[k]);
      });
    });
  }
  return new Map([...layers].map(([op, { moments }]) => [op, moments]));
}

/** Positions of outputs, spread evenly and the same in every run: steps of the golden section. */
function positions({ ofm }: Geometry): () => number {
  const count = ofm[0] * ofm[1] * ofm[2];
  let at = 0;
  return () => {
    at = (at + 0.6180339887498949) % 1;
    return Math.floor(at * count);
  };
}

/** The window of output `position`, as the weights of a channel lie: kernel rows, columns, channels. */
function addWindow(
  { kernel, stride, dilation, padding, ifm, ofm, isDepthwise }: Geometry,
  data: Float32Array,
  position: number,
  moments: LayerMoments,
): void {
  const [, height, width, channels] = ifm;
  const ox = position % ofm[2];
  const oy = Math.floor(position / ofm[2]) % ofm[1];
  const n = Math.floor(position / (ofm[1] * ofm[2]));
  const window = new Float32Array(kernel[0] * kernel[1] * channels);
  let to = 0;
  for (let ky = 0; ky < kernel[0]; ky++) {
    const y = oy * stride[0] + ky * dilation[0] - padding[0];
    for (let kx = 0; kx < kernel[1]; kx++, to += channels) {
      const x = ox * stride[1] + kx * dilation[1] - padding[1];
      if (y < 0 || y >= height || x < 0 || x >= width) continue;
      const from = ((n * height + y) * width + x) * channels;
      window.set(data.subarray(from, from + channels), to);
    }
  }
  if (!isDepthwise) {
    moments[0].add(window);
    return;
  }
  const taps = kernel[0] * kernel[1];
  const ofChannel = new Float32Array(taps);
  for (let c = 0; c < channels; c++) {
    for (let t = 0; t < taps; t++) ofChannel[t] = window[t * channels + c];
    moments[c].add(ofChannel);
  }
}
