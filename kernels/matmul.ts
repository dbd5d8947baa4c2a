// Matrix products, determinants, and sums of products by Einstein's convention.

import { isBig, movable, type TensorArray } from './arrays.js';
import { broadcastIndex, elementCount, gatherIndex, type Shape, stridesOf } from './shape.js';

/**
 * ofm[b,i,j] = Σ a[b,i,k] · b[b,k,j], batches broadcast to `batch`. Sums are taken in double precision,
 * of 64-bit integers exactly.
 */
export function matmulInto(
  [m, k, n]: readonly [number, number, number],
  batch: Shape,
  batchA: Shape,
  batchB: Shape,
  a: TensorArray,
  b: TensorArray,
  ofm: TensorArray,
): void {
  const [mapA, mapB] = [broadcastIndex(batchA, batch), broadcastIndex(batchB, batch)];
  const zero = (isBig(a) ? 0n : 0) as number;
  const [x, y, out] = [movable(a), movable(b), movable(ofm)];
  const row = isBig(a) ? undefined : new Float64Array(n);
  for (let t = 0, count = elementCount(batch); t < count; t++) {
    const x0 = (mapA ? mapA[t] : t) * m * k;
    const y0 = (mapB ? mapB[t] : t) * k * n;
    for (let i = 0; i < m; i++) {
      const sums: { [index: number]: number } = row?.fill(0) ?? new Array<number>(n).fill(zero);
      for (let l = 0; l < k; l++) {
        const factor = x[x0 + i * k + l];
        const start = y0 + l * n;
        for (let j = 0; j < n; j++) sums[j] += factor * y[start + j];
      }
      const o = (t * m + i) * n;
      for (let j = 0; j < n; j++) out[o + j] = sums[j];
    }
  }
}

/** Σ over all letters that the output does not name of the product of the inputs' elements. */
export function einsumInto(
  terms: readonly (readonly string[])[],
  output: readonly string[],
  shapes: readonly Shape[],
  inputs: readonly TensorArray[],
  ofm: TensorArray,
): void {
  const sizes = new Map<string, number>();
  terms.forEach((letters, i) => {
    letters.forEach((l, d) => {
      sizes.set(l, Math.max(sizes.get(l) ?? 1, shapes[i][d]));
    });
  });
  const letters = [...new Set([...output, ...terms.flat()])];
  const space = letters.map((l) => sizes.get(l)!);
  const maps = terms.map((term, i) => {
    const strides = stridesOf(shapes[i]);
    const steps = letters.map((letter) =>
      term.reduce((sum, l, d) => (l === letter && shapes[i][d] > 1 ? sum + strides[d] : sum), 0),
    );
    return gatherIndex(space, steps);
  });
  const inner = elementCount(space.slice(output.length));
  const isInteger = isBig(ofm);
  const out = movable(ofm);
  for (let o = 0; o < out.length; o++) {
    let total = (isInteger ? 0n : 0) as number;
    for (let k = o * inner; k < (o + 1) * inner; k++) {
      let product = (isInteger ? 1n : 1) as number;
      for (let i = 0; i < inputs.length; i++) product *= movable(inputs[i])[maps[i][k]];
      total += product;
    }
    out[o] = total;
  }
}

/** Determinant of the n × n matrix at `start`, by elimination with partial pivoting. */
export function determinant(a: ArrayLike<number>, start: number, n: number): number {
  const m = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => a[start + i * n + j]),
  );
  let det = 1;
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c + 1; r < n; r++) if (Math.abs(m[r][c]) > Math.abs(m[pivot][c])) pivot = r;
    if (m[pivot][c] === 0) return 0;
    if (pivot !== c) {
      [m[c], m[pivot]] = [m[pivot], m[c]];
      det = -det;
    }
    det *= m[c][c];
    for (let r = c + 1; r < n; r++) {
      const factor = m[r][c] / m[c][c];
      for (let j = c; j < n; j++) m[r][j] -= factor * m[c][j];
    }
  }
  return det;
}
