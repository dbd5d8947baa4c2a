/** Cycles of tiny programs, worked out by hand from docs/npu/timing.md. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createBoard } from '../../../simulator/index.js';
import { Clock, Port } from '../../../simulator/ports.js';
import { ProgramBuilder, place } from './programs.js';

const LINE = { run: 8, n1: 1, n2: 1, src_stride0: 1, dst_stride0: 1 };

function board(builder: ProgramBuilder) {
  return createBoard(builder.object());
}

test('sys.end alone: 8 bytes of command and the latency of flash', () => {
  assert.is(board(new ProgramBuilder()).report.cycles, 8 + 64);
});

test('dma.fill: command 32 bytes, one beat, write latency, pipeline', () => {
  const builder = new ProgramBuilder().op('op');
  builder.add('dma.fill', { run: 8, n1: 1, n2: 1, dst_stride0: 1 });
  assert.is(board(builder).report.cycles, 32 + 64 + 1 + 32 + 4);
});

test('dma.copy from flash: a byte a cycle, both latencies, pipeline', () => {
  const builder = new ProgramBuilder().op('op').constant('c', new Uint8Array(100));
  builder.add('dma.copy', { ...LINE, run: 100, src_space: 1 }, { src_addr: 'c' });
  assert.is(board(builder).report.cycles, 48 + 64 + 100 + 64 + 32 + 4);
});

test('vec.lut: the table comes first, then lanes, then read and write latency', () => {
  const builder = new ProgramBuilder().op('op').constant('t', new Uint8Array(256));
  builder.inputs = [place('in', 0, [8])];
  builder.add('vec.lut', { out_addr: 8, d0: 1, d1: 1, d2: 8 }, { lut_addr: 't' });
  const once = 44 + 64 + (256 + 64) + (1 + 8) + 2 * 32;
  assert.is(board(builder).report.cycles, once);
  // A second use of the table fetches nothing: only its own lanes, behind the first.
  const twice = new ProgramBuilder().op('op').constant('t', new Uint8Array(256));
  twice.inputs = builder.inputs;
  twice.add('vec.lut', { out_addr: 8, d0: 1, d1: 1, d2: 8 }, { lut_addr: 't' });
  twice.add('vec.lut', { out_addr: 16, d0: 1, d1: 1, d2: 8 }, { lut_addr: 't' });
  assert.is(board(twice).report.cycles, once + 1 + 8);
});

/** 8×8 pixels of 8 channels to 8 channels, 1×1. */
const BLOCK = {
  ic: 8,
  oc: 8,
  rows: 8,
  cols: 8,
  ifm_rows: 8,
  ifm_cols: 8,
  ifm_row_stride: 64,
  ifm_col_stride: 8,
  ofm_row_stride: 64,
  ofm_col_stride: 8,
};
const stream = { symbol: 'w', at: () => 1 };

function oneBlock(): ProgramBuilder {
  const builder = new ProgramBuilder().op('conv', place('out', 512, [8, 8, 8]));
  builder.inputs = [place('in', 0, [8, 8, 8])];
  builder.outputs = [place('out', 512, [8, 8, 8])];
  return builder.mac('mac.conv', { ...BLOCK, ofm_addr: 512 }, stream);
}

test('mac.conv: command, weights, array, output stage, one after the other', () => {
  const command = 64 + 64;
  const weights = 80 + 64 + 64; // parameters, weights, latency: longer than the patch's 64 + 32
  const array = 64 + 8;
  const store = 64 + 32;
  const { report } = board(oneBlock());
  assert.is(report.cycles, command + weights + array + store);
  assert.is(report.macs, 64 * 8 * 8);
  assert.is(report.busyCycles.mac, array);
  assert.equal(report.trafficBytes, { sram: 512 + 512, offChip: 64 + 8 + 144 });
  assert.is(report.perOp[0].macs, 4096);
  assert.is(report.perOp[0].boundBy, 'latency');
});

test('two blocks overlap: load under compute, compute under store', () => {
  const builder = new ProgramBuilder().op('conv');
  builder.inputs = [place('in', 0, [16, 8, 8])];
  builder.outputs = [place('out', 1024, [16, 8, 8])];
  builder.mac('mac.conv', { ...BLOCK, ofm_addr: 1024, keep_weights: 1 }, stream);
  builder.mac('mac.conv', { ...BLOCK, ifm_addr: 512, ofm_addr: 1536, reuse_weights: 1 }, stream);
  const { report, timing } = board(builder);
  // From cycle 128 sys.end's 8 bytes share flash with the weights: the 144 bytes end at 280.
  const firstCompute = 280 + 64;
  const spans = (stage: string) =>
    timing.spans.filter((s) => s.stage === stage).map((s) => [s.step, s.start, s.end]);
  assert.equal(spans('load'), [
    [0, 128, 192],
    [1, 192, 256],
  ]);
  assert.equal(spans('compute'), [
    [0, firstCompute, firstCompute + 72],
    [1, firstCompute + 72, firstCompute + 144],
  ]);
  assert.equal(spans('store'), [
    [0, firstCompute + 72, firstCompute + 136],
    [1, firstCompute + 144, firstCompute + 208],
  ]);
  assert.is(report.cycles, firstCompute + 144 + 64 + 32);
});

test('a pixel lane more halves the array time', () => {
  const builder = oneBlock();
  builder.target = 'n1-128';
  assert.is(board(builder).report.busyCycles.mac, 32 + 8);
});

test('mac.dwconv: four taps of eight channels a cycle', () => {
  const builder = new ProgramBuilder().op('dw');
  builder.inputs = [place('in', 0, [8, 8, 8])];
  const { ic: _, ...block } = BLOCK;
  builder.mac(
    'mac.dwconv',
    {
      ...block,
      kernel_h: 3,
      kernel_w: 3,
      pad_top: 1,
      pad_left: 1,
      depth_multiplier: 1,
      ofm_addr: 512,
    },
    stream,
  );
  assert.is(board(builder).report.busyCycles.mac, 64 * 3 + 8);
});

test('a stream longer than the weight buffer flows through it at the rate of flash', () => {
  const builder = new ProgramBuilder().op('fc');
  builder.inputs = [place('in', 0, [512])];
  builder.mac(
    'mac.conv',
    { ic: 512, oc: 16, rows: 1, cols: 1, ifm_rows: 1, ifm_cols: 1, ofm_addr: 1024 },
    { symbol: 'w', at: () => 1 },
  );
  const { report } = board(builder);
  const bytes = 16 * 10 + 16 * 512;
  // sys.end's 8 bytes went out before the first weights; the last chunk's share of the array is the
  // last to run, and two words of output.
  assert.ok(report.cycles > 128 + bytes + 64, `${report.cycles}`);
  assert.ok(report.cycles < 128 + bytes + 64 + 100, `${report.cycles}`);
});

test('table fetches of the MAC engine: once for neighbours with the same table', () => {
  const builder = new ProgramBuilder().op('conv').constant('t', new Uint8Array(256));
  builder.inputs = [place('in', 0, [16, 8, 8])];
  for (const i of [0, 1, 2]) {
    builder.mac(
      'mac.conv',
      {
        ...BLOCK,
        ofm_addr: 1024 + 512 * i,
        lut: 1,
        keep_weights: i < 2 ? 1 : 0,
        reuse_weights: i > 0 ? 1 : 0,
      },
      stream,
      { lut_addr: 't' },
    );
  }
  assert.is(board(builder).report.trafficBytes.offChip, 3 * 64 + 8 + 144 + 256);
});

test('engines run at the same time', () => {
  const alone = oneBlock();
  const both = oneBlock().constant('c', new Uint8Array(8));
  both.add('dma.copy', { ...LINE, dst_addr: 2048, src_space: 1 }, { src_addr: 'c' });
  const extra = board(both).report.cycles - board(alone).report.cycles;
  // Only the command and the 8 bytes share flash; the rest hides behind the block.
  assert.ok(extra <= 48 + 8, `${extra}`);
});

test('waits order engines; a wait on the own engine holds the next block back', () => {
  const free = new ProgramBuilder().op('conv');
  free.inputs = [place('in', 0, [16, 8, 8])];
  const chained = new ProgramBuilder().op('conv');
  chained.inputs = free.inputs;
  for (const [builder, wait_mac] of [
    [free, 0],
    [chained, 1],
  ] as const) {
    builder.mac('mac.conv', { ...BLOCK, ofm_addr: 1024, keep_weights: 1 }, stream);
    builder.mac('mac.conv', { ...BLOCK, ofm_addr: 1536, reuse_weights: 1, wait_mac }, stream);
  }
  // Load (64 + 32) and compute of the second block come after the first one's write (64 + 32).
  assert.is(board(chained).report.cycles - board(free).report.cycles, 96 + 96);
});

test("ports: max-min fair shares under each flow's own maximum", () => {
  const port = new Port(1);
  const ended: string[] = [];
  port.start(10, 0.2, () => ended.push('slow'));
  port.start(8, Number.POSITIVE_INFINITY, () => ended.push('a'));
  port.start(16, Number.POSITIVE_INFINITY, () => ended.push('b'));
  assert.is(port.untilNext(), 8 / 0.4);
  for (const action of port.advance(20)) action();
  assert.equal(ended, ['a']);
  assert.is(port.untilNext(), 10); // b: 8 left at 0.8
});

test('clock: timers of one moment run oldest first', () => {
  const clock = new Clock(1);
  const seen: number[] = [];
  clock.after(5, () => seen.push(1));
  clock.after(2, () => seen.push(0));
  clock.after(5, () => seen.push(2));
  while (clock.step()) {
    // to the end
  }
  assert.equal(seen, [0, 1, 2]);
  assert.is(clock.now, 5);
});

test('cycles per op add up to the whole, and the trace has every stage', () => {
  const b = board(oneBlock());
  const last = Math.max(...b.timing.retired.slice(0, -1));
  assert.is(
    b.report.perOp.reduce((n, op) => n + op.cycles, 0),
    last,
  );
  const names = new Set(
    b
      .trace()
      .traceEvents.filter((e) => e.ph === 'X')
      .map((e) => e.cat),
  );
  assert.equal([...names].sort(), ['compute', 'fetch', 'load', 'store', 'weights']);
  assert.ok(b.report.rooflineCycles <= b.report.cycles);
});

test('tokens wrap after 2^16 instructions', () => {
  const builder = new ProgramBuilder().op('op');
  builder.inputs = [place('in', 0, [8])];
  const count = 70000;
  for (let i = 0; i < count; i++) {
    builder.add('dma.fill', { run: 1, n1: 1, n2: 1, dst_stride0: 1, dst_addr: 8, wait_dma: i });
  }
  assert.is(createBoard(builder.object()).report.instructions.dma, count);
});

test.run();
