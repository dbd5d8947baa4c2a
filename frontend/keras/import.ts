import {
  type Context,
  FloatType,
  IntegerType,
  RankedTensorType,
  type Type,
  type Value,
} from '../../ir/index.js';
import {
  buildModule,
  F32,
  ImportError,
  type Imported,
  type ImportModel,
  isList,
  Options,
  type Port,
  rowOf,
  Unsupported,
  type Walk,
} from '../common/index.js';
import {
  type KerasGraph,
  type KerasLayer,
  type KerasModel,
  readH5,
  readKeras,
  type TensorRef,
} from './model.js';
import { OPERATORS } from './operators.js';
import { KerasSource } from './source.js';

/** Imports a .h5 of Keras. Throws FormatError or ImportError. */
export const importH5: ImportModel = async (context, files) =>
  importGraph(context, files.name, readH5(files));

/** Imports a .keras archive. Throws FormatError or ImportError. */
export const importKeras: ImportModel = async (context, files) =>
  importGraph(context, files.name, readKeras(files));

const TYPES: Readonly<Record<string, Type>> = {
  bool: IntegerType.get(1),
  float16: FloatType.get('f16'),
  float32: F32,
  float64: FloatType.get('f64'),
  int8: IntegerType.get(8),
  int16: IntegerType.get(16),
  int32: IntegerType.get(32),
  int64: IntegerType.get(64),
  uint8: IntegerType.get(8, 'unsigned'),
};

/** The type of an input; a batch that is left open is one. */
function inputType({ name, config }: KerasLayer): RankedTensorType {
  const shape = config.batch_input_shape ?? config.batch_shape;
  if (!isList(shape)) {
    throw new ImportError([
      `the input '${name}' has no shape; build the model with an input shape before it is saved`,
    ]);
  }
  const sizes = shape.map((d, i) => (d === null && i === 0 ? 1 : d));
  if (!sizes.every((d) => typeof d === 'number' && Number.isInteger(d) && d > 0 && d < 2 ** 31)) {
    throw new ImportError([
      `the input '${name}' has the shape ${JSON.stringify(shape)}; give all sizes but the batch when the model is built`,
    ]);
  }
  const named = typeof config.dtype === 'string' ? TYPES[config.dtype] : undefined;
  return RankedTensorType.get(sizes as number[], named ?? F32);
}

function inputLayers(graph: KerasGraph): KerasLayer[] {
  if (graph.isSequential) {
    const [first] = graph.layers;
    if (!first) throw new ImportError(['the model has no layers']);
    if (first.model) return inputLayers(first.model);
    if (first.className === 'Embedding') {
      return [
        {
          ...first,
          config: { ...first.config, dtype: 'int32', batch_input_shape: embeddingShape(first) },
        },
      ];
    }
    return [first];
  }
  return graph.inputs.map(([name]) => {
    const found = graph.layers.find((l) => l.name === name);
    if (!found)
      throw new ImportError([`the model names the input '${name}', which it does not have`]);
    return found;
  });
}

function embeddingShape({ config }: KerasLayer) {
  const length = config.input_length;
  return config.batch_input_shape ?? [null, ...(typeof length === 'number' ? [length] : [])];
}

function importGraph(context: Context, file: string, model: KerasModel): Promise<Imported> {
  const inputs = inputLayers(model.graph).map((layer) => ({
    name: layer.name,
    of: inputType(layer),
  }));
  return buildModule(context, file, inputs, (walk) => {
    const walker = new Walker(walk, model);
    const names = outputNames(model.graph);
    return walker
      .graph(model.graph, walk.net.graph.inputs, [])
      .map((of, i): Port<Value> => ({ name: names[i] ?? `output${i}`, of: of! }));
  });
}

function outputNames(graph: KerasGraph): string[] {
  if (graph.isSequential) return [graph.layers.at(-1)?.name ?? 'output'];
  return graph.outputs.map(([name, , result]) => (result === 0 ? name : `${name}:${result}`));
}

type Result = readonly (Value | undefined)[];

/** Goes through a model and the models inside it. */
class Walker {
  private readonly walk: Walk;
  private readonly model: KerasModel;
  private count = 0;

  constructor(walk: Walk, model: KerasModel) {
    this.walk = walk;
    this.model = model;
  }

  /** The outputs of a model on inputs; undefined where a layer could not be imported. */
  graph(
    graph: KerasGraph,
    inputs: readonly Value[],
    path: readonly KerasLayer[],
  ): (Value | undefined)[] {
    if (graph.isSequential) {
      let values: Result = inputs;
      for (const layer of graph.layers) {
        if (layer.className !== 'InputLayer') values = this.call(layer, values, path);
      }
      return [...values];
    }
    const results = new Map<string, Result>();
    graph.inputs.forEach(([name], i) => {
      results.set(`${name} 0`, [inputs[i]]);
    });
    for (const { layer, call } of this.inOrder(graph, results)) {
      const given = layer.calls[call].inputs.map((ref) => resultOf(results, ref));
      results.set(`${layer.name} ${call}`, this.call(layer, given, path));
    }
    return graph.outputs.map((ref) => {
      if (results.has(`${ref[0]} ${ref[1]}`)) return resultOf(results, ref);
      this.walk.report.reject(
        `the model's output '${ref[0]}' is made by no layer that its inputs lead to`,
      );
      return undefined;
    });
  }

  /** The calls of all layers, each behind those that it needs. */
  private inOrder(graph: KerasGraph, known: ReadonlyMap<string, Result>) {
    const waiting = new Map<string, { layer: KerasLayer; call: number; open: number }[]>();
    const ready: { layer: KerasLayer; call: number; open: number }[] = [];
    for (const layer of graph.layers) {
      layer.calls.forEach(({ inputs }, call) => {
        if (layer.className === 'InputLayer') return;
        const needs = new Set(
          inputs.map(([name, node]) => `${name} ${node}`).filter((k) => !known.has(k)),
        );
        const entry = { layer, call, open: needs.size };
        if (needs.size === 0) ready.push(entry);
        for (const key of needs) waiting.set(key, [...(waiting.get(key) ?? []), entry]);
      });
    }
    for (let i = 0; i < ready.length; i++) {
      const { layer, call } = ready[i];
      for (const next of waiting.get(`${layer.name} ${call}`) ?? []) {
        if (--next.open === 0) ready.push(next);
      }
    }
    return ready;
  }

  private call(layer: KerasLayer, given: Result, path: readonly KerasLayer[]): Result {
    const { name, className } = layer;
    const isWhole = given.every((v) => v !== undefined);
    if (layer.model) {
      return isWhole ? this.graph(layer.model, given as Value[], [...path, layer]) : [undefined];
    }
    let results: Result = [undefined];
    const index = this.count++;
    this.walk.report.operator({ index, operator: className, name }, () => {
      const operator = rowOf(OPERATORS, className);
      if (!operator) throw new Unsupported('this layer is not supported');
      if (!isWhole) throw new Unsupported(undefined);
      const { net } = this.walk;
      const weights = this.model.weights([...path, layer]);
      const source = new KerasSource(
        new Options(layer.config),
        net,
        name,
        given as Value[],
        this.model.major,
        weights,
      );
      const place = { index, operator: className, name };
      const made = net.build(place, () => operator.build(source));
      results = (Array.isArray(made) ? made : [made]) as Value[];
      return operator.becomes;
    });
    return results;
  }
}

const resultOf = (results: ReadonlyMap<string, Result>, [name, call, result]: TensorRef) =>
  results.get(`${name} ${call}`)?.[result];
