import { type QnnHooks, qnnDialect } from '../../generated/qnn.js';
import type { DialectDefinition, Fail, Operation, OpHooks } from '../../ir/index.js';
import { shapeHooks, verifySameShape, verifyWith } from '../common/index.js';
import { QNN_SHAPE_RULES } from './shapes.js';
import {
  verifyAddScale,
  verifyBorder,
  verifyConstant,
  verifyFilterScales,
  verifyLogSoftmax,
  verifySoftmax,
  verifyStorage,
  verifySumScale,
  verifyZeroPoints,
} from './verify.js';

export * from '../../generated/qnn.js';
export { QNN_SHAPE_RULES } from './shapes.js';

type Verify = (op: Operation, fail: Fail) => void;

/** Several verifiers; the first that finds something ends it. */
const all = (...verifiers: readonly Verify[]): { verify: Verify } => ({
  verify(op, fail) {
    let hasFailed = false;
    const note: Fail = (...said) => {
      hasFailed = true;
      fail(...said);
    };
    for (const verify of verifiers) {
      if (hasFailed) return;
      verify(op, note);
    }
  },
});

/** Each operation also checks its zero points and what it is stored in. */
function withStorage(hooks: Readonly<Record<string, OpHooks>>): Record<string, OpHooks> {
  const checked = Object.entries(hooks).map(([name, own]): [string, OpHooks] => [
    name,
    { ...own, ...all(verifyZeroPoints, verifyStorage, own.verify ?? (() => {})) },
  ]);
  return Object.fromEntries(checked);
}

const own = QNN_SHAPE_RULES;

export const definition: DialectDefinition = {
  spec: qnnDialect,
  hooks: withStorage({
    ...shapeHooks,
    add: all(shapeHooks.add.verify, verifyAddScale),
    add_n: all(verifyWith(own.add_n).verify, verifySumScale),
    constant: { verify: verifyConstant },
    conv2d: all(shapeHooks.conv2d.verify, verifyFilterScales),
    conv_transpose2d: all(shapeHooks.conv_transpose2d.verify, verifyFilterScales),
    depthwise_conv2d: all(shapeHooks.depthwise_conv2d.verify, verifyFilterScales),
    cumsum: all(verifyWith(own.cumsum).verify, verifySumScale),
    dequantize: { verify: verifySameShape },
    equal: verifyWith(own.equal),
    fully_connected: all(shapeHooks.fully_connected.verify, verifyFilterScales),
    greater: verifyWith(own.greater),
    greater_equal: verifyWith(own.greater_equal),
    l2_normalize: verifyWith(own.l2_normalize),
    less: verifyWith(own.less),
    less_equal: verifyWith(own.less_equal),
    log_softmax: all(shapeHooks.log_softmax.verify, verifyLogSoftmax),
    lstm: verifyWith(own.lstm),
    max: verifyWith(own.max),
    min: verifyWith(own.min),
    not_equal: verifyWith(own.not_equal),
    pad: all(shapeHooks.pad.verify, verifyBorder),
    prelu: verifyWith(own.prelu),
    quantize: { verify: verifySameShape },
    resize: verifyWith(own.resize),
    select: verifyWith(own.select),
    softmax: all(shapeHooks.softmax.verify, verifySoftmax),
    squared_difference: verifyWith(own.squared_difference),
    sub: all(shapeHooks.sub.verify, verifyAddScale),
    svdf: verifyWith(own.svdf),
  } satisfies QnnHooks),
};
