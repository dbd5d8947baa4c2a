import { type Context, RankedTensorType, type Value } from '../../ir/index.js';
import {
  buildModule,
  ChannelsFirst,
  F32,
  FormatError,
  ImportError,
  type Imported,
  type ImportModel,
  type ModelFiles,
  type Port,
  rowOf,
  stemOf,
  Unsupported,
  type Walk,
  weightsBeside,
} from '../common/index.js';
import {
  blobWeights,
  type CaffeModel,
  checkedShape,
  readCaffemodel,
  readPrototxt,
} from './model.js';
import { type CaffeSource, OPERATORS } from './operators.js';
import type { CaffeBlob, CaffeLayer } from './schema.js';

/** Layers that bring data in; those of a network in use are `Input`. */
const DATA = new Set([
  'Input',
  'Data',
  'ImageData',
  'MemoryData',
  'HDF5Data',
  'DummyData',
  'WindowData',
]);
/** Layers of training and of its report. */
const TRAINING = new Set(['Accuracy', 'SoftmaxWithLoss', 'EuclideanLoss', 'HingeLoss', 'Silence']);

/** Imports a .prototxt with its .caffemodel. Throws FormatError or ImportError. */
export const importCaffe: ImportModel = async (context, files) => {
  const net = readPrototxt(files.bytes, files.name);
  if (net.layers.length === 0)
    throw new FormatError(files.name, undefined, 'found no layers', 'is it a solver?');
  const weights = trained(net, files);
  return importNet(context, files.name, net, weights);
};

/** Imports a .caffemodel alone: that works where it has its inputs' shapes. */
export const importCaffemodel: ImportModel = async (context, files) => {
  const net = readCaffemodel(files.bytes, files.name);
  const text = files.beside(`${stemOf(files.name)}.prototxt`);
  const shape = text ? readPrototxt(text, `${stemOf(files.name)}.prototxt`) : net;
  return importNet(context, files.name, shape, blobsOf(net));
};

type Blobs = ReadonlyMap<string, readonly CaffeBlob[]>;

const blobsOf = (net: CaffeModel): Blobs =>
  new Map(net.layers.filter((l) => l.blobs.length > 0).map((l) => [l.name ?? '', l.blobs]));

function trained(net: CaffeModel, files: ModelFiles): Blobs {
  const own = blobsOf(net);
  if (own.size > 0) return own;
  const stem = stemOf(files.name).replace(/_(deploy|train_test|train_val)$/, '');
  const candidates = [`${stem}.caffemodel`, ...snapshots(files, stem)];
  const found = weightsBeside(files, candidates, `the network's .caffemodel`);
  return blobsOf(readCaffemodel(found.bytes, found.name));
}

/** Names that Caffe's solver gives to what it saves, newest first. */
function snapshots(files: ModelFiles, stem: string): string[] {
  return files
    .list()
    .filter((name) => name.startsWith(`${stem}_iter_`) && name.endsWith('.caffemodel'))
    .sort((a, b) => iteration(b) - iteration(a));
}

const iteration = (name: string) => Number(/_iter_(\d+)/.exec(name)?.[1] ?? 0);

function inputsOf(net: CaffeModel, file: string): Port<RankedTensorType>[] {
  const declared = net.inputs.map(({ name, shape }) => ({ name, shape }));
  for (const layer of net.layers) {
    if (!isRun(layer) || !DATA.has(layer.type ?? '')) continue;
    const shapes = layer.inputParam?.shape ?? [];
    if (shapes.length === 0) {
      throw new ImportError([
        `layer '${layer.name}' (${layer.type}) does not say the shape of its data; put an 'Input' layer with a shape in its place`,
      ]);
    }
    layer.top.forEach((name, i) => {
      declared.push({ name, shape: checkedShape((shapes[i] ?? shapes[0]).dim, file) });
    });
  }
  if (declared.length === 0)
    throw new ImportError(["the network has no input: give it an 'Input' layer"]);
  return declared.map(({ name, shape }) => ({ name, of: RankedTensorType.get(shape, F32) }));
}

/** Whether a layer is part of the network in use: not of its training alone. */
function isRun(layer: CaffeLayer): boolean {
  const included =
    layer.include.length === 0 ||
    layer.include.some((r) => (r.phase ?? 'TEST') === 'TEST' && r.stage.length === 0);
  return (
    included && !layer.exclude.some((r) => r.phase === 'TEST') && !TRAINING.has(layer.type ?? '')
  );
}

function importNet(
  context: Context,
  file: string,
  net: CaffeModel,
  weights: Blobs,
): Promise<Imported> {
  const inputs = inputsOf(net, file);
  return buildModule(context, file, inputs, (walk) => walkLayers(walk, file, net, inputs, weights));
}

function walkLayers(
  { net, report }: Walk,
  file: string,
  model: CaffeModel,
  inputs: readonly Port<RankedTensorType>[],
  weights: Blobs,
): Port<Value>[] {
  const nchw = new ChannelsFirst(net);
  const values = new Map<string, Value>(inputs.map(({ name }, i) => [name, net.graph.inputs[i]]));
  const open = new Set<string>();
  const missing = new Set<string>();
  model.layers.forEach((layer, index) => {
    const { type = '', name = `layer ${index}` } = layer;
    // What is silenced is no output.
    if (type === 'Silence') for (const bottom of layer.bottom) open.delete(bottom);
    if (!isRun(layer) || DATA.has(type)) return;
    report.operator({ index, operator: type, name }, () => {
      const operator = rowOf(OPERATORS, type);
      if (!operator) throw new Unsupported('this layer is not supported');
      const blobs = weights.get(name) ?? [];
      const where = `${file}: layer '${name}'`;
      const given = layer.bottom.map((b) => values.get(b));
      const unknown = layer.bottom.find((b) => !values.has(b) && !missing.has(b));
      if (unknown !== undefined) {
        throw new Unsupported(`its input '${unknown}' is made by no layer before it`);
      }
      if (given.some((v) => v === undefined)) throw new Unsupported(undefined);
      const source: CaffeSource = {
        layer,
        net,
        nchw,
        name,
        inputs: given as Value[],
        input: (i) => given[i] ?? fail(`its input ${i} is missing`),
        weights: (i) =>
          blobs[i]
            ? blobWeights(blobs[i], `${where}, blob ${i}`)
            : fail(`its trained numbers ${i} are missing from the .caffemodel`),
        weightCount: blobs.length,
      };
      const at = { index, operator: type, name: layer.top[0] ?? name };
      const made = net.build(at, () => operator.build(source));
      const results = Array.isArray(made) ? made : [made];
      for (const bottom of layer.bottom) open.delete(bottom);
      layer.top.forEach((top, i) => {
        values.set(top, results[i]);
        open.add(top);
      });
      return operator.becomes;
    });
    for (const top of layer.top) if (!values.has(top)) missing.add(top);
  });
  return [...open].map((name) => ({ name, of: values.get(name)! }));
}

function fail(reason: string): never {
  throw new Unsupported(reason);
}
