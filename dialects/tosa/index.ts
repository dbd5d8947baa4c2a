import { tosaDialect } from '../../generated/tosa.js';
import type { DialectDefinition } from '../../ir/index.js';

export * from '../../generated/tosa.js';

export const definition: DialectDefinition = { spec: tosaDialect };
