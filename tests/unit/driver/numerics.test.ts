// --verify-numerics: what changes a result is named; what cannot be run is told.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { parseText } from '../../../driver/base/index.js';
import { NumericsCheck } from '../../../driver/numerics/index.js';
import { createPassRegistry } from '../../../driver/passes/index.js';
import { IntegerAttr } from '../../../ir/index.js';
import { type Pass, runPipeline } from '../../../pass/index.js';
import { main } from '../../../tools/npu-opt.js';
import { Bench } from '../tools/harness.js';

const bench = new Bench();
test.after(() => bench.end());

const opt = (args: readonly string[], text: string) =>
  bench.run(main, ['-', '--allow-unregistered-dialect', ...args], text);

const WRONG =
  'Pattern SubIsAdd { let root = op<arith.subi>(x: Value, y: Value) -> (t: Type); replace root with op<arith.addi>(x, y) -> (t); }\n';

test('a wrong rule is named with its operation, through branches and calls', async () => {
  bench.write('wrong.pdll', WRONG);
  const { exit, err } = await opt(
    ['--patterns=wrong.pdll', '--verify-numerics'],
    `func.func @leaf(%a: i32, %b: i32) -> i32 {
  %0 = arith.muli %a, %b : i32
  %1 = arith.subi %0, %a : i32
  return %1 : i32
}
func.func @loop(%n: i8, %b: i32) -> i32 {
  %zero = arith.constant 0 : i8
  %one = arith.constant -1 : i8
  cf.br ^head(%n, %b : i8, i32)
^head(%i: i8, %x: i32):
  %more = arith.cmpi sgt, %i, %zero : i8
  cf.cond_br %more, ^body, ^end
^body:
  %y = func.call @leaf(%x, %b) : (i32, i32) -> i32
  %j = arith.addi %i, %one : i8
  cf.br ^head(%j, %y : i8, i32)
^end:
  return %x : i32
}
func.func @same(%a: i32) -> i32 {
  return %a : i32
}
`,
  );
  assert.is(exit, 1);
  assert.match(
    err,
    /<stdin>:1:1: error: the pass 'apply-patterns' changes what 'leaf' computes: result 0 is -?\d+ : i32, not -?\d+ : i32, for the inputs -?\d+ : i32, -?\d+ : i32\n/,
  );
  assert.match(err, /<stdin>:3:8: note: first by the rule 'SubIsAdd' at 'arith\.subi'\n/);
  assert.match(err, /changes what 'loop' computes/);
  assert.not.match(err, /'same'/);
});

test('right passes pass, on every level down to the machine', async () => {
  const { exit, err } = await opt(
    [
      '--pass-pipeline=builtin.module(lower-to-isa)',
      '--verify-numerics=2',
      '--verify-numerics-rewrites',
    ],
    NETWORK,
  );
  assert.is(err, '');
  assert.is(exit, 0);
});

const QUANT = '!quant.uniform<i8:f32, 5.000000e-01:-1>';
const NETWORK = `module attributes {npu.target = "n1-64"} {
  func.func @main(%x: tensor<1x4x4x8x${QUANT}>, %y: tensor<1x4x4x8x${QUANT}>) -> tensor<1x2x2x8x${QUANT}> {
    %0 = qnn.add %x, %y : (tensor<1x4x4x8x${QUANT}>, tensor<1x4x4x8x${QUANT}>) -> tensor<1x4x4x8x${QUANT}>
    %1 = qnn.avg_pool2d %0 {kernel = array<i64: 2, 2>, stride = array<i64: 2, 2>} : (tensor<1x4x4x8x${QUANT}>) -> tensor<1x2x2x8x${QUANT}>
    return %1 : tensor<1x2x2x8x${QUANT}>
  }
}
`;

/** The network lowered to a level, as text. */
async function lowered(passes: string): Promise<string> {
  const { exit, out, err } = await opt([`--pass-pipeline=builtin.module(${passes})`], NETWORK);
  assert.is(exit, 0, err);
  return out;
}

for (const [level, passes, op, attribute] of [
  ['qnn', '', 'qnn.avg_pool2d', ''],
  ['npu', 'qnn-to-npu', 'npu.add', 'act_max'],
  ['mem', 'qnn-to-npu,npu-to-mem', 'mem.add', 'act_max'],
  ['isa', 'lower-to-isa', 'isa.vec_add', 'act_max'],
]) {
  test(`a wrong rule of level ${level}`, async () => {
    const text = passes === '' ? NETWORK : await lowered(passes);
    const file = `${level}.pdll`;
    const isPool = attribute === '';
    bench.write(
      file,
      `Constraint Is127(a: Attr);
Rewrite Clamped(op: Op);
Pattern Clamp { let root = op<${op}>${isPool ? '' : ' {act_max = a: Attr}'}; ${isPool ? 'IsFresh(root)' : 'Is127(a)'}; rewrite root with { Clamped(root); }; }
`.replace(
        'Constraint Is127(a: Attr);',
        isPool ? 'Constraint IsFresh(op: Op);' : 'Constraint Is127(a: Attr);',
      ),
    );
    bench.write(
      `${level}.natives.mjs`,
      `export default ({ IntegerAttr, StringAttr }) => ({
  constraints: {
    Is127: (_m, a) => a.value === 127n,
    IsFresh: (_m, op) => op.attr('activation')?.toString() !== '"relu"',
  },
  rewrites: {
    Clamped({ rewriter }, op) {
      rewriter.modifyInPlace(op, () => ${isPool ? "op.setAttr('activation', StringAttr.get('relu'))" : "op.setAttr('act_max', IntegerAttr.get(3n, op.attr('act_max').type))"});
    },
  },
});`,
    );
    const { exit, err } = await opt([`--patterns=${file}`, '--verify-numerics=2'], text);
    assert.is(exit, 1, err);
    assert.match(
      err,
      /error: the pass 'apply-patterns' changes what 'main' computes: result 0 differs first at element \d+ of 32: -?\d+, not -?\d+, for random inputs 1\n/,
    );
    assert.ok(err.includes(`note: first by the rule 'Clamp' at '${op}'`), err);
  });
}

test('rules whose errors cancel are found where each rewrite is checked', async () => {
  bench.write(
    'cancel.pdll',
    `Pattern There with benefit(2) { let root = op<arith.subi>(x: Value, y: Value) {k} -> (t: Type); replace root with op<arith.addi>(x, y) {l = attr<"unit">} -> (t); }
Pattern Back { let root = op<arith.addi>(x: Value, y: Value) {l} -> (t: Type); replace root with op<arith.subi>(x, y) -> (t); }
`,
  );
  const text = `func.func @f(%a: i32, %b: i32) -> i32 {
  %0 = arith.subi %a, %b {k} : i32
  return %0 : i32
}
`;
  const whole = await opt(['--patterns=cancel.pdll', '--verify-numerics'], text);
  assert.is(whole.exit, 0, whole.err);
  const each = await opt(['--patterns=cancel.pdll', '--verify-numerics-rewrites'], text);
  assert.is(each.exit, 1);
  assert.match(each.err, /<stdin>:2:8: note: first by the rule 'There' at 'arith\.subi'\n/);
});

test('what cannot be run is told, and what has no result is no difference', async () => {
  const { exit, err } = await opt(
    ['--canonicalize', '--verify-numerics'],
    `func.func @opaque(%a: i32) -> i32 {
  %0 = "d.op"(%a) : (i32) -> i32
  return %0 : i32
}
func.func @pointer(%a: memref<4xi32>) {
  return
}
func.func @never(%a: i32) -> i32 {
  %0 = arith.constant 0 : i32
  %1 = arith.divsi %a, %0 : i32
  return %1 : i32
}
func.func @endless() {
  cf.br ^bb1
^bb1:
  cf.br ^bb1
}
func.func @sometimes(%a: i32, %b: i32) -> i32 {
  %1 = arith.divsi %a, %b : i32
  return %1 : i32
}
`,
  );
  assert.is(exit, 0, err);
  assert.match(
    err,
    /1:1: warning: verify-numerics: 'opaque' was not checked: nothing says what 'd\.op' computes\n/,
  );
  assert.match(
    err,
    /'pointer' was not checked: there are no constants of memref<4xi32> to try it with\n/,
  );
  assert.match(
    err,
    /'never' was not checked: it has a result for none of the inputs that were tried\n/,
  );
  assert.match(err, /'endless' was not checked: it has a result for none/);
  assert.not.match(err, /sometimes/);
});

test('a pass that changes results without a rule', async () => {
  const context = await createContext();
  const said: string[] = [];
  context.onDiagnostic(({ message, notes }) => said.push(message, ...notes.map((n) => n.message)));
  const module = await parseText(
    context,
    'func.func @f(%a: i32) -> i32 {\n  %0 = arith.constant 1 : i32\n  %1 = arith.addi %a, %0 : i32\n  return %1 : i32\n}',
    'f.mlir',
  );
  const pass: Pass = {
    name: 'add-one',
    title: 'AddOne',
    summary: '',
    run(op) {
      op.walk((inner) => {
        const value = inner.attr('value');
        if (value instanceof IntegerAttr) {
          inner.setAttr('value', IntegerAttr.get(value.value + 1n, value.type));
        }
      });
    },
  };
  const registry = createPassRegistry();
  const check = new NumericsCheck({ samples: 1, eachRewrite: false, context, registry });
  const pipeline = {
    anchor: 'builtin.module',
    elements: [{ kind: 'pass' as const, pass, options: {} }],
  };
  await runPipeline(context, module, pipeline, { instrumentation: [check.instrumentation()] });
  assert.is(await check.finish(), false);
  assert.match(said[0], /^the pass 'add-one' changes what 'f' computes: result 0 is/);
  assert.is(said[1], 'by no single rule: a fold did it, or the pass itself');
});

test('wrong numbers of samples', async () => {
  const { exit, err } = await opt(['--cse', '--verify-numerics=none'], '');
  assert.is(exit, 2);
  assert.match(err, /'--verify-numerics' takes a number of samples from 1 on, not 'none'/);
});

test.run();
