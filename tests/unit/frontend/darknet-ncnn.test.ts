// Networks of two text formats whose trained numbers are made here.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { importModel } from '../../../driver/index.js';
import { prepareProgram } from '../../../interpreter/index.js';

const floats = (values: readonly number[]) => Buffer.from(Float32Array.from(values).buffer);

async function run(
  text: string,
  weights: Uint8Array,
  shape: readonly number[],
  x: readonly number[],
): Promise<{ shape: readonly number[]; data: number[] }> {
  const { module } = await importModel(await createContext(), Buffer.from(text), 'net', {
    weights: { name: 'weights', bytes: weights },
  });
  const [found] = prepareProgram(module).run([{ shape, data: Float32Array.from(x) }]);
  return { shape: found.shape, data: [...found.data].map(Number) };
}

const refuses = async (text: string, weights: Uint8Array, wanted: RegExp) => {
  try {
    await importModel(await createContext(), Buffer.from(text), 'net', {
      weights: { name: 'weights', bytes: weights },
    });
    assert.unreachable();
  } catch (error) {
    assert.match((error as Error).message, wanted);
  }
};

const near = (found: readonly number[], wanted: readonly number[]) => {
  assert.is(found.length, wanted.length);
  found.forEach((v, i) => {
    assert.ok(Math.abs(v - wanted[i]) < 1e-5, `${i}: ${v} instead of ${wanted[i]}`);
  });
};

/** The header of .weights: version 0.2.0, pictures seen. */
const HEAD = Buffer.concat([Buffer.from(Int32Array.of(0, 2, 0).buffer), Buffer.alloc(8)]);
const NET = '[net]\nwidth=2\nheight=2\nchannels=1\n';

test('Darknet: normalised convolution, shortcut, route in groups, upsample, maxpool', async () => {
  const text = `${NET}
[convolutional]
filters=2
size=1
batch_normalize=1
activation=leaky
[convolutional]
filters=2
size=1
groups=2
activation=linear
[shortcut]
from=-2
activation=linear
[route]
layers=-1
groups=2
group_id=1
[upsample]
stride=2
[maxpool]
size=2
stride=2
`;
  // Biases, scales, means, variances, filter; biases, filter.
  const weights = Buffer.concat([
    HEAD,
    floats([0.5, -1, 2, 1, 1, 0, 4, 1, 1, -1, 0.25, 0.5, 3, 2]),
  ]);
  const x = [1, -2, 3, 0.5];
  const leaky = (v: number) => (v < 0 ? 0.1 * v : v);
  const second = x.map((v) => leaky((-v - 0) / Math.sqrt(1 + 1e-5) - 1));
  const sum = second.map((v) => 2 * v + 0.5 + v);
  // Twice as large, then the maximum of 2 x 2 with one row and column behind.
  const big = Array.from({ length: 16 }, (_, i) => sum[2 * (i >> 3) + ((i & 3) >> 1)]);
  const pooled = [0, 1, 2, 3].map((i) => {
    const [y, q] = [2 * (i >> 1), 2 * (i & 1)];
    return Math.max(big[4 * y + q], big[4 * y + q + 1], big[4 * y + 4 + q], big[4 * y + 5 + q]);
  });
  const { shape, data } = await run(text, weights, [1, 1, 2, 2], x);
  assert.equal(shape, [1, 1, 2, 2]);
  near(data, pooled);
});

test('Darknet: boxes of a detector', async () => {
  const text = `${NET}[convolutional]\nfilters=6\nsize=1\nactivation=linear\n[yolo]\nmask=0\nanchors=1,3\nclasses=1\nnum=1\nscale_x_y=1.2\n`;
  const filter = [0.5, -0.5, 0.1, 0.2, 2, -1];
  const weights = Buffer.concat([HEAD, floats([0, 0, 0, 0, 0, 0, ...filter])]);
  const x = [1, 2, -1, 0.5];
  const sigmoid = (v: number) => 1 / (1 + Math.exp(-v));
  const wanted = x.flatMap((v, i) => {
    const t = filter.map((f) => f * v);
    const at = (s: number, cell: number) => (sigmoid(s) * 1.2 - 0.1 + cell) / 2;
    return [
      at(t[0], i & 1),
      at(t[1], i >> 1),
      Math.exp(t[2]) / 2,
      (Math.exp(t[3]) * 3) / 2,
      sigmoid(t[4]),
      sigmoid(t[5]),
    ];
  });
  const { shape, data } = await run(text, weights, [1, 1, 2, 2], x);
  assert.equal(shape, [1, 4, 6]);
  near(data, wanted);
});

test('Darknet: what is wrong has its line', async () => {
  await refuses(
    `${NET}[convolutional]\nfilters=2\nsize=1\n`,
    HEAD,
    /the \.weights file ends in it: it needs 8 bytes, 0 are left/,
  );
  await refuses(
    `${NET}[maxpool]\nsize=2\nstride=1\n`,
    Buffer.concat([HEAD, floats([1])]),
    /has 4 bytes more than the layers/,
  );
  await refuses(
    `${NET}[convolutional]\nfilters=x\n`,
    HEAD,
    /net:5: section \[convolutional\]: found filters=x, expected a number/,
  );
  await refuses(
    `${NET}[lstm]\noutput=3\n`,
    HEAD,
    /\(lstm 'lstm_0'\): this section is not supported/,
  );
  await refuses(`${NET}[route]\nlayers=4\n`, HEAD, /names the layer 4, which is not before it/);
});

const half = (bits: readonly number[]) => {
  const data = Buffer.alloc(4 + 4 * Math.ceil(bits.length / 2));
  data.writeUInt32LE(0x01306b47, 0);
  bits.forEach((b, i) => {
    data.writeUInt16LE(b, 4 + 2 * i);
  });
  return data;
};

test('ncnn: numbers as half, as int8 with scales, and by a table', async () => {
  const text = `7767517
4 4
Input        in  0 1 x 0=2 1=1 2=1
Convolution  a   1 1 x a 0=2 1=1 5=1 6=2 9=1
Convolution  b   1 1 a b 0=1 1=1 5=0 6=2 8=1
InnerProduct c   1 1 b c 0=1 1=0 2=2
`;
  const int8 = Buffer.from([0x38, 0x4b, 0x0d, 0x00, 10, 0xf6, 0, 0]);
  const table = Buffer.concat([
    Buffer.from([1, 1, 1, 1]),
    floats(Array.from({ length: 256 }, (_, i) => i / 8)),
    Buffer.from([4, 16, 0, 0]),
  ]);
  const bin = Buffer.concat([
    half([0x3c00, 0xc000]),
    floats([0.5, 1]),
    int8,
    floats([20, 1]),
    table,
  ]);
  const x = [1, -2];
  const a = x.map((v) => [Math.max(0, v + 0.5), Math.max(0, -2 * v + 1)]);
  const b = a.map(([p, q]) => (10 / 20) * p + (-10 / 20) * q);
  near((await run(text, bin, [1, 1, 1, 2], x)).data, [0.5 * b[0] + 2 * b[1]]);
});

test('ncnn: what is wrong has its line', async () => {
  const one = (line: string) => `7767517\n2 2\nInput in 0 1 x 0=2 1=2 2=1\n${line}\n`;
  await refuses(one('Foo f 1 1 x y'), Buffer.alloc(0), /\(Foo 'f'\): this layer is not supported/);
  await refuses(
    one('ReLU f 1 1 x'),
    Buffer.alloc(0),
    /net:4: found 1 inputs and 1 outputs, but not their names/,
  );
  await refuses(
    one('Convolution f 1 1 x y 0=1 1=1 6=1'),
    Buffer.alloc(2),
    /the \.bin file ends in it/,
  );
  await refuses(
    '7767517\n1 1\nInput in 0 1 x\n',
    Buffer.alloc(0),
    /the input 'x' has no shape; write it into the \.param/,
  );
});

test.run();
