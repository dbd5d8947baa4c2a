import { type MemHooks, memDialect, parseMemType, TokenType } from '../../generated/mem.js';
import {
  type DialectDefinition,
  type Fail,
  type Operation,
  registerTypeText,
} from '../../ir/index.js';
import {
  verifyBuffer,
  verifyContents,
  verifyCopy,
  verifyElementwise,
  verifyFill,
  verifyMacBlock,
  verifyMean,
  verifyPool,
  verifyStream,
  verifyTable,
  verifyView,
} from './verify.js';

export * from '../../generated/mem.js';
export { spaceOf } from './verify.js';

registerTypeText('!mem.token', TokenType.get);

type Verify = (op: Operation, fail: Fail) => void;

/** One check after the other. */
const both =
  (first: Verify, second: Verify): Verify =>
  (op, fail) => {
    first(op, fail);
    second(op, fail);
  };

export const definition: DialectDefinition = {
  spec: memDialect,
  parseType: parseMemType,
  hooks: {
    add: { verify: verifyElementwise },
    avg_pool2d: { verify: verifyPool },
    buffer: { verify: both(verifyBuffer, verifyContents) },
    conv2d: { verify: both(verifyMacBlock, verifyStream) },
    copy: { verify: verifyCopy },
    depthwise_conv2d: { verify: both(verifyMacBlock, verifyStream) },
    fill: { verify: verifyFill },
    lut: { verify: verifyTable(8) },
    max_pool2d: { verify: verifyPool },
    mean: { verify: verifyMean },
    mul: { verify: verifyElementwise },
    softmax: { verify: verifyTable(32) },
    view: { verify: both(verifyView, verifyContents) },
  } satisfies MemHooks,
};
