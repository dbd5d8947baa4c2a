// What the benchmark of IR text measures: texts of the size that they are said to have.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BY_MEBIBYTES, BY_OPERATIONS, writeText } from '../../../bench/ir-inputs.js';
import { markdownTable } from '../../../bench/table.js';
import { createContext } from '../../../dialects/index.js';
import { parseText } from '../../../driver/base/index.js';
import {
  DenseElementsAttr,
  DenseResourceAttr,
  type Operation,
  sourceText,
  verify,
} from '../../../ir/index.js';

const folder = mkdtempSync(join(tmpdir(), 'npu-bench-inputs-'));
test.after(() => rmSync(folder, { recursive: true, force: true }));

/** The verified module that a generator's text of a size stands for. */
async function moduleOf(parts: Iterable<string>): Promise<Operation> {
  const path = join(folder, 'text.mlir');
  writeText(path, parts);
  const context = await createContext();
  context.allowUnregistered = true;
  const module = await parseText(context, sourceText(readFileSync(path)), path);
  assert.ok(verify(context, module));
  return module;
}

function count(op: Operation): number {
  let n = 1;
  for (const region of op.regions) {
    for (const block of region.blocks) for (const inner of block.ops) n += count(inner);
  }
  return n;
}

for (const [kind, generate] of Object.entries(BY_OPERATIONS)) {
  test(`${kind}: about as many operations as asked for, the same every time`, async () => {
    const ops = count(await moduleOf(generate(10_000)));
    assert.ok(ops > 9_500 && ops < 10_500, `${ops} operations`);
    assert.is([...generate(1000)].join(''), [...generate(1000)].join(''));
  });
}

for (const [kind, generate] of Object.entries(BY_MEBIBYTES)) {
  test(`${kind}: one constant of as many bytes as asked for`, async () => {
    const module = await moduleOf(generate(1));
    const constant = module.region().front?.firstOp?.region().front?.firstOp;
    const value = constant?.attributes[0].value;
    assert.ok(value instanceof DenseElementsAttr || value instanceof DenseResourceAttr);
    assert.is(value.bytes.length, 1 << 20);
  });
}

test('a table of a page', () => {
  assert.is(
    markdownTable(['what', 's'], [['a', '1.0']]),
    '| what | s |\n| --- | --: |\n| a | 1.0 |\n',
  );
});

test.run();
