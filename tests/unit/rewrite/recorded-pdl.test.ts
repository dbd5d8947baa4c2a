// Patterns of the pdl dialect: what npu-opt makes of them is what mlir-opt 19 made.
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

const root = shared('conformance/rewrite');
if (!root) console.log('skipped: conformance/rewrite is not on this machine');
const cases: readonly Case[] = root
  ? JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8'))
  : [];
for (const c of cases.filter(({ cwd }) => cwd === 'pdl')) {
  test(c.id, async () => {
    let out = '';
    let err = '';
    const exit = await main(c.cmd.slice(1), {
      cwd: join(root!, c.cwd),
      stdin: async () => Buffer.from(''),
      stdout: (data) => {
        out += Buffer.from(data).toString();
      },
      stderr: (text) => {
        err += text;
      },
    });
    const golden = (path: string) => readFileSync(join(root!, path), 'utf8');
    assert.is(exit, c.exit, err);
    if (exit === 0) assert.is(out, golden(c.stdout!));
    else assert.is(err.split(' error:')[0], golden(c.stderr!).split(' error:')[0]);
  });
}

test.run();
