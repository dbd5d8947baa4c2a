/**
 * The loops of convolution, depthwise convolution and matrix product, in WebAssembly SIMD. Each
 * computes eight output channels of a run of output positions ("pixels") that stand `pixelStep`
 * bytes apart in the input; `segments` are runs of input that lie side by side (a row of taps), at
 * the byte offsets of a table. What a loop computes per output is the plain kernel's sum in the plain
 * kernel's order, so the results agree to the bit.
 *
 * Integers are 16 bits wide (input and filter less their zero points): `dot` adds two products a
 * lane. Four pixels share each load of weights; the last ones go one by one.
 */
import {
  advance,
  assemble,
  type Code,
  f32x4,
  i8x16,
  i16x8,
  i32,
  i32x4,
  i64x2,
  type Local,
  memoryCopy,
  repeat,
  v128,
  type WasmFunction,
  wasmFunction,
} from './assembler.js';

/** Output channels of one call. */
export const LANES = 8;
/** Pixels that share a load of weights. */
export const PIXELS = 4;

/** Byte offsets of what the output stage of eight integer channels reads; vectors of eight int32. */
export const STAGE = {
  bias: 0,
  /** 2^left shift. */
  left: 32,
  multiplier: 64,
  /** Half of 2^right shift, 0 where that is 1. */
  half: 96,
  /** All ones where the right shift is not 0: there a tie goes away from zero. */
  away: 128,
  /** 2^(30 - right shift). */
  right: 160,
  /** Four int32 of the zero point, sixteen bytes of each bound. */
  zeroPoint: 192,
  min: 208,
  max: 224,
  bytes: 240,
} as const;

/** The same for float channels: eight of bias, four of each bound. */
export const FLOAT_STAGE = { bias: 0, min: 32, max: 48, bytes: 64 } as const;

/** 1 << 30 in both lanes. */
const ROUND = v128.const([0, 0, 0, 64, 0, 0, 0, 0, 0, 0, 0, 64, 0, 0, 0, 0]);
/** The lower words of four 64-bit numbers. */
const LOW_WORDS = [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27];

/** Lanes: floor(x · factor / 2^shift) of int32, each product formed in 64 bits. */
function scaled(x: Local, factor: Code, shift: number, round: boolean): Code {
  const half = (product: Code) =>
    i64x2.shrU(round ? i64x2.add(product, ROUND) : product, i32.const(shift));
  return v128.shuffle(
    half(i64x2.extMulLow(x.get, factor)),
    half(i64x2.extMulHigh(x.get, factor)),
    LOW_WORDS,
  );
}

/**
 * x := the sum x, requantized: MultiplyByQuantizedMultiplier with both roundings (see
 * `multiplyByQuantizedMultiplier`), plus the zero point. RoundingDivideByPOT is
 * floor((x + half - (x < 0)) / 2^e), its division a product by 2^(30-e) and a shift by 30.
 */
function requantize(x: Local, stage: Local, group: number): Code {
  const param = (at: number) => v128.load(at + 16 * group, stage.get);
  const negative = v128.and(i32x4.shrS(x.get, i32.const(31)), param(STAGE.away));
  return [
    ...x.set(i32x4.mul(x.get, param(STAGE.left))),
    ...x.set(scaled(x, param(STAGE.multiplier), 31, true)),
    ...x.set(i32x4.add(i32x4.add(x.get, param(STAGE.half)), negative)),
    ...x.set(scaled(x, param(STAGE.right), 30, false)),
    ...x.set(i32x4.add(x.get, v128.load(STAGE.zeroPoint, stage.get))),
  ];
}

/** Eight requantized sums as bytes within the bounds. */
function storeBytes(low: Local, high: Local, stage: Local, out: Code, isSigned: boolean): Code {
  const words = i16x8.narrowS(low.get, high.get);
  const [narrow, max, min] = isSigned
    ? [i8x16.narrowS, i8x16.maxS, i8x16.minS]
    : [i8x16.narrowU, i8x16.maxU, i8x16.minU];
  const bounded = min(
    max(narrow(words, words), v128.load(STAGE.min, stage.get)),
    v128.load(STAGE.max, stage.get),
  );
  return v128.store64(0, out, bounded);
}

/** Eight float sums plus their bias, within the bounds. */
function storeFloats(low: Local, high: Local, stage: Local, out: Code): Code {
  const bounded = (x: Local, group: number) =>
    f32x4.min(
      f32x4.max(
        f32x4.add(x.get, v128.load(FLOAT_STAGE.bias + 16 * group, stage.get)),
        v128.load(FLOAT_STAGE.min, stage.get),
      ),
      v128.load(FLOAT_STAGE.max, stage.get),
    );
  return [...v128.store(0, out, bounded(low, 0)), ...v128.store(16, out, bounded(high, 1))];
}

/** What the loops of a kind do with a pixel's two vectors of sums. */
interface Arithmetic {
  readonly start: (stage: Local, group: number) => Code;
  readonly finish: (low: Local, high: Local, stage: Local, out: Code) => Code;
}

const FLOAT_ZERO = v128.const(new Array<number>(16).fill(0));

const integer = (isSigned: boolean): Arithmetic => ({
  start: (stage, group) => v128.load(STAGE.bias + 16 * group, stage.get),
  finish: (low, high, stage, out) => [
    ...requantize(low, stage, 0),
    ...requantize(high, stage, 1),
    ...storeBytes(low, high, stage, out, isSigned),
  ],
});

const float: Arithmetic = { start: () => FLOAT_ZERO, finish: storeFloats };

/** Where a pixel's window is read, the weights' address, and each pixel's two vectors of sums. */
type Segment = (at: readonly Local[], weights: Local, sums: readonly (readonly Local[])[]) => Inner;

/** The parameters of a loop, in their order. Steps are in bytes. */
const PARAMETERS = [
  // Windows: the first one's address; from row to row and pixel to pixel; how many in a row, by
  // fours and the rest one by one.
  ...(['input', 'rows', 'rowStep', 'pixelStep', 'fours', 'ones'] as const),
  // Within a window: the table of segments, and the steps along each.
  ...(['offsets', 'segments', 'step', 'steps'] as const),
  ...(['weights', 'stage', 'output', 'outputRowStep', 'outputStep'] as const),
] as const;
type Parameters = Readonly<Record<(typeof PARAMETERS)[number], Local>>;

/** A loop over the pixels of a picture, for eight output channels. */
function macLoop(name: string, kind: Arithmetic, segment: Segment): WasmFunction {
  return wasmFunction(name, (f) => {
    const p = Object.fromEntries(PARAMETERS.map((key) => [key, f.param()])) as Parameters;
    const [input, output, pixelsLeft] = [f.i32(), f.i32(), f.i32()];
    const [weightsAt, offsetsAt, segmentsLeft, stepsLeft] = [f.i32(), f.i32(), f.i32(), f.i32()];
    const allAt = Array.from({ length: PIXELS }, () => f.i32());
    const allSums = Array.from({ length: PIXELS }, () => [f.v128(), f.v128()]);
    const scratch = Array.from({ length: 3 }, () => f.v128());

    const block = (pixels: number): Code => {
      const at = allAt.slice(0, pixels);
      const sums = allSums.slice(0, pixels);
      const inner = segment(at, weightsAt, sums);
      return [
        ...sums.flatMap(([low, high]) => [
          ...low.set(kind.start(p.stage, 0)),
          ...high.set(kind.start(p.stage, 1)),
        ]),
        ...weightsAt.set(p.weights.get),
        ...offsetsAt.set(p.offsets.get),
        ...segmentsLeft.set(p.segments.get),
        ...repeat(segmentsLeft, [
          ...at[0].set(i32.add(input.get, i32.load(0, offsetsAt.get))),
          ...at.slice(1).flatMap((x, i) => x.set(i32.add(at[i].get, p.pixelStep.get))),
          ...advance(offsetsAt, i32.const(4)),
          ...stepsLeft.set(p.steps.get),
          ...repeat(stepsLeft, [
            ...inner.body(scratch),
            ...at.flatMap((x) => advance(x, p.step.get)),
            ...advance(weightsAt, i32.const(inner.weightBytes)),
          ]),
        ]),
        ...sums.flatMap(([low, high]) => [
          ...kind.finish(low, high, p.stage, output.get),
          ...advance(output, p.outputStep.get),
          ...advance(input, p.pixelStep.get),
        ]),
      ];
    };
    return [
      repeat(p.rows, [
        ...input.set(p.input.get),
        ...output.set(p.output.get),
        ...pixelsLeft.set(p.fours.get),
        ...repeat(pixelsLeft, block(PIXELS)),
        ...pixelsLeft.set(p.ones.get),
        ...repeat(pixelsLeft, block(1)),
        ...advance(p.input, p.rowStep.get),
        ...advance(p.output, p.outputRowStep.get),
      ]),
    ];
  });
}

/** One step along a segment. */
interface Inner {
  readonly weightBytes: number;
  readonly body: (scratch: readonly Local[]) => Code;
}

/** Two input elements against two weights a channel: [step][channel][2] of int16. */
const integerDot =
  (unrolled: number): Segment =>
  (at, weights, sums) => ({
    weightBytes: 32 * unrolled,
    body: ([x, low, high]) =>
      Array.from({ length: unrolled }, (_, u) => [
        ...low.set(v128.load(32 * u, weights.get)),
        ...high.set(v128.load(32 * u + 16, weights.get)),
        ...at.flatMap((p, i) => [
          ...x.set(v128.load32Splat(4 * u, p.get)),
          ...sums[i][0].set(i32x4.add(sums[i][0].get, i32x4.dot(x.get, low.get))),
          ...sums[i][1].set(i32x4.add(sums[i][1].get, i32x4.dot(x.get, high.get))),
        ]),
      ]).flat(),
  });

/** One input element against eight weights: [step][channel] of float32. */
const floatDot: Segment = (at, weights, sums) => ({
  weightBytes: 32,
  body: ([x, low, high]) => [
    ...low.set(v128.load(0, weights.get)),
    ...high.set(v128.load(16, weights.get)),
    ...at.flatMap((p, i) => [
      ...x.set(v128.load32Splat(0, p.get)),
      ...sums[i][0].set(f32x4.add(sums[i][0].get, f32x4.mul(x.get, low.get))),
      ...sums[i][1].set(f32x4.add(sums[i][1].get, f32x4.mul(x.get, high.get))),
    ]),
  ],
});

/**
 * Eight channels of the input, each by its weight: [tap][channel] of int16. A step is `taps` taps
 * that lie side by side in a plane.
 */
const integerLanes =
  (taps: number): Segment =>
  (at, weights, sums) => ({
    weightBytes: 16 * taps,
    body: ([x, w]) =>
      Array.from({ length: taps }, (_, t) => [
        ...w.set(v128.load(16 * t, weights.get)),
        ...at.flatMap((p, i) => [
          ...x.set(v128.load(16 * t, p.get)),
          ...sums[i][0].set(i32x4.add(sums[i][0].get, i32x4.extMulLow(x.get, w.get))),
          ...sums[i][1].set(i32x4.add(sums[i][1].get, i32x4.extMulHigh(x.get, w.get))),
        ]),
      ]).flat(),
  });

const floatLanes =
  (taps: number): Segment =>
  (at, weights, sums) => ({
    weightBytes: 32 * taps,
    body: ([low, high]) =>
      Array.from({ length: taps }, (_, t) => [
        ...low.set(v128.load(32 * t, weights.get)),
        ...high.set(v128.load(32 * t + 16, weights.get)),
        ...at.flatMap((p, i) =>
          [low, high].flatMap((w, half) =>
            sums[i][half].set(
              f32x4.add(sums[i][half].get, f32x4.mul(v128.load(32 * t + 16 * half, p.get), w.get)),
            ),
          ),
        ),
      ]).flat(),
  });

/** widen(source, target, zeroPoint, count): count bytes less the zero point, as int16. */
function widen(name: string, isSigned: boolean): WasmFunction {
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

const PLANE_PARAMETERS = [
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

const PLANES = {
  planesS8: planes('planesS8', { source: 8, target: 16 }, widened(v128.load8x8S)),
  planesU8: planes('planesU8', { source: 8, target: 16 }, widened(v128.load8x8U)),
  planesF32: planes('planesF32', { source: 32, target: 32 }, (source, target) => [
    ...v128.store(0, target.get, v128.load(0, source.get)),
    ...v128.store(16, target.get, v128.load(16, source.get)),
  ]),
} as const;

/** scatter(source, sourceStep, target, targetStep, bytes, count): count runs of bytes, spread out. */
const scatter = wasmFunction('scatter', (f) => {
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

/** What is summed (dot: across channels, lanes: channel by channel), and of what. */
const LOOPS = {
  dotS8: [integer(true), integerDot(1)],
  dotS8Twice: [integer(true), integerDot(2)],
  dotU8: [integer(false), integerDot(1)],
  dotU8Twice: [integer(false), integerDot(2)],
  dotF32: [float, floatDot],
  lanesS8: [integer(true), integerLanes(1)],
  lanesS8Thrice: [integer(true), integerLanes(3)],
  lanesU8: [integer(false), integerLanes(1)],
  lanesU8Thrice: [integer(false), integerLanes(3)],
  lanesF32: [float, floatLanes(1)],
  lanesF32Thrice: [float, floatLanes(3)],
} as const satisfies Record<string, readonly [Arithmetic, Segment]>;

export type LoopKind = keyof typeof LOOPS;

/** Arguments of a loop, by the names of its parameters, but for the addresses that a run gives. */
export type LoopArguments = Readonly<
  Record<Exclude<(typeof PARAMETERS)[number], 'input' | 'output'>, number>
>;

export type PlanesKind = keyof typeof PLANES;
export type PlanesArguments = Readonly<Record<(typeof PLANE_PARAMETERS)[number], number>>;

export interface MacLoops {
  /** The loop with all but the addresses of the first window and of its output settled. */
  bind(kind: LoopKind, args: LoopArguments): (input: number, output: number) => void;
  /** Takes a picture apart: [row][col][channel] becomes [group][row][col][8]. */
  planes(kind: PlanesKind, args: PlanesArguments): void;
  widenS8(source: number, target: number, zeroPoint: number, count: number): void;
  widenU8(source: number, target: number, zeroPoint: number, count: number): void;
  scatter(
    source: number,
    sourceStep: number,
    target: number,
    targetStep: number,
    bytes: number,
    count: number,
  ): void;
}

let compiled: WebAssembly.Module | undefined;

/** The loops over `memory`. The module is compiled once. */
export function macLoops(memory: WebAssembly.Memory): MacLoops {
  compiled ??= new WebAssembly.Module(
    assemble([
      ...Object.entries(LOOPS).map(([name, [kind, segment]]) => macLoop(name, kind, segment)),
      widen('widenS8', true),
      widen('widenU8', false),
      ...Object.values(PLANES),
      scatter,
    ]),
  );
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  const functions = exports as Record<LoopKind | PlanesKind, (...args: number[]) => void> &
    MacLoops;
  const { widenS8, widenU8, scatter: spread } = functions;
  return {
    bind(kind, fixed) {
      const loop = functions[kind];
      const args = PARAMETERS.map((name) =>
        name === 'input' || name === 'output' ? 0 : fixed[name],
      );
      const [inputAt, outputAt] = [PARAMETERS.indexOf('input'), PARAMETERS.indexOf('output')];
      return (input, output) => {
        args[inputAt] = input;
        args[outputAt] = output;
        loop(...args);
      };
    },
    planes: (kind, a) => functions[kind](...PLANE_PARAMETERS.map((name) => a[name])),
    widenS8,
    widenU8,
    scatter: spread,
  };
}
