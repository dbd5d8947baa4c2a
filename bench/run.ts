// npm run bench -- [topic…] [--quick] [--page]: prints one table a topic; never a test.
import { benchFileCheck } from './filecheck.js';
import { benchInterpreter } from './interpreter.js';
import { benchIr } from './ir.js';
import { benchLit } from './lit.js';
import { benchPeers } from './peers.js';
import { benchRules } from './rules.js';
import { benchSpeed } from './speed.js';
import type { BenchSetting } from './table.js';
import { benchTablegen } from './tablegen.js';

const TOPICS: Readonly<Record<string, (setting: BenchSetting) => void | Promise<void>>> = {
  filecheck: benchFileCheck,
  interpreter: benchInterpreter,
  ir: benchIr,
  lit: benchLit,
  peers: benchPeers,
  rules: benchRules,
  speed: benchSpeed,
  tablegen: benchTablegen,
};
const OPTIONS: readonly string[] = ['--quick', '--page'];

const given = process.argv.slice(2);
const setting = { quick: given.includes('--quick'), page: given.includes('--page') };
const asked = given.filter((a) => !OPTIONS.includes(a));
const wrong = asked.find((a) => !Object.hasOwn(TOPICS, a));
if (wrong !== undefined) {
  const names = Object.keys(TOPICS).join(', ');
  console.error(
    `no benchmark is named '${wrong}'; there are: ${names}; and the options ${OPTIONS.join(', ')}`,
  );
  process.exit(2);
}
for (const topic of asked.length > 0 ? asked : Object.keys(TOPICS)) await TOPICS[topic](setting);
