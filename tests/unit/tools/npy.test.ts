/** .npy files: what NumPy writes is read, what is damaged is told. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type NpyType, readNpy, writeNpy } from '../../../tools/common/npy.js';

/** A file with a header as given. */
function file(header: string, data: Uint8Array, version = 1): Uint8Array {
  const length = version === 1 ? 2 : 4;
  const head = Buffer.alloc(8 + length);
  head.write('\x93NUMPY', 'latin1');
  head[6] = version;
  head.writeUInt16LE(header.length, 8);
  return Buffer.concat([head, Buffer.from(header, 'latin1'), data]);
}
const header = (descr: string, shape: string, order = 'False') =>
  `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }\n`;

const types: readonly [NpyType, number][] = [
  ['bool', 1],
  ['int8', 1],
  ['uint8', 1],
  ['int16', 2],
  ['uint16', 2],
  ['int32', 4],
  ['uint32', 4],
  ['int64', 8],
  ['uint64', 8],
  ['float16', 2],
  ['float32', 4],
  ['float64', 8],
];
for (const [type, width] of types) {
  test(`${type} there and back`, () => {
    for (const shape of [[], [3], [2, 3], [0, 4], [1, 2, 1]]) {
      const count = shape.reduce((n, d) => n * d, 1);
      const bytes = Uint8Array.from({ length: count * width }, (_, i) => i);
      const made = writeNpy({ type, shape, bytes });
      assert.is((made.length - bytes.length) % 64, 0);
      assert.equal(readNpy(made), { type, shape, bytes });
    }
  });
}

test('the file of numpy.save, byte for byte', () => {
  const expected = file(
    `${"{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }".padEnd(117)}\n`,
    Buffer.from([1, 0, 0, 0, 2, 0, 0, 0]),
  );
  assert.equal(
    Buffer.from(
      writeNpy({ type: 'int32', shape: [2], bytes: Uint8Array.of(1, 0, 0, 0, 2, 0, 0, 0) }),
    ),
    Buffer.from(expected),
  );
});

test('big endian, version 2, keys in any order', () => {
  const big = readNpy(file(header('>i2', '(2,)'), Uint8Array.of(1, 2, 3, 4)));
  assert.equal([...big.bytes], [2, 1, 4, 3]);
  const text = "{'shape': (1, 2), 'fortran_order': False, 'descr': '|u1'}";
  assert.equal(readNpy(file(text, Uint8Array.of(7, 8), 2)).shape, [1, 2]);
});

test('column-major order of one dimension is row-major order', () => {
  assert.equal(readNpy(file(header('|i1', '(1, 2)', 'True'), Uint8Array.of(7, 8))).shape, [1, 2]);
});

const refused: readonly [string, Uint8Array, RegExp][] = [
  ['nothing', new Uint8Array(0), /is not a .npy array/],
  ['text', Buffer.from('hello world'), /is not a .npy array/],
  ['version 9', file(header('|i1', '(1,)'), Uint8Array.of(1), 9), /format version is 9.0/],
  ['a cut header', file(header('|i1', '(1,)'), new Uint8Array(0)).subarray(0, 30), /cut short/],
  [
    'cut data',
    file(header('<i4', '(3,)'), new Uint8Array(11)),
    /holds 11 bytes .* needs 12.*cut short/,
  ],
  ['too much data', file(header('<i4', '(3,)'), new Uint8Array(13)), /longer than its header says/],
  [
    'column-major order',
    file(header('|i1', '(2, 3)', 'True'), new Uint8Array(6)),
    /ascontiguousarray/,
  ],
  ['complex numbers', file(header('<c8', '(1,)'), new Uint8Array(8)), /element type is '<c8'/],
  ['records', file("{'descr': [('a', '<i4')], 'shape': (1,)}", new Uint8Array(4)), /structured/],
  ['no shape', file("{'descr': '<i4', 'fortran_order': False}", new Uint8Array(4)), /lacks/],
];
for (const [what, bytes, message] of refused) {
  test(`refused: ${what}`, () => {
    assert.throws(
      () => readNpy(bytes),
      (e: Error) => message.test(e.message),
    );
  });
}

test.run();
