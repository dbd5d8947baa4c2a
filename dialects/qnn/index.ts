import { type QnnHooks, qnnDialect } from '../../generated/qnn.js';
import type { DialectDefinition } from '../../ir/index.js';
import { shapeHooks, verifySameShape } from '../common/index.js';
import { verifyAddScale, verifyConstant } from './verify.js';

export * from '../../generated/qnn.js';

export const definition: DialectDefinition = {
  spec: qnnDialect,
  hooks: {
    ...shapeHooks,
    add: {
      verify(op, fail) {
        shapeHooks.add.verify(op, fail);
        verifyAddScale(op, fail);
      },
    },
    constant: { verify: verifyConstant },
    quantize: { verify: verifySameShape },
    dequantize: { verify: verifySameShape },
  } satisfies QnnHooks,
};
