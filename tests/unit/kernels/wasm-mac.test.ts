// The WebAssembly loops against the plain kernels, on random shapes: equal to the bit.
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  Arena,
  conv2d,
  conv2dF32,
  depthwiseConv2d,
  depthwiseConv2dF32,
  fitsLoops,
  fullyConnected,
  fullyConnectedF32,
  type Mac,
  type MacRun,
  outputStage,
  placeConv2d,
  placeDepthwiseConv2d,
  placeFullyConnected,
} from '../../../kernels/index.js';

const int = (min: number, max: number) => fc.integer({ min, max });

/** A small generator, so that one seed fills the tensors of a case. */
function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/** A convolution whose windows all touch the picture, with some border. */
const shapes = fc
  .record({
    batches: int(1, 2),
    groups: int(1, 3),
    depth: int(1, 9),
    perGroup: int(1, 19),
    ofmHeight: int(1, 6),
    ofmWidth: int(1, 11),
    filterHeight: int(1, 4),
    filterWidth: int(1, 4),
    strideY: int(1, 3),
    strideX: int(1, 3),
    dilationY: int(1, 3),
    dilationX: int(1, 3),
    border: fc.boolean(),
    spare: int(0, 3),
  })
  .map(({ depth, perGroup, groups, border, spare, ...s }) => {
    const reach = (o: number, stride: number, k: number, d: number) =>
      (o - 1) * stride + (k - 1) * d + 1;
    const padTop = border ? Math.min(1, (s.filterHeight - 1) * s.dilationY) : 0;
    const padLeft = border ? Math.min(2, (s.filterWidth - 1) * s.dilationX) : 0;
    const height = reach(s.ofmHeight, s.strideY, s.filterHeight, s.dilationY);
    const width = reach(s.ofmWidth, s.strideX, s.filterWidth, s.dilationX);
    return {
      ...s,
      groups,
      ifmChannels: groups * depth,
      ofmChannels: groups * perGroup,
      padTop,
      padLeft,
      ifmHeight: border ? Math.max(1, height - padTop - 1) : height + spare,
      ifmWidth: border ? Math.max(1, width - padLeft - 2) : width + spare,
    };
  });

const multipliers = fc.record({
  seed: int(0, 2 ** 31 - 1),
  exponent: int(-18, 3),
  ifmZeroPoint: int(-128, 127),
  zeroPoint: int(-128, 127),
  bounds: fc
    .tuple(int(-128, 127), int(-128, 127))
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)]),
  isPerChannel: fc.boolean(),
  hasBias: fc.boolean(),
});

/** Runs a placed operator on a tensor. */
function run<T extends Int8Array | Uint8Array | Float32Array>(
  arena: Arena,
  place: () => MacRun,
  ifm: T,
  ofm: T,
): T {
  const placed = place();
  const [ifmAt, ofmAt] = [arena.place(ifm), arena.reserve(ofm.byteLength + 32)];
  arena.commit();
  const bytes = new Uint8Array(arena.buffer);
  // What lies behind the result stays as it is.
  bytes.fill(0xa5, ofmAt, ofmAt + ofm.byteLength + 32);
  placed(ifmAt, ofmAt);
  placed(ifmAt, ofmAt);
  assert.ok(
    bytes.subarray(ofmAt + ofm.byteLength, ofmAt + ofm.byteLength + 32).every((b) => b === 0xa5),
  );
  new Uint8Array(ofm.buffer).set(bytes.subarray(ofmAt, ofmAt + ofm.byteLength));
  return ofm;
}

test('int8 convolution', () => {
  fc.assert(
    fc.property(shapes, multipliers, (p, m) => {
      const next = random(m.seed);
      const int8 = (length: number) => Int8Array.from({ length }, () => next());
      const ifm = int8(p.batches * p.ifmHeight * p.ifmWidth * p.ifmChannels);
      const filter = int8(
        (p.ofmChannels * p.filterHeight * p.filterWidth * p.ifmChannels) / p.groups,
      );
      const bias = m.hasBias
        ? Int32Array.from({ length: p.ofmChannels }, () => (next() | 0) >> 12)
        : undefined;
      const reals = Array.from(
        { length: m.isPerChannel ? p.ofmChannels : 1 },
        () => (1 + next() / 2 ** 32) * 2 ** (m.exponent - (next() % 3)),
      );
      const stage = {
        ...outputStage(reals, { scale: 1, zeroPoint: m.zeroPoint }),
        min: m.bounds[0],
        max: m.bounds[1],
      };
      const size = p.batches * p.ofmHeight * p.ofmWidth * p.ofmChannels;
      const wanted = new Int8Array(size);
      conv2d({ ...p, ifmZeroPoint: m.ifmZeroPoint }, stage, ifm, filter, bias, wanted);
      const arena = new Arena();
      const mac: Mac = {
        type: 'int8',
        ifmZeroPoint: m.ifmZeroPoint,
        filter,
        filterZeroPoint: 0,
        bias,
        stage,
      };
      assert.ok(fitsLoops(mac));
      const found = run(arena, () => placeConv2d(arena, p, mac), ifm, new Int8Array(size));
      assert.equal(found, wanted);
    }),
    { numRuns: 300 },
  );
});

test('int8 depthwise convolution', () => {
  fc.assert(
    fc.property(shapes, multipliers, ({ groups: _, ...shape }, m) => {
      const p = { ...shape, ofmChannels: shape.ifmChannels };
      const next = random(m.seed);
      const int8 = (length: number) => Int8Array.from({ length }, () => next());
      const ifm = int8(p.batches * p.ifmHeight * p.ifmWidth * p.ifmChannels);
      const filter = int8(p.filterHeight * p.filterWidth * p.ofmChannels);
      const bias = Int32Array.from({ length: p.ofmChannels }, () => (next() | 0) >> 12);
      const stage = outputStage(
        Array.from({ length: p.ofmChannels }, () => (1 + next() / 2 ** 32) * 2 ** m.exponent),
        { scale: 1, zeroPoint: m.zeroPoint },
      );
      const size = p.batches * p.ofmHeight * p.ofmWidth * p.ofmChannels;
      const wanted = new Int8Array(size);
      const params = { ...p, ifmZeroPoint: m.ifmZeroPoint, depthMultiplier: 1 };
      depthwiseConv2d(params, stage, ifm, filter, bias, wanted);
      const arena = new Arena();
      const mac: Mac = {
        type: 'int8',
        ifmZeroPoint: m.ifmZeroPoint,
        filter,
        filterZeroPoint: 0,
        bias,
        stage,
      };
      const found = run(arena, () => placeDepthwiseConv2d(arena, p, mac), ifm, new Int8Array(size));
      assert.equal(found, wanted);
    }),
    { numRuns: 300 },
  );
});

test('int8 matrix product, with a filter zero point', () => {
  fc.assert(
    fc.property(
      int(1, 6),
      int(1, 70),
      int(1, 20),
      multipliers,
      int(-128, 127),
      (batches, inputs, outputs, m, filterZeroPoint) => {
        const next = random(m.seed);
        const int8 = (length: number) => Int8Array.from({ length }, () => next());
        const [ifm, filter] = [int8(batches * inputs), int8(outputs * inputs)];
        const stage = outputStage([1.37 * 2 ** m.exponent], { scale: 1, zeroPoint: m.zeroPoint });
        const { ifmZeroPoint } = m;
        const wanted = new Int8Array(batches * outputs);
        const p = { batches, inputs, outputs };
        const params = { ...p, ifmZeroPoint, filterZeroPoint };
        fullyConnected(params, stage, ifm, filter, undefined, wanted);
        const arena = new Arena();
        const mac: Mac = {
          type: 'int8',
          ifmZeroPoint,
          filter,
          filterZeroPoint,
          bias: undefined,
          stage,
        };
        const place = () => placeFullyConnected(arena, p, mac);
        assert.equal(run(arena, place, ifm, new Int8Array(wanted.length)), wanted);
      },
    ),
    { numRuns: 200 },
  );
});

test('float32: convolution, depthwise convolution, matrix product', () => {
  fc.assert(
    fc.property(shapes, int(0, 2 ** 31 - 1), fc.boolean(), (p, seed, hasBias) => {
      const next = random(seed);
      const floats = (length: number) =>
        Float32Array.from({ length }, () => (next() / 2 ** 32 - 0.5) * 8);
      const range = { min: -3, max: Number.POSITIVE_INFINITY };
      const ifm = floats(p.batches * p.ifmHeight * p.ifmWidth * p.ifmChannels);
      const bias = hasBias ? floats(p.ofmChannels) : undefined;
      const filter = floats(
        (p.ofmChannels * p.filterHeight * p.filterWidth * p.ifmChannels) / p.groups,
      );
      const size = p.batches * p.ofmHeight * p.ofmWidth * p.ofmChannels;
      const wanted = new Float32Array(size);
      conv2dF32(p, range, ifm, filter, bias, wanted);
      const arena = new Arena();
      const mac: Mac = { type: 'float32', filter, bias, range };
      const conv = run(arena, () => placeConv2d(arena, p, mac), ifm, new Float32Array(size));
      assert.equal(conv, wanted);

      const lanes = { ...p, ofmChannels: p.ifmChannels };
      const taps = floats(p.filterHeight * p.filterWidth * p.ifmChannels);
      const depthwise = new Float32Array((size / p.ofmChannels) * p.ifmChannels);
      depthwiseConv2dF32({ ...lanes, depthMultiplier: 1 }, range, ifm, taps, undefined, depthwise);
      const other = new Arena();
      const lanesMac: Mac = { type: 'float32', filter: taps, bias: undefined, range };
      const place = () => placeDepthwiseConv2d(other, lanes, lanesMac);
      assert.equal(run(other, place, ifm, new Float32Array(depthwise.length)), depthwise);
    }),
    { numRuns: 300 },
  );
  const p = { batches: 3, inputs: 17, outputs: 11 };
  const [ifm, filter] = [new Float32Array(51).fill(0.3), new Float32Array(187).fill(0.7)];
  const range = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
  const wanted = new Float32Array(33);
  fullyConnectedF32(p, range, ifm, filter, undefined, wanted);
  const arena = new Arena();
  const mac: Mac = { type: 'float32', filter, bias: undefined, range };
  const found = run(arena, () => placeFullyConnected(arena, p, mac), ifm, new Float32Array(33));
  assert.equal(found, wanted);
});

test.run();
