/**
 * A function prepared to run many times: constants are read, filters packed and tables made once.
 * Tensors that WebAssembly loops read or write lie in one arena, sharing room where they do not live
 * at the same time; everything else runs by its reference semantics.
 */
import { type Operation, RankedTensorType, type Value } from '../ir/index.js';
import { Arena, type MacRun } from '../kernels/index.js';
import { type ElementArray, InterpreterError, newArray, type Tensor, viewBytes } from './call.js';
import { freshState, isControl, runControl, type State, usedValues } from './control.js';
import { type Extent, packExtents } from './extents.js';
import { type Computation, computationOf, type Placement, placementOf } from './fast.js';
import {
  checkInputs,
  constantOf,
  movementOf,
  type Observer,
  runTensorOp,
  semanticsOf,
  siteOf,
} from './tensor-ops.js';

export interface ProgramOptions {
  /** Start from the state that the run before left, not from a fresh one. */
  readonly keepState?: boolean;
}

export interface Program {
  /**
   * Runs one sample. What `observe` is given is valid until it returns. Throws InterpreterError with
   * a sentence for people.
   */
  run(inputs: readonly Tensor[], observe?: Observer, options?: ProgramOptions): Tensor[];
}

/** Operators whose result is their operand's elements, unmoved. */
const SAME_ELEMENTS = new Set(['builtin.unrealized_conversion_cast', 'nn.reshape', 'qnn.reshape']);

type Work =
  | { readonly kind: 'placed'; readonly placement: Placement }
  | { readonly kind: 'computed'; readonly computation: Computation }
  | { readonly kind: 'same' }
  | { readonly kind: 'control' }
  | { readonly kind: 'reference' };

interface Step {
  readonly op: Operation;
  readonly work: Work;
}

/** Prepares a function whose operations work on tensors; `module` has its variables. */
export function prepareTensors(
  args: readonly Value[],
  ops: readonly Operation[],
  module?: Operation,
): Program {
  const constants = new Map<Value, Tensor>();
  const steps: Step[] = [];
  let returned: readonly Value[] | undefined;
  for (const op of ops) {
    if (op.name === 'func.return') {
      returned = op.operands;
      break;
    }
    if (op.hasTrait('ConstantLike')) constants.set(op.result(), constantOf(op));
    else steps.push({ op, work: workOf(op, constants) });
  }
  if (!returned) throw new InterpreterError('the function has no return');
  return new TensorProgram(args, steps, returned, constants, module);
}

function workOf(op: Operation, constants: ReadonlyMap<Value, Tensor>): Work {
  if (isControl(op)) return { kind: 'control' };
  const isStatic = [...op.operands.map((v) => v.type), ...op.resultTypes].every(
    (t) => t instanceof RankedTensorType && t.hasStaticShape,
  );
  if (!isStatic) return { kind: 'reference' };
  const isOneToOne = op.numOperands === 1 && op.numResults === 1;
  if (SAME_ELEMENTS.has(op.name) && isOneToOne) return { kind: 'same' };
  const site = siteOf(op);
  const constant = (i: number) => constants.get(op.operand(i))?.data;
  const placement = placementOf({ ...site, constant });
  if (placement) return { kind: 'placed', placement };
  const semantics = semanticsOf(op);
  const computation = semantics && computationOf(site, semantics, movementOf);
  return computation ? { kind: 'computed', computation } : { kind: 'reference' };
}

class TensorProgram implements Program {
  readonly #args: readonly Value[];
  readonly #returned: readonly Value[];
  readonly #arena = new Arena();
  readonly #steps: readonly (Step & { readonly run?: MacRun })[];
  /** Addresses of the tensors in the arena; a reshaped one has that of what it was made of. */
  readonly #addresses = new Map<Value, number>();
  /** Tensors that keep their place: constants, and those in the arena. */
  readonly #fixed: Map<Value, Tensor>;
  readonly #module: Operation | undefined;
  #state: State;

  constructor(
    args: readonly Value[],
    steps: readonly Step[],
    returned: readonly Value[],
    constants: ReadonlyMap<Value, Tensor>,
    module: Operation | undefined,
  ) {
    this.#module = module;
    this.#state = freshState(module);
    this.#args = args;
    this.#returned = returned;
    this.#fixed = new Map(constants);
    this.#steps = steps.map((step) =>
      step.work.kind === 'placed' ? { ...step, run: step.work.placement(this.#arena) } : step,
    );
    this.#placeTensors();
    this.#arena.commit();
    for (const [value, address] of this.#addresses) {
      const type = value.type as RankedTensorType;
      const bytes = new Uint8Array(this.#arena.buffer, address, newArray(type).byteLength);
      const data = viewBytes(bytes, type.elementType);
      const constant = constants.get(value);
      if (constant) (data as Int8Array).set(constant.data as Int8Array);
      this.#fixed.set(value, { shape: type.shape, data });
    }
  }

  /** Gives an address to what loops read or write, and to what is the same elements. */
  #placeTensors(): void {
    const same = new Map<Value, Value>();
    const root = (value: Value): Value => {
      const from = same.get(value);
      return from ? root(from) : value;
    };
    for (const { op, work } of this.#steps) {
      if (work.kind === 'same') same.set(op.result(), op.operand(0));
    }
    const extents = new Map<Value, Extent>();
    const made = new Map<Value, number>();
    const add = (value: Value) => {
      const at = root(value);
      if (extents.has(at)) return;
      const isConstant = this.#fixed.has(at);
      const bytes = newArray(at.type as RankedTensorType).byteLength;
      const last = isConstant ? Number.POSITIVE_INFINITY : 0;
      extents.set(at, { bytes, first: isConstant ? -1 : (made.get(at) ?? -1), last });
    };
    this.#steps.forEach(({ op }, i) => {
      for (const r of op.results) made.set(r, i);
    });
    for (const { op, work } of this.#steps) {
      if (work.kind === 'placed') add(op.operand(0));
      if (work.kind === 'placed' || work.kind === 'computed') add(op.result());
    }
    const use = (value: Value, step: number) => {
      const extent = extents.get(root(value));
      if (extent) extent.last = Math.max(extent.last, step);
    };
    this.#steps.forEach(({ op }, i) => {
      for (const value of [...usedValues(op), ...op.results]) use(value, i);
    });
    for (const value of this.#returned) use(value, Number.POSITIVE_INFINITY);
    const { addresses, bytes } = packExtents([...extents.values()]);
    const base = this.#arena.reserve(bytes);
    const roots = new Map([...extents.keys()].map((value, i) => [value, base + addresses[i]]));
    const values = [...this.#args, ...made.keys(), ...roots.keys()];
    for (const value of values) {
      const address = roots.get(root(value));
      if (address !== undefined) this.#addresses.set(value, address);
    }
  }

  run(inputs: readonly Tensor[], observe?: Observer, options: ProgramOptions = {}): Tensor[] {
    checkInputs(inputs, this.#args);
    if (!options.keepState) this.#state = freshState(this.#module);
    const values = new Map<Value, Tensor>();
    const get = (value: Value): Tensor => this.#fixed.get(value) ?? values.get(value)!;
    const put = (value: Value, tensor: Tensor) => {
      const fixed = this.#fixed.get(value);
      if (fixed) (fixed.data as Int8Array).set(tensor.data as Int8Array);
      else values.set(value, this.#own(tensor));
    };
    this.#args.forEach((arg, i) => {
      put(arg, { shape: (arg.type as RankedTensorType).shape, data: inputs[i].data });
    });
    for (const { op, work, run } of this.#steps) {
      switch (work.kind) {
        case 'placed':
          run!(this.#addresses.get(op.operand(0))!, this.#addresses.get(op.result())!);
          break;
        case 'computed':
          work.computation(
            op.operands.map((v) => get(v).data),
            get(op.result()).data,
          );
          break;
        case 'same': {
          // In the arena it is the same room.
          const { shape } = op.result().type as RankedTensorType;
          if (!this.#addresses.has(op.result()))
            values.set(op.result(), { shape, data: get(op.operand(0)).data });
          break;
        }
        case 'control': {
          const results = runControl(op, get, this.#state);
          op.results.forEach((r, i) => {
            put(r, results[i]);
          });
          break;
        }
        case 'reference': {
          const results = runTensorOp(op, op.operands.map(get));
          op.results.forEach((r, i) => {
            put(r, results[i]);
          });
          break;
        }
        default:
          work satisfies never;
      }
      if (observe && op.def.dialect !== 'builtin') observe(op, op.results.map(get));
    }
    return this.#returned.map((value) => this.#own(get(value)));
  }

  /** A tensor that stays when the arena is written again. */
  #own(tensor: Tensor): Tensor {
    if (tensor.data.buffer !== this.#arena.buffer) return tensor;
    return { shape: tensor.shape, data: tensor.data.slice() as ElementArray };
  }
}
