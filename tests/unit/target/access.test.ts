/** Boxes and beats against counting byte by byte. */
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type Box,
  boxBeats,
  boxBytes,
  boxEnd,
  coalesce,
  forEachSegment,
  patchBoxes,
  poolBeats,
  touchedPositions,
} from '../../../target/index.js';

const arbitraryBox: fc.Arbitrary<Box> = fc.record({
  space: fc.constant('sram' as const),
  address: fc.nat(100),
  run: fc.integer({ min: 1, max: 40 }),
  dims: fc.array(fc.record({ count: fc.integer({ min: 1, max: 6 }), stride: fc.nat(70) }), {
    maxLength: 3,
  }),
});

function segments(box: Box): [number, number][] {
  const list: [number, number][] = [];
  forEachSegment(box, (address, bytes) => list.push([address, bytes]));
  return list;
}

test('boxBeats counts the words of every segment', () => {
  fc.assert(
    fc.property(arbitraryBox, fc.constantFrom(8, 32), (box, width) => {
      let beats = 0;
      for (const [address, bytes] of segments(box)) {
        beats += Math.floor((address + bytes - 1) / width) - Math.floor(address / width) + 1;
      }
      assert.is(boxBeats(box, width), beats);
    }),
    { numRuns: 500 },
  );
});

test('coalesce keeps the bytes and their order', () => {
  fc.assert(
    fc.property(arbitraryBox, (box) => {
      const bytes = (b: Box) =>
        segments(b).flatMap(([a, n]) => Array.from({ length: n }, (_, i) => a + i));
      assert.equal(bytes(coalesce(box)), bytes(box));
      assert.is(bytes(box).length, boxBytes(box));
      assert.is(Math.max(...bytes(box)) + 1, boxEnd(box));
    }),
  );
});

test('touchedPositions are those that a tap touches', () => {
  const n = (max: number) => fc.integer({ min: 1, max });
  fc.assert(
    fc.property(
      n(6),
      n(5),
      n(5),
      n(4),
      fc.nat(8),
      n(20),
      (outputs, kernel, stride, dilation, pad, valid) => {
        const expected = new Set<number>();
        for (let o = 0; o < outputs; o++) {
          for (let k = 0; k < kernel; k++) {
            const p = o * stride + k * dilation - pad;
            if (p >= 0 && p < valid) expected.add(p);
          }
        }
        const found: number[] = [];
        for (const p of touchedPositions(outputs, kernel, stride, dilation, pad, valid)) {
          for (let g = 0; g < p.groups; g++) {
            for (let i = 0; i < p.length; i++) found.push(p.start + g * p.spacing + i);
          }
        }
        const all = [...expected].sort((a, b) => a - b);
        // With no gaps between the taps of the window the loader takes the whole range.
        const dense = stride <= kernel && (dilation === 1 || kernel === 1);
        if (!dense) assert.equal(found, all);
        else assert.ok(all.every((p) => found.includes(p)) && found.length === all.length);
      },
    ),
    { numRuns: 500 },
  );
});

test('poolBeats counts every valid tap of every window', () => {
  const n = (max: number) => fc.integer({ min: 1, max });
  const arbitrary = fc.record({
    ifm_addr: fc.nat(20),
    rows: n(4),
    cols: n(4),
    kernel_h: n(4),
    kernel_w: n(4),
    stride_h: n(4),
    stride_w: n(4),
    pad_top: fc.nat(3),
    pad_left: fc.nat(3),
    ifm_rows: n(9),
    ifm_cols: n(9),
    ifm_row_stride: n(100),
    ifm_col_stride: n(20),
    channels: n(20),
  });
  fc.assert(
    fc.property(arbitrary, (f) => {
      let beats = 0;
      for (let y = 0; y < f.rows; y++) {
        for (let x = 0; x < f.cols; x++) {
          for (let ky = 0; ky < f.kernel_h; ky++) {
            for (let kx = 0; kx < f.kernel_w; kx++) {
              const iy = y * f.stride_h + ky - f.pad_top;
              const ix = x * f.stride_w + kx - f.pad_left;
              if (iy < 0 || ix < 0 || iy >= f.ifm_rows || ix >= f.ifm_cols) continue;
              const a = f.ifm_addr + iy * f.ifm_row_stride + ix * f.ifm_col_stride;
              beats += Math.floor((a + f.channels - 1) / 8) - Math.floor(a / 8) + 1;
            }
          }
        }
      }
      assert.is(poolBeats(f, 8), beats);
    }),
  );
});

test('a strided 1×1 patch loads only the columns and rows it uses', () => {
  const boxes = patchBoxes({
    mnemonic: 'mac.conv',
    fields: {
      ifm_addr: 0,
      ifm_row_stride: 64,
      ifm_col_stride: 8,
      ifm_rows: 8,
      ifm_cols: 8,
      pad_top: 0,
      pad_left: 0,
      rows: 4,
      cols: 4,
      kernel_h: 1,
      kernel_w: 1,
      stride_h: 2,
      stride_w: 2,
      dilation_h: 1,
      dilation_w: 1,
      ic: 8,
      oc: 8,
    },
  });
  assert.is(boxes.length, 1);
  assert.is(boxBytes(boxes[0]), 16 * 8);
  assert.is(boxBeats(boxes[0], 8), 16);
});

test.run();
