/**
 * Invariants of qnn beyond the spec and the shared shape rules (C1 … C10):
 * Q1 a constant's elements have the storage type and the shape of its result;
 * Q2 the result of an addition is not finer than its operands by 2^19 or more: the reference's output
 *    multiplier, 2 max(scales of the operands) / (2^20 scale of the result), must be below one;
 * Q3 zero points lie in the range of what is stored.
 */
import { type Fail, type Operation, RankedTensorType } from '../../ir/index.js';
import { elementsAttr } from '../common/index.js';
import { UniformQuantizedType } from '../quant/index.js';

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
    const element = type instanceof RankedTensorType ? type.elementType : undefined;
    if (!(element instanceof UniformQuantizedType)) continue;
    const { min, max } = element.range;
    const outside = element.zeroPoints.find((z) => z < min || z > max);
    if (outside !== undefined) {
      fail(`has a zero point ${outside} outside the storage range ${min}…${max} (Q3)`);
      return;
    }
  }
}

/** The left shift by which int8 additions gain precision (TFLM reference/add.h). */
const ADD_LEFT_SHIFT = 20;

/** Q2. */
export function verifyAddScale(op: Operation, fail: Fail): void {
  const scale = (type: unknown) => {
    const element = type instanceof RankedTensorType ? type.elementType : undefined;
    return element instanceof UniformQuantizedType ? element.scale : undefined;
  };
  const [a, b, out] = [op.operand(0), op.operand(1), op.result()].map((v) => scale(v.type));
  if (a === undefined || b === undefined || out === undefined) return;
  if ((2 * Math.max(a, b)) / (2 ** ADD_LEFT_SHIFT * out) >= 1) {
    fail(`has a result of scale ${out}, too fine for operands of scales ${a} and ${b} (Q2)`);
  }
}
