import { type Elements, elementsBytes } from '../dialects/common/index.js';
import { Unsupported } from '../frontend/common/index.js';
import { InterpreterError, runTensorOp, storedBytes, viewBytes } from '../interpreter/index.js';
import { DenseElementsAttr, type Operation, RankedTensorType } from '../ir/index.js';

/** One operation on constants, by its reference semantics. Throws Unsupported. */
export function evaluateOp(op: Operation, operands: readonly Elements[]): Elements[] {
  const inputs = operands.map((attr) => ({
    shape: attr.type.shape!,
    data: viewBytes(elementsBytes(attr), attr.type.elementType),
  }));
  try {
    return runTensorOp(op, inputs).map(({ shape, data }, i) => {
      const { elementType } = op.result(i).type as RankedTensorType;
      const type = RankedTensorType.get(shape, elementType);
      return DenseElementsAttr.get(type, storedBytes(data, elementType));
    });
  } catch (error) {
    if (error instanceof InterpreterError) throw new Unsupported(error.message);
    throw error;
  }
}
