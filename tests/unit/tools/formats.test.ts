// Models of two files, folders that are models, and inputs that begin inside, through the tools.
import { copyFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readNpy, writeNpy } from '../../../tools/common/npy.js';
import { main as runTool } from '../../../tools/npu-run.js';
import { main as translate } from '../../../tools/npu-translate.js';
import { shared } from '../../support/shared.js';
import { Bench } from './harness.js';

const NET = `[net]
width=1
height=1
channels=1
[convolutional]
filters=1
size=1
activation=linear
`;
const weights = Buffer.concat([
  Buffer.from(Int32Array.of(0, 2, 0, 0, 0).buffer),
  Buffer.from(Float32Array.of(1, 2).buffer),
]);
const array = (shape: readonly number[], values: readonly number[]) =>
  writeNpy({ type: 'float32', shape, bytes: new Uint8Array(Float32Array.from(values).buffer) });

test('the second file is found by its name, named, or missed by its name', async () => {
  const bench = new Bench();
  bench.write('net.cfg', NET);
  bench.write('x.npy', array([1, 1, 1, 1], [3]));
  const run = (...more: string[]) =>
    bench.run(runTool, ['net.cfg', '--input', 'x.npy', '--output-dir', 'o', ...more]);
  const missed = await run();
  assert.is(missed.exit, 1);
  assert.match(
    missed.err,
    /the network's \.weights is missing: 'net\.weights' is not beside 'net\.cfg'; name it with --weights=FILE/,
  );
  bench.write('other.weights', weights);
  assert.is((await run('--weights=other.weights')).exit, 0);
  const found = readNpy(bench.read('o/00_convolutional_0.npy'));
  assert.equal([...new Float32Array(Uint8Array.from(found.bytes).buffer)], [7]);
  bench.write('net.weights', weights);
  assert.is((await run()).exit, 0);
  bench.end();
});

test('a size that is not allowed, and a format that is another one', async () => {
  const bench = new Bench();
  bench.write('net.cfg', NET);
  bench.write('net.weights', weights);
  const small = await bench.run(translate, ['net.cfg', '--max-file-size=10']);
  assert.is(small.exit, 1);
  assert.match(small.err, /allowed are 10; allow more with --max-file-size/);
  const other = await bench.run(translate, ['--import-caffe', 'net.cfg']);
  assert.match(other.err, /found a Darknet network \(\.cfg\), expected a Caffe network/);
  const shape = await bench.run(translate, ['--input-shape=x=1x0', 'net.cfg']);
  assert.is(shape.exit, 2);
  bench.end();
});

test('a network begins at a tensor inside', async () => {
  const path = shared('models/arm_kws_pb/DNN_S.pb');
  if (!path) return console.log('skipped: no recorded models');
  const bench = new Bench();
  copyFileSync(path, bench.path('m.pb'));
  bench.write('x.npy', array([2, 25, 10], Array(500).fill(0.5)));
  const argv = ['m.pb', '--input', 'Mfcc=x.npy', '--output-dir', 'o'];
  const { exit, err } = await bench.run(runTool, argv);
  assert.is(exit, 0, err);
  assert.equal(readNpy(bench.read('o/00_labels_softmax.npy')).shape, [2, 1, 12]);
  const wrong = await bench.run(runTool, ['m.pb', '--input', 'Mfc=x.npy', '--output-dir', 'o']);
  assert.match(wrong.err, /the program has no input 'Mfc'/);
  bench.end();
});

test.run();
