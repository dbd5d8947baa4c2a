import { RankedTensorType, type Value } from '../../ir/index.js';
import {
  buildModule,
  ChannelsFirst,
  F32,
  ImportError,
  type ImportModel,
  latin1,
  type Port,
  rowOf,
  stemOf,
  Unsupported,
  type Walk,
  weightsBeside,
} from '../common/index.js';
import { BinStream } from './bin.js';
import { OPERATORS } from './operators.js';
import { type NcnnLayer, readParam } from './param.js';
import { NcnnSource } from './source.js';

/** Imports a .param with its .bin. Throws FormatError or ImportError. */
export const importNcnn: ImportModel = async (context, files) => {
  const layers = readParam(latin1(files.bytes), files.name);
  const inputs = layers.filter((l) => l.type === 'Input').flatMap(inputsOf);
  if (inputs.length === 0) throw new ImportError(["the network has no layer 'Input'"]);
  const found = weightsBeside(files, [`${stemOf(files.name)}.bin`], "the network's .bin");
  const bin = new BinStream(found.bytes, found.name);
  return buildModule(context, files.name, inputs, (walk) => {
    const outputs = walkLayers(walk, layers, inputs, bin);
    if (bin.left > 3) {
      walk.report.reject(
        `'${found.name}' has ${bin.left} bytes more than the layers of '${files.name}' take; both must be of one network`,
      );
    }
    return outputs;
  });
};

/** The shape of an input: ncnn leaves it to the call where the file has none. */
function inputsOf(layer: NcnnLayer): Port<RankedTensorType>[] {
  const sizes = [2, 11, 1, 0].flatMap((id) => {
    const value = layer.params.get(id);
    return typeof value === 'object' && value[0] > 0 ? [value[0]] : [];
  });
  if (sizes.length === 0) {
    throw new ImportError([
      `the input '${layer.outputs[0]}' has no shape; write it into the .param: '0=width 1=height 2=channels' behind its name`,
    ]);
  }
  return layer.outputs.map((name) => ({ name, of: RankedTensorType.get([1, ...sizes], F32) }));
}

function walkLayers(
  { net, report }: Walk,
  layers: readonly NcnnLayer[],
  inputs: readonly Port<RankedTensorType>[],
  bin: BinStream,
): Port<Value>[] {
  const nchw = new ChannelsFirst(net);
  const values = new Map<string, Value>(inputs.map(({ name }, i) => [name, net.graph.inputs[i]]));
  const open = new Set<string>();
  layers.forEach((layer, index) => {
    const { type, name } = layer;
    if (type === 'Input') return;
    report.operator({ index, operator: type, name }, () => {
      const operator = rowOf(OPERATORS, type);
      if (!operator) throw new Unsupported('this layer is not supported');
      const given = layer.inputs.map((n) => values.get(n));
      if (given.some((v) => v === undefined)) throw new Unsupported(undefined);
      const source = new NcnnSource(layer, bin, nchw, given as Value[]);
      const place = { index, operator: type, name: layer.outputs[0] ?? name };
      const made = net.build(place, () => operator.build(source));
      const results = (Array.isArray(made) ? made : [made]) as Value[];
      for (const used of layer.inputs) open.delete(used);
      layer.outputs.forEach((output, i) => {
        values.set(output, results[i]);
        open.add(output);
      });
      return operator.becomes;
    });
  });
  return [...open].map((name) => ({ name, of: values.get(name)! }));
}
