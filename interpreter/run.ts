import { elementsAttr, elementsBytes } from '../dialects/common/index.js';
import { functionType } from '../dialects/func/index.js';
import {
  IntegerAttr,
  type MemRefType,
  type Operation,
  RankedTensorType,
  symbolsOf,
  type Type,
  type Value,
} from '../ir/index.js';
import {
  bytesOf,
  type ElementArray,
  InterpreterError,
  type Semantics,
  storedType,
  type Tensor,
  viewBytes,
} from './call.js';
import { MemMachine } from './mem.js';
import { nn } from './nn.js';
import { npu } from './npu.js';
import { qnn } from './qnn.js';

/** What stands between two types of a value while it is converted. */
const CAST = 'builtin.unrealized_conversion_cast';

const TABLES: Record<string, Record<string, Semantics>> = { nn, npu, qnn };

/** Called after each operation that makes a tensor (or, at mem level, finishes a block). */
export type Observer = (op: Operation, results: readonly Tensor[]) => void;

/** The function that a module runs: `main`, or its only one. */
export function entryFunction(module: Operation): Operation {
  const functions = [...symbolsOf(module).values()].filter(
    (op) => op.name === 'func.func' && !op.region().isEmpty,
  );
  const main = functions.find((f) => f.attr('sym_name')?.toString() === '"main"');
  const found = main ?? (functions.length === 1 ? functions[0] : undefined);
  if (!found) {
    throw new InterpreterError(
      `the module needs a function named 'main' to run; it has ${functions.length} functions with a body`,
    );
  }
  return found;
}

export interface ProgramInterface {
  readonly inputs: readonly RankedTensorType[];
  readonly outputs: readonly RankedTensorType[];
}

/** Types of what the program takes or gives, by position; at mem level as its buffers say. */
export function interfaceOf(module: Operation): ProgramInterface {
  return functionInterface(entryFunction(module));
}

/** The same of one function. */
export function functionInterface(fn: Operation): ProgramInterface {
  const buffers = (role: 'input' | 'output') => boundary(fn, role).map((op) => tensorOf(op));
  if (boundary(fn, 'output').length > 0) {
    return { inputs: buffers('input'), outputs: buffers('output') };
  }
  const type = functionType(fn)!;
  return {
    inputs: type.inputs.map((t, i) => staticTensor(t, `input ${i}`)),
    outputs: type.results.map((t, i) => staticTensor(t, `output ${i}`)),
  };
}

/** What runs is tensors of static shape; throws InterpreterError for another type. */
function staticTensor(type: Type, what: string): RankedTensorType {
  if (type instanceof RankedTensorType && type.hasStaticShape) return type;
  throw new InterpreterError(`${what} is ${type}: a program works on tensors of static shape`);
}

function tensorOf(op: Operation): RankedTensorType {
  const attr = op.attr('tensor') as { type?: unknown } | undefined;
  if (attr?.type instanceof RankedTensorType) return attr.type;
  const type = op.result().type as MemRefType;
  return RankedTensorType.get(type.shape, type.elementType);
}

/**
 * Buffers that hold the network's inputs or outputs, in order. Throws InterpreterError when their
 * numbers are not 0, 1, 2 …
 */
function boundary(fn: Operation, role: 'input' | 'output'): Operation[] {
  const found = new Map<number, Operation>();
  let count = 0;
  for (const op of fn.region().front.ops) {
    const attr = op.attr(role);
    if (op.def.dialect !== 'mem' || !(attr instanceof IntegerAttr)) continue;
    found.set(attr.number, op);
    count++;
  }
  return Array.from({ length: count }, (_, i) => {
    const op = found.get(i);
    if (!op)
      throw new InterpreterError(`the ${role}s must be numbered from 0 to ${count - 1}, each once`);
    return op;
  });
}

/**
 * Executes the entry function of a module of level nn, qnn, npu or mem on one sample.
 * Throws InterpreterError with a sentence for people when it cannot.
 */
export function interpret(
  module: Operation,
  inputs: readonly Tensor[],
  observe?: Observer,
): Tensor[] {
  return interpretFunction(entryFunction(module), inputs, observe);
}

/** The same of one function, whose operations call no other. */
export function interpretFunction(
  fn: Operation,
  inputs: readonly Tensor[],
  observe?: Observer,
): Tensor[] {
  const block = fn.region().front;
  const isMem = boundary(fn, 'output').length > 0;
  return isMem
    ? interpretMem(fn, inputs, observe)
    : interpretTensors(block.args, block.ops, inputs, observe);
}

function checkInput(tensor: Tensor, type: RankedTensorType, index: number): void {
  if (tensor.data.length !== type.elementCount) {
    throw new InterpreterError(
      `input ${index} has ${tensor.data.length} elements, the program takes ${type.elementCount} (${type})`,
    );
  }
}

function interpretTensors(
  args: readonly Value[],
  ops: readonly Operation[],
  inputs: readonly Tensor[],
  observe?: Observer,
): Tensor[] {
  if (inputs.length !== args.length) {
    throw new InterpreterError(
      `the program takes ${args.length} inputs, ${inputs.length} were given`,
    );
  }
  const values = new Map<Value, Tensor>();
  args.forEach((arg, i) => {
    const type = staticTensor(arg.type, `input ${i}`);
    checkInput(inputs[i], type, i);
    values.set(arg, { shape: type.shape, data: inputs[i].data });
  });
  for (const op of ops) {
    if (op.name === 'func.return') return op.operands.map((v) => values.get(v)!);
    if (op.name === CAST && op.numOperands === 1 && op.numResults === 1) {
      // Between two levels a value has two types, and one stored form.
      values.set(op.result(), values.get(op.operand(0))!);
      continue;
    }
    if (op.hasTrait('ConstantLike')) {
      const attr = elementsAttr(op, 'value');
      const data = viewBytes(elementsBytes(attr), attr.type.elementType);
      values.set(op.result(), { shape: attr.type.shape!, data });
      continue;
    }
    const results = runTensorOp(
      op,
      op.operands.map((v) => values.get(v)!),
    );
    op.results.forEach((r, i) => {
      values.set(r, results[i]);
    });
    observe?.(op, results);
  }
  throw new InterpreterError('the function has no return');
}

/** Executes one operation on tensors. */
export function runTensorOp(op: Operation, inputs: readonly Tensor[]): Tensor[] {
  const semantics = TABLES[op.def.dialect]?.[op.name.slice(op.def.dialect.length + 1)];
  if (!semantics) throw new InterpreterError(`the interpreter has no meaning for '${op.name}'`);
  const resultTypes = op.resultTypes.map((t) => staticTensor(t, `a result of '${op.name}'`));
  const data = semantics({
    name: op.name,
    attr: (name) => op.attr(name),
    inputs,
    inputTypes: op.operands.map((v) => v.type as RankedTensorType),
    resultTypes,
  });
  return data.map((d: ElementArray, i) => ({ shape: resultTypes[i].shape, data: d }));
}

function interpretMem(fn: Operation, inputs: readonly Tensor[], observe?: Observer): Tensor[] {
  const ops = fn.region().front.ops;
  let top = 0;
  for (const op of ops) {
    const address = op.name === 'mem.buffer' ? op.attr('address') : undefined;
    if (!(address instanceof IntegerAttr)) continue;
    const type = op.result().type as MemRefType;
    const width = viewBytes(new Uint8Array(0), type.elementType).BYTES_PER_ELEMENT;
    top = Math.max(top, address.number + type.elementCount * width);
  }
  const machine = new MemMachine(top);
  const takes = boundary(fn, 'input');
  if (inputs.length !== takes.length) {
    throw new InterpreterError(
      `the program takes ${takes.length} inputs, ${inputs.length} were given`,
    );
  }
  for (const op of ops) {
    if (op.name === 'func.return') break;
    if (!machine.run(op))
      throw new InterpreterError(`the interpreter has no meaning for '${op.name}'`);
    const input = op.attr('input');
    if (op.name === 'mem.buffer' && input instanceof IntegerAttr) {
      const tensor = inputs[input.number];
      checkInput(tensor, tensorOf(op), input.number);
      machine.place(op.result()).bytes.set(bytesOf(tensor.data));
    }
    observe?.(op, []);
  }
  return boundary(fn, 'output').map((op) => {
    const type = tensorOf(op);
    const { bytes } = machine.place(op.result());
    return { shape: type.shape, data: viewBytes(bytes.slice(), storedType(type.elementType)) };
  });
}
