// SOFTMAX of 8-bit values without a float: exp of the difference from the row maximum (Q0), the sum in Q12, one
// Newton reciprocal. Source: TFLM reference/softmax.h.
//
// The exp depends only on the difference, which int8 input limits to 0..255, so the definition is
// factored into one 256-entry table an operator and integer work a row: what the hardware does.

import { clamp, roundingDivideByPOT, saturatingRoundingDoublingHighMul } from './fixed-point.js';
import { expOnNegativeValues, reciprocal } from './fixed-point-functions.js';
import type { SoftmaxParams } from './prepare.js';
import { type IntegerArray, storageRange } from './storage.js';

const DIFFERENCE_INTEGER_BITS = 5;
const SUM_INTEGER_BITS = 12;

/** Entry d, 0..255: exp(−d · scale · beta) in Q0.31; 0 where d is beyond diffMin. */
export function softmaxExpTable(p: SoftmaxParams): Int32Array {
  return Int32Array.from({ length: 256 }, (_, d) => {
    if (-d < p.diffMin) return 0;
    const scaled = saturatingRoundingDoublingHighMul(-d << p.shift, p.multiplier);
    return expOnNegativeValues(scaled, DIFFERENCE_INTEGER_BITS);
  });
}

/**
 * One row: `ofm[start..] = softmax(ifm[start..])` for `depth` 8-bit values. The output's scale is one
 * over the number of its values and its zero point the smallest of them: 1/256 at −128 for int8, 1/65536
 * at −32768 for int16. `table` from softmaxExpTable.
 */
export function softmaxRowFromTable(
  table: Int32Array,
  ifm: IntegerArray,
  ofm: IntegerArray,
  start: number,
  depth: number,
): void {
  const end = start + depth;
  const range = storageRange(ofm);
  let max = storageRange(ifm).min;
  for (let i = start; i < end; i++) if (ifm[i] > max) max = ifm[i];

  let sum = 0;
  for (let i = start; i < end; i++) {
    sum = (sum + roundingDivideByPOT(table[max - ifm[i]], SUM_INTEGER_BITS)) | 0;
  }
  const { scale, bitsOverUnit } = reciprocal(sum, SUM_INTEGER_BITS);
  const exponent = bitsOverUnit + 31 - 8 * ofm.BYTES_PER_ELEMENT;

  for (let i = start; i < end; i++) {
    const share = saturatingRoundingDoublingHighMul(scale, table[max - ifm[i]]);
    ofm[i] = clamp(roundingDivideByPOT(share, exponent) + range.min, range.min, range.max);
  }
}

/** SOFTMAX of 8-bit values over the last dimension, of size `depth`. */
export function softmax(
  p: SoftmaxParams,
  depth: number,
  ifm: IntegerArray,
  ofm: IntegerArray,
): void {
  const table = softmaxExpTable(p);
  for (let start = 0; start < ifm.length; start += depth) {
    softmaxRowFromTable(table, ifm, ofm, start, depth);
  }
}
