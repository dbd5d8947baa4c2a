import {
  FormatError,
  isList,
  isRecord,
  type Json,
  type JsonRecord,
  type ModelFiles,
  parseJson,
  ZipArchive,
} from '../common/index.js';
import { Hdf5File } from '../hdf5/index.js';
import { legacyWeights, modernWeights, type WeightSource } from './weights.js';

/** A result of a layer: its name, which of its calls, which result of it. */
export type TensorRef = readonly [layer: string, call: number, result: number];

/** One call of a layer. */
export interface KerasCall {
  readonly inputs: readonly TensorRef[];
}

export interface KerasLayer {
  readonly className: string;
  readonly name: string;
  readonly config: JsonRecord;
  /** None in a sequential model, where each layer takes the result of the one before. */
  readonly calls: readonly KerasCall[];
  /** Of a model that is used as a layer. */
  readonly model: KerasGraph | undefined;
}

/** A model: its layers and, unless it is sequential, where its inputs and outputs are. */
export interface KerasGraph {
  readonly name: string;
  readonly isSequential: boolean;
  readonly layers: readonly KerasLayer[];
  readonly inputs: readonly TensorRef[];
  readonly outputs: readonly TensorRef[];
}

export interface KerasModel {
  readonly graph: KerasGraph;
  readonly weights: WeightSource;
  /** The first number of Keras' version: some functions changed their meaning. */
  readonly major: number;
}

const MODELS = new Set(['Functional', 'Model', 'Sequential']);
const MOST_NESTED = 8;

/** Reads a .h5 that `model.save` made. Throws FormatError. */
export function readH5(files: ModelFiles): KerasModel {
  const { root } = new Hdf5File(files.bytes, files.name, files.maxSize);
  const text = root.text('model_config');
  if (text === undefined) {
    throw new FormatError(
      files.name,
      undefined,
      'found trained numbers but no model_config',
      "save the whole model with model.save('model.h5')",
    );
  }
  const version = root.text('keras_version') ?? root.find('model_weights')?.text('keras_version');
  const graph = readGraph(parseJson(text, `${files.name}: model_config`), files.name, 0);
  const group = root.find('model_weights');
  if (!group) throw new FormatError(files.name, undefined, "found no group 'model_weights'");
  return { graph, weights: legacyWeights(group), major: majorOf(version) };
}

/** Reads a .keras archive. Throws FormatError. */
export function readKeras(files: ModelFiles): KerasModel {
  const zip = new ZipArchive(files.bytes, files.name, files.maxSize);
  const json = (name: string) =>
    parseJson(new TextDecoder().decode(zip.read(name)), `${files.name}: ${name}`);
  const graph = readGraph(json('config.json'), files.name, 0);
  const version = zip.has('metadata.json') ? json('metadata.json').keras_version : undefined;
  const h5 = new Hdf5File(
    zip.read('model.weights.h5'),
    `${files.name}: model.weights.h5`,
    files.maxSize,
  );
  return {
    graph,
    weights: modernWeights(h5.root, graph),
    major: majorOf(typeof version === 'string' ? version : '3'),
  };
}

const majorOf = (version: string | undefined) => Number.parseInt(version ?? '2', 10) || 2;

function readGraph(json: JsonRecord, where: string, depth: number): KerasGraph {
  const className = json.class_name;
  // Sequential models of the first versions have just the list.
  const config = isList(json.config) ? { layers: json.config } : json.config;
  if (
    typeof className !== 'string' ||
    !MODELS.has(className) ||
    !isRecord(config) ||
    !isList(config.layers)
  ) {
    throw new FormatError(
      where,
      undefined,
      `found a model of the class ${JSON.stringify(className ?? null)}`,
      'only Sequential and functional models say how their layers are connected',
    );
  }
  if (depth > MOST_NESTED) throw new FormatError(where, undefined, 'found models nested too deep');
  const layers = config.layers.map((layer) => readLayer(layer, where, depth));
  const isSequential = className === 'Sequential';
  return {
    name: typeof config.name === 'string' ? config.name : 'model',
    isSequential,
    layers,
    inputs: isSequential ? [] : refs(config.input_layers, where),
    outputs: isSequential ? [] : refs(config.output_layers, where),
  };
}

function readLayer(json: Json, where: string, depth: number): KerasLayer {
  if (
    !isRecord(json) ||
    typeof json.class_name !== 'string' ||
    !(isRecord(json.config) || isList(json.config))
  ) {
    throw new FormatError(where, undefined, 'found a layer without a class or a config');
  }
  const config = isRecord(json.config) ? json.config : {};
  const name = json.name ?? config.name;
  if (typeof name !== 'string')
    throw new FormatError(where, undefined, `found a ${json.class_name} without a name`);
  const calls = isList(json.inbound_nodes) ? json.inbound_nodes : [];
  return {
    className: json.class_name,
    name,
    config,
    calls: calls.map((call) => ({ inputs: callInputs(call) })),
    model: MODELS.has(json.class_name) ? readGraph(json, where, depth + 1) : undefined,
  };
}

/** References in a call, in order: `[name, call, result, …]` or, from Keras 3 on, tensors with a history. */
function callInputs(call: Json): TensorRef[] {
  const found: TensorRef[] = [];
  const visit = (v: Json): void => {
    const ref = asRef(v);
    if (ref) {
      found.push(ref);
      // Further operands of a function are in its named arguments.
      if (isList(v) && isRecord(v[3])) Object.values(v[3]).forEach(visit);
    } else if (isList(v)) v.forEach(visit);
    else if (isRecord(v)) {
      const history =
        v.class_name === '__keras_tensor__' && isRecord(v.config)
          ? v.config.keras_history
          : undefined;
      if (history !== undefined) visit(history);
      else if (v.args !== undefined) [v.args, v.kwargs ?? null].forEach(visit);
      else if (v.class_name === undefined) Object.values(v).forEach(visit);
    }
  };
  visit(call);
  return found;
}

function asRef(v: Json): TensorRef | undefined {
  if (!isList(v) || v.length < 3) return undefined;
  const [name, call, result] = v;
  const isRef = typeof name === 'string' && Number.isInteger(call) && Number.isInteger(result);
  return isRef ? [name, call as number, result as number] : undefined;
}

/** The inputs or outputs of a model: one reference, a list of them, or a dictionary. */
function refs(json: Json | undefined, where: string): TensorRef[] {
  const found: TensorRef[] = [];
  const visit = (v: Json) => {
    const ref = asRef(v);
    if (ref) found.push(ref);
    else if (isList(v)) v.forEach(visit);
    else if (isRecord(v)) Object.values(v).forEach(visit);
  };
  visit(json ?? null);
  if (found.length === 0)
    throw new FormatError(where, undefined, 'found a model without inputs or outputs');
  return found;
}
