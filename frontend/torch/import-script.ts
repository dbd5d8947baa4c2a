import { type Context, RankedTensorType, type Value } from '../../ir/index.js';
import {
  ByteReader,
  buildModule,
  Constants,
  F32,
  FormatError,
  givenShape,
  ImportError,
  type Imported,
  type ImportModel,
  type ImportSettings,
  type ModelFiles,
  type Port,
  Unsupported,
  type Walk,
  ZipArchive,
} from '../common/index.js';
import { TorchNet } from './args.js';
import { Calls, flatTensors } from './calls.js';
import { PyObject, PyTuple, type PyValue, readPickle, StoredTensor } from './pickle.js';
import { ScriptRunner, type ScriptWorld } from './script.js';
import { parseScript, type ScriptFile, type ScriptFunction } from './script-parser.js';
import {
  archiveRoot,
  archiveStorages,
  byModelName,
  readStateDict,
  type StateDict,
  type Storages,
  tensorWeights,
} from './tensors.js';
import { Parameter, Tensor, type TorchValue } from './values.js';

/** A TorchScript archive: its object, its code, its constants. */
class ScriptArchive {
  readonly main: PyObject;
  readonly parameters: StateDict;
  private readonly zip: ZipArchive;
  private readonly root: string;
  private readonly files: ModelFiles;
  private readonly sources = new Map<string, ScriptFile | undefined>();
  private readonly paths = new Map<PyObject, string>();
  private readonly storages: Storages;
  private constants: readonly PyValue[] | undefined;

  constructor(files: ModelFiles) {
    this.files = files;
    this.zip = new ZipArchive(files.bytes, files.name, files.maxSize);
    const root = archiveRoot(this.zip, 'data.pkl');
    if (root === undefined || archiveRoot(this.zip, 'constants.pkl') === undefined) {
      throw new FormatError(
        files.name,
        undefined,
        'found trained numbers but no program',
        'save the program with torch.jit.save(torch.jit.trace(model, example), …) or torch.export.save(…)',
      );
    }
    this.root = root;
    this.storages = archiveStorages(this.zip, root, 'data/');
    const main = this.pickle('data.pkl');
    if (!(main instanceof PyObject))
      throw new FormatError(files.name, undefined, 'found no module in it');
    this.main = main;
    this.parameters = this.read();
  }

  private pickle(name: string): PyValue {
    return readPickle(
      new ByteReader(this.zip.read(`${this.root}${name}`), `${this.files.name}: ${name}`),
    );
  }

  /** All trained tensors by their paths; those of `--weights` take their places. */
  private read(): StateDict {
    const found = new Map<string, StoredTensor>();
    const visit = (object: PyObject, path: string, depth: number) => {
      if (this.paths.has(object) || depth > 60 || !(object.state instanceof Map)) return;
      this.paths.set(object, path);
      for (const [key, value] of object.state) {
        const inner = path === '' ? `${key}` : `${path}.${key}`;
        if (value instanceof StoredTensor) found.set(inner, value);
        else if (value instanceof PyObject) visit(value, inner, depth + 1);
      }
    };
    visit(this.main, '', 0);
    const { name, maxSize, weights } = this.files;
    const own = new Map(
      [...found].map(([path, t]) => [
        path,
        tensorWeights(t, this.storages, maxSize, `${name}: ${path}`),
      ]),
    );
    if (!weights) return own;
    const given = byModelName(readStateDict(weights.bytes, weights.name, maxSize), [...own.keys()]);
    for (const [path, w] of own) {
      const replacement = given.get(path);
      if (!replacement) {
        if (path.endsWith('num_batches_tracked')) continue;
        throw new ImportError([
          `'${weights.name}' has no weights '${path}', which '${name}' needs`,
        ]);
      }
      if (replacement.type !== w.type) {
        throw new ImportError([
          `'${weights.name}' has '${path}' as ${replacement.type}, '${name}' as ${w.type}`,
        ]);
      }
      own.set(path, replacement);
    }
    return own;
  }

  file(module: string): ScriptFile | undefined {
    if (!this.sources.has(module)) {
      const path = `code/${module.replaceAll('.', '/')}.py`;
      const name = `${this.root}${path}`;
      const source = this.zip.has(name) ? new TextDecoder().decode(this.zip.read(name)) : undefined;
      this.sources.set(module, source === undefined ? undefined : parseScript(source, path));
    }
    return this.sources.get(module);
  }

  attribute(object: PyObject, name: string): TorchValue | undefined {
    const value = object.field(name);
    if (value === undefined) return undefined;
    const path = this.paths.get(object);
    return this.converted(value, path === '' ? name : `${path}.${name}`);
  }

  constant(index: number): TorchValue {
    if (!this.constants) {
      const value = this.pickle('constants.pkl');
      this.constants = value instanceof PyTuple ? value.items : [];
    }
    const found = this.constants[index];
    if (!(found instanceof StoredTensor))
      throw new Unsupported(`the constant c${index} is no tensor`);
    const storages = archiveStorages(this.zip, this.root, 'constants/');
    return new Parameter(
      `c${index}`,
      tensorWeights(found, storages, this.files.maxSize, `c${index}`),
    );
  }

  private converted(value: PyValue, path: string): TorchValue {
    if (value instanceof StoredTensor) {
      const known = this.parameters.get(path);
      return new Parameter(
        path,
        known ?? tensorWeights(value, this.storages, this.files.maxSize, path),
      );
    }
    if (value instanceof PyTuple)
      return value.items.map((v, i) => this.converted(v, `${path}.${i}`));
    if (Array.isArray(value)) return value.map((v, i) => this.converted(v, `${path}.${i}`));
    if (value instanceof Map) {
      return new Map(
        [...value].map(([k, v]) => [this.converted(k, ''), this.converted(v, `${path}.${k}`)]),
      );
    }
    const isPlain = value === null || typeof value !== 'object' || value instanceof PyObject;
    if (!isPlain)
      throw new Unsupported(`the attribute '${path}' is of a kind that is not supported`);
    return value as TorchValue;
  }

  /** The program's entry. */
  get forward(): ScriptFunction {
    const { type } = this.main;
    const found = this.file(type.module)?.classes.get(type.name)?.get('forward');
    if (!found)
      throw new FormatError(
        this.files.name,
        undefined,
        `found no method 'forward' of ${type.path}`,
      );
    return found;
  }
}

/** Imports a TorchScript archive. Throws FormatError or ImportError. */
export const importScript: ImportModel = async (context, files, settings) => {
  const archive = new ScriptArchive(files);
  const names = archive.forward.parameters
    .slice(1)
    .filter((p) => p.type === 'Tensor' || p.type === '')
    .map((p) => p.name);
  const given = names.map((name) => givenShape(settings, name));
  const isOpen = given.some((s) => s === undefined);
  const arrays = isOpen ? await settings.arrayShapes?.(names) : undefined;
  const shapes = names.map((name, i) => given[i] ?? arrays?.get(name));
  if (shapes.every((s) => s !== undefined)) {
    return build(context, files.name, archive, names, shapes as number[][], settings);
  }
  return deduced(context, files.name, archive, names, shapes, settings);
};

/** Sizes of pictures that networks are usually made for. */
const USUAL_SIZES = [32, 28, 64, 96, 112, 128, 160, 192, 224, 256, 299, 320, 384, 416, 512, 640];

/**
 * A program has no shapes. Where its first weights say how many channels there are, and only one of the
 * usual sizes fits all that follows, that is the shape; else the user must say it.
 */
async function deduced(
  context: Context,
  file: string,
  archive: ScriptArchive,
  names: readonly string[],
  shapes: readonly (readonly number[] | undefined)[],
  settings: ImportSettings,
): Promise<Imported> {
  const open = names.filter((_, i) => shapes[i] === undefined);
  const first = [...archive.parameters.values()].find((w) => w.type.shape.length >= 2)?.type.shape;
  const candidates =
    open.length !== 1 || !first
      ? []
      : first.length === 4
        ? USUAL_SIZES.map((s) => [1, first[1], s, s])
        : first.length === 2
          ? [[1, first[1]]]
          : [];
  let found: { imported: Imported; shape: readonly number[] } | undefined;
  let isOne = true;
  let failure: unknown;
  for (const shape of candidates) {
    try {
      const all = shapes.map((s) => s ?? shape);
      const imported = await build(context, file, archive, names, all, settings);
      isOne = found === undefined;
      found ??= { imported, shape };
      if (!isOne) break;
    } catch (error) {
      if (!(error instanceof ImportError)) throw error;
      failure = error;
    }
  }
  if (found && isOne) return found.imported;
  const reasons =
    !found && candidates.length === 1 && failure instanceof ImportError ? failure.reasons : [];
  throw new ImportError([
    ...reasons,
    `the program does not say the shape of its input '${open[0]}'; give it with --input-shape=${open[0]}=1x3x224x224`,
  ]);
}

function build(
  context: Context,
  file: string,
  archive: ScriptArchive,
  names: readonly string[],
  shapes: readonly (readonly number[])[],
  settings: ImportSettings,
): Promise<Imported> {
  const inputs = names.map((name, i) => ({ name, of: RankedTensorType.get(shapes[i], F32) }));
  return buildModule(context, file, inputs, (walk) => run(walk, archive, settings));
}

function run(
  { net, report }: Walk,
  archive: ScriptArchive,
  settings: ImportSettings,
): Port<Value>[] {
  const shared = new TorchNet(net, new Constants(settings));
  const calls = new Calls(shared, report);
  const world: ScriptWorld = {
    file: (module) => archive.file(module),
    attribute: (object, name) => archive.attribute(object, name),
    constant: (index) => archive.constant(index),
    operator: (name, args, named, hint) => calls.call(name, args, named, hint),
  };
  try {
    const inputs = net.graph.inputs.map((v) => new Tensor(v));
    const result = new ScriptRunner(world).method(archive.main, 'forward', inputs);
    const tensors = flatTensors(result);
    if (tensors.length === 0) report.reject('the program gives no tensors');
    return tensors.map(([key, t]) => ({
      name: key === '' ? 'output' : `output_${key}`,
      of: shared.value(t),
    }));
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    if (error.reason !== undefined) report.reject(error.reason);
    return [];
  }
}
