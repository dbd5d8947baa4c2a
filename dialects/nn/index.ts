import { type NnHooks, nnDialect } from '../../generated/nn.js';
import type { DialectDefinition } from '../../ir/index.js';
import { shapeHooks } from '../common/index.js';

export * from '../../generated/nn.js';

export const definition: DialectDefinition = {
  spec: nnDialect,
  canonicalization: async () => (await import('./canonicalize.js')).patterns,
  hooks: { ...shapeHooks, constant: { fold: (op) => [op.attr('value')!] } } satisfies NnHooks,
  materializeConstant: (b, value, type) =>
    b.create('nn.constant', { attributes: [{ name: 'value', value }], resultTypes: [type] }),
};
