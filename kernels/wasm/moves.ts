/** Loops that bring tensors into the form that others read, and results to their places. */
import {
  advance,
  type Code,
  i16x8,
  i32,
  type Local,
  memoryCopy,
  repeat,
  v128,
  type WasmFunction,
  wasmFunction,
} from './assembler.js';

/** widen(source, target, zeroPoint, count): count bytes less the zero point, as int16. */
export function widen(name: string, isSigned: boolean): WasmFunction {
  const [load8x8, load8] = isSigned ? [v128.load8x8S, i32.load8S] : [v128.load8x8U, i32.load8U];
  return wasmFunction(name, (f) => {
    const [source, target, zeroPoint, count] = Array.from({ length: 4 }, () => f.param());
    const groups = f.i32();
    const zeros = f.v128();
    return [
      zeros.set(i16x8.splat(zeroPoint.get)),
      groups.set(i32.shrU(count.get, i32.const(3))),
      repeat(groups, [
        ...v128.store(0, target.get, i16x8.sub(load8x8(0, source.get), zeros.get)),
        ...advance(source, i32.const(8)),
        ...advance(target, i32.const(16)),
      ]),
      count.set(i32.and(count.get, i32.const(7))),
      repeat(count, [
        ...i32.store16(0, target.get, i32.sub(load8(0, source.get), zeroPoint.get)),
        ...advance(source, i32.const(1)),
        ...advance(target, i32.const(2)),
      ]),
    ];
  });
}

export const PLANE_PARAMETERS = [
  ...(['source', 'pixelStep', 'rowStep', 'target', 'targetRowStep', 'planeStep'] as const),
  ...(['rows', 'cols', 'groups', 'zeroPoint'] as const),
] as const;

/** A picture taken apart into planes of eight channels, which lie together there. */
function planes(
  name: string,
  bytes: { readonly source: number; readonly target: number },
  move: (source: Local, target: Local, zeros: Local) => Code,
): WasmFunction {
  return wasmFunction(name, (f) => {
    const p = Object.fromEntries(PLANE_PARAMETERS.map((key) => [key, f.param()])) as Readonly<
      Record<(typeof PLANE_PARAMETERS)[number], Local>
    >;
    const [rowSource, rowTarget, rowsLeft, source, target, colsLeft] = Array.from(
      { length: 6 },
      () => f.i32(),
    );
    const zeros = f.v128();
    return [
      zeros.set(i16x8.splat(p.zeroPoint.get)),
      repeat(p.groups, [
        ...rowSource.set(p.source.get),
        ...rowTarget.set(p.target.get),
        ...rowsLeft.set(p.rows.get),
        ...repeat(rowsLeft, [
          ...source.set(rowSource.get),
          ...target.set(rowTarget.get),
          ...colsLeft.set(p.cols.get),
          ...repeat(colsLeft, [
            ...move(source, target, zeros),
            ...advance(source, p.pixelStep.get),
            ...advance(target, i32.const(bytes.target)),
          ]),
          ...advance(rowSource, p.rowStep.get),
          ...advance(rowTarget, p.targetRowStep.get),
        ]),
        ...advance(p.source, i32.const(bytes.source)),
        ...advance(p.target, p.planeStep.get),
      ]),
    ];
  });
}

const widened =
  (load8x8: typeof v128.load8x8S) =>
  (source: Local, target: Local, zeros: Local): Code =>
    v128.store(0, target.get, i16x8.sub(load8x8(0, source.get), zeros.get));

export const PLANES = {
  planesS8: planes('planesS8', { source: 8, target: 16 }, widened(v128.load8x8S)),
  planesU8: planes('planesU8', { source: 8, target: 16 }, widened(v128.load8x8U)),
  planesF32: planes('planesF32', { source: 32, target: 32 }, (source, target) => [
    ...v128.store(0, target.get, v128.load(0, source.get)),
    ...v128.store(16, target.get, v128.load(16, source.get)),
  ]),
} as const;

/** scatter(source, sourceStep, target, targetStep, bytes, count): count runs of bytes, spread out. */
export const scatter = wasmFunction('scatter', (f) => {
  const [source, sourceStep, target, targetStep, bytes, count] = Array.from({ length: 6 }, () =>
    f.param(),
  );
  return [
    repeat(count, [
      ...memoryCopy(target.get, source.get, bytes.get),
      ...advance(source, sourceStep.get),
      ...advance(target, targetStep.get),
    ]),
  ];
});
