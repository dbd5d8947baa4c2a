// ARCHITECTURE.md says what tests/unit/project/imports.test.ts enforces, and names folders that exist.

import { existsSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const page = readFileSync('ARCHITECTURE.md', 'utf8');
const source = readFileSync('tests/unit/project/imports.test.ts', 'utf8');

/** The table of that test: folder → imported folder → all | type. */
function enforced(): Record<string, Record<string, 'all' | 'type'>> {
  const literal = /const MAY_IMPORT[^=]*= (\{[\s\S]*?\n\});/.exec(source)![1];
  return new Function(`return ${literal}`)();
}

/** The same from the page: `lowering` | `ir`, `dialects`; `pass` (types only). */
function written(): Record<string, Record<string, 'all' | 'type'>> {
  const section = page.slice(page.indexOf('## Arrows'), page.indexOf('## Levels'));
  const rows = [...section.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)];
  return Object.fromEntries(
    rows.map(([, folder, text]) => [
      folder,
      Object.fromEntries(
        text.split(';').flatMap((part) => {
          const kind = part.includes('types only') ? 'type' : 'all';
          return [...part.matchAll(/`(\w+)`/g)].map((m) => [m[1], kind] as const);
        }),
      ),
    ]),
  );
}

test('the table of arrows is the one that is enforced', () => {
  assert.equal(written(), enforced());
});

test('the table of folders names folders that exist, and every source folder', () => {
  const section = page.slice(page.indexOf('## Folders'), page.indexOf('## Arrows'));
  const named = [...section.matchAll(/^\| (.*?) \|/gm)].flatMap((row) =>
    [...row[1].matchAll(/`([\w-]+)\/`/g)].map((m) => m[1]),
  );
  assert.equal(
    named.filter((f) => !existsSync(f)),
    [],
  );
  assert.equal(
    Object.keys(enforced()).filter((f) => !named.includes(f)),
    [],
  );
});

test.run();
