/** Functions as programs that can be run: by the interpreter of their level, or by folding. */
import { functionType } from '../../dialects/func/index.js';
import {
  bytesOf,
  type ElementArray,
  functionInterface,
  InterpreterError,
  interpretFunction,
  type Tensor,
} from '../../interpreter/index.js';
import {
  type Attribute,
  type Context,
  DiagnosticError,
  FloatAttr,
  type Operation,
  type RankedTensorType,
  symbolName,
  symbolsOf,
} from '../../ir/index.js';
import { tensorTypeOf } from '../../lowering/index.js';
import { evaluate, NotEvaluated } from '../../rewrite/index.js';
import { createBoard, SimulatorFault } from '../../simulator/index.js';
import { ObjectError, readObject } from '../../target/index.js';
import { EncodeError, encodeModule } from '../encode.js';
import { hostKernels } from '../host-kernels.js';
import { Random, randomConstant, randomTensor } from './random-inputs.js';

/** Dialects whose functions the interpreter of tensors runs. */
const TENSOR_LEVELS: ReadonlySet<string> = new Set(['nn', 'qnn', 'npu', 'mem', 'isa']);

export type Inputs =
  | { readonly k: 'tensors'; readonly values: readonly Tensor[] }
  | { readonly k: 'constants'; readonly values: readonly Attribute[] };

/** One result of a run, to be compared. */
export interface Outcome {
  /** Undefined: for these inputs the program has no result that could be relied on. */
  readonly results: readonly (ElementArray | Attribute)[] | undefined;
}

/** Why a function cannot be run; a sentence without the name of the function. */
export class CannotRun extends Error {}

/** The functions with a body of a module, or the one that an operation is, by name. */
export function functionsIn(root: Operation): Map<string, Operation> {
  const found = new Map<string, Operation>();
  const own = symbolName(root);
  if (root.name === 'func.func' && own !== undefined) found.set(own, root);
  for (const [name, op] of symbolsOf(root)) if (op.name === 'func.func') found.set(name, op);
  for (const [name, op] of found) if (op.region().isEmpty) found.delete(name);
  return found;
}

/** Whether the function works on tensors by operations of the levels of networks. */
function isTensorProgram(fn: Operation): boolean {
  const { blocks } = fn.region();
  return blocks.length === 1 && blocks[0].ops.some((op) => TENSOR_LEVELS.has(op.def.dialect));
}

const isInstructions = (fn: Operation): boolean =>
  fn.region().front.ops.some((op) => op.def.dialect === 'isa');

/** Random inputs, the same for the same seed. Throws CannotRun. */
export function inputsFor(fn: Operation, seed: number): Inputs {
  const random = new Random(seed);
  if (isTensorProgram(fn)) {
    const types: readonly RankedTensorType[] = guarded(() =>
      isInstructions(fn)
        ? objectOf(fn).info.inputs.map(tensorTypeOf)
        : functionInterface(fn).inputs,
    );
    const values = guarded(() => types.map((type) => randomTensor(random, type)));
    return { k: 'tensors', values };
  }
  const values = functionType(fn)!.inputs.map((type) => {
    const value = randomConstant(random, type);
    if (!value) throw new CannotRun(`there are no constants of ${type} to try it with`);
    return value;
  });
  return { k: 'constants', values };
}

/** Runs a function that nobody else needs: folding may change it. Throws CannotRun. */
export function runProgram(fn: Operation, inputs: Inputs, context: Context): Outcome {
  if (inputs.k === 'tensors') {
    return {
      results: guarded(() =>
        isInstructions(fn) ? onBoard(fn, inputs.values, context) : inInterpreter(fn, inputs.values),
      ),
    };
  }
  const takes = functionType(fn)!.inputs;
  if (takes.length !== inputs.values.length) throw new CannotRun('it takes other arguments now');
  try {
    return { results: evaluate(fn, inputs.values) };
  } catch (error) {
    if (!(error instanceof NotEvaluated)) throw error;
    if (error.isUndefined) return { results: undefined };
    throw new CannotRun(error.message);
  }
}

const inInterpreter = (fn: Operation, inputs: readonly Tensor[]): ElementArray[] =>
  interpretFunction(fn, inputs).map(({ data }) => data.slice());

const objectOf = (fn: Operation) => readObject(encodeModule(fn.parentOp!, 'module'));

/** Machine instructions run as the object that they are encoded to. */
function onBoard(fn: Operation, inputs: readonly Tensor[], context: Context): ElementArray[] {
  const object = objectOf(fn);
  const { inputs: takes, hostCalls } = object.info;
  if (takes.length !== inputs.length) throw new CannotRun('it takes other inputs now');
  const kernels = hostCalls.length > 0 ? hostKernels(context) : undefined;
  const board = createBoard(object, { hostKernels: kernels });
  return board.run(inputs.map(({ data }) => bytesOf(data)));
}

function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (FAULTS.some((fault) => error instanceof fault))
      throw new CannotRun((error as Error).message);
    throw error;
  }
}

/** What a program that is well formed may do wrong when it runs. */
const FAULTS = [DiagnosticError, EncodeError, InterpreterError, ObjectError, SimulatorFault];

/** Where two outcomes differ, in words; undefined: they do not. */
export function difference(before: Outcome, after: Outcome): string | undefined {
  if (!before.results) return undefined;
  if (!after.results) return 'it has no result any more';
  if (before.results.length !== after.results.length) {
    return `it has ${after.results.length} results, not ${before.results.length}`;
  }
  for (const [i, old] of before.results.entries()) {
    const now = after.results[i];
    const why =
      isAttribute(old) || isAttribute(now)
        ? attributesDiffer(old as Attribute, now as Attribute)
        : arraysDiffer(old, now);
    if (why !== undefined) return `result ${i} ${why}`;
  }
  return undefined;
}

const isAttribute = (result: ElementArray | Attribute): result is Attribute =>
  !ArrayBuffer.isView(result);

function attributesDiffer(old: Attribute, now: Attribute): string | undefined {
  if (old === now) return undefined;
  const areNaN = [old, now].every((a) => a instanceof FloatAttr && Number.isNaN(a.value));
  return areNaN ? undefined : `is ${now}, not ${old}`;
}

/** Floats are the same bit for bit, but that one NaN is as good as another. */
function arraysDiffer(old: ElementArray, now: ElementArray): string | undefined {
  const isFloat = old instanceof Float32Array || old instanceof Float64Array;
  const [a, b]: readonly ElementArray[] =
    old.constructor === now.constructor ? [old, now] : [bytesOf(old), bytesOf(now)];
  if (a.length !== b.length) return `has ${b.length} elements, not ${a.length}`;
  for (let i = 0; i < a.length; i++) {
    const same = isFloat ? Object.is(a[i], b[i]) : a[i] === b[i];
    if (!same) return `differs first at element ${i} of ${a.length}: ${b[i]}, not ${a[i]}`;
  }
  return undefined;
}
