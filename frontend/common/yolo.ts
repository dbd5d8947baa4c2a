import type { Value } from '../../ir/index.js';
import { type Net, shapeOfValue } from './net.js';
import { Unsupported } from './report.js';
import { f32Weights } from './weights.js';

/** How a detector's raw map becomes boxes. */
export interface YoloParts {
  readonly classes: number;
  /** Width and height of each anchor as parts of the network's picture. */
  readonly anchors: readonly (readonly [number, number])[];
  /** Widens the range of a centre beyond its cell (`scale_x_y`). */
  readonly scaleXy?: number;
  /** Sizes are (2 · t)² of already squashed numbers, and nothing is squashed (`new_coords`). */
  readonly newCoords?: boolean;
  /** Class probabilities are a softmax (region), not independent. */
  readonly softmax?: boolean;
}

/**
 * Boxes from a map in N, anchors · (5 + classes), H, W: N x (H · W · anchors) x (5 + classes), a row being
 * the box's centre x, y, width and height as parts of the picture, its objectness, and the probability of
 * each class. As Darknet's get_yolo_box and get_region_box compute them; thresholds and the suppression
 * of overlapping boxes are left to who reads the rows.
 */
export function decodeYolo(net: Net, map: Value, name: string, parts: YoloParts): Value {
  const { classes, anchors, scaleXy = 1, newCoords = false, softmax = false } = parts;
  const nhwc = net.toNhwc(map);
  const [n, h, w, c] = shapeOfValue(nhwc);
  const entries = 5 + classes;
  if (c !== anchors.length * entries) {
    throw new Unsupported(
      `its input has ${c} channels; ${anchors.length} anchors with ${classes} classes need ${anchors.length * entries}`,
    );
  }
  const count = h * w * anchors.length;
  const rows = net.reshape(nhwc, [n, count, entries]);
  const part = (from: number, size: number) => net.slice(rows, [0, 0, from], [n, count, size]);
  const squash = (v: Value) => (newCoords ? v : net.op('sigmoid', [v]));
  const table = (
    suffix: string,
    at: (y: number, x: number, a: number) => readonly [number, number],
  ) => {
    const values: number[] = [];
    for (let y = 0; y < h; y++)
      for (let x = 0; x < w; x++)
        for (let a = 0; a < anchors.length; a++) values.push(...at(y, x, a));
    return net.weights(`${name}_${suffix}`, f32Weights([1, count, 2], values));
  };
  // (scale · σ(t) - (scale - 1) / 2 + cell) / cells
  const shift = (scaleXy - 1) / 2;
  const cells = table('cells', (y, x) => [(x - shift) / w, (y - shift) / h]);
  const grid = net.vector(`${name}_grid`, [scaleXy / w, scaleXy / h]);
  const centres = net.op('add', [net.op('mul', [squash(part(0, 2)), grid]), cells]);
  const raw = part(2, 2);
  const factor = newCoords ? 4 : 1;
  const growth = newCoords ? net.op('mul', [raw, raw]) : net.op('exp', [raw]);
  const anchorSizes = table('anchors', (_y, _x, a) => [
    anchors[a][0] * factor,
    anchors[a][1] * factor,
  ]);
  const sizes = net.op('mul', [growth, anchorSizes]);
  const scores = softmax
    ? [squash(part(4, 1)), net.op('softmax', [part(5, classes)], { axis: 2 })]
    : [squash(part(4, 1 + classes))];
  return net.op('concat', [centres, sizes, ...scores], { axis: 2 });
}
