// Tables, plans and data sets: what they hold comes back, and each mistake has its sentence.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { parseText } from '../../../driver/index.js';
import { entryFunction } from '../../../interpreter/index.js';
import { inputMaker, readCifar10, readIdx } from '../../../quantization/dataset/index.js';
import {
  applyPlan,
  layerName,
  planText,
  readPlan,
  readTable,
  SCHEMES,
  tableText,
  tensorNames,
  uniformPlan,
} from '../../../quantization/index.js';

test('a table as text and back; mistakes name the tensor', () => {
  const table = {
    version: 1,
    method: 'mse',
    samples: 3,
    tensors: { 'a "b"': { min: -1, max: 2.5, observedMin: -2, observedMax: 3 } },
  } as const;
  assert.equal(readTable(tableText(table), 't.json'), table);
  const fails = (text: string, message: RegExp) =>
    assert.throws(() => readTable(text, 't.json'), message);
  fails('{', /^t\.json: /);
  fails('[]', /expected an object in braces/);
  fails('{"version": 2}', /"version" must be 1, found 2/);
  fails('{"version": 1, "method": "x"}', /"method" must be one of minmax/);
  fails(
    '{"version": 1, "method": "kl", "tensors": {"c": {"min": 1}}}',
    /tensor "c" needs the numbers/,
  );
  fails(
    '{"version": 1, "method": "kl", "tensors": {"c": {"min": 1, "max": 0}}}',
    /min 1 is above max 0/,
  );
});

const NET = `
func.func @main(%x: tensor<1x2xf32> {nn.name = "in"}) -> tensor<1x2xf32> {
  %w = nn.constant dense<1.0> : tensor<2x2xf32>
  %a = nn.fully_connected %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32> loc("first")
  %b = nn.fully_connected %a, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32> loc("second")
  %c = nn.relu %b : (tensor<1x2xf32>) -> tensor<1x2xf32> loc("second")
  return %c : tensor<1x2xf32>
}`;

test('tensors have names of their own; a plan finds layers by all it says', async () => {
  const module = await parseText(await createContext(), Buffer.from(NET), 'net.mlir');
  const fn = entryFunction(module);
  assert.equal([...tensorNames(fn).values()], ['in', 'first', 'second', 'second#2']);
  const bits = (text: string) =>
    [...applyPlan(readPlan(text, 'p.json'), fn)].map(
      ([op, { weights, activations }]) => `${layerName(op)} w${weights}a${activations}`,
    );
  assert.equal(
    bits(
      '{"version": 1, "default": {"weights": 4}, "layers": [{"match": {"name": "first"}, "weights": 32}, {"match": {"regex": "^sec", "op": "fully_connected", "minWeights": 4}, "activations": 16}]}',
    ),
    ['first w32a8', 'second w4a16', 'second w4a8'],
  );
  const fails = (layers: string, message: RegExp) =>
    assert.throws(() => bits(`{"version": 1, "layers": [${layers}]}`), message);
  fails('{"match": {"name": "firs"}}', /matches no layer; did you mean 'first'\?/);
  fails('{"match": {"op": "fully_conected"}}', /did you mean 'fully_connected'\?/);
  fails('{"match": {"maxWeights": 1, "op": "fully_connected"}}', /matches no layer/);
  fails('{"match": {"regex": "("}}', /the plan's regex '\('/);
  fails('{"match": {"nme": "x"}}', /unknown "nme" in "match"; there are name, regex/);
  fails('{"weights": 8}', /entry 1 needs a "match"/);
  fails('{"match": {}, "weights": 5}', /"weights" must be one of 4, 8, 32, found 5/);
  const plan = uniformPlan(SCHEMES.w4a8);
  assert.equal(readPlan(planText(plan), 'p.json'), plan);
});

test('CIFAR-10 records', () => {
  const bytes = new Uint8Array(2 * 3073);
  bytes[0] = 9;
  bytes[1] = 7;
  const set = readCifar10(bytes, 'c.bin');
  assert.equal([set.count, set.label(0), set.label(1), set.sample(0)[0]], [2, 9, 0, 7]);
  assert.throws(
    () => readCifar10(bytes.subarray(1), 'c.bin'),
    /no whole number of CIFAR-10 records/,
  );
  bytes[3073] = 10;
  assert.throws(() => readCifar10(bytes, 'c.bin'), /record 1 has the label 10/);
});

test('IDX pictures and labels', () => {
  const images = {
    bytes: Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4),
    file: 'i',
  };
  const labels = { bytes: Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 5, 6), file: 'l' };
  const set = readIdx(images, labels);
  assert.equal(
    [set.count, set.shape, [...(set.sample(1) as Uint8Array)], set.label(1)],
    [2, [1, 2], [3, 4], 6],
  );
  const with_ = (bytes: Uint8Array) => () => readIdx({ bytes, file: 'i' }, undefined);
  assert.throws(with_(Uint8Array.of(1, 2)), /no IDX file/);
  assert.throws(with_(images.bytes.subarray(0, 10)), /ends within its header/);
  assert.throws(with_(images.bytes.subarray(0, 18)), /need 4 bytes, 2 are there/);
  assert.throws(with_(Uint8Array.of(0, 0, 9, 0)), /elements of type 0x9/);
  assert.throws(
    () => readIdx(images, { ...labels, bytes: Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 5) }),
    /has 1 labels/,
  );
});

test('inputs: normalized by channel, in the layout of the network', () => {
  const set = { count: 1, shape: [3, 1, 2], channelsFirst: true, sample: () => [], label: () => 0 };
  const stored = [1, 2, 3, 4, 5, 6];
  const normalization = { scale: 2, mean: [0, 2, 4], deviation: [1, 2, 4] };
  const last = inputMaker(set, [1, 1, 2, 3], normalization)(stored);
  assert.equal([...(last.data as Float32Array)], [2, 2, 1.5, 4, 3, 2]);
  const first = inputMaker(set, [1, 3, 1, 2], normalization)(stored);
  assert.equal([...(first.data as Float32Array)], [2, 4, 2, 3, 1.5, 2]);
  assert.throws(
    () => inputMaker(set, [1, 7], normalization),
    /samples of \[3, 1, 2\] do not fit the input \[1, 7\]/,
  );
  assert.throws(
    () => inputMaker(set, [1, 1, 2, 3], { ...normalization, mean: [1, 2] }),
    /2 numbers for the mean, expected 1 or 3/,
  );
});

test.run();
