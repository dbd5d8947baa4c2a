// The fast integer primitives against their definitions in BigInt, and the fixed-point functions
// against the real ones.

import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as k from '../../../kernels/index.js';

/** int32 with the values near the ends and near powers of two as likely as the rest. */
const int32 = fc.oneof(
  fc.integer(),
  fc.integer({ min: -1000, max: 1000 }),
  fc
    .tuple(fc.integer({ min: 0, max: 31 }), fc.integer({ min: -2, max: 2 }), fc.boolean())
    .map(([bit, delta, negative]) => ((negative ? -(2 ** bit) : 2 ** bit) + delta) | 0),
);
const multiplier = fc.oneof(fc.integer({ min: 2 ** 30, max: 2 ** 31 - 1 }), fc.constant(0));
const RUNS = { numRuns: 20_000 };

/** C's 64-bit division, which truncates. */
function highMul(a: number, b: number): number {
  if (a === k.INT32_MIN && b === k.INT32_MIN) return k.INT32_MAX;
  const product = BigInt(a) * BigInt(b);
  const nudge = product >= 0n ? 1n << 30n : 1n - (1n << 30n);
  return Number((product + nudge) / (1n << 31n));
}

function divideByPOT(x: number, exponent: number): number {
  const half = exponent === 0 ? 0n : 1n << BigInt(exponent - 1);
  const magnitude = (BigInt(Math.abs(x)) + half) >> BigInt(exponent);
  return x < 0 ? -Number(magnitude) : Number(magnitude);
}

test('saturatingRoundingDoublingHighMul equals its BigInt definition', () => {
  const property = fc.property(int32, int32, (a, b) => {
    assert.is(k.saturatingRoundingDoublingHighMul(a, b), highMul(a, b));
  });
  fc.assert(property, RUNS);
});

test('saturatingRoundingDoublingHighMul saturates its one overflow', () => {
  assert.is(k.saturatingRoundingDoublingHighMul(k.INT32_MIN, k.INT32_MIN), k.INT32_MAX);
});

test('roundingDivideByPOT rounds half away from zero', () => {
  const property = fc.property(int32, fc.integer({ min: 0, max: 31 }), (x, exponent) => {
    assert.is(k.roundingDivideByPOT(x, exponent) + 0, divideByPOT(x, exponent) + 0);
  });
  fc.assert(property, RUNS);
});

test('multiplyByQuantizedMultiplier rounds twice, a left shift wraps', () => {
  const property = fc.property(int32, multiplier, fc.integer({ min: -31, max: 30 }), (x, m, s) => {
    const shifted = s > 0 ? Number(BigInt.asIntN(32, BigInt(x) << BigInt(s))) : x;
    const expected = divideByPOT(highMul(shifted, m), Math.max(0, -s));
    assert.is(k.multiplyByQuantizedMultiplier(x, m, s) + 0, expected + 0);
  });
  fc.assert(property, RUNS);
});

test('the 16-bit products equal their definitions', () => {
  const int16 = fc.oneof(
    fc.integer({ min: -32768, max: 32767 }),
    fc.constantFrom(-32768, -32767, -1, 0, 1, 32767),
  );
  const property = fc.property(int16, int16, (a, b) => {
    const overflow = a === -32768 && b === -32768;
    const nudge = a * b >= 0 ? 1 << 14 : 1 - (1 << 14);
    const rounded = overflow ? 32767 : Math.trunc((a * b + nudge) / 32768);
    const truncated = overflow ? 32767 : Math.trunc((a * b) / 32768);
    assert.is(k.saturatingRoundingDoublingHighMul16(a, b) + 0, rounded + 0);
    assert.is(k.saturatingDoublingHighMul16(a, b) + 0, truncated + 0);
  });
  fc.assert(property, RUNS);
});

test('frexp splits exactly, subnormal numbers included', () => {
  const positive = fc.double({ min: 2 ** -1074, max: 2 ** 1000, noNaN: true });
  const property = fc.property(positive, (x) => {
    const { fraction, exponent } = k.frexp(x);
    assert.ok(fraction >= 0.5 && fraction < 1, `${x}: fraction ${fraction}`);
    const scaled = exponent < -1000 ? fraction * 2 ** -1000 * 2 ** (exponent + 1000) : undefined;
    assert.is(scaled ?? fraction * 2 ** exponent, x);
  });
  fc.assert(property, RUNS);
  for (let e = -1074; e < 1024; e++)
    assert.equal(k.frexp(2 ** e), { fraction: 0.5, exponent: e + 1 });
});

test('quantizeMultiplier is within half a unit of 2^-31 of the fraction', () => {
  const real = fc.double({ min: 2 ** -31, max: 2 ** 20, noNaN: true });
  const property = fc.property(real, (x) => {
    const { multiplier: m, shift } = k.quantizeMultiplier(x);
    assert.ok(m >= 2 ** 30 && m < 2 ** 31);
    assert.ok(Math.abs(m * 2 ** (shift - 31) - x) <= 2 ** (shift - 32));
  });
  fc.assert(property, RUNS);
});

test('quantizeMultiplier at its edges', () => {
  assert.equal(k.quantizeMultiplier(0), { multiplier: 0, shift: 0 });
  assert.equal(k.quantizeMultiplier(1), { multiplier: 2 ** 30, shift: 1 });
  assert.equal(k.quantizeMultiplier(1 - 2 ** -40), { multiplier: 2 ** 30, shift: 1 });
  assert.equal(k.quantizeMultiplier(2 ** -32), { multiplier: 2 ** 30, shift: -31 });
  assert.equal(k.quantizeMultiplier(2 ** -33), { multiplier: 0, shift: 0 });
});

test('roundHalfAway, where adding a half would already round', () => {
  assert.is(k.roundHalfAway(0.49999999999999994), 0);
  assert.is(k.roundHalfAway(-2.5), -3);
  assert.is(k.roundHalfAway(2.5), 3);
  assert.is(k.roundHalfAway(2 ** 52 + 1), 2 ** 52 + 1);
});

/** A raw value in Q`bits` as a real number. */
const real = (raw: number, bits: number): number => raw / 2 ** (31 - bits);

test('expOnNegativeValues is close to exp in every format', () => {
  const property = fc.property(
    fc.integer({ min: 0, max: 5 }),
    fc.integer({ min: k.INT32_MIN + 1, max: 0 }),
    (bits, raw) => {
      const error = real(k.expOnNegativeValues(raw, bits), 0) - Math.exp(real(raw, bits));
      assert.ok(Math.abs(error) < 1e-6, `exp(${real(raw, bits)}): off by ${error}`);
    },
  );
  fc.assert(property, RUNS);
});

test('tanhFixed and logisticFixed are close to the real functions', () => {
  const property = fc.property(fc.integer({ min: k.INT32_MIN + 1, max: k.INT32_MAX }), (raw) => {
    const x = real(raw, 4);
    const tanh = real(k.tanhFixed(raw, 4), 0);
    const logistic = real(k.logisticFixed(raw, 4), 0);
    assert.ok(Math.abs(tanh - Math.tanh(x)) < 1e-6, `tanh(${x})`);
    assert.ok(Math.abs(logistic - 1 / (1 + Math.exp(-x))) < 1e-6, `logistic(${x})`);
  });
  fc.assert(property, RUNS);
});

test('reciprocal is close to 1 / x', () => {
  const property = fc.property(fc.integer({ min: 1 << 19, max: k.INT32_MAX }), (raw) => {
    const { scale, bitsOverUnit } = k.reciprocal(raw, 12);
    const expected = 1 / real(raw, 12);
    assert.ok(Math.abs(real(scale, 0) * 2 ** -bitsOverUnit - expected) < 1e-6 * expected);
  });
  fc.assert(property, RUNS);
});

test.run();
