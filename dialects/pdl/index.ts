import { type PdlHooks, pdlDialect } from '../../generated/pdl.js';
import { type DialectDefinition, registerTypeText } from '../../ir/index.js';
import { operationSyntax, rangeSyntax, resultsSyntax } from './syntax.js';
import { PDL_KINDS, PdlRangeType, PdlType, parsePdlType } from './types.js';
import {
  verifyAttribute,
  verifyBound,
  verifyConstant,
  verifyNativeConstraint,
  verifyNativeRewrite,
  verifyOperation,
  verifyPattern,
  verifyRange,
  verifyReplace,
  verifyResults,
  verifyRewrite,
} from './verify.js';

export * from './types.js';

for (const kind of PDL_KINDS) {
  registerTypeText(`!pdl.${kind}`, () => PdlType.get(kind));
  registerTypeText(`!pdl.range<${kind}>`, () => PdlRangeType.get(PdlType.get(kind)));
}

export const definition: DialectDefinition = {
  spec: pdlDialect,
  parseType: parsePdlType,
  hooks: {
    apply_native_constraint: { verify: verifyNativeConstraint },
    apply_native_rewrite: { verify: verifyNativeRewrite },
    attribute: { verify: verifyAttribute },
    operand: { verify: verifyBound },
    operands: { verify: verifyBound },
    operation: { ...operationSyntax, verify: verifyOperation },
    pattern: { verifyRegions: verifyPattern, defaultDialect: 'pdl' },
    range: { ...rangeSyntax, verify: verifyRange },
    replace: { verify: verifyReplace },
    results: { ...resultsSyntax, verify: verifyResults },
    rewrite: { verifyRegions: verifyRewrite, defaultDialect: 'pdl' },
    type: { verify: verifyConstant('constantType') },
    types: { verify: verifyConstant('constantTypes') },
  } satisfies PdlHooks,
};
