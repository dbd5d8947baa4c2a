/** What an instruction touches in memory, as strided boxes: for costs, bounds and the race check. */
import type { Fields, Instruction } from './encoding.js';

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

/** When an instruction reads a box: a MAC engine's weights come ahead of its patch. */
export type ReadRole = 'input' | 'weights' | 'table';

export interface Access {
  readonly reads: readonly (Box & { readonly role: ReadRole })[];
  readonly writes: readonly Box[];
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

function segmentBeats(counts: Float64Array, run: number): number {
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

/** Positions `start + i·spacing + j`, i < groups, j < length. */
interface Progression {
  readonly start: number;
  readonly groups: number;
  readonly spacing: number;
  readonly length: number;
}

/**
 * The valid positions of one axis of a patch that any tap touches, relative to the first valid one.
 * A position no tap touches (a stride beyond the kernel, a dilation) is neither loaded nor stored.
 */
export function touchedPositions(
  outputs: number,
  kernel: number,
  stride: number,
  dilation: number,
  pad: number,
  valid: number,
): readonly Progression[] {
  const extent = (outputs - 1) * stride + (kernel - 1) * dilation + 1;
  const first = Math.max(0, pad);
  const end = Math.min(extent, pad + valid);
  if (end <= first) return [];
  if ((dilation === 1 || kernel === 1) && stride <= kernel) {
    return [{ start: first - pad, groups: 1, spacing: 0, length: end - first }];
  }
  const touched = new Uint8Array(extent);
  for (let o = 0; o < outputs; o++) {
    for (let k = 0; k < kernel; k++) touched[o * stride + k * dilation] = 1;
  }
  const runs: { start: number; length: number }[] = [];
  for (let i = first; i < end; i++) {
    if (!touched[i]) continue;
    const last = runs.at(-1);
    if (last && last.start + last.length === i - pad) last.length++;
    else runs.push({ start: i - pad, length: 1 });
  }
  return progressions(runs);
}

function progressions(runs: readonly { start: number; length: number }[]): Progression[] {
  const result: Progression[] = [];
  for (let i = 0; i < runs.length; ) {
    const { start, length } = runs[i];
    const spacing = i + 1 < runs.length ? runs[i + 1].start - start : 0;
    let groups = 1;
    while (
      i + groups < runs.length &&
      runs[i + groups].length === length &&
      runs[i + groups].start === start + groups * spacing
    ) {
      groups++;
    }
    result.push({ start, groups, spacing, length });
    i += groups;
  }
  return result;
}

/** Number of positions in the progressions. */
export function positionCount(list: readonly Progression[]): number {
  return list.reduce((n, p) => n + p.groups * p.length, 0);
}

/** Channels of the input patch: a depthwise block reads those that its output channels come from. */
export function patchChannels({ mnemonic, fields }: Instruction): number {
  return mnemonic === 'mac.dwconv'
    ? Math.ceil(fields.oc / Math.max(1, fields.depth_multiplier))
    : mnemonic === 'mac.conv'
      ? fields.ic
      : fields.channels;
}

/** Touched valid rows and columns of a MAC or pooling instruction's patch. */
export function patchPositions(fields: Fields) {
  const f = fields;
  return {
    rows: touchedPositions(
      f.rows,
      f.kernel_h,
      f.stride_h,
      f.dilation_h ?? 1,
      f.pad_top,
      f.ifm_rows,
    ),
    cols: touchedPositions(
      f.cols,
      f.kernel_w,
      f.stride_w,
      f.dilation_w ?? 1,
      f.pad_left,
      f.ifm_cols,
    ),
  };
}

/** The input patch of a MAC or pooling instruction, each touched element once. */
export function patchBoxes(instruction: Instruction): Box[] {
  const f = instruction.fields;
  const run = patchChannels(instruction);
  const { rows, cols } = patchPositions(f);
  return rows.flatMap((r) =>
    cols.map(
      (c): Box => ({
        space: 'sram',
        address: f.ifm_addr + r.start * f.ifm_row_stride + c.start * f.ifm_col_stride,
        run,
        dims: [
          { count: r.groups, stride: r.spacing * f.ifm_row_stride },
          { count: r.length, stride: f.ifm_row_stride },
          { count: c.groups, stride: c.spacing * f.ifm_col_stride },
          { count: c.length, stride: f.ifm_col_stride },
        ],
      }),
    ),
  );
}

/** The output block of a MAC or pooling instruction. */
export function blockBox(fields: Fields, channels: number): Box {
  return {
    space: 'sram',
    address: fields.ofm_addr,
    run: channels,
    dims: [
      { count: fields.rows, stride: fields.ofm_row_stride },
      { count: fields.cols, stride: fields.ofm_col_stride },
    ],
  };
}

/**
 * Beats of a pooling instruction's reads. VEC has no input buffer: it reads every valid tap of every
 * window, `channels` bytes a tap.
 */
export function poolBeats(fields: Fields, width: number): number {
  const f = fields;
  const row = visits(
    f.rows,
    f.kernel_h,
    f.stride_h,
    f.pad_top,
    f.ifm_rows,
    f.ifm_row_stride,
    width,
  );
  const col = visits(
    f.cols,
    f.kernel_w,
    f.stride_w,
    f.pad_left,
    f.ifm_cols,
    f.ifm_col_stride,
    width,
  );
  const counts = new Float64Array(width);
  for (let a = 0; a < width; a++) {
    for (let b = 0; b < width; b++) counts[(f.ifm_addr + a + b) % width] += row[a] * col[b];
  }
  return segmentBeats(counts, f.channels);
}

/** Valid taps of all windows along one axis, counted by their byte offset mod width. */
function visits(
  outputs: number,
  kernel: number,
  stride: number,
  pad: number,
  valid: number,
  bytes: number,
  width: number,
): Float64Array {
  const counts = new Float64Array(width);
  for (let o = 0; o < outputs; o++) {
    const base = o * stride - pad;
    for (let p = Math.max(0, base); p < Math.min(valid, base + kernel); p++) {
      counts[(p * bytes) % width]++;
    }
  }
  return counts;
}

/** A box of VEC's element-wise instructions. */
function elementBox(
  address: number,
  f: Fields,
  stride0: number,
  stride1: number,
  stride2: number,
): Box {
  const outer = [
    { count: f.d0, stride: stride0 },
    { count: f.d1, stride: stride1 },
  ];
  // An inner stride of 0 repeats one element, which is read once for the whole inner row.
  return { space: 'sram', address, run: stride2 === 0 ? 1 : f.d2, dims: outer };
}

/** A side of a DMA transfer. */
export function transferBox(side: 'src' | 'dst', f: Fields): Box {
  const stride0 = f[`${side}_stride0`];
  const dims: Dimension[] = [
    { count: f.n2, stride: f[`${side}_stride2`] },
    { count: f.n1, stride: f[`${side}_stride1`] },
  ];
  const space: Space = f[`${side}_space`] ? 'off-chip' : 'sram';
  const address = f[`${side}_addr`];
  return stride0 === 1
    ? { space, address, run: f.run, dims }
    : { space, address, run: 1, dims: [...dims, { count: f.run, stride: stride0 }] };
}

/** Input box of vec.reduce_mean; its run is the contiguous extent that feeds the lanes. */
export function reductionBox(f: Fields): Box {
  const dims: Dimension[] = [
    { count: f.k0, stride: f.in_stride_k0 },
    { count: f.k1, stride: f.in_stride_k1 },
    { count: f.r0, stride: f.in_stride_r0 },
  ];
  const inner = { count: f.r1, stride: f.in_stride_r1 };
  const kept = { count: f.k2, stride: f.in_stride_k2 };
  if (kept.stride === 1) {
    return { space: 'sram', address: f.in_addr, run: f.k2, dims: [...dims, inner] };
  }
  if (inner.stride === 1) {
    return { space: 'sram', address: f.in_addr, run: f.r1, dims: [...dims, kept] };
  }
  return { space: 'sram', address: f.in_addr, run: 1, dims: [...dims, kept, inner] };
}

/** A dense piece of memory. */
export function denseBox(space: Space, address: number, bytes: number): Box {
  return { space, address, run: bytes, dims: [] };
}

/** Everything an instruction reads and writes. sys.host is not covered: its call names its operands. */
export function accessOf(instruction: Instruction): Access {
  const { mnemonic, fields: f } = instruction;
  const input = (box: Box) => ({ ...box, role: 'input' as const });
  const table = (address: number, bytes: number) => ({
    ...denseBox('off-chip', address, bytes),
    role: 'table' as const,
  });
  switch (mnemonic) {
    case 'mac.conv':
    case 'mac.dwconv': {
      const weights = denseBox(
        f.weights_in_sram ? 'sram' : 'off-chip',
        f.weights_addr,
        f.reuse_weights ? 0 : f.weights_bytes,
      );
      return {
        reads: [
          ...(f.reuse_ifm ? [] : patchBoxes(instruction).map(input)),
          { ...weights, role: 'weights' },
          ...(f.lut && f.last ? [table(f.lut_addr, 256)] : []),
        ],
        writes: f.last ? [blockBox(f, f.oc)] : [],
      };
    }
    case 'vec.add':
    case 'vec.sub':
    case 'vec.mul':
    case 'vec.max':
    case 'vec.min':
      return {
        reads: [
          input(elementBox(f.in1_addr, f, f.in1_stride0, f.in1_stride1, f.in1_stride2)),
          input(elementBox(f.in2_addr, f, f.in2_stride0, f.in2_stride1, f.in2_stride2)),
        ],
        writes: [elementBox(f.out_addr, f, f.out_stride0, f.out_stride1, 1)],
      };
    case 'vec.lut':
      return {
        reads: [
          input(elementBox(f.in_addr, f, f.in_stride0, f.in_stride1, 1)),
          table(f.lut_addr, 256),
        ],
        writes: [elementBox(f.out_addr, f, f.out_stride0, f.out_stride1, 1)],
      };
    case 'vec.pool_max':
    case 'vec.pool_avg':
      return {
        reads: patchBoxes(instruction).map(input),
        writes: [blockBox(f, f.channels)],
      };
    case 'vec.reduce_mean':
      return {
        reads: [input(reductionBox(f))],
        writes: [
          {
            space: 'sram',
            address: f.out_addr,
            run: 1,
            dims: [
              { count: f.k0, stride: f.out_stride_k0 },
              { count: f.k1, stride: f.out_stride_k1 },
              { count: f.k2, stride: f.out_stride_k2 },
            ],
          },
        ],
      };
    case 'vec.softmax': {
      const rows = (address: number, stride: number): Box => ({
        space: 'sram',
        address,
        run: f.depth,
        dims: [{ count: f.rows, stride }],
      });
      return {
        reads: [input(rows(f.in_addr, f.in_row_stride)), table(f.table_addr, 1024)],
        writes: [rows(f.out_addr, f.out_row_stride)],
      };
    }
    case 'dma.copy':
      return { reads: [input(transferBox('src', f))], writes: [transferBox('dst', f)] };
    case 'dma.fill':
      return { reads: [], writes: [transferBox('dst', f)] };
    default:
      return { reads: [], writes: [] };
  }
}
