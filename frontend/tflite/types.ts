/** IR types of tensors, or why they have none. */
import { UniformQuantizedType } from '../../dialects/quant/index.js';
import { FloatType, IntegerType, RankedTensorType, type Type } from '../../ir/index.js';
import type { TfliteSubgraph, TfliteTensor } from './model.js';
import type { TensorType } from './schema.js';

/** Types that mean the number that is stored. */
const PLAIN: Partial<Record<TensorType, () => Type>> = {
  BFLOAT16: () => FloatType.get('bf16'),
  BOOL: () => IntegerType.get(1),
  FLOAT16: () => FloatType.get('f16'),
  FLOAT32: () => FloatType.get('f32'),
  FLOAT64: () => FloatType.get('f64'),
  INT16: () => IntegerType.get(16),
  INT32: () => IntegerType.get(32),
  INT4: () => IntegerType.get(8),
  INT64: () => IntegerType.get(64),
  INT8: () => IntegerType.get(8),
  UINT16: () => IntegerType.get(16, 'unsigned'),
  UINT32: () => IntegerType.get(32, 'unsigned'),
  UINT64: () => IntegerType.get(64, 'unsigned'),
  UINT8: () => IntegerType.get(8, 'unsigned'),
};

/** Integers that a scale may turn into real numbers. */
const STORAGE: ReadonlySet<TensorType> = new Set(['INT4', 'INT8', 'UINT8', 'INT16', 'INT32']);

/** Of a tensor that is computed: beyond what an NPU runs, and a damaged file may name any number. */
const MOST_ELEMENTS = 1 << 24;

/** The types of a subgraph's tensors. */
export class TensorTypes {
  /** int32 tensors that are rescaled: of others the scale says nothing (of a bias, of counts). */
  private readonly rescaled = new Set<number>();
  private readonly graph: TfliteSubgraph;

  constructor(graph: TfliteSubgraph) {
    this.graph = graph;
    for (const { opcode, inputs, outputs } of graph.operators) {
      if (opcode === 'QUANTIZE' || opcode === 'DEQUANTIZE') this.rescaled.add(inputs[0]);
      if (opcode === 'QUANTIZE') this.rescaled.add(outputs[0]);
    }
  }

  /** The IR type of a tensor, or why it has none. */
  of(index: number): RankedTensorType | string {
    const tensor = this.graph.tensors[index];
    if (tensor.isSparse) return 'its sparse encoding is not supported; export it dense';
    if (tensor.shapeSignature?.some((d) => d < 0) && tensor.shape.some((d) => d < 1)) {
      return 'its shape is not fixed; export the model with a fixed batch size';
    }
    const elements = tensor.shape.reduce((n, d) => n * d, 1);
    if (!tensor.buffer && elements > MOST_ELEMENTS) {
      return `its ${elements} elements are more than the ${MOST_ELEMENTS} that are supported`;
    }
    const isCount = tensor.type === 'INT32' && !this.rescaled.has(index);
    const element = elementType(tensor, isCount);
    return typeof element === 'string' ? element : RankedTensorType.get(tensor.shape, element);
  }
}

function elementType(tensor: TfliteTensor, isCount: boolean): Type | string {
  const { type, quantization: q, shape } = tensor;
  const plain = PLAIN[type]?.();
  if (!plain) return `its element type ${type} is not supported`;
  if (isCount || !q || q.scales.length === 0 || !STORAGE.has(type)) return plain;
  const wrong = q.scales.find((s) => !(s > 0));
  if (wrong !== undefined) return `its scale ${wrong} is not positive`;
  const storage = plain as IntegerType;
  if (q.scales.length === 1) {
    return UniformQuantizedType.perTensor(storage, q.scales[0], q.zeroPoints[0] ?? 0);
  }
  const axis = q.quantizedDimension;
  if (shape[axis] !== q.scales.length) {
    return `it has ${q.scales.length} scales for dimension ${axis} of size ${shape[axis] ?? 'none'}`;
  }
  return UniformQuantizedType.perAxis(storage, q.scales, q.zeroPoints, axis);
}

/** Constant data in the form of the tensor's IR type: int4, two in a byte, gets a byte each. */
export function constantBytes({ type, buffer, shape }: TfliteTensor): Uint8Array | undefined {
  if (type !== 'INT4' || !buffer) return buffer;
  const count = shape.reduce((n, d) => n * d, 1);
  return Uint8Array.from({ length: count }, (_, i) => {
    const half = i % 2 === 0 ? buffer[i >> 1] & 15 : buffer[i >> 1] >> 4;
    return half > 7 ? half + 0xf0 : half;
  });
}
