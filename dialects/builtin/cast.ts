import type { Fail, FoldResult, Operation, Type, Value } from '../../ir/index.js';

const haveTypes = (values: readonly Value[], types: readonly Type[]): boolean =>
  values.length === types.length && values.every((v, i) => v.type === types[i]);

export function verifyCast(op: Operation, fail: Fail): void {
  if (op.numResults === 0) fail('expected at least one result for cast operation');
}

/** cast(x : t) : t -> x, cast(cast(x : t) : u) : t -> x; of several values, all of one cast in their order. */
export function foldCast(op: Operation): FoldResult | undefined {
  const { operands, resultTypes } = op;
  if (haveTypes(operands, resultTypes)) return operands;
  const inner = operands.length > 0 ? operands[0].definingOp : undefined;
  if (inner?.def !== op.def || inner.numResults !== operands.length) return undefined;
  const isWhole = operands.every((v, i) => v === inner.result(i));
  const { operands: first } = inner;
  return isWhole && haveTypes(first, resultTypes) ? first : undefined;
}
