// docs/dialects-in-td.md: its specs are built and loaded, its code is checked beside them, its texts
// print as they stand, and its calls print what they say.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main as opt } from '../../../tools/npu-opt.js';
import { main as tblgen } from '../../../tools/npu-tblgen.js';
import { type SpecCase, specTests } from '../tablegen/ods/spec-case.js';

const page = readFileSync('docs/dialects-in-td.md', 'utf8');
const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)]
    .filter((m) => m[1] === language)
    .map((m) => m[2]);

const cases: SpecCase[] = page.split(/^## /m).flatMap((section) => {
  const [td] = blocks(section, 'tablegen');
  if (td === undefined) return [];
  const name = /let name = "(\w+)"/.exec(td)![1];
  return [{ name, td, code: blocks(section, 'ts').join('\n'), text: blocks(section, 'ir')[0] }];
});

test('the page has a spec in each of its parts', () => assert.is(cases.length, 6));

specTests(cases);

const folder = mkdtempSync(join(tmpdir(), 'npu-page-'));
for (const { name, td } of cases) writeFileSync(join(folder, `${name}.td`), td);

for (const text of blocks(page, 'console')) {
  const [command, ...expected] = text.trimEnd().split('\n');
  test(command, async () => {
    const [, tool, ...argv] = command.split(' ');
    let printed = '';
    const take = (piece: string | Uint8Array) => {
      printed += Buffer.from(piece as Uint8Array).toString('utf8');
    };
    const io = { cwd: folder, stdin: async () => Buffer.from(''), stdout: take, stderr: take };
    const isError = expected[0].includes('error: ');
    assert.is(await (tool === 'npu-opt' ? opt : tblgen)(argv, io), isError ? 1 : 0);
    const lines = printed.split('\n');
    for (const line of expected) assert.ok(lines.includes(line), `${line} is not in\n${printed}`);
  });
}

test.after(() => rmSync(folder, { recursive: true }));
test.run();
