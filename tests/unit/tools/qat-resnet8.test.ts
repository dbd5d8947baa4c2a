// A real network in four bits: what a part of an epoch gives back of what rounding takes.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../tools/npu-quantize.js';
import { shared } from '../../support/shared.js';
import { Bench } from './harness.js';

const bench = new Bench();
test.after(() => bench.end());

const model = shared('models/resnet8/resnet8.onnx');
const training = shared('datasets/cifar10_train_3000.bin.gz');
const testing = shared('datasets/cifar10_test_open_500.bin.gz');

if (!model || !training || !testing) {
  console.log('skipped: resnet8 and CIFAR-10 are not on this machine');
} else {
  const run = async (...args: string[]) => {
    const ran = await bench.run(main, args);
    assert.is(ran.exit, 0, ran.err);
    return ran.out;
  };
  const accuracy = async (file: string): Promise<number> =>
    JSON.parse(await run('evaluate', file, `--dataset=cifar10:${testing}`)).value;

  test('ResNet8 with weights of four bits learns on 400 pictures', async () => {
    const data = `--dataset=cifar10:${training}`;
    await run('calibrate', model, data, '--limit=100', '-o', 't.json');
    const scheme = ['--calibration=t.json', '--bits=w4a8'];
    await run('ptq', model, ...scheme, '-o', 'ptq.mlir');
    const train = ['--limit=400', '--epochs=1', '--batch=16', '--rate=0.005', '--validation=0'];
    await run('qat', model, data, ...scheme, ...train, '-o', 'qat.mlir');
    const [before, behind] = [await accuracy('ptq.mlir'), await accuracy('qat.mlir')];
    assert.ok(behind > before + 10, `${before} -> ${behind}`);
  });
}

test.run();
