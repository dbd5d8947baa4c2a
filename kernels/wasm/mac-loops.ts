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
  i32,
  i32x4,
  type Local,
  repeat,
  v128,
  type WasmFunction,
  wasmFunction,
} from './assembler.js';
import { PLANE_PARAMETERS, PLANES, scatter, widen } from './moves.js';
import { type Arithmetic, float, integer } from './output-stage.js';

/** Output channels of one call. */
export const LANES = 8;
/** Pixels that share a load of weights. */
export const PIXELS = 4;

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
