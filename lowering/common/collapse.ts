/**
 * Loops over several strided operands with fewer dimensions: those of size one go, and neighbours
 * that every operand steps through alike become one, as long as the product fits a field.
 */

/** One loop: its extent, and each operand's stride in bytes (0 repeats). */
export interface Loop {
  readonly extent: number;
  readonly strides: readonly number[];
}

/** Largest extent of a 16-bit field. */
export const MAX_EXTENT = 65535;
/** Largest extent of a DMA instruction's innermost loop. */
export const MAX_RUN = 2 ** 24 - 1;
/** Nested loops of a VEC or DMA instruction. */
export const MAX_LOOPS = 3;

/**
 * The loops, outermost first, as few as the operands allow; at least one. The innermost may be as
 * long as `maxInner`. A loop that is too long by itself stays so.
 */
export function collapse(loops: readonly Loop[], maxInner = MAX_EXTENT): Loop[] {
  const out: Loop[] = [];
  for (const loop of [...loops].reverse()) {
    if (loop.extent === 1) continue;
    const inner = out[0];
    const joins =
      inner &&
      inner.extent * loop.extent <= (out.length === 1 ? maxInner : MAX_EXTENT) &&
      loop.strides.every((s, i) => s === inner.strides[i] * inner.extent);
    if (joins) out[0] = { extent: inner.extent * loop.extent, strides: inner.strides };
    else out.unshift(loop);
  }
  return out.length > 0 ? out : [{ extent: 1, strides: loops[0].strides.map(() => 1) }];
}

/** A scalar's shape as a vector of one: every task has a loop. */
function atLeastOne(shape: readonly number[]): readonly number[] {
  return shape.length === 0 ? [1] : shape;
}

/** Row-major strides in elements of `width` bytes. */
export function denseStrides(shape: readonly number[], width = 1): number[] {
  const strides = new Array<number>(shape.length);
  let stride = width;
  for (let d = shape.length - 1; d >= 0; d--) {
    strides[d] = stride;
    stride *= shape[d];
  }
  return strides;
}

/** Strides of `shape` seen as `to` by broadcasting: 0 where one element repeats. */
export function broadcastStrides(shape: readonly number[], to: readonly number[]): number[] {
  const own = denseStrides(shape);
  const lead = to.length - shape.length;
  return to.map((_, d) => (d < lead || shape[d - lead] === 1 ? 0 : own[d - lead]));
}

/** Loops of an element-wise operator: the result and each operand, innermost last. */
export function elementwiseLoops(
  result: readonly number[],
  operands: readonly (readonly number[])[],
): Loop[] {
  const shape = atLeastOne(result);
  const strides = [denseStrides(shape), ...operands.map((o) => broadcastStrides(o, shape))];
  return collapse(shape.map((extent, d) => ({ extent, strides: strides.map((s) => s[d]) })));
}

/** Loops of a copy: source strides, then target strides, in the target's order. */
export function copyLoops(
  source: readonly number[],
  target: readonly number[],
  size: readonly number[],
  perm: readonly number[],
): Loop[] {
  if (perm.length === 0) return [{ extent: 1, strides: [1, 1] }];
  const [from, to] = [denseStrides(source), denseStrides(target)];
  return collapse(
    perm.map((p, d) => ({ extent: size[p], strides: [from[p], to[d]] })),
    MAX_RUN,
  );
}

/** A reduction's loops: those of the kept dimensions (input, result) and of the reduced ones (input). */
export function reductionLoops(shape: readonly number[], axes: readonly number[]) {
  const own = denseStrides(shape);
  const reduced = new Set(axes);
  const result = denseStrides(shape.map((s, d) => (reduced.has(d) ? 1 : s)));
  // Dimension -1 is a loop of one, so that there is always one of each kind.
  const pick = (want: boolean) => [
    -1,
    ...shape.map((_, d) => d).filter((d) => reduced.has(d) === want),
  ];
  return {
    kept: collapse(
      pick(false).map((d) => ({ extent: shape[d] ?? 1, strides: [own[d] ?? 1, result[d] ?? 1] })),
    ),
    summed: collapse(pick(true).map((d) => ({ extent: shape[d] ?? 1, strides: [own[d] ?? 1] }))),
  };
}
