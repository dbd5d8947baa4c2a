import { builtinDialect } from '../../generated/builtin.js';
import type { DialectDefinition } from '../../ir/index.js';

export * from '../../generated/builtin.js';

export const definition: DialectDefinition = {
  spec: builtinDialect,
  hooks: { module: { defaultDialect: 'builtin' } },
};
