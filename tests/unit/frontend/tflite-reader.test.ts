// The .tflite reader: what it reads, and that a bad file gives one TfliteError and nothing else.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Builder } from 'flatbuffers';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readTflite, TfliteError, type TfliteModel } from '../../../frontend/tflite/reader.js';
import { OPCODES, OPTION_TABLE_NAMES } from '../../../frontend/tflite/schema.js';
import { shared } from '../../support/shared.js';

const root = shared('goldens/tflm');
if (!root) console.log('skipped: goldens/tflm is not on this machine');
const modelOf = (name: string): Uint8Array => readFileSync(join(root!, name, 'model.tflite'));

/** A model with one tensor; `change` may set the tensor's fields. */
function tinyModel(change: (b: Builder) => (() => void) | undefined, dataBytes = 4): Uint8Array {
  const b = new Builder(256);
  const vector = (offsets: number[]): number => {
    b.startVector(4, offsets.length, 4);
    for (const o of offsets.toReversed()) b.addOffset(o);
    return b.endVector();
  };
  const table = (fields: number, fill: () => void): number => {
    b.startObject(fields);
    fill();
    return b.endObject();
  };
  const data = b.createByteVector?.(new Uint8Array(dataBytes)) ?? 0;
  const empty = table(1, () => {});
  const filled = table(1, () => b.addFieldOffset(0, data, 0));
  const buffers = vector([empty, filled]);
  const fill = change(b);
  const tensor = table(10, () => {
    b.addFieldInt8(1, 9, 0);
    b.addFieldInt32(2, 1, 0);
    fill?.();
  });
  const tensors = vector([tensor]);
  const subgraphs = vector([table(5, () => b.addFieldOffset(0, tensors, 0))]);
  const model = table(8, () => {
    b.addFieldInt32(0, 3, 0);
    b.addFieldOffset(2, subgraphs, 0);
    b.addFieldOffset(4, buffers, 0);
  });
  b.finish(model, 'TFL3');
  return b.asUint8Array();
}

function int32s(b: Builder, values: number[]): number {
  b.startVector(4, values.length, 4);
  for (const v of values.toReversed()) b.addInt32(v);
  return b.endVector();
}

/** Quantization with the given scales and zero points. */
function quantization(b: Builder, scales: number[], zeroPoints: bigint[]): number {
  b.startVector(4, scales.length, 4);
  for (const s of scales.toReversed()) b.addFloat32(s);
  const s = b.endVector();
  b.startVector(8, zeroPoints.length, 8);
  for (const z of zeroPoints.toReversed()) b.addInt64(z);
  const z = b.endVector();
  b.startObject(7);
  b.addFieldOffset(2, s, 0);
  b.addFieldOffset(3, z, 0);
  return b.endObject();
}

const withShape = (shape: number[]): Uint8Array =>
  tinyModel((b) => {
    const at = int32s(b, shape);
    return () => b.addFieldOffset(0, at, 0);
  });
const withQuantization = (scales: number[], zeroPoints: bigint[]): Uint8Array =>
  tinyModel((b) => {
    const shape = int32s(b, [4]);
    const q = quantization(b, scales, zeroPoints);
    return () => {
      b.addFieldOffset(0, shape, 0);
      b.addFieldOffset(4, q, 0);
    };
  });

test('reads ic01_resnet8_int8', () => {
  if (!root) return;
  const model = readTflite(modelOf('ic01_resnet8_int8'));
  const [graph] = model.subgraphs;
  assert.is(model.version, 3);
  assert.is(graph.operators.length, 16);
  const [conv] = graph.operators;
  assert.is(conv.opcode, 'CONV_2D');
  if (conv.opcode !== 'CONV_2D') return;
  assert.is(conv.options.padding, 'SAME');
  assert.is(conv.options.activation, 'RELU');
  assert.is(conv.options.dilationH, 1);
  const filter = graph.tensors[conv.inputs[1]];
  assert.equal(filter.shape, [16, 3, 3, 3]);
  assert.is(filter.buffer?.length, 432);
  assert.is(filter.quantization?.scales.length, 16);
  assert.equal(graph.tensors[graph.inputs[0]].shape, [1, 32, 32, 3]);
});

test('data is a view into the file, not a copy, also of a Node Buffer in a pool', () => {
  if (!root) return;
  const bytes = modelOf('hello_world_int8');
  const { buffer } = readTflite(bytes).subgraphs[0].tensors.find((t) => t.buffer)!;
  assert.is(buffer!.buffer, bytes.buffer);
  assert.is(buffer!.constructor, Uint8Array);
});

test('reads every recorded model, and the operator names agree with the manifest', () => {
  if (!root) return;
  let models = 0;
  for (const name of readdirSync(root)) {
    const manifest = join(root, name, 'manifest.json');
    if (!existsSync(join(root, name, 'model.tflite')) || !existsSync(manifest)) continue;
    const { operators } = readTflite(modelOf(name)).subgraphs[0];
    const histogram: Record<string, number> = {};
    for (const op of operators) {
      const key = op.customName || op.opcode;
      histogram[key] = (histogram[key] ?? 0) + 1;
    }
    const expected = JSON.parse(readFileSync(manifest, 'utf8')).op_hist as Record<string, number>;
    for (const [op, count] of Object.entries(histogram)) {
      if (op in expected) assert.is(count, expected[op], `${name} ${op}`);
    }
    models++;
  }
  assert.ok(models > 15);
});

test('schema positions agree with codes that files carry', () => {
  assert.is(OPCODES.indexOf('QUANTIZE'), 114);
  assert.is(OPCODES.indexOf('BATCH_MATMUL'), 126);
  assert.is(OPCODES.indexOf('GELU'), 150);
  assert.is(OPCODES.indexOf('STABLEHLO_RNG_BIT_GENERATOR'), 204);
  assert.is(OPTION_TABLE_NAMES.indexOf('Conv2DOptions'), 0);
  assert.is(OPTION_TABLE_NAMES.indexOf('LeakyReluOptions') + 1, 75);
  assert.is(OPTION_TABLE_NAMES.indexOf('BatchMatMulOptions') + 1, 101);
  assert.is(OPTION_TABLE_NAMES.indexOf('RightShiftOptions') + 1, 126);
});

/** What a bad file gave: the model, or the message. Any other exception fails the test. */
function outcome(bytes: Uint8Array, what: string): TfliteModel | string {
  try {
    return readTflite(bytes);
  } catch (error) {
    if (error instanceof TfliteError) return error.message;
    throw new Error(`${what}: ${(error as Error).stack}`);
  }
}

/** No NaN, undefined in a list, or dangling index in what was read. */
function checkSound(model: TfliteModel, what: string): void {
  for (const graph of model.subgraphs) {
    const inRange = (i: number): boolean => i >= -1 && i < graph.tensors.length;
    for (const op of graph.operators) {
      assert.ok([...op.inputs, ...op.outputs].every(inRange), what);
      for (const value of Object.values<unknown>(op.options)) {
        assert.ok(value !== undefined && !Number.isNaN(value), what);
      }
    }
    for (const t of graph.tensors) {
      assert.ok(t.shape.every(Number.isInteger), what);
      assert.ok(t.quantization?.scales.every(Number.isFinite) ?? true, what);
      assert.ok(t.quantization?.zeroPoints.every(Number.isInteger) ?? true, what);
    }
  }
}

const FUZZED = ['ic01_resnet8_int8', 'micro_speech_lstm_int8', 'keyword_scrambled_int8'];

test('every truncation is an error or a model, and nothing else', () => {
  if (!root) return;
  let refused = 0;
  for (const name of FUZZED) {
    const bytes = modelOf(name);
    for (let size = 0; size < bytes.length; size += 997) {
      if (typeof outcome(bytes.subarray(0, size), `${name} at ${size}`) === 'string') refused++;
    }
    // The tables' part of the file, byte by byte.
    for (let size = 0; size < Math.min(2000, bytes.length); size++) {
      outcome(bytes.subarray(0, size), `${name} at ${size}`);
    }
  }
  assert.ok(refused > 0);
});

/** The generator of the recorded vectors (mulberry32). */
function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
}

test('2,000 corrupted bytes a model give an error or a sound model, and nothing else', () => {
  if (!root) return;
  let refused = 0;
  let total = 0;
  for (const [seed, name] of FUZZED.entries()) {
    const original = modelOf(name);
    const bytes = new Uint8Array(original);
    const next = random(seed + 1);
    for (let i = 0; i < 2000; i++, total++) {
      const at = next() % bytes.length;
      bytes[at] = next() >>> 24;
      const result = outcome(bytes, `${name}: byte ${at} = ${bytes[at]}`);
      if (typeof result === 'string') refused++;
      else checkSound(result, `${name}: byte ${at} = ${bytes[at]}`);
      bytes[at] = original[at];
    }
  }
  console.log(`tflite reader: ${refused} of ${total} corrupted files refused`);
  assert.ok(refused > 0);
});

test('every byte of the tables corrupted, in a small model', () => {
  if (!root) return;
  const original = modelOf('hello_world_int8');
  const bytes = new Uint8Array(original);
  for (let at = 0; at < bytes.length; at++) {
    for (const value of [0, 1, 0x7f, 0x80, 0xff]) {
      bytes[at] = value;
      const result = outcome(bytes, `byte ${at} = ${value}`);
      if (typeof result !== 'string') checkSound(result, `byte ${at} = ${value}`);
    }
    bytes[at] = original[at];
  }
});

test('a sound tiny model is read', () => {
  const [tensor] = readTflite(withShape([2, 2])).subgraphs[0].tensors;
  assert.is(tensor.type, 'INT8');
  assert.equal(tensor.buffer, new Uint8Array(4));
  const q = readTflite(withQuantization([0.5, 1, 2, 4], [3n])).subgraphs[0].tensors[0].quantization;
  assert.equal(q?.zeroPoints, [3, 3, 3, 3]);
});

const ERRORS: readonly [what: string, bytes: () => Uint8Array, message: RegExp][] = [
  [
    'an empty file',
    () => new Uint8Array(0),
    /header at byte 0: found a place outside the file's 0 bytes, expected 8/,
  ],
  ['another format', () => new Uint8Array(64), /expected "TFL3"; this is not a TensorFlow Lite/],
  [
    'a shape beyond its data',
    () => withShape([5]),
    /buffer at byte .*found 4 bytes of data, expected 5/,
  ],
  ['a negative size', () => withShape([-1]), /shape\[0\].*found size -1, expected 0 or more/],
  ['a huge shape', () => withShape([65536, 65536, 0]), /fewer than 2\^31 elements/],
  ['too many dimensions', () => withShape(new Array(9).fill(1)), /found 9 dimensions/],
  [
    'a scale that is no number',
    () => withQuantization([Number.NaN], [0n]),
    /scale\[0\].*found NaN/,
  ],
  ['a scale count', () => withQuantization([1, 1], [0n]), /found 2 scales along dimension 0/],
  ['a zero point', () => withQuantization([1], [200n]), /found 200, expected -128 to 127 for INT8/],
  ['a huge zero point', () => withQuantization([1], [1n << 60n]), /expected -128 to 127/],
  ['a zero point count', () => withQuantization([1], [0n, 0n]), /found 2 zero points, expected 1/],
];
for (const [what, bytes, message] of ERRORS) {
  test(`refuses ${what} in one sentence`, () => {
    const result = outcome(bytes(), what);
    assert.type(result, 'string');
    assert.match(result as string, message);
    assert.not.match(result as string, /undefined|NaN,? bytes|\n/);
  });
}

test('a file that names one part over and over is refused before memory runs out', () => {
  // 60,000 subgraphs that are all the same table, which has 20,000 tensors that are the same table.
  const b = new Builder(1 << 20);
  const repeat = (table: number, count: number): number => {
    b.startVector(4, count, 4);
    for (let i = 0; i < count; i++) b.addOffset(table);
    return b.endVector();
  };
  b.startObject(8);
  const tensors = repeat(b.endObject(), 20_000);
  b.startObject(5);
  b.addFieldOffset(0, tensors, 0);
  const subgraphs = repeat(b.endObject(), 60_000);
  b.startObject(8);
  b.addFieldInt32(0, 3, 0);
  b.addFieldOffset(2, subgraphs, 0);
  b.finish(b.endObject(), 'TFL3');
  assert.match(outcome(b.asUint8Array(), 'repeated') as string, /without repeating itself/);
});

test.run();
