/** Small .onnx files for tests: protocol buffers written by field numbers of onnx.proto. */

type Bytes = readonly number[];

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

export const part = (field: number, bytes: Bytes): number[] => [
  ...varint(field * 8 + 2),
  ...varint(bytes.length),
  ...bytes,
];
export const text = (value: string): number[] => [...Buffer.from(value)];
export const int = (field: number, value: number): number[] => [
  ...varint(field * 8),
  ...varint(value),
];

const FLOAT = 1;
export const TYPES = { f32: FLOAT, u8: 2, i8: 3, i32: 6, i64: 7, bool: 9 } as const;
type Data = Float32Array | Uint8Array | Int8Array | Int32Array | BigInt64Array;

export const tensor = (
  name: string,
  type: keyof typeof TYPES,
  dims: readonly number[],
  data: Data,
): number[] => [
  ...dims.flatMap((d) => int(1, d)),
  ...int(2, TYPES[type]),
  ...part(8, text(name)),
  ...part(9, [...new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]),
];

export const attributes = {
  int: (name: string, value: number) =>
    part(5, [...part(1, text(name)), ...int(3, value), ...int(20, 2)]),
  ints: (name: string, values: readonly number[]) =>
    part(5, [...part(1, text(name)), ...values.flatMap((v) => int(8, v)), ...int(20, 7)]),
  graph: (name: string, graph: Bytes) =>
    part(5, [...part(1, text(name)), ...part(6, graph), ...int(20, 5)]),
};

export const node = (
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attrs: readonly Bytes[] = [],
  domain = '',
): number[] => [
  ...inputs.flatMap((name) => part(1, text(name))),
  ...outputs.flatMap((name) => part(2, text(name))),
  ...part(4, text(op)),
  ...attrs.flat(),
  ...(domain === '' ? [] : part(7, text(domain))),
];

export const value = (
  name: string,
  type: keyof typeof TYPES,
  dims: readonly (number | string)[],
): number[] => {
  const shape = dims.flatMap((d) => part(1, typeof d === 'number' ? int(1, d) : part(2, text(d))));
  return [...part(1, text(name)), ...part(2, part(1, [...int(1, TYPES[type]), ...part(2, shape)]))];
};

export interface Graph {
  readonly nodes: readonly Bytes[];
  readonly tensors?: readonly Bytes[];
  readonly inputs?: readonly Bytes[];
  readonly outputs: readonly Bytes[];
}

export const graph = ({ nodes, tensors = [], inputs = [], outputs }: Graph): number[] => [
  ...nodes.flatMap((n) => part(1, n)),
  ...part(2, text('g')),
  ...tensors.flatMap((t) => part(5, t)),
  ...inputs.flatMap((v) => part(11, v)),
  ...outputs.flatMap((v) => part(12, v)),
];

export function model(g: Graph, opset = 17, more: Bytes = []): Uint8Array {
  const opsets = part(8, [...part(1, []), ...int(2, opset)]);
  return Uint8Array.from([...int(1, 8), ...part(7, graph(g)), ...opsets, ...more]);
}

/** Numbers that look random and are the same in every run. */
export const noise = (count: number, seed: number): number[] =>
  Array.from({ length: count }, (_, k) => Math.sin(12.9898 * (k + 1) + seed));

/** A convolution network as exporters of quantized models write it: with Q and DQ around everything. */
export function qdqNetwork(): Uint8Array {
  const tensors: Bytes[] = [];
  const nodes: Bytes[] = [];
  const scale = (name: string, value: number) =>
    tensors.push(tensor(name, 'f32', [], Float32Array.of(value)));
  const around = (x: string, name: string, s: number, zero: number): string => {
    scale(`${name}_s`, s);
    tensors.push(tensor(`${name}_z`, 'u8', [], Uint8Array.of(zero)));
    const params = [`${name}_s`, `${name}_z`];
    nodes.push(node('QuantizeLinear', [x, ...params], [`${name}_q`]));
    nodes.push(node('DequantizeLinear', [`${name}_q`, ...params], [name]));
    return name;
  };
  const weights = (
    name: string,
    dims: readonly number[],
    scales: readonly number[],
    seed: number,
  ): string => {
    const count = dims.reduce((n, d) => n * d, 1);
    const perAxis = scales.length > 1 ? [scales.length] : [];
    tensors.push(
      tensor(
        `${name}_q`,
        'i8',
        dims,
        Int8Array.from(noise(count, seed), (v) => Math.round(v * 127)),
      ),
    );
    tensors.push(tensor(`${name}_s`, 'f32', perAxis, Float32Array.from(scales)));
    tensors.push(tensor(`${name}_z`, 'i8', perAxis, new Int8Array(scales.length)));
    nodes.push(
      node(
        'DequantizeLinear',
        [`${name}_q`, `${name}_s`, `${name}_z`],
        [name],
        [attributes.int('axis', 0)],
      ),
    );
    return name;
  };
  const bias = (name: string, values: readonly number[], scales: readonly number[]): string => {
    const perAxis = scales.length > 1 ? [scales.length] : [];
    tensors.push(tensor(`${name}_q`, 'i32', [values.length], Int32Array.from(values)));
    tensors.push(tensor(`${name}_s`, 'f32', perAxis, Float32Array.from(scales)));
    tensors.push(tensor(`${name}_z`, 'i32', perAxis, new Int32Array(scales.length)));
    nodes.push(
      node(
        'DequantizeLinear',
        [`${name}_q`, `${name}_s`, `${name}_z`],
        [name],
        [attributes.int('axis', 0)],
      ),
    );
    return name;
  };
  const x = around('x', 'xd', 0.02, 128);
  const filterScales = [0.01, 0.012, 0.008, 0.009];
  const w = weights('w', [4, 3, 3, 3], filterScales, 1);
  const b = bias(
    'b',
    [100, -50, 20, 0],
    filterScales.map((s) => s * 0.02),
  );
  nodes.push(node('Conv', [x, w, b], ['conv'], [attributes.ints('pads', [1, 1, 1, 1])]));
  nodes.push(node('Relu', ['conv'], ['relu']));
  const r = around('relu', 'reluD', 0.1, 0);
  nodes.push(
    node(
      'MaxPool',
      [r],
      ['pool'],
      [attributes.ints('kernel_shape', [2, 2]), attributes.ints('strides', [2, 2])],
    ),
  );
  const p = around('pool', 'poolD', 0.1, 0);
  nodes.push(node('GlobalAveragePool', [p], ['mean']));
  const m = around('mean', 'meanD', 0.05, 0);
  nodes.push(node('Flatten', [m], ['flat']));
  const f = around('flat', 'flatD', 0.05, 0);
  const fw = weights('fw', [5, 4], [0.002], 2);
  const fb = bias('fb', [10, 20, 30, 40, 50], [0.0001]);
  nodes.push(node('Gemm', [f, fw, fb], ['gemm'], [attributes.int('transB', 1)]));
  const y = around('gemm', 'y', 0.01, 100);
  return model(
    {
      nodes,
      tensors,
      inputs: [value('x', 'f32', [1, 3, 8, 8])],
      outputs: [value(y, 'f32', [1, 5])],
    },
    13,
  );
}
