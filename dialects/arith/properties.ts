/** What passes ask of arithmetic. */
import {
  type Attribute,
  DenseElementsAttr,
  DenseResourceAttr,
  elementTypeOf,
  FloatAttr,
  IntegerAttr,
  IntegerType,
  type Operation,
  type Type,
} from '../../ir/index.js';
import { constantOf, intSplat, isAllOnes, isIntZero } from './constants.js';

/** Whether `arith.constant` can be `value` of this type. */
export function isConstantValue(value: Attribute, type: Type): boolean {
  const isKind =
    value instanceof IntegerAttr ||
    value instanceof FloatAttr ||
    value instanceof DenseElementsAttr ||
    value instanceof DenseResourceAttr;
  if (!isKind || value.type !== type) return false;
  const element = elementTypeOf(type);
  return !(element instanceof IntegerType) || element.signedness === 'signless';
}

/** The divisor is a constant other than zero. */
export function unsignedDivisionIsSpeculatable(op: Operation): boolean {
  const divisor = constantOf(op.operand(1));
  return intSplat(divisor) !== undefined && !isIntZero(divisor);
}

/** The same, and not -1: the smallest number has no negative. */
export function divisionIsSpeculatable(op: Operation): boolean {
  return unsignedDivisionIsSpeculatable(op) && !isAllOnes(constantOf(op.operand(1)));
}
