import { type ArithHooks, arithDialect, parseArithAttribute } from '../../generated/arith.js';
import type { DialectDefinition } from '../../ir/index.js';
import { constantName, parseSelect, printSelect } from './custom-form.js';
import {
  verifyBitcast,
  verifyConstant,
  verifyExtFloat,
  verifyExtInteger,
  verifyFloatToInt,
  verifyIndexCast,
  verifyIntToFloat,
  verifySelect,
  verifyTruncFloat,
  verifyTruncInteger,
} from './verify.js';

export * from '../../generated/arith.js';

export const definition: DialectDefinition = {
  spec: arithDialect,
  parseAttribute: parseArithAttribute,
  hooks: {
    bitcast: { verify: verifyBitcast },
    constant: { verify: verifyConstant, resultNames: constantName },
    extf: { verify: verifyExtFloat },
    extsi: { verify: verifyExtInteger },
    extui: { verify: verifyExtInteger },
    fptosi: { verify: verifyFloatToInt },
    fptoui: { verify: verifyFloatToInt },
    index_cast: { verify: verifyIndexCast },
    index_castui: { verify: verifyIndexCast },
    select: { verify: verifySelect, parse: parseSelect, print: printSelect },
    sitofp: { verify: verifyIntToFloat },
    truncf: { verify: verifyTruncFloat },
    trunci: { verify: verifyTruncInteger },
    uitofp: { verify: verifyIntToFloat },
  } satisfies ArithHooks,
};
