// What the recorded vectors do not show: halves that callers use apart, edges of the preparation, and
// properties between kernels.

import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as k from '../../../kernels/index.js';

const int8Array = (length: number): fc.Arbitrary<Int8Array> =>
  fc.int8Array({ minLength: length, maxLength: length });

/** A convolution's parameters and data from a few small sizes. */
const conv = fc
  .record({
    ifmHeight: fc.integer({ min: 1, max: 5 }),
    ifmWidth: fc.integer({ min: 1, max: 5 }),
    ifmChannels: fc.integer({ min: 1, max: 6 }),
    ofmChannels: fc.integer({ min: 1, max: 6 }),
    filterHeight: fc.integer({ min: 1, max: 3 }),
    filterWidth: fc.integer({ min: 1, max: 3 }),
    stride: fc.integer({ min: 1, max: 2 }),
    dilation: fc.integer({ min: 1, max: 2 }),
    ifmZeroPoint: fc.integer({ min: -128, max: 127 }),
  })
  .map(({ stride, dilation, ...sizes }): k.Conv2dParams => {
    const y = k.spatialPadding('SAME', sizes.ifmHeight, sizes.filterHeight, stride, dilation);
    const x = k.spatialPadding('SAME', sizes.ifmWidth, sizes.filterWidth, stride, dilation);
    return {
      ...sizes,
      batches: 1,
      ofmHeight: y.size,
      ofmWidth: x.size,
      strideY: stride,
      strideX: stride,
      dilationY: dilation,
      dilationX: dilation,
      padTop: y.before,
      padLeft: x.before,
    };
  });
const convCase = conv.chain((p) =>
  fc.record({
    p: fc.constant(p),
    ifm: int8Array(p.ifmHeight * p.ifmWidth * p.ifmChannels),
    filter: int8Array(p.ofmChannels * p.filterHeight * p.filterWidth * p.ifmChannels),
    bias: fc.int32Array({ minLength: p.ofmChannels, maxLength: p.ofmChannels }),
  }),
);

const ofmSize = (p: k.Conv2dShape): number => p.ofmHeight * p.ofmWidth * p.ofmChannels;

/** The definition, one tap at a time. */
function plainConv(p: k.Conv2dParams, ifm: Int8Array, filter: Int8Array, acc: Int32Array): void {
  for (let oy = 0; oy < p.ofmHeight; oy++)
    for (let ox = 0; ox < p.ofmWidth; ox++)
      for (let o = 0; o < p.ofmChannels; o++)
        for (let ky = 0; ky < p.filterHeight; ky++)
          for (let kx = 0; kx < p.filterWidth; kx++)
            for (let c = 0; c < p.ifmChannels; c++) {
              const y = oy * p.strideY - p.padTop + ky * p.dilationY;
              const x = ox * p.strideX - p.padLeft + kx * p.dilationX;
              if (y < 0 || y >= p.ifmHeight || x < 0 || x >= p.ifmWidth) continue;
              const tap = ((o * p.filterHeight + ky) * p.filterWidth + kx) * p.ifmChannels + c;
              const value = ifm[(y * p.ifmWidth + x) * p.ifmChannels + c] - p.ifmZeroPoint;
              acc[(oy * p.ofmWidth + ox) * p.ofmChannels + o] += value * filter[tap];
            }
}

test('conv2dAccumulate equals the definition, one tap at a time', () => {
  const property = fc.property(convCase, ({ p, ifm, filter, bias }) => {
    const fast = k.biasAccumulators(ofmSize(p), bias);
    const plain = fast.slice();
    k.conv2dAccumulate(p, ifm, filter, fast);
    plainConv(p, ifm, filter, plain);
    assert.equal(fast, plain);
  });
  fc.assert(property, { numRuns: 500 });
});

/** The filter's channels [from, to) as a filter of its own. */
function filterChunk(p: k.Conv2dParams, filter: Int8Array, from: number, to: number): Int8Array {
  const taps = filter.length / p.ifmChannels;
  const chunk = new Int8Array(taps * (to - from));
  for (let t = 0; t < taps; t++) {
    chunk.set(filter.subarray(t * p.ifmChannels + from, t * p.ifmChannels + to), t * (to - from));
  }
  return chunk;
}

test('conv2dAccumulate over chunks of input channels equals one pass', () => {
  const property = fc.property(convCase, fc.nat(), ({ p, ifm, filter, bias }, seed) => {
    const cut = seed % (p.ifmChannels + 1);
    const whole = k.biasAccumulators(ofmSize(p), bias);
    const parts = whole.slice();
    k.conv2dAccumulate(p, ifm, filter, whole);
    for (const [from, to] of [
      [0, cut],
      [cut, p.ifmChannels],
    ]) {
      const chunk = { ...p, firstChannel: from, filterChannels: to - from };
      k.conv2dAccumulate(chunk, ifm, filterChunk(p, filter, from, to), parts);
    }
    assert.equal(parts, whole);
  });
  fc.assert(property, { numRuns: 500 });
});

test('a grouped convolution with one channel a group is the depthwise convolution', () => {
  const property = fc.property(convCase, ({ p, ifm, filter, bias }) => {
    const q = { ...p, ofmChannels: p.ifmChannels };
    const taps = p.filterHeight * p.filterWidth;
    const hwo = filter.subarray(0, taps * p.ifmChannels);
    if (hwo.length < taps * p.ifmChannels) return;
    const ohwi = new Int8Array(hwo.length);
    k.transpose([taps, p.ifmChannels], [1, 0], hwo, ohwi);
    const channelBias = Int32Array.from({ length: p.ifmChannels }, (_, c) => bias[0] + c);
    const grouped = k.biasAccumulators(ofmSize(q), channelBias);
    const depthwise = grouped.slice();
    k.conv2dAccumulate({ ...q, groups: p.ifmChannels }, ifm, ohwi, grouped);
    k.depthwiseConv2dAccumulate({ ...q, depthMultiplier: 1 }, ifm, hwo, depthwise);
    assert.equal(depthwise, grouped);
  });
  fc.assert(property, { numRuns: 500 });
});

test('a depthwise convolution over blocks of channels equals one pass', () => {
  const property = fc.property(convCase, fc.nat(), ({ p, ifm, filter, bias }, seed) => {
    const m = 1 + (seed % 2);
    const q = { ...p, ofmChannels: p.ifmChannels * m, depthMultiplier: m };
    const taps = p.filterHeight * p.filterWidth;
    const hwo = Int8Array.from(
      { length: taps * q.ofmChannels },
      (_, i) => filter[i % filter.length],
    );
    const whole = new Int32Array(ofmSize(q)).fill(bias[0]);
    k.depthwiseConv2dAccumulate(q, ifm, hwo, whole);
    for (let c = 0; c < p.ifmChannels; c++) {
      const block = { ...q, ofmChannels: m, firstChannel: c };
      const acc = new Int32Array(ofmSize(block)).fill(bias[0]);
      k.depthwiseConv2dAccumulate(block, ifm, filterBlock(hwo, q.ofmChannels, c * m, m), acc);
      assert.equal(acc, filterBlock(whole, q.ofmChannels, c * m, m));
    }
  });
  fc.assert(property, { numRuns: 300 });
});

/** Columns [from, from + count) of a matrix of rows of `width`. */
function filterBlock<T extends Int8Array | Int32Array>(
  data: T,
  width: number,
  from: number,
  count: number,
): T {
  return data.filter((_, i) => i % width >= from && i % width < from + count) as T;
}

/** The softmax definition without a table: exp twice an element, as the reference writes it. */
function plainSoftmax(p: k.SoftmaxParams, row: Int8Array): Int8Array {
  const max = Math.max(...row);
  const exp = (x: number): number => {
    const scaled = k.saturatingRoundingDoublingHighMul((x - max) << p.shift, p.multiplier);
    return k.expOnNegativeValues(scaled, 5);
  };
  let sum = 0;
  for (const x of row) if (x - max >= p.diffMin) sum += k.roundingDivideByPOT(exp(x), 12);
  const { scale, bitsOverUnit } = k.reciprocal(sum, 12);
  return row.map((x) => {
    if (x - max < p.diffMin) return -128;
    const share = k.saturatingRoundingDoublingHighMul(scale, exp(x));
    return k.clamp(k.roundingDivideByPOT(share, bitsOverUnit + 23) - 128, -128, 127);
  });
}

test('softmax through the 256-entry table equals the definition without it', () => {
  const property = fc.property(
    fc.int8Array({ minLength: 1, maxLength: 40 }),
    fc.double({ min: 1e-4, max: 2, noNaN: true }),
    (row, scale) => {
      const p = k.prepareSoftmax(scale);
      const ofm = new Int8Array(row.length);
      k.softmax(p, row.length, row, ofm);
      assert.equal(ofm, plainSoftmax(p, row));
    },
  );
  fc.assert(property, { numRuns: 3000 });
});

test('a table of a unary function is the function on every value', () => {
  const fn = k.tanh(k.prepareSigmoid({ scale: 0.03, zeroPoint: 7 }));
  const every = Int8Array.from({ length: 256 }, (_, i) => i - 128);
  const ofm = new Int8Array(256);
  k.applyTable(k.unaryTable(fn), every, ofm);
  assert.equal(Array.from(ofm), Array.from(every, fn));
});

test('requantizeOutput: one multiplier serves all channels, several serve one each', () => {
  const output = { scale: 0.5, zeroPoint: 3 };
  const acc = Int32Array.of(100, 200, -100, 30000);
  const ofm = new Int8Array(4);
  k.requantizeOutput(k.outputStage([0.5], output), 2, acc, ofm);
  assert.equal(Array.from(ofm), [53, 103, -47, 127]);
  k.requantizeOutput(k.outputStage([0.5, 0.25], output, 'RELU'), 2, acc, ofm);
  assert.equal(Array.from(ofm), [53, 53, 3, 127]);
});

test('activation ranges round half away from zero and stay inside int8', () => {
  const q = { scale: 0.1, zeroPoint: -128 };
  assert.equal(k.activationRange('NONE', q), { min: -128, max: 127 });
  assert.equal(k.activationRange('RELU', q), { min: -128, max: 127 });
  assert.equal(k.activationRange('RELU6', q), { min: -128, max: -68 });
  assert.equal(k.activationRange('RELU_N1_TO_1', { scale: 0.4, zeroPoint: 0 }), {
    min: -3,
    max: 3,
  });
});

test('prepareMean folds 1/N into the multiplier, truncating', () => {
  const q = { scale: 1, zeroPoint: 0 };
  const p = k.prepareMean(q, q, 3);
  assert.equal([p.multiplier, p.shift], [Math.floor(2 ** 31 / 3), 0]);
});

test('FULLY_CONNECTED multiplies its scales in float32, a convolution in float64', () => {
  const output = { scale: 0.1, zeroPoint: 0 };
  const differs = [0.1, 0.3, 0.7].some((s) => {
    const fc32 = k.prepareFullyConnected(s, 0.013, output).multipliers[0];
    return fc32 !== k.prepareConv(s, [0.013], output).multipliers[0];
  });
  assert.ok(differs);
});

test('scales that the reference aborts on are refused with a reason', () => {
  const wide = { scale: 1000, zeroPoint: 0 };
  const fine = { scale: 1e-5, zeroPoint: 0 };
  assert.throws(() => k.prepareAdd(wide, wide, fine), /output scale 0.00001 is below/);
  assert.throws(() => k.prepareHardSwish(wide, fine), /HARD_SWISH output scale/);
});

test('quantizeF32 rounds half away, saturates, and gives NaN a meaning', () => {
  const ofm = new Int8Array(6);
  const ifm = Float32Array.of(0.25, -0.25, 1e9, Number.NEGATIVE_INFINITY, Number.NaN, 0);
  k.quantizeF32({ scale: 0.5, zeroPoint: 10 }, ifm, ofm);
  assert.equal(Array.from(ofm), [11, 9, 127, -128, 10, 10]);
});

test('broadcastShape refuses what does not stretch', () => {
  assert.equal(k.broadcastShape([2, 1, 3], [4, 1]), [2, 4, 3]);
  assert.throws(() => k.broadcastShape([2], [3]), /do not broadcast/);
});

test('spatialPadding SAME puts the odd element after', () => {
  assert.equal(k.spatialPadding('SAME', 4, 2, 1), { size: 4, before: 0, after: 1 });
  assert.equal(k.spatialPadding('SAME', 7, 3, 2), { size: 4, before: 1, after: 1 });
  assert.equal(k.spatialPadding('VALID', 7, 3, 2), { size: 3, before: 0, after: 0 });
  assert.equal(k.spatialPadding('VALID', 7, 3, 1, 2), { size: 3, before: 0, after: 0 });
});

test('transpose undone is the identity', () => {
  const shape = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
  const property = fc.property(shape, fc.nat(), (dims, seed) => {
    const perm = dims.map((_, d) => (d + seed) % dims.length);
    const back = perm.map((_, d) => perm.indexOf(d));
    const ifm = Int32Array.from({ length: k.elementCount(dims) }, (_, i) => i);
    const there = new Int32Array(ifm.length);
    const again = new Int32Array(ifm.length);
    k.transpose(dims, perm, ifm, there);
    k.transpose(
      perm.map((d) => dims[d]),
      back,
      there,
      again,
    );
    assert.equal(again, ifm);
  });
  fc.assert(property);
});

test.run();
