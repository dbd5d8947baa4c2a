// Every single-operator case of the recorded vectors whose operators kernels/ implements, bit for bit.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readTflite } from '../../../frontend/tflite/reader.js';
import { shared } from '../../support/shared.js';
import { execute, isSupported } from './execute.js';
import { hash, type OperatorCase, readPack } from './goldens.js';

const pack = shared('goldens/tflm/ops');
const families = new Map<string, OperatorCase[]>();
let skippedCases = 0;
if (pack) {
  for (const c of readPack(pack)) {
    const graph = readTflite(c.model).subgraphs[0];
    if (graph.operators.every((op) => isSupported(op, graph))) {
      families.set(c.family, [...(families.get(c.family) ?? []), c]);
    } else skippedCases++;
  }
} else console.log('skipped: goldens/tflm/ops is not on this machine');

for (const [family, cases] of families) {
  test(`${family}: ${cases.length} recorded cases, bit for bit`, () => {
    for (const c of cases) {
      const model = readTflite(c.model);
      for (const sample of c.samples) {
        const hashes: string[] = [];
        const outputs = execute(model, sample.inputs!, (data) => hashes.push(hash(data)));
        if (sample.operatorHashes.length > 0)
          assert.equal(hashes, sample.operatorHashes, sample.id);
        outputs.forEach((data, i) => {
          assert.is(hash(data, 16), hash(sample.outputs[i], 16), `${sample.id} output ${i}`);
        });
      }
    }
  });
}

test('the recorded cases are covered as far as the kernels go', () => {
  if (!pack) return;
  const cases = [...families.values()].reduce((sum, c) => sum + c.length, 0);
  console.log(`operators: ${cases} cases run, ${skippedCases} of operators that kernels/ lacks`);
  assert.ok(cases > 150);
});

test.run();
