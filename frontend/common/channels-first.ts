import { RankedTensorType, type Value } from '../../ir/index.js';
import {
  ceilPadding,
  elementOf,
  f32,
  f64,
  f64Array,
  type Net,
  shapeOfValue,
  type WindowParts,
} from './net.js';
import { Unsupported } from './report.js';
import { f32Weights, reshapedWeights, transposedWeights, type Weights } from './weights.js';

/** Recorded statistics and parameters of a batch normalisation, a number a channel each. */
export interface NormWeights {
  readonly scale: Weights;
  readonly bias: Weights;
  readonly mean: Weights;
  readonly variance: Weights;
  readonly epsilon: number;
}

export interface PoolParts extends WindowParts {
  readonly kernel: readonly number[];
  /** A last window that reaches beyond the padding counts; Caffe and PyTorch drop one that starts there. */
  readonly ceil?: boolean;
  /** With `ceil`: one that starts in the padding behind counts as well. */
  readonly startsOutside?: boolean;
  /** The mean counts the padding. */
  readonly countsPadding?: boolean;
}

export function ones(count: number): Weights {
  return f32Weights([count], new Float32Array(count).fill(1));
}
export function zeros(count: number): Weights {
  return f32Weights([count], new Float32Array(count));
}

/**
 * Operators of sources whose tensors are N, C, spatial… : every value in and out is such a tensor. One
 * spatial dimension is taken as a picture of one row.
 */
export class ChannelsFirst {
  readonly net: Net;

  constructor(net: Net) {
    this.net = net;
  }

  /** Runs `fn` on an NHWC picture of a tensor of rank 3 or 4; the result has the rank of the tensor. */
  picture(x: Value, fn: (nhwc: Value) => Value): Value {
    const shape = shapeOfValue(x);
    if (shape.length === 4) return this.net.toNchw(fn(this.net.toNhwc(x)));
    if (shape.length !== 3) {
      throw new Unsupported(
        `its input has ${shape.length} dimensions; expected 3 (n, c, w) or 4 (n, c, h, w)`,
      );
    }
    const [n, c, w] = shape;
    const nhwc = this.net.reshape(this.net.transpose(x, [0, 2, 1]), [n, 1, w, c]);
    const out = fn(nhwc);
    const [, h, ow, oc] = shapeOfValue(out);
    return this.net.transpose(this.net.reshape(out, [n, h * ow, oc]), [0, 2, 1]);
  }

  /** `filter` is O, I/groups, H, W (or without H); padding top, left, bottom, right. */
  conv(
    x: Value,
    name: string,
    filter: Weights,
    bias: Weights | undefined,
    parts: WindowParts,
  ): Value {
    return this.picture(x, (ifm) =>
      this.net.conv2d(ifm, name, transposedWeights(with2d(filter), [0, 2, 3, 1]), bias, parts),
    );
  }

  /** `filter` is I, O/groups, H, W (or without H). */
  convTranspose(
    x: Value,
    name: string,
    filter: Weights,
    bias: Weights | undefined,
    parts: WindowParts & { groups?: number; outputPadding?: readonly number[] },
  ): Value {
    const { groups = 1, ...window } = parts;
    const [i, o, h, w] = with2d(filter).type.shape;
    const grouped = reshapedWeights(filter, [groups, i / groups, o, h, w]);
    const oihw = reshapedWeights(transposedWeights(grouped, [0, 2, 1, 3, 4]), [
      groups * o,
      i / groups,
      h,
      w,
    ]);
    return this.convTransposeOihw(x, name, oihw, bias, window);
  }

  /** `filter` is O, I/groups, H, W. */
  convTransposeOihw(
    x: Value,
    name: string,
    filter: Weights,
    bias: Weights | undefined,
    { outputPadding, ...window }: WindowParts & { outputPadding?: readonly number[] },
  ): Value {
    return this.picture(x, (ifm) => {
      const operands = [ifm, this.net.weights(name, transposedWeights(filter, [0, 2, 3, 1]))];
      if (bias) operands.push(this.net.weights(`${name}_bias`, bias));
      return this.net.op('conv_transpose2d', operands, {
        ...window,
        output_padding: outputPadding,
      });
    });
  }

  pool(kind: 'max' | 'avg', x: Value, parts: PoolParts): Value {
    const {
      kernel,
      ceil,
      startsOutside,
      countsPadding,
      stride = [1, 1],
      dilation = [1, 1],
      padding = [0, 0, 0, 0],
    } = parts;
    return this.picture(x, (ifm) => {
      const [, h, w] = shapeOfValue(ifm);
      const reach = kernel.map((k, d) => (k - 1) * dilation[d] + 1);
      const all = ceil ? ceilPadding([h, w], reach, stride, padding, startsOutside) : padding;
      if (kind === 'max' || !countsPadding || padding.every((p) => p === 0)) {
        return this.net.op(`${kind}_pool2d`, [ifm], { kernel, stride, dilation, padding: all });
      }
      // The padding counts as elements of zero; what ceil adds behind it does not.
      const [top, left, bottom, right] = padding;
      const padded = this.net.pad(ifm, [0, top, left, 0], [0, bottom, right, 0]);
      const rest = all.map((p, i) => (i < 2 ? 0 : Math.max(0, p - padding[i])));
      return this.net.op('avg_pool2d', [padded], { kernel, stride, dilation, padding: rest });
    });
  }

  globalPool(kind: 'max' | 'avg', x: Value): Value {
    const axes = shapeOfValue(x)
      .map((_, i) => i)
      .slice(2);
    return this.net.reduce(kind === 'max' ? 'reduce_max' : 'mean', x, axes, true);
  }

  batchNorm(x: Value, name: string, w: NormWeights): Value {
    const parts = [w.scale, w.bias, w.mean, w.variance].map((v, i) =>
      this.net.weights(`${name}_${['scale', 'bias', 'mean', 'variance'][i]}`, v),
    );
    return this.channelsLast(x, (v, axis) =>
      this.net.op('batch_norm', [v, ...parts], { axis, epsilon: f32(w.epsilon) }),
    );
  }

  /** An operator of two operands with a number a channel (dimension 1). */
  perChannel(op: string, x: Value, name: string, numbers: Weights): Value {
    return this.channelsLast(x, (v) => this.net.op(op, [v, this.net.weights(name, numbers)]));
  }

  /** Runs `fn` with the channels last; `axis` is where they are then. */
  channelsLast(x: Value, fn: (v: Value, axis: number) => Value): Value {
    const rank = shapeOfValue(x).length;
    if (rank < 3) return fn(x, rank - 1);
    const rest = Array.from({ length: rank - 2 }, (_, i) => i + 2);
    const out = fn(this.net.transpose(x, [0, ...rest, 1]), rank - 1);
    return this.net.transpose(out, [0, rank - 1, ...rest.map((d) => d - 1)]);
  }

  /** Another size of the picture. `coordinates` and `nearest` as for nn.resize. */
  resize(
    x: Value,
    size: readonly number[],
    parts: { mode: string; coordinates: string; nearest?: string; scales?: readonly number[] },
  ): Value {
    return this.picture(x, (ifm) => {
      const [n, h, w, c] = shapeOfValue(ifm);
      const [sh, sw] = parts.scales ?? [size[0] / h, size[1] / w];
      const { mode, coordinates, nearest } = parts;
      const type = RankedTensorType.get([n, ...size, c], elementOf(ifm));
      const scales = f64Array([1, sh, sw, 1]);
      return this.net.op('resize', [ifm], { scales, mode, coordinates, nearest }, type);
    });
  }

  /** Limits to [min, max]. */
  clamp(x: Value, min: number, max: number): Value {
    if (min === 0 && max === Infinity) return this.net.elementwise('relu', [x]);
    if (min === 0 && max === 6) return this.net.elementwise('relu6', [x]);
    return this.net.elementwise('clamp', [x], { min: f64(min), max: f64(max) });
  }
}

/** A filter of one spatial dimension as one of a single row. */
function with2d(filter: Weights): Weights {
  const { shape } = filter.type;
  return shape.length === 3 ? reshapedWeights(filter, [shape[0], shape[1], 1, shape[2]]) : filter;
}
