/** Quantizes a float model by a calibration table and a plan that stand in files. */
import { canonicalGraph, quantizeModule } from '../../driver/quantize/index.js';
import type { Context, Operation } from '../../ir/index.js';
import {
  type CalibrationTable,
  type PrecisionPlan,
  readPlan,
  readTable,
  SCHEMES,
  uniformPlan,
} from '../../quantization/index.js';
import { readInput } from '../common/files.js';
import type { ToolIO } from '../tool-io.js';
import { inWords } from './network.js';

const textOf = async (io: ToolIO, file: string) =>
  Buffer.from(await readInput(io, file)).toString('utf8');

/** The table of a file. Throws ToolError, QuantizationError. */
export async function tableOf(io: ToolIO, file: string): Promise<CalibrationTable> {
  return readTable(await textOf(io, file), file);
}

/** The plan of a file; without one, all layers of a scheme. Throws ToolError, QuantizationError. */
export async function planOf(
  io: ToolIO,
  file: string | undefined,
  scheme: string,
): Promise<PrecisionPlan> {
  return file === undefined ? uniformPlan(SCHEMES[scheme]) : readPlan(await textOf(io, file), file);
}

/** In place; false: the reason was emitted. Throws ToolError. */
export function quantizeByFiles(
  context: Context,
  module: Operation,
  io: ToolIO,
  files: { readonly calibration: string; readonly plan: string | undefined },
): Promise<boolean> {
  return inWords(async () => {
    const table = await tableOf(io, files.calibration);
    const plan = await planOf(io, files.plan, 'w8a8');
    if (!(await canonicalGraph(context, module))) return false;
    return quantizeModule(context, module, { table, plan, granularity: 'per-channel' });
  });
}
