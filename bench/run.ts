// npm run bench [filecheck|lit|peers|speed]: prints one table a topic; never a test.
import { benchFileCheck } from './filecheck.js';
import { benchLit } from './lit.js';
import { benchPeers } from './peers.js';
import { benchSpeed } from './speed.js';

const TOPICS: Readonly<Record<string, () => void | Promise<void>>> = {
  filecheck: benchFileCheck,
  lit: benchLit,
  peers: benchPeers,
  speed: benchSpeed,
};

const asked = process.argv.slice(2);
for (const topic of asked.length > 0 ? asked : Object.keys(TOPICS)) {
  const run = TOPICS[topic];
  if (!run) {
    console.error(`no benchmark is named '${topic}'; there are: ${Object.keys(TOPICS).join(', ')}`);
    process.exit(2);
  }
  await run();
}
