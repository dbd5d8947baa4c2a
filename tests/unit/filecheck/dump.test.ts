/** The dump of the input, and what -v and -vv say. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../tools/npu-filecheck.js';

const folder = mkdtempSync(join(tmpdir(), 'npu-filecheck-dump-'));

async function run(check: string, input: string, ...argv: string[]) {
  writeFileSync(join(folder, 'c'), check);
  let err = '';
  const exit = await main([...argv, 'c'], {
    cwd: folder,
    stdin: async () => Buffer.from(input),
    stdout: () => {},
    stderr: (text) => {
      err += text;
    },
  });
  return { exit, err, dump: err.slice(err.indexOf('<<<<<<')) };
}

const CHECK = 'CHECK: a[[V:.]]\nCHECK-NOT: zz\nCHECK-DAG: c\nCHECK-DAG: b\nCHECK: d[[V]]\n';
const INPUT = 'a1\nb\nc\nd1\n';

test('-vv marks matches, values, captures, and what is rightly absent', async () => {
  const { exit, dump } = await run(CHECK, INPUT, '-vv', '--dump-input=always');
  assert.is(exit, 0);
  assert.is(
    dump,
    `<<<<<<
           1: a1
check:1'0   ^~
check:1'1    ^  captured var "V"
not:2         X
           2: b
dag:4       ^
           3: c
dag:3       ^
           4: d1
check:5'0   ^~
check:5'1      with "V" equal to "1"
>>>>>>
`.replaceAll(/^ {2}(?= +\d:)/gm, ''),
  );
});

test('-v does not show what is absent', async () => {
  const { dump } = await run(CHECK, INPUT, '-v', '--dump-input=always');
  assert.not.match(dump, 'not:2');
  assert.match(dump, 'dag:4');
});

test('without a dump, -vv says it in remarks', async () => {
  const { err } = await run(CHECK, INPUT, '-vv', '--dump-input=never');
  assert.match(err, 'c:1:8: remark: CHECK: expected string found in input\n');
  assert.match(err, '<stdin>:1:1: note: found here\na1\n^~\n');
  assert.match(err, '<stdin>:1:2: note: captured var "V"\na1\n ^\n');
  assert.match(err, 'c:2:12: remark: CHECK-NOT: excluded string not found in input\n');
  assert.match(err, '<stdin>:4:1: note: with "V" equal to "1"\n');
});

test('a discarded overlap is told with -vv', async () => {
  const { dump } = await run(
    'CHECK-DAG: ab\nCHECK-DAG: a\n',
    'ab a\n',
    '-vv',
    '--dump-input=always',
  );
  assert.match(dump, "dag:2'0   !  discard: overlaps earlier match\n");
});

const lines = Array.from({ length: 30 }, (_, i) => `line ${i}`).join('\n');
const shownLines = (dump: string) => [...dump.matchAll(/^ *(\d+): /gm)].map((m) => Number(m[1]));

test('--dump-input-context and what is left out', async () => {
  const { dump } = await run(
    'CHECK: line 19\nCHECK-NEXT: line 25\n',
    `${lines}\n`,
    '--dump-input-context=1',
  );
  // Three lines are not left out for the sake of three dots.
  assert.equal(shownLines(dump), [25, 26, 27, 28, 29, 30]);
  assert.is(dump.split('.\n').length - 1, 3);
});

test('--dump-input-filter', async () => {
  const check = `CHECK: line 5\nCHECK: line 12{{$}}\nCHECK: ${'nowhere'.repeat(9)}`;
  const shown = async (filter: string) =>
    shownLines(
      (
        await run(
          check,
          `${lines}\n`,
          '-v',
          `--dump-input-filter=${filter}`,
          '--dump-input-context=0',
        )
      ).dump,
    );
  assert.equal(await shown('error'), [13]);
  assert.equal(await shown('annotation'), [6, 13]);
  assert.is((await shown('annotation-full')).length, 19);
  assert.is((await shown('all')).length, 30);
});

test('what was perhaps meant: the likest place, at the beginning of a line or not', async () => {
  const near = await run('CHECK: one two three\n', 'x\n  y one too three\n');
  assert.match(near.err, '<stdin>:2:5: note: possible intended match here\n');
  assert.match(near.dump, "check:1'1       ?  possible intended match\n");
  // What the search begins with is shown already, and nothing is like a long pattern.
  assert.not.match((await run('CHECK: abc\n', 'abd\n')).err, 'possible intended');
  assert.not.match((await run(`CHECK: ${'abc'.repeat(20)}\n`, 'x\nd\n')).err, 'possible');
});

test('values stand below the search that had them, problems below what could not be searched', async () => {
  const value = await run('CHECK: a[[V:.]]\nCHECK: b[[V]]\n', 'a1\nb2\n');
  assert.match(value.dump, /\ncheck:2'1 +with "V" equal to "1"\n/);
  const unknown = await run('CHECK: [[V]] [[W]]\n', 'a\n');
  assert.match(unknown.dump, "check:1'0   X~  error: match failed for invalid pattern\n");
  assert.match(unknown.dump, /\ncheck:1'1 +undefined variable: V\n/);
  assert.match(unknown.dump, /\ncheck:1'2 +undefined variable: W\n/);
  const excluded = await run('CHECK-NOT: a[[V:.]]\n', 'a1\n');
  assert.match(excluded.dump, /\nnot:1'1 +! {2}captured var "V"\n/);
});

test('--color', async () => {
  const { dump } = await run('CHECK: b\n', 'a\n', '--color');
  assert.match(dump, '\x1b[31mcheck:1   X~  error: no match found\x1b[0m\n');
  assert.not.match((await run('CHECK: b\n', 'a\n')).dump, '\x1b');
});

test('of a long line a part is shown', async () => {
  const line = `${'x'.repeat(100_000)}a${'y'.repeat(100_000)}`;
  const { err } = await run('CHECK: a\nCHECK: b\n', `${line}\n`);
  assert.ok(err.length < 8000, `${err.length}`);
  assert.match(err, '…');
});

test('a count is told, and where it ended', async () => {
  const { err } = await run('CHECK-COUNT-3: a\n', 'a a\n');
  assert.match(err, 'CHECK-COUNT: expected string not found in input (3 out of 3)');
  assert.match(err, 'count:1');
});

test('an implicit check', async () => {
  const { err } = await run('CHECK: x\n', 'bad\nx\n', '--implicit-check-not=bad');
  assert.match(err, 'command line:1:22: error: IMPLICIT-CHECK-NOT: excluded string found in input');
  assert.match(err, 'not:imp1   !~~  error: no match expected\n');
});

test('FILECHECK_OPTS may be quoted', async () => {
  process.env.FILECHECK_OPTS = `--implicit-check-not='b c' "--dump-input=never"`;
  try {
    assert.is((await run('CHECK: a\n', 'b c\na\n')).exit, 1);
    assert.is((await run('CHECK: a\n', 'b\na\n')).exit, 0);
  } finally {
    delete process.env.FILECHECK_OPTS;
  }
});

test.after(() => rmSync(folder, { recursive: true }));
test.run();
