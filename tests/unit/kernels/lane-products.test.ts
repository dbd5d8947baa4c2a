// The WebAssembly array against the definition, on random blocks of every shape.
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { LaneArray, laneProducts } from '../../../kernels/index.js';

const value = (low: number, high: number) => fc.integer({ min: low, max: high });

test('SIMD and definition agree, wrapping sums included', () => {
  fc.assert(
    fc.property(
      value(1, 40).chain((oc) =>
        value(1, 70).chain((k) =>
          fc.record({
            oc: fc.constant(oc),
            k: fc.constant(k),
            window: fc.array(value(-255, 255), { minLength: k, maxLength: k }),
            weights: fc.array(value(-128, 127), { minLength: oc * k, maxLength: oc * k }),
            start: fc.array(value(-(2 ** 31), 2 ** 31 - 1), { minLength: oc, maxLength: oc }),
            bank: fc.constantFrom(0 as const, 1 as const),
            at: value(0, 20),
          }),
        ),
      ),
      ({ oc, k, window, weights, start, bank, at }) => {
        const packed = Int8Array.from(weights);
        const wanted = new Int32Array(64);
        wanted.set(start, at);
        laneProducts(Int16Array.from(window), k, packed, oc, wanted, at);
        const array = new LaneArray(64);
        array.prepare(k, packed);
        array.window.set(window);
        array.sums[bank].set(start, at);
        array.multiply(k, oc, bank, at);
        assert.equal([...array.sums[bank]], [...wanted]);
        assert.ok(
          array.sums[1 - bank].every((v) => v === 0),
          'the other bank is untouched',
        );
      },
    ),
    { numRuns: 300 },
  );
});

test('growing keeps the sums', () => {
  const array = new LaneArray(8);
  array.sums[1].fill(7);
  array.prepare(200_000, new Int8Array(1_600_000).fill(1));
  array.window.fill(1);
  array.multiply(200_000, 8, 1, 0);
  assert.equal([...array.sums[1]], new Array(8).fill(200_007));
});

test.run();
