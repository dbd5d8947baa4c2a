/**
 * Texts of IR and what they print as; what is wrong in them, and on which lines. Every row is what the
 * reference says too, but that it may leave functions behind a broken one unread.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../tools/npu-opt.js';

async function run(text: string, argv: readonly string[] = []) {
  let out = '';
  let err = '';
  const exit = await main(['--allow-unregistered-dialect', ...argv, '-'], {
    cwd: process.cwd(),
    stdin: async () => Buffer.from(text),
    stdout: (data) => {
      out += Buffer.from(data as string).toString('utf8');
    },
    stderr: (t) => {
      err += t;
    },
  });
  return { exit, out, err };
}

/** The lines between those of the module. */
const body = (out: string) =>
  out
    .trim()
    .split('\n')
    .slice(1, -1)
    .map((l) => l.trim())
    .join('\n');

const attribute = (value: string) => `"a"() {x = ${value}} : () -> ()`;

/** An attribute, how it prints, and options. */
const PRINTED: readonly (readonly [string, string, ...string[]])[] = [
  ['array<f32: 0xFFC00001, 0x7FA00000>', 'array<f32: 0xFFC00001, 0x7FA00000>'],
  ['array<f64: 0x7FF0000000000001>', 'array<f64: 0x7FF0000000000001>'],
  ['[0x7FF0000000000000 : f64, 1.5]', '[0x7FF0000000000000 : f64, 1.500000e+00]'],
  ['[4886545874.0]', '[0x41F2342C5D200000 : f64]'],
  ['0x1D5A51E8945609134400 : f80', '0x7FFF51E8945609134400 : f80'],
  ['-1.0e-40 : f8E5M2FNUZ', '0.000000e+00 : f8E5M2FNUZ'],
  ['#foo< b c>', '#foo< b c>'],
  ['#x.y : none', '#x.y'],
  ['loc("":1:2)', 'loc("-":1:2)', '--mlir-print-local-scope'],
  ['distinct[0]<>', 'distinct[0]<>'],
  ['distinct[0]<@a>', '#distinct'],
  [
    'dense<[1, -2]> : tensor<2xi19>',
    'dense<"0x010000FEFF07"> : tensor<2xi19>',
    '--mlir-print-elementsattrs-with-hex-if-larger=1',
  ],
  ['dense<"0x010000FEFF07"> : tensor<2xi19>', 'dense<[1, -2]> : tensor<2xi19>'],
  [
    'dense<[(1, -2), (1, -3)]> : tensor<2xcomplex<i12>>',
    'dense<"0x0100FE0F0100FD0F"> : tensor<2xcomplex<i12>>',
    '--mlir-print-elementsattrs-with-hex-if-larger=1',
  ],
  [
    'dense<[1.0, 2.0]> : tensor<2xtf32>',
    'dense<"0x00FC010000000200"> : tensor<2xtf32>',
    '--mlir-print-elementsattrs-with-hex-if-larger=1',
  ],
  [
    'sparse<[[0], [1]], [1, 2]> : tensor<4xi32>',
    'dense_resource<__elided__> : tensor<4xi32>',
    '--mlir-elide-elementsattrs-if-larger=1',
  ],
  [
    'dense<["a", "b"]> : tensor<2x!foo.s>',
    'dense_resource<__elided__> : tensor<2x!foo.s>',
    '--mlir-elide-elementsattrs-if-larger=1',
  ],
  [
    'tensor<2xi8, dense<[1, 2]> : tensor<2xi8>>',
    'tensor<2xi8, dense_resource<__elided__> : tensor<2xi8>>',
    '--mlir-elide-elementsattrs-if-larger=1',
  ],
  ['tensor<2xi8, >', 'tensor<2xi8>'],
];

for (const [value, printed, ...argv] of PRINTED) {
  test(`${value} ${argv.join(' ')}`, async () => {
    const { out, err } = await run(attribute(value), argv);
    const text = out.slice(out.indexOf('{x = '), out.lastIndexOf('} :')).slice('{x = '.length);
    assert.is(text, printed, err);
  });
}

/** A text and the lines of its errors. */
const WRONG: readonly (readonly [string, readonly number[]])[] = [
  [attribute('-0'), [1]],
  [attribute('9223372036854775808 : index'), [1]],
  [attribute('@b-c'), [1]],
  [attribute('@b::\n2'), [2]],
  [attribute('dense<[1,\n[2]]> : tensor<2xi8>'), [2]],
  [attribute('dense<(1,\n2]> : tensor<2xi8>'), [2]],
  [attribute('dense<-true> : tensor<2xi1>'), [1]],
  [attribute('dense<unknown> : tensor<2xi8>'), [1]],
  [attribute('sparse<[[0]] [0]> : tensor<2xi8>'), [1]],
  [attribute('tensor<2xi8, array<i8>>'), [1]],
  [attribute('tensor<*xi8, 1>'), [1]],
  [attribute('vector<[x2]xi8>'), [1]],
  [attribute('#foo<{->}'), [1]],
  ['i32 "a"() : () -> ()', [1]],
  ['module {\nreturn\n}', [2]],
  ['"u"(%a) : (i32) -> ()\n"u"(%b, %a) : (i32, i32) -> ()', [1, 2]],
  // The entry of a region is branched to by nobody.
  ['"a"() ({\n^a:\n"t"()[^a] : () -> ()\n}) : () -> ()', [1]],
  // Several blocks run in an order, in an operation that nobody knows too.
  [
    '"a"() ({\n"u"(%0) : (i32) -> ()\n%0 = "x"() : () -> i32\n"t"()[^b] : () -> ()\n^b:\n"t"() : () -> ()\n}) : () -> ()',
    [2],
  ],
  // Each function is left at its first error, and each is looked at.
  [
    'func.func @f(%0: i32) {\n%1 = arith.addi %1, %0 : i32\n%2 = arith.addi %2, %0 : i32\nreturn\n}\nfunc.func @g() {\n%3 = arith.addi %3, %3 : i32\nreturn\n}',
    [2, 7],
  ],
  // What stands outside is looked at before what stands in regions, of which the last is the first.
  [
    `func.func @f(%c: i32) {\n${['%1', '%2'].map((v) => `"a"() ({\n${v} = arith.addi ${v}, %c : i32\n"t"()[^b] : () -> ()\n^b:\n"t"() : () -> ()\n}) : () -> ()`).join('\n')}\nreturn\n}`,
    [9],
  ],
  ['{-# dialect_resources: {builtin: {a:\n1}} #-}', [2]],
];

for (const [text, lines] of WRONG) {
  test(`wrong: ${text.replaceAll('\n', ' ')}`, async () => {
    const { exit, err } = await run(text);
    assert.is(exit, 1);
    const found = [...err.matchAll(/^<stdin>:(\d+):\d+: error: ./gm)].map((m) => Number(m[1]));
    assert.equal(found, lines, err);
  });
}

test('properties of an operation that nobody knows stand beside its attributes', async () => {
  for (const op of [
    '"a"() <{x = 1 : i64}> {x = 2 : i64} : () -> ()',
    '"a"() <5 : i32> : () -> ()',
    '"a"() <{}> : () -> ()',
  ]) {
    assert.is(body((await run(op)).out), op);
  }
});

test('attributes of named arguments get no alias', async () => {
  const { out } = await run('func.func @f(%a: i32 {d.x = affine_map<(d0) -> (d0)>}) {\nreturn\n}');
  assert.ok(out.startsWith('module {'), out);
});

test('several results have users', async () => {
  const { out } = await run('%0:2 = "a"() : () -> (i32, i32)\n"u"(%0#1) : (i32) -> ()', [
    '--mlir-print-value-users',
  ]);
  assert.match(out, '// users: (unused), (%1)');
});

test('an empty resource has no alignment', async () => {
  const text = `${attribute('dense_resource<b> : tensor<0xi8>')} {-# dialect_resources: {builtin: {b: "0x01000000"}} #-}`;
  const { out } = await run(text);
  assert.match(out, 'b: "0x00000000"');
  assert.is((await run(out)).out, out);
});

test('a resource that only a type names is printed', async () => {
  const section = '{-# dialect_resources: {builtin: {b: "0x0100000007"}} #-}';
  const { out } = await run(
    `"a"() : () -> tensor<1xi8, dense_resource<b> : tensor<1xi8>> ${section}`,
  );
  assert.match(out, 'b: "0x0100000007"');
});

test.run();
