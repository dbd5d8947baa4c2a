// The reference models over the open data sets: the accuracy that the table beside them states, within
// 0.2 points. (shared/models, shared/models-and-datasets.json)

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { loadModel } from '../../../driver/index.js';
import { interfaceOf, prepareProgram } from '../../../interpreter/index.js';
import { shared } from '../../support/shared.js';

const POINTS = 0.002;

interface DataSet {
  readonly labels: ArrayLike<number>;
  /** Elements of a sample as the data set has them, channels last. */
  sample(i: number): ArrayLike<number>;
}

/** Records of a label byte and three planes of 32 x 32. */
function cifar10(path: string): DataSet {
  const bytes = gunzipSync(readFileSync(path));
  const size = 1 + 3072;
  return {
    labels: Array.from({ length: bytes.length / size }, (_, i) => bytes[i * size]),
    sample: (i) =>
      Float32Array.from(
        { length: 3072 },
        (_, k) => bytes[i * size + 1 + (k % 3) * 1024 + Math.floor(k / 3)],
      ),
  };
}

function npy(path: string): Buffer {
  const bytes = readFileSync(path);
  return bytes.subarray(10 + bytes.readUInt16LE(8));
}

function keywords(path: string): DataSet {
  const x = npy(path);
  return {
    labels: npy(path.replace('_x.npy', '_y.npy')),
    sample: (i) => Float32Array.from({ length: 490 }, (_, k) => x.readInt8(i * 490 + k)),
  };
}

interface Case {
  readonly model: string;
  readonly data: string;
  readonly open: (path: string) => DataSet;
  /** From an element of the data set to one of the input. */
  readonly input: (x: number) => number;
  /** Where the table has none: that of a model with the same weights. */
  readonly accuracyOf?: string;
}

const CIFAR = { data: 'datasets/cifar10_test_open_500.bin.gz', open: cifar10 };
const KEYWORDS = { data: 'datasets/kws_mfcc_int8_open_x.npy', open: keywords };
const CASES: readonly Case[] = [
  { ...CIFAR, model: 'models/resnet8/resnet8_float.tflite', input: (x) => x },
  { ...CIFAR, model: 'models/resnet8/resnet8_int8_ref.tflite', input: (x) => x - 128 },
  { ...KEYWORDS, model: 'models/kws_dscnn/kws_int8_ref.tflite', input: (q) => q },
  {
    ...KEYWORDS,
    model: 'models/kws_dscnn/kws_hybrid.tflite',
    input: (q) => (q - 83) * 0.5847029,
    accuracyOf: 'models/kws_dscnn/kws_int8_ref.tflite',
  },
];

const table = shared('models-and-datasets.json');
const stated = (model: string): number => {
  const { float_and_int8_reference_accuracy: rows } = JSON.parse(readFileSync(table!, 'utf8'));
  return rows.find((r: { model: string }) => r.model === model).value;
};

for (const { model, data, open, input, accuracyOf = model } of CASES) {
  const [file, set] = [shared(model), shared(data)];
  if (!table || !file || !set) {
    console.log(`skipped: ${model} (it or its data is not on this machine)`);
    continue;
  }
  test(`${model}: its accuracy on ${data}`, async () => {
    const module = await loadModel(await createContext(), readFileSync(file), file);
    const program = prepareProgram(module);
    const [{ shape, elementType }] = interfaceOf(module).inputs;
    const isFloat = elementType.toString() === 'f32';
    const { labels, sample } = open(set);
    let right = 0;
    for (let i = 0; i < labels.length; i++) {
      const elements = Array.from(sample(i), input);
      const tensor = isFloat ? Float32Array.from(elements) : Int8Array.from(elements);
      const [{ data: scores }] = program.run([{ shape, data: tensor }]);
      const best = Array.from(scores as Float32Array).reduce(
        (b, x, k, all) => (x > all[b] ? k : b),
        0,
      );
      if (best === labels[i]) right++;
    }
    const [found, wanted] = [right / labels.length, stated(accuracyOf)];
    assert.ok(Math.abs(found - wanted) <= POINTS + 1e-9, `${found}, the table says ${wanted}`);
  });
}

test.run();
