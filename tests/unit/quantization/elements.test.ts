// Weights over a file's bytes: a Buffer that is not aligned is read as any other.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { floatElements } from '../../../dialects/common/index.js';
import { DenseResourceAttr, FloatType, RankedTensorType } from '../../../ir/index.js';

test('float elements of a Buffer at an odd place', () => {
  const values = Float32Array.of(1.5, -2, 3.25);
  const file = Buffer.concat([Buffer.from([7]), new Uint8Array(values.buffer), Buffer.from([9])]);
  const bytes = file.subarray(1, 13);
  const type = RankedTensorType.get([3], FloatType.get('f32'));
  const attr = DenseResourceAttr.get(type, { key: 'w', alignment: 4, bytes });
  assert.equal([...floatElements(attr)], [...values]);
});

test.run();
