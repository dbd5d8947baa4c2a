// Rules that are read at run time: from rule files and from IR, with functions of their own.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../tools/npu-opt.js';
import { Bench } from './harness.js';

const bench = new Bench();
test.after(() => bench.end());

const opt = (args: readonly string[], text: string) =>
  bench.run(main, ['--allow-unregistered-dialect', ...args], text);

const RULES = `Constraint IsEven(a: Attr);
Rewrite Half(a: Attr) -> Attr;
Pattern Halve {
  let root = op<d.twice>() {n = a: Attr} -> (t: Type);
  IsEven(a);
  replace root with op<d.twice>() {n = Half(a)} -> (t);
}
`;
const NATIVES = `export default ({ IntegerAttr }) => ({
  constraints: {
    IsEven: (_match, a) => (a instanceof IntegerAttr && a.value % 2n === 0n && a.value > 0n) || 'it is odd',
  },
  rewrites: { Half: (_rewrite, a) => IntegerAttr.get(a.value / 2n, a.type) },
});
`;
const IR = '%0 = "d.twice"() {n = 12 : i32} : () -> i32\n"d.use"(%0) : (i32) -> ()\n';

test('functions of rules stand in the module beside them', async () => {
  bench.write('half.pdll', RULES);
  const without = await opt(['--patterns=half.pdll'], IR);
  assert.is(without.exit, 1);
  assert.is(
    without.err,
    "npu-opt: error: 'half.pdll': no function is registered for `Constraint IsEven(Attr)`; no function is registered for `Rewrite Half(Attr)`; functions of rules read at run time stand in half.natives.mjs or half.natives.js\n",
  );
  bench.write('half.natives.mjs', NATIVES);
  const ran = await opt(['--patterns=half.pdll', '--trace-rewrites=trace.json'], IR);
  assert.is(ran.exit, 0, ran.err);
  assert.match(ran.out, /"d\.twice"\(\) \{n = 3 : i32\}/);
  const trace: { kind: string; reason?: string; before?: string; after?: string[] }[] = JSON.parse(
    String(bench.read('trace.json')),
  );
  assert.equal(
    trace.map(({ kind, reason, before, after }) => ({ kind, reason, before, after })),
    [
      {
        kind: 'applied',
        reason: undefined,
        before: '%v0 = "d.twice"() {n = 12 : i32} : () -> i32',
        after: ['%v1 = "d.twice"() {n = 6 : i32} : () -> i32'],
      },
      {
        kind: 'applied',
        reason: undefined,
        before: '%v1 = "d.twice"() {n = 6 : i32} : () -> i32',
        after: ['%v2 = "d.twice"() {n = 3 : i32} : () -> i32'],
      },
      { kind: 'missed', reason: 'IsEven: it is odd', before: undefined, after: undefined },
      { kind: 'missed', reason: 'IsEven: it is odd', before: undefined, after: undefined },
    ],
  );
});

test('a module that holds no functions is told', async () => {
  bench.write('bad.pdll', RULES);
  bench.write('bad.natives.mjs', 'export const constraints = {};\n');
  const { exit, err } = await opt(['--patterns=bad.pdll'], IR);
  assert.is(exit, 1);
  assert.match(
    err,
    /^npu-opt: error: cannot load the functions of 'bad\.pdll' from '.*bad\.natives\.mjs': it has no default export that is a function/,
  );
  bench.write('worse.pdll', RULES);
  bench.write('worse.natives.mjs', 'export default () => {\n');
  assert.match(
    (await opt(['--patterns=worse.pdll'], IR)).err,
    /cannot load the functions of 'worse\.pdll'/,
  );
});

test('constraints of included specs are asked of types', async () => {
  bench.write('types.td', 'include "OpBase.td"\n');
  bench.write(
    'typed.pdll',
    `#include "types.td"
Pattern {
  let t: I32;
  let root = op<d.old> -> (t);
  replace root with op<d.new> -> (t);
}
`,
  );
  const ir =
    '%0 = "d.old"() : () -> i32\n%1 = "d.old"() : () -> i64\n"d.use"(%0, %1) : (i32, i64) -> ()\n';
  const { exit, out, err } = await opt(['--patterns=typed.pdll'], ir);
  assert.is(exit, 0, err);
  assert.match(out, /%0 = "d\.new"\(\) : \(\) -> i32\n +%1 = "d\.old"\(\) : \(\) -> i64/);
});

test('patterns of the pdl dialect are rules too', async () => {
  bench.write(
    'rules.mlir',
    `pdl.pattern @Gone : benefit(1) {
  %a = operation "d.gone"
  rewrite %a { erase %a }
}`,
  );
  const ran = await opt(
    ['--patterns=rules.mlir'],
    '"d.gone"() : () -> ()\n"d.stays"() : () -> ()\n',
  );
  assert.is(ran.exit, 0, ran.err);
  assert.is(ran.out, 'module {\n  "d.stays"() : () -> ()\n}\n\n');
  bench.write(
    'broken.mlir',
    'pdl.pattern : benefit(1) {\n  %t = type\n  %a = operation "d.gone"\n  rewrite %a { erase %a }\n}',
  );
  const broken = await opt(['--patterns=broken.mlir'], '');
  assert.is(broken.exit, 1);
  assert.match(broken.err, /^broken\.mlir:2:8: error: .*bindable user/);
});

test.run();
