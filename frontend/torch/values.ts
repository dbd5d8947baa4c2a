import type { Value } from '../../ir/index.js';
import type { Weights } from '../common/index.js';
import type { PyObject } from './pickle.js';
import type { ScriptFunction } from './script-parser.js';

/** A trained tensor, which becomes a constant where an operator takes it as an operand. */
export class Parameter {
  readonly name: string;
  readonly weights: Weights;
  constructor(name: string, weights: Weights) {
    this.name = name;
    this.weights = weights;
  }
}

/** A tensor of the network; an operator in place gives it another value. */
export class Tensor {
  value: Value;
  /** A part of another tensor, which an operator in place would change as well. */
  readonly isPart: boolean;
  constructor(value: Value, isPart = false) {
    this.value = value;
    this.isPart = isPart;
  }
}

/** A function, or a method with its object. */
export class Callable {
  readonly fn: ScriptFunction;
  readonly self: PyObject | undefined;
  constructor(fn: ScriptFunction, self: PyObject | undefined) {
    this.fn = fn;
    this.self = self;
  }
}

/** What a program computes with while it is imported: all but tensors is known. */
export type TorchValue =
  | null
  | boolean
  | number
  | string
  | Tensor
  | Parameter
  | Callable
  | PyObject
  | readonly TorchValue[]
  | ReadonlyMap<TorchValue, TorchValue>;

export const isTensor = (v: TorchValue | undefined): v is Tensor | Parameter =>
  v instanceof Tensor || v instanceof Parameter;
