// Adaptive rounding: never worse than to the nearest, and a neighbour of the real weight throughout.
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { outputError, roundChannel } from '../../../quantization/adaround.js';
import { Moments } from '../../../quantization/index.js';

test('the output error does not grow, and every weight stays within a step', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }).chain((size) =>
        fc.record({
          size: fc.constant(size),
          rows: fc.array(
            fc.array(fc.float({ min: -4, max: 4, noNaN: true }), {
              minLength: size,
              maxLength: size,
            }),
            { minLength: 1, maxLength: 20 },
          ),
          weights: fc.array(fc.float({ min: -1, max: 1, noNaN: true }), {
            minLength: size,
            maxLength: size,
          }),
          centred: fc.boolean(),
        }),
      ),
      ({ size, rows, weights, centred }) => {
        const moments = new Moments(size);
        for (const row of rows) moments.add(Float32Array.from(row));
        const matrix = moments.matrix(centred);
        const scale = 1 / 7;
        const stored = { min: -7, max: 7 };
        const nearest = Int32Array.from(weights, (w) => Math.round(w / scale));
        const real = Float64Array.from(weights);
        const rounded = roundChannel(real, scale, nearest, stored, matrix);
        const errors = (levels: Int32Array) => real.map((w, i) => levels[i] * scale - w);
        assert.ok(
          outputError(errors(rounded), matrix) <= outputError(errors(nearest), matrix) + 1e-9,
        );
        for (const [i, error] of errors(rounded).entries()) {
          assert.ok(Math.abs(error) <= scale * 1.0001, `weight ${i}`);
          assert.ok(rounded[i] >= stored.min && rounded[i] <= stored.max);
        }
      },
    ),
  );
});

test('by hand: two inputs that are always equal', () => {
  const moments = new Moments(2);
  moments.add(Float32Array.of(1, 1));
  moments.add(Float32Array.of(-1, -1));
  // Each weight alone rounds to 0; together they are nearer to 1.
  const rounded = roundChannel(
    Float64Array.of(0.4, 0.4),
    1,
    Int32Array.of(0, 0),
    { min: -7, max: 7 },
    moments.matrix(false),
  );
  assert.is(rounded[0] + rounded[1], 1);
  assert.equal([...moments.mean], [0, 0]);
});

test.run();
