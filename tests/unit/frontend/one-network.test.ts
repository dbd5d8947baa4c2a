// One small network, written in Darknet's, ncnn's and Caffe's formats: the same outputs, which are
// those of plain loops.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { importModel } from '../../../driver/index.js';
import { interpret } from '../../../interpreter/index.js';
import { floats, message, number } from '../../support/protobuf.js';

const [CHANNELS, SIZE, WIDE] = [3, 8, 4];

let seed = 1;
const random = (length: number): Float32Array =>
  Float32Array.from({ length }, () => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return seed / 2 ** 32 - 0.5;
  });

// conv 3x3 stride 2 with batch norm and a leaky rectifier, a 1x1 convolution beside it, their sum,
// a maximum pooling, the pooled map enlarged and put behind the sum.
const W = {
  filter: random(WIDE * CHANNELS * 9),
  scale: random(WIDE).map((x) => x + 1),
  mean: random(WIDE),
  variance: random(WIDE).map((x) => x + 1),
  shift: random(WIDE),
  point: random(WIDE * WIDE),
  pointBias: random(WIDE),
};
const EPSILON = 1e-5;
const input = random(CHANNELS * SIZE * SIZE);

type Maps = readonly Float32Array[];

function conv(
  x: Maps,
  size: number,
  filter: Float32Array,
  outputs: number,
  k: number,
  stride: number,
): Float32Array[] {
  const out = Math.floor((size + 2 * (k >> 1) - k) / stride) + 1;
  return Array.from({ length: outputs }, (_, o) =>
    Float32Array.from({ length: out * out }, (_, at) => {
      let sum = 0;
      x.forEach((map, c) => {
        for (let ky = 0; ky < k; ky++) {
          for (let kx = 0; kx < k; kx++) {
            const y = Math.floor(at / out) * stride + ky - (k >> 1);
            const column = (at % out) * stride + kx - (k >> 1);
            if (y < 0 || y >= size || column < 0 || column >= size) continue;
            sum += map[y * size + column] * filter[((o * x.length + c) * k + ky) * k + kx];
          }
        }
      });
      return sum;
    }),
  );
}

function expected(): number[] {
  const maps = Array.from({ length: CHANNELS }, (_, c) => input.subarray(c * 64, (c + 1) * 64));
  const first = conv(maps, SIZE, W.filter, WIDE, 3, 2).map((map, c) =>
    map.map((x) => {
      const normal = (x - W.mean[c]) / Math.sqrt(W.variance[c] + EPSILON);
      const y = normal * W.scale[c] + W.shift[c];
      return y > 0 ? y : 0.1 * y;
    }),
  );
  const second = conv(first, 4, W.point, WIDE, 1, 1).map((map, c) =>
    map.map((x) => x + W.pointBias[c]),
  );
  const sum = second.map((map, c) => map.map((x, i) => x + first[c][i]));
  const pooled = sum.map((map) =>
    Float32Array.from({ length: 4 }, (_, i) => {
      const at = 8 * (i >> 1) + 2 * (i & 1);
      return Math.max(map[at], map[at + 1], map[at + 4], map[at + 5]);
    }),
  );
  const enlarged = pooled.map((map) =>
    Float32Array.from({ length: 16 }, (_, i) => map[2 * (i >> 3) + ((i & 3) >> 1)]),
  );
  return [...enlarged, ...sum].flatMap((map) => [...map]);
}

const bytesOf = (...arrays: readonly (Float32Array | Uint32Array)[]): Uint8Array =>
  Buffer.concat(arrays.map((a) => new Uint8Array(a.buffer, a.byteOffset, a.byteLength)));

const darknet = {
  name: 'net.cfg',
  text: `[net]
width=8
height=8
channels=3

[convolutional]
batch_normalize=1
filters=4
size=3
stride=2
pad=1
activation=leaky

[convolutional]
filters=4
size=1
stride=1
pad=0
activation=linear

[shortcut]
from=-2
activation=linear

[maxpool]
size=2
stride=2
padding=0

[upsample]
stride=2

[route]
layers=-1,-3
`,
  // Major, minor, revision, and 64 bits of pictures seen.
  weights: bytesOf(
    Uint32Array.of(0, 2, 0, 0, 0),
    ...[W.shift, W.scale, W.mean, W.variance, W.filter],
    ...[W.pointBias, W.point],
  ),
};

const ncnn = {
  name: 'net.param',
  text: `7767517
11 13
Input            data     0 1 data 0=8 1=8 2=3
Convolution      conv1    1 1 data c1 0=4 1=3 3=2 4=1 5=0 6=108
BatchNorm        bn       1 1 c1 b1 0=4 1=1e-5
ReLU             leaky    1 1 b1 r1 0=0.1
Split            split    1 2 r1 r1a r1b
Convolution      conv2    1 1 r1a c2 0=4 1=1 5=1 6=16
BinaryOp         sum      2 1 c2 r1b s 0=0
Split            split2   1 2 s sa sb
Pooling          pool     1 1 sa p 0=0 1=2 2=2 5=1
Interp           up       1 1 p u 0=1 1=2.0 2=2.0
Concat           cat      2 1 u sb out 0=0
`,
  weights: bytesOf(
    ...[Uint32Array.of(0), W.filter],
    ...[W.scale, W.mean, W.variance, W.shift],
    ...[Uint32Array.of(0), W.point, W.pointBias],
  ),
};

const blob = (values: Float32Array, ...shape: number[]) =>
  message(7, floats(5, values), message(7, ...shape.map((d) => number(1, d))));
const layer = (name: string, type: string, ...blobs: Uint8Array[]) =>
  message(100, message(1, name), message(2, type), ...blobs);

const caffe = {
  name: 'net.prototxt',
  text: `name: "net"  # a comment
input: "data"
input_shape { dim: 1 dim: 3 dim: 8 dim: 8 }
layer { name: "conv1" type: "Convolution" bottom: "data" top: "conv1"
  convolution_param { num_output: 4 kernel_size: 3 stride: 2 pad: 1 bias_term: false } }
layer { name: "bn" type: "BatchNorm" bottom: "conv1" top: "conv1" batch_norm_param { eps: 1e-5 } }
layer { name: "scale" type: "Scale" bottom: "conv1" top: "conv1" scale_param { bias_term: true } }
layer { name: "leaky" type: "ReLU" bottom: "conv1" top: "conv1" relu_param { negative_slope: 0.1 } }
layer { name: "conv2" type: "Convolution" bottom: "conv1" top: "conv2"
  convolution_param { num_output: 4 kernel_size: 1 } }
layer { name: "sum" type: "Eltwise" bottom: "conv2" bottom: "conv1" top: "sum" }
layer { name: "pool" type: "Pooling" bottom: "sum" top: "pool"
  pooling_param { pool: MAX kernel_size: 2 stride: 2 } }
layer { name: "up" type: "Deconvolution" bottom: "pool" top: "up"
  convolution_param { num_output: 4 kernel_size: 2 stride: 2 group: 4 bias_term: false } }
layer { name: "out" type: "Concat" bottom: "up" bottom: "sum" top: "out" }
`,
  weights: Buffer.concat([
    layer('conv1', 'Convolution', blob(W.filter, WIDE, CHANNELS, 3, 3)),
    // Sums over batches, and how many there were.
    layer(
      'bn',
      'BatchNorm',
      blob(
        W.mean.map((x) => 2 * x),
        WIDE,
      ),
      blob(
        W.variance.map((x) => 2 * x),
        WIDE,
      ),
      blob(Float32Array.of(2), 1),
    ),
    layer('scale', 'Scale', blob(W.scale, WIDE), blob(W.shift, WIDE)),
    layer('conv2', 'Convolution', blob(W.point, WIDE, WIDE, 1, 1), blob(W.pointBias, WIDE)),
    layer('up', 'Deconvolution', blob(new Float32Array(WIDE * 4).fill(1), WIDE, 1, 2, 2)),
  ]),
};

for (const { name, text, weights } of [darknet, ncnn, caffe]) {
  test(`${name}: the outputs of plain loops`, async () => {
    const { module, report } = await importModel(await createContext(), Buffer.from(text), name, {
      weights: { name: 'weights', bytes: weights },
    });
    assert.ok(report.every((row) => row.reason === undefined));
    const [out] = interpret(module, [{ shape: [1, CHANNELS, SIZE, SIZE], data: input }]);
    const wanted = expected();
    const found = Array.from(out.data as Float32Array);
    assert.is(found.length, wanted.length);
    // Of Darknet's layers nobody reads all are outputs: the last is the network's.
    const worst = wanted.reduce((most, v, i) => Math.max(most, Math.abs(v - found[i])), 0);
    assert.ok(worst < 1e-5, `${worst}`);
  });

  test(`${name}: weights that end too early, or go on, are told`, async () => {
    const wrong = async (bytes: Uint8Array) => {
      try {
        await importModel(await createContext(), Buffer.from(text), name, {
          weights: { name: 'weights', bytes },
        });
      } catch (error) {
        return (error as Error).message;
      }
      return 'accepted';
    };
    assert.not.match(await wrong(weights.subarray(0, weights.length - 8)), /accepted|undefined/);
    assert.not.match(await wrong(new Uint8Array(0)), /accepted|undefined/);
  });
}

test.run();
