/** Every fault: one sentence that names the instruction, where it is and what it did. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createBoard, SimulatorFault } from '../../../simulator/index.js';
import { readObject } from '../../../target/index.js';
import { ProgramBuilder, place, random, randomBytes } from './programs.js';

const LINE = { run: 8, n1: 1, n2: 1, src_stride0: 1, dst_stride0: 1 };
const BLOCK = {
  ic: 8,
  oc: 8,
  rows: 8,
  cols: 8,
  ifm_rows: 8,
  ifm_cols: 8,
  ifm_row_stride: 64,
  ifm_col_stride: 8,
  ofm_addr: 1024,
  ofm_row_stride: 64,
  ofm_col_stride: 8,
};
const stream = { symbol: 'w', at: () => 1 };

function base(): ProgramBuilder {
  const builder = new ProgramBuilder().op('layer1');
  builder.sramBytes = 4096;
  builder.inputs = [place('in', 0, [8, 8, 8])];
  return builder;
}

function faults(build: () => unknown, expected: RegExp): void {
  assert.throws(build, (error: unknown) => {
    assert.instance(error, SimulatorFault);
    assert.match((error as Error).message, expected);
    return true;
  });
}

/** The object with its commands changed, past the loader's checksum. */
function patched(builder: ProgramBuilder, change: (words: Uint32Array) => Uint32Array | undefined) {
  const object = readObject(builder.object());
  const commands = object.commands.slice();
  return { ...object, commands: change(commands) ?? commands };
}

test('read of SRAM that nothing wrote', () => {
  const builder = base().add('dma.copy', { ...LINE, src_addr: 600, dst_addr: 1024 });
  faults(
    () => createBoard(builder.object()),
    /^instruction 0 \(dma\.copy at 0x0, layer1\): reads sram 0x258, which nothing before it writes$/,
  );
});

test('access beyond SRAM and beyond the program in flash', () => {
  const fill = { run: 8, n1: 1, n2: 1, dst_stride0: 1 };
  faults(
    () =>
      createBoard(
        base()
          .add('dma.fill', { ...fill, dst_addr: 4090 })
          .object(),
      ),
    /instruction 0 .*writes SRAM up to address 0x1002, the SRAM ends at 0x1000/,
  );
  faults(
    () =>
      createBoard(
        base()
          .add('dma.copy', { ...LINE, src_space: 1, src_addr: 4000 })
          .object(),
      ),
    /reads flash up to address 0xfa8, the flash ends at 0x/,
  );
});

test('write to flash', () => {
  faults(
    () =>
      createBoard(
        base()
          .add('dma.copy', { ...LINE, dst_space: 1, dst_addr: 64 })
          .object(),
      ),
    /n1-64's flash cannot be written/,
  );
});

test('write over the program in DRAM', () => {
  const builder = base().add('dma.copy', { ...LINE, dst_space: 1, dst_addr: 0 });
  builder.target = 'n1-1024';
  faults(() => createBoard(builder.object()), /writes dram at 0x0, where the program lies/);
});

test('unknown opcode, wrong length, instruction cut short', () => {
  const builder = () => base().add('dma.copy', { ...LINE, dst_addr: 1024 });
  const change = (at: number, value: number) => (words: Uint32Array) => {
    words[at] = value;
    return undefined;
  };
  faults(
    () => createBoard(patched(builder(), change(0, 0x00000cff))),
    /instruction 0 at 0x0: unknown opcode 0xff/,
  );
  faults(
    () => createBoard(patched(builder(), change(0, 0x00000b30))),
    /dma\.copy: length is 11 words, expected 12/,
  );
  faults(
    () => createBoard(patched(builder(), (w) => w.slice(0, 5))),
    /12 words expected, the command stream has only 5/,
  );
});

test('no sys.end, and words after it', () => {
  const builder = () => base().add('dma.copy', { ...LINE, dst_addr: 1024 });
  faults(() => createBoard(patched(builder(), (w) => w.slice(0, 12))), /no sys\.end/);
  faults(
    () => createBoard(patched(builder(), (w) => Uint32Array.of(...w, ...w.slice(12)))),
    /2 words follow it, expected none/,
  );
});

test('a block that exceeds a buffer', () => {
  const big = (fields: Record<string, number>, expected: RegExp) =>
    faults(
      () =>
        createBoard(
          base()
            .mac('mac.conv', { ...BLOCK, ...fields }, stream)
            .object(),
        ),
      expected,
    );
  big({ cols: 16 }, /the output block has 1024 values, the accumulators hold 512/);
  big(
    { oc: 65, rows: 1, cols: 1 },
    /the block has 65 output channels, the parameter buffer holds 64/,
  );
  big(
    { ic: 4000, rows: 1, cols: 1 },
    /the input patch has 4000 bytes, the input buffer holds 3328/,
  );
  big(
    { ic: 600, rows: 1, cols: 1, keep_weights: 1 },
    /the kept weight stream has 4880 bytes, the weight buffer holds 3584/,
  );
});

test('token deadlock names who waits for what', () => {
  const builder = base().add('dma.copy', { ...LINE, dst_addr: 1024, wait_mac: 1 });
  faults(
    () => createBoard(builder.object(true)),
    /^token deadlock at cycle \d+: instruction 0 \(dma\.copy at 0x0, layer1\) waits for mac token 1 \(at 0\); instruction 1 \(sys\.end at 0x30\) waits for idle engines$/,
  );
});

test('more instructions than the limit', () => {
  const builder = base().add('dma.copy', { ...LINE, dst_addr: 1024 });
  faults(() => createBoard(builder.object(), { instructionLimit: 1 }), /more than 1 instructions/);
});

test('a missing wait is a race, whatever the data', () => {
  const program = (wait_mac: number) => {
    const builder = base().op('conv').mac('mac.conv', BLOCK, stream);
    builder.op('copy').add('dma.copy', { ...LINE, src_addr: 1024, dst_addr: 2048, wait_mac });
    builder.outputs = [place('out', 2048, [8])];
    return builder.object();
  };
  createBoard(program(1));
  faults(
    () => createBoard(program(0)),
    /^instruction 1 \(dma\.copy at 0x40, copy\): data race on sram 0x400 … 0x408: .*a wait is missing$/,
  );
  // The data show it too: the copy saw the memory before the block was written.
  const input = randomBytes(random(1), 512);
  const right = createBoard(program(1)).run([input])[0];
  const wrong = createBoard(program(0), { allowRaces: true }).run([input])[0];
  assert.equal(wrong, new Uint8Array(8));
  assert.not.equal(right, wrong);
});

test('overwriting what another engine still reads is a race', () => {
  const program = (wait_mac: number) => {
    const builder = base().mac('mac.conv', BLOCK, stream);
    builder.add('dma.fill', { run: 512, n1: 1, n2: 1, dst_stride0: 1, value: 1, wait_mac });
    builder.outputs = [place('out', 1024, [8, 8, 8])];
    return builder.object();
  };
  createBoard(program(1));
  faults(() => createBoard(program(0)), /mac\.conv.*data race on sram 0x0 … 0x200/);
});

test('an output that nothing writes', () => {
  const builder = base();
  builder.outputs = [place('out', 2048, [8])];
  faults(() => createBoard(builder.object()), /output 'out': sram 0x800 is never written/);
});

test('chains and reuse that do not fit together', () => {
  const two = (a: Record<string, number>, b: Record<string, number>, expected: RegExp) => {
    const builder = base().mac('mac.conv', { ...BLOCK, ...a }, stream);
    const second = b.first === 0 ? { symbol: 'w2', at: () => 1 } : stream;
    builder.mac('mac.conv', { ...BLOCK, ...b }, second);
    faults(() => createBoard(builder.object()), expected);
  };
  two(
    { last: 0 },
    {},
    /instruction 1 .*'first' is set inside a chain that instruction 0 left open/,
  );
  two({}, { first: 0 }, /instruction 1 .*'first' is not set, but no chain of chunks is open/);
  two({ last: 0 }, { first: 0, rows: 4 }, /rows is 4, its chain of chunks began with 8/);
  two({}, { reuse_weights: 1 }, /the instruction before does not keep them/);
  two({ keep_weights: 1 }, {}, /instruction 0 keeps its weights, but this one does not reuse them/);
  two(
    {},
    { reuse_ifm: 1, ifm_cols: 7 },
    /reuses the input patch of instruction 0, but ifm_cols differs/,
  );
  faults(
    () =>
      createBoard(
        base()
          .mac('mac.conv', { ...BLOCK, last: 0 }, stream)
          .object(),
      ),
    /the chain of chunks has no end/,
  );
});

test('host calls: unknown index, unknown kernel', () => {
  faults(
    () => createBoard(base().add('sys.host', { call: 3 }).object()),
    /calls host kernel 3, the object has 0/,
  );
  const builder = base().add('sys.host', { call: 0 });
  builder.hostCalls.push({
    kernel: 'nms',
    attributes: {},
    inputs: [],
    outputs: [],
    operations: 0,
    reason: '',
  });
  const board = createBoard(builder.object());
  faults(() => board.run([new Uint8Array(512)]), /the host has no kernel 'nms'/);
});

test('inputs of the wrong number or size', () => {
  const board = createBoard(base().object());
  faults(() => board.run([]), /0 inputs given, the program has 1/);
  faults(
    () => board.run([new Uint8Array(5)]),
    /input 'in' has 5 bytes, expected 512 \(\[8,8,8\] of int8\)/,
  );
});

test('random commands never give anything but a fault', () => {
  const next = random(77);
  const builder = base().mac('mac.conv', BLOCK, stream).constant('t', new Uint8Array(1024));
  builder.add('vec.lut', { out_addr: 2048, d0: 1, d1: 1, d2: 8 }, { lut_addr: 't' });
  builder.add(
    'vec.softmax',
    { out_addr: 2048, rows: 1, depth: 8, wait_vec: 1 },
    { table_addr: 't' },
  );
  builder.add('vec.reduce_mean', {
    out_addr: 2050,
    k0: 1,
    k1: 1,
    k2: 1,
    r0: 1,
    r1: 8,
    in_stride_r1: 1,
    wait_vec: 2,
  });
  builder.add('dma.copy', { ...LINE, dst_addr: 3000 });
  const object = readObject(builder.object());
  const input = randomBytes(next, 512);
  let ran = 0;
  for (let round = 0; round < 2000; round++) {
    const commands = object.commands.slice();
    for (let i = next(1, 3); i > 0; i--) {
      commands[next(0, commands.length - 1)] ^= 1 << next(0, 31);
    }
    try {
      createBoard({ ...object, commands }).run([input]);
      ran++;
    } catch (error) {
      if (!(error instanceof SimulatorFault)) throw error;
    }
  }
  assert.ok(ran > 0 && ran < 2000, `${ran} ran`);
});

test.run();
