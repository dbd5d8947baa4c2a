import { type QnnToNpuOptions, qnnToNpuPass } from '../../generated/lowering-passes.js';
import { rules } from '../../generated/rules/qnn-to-npu.js';
import { type Operation, StringAttr } from '../../ir/index.js';
import type { Pass } from '../../pass/index.js';
import { applyConversion, checkLegality, patternsOf } from '../../rewrite/index.js';
import { NPU_LEVEL, TARGET_ATTR, targetNamed, targetOf } from '../common/index.js';
import { loweringNatives } from './natives.js';

/** Operators become tasks of the target's engines, or host calls with the reason. */
export const qnnToNpu: Pass<QnnToNpuOptions> = {
  ...qnnToNpuPass,
  run(module, { context, options, error }) {
    if (options.target !== '') {
      module.setAttr(TARGET_ATTR, StringAttr.get(targetNamed(String(options.target), module).name));
    }
    const float = firstOf(module, 'nn');
    if (float) {
      error(
        float.loc,
        `'${float.name}' computes in float: quantize the model first (npu-quantize calibrate, then npu-quantize ptq)`,
      );
      return;
    }
    const patterns = patternsOf(rules, loweringNatives(targetOf(module)));
    const result = applyConversion(context, module, NPU_LEVEL, patterns, { mode: 'full' });
    for (const d of result.errors) error(d.loc, d.message);
    const left = result.ok ? checkLegality(module, NPU_LEVEL) : [];
    for (const d of left) error(d.loc, d.message);
  },
};

function firstOf(module: Operation, dialect: string): Operation | undefined {
  let found: Operation | undefined;
  module.walk((op) => {
    if (!found && op.def.dialect === dialect && !op.hasTrait('ConstantLike')) found = op;
  });
  return found;
}
