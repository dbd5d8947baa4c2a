import { type ArithHooks, arithDialect, parseArithAttribute } from '../../generated/arith.js';
import type { DialectDefinition } from '../../ir/index.js';
import { isPoison } from './constants.js';
import { constantName, parseSelect, printSelect } from './custom-form.js';
import * as casts from './fold-casts.js';
import { cmpf, cmpi, select } from './fold-compare.js';
import * as floats from './fold-floats.js';
import * as integers from './fold-integers.js';
import {
  divisionIsSpeculatable,
  isConstantValue,
  unsignedDivisionIsSpeculatable,
} from './properties.js';
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
  canonicalization: async () => (await import('./canonicalize.js')).patterns,
  materializeConstant(b, value, type) {
    const name = isPoison(value)
      ? 'ub.poison'
      : isConstantValue(value, type)
        ? 'arith.constant'
        : undefined;
    if (!name) return undefined;
    return b.create(name, { attributes: [{ name: 'value', value }], resultTypes: [type] });
  },
  hooks: {
    addf: floats.addf,
    addi: integers.addi,
    addui_extended: integers.adduiExtended,
    andi: integers.andi,
    bitcast: { ...casts.bitcast, verify: verifyBitcast },
    ceildivsi: { ...integers.ceildivsi, isSpeculatable: divisionIsSpeculatable },
    ceildivui: { ...integers.ceildivui, isSpeculatable: unsignedDivisionIsSpeculatable },
    cmpf,
    cmpi,
    constant: { verify: verifyConstant, resultNames: constantName },
    divf: floats.divf,
    divsi: { ...integers.divsi, isSpeculatable: divisionIsSpeculatable },
    divui: { ...integers.divui, isSpeculatable: unsignedDivisionIsSpeculatable },
    extf: { ...casts.extf, verify: verifyExtFloat },
    extsi: { ...casts.extsi, verify: verifyExtInteger },
    extui: { ...casts.extui, verify: verifyExtInteger },
    floordivsi: integers.floordivsi,
    fptosi: { ...casts.fptosi, verify: verifyFloatToInt },
    fptoui: { ...casts.fptoui, verify: verifyFloatToInt },
    index_cast: { ...casts.indexCast, verify: verifyIndexCast },
    index_castui: { ...casts.indexCastui, verify: verifyIndexCast },
    maximumf: floats.maximumf,
    maxnumf: floats.maxnumf,
    maxsi: integers.maxsi,
    maxui: integers.maxui,
    minimumf: floats.minimumf,
    minnumf: floats.minnumf,
    minsi: integers.minsi,
    minui: integers.minui,
    mulf: floats.mulf,
    muli: integers.muli,
    mulsi_extended: integers.mulsiExtended,
    mului_extended: integers.muluiExtended,
    negf: floats.negf,
    ori: integers.ori,
    remf: floats.remf,
    remsi: integers.remsi,
    remui: integers.remui,
    select: { ...select, verify: verifySelect, parse: parseSelect, print: printSelect },
    shli: integers.shli,
    shrsi: integers.shrsi,
    shrui: integers.shrui,
    sitofp: { ...casts.sitofp, verify: verifyIntToFloat },
    subf: floats.subf,
    subi: integers.subi,
    truncf: { ...casts.truncf, verify: verifyTruncFloat },
    trunci: { ...casts.trunci, verify: verifyTruncInteger },
    uitofp: { ...casts.uitofp, verify: verifyIntToFloat },
    xori: integers.xori,
  } satisfies ArithHooks & DialectDefinition['hooks'],
};
