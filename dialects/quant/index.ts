import { quantDialect } from '../../generated/quant.js';
import type { DialectDefinition } from '../../ir/index.js';
import { parseQuantType } from './types.js';

export * from './types.js';

export const definition: DialectDefinition = { spec: quantDialect, parseType: parseQuantType };
