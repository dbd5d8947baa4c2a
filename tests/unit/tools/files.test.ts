// Outputs are whole or not at all, whatever the name's length.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { writeOutput } from '../../../tools/common/files.js';
import { ToolError } from '../../../tools/common/options.js';

const folder = mkdtempSync(join(tmpdir(), 'npu-files-'));
const io = {
  stdin: async () => new Uint8Array(0),
  stdout: () => {},
  stderr: () => {},
  cwd: folder,
};
test.after(() => rmSync(folder, { recursive: true, force: true }));

test('a name as long as the file system takes', () => {
  const name = `${'n'.repeat(251)}.npy`;
  writeOutput(io, name, 'text');
  assert.is(readFileSync(join(folder, name), 'utf8'), 'text');
  assert.equal(readdirSync(folder), [name]);
});

test('a name that is too long is one sentence, and nothing is left behind', () => {
  const before = readdirSync(folder);
  assert.throws(
    () => writeOutput(io, 'n'.repeat(300), 'text'),
    (e: unknown) => e instanceof ToolError && /the name is too long/.test(e.message),
  );
  assert.equal(readdirSync(folder), before);
});

test.run();
