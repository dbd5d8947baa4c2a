// A prepared program against the reference semantics, operation by operation, and run twice.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { parseText } from '../../../driver/index.js';
import { packExtents } from '../../../interpreter/extents.js';
import { prepareProgram, runTensorOp, type Tensor } from '../../../interpreter/index.js';
import type { Operation, Value } from '../../../ir/index.js';

const Q = '!quant.uniform<i8:f32, 5.0e-01:-3>';
const W = '!quant.uniform<i8:f32, 2.5e-02>';
const TEXT = `
func.func @main(%x: tensor<1x9x9x5x${Q}>, %m: tensor<1x1x1x5x${Q}>) -> (tensor<1x1215x${Q}>, tensor<1x9x9x5x${Q}>, tensor<1x9x9x5x${Q}>) {
  %f = qnn.constant dense<"0x${'7f01f0055a'.repeat(45)}"> : tensor<5x3x3x5xi8> as tensor<5x3x3x5x${W}>
  %d = qnn.constant dense<"0x${'10f3070981'.repeat(9)}"> : tensor<1x3x3x5xi8> as tensor<1x3x3x5x${W}>
  %w = qnn.constant dense<3> : tensor<3x5xi8> as tensor<3x5x${W}>
  %a = qnn.conv2d %x, %f {padding = array<i64: 1, 1, 1, 1>} : (tensor<1x9x9x5x${Q}>, tensor<5x3x3x5x${W}>) -> tensor<1x9x9x5x${Q}>
  %b = qnn.relu %a : (tensor<1x9x9x5x${Q}>) -> tensor<1x9x9x5x${Q}>
  %c = qnn.depthwise_conv2d %b, %d {padding = array<i64: 1, 1, 1, 1>} : (tensor<1x9x9x5x${Q}>, tensor<1x3x3x5x${W}>) -> tensor<1x9x9x5x${Q}>
  %e = qnn.add %c, %a : (tensor<1x9x9x5x${Q}>, tensor<1x9x9x5x${Q}>) -> tensor<1x9x9x5x${Q}>
  %g = qnn.mul %e, %m : (tensor<1x9x9x5x${Q}>, tensor<1x1x1x5x${Q}>) -> tensor<1x9x9x5x${Q}>
  %h = qnn.reshape %g : (tensor<1x9x9x5x${Q}>) -> tensor<81x5x${Q}>
  %i = qnn.fully_connected %h, %w : (tensor<81x5x${Q}>, tensor<3x5x${W}>) -> tensor<81x3x${Q}>
  %j = qnn.reshape %i : (tensor<81x3x${Q}>) -> tensor<1x243x${Q}>
  %k = qnn.pad %j {before = array<i64: 0, 0>, after = array<i64: 0, 972>} : (tensor<1x243x${Q}>) -> tensor<1x1215x${Q}>
  return %k, %a, %x : tensor<1x1215x${Q}>, tensor<1x9x9x5x${Q}>, tensor<1x9x9x5x${Q}>
}`;

/** Each operation by its reference semantics. */
function reference(module: Operation, inputs: readonly Tensor[]): Tensor[] {
  const { args, ops } = module.region().front.firstOp!.region().front;
  const values = new Map<Value, Tensor>(args.map((a, i) => [a, inputs[i]]));
  for (const op of ops) {
    const given = op.operands.map((v) => values.get(v)!);
    if (op.name === 'func.return') return given;
    const results = runTensorOp(op, given);
    op.results.forEach((r, i) => {
      values.set(r, results[i]);
    });
  }
  throw new Error('no return');
}

test('a program equals the reference semantics, run after run', async () => {
  const module = await parseText(await createContext(), Buffer.from(TEXT), 'test');
  const program = prepareProgram(module);
  for (const seed of [1, 7]) {
    const inputs: Tensor[] = [
      { shape: [1, 9, 9, 5], data: Int8Array.from({ length: 405 }, (_, i) => i * seed * 31) },
      { shape: [1, 1, 1, 5], data: Int8Array.of(1, -128, 127, 20, seed) },
    ];
    const wanted = reference(module, inputs);
    const first = program.run(inputs);
    const again = program.run(inputs);
    for (const [i, { data }] of wanted.entries()) {
      assert.equal(first[i].data, data);
      assert.equal(again[i].data, data);
    }
    // A result stays when the program runs again.
    program.run([{ shape: [1, 9, 9, 5], data: new Int8Array(405) }, inputs[1]]);
    assert.equal(first[0].data, wanted[0].data);
  }
});

/** Moves and pairs, of floats and of bytes: `@E` is the element type. */
const MOVES = (element: string, dialect: string) => `
func.func @main(%x: tensor<2x4x6x4x${element}>) -> tensor<2x8x12x1x${element}> {
  %t = ${dialect}.transpose %x {perm = array<i64: 0, 2, 1, 3>} : (tensor<2x4x6x4x${element}>) -> tensor<2x6x4x4x${element}>
  %s = ${dialect}.slice %t {begin = array<i64: 0, 1, 0, 0>, size = array<i64: 2, 4, 4, 4>, stride = array<i64: 1, 1, 1, 1>} : (tensor<2x6x4x4x${element}>) -> tensor<2x4x4x4x${element}>
  %v = ${dialect}.reverse %s {axes = array<i64: 1, 2>} : (tensor<2x4x4x4x${element}>) -> tensor<2x4x4x4x${element}>
  %u = ${dialect}.tile %v {repeats = array<i64: 1, 1, 2, 1>} : (tensor<2x4x4x4x${element}>) -> tensor<2x4x8x4x${element}>
  %w = ${dialect}.slice %u {begin = array<i64: 0, 0, 1, 0>, size = array<i64: 2, 4, 6, 4>, stride = array<i64: 1, 1, 1, 1>} : (tensor<2x4x8x4x${element}>) -> tensor<2x4x6x4x${element}>
  %a = ${dialect}.add %w, %x {activation = "relu6"} : (tensor<2x4x6x4x${element}>, tensor<2x4x6x4x${element}>) -> tensor<2x4x6x4x${element}>
  %m = ${dialect}.mul %a, %x : (tensor<2x4x6x4x${element}>, tensor<2x4x6x4x${element}>) -> tensor<2x4x6x4x${element}>
  %d = ${dialect}.depth_to_space %m {block = 2 : i64} : (tensor<2x4x6x4x${element}>) -> tensor<2x8x12x1x${element}>
  return %d : tensor<2x8x12x1x${element}>
}`;

test('moves and pairs of floats and of bytes equal the reference semantics', async () => {
  const special = [0, -0, Infinity, -Infinity, Number.NaN, 1e-40, 6, -6];
  const floats = Float32Array.from({ length: 192 }, (_, i) => special[i % 11] ?? Math.sin(i) * 9);
  const bytes = Int8Array.from({ length: 192 }, (_, i) => i * 29);
  for (const [element, dialect, data] of [
    ['f32', 'nn', floats],
    [Q, 'qnn', bytes],
  ] as const) {
    const text = MOVES(element, dialect);
    const module = await parseText(await createContext(), Buffer.from(text), 'test');
    const inputs = [{ shape: [2, 4, 6, 4], data }];
    const [wanted] = reference(module, inputs);
    const [found] = prepareProgram(module).run(inputs);
    wanted.data.forEach((value, i) => {
      assert.ok(Object.is(found.data[i], value), `${dialect} ${i}: ${found.data[i]}, not ${value}`);
    });
  }
});

test('extents that live together do not overlap, and share room otherwise', () => {
  const extents = Array.from({ length: 60 }, (_, i) => ({
    bytes: (i * 7919) % 1000,
    first: (i * 31) % 50,
    last: ((i * 31) % 50) + ((i * 17) % 9),
  }));
  const { addresses, bytes } = packExtents(extents);
  let sum = 0;
  extents.forEach((a, i) => {
    sum += a.bytes;
    assert.ok(addresses[i] + a.bytes <= bytes);
    extents.forEach((b, j) => {
      if (i === j || a.last < b.first || b.last < a.first) return;
      const apart =
        addresses[i] + a.bytes <= addresses[j] || addresses[j] + b.bytes <= addresses[i];
      assert.ok(apart, `${i} and ${j}`);
    });
  });
  assert.ok(bytes < sum / 2);
});

test.run();
