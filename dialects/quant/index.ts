import { type QuantHooks, quantDialect } from '../../generated/quant.js';
import type { DialectDefinition } from '../../ir/index.js';
import { parseQuantType } from './types.js';

export * from './storage.js';
export * from './types.js';

export const definition: DialectDefinition = {
  spec: quantDialect,
  parseType: parseQuantType,
  hooks: {
    scast: {
      // scast(scast(x)) of the type of x -> x
      fold(op) {
        const inner = op.operand(0).definingOp;
        if (inner?.name !== op.name || inner.operand(0).type !== op.result().type) return undefined;
        return [inner.operand(0)];
      },
    },
  } satisfies QuantHooks,
};
