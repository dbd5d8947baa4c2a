// What model files are made of: packed data, archives, protocol buffers; sound, cut short and damaged.
import { deflateRawSync, deflateSync } from 'node:zlib';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  FormatError,
  f32Values,
  f32Weights,
  fromHalf,
  inflateRaw,
  inflateZlib,
  transposedWeights,
  ZipArchive,
} from '../../../frontend/common/index.js';
import {
  bool,
  bytes,
  double,
  enumeration,
  float,
  integer,
  many,
  message,
  readMessage,
  readTextMessage,
  text,
} from '../../../frontend/protobuf/index.js';
import { zipOf } from '../../support/zip.js';

const random = (seed: number) => () => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return (seed >>> 8) / 2 ** 24;
};

/** Data that uses every kind of block: noise, runs, text. */
function sample(size: number, seed: number): Uint8Array {
  const next = random(seed);
  const out = new Uint8Array(size);
  for (let at = 0; at < size; ) {
    const run = Math.min(size - at, 1 + Math.floor(next() * 300));
    const isRun = next() < 0.5;
    const value = Math.floor(next() * 256);
    for (let i = 0; i < run; i++)
      out[at++] = isRun ? value : Math.floor(next() * (seed % 2 ? 256 : 20));
  }
  return out;
}

test('packed data is unpacked as zlib packs it', () => {
  for (let seed = 1; seed <= 12; seed++) {
    for (const level of [0, 1, 6, 9]) {
      const data = sample(seed * 1500, seed);
      assert.equal(inflateRaw(deflateRawSync(data, { level }), data.length, 't'), data);
      assert.equal(inflateZlib(deflateSync(data, { level }), data.length, 't'), data);
    }
  }
  assert.equal(inflateRaw(deflateRawSync(new Uint8Array()), 0, 't'), new Uint8Array());
});

test('damaged packed data is a FormatError, never another one', () => {
  const next = random(5);
  const data = sample(4000, 3);
  const packed = Uint8Array.from(deflateSync(data));
  for (let i = 0; i < 400; i++) {
    const bad = packed.slice(0, i % 4 === 0 ? Math.floor(next() * packed.length) : packed.length);
    for (let k = 0; k < 3; k++) bad[Math.floor(next() * bad.length)] ^= 1 << Math.floor(next() * 8);
    assert.throws(
      () => inflateZlib(bad, data.length, 't'),
      (e: Error) => e instanceof FormatError,
    );
  }
  assert.throws(() => inflateZlib(packed, 3999, 't'), /more than the 3999 bytes|check sum/);
  assert.throws(() => inflateZlib(packed, 4001, 't'), /4000 bytes when unpacked, expected 4001/);
});

test('archives: stored and packed files', () => {
  const files = { 'a.txt': new TextEncoder().encode('hello'), 'dir/b.bin': sample(5000, 7) };
  for (const isPacked of [false, true]) {
    const zip = new ZipArchive(zipOf(files, isPacked), 't.zip', 1 << 20);
    assert.equal(
      zip.entries.map((e) => e.name),
      Object.keys(files),
    );
    for (const [name, data] of Object.entries(files)) assert.equal(zip.read(name), data);
    assert.throws(() => zip.read('c'), /found no file 'c' in it/);
  }
});

test('archives: bombs are refused before anything is unpacked', () => {
  const big = zipOf({ zeros: new Uint8Array(1 << 22) }, true);
  assert.ok(big.length < 10000);
  assert.throws(
    () => new ZipArchive(big, 't.zip', 1 << 20),
    /found 4194304 bytes when unpacked, allowed are 1048576; if you trust the file/,
  );
  const liar = zipOf({ zeros: new Uint8Array(1000) }, true, { size: 1 << 19 });
  assert.throws(() => new ZipArchive(liar, 't.zip', 1 << 20), /impossible size/);
  const shared = zipOf({ a: sample(500, 1), b: sample(500, 1) }, false, { overlap: true });
  assert.throws(() => new ZipArchive(shared, 't.zip', 1 << 20), /found 'b' inside another file/);
});

test('archives: cut short or damaged is a FormatError', () => {
  const next = random(9);
  const zip = zipOf({ a: sample(900, 1), b: sample(900, 2) }, true);
  for (let i = 0; i < 500; i++) {
    const bad = zip.slice(0, i % 2 ? zip.length : Math.floor(next() * zip.length));
    for (let k = 0; k < 2; k++) bad[Math.floor(next() * bad.length)] = Math.floor(next() * 256);
    try {
      const archive = new ZipArchive(bad, 't.zip', 1 << 20);
      for (const { name } of archive.entries) archive.read(name);
    } catch (e) {
      if (!(e instanceof FormatError)) throw e;
    }
  }
});

const INNER = { name: text(1), next: many(float(2)) };
const SCHEMA = {
  id: integer(1),
  label: text(2),
  raw: bytes(3),
  isOn: bool(4),
  scale: float(5),
  exact: double(6),
  dims: many(integer(7)),
  inner: many(message(8, () => INNER)),
  kind: enumeration(9, { 1: 'ONE', 2: 'TWO' }),
};

test('protocol buffers: binary and text say the same', () => {
  const binary = Uint8Array.from([
    8, 150, 1, 18, 2, 104, 105, 26, 2, 1, 2, 32, 1, 45, 0, 0, 128, 63, 49, 0, 0, 0, 0, 0, 0, 0, 64,
    58, 2, 3, 4, 56, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1, 66, 8, 10, 1, 110, 21, 0, 0, 0,
    63, 72, 2, 160, 6, 5,
  ]);
  const source = `
    id: 150  # a comment
    label: 'h' "i"
    raw: "\\001\\x02"
    is_on: true, scale: 1.0f; exact: 2e0
    dims: [3, 4] dims: -1
    unknown { deep < x: 1 > list: [1, 2] }
    inner { name: "n" next: .5 }
    kind: TWO`;
  const expected = {
    id: 150,
    label: 'hi',
    raw: Uint8Array.of(1, 2),
    isOn: true,
    scale: 1,
    exact: 2,
    dims: [3, 4, -1],
    inner: [{ name: 'n', next: [0.5] }],
    kind: 'TWO',
  };
  assert.equal(readMessage(binary, SCHEMA, 't'), expected);
  assert.equal(readTextMessage(source, SCHEMA, 't'), expected);
});

test('protocol buffers: what is wrong has its place', () => {
  const fails = (data: number[], wanted: RegExp) =>
    assert.throws(() => readMessage(Uint8Array.from(data), SCHEMA, 'net'), wanted);
  fails(
    [18, 5, 104],
    /net at byte 2: found 1 bytes up to the end, expected 5; the file is cut short/,
  );
  fails([10, 1, 0], /list in the field 'id'/);
  fails([21, 0, 0, 0, 0], /found the field 'label' in the wire type 5/);
  fails([0, 0], /field with the number 0/);
  fails([8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255], /number without an end/);
  const textFails = (source: string, wanted: RegExp) =>
    assert.throws(() => readTextMessage(source, SCHEMA, 'net.txt'), wanted);
  textFails('id: x', /net.txt:1: found 'x' for 'id'/);
  textFails('\n\nlabel: 3', /net.txt:3: found '3' for 'label'/);
  textFails('inner { name: "n"', /found the end/);
  textFails('id 3', /no ':' behind 'id'/);
  textFails('id: $', /found '\$'/);
});

test('protocol buffers: nesting and damage end in a FormatError', () => {
  const RECURSIVE: { self: ReturnType<typeof message> } = { self: message(1, () => RECURSIVE) };
  let deep = new Uint8Array();
  for (let i = 0; i < 70; i++) deep = Uint8Array.from([10, deep.length, ...deep].slice(0, 120));
  assert.throws(
    () => readMessage(deep, RECURSIVE, 't'),
    (e: Error) => e instanceof FormatError,
  );
  const next = random(3);
  for (let i = 0; i < 2000; i++) {
    const noise = Uint8Array.from({ length: 30 }, () => Math.floor(next() * 256));
    try {
      readMessage(noise, SCHEMA, 't');
    } catch (e) {
      if (!(e instanceof FormatError)) throw e;
    }
  }
});

test('16-bit floats', () => {
  assert.equal([0x3c00, 0xc000, 0x0001, 0x7bff, 0x3555].map(fromHalf), [
    1,
    -2,
    2 ** -24,
    65504,
    0.333251953125,
  ]);
  assert.is(fromHalf(0x7c00), Infinity);
  assert.ok(Number.isNaN(fromHalf(0x7e00)));
});

test('weights in another order of dimensions', () => {
  const w = f32Weights([2, 3], [1, 2, 3, 4, 5, 6]);
  assert.equal([...f32Values(transposedWeights(w, [1, 0]))], [1, 4, 2, 5, 3, 6]);
});

test.run();
