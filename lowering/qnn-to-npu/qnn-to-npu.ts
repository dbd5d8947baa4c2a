import { type QnnToNpuOptions, qnnToNpuPass } from '../../generated/lowering-passes.js';
import { rules } from '../../generated/rules/qnn-to-npu.js';
import { FloatType, type Operation, RankedTensorType, StringAttr } from '../../ir/index.js';
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
    const float = firstFloatProduct(module);
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

/** Operators that a network spends its time in; in float they ask for another chip. */
const PRODUCTS: ReadonlySet<string> = new Set(
  [
    'conv2d',
    'conv3d',
    'conv_transpose2d',
    'conv_transpose3d',
    'deform_conv2d',
    'depthwise_conv2d',
    'einsum',
    'fully_connected',
    'gru',
    'lstm',
    'matmul',
    'rnn',
  ].map((name) => `nn.${name}`),
);

/**
 * The first product of floats of a module that is not quantized at all. Where a part is quantized, the
 * host runs the others.
 */
function firstFloatProduct(module: Operation): Operation | undefined {
  let found: Operation | undefined;
  let isQuantized = false;
  module.walk((op) => {
    if (op.def.dialect === 'qnn') isQuantized = true;
    const type = op.numOperands > 0 ? op.operand(0).type : undefined;
    if (!PRODUCTS.has(op.name) || !(type instanceof RankedTensorType)) return;
    if (type.elementType instanceof FloatType) found ??= op;
  });
  return isQuantized ? undefined : found;
}
