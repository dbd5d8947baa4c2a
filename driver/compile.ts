import { type Context, IntegerAttr, type Operation, StringAttr } from '../ir/index.js';
import { SRAM_LIMIT_ATTR, TARGET_ATTR } from '../lowering/common/index.js';
import { type PassInstrumentation, parsePipeline, runPipeline } from '../pass/index.js';
import { getTarget } from '../target/index.js';
import { createPassRegistry, LEVELS, type Level, STAGES } from './passes/index.js';

export interface CompileOptions {
  readonly target: string;
  /** Bytes of on-chip memory that may be used; the target's when absent. */
  readonly sramLimit?: number;
  /** Level to stop at. */
  readonly emit?: Level;
  /** Level that the module is at; found from its operations when absent. */
  readonly from?: Level;
  readonly verifyEach?: boolean;
  readonly instrumentation?: readonly PassInstrumentation[];
}

/** The lowest level that a module has operations of. */
export function levelOf(module: Operation): Level {
  let found = 0;
  module.walk((op) => {
    const at = LEVELS.indexOf(op.def.dialect as Level);
    if (at > found) found = at;
  });
  return LEVELS[found];
}

/** Whether operators on floats stand between dequantize and quantize, as exporters leave them. */
function isQdq(module: Operation): boolean {
  let found = false;
  module.walk((op) => {
    if (op.name !== 'qnn.quantize') return;
    const maker = op.operand(0).definingOp;
    found ||=
      maker?.def.dialect === 'nn' &&
      maker.operands.some((v) => v.definingOp?.name === 'qnn.dequantize');
  });
  return found;
}

/** Brings a module that says its quantization by dequantize and quantize into the form of qnn. */
export async function toQnn(
  context: Context,
  module: Operation,
  options: Pick<CompileOptions, 'verifyEach' | 'instrumentation'> = {},
): Promise<boolean> {
  if (!isQdq(module)) return true;
  const text = `builtin.module(${STAGES.qnn.join(',')})`;
  return runPipeline(context, module, await parsePipeline(text, createPassRegistry()), options);
}

/** Lowers a module in place to a level. False when a pass failed: the reason was emitted. */
export async function lowerTo(
  context: Context,
  module: Operation,
  options: CompileOptions,
): Promise<boolean> {
  module.setAttr(TARGET_ATTR, StringAttr.get(getTarget(options.target).name));
  if (options.sramLimit !== undefined) {
    module.setAttr(SRAM_LIMIT_ATTR, IntegerAttr.i64(options.sramLimit));
  }
  const to = LEVELS.indexOf(options.emit ?? 'object');
  if (to > LEVELS.indexOf('nn') && !(await toQnn(context, module, options))) return false;
  const from = Math.max(LEVELS.indexOf('qnn'), LEVELS.indexOf(options.from ?? levelOf(module)));
  const stages = (Object.keys(STAGES) as (keyof typeof STAGES)[]).filter((level) => {
    const at = LEVELS.indexOf(level);
    return at > from && at <= to;
  });
  const text = stages.flatMap((s) => STAGES[s]).join(',');
  const pipeline = await parsePipeline(`builtin.module(${text})`, createPassRegistry());
  return runPipeline(context, module, pipeline, options);
}
