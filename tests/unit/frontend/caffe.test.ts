import { test } from 'uvu';
import * as assert from 'uvu/assert';
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

test.run();
