// Runs golden tests on the compiled tools (not the bundles, so that coverage names the sources).

import { main } from '../dist/tools/npu-lit.js';
import { noteRules } from './rule-coverage.mjs';

// What fires in a thread of the runner's own would not be noted.
const alone = process.env.NPU_RULE_COVERAGE === '1' ? ['-j', '1'] : [];
process.exitCode = await main([...alone, ...process.argv.slice(2)], {
  stdin: async () => new Uint8Array(0),
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  cwd: process.cwd(),
});
await noteRules();
