import { type Context, IntegerType, RankedTensorType, type Value } from '../../ir/index.js';
import {
  buildModule,
  F32,
  FormatError,
  givenShape,
  ImportError,
  type Imported,
  type ImportModel,
  type ImportSettings,
  type Net,
  type Port,
  Unsupported,
} from '../common/index.js';
import { readMessage } from '../protobuf/index.js';
import { decodedShape, USUAL_RATE } from './audio.js';
import { readBundle, type Variables } from './bundle.js';
import {
  type Graph,
  type GraphNode,
  readFunction,
  readGraph,
  referenceTo,
  type TfRef,
} from './graph.js';
import {
  elementTypeOf,
  GRAPH,
  SAVED_MODEL,
  STRING,
  sizesOf,
  type TfFunction,
  type TfGraph,
  type TfSignature,
} from './schema.js';
import { isValue, type TfValue } from './values.js';
import { TfWalk } from './walk.js';

/** An input of the network: a node, the name that people know, and its type. */
interface Input {
  readonly node: string;
  readonly name: string;
  readonly type: RankedTensorType;
}

interface Network {
  readonly graph: Graph;
  readonly functions: (name: string) => Graph | undefined;
  readonly inputs: readonly Input[];
  readonly outputs: readonly Port<TfRef>[];
  readonly variables: Variables;
}

/** Imports a frozen graph. Throws FormatError or ImportError. */
export const importGraphDef: ImportModel = async (context, files, settings) => {
  const message = readMessage(files.bytes, GRAPH, files.name);
  const graph = readGraph(message, files.name);
  const outputs = sinksOf(graph).map((node) => ({ name: node, of: { node, output: 0 } }));
  if (outputs.length === 0)
    throw new FormatError(files.name, undefined, 'found a graph without outputs');
  const inputs = placeholders(
    graph,
    outputs.map((o) => o.of),
  ).map((node) => inputOf(node, graph, node.name, settings));
  const network = {
    graph,
    functions: libraryOf(message),
    inputs,
    outputs,
    variables: () => undefined,
  };
  return importNetwork(context, files.name, network, settings, files.maxSize);
};

/** Imports a SavedModel's saved_model.pb with the variables beside it. Throws FormatError or ImportError. */
export const importSavedModel: ImportModel = async (context, files, settings) => {
  const model = readMessage(files.bytes, SAVED_MODEL, files.name);
  const meta = model.metaGraph.find((m) => m.info?.tags.includes('serve')) ?? model.metaGraph[0];
  if (!meta?.graph) throw new FormatError(files.name, undefined, 'found no graph in it');
  const signatures = meta.signature.filter(
    (s) => (s.value?.outputs.length ?? 0) > 0 && !s.key?.startsWith('__'),
  );
  const chosen = signatures.find((s) => s.key === 'serving_default') ?? signatures[0];
  if (!chosen?.value) {
    throw new ImportError([
      'the SavedModel has no signature; save it with signatures=model.call.get_concrete_function(…)',
    ]);
  }
  const graph = readGraph(meta.graph, files.name);
  const network = {
    graph,
    functions: libraryOf(meta.graph),
    inputs: signatureInputs(chosen.value, graph, settings),
    outputs: signatureOutputs(chosen.value),
    variables: readBundle('variables/variables', files.beside, files.maxSize),
  };
  const name = files.name;
  return importNetwork(context, name, network, settings, files.maxSize);
};

function libraryOf(graph: TfGraph): (name: string) => Graph | undefined {
  const stored = new Map<string, TfFunction>();
  for (const fn of graph.library?.function ?? []) stored.set(fn.signature?.name ?? '', fn);
  const read = new Map<string, Graph>();
  return (name) => {
    const fn = stored.get(name);
    if (!fn) return undefined;
    const known = read.get(name) ?? readFunction(fn);
    read.set(name, known);
    return known;
  };
}

const byKey = (a: { key?: string }, b: { key?: string }) =>
  (a.key ?? '') < (b.key ?? '') ? -1 : 1;

function signatureInputs(signature: TfSignature, graph: Graph, settings: ImportSettings): Input[] {
  return [...signature.inputs].sort(byKey).map(({ key = '', value }) => {
    const { node } = referenceTo(value?.name ?? '');
    const found = graph.nodes.get(node);
    if (!found)
      throw new ImportError([
        `the signature's input '${key}' is the node '${node}', which is missing`,
      ]);
    if (value?.dtype === STRING) return inputOf(found, graph, key, settings);
    const type = typeOf(key, value?.dtype, sizesOf(value?.shape), settings);
    return { node, name: key, type };
  });
}

function signatureOutputs(signature: TfSignature): Port<TfRef>[] {
  return [...signature.outputs]
    .sort(byKey)
    .map(({ key = '', value }) => ({ name: key, of: referenceTo(value?.name ?? '') }));
}

/** Nodes that nothing takes results of. */
function sinksOf(graph: Graph): string[] {
  const used = new Set([...graph.nodes.values()].flatMap((n) => n.inputs.map((i) => i.node)));
  const idle = new Set([
    'Assert',
    'Const',
    'NoOp',
    'Placeholder',
    'SaveV2',
    'MergeSummary',
    'ScalarSummary',
    'HistogramSummary',
  ]);
  return [...graph.nodes.values()]
    .filter((n) => !used.has(n.name) && !idle.has(n.op))
    .map((n) => n.name);
}

/** The inputs that the outputs depend on, in the order of the graph. */
function placeholders(graph: Graph, outputs: readonly TfRef[]): GraphNode[] {
  const seen = new Set<string>();
  const stack = outputs.map((o) => o.node);
  while (stack.length > 0) {
    const name = stack.pop()!;
    if (seen.has(name)) continue;
    seen.add(name);
    for (const { node } of graph.nodes.get(name)?.inputs ?? []) stack.push(node);
  }
  return [...graph.nodes.values()].filter((n) => n.op === 'Placeholder' && seen.has(n.name));
}

/** The type of a placeholder; a recording that is decoded is taken as its samples. */
function inputOf(node: GraphNode, graph: Graph, name: string, settings: ImportSettings): Input {
  const dtype = node.attrs.get('dtype')?.type;
  if (dtype === STRING) {
    const decoder = [...graph.nodes.values()].find(
      (n) => n.op === 'DecodeWav' && n.inputs[0]?.node === node.name,
    );
    if (!decoder) throw new ImportError([`the input '${name}' is text, which is not supported`]);
    const shape = decodedShape({
      intAttr: (key, fallback) => decoder.attrs.get(key)?.i ?? fallback,
    });
    if (!shape) {
      throw new ImportError([
        `'${decoder.name}' (DecodeWav) takes recordings of any length; its desired_samples must be fixed`,
      ]);
    }
    return { node: decoder.name, name: decoder.name, type: RankedTensorType.get(shape, F32) };
  }
  return {
    node: node.name,
    name,
    type: typeOf(name, dtype, sizesOf(node.attrs.get('shape')?.shape), settings),
  };
}

function typeOf(
  name: string,
  dtype: number | undefined,
  sizes: number[] | undefined,
  settings: ImportSettings,
): RankedTensorType {
  const element = elementTypeOf(dtype);
  if (!element)
    throw new ImportError([
      `the input '${name}' has the element type ${dtype}, which is not supported`,
    ]);
  const given = givenShape(settings, name);
  // A batch that is left open is one.
  const shape = given ?? sizes?.map((d, i) => (d === -1 && i === 0 ? 1 : d));
  if (!shape || shape.some((d) => !(d > 0 && d < 2 ** 31))) {
    throw new ImportError([
      `the input '${name}' has the shape [${shape?.map((d) => (d < 0 ? '?' : d)).join(', ') ?? 'open'}]; give it with --input-shape=${name}=1x224x224x3`,
    ]);
  }
  return RankedTensorType.get(shape, element);
}

function importNetwork(
  context: Context,
  file: string,
  network: Network,
  settings: ImportSettings,
  maxSize: number,
): Promise<Imported> {
  const { graph, functions, variables, inputs, outputs } = network;
  const ports = inputs.map(({ name, type }) => ({ name, of: type }));
  return buildModule(context, file, ports, ({ net, report }) => {
    const walk = new TfWalk({ net, report, settings, functions, variables, maxSize });
    const known = new Map<string, readonly TfValue[]>();
    inputs.forEach(({ node }, i) => {
      const isRecording = graph.nodes.get(node)?.op === 'DecodeWav';
      const value = net.graph.inputs[i];
      known.set(node, isRecording ? [value, rateOf(graph.nodes.get(node)!, net)] : [value]);
    });
    try {
      const results = walk.run(
        graph,
        known,
        outputs.map((o) => o.of),
      );
      return results.map((v, i): Port<Value> => {
        if (v !== undefined && !isValue(v))
          report.reject(`the output '${outputs[i].name}' is no tensor`);
        return { name: outputs[i].name, of: v as Value };
      });
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      if (error.reason !== undefined) report.reject(error.reason);
      return [];
    }
  });
}

/** The rate of recordings, as a constant: the tables of what follows are made for it. */
function rateOf(node: GraphNode, net: Net): Value {
  const bytes = new Uint8Array(Int32Array.of(USUAL_RATE).buffer);
  return net.weights(`${node.name}:1`, {
    type: RankedTensorType.get([], IntegerType.get(32)),
    bytes,
  });
}
