/**
 * CIFAR-10 binary records: a label byte, then 3 · 32 · 32 bytes, channel by channel.
 * Source: https://www.cs.toronto.edu/~kriz/cifar.html, "Binary version".
 */
import { type Dataset, DatasetError, elementCount } from './source.js';

const SHAPE = [3, 32, 32];
const PIXELS = elementCount(SHAPE);
const RECORD = 1 + PIXELS;
const CLASSES = 10;

/** Reads records. Throws DatasetError. */
export function readCifar10(bytes: Uint8Array, file: string): Dataset {
  if (bytes.length === 0 || bytes.length % RECORD !== 0) {
    throw new DatasetError(
      `'${file}': ${bytes.length} bytes are no whole number of CIFAR-10 records of ${RECORD}`,
    );
  }
  const count = bytes.length / RECORD;
  for (let i = 0; i < count; i++) {
    if (bytes[i * RECORD] >= CLASSES) {
      throw new DatasetError(
        `'${file}': record ${i} has the label ${bytes[i * RECORD]}, expected 0 to ${CLASSES - 1}`,
      );
    }
  }
  return {
    count,
    shape: SHAPE,
    channelsFirst: true,
    sample: (i) => bytes.subarray(i * RECORD + 1, (i + 1) * RECORD),
    label: (i) => bytes[i * RECORD],
  };
}
