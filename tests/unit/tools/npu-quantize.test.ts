// The whole way of the tool on a small network: calibrate, quantize, measure; and wrong usage.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { writeNpy } from '../../../tools/common/npy.js';
import { main as compileMain } from '../../../tools/npu-compile.js';
import { main } from '../../../tools/npu-quantize.js';
import { shared } from '../../support/shared.js';
import { Bench } from './harness.js';

const bench = new Bench();
test.after(() => bench.end());

const quantize = (...args: string[]) => bench.run(main, args);

/** The larger of two mean brightnesses, by a convolution and a matrix product. */
const NET = `
func.func @main(%x: tensor<1x4x4x1xf32> {nn.name = "picture"}) -> tensor<1x2xf32> {
  %f = nn.constant dense<[[[[0.7]], [[-0.3]]], [[[0.2]], [[0.9]]]]> : tensor<2x2x1x1xf32>
  %a = nn.conv2d %x, %f {activation = "relu"} : (tensor<1x4x4x1xf32>, tensor<2x2x1x1xf32>) -> tensor<1x3x4x2xf32> loc("conv")
  %p = nn.avg_pool2d %a {kernel = array<i64: 3, 4>} : (tensor<1x3x4x2xf32>) -> tensor<1x1x1x2xf32> loc("pool")
  %r = nn.reshape %p : (tensor<1x1x1x2xf32>) -> tensor<1x2xf32> loc("flat")
  return %r : tensor<1x2xf32>
}`;

const floats = (shape: number[], value: (i: number) => number) => {
  const data = Float32Array.from({ length: shape.reduce((n, d) => n * d, 1) }, (_, i) => value(i));
  return writeNpy({ type: 'float32', shape, bytes: new Uint8Array(data.buffer) });
};

test('calibrate, quantize, evaluate, with the simulator sample for sample', async () => {
  bench.write('net.mlir', NET);
  bench.write(
    'x.npy',
    floats([40, 4, 4, 1], (i) => Math.sin(i * 0.7) + (i % 16 < 8 ? 0.5 : -0.5)),
  );
  const labels = Uint8Array.from({ length: 40 }, (_, i) => i % 2);
  bench.write('y.npy', writeNpy({ type: 'uint8', shape: [40], bytes: labels }));
  const data = '--dataset=npy:x.npy,y.npy';
  for (const method of ['minmax', 'mse', 'kl']) {
    const run = await quantize('calibrate', 'net.mlir', data, `--method=${method}`, '-o', 't.json');
    assert.equal([run.exit, run.err], [0, '']);
  }
  const table = JSON.parse(String(bench.read('t.json')));
  assert.equal(Object.keys(table.tensors), ['picture', 'conv', 'pool', 'flat']);
  for (const options of [
    [],
    ['--weights=per-tensor'],
    ['--bits=w4a8', '--adaround', '--bias-correction', data],
    ['--power-of-two'],
  ]) {
    const made = await quantize(
      'ptq',
      'net.mlir',
      '--calibration=t.json',
      ...options,
      '-o',
      'q.mlir',
    );
    assert.equal([made.exit, made.err], [0, ''], String(options));
    assert.match(String(bench.read('q.mlir')), /qnn\.conv2d/);
    const results = [];
    for (const on of ['interpreter', 'simulator']) {
      const ran = await quantize('evaluate', 'q.mlir', data, `--on=${on}`, '--float=net.mlir');
      assert.equal([ran.exit, ran.err], [0, ''], on);
      results.push(JSON.parse(ran.out));
    }
    assert.equal(results[0], results[1]);
    assert.is(results[0].samples, 40);
    assert.ok(results[0].outputSqnrDb > 15, `${options}: ${results[0].outputSqnrDb}`);
  }
});

test('a plan says what each layer is stored with; the same seed gives the same bytes', async () => {
  const plan = '{"version": 1, "layers": [{"match": {"op": "conv2d"}, "weights": 32}]}';
  bench.write('plan.json', plan);
  const made = await quantize('ptq', 'net.mlir', '--calibration=t.json', '--plan=plan.json');
  assert.is(made.exit, 0, made.err);
  assert.match(made.out, /nn\.conv2d/);
  assert.match(made.out, /qnn\.avg_pool2d/);
  const again = ['calibrate', 'net.mlir', '--dataset=npy:x.npy', '--limit=7', '--seed=3'];
  assert.is((await quantize(...again)).out, (await quantize(...again)).out);
});

test('layers of other bits take and give what their neighbours store', async () => {
  bench.write(
    'wide.json',
    '{"version": 1, "layers": [{"match": {"op": "conv2d"}, "activations": 16}]}',
  );
  const made = await quantize(
    'ptq',
    'net.mlir',
    '--calibration=t.json',
    '--plan=wide.json',
    '-o',
    'w.mlir',
  );
  assert.equal([made.exit, made.err], [0, '']);
  assert.match(
    String(bench.read('w.mlir')),
    /qnn\.conv2d[^\n]*-> tensor<1x3x4x2x!quant\.uniform<i16/,
  );
  const ran = await quantize('evaluate', 'w.mlir', '--dataset=npy:x.npy,y.npy', '--float=net.mlir');
  assert.ok(JSON.parse(ran.out).outputSqnrDb > 20, ran.out + ran.err);
});

test('sensitivity: each layer in fewer bits, the others as they are', async () => {
  const data = '--dataset=npy:x.npy,y.npy';
  const ran = await quantize(
    'sensitivity',
    'net.mlir',
    '--calibration=t.json',
    data,
    '--choices=w4a8,w8a16',
  );
  assert.equal([ran.exit, ran.err], [0, '']);
  const { samples, base, layers } = JSON.parse(ran.out);
  assert.is(samples, 40);
  assert.equal(
    layers.map((l: { name: string; op: string; weightCount: number }) => [
      l.name,
      l.op,
      l.weightCount,
    ]),
    [['conv', 'conv2d', 4]],
  );
  const [four, wide] = layers[0].choices;
  assert.equal([four.weights, four.activations, wide.weights, wide.activations], [4, 8, 8, 16]);
  assert.ok(four.deviation.sqnrDb < base.deviation.sqnrDb, 'fewer bits, more noise');
  assert.ok(layers[0].weightError > 0);
});

test('qat trains, tells each epoch, and goes on from a checkpoint', async () => {
  const common = ['qat', 'net.mlir', '--dataset=npy:x.npy,y.npy', '--bits=w4a8', '--epochs=3'];
  const qat = (...args: string[]) => quantize(...common, ...args);
  const whole = await qat('--checkpoint=c.json', '-o', 'a.mlir');
  assert.is(whole.exit, 0, whole.err);
  assert.match(
    whole.err,
    /^epoch 0: validation: loss [\d.]+, accuracy [\d.]+ %\nepoch 1: training: /,
  );
  assert.match(String(bench.read('a.mlir')), /qnn\.conv2d/);
  const resumed = await qat('--resume=c.json', '-o', 'b.mlir');
  assert.equal([resumed.exit, resumed.err], [0, '']);
  assert.equal(bench.read('b.mlir'), bench.read('a.mlir'));
  const chosen = await qat('--layers=conv', '--learn-activations', '--calibration=t.json');
  assert.is(chosen.exit, 0, chosen.err);
  bench.write(
    'train.json',
    '{"version": 1, "layers": [{"match": {"op": "conv2d"}, "train": false}]}',
  );
  const none = await qat('--plan=train.json', '--adaround', '--bias-correction');
  assert.match(none.err, /no layer is trained/);
  const wrong: readonly (readonly [string, RegExp])[] = [
    ['--layers=nothing', /matches no layer/],
    ['--batch=0', /'--batch' must be at least 1/],
    ['--rate=fast', /'--rate' takes a number from 0 to 1, not 'fast'/],
    ['--loss=hope', /'--loss' takes distillation, labels, mixed, mse/],
    ['--resume=t.json', /t\.json: it is no checkpoint of a training/],
  ];
  for (const [option, message] of wrong) {
    const run = await qat(option);
    assert.ok(run.exit > 0, option);
    assert.match(run.err, message);
  }
});

test('npu-compile quantizes a float model by the same files', async () => {
  const compile = (...args: string[]) => bench.run(compileMain, ['net.mlir', ...args]);
  const made = await compile('--calibration=t.json', '--emit=qnn');
  assert.is(made.exit, 0, made.err);
  assert.is(made.out, (await quantize('ptq', 'net.mlir', '--calibration=t.json')).out);
  const object = await compile('--calibration=t.json', '--target=n1-64', '-o', 'net.npu');
  assert.equal([object.exit, object.err], [0, '']);
  const without = await compile('--target=n1-64', '-o', 'no.npu');
  assert.is(without.exit, 1);
  assert.match(without.err, /computes in float: quantize the model first/);
  const alone = await compile('--precision-plan=plan.json', '--target=n1-64');
  assert.is(alone.exit, 2);
  assert.match(alone.err, /give '--calibration' too/);
});

test('what is wrong is told in one sentence', async () => {
  const fails = async (exit: number, message: RegExp, ...args: string[]) => {
    const run = await quantize(...args);
    assert.is(run.exit, exit, `${args}: ${run.err}`);
    assert.match(run.err, message);
    assert.is(run.out, '');
  };
  await fails(2, /no verb; there are calibrate, evaluate, ptq, qat, sensitivity/);
  await fails(2, /unknown verb 'calibrat'; did you mean 'calibrate'\?/, 'calibrat');
  await fails(2, /no samples: give '--dataset=KIND:FILES'/, 'calibrate', 'net.mlir');
  await fails(2, /must be cifar10:F\.bin/, 'calibrate', 'net.mlir', '--dataset=png:x');
  await fails(
    2,
    /takes numbers with commas/,
    'calibrate',
    'net.mlir',
    '--dataset=npy:x.npy',
    '--input-mean=a',
  );
  await fails(
    1,
    /cannot open input file 'no\.npy'/,
    'calibrate',
    'net.mlir',
    '--dataset=npy:no.npy',
  );
  await fails(
    1,
    /no whole number of CIFAR-10 records/,
    'calibrate',
    'net.mlir',
    '--dataset=cifar10:x.npy',
  );
  await fails(2, /no calibration: give '--calibration=table\.json'/, 'ptq', 'net.mlir');
  await fails(
    2,
    /'--choices' takes w8a8/,
    'sensitivity',
    'net.mlir',
    '--calibration=t.json',
    '--choices=w3',
  );
  await fails(
    1,
    /net\.mlir: Unexpected token|net\.mlir: /,
    'ptq',
    'net.mlir',
    '--calibration=net.mlir',
  );
  bench.write('other.json', '{"version": 1, "method": "mse", "tensors": {}}');
  await fails(
    1,
    /has no range for the tensor 'picture'/,
    'ptq',
    'net.mlir',
    '--calibration=other.json',
  );
  await fails(1, /is quantized already/, 'ptq', 'q.mlir', '--calibration=t.json');
  await fails(1, /the data set has no labels/, 'evaluate', 'net.mlir', '--dataset=npy:x.npy');
});

const resnet8 = shared('models/resnet8/resnet8_float.tflite');
const train = shared('datasets/cifar10_train_3000.bin.gz');
const open = shared('datasets/cifar10_test_open_500.bin.gz');
if (!resnet8 || !train || !open)
  console.log('skipped: the shared models and data sets are not here');
else {
  test('ResNet8 keeps its accuracy in 8 bits, and in 4-bit weights with adaptive rounding', async () => {
    const data = `--dataset=cifar10:${train}`;
    const table = await quantize('calibrate', resnet8, data, '-o', 'r8.json');
    assert.is(table.exit, 0, table.err);
    const accuracy = async (...options: string[]): Promise<[number, number]> => {
      await quantize('ptq', resnet8, '--calibration=r8.json', data, ...options, '-o', 'r8.mlir');
      const ran = await quantize(
        'evaluate',
        'r8.mlir',
        `--dataset=cifar10:${open}`,
        `--float=${resnet8}`,
      );
      const { value, floatValue } = JSON.parse(ran.out);
      return [value, floatValue];
    };
    const [w8, float] = await accuracy();
    assert.is(float, 89);
    assert.ok(w8 >= float - 0.5, `${w8}`);
    const [w4] = await accuracy('--bits=w4a8', '--adaround', '--bias-correction');
    assert.ok(w4 >= float - 3, `${w4}`);
  });
}

test.run();
