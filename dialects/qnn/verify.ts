/**
 * Invariants of qnn beyond the spec and the shared shape rules (C1 … C10):
 * Q1 a constant's elements have the storage type and the shape of its result.
 */
import type { Fail, Operation, RankedTensorType } from '../../ir/index.js';
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
