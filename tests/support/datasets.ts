import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Labelled samples; each of `size` numbers. */
export interface Samples {
  readonly count: number;
  readonly size: number;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

const bytesOf = (path: string): Uint8Array => {
  const bytes = readFileSync(path);
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
};

/** MNIST's idx files. */
export function readIdx(images: string, labels: string): Samples {
  const [x, y] = [bytesOf(images), bytesOf(labels)];
  const view = new DataView(x.buffer, x.byteOffset);
  const count = view.getUint32(4);
  return {
    count,
    size: view.getUint32(8) * view.getUint32(12),
    x: x.subarray(16),
    y: y.subarray(8),
  };
}

/** CIFAR-10's binary records: a label, then 3 x 32 x 32 bytes. */
export function readCifar(path: string): Samples {
  const bytes = bytesOf(path);
  const [size, count] = [3072, bytes.length / 3073];
  const x = new Uint8Array(count * size);
  const y = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    y[i] = bytes[3073 * i];
    x.set(bytes.subarray(3073 * i + 1, 3073 * (i + 1)), i * size);
  }
  return { count, size, x, y };
}

/** The elements and the shape of a .npy file of f32, u8 or i8. */
export function readNpy(path: string): {
  shape: number[];
  data: Float32Array | Uint8Array | Int8Array;
} {
  const bytes = bytesOf(path);
  const headSize = bytes[8] | (bytes[9] << 8);
  const head = Buffer.from(bytes.subarray(10, 10 + headSize)).toString('latin1');
  const shape = (/'shape': \(([^)]*)\)/.exec(head)?.[1] ?? '')
    .split(',')
    .filter((t) => t.trim())
    .map(Number);
  const type = /'descr': '([^']*)'/.exec(head)?.[1];
  const data = Uint8Array.from(bytes.subarray(10 + headSize));
  if (type === '<f4') return { shape, data: new Float32Array(data.buffer) };
  return { shape, data: type === '|i1' ? new Int8Array(data.buffer) : data };
}

/** The part of the samples whose largest output is at the label; `run` gives the outputs of sample i. */
export function accuracy(
  samples: Samples,
  run: (i: number) => ArrayLike<number>,
  from = 0,
): number {
  let right = 0;
  for (let i = from; i < samples.count; i++) {
    const out = run(i);
    let best = 0;
    for (let k = 1; k < out.length; k++) if (out[k] > out[best]) best = k;
    if (best === samples.y[i]) right++;
  }
  return right / (samples.count - from);
}
