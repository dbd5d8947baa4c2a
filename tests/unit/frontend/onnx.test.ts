// The ONNX front end on small files written here: what is inlined, unrolled, bound, read from beside
// the model, refused; quantized networks down to the board; damaged files.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import {
  type BoundArray,
  encodeModule,
  ImportError,
  importModel,
  kindOf,
  lowerTo,
  type ModelSettings,
  runnableObject,
  toQnn,
} from '../../../driver/index.js';
import { Random } from '../../../driver/numerics/random-inputs.js';
import { formOf } from '../../../frontend/formats.js';
import { InterpreterError, interpret } from '../../../interpreter/index.js';
import { printOperation } from '../../../ir/index.js';
import {
  attributes,
  graph,
  int,
  model,
  node,
  noise,
  part,
  qdqNetwork,
  tensor,
  text,
  value,
} from '../../support/onnx-writer.js';

async function load(bytes: Uint8Array, settings: ModelSettings = {}) {
  const context = await createContext();
  const { module } = await importModel(context, bytes, 'test.onnx', settings);
  return { context, module };
}

async function reasons(
  bytes: Uint8Array,
  settings: ModelSettings = {},
): Promise<readonly string[]> {
  try {
    await load(bytes, settings);
  } catch (error) {
    if (error instanceof ImportError) return error.reasons;
    throw error;
  }
  return [];
}

const x4 = value('x', 'f32', [4]);
const y4 = value('y', 'f32', [4]);
const input = { shape: [4], data: Float32Array.of(1, -2, 3, -4) };
const result = async (bytes: Uint8Array, settings?: ModelSettings) => {
  const { module } = await load(bytes, settings);
  return [...interpret(module, [input])[0].data].map(Number);
};

test('found by content', () => {
  const bytes = model({ nodes: [node('Relu', ['x'], ['y'])], inputs: [x4], outputs: [y4] });
  assert.is(formOf(bytes)?.format, 'onnx');
  assert.is(formOf(bytes.subarray(2)), undefined);
  assert.is(kindOf(bytes), 'model');
  assert.is(kindOf(Buffer.from('func.func @main() { return }')), 'mlir');
});

test('results have the names of the source, in locations and in the signature', async () => {
  const { module } = await load(
    model({ nodes: [node('Relu', ['x'], ['y'])], inputs: [x4], outputs: [y4] }),
  );
  assert.match(printOperation(module), '{nn.name = "x"}');
  const places: string[] = [];
  module.walk((op) => {
    if (op.name === 'nn.relu') places.push(String(op.loc));
  });
  assert.equal(places, ['loc("y"("Relu"("test.onnx":1:1)))']);
});

test('all that stands in the way is named at once', async () => {
  const found = await reasons(
    model({
      nodes: [
        node('Frobnicate', ['x'], ['a']),
        node('Relu', ['a'], ['b']),
        node('Grumble', ['b', 'x'], ['c'], [], 'org.example'),
        node('Reshape', ['x', 's'], ['y']),
      ],
      inputs: [x4, value('s', 'i64', [2])],
      outputs: [y4],
    }),
  );
  assert.equal(found, [
    "operator 0 (Frobnicate 'a'): this operator is not supported",
    "operator 2 (org.example.Grumble 'c'): this operator is not supported",
    "operator 3 (Reshape 'y'): its input 1 ('s') depends on the graph input 's'; fix it with --bind s=file.npy",
  ]);
});

test('an input that decides a shape can be bound', async () => {
  const bytes = model({
    nodes: [node('Reshape', ['x', 's'], ['r']), node('Transpose', ['r'], ['y'])],
    inputs: [x4, value('s', 'i64', [2])],
    outputs: [value('y', 'f32', [2, 2])],
  });
  const shape: BoundArray = {
    type: 'int64',
    shape: [2],
    bytes: new Uint8Array(BigInt64Array.of(2n, -1n).buffer),
  };
  const { module } = await load(bytes, { bind: async () => new Map([['s', shape]]) });
  const s = { shape: [2], data: BigInt64Array.of(2n, 2n) };
  assert.equal([...interpret(module, [input, s])[0].data], [1, 3, -2, -4]);
});

test('sizes that are only named: one sample, or what is said', async () => {
  const open = (dims: readonly (number | string)[]) =>
    model({
      nodes: [node('Relu', ['x'], ['y'])],
      inputs: [value('x', 'f32', dims)],
      outputs: [value('y', 'f32', dims)],
    });
  const { module } = await load(open(['N', 3]));
  assert.match(printOperation(module), 'tensor<1x3xf32>');
  const fixed = await load(open(['N', 'L']), {
    dimensions: new Map([
      ['L', 5],
      ['N', 2],
    ]),
  });
  assert.match(printOperation(fixed.module), 'tensor<2x5xf32>');
  assert.equal(await reasons(open(['N', 'L'])), [
    "input 'x': its dimension 1 ('L') is not fixed; fix it with --dim L=SIZE",
  ]);
});

test('functions are written out, with their attributes and inside one another', async () => {
  const slope = part(5, [...part(1, text('alpha')), ...part(21, text('slope')), ...int(20, 1)]);
  const fn = (name: string, body: readonly number[][], attrs: readonly string[] = []) =>
    part(25, [
      ...part(1, text(name)),
      ...part(4, text('a')),
      ...part(5, text('b')),
      ...attrs.flatMap((a) => part(6, text(a))),
      ...body.flatMap((n) => part(7, n)),
      ...part(9, [...part(1, []), ...int(2, 17)]),
      ...part(9, [...part(1, text('my')), ...int(2, 1)]),
      ...part(10, text('my')),
    ]);
  const half = [...part(1, text('slope')), ...[0x15, 0, 0, 0, 0x3f], ...int(20, 1)];
  const functions = [
    ...fn('Leak', [node('LeakyRelu', ['a'], ['t'], [slope]), node('Neg', ['t'], ['b'])], ['slope']),
    ...fn('Twice', [
      node('Leak', ['a'], ['t'], [part(5, half)], 'my'),
      node('Leak', ['t'], ['b'], [part(5, half)], 'my'),
    ]),
  ];
  const g = { nodes: [node('Twice', ['x'], ['y'], [], 'my')], inputs: [x4], outputs: [y4] };
  assert.equal(await result(model(g, 17, functions)), [0.5, -1, 1.5, -2]);
  const endless = fn('Twice', [node('Twice', ['a'], ['b'], [], 'my')]);
  assert.match((await reasons(model(g, 17, endless)))[0], /calls itself/);
});

test('branches and loops with constant conditions are written out', async () => {
  const bool = (name: string, on: boolean) => tensor(name, 'bool', [], Uint8Array.of(on ? 1 : 0));
  const branch = (op: string) =>
    graph({ nodes: [node(op, ['x'], ['o'])], outputs: [value('o', 'f32', [4])] });
  const choice = (on: boolean) =>
    model({
      nodes: [
        node(
          'If',
          ['c'],
          ['y'],
          [
            attributes.graph('then_branch', branch('Neg')),
            attributes.graph('else_branch', branch('Abs')),
          ],
        ),
      ],
      tensors: [bool('c', on)],
      inputs: [x4],
      outputs: [y4],
    });
  assert.equal(await result(choice(true)), [-1, 2, -3, 4]);
  assert.equal(await result(choice(false)), [1, 2, 3, 4]);
  const body = graph({
    nodes: [node('Identity', ['on'], ['go']), node('Add', ['v', 'v'], ['w'])],
    inputs: [value('i', 'i64', []), value('on', 'bool', []), value('v', 'f32', [4])],
    outputs: [value('go', 'bool', []), value('w', 'f32', [4])],
  });
  const loop = model({
    nodes: [node('Loop', ['n', 'c', 'x'], ['y'], [attributes.graph('body', body)])],
    tensors: [tensor('n', 'i64', [], BigInt64Array.of(3n)), bool('c', true)],
    inputs: [x4],
    outputs: [y4],
  });
  assert.equal(await result(loop), [8, -16, 24, -32]);
});

test('data beside the model is read from its folder alone', async () => {
  const root = mkdtempSync(join(tmpdir(), 'npu-onnx-'));
  try {
    const folder = join(root, 'model');
    mkdirSync(folder);
    writeFileSync(join(root, 'secret.bin'), new Uint8Array(16));
    writeFileSync(join(folder, 'w.bin'), new Uint8Array(Float32Array.of(0, 10, 20, 30, 40).buffer));
    symlinkSync(join(root, 'secret.bin'), join(folder, 'link.bin'));
    const entry = (key: string, text_: string) =>
      part(13, [...part(1, text(key)), ...part(2, text(text_))]);
    const at = (location: string, offset = '4', length = '16') =>
      model({
        nodes: [node('Add', ['x', 'w'], ['y'])],
        tensors: [
          [
            ...int(1, 4),
            ...int(2, 1),
            ...part(8, text('w')),
            ...entry('location', location),
            ...entry('offset', offset),
            ...entry('length', length),
            ...int(14, 1),
          ],
        ],
        inputs: [x4],
        outputs: [y4],
      });
    const file = join(folder, 'test.onnx');
    assert.equal(await result(at('w.bin'), { file }), [11, 18, 33, 36]);
    for (const bad of [
      '../secret.bin',
      join(root, 'secret.bin'),
      'link.bin',
      'none.bin',
      '',
      '.',
    ]) {
      assert.match((await reasons(at(bad), { file }))[0], /which is not beside the model/, bad);
    }
    assert.match(
      (await reasons(at('w.bin', '8'), { file }))[0],
      /bytes 8 to 24 of 'w.bin', which has 20/,
    );
    assert.match((await reasons(at('w.bin', '-4'), { file }))[0], /bytes -4 to 12/);
    assert.match(
      (await reasons(at('w.bin', '4', '12'), { file }))[0],
      /12 bytes, its shape asks for 16/,
    );
  } finally {
    rmSync(root, { recursive: true });
  }
});

test('a network with Q and DQ around everything becomes qnn, and runs on the board', async () => {
  const x = { shape: [1, 3, 8, 8], data: Float32Array.from(noise(192, 7), (v) => 2 * v) };
  const { context, module } = await load(qdqNetwork());
  const wanted = [...interpret(module, [x])[0].data].map(Number);
  assert.ok(await toQnn(context, module));
  const names = new Set<string>();
  module.walk((op) => {
    if (op.def.dialect === 'nn') names.add(op.name);
  });
  assert.equal([...names], []);
  const step = 0.01;
  const near = (got: readonly number[]) =>
    got.forEach((v, i) => {
      assert.ok(Math.abs(v - wanted[i]) <= 1.01 * step, `${got} is not ${wanted}`);
    });
  const quantized = [...interpret(module, [x])[0].data].map(Number);
  near(quantized);
  assert.ok(new Set(quantized).size > 3);
  assert.ok(await lowerTo(context, module, { target: 'n1-128', emit: 'isa' }));
  const board = await runnableObject(encodeModule(module, 'test.onnx'));
  const [bytes] = board.run([new Uint8Array(x.data.buffer)]);
  assert.equal([...new Float32Array(bytes.slice().buffer)], quantized);
});

for (const [t, zero] of [
  ['i8', Int8Array.of(3)],
  ['u8', Uint8Array.of(131)],
] as const) {
  test(`an input of ${t} that is only dequantized is a quantized tensor`, async () => {
    const bytes = model(
      {
        nodes: [
          node('DequantizeLinear', ['x', 's', 'z'], ['xd']),
          node('Relu', ['xd'], ['r']),
          node('QuantizeLinear', ['r', 's', 'z'], ['q']),
          node('DequantizeLinear', ['q', 's', 'z'], ['y']),
        ],
        tensors: [tensor('s', 'f32', [], Float32Array.of(0.5)), tensor('z', t, [], zero)],
        inputs: [value('x', t, [4])],
        outputs: [y4],
      },
      13,
    );
    const { context, module } = await load(bytes);
    assert.ok(await toQnn(context, module));
    const data = (t === 'i8' ? Int8Array : Uint8Array).of(
      ...[0, 3, 5, 120].map((q) => q + zero[0] - 3),
    );
    const [y] = interpret(module, [{ shape: [4], data }]);
    assert.equal([...y.data], [0, 0, 1, 58.5]);
    const names: string[] = [];
    module.walk((op) => names.push(op.name));
    assert.ok(names.includes('qnn.relu') && !names.some((name) => name === 'nn.relu'));
  });
}

test('damaged files: a sentence, in little time', async () => {
  const whole = qdqNetwork();
  const random = new Random(1);
  const RUNS = 400;
  let refused = 0;
  for (let run = 0; run < RUNS; run++) {
    const bytes = run % 4 === 0 ? whole.slice(0, random.below(whole.length)) : whole.slice();
    for (let i = random.below(4); i >= 0 && bytes.length > 0; i--) {
      bytes[random.below(bytes.length)] = run % 3 === 0 ? 0xff : random.below(256);
    }
    const start = performance.now();
    try {
      const context = await createContext();
      await importModel(context, Uint8Array.from([8, 8, ...part(7, []), ...bytes]), 'test.onnx');
    } catch (error) {
      const isForPeople = error instanceof ImportError || error instanceof InterpreterError;
      if (!isForPeople) throw error;
      refused++;
    }
    assert.ok(performance.now() - start < 2000, `run ${run}`);
  }
  assert.ok(refused > RUNS / 4, `${refused} of ${RUNS} were refused`);
});

test('files built to exhaust: nesting, counts and sizes end in a sentence', async () => {
  let deep: number[] = graph({ nodes: [], outputs: [] });
  for (let i = 0; i < 200; i++)
    deep = graph({
      nodes: [node('If', ['c'], ['y'], [attributes.graph('then_branch', deep)])],
      outputs: [],
    });
  assert.match((await reasons(Uint8Array.from([8, 8, ...part(7, deep)])))[0], /nests deeper/);
  const huge = model({
    nodes: [node('ConstantOfShape', ['s'], ['y'])],
    tensors: [tensor('s', 'i64', [2], BigInt64Array.of(1n << 40n, 1n << 40n))],
    outputs: [y4],
  });
  assert.ok((await reasons(huge)).length > 0);
  const empty = new Uint8Array(9_000_000);
  for (let i = 0; i < empty.length; i += 2) empty[i] = 0x0a;
  const size = part(7, []);
  const many = Uint8Array.from([8, 8, ...size.slice(0, 1), ...[0xc0, 0xa8, 0xa5, 0x04]]);
  const bytes = new Uint8Array(many.length + empty.length);
  bytes.set(many);
  bytes.set(empty, many.length);
  const start = performance.now();
  assert.match((await reasons(bytes))[0], /more than 4000000 parts/);
  assert.ok(performance.now() - start < 10_000);
});

test.run();
