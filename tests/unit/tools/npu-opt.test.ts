/** npu-opt in process. */
import { existsSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../tools/npu-opt.js';
import { Bench } from './harness.js';

const bench = new Bench();
const opt = (argv: readonly string[], stdin?: string) => bench.run(main, argv, stdin);

const GOOD = `func.func @f(%a: i32) -> i32 {
  return %a : i32
}
`;
const PRINTED = `module {
  func.func @f(%arg0: i32) -> i32 {
    return %arg0 : i32
  }
}

`;
bench.write('good.mlir', GOOD);
bench.write('bad.mlir', 'func.func @f(%a: i32) -> i32 {\n  return %b : i32\n}\n');

test('parses, verifies, prints; bytes are kept', async () => {
  assert.equal((await opt([], GOOD)).out, PRINTED);
  assert.equal((await opt(['good.mlir'])).out, PRINTED);
  const bytes = Buffer.from('module attributes {t.a = "é\\FF"} {\n}\n');
  const { outBytes } = await bench.run(main, ['-'], bytes);
  assert.match(outBytes.toString('latin1'), /t.a = "\\C3\\A9\\FF"/);
});

test('an error has file, line, column, the line and a caret', async () => {
  const { exit, out, err } = await opt(['bad.mlir']);
  assert.is(exit, 1);
  assert.is(out, '');
  assert.is(
    err,
    'bad.mlir:2:10: error: use of undeclared SSA value name\n  return %b : i32\n         ^\n',
  );
});

test('the caret stands under its character behind others of several bytes', async () => {
  const { err } = await opt(['-'], '"a"() {é = "äöü", b} : () -> () oops\n');
  assert.match(err, /\n( *)\^\n$/);
});

test('a long line is cut around its caret', async () => {
  const text = `"t.a"() {x = "${'y'.repeat(5000)}"} : () -> ${'z'.repeat(5000)}\n`;
  const { err } = await opt(['-', '--allow-unregistered-dialect'], text);
  const [, shown, caret] = err.split('\n');
  assert.ok(shown.length < 170 && shown.startsWith('…') && shown.endsWith('…'), err);
  assert.is(shown[caret.indexOf('^')], 'z');
});

test('passes run in the order given', async () => {
  const { exit, err, out } = await opt([
    'good.mlir',
    '--cse',
    '--canonicalize=top-down=false',
    '--symbol-dce',
    '--dump-pass-pipeline',
  ]);
  assert.is(exit, 0, err);
  assert.is(out, PRINTED);
  assert.match(
    err,
    /^Pass Manager with 3 passes:\nbuiltin\.module\(cse,canonicalize\{.*top-down=false\},symbol-dce\)\n\n/,
  );
});

test('--pass-pipeline, and its errors', async () => {
  const text = 'builtin.module(func.func(cse),canonicalize)';
  assert.is((await opt(['good.mlir', `--pass-pipeline=${text}`])).exit, 0);
  const wrong = await opt(['good.mlir', '--pass-pipeline=builtin.module(canonicalise)']);
  assert.is(wrong.exit, 1);
  assert.match(
    wrong.err,
    /did you mean 'canonicalize'\?\nbuiltin.module\(canonicalise\)\n {15}\^\n/,
  );
  const both = await opt(['good.mlir', '--pass-pipeline=cse', '--cse']);
  assert.is(both.exit, 1);
  assert.match(both.err, /exclude each other/);
});

test('misuse', async () => {
  for (const argv of [['--cs'], ['a', 'b'], ['--mlir-print-ir-after=nope', '--cse', 'good.mlir']]) {
    const { exit, out, err } = await opt(argv);
    assert.is(exit, 2, argv.join(' '));
    assert.is(out, '');
    assert.match(err, /^npu-opt: error: .*\n$/);
  }
});

const DIAGNOSTICS = `// expected-error@+1 {{expected non-function type}}
func.func @f(%a: i32) -> {
}
// -----
func.func @g() -> i32 {
  // expected-error-re @below {{undeclared {{S+A}} value}}
  return %b : i32
}
// -----
func.func @h(%a: i32) {
  return %c : i32 // expected-error {{undeclared}}
}
// -----
module {
  // expected-note @+1 {{see existing symbol definition here}}
  func.func private @s()
  func.func private @s()
  // expected-error @-1 {{redefinition of symbol named 's'}}
}
// -----
func.func @fine() { return }
`;

test('--verify-diagnostics with --split-input-file', async () => {
  bench.write('d.mlir', DIAGNOSTICS);
  const { exit, err, out } = await opt(['d.mlir', '--split-input-file', '--verify-diagnostics']);
  assert.is(err, '');
  assert.is(exit, 0);
  assert.match(out, /@fine/);
});

test('unmet and unexpected diagnostics fail', async () => {
  const unmet = await opt(['-', '--verify-diagnostics'], `// expected-error {{x}}\n${GOOD}`);
  assert.is(unmet.exit, 1);
  assert.is(
    unmet.err,
    '<stdin>:1:4: error: expected error "x" was not produced\n// expected-error {{x}}\n   ^\n',
  );
  const surprise = await opt(['bad.mlir', '--verify-diagnostics']);
  assert.is(surprise.exit, 1);
  assert.match(
    surprise.err,
    'bad.mlir:2:10: error: unexpected error: use of undeclared SSA value name\n',
  );
});

test('diagnostics of a part name the lines of the file', async () => {
  const { exit, err, out } = await opt(
    ['-', '-split-input-file'],
    `${GOOD}// -----\n${GOOD}\nfoo\n`,
  );
  assert.is(exit, 1);
  // What went well is shown beside it; a file is written whole or not at all.
  assert.is(out, `${PRINTED}// -----\n`);
  assert.match(err, /^<stdin>:9:1: error/);
});

test('parts are printed with the marker between them', async () => {
  const { out } = await opt(['-', '--split-input-file=#'], `${GOOD}#\n${GOOD}`);
  assert.is(out, `${PRINTED}// -----\n${PRINTED}`);
});

test('--allow-unregistered-dialect, --no-implicit-module, generic form, locations', async () => {
  const text = '%0 = "x.y"() {a} : () -> i32\n\n';
  assert.is((await opt([], text)).exit, 1);
  const flags = ['--allow-unregistered-dialect', '--no-implicit-module'];
  assert.is((await opt(flags, text)).out, text);
  assert.match((await opt([...flags, '--mlir-print-debuginfo'], text)).out, /loc\("<stdin>":1:6\)/);
  assert.match((await opt(['good.mlir', '--mlir-print-op-generic'])).out, /^"builtin.module"\(\)/);
  assert.is((await opt(['good.mlir', '--verify-roundtrip'])).exit, 0);
});

test('elided elements and resources', async () => {
  const text = 'module attributes {t.a = dense<[1, 2, 3]> : tensor<3xi8>} {}\n';
  const { out } = await opt(['--mlir-elide-elementsattrs-if-larger=2'], text);
  assert.match(out, /dense_resource<__elided__>/);
});

test('where a text is split', async () => {
  const split = async (text: string, ...argv: string[]) => {
    const { err, out } = await opt(['-', '--split-input-file', ...argv], text);
    return { err, parts: out === '' ? 0 : out.split('// -----\n').length };
  };
  const [a, b] = ['module @a {\n}', 'module @b {\n}\n'];
  // A marker may stand behind a text, with blanks around it, and at the very end there is one more part.
  for (const between of ['\n// -----\n', ' // -----\n', '\n  // -----  \n', '\n// -----\r\n']) {
    assert.equal(await split(`${a}${between}${b}`), { err: '', parts: 2 }, between);
  }
  assert.equal(await split(`${a}\n// -----\n`), { err: '', parts: 2 });
  assert.equal(await split(''), { err: '', parts: 0 });
  // What is nearly one: it goes on, it is not whole, or nothing follows it.
  for (const near of ['// ------\n', '// ----\n', '// -----x\n', '// -----']) {
    const { err, parts } = await split(`${a}\n${near}`);
    assert.is(parts, 1, near);
    assert.match(err, /^<stdin>:3:1: warning: this is no marker between parts: /);
  }
  assert.match((await split(`${a} // -----  oops`)).err, /^<stdin>:2:13: error: /);
});

test('zero bytes are blanks, but in strings', async () => {
  const text = 'module attributes {t.t = "a\0b"} {\0\n// c\0\n}\n\0';
  const { exit, out } = await opt(['-', '--allow-unregistered-dialect'], text);
  assert.is(exit, 0);
  assert.is(out, 'module attributes {t.t = "a\\00b"} {\n}\n\n');
  assert.match((await opt(['-'], '\x01\0')).err, /is no IR text; npu-translate imports/);
});

test('IR dumps around passes', async () => {
  const before = await opt(['good.mlir', '--cse', '--canonicalize', '--mlir-print-ir-before=cse']);
  assert.is(before.err, `// -----// IR Dump Before CSE (cse) //----- //\n${PRINTED}\n`);
  const after = await opt(['good.mlir', '--cse', '--canonicalize', '--mlir-print-ir-after-all']);
  assert.equal(
    after.err.split('\n').filter((l) => l.startsWith('// ---')),
    [
      '// -----// IR Dump After CSE (cse) //----- //',
      '// -----// IR Dump After Canonicalizer (canonicalize) //----- //',
    ],
  );
  const change = await opt(['good.mlir', '--cse', '--mlir-print-ir-after-change']);
  assert.is(change.err, '');
  const failed = await opt(['good.mlir', '--qnn-to-npu', '--mlir-print-ir-after-failure']);
  assert.is(failed.exit, 1);
  assert.match(failed.err, /error: the module names no target/);
  assert.match(failed.err, /IR Dump After QnnToNpu Failed \(qnn-to-npu\)/);
});

test('timing, lists', async () => {
  assert.match(
    (await opt(['good.mlir', '--cse', '--mlir-timing'])).err,
    /Wall Time.*\n(.*\n)*.*CSE/,
  );
  const json = (await opt(['good.mlir', '--mlir-timing=json'])).err;
  const names = JSON.parse(json).map((row: { name: string }) => row.name);
  assert.equal(names, ['Parser', 'Verifier', 'Output', 'Rest', 'Total']);
  assert.match((await opt(['--list-passes'])).out, /--qnn-to-npu +\S/);
  assert.match((await opt(['--show-dialects'])).out, /^Available Dialects: .*builtin,.*qnn/);
});

test('a dialect from a .td, and rules from a .pdll', async () => {
  bench.write(
    'toy.td',
    `include "OpBase.td"
def Toy : Dialect { let name = "toy"; }
def AddOp : Op<Toy, "add", [Pure]> { let arguments = (ins I32:$a, I32:$b); let results = (outs I32:$r); let assemblyFormat = "$a \`,\` $b attr-dict"; }
def TwiceOp : Op<Toy, "twice", [Pure]> { let arguments = (ins I32:$a); let results = (outs I32:$r); let assemblyFormat = "$a attr-dict"; }
`,
  );
  bench.write(
    'toy.pdll',
    'Pattern { let root = op<toy.add>(x: Value, x) -> (t: Type); replace root with op<toy.twice>(x) -> (t); }\n',
  );
  const text = 'func.func @f(%a: i32) -> i32 {\n  %0 = toy.add %a, %a\n  return %0 : i32\n}\n';
  const plain = await opt(['--dialect-td=toy.td'], text);
  assert.is(plain.exit, 0, plain.err);
  const ruled = await opt(['--dialect-td=toy.td', '--patterns=toy.pdll', '--cse'], text);
  assert.is(ruled.exit, 0, ruled.err);
  assert.match(ruled.out, /toy\.twice %arg0/);
  bench.write('wrong.pdll', 'Pattern { let root = op<toy.add>(x: Valu); erase root; }\n');
  const wrong = await opt(['--dialect-td=toy.td', '--patterns=wrong.pdll'], text);
  assert.is(wrong.exit, 1);
  assert.match(wrong.err, /^wrong\.pdll:1:\d+: error: .*\n.*\n *\^\n/);
  const none = await opt(['--dialect-td=none.td'], text);
  assert.is(none.exit, 1);
  assert.match(none.err, /none\.td/);
});

test('an output is written whole or not at all', async () => {
  assert.is((await opt(['bad.mlir', '-o', 'out.mlir'])).exit, 1);
  assert.not(existsSync(bench.path('out.mlir')));
  assert.is((await opt(['good.mlir', '-o', 'out.mlir'])).out, '');
  assert.is(bench.read('out.mlir').toString(), PRINTED);
  const { exit, err } = await opt(['good.mlir', '-o', 'nowhere/out.mlir']);
  assert.is(exit, 1);
  assert.is(err, "npu-opt: error: cannot write 'nowhere/out.mlir': no such file or folder\n");
  const absent = await opt(['none.mlir']);
  assert.is(
    absent.err,
    "npu-opt: error: cannot open input file 'none.mlir': no such file or folder\n",
  );
});

test('--verify-diagnostics: what was meant to be an expectation', async () => {
  const lines = [
    '// expected-eror @+1 {{x}}',
    '// expected-error @next {{x}}',
    '// expected-error {{x}} here',
    '// expected-error@+1 {{x}',
  ];
  bench.write(
    'slip.mlir',
    `${lines.join('\n')}\nfunc.func private @f()\n// expected-error means an error\n`,
  );
  const { exit, err } = await opt(['slip.mlir', '--verify-diagnostics']);
  assert.is(exit, 1);
  assert.equal(
    [...err.matchAll(/^slip.mlir:(\d+):4: error: this is no expectation/gm)].map((m) => m[1]),
    ['1', '2', '3', '4'],
  );
});

test.after(() => bench.end());
test.run();
