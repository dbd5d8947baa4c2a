// Tensors of PyTorch files: storages behind keys, seen through shapes and strides; checkpoints of all
// three forms (archive, the older stream of pickles, safetensors) as names with weights.

import { FloatType, IntegerType, RankedTensorType, type Type } from '../../ir/index.js';
import {
  ByteReader,
  elementCount,
  FormatError,
  isList,
  isRecord,
  latin1,
  parseJson,
  type Weights,
  widthOf,
  ZipArchive,
} from '../common/index.js';
import { PyObject, type PyValue, readPickle, type Storage, StoredTensor } from './pickle.js';

const TYPES: Readonly<Record<string, Type>> = {
  BFloat16Storage: FloatType.get('bf16'),
  BoolStorage: IntegerType.get(1),
  ByteStorage: IntegerType.get(8, 'unsigned'),
  CharStorage: IntegerType.get(8),
  DoubleStorage: FloatType.get('f64'),
  FloatStorage: FloatType.get('f32'),
  HalfStorage: FloatType.get('f16'),
  IntStorage: IntegerType.get(32),
  LongStorage: IntegerType.get(64),
  ShortStorage: IntegerType.get(16),
};

/** The bytes of a storage by its key. */
export type Storages = (storage: Storage) => Uint8Array;

/** The elements of a stored tensor: a view where they lie in order, else a copy. */
export function tensorWeights(
  tensor: StoredTensor,
  storages: Storages,
  maxSize: number,
  where: string,
): Weights {
  const { shape, strides, offset, storage } = tensor;
  const element = TYPES[storage.type];
  if (!element)
    throw new FormatError(
      where,
      undefined,
      `found a tensor in a ${storage.type}`,
      'save it as float32',
    );
  const width = widthOf(element);
  const count = elementCount(shape, where);
  if (count * width > maxSize)
    throw new FormatError(where, undefined, `found a tensor of ${count * width} bytes`);
  const bytes = storages(storage);
  const last = shape.reduce((n, d, i) => n + (d - 1) * strides[i], offset);
  if (strides.length !== shape.length || (count > 0 && (last + 1) * width > bytes.length)) {
    throw new FormatError(
      where,
      undefined,
      `found a tensor [${shape.join(', ')}] outside its storage of ${bytes.length} bytes`,
    );
  }
  const type = RankedTensorType.get(shape, element);
  let step = 1;
  let isDense = true;
  for (let d = shape.length - 1; d >= 0; d--) {
    if (shape[d] !== 1 && strides[d] !== step) isDense = false;
    step *= shape[d];
  }
  if (isDense) return { type, bytes: bytes.subarray(offset * width, (offset + count) * width) };
  const out = new Uint8Array(count * width);
  const index = shape.map(() => 0);
  for (let at = 0, from = offset; at < out.length; at += width) {
    out.set(bytes.subarray(from * width, from * width + width), at);
    for (let d = shape.length - 1; d >= 0; d--) {
      from += strides[d];
      if (++index[d] < shape[d]) break;
      from -= strides[d] * shape[d];
      index[d] = 0;
    }
  }
  return { type, bytes: out };
}

/** Names with weights. */
export type StateDict = ReadonlyMap<string, Weights>;

/** Where the files of a PyTorch archive are: all are in one folder. */
export function archiveRoot(zip: ZipArchive, name: string): string | undefined {
  const found = zip.entries.find((e) => e.name === name || e.name.endsWith(`/${name}`));
  return found?.name.slice(0, -name.length);
}

/** Storages of an archive, in `folder` below its root. */
export function archiveStorages(zip: ZipArchive, root: string, folder: string): Storages {
  return ({ key }) => zip.read(`${root}${folder}${key}`);
}

/** Reads weights with their names from a file of any of the forms. Throws FormatError. */
export function readStateDict(bytes: Uint8Array, where: string, maxSize: number): StateDict {
  if (latin1(bytes.subarray(0, 4)) === 'PK\x03\x04') return readArchive(bytes, where, maxSize);
  if (bytes[0] === 0x80) return readLegacy(bytes, where, maxSize);
  return readSafetensors(bytes, where);
}

function readArchive(bytes: Uint8Array, where: string, maxSize: number): StateDict {
  const zip = new ZipArchive(bytes, where, maxSize);
  const root = archiveRoot(zip, 'data.pkl');
  if (root === undefined)
    throw new FormatError(where, undefined, "found no 'data.pkl' in the archive");
  const value = readPickle(new ByteReader(zip.read(`${root}data.pkl`), `${where}: data.pkl`));
  return namedTensors(value, archiveStorages(zip, root, 'data/'), maxSize, where);
}

/** torch.save before version 1.6: pickles one after another, then the storages. */
function readLegacy(bytes: Uint8Array, where: string, maxSize: number): StateDict {
  const reader = new ByteReader(bytes, where);
  for (let i = 0; i < 3; i++) readPickle(reader);
  const value = readPickle(reader);
  const keys = readPickle(reader);
  if (!Array.isArray(keys))
    throw new FormatError(where, reader.offset, 'found no list of storages');
  const types = storageTypes(value);
  const places = new Map<string, Uint8Array>();
  for (const key of keys) {
    const count = reader.u64();
    const type = TYPES[types.get(`${key}`) ?? ''];
    if (!type) reader.fail(`found the storage ${key}, which no tensor uses`);
    places.set(`${key}`, reader.take(count * widthOf(type)));
  }
  const storages: Storages = ({ key }) => {
    const found = places.get(key);
    if (!found) throw new FormatError(where, undefined, `found no storage '${key}'`);
    return found;
  };
  return namedTensors(value, storages, maxSize, where);
}

/** Visits the tensors of a value with their paths; shared values count once each way, up to a limit. */
function visitTensors(value: PyValue, visit: (path: string, tensor: StoredTensor) => void): void {
  let left = 1 << 20;
  const walk = (v: PyValue, path: string, depth: number) => {
    if (--left < 0 || depth > 32) return;
    if (v instanceof StoredTensor) visit(path, v);
    else if (v instanceof PyObject) walk(v.state, path, depth + 1);
    else if (v instanceof Map) {
      for (const [key, inner] of v)
        walk(inner, path === '' ? `${key}` : `${path}.${key}`, depth + 1);
    }
  };
  walk(value, '', 0);
}

function storageTypes(value: PyValue): Map<string, string> {
  const found = new Map<string, string>();
  visitTensors(value, (_, { storage }) => found.set(storage.key, storage.type));
  return found;
}

function namedTensors(
  value: PyValue,
  storages: Storages,
  maxSize: number,
  where: string,
): StateDict {
  const found = new Map<string, Weights>();
  visitTensors(value, (path, tensor) => {
    found.set(path, tensorWeights(tensor, storages, maxSize, `${where}: ${path}`));
  });
  return found;
}

const SAFETENSOR_TYPES: Readonly<Record<string, Type>> = {
  BF16: FloatType.get('bf16'),
  BOOL: IntegerType.get(1),
  F16: FloatType.get('f16'),
  F32: FloatType.get('f32'),
  F64: FloatType.get('f64'),
  I8: IntegerType.get(8),
  I16: IntegerType.get(16),
  I32: IntegerType.get(32),
  I64: IntegerType.get(64),
  U8: IntegerType.get(8, 'unsigned'),
};

/** safetensors: the size of a JSON header, the header, then the elements. */
export function readSafetensors(bytes: Uint8Array, where: string): StateDict {
  const reader = new ByteReader(bytes, where);
  const size = reader.u64();
  if (size > reader.left || size > 1e8)
    reader.fail(`found a header of ${size} bytes`, undefined, 0);
  const header = parseJson(reader.text(size), `${where}: header`);
  const data = bytes.subarray(reader.offset);
  const found = new Map<string, Weights>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const place = `${where}: ${name}`;
    const { dtype, shape, data_offsets: offsets } = isRecord(entry) ? entry : {};
    const element = SAFETENSOR_TYPES[`${dtype}`];
    if (!element || !isList(shape) || !isList(offsets))
      throw new FormatError(place, undefined, `found the type ${dtype}`);
    const count = elementCount(shape as number[], place);
    const [from, to] = offsets as number[];
    if (!(from >= 0 && to <= data.length && to - from === count * widthOf(element))) {
      throw new FormatError(
        place,
        undefined,
        `found bytes ${from} to ${to}, which do not fit [${shape.join(', ')}]`,
      );
    }
    found.set(name, {
      type: RankedTensorType.get(shape as number[], element),
      bytes: data.subarray(from, to),
    });
  }
  return found;
}

/**
 * Weights of a state dictionary by the names of a model: what a wrapper or a checkpoint puts in front of
 * all names does not count.
 */
export function byModelName(state: StateDict, names: readonly string[]): StateDict {
  const prefixes = [
    '',
    'module.',
    'state_dict.',
    'state_dict.module.',
    'model.',
    'model_state_dict.',
    'model_state.',
    'net.',
  ];
  const hits = (prefix: string) => names.filter((n) => state.has(prefix + n)).length;
  const best = prefixes.reduce((a, b) => (hits(b) > hits(a) ? b : a));
  return new Map(
    names.flatMap((n) => (state.has(best + n) ? [[n, state.get(best + n)!] as const] : [])),
  );
}
