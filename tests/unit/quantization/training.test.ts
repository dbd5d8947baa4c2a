// Fake quantization against the stored integers, optimizers, and training as a whole.
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { parseText } from '../../../driver/index.js';
import {
  canonicalGraph,
  evaluate,
  interpretedNetwork,
  type LabelledSamples,
  type QatOptions,
  quantizeModule,
  trainQuantized,
} from '../../../driver/quantize/index.js';
import { entryFunction } from '../../../interpreter/index.js';
import { type Operation, printToBytes } from '../../../ir/index.js';
import { hasQuantizedForm } from '../../../lowering/nn-to-qnn/index.js';
import {
  calibrate,
  channelLayout,
  gatherMoments,
  type PrecisionPlan,
  parametersFor,
  quantizeWeights,
  refineWeights,
  SCHEMES,
  storedRange,
  uniformPlan,
} from '../../../quantization/index.js';
import {
  type Checkpoint,
  checkpointText,
  cosineRate,
  type EpochResult,
  generator,
  makeOptimizer,
  OPTIMIZERS,
  readCheckpoint,
  softmaxInto,
  TRAINING_DEFAULTS,
  TrainedNetwork,
  WeightQuantizer,
} from '../../../quantization/train/index.js';

const real = fc.float({ min: -4, max: 4, noNaN: true });

test('weights take the levels that quantization stores, in four and in eight bits', () => {
  fc.assert(
    fc.property(
      fc.array(real, { minLength: 12, maxLength: 12 }),
      fc.constantFrom(4, 8),
      (list, bits) => {
        const data = Float32Array.from(list);
        const shape = [3, 4];
        const { type, values } = quantizeWeights(data, shape, 0, bits, 'per-channel');
        const stored = storedRange({ bits, isSymmetric: true });
        const quantizer = new WeightQuantizer(type.scales, channelLayout(shape, 0), stored);
        assert.equal(quantizer.scales, [...type.scales]);
        assert.equal(quantizer.levels(data), values);
      },
    ),
  );
});

test('gradients of step sizes are those of Learned Step Size Quantization', () => {
  const stored = storedRange({ bits: 4, isSymmetric: true });
  const quantizer = new WeightQuantizer([0.5], { channels: 1, inner: 3 }, stored);
  const weights = Float32Array.of(0.6, 9, -9);
  const quantized = new Float32Array(3);
  quantizer.dequantize(quantizer.levels(weights), quantized);
  assert.equal([...quantized], [0.5, 3.5, -3.5]);
  const gradient = Float32Array.of(1, 1, 1);
  quantizer.backward(weights, quantized, gradient);
  // Clipped weights get none; d/d ln s is s · (round(w/s) − w/s), or the bound.
  assert.equal([...gradient], [1, 0, 0]);
  assert.ok(Math.abs(quantizer.gradient[0] - -0.1) < 1e-6);
});

test('optimizers come down a bowl, whatever its scale', () => {
  for (const kind of OPTIMIZERS) {
    for (const scale of [1e-4, 1, 1e4]) {
      const values = Float32Array.of(scale, -scale, scale / 2);
      const gradient = new Float32Array(3);
      const optimizer = makeOptimizer(kind, [{ values, gradient, unit: scale }]);
      for (let i = 0; i < 300; i++) {
        values.forEach((x, k) => {
          gradient[k] = (x * (k + 1)) / scale;
        });
        optimizer.step(0.05 * cosineRate(i, 300));
      }
      assert.ok(
        values.every((x) => Math.abs(x) < 0.02 * scale),
        `${kind}, ${scale}: ${values}`,
      );
    }
  }
});

/** Which of four quarters of a picture is bright: a convolution, a pool and a product. */
const SIZE = 6;
function netText(): string {
  const next = generator(5);
  const random = (count: number, size: number) =>
    Array.from({ length: count }, () => ((next() / 2 ** 31 - 1) * size).toFixed(4));
  const filter = (o: number, k: number) =>
    `[${Array.from({ length: o }, () => `[${Array.from({ length: k }, () => `[${random(k, 0.6).map((x) => `[${x}]`)}]`)}]`)}]`;
  const dense = `[${Array.from({ length: 4 }, () => `[${random(32, 0.4)}]`)}]`;
  return `
func.func @main(%x: tensor<1x6x6x1xf32> {nn.name = "picture"}) -> tensor<1x4xf32> {
  %f = nn.constant dense<${filter(8, 3)}> : tensor<8x3x3x1xf32>
  %b = nn.constant dense<[${random(8, 0.2)}]> : tensor<8xf32>
  %g = nn.constant dense<${dense}> : tensor<4x32xf32>
  %h = nn.constant dense<0.0> : tensor<4xf32>
  %a = nn.conv2d %x, %f, %b {activation = "relu", padding = array<i64: 1, 1, 1, 1>} : (tensor<1x6x6x1xf32>, tensor<8x3x3x1xf32>, tensor<8xf32>) -> tensor<1x6x6x8xf32> loc("conv")
  %p = nn.max_pool2d %a {kernel = array<i64: 3, 3>, stride = array<i64: 3, 3>} : (tensor<1x6x6x8xf32>) -> tensor<1x2x2x8xf32> loc("pool")
  %r = nn.reshape %p : (tensor<1x2x2x8xf32>) -> tensor<1x32xf32> loc("flat")
  %d = nn.fully_connected %r, %g, %h : (tensor<1x32xf32>, tensor<4x32xf32>, tensor<4xf32>) -> tensor<1x4xf32> loc("dense")
  %s = nn.softmax %d : (tensor<1x4xf32>) -> tensor<1x4xf32> loc("answer")
  return %s : tensor<1x4xf32>
}`;
}

function samplesOf(count: number): LabelledSamples {
  const next = generator(11);
  const labels = Array.from({ length: count }, () => next() % 4);
  const inputs = labels.map((label) =>
    Float32Array.from({ length: SIZE * SIZE }, (_, i) => {
      const quarter = (Math.floor(i / SIZE) >= 3 ? 2 : 0) + (i % SIZE >= 3 ? 1 : 0);
      return next() / 2 ** 32 + (quarter === label ? 0.7 : 0);
    }),
  );
  return {
    count,
    input: (i) => ({ shape: [1, SIZE, SIZE, 1], data: inputs[i] }),
    label: (i) => labels[i],
  };
}

const samples = samplesOf(160);

async function prepared() {
  const context = await createContext();
  const module = await parseText(context, Buffer.from(netText()), 'net.mlir');
  assert.ok(await canonicalGraph(context, module));
  const table = calibrate(module, 40, (i) => [samples.input(i)], { method: 'mse' });
  return { context, module, table };
}

const accuracy = (module: Operation) => evaluate(interpretedNetwork(module), samples, 'top1').value;

const TRAINING = { ...TRAINING_DEFAULTS, epochs: 6, batch: 8, rate: 0.02, loss: 'labels' } as const;

async function trained(options: Partial<QatOptions> = {}) {
  const { context, module, table } = await prepared();
  const plan = uniformPlan(SCHEMES.w4a8);
  const history = await trainQuantized(context, module, samples, {
    ...{ table, plan, granularity: 'per-channel', training: TRAINING },
    ...options,
  });
  return { module, history: history!, text: Buffer.from(printToBytes(module)).toString('latin1') };
}

test('training makes of a useless network of four bits a useful one', async () => {
  const { context, module, table } = await prepared();
  const plan = uniformPlan(SCHEMES.w4a8);
  await quantizeModule(context, module, { table, plan, granularity: 'per-channel' });
  const before = accuracy(module);
  assert.ok(before < 60, `${before}`);
  for (const learnActivationScales of [false, true]) {
    for (const optimizer of OPTIMIZERS) {
      const run = await trained({
        learnActivationScales,
        training: { ...TRAINING, optimizer, epochs: 8 },
      });
      assert.match(run.text, /qnn\.conv2d/);
      const behind = accuracy(run.module);
      assert.ok(behind > 90, `${optimizer}, ${learnActivationScales}: ${before} -> ${behind}`);
      // What the tape measured is what the integers give.
      const best = Math.max(...run.history.map(({ validation }) => validation!.accuracy));
      assert.ok(best > 0.85, `${best}`);
    }
  }
});

test('the tape answers as the integers do, in one width and in several', async () => {
  const wide: PrecisionPlan = {
    ...uniformPlan(SCHEMES.w8a8),
    layers: [{ match: { op: 'fully_connected' }, activations: 16 }],
  };
  for (const plan of [uniformPlan(SCHEMES.w4a8), uniformPlan(SCHEMES.w8a16), wide]) {
    const { context, module, table } = await prepared();
    await context.load('qnn', 'quant');
    const { tape } = new TrainedNetwork(context, entryFunction(module), {
      ...{ table, plan, granularity: 'per-channel' },
      isQuantizable: (op) => hasQuantizedForm(context, op),
      isTrained: () => false,
      learnWeightScales: true,
      learnActivationScales: true,
    });
    assert.ok(await quantizeModule(context, module, { table, plan, granularity: 'per-channel' }));
    const integers = interpretedNetwork(module);
    for (let i = 0; i < 40; i++) {
      const input = samples.input(i);
      const wanted = new Float32Array(4);
      softmaxInto(tape.forward([input.data as Float32Array]), 1, wanted);
      const [found] = integers.run([input]);
      found.forEach((x, k) => {
        assert.ok(Math.abs(x - wanted[k]) < 0.012, `${x}, on the tape ${wanted[k]}`);
      });
    }
  }
});

test('the same seed gives the same bytes, another seed others', async () => {
  const [a, b] = [await trained(), await trained()];
  assert.is(a.text, b.text);
  const other = await trained({ training: { ...TRAINING, seed: 2 } });
  assert.is.not(a.text, other.text);
});

test('a checkpoint goes on as if nothing had been', async () => {
  const checkpoints: Checkpoint[] = [];
  const whole = await trained({
    onEpoch: (_: EpochResult, checkpoint) => checkpoints.push(checkpoint()),
  });
  const text = checkpointText(checkpoints[3]);
  const resumed = await trained({
    resume: (sizes) => readCheckpoint(text, 'c.json', TRAINING, sizes),
  });
  assert.is(resumed.text, whole.text);
  assert.equal(resumed.history.length, whole.history.length);
  const read = (of: object, sizes: number[]) => () =>
    readCheckpoint(text, 'c.json', { ...TRAINING, ...of }, sizes);
  assert.throws(read({ batch: 9 }, []), /c\.json: it was made with batch 8, not 9/);
  assert.throws(read({}, [1]), /c\.json: it is of another network, or of other layers/);
});

test('layers that are not chosen stay as post-training quantization has them', async () => {
  const { context, module, table } = await prepared();
  const plan = uniformPlan(SCHEMES.w4a8);
  await quantizeModule(context, module, { table, plan, granularity: 'per-channel' });
  const lines = (text: string, name: RegExp) => {
    const all = text.split('\n');
    return all.slice(Math.max(0, all.findIndex((l) => name.test(l)) - 2)).slice(0, 3);
  };
  const ptq = Buffer.from(printToBytes(module)).toString('latin1');
  const run = await trained({ layers: [{ regex: '^dense$' }] });
  const planned = { ...plan, layers: [{ match: { name: 'dense' }, train: true }] };
  assert.is((await trained({ plan: planned })).text, run.text);
  assert.equal(lines(run.text, /= qnn\.conv2d/), lines(ptq, /= qnn\.conv2d/));
  assert.is.not(run.text, ptq);
  assert.ok(accuracy(run.module) > accuracy(module));
});

test('layers that are not chosen keep weights and biases that were refined', async () => {
  const plan = uniformPlan(SCHEMES.w4a8);
  const common = { plan, granularity: 'per-channel' } as const;
  const texts = [];
  for (const isTrained of [false, true]) {
    const { context, module, table } = await prepared();
    const moments = gatherMoments(module, 40, (i) => [samples.input(i)]);
    const chosen = { ...common, adaround: true, biasCorrection: true };
    const refined = refineWeights(entryFunction(module), moments, chosen);
    if (isTrained) {
      const layers = [{ name: 'dense' }];
      const options = { ...common, table, refined, layers, training: TRAINING };
      assert.ok(await trainQuantized(context, module, samples, options));
    } else assert.ok(await quantizeModule(context, module, { ...common, table, refined }));
    texts.push(Buffer.from(printToBytes(module)).toString('latin1').split('\n'));
  }
  // The convolution and its constants, which come first.
  assert.equal(texts[1].slice(0, 5), texts[0].slice(0, 5));
  assert.match(texts[1][4], /qnn\.conv2d/);
  assert.is.not(texts[1].join(), texts[0].join());
});

test('training ends early, and without labels where the float network teaches', async () => {
  const patient = await trained({ training: { ...TRAINING, epochs: 40, rate: 0, patience: 2 } });
  assert.is(patient.history.length, 3);
  for (const loss of ['distillation', 'mse'] as const) {
    const { context, module, table } = await prepared();
    const unlabelled = { ...samples, label: () => undefined };
    const history = await trainQuantized(context, module, unlabelled, {
      ...{ table, plan: uniformPlan(SCHEMES.w4a8), granularity: 'per-tensor' },
      training: { ...TRAINING, loss },
    });
    const losses = history!.map(({ validation }) => validation!.loss);
    assert.ok(Math.min(...losses) < 0.6 * losses[0], `${loss}: ${losses}`);
  }
});

test('what is wrong is told in one sentence', async () => {
  const fails = async (options: Partial<QatOptions>, message: RegExp) => {
    try {
      await trained(options);
    } catch (error) {
      assert.match((error as Error).message, message);
      return;
    }
    assert.unreachable();
  };
  await fails({ layers: [{ regex: 'none' }] }, /matches no layer/);
  await fails({ layers: [{ name: 'flat' }] }, /no layer is trained/);
  await fails({ training: { ...TRAINING, validation: 1 } }, /no samples are left/);
});

test('learned ranges give back their scale', () => {
  fc.assert(
    fc.property(real, real, (a, b) => {
      const range = { min: Math.min(a, b, 0), max: Math.max(a, b, 0.01) };
      const { scale, zeroPoint } = parametersFor(range, { bits: 8, isSymmetric: false });
      const learned = {
        min: (-128 - zeroPoint) * scale * 1.1,
        max: (127 - zeroPoint) * scale * 1.1,
      };
      const again = parametersFor(learned, { bits: 8, isSymmetric: false });
      assert.is(again.zeroPoint, zeroPoint);
      assert.ok(Math.abs(again.scale / (1.1 * scale) - 1) < 1e-6);
    }),
  );
});

test.run();
