// Random check files and inputs: with --lenient the verdict is that of LLVM's FileCheck.
// NPU_FUZZ_CASES sets how many of each kind, NPU_FUZZ_SEED where they begin.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../tools/npu-filecheck.js';
import {
  mutated,
  Random,
  type RandomCase,
  randomCase,
  randomRegexCase,
} from '../support/random-checks.js';

const TOOL = process.env.FILECHECK ?? '/usr/lib/llvm-19/bin/FileCheck';
const CASES = Number(process.env.NPU_FUZZ_CASES ?? 1000);
const SEED = Number(process.env.NPU_FUZZ_SEED ?? 1);
const SECONDS = 10;

const KINDS: Readonly<Record<string, (r: Random) => RandomCase>> = {
  directives: randomCase,
  'regular expressions': randomRegexCase,
  mutations: (r) => {
    const { check, input, options } = r.chance(50) ? randomCase(r) : randomRegexCase(r);
    return { check: mutated(r, check), input: mutated(r, input), options };
  },
};

async function ours(folder: string, c: RandomCase) {
  let err = '';
  const exit = await main(['--lenient', ...c.options, 'check'], {
    cwd: folder,
    stdin: async () => Buffer.from(c.input, 'latin1'),
    stdout: () => {},
    stderr: (text) => {
      err += text;
    },
  });
  return { exit, err };
}

/** Labels, markers and texts of a dump, line by line; how far a mark reaches is a matter of taste. */
function annotations(text: string): string {
  const dump = text.slice(text.indexOf('<<<<<<')).split('\n');
  const marks = dump.filter((line) => /^[a-z]+:(?:imp)?\d+/.test(line));
  return marks.map((line) => line.replace(/~+/g, '').replace(/ +/g, ' ').trim()).join('\n');
}

if (!existsSync(TOOL)) {
  console.log(`skipped: ${TOOL} is not installed (Debian: llvm-19-tools)`);
} else {
  const folder = mkdtempSync(join(tmpdir(), 'npu-oracle-'));
  for (const [kind, make] of Object.entries(KINDS)) {
    test(`${CASES} random cases: ${kind}`, async () => {
      const differ: string[] = [];
      let passed = 0;
      for (let seed = SEED; seed < SEED + CASES; seed++) {
        const c = make(new Random(seed));
        writeFileSync(join(folder, 'check'), c.check, 'latin1');
        const { status, stderr } = spawnSync(TOOL, [...c.options, 'check'], {
          cwd: folder,
          input: Buffer.from(c.input, 'latin1'),
          encoding: 'latin1',
          timeout: SECONDS * 1000,
        });
        // A crash of the reference is no verdict, nor is what it says of itself.
        if (status === null || status > 2 || stderr.includes('you found a bug')) continue;
        if (status === 0) passed++;
        const { exit, err } = await ours(folder, c);
        if (exit !== status)
          differ.push(
            `${JSON.stringify({ seed, ...c, theirs: status, exit }, null, 1)}\n${stderr}\n-- ours\n${err}`,
          );
      }
      assert.is(
        differ.length,
        0,
        `${differ.length} differ; the first:\n${differ.slice(0, Number(process.env.NPU_FUZZ_SHOW ?? 1)).join('\n=====\n')}`,
      );
      assert.ok(passed > CASES / 50, `only ${passed} cases pass: the generator makes no sense`);
    });
  }
  test(`${CASES} random dumps: what they say of which line`, async () => {
    let failing = 0;
    const differ: string[] = [];
    for (let seed = SEED; seed < SEED + CASES; seed++) {
      const c = KINDS[seed % 2 === 0 ? 'directives' : 'regular expressions'](new Random(seed));
      writeFileSync(join(folder, 'check'), c.check, 'latin1');
      const { status, stderr } = spawnSync(TOOL, [...c.options, 'check'], {
        cwd: folder,
        input: Buffer.from(c.input, 'latin1'),
        encoding: 'latin1',
        timeout: SECONDS * 1000,
      });
      if (status !== 1) continue;
      failing++;
      const { err } = await ours(folder, c);
      const [theirs, mine] = [annotations(stderr), annotations(err)];
      if (theirs !== mine) differ.push(`seed ${seed}\n${theirs}\n-- ours\n${mine}`);
    }
    // An expression with several unknown variables names the first.
    assert.ok(differ.length <= failing / 50, `${differ.length} of ${failing}: ${differ[0]}`);
    assert.ok(failing > CASES / 20);
  });
  test('the documented slips pass in silence', () => {
    const rows = readFileSync('docs/filecheck.md', 'utf8').matchAll(/^\| `([^`]+)` \| S[1-6] \|/gm);
    for (const [, slip] of rows) {
      writeFileSync(join(folder, 'check'), `CHECK: a\n${slip}\n`);
      const input = 'a\na // CHECK-NEXT: b\n{LITERAL} a\nNEXT: b\n-NEXT: b\n';
      const { status, stderr } = spawnSync(TOOL, ['check'], { cwd: folder, input });
      assert.is(status, 0, `${slip}: ${stderr}`);
    }
  });
  test.after(() => rmSync(folder, { recursive: true }));
}

test.run();
