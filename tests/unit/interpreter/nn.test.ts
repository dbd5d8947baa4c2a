// The float graph: operators on numbers worked out by hand, and float networks against recorded outputs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { loadModel, parseText } from '../../../driver/index.js';
import { InterpreterError, interfaceOf, interpret } from '../../../interpreter/index.js';
import { shared } from '../../support/shared.js';

/** Runs the body of a function over float inputs. */
async function run(
  signature: string,
  body: string,
  result: string,
  ...inputs: number[][]
): Promise<number[]> {
  const context = await createContext();
  const text = `func.func @main(${signature}) -> ${result} {\n${body}\nreturn %r : ${result}\n}`;
  const module = await parseText(context, Buffer.from(text), 'test');
  const types = interfaceOf(module).inputs;
  const tensors = inputs.map((data, i) => ({
    shape: types[i].shape,
    data: Float32Array.from(data),
  }));
  return Array.from(interpret(module, tensors)[0].data as Float32Array);
}

test('convolution: taps outside the picture are zero, the activation clamps', async () => {
  const got = await run(
    '%x: tensor<1x2x2x1xf32>',
    `%w = nn.constant dense<1.0> : tensor<1x3x3x1xf32>
     %b = nn.constant dense<-5.0> : tensor<1xf32>
     %r = nn.conv2d %x, %w, %b {padding = array<i64: 1, 1, 1, 1>, activation = "relu6"} : (tensor<1x2x2x1xf32>, tensor<1x3x3x1xf32>, tensor<1xf32>) -> tensor<1x2x2x1xf32>`,
    'tensor<1x2x2x1xf32>',
    [1, 2, 3, 9],
  );
  assert.equal(got, [6, 6, 6, 6]);
});

test('depthwise: each output channel reads its own input channel', async () => {
  const got = await run(
    '%x: tensor<1x1x2x2xf32>',
    `%w = nn.constant dense<[[[[1.0, 2.0, 3.0, 4.0]]]]> : tensor<1x1x1x4xf32>
     %r = nn.depthwise_conv2d %x, %w : (tensor<1x1x2x2xf32>, tensor<1x1x1x4xf32>) -> tensor<1x1x2x4xf32>`,
    'tensor<1x1x2x4xf32>',
    [1, 10, 2, 20],
  );
  assert.equal(got, [1, 2, 30, 40, 2, 4, 60, 80]);
});

test('fully connected, add, mul with broadcast', async () => {
  const got = await run(
    '%x: tensor<2x2xf32>',
    `%w = nn.constant dense<[[1.0, 1.0], [1.0, -1.0]]> : tensor<2x2xf32>
     %c = nn.constant dense<[10.0, 20.0]> : tensor<2xf32>
     %0 = nn.fully_connected %x, %w : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
     %1 = nn.add %0, %c : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
     %r = nn.mul %1, %c : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>`,
    'tensor<2x2xf32>',
    [1, 2, 3, 4],
  );
  assert.equal(got, [130, 380, 170, 380]);
});

test('pools divide by the taps inside the picture', async () => {
  const body = (op: string) =>
    `%r = nn.${op} %x {kernel = array<i64: 2, 2>, padding = array<i64: 1, 1, 0, 0>} : (tensor<1x2x2x1xf32>) -> tensor<1x2x2x1xf32>`;
  const x = [-1, -3, -5, -7];
  const shape = 'tensor<1x2x2x1xf32>';
  assert.equal(await run(`%x: ${shape}`, body('avg_pool2d'), shape, x), [-1, -2, -3, -4]);
  assert.equal(await run(`%x: ${shape}`, body('max_pool2d'), shape, x), [-1, -1, -1, -1]);
});

test('shape operators, relu, relu6, mean, softmax', async () => {
  const got = await run(
    '%x: tensor<2x3xf32>',
    `%0 = nn.transpose %x {perm = array<i64: 1, 0>} : (tensor<2x3xf32>) -> tensor<3x2xf32>
     %1 = nn.pad %0 {before = array<i64: 0, 1>, after = array<i64: 0, 0>} : (tensor<3x2xf32>) -> tensor<3x3xf32>
     %2 = nn.relu %1 : (tensor<3x3xf32>) -> tensor<3x3xf32>
     %3 = nn.relu6 %2 : (tensor<3x3xf32>) -> tensor<3x3xf32>
     %4 = nn.mean %3 {axes = array<i64: 0>} : (tensor<3x3xf32>) -> tensor<3xf32>
     %r = nn.reshape %4 : (tensor<3xf32>) -> tensor<1x3xf32>`,
    'tensor<1x3xf32>',
    [-1, 1, 9, 2, 4, 6],
  );
  assert.equal(got, [0, Math.fround(7 / 3), 4]);
  const soft = await run(
    '%x: tensor<1x2xf32>',
    '%r = nn.softmax %x : (tensor<1x2xf32>) -> tensor<1x2xf32>',
    'tensor<1x2xf32>',
    [0, 0],
  );
  assert.equal(soft, [0.5, 0.5]);
});

test('a wrong input is one sentence', async () => {
  const context = await createContext();
  const text = 'func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> { return %x : tensor<4xf32> }';
  const module = await parseText(context, Buffer.from(text), 'test');
  const four = { shape: [4], data: new Float32Array(4) };
  const three = { shape: [3], data: new Float32Array(3) };
  for (const [inputs, message] of [
    [[three], /input 0 has 3 elements, the program takes 4/],
    [[], /the program takes 1 inputs, 0 were given/],
    [[four, four], /the program takes 1 inputs, 2 were given/],
  ] as const) {
    assert.throws(
      () => interpret(module, inputs),
      (e: unknown) => e instanceof InterpreterError && message.test(e.message),
    );
  }
});

/** Largest difference to the recorded output, relative to its size (or one). */
function worst(got: Float32Array, wanted: Float32Array): number {
  return got.reduce(
    (m, v, i) => Math.max(m, Math.abs(v - wanted[i]) / Math.max(1, Math.abs(wanted[i]))),
    0,
  );
}

// Their inputs are the int8 networks' inputs, dequantized.
for (const [name, quantized] of [
  ['ic01_resnet8_fp32', 'ic01_resnet8_int8'],
  ['vww01_mobilenet_fp32', 'vww01_mobilenet_int8'],
  ['ad01_fp32', 'ad01_int8'],
]) {
  const dir = shared(`goldens/tflm/${name}`);
  const source = shared(`goldens/tflm/${quantized}`);
  if (!dir || !source) {
    console.log(`skipped: ${name} (its vectors are not on this machine)`);
    continue;
  }
  test(`${name} within 1e-5`, async () => {
    const read = (d: string) => JSON.parse(readFileSync(join(d, 'manifest.json'), 'utf8'));
    const [manifest, int8] = [read(dir), read(source)];
    const context = await createContext();
    const module = await loadModel(
      context,
      new Uint8Array(readFileSync(join(dir, manifest.model))),
      name,
    );
    const { scale, zero_point: zero, bytes_per_sample: size } = int8.inputs[0];
    const stored = readFileSync(join(source, int8.inputs[0].file));
    const outputs = readFileSync(join(dir, manifest.outputs[0].file));
    const outSize = manifest.outputs[0].bytes_per_sample;
    let compared = 0;
    for (const [i, sample] of manifest.samples.entries()) {
      if (!sample.kind.startsWith('dequantized') || compared === 3) continue;
      const at = int8.samples.findIndex((s: { id: string }) => s.id === sample.id);
      const q = new Int8Array(stored.buffer, stored.byteOffset + at * size, size);
      const data = Float32Array.from(q, (v) => Math.fround((v - zero[0]) * scale[0]));
      const got = interpret(module, [{ shape: int8.inputs[0].shape, data }])[0]
        .data as Float32Array;
      const wanted = new Float32Array(
        outputs.buffer.slice(
          outputs.byteOffset + i * outSize,
          outputs.byteOffset + (i + 1) * outSize,
        ),
      );
      assert.ok(worst(got, wanted) < 1e-5, `${name}, ${sample.id}: off by ${worst(got, wanted)}`);
      compared++;
    }
    assert.ok(compared > 0, 'no sample was compared');
  });
}

test.run();
