import { existsSync, readdirSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../tools/npu-opt.js';
import { Bench } from '../tools/harness.js';

const bench = new Bench();
const opt = (argv: readonly string[]) => bench.run(main, argv);

bench.write(
  'two.mlir',
  `func.func @f(%a: i32) -> i32 {
  %0 = arith.addi %a, %a : i32
  %1 = arith.addi %a, %a : i32
  %2 = arith.muli %0, %1 : i32
  return %2 : i32
}
func.func private @g() { return }
`,
);

test('statistics by place and by name', async () => {
  const pipeline = '--pass-pipeline=builtin.module(func.func(cse),cse,symbol-dce)';
  const nested = await opt(['two.mlir', pipeline, '--mlir-pass-statistics']);
  assert.match(
    nested.err,
    /\n'func.func' Pipeline\n {2}CSE\n {4}\(S\) 1 num-cse'd - .*\n {4}\(S\) 0 num-dce'd - .*\nCSE\n {2}\(S\) 0 num-cse'd/,
  );
  assert.match(nested.err, /\nSymbolDCE\n {2}\(S\) 1 num-dce'd - /);
  const list = await opt([
    'two.mlir',
    pipeline,
    '--mlir-pass-statistics',
    '--mlir-pass-statistics-display=list',
  ]);
  assert.match(list.err, /\n {2}CSE\n {4}\(S\) 1 num-cse'd.*\n.*\n {2}SymbolDCE\n/);
});

test('timing as a tree, a list and JSON; analyses are counted once', async () => {
  bench.write(
    'blocks.mlir',
    `func.func @f(%c: i1) {
  cf.cond_br %c, ^a, ^a
^a:
  return
}
`,
  );
  const argv = [
    'blocks.mlir',
    '--pass-pipeline=builtin.module(func.func(cse,cse))',
    '--mlir-timing',
  ];
  const tree = (await opt(argv)).err;
  assert.match(
    tree,
    /\) {2}'func.func' Pipeline\n.*\) {4}CSE\n.*\) {6}\(A\) DominanceInfo\n.*\) {4}CSE\n/,
  );
  // The first cse changes nothing, so the second finds the dominators that the first asked for.
  assert.is(tree.match(/DominanceInfo/g)!.length, 1);
  const list = (await opt([...argv, '--mlir-timing-display=list'])).err;
  assert.match(list, /\) {2}root\n/);
  const json = JSON.parse((await opt([...argv, '--mlir-output-format=json'])).err);
  assert.is(json.at(-1).name, 'Total');
  for (const wrong of ['--mlir-timing=xml', '--mlir-timing-display=x', '--remarks=y']) {
    const { exit, err } = await opt(['two.mlir', wrong]);
    assert.is(exit, 2, wrong);
    assert.match(err, / takes .*, not '/);
  }
});

test('a tree of dumps, one file each', async () => {
  const { exit } = await opt([
    'two.mlir',
    '--pass-pipeline=builtin.module(cse,func.func(cse),symbol-dce)',
    '--mlir-print-ir-before-all',
    '--mlir-print-ir-after-all',
    '--mlir-print-ir-after-change',
    '--mlir-print-ir-tree-dir=tree',
  ]);
  assert.is(exit, 0);
  const files = readdirSync(bench.path('tree'), { recursive: true }).map(String).sort();
  const root = 'builtin_module_no-symbol-name';
  assert.equal(
    files.filter((f) => f.endsWith('.mlir')),
    [
      `${root}/0_cse.mlir`,
      `${root}/1_cse.mlir`,
      `${root}/2_symbol-dce.mlir`,
      `${root}/3_symbol-dce.mlir`,
      `${root}/func_func_f/1_0_cse.mlir`,
      `${root}/func_func_g/1_0_cse.mlir`,
    ],
  );
  assert.match(bench.read(`tree/${root}/3_symbol-dce.mlir`).toString(), /IR Dump After SymbolDCE/);
});

test('only after failure: the IR of the pass that failed', async () => {
  const { exit, err } = await opt([
    'two.mlir',
    '--pass-pipeline=builtin.module(func.func(cse,symbol-dce))',
    '--mlir-print-ir-after-failure',
  ]);
  assert.is(exit, 1);
  assert.match(err, /'func.func' op has symbol-dce run on it, but is no symbol table/);
  assert.is(err.match(/IR Dump/g)!.length, 1);
  assert.match(err, /IR Dump After SymbolDCE Failed \(symbol-dce\) \/\/----- \/\/\nfunc.func @f/);
});

test('reproducers hold the IR with its pipeline and run again', async () => {
  const pipeline = '--pass-pipeline=builtin.module(cse,func.func(symbol-dce))';
  const crash = '--mlir-pass-pipeline-crash-reproducer=whole.mlir';
  const failed = await opt(['two.mlir', pipeline, crash]);
  assert.is(failed.exit, 1);
  assert.match(failed.err, /`SymbolDCE` on 'func.func' operation: @f\]: reproducer generated at/);
  const whole = bench.read('whole.mlir').toString();
  assert.match(whole, /\n\{-#\n {2}external_resources: \{\n {4}mlir_reproducer: \{\n/);
  assert.match(whole, /pipeline: "builtin.module\(cse,func.func\(symbol-dce\)\)",\n/);
  assert.is(whole.match(/arith.addi/g)!.length, 2, 'the input, not what cse made of it');
  const again = await opt(['whole.mlir', '--run-reproducer']);
  assert.is(again.exit, 1);
  assert.match(again.err, /is no symbol table/);
  await opt(['two.mlir', pipeline, crash, '--mlir-pass-pipeline-local-reproducer']);
  const local = bench.read('whole.mlir').toString();
  assert.match(local, /pipeline: "builtin.module\(func.func\(symbol-dce\)\)"/);
  assert.is(local.match(/arith.addi/g)!.length, 1, 'the IR before the pass that failed');
  const made = await opt(['two.mlir', '--cse', '--mlir-generate-reproducer=r.mlir']);
  assert.is(made.exit, 0);
  const { out, exit } = await opt(['r.mlir', '--run-reproducer']);
  assert.is(exit, 0);
  assert.is(out, made.out);
  // What holds none runs as it is, and passes that are named run behind those of one.
  assert.is((await opt(['two.mlir', '--run-reproducer'])).out, (await opt(['two.mlir'])).out);
  const more = await opt(['r.mlir', '--run-reproducer', '--symbol-dce', '--dump-pass-pipeline']);
  assert.match(more.err, /\nbuiltin.module\(cse,symbol-dce\)\n/);
  assert.is((await opt(['two.mlir', '--mlir-pass-pipeline-local-reproducer'])).exit, 2);
  assert.ok(existsSync(bench.path('r.mlir')));
});

// Entries of a reproducer that cannot be: line, column and message.
const ENTRIES: readonly (readonly [entry: string, column: number, message: RegExp])[] = [
  ['pipeline: "builtin.module(nosuch)"', 27, /'nosuch' does not refer to a registered pass/],
  ['pipeline: true', 11, /'pipeline' takes a text in quotes, not 'true'/],
  ['pipeline: "0x00000000"', 11, /'pipeline' takes a text in quotes, not bytes/],
  ['verify_each: "true"', 14, /'verify_each' takes true or false, not '"true"'/],
  ['disable_threading: "1"', 20, /'disable_threading' takes true or false, not '"1"'/],
  ['pipelin: "x"', 1, /a reproducer has no entry 'pipelin': expected 'pipeline',/],
];

for (const [entry, column, message] of ENTRIES) {
  test(`reproducer with ${entry}`, async () => {
    const group = `external_resources: {\nmlir_reproducer: {\n${entry}\n}}`;
    bench.write('wrong.mlir', `module {\n}\n{-#\n${group}\n#-}\n`);
    const { exit, err } = await opt(['wrong.mlir', '--run-reproducer']);
    assert.is(exit, 1);
    assert.match(err, message);
    assert.ok(err.startsWith(`wrong.mlir:6:${column}: error: `), err);
    const { out, ...unread } = await opt(['wrong.mlir']);
    assert.is(unread.exit, 0, 'nobody asked for it');
    assert.ok(out.includes(`mlir_reproducer: {\n      ${entry}\n`), 'it is passed on');
  });
}

test('a failure is told: its place in no line, and a pass that says nothing', async () => {
  const pipeline = ['two.mlir', '--test-pass-failure'];
  const { exit, err } = await opt(pipeline);
  assert.is(exit, 1);
  assert.is(err, "two.mlir: error: the pass 'test-pass-failure' failed and did not say why\n");
  const crash = await opt([...pipeline, '--mlir-pass-pipeline-crash-reproducer=c.mlir']);
  assert.is(
    crash.err,
    "two.mlir: error: failures have been detected while processing a pass pipeline\ntwo.mlir: note: pipeline failed while executing [`(anonymous namespace)::TestFailurePass` on 'builtin.module' operation]: reproducer generated at `c.mlir`\n",
  );
});

test('dumps end with an empty line, and come when they are asked for', async () => {
  const dumps = async (...argv: string[]) => (await opt(['two.mlir', ...argv])).err;
  const pipeline = '--pass-pipeline=builtin.module(func.func(cse),symbol-dce)';
  const all = await dumps(pipeline, '--mlir-print-ir-after-all');
  assert.is(all.match(/\n}\n\n(?=\/\/ -----)/g)!.length, 2);
  assert.match(all, /\n}\n\n\n$/);
  // What to do about changes is no wish to print.
  assert.is(await dumps(pipeline, '--mlir-print-ir-after-change'), '');
  const named = await dumps(pipeline, '--mlir-print-ir-after=cse', '--mlir-print-ir-after-change');
  assert.is(named.match(/IR Dump After CSE/g)!.length, 1);
  // A name that is none, whatever runs.
  for (const when of ['before', 'after']) {
    const option = `--mlir-print-ir-${when}`;
    const { exit, err } = await opt(['two.mlir', `${option}=cze`]);
    assert.is(exit, 2);
    assert.is(err, `npu-opt: error: '${option}': no pass is named 'cze'; did you mean 'cse'?\n`);
  }
  assert.match(await dumps('--mlir-pass-statistics'), /Pass statistics report/);
});

test('actions, remarks and a trace of rewrites', async () => {
  const actions = await opt(['two.mlir', '--cse', '--log-actions-to=-']);
  assert.match(actions.err, /begins \(no breakpoint\) Action `pass-execution` running `CSE` on/);
  assert.match(actions.err, /completed `pass-execution`/);
  const profiled = await opt(['two.mlir', '--canonicalize', '--profile-actions-to=profile.json']);
  assert.is(profiled.err, '');
  interface Event {
    readonly name: string;
    readonly ph: string;
    readonly ts: number;
    readonly args?: { readonly desc: string };
  }
  const events: Event[] = JSON.parse(bench.read('profile.json').toString());
  // Each ends that began, the inner ones first, and time goes on.
  const open: Event[] = [];
  for (const [i, event] of events.entries()) {
    assert.ok(event.ts >= (events[i - 1]?.ts ?? 0));
    if (event.ph === 'B') open.push(event);
    else assert.is(open.pop()?.name, event.name);
  }
  assert.is(open.length, 0);
  assert.match(events[0].args!.desc, /^`pass-execution` running `Canonicalizer` on Operation/);
  assert.ok(events.some(({ name }) => name === 'apply-pattern'));
  bench.write(
    'calls.mlir',
    `func.func private @r() {
  call @r() : () -> ()
  return
}
func.func @m() {
  call @r() : () -> ()
  return
}
`,
  );
  const remarks = await opt(['calls.mlir', '--inline', '--remarks', '--trace-rewrites=t.json']);
  assert.match(remarks.err, /calls.mlir:6:3: remark: 'inline' was not applied to 'func.call'\n/);
  assert.match(remarks.err, /note: the callee calls itself/);
  const trace = JSON.parse(bench.read('t.json').toString());
  assert.is(trace.at(-1).kind, 'missed');
  assert.is(trace.at(-1).pass, 'inline');
  const json = JSON.parse((await opt(['calls.mlir', '--inline', '--remarks=json'])).err);
  assert.ok(json.some((r: { reason: string }) => r.reason === 'the callee calls itself'));
});

// Pipelines that cannot be read: column and message.
const WRONG: readonly (readonly [pipeline: string, column: number, message: RegExp])[] = [
  ['cse', 1, /expected the operation to run on around the passes, .* found the pass 'cse'/],
  ['', 1, /expected the operation to run on/],
  ['builtin.module(cse', 1, /'builtin.module\(' is not closed/],
  ['builtin.module(cse))', 20, /this '\)' closes nothing/],
  ['builtin.module(cse,)', 20, /expected a pass or an operation/],
  ['builtin.module(cse}', 19, /expected ',' or '\)' after a pass, found '}'/],
  ['builtin.module(cse{)', 20, /no such option \) of the pass 'cse': it has none/],
  ['builtin.module(canonicalize{top-down', 28, /'\{' before the options is not closed/],
  ['builtin.module(canonicalize{max-iteration=1})', 29, /did you mean 'max-iterations'\?/],
  ['builtin.module(canonicalize{max-iterations=x})', 44, /takes a whole number, not 'x'/],
  ['builtin.module(canonicalize{top-down=x})', 38, /takes true or false, not 'x'/],
  ['builtin.module(canonicalize{region-simplify=agressive})', 45, /did you mean 'aggressive'\?/],
  ['builtin.module(inline{inlining-threshold=-1})', 42, /a whole number from 0 on, not '-1'/],
  ['builtin.module(func.func(npu-fuse))', 26, /runs on 'builtin.module', not on 'func.func'/],
];

for (const [pipeline, column, message] of WRONG) {
  test(`pipeline '${pipeline}'`, async () => {
    const { exit, err } = await opt(['two.mlir', `--pass-pipeline=${pipeline}`]);
    assert.is(exit, 1);
    assert.match(err, message);
    assert.ok(err.startsWith(`pipeline text:1:${column}: error: `), err);
  });
}

test('typed options are read and printed', async () => {
  const { err, exit } = await opt([
    'two.mlir',
    '--pass-pipeline=builtin.module(canonicalize{disable-patterns=a,b enable-patterns={x,y} top-down},inline{op-pipelines=func.func(cse,canonicalize{max-iterations=0x3})},func.func(cse),func.func(dce))',
    '--dump-pass-pipeline',
  ]);
  assert.is(exit, 0);
  assert.match(
    err,
    /disable-patterns=a,b enable-patterns=x,y max-iterations=10 .* top-down=true\}/,
  );
  assert.match(
    err,
    /max-iterations=4 op-pipelines=func.func\(cse,canonicalize\{ {2}max-iterations=3 /,
  );
  const text = /\n(builtin.module.*)\n/.exec(err)![1];
  const again = await opt(['two.mlir', `--pass-pipeline=${text}`, '--dump-pass-pipeline']);
  assert.is(again.err, err);
});

test('passes on what is not isolated, or unregistered, are refused with the place', async () => {
  const wrong = await opt(['two.mlir', '--pass-pipeline=func.func(cse)']);
  assert.match(wrong.err, /can't run 'func.func' pass manager on 'builtin.module' op/);
  bench.write('u.mlir', '"x.y"() ({\n"x.z"() : () -> ()\n}) : () -> ()\n');
  const text = '--pass-pipeline=builtin.module(x.y(cse))';
  const { exit, err } = await opt(['u.mlir', '--allow-unregistered-dialect', text]);
  assert.is(exit, 1);
  assert.match(
    err,
    /^u.mlir:1:1: error: 'x.y' op cannot have passes run on it: it is not registered/,
  );
  const root = ['--no-implicit-module', '--pass-pipeline=any(cse)'];
  assert.is((await opt(['u.mlir', '--allow-unregistered-dialect', ...root])).err, err);
});

test('rules that undo each other end, with their names', async () => {
  bench.write(
    'loop.pdll',
    `Pattern There { let root = op<x.a>; replace root with op<x.b>; }
Pattern Back { let root = op<x.b>; replace root with op<x.a>; }
`,
  );
  bench.write('x.mlir', '"x.a"() : () -> ()\n');
  const { exit, err } = await opt([
    'x.mlir',
    '--allow-unregistered-dialect',
    '--patterns=loop.pdll',
  ]);
  assert.is(exit, 1);
  assert.match(err, /did not come to an end: after \d+ rewrites 'Back', 'There' still apply/);
});

test.after(() => bench.end());
test.run();
