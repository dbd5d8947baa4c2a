// Element-wise loops over any element type, with broadcast.

import { isBig, type TensorArray } from './arrays.js';
import { broadcastIndex, broadcastShape, type Shape } from './shape.js';

type Scalar = number | bigint;
type Loose = { [index: number]: never; readonly length: number };

/** ofm[i] = fn(ifm[i]). */
export function mapUnary(
  ifm: TensorArray,
  ofm: TensorArray,
  fn: ((x: number) => number) | ((x: bigint) => bigint),
): void {
  const [from, to, call] = [
    ifm as unknown as Loose,
    ofm as unknown as Loose,
    fn as unknown as (x: never) => never,
  ];
  for (let i = 0; i < from.length; i++) to[i] = call(from[i]);
}

/** ofm[i] = fn(a[i], b[i]), where a and b broadcast to `broadcastShape(shapeA, shapeB)`. */
export function mapBinary(
  a: TensorArray,
  shapeA: Shape,
  b: TensorArray,
  shapeB: Shape,
  ofm: TensorArray,
  fn:
    | ((x: number, y: number) => number | boolean)
    | ((x: bigint, y: bigint) => bigint | boolean)
    | ((x: number, y: number | bigint) => number),
): void {
  const shape = broadcastShape(shapeA, shapeB);
  const [mapA, mapB] = [broadcastIndex(shapeA, shape), broadcastIndex(shapeB, shape)];
  const [x, y, to] = [a, b, ofm] as unknown as [Loose, Loose, Loose];
  const call = fn as unknown as (x: never, y: never) => never;
  if (!mapA && !mapB) for (let i = 0; i < to.length; i++) to[i] = call(x[i], y[i]);
  else if (!mapA && b.length === 1) for (let i = 0; i < to.length; i++) to[i] = call(x[i], y[0]);
  else {
    for (let i = 0; i < to.length; i++) {
      to[i] = call(x[mapA ? mapA[i] : i], y[mapB ? mapB[i] : i]);
    }
  }
}

/** ofm[i] = condition[i] ? a[i] : b[i], all three broadcast to `shape`. */
export function selectInto(
  shape: Shape,
  [condition, conditionShape]: readonly [TensorArray, Shape],
  [a, shapeA]: readonly [TensorArray, Shape],
  [b, shapeB]: readonly [TensorArray, Shape],
  ofm: TensorArray,
): void {
  const maps = [conditionShape, shapeA, shapeB].map((s) => broadcastIndex(s, shape));
  const [mapC, mapA, mapB] = maps;
  const [c, x, y, to] = [condition, a, b, ofm] as unknown as [Loose, Loose, Loose, Loose];
  for (let i = 0; i < to.length; i++) {
    to[i] = c[mapC ? mapC[i] : i] ? x[mapA ? mapA[i] : i] : y[mapB ? mapB[i] : i];
  }
}

/**
 * Elements of one type as another: floats lose their fraction on the way to integers, integers wrap to
 * the width of the target, anything becomes a boolean (`toBool`) as `!= 0`.
 */
export function castInto(ifm: TensorArray, ofm: TensorArray, toBool: boolean): void {
  const [fromBig, toBig] = [isBig(ifm), isBig(ofm)];
  const [from, to] = [ifm as unknown as Loose, ofm as unknown as { [index: number]: Scalar }];
  for (let i = 0; i < from.length; i++) {
    const x: Scalar = from[i];
    if (toBool) to[i] = Number(x) !== 0 ? 1 : 0;
    else if (fromBig === toBig) to[i] = x;
    else if (toBig) to[i] = BigInt(Number.isFinite(x as number) ? Math.trunc(x as number) : 0);
    else
      to[i] =
        ofm instanceof Float32Array || ofm instanceof Float64Array
          ? Number(x)
          : Number(BigInt.asIntN(32, x as bigint));
  }
}
