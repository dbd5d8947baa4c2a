// npu-pdll against what mlir-pdll 19 makes of the same files: exit codes, syntax trees (without
// their addresses), and the place of errors.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../tools/npu-pdll.js';
import { shared } from '../../support/shared.js';

interface Case {
  readonly id: string;
  readonly cwd: string;
  readonly cmd: readonly string[];
  readonly exit: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

async function run(args: readonly string[], cwd: string, stdin = '') {
  let out = '';
  let err = '';
  const exit = await main(args, {
    cwd,
    stdin: async () => Buffer.from(stdin),
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
  });
  return { exit, out, err };
}

const root = shared('conformance/rewrite');
if (!root) console.log('skipped: conformance/rewrite is not on this machine');
const cases: readonly Case[] = root
  ? JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8'))
  : [];
for (const c of cases.filter(({ cwd }) => cwd === 'pdll')) {
  test(c.id, async () => {
    const { exit, out, err } = await run(c.cmd.slice(1), join(root!, c.cwd));
    assert.is(exit, c.exit, err);
    const golden = (path: string) => readFileSync(join(root!, path), 'utf8');
    if (exit === 0) assert.is(out, golden(c.stdout!).replace(/ 0x[0-9a-f]+/g, ''));
    if (exit !== 0) assert.ok(err.startsWith(golden(c.stderr!).split(' error:')[0]), err);
  });
}

test('usage errors name what is known', async () => {
  const cwd = process.cwd();
  assert.equal(await run(['--emitt=ast', 'x'], cwd), {
    exit: 2,
    out: '',
    err: "npu-pdll: error: unknown option '--emitt=ast'; did you mean '--emit'?\n",
  });
  assert.equal(
    (await run(['--emit=tabel', 'x'], cwd)).err,
    "npu-pdll: error: '--emit' takes ast, mlir, tree, table, not 'tabel'\n",
  );
  assert.is((await run([], cwd)).exit, 2);
  assert.is(
    (await run(['none.pdll'], cwd)).err,
    "npu-pdll: error: cannot open input file 'none.pdll': no such file or folder\n",
  );
  assert.is((await run(['--help'], cwd)).exit, 0);
});

test('standard input', async () => {
  const rules = 'Pattern P => erase op<t.a>;';
  const { out } = await run(['--emit=table', '-'], process.cwd(), rules);
  assert.is(JSON.parse(out).patterns[0].name, 'P');
});

test.run();
