// Ranges and thresholds: laws that hold for any data, and cases worked out by hand.
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  chosenRange,
  Histogram,
  METHODS,
  parametersFor,
  quantizeValue,
  RangeObserver,
  squaredError,
  storedRange,
} from '../../../quantization/index.js';

const real = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const formats = fc.record({
  bits: fc.constantFrom(4, 8, 16),
  isSymmetric: fc.boolean(),
  powerOfTwo: fc.boolean(),
});

test('0 is exact, and a value within the range comes back within half a step', () => {
  fc.assert(
    fc.property(
      real,
      real,
      formats,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (a, b, format, t) => {
        const range = { min: Math.min(a, b), max: Math.max(a, b) };
        const parameters = parametersFor(range, format);
        const { scale, zeroPoint } = parameters;
        const stored = storedRange(format);
        assert.ok(scale > 0 && Number.isInteger(zeroPoint));
        assert.is(scale * (quantizeValue(0, parameters, stored) - zeroPoint), 0);
        if (format.powerOfTwo && range.max > range.min) {
          assert.ok(Number.isInteger(Math.log2(scale)), `${scale}`);
        }
        const x = range.min + t * (range.max - range.min);
        const back = scale * (quantizeValue(x, parameters, stored) - zeroPoint);
        // A zero point that is rounded moves the ends by up to half a step.
        const tolerance = Math.max(scale * 1.001, 1e-35);
        assert.ok(Math.abs(back - x) <= tolerance, `${x} became ${back}, step ${scale}`);
      },
    ),
  );
});

test('by hand: 0 … 6 in 8 bits, and a tie goes to even', () => {
  const { scale, zeroPoint } = parametersFor({ min: 0, max: 6 }, { bits: 8, isSymmetric: false });
  assert.is(scale, Math.fround(6 / 255));
  assert.is(zeroPoint, -128);
  const stored = { min: -128, max: 127 };
  assert.is(quantizeValue(2.5, { scale: 1, zeroPoint: 0 }, stored), 2);
  assert.is(quantizeValue(3.5, { scale: 1, zeroPoint: 0 }, stored), 4);
  assert.is(quantizeValue(1e9, { scale: 1, zeroPoint: 0 }, stored), 127);
  assert.throws(() => parametersFor({ min: 0, max: Infinity }, { bits: 8, isSymmetric: true }));
});

/** Many values around 0 and few far out. */
function heavyTailed(): { observed: RangeObserver; histogram: Histogram } {
  const values = Float32Array.from({ length: 20_000 }, (_, i) =>
    i % 5000 === 0 ? 100 : Math.sin(i) * Math.cos(i * 7.3),
  );
  const observed = new RangeObserver();
  observed.observe(values);
  const histogram = new Histogram(observed.range);
  histogram.observe(values);
  return { observed, histogram };
}

test('every method stays within what was seen; those that clip have a smaller error on tails', () => {
  const { observed, histogram } = heavyTailed();
  const format = { bits: 4, isSymmetric: false };
  const errorOf = (method: (typeof METHODS)[number]) => {
    const range = chosenRange(method, observed, histogram, format);
    assert.ok(
      range.min >= observed.min && range.max <= observed.max && range.min < range.max,
      method,
    );
    return squaredError(histogram, range, format);
  };
  const whole = errorOf('minmax');
  for (const method of METHODS) errorOf(method);
  assert.ok(errorOf('mse') <= whole);
  for (const other of METHODS) assert.ok(errorOf('mse') <= errorOf(other) + 1e-9, other);
});

test('a constant tensor, an empty one, and numbers that are none', () => {
  const observed = new RangeObserver();
  assert.equal(observed.range, { min: 0, max: 0 });
  observed.observe(new Float32Array(3));
  const histogram = new Histogram(observed.range);
  histogram.observe(new Float32Array(3));
  for (const method of METHODS) {
    const range = chosenRange(method, observed, histogram, { bits: 8, isSymmetric: false });
    assert.equal(range, { min: 0, max: 0 });
    assert.is(parametersFor(range, { bits: 8, isSymmetric: false }).scale, 1);
  }
  assert.throws(() => observed.observe(Float32Array.of(1, Number.NaN)), /not a number/);
  assert.throws(() => observed.observe(Float32Array.of(Infinity)), /infinite/);
});

test.run();
