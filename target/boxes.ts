/** Strided boxes of memory: their extent, their segments, and the port beats that they cost. */

export type Space = 'sram' | 'off-chip';

/** `count` places, `stride` bytes apart. */
export interface Dimension {
  readonly count: number;
  readonly stride: number;
}

/** `run` contiguous bytes at every combination of the dimensions (outermost first). */
export interface Box {
  readonly space: Space;
  readonly address: number;
  readonly run: number;
  readonly dims: readonly Dimension[];
}
/** Drops dimensions of one place and merges those that continue the run. */
export function coalesce(box: Box): Box {
  let run = box.run;
  const dims = box.dims.filter((d) => d.count !== 1);
  while (dims.length > 0 && dims[dims.length - 1].stride === run) {
    run *= dims[dims.length - 1].count;
    dims.pop();
  }
  return { space: box.space, address: box.address, run, dims };
}

/** True when the box has no byte. */
export function isEmpty(box: Box): boolean {
  return box.run === 0 || box.dims.some((d) => d.count === 0);
}

/** One past the last byte of the box. */
export function boxEnd(box: Box): number {
  return box.dims.reduce((end, d) => end + (d.count - 1) * d.stride, box.address + box.run);
}

/** Bytes of the box, counting repeated ones as often as they are read. */
export function boxBytes(box: Box): number {
  return box.dims.reduce((bytes, d) => bytes * d.count, box.run);
}

/**
 * Memory words of `width` bytes touched by the box, each contiguous segment on its own: the beats of
 * a port of that width. Exact for every alignment; segments are counted by their address mod width.
 */
export function boxBeats(original: Box, width: number): number {
  if (isEmpty(original)) return 0;
  const box = coalesce(original);
  let counts = new Float64Array(width);
  counts[box.address % width] = 1;
  for (const { count, stride } of box.dims) counts = spread(counts, count, stride);
  return segmentBeats(counts, box.run);
}

/** Segments by start mod width, each repeated at `count` places `stride` apart. */
function spread(counts: Float64Array<ArrayBuffer>, count: number, stride: number) {
  const width = counts.length;
  const step = stride % width;
  const next = new Float64Array(width);
  const period = step === 0 ? 1 : width / gcd(step, width);
  for (let i = 0; i < Math.min(period, count); i++) {
    const times = Math.floor((count - 1 - i) / period) + 1;
    for (let r = 0; r < width; r++) next[(r + i * step) % width] += counts[r] * times;
  }
  return next;
}

/** Words of `width` bytes of `counts[r]` segments of `run` bytes that start at r mod width. */
export function segmentBeats(counts: Float64Array, run: number): number {
  const width = counts.length;
  let beats = 0;
  for (let r = 0; r < width; r++) {
    if (counts[r] > 0) beats += counts[r] * Math.ceil((r + run) / width);
  }
  return beats;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** Calls `visit` for each contiguous segment, in address-generator order. */
export function forEachSegment(
  original: Box,
  visit: (address: number, bytes: number) => void,
): void {
  if (isEmpty(original)) return;
  const { address, run, dims } = coalesce(original);
  const walk = (depth: number, base: number): void => {
    if (depth === dims.length) {
      visit(base, run);
      return;
    }
    const { count, stride } = dims[depth];
    for (let i = 0; i < count; i++) walk(depth + 1, base + i * stride);
  };
  walk(0, address);
}
/** A dense piece of memory. */
export function denseBox(space: Space, address: number, bytes: number): Box {
  return { space, address, run: bytes, dims: [] };
}
