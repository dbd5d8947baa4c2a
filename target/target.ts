/** The machine that is compiled for and simulated, as data from `targets.td`. */

import { TARGETS } from '../generated/targets.js';
import { nearest } from './nearest.js';

/** On-chip memory behind the one port that all engines share. */
export interface SramSpec {
  readonly bytes: number;
  /** Bytes a cycle, and the width of one beat. */
  readonly portBytes: number;
  /** Cycles from request to data; pipelined. */
  readonly latency: number;
}

/** Flash or DRAM behind one port. */
export interface OffChipSpec {
  readonly kind: string;
  readonly writable: boolean;
  readonly bytes: number;
  readonly bytesPerCycle: number;
  readonly latency: number;
  readonly burstBytes: number;
  /** A contiguous piece is charged in whole units of this size. */
  readonly accessBytes: number;
}

export interface MacSpec {
  readonly pixelLanes: number;
  readonly icLanes: number;
  readonly ocLanes: number;
  /** Taps of 8 channels that a pixel lane takes in a cycle of a depthwise convolution. */
  readonly depthwiseTaps: number;
  readonly pipelineDepth: number;
  /** Values that the output stage finishes in a cycle. */
  readonly outputLanes: number;
  /** One of two halves. */
  readonly inputBufferBytes: number;
  /** One of two halves; 4 bytes a sum. */
  readonly accumulatorBufferBytes: number;
  readonly weightBufferBytes: number;
  /** Unit in which the weight FIFO fills and drains. */
  readonly weightChunkBytes: number;
  /** Most output channels of a block. */
  readonly parameterChannels: number;
  readonly tableBytes: number;
}

export interface VecSpec {
  readonly lanes: number;
  readonly pipelineDepth: number;
  /** Softmax: cycles of the one reciprocal a row. */
  readonly reciprocalCycles: number;
  /** Average pooling: cycles of the one division a group of results. */
  readonly divideCycles: number;
  readonly tableBytes: number;
}

/** Energy per event in femtojoules (1e-15 J). Sources: docs/npu/energy.md. */
export interface EnergySpec {
  readonly macFj: number;
  readonly vecOperationFj: number;
  readonly sramByteFj: number;
  readonly bufferByteFj: number;
  readonly offChipByteFj: number;
  readonly staticCycleFj: number;
  readonly hostCycleFj: number;
}

export interface HostSpec {
  /** Interrupt, dispatch and return. */
  readonly callCycles: number;
  readonly cyclesPerByte: number;
  readonly cyclesPerOperation: number;
}

export interface TargetSpec {
  readonly name: string;
  readonly family: string;
  readonly machineVersion: number;
  readonly summary: string;
  readonly clockMHz: number;
  readonly sram: SramSpec;
  readonly offChip: OffChipSpec;
  readonly commands: { readonly fifoBytes: number; readonly queueDepth: number };
  readonly mac: MacSpec;
  readonly vec: VecSpec;
  readonly dma: { readonly pipelineDepth: number };
  readonly host: HostSpec;
  readonly energy: EnergySpec;
  readonly dataTypes: readonly string[];
}

/** Every target, smallest first. */
export function allTargets(): readonly TargetSpec[] {
  return TARGETS;
}

/** The target of that name. Throws an error that names the nearest and lists all. */
export function getTarget(name: string): TargetSpec {
  const found = allTargets().find((t) => t.name === name);
  if (found) return found;
  const names = allTargets().map((t) => t.name);
  throw new Error(
    `unknown target '${name}'; did you mean '${nearest(name, names)}'? Targets: ${names.join(', ')}`,
  );
}

/** Multiplications that the MAC array can do in a cycle. */
export function peakMacsPerCycle(target: TargetSpec): number {
  return target.mac.pixelLanes * target.mac.icLanes * target.mac.ocLanes;
}

/** Bytes of all internal buffers (input, accumulators, weights, parameters, tables). */
export function internalBufferBytes({ mac, vec }: TargetSpec): number {
  return (
    2 * mac.inputBufferBytes +
    2 * mac.accumulatorBufferBytes +
    mac.weightBufferBytes +
    2 * mac.parameterChannels * 5 +
    mac.tableBytes +
    vec.tableBytes
  );
}
