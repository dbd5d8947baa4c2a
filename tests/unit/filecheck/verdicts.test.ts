/** Cases that each turn on one thing, with the verdict that was recorded for them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../tools/npu-filecheck.js';
import { VERDICTS } from './recorded-verdicts.js';

const folder = mkdtempSync(join(tmpdir(), 'npu-filecheck-verdicts-'));

for (const [options, check, input, exit] of VERDICTS) {
  test(`${options.join(' ')} ${JSON.stringify(check)} on ${JSON.stringify(input)}`, async () => {
    writeFileSync(join(folder, 'c'), check, 'latin1');
    let err = '';
    const verdict = await main(['--lenient', ...options, 'c'], {
      cwd: folder,
      stdin: async () => Buffer.from(input, 'latin1'),
      stdout: () => {},
      stderr: (text) => {
        err += text;
      },
    });
    assert.is(verdict, exit, err);
  });
}

test.after(() => rmSync(folder, { recursive: true }));
test.run();
