/** One operation on tensors at a time, by its reference semantics. */
import {
  elementsAttr,
  elementsBytes,
  inferTypes,
  ShapeError,
  type ShapeRule,
} from '../dialects/common/index.js';
import { NN_RULES } from '../dialects/nn/index.js';
import { type Operation, RankedTensorType, type Type, type Value } from '../ir/index.js';
import { FLOAT_FORMATS, roundAll } from '../kernels/index.js';
import {
  InterpreterError,
  narrowFormat,
  type Semantics,
  type Site,
  type Tensor,
  viewBytes,
} from './call.js';
import { nn } from './nn/index.js';
import { npu } from './npu.js';
import { qnn } from './qnn/index.js';

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

/** A result may have sizes that its elements decide. */
export function rankedTensor(type: Type, what: string): RankedTensorType {
  if (type instanceof RankedTensorType) return type;
  throw new InterpreterError(`${what} is ${type}: a program works on ranked tensors`);
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

const mnemonicOf = (op: Operation) => op.name.slice(op.def.dialect.length + 1);

/** The semantics of an operator that moves elements: nn's, which has any element type. */
export const movementOf = (mnemonic: string): Semantics | undefined => nn[mnemonic];

/** The reference semantics of an operation, where it has some. */
export function semanticsOf(op: Operation): Semantics | undefined {
  return TABLES[op.def.dialect]?.[mnemonicOf(op)];
}

/** What is known of an operation before it runs, or, with its inputs, when it does. */
export function siteOf(op: Operation, inputs?: readonly Tensor[]): Site {
  const inputTypes = op.operands.map((v, i) => actualType(v.type as RankedTensorType, inputs?.[i]));
  return {
    name: op.name,
    attr: (name) => op.attr(name),
    inputTypes,
    resultTypes: resultTypesOf(op, inputTypes),
  };
}

/** A type with the sizes that a tensor has. */
function actualType(type: RankedTensorType, tensor: Tensor | undefined): RankedTensorType {
  return tensor === undefined || type.hasStaticShape ? type : type.withShape(tensor.shape);
}

/** The types of the results; sizes that they leave open follow from the actual operands. */
function resultTypesOf(
  op: Operation,
  operands: readonly RankedTensorType[],
): readonly RankedTensorType[] {
  const declared = op.resultTypes.map((type) => rankedTensor(type, `a result of '${op.name}'`));
  if (declared.every((type) => type.hasStaticShape)) return declared;
  const rule = (NN_RULES as Record<string, ShapeRule | undefined>)[mnemonicOf(op)];
  if (!rule) throw new InterpreterError(`the sizes of the results of '${op.name}' are not known`);
  try {
    return inferTypes(rule, { operands, attr: (name) => op.attr(name), declared });
  } catch (error) {
    if (error instanceof ShapeError) throw new InterpreterError(`'${op.name}' ${error.message}`);
    throw error;
  }
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
  const site = siteOf(op, inputs);
  return semantics({ ...site, inputs }).map((made, i) => {
    const type = site.resultTypes[i];
    const tensor = 'shape' in made ? made : { shape: type.shape, data: made };
    const narrow = narrowFormat(type.elementType);
    // What was only moved is rounded already.
    if (narrow && !inputs.some(({ data }) => data === tensor.data)) {
      roundAll(tensor.data as Float32Array, FLOAT_FORMATS[narrow]);
    }
    return tensor;
  });
}
