/**
 * Cuts a MAC task into output blocks that the engine's buffers hold, and chooses the cut by the
 * target's own resources: the array's cycles, the SRAM port's beats, the off-chip port's bytes.
 *
 * A block is `rows` x `cols` pixels of `oc` channels; its sum may come in chunks of `ic` input
 * channels. Two loop orders:
 *   'pixels' - for each place in the picture all channel blocks: the patch is loaded once and kept,
 *              the weights are streamed again for every place;
 *   'weights' - for each channel block all places: the weights are kept in the weight buffer, the
 *              patches are loaded again for every channel block.
 */
import { instructionSpec, PARAMETER_BYTES, type TargetSpec } from '../../target/index.js';

export interface MacTask {
  readonly kind: 'conv' | 'depthwise';
  readonly batches: number;
  readonly ofmHeight: number;
  readonly ofmWidth: number;
  readonly ofmChannels: number;
  readonly ifmHeight: number;
  readonly ifmWidth: number;
  readonly ifmChannels: number;
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly dilation: readonly [number, number];
}

export interface Blocking {
  readonly rows: number;
  readonly cols: number;
  readonly oc: number;
  /** Input channels a chunk; all of them when the sum is not split. */
  readonly ic: number;
  readonly order: 'pixels' | 'weights';
  /** Estimated cycles of the task. */
  readonly cycles: number;
}

/** Sizes of a patch along one axis. */
function reach(outputs: number, kernel: number, stride: number, dilation: number): number {
  return (outputs - 1) * stride + (kernel - 1) * dilation + 1;
}

/** ceil(n / k) for k = 1 … n, largest first: the sizes that cut n evenly. */
function evenCuts(n: number): number[] {
  const sizes = new Set<number>();
  for (let k = 1; k <= n && sizes.size < 24; k++) sizes.add(Math.ceil(n / k));
  sizes.add(1);
  return [...sizes];
}

/** The cheapest blocking, or undefined when not even one pixel of one channel fits. */
export function chooseBlocking(target: TargetSpec, task: MacTask): Blocking | undefined {
  const { mac } = target;
  const lanes = mac.ocLanes;
  const sums = mac.accumulatorBufferBytes / 4;
  const multiplier = task.kind === 'depthwise' ? task.ofmChannels / task.ifmChannels : 1;
  // A block starts at a multiple of the lanes, and of the depth multiplier.
  const unit = lcm(Math.min(lanes, task.ofmChannels), multiplier);
  const channelSizes = new Set<number>();
  for (const groups of evenCuts(Math.ceil(task.ofmChannels / unit))) {
    channelSizes.add(Math.min(task.ofmChannels, groups * unit));
  }
  if (channelSizes.size === 0) channelSizes.add(task.ofmChannels);
  let best: Blocking | undefined;
  for (const oc of channelSizes) {
    if (oc > mac.parameterChannels) continue;
    for (const cols of evenCuts(task.ofmWidth)) {
      if (cols * oc > sums) continue;
      for (const rows of evenCuts(task.ofmHeight)) {
        if (rows * cols * oc > sums) continue;
        const ic = chunkChannels(target, task, rows, cols, oc);
        if (ic === undefined) continue;
        for (const order of ['pixels', 'weights'] as const) {
          const cycles = estimate(target, task, rows, cols, oc, ic, order);
          if (cycles !== undefined && (!best || cycles < best.cycles)) {
            best = { rows, cols, oc, ic, order, cycles };
          }
        }
      }
    }
  }
  return best;
}

/** Input channels that the input buffer holds for such a block. */
function chunkChannels(
  target: TargetSpec,
  task: MacTask,
  rows: number,
  cols: number,
  oc: number,
): number | undefined {
  const [kh, kw] = task.kernel;
  const height = Math.min(task.ifmHeight, reach(rows, kh, task.stride[0], task.dilation[0]));
  const width = Math.min(task.ifmWidth, reach(cols, kw, task.stride[1], task.dilation[1]));
  const room = Math.floor(target.mac.inputBufferBytes / (height * width));
  if (task.kind === 'depthwise') {
    const channels = (oc * task.ifmChannels) / task.ofmChannels;
    return channels <= room ? channels : undefined;
  }
  if (task.ifmChannels <= room) return task.ifmChannels;
  // Equal chunks, in whole groups of the array's input lanes.
  const { icLanes } = target.mac;
  const whole = Math.floor(room / icLanes) * icLanes;
  if (whole === 0) return undefined;
  const chunks = Math.ceil(task.ifmChannels / whole);
  return Math.min(whole, Math.ceil(task.ifmChannels / chunks / icLanes) * icLanes);
}

/** Cycles of the whole task: its busiest resource, and the fill of the first block. */
function estimate(
  target: TargetSpec,
  task: MacTask,
  rows: number,
  cols: number,
  oc: number,
  ic: number,
  order: Blocking['order'],
): number | undefined {
  const { mac, sram, offChip } = target;
  const depthwise = task.kind === 'depthwise';
  const [kh, kw] = task.kernel;
  const chunks = depthwise ? 1 : Math.ceil(task.ifmChannels / ic);
  const blocksHigh = Math.ceil(task.ofmHeight / rows);
  const blocksWide = Math.ceil(task.ofmWidth / cols);
  const places = blocksHigh * blocksWide * task.batches;
  const channelBlocks = Math.ceil(task.ofmChannels / oc);
  const window = kh * kw * (depthwise ? 1 : ic);
  const stream = oc * (window + PARAMETER_BYTES);
  if (order === 'weights' && (chunks > 1 || stream > mac.weightBufferBytes || places === 1)) {
    return undefined;
  }
  const instructions = places * channelBlocks * chunks;

  // The last row and column of blocks are smaller.
  const tailRows = task.ofmHeight - (blocksHigh - 1) * rows;
  const tailCols = task.ofmWidth - (blocksWide - 1) * cols;
  let pixelSteps = 0;
  for (const [r, nr] of [
    [rows, blocksHigh - 1],
    [tailRows, 1],
  ]) {
    for (const [c, nc] of [
      [cols, blocksWide - 1],
      [tailCols, 1],
    ]) {
      pixelSteps += nr * nc * Math.ceil((r * c) / mac.pixelLanes);
    }
  }
  const channelSteps =
    (channelBlocks - 1) * Math.ceil(oc / mac.ocLanes) +
    Math.ceil((task.ofmChannels - (channelBlocks - 1) * oc) / mac.ocLanes);
  const windowSteps = chunks * Math.ceil(window / (depthwise ? mac.depthwiseTaps : mac.icLanes));
  const compute =
    pixelSteps * task.batches * channelSteps * windowSteps + instructions * mac.pipelineDepth;

  const beats = (bytes: number) => Math.ceil(bytes / sram.portBytes);
  const height = Math.min(task.ifmHeight, reach(rows, kh, task.stride[0], task.dilation[0]));
  const width = Math.min(task.ifmWidth, reach(cols, kw, task.stride[1], task.dilation[1]));
  const patch = ic === task.ifmChannels ? height * beats(width * ic) : height * width * beats(ic);
  const loads = order === 'pixels' && chunks === 1 && !depthwise ? places : instructions;
  const pixels = task.ofmHeight * task.ofmWidth * task.batches;
  const stores = oc === task.ofmChannels ? beats(pixels * oc) : pixels * channelBlocks * beats(oc);
  const traffic = loads * patch + stores;

  const weights = task.ofmChannels * (chunks * window + PARAMETER_BYTES);
  const command = 4 * instructionSpec(depthwise ? 'mac.dwconv' : 'mac.conv').words;
  const stream2 = (order === 'weights' ? weights : weights * places) + instructions * command;
  const offChipCycles = stream2 / offChip.bytesPerCycle;
  const fill = patch + Math.min(stream, mac.weightBufferBytes) / offChip.bytesPerCycle;
  return Math.max(compute, traffic, offChipCycles) + fill;
}

function lcm(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
}
