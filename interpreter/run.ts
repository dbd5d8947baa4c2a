import { functionType } from '../dialects/func/index.js';
import {
  IntegerAttr,
  type MemRefType,
  type Operation,
  RankedTensorType,
  symbolsOf,
} from '../ir/index.js';
import { bytesOf, InterpreterError, storedType, type Tensor, viewBytes } from './call.js';
import { MemMachine } from './mem.js';
import { type Program, prepareTensors } from './program.js';
import { checkInput, type Observer, rankedTensor, staticTensor } from './tensor-ops.js';

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
    outputs: type.results.map((t, i) => rankedTensor(t, `output ${i}`)),
  };
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
 * Executes the entry function of a module of level nn, qnn, npu or mem on one sample; to run it on
 * many, prepare it once. Throws InterpreterError with a sentence for people when it cannot.
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
  return prepareFunction(fn).run(inputs, observe);
}

/** Prepares the entry function of a module to run many times; the module must stay as it is. */
export function prepareProgram(module: Operation): Program {
  return prepareFunction(entryFunction(module));
}

function prepareFunction(fn: Operation): Program {
  const { args, ops } = fn.region().front;
  const isMem = boundary(fn, 'output').length > 0;
  if (!isMem) return prepareTensors(args, ops, fn.parentOp);
  const state = new Map<Operation, Uint8Array>();
  return {
    run(inputs, observe, { keepState } = {}) {
      if (!keepState) state.clear();
      return interpretMem(fn, inputs, state, observe);
    },
  };
}

/** `state`: what the buffers that stay between runs held at the end of the last one. */
function interpretMem(
  fn: Operation,
  inputs: readonly Tensor[],
  state: Map<Operation, Uint8Array>,
  observe?: Observer,
): Tensor[] {
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
    const fill = op.attr('fill');
    if (op.attr('state') && fill instanceof IntegerAttr) {
      const { bytes } = machine.place(op.result());
      const kept = state.get(op);
      if (kept) bytes.set(kept);
      else bytes.fill(fill.number);
    }
    observe?.(op, []);
  }
  for (const op of ops) {
    if (op.attr('state')) state.set(op, machine.place(op.result()).bytes.slice());
  }
  return boundary(fn, 'output').map((op) => {
    const type = tensorOf(op);
    const { bytes } = machine.place(op.result());
    return { shape: type.shape, data: viewBytes(bytes.slice(), storedType(type.elementType)) };
  });
}
