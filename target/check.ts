/**
 * Is this instruction one that the machine can execute? Invariants, in order:
 *  - every field fits its width; reserved fields are 0; extents are at least 1;
 *  - a MAC block fits the input half, the accumulator half, the parameters and (when its weights are
 *    kept or reused) the weight buffer, and states the length of its stream rightly;
 *  - fields that an instruction does not use are 0;
 *  - what it writes does not lie over itself, nor (VEC, DMA) beside its operand and over it;
 *  - everything it touches lies inside the memories, and it writes only to memory that is writable.
 */
import { accessOf } from './access.js';
import { type Box, boxBytes, boxEnd, coalesce, forEachSegment, isEmpty } from './boxes.js';
import { accumulatorBytes, patchBytes, weightStreamBytes } from './cost.js';
import {
  completeFields,
  type Fields,
  fieldRange,
  fieldRanges,
  type Instruction,
  instructionSpec,
} from './encoding.js';
import type { TargetSpec } from './target.js';

/**
 * Why the machine cannot execute the instruction, in one sentence, or undefined when it can.
 * `sramLimit`: bytes of SRAM the program may use, default all.
 */
export function checkBlock(
  target: TargetSpec,
  instruction: Instruction,
  sramLimit = target.sram.bytes,
): string | undefined {
  const { mnemonic } = instruction;
  const spec = instructionSpec(mnemonic);
  const complete = { mnemonic, fields: completeFields(mnemonic, instruction.fields) };
  const f = complete.fields;
  for (const [name, { min, max, bits }] of fieldRanges(mnemonic)) {
    if (!Number.isInteger(f[name]) || f[name] < min || f[name] > max) {
      return `${name} is ${f[name]}, outside ${min} … ${max} (${bits} bits)`;
    }
    if (name.startsWith('reserved') && f[name] !== 0) return `${name} is ${f[name]}, expected 0`;
  }
  const zero = extents(mnemonic).find((name) => f[name] === 0);
  if (zero) return `${zero} is 0, expected at least 1`;
  const own = spec.engine === 'mac' ? checkMac(target, complete) : checkVec(target, complete);
  return own ?? checkMemory(target, complete, sramLimit);
}

function extents(mnemonic: string): readonly string[] {
  const window = ['rows', 'cols', 'kernel_h', 'kernel_w', 'stride_h', 'stride_w'];
  switch (mnemonic) {
    case 'mac.conv':
      return [...window, 'dilation_h', 'dilation_w', 'ic', 'oc'];
    case 'mac.dwconv':
      return [...window, 'dilation_h', 'dilation_w', 'depth_multiplier', 'oc'];
    case 'vec.pool_max':
    case 'vec.pool_avg':
      return [...window, 'channels'];
    case 'vec.reduce_mean':
      return ['k0', 'k1', 'k2', 'r0', 'r1'];
    case 'vec.softmax':
      return ['rows', 'depth'];
    case 'dma.copy':
    case 'dma.fill':
      return ['run', 'n1', 'n2'];
    case 'sys.host':
    case 'sys.end':
      return [];
    default:
      return ['d0', 'd1', 'd2'];
  }
}

function checkMac(target: TargetSpec, instruction: Instruction): string | undefined {
  const f = instruction.fields;
  const { mac } = target;
  const patch = patchBytes(instruction);
  if (patch > mac.inputBufferBytes) {
    return `the input patch has ${patch} bytes, the input buffer holds ${mac.inputBufferBytes}`;
  }
  const sums = accumulatorBytes(instruction);
  if (sums > mac.accumulatorBufferBytes) {
    return `the output block has ${sums / 4} values, the accumulators hold ${mac.accumulatorBufferBytes / 4}`;
  }
  if (f.oc > mac.parameterChannels) {
    return `the block has ${f.oc} output channels, the parameter buffer holds ${mac.parameterChannels}`;
  }
  const stream = weightStreamBytes(instruction);
  if (f.weights_bytes !== stream) {
    return `weights_bytes is ${f.weights_bytes}, the block's stream has ${stream}`;
  }
  if ((f.keep_weights || f.reuse_weights) && stream > mac.weightBufferBytes) {
    return `the kept weight stream has ${stream} bytes, the weight buffer holds ${mac.weightBufferBytes}`;
  }
  if (f.act_min > f.act_max) return `act_min ${f.act_min} is above act_max ${f.act_max}`;
  if (f.act_min < -128 || f.act_max > 127) {
    return `the output range ${f.act_min} … ${f.act_max} is outside int8`;
  }
  return undefined;
}

const UNUSED_BY_COMPARISON = [
  'in1_zp',
  'in2_zp',
  'out_zp',
  'in1_shift',
  'in2_shift',
  'out_shift',
  'left_shift',
  'in1_multiplier',
  'in2_multiplier',
  'out_multiplier',
];
const UNUSED_BY_PRODUCT = [
  'in1_shift',
  'in2_shift',
  'left_shift',
  'in1_multiplier',
  'in2_multiplier',
];

function checkVec(target: TargetSpec, { mnemonic, fields: f }: Instruction): string | undefined {
  const unused =
    mnemonic === 'vec.max' || mnemonic === 'vec.min'
      ? UNUSED_BY_COMPARISON
      : mnemonic === 'vec.mul'
        ? UNUSED_BY_PRODUCT
        : [];
  const set = unused.find((name) => f[name] !== 0);
  if (set) return `${set} is ${f[set]}, expected 0: ${mnemonic} does not use it`;
  const shifts = ['in1_shift', 'in2_shift', 'out_shift', 'shift'].filter((name) => name in f);
  const wide = shifts.find((name) => f[name] < -31 || f[name] > 30);
  if (wide) return `${wide} is ${f[wide]}, outside -31 … 30`;
  if ('left_shift' in f && f.left_shift > 22) return `left_shift is ${f.left_shift}, at most 22`;
  if ('act_min' in f && f.act_min > f.act_max) {
    return `act_min ${f.act_min} is above act_max ${f.act_max}`;
  }
  if (mnemonic === 'dma.copy' || mnemonic === 'dma.fill') {
    const side = ['src_space', 'dst_space'].find((name) => f[name] && !reachable(target, name));
    if (side) return `${target.name}'s ${target.offChip.kind} cannot be written`;
  }
  return undefined;
}

function reachable(target: TargetSpec, field: string): boolean {
  return field === 'src_space' || target.offChip.writable;
}

function checkMemory(
  target: TargetSpec,
  instruction: Instruction,
  sramLimit: number,
): string | undefined {
  const { reads, writes } = accessOf(instruction);
  const verdict = (verb: string) => (box: Box) => boundsFault(target, box, verb, sramLimit);
  // Only operands may be read again (a broadcast, a window); a result or a sum has each byte once.
  const once = instruction.mnemonic === 'vec.reduce_mean' ? [...writes, ...reads] : writes;
  return (
    first(once, repetition) ??
    first(reads, verdict('reads')) ??
    first(writes, verdict('writes')) ??
    (instruction.mnemonic.startsWith('mac.') ? undefined : overlap(reads, writes))
  );
}

function repetition(box: Box): string | undefined {
  if (isEmpty(box) || boxBytes(box) <= boxEnd(box) - box.address) return undefined;
  return `its ${boxBytes(box)} bytes from ${hex(box.address)} to ${hex(boxEnd(box))} lie over each other`;
}

/**
 * VEC and DMA write behind their own reads: in place is right, a little beside it is not. (A MAC block
 * has its patch in the input buffer before it writes.)
 */
function overlap(reads: readonly Box[], writes: readonly Box[]): string | undefined {
  for (const write of writes) {
    for (const read of reads) {
      const apart =
        read.space !== write.space ||
        isEmpty(read) ||
        boxEnd(read) <= write.address ||
        boxEnd(write) <= read.address;
      if (apart || sameBox(read, write) || !shareByte(read, write)) continue;
      return `its result at ${hex(write.address)} lies over its operand at ${hex(read.address)}, but not in the same place`;
    }
  }
  return undefined;
}

function sameBox(a: Box, b: Box): boolean {
  const [x, y] = [coalesce(a), coalesce(b)];
  return (
    x.address === y.address &&
    x.run === y.run &&
    x.dims.length === y.dims.length &&
    x.dims.every((d, i) => d.count === y.dims[i].count && d.stride === y.dims[i].stride)
  );
}

function shareByte(a: Box, b: Box): boolean {
  const start = Math.min(a.address, b.address);
  const touched = new Uint8Array(Math.max(boxEnd(a), boxEnd(b)) - start);
  forEachSegment(a, (address, bytes) => {
    touched.fill(1, address - start, address - start + bytes);
  });
  let shared = false;
  forEachSegment(b, (address, bytes) => {
    shared ||= touched.subarray(address - start, address - start + bytes).includes(1);
  });
  return shared;
}

function first<T>(items: readonly T[], f: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const result = f(item);
    if (result) return result;
  }
  return undefined;
}

/** Why the box does not lie inside its memory, or undefined. */
export function boundsFault(
  target: TargetSpec,
  box: Box,
  verb: string,
  sramLimit = target.sram.bytes,
): string | undefined {
  if (isEmpty(box)) return undefined;
  const name = box.space === 'sram' ? 'SRAM' : target.offChip.kind;
  const size = box.space === 'sram' ? sramLimit : target.offChip.bytes;
  const end = boxEnd(box);
  if (end <= size) return undefined;
  return `${verb} ${name} up to address ${hex(end)}, the ${name} ends at ${hex(size)}`;
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

/** Largest values that the instruction formats hold: what a legality check asks of a target. */
export interface FormatLimits {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly pad: number;
  readonly extent: number;
  readonly rowStride: number;
  readonly poolKernel: number;
  readonly poolStride: number;
  readonly softmaxDepth: number;
}

/** The limits that follow from the field widths. */
export function formatLimits(): FormatLimits {
  const max = (mnemonic: string, field: string) => fieldRange(mnemonic, field).max;
  return {
    kernel: max('mac.conv', 'kernel_h'),
    stride: max('mac.conv', 'stride_h'),
    dilation: max('mac.conv', 'dilation_h'),
    pad: max('mac.conv', 'pad_top'),
    extent: max('mac.conv', 'rows'),
    rowStride: max('mac.conv', 'ifm_row_stride'),
    poolKernel: max('vec.pool_max', 'kernel_h'),
    poolStride: max('vec.pool_max', 'stride_h'),
    softmaxDepth: max('vec.softmax', 'depth'),
  };
}

/** Does the block fit, ignoring where it lies? What a tiling search asks; no string is built. */
export function blockFits(target: TargetSpec, mnemonic: string, fields: Fields): boolean {
  return checkMac(target, { mnemonic, fields: completeFields(mnemonic, fields) }) === undefined;
}
