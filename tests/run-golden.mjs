// Runs golden tests on the compiled tools (not the bundles, so that coverage names the sources).

import { main } from '../dist/tools/npu-lit.js';
import { noteRules } from './rule-coverage.mjs';

process.exitCode = await main(process.argv.slice(2), {
  stdin: async () => new Uint8Array(0),
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  cwd: process.cwd(),
});
await noteRules();
