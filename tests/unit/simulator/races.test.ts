/**
 * Random programs on all engines. With every wait that its memory needs, a program gives what its
 * instructions give one after the other. With waits left out, it gives the same or it is refused.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createBoard, SimulatorFault } from '../../../simulator/index.js';
import { ProgramBuilder, place, random, randomBytes } from './programs.js';

const SIZE = 96;
type Engine = 'dma' | 'mac' | 'vec';

interface Operation {
  readonly engine: Engine;
  readonly reads: readonly [number, number][];
  readonly write: [number, number];
  emit(builder: ProgramBuilder, waits: Record<string, number>): void;
  apply(memory: Int8Array): void;
}

const TABLE = Int8Array.from({ length: 256 }, (_, i) => ((i * 37) % 256) - 128);

function randomOperation(next: (low: number, high: number) => number): Operation {
  const n = next(1, 24);
  const a = next(0, SIZE - n);
  const to = next(0, SIZE - n);
  switch (next(0, 4)) {
    case 0: {
      const value = next(-128, 127);
      return {
        engine: 'dma',
        reads: [],
        write: [to, n],
        emit: (b, waits) =>
          b.add('dma.fill', {
            run: n,
            n1: 1,
            n2: 1,
            dst_stride0: 1,
            dst_addr: to,
            value,
            ...waits,
          }),
        apply: (m) => m.fill(value, to, to + n),
      };
    }
    case 1:
      return {
        engine: 'dma',
        reads: [[a, n]],
        write: [to, n],
        emit: (b, waits) =>
          b.add('dma.copy', {
            run: n,
            n1: 1,
            n2: 1,
            src_stride0: 1,
            dst_stride0: 1,
            src_addr: a,
            dst_addr: to,
            ...waits,
          }),
        apply: (m) => m.set(m.slice(a, a + n), to),
      };
    case 2:
      return {
        engine: 'vec',
        reads: [[a, n]],
        write: [to, n],
        emit: (b, waits) =>
          b.add(
            'vec.lut',
            { in_addr: a, out_addr: to, d0: 1, d1: 1, d2: n, ...waits },
            { lut_addr: 'table' },
          ),
        apply: (m) =>
          m.set(
            m.slice(a, a + n).map((v) => TABLE[v + 128]),
            to,
          ),
      };
    case 3: {
      const c = next(0, SIZE - n);
      return {
        engine: 'vec',
        reads: [
          [a, n],
          [c, n],
        ],
        write: [to, n],
        emit: (b, waits) =>
          b.add('vec.max', {
            in1_addr: a,
            in2_addr: c,
            out_addr: to,
            d0: 1,
            d1: 1,
            d2: n,
            in1_stride2: 1,
            in2_stride2: 1,
            act_min: -128,
            act_max: 127,
            ...waits,
          }),
        apply: (m) => {
          const other = m.slice(c, c + n);
          m.set(
            m.slice(a, a + n).map((v, i) => Math.max(v, other[i])),
            to,
          );
        },
      };
    }
    default: {
      // 1×1 convolution from one channel to one, weight 2, halved again: a copy.
      return {
        engine: 'mac',
        reads: [[a, n]],
        write: [to, n],
        emit: (b, waits) =>
          b.mac(
            'mac.conv',
            {
              ic: 1,
              oc: 1,
              rows: 1,
              cols: n,
              ifm_rows: 1,
              ifm_cols: n,
              ifm_addr: a,
              ifm_col_stride: 1,
              ifm_row_stride: n,
              ofm_addr: to,
              ofm_col_stride: 1,
              ofm_row_stride: n,
              ...waits,
            },
            { symbol: 'two', at: () => 2 },
          ),
        apply: (m) => m.set(m.slice(a, a + n), to),
      };
    }
  }
}

/** VEC and DMA may write in place or elsewhere, but not a little beside their operand. */
function legalOperation(next: (low: number, high: number) => number): Operation {
  for (;;) {
    const operation = randomOperation(next);
    const { engine, reads, write } = operation;
    if (engine === 'mac' || reads.every((r) => r[0] === write[0] || !overlap(r, write))) {
      return operation;
    }
  }
}

const overlap = (p: readonly [number, number], q: readonly [number, number]) =>
  p[0] < q[0] + q[1] && q[0] < p[0] + p[1];

/** The latest instruction of each engine that the operation must wait for, as counts. */
function neededWaits(operations: readonly Operation[], index: number): Record<Engine, number> {
  const waits = { dma: 0, mac: 0, vec: 0 };
  const counts = { dma: 0, mac: 0, vec: 0 };
  const self = operations[index];
  for (const other of operations.slice(0, index)) {
    counts[other.engine]++;
    const depends =
      overlap(self.write, other.write) ||
      self.reads.some((r) => overlap(r, other.write)) ||
      other.reads.some((r) => overlap(r, self.write));
    if (depends) waits[other.engine] = counts[other.engine];
  }
  return waits;
}

function build(operations: readonly Operation[], waits: readonly Record<Engine, number>[]) {
  const builder = new ProgramBuilder().op('all').constant('table', new Uint8Array(TABLE.buffer));
  builder.sramBytes = SIZE;
  builder.inputs = [place('in', 0, [SIZE])];
  builder.outputs = [place('out', 0, [SIZE])];
  for (const [i, operation] of operations.entries()) {
    const w = waits[i];
    operation.emit(builder, { wait_dma: w.dma, wait_mac: w.mac, wait_vec: w.vec });
  }
  return builder.object();
}

test('1,500 random programs: right with their waits, right or refused without some', () => {
  const next = random(2024);
  let refused = 0;
  for (let round = 0; round < 1500; round++) {
    const operations = Array.from({ length: next(2, 20) }, () => legalOperation(next));
    const waits = operations.map((_, i) => neededWaits(operations, i));
    const input = randomBytes(next, SIZE);
    const memory = new Int8Array(input.slice().buffer);
    for (const operation of operations) operation.apply(memory);
    const expected = new Uint8Array(memory.buffer);
    const right = createBoard(build(operations, waits));
    assert.equal(right.run([input])[0], expected, `round ${round}`);

    const fewer = waits.map((w) => {
      const kept = { ...w };
      if (next(0, 2) === 0) kept[(['dma', 'mac', 'vec'] as const)[next(0, 2)]] = 0;
      return kept;
    });
    try {
      const board = createBoard(build(operations, fewer));
      assert.equal(board.run([input])[0], expected, `round ${round} with fewer waits`);
    } catch (error) {
      if (!(error instanceof SimulatorFault)) throw error;
      assert.match(error.message, /data race/);
      refused++;
    }
  }
  assert.ok(refused > 100, `${refused} refused`);
});

test.run();
