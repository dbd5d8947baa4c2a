/**
 * The IDX format of MNIST: a magic number with the element type and the number of dimensions, the
 * sizes, the elements. Big endian. Source: http://yann.lecun.com/exdb/mnist/, "The IDX file format".
 */
import { type Dataset, DatasetError, elementCount } from './source.js';

const UNSIGNED_BYTE = 0x08;

interface IdxArray {
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

function readArray(bytes: Uint8Array, file: string): IdxArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== 0) {
    throw new DatasetError(`'${file}' is no IDX file: it does not begin with two zero bytes`);
  }
  if (bytes[2] !== UNSIGNED_BYTE) {
    throw new DatasetError(
      `'${file}': elements of type 0x${bytes[2].toString(16)}, expected bytes (0x08)`,
    );
  }
  const rank = bytes[3];
  const start = 4 + 4 * rank;
  if (bytes.length < start) throw new DatasetError(`'${file}' ends within its header`);
  const shape = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const size = elementCount(shape);
  if (bytes.length - start !== size) {
    throw new DatasetError(
      `'${file}': the sizes ${shape.join(' x ')} need ${size} bytes, ${bytes.length - start} are there`,
    );
  }
  return { shape, data: bytes.subarray(start) };
}

/** Pictures and, where there are some, their labels. Throws DatasetError. */
export function readIdx(
  images: { readonly bytes: Uint8Array; readonly file: string },
  labels: { readonly bytes: Uint8Array; readonly file: string } | undefined,
): Dataset {
  const { shape, data } = readArray(images.bytes, images.file);
  if (shape.length < 2) {
    throw new DatasetError(
      `'${images.file}' has ${shape.length} dimensions, expected samples of at least one`,
    );
  }
  const [count, ...sample] = shape;
  const classes = labels && readArray(labels.bytes, labels.file);
  if (classes && elementCount(classes.shape) !== count) {
    throw new DatasetError(
      `'${labels!.file}' has ${elementCount(classes.shape)} labels, '${images.file}' ${count} samples`,
    );
  }
  const size = elementCount(sample);
  return {
    count,
    shape: sample,
    channelsFirst: false,
    sample: (i) => data.subarray(i * size, (i + 1) * size),
    label: (i) => classes?.data[i],
  };
}
