/** Targets, cost formulas, weight streams and block checks. */
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  allTargets,
  blockFits,
  checkBlock,
  energyOf,
  formatLimits,
  getTarget,
  instructionCost,
  internalBufferBytes,
  packWeights,
  peakMacsPerCycle,
  rooflineCycles,
  totalEnergy,
  unpackWeights,
} from '../../../target/index.js';

test('targets: peak, and internal buffers within their budget', () => {
  const expected = [
    ['n1-64', 64, 16],
    ['n1-128', 128, 24],
    ['n1-256', 256, 48],
    ['n1-1024', 1024, 192],
  ] as const;
  assert.equal(
    allTargets().map((t) => t.name),
    expected.map((e) => e[0]),
  );
  for (const [name, macs, kib] of expected) {
    const target = getTarget(name);
    assert.is(peakMacsPerCycle(target), macs);
    assert.ok(internalBufferBytes(target) <= kib * 1024, `${name}: ${internalBufferBytes(target)}`);
  }
});

test('an unknown target names the nearest and the list', () => {
  assert.throws(
    () => getTarget('n1-12'),
    /unknown target 'n1-12'; did you mean 'n1-128'\? Targets: n1-64, n1-128, n1-256, n1-1024/,
  );
});

test('format limits follow from the field widths', () => {
  const limits = formatLimits();
  assert.is(limits.kernel, 255);
  assert.is(limits.pad, 255);
  assert.is(limits.rowStride, 2 ** 24 - 1);
});

test('weight stream: byte order of a block of nine channels', () => {
  const stream = packWeights({
    oc: 9,
    k: 2,
    at: (o, k) => 10 * k + o,
    parameters: {
      bias: [-1, 2 ** 31, ...new Array<number>(7).fill(0)],
      multiplier: [0x40000000, ...new Array<number>(8).fill(1)],
      shift: [-5, ...new Array<number>(8).fill(0)],
    },
  });
  assert.equal([...stream.subarray(0, 10)], [255, 255, 255, 255, 255, 0, 0, 0, 64, 251]);
  assert.equal([...stream.subarray(10, 20)], [0, 0, 0, 128, 0, 1, 0, 0, 0, 0]);
  assert.equal(
    [...stream.subarray(90)],
    [0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17, 8, 18],
  );
});

test('weight stream: unpack ∘ pack is the identity', () => {
  const int = (bits: number) => fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 12 }),
      fc.boolean(),
      fc.infiniteStream(int(8)),
      fc.infiniteStream(int(32)),
      (oc, k, first, bytes, words) => {
        const take = <T>(stream: Iterator<T>, n: number) =>
          Array.from({ length: n }, () => stream.next().value as T);
        const weights = take(bytes, oc * k);
        const parameters = {
          bias: take(words, oc).map((b) => b * 100),
          multiplier: take(words, oc),
          shift: take(bytes, oc).map((b) => Math.max(-31, Math.min(30, b))),
        };
        const stream = packWeights({
          oc,
          k,
          at: (o, i) => weights[o * k + i],
          ...(first ? { parameters } : {}),
        });
        const back = unpackWeights(stream, oc, k, first);
        assert.equal([...back.weights], weights);
        if (first) {
          assert.equal([...back.parameters!.bias], parameters.bias);
          assert.equal([...back.parameters!.multiplier], parameters.multiplier);
          assert.equal([...back.parameters!.shift], parameters.shift);
        } else assert.is(back.parameters, undefined);
      },
    ),
  );
});

test('weight stream: what does not fit is an error', () => {
  const parameters = { bias: [0], multiplier: [0], shift: [0] };
  const pack = (change: object) => () =>
    packWeights({ oc: 1, k: 1, at: () => 0, parameters: { ...parameters, ...change } });
  assert.throws(
    () => packWeights({ oc: 1, k: 1, at: () => 128 }),
    /weight 128 of output channel 0/,
  );
  assert.throws(pack({ bias: [2 ** 39] }), /does not fit int40/);
  assert.throws(pack({ multiplier: [2 ** 31] }), /does not fit int32/);
  assert.throws(pack({ shift: [31] }), /outside -31 … 30/);
  assert.throws(() => unpackWeights(new Uint8Array(5), 2, 2, false), /has 5 bytes, expected 4/);
});

const CONV = {
  ifm_addr: 0,
  ifm_row_stride: 160,
  ifm_col_stride: 16,
  ifm_rows: 10,
  ifm_cols: 10,
  ofm_addr: 2048,
  ofm_row_stride: 64,
  ofm_col_stride: 8,
  rows: 8,
  cols: 8,
  ic: 16,
  oc: 8,
  kernel_h: 3,
  kernel_w: 3,
  stride_h: 1,
  stride_w: 1,
  dilation_h: 1,
  dilation_w: 1,
  first: 1,
  last: 1,
  weights_bytes: 8 * (144 + 10),
  act_min: -128,
  act_max: 127,
  pad_top: 0,
  pad_left: 0,
};

test('cost of a convolution block, by hand', () => {
  const cost = instructionCost(getTarget('n1-64'), {
    mnemonic: 'mac.conv',
    fields: {
      ...CONV,
      reuse_ifm: 0,
      reuse_weights: 0,
      weights_in_sram: 0,
      lut: 0,
      weights_addr: 0,
      lut_addr: 0,
    },
  });
  assert.is(cost.macs, 64 * 8 * 144);
  assert.is(cost.computeCycles, 64 * 1 * 18 + 8);
  assert.is(cost.loadBeats, (10 * 10 * 16) / 8);
  assert.is(cost.storeBeats, 64);
  assert.is(cost.storeCycles, 64);
  assert.is(cost.offChipBytes, 1232);
  assert.is(cost.commandBytes, 64);
});

test('cost of VEC instructions, by hand', () => {
  const target = getTarget('n1-64');
  const cost = (mnemonic: string, fields: Record<string, number>) =>
    instructionCost(target, { mnemonic, fields });
  const box = {
    d0: 1,
    d1: 1,
    d2: 64,
    in1_stride2: 1,
    in2_stride2: 1,
    in1_addr: 0,
    in2_addr: 64,
    out_addr: 128,
    in1_stride0: 0,
    in1_stride1: 0,
    in2_stride0: 0,
    in2_stride1: 0,
    out_stride0: 0,
    out_stride1: 0,
  };
  assert.is(cost('vec.add', box).computeCycles, 3 * 8 + 8);
  assert.is(cost('vec.add', box).loadBeats, 16);
  assert.is(cost('vec.max', box).computeCycles, 8 + 8);
  const pool = {
    ifm_addr: 0,
    ofm_addr: 1024,
    rows: 4,
    cols: 4,
    kernel_h: 2,
    kernel_w: 2,
    stride_h: 2,
    stride_w: 2,
    pad_top: 0,
    pad_left: 0,
    ifm_rows: 8,
    ifm_cols: 8,
    ifm_row_stride: 128,
    ifm_col_stride: 16,
    ofm_row_stride: 64,
    ofm_col_stride: 16,
    channels: 16,
  };
  assert.is(cost('vec.pool_max', pool).computeCycles, 16 * 2 * 4 + 8);
  assert.is(cost('vec.pool_avg', pool).computeCycles, 16 * 2 * (4 + 4) + 8);
  assert.is(cost('vec.pool_max', pool).loadBeats, 64 * 2);
  const soft = {
    in_addr: 0,
    out_addr: 64,
    rows: 2,
    depth: 10,
    in_row_stride: 16,
    out_row_stride: 16,
    table_addr: 0,
  };
  assert.is(cost('vec.softmax', soft).computeCycles, 2 * (3 * 2 + 32) + 8);
  assert.is(cost('vec.softmax', soft).loadBeats, 3 * 2 * 2);
  assert.is(cost('vec.softmax', soft).tableBytes, 1024);
  const mean = {
    in_addr: 0,
    out_addr: 512,
    k0: 1,
    k1: 1,
    k2: 16,
    r0: 4,
    r1: 4,
    in_stride_k0: 0,
    in_stride_k1: 0,
    in_stride_k2: 1,
    in_stride_r0: 64,
    in_stride_r1: 16,
    out_stride_k0: 0,
    out_stride_k1: 0,
    out_stride_k2: 1,
  };
  assert.is(cost('vec.reduce_mean', mean).computeCycles, 16 * 2 + 2 + 8);
});

test('DRAM transfers are charged in whole access units', () => {
  const target = getTarget('n1-1024');
  const cost = instructionCost(target, {
    mnemonic: 'dma.copy',
    fields: {
      src_space: 1,
      src_addr: 30,
      dst_space: 0,
      dst_addr: 0,
      run: 4,
      n1: 2,
      n2: 1,
      src_stride0: 1,
      src_stride1: 100,
      src_stride2: 0,
      dst_stride0: 1,
      dst_stride1: 4,
      dst_stride2: 0,
    },
  });
  // 30 … 34 touches two units of 32; 130 … 134 one.
  assert.is(cost.offChipBytes, 96);
});

test('checkBlock: what fits, and what does not', () => {
  const target = getTarget('n1-64');
  const check = (fields: Record<string, number>) =>
    checkBlock(target, { mnemonic: 'mac.conv', fields: { ...CONV, ...fields } });
  assert.is(check({}), undefined);
  assert.ok(blockFits(target, 'mac.conv', { ...CONV, keep_weights: 0, reuse_weights: 0 }));
  assert.match(check({ weights_bytes: 7 })!, /weights_bytes is 7, the block's stream has 1232/);
  assert.match(check({ rows: 0 })!, /rows is 0, expected at least 1/);
  assert.match(check({ act_min: 5, act_max: 4 })!, /act_min 5 is above act_max 4/);
  assert.match(check({ act_max: 300 })!, /outside int8/);
  assert.match(check({ reserved: 1 })!, /reserved is 1, expected 0/);
  assert.match(check({ kernel_h: 256 })!, /kernel_h is 256, outside 0 … 255/);
  assert.match(check({ ofm_addr: 131000 })!, /writes SRAM up to address/);
  assert.match(check({ ofm_row_stride: 8 })!, /lie over each other/);
  const copy = (dst_addr: number) =>
    checkBlock(target, {
      mnemonic: 'dma.copy',
      fields: {
        run: 8,
        n1: 2,
        n2: 1,
        src_stride0: 1,
        src_stride1: 16,
        dst_stride0: 1,
        dst_stride1: 16,
        dst_addr,
      },
    });
  assert.is(copy(0), undefined);
  assert.is(copy(8), undefined); // between the rows of the source
  assert.match(
    copy(4)!,
    /its result at 0x4 lies over its operand at 0x0, but not in the same place/,
  );
  assert.match(
    checkBlock(target, { mnemonic: 'vec.max', fields: { d0: 1, d1: 1, d2: 1, out_shift: 1 } })!,
    /out_shift is 1, expected 0: vec\.max does not use it/,
  );
});

test('roofline and energy', () => {
  const target = getTarget('n1-64');
  assert.is(rooflineCycles(target, { macs: 6400, sramBytes: 80, offChipBytes: 99 }), 100);
  assert.is(rooflineCycles(target, { macs: 6400, sramBytes: 8080, offChipBytes: 99 }), 1010);
  const events = {
    macs: 1000,
    laneOperations: 0,
    sramBytes: 0,
    bufferBytes: 0,
    offChipBytes: 0,
    cycles: 0,
    hostCycles: 0,
  };
  assert.is(totalEnergy(energyOf(target, events)), (1000 * 300) / 1e9);
});

test.run();
