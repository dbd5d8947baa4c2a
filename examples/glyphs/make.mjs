// Makes the example's network and data from nothing: draws noisy digits, fits a small convolutional
// network to them (fixed random filters, then a classifier solved by ridge regression), quantizes it
// to int8 and writes glyphs.tflite and test-images.npy, test-labels.npy.
//
//   node examples/glyphs/make.mjs
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drawSet, normal, random, SIZE } from './glyphs.mjs';
import { writeTflite } from './tflite-writer.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const INPUT = { scale: 1 / 128, zeroPoint: -128 };
const next = random(7);
const filters = (count) => Float64Array.from({ length: count }, () => normal(next));

/** SAME convolution of a picture h x h x ic by oc filters of 3x3, and ReLU. */
function convolve(picture, h, ic, weights, oc, stride) {
  const out = Math.ceil(h / stride);
  // The reference puts the odd row of padding behind.
  const pad = Math.floor(Math.max(0, (out - 1) * stride + 3 - h) / 2);
  const result = new Float64Array(out * out * oc);
  for (let y = 0; y < out; y++) {
    for (let x = 0; x < out; x++) {
      for (let o = 0; o < oc; o++) {
        let sum = 0;
        for (let k = 0; k < 9; k++) {
          const [iy, ix] = [y * stride + Math.floor(k / 3) - pad, x * stride + (k % 3) - pad];
          if (iy < 0 || iy >= h || ix < 0 || ix >= h) continue;
          for (let i = 0; i < ic; i++)
            sum += picture[(iy * h + ix) * ic + i] * weights[(o * 9 + k) * ic + i];
        }
        result[(y * out + x) * oc + o] = Math.max(0, sum);
      }
    }
  }
  return result;
}

function maxPool(picture, h, channels) {
  const out = h / 2;
  return Float64Array.from({ length: out * out * channels }, (_, i) => {
    const [c, x, y] = [
      i % channels,
      Math.floor(i / channels) % out,
      Math.floor(i / channels / out),
    ];
    const at = (dy, dx) => picture[((2 * y + dy) * h + 2 * x + dx) * channels + c];
    return Math.max(at(0, 0), at(0, 1), at(1, 0), at(1, 1));
  });
}

/** Solves (A'A + λ) W = A'T by Cholesky; rows of A are samples. */
function ridge(rows, targets, lambda) {
  const n = rows[0].length;
  const gram = Array.from({ length: n }, () => new Float64Array(n));
  const right = Array.from({ length: n }, () => new Float64Array(targets[0].length));
  rows.forEach((row, s) => {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) gram[i][j] += row[i] * row[j];
      for (let t = 0; t < targets[s].length; t++) right[i][t] += row[i] * targets[s][t];
    }
  });
  for (let i = 0; i < n; i++) gram[i][i] += lambda;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = gram[i][j];
      for (let k = 0; k < j; k++) sum -= gram[i][k] * gram[j][k];
      gram[i][j] = i === j ? Math.sqrt(sum) : sum / gram[j][j];
    }
  }
  for (let t = 0; t < right[0].length; t++) {
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < i; k++) right[i][t] -= gram[i][k] * right[k][t];
      right[i][t] /= gram[i][i];
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let k = i + 1; k < n; k++) right[i][t] -= gram[k][i] * right[k][t];
      right[i][t] /= gram[i][i];
    }
  }
  return right;
}

const conv1 = filters(8 * 9);
const conv2 = filters(16 * 9 * 8).map((w) => w / 6);
const train = drawSet(6000, 1);
const layers = train.pictures.map((p) => {
  const real = Float64Array.from(p, (q) => (q - INPUT.zeroPoint) * INPUT.scale);
  const a = convolve(real, SIZE, 1, conv1, 8, 1);
  const pooled = maxPool(a, SIZE, 8);
  const b = convolve(pooled, SIZE / 2, 8, conv2, 16, 2);
  return { a, b };
});
const samples = layers.map(({ b }) => [...b, 1]);
const targets = train.labels.map((label) =>
  Float64Array.from({ length: 10 }, (_, i) => (i === label ? 8 : -1)),
);
const solved = ridge(samples, targets, 20);
const features = samples[0].length - 1;

// Quantization: symmetric weights, one scale a channel for convolutions; activations by their range.
const largest = (lists) =>
  lists.reduce((m, l) => l.reduce((x, v) => Math.max(x, Math.abs(v)), m), 0);
const f32 = Math.fround;
const activation = (lists) => ({ scale: f32(largest(lists) / 255), zeroPoint: -128 });
function perChannel(weights, channels) {
  const size = weights.length / channels;
  const rows = Array.from({ length: channels }, (_, o) => weights.slice(o * size, (o + 1) * size));
  const scales = rows.map((row) => f32(largest([row]) / 127));
  return {
    scales,
    data: Int8Array.from(weights, (w, i) => Math.round(w / scales[Math.floor(i / size)])),
  };
}
const [q1, q2] = [activation(layers.map((l) => l.a)), activation(layers.map((l) => l.b))];
const [w1, w2] = [perChannel(conv1, 8), perChannel(conv2, 16)];
const dense = Float64Array.from(
  { length: 10 * features },
  (_, i) => solved[i % features][Math.floor(i / features)],
);
const denseScale = f32(largest([dense]) / 127);
const logits = samples.map((row) =>
  targets[0].map((_, t) => row.reduce((sum, v, i) => sum + v * solved[i][t], 0)),
);
const logitScale = f32(largest(logits) / 127);
const bias = (values, scales) =>
  Int32Array.from(values, (v, i) => Math.round(v / scales[i % scales.length]));

const tensor = (name, type, shape, scales, zeroPoint, data, axis) => ({
  name,
  type,
  shape,
  scales,
  zeroPoint,
  data,
  axis,
});
const half = SIZE / 2;
const quarter = SIZE / 4;
writeFileSync(
  join(here, 'glyphs.tflite'),
  writeTflite({
    name: 'glyphs',
    tensors: [
      tensor('image', 'int8', [1, SIZE, SIZE, 1], [INPUT.scale], INPUT.zeroPoint),
      tensor('conv1/weights', 'int8', [8, 3, 3, 1], w1.scales, 0, w1.data),
      tensor(
        'conv1/bias',
        'int32',
        [8],
        w1.scales.map((s) => f32(s * INPUT.scale)),
        0,
        new Int32Array(8),
      ),
      tensor('conv1', 'int8', [1, SIZE, SIZE, 8], [q1.scale], q1.zeroPoint),
      tensor('pool', 'int8', [1, half, half, 8], [q1.scale], q1.zeroPoint),
      tensor('conv2/weights', 'int8', [16, 3, 3, 8], w2.scales, 0, w2.data),
      tensor(
        'conv2/bias',
        'int32',
        [16],
        w2.scales.map((s) => f32(s * q1.scale)),
        0,
        new Int32Array(16),
      ),
      tensor('conv2', 'int8', [1, quarter, quarter, 16], [q2.scale], q2.zeroPoint),
      tensor('flat/shape', 'int32', [2], [1], 0, Int32Array.of(1, features)),
      tensor('flat', 'int8', [1, features], [q2.scale], q2.zeroPoint),
      tensor(
        'dense/weights',
        'int8',
        [10, features],
        [denseScale],
        0,
        Int8Array.from(dense, (w) => Math.round(w / denseScale)),
      ),
      tensor(
        'dense/bias',
        'int32',
        [10],
        [f32(denseScale * q2.scale)],
        0,
        bias(solved[features], [denseScale * q2.scale]),
      ),
      tensor('logits', 'int8', [1, 10], [logitScale], 0),
      tensor('probabilities', 'int8', [1, 10], [1 / 256], -128),
    ],
    operators: [
      { kind: 'CONV_2D', inputs: [0, 1, 2], outputs: [3], stride: 1, relu: true },
      { kind: 'MAX_POOL_2D', inputs: [3], outputs: [4] },
      { kind: 'CONV_2D', inputs: [4, 5, 6], outputs: [7], stride: 2, relu: true },
      { kind: 'RESHAPE', inputs: [7, 8], outputs: [9], shape: [1, features] },
      { kind: 'FULLY_CONNECTED', inputs: [9, 10, 11], outputs: [12] },
      { kind: 'SOFTMAX', inputs: [12], outputs: [13] },
    ],
  }),
);

/** A .npy file of one-byte elements. */
function npy(descr, shape, bytes) {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const header = text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11, ' ');
  const head = Buffer.from(`\x93NUMPY\x01\x00\0\0${header}\n`, 'latin1');
  head.writeUInt16LE(header.length + 1, 8);
  return Buffer.concat([head, bytes]);
}
const test = drawSet(200, 2);
const pixels = Buffer.concat(test.pictures.map((p) => Buffer.from(p.buffer)));
writeFileSync(join(here, 'test-images.npy'), npy('|i1', [200, SIZE, SIZE, 1], pixels));
writeFileSync(join(here, 'test-labels.npy'), npy('|u1', [200], Buffer.from(test.labels)));
const right = logits.filter((row, s) => row.indexOf(Math.max(...row)) === train.labels[s]).length;
console.log(
  `float accuracy on the 6,000 training digits: ${((100 * right) / logits.length).toFixed(1)} %`,
);
