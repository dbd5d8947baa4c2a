/** Models as plain objects, for the importer's tests. */
import type {
  Opcode,
  TensorType,
  TfliteModel,
  TfliteOperator,
  TfliteSubgraph,
  TfliteTensor,
} from '../../../frontend/tflite/index.js';

export interface TensorSpec {
  readonly shape: readonly number[];
  readonly type?: TensorType;
  readonly data?: ArrayBufferView;
  readonly scale?: number;
  readonly zeroPoint?: number;
  readonly isVariable?: boolean;
}

export interface OperatorSpec {
  readonly opcode: Opcode;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly options?: Record<string, unknown>;
  readonly customName?: string;
  readonly customOptions?: Uint8Array;
}

export interface GraphSpec {
  readonly tensors: readonly TensorSpec[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly operators: readonly OperatorSpec[];
}

function tensorOf(t: TensorSpec, i: number): TfliteTensor {
  const { data, scale } = t;
  return {
    name: `t${i}`,
    shape: t.shape,
    type: t.type ?? 'FLOAT32',
    buffer: data && new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    isVariable: t.isVariable === true,
    isSparse: false,
    ...(scale !== undefined && {
      quantization: { scales: [scale], zeroPoints: [t.zeroPoint ?? 0], quantizedDimension: 0 },
    }),
  };
}

function graphOf(g: GraphSpec, i: number): TfliteSubgraph {
  const operators = g.operators.map(
    (o) => ({ version: 1, intermediates: [], options: {}, ...o }) as unknown as TfliteOperator,
  );
  return { ...g, name: `g${i}`, tensors: g.tensors.map(tensorOf), operators };
}

export const modelOf = (...graphs: readonly GraphSpec[]): TfliteModel => ({
  version: 3,
  description: '',
  operatorCodes: [],
  subgraphs: graphs.map(graphOf),
  signatures: [],
  metadata: [],
});

/** A FlexBuffers map: every value in four bytes, whole numbers as integers, others as floats. */
export function customOptions(entries: Readonly<Record<string, number>>): Uint8Array {
  const names = Object.keys(entries).sort();
  const bytes: number[] = [];
  const word = (value: number) => {
    bytes.push(...new Uint8Array(Int32Array.of(value).buffer));
  };
  const starts = names.map((name) => {
    const at = bytes.length;
    bytes.push(...new TextEncoder().encode(name), 0);
    return at;
  });
  word(names.length);
  const keys = bytes.length;
  for (const at of starts) word(bytes.length - at);
  word(bytes.length - keys);
  word(4);
  word(names.length);
  const values = bytes.length;
  for (const name of names) {
    const value = entries[name];
    bytes.push(
      ...new Uint8Array(
        (Number.isInteger(value) ? Int32Array.of(value) : Float32Array.of(value)).buffer,
      ),
    );
  }
  const [INT32, FLOAT32, MAP32] = [(1 << 2) | 2, (3 << 2) | 2, (9 << 2) | 2];
  for (const name of names) bytes.push(Number.isInteger(entries[name]) ? INT32 : FLOAT32);
  word(bytes.length - values);
  bytes.push(MAP32, 4);
  return Uint8Array.from(bytes);
}
