/**
 * Random files of rules: mlir-pdll and npu-pdll accept the same ones, print the same syntax trees and
 * the same IR, or say on the same line that something is wrong. ORACLE_PROGRAMS sets how many files,
 * ORACLE_SEED where they begin. A few in a hundred differ in what DIFFERENCES says.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../tools/npu-pdll.js';
import { Random } from './random.js';
import { randomRules } from './random-rules.js';

const TOOL = process.env.MLIR_PDLL ?? '/usr/lib/llvm-19/bin/mlir-pdll';
const FILES = Number(process.env.ORACLE_PROGRAMS ?? 60);
const FIRST_SEED = Number(process.env.ORACLE_SEED ?? 3000);

/** What is ours by intent: where the reference says so it is not compared. */
const DIFFERENCES: readonly RegExp[] = [
  // A missing ';' of a native declaration comes before the name of its result.
  /single-element tuple with an element label/,
];

const errorLine = (err: string) => /:(\d+):\d+\)?: error: /.exec(err)?.[1];
const plain = (text: string) => text.replace(/ 0x[0-9a-f]+/g, '').replaceAll('<stdin>', '-');

async function ours(what: string, text: string) {
  let out = '';
  let err = '';
  const exit = await main([`-x=${what}`, '-'], {
    cwd: process.cwd(),
    stdin: async () => Buffer.from(text),
    stdout: (t) => {
      out += String(t);
    },
    stderr: (t) => {
      err += t;
    },
  });
  return { exit, out: plain(out), err };
}

if (!existsSync(TOOL)) console.log(`skipped: there is no ${TOOL}`);
else {
  for (const what of ['ast', 'mlir']) {
    test(`${FILES} random files as mlir-pdll has them: -x=${what}`, async () => {
      let differing = 0;
      for (let seed = FIRST_SEED; seed < FIRST_SEED + FILES; seed++) {
        const text = randomRules(new Random(seed));
        const theirs = spawnSync(TOOL, [`-x=${what}`, '-'], { input: text, encoding: 'utf8' });
        const found = await ours(what, text);
        const same =
          found.exit === theirs.status &&
          (found.exit === 0
            ? found.out === plain(theirs.stdout)
            : errorLine(found.err) === errorLine(theirs.stderr));
        if (same) continue;
        const isKnown = DIFFERENCES.some((d) => d.test(theirs.stderr) || d.test(found.err));
        if (!isKnown) differing++;
        if (!isKnown) console.log(`seed ${seed}: ${found.err.split('\n')[0]}`);
      }
      assert.ok(differing <= FILES / 50, `${differing} of ${FILES} differ`);
    });
  }
}

test.run();
