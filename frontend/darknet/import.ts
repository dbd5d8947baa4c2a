import { RankedTensorType, type Value } from '../../ir/index.js';
import {
  buildModule,
  ChannelsFirst,
  F32,
  FormatError,
  type ImportModel,
  latin1,
  type Port,
  rowOf,
  stemOf,
  Unsupported,
  type Walk,
  weightsBeside,
} from '../common/index.js';
import { readCfg, type Section, SectionReader } from './cfg.js';
import { type DarknetSource, OPERATORS } from './operators.js';
import { WeightStream } from './weights.js';

const DETECTORS = new Set(['yolo', 'region']);

/** Imports a .cfg with its .weights. Throws FormatError or ImportError. */
export const importDarknet: ImportModel = async (context, files) => {
  const [head, ...sections] = readCfg(latin1(files.bytes), files.name);
  const options = new SectionReader(head, files.name);
  const [height, width] = [options.int('height', 0), options.int('width', 0)];
  const shape =
    height > 0 && width > 0
      ? [1, options.int('channels', 3, 1), height, width]
      : [1, options.int('inputs', 0, 1)];
  const stem = stemOf(files.name);
  const candidates = ['', '_final', '_last', '_best', '_1000'].map(
    (end) => `${stem}${end}.weights`,
  );
  const found = weightsBeside(files, candidates, "the network's .weights");
  const weights = new WeightStream(found.bytes, found.name);
  const inputs = [{ name: 'data', of: RankedTensorType.get(shape, F32) }];
  return buildModule(context, files.name, inputs, (walk) => {
    const outputs = walkSections(walk, files.name, sections, weights, [height, width]);
    if (weights.left > 0) {
      walk.report.reject(
        `'${found.name}' has ${weights.left} bytes more than the layers of '${files.name}' take; both must be of one network`,
      );
    }
    return outputs;
  });
};

function walkSections(
  { net, report }: Walk,
  file: string,
  sections: readonly Section[],
  weights: WeightStream,
  picture: readonly [number, number],
): Port<Value>[] {
  const nchw = new ChannelsFirst(net);
  const results: (Value | undefined)[] = [];
  const detections: Port<Value>[] = [];
  sections.forEach((section, index) => {
    const { kind } = section;
    const name = `${kind}_${index}`;
    report.operator({ index, operator: kind, name }, () => {
      const operator = rowOf(OPERATORS, kind);
      const at = results.push(undefined) - 1;
      if (!operator) throw new Unsupported('this section is not supported');
      const before = at === 0 ? net.graph.inputs[0] : results[at - 1];
      if (!before) throw new Unsupported(undefined);
      const source: DarknetSource = {
        options: new SectionReader(section, file),
        weights,
        net,
        nchw,
        name,
        input: before,
        layer: (number) => {
          const wanted = number < 0 ? at + number : number;
          if (!(wanted >= 0 && wanted < at))
            throw new Unsupported(`it names the layer ${number}, which is not before it`);
          return results[wanted] ?? fail();
        },
        picture,
      };
      const place = { index, operator: kind, name };
      const value = net.build(place, () => operator.build(source)) as Value;
      results[at] = value;
      if (DETECTORS.has(kind)) detections.push({ name, of: value });
      return operator.becomes;
    });
  });
  if (sections.length === 0) throw new FormatError(file, undefined, 'found no layers');
  const last = sections.length - 1;
  if (detections.length > 0) return detections;
  return [{ name: `${sections[last].kind}_${last}`, of: results[last]! }];
}

function fail(): never {
  throw new Unsupported(undefined);
}
