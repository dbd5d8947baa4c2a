import { UniformQuantizedType } from '../../dialects/quant/index.js';
import {
  type Context,
  IntegerType,
  type Operation,
  RankedTensorType,
  type Value,
} from '../../ir/index.js';
import {
  Constants,
  elementsOf,
  GraphBuilder,
  type ImportedOperator,
  ImportReport,
  type ImportSettings,
  numbersOf,
  type Port,
  rowOf,
  Unsupported,
} from '../common/index.js';
import { FunctionInliner, opsetsOf, type PlacedNode } from './functions.js';
import { Node, type Surroundings } from './node.js';
import { OPERATORS } from './operators/index.js';
import type { OnnxDimension, OnnxGraph, OnnxModel, OnnxTensor, OnnxValueInfo } from './schema.js';
import { denseOf, elementTypeOf, type ReadExternal, tensorBytes, tensorTypeOf } from './tensors.js';

export interface OnnxImport {
  readonly module: Operation;
  readonly report: readonly ImportedOperator[];
  /** Graph inputs whose bound elements became part of the network. */
  readonly boundInputs: readonly string[];
}

export interface OnnxSettings extends ImportSettings {
  /** Reads files with data that stand beside the model. */
  readonly readExternal?: ReadExternal;
  /** Sizes of dimensions that the model only names. */
  readonly dimensions?: ReadonlyMap<string, number>;
  /** Shapes of inputs that the model leaves open, by name; '' is any other. */
  readonly shapes?: ReadonlyMap<string, readonly number[]>;
}

/** Nodes that loops may become, in all. */
const MAX_NODES = 500_000;
const MAX_DEPTH = 32;

/**
 * Imports a model into a module with one function `main`. Every operation's location names its node's
 * first output, its type and its number: `loc("y"("Conv"("net.onnx":3:1)))`. Throws ImportError with
 * everything that stands in the way.
 */
export async function importOnnx(
  context: Context,
  model: OnnxModel,
  fileName: string,
  settings: OnnxSettings = {},
): Promise<OnnxImport> {
  return new Importer(model, settings).run(context, fileName);
}

/** What names mean inside a graph; a subgraph sees those around it. */
interface Scope {
  readonly values: Map<string, Value>;
  readonly tensors: ReadonlyMap<string, OnnxTensor>;
  readonly parent: Scope | undefined;
}

class Importer {
  private readonly model: OnnxModel;
  private readonly settings: OnnxSettings;
  private readonly constants: Constants;
  private readonly inliner: FunctionInliner;
  private readonly report = new ImportReport();
  private readonly opsets: ReadonlyMap<string, number>;
  /** Outputs of nodes that were not imported, and what could not be for want of one. */
  private readonly failed = new Set<string>();
  private builder!: GraphBuilder;
  private quantizedOnly: ReadonlySet<string> = new Set();
  private nodes = 0;

  constructor(model: OnnxModel, settings: OnnxSettings) {
    this.model = model;
    this.settings = settings;
    this.constants = new Constants(settings);
    this.inliner = new FunctionInliner(model);
    this.opsets = opsetsOf(model.opsetImport);
  }

  async run(context: Context, file: string): Promise<OnnxImport> {
    const graph = this.model.graph!;
    const { report } = this;
    const own = new Set((graph.initializer ?? []).map((t) => t.name));
    const nodes = this.inliner.nodes(graph.node ?? []);
    this.quantizedOnly = staysQuantized(nodes, graph);
    const inputs = (graph.input ?? [])
      .filter((v) => !own.has(v.name))
      .map((v) => this.storedInput(this.boundary(v), nodes, graph));
    report.check();
    this.builder = await GraphBuilder.create(context, file, inputs);
    const scope = this.scope(graph, undefined);
    inputs.forEach(({ name }, i) => {
      scope.values.set(name, signedStorage(this.builder, this.builder.inputs[i]));
    });
    nodes.forEach((node, index) => {
      this.node(node, index, scope);
    });
    report.check();
    const outputs = (graph.output ?? []).map(({ name = '' }): Port<Value> => {
      return { name, of: this.output(name, scope)! };
    });
    report.check();
    const module = this.builder.finish(outputs, report);
    return { module, report: report.operators, boundInputs: [...this.constants.used] };
  }

  /** An input of the network. Bound elements say what the model leaves open. */
  private boundary({ name = '', type }: OnnxValueInfo): Port<RankedTensorType> {
    const fallback = { name, of: RankedTensorType.get([], elementTypeOf(1)) };
    const reject = (why: string) => {
      this.report.reject(`input '${name}': ${why}`);
      return fallback;
    };
    const { bound, shapes } = this.settings;
    const array = bound?.get(name)?.type.shape ?? shapes?.get(name) ?? shapes?.get('');
    const isAsked = shapes?.has(name) === true;
    const tensor = type?.tensorType;
    if (!tensor) return reject('only tensors are supported, no sequences, maps or optional values');
    if (!tensor.shape && !array)
      return reject(`its shape is not known; fix it with --input-shape=${name}=1x2x3`);
    try {
      const known = tensor.shape && (tensor.shape.dim ?? []);
      const dims = known ?? array!.map((dimValue): OnnxDimension => ({ dimValue }));
      if (isAsked && array!.length !== dims.length) {
        return reject(`it has ${dims.length} dimensions, --input-shape gives ${array!.length}`);
      }
      const shape = dims.map(({ dimValue, dimParam }, i) => {
        if (isAsked && dimValue !== undefined && dimValue !== array![i]) {
          throw new Unsupported(
            `its dimension ${i} is ${dimValue}, --input-shape gives ${array![i]}`,
          );
        }
        if (dimValue !== undefined) return dimValue;
        if (isAsked) return array![i];
        const given = this.settings.dimensions?.get(dimParam ?? `${name}.${i}`);
        if (given !== undefined) return given;
        // One sample is what a network on a device works on; the first dimension of a list is its length.
        if (array?.length === dims.length && (i > 0 || dims.length === 1)) return array[i];
        if (i === 0) return 1;
        throw new Unsupported(
          `its dimension ${i} ('${dimParam ?? '?'}') is not fixed; fix it with --dim ${dimParam || `${name}.${i}`}=SIZE`,
        );
      });
      return { name, of: tensorTypeOf({ dims: shape, dataType: tensor.elemType }) };
    } catch (error) {
      if (error instanceof Unsupported) return reject(error.reason ?? '');
      throw error;
    }
  }

  /** An input of bytes that is only dequantized, as the quantized tensor that it is. */
  private storedInput(
    port: Port<RankedTensorType>,
    nodes: readonly PlacedNode[],
    graph: OnnxGraph,
  ): Port<RankedTensorType> {
    const { elementType } = port.of;
    const isByte = elementType instanceof IntegerType && elementType.width === 8;
    const reader = nodes.find((n) => n.opType === 'DequantizeLinear' && n.input?.[0] === port.name);
    if (!isByte || !reader || !this.quantizedOnly.has(port.name)) return port;
    const scalar = (name: string | undefined): number | undefined => {
      const tensor = graph.initializer?.find((t) => t.name === name);
      const type = tensor && tensorTypeOf(tensor);
      if (!tensor || type?.elementCount !== 1) return undefined;
      return numbersOf(elementsOf(type, tensorBytes(tensor, type, this.settings.readExternal)))[0];
    };
    const scale = scalar(reader.input?.[1]);
    const zeroPoint = reader.input?.[2] ? scalar(reader.input[2]) : 0;
    if (scale === undefined || !(scale > 0) || zeroPoint === undefined) return port;
    const element = UniformQuantizedType.perTensor(elementType, scale, zeroPoint);
    return { name: port.name, of: port.of.withElementType(element) };
  }

  private scope(graph: OnnxGraph, parent: Scope | undefined): Scope {
    const tensors = new Map((graph.initializer ?? []).map((t) => [t.name ?? '', t]));
    const values = new Map<string, Value>();
    const scope = { values, tensors, parent };
    for (const sparse of graph.sparseInitializer ?? []) {
      const { type, bytes } = denseOf(sparse);
      const name = sparse.values?.name ?? '';
      values.set(name, this.builder.constant(name, type, bytes));
    }
    return scope;
  }

  private find(name: string, scope: Scope): Value | undefined {
    for (let at: Scope | undefined = scope; at; at = at.parent) {
      const known = at.values.get(name);
      if (known) return known;
      const tensor = at.tensors.get(name);
      if (!tensor) continue;
      const type = tensorTypeOf(tensor);
      const bytes = tensorBytes(tensor, type, this.settings.readExternal);
      const value = this.builder.constant(name, type, bytes);
      at.values.set(name, value);
      return value;
    }
    return undefined;
  }

  private lookUp(name: string, what: string, scope: Scope): Value {
    const found = this.find(name, scope);
    if (found) return found;
    if (this.failed.has(name)) throw new Unsupported(undefined);
    throw new Unsupported(`its ${what} '${name}' is made by no node before it`);
  }

  private output(name: string, scope: Scope): Value | undefined {
    try {
      return this.lookUp(name, 'output', scope);
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      this.report.reject(error.reason ?? `output '${name}' is not imported`);
      return undefined;
    }
  }

  private node(node: PlacedNode, index: number, scope: Scope): void {
    const operator = node.domain ? `${node.domain}.${node.opType}` : (node.opType ?? '');
    const name = node.output?.find((o) => o !== '') ?? node.name ?? `node ${index}`;
    const source = { index, operator, name };
    for (const output of node.output ?? []) this.failed.add(output);
    this.report.operator(source, () => {
      this.builder.at(source);
      const since = this.builder.last;
      const became = this.build(node, scope, 0);
      const results = (node.output ?? []).flatMap((output): Port<Value>[] => {
        const of = scope.values.get(output);
        return of ? [{ name: output, of }] : [];
      });
      this.builder.nameResults(since, source, results);
      return became;
    });
  }

  /** Imports a node; says what it became. Throws Unsupported. */
  private build(node: PlacedNode, scope: Scope, depth: number): string {
    if (++this.nodes > MAX_NODES) throw new Unsupported('the loops of the model become too large');
    const domain = node.domain === 'ai.onnx' ? '' : (node.domain ?? '');
    const row = rowOf(rowOf(OPERATORS, domain) ?? {}, node.opType ?? '');
    if (!row) throw new Unsupported('this operator is not supported');
    const version = node.opsets?.get(domain) ?? this.opsets.get(domain) ?? 1;
    const around: Surroundings = {
      builder: this.builder,
      constants: this.constants,
      readExternal: this.settings.readExternal,
      lookUp: (name, what) => this.lookUp(name, what, scope),
      staysQuantized: (name) => depth === 0 && this.quantizedOnly.has(name),
      subgraph: (graph, inputs) => this.subgraph(graph, inputs, scope, depth + 1),
    };
    const made = row(new Node(node, version, around));
    const results = Array.isArray(made) ? (made as (Value | undefined)[]) : [made as Value];
    node.output?.forEach((output, i) => {
      if (output === '') return;
      const value = results[i];
      if (!value) throw new Unsupported(`its output ${i} ('${output}') is not supported`);
      scope.values.set(output, value);
    });
    let op = results.find((v) => v)?.definingOp;
    // A picture's layout is changed back behind the operation that the node became.
    while (op?.name === 'nn.transpose' && node.opType !== 'Transpose' && op.operand(0).definingOp) {
      op = op.operand(0).definingOp;
    }
    return op?.name ?? 'another name of its input';
  }

  private subgraph(
    graph: OnnxGraph,
    inputs: readonly Value[],
    parent: Scope,
    depth: number,
  ): Value[] {
    if (depth > MAX_DEPTH) throw new Unsupported('its graphs are nested too deeply');
    const scope = this.scope(graph, parent);
    graph.input?.forEach(({ name = '' }, i) => {
      if (inputs[i]) scope.values.set(name, inputs[i]);
    });
    for (const node of this.inliner.nodes(graph.node ?? [])) {
      try {
        this.build(node, scope, depth);
      } catch (error) {
        if (!(error instanceof Unsupported) || !error.reason) throw error;
        throw new Unsupported(`inside it ${node.opType} '${node.output?.[0]}': ${error.reason}`);
      }
    }
    return (graph.output ?? []).map(({ name = '' }) => this.lookUp(name, 'output', scope));
  }
}

/** A quantized value whose bytes are signed: what is stored is 128 less. */
function signedStorage(builder: GraphBuilder, value: Value): Value {
  const type = value.type as RankedTensorType;
  const element = type.elementType;
  if (!(element instanceof UniformQuantizedType) || element.storage.signedness !== 'unsigned')
    return value;
  const signed = UniformQuantizedType.perTensor(
    IntegerType.get(8),
    element.scale,
    element.zeroPoint - 128,
  );
  return builder.value('qnn.quantize', [value], { types: [type.withElementType(signed)] });
}

/** Operators that take a quantized tensor as what it stands for, by the number of that input. */
const TAKES_QUANTIZED: ReadonlyMap<string, readonly number[]> = new Map([
  ['DequantizeLinear', [0]],
  ['QLinearConv', [0]],
  ['QLinearMatMul', [0, 3]],
]);

/** Names of tensors that go nowhere else. Inside subgraphs any name may be used. */
function staysQuantized(nodes: readonly PlacedNode[], graph: OnnxGraph): Set<string> {
  const quantized = new Set<string>();
  const other = new Set((graph.output ?? []).map((o) => o.name ?? ''));
  for (const node of nodes) {
    if (node.attribute?.some((a) => a.g)) return new Set();
    node.input?.forEach((name, i) => {
      if (TAKES_QUANTIZED.get(node.opType ?? '')?.includes(i)) quantized.add(name);
      else other.add(name);
    });
  }
  return new Set([...quantized].filter((name) => !other.has(name)));
}
