/** The input patch and output block of MAC and pooling instructions. */
import { type Box, segmentBeats } from './boxes.js';
import type { Fields, Instruction } from './encoding.js';

/** Positions `start + i·spacing + j`, i < groups, j < length. */
export interface Progression {
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
