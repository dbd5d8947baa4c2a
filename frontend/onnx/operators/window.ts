/** Convolutions and pooling. Pictures here are N, C, spatial…; one spatial dimension is seen as a row. */
import type { Value } from '../../../ir/index.js';
import {
  elementOf,
  I32,
  I64,
  i64,
  isFloat,
  type Node,
  product,
  range,
  shapeOf,
  typeOf,
} from '../node.js';
import { padded } from './movement.js';
import type { Row, Rows } from './row.js';

interface Window {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Window attributes of `rank` dimensions, with automatic paddings worked out. */
function windowOf(n: Node, size: readonly number[], kernel: readonly number[]): Window {
  const rank = size.length;
  const stride = n.ints(
    'strides',
    kernel.map(() => 1),
  );
  const dilation = n.ints(
    'dilations',
    kernel.map(() => 1),
  );
  for (const list of [kernel, stride, dilation]) {
    if (list.length !== rank || list.some((v) => v < 1))
      n.fail(`its window [${list.join(', ')}] does not fit ${rank} dimensions`);
  }
  const auto = n.text('auto_pad', 'NOTSET');
  if (auto === 'VALID')
    return { kernel, stride, dilation, before: kernel.map(() => 0), after: kernel.map(() => 0) };
  if (auto === 'SAME_UPPER' || auto === 'SAME_LOWER') {
    const total = size.map((s, d) => {
      const reach = (kernel[d] - 1) * dilation[d] + 1;
      return Math.max(0, (Math.ceil(s / stride[d]) - 1) * stride[d] + reach - s);
    });
    const small = total.map((t) => t >> 1);
    const large = total.map((t, d) => t - small[d]);
    const isUpper = auto === 'SAME_UPPER';
    return {
      kernel,
      stride,
      dilation,
      before: isUpper ? small : large,
      after: isUpper ? large : small,
    };
  }
  const pads = n.ints('pads', new Array<number>(2 * rank).fill(0));
  if (pads.length !== 2 * rank)
    n.fail(`its pads have ${pads.length} entries, expected ${2 * rank}`);
  return { kernel, stride, dilation, before: pads.slice(0, rank), after: pads.slice(rank) };
}

/** Attributes of nn: a window over one dimension becomes one over a row. */
function attributesOf(w: Window): Record<string, readonly number[]> {
  const isRow = w.kernel.length === 1;
  const lift = (list: readonly number[], one: number) => (isRow ? [one, ...list] : list);
  return {
    stride: lift(w.stride, 1),
    dilation: lift(w.dilation, 1),
    padding: [...lift(w.before, 0), ...lift(w.after, 0)],
  };
}

/** N, C, L as N, C, 1, L. */
function lifted(n: Node, x: Value): Value {
  const shape = shapeOf(x);
  return shape.length === 3 ? n.reshape(x, [shape[0], shape[1], 1, shape[2]]) : x;
}

/** The other way, for a result of a picture that was lifted. */
function lowered(n: Node, y: Value, like: Value): Value {
  const shape = shapeOf(y);
  return shapeOf(like).length === 3 ? n.reshape(y, [shape[0], shape[1], shape[3]]) : y;
}

/** Runs an operator of nn, N, spatial…, C, on a picture of the format. */
function onPicture(n: Node, x: Value, run: (x: Value, suffix: '2d' | '3d') => Value): Value {
  const rank = shapeOf(x).length - 2;
  if (rank < 1 || rank > 3)
    n.fail(`its picture has ${rank} spatial dimensions; 1, 2 and 3 are supported`);
  const y = run(n.channelsLast(lifted(n, x)), rank === 3 ? '3d' : '2d');
  return lowered(n, n.channelsFirst(y), x);
}

/** Filters O, I, spatial… as O, spatial…, I. */
function filterOf(n: Node, w: Value): Value {
  const shape = shapeOf(w);
  const lift =
    shape.length === 3
      ? n.folded('reshape', [w], {}, typeOf(w).withShape([shape[0], shape[1], 1, shape[2]]))
      : w;
  const rank = shapeOf(lift).length;
  return n.folded('transpose', [lift], { perm: [0, ...range(2, rank), 1] });
}

/** A convolution of a picture that may have been made integer, by filters given in the format's order. */
export function convolution(n: Node, x: Value, w: Value, bias: Value | undefined): Value {
  const size = shapeOf(x).slice(2);
  const kernel = n.ints('kernel_shape', shapeOf(w).slice(2));
  const window = windowOf(n, size, kernel);
  const group = n.int('group', 1);
  const [channels, perGroup, outputs] = [shapeOf(x)[1], shapeOf(w)[1], shapeOf(w)[0]];
  if (perGroup * group !== channels || outputs % group !== 0) {
    n.fail(`its ${channels} channels are no ${group} groups of ${perGroup}`);
  }
  const more = bias ? [bias] : [];
  return onPicture(n, x, (picture, suffix) => {
    const isDepthwise = suffix === '2d' && group === channels && group > 1 && isFloat(x);
    if (!isDepthwise)
      return n.op(`conv${suffix}`, [picture, filterOf(n, w), ...more], attributesOf(window));
    const shape = shapeOf(w);
    const lift =
      shape.length === 3
        ? n.folded('reshape', [w], {}, typeOf(w).withShape([shape[0], 1, 1, shape[2]]))
        : w;
    const filter = n.folded('transpose', [lift], { perm: [1, 2, 3, 0] });
    return n.op('depthwise_conv2d', [picture, filter, ...more], attributesOf(window));
  });
}

function convTranspose(n: Node): Value {
  const [x, w] = [n.input(0), n.input(1)];
  const [size, shape] = [shapeOf(x).slice(2), shapeOf(w)];
  const group = n.int('group', 1);
  const kernel = n.ints('kernel_shape', shape.slice(2));
  const rank = kernel.length;
  const stride = n.ints(
    'strides',
    kernel.map(() => 1),
  );
  const dilation = n.ints(
    'dilations',
    kernel.map(() => 1),
  );
  const extra = [
    ...n.ints(
      'output_padding',
      kernel.map(() => 0),
    ),
  ];
  const auto = n.text('auto_pad', 'NOTSET');
  const pads = n.ints('pads', new Array<number>(2 * rank).fill(0));
  let [before, after] = [pads.slice(0, rank), pads.slice(rank)];
  const full = size.map(
    (s, d) => stride[d] * (s - 1) + extra[d] + (kernel[d] - 1) * dilation[d] + 1,
  );
  const given = n.ints('output_shape', []);
  const wanted =
    given.length > 0
      ? given.slice(-rank)
      : auto.startsWith('SAME')
        ? size.map((s, d) => s * stride[d])
        : undefined;
  if (wanted) {
    const total = full.map((f, d) => Math.max(0, f - wanted[d]));
    const half = total.map((t) => t >> 1);
    const rest = total.map((t, d) => t - half[d]);
    [before, after] = auto === 'SAME_UPPER' ? [half, rest] : [rest, half];
    // What is missing after that is padding of the result.
    full.forEach((f, d) => {
      extra[d] += wanted[d] - (f - total[d]);
    });
  }
  // C, O/g, spatial… becomes O, spatial…, C/g.
  const grouped = [group, shape[0] / group, shape[1], ...shape.slice(2)];
  const split = n.folded('reshape', [w], {}, typeOf(w).withShape(grouped));
  const turned = n.folded('transpose', [split], { perm: [0, 2, ...range(3, 3 + rank), 1] });
  const spatial = rank === 1 ? [1, ...shape.slice(2)] : shape.slice(2);
  const filter = n.folded(
    'reshape',
    [turned],
    {},
    typeOf(w).withShape([group * shape[1], ...spatial, shape[0] / group]),
  );
  const window = { kernel, stride, dilation, before, after };
  return onPicture(n, x, (picture, suffix) =>
    n.op(`conv_transpose${suffix}`, [picture, filter, ...(n.has(2) ? [n.input(2)] : [])], {
      ...attributesOf(window),
      output_padding: rank === 1 ? [0, ...extra] : extra,
    }),
  );
}

/** Rows and columns behind the padding that a last, incomplete window reaches into. */
function ceilingOf(n: Node, w: Window, size: readonly number[]): number[] {
  if (!n.flag('ceil_mode')) return size.map(() => 0);
  return size.map((s, d) => {
    const reach = (w.kernel[d] - 1) * w.dilation[d] + 1;
    const room = s + w.before[d] + w.after[d] - reach;
    const steps = Math.ceil(room / w.stride[d]);
    // No window starts in the padding behind.
    const isInside = steps * w.stride[d] < s + w.before[d];
    return Math.max(0, (isInside ? steps : steps - 1) * w.stride[d] - room);
  });
}

function poolWindow(n: Node, x: Value): { window: Window; kernel: readonly number[] } {
  const size = shapeOf(x).slice(2);
  const window = windowOf(n, size, n.ints('kernel_shape'));
  const more = ceilingOf(n, window, size);
  return {
    window: { ...window, after: window.after.map((a, d) => a + more[d]) },
    kernel: window.kernel,
  };
}

const liftKernel = (kernel: readonly number[]) => (kernel.length === 1 ? [1, ...kernel] : kernel);

function averageOver(n: Node, x: Value, countsPadding: boolean): Value {
  const size = shapeOf(x).slice(2);
  const { window, kernel } = poolWindow(n, x);
  let w = window;
  let picture = x;
  if (countsPadding) {
    // Padding that counts is elements; what a window reaches behind it still does not.
    const plain = windowOf(n, size, kernel);
    picture = padded(n, x, [0, 0, ...plain.before], [0, 0, ...plain.after]);
    w = {
      ...window,
      before: kernel.map(() => 0),
      after: window.after.map((a, d) => a - plain.after[d]),
    };
  }
  return onPicture(n, picture, (p, suffix) =>
    n.op(`avg_pool${suffix}`, [p], { kernel: liftKernel(kernel), ...attributesOf(w) }),
  );
}

function maxPool(n: Node): readonly Value[] {
  const x = n.input(0);
  const { window, kernel } = poolWindow(n, x);
  const attributes = { kernel: liftKernel(kernel), ...attributesOf(window) };
  const y = onPicture(n, x, (p, suffix) => n.op(`max_pool${suffix}`, [p], attributes));
  if (!n.wants(1)) return [y];
  const isColumnMajor = n.flag('storage_order');
  const indices = onPicture(n, x, (p) => {
    const shape = shapeOf(n.op(`max_pool${kernel.length === 3 ? '3d' : '2d'}`, [p], attributes));
    return n.op(
      'max_pool_indices',
      [p],
      { ...attributes, column_major: isColumnMajor },
      typeOf(p).withShape(shape).withElementType(I64),
    );
  });
  // The format counts through all planes.
  const [batch, channels] = shapeOf(x);
  const plane = product(shapeOf(x).slice(2));
  const starts = range(0, batch * channels).map((i) => i * plane);
  const ones = shapeOf(x)
    .slice(2)
    .map(() => 1);
  return [y, n.op('add', [indices, n.int64s(starts, [batch, channels, ...ones])])];
}

function maxUnpool(n: Node): Value {
  const [x, indices] = [n.input(0), n.input(1)];
  const shape = shapeOf(x);
  const kernel = n.ints('kernel_shape');
  const stride = n.ints(
    'strides',
    kernel.map(() => 1),
  );
  const pads = n.ints('pads', new Array<number>(2 * kernel.length).fill(0));
  const inferred = kernel.map(
    (k, d) => (shape[d + 2] - 1) * stride[d] - pads[d] - pads[kernel.length + d] + k,
  );
  const inner = [shape[0], shape[1], ...inferred];
  const zeros = n.op('broadcast_to', [n.scalar(0, x)], {}, typeOf(x).withShape([product(inner)]));
  const flat = [product(shape)];
  const spread = n.op('scatter_elements', [zeros, n.reshape(indices, flat), n.reshape(x, flat)], {
    axis: i64(0),
  });
  const y = n.reshape(spread, inner);
  if (!n.has(2)) return y;
  const wanted = n.constInts(2);
  return padded(
    n,
    y,
    inner.map(() => 0),
    wanted.map((d, i) => d - inner[i]),
  );
}

/** Σ |x|^p over a window, then the p-th root: a mean times the number of taps. */
function lpPool(n: Node): Value {
  const x = n.input(0);
  const p = n.int('p', 2);
  const powers = n.op('pow', [n.op('abs', [x]), n.scalar(p, x)]);
  const mean = averageOver(n, powers, true);
  const taps = product(n.ints('kernel_shape'));
  return n.op('pow', [n.op('mul', [mean, n.scalar(taps, mean)]), n.scalar(1 / p, mean)]);
}

const globalPool =
  (reduction: string): Row =>
  (n) => {
    const x = n.input(0);
    return n.reduce(reduction, x, range(2, shapeOf(x).length), true);
  };

function globalLpPool(n: Node): Value {
  const x = n.input(0);
  const p = n.int('p', 2);
  const powers = n.op('pow', [n.op('abs', [x]), n.scalar(p, x)]);
  const sum = n.reduce('reduce_sum', powers, range(2, shapeOf(x).length), true);
  return n.op('pow', [sum, n.scalar(1 / p, sum)]);
}

function deformConv(n: Node): Value {
  const [x, w, offset] = [n.input(0), n.input(1), n.input(2)];
  const size = shapeOf(x).slice(2);
  const groups = n.int('offset_group', 1);
  const window = windowOf(n, size, n.ints('kernel_shape', shapeOf(w).slice(2)));
  const last = n.channelsLast(offset);
  const places = shapeOf(last).slice(0, 3);
  const taps = groups * product(window.kernel);
  const mask = n.has(4)
    ? n.channelsLast(n.input(4))
    : n.op('broadcast_to', [n.scalar(1, x)], {}, typeOf(x).withShape([...places, taps]));
  const bias =
    n.optional(3) ??
    n.op('broadcast_to', [n.scalar(0, x)], {}, typeOf(x).withShape([shapeOf(w)[0]]));
  const y = n.op('deform_conv2d', [n.channelsLast(x), filterOf(n, w), last, mask, bias], {
    ...attributesOf(window),
    offset_groups: i64(groups),
  });
  return n.channelsFirst(y);
}

function col2im(n: Node): Value {
  const [size, kernel] = [n.constInts(1), n.constInts(2)];
  const window = windowOf(n, size, kernel);
  const attributes = { size, kernel, stride: window.stride, dilation: window.dilation };
  return n.op('col2im', [n.input(0)], {
    ...attributes,
    padding: [...window.before, ...window.after],
  });
}

/** Zero-point of a quantized operand taken off, in 32 bits. */
export function centred(
  n: Node,
  x: Value,
  zeroPoint: Value | undefined,
  shape?: readonly number[],
): Value {
  const wide = n.cast(x, I32);
  if (!zeroPoint) return wide;
  const zero = n.cast(zeroPoint, elementOf(wide));
  return n.op('sub', [wide, shape ? n.reshape(zero, shape) : zero]);
}

function convInteger(n: Node): Value {
  const x = centred(n, n.input(0), n.optional(2));
  const zero = n.optional(3);
  const perChannel =
    zero && product(shapeOf(zero)) > 1
      ? [
          shapeOf(zero)[0],
          ...shapeOf(n.input(1))
            .slice(1)
            .map(() => 1),
        ]
      : undefined;
  return convolution(n, x, centred(n, n.input(1), zero, perChannel), undefined);
}

export const window: Rows = {
  AveragePool: (n) => averageOver(n, n.input(0), n.flag('count_include_pad')),
  Col2Im: col2im,
  Conv: (n) => convolution(n, n.input(0), n.input(1), n.optional(2)),
  ConvInteger: convInteger,
  ConvTranspose: convTranspose,
  DeformConv: deformConv,
  GlobalAveragePool: globalPool('mean'),
  GlobalLpPool: globalLpPool,
  GlobalMaxPool: globalPool('reduce_max'),
  LpPool: lpPool,
  MaxPool: maxPool,
  MaxUnpool: maxUnpool,
};
