// The detector in both of its forms on its sample picture, prepared and read as Darknet does.
import { readFileSync } from 'node:fs';
import jpeg from 'jpeg-js';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { programOf, runOn } from '../../support/models.js';
import { shared } from '../../support/shared.js';

const SIZE = 320;

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Channels first, 0 to 1. */
  readonly data: Float32Array;
}

function readJpeg(path: string): Picture {
  const { width, height, data } = jpeg.decode(readFileSync(path), { useTArray: true });
  const out = new Float32Array(3 * width * height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) out[c * width * height + i] = data[4 * i + c] / 255;
  }
  return { width, height, data: out };
}

/** Bilinear, corners on corners. */
function resized(p: Picture, width: number, height: number): Picture {
  const data = new Float32Array(3 * width * height);
  const [sx, sy] = [(p.width - 1) / (width - 1), (p.height - 1) / (height - 1)];
  for (let c = 0; c < 3; c++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const [fx, fy] = [x * sx, y * sy];
        const [x0, y0] = [Math.floor(fx), Math.floor(fy)];
        const [x1, y1] = [Math.min(x0 + 1, p.width - 1), Math.min(y0 + 1, p.height - 1)];
        const at = (ay: number, ax: number) => p.data[(c * p.height + ay) * p.width + ax];
        const top = at(y0, x0) * (1 - fx + x0) + at(y0, x1) * (fx - x0);
        const low = at(y1, x0) * (1 - fx + x0) + at(y1, x1) * (fx - x0);
        data[(c * height + y) * width + x] = top * (1 - fy + y0) + low * (fy - y0);
      }
    }
  }
  return { width, height, data };
}

/** The picture in the middle of a grey square, as large as fits. */
function letterbox(p: Picture): Float32Array {
  const scale = Math.min(SIZE / p.width, SIZE / p.height);
  const small = resized(p, Math.floor(p.width * scale), Math.floor(p.height * scale));
  const out = new Float32Array(3 * SIZE * SIZE).fill(0.5);
  const [left, top] = [(SIZE - small.width) >> 1, (SIZE - small.height) >> 1];
  for (let c = 0; c < 3; c++) {
    for (let y = 0; y < small.height; y++) {
      const row = small.data
        .subarray((c * small.height + y) * small.width)
        .subarray(0, small.width);
      out.set(row, (c * SIZE + y + top) * SIZE + left);
    }
  }
  return out;
}

interface Box {
  readonly name: string;
  readonly score: number;
  readonly box: readonly number[];
}

function overlap(a: readonly number[], b: readonly number[]): number {
  const side = (d: number) =>
    Math.max(
      0,
      Math.min(a[d] + a[d + 2] / 2, b[d] + b[d + 2] / 2) -
        Math.max(a[d] - a[d + 2] / 2, b[d] - b[d + 2] / 2),
    );
  const both = side(0) * side(1);
  return both / (a[2] * a[3] + b[2] * b[3] - both);
}

/** The best boxes of each class, without those that overlap a better one. */
function detections(outputs: readonly Float32Array[], names: readonly string[]): Box[] {
  const found: Box[] = [];
  const entries = 5 + names.length;
  for (const rows of outputs) {
    for (let at = 0; at < rows.length; at += entries) {
      names.forEach((name, k) => {
        const score = rows[at + 4] * rows[at + 5 + k];
        if (score > 0.3) found.push({ name, score, box: [...rows.subarray(at, at + 4)] });
      });
    }
  }
  found.sort((a, b) => b.score - a.score);
  const kept: Box[] = [];
  for (const f of found) {
    if (!kept.some((k) => k.name === f.name && overlap(k.box, f.box) > 0.45)) kept.push(f);
  }
  return kept;
}

async function find(file: string): Promise<{ boxes: Box[]; outputs: Float32Array[] } | undefined> {
  const path = shared(`models/yolo_fastest/${file}`);
  if (!path) {
    console.log('skipped: no recorded models');
    return undefined;
  }
  const names = readFileSync(shared('models/yolo_fastest/coco.names')!, 'utf8').trim().split('\n');
  const picture = letterbox(readJpeg(shared('models/yolo_fastest/giraffe.jpg')!));
  const outputs = runOn(await programOf(path), [1, 3, SIZE, SIZE], picture);
  return {
    boxes: detections(
      outputs,
      names.map((n) => n.trim()),
    ),
    outputs,
  };
}

for (const file of ['yolo-fastest-1.1.cfg', 'yolo-fastest-1.1.ncnn.param']) {
  test(`${file} finds the giraffe and the zebra`, async () => {
    const found = await find(file);
    if (!found) return;
    const best = (name: string) => found.boxes.find((b) => b.name === name)?.score ?? 0;
    console.log(file, found.boxes.map((b) => `${b.name} ${b.score.toFixed(3)}`).join(', '));
    assert.ok(best('giraffe') > 0.9, `giraffe ${best('giraffe')}`);
    assert.ok(best('zebra') > 0.9, `zebra ${best('zebra')}`);
  });
}

test.run();
