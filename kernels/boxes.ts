// Boxes: which of many to keep.

import type { NumberArray } from './arrays.js';

export interface SuppressionParams {
  readonly batches: number;
  readonly classes: number;
  readonly count: number;
  readonly maxPerClass: number;
  readonly iouThreshold: number;
  readonly scoreThreshold: number;
  readonly centerPointBox: boolean;
}

/** Corners y1, x1, y2, x2 with y1 ≤ y2, x1 ≤ x2. */
function corners(boxes: NumberArray, at: number, isCenter: boolean): number[] {
  const [a, b, c, d] = [boxes[at], boxes[at + 1], boxes[at + 2], boxes[at + 3]];
  if (isCenter) return [b - d / 2, a - c / 2, b + d / 2, a + c / 2];
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}

/** Intersection over union. */
function overlap(a: readonly number[], b: readonly number[]): number {
  const height = Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]));
  const width = Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
  const area = (r: readonly number[]) => (r[2] - r[0]) * (r[3] - r[1]);
  const union = area(a) + area(b) - height * width;
  return union > 0 ? (height * width) / union : 0;
}

/** Rows of batch, class, box that stay, as one flat list. */
export function nonMaxSuppression(
  p: SuppressionParams,
  boxes: NumberArray,
  scores: NumberArray,
): number[] {
  const out: number[] = [];
  for (let n = 0; n < p.batches; n++) {
    for (let c = 0; c < p.classes; c++) {
      const score = (i: number) => scores[(n * p.classes + c) * p.count + i];
      const order = Array.from({ length: p.count }, (_, i) => i)
        .filter((i) => score(i) > p.scoreThreshold)
        .sort((a, b) => score(b) - score(a) || a - b);
      const taken: number[][] = [];
      for (const i of order) {
        if (taken.length >= p.maxPerClass) break;
        const box = corners(boxes, (n * p.count + i) * 4, p.centerPointBox);
        if (taken.some((t) => overlap(t, box) > p.iouThreshold)) continue;
        taken.push(box);
        out.push(n, c, i);
      }
    }
  }
  return out;
}
