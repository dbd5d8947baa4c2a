// `--dump-ops` of a compiled network through the tools: a file per operator of the model, whatever
// the length of its name, each as the reference interpreter recorded it. (shared/goldens/tflm)
import { readdirSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readTflite } from '../../../frontend/tflite/reader.js';
import { readNpy, writeNpy } from '../../../tools/common/npy.js';
import { main as compile } from '../../../tools/npu-compile.js';
import { main as runTool } from '../../../tools/npu-run.js';
import { shared } from '../../support/shared.js';
import { hash, readNetwork } from '../kernels/goldens.js';
import { Bench } from './harness.js';

const bench = new Bench();
const root = shared('goldens/tflm');
if (!root) console.log('skipped: goldens/tflm is not on this machine');

for (const name of root ? ['kws01_dscnn_int8', 'micro_speech_int8'] : []) {
  test(`${name}: every operator's file, bit for bit`, async () => {
    const golden = readNetwork(root!, name);
    const sample = golden.samples.find((s) => s.inputs)!;
    const graph = readTflite(golden.model).subgraphs[0];
    const { shape } = graph.tensors[graph.inputs[0]];
    bench.write('m.tflite', golden.model);
    bench.write('x.npy', writeNpy({ type: 'int8', shape, bytes: sample.inputs![0] }));
    const made = await bench.run(compile, ['m.tflite', '--target=n1-64', '-o', `${name}.npu`]);
    assert.is(made.exit, 0, made.err);
    const folder = `${name}.ops`;
    const ran = await bench.run(runTool, [
      `${name}.npu`,
      '--input=x.npy',
      `--dump-ops=${folder}`,
      `--output-dir=${name}.out`,
    ]);
    assert.is(ran.exit, 0, ran.err);
    const hashes = readdirSync(bench.path(folder))
      .sort()
      .map((file) => hash(readNpy(bench.read(`${folder}/${file}`)).bytes));
    assert.equal(hashes, sample.operatorHashes);
  });
}

test.after(() => bench.end());
test.run();
