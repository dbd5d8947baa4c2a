/** What strict mode refuses, what it does not, and how the tool answers misuse. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../tools/npu-filecheck.js';

const folder = mkdtempSync(join(tmpdir(), 'npu-filecheck-'));

async function run(check: string, input: string, ...argv: string[]) {
  writeFileSync(join(folder, 't.check'), check);
  let out = '';
  let err = '';
  const exit = await main([...argv, 't.check'], {
    cwd: folder,
    stdin: async () => Buffer.from(input),
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
  });
  return { exit, out, err };
}

/** Second line of a check file whose first is `CHECK: a`; the column; the message. */
const refused: readonly (readonly [string, number, string])[] = [
  ['CHECK-NXT: a', 1, "unknown directive 'CHECK-NXT:'; did you mean 'CHECK-NEXT:'?"],
  ['// CHECK-FOO: a', 4, "unknown directive 'CHECK-FOO:'"],
  ['CHEKC: a', 1, "misspelt directive 'CHEKC:'; did you mean 'CHECK:'?"],
  ['CHCK-NOT: a', 1, "misspelt directive 'CHCK-NOT:'; did you mean 'CHECK-NOT:'?"],
  ['CHECKNEXT: a', 1, "misspelt directive 'CHECKNEXT:'; did you mean 'CHECK-NEXT:'?"],
  ['check-next: a', 1, "misspelt directive 'check-next:'; did you mean 'CHECK-NEXT:'?"],
  ['CHECK-NEXT-NOT-SAME: a', 1, "the suffixes of 'CHECK-NEXT-NOT-SAME' do not combine"],
  ['CHECK-LABEL-NOT: a', 1, "the suffixes of 'CHECK-LABEL-NOT' do not combine"],
  ['CHECK-COUNT: a', 1, "'CHECK-COUNT:' needs a number; did you mean 'CHECK-COUNT-2:'?"],
  ['CHECK{LITERL}: a', 1, "unknown modifier '{LITERL}'; the only one is '{LITERAL}'"],
  ['CHECK : a', 1, "blank before the colon of 'CHECK'; did you mean 'CHECK:'?"],
  ['  // CHECK-NEXT a', 6, "directive 'CHECK-NEXT' without a colon; did you mean 'CHECK-NEXT:'?"],
  ['// CHECK a', 4, "directive 'CHECK' without a colon; did you mean 'CHECK:'?"],
];
for (const [line, column, message] of refused) {
  test(`refused: ${line}`, async () => {
    const { exit, err } = await run(`CHECK: a\n${line}\n`, 'a\n');
    assert.is(exit, 2);
    assert.ok(err.startsWith(`t.check:2:${column}: error: ${message}`), err);
    assert.ok(err.includes(`\n${line}\n${' '.repeat(column - 1)}^\n`), err);
    assert.is((await run(`CHECK: a\n${line}\n`, 'a\n', '--lenient')).exit, 0);
  });
}

/** Rows of the table in the documentation: a slip and the rule that refuses it. */
const slips = [
  ...readFileSync('docs/filecheck.md', 'utf8').matchAll(/^\| `([^`]+)` \| (S\d) \|/gm),
].map((m) => [m[1], m[2]] as const);

for (const [slip, rule] of slips) {
  test(`refused, as documented: ${slip}`, async () => {
    const check = `CHECK: a\n${slip}\n`;
    const { exit, err } = await run(
      check,
      'a\na // CHECK-NEXT: b\n{LITERAL} a\nNEXT: b\n-NEXT: b\n',
    );
    assert.is(exit, 2);
    assert.match(err, new RegExp(`t\\.check:2:\\d+: error: .*\\(${rule}\\)\\n`));
    const { exit: lenient, err: why } = await run(
      check,
      'a\na // CHECK-NEXT: b\n{LITERAL} a\nNEXT: b\n-NEXT: b\n',
      '--lenient',
    );
    assert.is(lenient, 0, why);
  });
}

test('the documentation has an example of each rule', () => {
  assert.equal([...new Set(slips.map(([, rule]) => rule))], ['S1', 'S2', 'S3', 'S4', 'S5', 'S6']);
});

test('a prefix that no command line of the file has (S7)', async () => {
  const file = (command: string) => `RUN: x | ${command}\nCHECK: a\nFOO-NEXT: b\n`;
  const { exit, err } = await run(file('npu-filecheck %s --check-prefix=CHECK'), 'a\n');
  assert.is(exit, 2);
  assert.match(err, "error: no command line of this file has the prefix 'FOO'");
  assert.is((await run(file('npu-filecheck %s --check-prefixes=CHECK,FOO'), 'a\n')).exit, 0);
  assert.is((await run(file('npu-filecheck %{options} %s'), 'a\n')).exit, 0);
  assert.is((await run('CHECK: a\nFOO-NEXT: b\n', 'a\n')).exit, 0);
});

test('a file that ends behind the colon (S8)', async () => {
  const { exit, err } = await run('CHECK: a\nCHECK-NEXT:', 'a\n-NEXT:\n');
  assert.is(exit, 2);
  assert.match(err, "the file ends behind 'CHECK-NEXT:', without a newline (S8)");
  assert.is((await run('CHECK: a\nCHECK-NEXT:', 'a\n-NEXT:\n', '--lenient')).exit, 0);
});

test('no directive, with --implicit-check-not (S9)', async () => {
  const { exit, err } = await run('nothing\n', 'a\n', '--implicit-check-not=b');
  assert.is(exit, 2);
  assert.match(err, "no check strings found with prefix 'CHECK:' (S9)");
  assert.is((await run('nothing\n', 'a\n', '--implicit-check-not=b', '--lenient')).exit, 0);
});

test('a malformed --implicit-check-not', async () => {
  const { exit, err } = await run('CHECK: a\n', 'a\n', '--implicit-check-not={{a');
  assert.is(exit, 2);
  assert.match(err, "command line:1:22: error: found start of regex string with no end '}}'");
  assert.is((await run('CHECK: a\n', 'a\n', '--implicit-check-not={{a', '--lenient')).exit, 0);
});

const accepted: readonly string[] = [
  'nothing to CHECK here',
  '// We use CHECK-DAG here because the order is not fixed.',
  '// CHECK lines follow.',
  '// CHECK-DAG lines may come in any order',
  '// CHECK-NOT, CHECK-SAME and CHECK-EMPTY are other directives.',
  '// NOTE: CHECK-NEXT is stricter',
  '// TODO: more CHECK-LABELs',
  'XCHECK: a',
  'CHECK2: a',
  'NOCHECK-NEXT: a',
  'MYCHECK-NXT: a',
  'recheck: done',
  '// Check that it works: it does',
  '// Check: this is a sentence',
  '--check: an option',
  'CHECK: error: no CHECK-NEXT: here',
  'CHECK: NOT: a',
  '%checks: value',
  'checked: yes',
  '"CHECK" = 1',
  "error: unknown directive 'CHECK-NXT:'",
  'Check: this is prose',
  'COM: CHECK-NXT: a',
  'CHECK: {{a|CHECK-NXT:}}',
  'RUN: x | npu-filecheck --check-prefix=CHECK-FOO %s\nCHECK-FOO-NEXT: other',
  'XCHECK-NXT: a',
];
for (const text of accepted) {
  test(`accepted: ${text.split('\n').at(-1)}`, async () => {
    const input = 'a\na\nerror: no CHECK-NEXT: here\nNOT: a\n';
    const { exit, err } = await run(`CHECK: a\n${text}\n`, input);
    assert.is(exit, 0, err);
  });
}

test('the caret stands in the file as it is, not as it is matched', async () => {
  const { err } = await run('//   CHECK:\t\tzz\n', 'a\n', '--dump-input=never');
  assert.ok(err.startsWith('t.check:1:14: error: CHECK: expected string not found'), err);
  assert.match(err, '<stdin>:1:1: note: scanning from here');
});

test('the dump marks the line', async () => {
  const { err } = await run('CHECK: a\nCHECK-NEXT: c\n', 'a\nb\nc\n');
  assert.match(err, 'next:2   !  error: match on wrong line\n');
});

test('an empty input is an error unless it is allowed', async () => {
  assert.is((await run('CHECK-NOT: a\n', '')).exit, 2);
  assert.is((await run('CHECK-NOT: a\n', '', '--allow-empty')).exit, 0);
});

const misuse: readonly (readonly [string, string])[] = [
  ['--chek-prefix=A', "unknown option '--chek-prefix=A'; did you mean '--check-prefix'?"],
  ['--dump-input=nevr', "'--dump-input' takes always, fail, never, not 'nevr'; did you mean"],
  ['--lenient=2', "'--lenient' is a switch, it takes no value '2'"],
  ['-D=X=1', "missing variable name in the definition '-D=X=1'"],
  ['--input-file=nowhere', "cannot open input file 'nowhere'"],
];
for (const [option, message] of misuse) {
  test(`misuse: ${option}`, async () => {
    const { exit, err } = await run('CHECK: a\n', 'a\n', option);
    assert.is(exit, 2);
    assert.match(err, message);
  });
}

test('--help and --version', async () => {
  assert.match((await run('', '', '--help')).out, /^usage: npu-filecheck/);
  assert.match((await run('', '', '--version')).out, /^npu-filecheck \d/);
});

test.after(() => rmSync(folder, { recursive: true }));
test.run();
