/**
 * What an instruction costs on each resource, as pure functions that the simulator and the
 * compiler's analytic model share. Formulas and their hardware: docs/npu/timing.md.
 */
import { accessOf, reductionBox } from './access.js';
import { type Box, boxBeats, boxBytes } from './boxes.js';
import {
  completeFields,
  type Engine,
  engineOf,
  type Instruction,
  instructionSpec,
} from './encoding.js';
import { patchChannels, patchPositions, poolBeats, positionCount } from './patch.js';
import type { TargetSpec } from './target.js';

/** Demands of one instruction. Cycles exclude memory latency and any waiting for a shared port. */
export interface InstructionCost {
  readonly engine: Engine;
  /** Useful int8 multiplications, padding taps included. */
  readonly macs: number;
  /** Cycles of the array or the lanes, pipeline depth included; 0 for DMA. */
  readonly computeCycles: number;
  /** SRAM port beats before the result: patch or operands or a copy's source. */
  readonly loadBeats: number;
  /** SRAM port beats of a weight stream that lies in SRAM. */
  readonly weightBeats: number;
  /** SRAM port beats of the result. */
  readonly storeBeats: number;
  /** Least cycles of the output stage; MAC only. */
  readonly storeCycles: number;
  /** Bytes over the off-chip port: weight stream or a copy's sides, in whole access units. */
  readonly offChipBytes: number;
  /** Bytes of a table over the off-chip port, when the engine does not hold it already. */
  readonly tableBytes: number;
  /** Off-chip bytes that fetch the instruction itself. */
  readonly commandBytes: number;
  /** Bytes in and out of the engine's internal buffers, for energy. */
  readonly bufferBytes: number;
  /** Lane operations of VEC, for energy. */
  readonly laneOperations: number;
}

/** Bytes of the parameters of one output channel: bias int40, multiplier int32, shift int8. */
export const PARAMETER_BYTES = 10;

/** Taps of one output element: kernel area times, for a convolution, input channels. */
export function reductionLength({ mnemonic, fields: f }: Instruction): number {
  return f.kernel_h * f.kernel_w * (mnemonic === 'mac.conv' ? f.ic : 1);
}

/** Length of the weight stream of a MAC block. */
export function weightStreamBytes(instruction: Instruction): number {
  const { oc, first } = instruction.fields;
  return oc * (reductionLength(instruction) + (first ? PARAMETER_BYTES : 0));
}

/** Bytes that the patch takes in the input buffer; padding takes none. */
export function patchBytes(instruction: Instruction): number {
  const { rows, cols } = patchPositions(instruction.fields);
  return positionCount(rows) * positionCount(cols) * patchChannels(instruction);
}

/** Bytes that the block takes in the accumulator buffer. */
export function accumulatorBytes({ fields: f }: Instruction): number {
  return 4 * f.rows * f.cols * f.oc;
}

/** Cycles in which the array takes operands, without the pipeline depth. */
export function arrayIssueCycles(target: TargetSpec, instruction: Instruction): number {
  const { rows, cols, oc } = instruction.fields;
  const { pixelLanes, icLanes, ocLanes, depthwiseTaps } = target.mac;
  const perStep = instruction.mnemonic === 'mac.dwconv' ? depthwiseTaps : icLanes;
  return (
    Math.ceil((rows * cols) / pixelLanes) *
    Math.ceil(oc / ocLanes) *
    Math.ceil(reductionLength(instruction) / perStep)
  );
}

/** Off-chip bytes of a box: each contiguous piece in whole access units. */
export function offChipBytes(target: TargetSpec, box: Box): number {
  const unit = target.offChip.accessBytes;
  if (unit === 1) return boxBytes(box);
  return unit * boxBeats(box, unit);
}

/** Sum of the boxes' beats on the SRAM port. */
function sramBeats(target: TargetSpec, boxes: readonly Box[]): number {
  const { portBytes } = target.sram;
  return boxes.reduce((n, b) => n + (b.space === 'sram' ? boxBeats(b, portBytes) : 0), 0);
}

const laneGroups = (target: TargetSpec, elements: number) => Math.ceil(elements / target.vec.lanes);

/** Cycles of VEC's lanes, without pipeline depth. One lane does one tap or one rescale a cycle. */
export function laneCycles(target: TargetSpec, { mnemonic, fields: f }: Instruction): number {
  switch (mnemonic) {
    case 'vec.add':
    case 'vec.sub':
      return 3 * f.d0 * f.d1 * laneGroups(target, f.d2);
    case 'vec.mul':
    case 'vec.max':
    case 'vec.min':
    case 'vec.lut':
      return f.d0 * f.d1 * laneGroups(target, f.d2);
    case 'vec.pool_max':
      return f.rows * f.cols * laneGroups(target, f.channels) * f.kernel_h * f.kernel_w;
    case 'vec.pool_avg':
      return (
        f.rows *
        f.cols *
        laneGroups(target, f.channels) *
        (f.kernel_h * f.kernel_w + target.vec.divideCycles)
      );
    case 'vec.reduce_mean': {
      // The contiguous extent feeds the lanes; one rescale a group of results.
      const kept = f.k0 * f.k1 * f.k2;
      const box = reductionBox(f);
      const groups =
        boxBytes(box) === 0 ? 0 : (boxBytes(box) / box.run) * laneGroups(target, box.run);
      const results = f.in_stride_k2 === 1 ? f.k0 * f.k1 * laneGroups(target, f.k2) : kept;
      return groups + results;
    }
    case 'vec.softmax':
      return f.rows * (3 * laneGroups(target, f.depth) + target.vec.reciprocalCycles);
    default:
      return 0;
  }
}

/** Elements that VEC's lanes work on, for energy. */
function laneOperations(target: TargetSpec, instruction: Instruction): number {
  return laneCycles(target, instruction) * target.vec.lanes;
}

/** Bytes in and out of the MAC engine's buffers: patch, window, weights, sums, results. */
function macBufferBytes(target: TargetSpec, instruction: Instruction): number {
  const f = instruction.fields;
  const { pixelLanes, ocLanes, icLanes } = target.mac;
  const issue = arrayIssueCycles(target, instruction);
  const window = issue * pixelLanes * icLanes;
  const sums = issue * pixelLanes * ocLanes * 4 * 2;
  const patch = f.reuse_ifm ? 0 : patchBytes(instruction);
  const weights = (f.reuse_weights ? 1 : 2) * weightStreamBytes(instruction);
  return window + sums + patch + weights + (f.last ? accumulatorBytes(instruction) : 0);
}

/** The cost of an instruction; absent fields are 0. sys.host is priced by `hostCycles`. */
export function instructionCost(target: TargetSpec, given: Instruction): InstructionCost {
  const { mnemonic } = given;
  const f = completeFields(mnemonic, given.fields);
  const instruction = { mnemonic, fields: f };
  const engine = engineOf(mnemonic);
  const { reads, writes } = accessOf(instruction);
  const inputs = reads.filter((r) => r.role === 'input');
  const streams = reads.filter((r) => r.role === 'weights');
  const tables = reads.filter((r) => r.role === 'table');
  const offChip = (boxes: readonly Box[]) =>
    boxes.reduce((n, b) => n + (b.space === 'off-chip' ? offChipBytes(target, b) : 0), 0);
  const mac = engine === 'mac';
  const pool = mnemonic === 'vec.pool_max' || mnemonic === 'vec.pool_avg';
  const softmax = mnemonic === 'vec.softmax';
  const loads = sramBeats(target, inputs);
  return {
    engine,
    macs: mac ? f.rows * f.cols * f.oc * reductionLength(instruction) : 0,
    computeCycles: mac
      ? arrayIssueCycles(target, instruction) + target.mac.pipelineDepth
      : engine === 'vec'
        ? laneCycles(target, instruction) + target.vec.pipelineDepth
        : 0,
    loadBeats: pool ? poolBeats(f, target.sram.portBytes) : softmax ? 3 * loads : loads,
    weightBeats: sramBeats(target, streams),
    storeBeats: sramBeats(target, writes),
    storeCycles: mac && f.last ? Math.ceil((f.rows * f.cols * f.oc) / target.mac.outputLanes) : 0,
    offChipBytes: offChip(inputs) + offChip(streams) + offChip(writes),
    tableBytes: offChip(tables),
    commandBytes: 4 * instructionSpec(mnemonic).words,
    bufferBytes: mac ? macBufferBytes(target, instruction) : 0,
    laneOperations: engine === 'vec' ? laneOperations(target, instruction) : 0,
  };
}

/**
 * Cycles of a host call: the call itself, its operands' bytes, and the scalar operations that the
 * compiler states for it.
 */
export function hostCycles(target: TargetSpec, operandBytes: number, operations: number): number {
  const { callCycles, cyclesPerByte, cyclesPerOperation } = target.host;
  return callCycles + operandBytes * cyclesPerByte + operations * cyclesPerOperation;
}

/** What energy is made of; each in microjoules. */
export interface EnergyBreakdown {
  readonly mac: number;
  readonly vec: number;
  readonly sram: number;
  readonly buffers: number;
  readonly offChip: number;
  readonly static: number;
  readonly host: number;
}

/** Counts of the events that cost energy. */
export interface EnergyEvents {
  readonly macs: number;
  readonly laneOperations: number;
  readonly sramBytes: number;
  readonly bufferBytes: number;
  readonly offChipBytes: number;
  readonly cycles: number;
  readonly hostCycles: number;
}

/** Energy of the events, in microjoules. */
export function energyOf({ energy }: TargetSpec, events: EnergyEvents): EnergyBreakdown {
  const microjoules = (count: number, femtojoules: number) => (count * femtojoules) / 1e9;
  return {
    mac: microjoules(events.macs, energy.macFj),
    vec: microjoules(events.laneOperations, energy.vecOperationFj),
    sram: microjoules(events.sramBytes, energy.sramByteFj),
    buffers: microjoules(events.bufferBytes, energy.bufferByteFj),
    offChip: microjoules(events.offChipBytes, energy.offChipByteFj),
    static: microjoules(events.cycles, energy.staticCycleFj),
    host: microjoules(events.hostCycles, energy.hostCycleFj),
  };
}

export function totalEnergy(e: EnergyBreakdown): number {
  return e.mac + e.vec + e.sram + e.buffers + e.offChip + e.static + e.host;
}

/** Least cycles that the work can take on this machine, whatever the schedule. */
export function rooflineCycles(
  target: TargetSpec,
  work: { readonly macs: number; readonly sramBytes: number; readonly offChipBytes: number },
): number {
  const { pixelLanes, icLanes, ocLanes } = target.mac;
  return Math.ceil(
    Math.max(
      work.macs / (pixelLanes * icLanes * ocLanes),
      work.sramBytes / target.sram.portBytes,
      work.offChipBytes / target.offChip.bytesPerCycle,
    ),
  );
}
