/** Instruction words: rows of (instruction, hex), and every field by property. */
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  assemble,
  decode,
  encode,
  fieldRange,
  INSTRUCTIONS,
  parseInstruction,
  printInstruction,
} from '../../../target/index.js';

const hex = (words: Uint32Array) =>
  [...words].map((w) => w.toString(16).padStart(8, '0')).join(' ');

const ROWS: readonly (readonly [string, string])[] = [
  ['sys.end', '00000202 00000000'],
  ['sys.end wait_dma=1, wait_mac=2, wait_vec=3', '00010202 00030002'],
  ['sys.host wait_vec=65535, call=7, idle_dma=1, idle_vec=1', '00000301 ffff0000 00050007'],
  [
    'dma.copy src_addr=0x12345678, dst_addr=0x100, run=64, src_space=1, n1=3, n2=2, src_stride0=1, src_stride1=64, src_stride2=192, dst_stride0=1, dst_stride1=80, dst_stride2=240',
    '00000c30 00000000 12345678 00000100 01000040 00020003 00000001 00000040 000000c0 00000001 00000050 000000f0',
  ],
  [
    'dma.fill dst_addr=0x20, run=16, n1=1, n2=1, dst_stride0=1, value=-128',
    '00000831 00000000 00000020 00000010 00010001 80000001 00000000 00000000',
  ],
  [
    'mac.conv wait_dma=5, ifm_addr=0x1000, pad_top=1, ofm_addr=0x2000, pad_left=2, ifm_rows=9, ifm_cols=10, rows=8, cols=8, weights_addr=0x400, weights_bytes=1232, first=1, last=1, keep_weights=1, ifm_row_stride=160, kernel_h=3, ofm_row_stride=128, kernel_w=3, ifm_col_stride=16, ofm_col_stride=16, ic=16, oc=8, stride_h=1, stride_w=1, dilation_h=1, dilation_w=1, ifm_zp=-128, ofm_zp=-128, act_min=-128, act_max=127',
    '00051010 00000000 01001000 02002000 000a0009 00080008 00000400 230004d0 030000a0 03000080 00100010 00080010 01010101 ff808080 0000007f 00000000',
  ],
  [
    'mac.dwconv wait_mac=1, ifm_rows=1, ifm_cols=1, rows=1, cols=1, weights_bytes=19, first=1, last=1, reuse_ifm=1, reuse_weights=1, lut=1, kernel_h=3, kernel_w=3, depth_multiplier=4, oc=4, stride_h=2, stride_w=2, dilation_h=1, dilation_w=1, act_max=6, lut_addr=0x80',
    '00001011 00000001 00000000 00000000 00010001 00010001 00000000 5b000013 03000000 03000000 00000000 00040004 01010202 00000000 00000006 00000080',
  ],
  [
    'vec.add in1_addr=0x10, in1_zp=-1, in2_addr=0x20, in2_zp=2, out_addr=0x30, out_zp=-3, d0=1, d1=4, d2=16, in1_stride2=1, in1_stride1=16, in1_shift=-2, in2_shift=-3, out_shift=-18, left_shift=20, act_min=-128, out_stride1=16, act_max=127, in1_multiplier=1073741824, in2_multiplier=2147483647, out_multiplier=1500000000',
    '00001020 00000000 ff000010 02000020 fd000030 00040001 00010010 fe000000 fd000010 ee000000 14000000 80000000 7f000010 40000000 7fffffff 59682f00',
  ],
  [
    'vec.lut in_addr=0x8, out_addr=0x10, d0=1, d1=2, d2=3, in_stride1=3, out_stride1=3, lut_addr=0x40',
    '00000b28 00000000 00000008 00000010 00020001 00000003 00000000 00000003 00000000 00000003 00000040',
  ],
  [
    'vec.pool_avg ifm_rows=4, ifm_cols=4, rows=1, cols=1, ifm_row_stride=32, kernel_h=4, kernel_w=4, ifm_col_stride=8, channels=8, stride_h=4, stride_w=4, act_min=-128, act_max=127',
    '00000b2a 00000000 00000000 00000000 00040004 00010001 04000020 04000000 00000008 04040008 00007f80',
  ],
  [
    'vec.reduce_mean in_zp=-128, out_addr=0x40, out_zp=-128, k0=1, k1=1, k2=8, r0=2, r1=2, act_min=-128, act_max=127, shift=-1, in_stride_k2=1, in_stride_r0=16, in_stride_r1=8, out_stride_k2=1, multiplier=1073741824',
    '0000102b 00000000 80000000 80000040 00010001 00020008 7f800002 ff000000 00000000 00000001 00000010 00000008 00000000 00000000 00000001 40000000',
  ],
  [
    'vec.softmax out_addr=0x10, rows=1, depth=10, in_row_stride=10, out_row_stride=10, table_addr=0x400',
    '0000092c 00000000 00000000 00000010 00000001 0000000a 0000000a 0000000a 00000400',
  ],
];

for (const [text, expected] of ROWS) {
  test(`encode ${text.split(' ')[0]}: ${expected.slice(0, 17)}`, () => {
    assert.is(hex(assemble(text)), expected);
  });
}

/** Values of every field of an instruction, opcode and length aside. */
function arbitraryFields(mnemonic: string): fc.Arbitrary<Record<string, number>> {
  const spec = INSTRUCTIONS.find((i) => i.mnemonic === mnemonic)!;
  const names = spec.fields.map((f) => f.name).filter((n) => n !== 'opcode' && n !== 'words');
  return fc.record(
    Object.fromEntries(
      names.map((name) => {
        const { min, max } = fieldRange(mnemonic, name);
        return [name, fc.integer({ min, max })];
      }),
    ),
  );
}

for (const { mnemonic, opcode, words } of INSTRUCTIONS) {
  test(`${mnemonic}: decode ∘ encode is the identity, as words and as text`, () => {
    fc.assert(
      fc.property(arbitraryFields(mnemonic), (fields) => {
        const encoded = encode({ mnemonic, fields });
        assert.is(encoded.length, words);
        const decoded = decode(encoded);
        assert.equal(decoded, { mnemonic, fields: { ...fields, opcode, words } });
        assert.equal(assemble(printInstruction(decoded)), encoded);
      }),
      { numRuns: 100 },
    );
  });

  test(`${mnemonic}: each field at its ends, and one past them`, () => {
    const spec = INSTRUCTIONS.find((i) => i.mnemonic === mnemonic)!;
    for (const { name } of spec.fields) {
      if (name === 'opcode' || name === 'words') continue;
      const { min, max } = fieldRange(mnemonic, name);
      for (const value of [min, max]) {
        assert.is(decode(encode({ mnemonic, fields: { [name]: value } })).fields[name], value);
      }
      for (const value of [min - 1, max + 1, 0.5]) {
        assert.throws(
          () => encode({ mnemonic, fields: { [name]: value } }),
          (e: unknown) => e instanceof RangeError && (e as Error).message.includes(name),
        );
      }
    }
  });
}

test('fields do not overlap and stay inside their words', () => {
  for (const { mnemonic, fields, words } of INSTRUCTIONS) {
    const used = new Uint32Array(words);
    for (const { name, bits, word, shift } of fields) {
      assert.ok(shift + bits <= 32 && word < words, `${mnemonic} ${name}`);
      const mask = (bits === 32 ? 0xffffffff : ((1 << bits) - 1) << shift) >>> 0;
      assert.is((used[word] & mask) >>> 0, 0, `${mnemonic} ${name}`);
      used[word] |= mask;
    }
    assert.ok(words <= 16, `${mnemonic} has ${words} words`);
  }
});

const throwsLike = (f: () => unknown, pattern: RegExp) =>
  assert.throws(f, (e: unknown) => e instanceof RangeError && pattern.test((e as Error).message));

test('errors are sentences with the nearest name', () => {
  throwsLike(
    () => encode({ mnemonic: 'mac.cnv', fields: {} }),
    /unknown instruction 'mac\.cnv'; did you mean 'mac\.conv'\?/,
  );
  throwsLike(
    () => encode({ mnemonic: 'sys.host', fields: { cal: 1 } }),
    /sys\.host has no field 'cal'; did you mean 'call'\?/,
  );
  throwsLike(
    () => encode({ mnemonic: 'sys.host', fields: { call: 65536 } }),
    /sys\.host: call is 65536, outside 0 … 65535 \(16 bits\)/,
  );
  throwsLike(() => parseInstruction('sys.host call=x'), /call is 'x', expected a whole number/);
  throwsLike(() => parseInstruction('sys.host call=1, call=2'), /call is given twice/);
  throwsLike(() => decode(Uint32Array.of()), /the command stream ends here/);
  throwsLike(() => decode(Uint32Array.of(0xee)), /unknown opcode 0xee/);
});

test.run();
