/** The object file: round trip, readelf, and every damage is one sentence. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  disassemble,
  listing,
  ObjectError,
  opAt,
  type Program,
  readObject,
  type TensorPlace,
  writeObject,
} from '../../../target/index.js';

function place(name: string, address: number): TensorPlace {
  return {
    name,
    space: 'sram',
    address,
    shape: [2, 4],
    type: 'int8',
    scales: [0.5],
    zeroPoints: [-3],
  };
}

function program(): Program {
  const fill = { run: 8, n1: 1, n2: 1, dst_stride0: 1 };
  return {
    target: 'n1-64',
    producer: 'test 1',
    model: 'tiny',
    sramBytes: 64,
    instructions: [
      {
        mnemonic: 'vec.lut',
        fields: { out_addr: 8, d0: 1, d1: 1, d2: 8 },
        symbols: { lut_addr: 'table' },
        op: 0,
      },
      { mnemonic: 'dma.fill', fields: { ...fill, dst_addr: 16, wait_vec: 1 }, op: 1 },
      {
        mnemonic: 'dma.copy',
        fields: {
          run: 4,
          n1: 2,
          n2: 1,
          src_addr: 12,
          dst_addr: 24,
          src_space: 1,
          src_stride0: 1,
          src_stride1: 4,
          dst_stride0: 1,
          dst_stride1: 4,
        },
        symbols: { src_addr: 'numbers' },
        op: 1,
      },
      { mnemonic: 'sys.host', fields: { call: 0, idle_dma: 1, wait_dma: 2 }, op: 2 },
      { mnemonic: 'sys.end', fields: {}, op: -1 },
    ],
    constants: [
      { symbol: 'table', bytes: Uint8Array.from({ length: 256 }, (_, i) => i) },
      { symbol: 'numbers', bytes: Uint8Array.from({ length: 20 }, (_, i) => 100 + i) },
    ],
    inputs: [place('in', 0)],
    outputs: [place('out', 8)],
    ops: [
      {
        name: 'relu/äöü;1',
        kind: 'RELU',
        engine: 'npu',
        output: place('relu', 8),
        lastInstruction: 0,
      },
      { name: 'pad', kind: 'PAD', engine: 'npu', output: place('pad', 16), lastInstruction: 2 },
      { name: 'nms', kind: 'NMS', engine: 'host', lastInstruction: 3 },
      { name: 'reshape', kind: 'RESHAPE', engine: 'none', note: 'alias of nms' },
    ],
    hostCalls: [
      {
        kernel: 'nms',
        attributes: { iou: 0.5, list: [1, { a: null }] },
        inputs: [place('x', 8), { ...place('c', 4), space: 'off-chip', symbol: 'numbers' }],
        outputs: [place('y', 32)],
        operations: 10,
        reason: 'no instruction for it',
      },
    ],
  };
}

test('what is written is read back', () => {
  const p = program();
  const object = readObject(writeObject(p));
  assert.is(object.target.name, 'n1-64');
  assert.is(object.info.producer, p.producer);
  assert.equal(object.info.inputs, p.inputs);
  assert.equal(object.info.ops, p.ops);
  assert.equal(
    object.constants.map((c) => [c.symbol, c.address % 16, [...c.bytes]]),
    p.constants.map((c) => [c.symbol, 0, [...c.bytes]]),
  );
  const numbers = object.constants[1].address;
  assert.is(object.info.hostCalls[0].inputs[1].address, numbers + 4);
  assert.equal(object.info.hostCalls[0].attributes, p.hostCalls[0].attributes);
  const lines = listing(object);
  assert.equal(
    lines.map((l) => l.instruction?.mnemonic),
    p.instructions.map((i) => i.mnemonic),
  );
  assert.equal(
    lines.map((l) => l.op),
    p.instructions.map((i) => i.op),
  );
  assert.is(lines[2].instruction?.fields.src_addr, numbers + 12);
  assert.equal(
    object.relocations.map((r) => [r.symbol, r.addend]),
    [
      ['table', 0],
      ['numbers', 12],
    ],
  );
  const pad = object.symbols.find((s) => s.name === 'pad')!;
  assert.equal([pad.value, pad.size], [lines[1].address, lines[3].address - lines[1].address]);
  assert.is(opAt(object, lines[2].address), 1);
  assert.equal(writeObject(p), writeObject(p));
});

test('the listing names ops, fields and constants', () => {
  const text = disassemble(readObject(writeObject(program())));
  assert.match(text, /^<relu\/äöü;1> RELU:$/m);
  assert.match(
    text,
    /^00000000: {2}00000b28 00000000 00000000 00000008 {2}vec\.lut out_addr=0x8, d0=1, d1=1, d2=8, lut_addr=0x\w+ ; table$/m,
  );
  assert.match(text, /dma\.copy .*; numbers\+12/);
  assert.match(text, /sys\.host wait_dma=2, idle_dma=1/);
});

test('the listing shows what is no instruction as a word', () => {
  const object = readObject(writeObject(program()));
  const commands = object.commands.slice();
  commands[0] = 0xee;
  const text = disassemble({ ...object, commands });
  assert.match(text, /^00000000: {2}000000ee {29}\.word 0x000000ee ; unknown opcode 0xee$/m);
});

test('readelf reads it without a complaint', () => {
  const version = spawnSync('readelf', ['--version']);
  if (version.error) {
    console.log('skipped: no readelf here');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'npu-object-'));
  try {
    for (const p of [
      program(),
      { ...program(), target: 'n1-1024', scratch: [{ symbol: 'spill', bytes: 100 }] },
    ]) {
      const file = join(folder, 'x.npu');
      writeFileSync(file, writeObject(p));
      const { status, stderr, stdout } = spawnSync('readelf', ['-aW', file], { encoding: 'utf8' });
      assert.is(status, 0);
      assert.is(stderr, '');
      assert.not.match(stdout, /[Ww]arning|<corrupt>/);
      assert.match(stdout, /\.npu\.commands/);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('scratch on a target with DRAM', () => {
  const object = readObject(
    writeObject({ ...program(), target: 'n1-1024', scratch: [{ symbol: 'spill', bytes: 100 }] }),
  );
  assert.is(object.scratchBytes, 112);
  assert.is(object.symbols.find((s) => s.name === 'spill')!.value, object.image.length);
});

function damaged(bytes: Uint8Array): void {
  try {
    readObject(bytes);
  } catch (error) {
    if (!(error instanceof ObjectError)) throw error;
    assert.ok(error.message.length > 20 && !error.message.includes('\n'), error.message);
    return;
  }
}

test('every truncation is an ObjectError', () => {
  const whole = writeObject(program());
  for (let length = 0; length < whole.length; length++) {
    assert.throws(
      () => readObject(whole.slice(0, length)),
      (e: unknown) => e instanceof ObjectError,
    );
  }
});

test('every single-byte corruption is harmless or an ObjectError', () => {
  const whole = writeObject(program());
  let rounds = 0;
  for (let at = 0; at < whole.length; at++) {
    for (const flip of [0x01, 0x80, 0xff]) {
      const copy = whole.slice();
      copy[at] ^= flip;
      damaged(copy);
      rounds++;
    }
  }
  assert.ok(rounds >= 2000, `${rounds}`);
});

test('random corruptions of several bytes', () => {
  const whole = writeObject(program());
  let state = 1;
  const next = (n: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % n;
  };
  for (let round = 0; round < 3000; round++) {
    const copy = whole.slice();
    for (let i = next(6) + 1; i > 0; i--) copy[next(copy.length)] = next(256);
    damaged(copy);
  }
});

test('damage to commands or constants does not go unseen', () => {
  const whole = writeObject(program());
  for (const at of [0x80 + 9, 0x200]) {
    const copy = whole.slice();
    copy[at] ^= 4;
    assert.throws(() => readObject(copy), /checksum|relocation/);
  }
});

const refuses = (change: (p: Program) => Program, expected: RegExp) =>
  assert.throws(
    () => writeObject(change(program())),
    (e: unknown) => expected.test((e as Error).message),
  );

test('the writer refuses what cannot be', () => {
  refuses((p) => ({ ...p, target: 'n1-63' }), /unknown target/);
  refuses(
    (p) => ({ ...p, instructions: p.instructions.slice(0, 2) }),
    /sys\.end is at instruction none, expected it last \(1\)/,
  );
  refuses(
    (p) => ({ ...p, instructions: [{ mnemonic: 'sys.end', fields: { wait_mac: 1 }, op: -1 }] }),
    /instruction 0 \(sys\.end\) waits for 1 mac instructions, only 0 come before it/,
  );
  refuses(
    (p) => ({
      ...p,
      instructions: [
        { mnemonic: 'vec.lut', fields: {}, symbols: { lut_addr: 'nothing' }, op: -1 },
        ...p.instructions,
      ],
    }),
    /lut_addr refers to 'nothing'/,
  );
  refuses(
    (p) => ({
      ...p,
      instructions: [{ mnemonic: 'vec.lut', fields: { d0: 70000 }, op: -1 }, ...p.instructions],
    }),
    /instruction 0: vec\.lut: d0 is 70000, outside 0 … 65535/,
  );
  refuses(
    (p) => ({ ...p, constants: [...p.constants, p.constants[0]] }),
    /two constants are called 'table'/,
  );
  refuses(
    (p) => ({
      ...p,
      constants: [...p.constants, { symbol: 'big', bytes: new Uint8Array(1 << 24) }],
    }),
    /the program needs \d+ bytes of flash, n1-64 has 16777216/,
  );
});

test('the reader says what is wrong', () => {
  const bad = (change: (b: Uint8Array) => void, expected: RegExp) => {
    const copy = writeObject(program());
    change(copy);
    assert.throws(
      () => readObject(copy),
      (e: unknown) => e instanceof ObjectError && expected.test((e as Error).message),
    );
  };
  bad((b) => {
    b[0] = 0;
  }, /is not an object/);
  bad((b) => {
    b[18] = 3;
  }, /machine is 0x4e03, expected 0x4e31/);
  assert.throws(() => readObject(new Uint8Array(3)), /the file has 3 bytes/);
  const text = new TextDecoder('latin1').decode(writeObject(program()));
  const info = text.indexOf('"sramBytes":64');
  bad((b) => {
    b[info + 12] = 0x32;
  }, /ends at .* the program's SRAM at 0x18/);
  bad((b) => {
    b[text.indexOf('"engine":"npu"') + 10] = 0x78;
  }, /ops\[0\]\.engine is "xpu", expected one of npu, host, none/);
});

test.run();
