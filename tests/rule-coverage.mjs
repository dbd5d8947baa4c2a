// Which rules fired: every test process notes its counts, and `npm test` compares the sum with the
// rules there are. A rule that no test fires is dead or untested, and fails the suite.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const FOLDER = 'coverage/rules';

/** Writes this process's counts, where `npm test` asked for them. */
export async function noteRules() {
  if (process.env.NPU_RULE_COVERAGE !== '1') return;
  const { ruleCoverage } = await import('../dist/rewrite/index.js');
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${process.pid}.json`), JSON.stringify([...ruleCoverage]));
}

/** Names of all compiled rules, by their table. */
async function allRules() {
  const folder = resolve('dist/generated/rules');
  const found = [];
  for (const file of readdirSync(folder).filter((f) => f.endsWith('.js'))) {
    const { rules } = await import(pathToFileURL(join(folder, file)));
    for (const { name } of rules.patterns) found.push({ name, table: file.replace(/\.js$/, '') });
  }
  return found;
}

/** Prints the share of rules that fired; gives the number that did not. */
export async function reportRules() {
  const fired = new Map();
  for (const file of existsSync(FOLDER) ? readdirSync(FOLDER) : []) {
    for (const [name, count] of JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))) {
      fired.set(name, (fired.get(name) ?? 0) + count);
    }
  }
  const rules = await allRules();
  const unfired = rules.filter(({ name }) => !fired.get(name));
  const share = (100 * (rules.length - unfired.length)) / rules.length;
  console.log(
    `\nrule coverage: ${rules.length - unfired.length} of ${rules.length} rules fired (${share.toFixed(0)} %)`,
  );
  for (const { name, table } of unfired) console.log(`  never fired: ${name} of ${table}`);
  return unfired.length;
}
