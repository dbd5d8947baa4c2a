import { type QnnHooks, qnnDialect } from '../../generated/qnn.js';
import type { DialectDefinition, OpHooks } from '../../ir/index.js';
import { shapeHooks, verifySameShape } from '../common/index.js';
import { verifyAddScale, verifyConstant, verifyZeroPoints } from './verify.js';

export * from '../../generated/qnn.js';

/** Each operation also checks its zero points. */
function withZeroPoints(hooks: Readonly<Record<string, OpHooks>>): Record<string, OpHooks> {
  const checked = Object.entries(hooks).map(([name, own]): [string, OpHooks] => [
    name,
    {
      ...own,
      verify(op, fail) {
        verifyZeroPoints(op, fail);
        own.verify?.(op, fail);
      },
    },
  ]);
  return Object.fromEntries(checked);
}

export const definition: DialectDefinition = {
  spec: qnnDialect,
  hooks: withZeroPoints({
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
  } satisfies QnnHooks),
};
