import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import type { Elements } from '../dialects/common/index.js';
import {
  DEFAULT_MAX_SIZE,
  FormatError,
  type FormatName,
  formOf,
  formsOf,
  ImportError,
  type ImportedOperator,
  type ImportModel as ImportForm,
  Unsupported,
} from '../frontend/index.js';
import {
  type Context,
  DenseElementsAttr,
  FloatType,
  IntegerType,
  type Operation,
  RankedTensorType,
  type Type,
} from '../ir/index.js';
import { evaluateOp } from './evaluate.js';
import type { PortType } from './run/index.js';

/** An array in memory: row-major, little endian. */
export interface BoundArray {
  readonly type: PortType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** What may be said about a model beside its file. */
export interface ModelSettings {
  /** Arrays for inputs that must be known when the network is imported, of those it takes by name. */
  readonly bind?: (inputs: readonly string[]) => Promise<ReadonlyMap<string, BoundArray>>;
  /** Sizes of dimensions that the model only names. */
  readonly dimensions?: ReadonlyMap<string, number>;
  /** The model's file, beside which its data may stand. */
  readonly file?: string;
  /** The format that the file must be of. */
  readonly format?: FormatName;
  /** Trained numbers of a model in two files, or to be put in place of its own. */
  readonly weights?: { readonly name: string; readonly bytes: Uint8Array };
  /** Shapes of inputs that the model leaves open, by name; '' is any other. */
  readonly shapes?: ReadonlyMap<string, readonly number[]>;
  /** Most bytes of a model when unpacked. */
  readonly maxSize?: number;
}

export interface ImportedModel {
  readonly module: Operation;
  readonly report: readonly ImportedOperator[];
}

/** Imports a model of any format with its report. Throws ImportError. */
export async function importModel(
  context: Context,
  bytes: Uint8Array,
  path: string,
  settings: ModelSettings = {},
): Promise<ImportedModel> {
  const form = formOf(bytes);
  const { format, maxSize = DEFAULT_MAX_SIZE } = settings;
  if (!form || (format && form.format !== format)) {
    const wanted = format ? formsOf(format).map((f) => f.what) : ['a model'];
    throw new ImportError([
      `found ${form?.what ?? 'another kind of file'}, expected ${wanted.join(' or ')}`,
    ]);
  }
  if (bytes.length > maxSize) {
    throw new ImportError([
      `the file has ${bytes.length} bytes, allowed are ${maxSize}; allow more with --max-file-size`,
    ]);
  }
  try {
    if (form.format === 'onnx') return await onnxModel(context, bytes, path, settings);
    if (!form.load) return await tfliteModel(context, bytes, path);
    return await formModel(await form.load(), context, bytes, path, settings);
  } catch (error) {
    // What stands outside all operators is told without one.
    if (!(error instanceof Unsupported)) throw error;
    throw new ImportError([error.reason ?? 'a part that others need is not supported']);
  }
}

async function formModel(
  importForm: ImportForm,
  context: Context,
  bytes: Uint8Array,
  path: string,
  settings: ModelSettings,
) {
  const { file, shapes, weights, maxSize = DEFAULT_MAX_SIZE } = settings;
  const files = {
    name: basename(path),
    bytes: plain(bytes),
    weights: weights && { name: basename(weights.name), bytes: plain(weights.bytes) },
    beside: file === undefined ? () => undefined : besideModel(file),
    list: () => (file === undefined ? [] : readdirSync(dirname(file)).sort()),
    maxSize,
  };
  try {
    return await importForm(context, files, {
      evaluate: evaluateOp,
      shapes,
      arrayShapes: arrayShapes(settings),
    });
  } catch (error) {
    if (error instanceof FormatError || error instanceof Unsupported) {
      throw new ImportError([error.message]);
    }
    throw error;
  }
}

/** Shapes of one sample: an array holds samples along its first dimension. */
function arrayShapes({ bind }: ModelSettings) {
  return (
    bind &&
    (async (inputs: readonly string[]) =>
      new Map(
        [...(await bind(inputs))].map(
          ([name, { shape }]) => [name, [1, ...shape.slice(1)]] as const,
        ),
      ))
  );
}

/** A plain array: a Buffer's `slice` copies nothing, and a view may not be aligned. */
const plain = (bytes: Uint8Array) =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

async function tfliteModel(context: Context, bytes: Uint8Array, path: string) {
  const { importTflite, readTflite, TfliteError } = await import('../frontend/tflite/index.js');
  try {
    return await importTflite(context, readTflite(bytes), basename(path));
  } catch (error) {
    if (error instanceof TfliteError) throw new ImportError([error.message]);
    throw error;
  }
}

async function onnxModel(
  context: Context,
  bytes: Uint8Array,
  path: string,
  settings: ModelSettings,
) {
  const { importOnnx, inputNames, OnnxError, readOnnx } = await import('../frontend/onnx/index.js');
  try {
    const model = readOnnx(bytes);
    const arrays = (await settings.bind?.(inputNames(model))) ?? new Map<string, BoundArray>();
    const bound = new Map([...arrays].map(([name, array]) => [name, elementsOf(array)]));
    const readExternal = settings.file === undefined ? undefined : besideModel(settings.file);
    const { dimensions, shapes } = settings;
    return await importOnnx(context, model, basename(path), {
      evaluate: evaluateOp,
      bound,
      dimensions,
      shapes,
      readExternal,
    });
  } catch (error) {
    if (error instanceof OnnxError) throw new ImportError([error.message]);
    throw error;
  }
}

/** Reads files in the folder of a model and below it; links that lead out of it are not followed. */
function besideModel(file: string): (location: string) => Uint8Array | undefined {
  const files = new Map<string, Uint8Array>();
  return (location) => {
    const known = files.get(location);
    if (known) return known;
    try {
      const folder = realpathSync(dirname(file));
      const path = realpathSync(join(folder, location));
      const inside = relative(folder, path);
      if (isAbsolute(location) || inside.startsWith('..') || isAbsolute(inside)) return undefined;
      const bytes = new Uint8Array(readFileSync(path));
      files.set(location, bytes);
      return bytes;
    } catch {
      // Not there, or not to be read: the import says which file it lacks.
      return undefined;
    }
  };
}

const integer = (width: number, isUnsigned = false): Type =>
  IntegerType.get(width, isUnsigned ? 'unsigned' : 'signless');

const ELEMENT_TYPES: Readonly<Record<PortType, Type>> = {
  bool: integer(1),
  int8: integer(8),
  uint8: integer(8, true),
  int16: integer(16),
  uint16: integer(16, true),
  int32: integer(32),
  uint32: integer(32, true),
  int64: integer(64),
  uint64: integer(64, true),
  float16: FloatType.get('f16'),
  float32: FloatType.get('f32'),
  float64: FloatType.get('f64'),
};

/** The element type of arrays in files. */
export const elementTypeOf = (type: PortType): Type => ELEMENT_TYPES[type];

const elementsOf = ({ type, shape, bytes }: BoundArray): Elements =>
  DenseElementsAttr.get(RankedTensorType.get(shape, ELEMENT_TYPES[type]), bytes);
