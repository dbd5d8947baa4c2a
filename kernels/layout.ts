// Operators that only move elements; any element type. RESHAPE moves nothing.

import { movable, type TensorArray } from './arrays.js';
import { elementCount, gatherIndex, type Shape, stridesOf } from './shape.js';

/** Elements before and after the data in one dimension. */
export type PadAmount = readonly [before: number, after: number];

/**
 * PAD and PADV2: `value` (for PAD int8 the zero point) around the data; one amount a dimension.
 * Source: TFLM reference/pad.h.
 */
export function pad<T extends TensorArray>(
  shape: Shape,
  amounts: readonly PadAmount[],
  value: number | bigint,
  ifm: T,
  ofm: T,
): void {
  movable(ofm).fill(value as number);
  if (elementCount(shape) === 0) return;
  const padded = shape.map((size, d) => size + amounts[d][0] + amounts[d][1]);
  const strides = stridesOf(padded);
  const origin = amounts.reduce((offset, [before], d) => offset + before * strides[d], 0);
  const row = shape.at(-1) ?? 1;
  const rows = gatherIndex(shape.slice(0, -1), strides.slice(0, -1));
  for (let r = 0; r < rows.length; r++) {
    movable(ofm).set(movable(ifm).subarray(r * row, (r + 1) * row), origin + rows[r]);
  }
}

/** TRANSPOSE: dimension d of the output is dimension perm[d] of the input. */
export function transpose<T extends TensorArray>(
  shape: Shape,
  perm: readonly number[],
  ifm: T,
  ofm: T,
): void {
  const strides = stridesOf(shape);
  const map = gatherIndex(
    perm.map((d) => shape[d]),
    perm.map((d) => strides[d]),
  );
  const [from, to] = [movable(ifm), movable(ofm)];
  for (let i = 0; i < map.length; i++) to[i] = from[map[i]];
}

/**
 * CONCATENATION along `axis` (not negative); the inputs agree in all other dimensions and, being
 * int8, in quantization. Source: TFLM reference/concatenation.h.
 */
export function concatenation<T extends TensorArray>(
  shapes: readonly Shape[],
  axis: number,
  inputs: readonly T[],
  ofm: T,
): void {
  const runs = shapes.map((shape) => elementCount(shape.slice(axis)));
  const outer = elementCount(shapes[0].slice(0, axis));
  let o = 0;
  for (let n = 0; n < outer; n++) {
    for (let k = 0; k < inputs.length; k++) {
      movable(ofm).set(movable(inputs[k]).subarray(n * runs[k], (n + 1) * runs[k]), o);
      o += runs[k];
    }
  }
}
