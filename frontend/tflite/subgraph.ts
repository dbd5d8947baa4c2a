import { elementsBytes } from '../../dialects/common/index.js';
import { UniformQuantizedType } from '../../dialects/quant/index.js';
import {
  DenseElementsAttr,
  FloatType,
  IntegerType,
  type NamedAttribute,
  type Operation,
  RankedTensorType,
  type Region,
  SymbolRefAttr,
  type Type,
  type Value,
} from '../../ir/index.js';
import {
  type Constants,
  type GraphBuilder,
  type ImportReport,
  integersOf,
  Unsupported,
} from '../common/index.js';
import type { TfliteModel, TfliteOperator, TfliteSubgraph } from './model.js';
import { rowOf, type Source, type Variable } from './operators/index.js';
import { constantBytes, TensorTypes } from './types.js';
import type { Variables } from './variables.js';

/** What the subgraphs of one model share while they are imported. */
export interface ModelImport {
  readonly model: TfliteModel;
  readonly builder: GraphBuilder;
  readonly report: ImportReport;
  readonly constants: Constants;
  readonly variables: Variables;
  /** Operators that were looked at; a damaged file may name one subgraph again and again. */
  count: number;
}

const MOST_OPERATORS = 1_000_000;

/** Imports the operators of one subgraph: of the model's, or of one that control flow runs. */
export class SubgraphImport {
  readonly graph: TfliteSubgraph;
  private readonly shared: ModelImport;
  /** The subgraph and those around it, by index. */
  private readonly path: readonly number[];
  private readonly values = new Map<number, Value>();
  private readonly types: TensorTypes;
  /** Tensors that an operator makes. */
  private readonly made: ReadonlySet<number>;
  /** Shared names behind resource tensors. */
  private readonly resources = new Map<number, string>();

  constructor(shared: ModelImport, path: readonly number[]) {
    this.shared = shared;
    this.path = path;
    this.graph = shared.model.subgraphs[path.at(-1)!];
    this.types = new TensorTypes(this.graph);
    this.made = new Set(this.graph.operators.flatMap((op) => op.outputs));
  }

  /** Imports all operators, given the values of the inputs; the values of the outputs. */
  run(inputs: readonly Value[]): (Value | undefined)[] {
    this.graph.inputs.forEach((t, i) => {
      this.values.set(t, inputs[i]);
    });
    for (const op of this.graph.operators) this.operator(op);
    return this.graph.outputs.map((t) => this.output(t));
  }

  private output(tensor: number): Value | undefined {
    const { name } = this.graph.tensors[tensor];
    try {
      return this.value(tensor, `output ${name}`);
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      this.shared.report.reject(error.reason ?? `output '${name}' is made by no operator`);
      return undefined;
    }
  }

  private operator(op: TfliteOperator): void {
    const operator = op.customName ? `${op.opcode}:${op.customName}` : op.opcode;
    const index = this.shared.count++;
    if (index > MOST_OPERATORS)
      throw new Unsupported(`it has more than ${MOST_OPERATORS} operators`);
    const name = this.graph.tensors[op.outputs[0]]?.name ?? `operator ${index}`;
    const source = { index, operator, name };
    this.shared.report.operator(source, () => {
      const row = rowOf(op);
      if (!row) throw new Unsupported('this operator is not supported');
      this.shared.builder.at(source);
      const made: Operation[] = [];
      const results = row(this.source(op, made), op as never);
      if (op.outputs.length > Math.max(1, results.length)) {
        throw new Unsupported(`it has ${op.outputs.length} results, not ${results.length}`);
      }
      op.outputs.forEach((t, i) => {
        if (results[i]) this.values.set(t, results[i]);
      });
      const makesResult = results[0]?.definingOp;
      for (const each of made) if (each !== makesResult) this.shared.builder.markPart(each);
      return made.map((each) => each.name).join(', ') || 'a constant';
    });
  }

  private type(tensor: number, what: string): RankedTensorType {
    const type = this.types.of(tensor);
    if (typeof type !== 'string') return type;
    throw new Unsupported(`${what} '${this.graph.tensors[tensor].name}': ${type}`);
  }

  private source(op: TfliteOperator, emitted: Operation[]): Source {
    const { builder, constants, variables } = this.shared;
    const { tensors } = this.graph;
    const fail = (message: string): never => {
      throw new Unsupported(message);
    };
    const has = (i: number) => (op.inputs[i] ?? -1) >= 0;
    const input = (i: number) =>
      has(i) ? tensors[op.inputs[i]] : fail(`its input ${i} is missing`);
    const value = (i: number) => {
      input(i);
      const found = this.value(op.inputs[i], `input ${i}`, this.isQuantized(op));
      if (!found) throw new Unsupported(undefined);
      return found;
    };
    const emit = (
      name: string,
      operands: readonly Value[],
      attributes: readonly NamedAttribute[],
      types: readonly Type[],
      regions?: readonly Region[],
    ): readonly Value[] => {
      const all = [...operands.map((v) => v.type), ...types];
      const dialect = all.some((t) => quantized(t)) ? 'qnn' : 'nn';
      const full = name.includes('.') ? name : `${dialect}.${name}`;
      if (!builder.context.lookupOp(full)) {
        fail(
          dialect === 'qnn'
            ? `there is no integer arithmetic for it (${full})`
            : `it is not supported (${full})`,
        );
      }
      const made = builder.op(full, operands, {
        attributes,
        types: types as readonly RankedTensorType[],
        ...(regions && { regions }),
      });
      emitted.push(made);
      return made.results;
    };
    const access = (symbol: string, type: RankedTensorType): Variable => {
      const variable = { name: 'variable', value: SymbolRefAttr.get(symbol) };
      return {
        read: () => emit('nn.read_variable', [], [variable], [type])[0],
        assign: (v) => {
          emit('nn.assign_variable', [v], [variable], []);
        },
      };
    };
    return {
      op,
      has,
      input,
      output: (i = 0) => tensors[op.outputs[i]] ?? fail(`it has no output ${i}`),
      value,
      type: (i = 0) =>
        op.outputs[i] === undefined
          ? fail(`it has no output ${i}`)
          : this.type(op.outputs[i], 'result'),
      constantInts: (i) => integersOf(constants.get(value(i), `its input ${i}`)),
      constant: (type, values) => {
        const elements = DenseElementsAttr.get(type, bytesOf(type, values));
        const name = tensors[op.outputs[0]]?.name ?? op.opcode;
        return builder.constant(name, type, elementsBytes(elements));
      },
      emit,
      variable: (i) => this.variable(op, i, access),
      ownVariable: (name, type) => {
        const stored = type.withElementType(quantized(type)?.storage ?? type.elementType);
        const zeros = DenseElementsAttr.get(stored, bytesOf(type, [0]));
        return access(builder.variable(name, type, zeros), type);
      },
      region: (subgraph, types) => this.region(op, subgraph, types, value, fail),
      defineResource: (sharedName) => {
        this.resources.set(op.outputs[0], sharedName);
      },
      initialize: (subgraph) => {
        variables.initialize(this.shared.model, subgraph, fail);
      },
      fail,
    };
  }

  /** Whether an operator has a quantized tensor: integers beside it are parameters of its arithmetic. */
  private isQuantized(op: TfliteOperator): boolean {
    return [...op.inputs, ...op.outputs].some((t) => {
      const type = t < 0 ? undefined : this.types.of(t);
      return type !== undefined && typeof type !== 'string' && quantized(type) !== undefined;
    });
  }

  /** The variable behind a state tensor, or behind the resource that a tensor is. */
  private variable(
    op: TfliteOperator,
    i: number,
    access: (symbol: string, type: RankedTensorType) => Variable,
  ): Variable {
    const tensor = op.inputs[i] ?? -1;
    if (tensor < 0) throw new Unsupported(`its input ${i} is missing`);
    const { variables, builder } = this.shared;
    const shared = this.resources.get(tensor);
    if (shared === undefined) {
      if (!this.graph.tensors[tensor].isVariable) {
        throw new Unsupported(`its input ${i} is no variable; export the model with its state`);
      }
      const type = this.type(tensor, 'state');
      const key = `${this.path.at(-1)}:${tensor}`;
      const { name } = this.graph.tensors[tensor];
      return access(variables.symbol(builder, key, name, type), type);
    }
    const typeOf = (v?: Value) =>
      v ? (v.type as RankedTensorType) : this.type(op.outputs[0], 'result');
    const of = (type: RankedTensorType) =>
      access(variables.symbol(builder, `resource:${shared}`, shared || 'variable', type), type);
    return { read: () => of(typeOf()).read(), assign: (v) => of(typeOf(v)).assign(v) };
  }

  /** A subgraph as a region: of arguments of the given types, or of the operator's inputs. */
  private region(
    op: TfliteOperator,
    subgraph: number,
    types: readonly RankedTensorType[] | undefined,
    value: (i: number) => Value,
    fail: (message: string) => never,
  ): Region {
    const { builder, model } = this.shared;
    const graph = model.subgraphs[subgraph];
    if (!graph)
      return fail(`it runs subgraph ${subgraph}, and there are ${model.subgraphs.length}`);
    if (this.path.includes(subgraph)) return fail('a subgraph runs itself');
    const first = types ? 0 : 1;
    if (graph.inputs.length !== op.inputs.length - first) {
      fail(
        `subgraph ${subgraph} takes ${graph.inputs.length} inputs, not ${op.inputs.length - first}`,
      );
    }
    const given = types ? [] : graph.inputs.map((_, i) => value(first + i));
    return builder.region(types ?? [], (args) => {
      const inner = new SubgraphImport(this.shared, [...this.path, subgraph]);
      const outputs = inner.run(types ? args : given);
      if (outputs.some((v) => v === undefined)) throw new Unsupported(undefined);
      return outputs as Value[];
    });
  }

  /** The value of a tensor; a constant is made where it is first used. */
  private value(tensorIndex: number, role: string, isQuantized = false): Value | undefined {
    const known = this.values.get(tensorIndex);
    if (known) return known;
    const tensor = this.graph.tensors[tensorIndex];
    const type = this.type(tensorIndex, role);
    const bytes = constantBytes(tensor);
    if (!bytes) {
      if (this.made.has(tensorIndex)) return undefined;
      throw new Unsupported(`its ${role} '${tensor.name}' has no data and no operator makes it`);
    }
    const isInteger = !(type.elementType instanceof FloatType);
    const made = this.shared.builder.constant(tensor.name, type, bytes, isQuantized && isInteger);
    this.values.set(tensorIndex, made);
    return made;
  }
}

function quantized(type: Type): UniformQuantizedType | undefined {
  const element = type instanceof RankedTensorType ? type.elementType : undefined;
  return element instanceof UniformQuantizedType ? element : undefined;
}

/** Numbers as stored elements of a type. */
export function bytesOf(type: RankedTensorType, values: readonly number[]): Uint8Array {
  const element = quantized(type)?.storage ?? type.elementType;
  const array = arrayOf(element, values);
  return new Uint8Array(array.buffer);
}

function arrayOf(element: Type, values: readonly number[]) {
  if (element instanceof FloatType) {
    return element.kind === 'f64' ? Float64Array.from(values) : Float32Array.from(values);
  }
  const width = element instanceof IntegerType ? element.width : 32;
  if (width > 32) return BigInt64Array.from(values, BigInt);
  if (width > 16) return Int32Array.from(values);
  return width > 8 ? Int16Array.from(values) : Int8Array.from(values);
}
