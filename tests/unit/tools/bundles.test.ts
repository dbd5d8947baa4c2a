// The tools as users run them: bundles, in which names of classes are not those of the source.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Bench } from './harness.js';

const bench = new Bench();
test.after(() => bench.end());

test('irdl.base knows the classes of builtin types and attributes', () => {
  bench.write(
    'd.irdl.mlir',
    `irdl.dialect @d {
  irdl.operation @op {
    %t = irdl.base "!builtin.tensor"
    %i = irdl.base "#builtin.integer"
    irdl.operands(%t)
    irdl.attributes {"a" = %i}
  }
}
`,
  );
  bench.write(
    'good.mlir',
    '%x = "t.s"() : () -> tensor<4xf32>\n"d.op"(%x) {a = 1 : i32} : (tensor<4xf32>) -> ()\n',
  );
  bench.write(
    'bad.mlir',
    '%x = "t.s"() : () -> vector<4xf32>\n"d.op"(%x) {a = 1 : i32} : (vector<4xf32>) -> ()\n',
  );
  const opt = (file: string) =>
    spawnSync(
      process.execPath,
      [
        join(process.cwd(), 'bin', 'npu-opt'),
        '--allow-unregistered-dialect',
        '--irdl-file=d.irdl.mlir',
        file,
      ],
      { cwd: bench.folder, encoding: 'utf8' },
    );
  const good = opt('good.mlir');
  assert.equal([good.status, good.stderr], [0, '']);
  const bad = opt('bad.mlir');
  assert.is(bad.status, 1);
  assert.match(
    bad.stderr,
    /expected base type 'builtin.tensor' but got type 'builtin.vector'|builtin\.tensor.*builtin\.vector/,
  );
});

test.run();
