// float32 element-wise, pooling and activation operators of the nn level, each operation rounded to
// float32. exp and tanh are the host's doubles rounded once, which may differ from a C library's
// float functions in the last bit. PAD, TRANSPOSE and CONCATENATION are in layout.ts, MEAN in reduce.ts.

import { forEachPair, type Operands } from './binary.js';
import { clamp } from './fixed-point.js';
import { forEachWindow, type Pool2dShape } from './pool.js';
import { activationRangeF32, type Range } from './quantization.js';

const f32 = Math.fround;
const NO_ACTIVATION = activationRangeF32('NONE');

/** ADD float32 with broadcasting. Source: TFLM reference/add.h. */
export function addF32(
  operands: Operands<Float32Array>,
  ofm: Float32Array,
  { min, max }: Range = NO_ACTIVATION,
): void {
  forEachPair(operands, ofm, (x, y) => clamp(f32(x + y), min, max));
}

/** SUB float32 with broadcasting. */
export function subF32(
  operands: Operands<Float32Array>,
  ofm: Float32Array,
  { min, max }: Range = NO_ACTIVATION,
): void {
  forEachPair(operands, ofm, (x, y) => clamp(f32(x - y), min, max));
}

/** MUL float32 with broadcasting. */
export function mulF32(
  operands: Operands<Float32Array>,
  ofm: Float32Array,
  { min, max }: Range = NO_ACTIVATION,
): void {
  forEachPair(operands, ofm, (x, y) => clamp(f32(x * y), min, max));
}

/** AVERAGE_POOL_2D float32 over the taps inside the picture. Source: TFLM reference/pooling.h. */
export function averagePool2dF32(
  p: Pool2dShape,
  { min, max }: Range,
  ifm: Float32Array,
  ofm: Float32Array,
): void {
  const { ifmChannels, ifmWidth } = p;
  forEachWindow(p, (i0, rows, columns, o0) => {
    for (let c = 0; c < ifmChannels; c++) {
      let total = 0;
      for (let y = 0; y < rows; y++) {
        let i = i0 + y * ifmWidth * ifmChannels + c;
        for (let x = 0; x < columns; x++, i += ifmChannels) total = f32(total + ifm[i]);
      }
      ofm[o0 + c] = clamp(f32(total / (rows * columns)), min, max);
    }
  });
}

/** MAX_POOL_2D float32. Source: TFLM reference/pooling.h. */
export function maxPool2dF32(
  p: Pool2dShape,
  { min, max }: Range,
  ifm: Float32Array,
  ofm: Float32Array,
): void {
  const { ifmChannels, ifmWidth } = p;
  forEachWindow(p, (i0, rows, columns, o0) => {
    for (let c = 0; c < ifmChannels; c++) {
      let largest = NO_ACTIVATION.min;
      for (let y = 0; y < rows; y++) {
        let i = i0 + y * ifmWidth * ifmChannels + c;
        for (let x = 0; x < columns; x++, i += ifmChannels) largest = Math.max(largest, ifm[i]);
      }
      ofm[o0 + c] = clamp(largest, min, max);
    }
  });
}

/** SOFTMAX float32 over the last dimension, of size `depth`. Source: TFLM reference/softmax.h. */
export function softmaxF32(
  beta: number,
  depth: number,
  ifm: Float32Array,
  ofm: Float32Array,
): void {
  const b = f32(beta);
  for (let start = 0; start < ifm.length; start += depth) {
    const end = start + depth;
    let max = NO_ACTIVATION.min;
    for (let i = start; i < end; i++) max = Math.max(max, ifm[i]);
    let total = 0;
    for (let i = start; i < end; i++) {
      ofm[i] = Math.exp(f32(f32(ifm[i] - max) * b));
      total = f32(total + ofm[i]);
    }
    for (let i = start; i < end; i++) ofm[i] = ofm[i] / total;
  }
}

/** Applies a function of one value; its result is rounded to float32. */
function map(ifm: Float32Array, ofm: Float32Array, fn: (x: number) => number): void {
  for (let i = 0; i < ifm.length; i++) ofm[i] = fn(ifm[i]);
}

/** RELU float32. */
export function reluF32(ifm: Float32Array, ofm: Float32Array): void {
  map(ifm, ofm, (x) => Math.max(x, 0));
}

/** RELU6 float32. */
export function relu6F32(ifm: Float32Array, ofm: Float32Array): void {
  map(ifm, ofm, (x) => (x > 6 ? 6 : Math.max(x, 0)));
}

/** LEAKY_RELU float32. */
export function leakyReluF32(alpha: number, ifm: Float32Array, ofm: Float32Array): void {
  const a = f32(alpha);
  map(ifm, ofm, (x) => (x > 0 ? x : x * a));
}

/** LOGISTIC float32, 1 / (1 + exp(−x)); beyond ±16.6 and −9 as the reference's shortcuts. */
export function logisticF32(ifm: Float32Array, ofm: Float32Array): void {
  map(ifm, ofm, (x) => {
    if (x > 16.619047164916992) return 1;
    if (x < -9) return Math.exp(x);
    return f32(1 / f32(1 + f32(Math.exp(-x))));
  });
}

/** TANH float32. */
export function tanhF32(ifm: Float32Array, ofm: Float32Array): void {
  map(ifm, ofm, Math.tanh);
}

/** HARD_SWISH float32, x · min(6, max(0, x + 3)) / 6. Source: TFLM reference/hard_swish.h. */
export function hardSwishF32(ifm: Float32Array, ofm: Float32Array): void {
  map(ifm, ofm, (x) => f32(f32(x * clamp(f32(x + 3), 0, 6)) / 6));
}
