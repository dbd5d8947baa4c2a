/** Options about data sets, and the samples that they name. */
import { gunzipSync } from 'node:zlib';
import type { LabelledSamples } from '../../driver/quantize/index.js';
import type { Tensor } from '../../interpreter/index.js';
import {
  type Dataset,
  DatasetError,
  inputMaker,
  type Normalization,
  readCifar10,
  readIdx,
} from '../../quantization/dataset/index.js';
import { generator, shuffle } from '../../quantization/train/index.js';
import { readInput } from '../common/files.js';
import { type NpyArray, NpyError, readNpy } from '../common/npy.js';
import { type Arguments, ToolError, type ToolSpec, UsageError } from '../common/options.js';
import type { ToolIO } from '../tool-io.js';

export const DATASET_OPTIONS: ToolSpec['options'] = {
  dataset: {
    value: 'KIND:FILES',
    help: 'samples: cifar10:F.bin[.gz], idx:images,labels, npy:x.npy[,y.npy]',
  },
  'input-scale': { value: 'S', help: 'the network sees (x * S - mean) / std (default 1)' },
  'input-mean': { value: 'A[,B,C]', help: 'one for all channels, or one a channel (default 0)' },
  'input-std': { value: 'A[,B,C]', help: 'likewise (default 1)' },
  limit: { value: 'N', help: 'use so many samples' },
  seed: { value: 'N', help: 'choose them at random with this seed; without it, the first ones' },
};

/** A file's bytes, unpacked where it is packed; `limit` guards against what unpacks without end. */
const MAX_UNPACKED = 2 ** 31;

async function readPacked(io: ToolIO, file: string): Promise<Uint8Array> {
  const bytes = await readInput(io, file);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED });
  } catch (error) {
    throw new ToolError(`'${file}' cannot be unpacked: ${(error as Error).message}`);
  }
}

type NpyNumbers = ArrayLike<number>;

function numbersOf({ type, bytes }: NpyArray, file: string): NpyNumbers {
  const { buffer, byteOffset, byteLength } = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  switch (type) {
    case 'bool':
    case 'uint8':
      return new Uint8Array(buffer, byteOffset, byteLength);
    case 'int8':
      return new Int8Array(buffer, byteOffset, byteLength);
    case 'int16':
      return new Int16Array(buffer, byteOffset, byteLength / 2);
    case 'uint16':
      return new Uint16Array(buffer, byteOffset, byteLength / 2);
    case 'int32':
      return new Int32Array(buffer, byteOffset, byteLength / 4);
    case 'uint32':
      return new Uint32Array(buffer, byteOffset, byteLength / 4);
    case 'int64':
      return Float64Array.from(new BigInt64Array(buffer, byteOffset, byteLength / 8), Number);
    case 'float32':
      return new Float32Array(buffer, byteOffset, byteLength / 4);
    case 'float64':
      return new Float64Array(buffer, byteOffset, byteLength / 8);
    default:
      throw new ToolError(`'${file}' holds ${type}, which a data set cannot be of; use x.astype`);
  }
}

async function readNpyDataset(io: ToolIO, files: readonly string[]): Promise<Dataset> {
  const [x, y] = await Promise.all(
    files.map(async (file) => {
      try {
        const array = readNpy(await readInput(io, file));
        return { shape: array.shape, data: numbersOf(array, file), file };
      } catch (error) {
        throw error instanceof NpyError ? new ToolError(`'${file}': ${error.message}`) : error;
      }
    }),
  );
  if (x.shape.length < 2) {
    throw new DatasetError(
      `'${x.file}' has ${x.shape.length} dimensions, the first must be samples`,
    );
  }
  const [count, ...shape] = x.shape;
  if (y && y.data.length !== count) {
    throw new DatasetError(`'${y.file}' has ${y.data.length} labels, '${x.file}' ${count} samples`);
  }
  const size = shape.reduce((n, d) => n * d, 1);
  const { data } = x;
  const slice = (i: number): ArrayLike<number> =>
    (data as Float32Array).subarray(i * size, (i + 1) * size);
  return { count, shape, channelsFirst: undefined, sample: slice, label: (i) => y?.data[i] };
}

async function readDataset(io: ToolIO, text: string): Promise<Dataset> {
  const colon = text.indexOf(':');
  const kind = text.slice(0, Math.max(colon, 0));
  const files = text.slice(colon + 1).split(',');
  const usage = `'--dataset=${text}' must be cifar10:F.bin, idx:images,labels or npy:x.npy[,y.npy]`;
  if (files.some((f) => f === '') || files.length > 2) throw new UsageError(usage);
  switch (kind) {
    case 'cifar10':
      if (files.length !== 1) throw new UsageError(usage);
      return readCifar10(await readPacked(io, files[0]), files[0]);
    case 'idx': {
      const [images, labels] = await Promise.all(
        files.map(async (file) => ({ bytes: await readPacked(io, file), file })),
      );
      return readIdx(images, labels);
    }
    case 'npy':
      return readNpyDataset(io, files);
    default:
      throw new UsageError(usage);
  }
}

function numbers(args: Arguments, name: string, fallback: number): readonly number[] {
  const text = args.value(name);
  if (text === undefined) return [fallback];
  const list = text.split(',').map(Number);
  if (text.trim() === '' || !list.every(Number.isFinite)) {
    throw new UsageError(`'--${name}' takes numbers with commas between them, not '${text}'`);
  }
  return list;
}

function normalization(args: Arguments): Normalization {
  const [scale, ...more] = numbers(args, 'input-scale', 1);
  if (more.length > 0) throw new UsageError("'--input-scale' takes one number");
  const deviation = numbers(args, 'input-std', 1);
  if (deviation.includes(0)) throw new UsageError("'--input-std' must not be 0");
  return { scale, mean: numbers(args, 'input-mean', 0), deviation };
}

/** Which samples are used: the first ones, or `count` of a shuffle. */
function chosen(total: number, limit: number | undefined, seed: number | undefined): number[] {
  const all = Array.from({ length: total }, (_, i) => i);
  if (seed !== undefined) shuffle(all, generator(seed));
  return limit === undefined ? all : all.slice(0, limit);
}

/** The samples of `--dataset` as inputs of a network. Throws ToolError, UsageError, DatasetError. */
export async function readLabelled(
  args: Arguments,
  io: ToolIO,
  shape: readonly number[],
  defaultLimit?: number,
): Promise<LabelledSamples> {
  const text = args.value('dataset');
  if (text === undefined) throw new UsageError("no samples: give '--dataset=KIND:FILES'");
  const limit = args.integer('limit') ?? defaultLimit;
  if (limit === 0) throw new UsageError("'--limit' must be at least 1");
  const dataset = await readDataset(io, text);
  const make = inputMaker(dataset, shape, normalization(args));
  const indices = chosen(dataset.count, limit, args.integer('seed'));
  if (indices.length === 0) throw new ToolError('the data set is empty');
  return {
    count: indices.length,
    input: (i): Tensor => make(dataset.sample(indices[i])),
    label: (i) => dataset.label(indices[i]),
  };
}
