/** npu-lit in process over little test files: the command language, conditions and the report. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../tools/npu-lit.js';

const root = mkdtempSync(join(tmpdir(), 'npu-lit-test-'));
let count = 0;

/** Runs npu-lit on files written to a folder of their own. */
async function lit(files: Readonly<Record<string, string>>, ...argv: string[]) {
  const cwd = join(root, `${count++}`);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  let out = '';
  let err = '';
  const exit = await main(argv.length > 0 ? argv : ['.'], {
    cwd,
    stdin: async () => new Uint8Array(),
    stdout: (data) => {
      out += Buffer.from(data).toString('utf8');
    },
    stderr: (text) => {
      err += text;
    },
  });
  return { exit, out, err, cwd };
}

const passing: Readonly<Record<string, string>> = {
  'a pipe in process': '// RUN: echo "CHECK: b" > %t && echo a b | npu-filecheck %t',
  'a joined line': '// RUN: echo a \\\n// RUN:   b | cat > %t\n// RUN: grep "^a b$" %t',
  'not, in process and out':
    '# RUN: not npu-filecheck --nope\n# RUN: not false\n; RUN: not not true',
  'and, or, semicolon': '// RUN: false || true && true ; true',
  redirections: '// RUN: echo a > %t; echo b >> %t; cat < %t | diff - %t; ls %t.no 2> %t.e || true',
  'both outputs in one': '// RUN: sh -c "echo a; echo b >&2" 2>&1 | grep b',
  'error output of a tool': '// RUN: not npu-filecheck --nope 2>&1 | grep "unknown option"',
  environment: '// RUN: X=1 env Y=2 sh -c \'test "$X$Y" = 12\'',
  'environment of a tool':
    '// RUN: echo "CHECK: A" > %t\n// RUN: echo a | env FILECHECK_OPTS=--ignore-case npu-filecheck %t',
  'files and folders':
    '// RUN: mkdir -p %t/x && cp %s %t/x/y && mv %t/x/y %t/z && rm -r %t/x && cat %t/z',
  substitutions: '// RUN: test %S = %p && test -d %T && echo %% %(line) | grep "^% 1$"',
  'split-file':
    '// RUN: split-file %s %t && grep -x two %t/b.txt && not grep two %t/a.txt\n//--- a.txt\none\n//--- b.txt\ntwo',
  'expected failure': '// XFAIL: *\n// RUN: false',
  'a condition that holds': '// REQUIRES: mine || (llvm && !llvm)\n// RUN: true',
  'cd and export':
    '// RUN: mkdir d && cd d && test -d ../d\n// RUN: export A=b\n// RUN: sh -c \'test "$A" = b\'',
};
for (const [name, text] of Object.entries(passing)) {
  test(name, async () => {
    const config = '{"features": ["mine"]}';
    const { exit, out } = await lit({ 'a.test': `${text}\n`, 'lit.cfg.json': config });
    assert.match(out, /^1 passed, 0 failed(?:, 1 failed as expected)?\n$/);
    assert.is(exit, 0);
  });
}

const failing: readonly (readonly [string, string, string])[] = [
  ['no RUN line', 'nothing', 'FAIL a.test: the test has no RUN line\n'],
  [
    'a lost colon',
    '// RUN true',
    "FAIL a.test: line 1: 'RUN' without a colon; did you mean 'RUN:'?",
  ],
  ['an open end', '// RUN: true \\', "the command ends with '\\' and goes on nowhere"],
  ['an exit code', '// RUN: true\n// RUN: echo hi; sh -c "exit 3"', 'RUN at line 2: exit 3\n'],
  ['an output', '// RUN: echo hi; false', '  $ echo hi; false\n  hi\n  exit 1\n'],
  ['any command of a pipe', '// RUN: false | cat', 'RUN at line 1: exit 1'],
  [
    'an unknown tool',
    '// RUN: not npu-filechek',
    "there is no tool 'npu-filechek'; did you mean 'npu-filecheck'?",
  ],
  ['an unknown command', '// RUN: not nowhere-to-find', "'nowhere-to-find': command not found"],
  [
    'an unknown feature',
    '// REQUIRES: llvmm\n// RUN: true',
    "unknown feature 'llvmm'; did you mean 'llvm'?",
  ],
  [
    'an unknown substitution',
    '// RUN: echo %{shard}',
    "unknown substitution '%{shard}'; did you mean '%{shared}'?",
  ],
  ['an open quote', "// RUN: echo 'a", "the quote ' is not closed"],
  ['a background command', '// RUN: echo a & echo b', "'&' has no meaning here"],
  [
    'an expected failure that passes',
    '// XFAIL: *\n// RUN: true',
    'XFAIL: it was to fail, and passed',
  ],
  ['a difference', '// RUN: echo a > %t; echo b | diff %t -', '  @@ line 1 @@\n  -a\n  +b\n'],
  ['a crash under not', '// RUN: not sh -c "kill -9 $$"', "'sh' crashed"],
];
for (const [name, text, message] of failing) {
  test(`fails: ${name}`, async () => {
    const { exit, out } = await lit({ 'a.test': `${text}\n` });
    assert.is(exit, 1);
    assert.ok(out.includes(message), out);
    assert.ok(out.endsWith('0 passed, 1 failed\n'), out);
  });
}

test('a crash is what not --crash wants', async () => {
  const { exit } = await lit({ 'a.test': '// RUN: not --crash sh -c "kill -9 $$"\n' });
  assert.is(exit, 0);
});

test('skips are counted, and said with -v', async () => {
  const files = { 'a.test': '// UNSUPPORTED: mine\n// RUN: false\n', 'b.test': '// RUN: true\n' };
  const { exit, out } = await lit({ ...files, 'lit.cfg.json': '{"features":["mine"]}' }, '-v', '.');
  assert.is(exit, 0);
  assert.is(
    out,
    'skip a.test: unsupported with mine\nok   b.test\n1 passed, 0 failed, 1 skipped\n',
  );
});

test('the configuration says what a test is', async () => {
  const files = {
    'lit.cfg.json':
      '{"suffixes": [".x"], "excludes": ["in"], "substitutions": {"say": "echo %{word}", "word": "w"}}',
    'a.x': '// RUN: %{say} | grep w\n',
    'in/b.x': 'input',
    'c.test': 'no test here',
  };
  assert.is((await lit(files)).out, '1 passed, 0 failed\n');
});

// A configuration that cannot be read fails the tests that it is about, with its place; others run.
const CONFIGURATIONS: readonly (readonly [text: string, message: string])[] = [
  ['{\n  "sufixes": []\n}', "2:3: unknown entry 'sufixes'; did you mean 'suffixes'?"],
  ['{"features": 5}', "1:2: 'features' is to be a list of texts"],
  ['{"features": [],\n', '2:1: '],
  ['{ a }', '1:3: Expected property name'],
  ['[]', '1:1: expected an object'],
];
for (const [text, message] of CONFIGURATIONS) {
  test(`the configuration ${JSON.stringify(text)}`, async () => {
    const good = '// RUN: true\n';
    const files = { 'a/b/one.test': good, 'c/two.test': good, 'a/lit.cfg.json': text };
    const { exit, out } = await lit(files, '.');
    assert.is(exit, 1);
    assert.match(out, /^FAIL a\/b\/one.test: \S+a\/lit.cfg.json:\d+:\d+: /);
    assert.match(out, `a/lit.cfg.json:${message}`);
    assert.match(out, '\n1 passed, 1 failed\n');
    // Where the tests are known to nobody else, the file stands for them.
    const alone = await lit({ 'a/one.x': good, 'c/two.test': good, 'a/lit.cfg.json': text }, '.');
    assert.match(alone.out, /^FAIL a\/lit.cfg.json: /);
    assert.match(alone.out, '\n1 passed, 1 failed\n');
  });
}

test('--filter, and nothing that matches', async () => {
  const files = { 'a.test': '// RUN: true\n', 'b.test': '// RUN: false\n' };
  assert.is((await lit(files, '--filter=a', '.')).exit, 0);
  const { exit, err } = await lit(files, '--filter=z', '.');
  assert.is(exit, 2);
  assert.match(err, 'no test under the given paths');
});

test('--keep leaves the scratch folder of a failure', async () => {
  const { out } = await lit({ 'a.test': '// RUN: echo a > %t; echo %t; false\n' }, '--keep', '.');
  const file = /^ {2}(\/.*\.tmp)$/m.exec(out)?.[1] ?? '';
  assert.ok(existsSync(file), out);
  rmSync(dirname(dirname(file)), { recursive: true });
});

const misuse: readonly (readonly [readonly string[], string])[] = [
  [['--fliter=a', '.'], "unknown option '--fliter=a'; did you mean '--filter'?"],
  [['-j', '0', '.'], "'-j' takes a number from 1, not '0'"],
  [['--filter=(', '.'], "'--filter' takes a regular expression"],
  [['nowhere'], "there is no 'nowhere'"],
];
for (const [argv, message] of misuse) {
  test(`misuse: ${argv.join(' ')}`, async () => {
    const { exit, err } = await lit({ 'a.test': '// RUN: true\n' }, ...argv);
    assert.is(exit, 2);
    assert.ok(err.includes(message), err);
  });
}

test.after(() => rmSync(root, { recursive: true }));
test.run();
