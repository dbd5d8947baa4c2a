/** VEC, DMA and host steps on random data against naive computations. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  averagePool2d,
  clamp,
  maxPool2d,
  multiplyByQuantizedMultiplier,
  prepareSoftmax,
  softmax,
  softmaxExpTable,
} from '../../../kernels/index.js';
import { createBoard } from '../../../simulator/index.js';
import { ProgramBuilder, place, random, randomBytes } from './programs.js';

const OUT = 32768;
const signed = (bytes: Uint8Array) => new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);

function run(builder: ProgramBuilder, inputs: readonly Uint8Array[]): Int8Array {
  return signed(createBoard(builder.object()).run(inputs)[0]);
}

test('vec.add, sub, mul, max, min: random boxes with broadcast', () => {
  const next = random(10);
  for (let round = 0; round < 150; round++) {
    const mnemonic = ['vec.add', 'vec.sub', 'vec.mul', 'vec.max', 'vec.min'][round % 5];
    const [d0, d1, d2] = [next(1, 4), next(1, 5), next(1, 20)];
    const inner = [next(0, 1), next(0, 1)];
    // Operand strides: dense or broadcast per dimension.
    const strides = inner.map((s2) => {
      const row = s2 === 0 ? 1 : d2;
      return [next(0, 1) * d1 * row, next(0, 1) * row];
    });
    const a = randomBytes(next, 1000);
    const b = randomBytes(next, 1000);
    const raw = mnemonic === 'vec.max' || mnemonic === 'vec.min';
    const rescales = mnemonic === 'vec.add' || mnemonic === 'vec.sub';
    const q = () => next(1 << 30, 0x7fffffff);
    const f = {
      in1_addr: 0,
      in2_addr: 1000,
      out_addr: OUT,
      d0,
      d1,
      d2,
      in1_stride0: strides[0][0],
      in1_stride1: strides[0][1],
      in1_stride2: inner[0],
      in2_stride0: strides[1][0],
      in2_stride1: strides[1][1],
      in2_stride2: inner[1],
      out_stride0: d1 * d2,
      out_stride1: d2,
      in1_zp: raw ? 0 : next(-128, 127),
      in2_zp: raw ? 0 : next(-128, 127),
      out_zp: raw ? 0 : next(-128, 127),
      in1_multiplier: rescales ? q() : 0,
      in2_multiplier: rescales ? q() : 0,
      out_multiplier: raw ? 0 : q(),
      in1_shift: rescales ? next(-4, 0) : 0,
      in2_shift: rescales ? next(-4, 0) : 0,
      out_shift: raw ? 0 : rescales ? next(-20, -17) : next(-10, -5),
      left_shift: rescales ? 20 : 0,
      act_min: next(-128, -100),
      act_max: next(100, 127),
    };
    const scaled = (value: number, zp: number, multiplier: number, shift: number) =>
      multiplyByQuantizedMultiplier((value - zp) << 20, multiplier, shift);
    const expected = new Int8Array(d0 * d1 * d2);
    for (let i = 0, at = 0; i < d0; i++) {
      for (let j = 0; j < d1; j++) {
        for (let k = 0; k < d2; k++, at++) {
          const x = signed(a)[i * f.in1_stride0 + j * f.in1_stride1 + k * f.in1_stride2];
          const y = signed(b)[i * f.in2_stride0 + j * f.in2_stride1 + k * f.in2_stride2];
          const sx = scaled(x, f.in1_zp, f.in1_multiplier, f.in1_shift);
          const sy = scaled(y, f.in2_zp, f.in2_multiplier, f.in2_shift);
          const value =
            mnemonic === 'vec.max'
              ? Math.max(x, y)
              : mnemonic === 'vec.min'
                ? Math.min(x, y)
                : f.out_zp +
                  multiplyByQuantizedMultiplier(
                    mnemonic === 'vec.mul'
                      ? (x - f.in1_zp) * (y - f.in2_zp)
                      : mnemonic === 'vec.add'
                        ? sx + sy
                        : sx - sy,
                    f.out_multiplier,
                    f.out_shift,
                  );
          expected[at] = clamp(value, f.act_min, f.act_max);
        }
      }
    }
    const builder = new ProgramBuilder().op('op').add(mnemonic, f);
    builder.inputs = [place('a', 0, [1000]), place('b', 1000, [1000])];
    builder.outputs = [place('out', OUT, [expected.length])];
    assert.equal(run(builder, [a, b]), expected, `${mnemonic}, round ${round}`);
  }
});

test('vec.lut: strided rows through a table', () => {
  const next = random(11);
  const table = randomBytes(next, 256);
  const input = randomBytes(next, 200);
  const builder = new ProgramBuilder().op('op').constant('t', table);
  builder.add(
    'vec.lut',
    {
      in_addr: 3,
      out_addr: OUT,
      d0: 2,
      d1: 3,
      d2: 5,
      in_stride0: 50,
      in_stride1: 9,
      out_stride0: 15,
      out_stride1: 5,
    },
    { lut_addr: 't' },
  );
  builder.inputs = [place('in', 0, [200])];
  builder.outputs = [place('out', OUT, [30])];
  const expected = Int8Array.from({ length: 30 }, (_, i) => {
    const at = 3 + Math.floor(i / 15) * 50 + Math.floor((i % 15) / 5) * 9 + (i % 5);
    return signed(table)[signed(input)[at] + 128];
  });
  assert.equal(run(builder, [input]), expected);
});

test('vec.pool_max and vec.pool_avg: random windows', () => {
  const next = random(12);
  for (let round = 0; round < 100; round++) {
    const [h, w, c] = [next(1, 10), next(1, 10), next(1, 12)];
    const [kh, kw, sh, sw] = [next(1, 4), next(1, 4), next(1, 5), next(1, 5)];
    const [padTop, padLeft] = [next(0, kh - 1), next(0, kw - 1)];
    const oh = Math.floor((h + padTop - 1) / sh) + 1;
    const ow = Math.floor((w + padLeft - 1) / sw) + 1;
    const input = randomBytes(next, h * w * c);
    const average = round % 2 === 1;
    const range = { min: next(-128, -60), max: next(60, 127) };
    const builder = new ProgramBuilder().op('op');
    builder.add(average ? 'vec.pool_avg' : 'vec.pool_max', {
      ifm_addr: 0,
      ofm_addr: OUT,
      pad_top: padTop,
      pad_left: padLeft,
      ifm_rows: h,
      ifm_cols: w,
      rows: oh,
      cols: ow,
      ifm_row_stride: w * c,
      ifm_col_stride: c,
      ofm_row_stride: ow * c,
      ofm_col_stride: c,
      kernel_h: kh,
      kernel_w: kw,
      channels: c,
      stride_h: sh,
      stride_w: sw,
      act_min: range.min,
      act_max: range.max,
    });
    builder.inputs = [place('in', 0, [h, w, c])];
    builder.outputs = [place('out', OUT, [oh, ow, c])];
    const expected = new Int8Array(oh * ow * c);
    const shape = {
      batches: 1,
      ifmHeight: h,
      ifmWidth: w,
      ifmChannels: c,
      ofmHeight: oh,
      ofmWidth: ow,
      filterHeight: kh,
      filterWidth: kw,
      strideY: sh,
      strideX: sw,
      padTop,
      padLeft,
    };
    (average ? averagePool2d : maxPool2d)(shape, range, signed(input), expected);
    assert.equal(run(builder, [input]), expected, `round ${round}`);
  }
});

test('vec.reduce_mean: kept and reduced extents with any strides', () => {
  const next = random(13);
  for (let round = 0; round < 40; round++) {
    const [h, w, c] = [next(1, 8), next(1, 8), next(1, 20)];
    const input = randomBytes(next, h * w * c);
    const channelsLast = round % 2 === 0;
    const f = {
      in_addr: 0,
      out_addr: OUT,
      in_zp: next(-128, 127),
      out_zp: next(-128, 127),
      multiplier: next(1 << 30, 0x7fffffff),
      shift: next(-8, -2),
      act_min: -128,
      act_max: 127,
      // Over rows and columns, or over channels.
      ...(channelsLast
        ? {
            k0: 1,
            k1: 1,
            k2: c,
            r0: h,
            r1: w,
            in_stride_k2: 1,
            in_stride_r0: w * c,
            in_stride_r1: c,
          }
        : {
            k0: 1,
            k1: h,
            k2: w,
            r0: 1,
            r1: c,
            in_stride_k1: w * c,
            in_stride_k2: c,
            in_stride_r1: 1,
          }),
      out_stride_k1: w,
      out_stride_k2: 1,
    };
    const count = channelsLast ? c : h * w;
    const sums = new Array<number>(count).fill(0);
    for (let i = 0; i < input.length; i++) {
      sums[channelsLast ? i % c : Math.floor(i / c)] += signed(input)[i] - f.in_zp;
    }
    const expected = Int8Array.from(sums, (s) =>
      clamp(multiplyByQuantizedMultiplier(s, f.multiplier, f.shift) + f.out_zp, -128, 127),
    );
    const builder = new ProgramBuilder().op('op').add('vec.reduce_mean', f);
    builder.inputs = [place('in', 0, [h, w, c])];
    builder.outputs = [place('out', OUT, [count])];
    assert.equal(run(builder, [input]), expected, `round ${round}`);
  }
});

test('vec.softmax: bit exact with the kernel', () => {
  const next = random(14);
  for (const depth of [1, 2, 10, 300]) {
    const p = prepareSoftmax(0.11);
    const table = new Uint8Array(softmaxExpTable(p).buffer);
    const rows = 3;
    const input = randomBytes(next, rows * depth);
    const builder = new ProgramBuilder().op('op').constant('t', table);
    builder.add(
      'vec.softmax',
      { in_addr: 0, out_addr: OUT, rows, depth, in_row_stride: depth, out_row_stride: depth },
      { table_addr: 't' },
    );
    builder.inputs = [place('in', 0, [rows, depth])];
    builder.outputs = [place('out', OUT, [rows, depth])];
    const expected = new Int8Array(rows * depth);
    softmax(p, depth, signed(input), expected);
    assert.equal(run(builder, [input]), expected, `depth ${depth}`);
  }
});

test('dma: transpose by element stride, fill of a border', () => {
  const next = random(15);
  const input = randomBytes(next, 6 * 9);
  const builder = new ProgramBuilder().op('op');
  builder.add('dma.copy', {
    src_addr: 0,
    dst_addr: OUT,
    run: 6,
    n1: 9,
    n2: 1,
    src_stride0: 9,
    src_stride1: 1,
    dst_stride0: 1,
    dst_stride1: 6,
  });
  builder.add('dma.fill', {
    dst_addr: OUT + 54,
    run: 2,
    n1: 3,
    n2: 2,
    value: -7,
    dst_stride0: 1,
    dst_stride1: 2,
    dst_stride2: 6,
  });
  builder.inputs = [place('in', 0, [6, 9])];
  builder.outputs = [place('out', OUT, [66])];
  const expected = Int8Array.from({ length: 66 }, (_, i) =>
    i < 54 ? signed(input)[(i % 6) * 9 + Math.floor(i / 6)] : -7,
  );
  assert.equal(run(builder, [input]), expected);
});

test('dma on a target with DRAM: out and back', () => {
  const next = random(16);
  const input = randomBytes(next, 100);
  const builder = new ProgramBuilder().op('op');
  builder.target = 'n1-1024';
  builder.scratch = [{ symbol: 'spill', bytes: 100 }];
  const shape = { run: 100, n1: 1, n2: 1, src_stride0: 1, dst_stride0: 1 };
  builder.add('dma.copy', { ...shape, src_addr: 0, dst_space: 1 }, { dst_addr: 'spill' });
  builder.add(
    'dma.copy',
    { ...shape, src_space: 1, dst_addr: OUT, wait_dma: 1 },
    { src_addr: 'spill' },
  );
  builder.inputs = [place('in', 0, [100])];
  builder.outputs = [place('out', OUT, [100])];
  assert.equal(run(builder, [input]), signed(input));
});

test('sys.host: waits for idle engines and runs the kernel', () => {
  const builder = new ProgramBuilder().op('op');
  builder.inputs = [place('in', 0, [4])];
  builder.outputs = [place('out', OUT, [4])];
  builder.hostCalls.push({
    kernel: 'negate',
    attributes: { by: 2 },
    inputs: [place('x', 64, [4])],
    outputs: [place('y', OUT, [4])],
    operations: 4,
    reason: 'test',
  });
  const shape = { run: 4, n1: 1, n2: 1, src_stride0: 1, dst_stride0: 1 };
  builder.add('dma.copy', { ...shape, src_addr: 0, dst_addr: 64 });
  builder.add('sys.host', { call: 0, idle_dma: 1 });
  const board = createBoard(builder.object(), {
    hostKernels: (kernel) =>
      kernel === 'negate'
        ? ({ by }, [x], [y]) => {
            for (let i = 0; i < 4; i++) y.bytes[i] = -signed(x.bytes)[i] * (by as number);
          }
        : undefined,
  });
  const [output] = board.run([Uint8Array.of(1, 2, 3, 4)]);
  assert.equal(signed(output), Int8Array.of(-2, -4, -6, -8));
  // 400 cycles for the call, 4 for each of 8 bytes, 2 for each of 4 operations.
  assert.is(board.report.busyCycles.host, 400 + 8 * 4 + 4 * 2);
});

test('a board runs many times, each from fresh memory', () => {
  const builder = new ProgramBuilder().op('op');
  const shape = { run: 8, n1: 1, n2: 1, src_stride0: 1, dst_stride0: 1 };
  builder.add('dma.copy', { ...shape, src_addr: 0, dst_addr: OUT });
  builder.inputs = [place('in', 0, [8])];
  builder.outputs = [place('out', OUT, [8])];
  const board = createBoard(builder.object());
  for (let i = 0; i < 5; i++) {
    const input = new Uint8Array(8).fill(i);
    assert.equal(board.run([input])[0], input);
  }
});

test('state tensors: fresh by default, kept when asked', () => {
  const builder = new ProgramBuilder().op('sum');
  const one = { d0: 1, d1: 1, d2: 4, in1_stride2: 1, in2_stride2: 1 };
  // Raw sums: rescaling by 2^-1 · 2, left shift 1.
  const neutral = { in1_multiplier: 1 << 30, in2_multiplier: 1 << 30, out_multiplier: 1 << 30 };
  builder.add('vec.add', {
    ...one,
    ...neutral,
    in2_addr: 64,
    out_addr: 64,
    left_shift: 2,
    act_min: -128,
    act_max: 127,
  });
  builder.inputs = [place('in', 0, [4])];
  builder.state = [{ ...place('total', 64, [4]), fill: 10 }];
  builder.outputs = [place('out', 64, [4])];
  const board = createBoard(builder.object());
  const input = Uint8Array.of(1, 2, 3, 4);
  const runs = [false, true, true, false].map((keepState) => [
    ...board.run([input], { keepState })[0],
  ]);
  assert.equal(runs, [
    [11, 12, 13, 14],
    [12, 14, 16, 18],
    [13, 16, 19, 22],
    [11, 12, 13, 14],
  ]);
});

test('op outputs are those of the moment the op ends', () => {
  const builder = new ProgramBuilder();
  const shape = { run: 8, n1: 1, n2: 1, src_stride0: 1, dst_stride0: 1 };
  builder.op('first', place('t', 64, [8])).add('dma.copy', { ...shape, src_addr: 0, dst_addr: 64 });
  builder
    .op('second', place('out', 64, [8]))
    .add('dma.fill', { dst_addr: 64, run: 8, n1: 1, n2: 1, dst_stride0: 1, value: 9, wait_dma: 1 });
  builder.inputs = [place('in', 0, [8])];
  builder.outputs = [place('out', 64, [8])];
  const seen: [number, number[]][] = [];
  createBoard(builder.object()).run([Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)], {
    onOpOutput: (op, bytes) => seen.push([op, [...bytes]]),
  });
  assert.equal(seen, [
    [0, [1, 2, 3, 4, 5, 6, 7, 8]],
    [1, new Array(8).fill(9)],
  ]);
});

test.run();
