/** npu-tblgen in process: exit codes, messages, files written whole. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../tools/npu-tblgen.js';

const folder = mkdtempSync(join(tmpdir(), 'npu-tblgen-'));
writeFileSync(join(folder, 'good.td'), 'class A<int x> { int X = x; }\ndef a : A<3>;\n');
writeFileSync(join(folder, 'bad.td'), '\ndef a : Nope;\n');

async function run(...argv: string[]) {
  let out = '';
  let err = '';
  const exit = await main(argv, {
    cwd: folder,
    stdin: async () => Buffer.from('def fromInput;'),
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
  });
  return { exit, out, err };
}

test('prints records by default', async () => {
  const { exit, out, err } = await run('good.td');
  assert.is(exit, 0);
  assert.is(err, '');
  assert.match(out, 'def a {\t// A\n  int X = 3;\n}\n');
});

test('an error names file, line and column', async () => {
  const { exit, out, err } = await run('--dump-json', 'bad.td');
  assert.is(exit, 1);
  assert.is(out, '');
  assert.is(err, "bad.td:2:9: error: Couldn't find class 'Nope'\ndef a : Nope;\n        ^\n");
});

test('an unknown option is an error with the nearest one', async () => {
  const { exit, err } = await run('--dmp-json', 'good.td');
  assert.is(exit, 2);
  assert.match(err, "unknown option '--dmp-json'; did you mean '--dump-json'?");
});

const misuse: readonly (readonly string[])[] = [
  [],
  ['good.td', 'bad.td'],
  ['--dump-json', '--print-records', 'good.td'],
  ['--dump-json=yes', 'good.td'],
  ['good.td', '-o'],
];
for (const argv of misuse) {
  test(`misuse: ${argv.join(' ') || '(nothing)'}`, async () => {
    const { exit, out, err } = await run(...argv);
    assert.is(exit, 2);
    assert.is(out, '');
    assert.match(err, /^npu-tblgen: error: .*\n$/);
  });
}

test('a file that is not there is one sentence', async () => {
  const { exit, err } = await run('none.td');
  assert.is(exit, 1);
  assert.is(err, "npu-tblgen: error: Could not open input file 'none.td'\n");
});

test('- reads standard input', async () => {
  assert.match((await run('-')).out, 'def fromInput {\n}\n');
});

test('-o writes nothing when there is an error', async () => {
  assert.is((await run('bad.td', '-o', 'out.txt')).exit, 1);
  assert.is(existsSync(join(folder, 'out.txt')), false);
  assert.is((await run('good.td', '-oout.txt')).exit, 0);
  assert.match(readFileSync(join(folder, 'out.txt'), 'utf8'), 'def a {');
});

test.after(() => rmSync(folder, { recursive: true }));
test.run();
