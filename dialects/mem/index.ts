import { memDialect } from '../../generated/mem.js';
import {
  type DialectDefinition,
  DialectType,
  registerTypeText,
  type Type,
} from '../../ir/index.js';
import { verifyBuffer, verifyCopy, verifyMacBlock, verifyView } from './verify.js';

export * from '../../generated/mem.js';

const tokenSpec = memDialect.types.find((t) => t.mnemonic === 'token')!;

/** `!mem.token`. */
export function tokenType(): Type {
  return DialectType.get('mem', tokenSpec);
}

registerTypeText('!mem.token', tokenType);

export const definition: DialectDefinition = {
  spec: memDialect,
  hooks: {
    buffer: { verify: verifyBuffer },
    conv2d: { verify: verifyMacBlock },
    copy: { verify: verifyCopy },
    depthwise_conv2d: { verify: verifyMacBlock },
    view: { verify: verifyView },
  },
};
