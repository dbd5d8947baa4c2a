import type { Board, OpReport, Report } from '../../simulator/index.js';

/** The report of `--report`: what one inference costs. docs of the fields: CLI.md, "npu-compile". */
export interface CostReport
  extends Pick<
    Report,
    | 'target'
    | 'clockMHz'
    | 'macs'
    | 'cycles'
    | 'timeMs'
    | 'macUtilization'
    | 'rooflineCycles'
    | 'sramPeakBytes'
    | 'trafficBytes'
    | 'energyUj'
    | 'averagePowerMw'
  > {
  readonly model: string;
  /** Commands and constants. */
  readonly flashBytes: number;
  /** Absent for an object that was compiled before. */
  readonly compileMs?: number;
  readonly npuOps: number;
  readonly hostOps: readonly HostOp[];
  readonly perOp: readonly Pick<
    OpReport,
    'name' | 'op' | 'engine' | 'cycles' | 'macs' | 'boundBy' | 'sramBytes' | 'energyUj'
  >[];
}

export interface HostOp {
  /** The source format's word for the operation. */
  readonly op: string;
  readonly name: string;
  readonly reason: string;
}

/** What a run of the board's object costs. */
export function costReport(board: Board, model: string, compileMs?: number): CostReport {
  const { report, object } = board;
  return {
    model,
    target: report.target,
    clockMHz: report.clockMHz,
    macs: report.macs,
    cycles: report.cycles,
    timeMs: report.timeMs,
    macUtilization: report.macUtilization,
    rooflineCycles: report.rooflineCycles,
    sramPeakBytes: report.sramPeakBytes,
    flashBytes: report.offChipImageBytes,
    trafficBytes: report.trafficBytes,
    energyUj: report.energyUj,
    averagePowerMw: report.averagePowerMw,
    ...(compileMs === undefined ? {} : { compileMs }),
    npuOps: object.info.ops.filter((op) => op.engine === 'npu').length,
    hostOps: hostOps(board),
    perOp: report.perOp.map(({ name, op, engine, cycles, macs, boundBy, sramBytes, energyUj }) => ({
      name,
      op,
      engine,
      cycles,
      macs,
      boundBy,
      sramBytes,
      energyUj,
    })),
  };
}

/** Each host call with the source operator that asked for it. */
function hostOps({ object, steps }: Board): HostOp[] {
  const { hostCalls, ops } = object.info;
  return steps
    .filter((step) => step.mnemonic === 'sys.host')
    .map((step) => {
      const { kernel, reason } = hostCalls[step.fields.call];
      const source = ops[step.op];
      return { op: source?.kind ?? kernel, name: source?.name ?? '', reason };
    });
}

export const reportText = (report: CostReport): string =>
  `${JSON.stringify(report, undefined, 2)}\n`;

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`;

/** The report in a few lines for people. */
export function summary(report: CostReport): string {
  const { cycles, timeMs, energyUj, hostOps, npuOps, target, clockMHz } = report;
  const lines = [
    `${report.model} on ${target} at ${clockMHz} MHz`,
    `  ${cycles} cycles, ${timeMs.toFixed(3)} ms, ${energyUj.toFixed(1)} µJ, array ${(100 * report.macUtilization).toFixed(1)} % busy`,
    `  SRAM ${kilobytes(report.sramPeakBytes)}, flash ${kilobytes(report.flashBytes)}`,
    `  ${npuOps} operators on the NPU, ${hostOps.length} on the host`,
    ...hostOps.map((h) => `    ${h.op} '${h.name}': ${h.reason}`),
  ];
  return `${lines.join('\n')}\n`;
}
