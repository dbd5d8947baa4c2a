/** Constants with many elements and long strings: what is read in pieces or on a short way. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { parseText } from '../../../driver/base/index.js';
import {
  DenseElementsAttr,
  DenseResourceAttr,
  DiagnosticError,
  type Operation,
  printOperation,
  type StringAttr,
} from '../../../ir/index.js';

async function parse(text: string): Promise<Operation> {
  const context = await createContext();
  context.allowUnregistered = true;
  return parseText(context, text, 'test.mlir');
}

/** The attribute `a` of an operation. */
async function attribute(text: string, after = '') {
  const module = await parse(`"test.op"() {a = ${text}} : () -> ()\n${after}`);
  return module.region().front?.firstOp?.attributes[0].value;
}

async function problem(text: string, after = ''): Promise<string> {
  try {
    await attribute(text, after);
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostic.message;
    throw error;
  }
  return 'none';
}

const bytes = Uint8Array.from({ length: 40_000 }, (_, i) => (i * i) >> 3);
const digits = Buffer.from(bytes).toString('hex');

test('hex digits of several pieces', async () => {
  const attr = await attribute(`dense<"0x${digits}"> : tensor<40000xi8>`);
  assert.ok(attr instanceof DenseElementsAttr);
  assert.equal([...attr.bytes], [...bytes]);
  assert.is(String(attr), `dense<"0x${digits.toUpperCase()}"> : tensor<40000xi8>`);
});

test('a resource of several pieces', async () => {
  const type = 'tensor<20000xi16>';
  const section = `{-#\n  dialect_resources: {\n    builtin: {\n      w: "0x08000000${digits.toUpperCase()}"\n    }\n  }\n#-}\n`;
  const attr = await attribute(`dense_resource<w> : ${type}`, section);
  assert.ok(attr instanceof DenseResourceAttr);
  assert.equal([...attr.bytes], [...bytes]);
  assert.is(attr.bytes.byteOffset, 0);
  const text = `module {\n  "test.op"() {a = dense_resource<w> : ${type}} : () -> ()\n}\n\n${section}`;
  assert.is(printOperation(await parse(text)), text);
});

test('what is no hex digit is found wherever it stands', async () => {
  for (const at of [0, 1, 16_383, 16_384, 16_385, 32_768, digits.length - 1]) {
    const wrong = `${digits.slice(0, at)}g${digits.slice(at + 1)}`;
    assert.match(
      await problem(`dense<"0x${wrong}"> : tensor<40000xi8>`),
      /only contains hex digits/,
    );
    const section = `{-# dialect_resources: {builtin: {w: "0x04000000${wrong}"}} #-}`;
    assert.match(
      await problem('dense_resource<w> : tensor<40000xi8>', section),
      /expected hex string blob for key 'w'$/,
    );
  }
  assert.match(await problem(`dense<"0x${digits}0"> : tensor<40000xi8>`), /in pairs/);
  assert.match(await problem('dense<"1x00"> : tensor<2xi8>'), /should start with '0x'/);
});

test('a resource says its alignment', async () => {
  const of = (text: string) =>
    problem(
      'dense_resource<w> : tensor<1xi8>',
      `{-# dialect_resources: {builtin: {w: ${text}}} #-}`,
    );
  assert.match(await of('"00"'), /expected hex string blob/);
  assert.match(await of('"0x"'), /encode alignment in first 4 bytes/);
  assert.match(await of('"0x040000"'), /encode alignment in first 4 bytes/);
  assert.match(await of('"0x04000"'), /expected hex string blob/);
  assert.match(await of('"0x03000000ff"'), /expected a power of two as alignment of 'w', found 3/);
  assert.match(await of('12'), /expected a resource string/);
  assert.is(await of('"0x04000000ff"'), 'none');
});

test('long strings: plain, with escapes, with bytes above ASCII', async () => {
  const long = 'x'.repeat(300);
  const value = async (text: string) => ((await attribute(text)) as StringAttr).value;
  assert.is(await value(`"${long}"`), long);
  assert.is(await value(`"${long}\\n${long}"`), `${long}\n${long}`);
  assert.is(await value(`"${long}\\"${long}"`), `${long}"${long}`);
  assert.is(await value(`"${long}\\\\"`), `${long}\\`);
  const e = Buffer.from('é').toString('latin1');
  assert.is(await value(`"${long}${e}"`), `${long}é`);
  const big = 'y'.repeat(70_000);
  assert.is(await value(`"${big}\\t${big}"`), `${big}\t${big}`);
});

test('a long string ends on its line', async () => {
  const long = 'x'.repeat(70_000);
  for (const end of ['\n', '\v', '\f']) {
    assert.match(await problem(`"${long}${end}"`), /expected '"' in string literal/);
  }
  assert.match(await problem(`"${long}`), /expected '"' in string literal/);
  assert.match(await problem(`"${long}\\q"`), /unknown escape in string literal/);
});

const RANGES: readonly (readonly [type: string, bits: bigint, min: bigint, max: bigint])[] = [
  ['i4', 8n, -8n, 15n],
  ['i8', 8n, -128n, 255n],
  ['si8', 8n, -128n, 127n],
  ['ui8', 8n, 0n, 255n],
  ['i16', 16n, -32768n, 65535n],
  ['i24', 24n, -(2n ** 23n), 2n ** 24n - 1n],
  ['si32', 32n, -(2n ** 31n), 2n ** 31n - 1n],
  ['ui32', 32n, 0n, 2n ** 32n - 1n],
  ['i64', 64n, -(2n ** 63n), 2n ** 64n - 1n],
  ['index', 64n, -(2n ** 63n), 2n ** 63n - 1n],
];

for (const [type, bits, min, max] of RANGES) {
  test(`integers of ${type}: the ends of its range and what lies beyond`, async () => {
    const values = [min, max, 0n, 1n, min === 0n ? 2n : -1n, max / 3n, min / 3n];
    const attr = await attribute(`dense<[${values.join(', ')}]> : tensor<7x${type}>`);
    assert.ok(attr instanceof DenseElementsAttr);
    const size = Number(bits) / 8;
    const stored = values.map((_, i) =>
      attr.bytes.slice(i * size, (i + 1) * size).reduceRight((v, b) => (v << 8n) | BigInt(b), 0n),
    );
    assert.equal(
      stored,
      values.map((v) => BigInt.asUintN(Number(bits), v)),
    );
    const beyond = `dense<[0, ${max + 1n}]> : tensor<2x${type}>`;
    assert.match(await problem(beyond), /integer constant out of range/);
    const below = `dense<[0, ${min - 1n}]> : tensor<2x${type}>`;
    assert.match(await problem(below), /out of range|not valid for unsigned/);
    assert.match(await problem(`dense<[0, -0]> : tensor<2x${type}>`), /negative/);
  });
}

test('pairs of integers and of floats', async () => {
  const attr = await attribute('dense<[(1, -2), (3, 4)]> : tensor<2xcomplex<i8>>');
  assert.equal([...(attr as DenseElementsAttr).bytes], [1, 254, 3, 4]);
  const floats = await attribute('dense<(1.5, -2.5e-1)> : tensor<2xcomplex<f32>>');
  assert.is(String(floats), 'dense<(1.500000e+00,-2.500000e-01)> : tensor<2xcomplex<f32>>');
});

test('an exponent has a digit', async () => {
  const text = async (literal: string) =>
    String(await attribute(`dense<${literal}> : tensor<f64>`));
  assert.is(await text('1.5e3'), 'dense<1.500000e+03> : tensor<f64>');
  assert.is(await text('1.5E+3'), 'dense<1.500000e+03> : tensor<f64>');
  assert.is(await text('15.e-1'), 'dense<1.500000e+00> : tensor<f64>');
});

test('an angle bracket in a comment or a string ends no elements', async () => {
  const numbers = await attribute('dense<[1, // 1 > 0\n 2]> : tensor<2xi8>');
  assert.equal([...(numbers as DenseElementsAttr).bytes], [1, 2]);
  const strings = await attribute('dense<["a>b", "c"]> : tensor<2x!test.string>');
  assert.is(String(strings), 'dense<["a>b", "c"]> : tensor<2x!test.string>');
});

test('elements that are not closed', async () => {
  assert.match(await problem('dense<[1, 2> : tensor<2xi8>'), /expected ',' or '\]'/);
  for (const text of ['[1, 2', '[1, 2 : tensor<2xi8>', '1 2> : tensor<2xi8>', '["a", "b"']) {
    assert.match(await problem(`dense<${text}`), /expected (',' or '\]'|'>' to close 'dense<')/);
  }
  for (const text of ['1.5e>', '1.5e+>', '1.0 2>', '[1.0] 2>']) {
    assert.is(await problem(`dense<${text} : tensor<1xf64>`), "expected '>' to close 'dense<'");
  }
});

test.run();
