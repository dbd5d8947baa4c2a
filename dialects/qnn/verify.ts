/**
 * Invariants of qnn beyond the spec and the shared shape rules (C1 … C17):
 * Q1 a constant's elements have the storage type and the shape of its result;
 * Q2 the result of an addition or subtraction is not finer than its operands by 2^19 or more (2^14 of
 *    16-bit operands): the reference's output multiplier, 2 max(scales of the operands) over 2^20
 *    (2^15) times the scale of the result, must be below one;
 * Q3 zero points lie in the range of what is stored;
 * Q4 an operator works on the storage types that it has an arithmetic for;
 * Q5 softmax and log_softmax give the scale and the zero point that their arithmetic gives;
 * Q6 a constant border is a value that the type stores, and no border is negative;
 * Q7 a filter's scales are one, or one for each output channel.
 */
import { type Fail, IntegerAttr, type Operation, RankedTensorType } from '../../ir/index.js';
import { arrayAttr, elementsAttr, shapeOf, stringAttr } from '../common/index.js';
import { UniformQuantizedType } from '../quant/index.js';

function quantOf(type: unknown): UniformQuantizedType | undefined {
  const element = type instanceof RankedTensorType ? type.elementType : undefined;
  return element instanceof UniformQuantizedType ? element : undefined;
}

/** Q1. */
export function verifyConstant(op: Operation, fail: Fail): void {
  const { type } = elementsAttr(op, 'value');
  const result = op.result().type as RankedTensorType;
  const element = result.elementType;
  const stored = element instanceof UniformQuantizedType ? element.storage : element;
  if (type.elementType !== stored || String(type.shape) !== String(result.shape)) {
    fail(`holds ${type}, which is not what ${result} stores (Q1)`);
  }
}

/** Q3. */
export function verifyZeroPoints(op: Operation, fail: Fail): void {
  for (const { type } of [...op.operands, ...op.results]) {
    const element = quantOf(type);
    if (!element) continue;
    const { min, max } = element.range;
    const outside = element.zeroPoints.find((z) => z < min || z > max);
    if (outside !== undefined) {
      fail(`has a zero point ${outside} outside the storage range ${min}…${max} (Q3)`);
      return;
    }
  }
}

/** Q2. The left shift by which additions gain precision: TFLM reference/add.h. */
export function verifyAddScale(op: Operation, fail: Fail): void {
  const [a, b, out] = [op.operand(0), op.operand(1), op.result()].map((v) => quantOf(v.type));
  if (!a || !b || !out) return;
  const leftShift = out.storage.width > 8 ? 15 : 20;
  if ((2 * Math.max(a.scale, b.scale)) / (2 ** leftShift * out.scale) >= 1) {
    fail(
      `has a result of scale ${out.scale}, too fine for operands of scales ${a.scale} and ${b.scale} (Q2)`,
    );
  }
}

/** Q2, of sums of many: operands of one type. */
export function verifySumScale(op: Operation, fail: Fail): void {
  const [a, out] = [op.operand(0), op.result()].map((v) => quantOf(v.type));
  if (op.operands.some((v) => v.type !== op.operand(0).type)) {
    fail(`sums ${op.operands.map((v) => v.type).join(', ')}, which are not one type (Q2)`);
  } else if (a && out && (2 * a.scale) / (2 ** 20 * out.scale) >= 1) {
    fail(`has a result of scale ${out.scale}, too fine for operands of scale ${a.scale} (Q2)`);
  }
}

const EIGHT = ['i8', 'ui8'];
const SIXTEEN = [...EIGHT, 'i16'];

/** Storage of operand 0, where not 8 and 16 bits of any kind. */
const STORAGE: Readonly<Record<string, readonly string[]>> = {
  add_n: ['i8'],
  cumsum: ['i8'],
  div: EIGHT,
  elu: ['i8'],
  hard_swish: ['i8'],
  l2_normalize: ['i8'],
  log_softmax: ['i8'],
  lstm: ['i8', 'i16'],
  rsqrt: ['i8', 'i16'],
  sigmoid: ['i8', 'i16'],
  svdf: ['i8'],
  tanh: ['i8', 'i16'],
};
/** Nothing is computed with what is stored. */
const ANY = new Set(['constant', 'quantize', 'dequantize', 'reshape', 'transpose']);

/** Q4. */
export function verifyStorage(op: Operation, fail: Fail): void {
  const name = op.name.slice('qnn.'.length);
  if (ANY.has(name)) return;
  const operand = op.operands.findIndex((v) => quantOf(v.type) !== undefined);
  if (operand < 0) return;
  const stored = quantOf(op.operand(operand).type)!.storage.toString();
  const allowed = STORAGE[name] ?? SIXTEEN;
  if (!allowed.includes(stored)) {
    fail(`works on elements stored as ${allowed.join(', ')}, not ${stored} (Q4)`);
  }
}

const NEAR = 1e-3;

/** Q5, of softmax. */
export function verifySoftmax(op: Operation, fail: Fail): void {
  const [input, out] = [quantOf(op.operand(0).type), quantOf(op.result().type)];
  if (!input || !out) return;
  // 8-bit inputs use all values of the result, 16-bit ones those that are not negative.
  const isWide = input.storage.width === 16;
  const zeroPoint = isWide ? 0 : out.range.min;
  const scale = 2 ** -(isWide ? out.storage.width - 1 : out.storage.width);
  if (out.zeroPoint !== zeroPoint || Math.abs(out.scale / scale - 1) > NEAR) {
    fail(`gives the scale ${scale} with the zero point ${zeroPoint}, not ${out} (Q5)`);
  }
}

/** Q5, of log_softmax. */
export function verifyLogSoftmax(op: Operation, fail: Fail): void {
  const out = quantOf(op.result().type);
  if (out && (out.scale !== 1 / 16 || out.zeroPoint !== 127)) {
    fail(`gives the scale 0.0625 with the zero point 127, not ${out} (Q5)`);
  }
}

/** Q6. */
export function verifyBorder(op: Operation, fail: Fail): void {
  const [before, after] = [arrayAttr(op, 'before'), arrayAttr(op, 'after')];
  if ([...before, ...after].some((v) => v < 0)) {
    fail(`before and after must not be negative (Q6)`);
    return;
  }
  const [value, out] = [op.attr('value'), quantOf(op.result().type)];
  if (value instanceof IntegerAttr && out) {
    const { min, max } = out.range;
    if (value.number < min || value.number > max) {
      fail(`has the border value ${value.number} outside the storage range ${min}…${max} (Q6)`);
      return;
    }
  }
  const mode = stringAttr(op, 'mode');
  if (mode === 'constant') return;
  const room = mode === 'reflect' ? 1 : 0;
  const wide = shapeOf(op.operand(0)).findIndex(
    (size, d) => Math.max(before[d], after[d]) > size - room,
  );
  if (wide >= 0) fail(`mirrors more of dimension ${wide} than there is (Q6)`);
}

/** Q7. */
export function verifyFilterScales(op: Operation, fail: Fail): void {
  const filter = quantOf(op.operand(1).type);
  const channels = (op.result().type as RankedTensorType).shape.at(-1);
  if (filter?.isPerAxis && filter.scales.length !== channels) {
    fail(`has ${filter.scales.length} filter scales for ${channels} output channels (Q7)`);
  }
}
