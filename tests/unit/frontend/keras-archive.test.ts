// .keras archives made here, against the formulas of the layers written down once more.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { ImportError, importModel } from '../../../driver/index.js';
import { prepareProgram } from '../../../interpreter/index.js';
import { hdf5Of, TestDataset, type TestGroup } from '../../support/hdf5.js';
import { zipOf } from '../../support/zip.js';

let seed = 1;
const next = () => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return (seed >>> 8) / 2 ** 23 - 1;
};
const random = (...shape: number[]) =>
  new TestDataset(
    shape,
    Array.from({ length: shape.reduce((n, d) => n * d, 1) }, () => Math.fround(next())),
  );

function archive(layers: readonly object[], weights: TestGroup, more: object = {}): Uint8Array {
  const config = { class_name: 'Sequential', config: { name: 's', layers }, ...more };
  const text = (v: object) => new TextEncoder().encode(JSON.stringify(v));
  return zipOf(
    {
      'metadata.json': text({ keras_version: '3.5.0' }),
      'config.json': text(config),
      'model.weights.h5': hdf5Of({ layers: weights }),
    },
    false,
  );
}

const layer = (class_name: string, config: object) => ({
  class_name,
  config: { name: class_name, ...config },
});
const input = (...shape: number[]) =>
  layer('InputLayer', { batch_shape: [null, ...shape], dtype: 'float32' });
const vars = (...list: TestDataset[]): TestGroup => ({
  vars: Object.fromEntries(list.map((d, i) => [`${i}`, d])),
});

async function run(
  bytes: Uint8Array,
  shape: readonly number[],
  data: Float32Array,
): Promise<number[]> {
  const { module } = await importModel(await createContext(), bytes, 'm.keras');
  return [...prepareProgram(module).run([{ shape, data }])[0].data].map(Number);
}

function near(found: readonly number[], wanted: readonly number[]): void {
  assert.is(found.length, wanted.length);
  found.forEach((v, i) => {
    assert.ok(Math.abs(v - wanted[i]) < 1e-5, `${i}: ${v} instead of ${wanted[i]}`);
  });
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
/** x · w of a row, for column j. */
const dot = (x: readonly number[], w: TestDataset, j: number) =>
  x.reduce((n, v, i) => n + v * w.values[i * w.shape[1] + j], 0);

test('LSTM, then GRU, then Dense', async () => {
  const [T, I, H] = [4, 3, 2];
  const lstm = [random(I, 4 * H), random(H, 4 * H), random(4 * H)];
  const gru = [random(H, 3 * H), random(H, 3 * H), random(2, 3 * H)];
  const dense = [random(H, 2), random(2)];
  const bytes = archive(
    [
      input(T, I),
      layer('LSTM', { units: H, return_sequences: true }),
      layer('GRU', { units: H, reset_after: true }),
      layer('Dense', { units: 2, activation: 'softmax' }),
    ],
    { lstm: { cell: vars(...lstm) }, gru: { cell: vars(...gru) }, dense: vars(...dense) },
  );
  const x = Float32Array.from({ length: T * I }, () => next());
  let [h, c] = [Array(H).fill(0), Array(H).fill(0)] as [number[], number[]];
  const sequence: number[][] = [];
  for (let t = 0; t < T; t++) {
    const row = [...x.subarray(t * I, (t + 1) * I)];
    const gate = (g: number, j: number) =>
      dot(row, lstm[0], g * H + j) + dot(h, lstm[1], g * H + j) + lstm[2].values[g * H + j];
    // Keras' order: input, forget, cell, output.
    c = c.map((v, j) => sigmoid(gate(1, j)) * v + sigmoid(gate(0, j)) * Math.tanh(gate(2, j)));
    h = c.map((v, j) => sigmoid(gate(3, j)) * Math.tanh(v));
    sequence.push(h);
  }
  h = Array(H).fill(0);
  for (const row of sequence) {
    const part = (w: TestDataset, v: readonly number[], b: number, g: number, j: number) =>
      dot(v, w, g * H + j) + gru[2].values[b * 3 * H + g * H + j];
    h = h.map((old, j) => {
      const z = sigmoid(part(gru[0], row, 0, 0, j) + part(gru[1], h, 1, 0, j));
      const r = sigmoid(part(gru[0], row, 0, 1, j) + part(gru[1], h, 1, 1, j));
      const n = Math.tanh(part(gru[0], row, 0, 2, j) + r * part(gru[1], h, 1, 2, j));
      return z * old + (1 - z) * n;
    });
  }
  const logits = [0, 1].map((j) => dot(h, dense[0], j) + dense[1].values[j]);
  const sum = Math.exp(logits[0]) + Math.exp(logits[1]);
  near(
    await run(bytes, [1, T, I], x),
    logits.map((v) => Math.exp(v) / sum),
  );
});

test('Conv2DTranspose with padding same, each pixel scattered over its neighbours', async () => {
  const [H, K, S] = [3, 3, 2];
  const [kernel, bias] = [random(K, K, 2, 1), random(2)];
  const bytes = archive(
    [
      input(H, H, 1),
      layer('Conv2DTranspose', {
        filters: 2,
        kernel_size: [K, K],
        strides: [S, S],
        padding: 'same',
      }),
    ],
    { conv2d_transpose: vars(kernel, bias) },
  );
  const x = Float32Array.from({ length: H * H }, () => next());
  const size = H * S;
  const wanted = Array.from({ length: size * size * 2 }, (_, i) => bias.values[i % 2]);
  // The whole result has one row and column more; "same" cuts (K - S) >> 1 = 0 in front.
  for (let y = 0; y < H; y++)
    for (let q = 0; q < H; q++)
      for (let ky = 0; ky < K; ky++)
        for (let kx = 0; kx < K; kx++)
          for (let o = 0; o < 2; o++) {
            const [oy, ox] = [y * S + ky, q * S + kx];
            if (oy < size && ox < size)
              wanted[(oy * size + ox) * 2 + o] +=
                x[y * H + q] * kernel.values[(ky * K + kx) * 2 + o];
          }
  near(await run(bytes, [1, H, H, 1], x), wanted);
});

test('BatchNormalization, LeakyReLU, pooling and Flatten; layers of one class are told apart', async () => {
  const norm = () => [
    random(1),
    random(1),
    random(1),
    new TestDataset([1], [0.5 + Math.abs(next())]),
  ];
  const [a, b] = [norm(), norm()];
  const bytes = archive(
    [
      input(2, 2, 1),
      layer('BatchNormalization', { name: 'p', axis: 3, epsilon: 0.001 }),
      layer('LeakyReLU', { negative_slope: 0.3 }),
      layer('BatchNormalization', { name: 'q', axis: 3, epsilon: 0.001 }),
      layer('AveragePooling2D', { pool_size: [2, 2] }),
      layer('Flatten', {}),
    ],
    { batch_normalization: vars(...a), batch_normalization_1: vars(...b) },
  );
  const x = [0.5, -1, 2, -0.25];
  const normal = (v: number, w: TestDataset[]) => {
    const [gamma, beta, mean, variance] = w.map((d) => d.values[0]);
    return ((v - mean) / Math.sqrt(variance + 0.001)) * gamma + beta;
  };
  const out = x
    .map((v) => normal(v, a))
    .map((v) => (v < 0 ? 0.3 * v : v))
    .map((v) => normal(v, b));
  near(await run(bytes, [1, 2, 2, 1], Float32Array.from(x)), [out.reduce((n, v) => n + v, 0) / 4]);
});

test('a functional model: a layer that is called twice, and a model inside', async () => {
  const kernel = random(2, 2);
  const tensor = (name: string, call = 0) => ({
    class_name: '__keras_tensor__',
    config: { shape: [null, 2], dtype: 'float32', keras_history: [name, call, 0] },
  });
  const call = (...args: object[]) => ({ args, kwargs: {} });
  const shared = { name: 'd', units: 2, use_bias: false };
  const graph = {
    name: 'm',
    layers: [
      {
        class_name: 'InputLayer',
        name: 'x',
        config: { name: 'x', batch_shape: [null, 2], dtype: 'float32' },
        inbound_nodes: [],
      },
      {
        class_name: 'Dense',
        name: 'd',
        config: shared,
        inbound_nodes: [call(tensor('x')), call(tensor('d', 0))],
      },
      {
        class_name: 'Add',
        name: 'sum',
        config: { name: 'sum' },
        inbound_nodes: [call([tensor('d', 0), tensor('d', 1)] as unknown as object)],
      },
    ],
    input_layers: [['x', 0, 0]],
    output_layers: [['sum', 0, 0]],
  };
  const bytes = archive([], { dense: vars(kernel) }, { class_name: 'Functional', config: graph });
  const x = [0.5, -1.5];
  const once = [0, 1].map((j) => dot(x, kernel, j));
  const twice = [0, 1].map((j) => dot(once, kernel, j));
  near(
    await run(bytes, [1, 2], Float32Array.from(x)),
    once.map((v, j) => v + twice[j]),
  );
});

test('what is not supported is said of all layers at once', async () => {
  const bytes = archive(
    [input(2), layer('Lambda', {}), layer('Dense', { units: 1, activation: 'cube' })],
    {},
  );
  try {
    await importModel(await createContext(), bytes, 'm.keras');
    assert.unreachable();
  } catch (error) {
    assert.instance(error, ImportError);
    assert.match((error as Error).message, /\(Lambda 'Lambda'\): this layer is not supported/);
  }
});

test.run();
