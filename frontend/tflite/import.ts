import { UniformQuantizedType } from '../../dialects/quant/index.js';
import {
  ArrayAttr,
  Block,
  type Context,
  DenseResourceAttr,
  type Diagnostic,
  DictionaryAttr,
  FileLineColLoc,
  FloatType,
  FunctionType,
  IntegerType,
  type Location,
  NameLoc,
  OpBuilder,
  type Operation,
  RankedTensorType,
  StringAttr,
  type Type,
  TypeAttr,
  type Value,
  verify,
} from '../../ir/index.js';
import { ImportError, type ImportedOperator } from '../import-error.js';
import type { TfliteModel, TfliteOperator, TfliteSubgraph, TfliteTensor } from './index.js';
import { OPERATORS, type Source, type Target } from './operators.js';

export interface TfliteImport {
  readonly module: Operation;
  readonly report: readonly ImportedOperator[];
}

/** Dialects that an imported module uses. */
const DIALECTS = ['builtin', 'func', 'nn', 'qnn', 'quant'];

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
  await context.load(...DIALECTS);
  if (model.subgraphs.length !== 1) {
    throw new ImportError([
      `the model has ${model.subgraphs.length} subgraphs; models with control flow (IF, WHILE) are not supported yet`,
    ]);
  }
  return new Importer(context, model.subgraphs[0], fileName).run();
}

class Importer {
  private readonly context: Context;
  private readonly graph: TfliteSubgraph;
  private readonly file: string;
  private readonly values = new Map<number, Value>();
  private readonly reasons: string[] = [];
  private readonly report: ImportedOperator[] = [];
  private readonly keys = new Set<string>();
  private readonly builder: OpBuilder;

  constructor(context: Context, graph: TfliteSubgraph, file: string) {
    this.context = context;
    this.graph = graph;
    this.file = file;
    this.builder = new OpBuilder(context);
  }

  run(): TfliteImport {
    const { graph, builder } = this;
    const loc = FileLineColLoc.get(this.file, 0, 0);
    const module = builder.create('builtin.module', { regions: 1, loc });
    const moduleBody = new Block();
    module.region().append(moduleBody);
    const inputTypes = this.boundary(graph.inputs, 'input');
    const outputTypes = this.boundary(graph.outputs, 'output');
    this.check();
    const names = (tensors: readonly number[]) =>
      ArrayAttr.get(
        tensors.map((t) =>
          DictionaryAttr.get([{ name: 'nn.name', value: StringAttr.get(graph.tensors[t].name) }]),
        ),
      );
    const fn = builder.setToEnd(moduleBody).create('func.func', {
      regions: 1,
      loc,
      attributes: [
        { name: 'sym_name', value: StringAttr.get('main') },
        { name: 'function_type', value: TypeAttr.get(FunctionType.get(inputTypes, outputTypes)) },
        { name: 'arg_attrs', value: names(graph.inputs) },
        { name: 'res_attrs', value: names(graph.outputs) },
      ],
    });
    const body = new Block(inputTypes);
    fn.region().append(body);
    graph.inputs.forEach((t, i) => {
      body.args[i].loc = NameLoc.get(graph.tensors[t].name);
      this.values.set(t, body.args[i]);
    });
    builder.setToEnd(body);
    graph.operators.forEach((op, i) => {
      this.operator(op, i);
    });
    this.check();
    const operands = graph.outputs.map((t) => this.value(t, `output ${graph.tensors[t].name}`));
    this.check();
    builder.create('func.return', { operands: operands as Value[], loc });
    this.verify(module);
    return { module, report: this.report };
  }

  /** Ends the import when something stands in its way. */
  private check(): void {
    if (this.reasons.length > 0) throw new ImportError(this.reasons, this.report);
  }

  private boundary(tensors: readonly number[], role: string): RankedTensorType[] {
    return tensors.map((t) => {
      const type = this.type(this.graph.tensors[t]);
      if (typeof type !== 'string') return type;
      this.reasons.push(`${role} '${this.graph.tensors[t].name}': ${type}`);
      return RankedTensorType.get([], FloatType.get('f32'));
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
    const label = op.customName ? `${op.opcode}:${op.customName}` : op.opcode;
    const name = this.graph.tensors[op.outputs[0]]?.name ?? `operator ${index}`;
    const note = (became: string | undefined, reason?: string) => {
      const why =
        became === undefined ? 'it needs the result of one that is not imported' : undefined;
      this.report.push({ index, operator: label, name, became, reason: reason ?? why });
      if (reason) this.reasons.push(`operator ${index} (${label} '${name}'): ${reason}`);
    };
    const row = OPERATORS[op.opcode] as ((s: Source, op: TfliteOperator) => Target) | undefined;
    try {
      if (!row) throw new Unsupported('this operator is not supported yet');
      const target = row(this.source(op), op);
      const types = op.outputs.map((t) => this.type(this.graph.tensors[t]));
      const bad = types.find((t) => typeof t === 'string');
      if (typeof bad === 'string') throw new Unsupported(bad);
      const quantized = (types[0] as RankedTensorType).elementType instanceof UniformQuantizedType;
      const opName = `${target.dialect ?? (quantized ? 'qnn' : 'nn')}.${target.name}`;
      const loc = NameLoc.get(
        name,
        NameLoc.get(label, FileLineColLoc.get(this.file, index + 1, 1)),
      );
      const operands = target.operands.map((i) => {
        const value = this.value(op.inputs[i], `input ${i}`);
        if (!value) throw new Unsupported(undefined);
        return value;
      });
      const made = this.builder.create(opName, {
        operands,
        attributes: target.attributes,
        resultTypes: types as RankedTensorType[],
        loc,
      });
      op.outputs.forEach((t, i) => {
        this.values.set(t, made.result(i));
      });
      note(opName);
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      // An operator that only lacks the result of another one is not reported again.
      note(undefined, error.reason);
    }
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
    const element = type.elementType;
    const quantized = element instanceof UniformQuantizedType;
    const stored = type.withElementType(quantized ? element.storage : element);
    const value = DenseResourceAttr.get(stored, {
      key: this.uniqueKey(tensor.name),
      alignment: 16,
      bytes: tensor.buffer,
    });
    const float = element instanceof FloatType;
    const made = this.builder.create(float ? 'nn.constant' : 'qnn.constant', {
      attributes: [{ name: 'value', value }],
      resultTypes: [type],
      loc: NameLoc.get(tensor.name),
    });
    this.values.set(tensorIndex, made.result());
    return made.result();
  }

  private uniqueKey(name: string): string {
    let key = name || 'constant';
    for (let i = 1; this.keys.has(key); i++) key = `${name}_${i}`;
    this.keys.add(key);
    return key;
  }

  /** Shapes that do not fit are the model's fault: told as such. */
  private verify(module: Operation): void {
    const found: string[] = [];
    const describe = (loc: Location) => (loc instanceof NameLoc ? `'${loc.name}'` : String(loc));
    const stop = this.context.onDiagnostic((d: Diagnostic) => {
      found.push(`operator ${describe(d.loc)}: ${d.message}`);
    });
    const ok = verify(this.context, module);
    stop();
    if (!ok) throw new ImportError(found, this.report);
  }
}

/** Ends the import of one operator; no reason when another operator's failure is the cause. */
class Unsupported extends Error {
  readonly reason: string | undefined;

  constructor(reason: string | undefined) {
    super(reason);
    this.reason = reason;
  }
}
