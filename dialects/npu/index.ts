import { type NpuHooks, npuDialect } from '../../generated/npu.js';
import type { DialectDefinition } from '../../ir/index.js';
import { shapeHooks } from '../common/index.js';
import { verifyLut, verifyMac, verifySoftmaxTable, verifyUngrouped } from './verify.js';

export * from '../../generated/npu.js';

export const definition: DialectDefinition = {
  spec: npuDialect,
  hooks: {
    add: shapeHooks.add,
    avg_pool2d: shapeHooks.avg_pool2d,
    conv2d: { verify: verifyMac(verifyUngrouped(shapeHooks.conv2d.verify)) },
    depthwise_conv2d: { verify: verifyMac(shapeHooks.depthwise_conv2d.verify) },
    lut: { verify: verifyLut },
    matmul: { verify: verifyMac(shapeHooks.fully_connected.verify) },
    max_pool2d: shapeHooks.max_pool2d,
    mean: shapeHooks.mean,
    mul: shapeHooks.mul,
    pad: shapeHooks.pad,
    reshape: shapeHooks.reshape,
    softmax: { verify: verifySoftmaxTable },
    transpose: shapeHooks.transpose,
  } satisfies NpuHooks,
};
