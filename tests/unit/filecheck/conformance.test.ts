/** The recorded verdicts of LLVM 19's FileCheck, with --lenient; and what strict mode adds. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../tools/npu-filecheck.js';
import { shared } from '../../support/shared.js';

interface Case {
  readonly id: string;
  readonly cwd: string;
  readonly cmd: readonly string[];
  readonly stdin: string;
  readonly exit: number;
  readonly stderr?: string;
}

/** Cases that strict mode refuses though the reference lets them pass. */
const STRICT_ADDS = ['misspelled-dash', 'directive-unknown-suffix'];

async function run(folder: string, c: Case, extra: readonly string[]) {
  let err = '';
  const exit = await main([...extra, ...c.cmd.slice(1)], {
    cwd: join(folder, c.cwd),
    stdin: async () => readFileSync(join(folder, c.stdin)),
    stdout: () => {},
    stderr: (text) => {
      err += text;
    },
  });
  return { exit, err };
}

const folder = shared('conformance/filecheck');
if (folder === undefined) {
  console.log('skipped: the shared folder with the recorded FileCheck cases is not here');
} else {
  const cases = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Case[];
  for (const c of cases) {
    test(`${c.id} --lenient`, async () => {
      const { exit, err } = await run(folder, c, ['--lenient']);
      assert.is(exit, c.exit, err);
      const place = /^\S+\.check:\d+:/;
      const wanted = c.stderr && place.exec(readFileSync(join(folder, c.stderr), 'utf8'))?.[0];
      if (wanted) assert.is(place.exec(err)?.[0], wanted);
    });
  }
  test('strict mode refuses what nearly is a directive', async () => {
    const added: string[] = [];
    for (const c of cases) {
      const { exit } = await run(folder, c, []);
      if (exit !== c.exit) added.push(c.id.replace('hand/', ''));
    }
    assert.equal(added, STRICT_ADDS);
  });
}

test.run();
