import { type MemHooks, memDialect, parseMemType, TokenType } from '../../generated/mem.js';
import { type DialectDefinition, registerTypeText } from '../../ir/index.js';
import { verifyBuffer, verifyCopy, verifyMacBlock, verifyView } from './verify.js';

export * from '../../generated/mem.js';
export { spaceOf } from './verify.js';

registerTypeText('!mem.token', TokenType.get);

export const definition: DialectDefinition = {
  spec: memDialect,
  parseType: parseMemType,
  hooks: {
    buffer: { verify: verifyBuffer },
    conv2d: { verify: verifyMacBlock },
    copy: { verify: verifyCopy },
    depthwise_conv2d: { verify: verifyMacBlock },
    view: { verify: verifyView },
  } satisfies MemHooks,
};
