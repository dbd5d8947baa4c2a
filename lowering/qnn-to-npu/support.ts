/**
 * What the target's engines run of qnn, and why not the rest: one sentence an operation, shown to
 * the user as the reason for a host call. Limits are the target's, from its instruction formats and
 * buffers.
 */
import { arrayAttr, constantValue, shapeOf, stringAttr } from '../../dialects/common/index.js';
import { UniformQuantizedType } from '../../dialects/quant/index.js';
import {
  FloatType,
  IntegerType,
  type Operation,
  type RankedTensorType,
  type Type,
  type Value,
} from '../../ir/index.js';
import { formatLimits, type TargetSpec } from '../../target/index.js';
import {
  copyLoops,
  elementwiseLoops,
  type Loop,
  MAX_EXTENT,
  MAX_LOOPS,
  MAX_RUN,
  reductionLoops,
} from '../common/index.js';
import { chooseBlocking } from '../npu-to-mem/index.js';

/** The output stage shifts to the left by at most 30. */
const MAX_RESCALE = 2 ** 30;

type Reason = string | undefined;
type Check = (op: Operation, target: TargetSpec) => Reason;

function elementOf(value: Value): Type {
  return (value.type as RankedTensorType).elementType;
}

export function quantOf(value: Value): UniformQuantizedType | undefined {
  const element = elementOf(value);
  return element instanceof UniformQuantizedType ? element : undefined;
}

/** Reason when a value is not per-tensor int8. */
function int8(value: Value, what: string): Reason {
  const element = elementOf(value);
  if (element instanceof FloatType) return `${what} is ${element}: the NPU has no float arithmetic`;
  const quant = quantOf(value);
  if (!quant || quant.storage !== IntegerType.get(8))
    return `${what} is ${element}: the NPU works on int8`;
  return quant.isPerAxis
    ? `${what} has a scale for each channel: the NPU takes one a tensor`
    : undefined;
}

function first(...reasons: readonly Reason[]): Reason {
  return reasons.find((r) => r !== undefined);
}

function mac(op: Operation, target: TargetSpec): Reason {
  const [ifm, filter, bias] = op.operands;
  const basic = first(int8(ifm, 'its input'), int8(op.result(), 'its result'));
  if (basic) return basic;
  const weights = quantOf(filter);
  if (!weights || weights.storage !== IntegerType.get(8))
    return `its filter is ${elementOf(filter)}: the NPU takes int8 weights`;
  if (weights.zeroPoints.some((z) => z !== 0))
    return 'its filter has a zero point: the NPU takes symmetric weights';
  if (!constantValue(filter))
    return 'its filter is computed at run time: weights stream from off-chip memory';
  if (bias && !constantValue(bias))
    return 'its bias is computed at run time: parameters stream with the weights';
  const rescale = quantOf(ifm)!.scales[0] / quantOf(op.result())!.scales[0];
  if (weights.scales.some((s) => s * rescale >= MAX_RESCALE))
    return `its scales multiply a sum by ${MAX_RESCALE} or more: the output stage cannot`;
  const channels = shapeOf(op.result()).at(-1)!;
  if (weights.isPerAxis && weights.scales.length !== channels) {
    return `its filter has ${weights.scales.length} scales for ${channels} output channels`;
  }
  const shape = shapeOf(filter);
  const isMatrix = op.name === 'qnn.fully_connected';
  if (op.name === 'qnn.conv2d' && shape[3] !== shapeOf(ifm)[3])
    return `its filter has ${shapeOf(ifm)[3] / shape[3]} groups: the NPU convolves all channels or each by itself`;
  const kernel: readonly [number, number] = isMatrix ? [1, 1] : [shape[1], shape[2]];
  const pair = (name: string) =>
    isMatrix ? ([1, 1] as const) : (arrayAttr(op, name) as unknown as readonly [number, number]);
  const [stride, dilation] = [pair('stride'), pair('dilation')];
  const limits = formatLimits();
  const over = (what: string, values: readonly number[], most: number) =>
    values.some((v) => v > most)
      ? `its ${what} ${values.join('x')} is above the machine's ${most}`
      : undefined;
  const windows = first(
    over('kernel', kernel, limits.kernel),
    over('stride', stride, limits.stride),
    over('dilation', dilation, limits.dilation),
    isMatrix ? undefined : over('padding', arrayAttr(op, 'padding'), limits.pad),
  );
  if (windows) return windows;
  const input = shapeOf(ifm);
  const output = shapeOf(op.result());
  const rows = isMatrix ? input.reduce((a, b) => a * b, 1) / shape[1] : 1;
  const blocking = chooseBlocking(target, {
    kind: op.name === 'qnn.depthwise_conv2d' ? 'depthwise' : 'conv',
    batches: isMatrix ? 1 : input[0],
    ofmHeight: isMatrix ? rows : output[1],
    ofmWidth: isMatrix ? 1 : output[2],
    ofmChannels: channels,
    ifmHeight: isMatrix ? rows : input[1],
    ifmWidth: isMatrix ? 1 : input[2],
    ifmChannels: isMatrix ? shape[1] : input[3],
    kernel,
    stride,
    dilation,
  });
  return blocking
    ? undefined
    : `no block of its ${kernel.join('x')} window fits the input buffer of ${target.mac.inputBufferBytes} bytes`;
}

function pool(op: Operation): Reason {
  const limits = formatLimits();
  const kernel = arrayAttr(op, 'kernel');
  const stride = arrayAttr(op, 'stride');
  const padding = arrayAttr(op, 'padding');
  const same = quantOf(op.operand(0)) === quantOf(op.result());
  return first(
    int8(op.operand(0), 'its input'),
    int8(op.result(), 'its result'),
    same
      ? undefined
      : 'its result has another scale than its input: the pooling unit does not rescale',
    kernel.some((k) => k > limits.kernel)
      ? `its window ${kernel.join('x')} is above the machine's ${limits.kernel}`
      : undefined,
    stride.some((s) => s > limits.stride)
      ? `its stride ${stride.join('x')} is above the machine's ${limits.stride}`
      : undefined,
    padding.some((p) => p > limits.pad)
      ? `its padding ${padding} is above the machine's ${limits.pad}`
      : undefined,
    shapeOf(op.operand(0)).some((d) => d > MAX_EXTENT)
      ? `its input has a dimension above ${MAX_EXTENT}`
      : undefined,
  );
}

function loopsFit(loops: readonly Loop[], maxInner = MAX_EXTENT): Reason {
  if (loops.length > MAX_LOOPS) {
    return `it needs ${loops.length} nested loops, the engine has ${MAX_LOOPS}`;
  }
  const long = loops.find(
    ({ extent }, i) => extent > (i < loops.length - 1 ? MAX_EXTENT : maxInner),
  );
  return long && `it loops over ${long.extent} elements, the engine over ${MAX_EXTENT} at most`;
}

function unary(op: Operation): Reason {
  return first(
    int8(op.operand(0), 'its input'),
    int8(op.result(), 'its result'),
    loopsFit(elementwiseLoops(shapeOf(op.result()), [shapeOf(op.operand(0))])),
  );
}

function binary(op: Operation): Reason {
  return first(
    int8(op.operand(0), 'its first operand'),
    int8(op.operand(1), 'its second operand'),
    int8(op.result(), 'its result'),
    loopsFit(elementwiseLoops(shapeOf(op.result()), op.operands.map(shapeOf))),
  );
}

const scaleOf = (value: Value) => quantOf(value)?.scale ?? 1;

/** A multiplier and a shift of at most 30 to the left or 31 to the right. */
function rescaleFits(factor: number): Reason {
  return factor >= MAX_RESCALE || (factor > 0 && factor < 2 ** -31)
    ? `it rescales by ${factor}, beyond what a multiplier and a shift can say`
    : undefined;
}

const CHECKS: Readonly<Record<string, Check>> = {
  'nn.reshape': () => undefined,
  'qnn.abs': unary,
  'qnn.add': binary,
  'qnn.avg_pool2d': pool,
  'qnn.conv2d': mac,
  'qnn.dequantize': () => 'its result is f32: the NPU has no float arithmetic',
  'qnn.depthwise_conv2d': mac,
  'qnn.elu': unary,
  'qnn.fully_connected': mac,
  'qnn.hard_swish': unary,
  'qnn.leaky_relu': unary,
  'qnn.max_pool2d': pool,
  'qnn.mean': (op) => {
    const { kept, summed } = reductionLoops(shapeOf(op.operand(0)), arrayAttr(op, 'axes'));
    return first(
      int8(op.operand(0), 'its input'),
      int8(op.result(), 'its result'),
      loopsFit(kept),
      rescaleFits(scaleOf(op.operand(0)) / scaleOf(op.result())),
      summed.length > 2
        ? `it sums over ${summed.length} separate dimensions, the engine over two`
        : undefined,
      [...kept, ...summed].some((l) => l.extent > MAX_EXTENT)
        ? `a dimension is above ${MAX_EXTENT}`
        : undefined,
    );
  },
  'qnn.mul': (op) =>
    first(
      binary(op),
      rescaleFits((scaleOf(op.operand(0)) * scaleOf(op.operand(1))) / scaleOf(op.result())),
    ),
  'qnn.pad': (op) =>
    first(
      int8(op.operand(0), 'its input'),
      int8(op.result(), 'its result'),
      stringAttr(op, 'mode') === 'constant'
        ? undefined
        : 'its border mirrors the tensor: the DMA engine fills with one value',
      shapeOf(op.operand(0)).length > 4 ? 'it has more than four dimensions' : undefined,
      shapeOf(op.operand(0)).length === 0 ? 'it is a single number' : undefined,
    ),
  'qnn.quantize': unary,
  'qnn.relu': unary,
  'qnn.relu6': unary,
  'qnn.rsqrt': unary,
  'qnn.sigmoid': unary,
  'qnn.tanh': unary,
  'qnn.reshape': () => undefined,
  'qnn.softmax': (op) => {
    const out = quantOf(op.result());
    return first(
      int8(op.operand(0), 'its input'),
      int8(op.result(), 'its result'),
      out?.scale === 1 / 256 && out.zeroPoint === -128
        ? undefined
        : 'its result must have scale 1/256 and zero point -128',
      shapeOf(op.operand(0)).at(-1)! > MAX_EXTENT
        ? `its rows are longer than ${MAX_EXTENT}`
        : undefined,
    );
  },
  'qnn.transpose': (op) => {
    const shape = shapeOf(op.operand(0));
    const loops = copyLoops(shape, shapeOf(op.result()), shape, arrayAttr(op, 'perm'));
    return first(
      int8(op.operand(0), 'its input'),
      int8(op.result(), 'its result'),
      loopsFit(loops, MAX_RUN),
    );
  },
};

/** Why the target does not run an operation of qnn; undefined when it does. */
export function whyNotOnNpu(op: Operation, target: TargetSpec): Reason {
  const check = CHECKS[op.name];
  if (check) return check(op, target);
  const float = [...op.operands, ...op.results].map(elementOf).find((t) => t instanceof FloatType);
  return float
    ? `it works on ${float}: the NPU has no float arithmetic`
    : 'the NPU has no such operation';
}
