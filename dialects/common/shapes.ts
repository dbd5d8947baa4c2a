/**
 * Shape rules of the operators that nn, qnn and npu share. The dialects' README files cite them by
 * number:
 *
 *  C1 a picture has four dimensions, n, h, w, c; windows, strides and dilations are positive,
 *     paddings not negative;
 *  C2 convolution: filter is o, kh, kw, i with i the picture's channels; bias has o elements; the
 *     result is n, oh, ow, o with oh = floor((h + top + bottom - (kh-1)*dilation - 1) / stride) + 1;
 *  C3 depthwise: filter is 1, kh, kw, o with o a multiple of the picture's channels; as C2;
 *  C4 fully connected: filter is o, k; k divides the elements of ifm; the result has o elements a row;
 *  C5 broadcast: sizes, aligned at the last, are equal or one; the result has the larger;
 *  C6 pooling: the result is n, oh, ow, c, with oh as in C2;
 *  C7 reshape keeps the number of elements; other unary operators keep the shape;
 *  C8 pad: before and after have an entry a dimension, not negative; the result grows by them;
 *  C9 mean: axes are dimensions of the input, each once; the result drops them or keeps ones;
 *  C10 transpose: perm is a permutation of the dimensions, and the result follows it.
 */
import {
  type Fail,
  type Operation,
  type OpHooks,
  RankedTensorType,
  type Value,
} from '../../ir/index.js';
import { arrayAttr } from './attributes.js';

type Shape = readonly number[];

function shape(value: Value): Shape | undefined {
  return value.type instanceof RankedTensorType && value.type.hasStaticShape
    ? value.type.shape
    : undefined;
}

const count = (s: Shape) => s.reduce((n, d) => n * d, 1);
const same = (a: Shape, b: Shape) => a.length === b.length && a.every((d, i) => d === b[i]);
const text = (s: Shape) => `[${s.join(', ')}]`;

/** Size of the result along one dimension of a window operator. */
export function windowedSize(
  size: number,
  kernel: number,
  stride: number,
  dilation: number,
  padding: number,
): number {
  return Math.floor((size + padding - (kernel - 1) * dilation - 1) / stride) + 1;
}

/** The broadcast of two shapes (C5), or undefined. */
export function broadcast(a: Shape, b: Shape): number[] | undefined {
  const rank = Math.max(a.length, b.length);
  const out: number[] = [];
  for (let i = 0; i < rank; i++) {
    const x = a[a.length - rank + i] ?? 1;
    const y = b[b.length - rank + i] ?? 1;
    if (x !== y && x !== 1 && y !== 1) return undefined;
    out.push(x === 1 ? y : x);
  }
  return out;
}

function expectShape(what: string, found: Shape, wanted: Shape, rule: string, fail: Fail): void {
  if (!same(found, wanted))
    fail(`${what} must have the shape ${text(wanted)}, not ${text(found)} (${rule})`);
}

/** Checks C1 for a window; true when all is well. */
function windowOk(op: Operation, ifm: Shape, kernel: Shape, dilation: Shape, fail: Fail): boolean {
  if (ifm.length !== 4) {
    fail(`takes a picture of four dimensions (n, h, w, c), not ${text(ifm)} (C1)`);
    return false;
  }
  const stride = arrayAttr(op, 'stride');
  const padding = arrayAttr(op, 'padding');
  for (const [name, list] of [
    ['kernel', kernel],
    ['stride', stride],
    ['dilation', dilation],
  ] as const) {
    if (list.some((v) => v < 1)) {
      fail(`${name} ${text(list)} must be positive (C1)`);
      return false;
    }
  }
  if (padding.some((v) => v < 0)) {
    fail(`padding ${text(padding)} must not be negative (C1)`);
    return false;
  }
  return true;
}

function windowedShape(
  op: Operation,
  ifm: Shape,
  kernel: Shape,
  dilation: Shape,
  channels: number,
): number[] {
  const stride = arrayAttr(op, 'stride');
  const [top, left, bottom, right] = arrayAttr(op, 'padding');
  return [
    ifm[0],
    windowedSize(ifm[1], kernel[0], stride[0], dilation[0], top + bottom),
    windowedSize(ifm[2], kernel[1], stride[1], dilation[1], left + right),
    channels,
  ];
}

function verifyBias(op: Operation, channels: number, rule: string, fail: Fail): void {
  const bias = op.numOperands > 2 ? shape(op.operand(2)) : undefined;
  if (bias) expectShape('bias', bias, [channels], rule, fail);
}

function conv2d(op: Operation, fail: Fail): void {
  const [ifm, filter, ofm] = [shape(op.operand(0)), shape(op.operand(1)), shape(op.result())];
  if (!ifm || !filter || !ofm) return;
  const dilation = arrayAttr(op, 'dilation');
  if (!windowOk(op, ifm, filter.slice(1, 3), dilation, fail)) return;
  if (filter.length !== 4 || filter[3] !== ifm[3]) {
    fail(`filter must be o, kh, kw, ${ifm[3]}, not ${text(filter)} (C2)`);
    return;
  }
  verifyBias(op, filter[0], 'C2', fail);
  expectShape(
    'the result',
    ofm,
    windowedShape(op, ifm, filter.slice(1, 3), dilation, filter[0]),
    'C2',
    fail,
  );
}

function depthwise(op: Operation, fail: Fail): void {
  const [ifm, filter, ofm] = [shape(op.operand(0)), shape(op.operand(1)), shape(op.result())];
  if (!ifm || !filter || !ofm) return;
  const dilation = arrayAttr(op, 'dilation');
  if (!windowOk(op, ifm, filter.slice(1, 3), dilation, fail)) return;
  if (filter.length !== 4 || filter[0] !== 1 || filter[3] % ifm[3] !== 0 || filter[3] === 0) {
    fail(`filter must be 1, kh, kw and a multiple of ${ifm[3]}, not ${text(filter)} (C3)`);
    return;
  }
  verifyBias(op, filter[3], 'C3', fail);
  expectShape(
    'the result',
    ofm,
    windowedShape(op, ifm, filter.slice(1, 3), dilation, filter[3]),
    'C3',
    fail,
  );
}

function fullyConnected(op: Operation, fail: Fail): void {
  const [ifm, filter, ofm] = [shape(op.operand(0)), shape(op.operand(1)), shape(op.result())];
  if (!ifm || !filter || !ofm) return;
  if (filter.length !== 2 || filter[1] === 0 || count(ifm) % filter[1] !== 0) {
    fail(`filter must be o, k with k a divisor of ${count(ifm)}, not ${text(filter)} (C4)`);
    return;
  }
  verifyBias(op, filter[0], 'C4', fail);
  const rows = count(ifm) / filter[1];
  if (ofm.at(-1) !== filter[0] || count(ofm) !== rows * filter[0]) {
    fail(`the result must be ${rows} rows of ${filter[0]}, not ${text(ofm)} (C4)`);
  }
}

function binary(op: Operation, fail: Fail): void {
  const [lhs, rhs, ofm] = [shape(op.operand(0)), shape(op.operand(1)), shape(op.result())];
  if (!lhs || !rhs || !ofm) return;
  const wanted = broadcast(lhs, rhs);
  if (!wanted) fail(`shapes ${text(lhs)} and ${text(rhs)} do not broadcast (C5)`);
  else expectShape('the result', ofm, wanted, 'C5', fail);
}

function pool(op: Operation, fail: Fail): void {
  const [ifm, ofm] = [shape(op.operand(0)), shape(op.result())];
  if (!ifm || !ofm) return;
  const kernel = arrayAttr(op, 'kernel');
  if (!windowOk(op, ifm, kernel, [1, 1], fail)) return;
  expectShape('the result', ofm, windowedShape(op, ifm, kernel, [1, 1], ifm[3]), 'C6', fail);
}

function reshape(op: Operation, fail: Fail): void {
  const [from, to] = [shape(op.operand(0)), shape(op.result())];
  if (from && to && count(from) !== count(to)) {
    fail(`reshapes ${count(from)} elements to ${count(to)} (C7)`);
  }
}

function sameShape(op: Operation, fail: Fail): void {
  const [from, to] = [shape(op.operand(0)), shape(op.result())];
  if (from && to) expectShape('the result', to, from, 'C7', fail);
}

function pad(op: Operation, fail: Fail): void {
  const [from, to] = [shape(op.operand(0)), shape(op.result())];
  if (!from || !to) return;
  const [before, after] = [arrayAttr(op, 'before'), arrayAttr(op, 'after')];
  if (
    before.length !== from.length ||
    after.length !== from.length ||
    [...before, ...after].some((v) => v < 0)
  ) {
    fail(`before and after must have ${from.length} entries that are not negative (C8)`);
    return;
  }
  expectShape(
    'the result',
    to,
    from.map((d, i) => d + before[i] + after[i]),
    'C8',
    fail,
  );
}

function mean(op: Operation, fail: Fail): void {
  const [from, to] = [shape(op.operand(0)), shape(op.result())];
  if (!from || !to) return;
  const axes = new Set(arrayAttr(op, 'axes'));
  if (
    axes.size !== arrayAttr(op, 'axes').length ||
    [...axes].some((a) => a < 0 || a >= from.length)
  ) {
    fail(`axes must be different dimensions from 0 to ${from.length - 1} (C9)`);
    return;
  }
  const kept = from.map((d, i) => (axes.has(i) ? 1 : d));
  const dropped = from.filter((_, i) => !axes.has(i));
  if (!same(to, kept)) expectShape('the result', to, dropped, 'C9', fail);
}

function transpose(op: Operation, fail: Fail): void {
  const [from, to] = [shape(op.operand(0)), shape(op.result())];
  if (!from || !to) return;
  const perm = arrayAttr(op, 'perm');
  if (
    !same(
      [...perm].sort((a, b) => a - b),
      from.map((_, i) => i),
    )
  ) {
    fail(`perm ${text(perm)} is no permutation of ${from.length} dimensions (C10)`);
    return;
  }
  expectShape(
    'the result',
    to,
    perm.map((d) => from[d]),
    'C10',
    fail,
  );
}

/** Verifiers by operator name, for the hooks of a dialect. */
export const shapeHooks = {
  add: { verify: binary },
  avg_pool2d: { verify: pool },
  conv2d: { verify: conv2d },
  depthwise_conv2d: { verify: depthwise },
  fully_connected: { verify: fullyConnected },
  max_pool2d: { verify: pool },
  mean: { verify: mean },
  mul: { verify: binary },
  pad: { verify: pad },
  relu: { verify: sameShape },
  relu6: { verify: sameShape },
  reshape: { verify: reshape },
  softmax: { verify: sameShape },
  transpose: { verify: transpose },
} as const satisfies Record<string, OpHooks>;

/** `verify` of a unary operator that keeps the shape (C7). */
export const verifySameShape = sameShape;
