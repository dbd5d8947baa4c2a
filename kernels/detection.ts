// Boxes of an object detector from its encodings, and the best of them without those that overlap:
// TFLite_Detection_PostProcess. Source: TFLM micro/kernels/detection_postprocess.cc.

export interface DetectionParams {
  readonly classes: number;
  readonly maxDetections: number;
  readonly maxClassesPerDetection: number;
  readonly detectionsPerClass: number;
  /** Suppression class by class; else of the best class of each box. */
  readonly regular: boolean;
  readonly scoreThreshold: number;
  readonly overlapThreshold: number;
  /** What y, x, height and width were multiplied by. */
  readonly scale: readonly number[];
}

export interface DetectionInputs {
  /** `coordinates` numbers a box, of which four count: y, x, height, width. */
  readonly boxes: Float32Array;
  readonly coordinates: number;
  /** Scores of the classes, before them perhaps one of the background. */
  readonly scores: Float32Array;
  readonly columns: number;
  readonly anchors: Float32Array;
}

export interface DetectionOutputs {
  readonly boxes: Float32Array;
  readonly classes: Float32Array;
  readonly scores: Float32Array;
  readonly count: Float32Array;
}

const f = Math.fround;

/** Corners ymin, xmin, ymax, xmax of each box. */
function corners(p: DetectionParams, { boxes, coordinates, anchors }: DetectionInputs) {
  const count = anchors.length / 4;
  const out = new Float32Array(4 * count);
  const [sy, sx, sh, sw] = p.scale.map(f);
  for (let i = 0; i < count; i++) {
    const [y, x, h, w] = boxes.subarray(i * coordinates, i * coordinates + 4);
    const [ay, ax, ah, aw] = anchors.subarray(4 * i, 4 * i + 4);
    const [cy, cx] = [f((y / sy) * ah + ay), f((x / sx) * aw + ax)];
    const [hh, hw] = [f(0.5 * Math.exp(h / sh) * ah), f(0.5 * Math.exp(w / sw) * aw)];
    out.set([cy - hh, cx - hw, cy + hh, cx + hw], 4 * i);
  }
  return out;
}

/** The shared part of two boxes of what both cover. */
function overlap(boxes: Float32Array, i: number, j: number): number {
  const [a, b] = [boxes.subarray(4 * i, 4 * i + 4), boxes.subarray(4 * j, 4 * j + 4)];
  const area = (c: Float32Array) => f(f(c[2] - c[0]) * f(c[3] - c[1]));
  const [areaA, areaB] = [area(a), area(b)];
  if (areaA <= 0 || areaB <= 0) return 0;
  const side = (low: number, high: number) =>
    Math.max(f(Math.min(a[high], b[high]) - Math.max(a[low], b[low])), 0);
  const shared = f(side(0, 2) * side(1, 3));
  return f(shared / f(f(areaA + areaB) - shared));
}

/** Numbers of the largest values, the first of equal ones first. */
const bestFirst = (values: ArrayLike<number>, indices: readonly number[]): number[] =>
  indices.toSorted((i, j) => values[j] - values[i] || i - j);

/** Boxes in order of their scores, without those that overlap a better one. */
function suppressed(
  p: DetectionParams,
  boxes: Float32Array,
  scores: ArrayLike<number>,
  most: number,
): number[] {
  const above: number[] = [];
  for (let i = 0; i < scores.length; i++) if (scores[i] >= f(p.scoreThreshold)) above.push(i);
  const kept: number[] = [];
  for (const i of bestFirst(scores, above)) {
    if (kept.length >= most) break;
    if (kept.every((k) => !(overlap(boxes, k, i) > f(p.overlapThreshold)))) kept.push(i);
  }
  return kept;
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

interface Detection {
  readonly box: number;
  readonly kind: number;
  readonly score: number;
}

function regular(p: DetectionParams, boxes: Float32Array, { scores, columns }: DetectionInputs) {
  const background = columns - p.classes;
  const count = boxes.length / 4;
  let best: Detection[] = [];
  for (let kind = 0; kind < p.classes; kind++) {
    const own = Float32Array.from(
      { length: count },
      (_, i) => scores[i * columns + kind + background],
    );
    const found = suppressed(p, boxes, own, p.detectionsPerClass);
    const all = [...best, ...found.map((box) => ({ box, kind, score: own[box] }))];
    const order = bestFirst(
      all.map((d) => d.score),
      upTo(all.length),
    );
    best = order.slice(0, p.maxDetections).map((i) => all[i]);
  }
  return best;
}

/** Detects; a sentence where the numbers are no boxes. Outputs that nothing fills are zeros. */
export function detect(
  p: DetectionParams,
  inputs: DetectionInputs,
  out: DetectionOutputs,
): string | undefined {
  const boxes = corners(p, inputs);
  for (let i = 0; i < boxes.length; i += 4) {
    if (boxes[i] >= boxes[i + 2] || boxes[i + 1] >= boxes[i + 3]) {
      return `box ${i / 4} has no area`;
    }
  }
  const put = (at: number, { box, kind, score }: Detection) => {
    if (at >= out.classes.length) return;
    out.boxes.set(boxes.subarray(4 * box, 4 * box + 4), 4 * at);
    out.classes[at] = kind;
    out.scores[at] = score;
  };
  if (p.regular) {
    const best = regular(p, boxes, inputs);
    best.forEach((d, i) => {
      put(i, d);
    });
    out.count[0] = best.length;
    return undefined;
  }
  const { scores, columns } = inputs;
  const background = columns - p.classes;
  const each = Math.min(p.maxClassesPerDetection, p.classes);
  const orders = upTo(boxes.length / 4).map((i) => {
    const own = scores.subarray(i * columns + background, (i + 1) * columns);
    return { own, order: bestFirst(own, upTo(p.classes)) };
  });
  const top = orders.map(({ own, order }) => own[order[0]]);
  let count = 0;
  for (const box of suppressed(p, boxes, top, p.maxDetections)) {
    const { own, order } = orders[box];
    for (let c = 0; c < each; c++) {
      // As in the reference, several classes of a box leave gaps.
      put(each * count + c, { box, kind: order[c], score: own[order[c]] });
      count++;
    }
  }
  out.count[0] = count;
  return undefined;
}
