import { UniformQuantizedType } from '../../dialects/quant/index.js';
import {
  type Context,
  FloatType,
  IntegerType,
  type Operation,
  RankedTensorType,
  type Type,
  type Value,
} from '../../ir/index.js';
import {
  GraphBuilder,
  ImportError,
  type ImportedOperator,
  ImportReport,
  type Port,
  Unsupported,
} from '../common/index.js';
import type { TfliteModel, TfliteOperator, TfliteSubgraph, TfliteTensor } from './index.js';
import { OPERATORS, type Source, type Target } from './operators.js';

export interface TfliteImport {
  readonly module: Operation;
  readonly report: readonly ImportedOperator[];
}

/**
 * Imports a model into a module with one function `main`. Every operation's location names its
 * first result tensor, the operator and its number: `loc("conv"("CONV_2D"("net.tflite":3:1)))`.
 * Throws ImportError with everything that stands in the way.
 */
export async function importTflite(
  context: Context,
  model: TfliteModel,
  fileName: string,
): Promise<TfliteImport> {
  if (model.subgraphs.length !== 1) {
    throw new ImportError([
      `the model has ${model.subgraphs.length} subgraphs; models with control flow (IF, WHILE) are not supported yet`,
    ]);
  }
  return new Importer(model.subgraphs[0]).run(context, fileName);
}

class Importer {
  private readonly graph: TfliteSubgraph;
  private readonly values = new Map<number, Value>();
  private readonly report = new ImportReport();
  private builder!: GraphBuilder;

  constructor(graph: TfliteSubgraph) {
    this.graph = graph;
  }

  async run(context: Context, file: string): Promise<TfliteImport> {
    const { graph, report } = this;
    const inputs = this.boundary(graph.inputs, 'input');
    this.boundary(graph.outputs, 'output');
    report.check();
    this.builder = await GraphBuilder.create(context, file, inputs);
    graph.inputs.forEach((t, i) => {
      this.values.set(t, this.builder.inputs[i]);
    });
    graph.operators.forEach((op, i) => {
      this.operator(op, i);
    });
    report.check();
    const outputs = graph.outputs.map((t): Port<Value> => {
      const { name } = graph.tensors[t];
      return { name, of: this.output(t, name)! };
    });
    report.check();
    return { module: this.builder.finish(outputs, report), report: report.operators };
  }

  private output(tensor: number, name: string): Value | undefined {
    try {
      return this.value(tensor, `output ${name}`);
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      this.report.reject(error.reason ?? `output '${name}' is made by no operator`);
      return undefined;
    }
  }

  private boundary(tensors: readonly number[], role: string): Port<RankedTensorType>[] {
    return tensors.map((t) => {
      const { name } = this.graph.tensors[t];
      const type = this.type(this.graph.tensors[t]);
      if (typeof type !== 'string') return { name, of: type };
      this.report.reject(`${role} '${name}': ${type}`);
      return { name, of: RankedTensorType.get([], FloatType.get('f32')) };
    });
  }

  /** The IR type of a tensor, or why it has none. */
  private type(tensor: TfliteTensor): RankedTensorType | string {
    if (tensor.isSparse) return 'its sparse encoding is not supported; export it dense';
    if (tensor.isVariable) return 'it keeps state between runs, which is not supported yet';
    if (tensor.shapeSignature?.some((d) => d < 0) && tensor.shape.some((d) => d < 1)) {
      return 'its shape is not fixed; export the model with a fixed batch size';
    }
    const element = this.elementType(tensor);
    return typeof element === 'string' ? element : RankedTensorType.get(tensor.shape, element);
  }

  private elementType({ type, quantization: q, shape }: TfliteTensor): Type | string {
    if (type === 'FLOAT32') return FloatType.get('f32');
    if (type === 'INT32') return IntegerType.get(32);
    if (type === 'INT64') return IntegerType.get(64);
    if (type !== 'INT8') return `its element type ${type} is not supported yet`;
    if (!q || q.scales.length === 0)
      return 'its int8 elements have no scale; quantize the model with a full-integer converter';
    if (q.scales.some((s) => !(s > 0)))
      return `its scale ${q.scales.find((s) => !(s > 0))} is not positive`;
    const i8 = IntegerType.get(8);
    if (q.scales.length === 1)
      return UniformQuantizedType.perTensor(i8, q.scales[0], q.zeroPoints[0] ?? 0);
    const axis = q.quantizedDimension;
    if (shape[axis] !== q.scales.length) {
      return `it has ${q.scales.length} scales for dimension ${axis} of size ${shape[axis] ?? 'none'}`;
    }
    return UniformQuantizedType.perAxis(i8, q.scales, q.zeroPoints, axis);
  }

  private operator(op: TfliteOperator, index: number): void {
    const operator = op.customName ? `${op.opcode}:${op.customName}` : op.opcode;
    const name = this.graph.tensors[op.outputs[0]]?.name ?? `operator ${index}`;
    const source = { index, operator, name };
    this.report.operator(source, () => {
      const row = OPERATORS[op.opcode] as ((s: Source, op: TfliteOperator) => Target) | undefined;
      if (!row) throw new Unsupported('this operator is not supported yet');
      const target = row(this.source(op), op);
      const types = op.outputs.map((t) => this.type(this.graph.tensors[t]));
      const bad = types.find((t) => typeof t === 'string');
      if (typeof bad === 'string') throw new Unsupported(bad);
      const quantized = (types[0] as RankedTensorType).elementType instanceof UniformQuantizedType;
      const opName = `${target.dialect ?? (quantized ? 'qnn' : 'nn')}.${target.name}`;
      const operands = target.operands.map((i) => {
        const value = this.value(op.inputs[i], `input ${i}`);
        if (!value) throw new Unsupported(undefined);
        return value;
      });
      this.builder.at(source);
      const made = this.builder.op(opName, operands, {
        attributes: target.attributes,
        types: types as RankedTensorType[],
      });
      op.outputs.forEach((t, i) => {
        this.values.set(t, made.result(i));
      });
      return opName;
    });
  }

  private source(op: TfliteOperator): Source {
    const { tensors } = this.graph;
    const fail = (message: string): never => {
      throw new Unsupported(message);
    };
    const has = (i: number) => (op.inputs[i] ?? -1) >= 0;
    const input = (i: number) =>
      has(i) ? tensors[op.inputs[i]] : fail(`its input ${i} is missing`);
    return {
      op,
      has,
      input,
      output: () => tensors[op.outputs[0]] ?? fail('it has no output'),
      fail,
      constantInts: (i) => {
        const { buffer, type } = input(i);
        if (!buffer) return fail(`its input ${i} is computed at run time; it must be a constant`);
        const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
        if (type === 'INT32') {
          return Array.from({ length: buffer.length / 4 }, (_, k) => view.getInt32(4 * k, true));
        }
        if (type === 'INT64') {
          return Array.from({ length: buffer.length / 8 }, (_, k) =>
            Number(view.getBigInt64(8 * k, true)),
          );
        }
        return fail(`its input ${i} has the type ${type}, expected int32 or int64`);
      },
    };
  }

  /** The value of a tensor; a constant is made where it is first used. */
  private value(tensorIndex: number, role: string): Value | undefined {
    const known = this.values.get(tensorIndex);
    if (known) return known;
    const tensor = this.graph.tensors[tensorIndex];
    if (!tensor) throw new Unsupported(`its ${role} is missing`);
    const type = this.type(tensor);
    if (typeof type === 'string') throw new Unsupported(`${role} '${tensor.name}': ${type}`);
    if (!tensor.buffer) {
      const made = this.graph.operators.some((op) => op.outputs.includes(tensorIndex));
      if (!made)
        throw new Unsupported(`its ${role} '${tensor.name}' has no data and no operator makes it`);
      return undefined;
    }
    const isFloat = type.elementType instanceof FloatType;
    const made = this.builder.constant(tensor.name, type, tensor.buffer, !isFloat);
    this.values.set(tensorIndex, made);
    return made;
  }
}
