import { parseUbAttribute, ubDialect } from '../../generated/ub.js';
import type { DialectDefinition } from '../../ir/index.js';

export * from '../../generated/ub.js';

export const definition: DialectDefinition = {
  spec: ubDialect,
  parseAttribute: parseUbAttribute,
};
