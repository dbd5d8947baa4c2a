import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { importModel } from '../../../driver/index.js';
import { prepareProgram } from '../../../interpreter/index.js';
import { accuracy, readIdx } from '../../support/datasets.js';
import { programOf, runOn } from '../../support/models.js';
import { shared } from '../../support/shared.js';

test('LeNet reaches its accuracy on MNIST', async () => {
  const path = shared('models/lenet_caffe/lenet.prototxt');
  if (!path) return console.log('skipped: no recorded models');
  const program = await programOf(path);
  const samples = readIdx(
    shared('datasets/mnist_test_open_5000-images-idx3-ubyte.gz')!,
    shared('datasets/mnist_test_open_5000-labels-idx1-ubyte.gz')!,
  );
  const batch = 64;
  let outputs = new Float32Array();
  const run = (i: number) => {
    if (i % batch === 0) {
      const x = new Float32Array(batch * samples.size);
      for (let k = 0; k < x.length; k++) x[k] = (samples.x[i * samples.size + k] ?? 0) / 256;
      outputs = new Float32Array(runOn(program, [batch, 1, 28, 28], x)[0]);
    }
    return outputs.subarray((i % batch) * 10, (i % batch) * 10 + 10);
  };
  const found = accuracy(samples, run);
  console.log('lenet', found);
  assert.ok(Math.abs(found - 0.9874) <= 0.002, `${found}`);
});

/** A network whose trained numbers stand in its text. */
async function runText(layers: string, shape: readonly number[], x: readonly number[]) {
  const dims = shape.map((d) => `dim: ${d}`).join(' ');
  const text = `name: "t" layer { name: "x" type: "Input" top: "x" input_param { shape { ${dims} } } } ${layers}`;
  const { module } = await importModel(await createContext(), Buffer.from(text), 't.prototxt', {
    weights: { name: 'none', bytes: new Uint8Array() },
  });
  const [found] = prepareProgram(module).run([{ shape, data: Float32Array.from(x) }]);
  return { shape: found.shape, data: [...found.data].map(Number) };
}

const near = (found: readonly number[], wanted: readonly number[]) => {
  assert.is(found.length, wanted.length);
  found.forEach((v, i) => {
    assert.ok(Math.abs(v - wanted[i]) < 1e-5, `${i}: ${v} instead of ${wanted[i]}`);
  });
};

test('pooling rounds up, and means count the padding but not what lies beyond', async () => {
  for (const kind of ['AVE', 'MAX']) {
    for (const [size, kernel, stride, pad] of [
      [5, 2, 2, 0],
      [6, 3, 2, 0],
      [5, 3, 2, 1],
      [4, 3, 3, 1],
      [7, 3, 2, 1],
      [3, 2, 2, 1],
    ]) {
      const x = Array.from({ length: size * size }, (_, i) => ((i * 7) % 11) - 3);
      const { data } = await runText(
        `layer { name: "p" type: "Pooling" bottom: "x" top: "p" pooling_param { pool: ${kind} kernel_size: ${kernel} stride: ${stride} pad: ${pad} } }`,
        [1, 1, size, size],
        x,
      );
      let count = Math.ceil((size + 2 * pad - kernel) / stride) + 1;
      if (pad > 0 && (count - 1) * stride >= size + pad) count--;
      const wanted: number[] = [];
      for (let py = 0; py < count; py++) {
        for (let px = 0; px < count; px++) {
          const [y0, x0] = [py * stride - pad, px * stride - pad];
          const [y1, x1] = [Math.min(y0 + kernel, size + pad), Math.min(x0 + kernel, size + pad)];
          const taps: number[] = [];
          for (let y = Math.max(y0, 0); y < Math.min(y1, size); y++)
            for (let q = Math.max(x0, 0); q < Math.min(x1, size); q++) taps.push(x[y * size + q]);
          const sum = taps.reduce((n, v) => n + v, 0);
          wanted.push(kind === 'MAX' ? Math.max(...taps) : sum / ((y1 - y0) * (x1 - x0)));
        }
      }
      near(data, wanted);
    }
  }
});

test('BatchNorm, Scale, PReLU, Slice, Eltwise and Concat, in place where Caffe does', async () => {
  const blob = (values: number[]) =>
    `blobs { shape { dim: ${values.length} } data: [${values.join(', ')}] }`;
  const { shape, data } = await runText(
    `
    layer { name: "bn" type: "BatchNorm" bottom: "x" top: "x" ${blob([2, 4])} ${blob([8, 2])} ${blob([2])} batch_norm_param { eps: 0 } }
    layer { name: "sc" type: "Scale" bottom: "x" top: "x" scale_param { bias_term: true } ${blob([3, 1])} ${blob([0, -1])} }
    layer { name: "pr" type: "PReLU" bottom: "x" top: "x" ${blob([0.5, 0.25])} }
    layer { name: "sl" type: "Slice" bottom: "x" top: "a" top: "b" }
    layer { name: "el" type: "Eltwise" bottom: "a" bottom: "b" top: "e" eltwise_param { operation: SUM coeff: 1 coeff: -2 } }
    layer { name: "co" type: "Concat" bottom: "e" bottom: "b" top: "c" }
    layer { name: "acc" type: "Accuracy" bottom: "c" bottom: "x" top: "acc" }
    `,
    [1, 2, 1, 2],
    [5, -3, 3, 1],
  );
  // Statistics are sums of two: means 1 and 2, variances 4 and 1.
  const channel = (
    v: number,
    mean: number,
    variance: number,
    k: number,
    b: number,
    slope: number,
  ) => {
    const n = ((v - mean) / Math.sqrt(variance)) * k + b;
    return n < 0 ? slope * n : n;
  };
  const a = [5, -3].map((v) => channel(v, 1, 4, 3, 0, 0.5));
  const b = [3, 1].map((v) => channel(v, 2, 1, 1, -1, 0.25));
  assert.equal(shape, [1, 2, 1, 2]);
  near(data, [...a.map((v, i) => v - 2 * b[i]), ...b]);
});

test('Deconvolution in groups, weights with four sizes of the older form', async () => {
  const { shape, data } = await runText(
    `layer { name: "d" type: "Deconvolution" bottom: "x" top: "d" convolution_param { num_output: 2 kernel_size: 2 stride: 2 group: 2 bias_term: false }
      blobs { num: 2 channels: 1 height: 2 width: 2 data: [1, 2, 3, 4, 10, 20, 30, 40] } }`,
    [1, 2, 1, 1],
    [1, 2],
  );
  assert.equal(shape, [1, 2, 2, 2]);
  near(data, [1, 2, 3, 4, 20, 40, 60, 80]);
});

test('what is missing is named', async () => {
  const fails = async (layers: string, wanted: RegExp) => {
    try {
      await runText(layers, [1, 1, 2, 2], [0, 0, 0, 0]);
      assert.unreachable();
    } catch (error) {
      assert.match((error as Error).message, wanted);
    }
  };
  await fails(
    'layer { name: "q" type: "SPP" bottom: "x" top: "q" }',
    /operator 1 \(SPP 'q'\): this layer is not supported/,
  );
  await fails(
    'layer { name: "c" type: "Convolution" bottom: "x" top: "c" convolution_param { num_output: 1 kernel_size: 1 } }',
    /trained numbers 0 are missing from the \.caffemodel/,
  );
  await fails(
    'layer { name: "c" type: "Convolution" bottom: "x" top: }',
    /t\.prototxt:1: found '\}' for 'top'/,
  );
});

test.run();
