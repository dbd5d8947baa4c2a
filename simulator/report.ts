/** What a run costs, as a whole and per source op. */
import {
  type EnergyBreakdown,
  type EnergyEvents,
  energyOf,
  type ObjectFile,
  peakMacsPerCycle,
  rooflineCycles,
  totalEnergy,
} from '../target/index.js';
import type { Step } from './steps.js';
import type { Timing } from './timing/index.js';

/** What an op spends most of its cycles on; latency when no resource is half busy. */
export type BoundBy = 'compute' | 'sram' | 'off-chip' | 'host' | 'latency';

export interface OpReport {
  readonly name: string;
  /** The source format's word for the operation. */
  readonly op: string;
  readonly engine: 'npu' | 'host' | 'none';
  /** Cycles between retirements that led to this op's own: they add up to the whole. */
  readonly cycles: number;
  /** Cycles in which the array or the lanes worked for it. */
  readonly computeCycles: number;
  readonly macs: number;
  readonly sramBytes: number;
  readonly offChipBytes: number;
  readonly energyUj: number;
  readonly boundBy: BoundBy;
}

export interface Report {
  readonly target: string;
  readonly clockMHz: number;
  readonly cycles: number;
  readonly timeMs: number;
  readonly macs: number;
  /** macs over what the array could do in the run's cycles. */
  readonly macUtilization: number;
  readonly rooflineCycles: number;
  /** Cycles in which the array, the lanes, the DMA engine or the host worked. */
  readonly busyCycles: {
    readonly mac: number;
    readonly vec: number;
    readonly dma: number;
    readonly host: number;
  };
  readonly trafficBytes: { readonly sram: number; readonly offChip: number };
  readonly sramPeakBytes: number;
  readonly offChipImageBytes: number;
  readonly energyUj: number;
  readonly energyByEventUj: EnergyBreakdown;
  readonly averagePowerMw: number;
  readonly instructions: {
    readonly dma: number;
    readonly mac: number;
    readonly vec: number;
    readonly sys: number;
  };
  readonly perOp: readonly OpReport[];
}

interface Tally {
  cycles: number;
  computeCycles: number;
  macs: number;
  laneOperations: number;
  bufferBytes: number;
  sramBeats: number;
  offChipBytes: number;
  hostCycles: number;
}

const emptyTally = (): Tally => ({
  cycles: 0,
  computeCycles: 0,
  macs: 0,
  laneOperations: 0,
  bufferBytes: 0,
  sramBeats: 0,
  offChipBytes: 0,
  hostCycles: 0,
});

/** Makes the report of one run. Pure: the same program has the same report. */
export function makeReport(object: ObjectFile, steps: readonly Step[], timing: Timing): Report {
  const { target, info } = object;
  const total = emptyTally();
  const perOp = info.ops.map(emptyTally);
  const instructions = { dma: 0, mac: 0, vec: 0, sys: 0 };
  for (const step of steps) {
    instructions[step.engine]++;
    const offChipBytes = timing.offChipBytes[step.index];
    addCosts(total, step, offChipBytes);
    if (step.op >= 0) addCosts(perOp[step.op], step, offChipBytes);
  }
  shareCycles(steps, timing, perOp);
  total.cycles = timing.cycles;

  const sramBytes = total.sramBeats * target.sram.portBytes;
  const energy = energyOf(target, eventsOf(object, total));
  const timeMs = timing.cycles / (target.clockMHz * 1000);
  const busy = (stage: string, engine: string) =>
    Math.round(
      timing.spans.reduce(
        (n, s) => n + (s.stage === stage && steps[s.step].engine === engine ? s.end - s.start : 0),
        0,
      ),
    );
  return {
    target: target.name,
    clockMHz: target.clockMHz,
    cycles: timing.cycles,
    timeMs,
    macs: total.macs,
    macUtilization: total.macs / (peakMacsPerCycle(target) * Math.max(1, timing.cycles)),
    rooflineCycles: rooflineCycles(target, {
      macs: total.macs,
      sramBytes,
      offChipBytes: total.offChipBytes,
    }),
    busyCycles: {
      mac: busy('compute', 'mac'),
      vec: busy('exec', 'vec'),
      dma: busy('transfer', 'dma'),
      host: total.hostCycles,
    },
    trafficBytes: { sram: sramBytes, offChip: Math.round(total.offChipBytes) },
    sramPeakBytes: info.sramBytes,
    offChipImageBytes: object.image.length,
    energyUj: totalEnergy(energy),
    energyByEventUj: energy,
    averagePowerMw: timeMs > 0 ? totalEnergy(energy) / timeMs : 0,
    instructions,
    perOp: info.ops.map((op, i) => ({
      name: op.name,
      op: op.kind,
      engine: op.engine,
      cycles: Math.round(perOp[i].cycles),
      computeCycles: perOp[i].computeCycles,
      macs: perOp[i].macs,
      sramBytes: perOp[i].sramBeats * target.sram.portBytes,
      offChipBytes: Math.round(perOp[i].offChipBytes),
      energyUj: totalEnergy(energyOf(target, eventsOf(object, perOp[i]))),
      boundBy: boundBy(object, perOp[i]),
    })),
  };
}

function addCosts(tally: Tally, step: Step, offChipBytes: number): void {
  const { cost } = step;
  tally.computeCycles += cost.computeCycles;
  tally.macs += cost.macs;
  tally.laneOperations += cost.laneOperations;
  tally.bufferBytes += cost.bufferBytes;
  tally.sramBeats += cost.loadBeats + cost.storeBeats + cost.weightBeats;
  tally.offChipBytes += offChipBytes;
  tally.hostCycles += step.hostCycles;
}

/** The time from one retirement to the next goes to the op that retires then. */
function shareCycles(steps: readonly Step[], timing: Timing, perOp: readonly Tally[]): void {
  const order = [...steps].sort(
    (a, b) => timing.retired[a.index] - timing.retired[b.index] || a.index - b.index,
  );
  let previous = 0;
  for (const step of order) {
    const now = timing.retired[step.index];
    if (step.op >= 0) perOp[step.op].cycles += now - previous;
    previous = now;
  }
}

function eventsOf({ target }: ObjectFile, tally: Tally): EnergyEvents {
  return {
    macs: tally.macs,
    laneOperations: tally.laneOperations,
    sramBytes: tally.sramBeats * target.sram.portBytes,
    bufferBytes: tally.bufferBytes,
    offChipBytes: tally.offChipBytes,
    cycles: tally.cycles,
    hostCycles: tally.hostCycles,
  };
}

function boundBy({ target }: ObjectFile, tally: Tally): BoundBy {
  const demands: readonly [BoundBy, number][] = [
    ['compute', tally.computeCycles],
    ['sram', tally.sramBeats],
    ['off-chip', tally.offChipBytes / target.offChip.bytesPerCycle],
    ['host', tally.hostCycles],
  ];
  const [bound, cycles] = demands.reduce((a, b) => (b[1] > a[1] ? b : a));
  return cycles * 2 >= tally.cycles ? bound : 'latency';
}
