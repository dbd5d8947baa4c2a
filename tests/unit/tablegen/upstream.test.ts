/** MLIR's own dialects load from their specs, with all that those say of their operations. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as ir from '../../../ir/index.js';
import { type LoadedDialect, loadDialects } from '../../../tablegen/index.js';
import { main } from '../../../tools/npu-opt.js';
import {
  hasUpstream,
  UPSTREAM_INCLUDE,
  upstreamOptions,
  upstreamSpec,
} from '../../support/upstream.js';

/** Operations of each, and how many have a declarative form that is understood. */
const DIALECTS: Readonly<Record<string, readonly [ops: number, forms: number]>> = {
  arith: [49, 48],
  async: [29, 27],
  bufferization: [7, 6],
  cf: [4, 3],
  complex: [28, 28],
  emitc: [40, 32],
  gpu: [62, 57],
  index: [26, 26],
  linalg: [6, 5],
  math: [39, 39],
  memref: [31, 26],
  nvvm: [80, 78],
  scf: [12, 5],
  shape: [40, 33],
  sparse_tensor: [35, 33],
  spirv: [261, 213],
  tensor: [23, 23],
  tosa: [77, 74],
  transform: [36, 31],
  vector: [45, 39],
};

const load = (name: string): LoadedDialect =>
  loadDialects(upstreamSpec(name), { ir, includeDirs: [UPSTREAM_INCLUDE] })[0];

async function opt(argv: readonly string[], text = 'module {}\n') {
  const out: string[] = [];
  let err = '';
  const exit = await main([...argv, '-'], {
    cwd: process.cwd(),
    stdin: async () => Buffer.from(text),
    stdout: (data) => {
      out.push(String(data));
    },
    stderr: (t) => {
      err += t;
    },
  });
  return { exit, out: out.join(''), err };
}

if (!hasUpstream) console.log('skipped: the upstream specs are not installed');
else {
  for (const [name, [ops, forms]] of Object.entries(DIALECTS)) {
    test(`${name} loads`, () => {
      const dialect = new ir.Dialect(load(name));
      assert.is(dialect.name, name);
      assert.is(dialect.ops.size, ops);
      const withForm = [...dialect.ops.values()].filter((op) => op.spec?.format !== undefined);
      assert.is(withForm.length, forms);
    });
  }

  test('what C++ says and is not understood is listed', async () => {
    const { out, exit } = await opt([...upstreamOptions(['scf', 'math']), '--show-dialects']);
    assert.is(exit, 0);
    assert.match(out, /^Available Dialects: .*\bmath\b.*\bscf\b/);
    assert.match(out, "unchecked of 'scf':\n");
    assert.match(out, /DeviceMappingArrayAttr \(.*\): scf\.forall\n/);
    assert.not.match(out, "unchecked of 'math'");
  });

  test('constraints in C++ are checked', async () => {
    const text = `%0 = "test.source"() : () -> i32
%1 = "math.absf"(%0) : (i32) -> i32
`;
    const { err } = await opt([...upstreamOptions(['math']), '--allow-unregistered-dialect'], text);
    assert.match(err, "'math.absf' op operand #0 must be floating-point-like, but got 'i32'");
  });

  test('a syntax in C++ is read in generic form, and says so in custom form', async () => {
    const options = upstreamOptions(['scf']);
    const bad = await opt(options, 'func.func @f(%c: i1) {\n  scf.if %c {\n  }\n  return\n}\n');
    assert.is(bad.exit, 1);
    assert.match(bad.err, '<stdin>:2:3: error: ');
    assert.match(bad.err, 'generic form');
    const generic = `func.func @f(%arg0: i1) {
  "scf.if"(%arg0) ({
    "scf.yield"() : () -> ()
  }, {
  }) : (i1) -> ()
  return
}
`;
    const good = await opt(options, generic);
    assert.is(good.err, '');
    assert.match(good.out, '"scf.if"(%arg0) ({\n      scf.yield\n    }, {\n    }) : (i1) -> ()');
  });

  test('a dialect that is built in keeps its folds', async () => {
    const text = `func.func @f() -> i32 {
  %c1_i32 = arith.constant 1 : i32
  %0 = arith.addi %c1_i32, %c1_i32 : i32
  return %0 : i32
}
`;
    const { out, err } = await opt([...upstreamOptions(['arith']), '--canonicalize'], text);
    assert.is(err, '');
    assert.match(out, '%c2_i32 = arith.constant 2 : i32');
  });
}

test.run();
