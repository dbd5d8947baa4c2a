// Runs the compiled uvu tests of dist/tests/<set> (default: unit) in one process each folder.
// Prints uvu's report and exits nonzero when a test fails.
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { noteRules } from './rule-coverage.mjs';

const set = process.argv[2] ?? 'unit';
const filter = process.argv[3] ?? '';
const root = resolve('dist/tests', set);
if (!existsSync(root)) {
  console.error(`no compiled tests in ${root}: run 'npm run build' first`);
  process.exit(1);
}
// With a queue in place before uvu loads, `test.run()` queues instead of starting a run of its own.
globalThis.UVU_QUEUE = [];
globalThis.UVU_DEFER = 1;
const { exec } = await import('uvu');
const suites = readdirSync(root, { recursive: true })
  .map(String)
  .filter((f) => f.endsWith('.test.js') && f.includes(filter))
  .sort();
for (const [index, file] of suites.entries()) {
  globalThis.UVU_INDEX = index;
  globalThis.UVU_QUEUE.push([file]);
  await import(pathToFileURL(join(root, file)));
}
await exec();
await noteRules();
