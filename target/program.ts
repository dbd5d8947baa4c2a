/** A compiled program as the compiler hands it to `writeObject`, and as `readObject` gives it back. */
import type { Instruction } from './encoding.js';

/** Types of tensor elements in the object's description; NPU instructions work on int8. */
export type ElementType =
  | 'float16'
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'float32'
  | 'float64'
  | 'bool';

/** A tensor's place in memory and what its bytes mean. */
export interface TensorPlace {
  readonly name: string;
  readonly space: 'sram' | 'off-chip';
  /** Byte address; for `symbol`, filled in by writeObject (symbol address + this value). */
  readonly address: number;
  /** The constant that holds the tensor, for one that lies in off-chip memory. */
  readonly symbol?: string;
  readonly shape: readonly number[];
  /** Bytes from element to element in each dimension; absent: dense row-major. */
  readonly strides?: readonly number[];
  readonly type: ElementType;
  /** One scale, or one per channel of `axis`; absent for an unquantised tensor. */
  readonly scales?: readonly number[];
  readonly zeroPoints?: readonly number[];
  readonly axis?: number;
}

/** Memory that keeps its value from one inference to the next when a run asks for it. */
export interface StateTensor extends TensorPlace {
  /** Value of every byte in the fresh state (a zero point). */
  readonly fill: number;
}

/** One operation of the source model. */
export interface SourceOp {
  readonly name: string;
  /** The source format's own word for it (CONV_2D, Conv …). */
  readonly kind: string;
  readonly engine: 'npu' | 'host' | 'none';
  /** Where its result lies when its last instruction has retired. */
  readonly output?: TensorPlace;
  /** Index of the last instruction that produces it; absent when it needs none (alias, fused). */
  readonly lastInstruction?: number;
  /** Why there is no output of its own: "fused into conv_3", "alias of x". */
  readonly note?: string;
}

/** A kernel that the host runs at a sys.host instruction. */
export interface HostCall {
  readonly kernel: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly inputs: readonly TensorPlace[];
  readonly outputs: readonly TensorPlace[];
  /** Scalar operations of the kernel, for its cost. */
  readonly operations: number;
  /** Why it is not on the NPU. */
  readonly reason: string;
}

/** Data in off-chip memory: a weight stream, a table, an initial value. */
export interface Constant {
  /** Unique. */
  readonly symbol: string;
  readonly bytes: Uint8Array;
}

export interface ProgramInstruction extends Instruction {
  /**
   * Field values. Wait fields are plain counts of instructions (not mod 2^16): writeObject reduces
   * them, and 0 means no wait. Fields named in `symbols` hold an offset into the constant.
   */
  readonly fields: Readonly<Record<string, number>>;
  /** 32-bit address fields that are the address of a constant: field name → symbol. */
  readonly symbols?: Readonly<Record<string, string>>;
  /** Index into `ops`, or -1. */
  readonly op: number;
}

export interface Program {
  /** Target name. */
  readonly target: string;
  /** Who made it ("npu-mlir 0.1.0"). */
  readonly producer: string;
  /** Model name, for people. */
  readonly model: string;
  /** Bytes of SRAM from address 0 on that the program uses. */
  readonly sramBytes: number;
  readonly instructions: readonly ProgramInstruction[];
  readonly constants: readonly Constant[];
  /** Off-chip memory without initial value, on targets that can write it. */
  readonly scratch?: readonly { readonly symbol: string; readonly bytes: number }[];
  readonly inputs: readonly TensorPlace[];
  readonly outputs: readonly TensorPlace[];
  /** Variable tensors; their places must not be reused for anything else. */
  readonly state?: readonly StateTensor[];
  readonly ops: readonly SourceOp[];
  readonly hostCalls: readonly HostCall[];
}
