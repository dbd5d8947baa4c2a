// The generated pages are what the specs and the registry say now.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const { documents } = (await import(pathToFileURL(resolve('docs/generate.mjs')).href)) as {
  documents(): Promise<Map<string, string>>;
};
const pages = await documents();

for (const [path, text] of pages) {
  test(`${path} is up to date`, () => {
    assert.ok(existsSync(path), `${path} is missing: run 'node docs/generate.mjs'`);
    assert.ok(
      readFileSync(path, 'utf8') === text,
      `${path} is not what its source says: run 'node docs/generate.mjs'`,
    );
  });
}

test('no page of a dialect that is gone', () => {
  const found = readdirSync('docs/dialects').map((f) => `docs/dialects/${f}`);
  assert.equal(
    found.filter((f) => !pages.has(f)),
    [],
  );
});

test.run();
