import { FloatType, IntegerType, RankedTensorType, type Type, type Value } from '../../ir/index.js';
import {
  buildModule,
  Constants,
  elementCount,
  FormatError,
  givenShape,
  ImportError,
  type ImportModel,
  type ImportSettings,
  isList,
  isRecord,
  type Json,
  type JsonRecord,
  type ModelFiles,
  type Port,
  parseJson,
  rowOf,
  Unsupported,
  type Walk,
  type Weights,
  widthOf,
  ZipArchive,
} from '../common/index.js';
import { TorchNet } from './args.js';
import { Calls, OPERATORS } from './calls.js';
import { scalarOperator } from './script.js';
import { archiveRoot, byModelName, readStateDict, type StateDict } from './tensors.js';
import { isTensor, Parameter, Tensor, type TorchValue } from './values.js';

/** Element types by the numbers of the exported program's schema. */
const TYPES: Readonly<Record<number, Type>> = {
  1: IntegerType.get(8, 'unsigned'),
  2: IntegerType.get(8),
  3: IntegerType.get(16),
  4: IntegerType.get(32),
  5: IntegerType.get(64),
  6: FloatType.get('f16'),
  7: FloatType.get('f32'),
  8: FloatType.get('f64'),
  12: IntegerType.get(1),
  13: FloatType.get('bf16'),
};

/** Places of the program and of its weights in an archive, by the generations of the format. */
const PROGRAMS = ['serialized_exported_program.json', 'models/model.json'];
const WEIGHT_FILES = [
  'serialized_state_dict.pt',
  'serialized_state_dict.json',
  'serialized_constants.pt',
  'serialized_constants.json',
  'data/weights/model.pt',
  'data/constants/model.pt',
];
const WEIGHT_CONFIGS = [
  'data/weights/model_weights_config.json',
  'data/constants/model_constants_config.json',
];

interface ExportedProgram {
  readonly graph: JsonRecord;
  readonly signature: JsonRecord;
  readonly state: StateDict;
}

const record = (v: Json | undefined, what: string): JsonRecord =>
  isRecord(v) ? v : bad(`found no ${what} in the program`);
const list = (v: Json | undefined): readonly Json[] => (isList(v) ? v : []);

function bad(found: string): never {
  throw new FormatError('exported program', undefined, found);
}

function readProgram(files: ModelFiles): ExportedProgram {
  const zip = new ZipArchive(files.bytes, files.name, files.maxSize);
  const name = PROGRAMS.find((p) => archiveRoot(zip, p) !== undefined);
  if (name === undefined)
    throw new FormatError(files.name, undefined, 'found no exported program in the archive');
  const root = archiveRoot(zip, name)!;
  const json = parseJson(
    new TextDecoder().decode(zip.read(`${root}${name}`)),
    `${files.name}: ${name}`,
  );
  const module = record(json.graph_module, 'graph_module');
  const state = new Map<string, Weights>();
  for (const file of WEIGHT_FILES) {
    if (!zip.has(`${root}${file}`)) continue;
    const bytes = zip.read(`${root}${file}`);
    if (bytes.length === 0) continue;
    for (const [k, w] of readStateDict(bytes, `${files.name}: ${file}`, files.maxSize))
      state.set(k, w);
  }
  for (const file of WEIGHT_CONFIGS)
    if (zip.has(`${root}${file}`)) readConfig(zip, root, file, state);
  return {
    graph: record(module.graph, 'graph'),
    signature: record(module.signature, 'signature'),
    state,
  };
}

/** Weights in files of their own, which a table describes. */
function readConfig(
  zip: ZipArchive,
  root: string,
  file: string,
  state: Map<string, Weights>,
): void {
  const { config } = parseJson(new TextDecoder().decode(zip.read(`${root}${file}`)), file);
  for (const [name, entry] of Object.entries(isRecord(config) ? config : {})) {
    const { path_name: path, tensor_meta: meta } = isRecord(entry) ? entry : {};
    const type = isRecord(meta) ? metaType(meta) : undefined;
    if (typeof path !== 'string' || !type) continue;
    const bytes = zip.read(`${root}${file.slice(0, file.lastIndexOf('/') + 1)}${path}`);
    const offset = isRecord(meta) ? (intOf(meta.storage_offset) ?? 0) : 0;
    const width = widthOf(type.elementType);
    const size = elementCount(type.shape, name) * width;
    const from = offset * width;
    if (from + size > bytes.length)
      throw new FormatError(name, undefined, `found ${bytes.length} bytes for ${type}`);
    state.set(name, { type, bytes: bytes.subarray(from, from + size) });
  }
}

/** A size: a number, or an expression with the value that it had when the program was exported. */
function intOf(v: Json | undefined): number | undefined {
  if (typeof v === 'number') return v;
  if (!isRecord(v)) return undefined;
  if (v.as_expr !== undefined) return isRecord(v.as_expr) ? intOf(v.as_expr.hint) : undefined;
  return intOf(v.as_int);
}

function metaType(meta: JsonRecord): RankedTensorType | undefined {
  const sizes = list(meta.sizes).map(intOf);
  const element = TYPES[Number(meta.dtype)];
  return element && sizes.every((d) => d !== undefined && d >= 0)
    ? RankedTensorType.get(sizes as number[], element)
    : undefined;
}

const nameOf = (arg: Json | undefined): string | undefined => {
  const inner = isRecord(arg) ? (arg.as_tensor ?? arg) : undefined;
  return isRecord(inner) && typeof inner.name === 'string' ? inner.name : undefined;
};

/** Imports a program that torch.export.save wrote. Throws FormatError or ImportError. */
export const importExported: ImportModel = async (context, files, settings) => {
  const program = readProgram(files);
  const specs = list(program.signature.input_specs).map((s) => record(s, 'input'));
  const inputs: Port<RankedTensorType>[] = [];
  const parameters = new Map<string, string>();
  for (const spec of specs) {
    const [kind, body] = Object.entries(spec)[0] ?? [];
    const inner = record(body, 'input');
    const name = nameOf(inner.arg);
    if (name === undefined) continue;
    if (kind === 'user_input') inputs.push({ name, of: inputType(program.graph, name, settings) });
    else {
      const target = inner.parameter_name ?? inner.buffer_name ?? inner.tensor_constant_name;
      if (typeof target === 'string') parameters.set(name, target);
    }
  }
  const state = new Map(program.state);
  if (files.weights) {
    const given = readStateDict(files.weights.bytes, files.weights.name, files.maxSize);
    for (const [name, w] of byModelName(given, [...parameters.values()])) state.set(name, w);
  }
  return buildModule(context, files.name, inputs, (walk) =>
    new Exported(walk, { ...program, state }, parameters, settings).run(inputs),
  );
};

function inputType(graph: JsonRecord, name: string, settings: ImportSettings): RankedTensorType {
  const values = record(graph.tensor_values, 'tensor_values');
  const meta = values[name];
  const type = isRecord(meta) ? metaType(isRecord(meta.meta) ? meta.meta : meta) : undefined;
  const shape = settings.shapes?.get(name);
  if (type) return shape ? type.withShape([...shape]) : type;
  const given = givenShape(settings, name);
  if (given) return RankedTensorType.get(given, FloatType.get('f32'));
  throw new ImportError([
    `the program leaves sizes of its input '${name}' open; give its shape with --input-shape=${name}=1x3x224x224`,
  ]);
}

class Exported {
  private readonly walk: Walk;
  private readonly program: ExportedProgram;
  private readonly parameters: ReadonlyMap<string, string>;
  private readonly values = new Map<string, TorchValue>();
  private readonly calls: Calls;
  private readonly shared: TorchNet;

  constructor(
    walk: Walk,
    program: ExportedProgram,
    parameters: ReadonlyMap<string, string>,
    settings: ImportSettings,
  ) {
    this.walk = walk;
    this.program = program;
    this.parameters = parameters;
    this.shared = new TorchNet(walk.net, new Constants(settings));
    this.calls = new Calls(this.shared, walk.report);
  }

  run(inputs: readonly Port<RankedTensorType>[]): Port<Value>[] {
    inputs.forEach(({ name }, i) => {
      this.values.set(name, new Tensor(this.walk.net.graph.inputs[i]));
    });
    for (const node of list(this.program.graph.nodes)) {
      try {
        this.node(record(node, 'node'));
      } catch (error) {
        if (!(error instanceof Unsupported)) throw error;
        if (error.reason !== undefined) this.walk.report.reject(error.reason);
      }
    }
    this.walk.report.check();
    return list(this.program.signature.output_specs).flatMap((spec) => {
      const output = isRecord(spec) ? spec.user_output : undefined;
      const name = isRecord(output) ? nameOf(output.arg) : undefined;
      if (name === undefined) return [];
      const value = this.value(name);
      return isTensor(value) ? [{ name, of: this.shared.value(value) }] : [];
    });
  }

  private value(name: string): TorchValue {
    const known = this.values.get(name);
    if (known !== undefined) return known;
    const target = this.parameters.get(name);
    if (target === undefined) throw new Unsupported(undefined);
    const weights = this.program.state.get(target);
    if (!weights)
      throw new Unsupported(
        `the weights '${target}' are missing; give the file that has them with --weights=FILE`,
      );
    const made = new Parameter(target, weights);
    this.values.set(name, made);
    return made;
  }

  private node(node: JsonRecord): void {
    const target =
      typeof node.target === 'string' ? node.target : bad('found a node without a target');
    const outputs = list(node.outputs).map((o) => record(o, 'output'));
    const names = outputs.flatMap(outputNames);
    const word = operatorName(target);
    const args: TorchValue[] = [];
    const named = new Map<string, TorchValue>();
    const parameters = rowOf(OPERATORS, word)?.parameters ?? [];
    for (const [i, input] of list(node.inputs).entries()) {
      const { name, arg } = record(input, 'argument');
      const value = this.argument(record(arg, 'argument'));
      if (typeof name === 'string' && parameters.includes(name)) named.set(name, value);
      else args[i] = value;
    }
    for (let i = 0; i < args.length; i++) args[i] ??= null;
    for (const [name, v] of named) {
      const at = parameters.indexOf(name);
      if (at < args.length) args[at] = v;
    }
    const result = this.result(word, args, named, names[0] ?? word);
    if (outputs.length === 1 && !('as_tensors' in outputs[0])) {
      if (names[0] !== undefined)
        this.values.set(names[0], Array.isArray(result) ? result[0] : result);
      return;
    }
    names.forEach((name, i) => {
      if (Array.isArray(result) && result[i] !== undefined) this.values.set(name, result[i]);
    });
  }

  private result(
    word: string,
    args: readonly TorchValue[],
    named: ReadonlyMap<string, TorchValue>,
    hint: string,
  ): TorchValue {
    const [first] = args;
    if (word === 'sym_size' && isTensor(first)) {
      const type =
        first instanceof Parameter ? first.weights.type : (first.value.type as RankedTensorType);
      return type.shape[Number(args[1] ?? named.get('dim'))];
    }
    if (![...args, ...named.values()].some((v) => isTensor(v) || Array.isArray(v))) {
      const computed = scalarOperator(word, args);
      if (computed !== undefined) return computed;
    }
    if (word.startsWith('_assert') || word.startsWith('sym_constrain')) return null;
    return this.calls.call(word, args, named, hint);
  }

  private argument(arg: JsonRecord): TorchValue {
    const [kind, v] = Object.entries(arg)[0] ?? ['as_none', null];
    switch (kind) {
      case 'as_none':
      case 'as_memory_format':
      case 'as_layout':
      case 'as_device':
        return null;
      case 'as_tensor':
        return this.value(nameOf(v) ?? '');
      case 'as_tensors':
        return list(v).map((t) => this.value(nameOf(t) ?? ''));
      case 'as_optional_tensors':
        return list(v).map((t) =>
          isRecord(t) && 'as_none' in t ? null : this.value(nameOf(t) ?? ''),
        );
      case 'as_scalar_type':
        return v === 13 ? 15 : Number(v) - 1;
      case 'as_sym_int':
      case 'as_sym_float':
        return this.symbol(v);
      case 'as_sym_ints':
        return list(v).map((s) => this.symbol(s));
      case 'as_int':
      case 'as_float':
      case 'as_bool':
      case 'as_string':
        return v as TorchValue;
      case 'as_ints':
      case 'as_floats':
      case 'as_bools':
      case 'as_strings':
        return list(v) as readonly TorchValue[];
      default:
        throw new Unsupported(`an argument of the kind '${kind}' is not supported`);
    }
  }

  private symbol(v: Json | undefined): TorchValue {
    if (!isRecord(v)) return (v ?? null) as TorchValue;
    if (typeof v.as_name === 'string') return this.value(v.as_name);
    return intOf(v) ?? null;
  }
}

function outputNames(output: JsonRecord): string[] {
  if (output.as_tensors !== undefined) return list(output.as_tensors).map((t) => nameOf(t) ?? '');
  const symbol = output.as_sym_int ?? output.as_sym_bool;
  if (isRecord(symbol) && typeof symbol.as_name === 'string') return [symbol.as_name];
  const name = nameOf(output);
  return name === undefined ? [] : [name];
}

/** `torch.ops.aten.conv2d.default` is conv2d, `_operator.mul` is mul. */
function operatorName(target: string): string {
  const parts = target.split('.');
  return parts[0] === 'torch' && parts[1] === 'ops' ? parts[3] : (parts.at(-1) ?? target);
}
