/** The recorded runs of llvm-tblgen: hand-written cases, and the upstream files by their hashes. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dumpJson, loadFile, printRecords, TableGenError } from '../../../tablegen/index.js';
import { shared } from '../../support/shared.js';

interface Case {
  readonly id: string;
  readonly cwd: string;
  readonly cmd: readonly string[];
  readonly exit: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** Cases whose first message is worded or placed otherwise, and why that is right. */
const OTHER_MESSAGE = new Set([
  // We point at the bad value's operator, not at the start of its left operand.
  'hand/paste-dags/print-records',
  // We say what may stand here.
  'hand/keyword-as-name/print-records',
  'hand/missing-brace/print-records',
]);

const UPSTREAM = '/usr/lib/llvm-19/include';
const folder = shared('conformance/tablegen');
if (folder === undefined) {
  console.log('skipped: conformance/tablegen is not here');
} else {
  const cases = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Case[];
  const needsUpstream = (c: Case) => c.cmd.some((a) => a.includes(UPSTREAM));
  for (const c of cases) {
    if (needsUpstream(c) && !existsSync(UPSTREAM)) continue;
    test(c.id, () => check(c, folder));
  }

  if (existsSync(UPSTREAM)) {
    const rows = readFileSync(join(folder, 'upstream.csv'), 'utf8').trim().split(/\r?\n/).slice(1);
    test('upstream files give the recorded JSON', () => {
      const wrong = rows
        .map((row) => row.split(','))
        .filter(([file, , , hash]) => jsonHash(file) !== hash)
        .map(([file]) => file);
      assert.equal(wrong, []);
    });
  } else {
    console.log('skipped: the upstream .td files are not installed');
  }
}

function jsonHash(file: string): string {
  const path = join(UPSTREAM, file);
  const keeper = loadFile(path, { includeDirs: [UPSTREAM, dirname(path)] });
  return createHash('sha256').update(dumpJson(keeper)).digest('hex');
}

function check(c: Case, root: string): void {
  const args = c.cmd.slice(1);
  const file = args.at(-1)!;
  const includeDirs = args.filter((a) => a.startsWith('-I')).map((a) => a.slice(2));
  const print = args[0] === '--dump-json' ? dumpJson : printRecords;
  let output: string;
  try {
    output = print(loadFile(file, { includeDirs, cwd: join(root, c.cwd) }));
  } catch (error) {
    if (!(error instanceof TableGenError)) throw error;
    assert.is(c.exit, 1, error.render());
    const expected = readFileSync(join(root, c.stderr!), 'utf8').split('\n')[0];
    if (!OTHER_MESSAGE.has(c.id)) assert.is(error.render().split('\n')[0], expected);
    return;
  }
  assert.is(c.exit, 0, 'an error was expected');
  assert.ok(output === readFileSync(join(root, c.stdout!), 'utf8'), 'the output differs');
}

test.run();
