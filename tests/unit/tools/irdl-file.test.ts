/** The recorded answers of `mlir-opt --irdl-file`, and what a user is told. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../tools/npu-opt.js';
import { shared } from '../../support/shared.js';

interface Case {
  readonly id: string;
  readonly cwd: string;
  readonly cmd: readonly string[];
  readonly exit: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

async function run(argv: readonly string[], cwd: string) {
  const out: Buffer[] = [];
  let err = '';
  const exit = await main(argv, {
    cwd,
    stdin: async () => Buffer.alloc(0),
    stdout: (data) => {
      out.push(Buffer.from(data as string));
    },
    stderr: (text) => {
      err += text;
    },
  });
  return { exit, out: Buffer.concat(out).toString('utf8'), err };
}

const places = (text: string) => [...text.matchAll(/^(\S+?:\d+):\d+: error/gm)].map((m) => m[1]);

const folder = shared('conformance/rewrite');
if (folder === undefined) {
  console.log('skipped: the shared folder with the recorded mlir-opt cases is not here');
} else {
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  const cases = (JSON.parse(read('manifest.json')) as Case[]).filter((c) =>
    c.cmd.some((a) => a.startsWith('--irdl-file')),
  );
  for (const c of cases) {
    test(c.id, async () => {
      const { exit, out, err } = await run(c.cmd.slice(1), join(folder, c.cwd));
      assert.is(exit, c.exit, err);
      if (c.stdout) assert.fixture(out, read(c.stdout));
      // Where the reference crashes it names no place.
      if (exit !== 0 && c.stderr) assert.equal(places(err), places(read(c.stderr)), err);
    });
  }
  test('there are cases', () => assert.ok(cases.length > 20));
}

test('a file that is not there, or wrong, is said to be', async () => {
  const none = await run(['--irdl-file=none.mlir', '-'], '/');
  assert.is(none.exit, 1);
  assert.match(none.err, 'none.mlir');
  assert.not.match(none.err, / at .*\.js:/);
});

test.run();
