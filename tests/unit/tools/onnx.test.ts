// ONNX models through the tools: direction and report, sizes and bindings, cutting, comparing with the
// tensors of the source, running, compiling a quantized one.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readNpy, writeNpy } from '../../../tools/common/npy.js';
import { main as compile } from '../../../tools/npu-compile.js';
import { main as runTool } from '../../../tools/npu-run.js';
import { main as translate } from '../../../tools/npu-translate.js';
import { model, node, noise, qdqNetwork, value } from '../../support/onnx-writer.js';
import { Bench } from './harness.js';

const bench = new Bench();

const floats = (shape: readonly number[], values: readonly number[]) =>
  writeNpy({ type: 'float32', shape, bytes: new Uint8Array(Float32Array.from(values).buffer) });
const numbers = (file: string) => [
  ...new Float32Array(new Uint8Array(readNpy(bench.read(file)).bytes).buffer),
];

/** exp(relu(-x)), reshaped as an input says. */
bench.write(
  'net.onnx',
  model({
    nodes: [
      node('Neg', ['x'], ['minus']),
      node('Relu', ['minus'], ['clamped']),
      node('Exp', ['clamped'], ['power']),
      node('Reshape', ['power', 'shape'], ['y']),
    ],
    inputs: [value('x', 'f32', ['N', 'L']), value('shape', 'i64', [2])],
    outputs: [value('y', 'f32', [2, 2])],
  }),
);
bench.write('x.npy', floats([1, 4], [1, -1, 0, -2]));
bench.write(
  'shape.npy',
  writeNpy({ type: 'int64', shape: [2], bytes: new Uint8Array(BigInt64Array.of(2n, 2n).buffer) }),
);
const BOUND = ['--bind=shape=shape.npy', '--dim=L=4'];

test('what is not fixed is said, and how to fix it', async () => {
  const open = await bench.run(translate, ['net.onnx']);
  assert.is(open.exit, 1);
  assert.match(open.err, "dimension 1 ('L') is not fixed; fix it with --dim L=SIZE");
  const unbound = await bench.run(translate, [
    'net.onnx',
    '--dim=L=4',
    '--import-report=report.json',
  ]);
  assert.is(unbound.exit, 1);
  assert.match(
    unbound.err,
    "depends on the graph input 'shape'; fix it with --bind shape=file.npy",
  );
  const report = JSON.parse(readFileSync(bench.path('report.json'), 'utf8'));
  assert.equal(
    report.map((r: { operator: string; became?: string }) => [r.operator, r.became]),
    [
      ['Neg', 'nn.neg'],
      ['Relu', 'nn.relu'],
      ['Exp', 'nn.exp'],
      ['Reshape', undefined],
    ],
  );
  const wrong = await bench.run(translate, ['net.onnx', '--dim=L']);
  assert.is(wrong.exit, 2);
  assert.match(wrong.err, "'--dim=L' must be NAME=SIZE");
});

test('translated by name and by content, with what was fixed', async () => {
  const named = await bench.run(translate, ['--import-onnx', 'net.onnx', ...BOUND]);
  const found = await bench.run(translate, ['net.onnx', ...BOUND]);
  assert.is(named.exit, 0, named.err);
  assert.is(named.out, found.out);
  assert.match(named.out, 'nn.reshape');
});

test('a part of it, between two tensors', async () => {
  const { exit, out, err } = await bench.run(translate, [
    'net.onnx',
    ...BOUND,
    '--cut=minus:power',
  ]);
  assert.is(exit, 0, err);
  assert.match(
    out,
    'func.func @main(%arg0: tensor<1x4xf32> {nn.name = "minus"}) -> (tensor<1x4xf32> {nn.name = "power"})',
  );
  assert.not.match(out, 'nn.neg');
  const nowhere = await bench.run(translate, ['net.onnx', ...BOUND, '--cut=minis:']);
  assert.is(nowhere.exit, 1);
  assert.match(nowhere.err, "the network has no tensor 'minis' to be cut at");
});

test('compared with tensors of the source, the first that differs is named', async () => {
  mkdirSync(bench.path('tensors'));
  bench.write('tensors/minus.npy', floats([1, 4], [-1, 1, 0, 2]));
  bench.write('tensors/001_clamped.npy', floats([1, 4], [0, 1, 0, 2]));
  const check = [
    'net.onnx',
    ...BOUND,
    '--check=x=x.npy',
    '--check=shape=shape.npy',
    '-o',
    'out.mlir',
  ];
  const same = await bench.run(translate, [...check, '--recorded=tensors']);
  assert.is(same.exit, 0, same.err);
  assert.match(same.err, '2 tensors agree');
  bench.write('tensors/001_clamped.npy', floats([1, 4], [0, 1, 0, 2.5]));
  bench.write('tensors/power.npy', floats([1, 4], [9, 9, 9, 9]));
  const other = await bench.run(translate, [...check, '--recorded=tensors']);
  assert.is(other.exit, 1);
  assert.match(
    other.err,
    "'clamped' (nn.relu) is the first tensor that differs: element 3 of 4 is 2, not 2.5",
  );
  const without = await bench.run(translate, check);
  assert.is(without.exit, 2);
  assert.match(without.err, "give '--recorded=D'");
});

test('npu-run binds by itself the inputs that decide shapes', async () => {
  const argv = ['net.onnx', '--input=x.npy', '--input=shape=shape.npy', '--output-dir=out'];
  const { exit, err } = await bench.run(runTool, argv);
  assert.is(exit, 0, err);
  assert.equal(
    numbers('out/00_y.npy').map((v) => v.toFixed(4)),
    ['1.0000', '2.7183', '1.0000', '7.3891'],
  );
});

test('a quantized network is compiled and runs as the interpreter has it', async () => {
  bench.write('qdq.onnx', qdqNetwork());
  bench.write(
    'picture.npy',
    floats(
      [1, 3, 8, 8],
      noise(192, 7).map((v) => 2 * v),
    ),
  );
  const made = await bench.run(compile, [
    'qdq.onnx',
    '--target=n1-128',
    '-o',
    'q.npu',
    '--report=r.json',
  ]);
  assert.is(made.exit, 0, made.err);
  assert.ok(existsSync(bench.path('q.npu')));
  const { npuOps, hostOps } = JSON.parse(readFileSync(bench.path('r.json'), 'utf8'));
  assert.ok(npuOps >= 4);
  assert.ok(hostOps.every((op: { op: string }) => !/conv/i.test(op.op)));
  const level = await bench.run(compile, ['qdq.onnx', '--emit=qnn', '-o', 'q.mlir']);
  assert.is(level.exit, 0, level.err);
  for (const [file, folder] of [
    ['q.npu', 'a'],
    ['q.mlir', 'b'],
  ]) {
    const ran = await bench.run(runTool, [file, '--input=picture.npy', `--output-dir=${folder}`]);
    assert.is(ran.exit, 0, ran.err);
  }
  assert.equal(numbers('a/00_y.npy'), numbers('b/00_y.npy'));
});

test.after(() => bench.end());
test.run();
