import { FloatType, IntegerType, RankedTensorType, type Type } from '../../ir/index.js';
import { elementCount, FormatError, type Weights } from '../common/index.js';
import type { Hdf5Object } from '../hdf5/index.js';
import type { KerasGraph, KerasLayer } from './model.js';

/** The trained numbers of a layer in the order in which it made them; its path names models around it. */
export type WeightSource = (path: readonly KerasLayer[]) => readonly Weights[];

const FLOATS: Readonly<Record<number, Type>> = {
  2: FloatType.get('f16'),
  4: FloatType.get('f32'),
  8: FloatType.get('f64'),
};

/** The numbers of a dataset. */
export function weightsOf(object: Hdf5Object): Weights {
  const { dataset, path } = object;
  if (!dataset) throw new FormatError(path, undefined, 'found no dataset');
  const data = dataset.data();
  if (data.kind !== 'numbers')
    throw new FormatError(path, undefined, 'found texts where numbers are expected');
  const { kind, size, isSigned } = data.type;
  const element =
    kind === 'float' ? FLOATS[size] : IntegerType.get(8 * size, isSigned ? 'signless' : 'unsigned');
  if (!element) throw new FormatError(path, undefined, `found floats of ${size} bytes`);
  elementCount(dataset.shape, path);
  return { type: RankedTensorType.get(dataset.shape, element), bytes: data.bytes };
}

/**
 * Weights as `model.save('x.h5')` puts them: a group a layer with the list of its weights; a model that is
 * used as a layer has those of all its layers, whose names are part of each path.
 */
export function legacyWeights(root: Hdf5Object): WeightSource {
  return (path) => {
    const group = root.find(path[0].name);
    const names = group?.texts('weight_names') ?? [];
    const inner = path.slice(1).map((l) => l.name);
    const own = names.filter((name) => {
      const parts = name.split('/');
      return inner.every((part) => parts.includes(part));
    });
    return own.map((name) => {
      const found = group!.find(name);
      if (!found) throw new FormatError(group!.path, undefined, `found no weights '${name}'`);
      return weightsOf(found);
    });
  };
}

/** Places inside a layer that hold weights of its own, in order. */
const PARTS = ['', 'cell', 'forward_layer', 'backward_layer', 'layer'];

/**
 * Weights as Keras 3 puts them: groups named after the class of a layer and its number among those of the
 * class, in `layers`; in each `vars` the weights by number, and in newer files the name of the layer.
 */
export function modernWeights(root: Hdf5Object, graph: KerasGraph): WeightSource {
  const groups = new Map<KerasLayer, Hdf5Object>();
  const place = (parent: Hdf5Object, { layers }: KerasGraph) => {
    const container = parent.find('layers') ?? parent.find('_layer_checkpoint_dependencies');
    if (!container) return;
    const named = new Map<string, Hdf5Object>();
    for (const name of container.names) {
      const group = container.find(name)!;
      const label = group.find('vars')?.attribute('name');
      if (label?.kind === 'text') named.set(label.values[0], group);
    }
    const used = new Map<string, number>();
    for (const layer of layers) {
      const word = snakeCase(layer.className);
      const count = used.get(word) ?? 0;
      used.set(word, count + 1);
      const group =
        named.get(layer.name) ?? container.find(count === 0 ? word : `${word}_${count}`);
      if (!group) continue;
      groups.set(layer, group);
      if (layer.model) place(group, layer.model);
    }
  };
  place(root, graph);
  return (path) => {
    const group = groups.get(path.at(-1)!);
    return group ? variables(group, 0) : [];
  };
}

function variables(group: Hdf5Object, depth: number): Weights[] {
  const found: Weights[] = [];
  for (const part of PARTS) {
    const inner = part === '' ? group.find('vars') : group.find(part);
    if (!inner) continue;
    if (part !== '') {
      if (depth < 4) found.push(...variables(inner, depth + 1));
      continue;
    }
    for (let i = 0; ; i++) {
      const one = inner.find(`${i}`);
      if (!one) break;
      found.push(weightsOf(one));
    }
  }
  return found;
}

/** As Keras writes a class name: `Conv2DTranspose` is conv2d_transpose. */
function snakeCase(name: string): string {
  return name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
