/** Operators of the PyTorch table that networks are made of: windows, products, normalisations, activations. */
import type { Value } from '../../ir/index.js';
import {
  elementOf,
  f32,
  f32Values,
  f32Weights,
  ones,
  reshapedWeights,
  shapeOfValue,
  Unsupported,
  type Weights,
  zeros,
} from '../common/index.js';
import type { TorchArgs } from './args.js';
import { type AtenTable, aten } from './table.js';

const FLAGS = 'benchmark deterministic cudnn_enabled allow_tf32';

/** A window's numbers for a picture or a sequence, as two. */
function two(a: TorchArgs, name: string, dimensions: number, fallback: number): number[] {
  const given = a.ints(name, dimensions, Array(dimensions).fill(fallback));
  return dimensions === 1 ? [fallback, given[0]] : [...given];
}

function windowOf(a: TorchArgs, dimensions: number) {
  const stride = two(a, 'stride', dimensions, 1);
  const dilation = two(a, 'dilation', dimensions, 1);
  const pad = two(a, 'padding', dimensions, 0);
  return { stride, dilation, padding: [...pad, ...pad] };
}

function convolution(a: TorchArgs): Value {
  const filter = a.weights('weight');
  const dimensions = filter.type.shape.length - 2;
  if (dimensions < 1 || dimensions > 2)
    throw new Unsupported(`${dimensions} spatial dimensions are not supported`);
  return batched(a, dimensions + 2, (x) => {
    const bias = a.optionalWeights('bias');
    if (a.raw('padding') === 'same' || a.raw('padding') === 'valid')
      return namedPadding(a, x, filter, bias, dimensions);
    const window = windowOf(a, dimensions);
    if (!a.flag('transposed')) return a.nchw.conv(x, a.name, filter, bias, window);
    const outputPadding = two(a, 'output_padding', dimensions, 0);
    return a.nchw.convTranspose(x, a.name, filter, bias, {
      ...window,
      outputPadding,
      groups: a.int('groups', 1),
    });
  });
}

/** padding='same' puts the odd element behind. */
function namedPadding(
  a: TorchArgs,
  x: Value,
  filter: Weights,
  bias: Weights | undefined,
  dimensions: number,
): Value {
  const stride = two(a, 'stride', dimensions, 1);
  const dilation = two(a, 'dilation', dimensions, 1);
  const { shape } = filter.type;
  const kernel = dimensions === 1 ? [1, shape[2]] : shape.slice(2);
  const total = a.raw('padding') === 'same' ? kernel.map((k, d) => (k - 1) * dilation[d]) : [0, 0];
  const padding = [...total.map((t) => t >> 1), ...total.map((t) => t - (t >> 1))];
  return a.nchw.conv(x, a.name, filter, bias, { stride, dilation, padding });
}

/** An operator on samples may be given one without the batch. */
function batched(a: TorchArgs, rank: number, fn: (x: Value) => Value, name = 'input'): Value {
  const x = a.tensor(name);
  const shape = shapeOfValue(x);
  if (shape.length === rank) return fn(x);
  if (shape.length !== rank - 1)
    throw new Unsupported(`its input has ${shape.length} dimensions, expected ${rank}`);
  const made = fn(a.net.reshape(x, [1, ...shape]));
  return a.net.reshape(made, shapeOfValue(made).slice(1));
}

const transposed = (a: TorchArgs) => {
  const filter = a.weights('weight');
  const dimensions = filter.type.shape.length - 2;
  const window = windowOf(a, dimensions);
  const outputPadding = two(a, 'output_padding', dimensions, 0);
  const groups = a.int('groups', 1);
  return batched(a, dimensions + 2, (x) =>
    a.nchw.convTranspose(x, a.name, filter, a.optionalWeights('bias'), {
      ...window,
      outputPadding,
      groups,
    }),
  );
};

function pool(kind: 'max' | 'avg', dimensions: number): (a: TorchArgs) => Value {
  return (a) => {
    const kernel = two(a, 'kernel_size', dimensions, 1);
    const given = a.numbers('stride');
    const stride = given && given.length > 0 ? two(a, 'stride', dimensions, 1) : kernel;
    const dilation = kind === 'max' ? two(a, 'dilation', dimensions, 1) : [1, 1];
    const pad = two(a, 'padding', dimensions, 0);
    if (a.has('divisor_override'))
      throw new Unsupported("its argument 'divisor_override' is not supported");
    const parts = { kernel, stride, dilation, padding: [...pad, ...pad] };
    const countsPadding = a.flag('count_include_pad', true);
    return batched(a, dimensions + 2, (x) =>
      a.nchw.pool(kind, x, { ...parts, ceil: a.flag('ceil_mode'), countsPadding }),
    );
  };
}

/** Windows that divide the picture evenly; other sizes have windows of several sizes. */
function adaptive(kind: 'max' | 'avg', dimensions: number): (a: TorchArgs) => Value {
  return (a) =>
    batched(a, dimensions + 2, (x) => {
      const shape = shapeOfValue(x).slice(2);
      const wanted = a.ints('output_size', dimensions);
      const kernel = shape.map((s, d) => s / (wanted[d] ?? s));
      if (kernel.some((k) => !Number.isInteger(k))) {
        throw new Unsupported(`${shape.join('x')} cannot be pooled evenly to ${wanted.join('x')}`);
      }
      if (wanted.every((n) => n === 1)) return a.nchw.globalPool(kind, x);
      const sizes = dimensions === 1 ? [1, kernel[0]] : kernel;
      return a.nchw.pool(kind, x, { kernel: sizes, stride: sizes });
    });
}

/** x · Wᵀ + b of rows; a filter that is no constant is multiplied as a matrix. */
function linear(a: TorchArgs): Value {
  const x = a.tensor('input');
  const filter = a.weights('weight');
  const [, k] = filter.type.shape;
  if (shapeOfValue(x).at(-1) !== k) {
    throw new Unsupported(`its input has rows of ${shapeOfValue(x).at(-1)}, its weights of ${k}`);
  }
  return a.net.fullyConnected(x, a.name, filter, a.optionalWeights('bias'));
}

/** beta · input + alpha · mat1 · mat2. */
function addmm(a: TorchArgs): Value {
  const scaled = (v: Value, by: number) =>
    by === 1 ? v : a.net.elementwise('mul', [v, a.net.scalar(by, elementOf(v))]);
  const product = a.net.op('matmul', [a.tensor('mat1'), a.tensor('mat2')]);
  return a.net.elementwise('add', [
    scaled(product, a.number('alpha', 1)),
    scaled(a.tensor('input'), a.number('beta', 1)),
  ]);
}

function batchNorm(a: TorchArgs): Value {
  const mean = a.weights('running_mean');
  const count = mean.type.elementCount;
  if (a.flag('training'))
    throw new Unsupported('it is in training mode; call model.eval() before the export');
  return a.nchw.batchNorm(a.tensor('input'), a.name, {
    mean,
    variance: a.weights('running_var'),
    scale: a.optionalWeights('weight') ?? ones(count),
    bias: a.optionalWeights('bias') ?? zeros(count),
    epsilon: a.number('eps', 1e-5),
  });
}

function layerNorm(a: TorchArgs): Value {
  const x = a.tensor('input');
  const shape = a.ints('normalized_shape');
  const axis = shapeOfValue(x).length - shape.length;
  const count = shape.reduce((n, d) => n * d, 1);
  const scale = a.has('weight')
    ? a.tensor('weight')
    : a.net.weights(`${a.name}_scale`, reshapedWeights(ones(count), shape));
  const operands = a.has('bias') ? [x, scale, a.tensor('bias')] : [x, scale];
  return a.net.op('layer_norm', operands, { axis, epsilon: f32(a.number('eps', 1e-5)) });
}

function groupNorm(groups: (a: TorchArgs, channels: number) => number): (a: TorchArgs) => Value {
  return (a) => {
    const x = a.tensor('input');
    const channels = shapeOfValue(x)[1];
    const scale = a.net.weights(`${a.name}_scale`, a.optionalWeights('weight') ?? ones(channels));
    const bias = a.net.weights(`${a.name}_bias`, a.optionalWeights('bias') ?? zeros(channels));
    const epsilon = f32(a.number('eps', 1e-5));
    return a.nchw.channelsLast(x, (v, axis) =>
      a.net.op('group_norm', [v, scale, bias], { axis, groups: groups(a, channels), epsilon }),
    );
  };
}

function prelu(a: TorchArgs): Value {
  const slope = a.weights('weight');
  const flat = reshapedWeights(slope, [slope.type.elementCount]);
  return a.nchw.perChannel('prelu', a.tensor('input'), a.name, flat);
}

function softmax(op: 'softmax' | 'log_softmax'): (a: TorchArgs) => Value {
  return (a) => {
    const x = a.tensor('input');
    return a.net.op(op, [x], { axis: a.dim('dim', shapeOfValue(x).length) });
  };
}

function clamp(min: string, max: string): (a: TorchArgs) => Value {
  return (a) => {
    const bound = (name: string, none: number) => (a.has(name) ? a.number(name) : none);
    return a.nchw.clamp(a.tensor('input'), bound(min, -Infinity), bound(max, Infinity));
  };
}

/** One layer after another, each with weights and biases of both directions. */
function recurrent(cell: 'lstm' | 'gru', order: readonly number[]): (a: TorchArgs) => Value[] {
  return (a) => {
    const { net } = a;
    const params = a.raw('params');
    const count = a.int('num_layers', 1);
    const isBoth = a.flag('bidirectional');
    const hasBias = a.flag('has_biases', true);
    const each = hasBias ? 4 : 2;
    if (!Array.isArray(params) || params.length !== count * (isBoth ? 2 : 1) * each) {
      throw new Unsupported('its weights are not as many as its layers ask for');
    }
    const one = (i: number): Weights => a.at('params', i);
    const batchFirst = a.flag('batch_first');
    const states = a.initialStates();
    let x = batchFirst ? net.transpose(a.tensor('input'), [1, 0, 2]) : a.tensor('input');
    const lasts: Value[][] = [];
    const directions = isBoth ? 2 : 1;
    for (let layer = 0; layer < count; layer++) {
      const outputs: Value[] = [];
      for (let d = 0; d < directions; d++) {
        const at = (layer * directions + d) * each;
        const hidden = one(at + 1).type.shape[1];
        const [steps, batch] = shapeOfValue(x);
        const gates = (w: Weights) => parted(w, order, hidden);
        const bias = hasBias
          ? f32Weights(
              [1, 2 * order.length * hidden],
              [...f32Values(gates(one(at + 2))), ...f32Values(gates(one(at + 3)))],
            )
          : reshapedWeights(zeros(2 * order.length * hidden), [1, 2 * order.length * hidden]);
        const state = (v: Value | undefined, word: string) =>
          v
            ? net.slice(v, [layer * directions + d, 0, 0], [1, batch, hidden])
            : net.weights(
                `${a.name}_${word}`,
                reshapedWeights(zeros(batch * hidden), [1, batch, hidden]),
              );
        const lead = (w: Weights) => reshapedWeights(w, [1, ...w.type.shape]);
        const operands = [
          x,
          net.weights(`${a.name}_w${at}`, lead(gates(one(at)))),
          net.weights(`${a.name}_r${at}`, lead(gates(one(at + 1)))),
          net.weights(`${a.name}_b${at}`, bias),
          state(states[0], 'state'),
        ];
        if (cell === 'lstm') {
          operands.push(state(states[1], 'cell'));
          operands.push(
            net.weights(`${a.name}_peepholes`, reshapedWeights(zeros(3 * hidden), [1, 3 * hidden])),
          );
        }
        const made = net.operation(cell, operands, {
          activations: cell === 'lstm' ? ['sigmoid', 'tanh', 'tanh'] : ['sigmoid', 'tanh'],
          direction: d === 1 ? 'reverse' : 'forward',
          ...(cell === 'gru' ? { linear_before_reset: true } : {}),
        });
        outputs.push(net.reshape(made.result(0), [steps, batch, hidden]));
        lasts.push(made.results.slice(1));
      }
      x = net.concat(outputs, 2);
    }
    const output = batchFirst ? net.transpose(x, [1, 0, 2]) : x;
    return [
      output,
      ...lasts[0].map((_, i) =>
        net.concat(
          lasts.map((l) => l[i]),
          0,
        ),
      ),
    ];
  };
}

/** The gates of a weight or bias in nn's order. */
function parted(w: Weights, order: readonly number[], hidden: number): Weights {
  const size = w.bytes.length / order.length;
  if (w.type.shape[0] !== order.length * hidden)
    throw new Unsupported('its weights do not fit its hidden size');
  const bytes = new Uint8Array(w.bytes.length);
  order.forEach((from, to) => {
    bytes.set(w.bytes.subarray(from * size, (from + 1) * size), to * size);
  });
  return { type: w.type, bytes };
}

/** softmax(q · kᵀ · scale + mask) · v. */
function attention(a: TorchArgs): Value {
  const { net } = a;
  const [q, k, v] = ['query', 'key', 'value'].map((n) => a.tensor(n));
  if (a.flag('is_causal')) throw new Unsupported('a causal mask is not supported');
  const rank = shapeOfValue(q).length;
  const swap = Array.from({ length: rank }, (_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i));
  const scale = a.has('scale') ? a.number('scale') : 1 / Math.sqrt(shapeOfValue(q).at(-1)!);
  const scores = net.op('mul', [net.op('matmul', [q, net.transpose(k, swap)]), net.scalar(scale)]);
  const masked = a.has('attn_mask') ? net.op('add', [scores, a.tensor('attn_mask')]) : scores;
  return net.op('matmul', [net.op('softmax', [masked], { axis: rank - 1 }), v]);
}

/** Another size by factors or sizes; what PyTorch computes with is the factor that was given. */
function upsample(
  mode: 'nearest' | 'linear' | 'cubic',
  dimensions: number,
): (a: TorchArgs) => Value {
  return (a) =>
    batched(a, dimensions + 2, (x) => {
      const shape = shapeOfValue(x).slice(2);
      const factors = a.numbers('scale_factors') ?? [a.raw('scales_h'), a.raw('scales_w')];
      const sizes =
        a.numbers('output_size') ??
        shape.map((s, d) => Math.floor(s * Number(factors[d] ?? factors[0])));
      const size = dimensions === 1 ? [1, sizes[0]] : sizes;
      if (mode === 'nearest')
        return a.nchw.resize(x, size, { mode, coordinates: 'asymmetric', nearest: 'floor' });
      return a.nchw.resize(x, size, {
        mode,
        coordinates: a.flag('align_corners') ? 'align_corners' : 'half_pixel',
      });
    });
}

const unary = (name: string, op = name) =>
  aten('input', op, (a) => a.net.elementwise(op, [a.tensor('input')]));
const CONV = 'input weight bias stride padding dilation groups';
const TRANSPOSED = 'input weight bias stride padding output_padding groups dilation';
const MAX_POOL = 'input kernel_size stride padding dilation ceil_mode';
const AVG_POOL = 'input kernel_size stride padding ceil_mode count_include_pad divisor_override';
const BATCH_NORM = 'input weight bias running_mean running_var training momentum eps';
const GROUP_NORM = 'input num_groups weight bias eps';
const LAYER_NORM = 'input normalized_shape weight bias eps';
const RNN = 'input hx params has_biases num_layers dropout train bidirectional batch_first';

export const LAYERS: AtenTable = {
  _adaptive_avg_pool2d: aten('input output_size', 'mean, avg_pool2d', adaptive('avg', 2)),
  _convolution: aten(
    `input weight bias stride padding dilation transposed output_padding groups ${FLAGS}`,
    'conv2d',
    convolution,
  ),
  _log_softmax: aten('input dim half_to_float', 'log_softmax', softmax('log_softmax')),
  _native_batch_norm_legit_no_training: aten(
    'input weight bias running_mean running_var momentum eps',
    'batch_norm',
    batchNorm,
  ),
  _prelu_kernel: aten('input weight', 'prelu', prelu),
  _softmax: aten('input dim half_to_float', 'softmax', softmax('softmax')),
  adaptive_avg_pool1d: aten('input output_size', 'mean, avg_pool2d', adaptive('avg', 1)),
  adaptive_avg_pool2d: aten('input output_size', 'mean, avg_pool2d', adaptive('avg', 2)),
  adaptive_max_pool2d: aten('input output_size', 'reduce_max, max_pool2d', adaptive('max', 2)),
  addmm: aten('input mat1 mat2 beta alpha', 'matmul', addmm),
  avg_pool1d: aten(AVG_POOL, 'avg_pool2d', pool('avg', 1)),
  avg_pool2d: aten(AVG_POOL, 'avg_pool2d', pool('avg', 2)),
  batch_norm: aten(BATCH_NORM, 'batch_norm', batchNorm),
  bmm: aten('input mat2', 'matmul', (a) =>
    a.net.op('matmul', [a.tensor('input'), a.tensor('mat2')]),
  ),
  clamp: aten('input min max', 'clamp', clamp('min', 'max')),
  clamp_max: aten('input max', 'clamp', clamp('min', 'max')),
  clamp_min: aten('input min', 'clamp', clamp('min', 'max')),
  clip: aten('input min max', 'clamp', clamp('min', 'max')),
  conv1d: aten(CONV, 'conv2d', convolution),
  conv2d: aten(CONV, 'conv2d, depthwise_conv2d', convolution),
  conv_transpose1d: aten(TRANSPOSED, 'conv_transpose2d', transposed),
  conv_transpose2d: aten(TRANSPOSED, 'conv_transpose2d', transposed),
  convolution: aten(
    'input weight bias stride padding dilation transposed output_padding groups',
    'conv2d, conv_transpose2d',
    convolution,
  ),
  elu: aten('input alpha scale input_scale', 'elu', (a) =>
    a.net.elementwise('elu', [a.tensor('input')], { alpha: f32(a.number('alpha', 1)) }),
  ),
  gelu: aten('input approximate', 'gelu', (a) =>
    a.net.elementwise('gelu', [a.tensor('input')], {
      approximate: a.text('approximate', 'none') !== 'none',
    }),
  ),
  group_norm: aten(
    GROUP_NORM,
    'group_norm',
    groupNorm((a) => a.int('num_groups')),
  ),
  gru: aten(RNN, 'gru', recurrent('gru', [1, 0, 2])),
  hardsigmoid: aten('input', 'hard_sigmoid', (a) =>
    a.net.elementwise('hard_sigmoid', [a.tensor('input')], { alpha: f32(1 / 6), beta: f32(0.5) }),
  ),
  hardswish: unary('hardswish', 'hard_swish'),
  hardtanh: aten('input min_val max_val', 'clamp, relu6', (a) =>
    a.nchw.clamp(a.tensor('input'), a.number('min_val', -1), a.number('max_val', 1)),
  ),
  instance_norm: aten(
    'input weight bias running_mean running_var use_input_stats momentum eps',
    'group_norm',
    groupNorm((_, channels) => channels),
  ),
  layer_norm: aten(LAYER_NORM, 'layer_norm', layerNorm),
  leaky_relu: aten('input negative_slope', 'leaky_relu', (a) =>
    a.net.elementwise('leaky_relu', [a.tensor('input')], {
      alpha: f32(a.number('negative_slope', 0.01)),
    }),
  ),
  linear: aten('input weight bias', 'fully_connected', linear),
  log_softmax: aten('input dim dtype', 'log_softmax', softmax('log_softmax')),
  lstm: aten(RNN, 'lstm', recurrent('lstm', [0, 3, 1, 2])),
  matmul: aten('input other', 'matmul', (a) =>
    a.net.op('matmul', [a.tensor('input'), a.tensor('other')]),
  ),
  max_pool1d: aten(MAX_POOL, 'max_pool2d', pool('max', 1)),
  max_pool2d: aten(MAX_POOL, 'max_pool2d', pool('max', 2)),
  max_pool2d_with_indices: aten(MAX_POOL, 'max_pool2d', (a) => [pool('max', 2)(a)]),
  mish: unary('mish'),
  mm: aten('input mat2', 'matmul', (a) =>
    a.net.op('matmul', [a.tensor('input'), a.tensor('mat2')]),
  ),
  native_group_norm: aten(
    'input weight bias N C HxW num_groups eps',
    'group_norm',
    groupNorm((a) => a.int('num_groups')),
  ),
  native_layer_norm: aten(LAYER_NORM, 'layer_norm', layerNorm),
  prelu: aten('input weight', 'prelu', prelu),
  relu: unary('relu'),
  relu6: unary('relu6'),
  scaled_dot_product_attention: aten(
    'query key value attn_mask dropout_p is_causal scale',
    'matmul, softmax',
    attention,
  ),
  selu: unary('selu'),
  sigmoid: unary('sigmoid'),
  silu: unary('silu'),
  softmax: aten('input dim dtype', 'softmax', softmax('softmax')),
  softplus: aten('input beta threshold', 'softplus', (a) => {
    if (a.number('beta', 1) !== 1) throw new Unsupported("its argument 'beta' is not 1");
    return a.net.elementwise('softplus', [a.tensor('input')]);
  }),
  softsign: unary('softsign'),
  tanh: unary('tanh'),
  threshold: aten('input threshold value', 'relu', (a) => {
    if (a.number('threshold') !== 0 || a.number('value') !== 0)
      throw new Unsupported('only thresholds of zero are supported');
    return a.net.elementwise('relu', [a.tensor('input')]);
  }),
  upsample_bicubic2d: aten(
    'input output_size align_corners scale_factors',
    'resize',
    upsample('cubic', 2),
  ),
  upsample_bilinear2d: aten(
    'input output_size align_corners scale_factors',
    'resize',
    upsample('linear', 2),
  ),
  upsample_nearest1d: aten('input output_size scale_factors', 'resize', upsample('nearest', 1)),
  upsample_nearest2d: aten('input output_size scale_factors', 'resize', upsample('nearest', 2)),
};
