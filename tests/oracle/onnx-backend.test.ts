// The backend tests of the ONNX project: imported, interpreted, compared with the recorded outputs.
// What does not pass is what docs/onnx-backend.md lists (made by `node docs/onnx.mjs`).
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { onnxCases, runOnnxCase } from '../support/onnx-cases.js';

const cases = onnxCases();
if (cases.length === 0) {
  console.log('skipped: the ONNX backend tests are not on this machine (Debian: libonnx-testdata)');
}

/** Names in the first column of the page's table. */
const listed = new Set(
  [...readFileSync('docs/onnx-backend.md', 'utf8').matchAll(/^\| `([^`]+)` \|/gm)].map((m) => m[1]),
);

const groups = new Map<string, typeof cases>();
for (const c of cases) {
  const group = c.name.split('/')[0];
  groups.set(group, [...(groups.get(group) ?? []), c]);
}

for (const [group, members] of groups) {
  test(`${group}: ${members.length} cases, but for those that are listed`, async () => {
    const wrong: string[] = [];
    for (const c of members) {
      const why = await runOnnxCase(c);
      if (why !== undefined && !listed.has(c.name)) wrong.push(`${c.name}: ${why}`);
      if (why === undefined && listed.has(c.name)) wrong.push(`${c.name} passes, but is listed`);
    }
    assert.equal(wrong, []);
  });
}

test('enough cases pass', () => {
  if (cases.length === 0) return;
  const passing = cases.filter((c) => !listed.has(c.name)).length;
  assert.ok(passing >= 960, `${passing} of ${cases.length}`);
});

test.run();
