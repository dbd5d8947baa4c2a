/** Windows, matrix products and resampling. float32 over two dimensions is in the order of TensorFlow
 * Lite's reference kernels, each operation rounded; the others sum in double precision. */
import { einsumTerms } from '../../dialects/common/index.js';
import {
  activationRangeF32,
  averagePool2dF32,
  averagePoolNd,
  col2imNd,
  conv2dF32,
  convNd,
  convTransposeNd,
  deformConvInto,
  depthwiseConv2dF32,
  determinant,
  einsumInto,
  fullyConnectedF32,
  gridSampleInto,
  isBig,
  matmulInto,
  maxPool2dF32,
  maxPoolIndicesNd,
  maxPoolNd,
  maxRoiPoolInto,
  type NumberArray,
  resizeInto,
  roiAlignInto,
  type Shape,
  type TensorArray,
  toNumbers,
} from '../../kernels/index.js';
import {
  type Call,
  type ElementArray,
  flag,
  float,
  InterpreterError,
  int,
  ints,
  type Semantics,
  text,
} from '../call.js';
import { activationOf, convShape, windowShape } from '../windows.js';
import {
  activate,
  data,
  filled,
  floats,
  numbers,
  optionalNumbers,
  outShape,
  result,
  shape,
  windowNd,
} from './support.js';

const rangeOf = (call: Call) => activationRangeF32(activationOf(call));
const areF32 = (call: Call, out: TensorArray): out is Float32Array =>
  out instanceof Float32Array && call.inputs.every(({ data: d }) => d instanceof Float32Array);
const f32 = (call: Call, i: number) => call.inputs[i]?.data as Float32Array;

type ConvKernel = typeof convNd;

function convolution(kernel: ConvKernel): Semantics {
  return (call) => {
    const filter = shape(call, 1);
    const out = filled(call, (to) => {
      const w = windowNd(call, filter.slice(1, -1));
      const bias = optionalNumbers(call, 2);
      kernel(
        shape(call, 0),
        filter,
        outShape(call),
        w,
        numbers(call, 0),
        numbers(call, 1),
        bias,
        to,
      );
    });
    activate(call, out);
    return [out];
  };
}

type PoolKernel = (call: Call, to: NumberArray) => void;

function pooling(kernel: PoolKernel): Semantics {
  return (call) => {
    const out = filled(call, (to) => kernel(call, to));
    activate(call, out);
    return [out];
  };
}

const averagePool = pooling((call, to) =>
  averagePoolNd(
    shape(call, 0),
    outShape(call),
    windowNd(call, ints(call, 'kernel')),
    numbers(call, 0),
    to,
  ),
);

/** Where a window has no tap inside: less than every value of the element type. */
function lowestOf(out: TensorArray): number {
  if (isBig(out) || out instanceof Float32Array || out instanceof Float64Array)
    return -3.4028234663852886e38;
  return /^Uint/.test(out.constructor.name) ? 0 : -(2 ** (8 * out.BYTES_PER_ELEMENT - 1));
}

const maxPool = pooling((call, to) => {
  const w = windowNd(call, ints(call, 'kernel'));
  maxPoolNd(shape(call, 0), outShape(call), w, lowestOf(result(call)), numbers(call, 0), to);
});

const isDense = (call: Call) => ints(call, 'dilation').every((d) => d === 1);

/** Products whose places an einsum may hold at once. */
const MAX_PRODUCTS = 2 ** 27;

export const window: Record<string, Semantics> = {
  avg_pool2d(call) {
    const out = result(call);
    if (!areF32(call, out) || !isDense(call)) return averagePool(call);
    const [kh, kw] = ints(call, 'kernel');
    averagePool2dF32(windowShape(call, kh, kw), rangeOf(call), f32(call, 0), out);
    return [out];
  },

  avg_pool3d: averagePool,

  col2im(call) {
    const [size, kernel, padding] = [
      ints(call, 'size'),
      ints(call, 'kernel'),
      ints(call, 'padding'),
    ];
    const w = windowNd(call, kernel);
    const rank = size.length;
    const blocks = size.map((s, d) =>
      Math.floor(
        (s + padding[d] + padding[rank + d] - (kernel[d] - 1) * w.dilation[d] - 1) / w.stride[d] +
          1,
      ),
    );
    return [
      filled(call, (to) => col2imNd(outShape(call)[1], size, blocks, w, numbers(call, 0), to)),
    ];
  },

  conv2d(call) {
    const out = result(call);
    if (!areF32(call, out)) return convolution(convNd)(call);
    const groups = shape(call, 0)[3] / shape(call, 1)[3];
    conv2dF32(
      { ...convShape(call), groups },
      rangeOf(call),
      f32(call, 0),
      f32(call, 1),
      f32(call, 2),
      out,
    );
    return [out];
  },

  conv3d: convolution(convNd),
  conv_transpose2d: convolution(convTransposeNd),
  conv_transpose3d: convolution(convTransposeNd),

  deform_conv2d(call) {
    const { stride, dilation, before } = windowNd(call, shape(call, 1).slice(1, 3));
    const p = { stride, dilation, before, offsetGroups: int(call, 'offset_groups') };
    const operands = [0, 1, 2, 3, 4].map((i) => numbers(call, i));
    return [
      filled(call, (to) =>
        deformConvInto(p, shape(call, 0), shape(call, 1), outShape(call), operands, to),
      ),
    ];
  },

  depthwise_conv2d(call) {
    const sizes = convShape(call);
    const p = { ...sizes, depthMultiplier: sizes.ofmChannels / sizes.ifmChannels };
    const operand = (i: number) =>
      call.inputs.length > i ? Float32Array.from(numbers(call, i)) : undefined;
    const out = filled(call, (to) => {
      const sums = to instanceof Float32Array ? to : new Float32Array(to.length);
      depthwiseConv2dF32(p, rangeOf(call), operand(0)!, operand(1)!, operand(2), sums);
      if (sums !== to) to.set(sums);
    });
    return [out];
  },

  det(call) {
    const size = shape(call, 0).at(-1)!;
    const from = numbers(call, 0);
    return [
      filled(call, (to) => {
        for (let i = 0; i < to.length; i++) to[i] = determinant(from, i * size * size, size);
      }),
    ];
  },

  einsum(call) {
    const shapes = call.inputTypes.map((t) => t.shape);
    const { inputs, output } = einsumTerms(
      text(call, 'equation'),
      shapes.map((s) => s.length),
    );
    const sizes = new Map(inputs.flatMap((term, i) => term.map((l, d) => [l, shapes[i][d]])));
    const products = [...sizes.values()].reduce((n, d) => n * d, 1);
    if (products > MAX_PRODUCTS) {
      throw new InterpreterError(`an einsum of ${products} products is too large to be run`);
    }
    const out = result(call);
    einsumInto(
      inputs,
      output,
      shapes,
      call.inputs.map((t) => t.data),
      out,
    );
    return [out];
  },

  fully_connected(call) {
    const [outputs, inputs] = shape(call, 1);
    const out = result(call);
    const p = { batches: call.inputs[0].data.length / inputs, inputs, outputs };
    if (areF32(call, out)) {
      fullyConnectedF32(p, rangeOf(call), f32(call, 0), f32(call, 1), f32(call, 2), out);
      return [out];
    }
    const [x, w, b] = [numbers(call, 0), numbers(call, 1), optionalNumbers(call, 2)];
    const rows: ElementArray = filled(call, (to) => {
      for (let i = 0; i < to.length; i++) {
        const [n, o] = [Math.floor(i / outputs) * inputs, (i % outputs) * inputs];
        let total = b ? b[i % outputs] : 0;
        for (let k = 0; k < inputs; k++) total += x[n + k] * w[o + k];
        to[i] = total;
      }
    });
    activate(call, rows);
    return [rows];
  },

  grid_sample(call) {
    const p = {
      mode: text(call, 'mode'),
      border: text(call, 'border'),
      alignCorners: flag(call, 'align_corners'),
    };
    const places = shape(call, 1)
      .slice(1, -1)
      .reduce((n, d) => n * d, 1);
    const wide = (to: NumberArray) => {
      const sums = new Float64Array(to.length);
      gridSampleInto(p, shape(call, 0), places, numbers(call, 0), numbers(call, 1), sums);
      to.set(sums);
    };
    return [filled(call, wide)];
  },

  matmul(call) {
    const [a, b] = [shape(call, 0), shape(call, 1)];
    const rows = a.length > 1 ? a : [1, ...a];
    const columns = b.length > 1 ? b : [...b, 1];
    const [m, k, n] = [rows.at(-2)!, rows.at(-1)!, columns.at(-1)!];
    const batch = outShape(call).slice(
      0,
      outShape(call).length - (a.length > 1 ? 1 : 0) - (b.length > 1 ? 1 : 0),
    );
    const out = result(call);
    const sizes = [m, k, n] as const;
    const heads: [Shape, Shape] = [rows.slice(0, -2), columns.slice(0, -2)];
    if (isBig(out)) matmulInto(sizes, batch, ...heads, data(call, 0), data(call, 1), out);
    else matmulInto(sizes, batch, ...heads, numbers(call, 0), numbers(call, 1), out);
    return [out];
  },

  max_pool2d(call) {
    const out = result(call);
    if (!areF32(call, out) || !isDense(call)) return maxPool(call);
    const [kh, kw] = ints(call, 'kernel');
    maxPool2dF32(windowShape(call, kh, kw), rangeOf(call), f32(call, 0), out);
    return [out];
  },

  max_pool3d: maxPool,

  max_pool_indices(call) {
    const w = windowNd(call, ints(call, 'kernel'));
    const columnMajor = flag(call, 'column_major');
    return [
      filled(call, (to) =>
        maxPoolIndicesNd(shape(call, 0), outShape(call), w, columnMajor, numbers(call, 0), to),
      ),
    ];
  },

  max_roi_pool: (call) => [
    filled(call, (to) =>
      maxRoiPoolInto(
        ints(call, 'size'),
        float(call, 'spatial_scale'),
        shape(call, 0),
        numbers(call, 0),
        numbers(call, 1),
        to,
      ),
    ),
  ],

  resize(call) {
    const p = {
      scales: floats(call, 'scales'),
      roi: floats(call, 'roi'),
      mode: text(call, 'mode'),
      coordinates: text(call, 'coordinates'),
      nearest: text(call, 'nearest'),
      cubicA: float(call, 'cubic_a'),
      excludeOutside: flag(call, 'exclude_outside'),
      antialias: flag(call, 'antialias'),
      extrapolation: float(call, 'extrapolation'),
    };
    return [
      filled(call, (to) =>
        resizeInto(p, shape(call, 0), outShape(call), toNumbers(data(call, 0)), to),
      ),
    ];
  },

  roi_align(call) {
    const p = {
      size: ints(call, 'size'),
      spatialScale: float(call, 'spatial_scale'),
      samplingRatio: int(call, 'sampling_ratio'),
      isMax: text(call, 'mode') === 'max',
      halfPixel: flag(call, 'half_pixel'),
    };
    return [
      filled(call, (to) =>
        roiAlignInto(p, shape(call, 0), numbers(call, 0), numbers(call, 1), numbers(call, 2), to),
      ),
    ];
  },
};
