import { type QnnHooks, qnnDialect } from '../../generated/qnn.js';
import type { DialectDefinition } from '../../ir/index.js';
import { shapeHooks, verifySameShape } from '../common/index.js';
import { verifyConstant } from './verify.js';

export * from '../../generated/qnn.js';

export const definition: DialectDefinition = {
  spec: qnnDialect,
  hooks: {
    ...shapeHooks,
    constant: { verify: verifyConstant },
    quantize: { verify: verifySameShape },
    dequantize: { verify: verifySameShape },
  } satisfies QnnHooks,
};
