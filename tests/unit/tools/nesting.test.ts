/**
 * Deep nesting of whatever may nest: up to the limit it is read, verified, transformed and printed; a
 * hundred thousand levels are refused in a sentence.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { Block, Operation, verify } from '../../../ir/index.js';
import { main } from '../../../tools/npu-opt.js';

const LIMIT = 400;
const DEEP = 100_000;

const attribute = (n: number, open: string, inner: string, close: string) =>
  `"a"() {x = ${open.repeat(n)}${inner}${close.repeat(n)}} : () -> ()`;
const location = (n: number, open: string, close: string) =>
  `"a"() : () -> () loc(${open.repeat(n)}"b"${close.repeat(n)})`;
const affine = (n: number, open: string, close: string) =>
  attribute(1, `affine_map<(d0)[s0] -> (${open.repeat(n)}`, 'd0', `${close.repeat(n)})>`);
const chain = (n: number, sigil: string, first: string, next: (before: string) => string) => {
  const lines = Array.from({ length: n }, (_, i) => `${sigil}${i + 1} = ${next(`${sigil}${i}`)}`);
  return [`${sigil}0 = ${first}`, ...lines].join('\n');
};

/** By name a text of n levels. */
const FORMS: Readonly<Record<string, (n: number) => string>> = {
  'regions in generic form': (n) =>
    `${'"a"() ({\n'.repeat(n)}"b"() : () -> ()\n${'}) : () -> ()\n'.repeat(n)}`,
  'regions of several blocks': (n) =>
    `${'"a"() ({\n"t"()[^b] : () -> ()\n^b:\n'.repeat(n)}"b"() : () -> ()\n${'}) : () -> ()\n'.repeat(n)}`,
  modules: (n) => `${'module {\n'.repeat(n)}${'}\n'.repeat(n)}`,
  arrays: (n) => attribute(n, '[', '', ']'),
  dictionaries: (n) => attribute(n, '{a = ', '1', '}'),
  tuples: (n) => attribute(n, 'tuple<', 'i1', '>'),
  memrefs: (n) => attribute(n, 'memref<1x', 'i1', '>'),
  encodings: (n) => attribute(n, 'tensor<1xi1, ', 'i1', '>'),
  'function inputs': (n) => attribute(n, '(', '', ') -> ()'),
  'function results': (n) => attribute(n, '() -> (', '', ')'),
  'affine parentheses': (n) => affine(n, '(', ')'),
  'affine divisions': (n) => affine(n, '(', ' + 1) floordiv s0'),
  'affine signs': (n) => affine(n, '-', ''),
  'named locations': (n) => location(n, '"a"(', ')'),
  'fused locations': (n) => location(n, 'fused<1>["x", ', ']'),
  'call sites': (n) => location(n, 'callsite("a" at ', ')'),
  'brackets of elements': (n) => `"a"() {x = dense<${'['.repeat(n)}`,
  'complex elements': (n) => `"a"() {x = dense<${'('.repeat(n)}`,
  'brackets of a dialect nobody knows': (n) =>
    attribute(n, '#foo.x<', '', '>').replaceAll('<#foo.x', '<'),
  'aliases of attributes': (n) =>
    `${chain(n, '#a', 'affine_map<(d0) -> (d0)>', (a) => `[${a}]`)}\n"a"() {x = #a${n}} : () -> ()`,
  'aliases of types': (n) =>
    `${chain(n, '!a', 'i1', (a) => `tuple<${a}>`)}\n"a"() {x = !a${n}} : () -> ()`,
  'aliases of locations': (n) =>
    `${chain(n, '#loc', 'loc("x")', (a) => `loc("x"(${a}))`)}\n"a"() : () -> () loc(#loc${n})`,
};

async function run(text: string, argv: readonly string[]) {
  let err = '';
  const exit = await main(['--allow-unregistered-dialect', ...argv, '-'], {
    cwd: process.cwd(),
    stdin: async () => Buffer.from(text),
    stdout: () => {},
    stderr: (t) => {
      err += t;
    },
  });
  return { exit, err };
}

const PIPELINES = [
  ['--canonicalize', '--cse', '--mlir-print-debuginfo'],
  ['--verify-roundtrip', '--mlir-print-op-generic', '--mlir-print-local-scope'],
];

for (const [name, form] of Object.entries(FORMS)) {
  test(`${name}, ${DEEP} levels`, async () => {
    for (const argv of PIPELINES) {
      const { exit, err } = await run(form(DEEP), argv);
      if (exit === 0) continue;
      assert.is(exit, 1, err);
      assert.match(err, /error: .*(nest|closed?|close|expected)/);
      assert.not.match(err, /\n {4}at |RangeError|call stack/);
    }
  });
  // These two are not closed.
  if (name.includes('elements')) continue;
  test(`${name} up to the limit`, async () => {
    for (const argv of PIPELINES) {
      const { exit, err } = await run(form(LIMIT - 10), argv);
      assert.is(exit, 0, err);
    }
  });
}

test('the verifier takes what a builder nests', async () => {
  const context = await createContext();
  context.allowUnregistered = true;
  const root = new Operation({ def: context.op('a.a'), regions: 1 });
  let inner = root;
  for (let i = 0; i < DEEP; i++) {
    const block = new Block();
    inner.region().append(block);
    inner = new Operation({ def: context.op(i % 2 ? 'a.a' : 'builtin.module'), regions: 1 });
    block.append(inner);
  }
  if (inner.region().isEmpty) inner.region().append(new Block());
  assert.ok(verify(context, root));
});

test.run();
