import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { FormatError } from '../../../frontend/common/index.js';
import { Hdf5File, type Hdf5Object } from '../../../frontend/hdf5/index.js';
import { accuracy, readCifar } from '../../support/datasets.js';
import { moduleOf, programOf, runOn } from '../../support/models.js';
import { shared } from '../../support/shared.js';

/** CIFAR's planes as a picture in NHWC. */
function picture(x: ArrayLike<number>, at: number): Float32Array {
  const out = new Float32Array(3072);
  for (let i = 0; i < 1024; i++) for (let c = 0; c < 3; c++) out[3 * i + c] = x[at + 1024 * c + i];
  return out;
}

test('ResNet8 reaches its accuracy on CIFAR-10 and equals its TensorFlow Lite copy', async () => {
  const path = shared('models/resnet8/pretrainedResnet.h5');
  if (!path) return console.log('skipped: no recorded models');
  const program = await programOf(path);
  const tflite = await programOf(shared('models/resnet8/resnet8_float.tflite')!);
  const samples = readCifar(shared('datasets/cifar10_test_open_500.bin.gz')!);
  let worst = 0;
  const found = accuracy(samples, (i) => {
    const x = picture(samples.x, i * samples.size);
    const [a] = runOn(program, [1, 32, 32, 3], x);
    if (i < 100) {
      const [b] = runOn(tflite, [1, 32, 32, 3], x);
      a.forEach((v, k) => {
        worst = Math.max(worst, Math.abs(v - b[k]));
      });
    }
    return a;
  });
  console.log('resnet8 .h5', found, 'difference from .tflite', worst);
  assert.ok(Math.abs(found - 0.89) <= 0.002, `${found}`);
  assert.ok(worst < 1e-4, `${worst}`);
});

test('the recorded models import', async () => {
  for (const file of [
    'streaming_ww/str_ww.h5',
    'mobilenetv1_025_imagenet/mobilenet_v1_0.25_224.h5',
  ]) {
    const path = shared(`models/${file}`);
    if (!path) return console.log('skipped: no recorded models');
    const program = await programOf(path);
    const isWake = file.startsWith('stream');
    const shape = isWake ? [1, 30, 1, 40] : [1, 224, 224, 3];
    const x = new Float32Array(shape.reduce((n, d) => n * d, 1)).map(
      (_, i) => ((i * 37) % 101) / 101,
    );
    const [out] = runOn(program, shape, x);
    const sum = out.reduce((n, v) => n + v, 0);
    assert.ok(Math.abs(sum - 1) < 1e-4, `${file}: probabilities sum to ${sum}`);
  }
});

test('a damaged .h5 is a sentence, never a crash', async () => {
  const path = shared('models/streaming_ww/str_ww.h5');
  if (!path) return console.log('skipped: no recorded models');
  const sound = new Uint8Array(readFileSync(path));
  const visit = (object: Hdf5Object, depth: number): void => {
    object.attribute('none');
    const { dataset } = object;
    if (dataset) dataset.data();
    else if (depth < 8) for (const name of object.names) visit(object.find(name)!, depth + 1);
  };
  let seed = 7;
  const next = (below: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % below;
  };
  for (let i = 0; i < 150; i++) {
    const bad = i % 5 === 0 ? sound.slice(0, next(sound.length)) : sound.slice();
    for (let k = 0; k < 8; k++) bad[next(next(2) ? 4000 : 60000)] = next(256);
    try {
      visit(new Hdf5File(bad, 'x.h5', 2 ** 28).root, 0);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
    }
  }
});

test('a file of another kind says what was expected', async () => {
  const path = shared('models/streaming_ww/str_ww.h5');
  if (!path) return console.log('skipped: no recorded models');
  try {
    await moduleOf(path, { format: 'caffe' });
    assert.unreachable();
  } catch (error) {
    assert.match(
      (error as Error).message,
      /found a Keras model \(\.h5\), expected a Caffe network/,
    );
  }
});

test.run();
