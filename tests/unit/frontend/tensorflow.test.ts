import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { cutNetwork, importModel } from '../../../driver/index.js';
import { FormatError } from '../../../frontend/common/index.js';
import { cosines, melFilters, readTable } from '../../../frontend/tensorflow/index.js';
import { prepareProgram } from '../../../interpreter/index.js';
import { accuracy, readNpy } from '../../support/datasets.js';
import { programOf, runOn } from '../../support/models.js';
import { shared } from '../../support/shared.js';

function keywords() {
  const { data: x } = readNpy(shared('datasets/kws_tfmfcc_f32_open_x.npy')!);
  const { data: y } = readNpy(shared('datasets/kws_tfmfcc_f32_open_y.npy')!);
  return { count: y.length, size: 490, x, y };
}

/** A graph behind its Mfcc node. */
async function behindMfcc(path: string) {
  const context = await createContext();
  const { module } = await importModel(context, readFileSync(path), path);
  cutNetwork(context, module, ['Mfcc'], []);
  return prepareProgram(module);
}

/** Every second frame of 49: windows that do not overlap. */
const everySecond = (x: Float32Array) => {
  const out = new Float32Array(250);
  for (let f = 0; f < 25; f++) out.set(x.subarray(20 * f, 20 * f + 10), 10 * f);
  return out;
};

for (const [file, frames, wanted] of [
  ['DS_CNN_S', 49, 0.874],
  ['CNN_S', 49, 0.824],
  ['DNN_S', 25, 0.776],
  ['GRU_S', 25, undefined],
] as const) {
  test(`${file} reaches its accuracy on keywords`, async () => {
    const path = shared(`models/arm_kws_pb/${file}.pb`);
    if (!path) return console.log('skipped: no recorded models');
    const samples = keywords();
    const program = await behindMfcc(path);
    const found = accuracy(samples, (i) => {
      const x = Float32Array.from(samples.x.subarray(490 * i, 490 * (i + 1)));
      return runOn(program, [1, frames, 10], frames === 25 ? everySecond(x) : x)[0];
    });
    console.log(file, found);
    if (wanted === undefined) assert.ok(found > 0.75, `${found}`);
    else assert.ok(Math.abs(found - wanted) <= 0.002, `${found}`);
  });
}

/** A network from its input up to a tensor. */
async function upTo(path: string, tensor: (names: readonly string[]) => string) {
  const context = await createContext();
  const { module, report } = await importModel(context, readFileSync(path), path, { file: path });
  cutNetwork(context, module, [], [tensor(report.map((r) => r.name))]);
  return prepareProgram(module);
}

// The copy in ONNX has a last window of 24 rows, the SavedModel and its TensorFlow Lite copy of 25: the
// networks are compared in front of it, and the accuracy may differ by the two samples that this costs.
test('the SavedModel with the variables beside it equals its copy in ONNX', async () => {
  const path = shared('models/kws_dscnn/savedmodel/saved_model.pb');
  if (!path) return console.log('skipped: no recorded models');
  const program = await programOf(path);
  const features = await upTo(path, (names) => names.filter((n) => n.endsWith('/Relu')).at(-1)!);
  const onnx = await upTo(shared('models/kws_dscnn/kws_dscnn.onnx')!, () => 'bnpw4/relu');
  const { data: q } = readNpy(shared('datasets/kws_mfcc_int8_open_x.npy')!);
  const { data: y } = readNpy(shared('datasets/kws_mfcc_int8_open_y.npy')!);
  const samples = { count: y.length, size: 490, x: q, y };
  let worst = 0;
  const found = accuracy(samples, (i) => {
    const x = Float32Array.from(q.subarray(490 * i, 490 * (i + 1)), (v) => (v - 83) * 0.5847029);
    if (i < 50) {
      const [a] = runOn(features, [1, 49, 10, 1], x);
      const [b] = runOn(onnx, [1, 1, 49, 10], x);
      for (let p = 0; p < 125; p++) {
        for (let c = 0; c < 64; c++)
          worst = Math.max(worst, Math.abs(a[64 * p + c] - b[125 * c + p]));
      }
    }
    return runOn(program, [1, 49, 10, 1], x)[0];
  });
  console.log('kws savedmodel', found, 'difference from .onnx', worst);
  assert.ok(Math.abs(found - 0.918) <= 0.0041, `${found}`);
  assert.ok(worst < 1e-4, `${worst}`);
});

/** The kernels' own way, in double precision: transform, filters, logarithms, cosines. */
function reference(samples: Float32Array, size: number, stride: number): number[] {
  const fft = 1024;
  const bins = fft / 2 + 1;
  const filters = melFilters(bins, 16000, 40, 20, 4000);
  const table = cosines(40, 10);
  const out: number[] = [];
  for (let at = 0; at + size <= samples.length; at += stride) {
    const energies = new Float64Array(40);
    for (let k = 0; k < bins; k++) {
      let [re, im] = [0, 0];
      for (let i = 0; i < size; i++) {
        const v = samples[at + i] * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
        const angle = (2 * Math.PI * ((i * k) % fft)) / fft;
        re += v * Math.cos(angle);
        im -= v * Math.sin(angle);
      }
      const magnitude = Math.hypot(re, im);
      for (let f = 0; f < 40; f++) energies[f] += magnitude * filters[40 * k + f];
    }
    for (let c = 0; c < 10; c++) {
      let sum = 0;
      for (let f = 0; f < 40; f++)
        sum += Math.log(Math.max(energies[f], 1e-12)) * table[10 * f + c];
      out.push(sum);
    }
  }
  return out;
}

test('the audio front end computes what its kernels compute', async () => {
  const path = shared('models/arm_kws_pb/DNN_S.pb');
  if (!path) return console.log('skipped: no recorded models');
  const context = await createContext();
  const { module } = await importModel(context, readFileSync(path), path);
  cutNetwork(context, module, [], ['Mfcc']);
  const program = prepareProgram(module);
  let seed = 5;
  const samples = Float32Array.from({ length: 16000 }, (_, i) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return 0.3 * Math.sin(i * 0.05) + 0.2 * (seed / 2 ** 31 - 1);
  });
  const [found] = runOn(program, [16000, 1], samples);
  const wanted = reference(samples, 640, 640);
  assert.is(found.length, wanted.length);
  const worst = Math.max(...wanted.map((v, i) => Math.abs(v - found[i])));
  console.log('mfcc differs by', worst);
  assert.ok(worst < 1e-4, `${worst}`);
});

test('a damaged SavedModel is a sentence, never a crash', async () => {
  const path = shared('models/kws_dscnn/savedmodel/variables/variables.index');
  if (!path) return console.log('skipped: no recorded models');
  const bytes = new Uint8Array(readFileSync(path));
  assert.ok(readTable(bytes, 'x').has('_CHECKPOINTABLE_OBJECT_GRAPH'));
  let seed = 11;
  const next = (below: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % below;
  };
  for (let i = 0; i < 500; i++) {
    const bad = i % 3 === 0 ? bytes.slice(0, next(bytes.length)) : bytes.slice();
    for (let k = 0; k < 4; k++) bad[next(bad.length)] = next(256);
    try {
      readTable(bad, 'x');
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
    }
  }
});

test.run();
