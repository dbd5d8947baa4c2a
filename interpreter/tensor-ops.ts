/** One operation on tensors at a time, by its reference semantics. */
import { elementsAttr, elementsBytes } from '../dialects/common/index.js';
import { type Operation, RankedTensorType, type Type, type Value } from '../ir/index.js';
import {
  type ElementArray,
  InterpreterError,
  type Semantics,
  type Site,
  type Tensor,
  viewBytes,
} from './call.js';
import { nn } from './nn.js';
import { npu } from './npu.js';
import { qnn } from './qnn.js';

/** What stands between two types of a value while it is converted. */
const CAST = 'builtin.unrealized_conversion_cast';

const TABLES: Record<string, Record<string, Semantics>> = { nn, npu, qnn };

/** Called after each operation that makes a tensor (or, at mem level, finishes a block). */
export type Observer = (op: Operation, results: readonly Tensor[]) => void;

/** What runs is tensors of static shape; throws InterpreterError for another type. */
export function staticTensor(type: Type, what: string): RankedTensorType {
  if (type instanceof RankedTensorType && type.hasStaticShape) return type;
  throw new InterpreterError(`${what} is ${type}: a program works on tensors of static shape`);
}

export function checkInput(tensor: Tensor, type: RankedTensorType, index: number): void {
  if (tensor.data.length !== type.elementCount) {
    throw new InterpreterError(
      `input ${index} has ${tensor.data.length} elements, the program takes ${type.elementCount} (${type})`,
    );
  }
}

/** Throws InterpreterError unless the inputs are as many and as large as the parameters. */
export function checkInputs(inputs: readonly Tensor[], args: readonly Value[]): void {
  if (inputs.length !== args.length) {
    throw new InterpreterError(
      `the program takes ${args.length} inputs, ${inputs.length} were given`,
    );
  }
  args.forEach((arg, i) => {
    checkInput(inputs[i], staticTensor(arg.type, `input ${i}`), i);
  });
}

/** The reference semantics of an operation, where it has some. */
export function semanticsOf(op: Operation): Semantics | undefined {
  return TABLES[op.def.dialect]?.[op.name.slice(op.def.dialect.length + 1)];
}

/** What is known of an operation before it runs. */
export function siteOf(op: Operation): Site {
  return {
    name: op.name,
    attr: (name) => op.attr(name),
    inputTypes: op.operands.map((v) => v.type as RankedTensorType),
    resultTypes: op.resultTypes.map((t) => staticTensor(t, `a result of '${op.name}'`)),
  };
}

/** The tensor that a constant makes. */
export function constantOf(op: Operation): Tensor {
  const attr = elementsAttr(op, 'value');
  const data = viewBytes(elementsBytes(attr), attr.type.elementType);
  return { shape: attr.type.shape!, data };
}

/** Executes one operation on tensors. */
export function runTensorOp(op: Operation, inputs: readonly Tensor[]): Tensor[] {
  // Between two levels a value has two types, and one stored form.
  if (op.name === CAST && op.numOperands === 1 && op.numResults === 1) return [...inputs];
  if (op.hasTrait('ConstantLike')) return [constantOf(op)];
  const semantics = semanticsOf(op);
  if (!semantics) throw new InterpreterError(`the interpreter has no meaning for '${op.name}'`);
  const site = siteOf(op);
  const data = semantics({ ...site, inputs });
  return data.map((d: ElementArray, i) => ({ shape: site.resultTypes[i].shape, data: d }));
}
