/** npu-lit's options, definitions, retries, threads and written expectations. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../tools/npu-lit.js';

const root = mkdtempSync(join(tmpdir(), 'npu-lit-options-'));
let count = 0;

function write(cwd: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
}

/** Runs npu-lit in a folder of its own, or in that of a run before. */
async function lit(
  files: Readonly<Record<string, string>>,
  argv: readonly string[],
  again?: string,
) {
  const cwd = again ?? join(root, `${count++}`);
  write(cwd, files);
  let out = '';
  let err = '';
  const exit = await main(argv, {
    cwd,
    stdin: async () => new Uint8Array(),
    stdout: (data) => {
      out += Buffer.from(data).toString('utf8');
    },
    stderr: (text) => {
      err += text;
    },
    isTerminal: false,
  });
  return { exit, out, err, cwd };
}

const one = (text: string) => ({ 'a.test': `${text}\n` });

const passing: Readonly<Record<string, string>> = {
  'a definition':
    '// DEFINE: %{say} = echo %{word}\n// DEFINE: %{word} = w\n// RUN: %{say} | grep w',
  'a definition over lines':
    '// DEFINE: %{say} = echo \\\n// DEFINE:   a b\n// RUN: %{say} | grep "a b"',
  'a definition anew':
    '// DEFINE: %{w} = a\n// RUN: echo %{w} | grep a\n// REDEFINE: %{w} = b\n// RUN: echo %{w} | grep b',
  'a condition in a command':
    '// RUN: echo %if has %{ yes %} %else %{ no %} | grep yes\n// RUN: echo %if lacks %{ yes %} %else %{ no %if has %{ more %} %} | grep "no more"',
  'a condition without else': '// RUN: echo x %if lacks %{ y %} | grep -x x',
  'a feature by its pattern': '// REQUIRES: {{h.s}}\n// UNSUPPORTED: {{lack.*}}\n// RUN: true',
  'a feature that is absent': '// REQUIRES: !lacks && system-{{.*}}\n// RUN: true',
  'parts of paths':
    '// RUN: echo %{s:basename} %{s:stem} %basename_t | grep -x "a.test a a.test.tmp"',
  'the end of the test': '// RUN: true\n// END.\n// RUN: false',
  'a retry': '// ALLOW_RETRIES: 2\n// RUN: test -e %S/mark || not touch %S/mark',
  'checks that another command may read': '// RUN: grep CHECK-NEXT %s\n// CHECK-NEXT: a',
  'prose with a keyword': '// REQUIRES that the reader knows lit\n// RUN: true',
};
for (const [name, text] of Object.entries(passing)) {
  test(name, async () => {
    const config = { 'lit.cfg.json': '{"features": ["has", "!lacks"]}' };
    const { exit, out } = await lit({ ...one(text), ...config }, ['.']);
    assert.is(exit, 0, out);
    assert.match(out, /^1 passed, 0 failed/);
  });
}

const failing: readonly (readonly [string, string, string])[] = [
  [
    'a second definition',
    '// DEFINE: %{a} = b\n// DEFINE: %{a} = c',
    "line 2: '%{a}' is defined already",
  ],
  [
    'nothing to redefine',
    '// DEFINE: %{abc} = b\n// REDEFINE: %{abd} = c',
    "line 2: there is no '%{abd}' to redefine; did you mean '%{abc}'?",
  ],
  ['a malformed definition', '// DEFINE: abc = b', "'DEFINE:' takes '%{name} = text'"],
  ['an endless definition', '// DEFINE: %{a} = %{a}\n// RUN: %{a}', 'use each other without end'],
  ['an open %if', '// RUN: echo %if true %{ a', "'%{' of an '%if' is not closed"],
  [
    'another keyword inside a joined line',
    '// RUN: a \\\n// XFAIL: *',
    "'XFAIL:' in the middle of the RUN line",
  ],
  [
    'a slip in a keyword',
    '// REQUIRE: has\n// RUN: true',
    "unknown 'REQUIRE:'; did you mean 'REQUIRES:'?",
  ],
  ['a slip in RUN', '// RUNS: false\n// RUN: true', "unknown 'RUNS:'; did you mean 'RUN:'?"],
  ['a lost colon', '// REQUIRES llvm\n// RUN: true', "'REQUIRES' without a colon"],
  ['no condition', '// REQUIRES:\n// RUN: true', "'REQUIRES:' without a condition"],
  ['no number of retries', '// ALLOW_RETRIES: x\n// RUN: true', 'takes a number'],
  ['retries twice', '// ALLOW_RETRIES: 1\n// ALLOW_RETRIES: 1\n// RUN: true', 'one'],
  ['a bad pattern', '// REQUIRES: {{(}}\n// RUN: true', 'is no regular expression'],
  [
    'checks that nobody reads',
    '// RUN: npu-opt %s\n// CHECK-LABEL: a',
    'line 2: a CHECK line, but no RUN line gives this file to npu-filecheck',
  ],
  ['retries that do not help', '// ALLOW_RETRIES: 1\n// RUN: false', 'RUN at line 2: exit 1'],
];
for (const [name, text, message] of failing) {
  test(`fails: ${name}`, async () => {
    const { exit, out } = await lit(one(text), ['.']);
    assert.is(exit, 1);
    assert.ok(out.includes(message), out);
  });
}

const many = Object.fromEntries(
  Array.from({ length: 70 }, (_, i) => [
    `t${String(i).padStart(2, '0')}.test`,
    i % 10 === 3
      ? '// RUN: echo no; false\n'
      : '// RUN: echo "CHECK: a" > %t; echo a | npu-filecheck %t\n',
  ]),
);

test('threads tell what one thread tells', async () => {
  const single = await lit(many, ['.', '-v', '-j1']);
  const several = await lit({}, ['.', '-v', '-j4'], single.cwd);
  assert.is(several.out.replaceAll(/\/\S+/g, ''), single.out.replaceAll(/\/\S+/g, ''));
  assert.ok(several.out.endsWith('63 passed, 7 failed\n'), several.out.slice(-200));
});

test('--max-failures ends the run', async () => {
  const { out, exit } = await lit(many, ['.', '-j1', '--max-failures=2', '-q']);
  assert.is(out, '12 passed, 2 failed, 56 not run\n');
  assert.is(exit, 1);
});

test('--filter-out, --show-tests and shards', async () => {
  const { out } = await lit(many, ['.', '--filter=t[12]', '--filter-out=3', '--show-tests']);
  assert.is(out.split('\n').length - 1, 18);
  const shards = await Promise.all(
    [1, 2, 3].map((n) => lit(many, ['.', '--show-tests', '--num-shards=3', `--run-shard=${n}`])),
  );
  const all = shards.flatMap((shard) => shard.out.trim().split('\n'));
  assert.equal(all.sort(), Object.keys(many).sort());
});

test('--order=smart begins with what failed', async () => {
  const before = process.env.XDG_CACHE_HOME;
  process.env.XDG_CACHE_HOME = join(root, 'cache');
  try {
    const { cwd } = await lit(many, ['.', '--order=smart', '-q']);
    const { out } = await lit({}, ['.', '--order=smart', '--show-tests'], cwd);
    const failed = Object.keys(many).filter((_, i) => i % 10 === 3);
    assert.equal(out.trim().split('\n').slice(0, 7).sort(), failed);
    const { out: random } = await lit({}, ['.', '--order=random', '--show-tests'], cwd);
    assert.equal(random.trim().split('\n').sort(), Object.keys(many));
  } finally {
    if (before === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = before;
  }
});

test('--xunit-xml-output', async () => {
  const files = {
    'in/a.test': '// RUN: echo "<&>"; false\n',
    'b.test': '// RUN: true\n',
    'c.test': '// REQUIRES: false\n// RUN: true\n',
  };
  const { cwd } = await lit(files, ['.', '--xunit-xml-output=out.xml']);
  const xml = readFileSync(join(cwd, 'out.xml'), 'utf8');
  assert.match(xml, /<testsuite name="in" tests="1" failures="1" skipped="0"/);
  assert.match(xml, /<testcase classname="in" name="a.test" time="[\d.]+">/);
  assert.match(xml, '<failure message="failed: RUN at line 1: exit 1">');
  assert.match(xml, '&lt;&amp;&gt;');
  assert.match(xml, '<skipped message="requires false"/>');
  assert.match(xml, /<testsuite name="\." tests="2" failures="0" skipped="1"/);
});

test('--timeout ends a child process, and the test after it runs', async () => {
  const files = { 'a.test': '// RUN: sleep 30\n', 'b.test': '// RUN: true\n' };
  const start = performance.now();
  const { out } = await lit(files, ['.', '-j2', '--timeout=1']);
  assert.match(out, /TIMEOUT a\.test: no end after 1 s[\s\S]*1 passed, 1 failed, 1 timed out/);
  assert.ok(performance.now() - start < 15_000);
});

test('a file that cannot be written, a path that is no folder', async () => {
  const files = { 'a.test': '// RUN: echo hi > %t.no/x\n', 'b.test': '// RUN: true\n' };
  const { out } = await lit(files, ['.', '-v']);
  assert.match(out, /npu-lit: '.*no\/x': no such file or folder/);
  assert.match(out, /FAIL a\.test: RUN at line 1: exit 1[\s\S]*1 passed, 1 failed/);
  const { err, exit } = await lit(files, ['/dev/null']);
  assert.match(err, /'\/dev\/null' is neither a file nor a folder/);
  assert.is(exit, 2);
});

test('--timeout ends a tool in process, and the test after it runs', async () => {
  // Ten thousand states under way at every byte: minutes, were it let.
  const files = {
    'a.test': `// RUN: npu-filecheck %s --input-file=%S/in\n// CHECK: {{(a{100}){100}[bc]}}\n`,
    'b.test': '// RUN: true\n',
    in: 'a'.repeat(1_000_000),
  };
  const start = performance.now();
  const { out } = await lit(files, ['.', '-j1', '--timeout=1']);
  assert.is(out, 'TIMEOUT a.test: no end after 1 s\n1 passed, 1 failed, 1 timed out\n');
  assert.ok(performance.now() - start < 15_000);
});

test('--time-tests tells the slowest and the spread', async () => {
  const { out } = await lit(one('// RUN: true'), ['.', '--time-tests']);
  assert.match(out, /^slowest tests:\n {2}\d\.\d{3} s {2}a\.test\ntimes:\n/);
});

test('a flaky test is told', async () => {
  const { out } = await lit(one(passing['a retry']), ['.', '-v']);
  assert.match(out, 'flaky a.test: passed at try 2\n1 passed, 0 failed, 1 passed after retries\n');
});

test('--update writes the checks of a test that asks for it', async () => {
  const text = [
    '// UPDATE: checks',
    '// RUN: split-file %s %t && cat %t/in | npu-filecheck %s',
    '// CHECK: old',
    '// CHECK-NEXT: older',
    '',
    '//--- in',
    'one',
    '  two {{x}} [[y]]',
    '',
    'four',
  ].join('\n');
  const { cwd, exit, out } = await lit(one(text), ['.', '--update', '-v']);
  assert.is(exit, 0, out);
  assert.match(out, 'updated ');
  const written = readFileSync(join(cwd, 'a.test'), 'utf8');
  const block =
    '// CHECK: one\n// CHECK-NEXT{LITERAL}: two {{x}} [[y]]\n// CHECK-EMPTY:\n// CHECK-NEXT: four\n// CHECK-NOT: {{.}}\n';
  assert.ok(written.includes(block), written);
  assert.is((await lit({}, ['.'], cwd)).exit, 0);
  await lit({}, ['.', '--update'], cwd);
  assert.is(readFileSync(join(cwd, 'a.test'), 'utf8'), written);
});

test('--update leaves hand-written checks alone', async () => {
  const text = '// RUN: echo b | npu-filecheck %s\n// CHECK: a\n';
  const { cwd, exit } = await lit({ 'a.test': text }, ['.', '--update']);
  assert.is(exit, 1);
  assert.is(readFileSync(join(cwd, 'a.test'), 'utf8'), text);
});

/** A test of the lines that it prints, with hand-written checks. */
const printing = (lines: readonly string[], checks: readonly string[]) =>
  [
    '// RUN: split-file %s %t && cat %t/in | npu-filecheck %s',
    ...checks.map((check) => `// CHECK${check}`),
    '//--- in',
    ...lines,
    '',
  ].join('\n');

const NEW_LINES = ['f(%arg0, %arg1)', '%0 = add %arg0, %arg1', '%1 = mul %0, %0', 'ret %1'];
// Checks that fail and what becomes of them.
const MENDED: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    'another operation; variables stay',
    [
      ': f(%[[X:.*]], %[[Y:.*]])',
      '-NEXT: %[[A:.*]] = sub %[[X]], %[[Y]]',
      '-NEXT: %[[B:.*]] = mul',
    ],
    [
      ': f(%[[X:.*]], %[[Y:.*]])',
      '-NEXT: %[[A:.*]] = add %[[X]], %[[Y]]',
      '-NEXT: %[[B:.*]] = mul',
    ],
  ],
  [
    'a new line',
    [': f(%[[X:.*]],', '-NEXT: %[[B:.*]] = mul %{{.*}}', '-NEXT: ret %[[B]]'],
    [
      ': f(%[[X:.*]],',
      '-NEXT: %0 = add %arg0, %arg1',
      '-NEXT: %[[B:.*]] = mul %{{.*}}',
      '-NEXT: ret %[[B]]',
    ],
  ],
  [
    'a line that is gone',
    [
      ': f',
      '-NEXT: %[[A:.*]] = add',
      '-NEXT: %[[G:.*]] = xor %[[A]]',
      '-NEXT: %[[B:.*]] = mul %[[A]]',
      '-NEXT: ret %[[B]]',
    ],
    [': f', '-NEXT: %[[A:.*]] = add', '-NEXT: %[[B:.*]] = mul %[[A]]', '-NEXT: ret %[[B]]'],
  ],
  [
    'a value that a variable stood for in the line before',
    [
      ': f(%[[X:.*]],',
      '-NEXT: %[[A:.*]] = sub',
      '-NEXT: %[[B:.*]] = div %[[A]], %[[A]]',
      '-NEXT: ret %[[B]]',
    ],
    [
      ': f(%[[X:.*]],',
      '-NEXT: %[[A:.*]] = add %[[X]], %arg1',
      '-NEXT: %[[B:.*]] = mul %[[A]], %[[A]]',
      '-NEXT: ret %[[B]]',
    ],
  ],
];
for (const [name, before, after] of MENDED) {
  test(`--update mends -NEXT lines: ${name}`, async () => {
    const { cwd, exit, out } = await lit({ 'a.test': printing(NEW_LINES, before) }, [
      '.',
      '--update',
    ]);
    assert.is(exit, 0, out);
    assert.is(readFileSync(join(cwd, 'a.test'), 'utf8'), printing(NEW_LINES, after));
    assert.is((await lit({}, ['.'], cwd)).exit, 0);
  });
}

// What no place tells the meaning of, or what fails behind what could be mended, is a person's.
for (const checks of [
  [': f', '-NEXT: %0 = sub', ': nowhere'],
  [': nothing', '-NEXT: %0 = sub'],
  [': f', '-NOT: mul', ': ret'],
]) {
  test(`--update leaves ${checks.join(' CHECK')}`, async () => {
    const text = printing([...NEW_LINES, 'ret'], checks);
    const { cwd, exit } = await lit({ 'a.test': text }, ['.', '--update']);
    assert.is(exit, 1);
    assert.is(readFileSync(join(cwd, 'a.test'), 'utf8'), text);
  });
}

test('--update writes what diff expects: a file beside the test, a part of the test', async () => {
  const files = {
    'a.test': '// RUN: echo new | diff %S/a.expected -\n',
    'a.expected': 'old\n',
    'b.test':
      '// RUN: split-file %s %t && echo new | diff %t/want -\n//--- want\nold\n//--- other\nkept\n',
  };
  const { cwd, exit, out } = await lit(files, ['.', '--update']);
  assert.is(exit, 0, out);
  assert.is(readFileSync(join(cwd, 'a.expected'), 'utf8'), 'new\n');
  assert.ok(
    readFileSync(join(cwd, 'b.test'), 'utf8').endsWith('//--- want\nnew\n//--- other\nkept\n'),
  );
  assert.is((await lit({}, ['.'], cwd)).exit, 0);
});

const misuse: readonly (readonly [readonly string[], string])[] = [
  [['.', '--num-shards=2'], "'--num-shards' and '--run-shard' go together"],
  [['.', '--num-shards=2', '--run-shard=3'], "'--run-shard' takes a number up to 2, not '3'"],
  [
    ['.', '--order=smrt'],
    "'--order' takes lexical, random, smart, not 'smrt'; did you mean 'smart'?",
  ],
  [['.', '--timeout=x'], "'--timeout' takes a number from 1, not 'x'"],
  [['.', '--filter-out=('], "'--filter-out' takes a regular expression"],
];
for (const [argv, message] of misuse) {
  test(`misuse: ${argv.join(' ')}`, async () => {
    const { exit, err } = await lit(one('// RUN: true'), argv);
    assert.is(exit, 2);
    assert.ok(err.includes(message), err);
  });
}

test('LIT_OPTS stands before the arguments', async () => {
  process.env.LIT_OPTS = '-v';
  try {
    assert.match((await lit(one('// RUN: true'), ['.'])).out, 'ok   a.test\n');
  } finally {
    delete process.env.LIT_OPTS;
  }
});

test.after(() => {
  assert.ok(existsSync(root));
  rmSync(root, { recursive: true });
});
test.run();
