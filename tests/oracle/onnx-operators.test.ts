// Operators of every version, one by one, against ONNX Runtime on the same small models.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../dialects/index.js';
import { difference, importModel } from '../../driver/index.js';
import { interpret, type Tensor } from '../../interpreter/index.js';
import {
  attributes,
  int,
  model,
  node,
  noise,
  part,
  type TYPES,
  tensor,
  text,
  value,
} from '../support/onnx-writer.js';

const runtime = await import('onnxruntime-node').catch(() => undefined);
if (!runtime) console.log('skipped: onnxruntime-node is not installed');

type ElementType = keyof typeof TYPES;
interface Input {
  readonly t: ElementType;
  readonly dims: readonly number[];
  readonly data: Float32Array | Uint8Array | Int8Array | Int32Array | BigInt64Array;
}

const { int: I, ints: IS } = attributes;
const fl = (name: string, x: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(x);
  return part(5, [...part(1, text(name)), 0x15, ...bytes, ...int(20, 1)]);
};
const st = (name: string, s: string) =>
  part(5, [...part(1, text(name)), ...part(4, text(s)), ...int(20, 3)]);
const f = (dims: readonly number[], seed = 1, scale = 1): Input => ({
  t: 'f32',
  dims,
  data: Float32Array.from(
    noise(
      dims.reduce((a, b) => a * b, 1),
      seed,
    ),
    (v) => v * scale,
  ),
});
const i64 = (values: readonly number[], dims: readonly number[] = [values.length]): Input => ({
  t: 'i64',
  dims,
  data: BigInt64Array.from(values, BigInt),
});
const i32 = (values: readonly number[], dims: readonly number[] = [values.length]): Input => ({
  t: 'i32',
  dims,
  data: Int32Array.from(values),
});

/** Operator, version, inputs, attributes, number of outputs, inputs that are constants of the model. */
type Case = readonly [
  op: string,
  opset: number,
  inputs: readonly (Input | null)[],
  attrs: readonly (readonly number[])[],
  outputs?: number,
  constants?: readonly number[],
];

const CASES: readonly Case[] = [
  ['Gelu', 20, [f([2, 5])], []],
  ['Gelu', 20, [f([2, 5])], [st('approximate', 'tanh')]],
  ['Mish', 18, [f([2, 5])], []],
  ['Swish', 24, [f([2, 5])], [fl('alpha', 1.5)]],
  ['RMSNormalization', 23, [f([2, 3, 4]), f([4], 2)], []],
  ['RMSNormalization', 23, [f([2, 3, 4]), f([3, 4], 2)], [I('axis', 1)]],
  ['GroupNormalization', 18, [f([2, 4, 3, 3]), f([2], 2), f([2], 3)], [I('num_groups', 2)]],
  ['GroupNormalization', 21, [f([2, 4, 3, 3]), f([4], 2), f([4], 3)], [I('num_groups', 2)]],
  ['LayerNormalization', 17, [f([2, 3, 4]), f([4], 2), f([4], 3)], []],
  ['RotaryEmbedding', 23, [f([2, 4, 3, 8]), f([2, 3, 4], 2), f([2, 3, 4], 3)], []],
  [
    'RotaryEmbedding',
    23,
    [f([2, 3, 32]), f([50, 4], 2), f([50, 4], 3), i64([0, 1, 2, 3, 4, 5], [2, 3])],
    [I('num_heads', 4)],
  ],
  [
    'RotaryEmbedding',
    23,
    [f([2, 4, 3, 8]), f([2, 3, 4], 2), f([2, 3, 4], 3)],
    [I('interleaved', 1)],
  ],
  ['Attention', 23, [f([2, 3, 4, 8]), f([2, 3, 6, 8], 2), f([2, 3, 6, 8], 3)], []],
  ['Attention', 23, [f([2, 3, 4, 8]), f([2, 3, 6, 8], 2), f([2, 3, 6, 8], 3)], [I('is_causal', 1)]],
  [
    'Attention',
    23,
    [f([2, 4, 24]), f([2, 6, 24], 2), f([2, 6, 24], 3)],
    [I('q_num_heads', 3), I('kv_num_heads', 3)],
  ],
  ['Attention', 23, [f([2, 4, 4, 8]), f([2, 2, 6, 8], 2), f([2, 2, 6, 8], 3)], []],
  [
    'Attention',
    23,
    [f([2, 3, 4, 8]), f([2, 3, 6, 8], 2), f([2, 3, 6, 8], 3), f([4, 6], 5)],
    [fl('softcap', 2), fl('scale', 0.1)],
  ],
  [
    'Attention',
    23,
    [
      f([2, 3, 4, 8]),
      f([2, 3, 6, 8], 2),
      f([2, 3, 6, 8], 3),
      null,
      f([2, 3, 5, 8], 6),
      f([2, 3, 5, 8], 7),
    ],
    [],
    3,
  ],
  ['AffineGrid', 20, [f([2, 2, 3]), i64([2, 3, 5, 6])], [], 1, [1]],
  ['AffineGrid', 20, [f([2, 2, 3]), i64([2, 3, 5, 6])], [I('align_corners', 1)], 1, [1]],
  ['AffineGrid', 20, [f([1, 3, 4]), i64([1, 3, 2, 3, 4])], [], 1, [1]],
  ['GridSample', 20, [f([1, 2, 4, 5]), f([1, 3, 3, 2], 2, 1.2)], [st('mode', 'linear')]],
  [
    'GridSample',
    20,
    [f([1, 2, 3, 4, 5]), f([1, 2, 3, 3, 3], 2, 1.2)],
    [st('mode', 'linear'), st('padding_mode', 'border')],
  ],
  [
    'GridSample',
    16,
    [f([1, 2, 4, 5]), f([1, 3, 3, 2], 2, 1.4)],
    [st('mode', 'bicubic'), st('padding_mode', 'reflection')],
  ],
  [
    'GridSample',
    16,
    [f([1, 2, 4, 5]), f([1, 3, 3, 2], 2, 1.4)],
    [st('mode', 'nearest'), st('padding_mode', 'reflection'), I('align_corners', 1)],
  ],
  ['Col2Im', 18, [f([1, 8, 4]), i64([3, 3]), i64([2, 2])], [], 1, [1, 2]],
  [
    'Col2Im',
    18,
    [f([1, 4, 9]), i64([5, 5]), i64([2, 2])],
    [IS('strides', [2, 2]), IS('pads', [0, 0, 1, 1])],
    1,
    [1, 2],
  ],
  [
    'DeformConv',
    19,
    [f([1, 2, 5, 5]), f([3, 2, 2, 2], 2), f([1, 8, 4, 4], 3), f([3], 4), f([1, 4, 4, 4], 5)],
    [],
  ],
  [
    'DeformConv',
    19,
    [f([1, 4, 5, 5]), f([2, 2, 2, 2], 2), f([1, 16, 4, 4], 3)],
    [I('group', 2), I('offset_group', 2)],
  ],
  [
    'Resize',
    19,
    [f([1, 2, 4, 4]), null, { t: 'f32', dims: [4], data: Float32Array.of(1, 1, 0.6, 0.6) }],
    [st('mode', 'linear'), I('antialias', 1)],
    1,
    [2],
  ],
  [
    'Resize',
    19,
    [f([1, 2, 4, 4]), null, { t: 'f32', dims: [4], data: Float32Array.of(1, 1, 0.6, 0.6) }],
    [st('mode', 'cubic'), I('antialias', 1)],
    1,
    [2],
  ],
  [
    'Resize',
    18,
    [f([1, 2, 4, 4]), null, { t: 'f32', dims: [2], data: Float32Array.of(1.5, 2.5) }],
    [st('mode', 'cubic'), IS('axes', [2, 3])],
    1,
    [2],
  ],
  [
    'Resize',
    18,
    [f([1, 2, 4, 4]), null, null, i64([7, 9])],
    [st('mode', 'linear'), IS('axes', [2, 3]), st('keep_aspect_ratio_policy', 'not_larger')],
    1,
    [3],
  ],
  [
    'Resize',
    19,
    [f([1, 2, 4, 4]), null, { t: 'f32', dims: [4], data: Float32Array.of(1, 1, 2.3, 2.3) }],
    [st('mode', 'linear'), st('coordinate_transformation_mode', 'half_pixel_symmetric')],
    1,
    [2],
  ],
  [
    'Resize',
    13,
    [f([1, 2, 4, 4]), null, { t: 'f32', dims: [4], data: Float32Array.of(1, 1, 2.3, 0.7) }],
    [st('mode', 'nearest'), st('nearest_mode', 'ceil')],
    1,
    [2],
  ],
  ['BitwiseAnd', 18, [i32([5, 7, -3]), i32([3, 12, 9])], []],
  ['BitwiseXor', 18, [i32([5, 7, -3]), i32([3, 12, 9])], []],
  ['BitwiseNot', 18, [i32([5, 7, -3])], []],
  ['ReduceMax', 18, [f([2, 3, 4]), i64([1])], [], 1, [1]],
  ['ReduceMean', 18, [f([2, 3, 4]), i64([-1, 0])], [I('keepdims', 0)], 1, [1]],
  ['ReduceL2', 18, [f([2, 3, 4]), i64([1])], [], 1, [1]],
  ['ReduceLogSumExp', 18, [f([2, 3, 4]), i64([2])], [I('keepdims', 0)], 1, [1]],
  ['ReduceSumSquare', 18, [f([2, 3, 4])], []],
  ['ReduceProd', 18, [f([2, 3]), i64([], [0])], [I('noop_with_empty_axes', 1)], 1, [1]],
  ['CenterCropPad', 18, [f([5, 6]), i64([3, 9])], [], 1, [1]],
  ['CenterCropPad', 18, [f([5, 6]), i64([4])], [IS('axes', [0])], 1, [1]],
  ['Pad', 18, [f([3, 4]), i64([1, 2]), null, i64([1])], [st('mode', 'reflect')], 1, [1, 3]],
  ['Pad', 19, [f([3, 4]), i64([1, 2, 3, 1])], [st('mode', 'wrap')], 1, [1]],
  ['Pad', 13, [f([3, 4]), i64([-1, 2, 0, 1])], [], 1, [1]],
  ['Split', 18, [f([7, 2])], [I('num_outputs', 3)], 3],
  [
    'LpPool',
    18,
    [f([1, 2, 5, 5])],
    [IS('kernel_shape', [3, 3]), IS('pads', [1, 1, 1, 1]), IS('strides', [2, 2])],
  ],
  ['LpPool', 18, [f([1, 2, 5, 5])], [IS('kernel_shape', [2, 2]), I('p', 3)]],
  [
    'AveragePool',
    19,
    [f([1, 2, 7, 7])],
    [
      IS('kernel_shape', [3, 3]),
      IS('strides', [2, 2]),
      IS('pads', [1, 1, 1, 1]),
      I('ceil_mode', 1),
      I('count_include_pad', 1),
    ],
  ],
  [
    'AveragePool',
    19,
    [f([1, 2, 7, 7])],
    [IS('kernel_shape', [2, 2]), IS('dilations', [2, 2]), I('ceil_mode', 1), IS('strides', [3, 3])],
  ],
  [
    'MaxPool',
    12,
    [f([1, 2, 7, 7])],
    [IS('kernel_shape', [3, 3]), IS('strides', [2, 2]), I('ceil_mode', 1)],
    2,
  ],
  ['MaxPool', 12, [f([1, 2, 7])], [IS('kernel_shape', [3]), IS('strides', [2])]],
  ['MaxPool', 12, [f([1, 2, 5, 5])], [IS('kernel_shape', [3, 3]), I('storage_order', 1)], 2],
  [
    'ScatterElements',
    18,
    [f([3, 4]), i64([0, 2, 1, 0, 2, 2], [2, 3]), f([2, 3], 4)],
    [st('reduction', 'max')],
  ],
  ['ScatterND', 18, [f([4, 2]), i64([1, 1, 3], [3, 1]), f([3, 2], 2)], [st('reduction', 'min')]],
  ['ScatterND', 16, [f([4, 2]), i64([1, 1, 3], [3, 1]), f([3, 2], 2)], [st('reduction', 'add')]],
  ['HardSwish', 14, [f([2, 5], 1, 5)], []],
  ['Trilu', 14, [f([3, 4])], [I('upper', 0)]],
  ['Einsum', 12, [f([2, 3, 4]), f([2, 4, 5], 2)], [st('equation', 'bij,bjk->bik')]],
  ['Einsum', 12, [f([2, 3, 4]), f([4, 5], 2)], [st('equation', '...j,jk->...k')]],
  [
    'ConvTranspose',
    11,
    [f([1, 4, 3, 3]), f([4, 2, 3, 3], 2), f([4], 3)],
    [I('group', 2), IS('strides', [2, 2]), IS('pads', [1, 0, 1, 0]), IS('output_padding', [1, 1])],
  ],
  [
    'ConvTranspose',
    11,
    [f([1, 2, 5]), f([2, 3, 3], 2)],
    [IS('strides', [2]), st('auto_pad', 'SAME_UPPER')],
  ],
  [
    'ConvTranspose',
    11,
    [f([1, 1, 3, 3]), f([1, 1, 3, 3], 2)],
    [IS('strides', [3, 2]), IS('output_shape', [10, 8])],
  ],
  [
    'Conv',
    11,
    [f([1, 4, 6, 6]), f([6, 2, 3, 3], 2), f([6], 3)],
    [I('group', 2), IS('dilations', [2, 2])],
  ],
  ['Conv', 11, [f([1, 4, 6]), f([8, 1, 3], 2)], [I('group', 4), IS('pads', [1, 1])]],
  ['Conv', 11, [f([1, 2, 4, 5, 6]), f([3, 2, 2, 2, 2], 2)], []],
  ['Conv', 11, [f([1, 1, 5, 5]), f([1, 1, 2, 2], 2)], [st('auto_pad', 'SAME_LOWER')]],
  [
    'LSTM',
    14,
    [
      f([3, 2, 4]),
      f([2, 20, 4], 2, 0.3),
      f([2, 20, 5], 3, 0.3),
      f([2, 40], 4),
      i32([2, 3]),
      f([2, 2, 5], 5),
      f([2, 2, 5], 6),
      f([2, 15], 7),
    ],
    [I('hidden_size', 5), st('direction', 'bidirectional')],
    3,
  ],
  [
    'GRU',
    14,
    [
      f([3, 2, 4]),
      f([1, 15, 4], 2, 0.3),
      f([1, 15, 5], 3, 0.3),
      f([1, 30], 4),
      null,
      f([1, 2, 5], 5),
    ],
    [I('hidden_size', 5), st('direction', 'reverse'), I('linear_before_reset', 1)],
    2,
  ],
  ['RNN', 14, [f([3, 2, 4]), f([1, 5, 4], 2, 0.3), f([1, 5, 5], 3, 0.3)], [I('hidden_size', 5)], 2],
  [
    'MaxRoiPool',
    1,
    [
      f([1, 2, 8, 8]),
      { t: 'f32', dims: [2, 5], data: Float32Array.of(0, 1, 1, 5, 6, 0, 0, 2, 7, 7) },
    ],
    [IS('pooled_shape', [2, 3])],
  ],
  [
    'RoiAlign',
    16,
    [
      f([1, 2, 8, 8]),
      { t: 'f32', dims: [2, 4], data: Float32Array.of(1, 1, 5, 6, 0, 2, 7, 7) },
      i64([0, 0]),
    ],
    [I('output_height', 2), I('output_width', 3), I('sampling_ratio', 2), st('mode', 'max')],
  ],
  ['TopK', 11, [f([3, 5]), i64([2])], [I('axis', 0), I('largest', 0)], 2, [1]],
  ['CumSum', 14, [f([3, 4]), i64([1], [])], [I('exclusive', 1), I('reverse', 1)], 1, [1]],
  ['DFT', 20, [f([1, 8, 1]), null, i64([1], [])], [I('onesided', 1)], 1, [2]],
  ['STFT', 17, [f([1, 32, 1]), i64([8], []), null, i64([16], [])], [], 1, [1, 3]],
  [
    'DequantizeLinear',
    21,
    [
      { t: 'i8', dims: [4, 6], data: Int8Array.from({ length: 24 }, (_, k) => k * 5 - 60) },
      f([4, 3], 2, 0.1),
    ],
    [I('axis', 1), I('block_size', 2)],
  ],
  [
    'QuantizeLinear',
    13,
    [
      f([3, 4], 1, 3),
      { t: 'f32', dims: [4], data: Float32Array.of(0.1, 0.2, 0.05, 0.03) },
      { t: 'u8', dims: [4], data: Uint8Array.of(1, 128, 7, 200) },
    ],
    [I('axis', 1)],
  ],
  [
    'MatMulInteger',
    10,
    [
      { t: 'u8', dims: [2, 3], data: Uint8Array.of(1, 2, 3, 250, 5, 6) },
      { t: 'i8', dims: [3, 2], data: Int8Array.of(1, -2, 3, 4, -5, 6) },
      { t: 'u8', dims: [], data: Uint8Array.of(12) },
    ],
    [],
  ],
  ['LpNormalization', 1, [f([2, 3])], [I('p', 1)]],
  ['Det', 11, [f([2, 3, 3])], []],
  ['InstanceNormalization', 6, [f([2, 3, 4, 4]), f([3], 2), f([3], 3)], []],
  ['MeanVarianceNormalization', 13, [f([2, 3, 4, 4])], []],
  ['Celu', 12, [f([2, 3])], [fl('alpha', 2)]],
  ['Shrink', 9, [f([2, 5])], [fl('lambd', 0.3), fl('bias', 0.1)]],
  ['ThresholdedRelu', 10, [f([2, 5])], [fl('alpha', 0.2)]],
  ['PRelu', 16, [f([1, 3, 2, 2]), f([3, 1, 1], 2)], []],
  ['Clip', 13, [f([2, 5]), null, { t: 'f32', dims: [], data: Float32Array.of(0.2) }], []],
  ['OneHot', 11, [i64([0, 3, -1]), i64([4], [1]), f([2], 3)], [I('axis', 0)], 1, [1]],
  ['NonZero', 13, [f([2, 3])], []],
  ['Unique', 11, [i64([3, 1, 3, 2, 1])], [I('sorted', 0)], 4],
  [
    'Compress',
    11,
    [f([3, 2]), { t: 'bool', dims: [3], data: Uint8Array.of(1, 0, 1) }],
    [I('axis', 0)],
  ],
  ['TensorScatter', 24, [f([2, 3, 6, 4]), f([2, 3, 2, 4], 2), i64([1, 3])], [I('axis', 2)]],
  ['Softmax', 11, [f([2, 3, 4])], [I('axis', 1)]],
  ['Hardmax', 13, [f([2, 3, 4])], [I('axis', 1)]],
  ['LogSoftmax', 13, [f([2, 3, 4])], [I('axis', 1)]],
  [
    'BatchNormalization',
    15,
    [
      f([2, 3, 4]),
      f([3], 2),
      f([3], 3),
      f([3], 4),
      { t: 'f32', dims: [3], data: Float32Array.of(1, 2, 3) },
    ],
    [],
  ],
  ['LRN', 13, [f([1, 5, 2, 2])], [I('size', 3)]],
  [
    'Gemm',
    13,
    [f([3, 2]), f([4, 3], 2), f([2, 4], 3)],
    [I('transA', 1), I('transB', 1), fl('alpha', 0.5), fl('beta', 2)],
  ],
  ['DepthToSpace', 13, [f([1, 8, 2, 3])], [I('blocksize', 2), st('mode', 'CRD')]],
  ['SpaceToDepth', 13, [f([1, 2, 4, 6])], [I('blocksize', 2)]],
  ['GatherND', 12, [f([2, 3, 4]), i64([0, 1, 2, 0], [2, 2, 1])], [I('batch_dims', 1)]],
  ['ReverseSequence', 10, [f([4, 3]), i64([1, 2, 4])], [I('time_axis', 0), I('batch_axis', 1)]],
  ['NegativeLogLikelihoodLoss', 13, [f([3, 5]), i64([1, 2, 4]), f([5], 3)], []],
  ['SoftmaxCrossEntropyLoss', 13, [f([3, 5]), i64([1, 2, 4])], []],
];

const RUNTIME_TYPES: Partial<
  Record<ElementType, 'float32' | 'int64' | 'int32' | 'uint8' | 'int8' | 'bool'>
> = {
  f32: 'float32',
  i64: 'int64',
  i32: 'int32',
  u8: 'uint8',
  i8: 'int8',
  bool: 'bool',
};

for (const [number, [op, opset, inputs, attrs, outputs = 1, constants = []]] of CASES.entries()) {
  if (!runtime) break;
  test(`${op} ${opset} (${number})`, async () => {
    const given = inputs.flatMap((x, i) =>
      x ? [{ ...x, name: `i${i}`, isConstant: constants.includes(i) }] : [],
    );
    const fed = given.filter((x) => !x.isConstant);
    const names = Array.from({ length: outputs }, (_, i) => `o${i}`);
    const bytes = model(
      {
        nodes: [
          node(
            op,
            inputs.map((x, i) => (x ? `i${i}` : '')),
            names,
            attrs,
          ),
        ],
        tensors: given.filter((x) => x.isConstant).map((x) => tensor(x.name, x.t, x.dims, x.data)),
        inputs: fed.map((x) => value(x.name, x.t, x.dims)),
        outputs: names.map((name) => part(1, text(name))),
      },
      opset,
    );
    const session = await runtime.InferenceSession.create(bytes, {
      logSeverityLevel: 4,
      graphOptimizationLevel: 'disabled',
    });
    const feeds = Object.fromEntries(
      fed.map((x) => [
        x.name,
        new runtime.Tensor(RUNTIME_TYPES[x.t]!, x.data as Float32Array, [...x.dims]),
      ]),
    );
    const wanted = await session.run(feeds);
    const { module } = await importModel(await createContext(), bytes, 'operator.onnx');
    const results = interpret(
      module,
      fed.map((x) => ({ shape: x.dims, data: x.data })),
    );
    names.forEach((name, i) => {
      const { dims, data } = wanted[name];
      assert.equal(results[i].shape, dims);
      const tolerance = { relative: 1e-3, absolute: 1e-4 };
      assert.is(difference(results[i], { shape: dims, data } as Tensor, tolerance), undefined);
    });
  });
}

test.run();
