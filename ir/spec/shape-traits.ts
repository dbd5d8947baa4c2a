/** Traits over the shapes of operands and results; each gives what is wrong, or undefined. */
import { elementTypeOf } from '../element-types.js';
import type { Operation } from '../operation.js';
import {
  DYNAMIC,
  RankedTensorType,
  ShapedType,
  type Type,
  UnrankedTensorType,
  VectorType,
} from '../types.js';

/** Whether shapes may be the same: unknown dimensions and ranks may be anything. */
export function compatibleShapes(a: Type, b: Type): boolean {
  if (!(a instanceof ShapedType) || !(b instanceof ShapedType)) {
    return a instanceof ShapedType === b instanceof ShapedType;
  }
  const [x, y] = [a.shape, b.shape];
  if (!x || !y) return true;
  return (
    x.length === y.length && x.every((d, i) => d === y[i] || d === DYNAMIC || y[i] === DYNAMIC)
  );
}

export function operandTypes(op: Operation): Type[] {
  return op.operands.map((v) => v.type);
}

const SAME_TYPE = 'requires the same type for all operands and results';

/** `SameOperandsAndResultType`: one element type, shapes that may be the same. */
export function sameOperandsAndResultType(op: Operation): string | undefined {
  const first = op.numResults > 0 ? op.result().type : op.operand(0)?.type;
  for (let i = 0; i < op.numResults; i++) if (!fits(op.result(i).type, first)) return SAME_TYPE;
  for (let i = 0; i < op.numOperands; i++) if (!fits(op.operand(i).type, first)) return SAME_TYPE;
  return undefined;
}

const fits = (type: Type, first: Type): boolean =>
  type === first || (elementTypeOf(type) === elementTypeOf(first) && compatibleShapes(type, first));

/** `SameOperandsShape`, `SameOperandsAndResultShape`. */
export function sameShape(op: Operation, withResults: boolean): string | undefined {
  const types = withResults ? [...operandTypes(op), ...op.resultTypes] : operandTypes(op);
  if (types.every((t) => compatibleShapes(t, types[0]))) return undefined;
  return `requires the same shape for all operands${withResults ? ' and results' : ''}`;
}

type Container = RankedTensorType | UnrankedTensorType | VectorType;

function isContainer(type: Type): type is Container {
  return (
    type instanceof RankedTensorType ||
    type instanceof UnrankedTensorType ||
    type instanceof VectorType
  );
}

function hasContainer(op: Operation): boolean {
  for (let i = 0; i < op.numOperands; i++) if (isContainer(op.operand(i).type)) return true;
  for (let i = 0; i < op.numResults; i++) if (isContainer(op.result(i).type)) return true;
  return false;
}

/** `Elementwise`: all containers are of one kind and may have one shape; scalars may stand among them. */
export function elementwise(op: Operation): string | undefined {
  if (!hasContainer(op)) return undefined;
  const results = op.resultTypes.filter(isContainer);
  const operands = operandTypes(op).filter(isContainer);
  if (operands.length === 0) {
    return 'if a result is non-scalar, then at least one operand must be non-scalar';
  }
  if (results.length === 0) {
    return 'if an operand is non-scalar, then there must be at least one non-scalar result';
  }
  if (results.length !== op.numResults) {
    return 'if an operand is non-scalar, then all results must be non-scalar';
  }
  const all = [...operands, ...results];
  const kinds = new Set(all.map((t) => t instanceof VectorType));
  if (kinds.size > 1 || !all.every((t) => compatibleShapes(t, all[0]))) {
    return 'all non-scalar operands/results must have the same shape and base type';
  }
  return undefined;
}
