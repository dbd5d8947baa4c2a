// A .tflite file as plain objects.

import type { OPERATORS, Opcode, OptionsOf, TensorType } from './schema.js';

/** real = scales[c] · (q − zeroPoints[c]), c the index in quantizedDimension; or one entry for all. */
export interface TfliteQuantization {
  readonly scales: readonly number[];
  /** As many as scales. */
  readonly zeroPoints: readonly number[];
  readonly quantizedDimension: number;
}

export interface TfliteTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** The shape with -1 for sizes unknown to the exporter; absent where all are known. */
  readonly shapeSignature?: readonly number[];
  readonly type: TensorType;
  /**
   * Constant data, little-endian: a view into the file, at least 1-byte aligned only, of exactly the
   * shape's size (for strings, resources and sparse tensors: the whole buffer).
   */
  readonly buffer: Uint8Array | undefined;
  readonly isVariable: boolean;
  readonly quantization?: TfliteQuantization;
  /** The data is in a sparse encoding, which this reader does not decode. */
  readonly isSparse: boolean;
}

/** An operator of one opcode; tensors by index in the subgraph, -1 for an absent optional one. */
export interface TfliteOperatorOf<K extends Opcode> {
  readonly opcode: K;
  /** Name of a CUSTOM operator. */
  readonly customName?: string;
  readonly version: number;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly intermediates: readonly number[];
  readonly options: OptionsOf<(typeof OPERATORS)[K]>;
  /** Options of a CUSTOM operator (FlexBuffers), a view. */
  readonly customOptions?: Uint8Array;
}

/** Discriminated by `opcode`. */
export type TfliteOperator = { [K in Opcode]: TfliteOperatorOf<K> }[Opcode];

export interface TfliteSubgraph {
  readonly name: string;
  readonly tensors: readonly TfliteTensor[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** In execution order. */
  readonly operators: readonly TfliteOperator[];
}

export interface TfliteSignatureTensor {
  readonly name: string;
  /** Index in the signature's subgraph. */
  readonly tensor: number;
}

export interface TfliteSignature {
  readonly key: string;
  readonly subgraph: number;
  readonly inputs: readonly TfliteSignatureTensor[];
  readonly outputs: readonly TfliteSignatureTensor[];
}

export interface TfliteOperatorCode {
  readonly opcode: Opcode;
  readonly customName?: string;
  readonly version: number;
}

export interface TfliteModel {
  readonly version: number;
  readonly description: string;
  readonly operatorCodes: readonly TfliteOperatorCode[];
  readonly subgraphs: readonly TfliteSubgraph[];
  readonly signatures: readonly TfliteSignature[];
  readonly metadata: readonly { readonly name: string; readonly data: Uint8Array | undefined }[];
}
