/** One face for everything that can be run: an object on the board, IR in the interpreter. */
import type { Board } from '../../simulator/index.js';

/** Types of the elements that go in and out, as objects name them. */
export type PortType =
  | 'bool'
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'float16'
  | 'float32'
  | 'float64';

/** A tensor that a program takes or gives: dense, row-major, little endian. A size of -1: its elements decide. */
export interface Port {
  readonly name: string;
  readonly type: PortType;
  readonly shape: readonly number[];
}

/** An operator of the source, by its number. */
export interface RunnableOp {
  readonly name: string;
  /** Absent: it has no result of its own; `note` says why. */
  readonly output: Port | undefined;
  readonly note: string | undefined;
}

export interface RunnableOptions {
  /** Start from the state that the run before left. */
  readonly keepState?: boolean;
  /** Receives each source operator's result. */
  readonly onOpOutput?: (op: number, bytes: Uint8Array) => void;
}

export interface Runnable {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** Undefined where the operators of the source cannot be told apart any more. */
  readonly ops: readonly RunnableOp[] | undefined;
  /** The board, when this is an object. */
  readonly board: Board | undefined;
  run(inputs: readonly Uint8Array[], options?: RunnableOptions): Uint8Array[];
}
