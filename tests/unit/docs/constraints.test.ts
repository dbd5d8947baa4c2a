// The numbered constraints: what a verifier's list says, the README beside it says too, and every
// number that a message cites exists.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const read = (path: string) => readFileSync(path, 'utf8');

/** Numbers that the list at the head of a verifier file declares: ` * M1 an address …`. */
function declared(text: string): string[] {
  const head = text.slice(0, text.indexOf('*/'));
  return [...head.matchAll(/^ \*\s+([A-Z]+\d+) /gm)].map((m) => m[1]);
}

/** Numbers that a README explains: `- M1: …` or a row of a table. */
function explained(text: string): string[] {
  return [...text.matchAll(/^(?:- |\| )([A-Z]+\d+)(?=:| \|)/gm)].map((m) => m[1]);
}

const folders = readdirSync('dialects', { withFileTypes: true })
  .filter((e) => e.isDirectory())
  .map((e) => join('dialects', e.name));
const verifierOf = (folder: string) =>
  ['verify.ts', 'shapes.ts'].map((f) => join(folder, f)).find((f) => existsSync(f));
const known = new Set(folders.map(verifierOf).flatMap((f) => (f ? declared(read(f)) : [])));

for (const folder of folders) {
  test(`${folder}: README.md explains the constraints that its verifier numbers`, () => {
    const verifier = verifierOf(folder);
    assert.equal(
      explained(read(join(folder, 'README.md'))),
      verifier ? declared(read(verifier)) : [],
    );
  });
}

test('cited numbers exist', () => {
  const files = folders.flatMap((f) => readdirSync(f).map((name) => join(f, name)));
  const cited = files.flatMap((f) => [...read(f).matchAll(/\(([A-Z]+\d+)\)/g)].map((m) => m[1]));
  assert.ok(known.size >= 20);
  assert.equal(
    cited.filter((c) => !known.has(c)),
    [],
  );
});

test.run();
