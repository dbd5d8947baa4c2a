/** From stored samples to what a network takes: (x · scale − mean) / deviation, in its layout. */
import type { Tensor } from '../../interpreter/index.js';
import { type Dataset, DatasetError, elementCount } from './source.js';

export interface Normalization {
  readonly scale: number;
  /** One for all channels, or one a channel; likewise the deviation. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** Where each element of an input comes from, and its channel. */
interface Layout {
  readonly from: Int32Array;
  readonly channel: Int32Array;
  readonly channels: number;
}

const text = (shape: readonly number[]) => `[${shape.join(', ')}]`;

/**
 * Turns samples of the data set into inputs of `shape` (whose first dimension is one sample). Layouts
 * of pictures are changed between channels first and last. Throws DatasetError where sizes differ.
 */
export function inputMaker(
  { shape: stored, channelsFirst }: Dataset,
  shape: readonly number[],
  { scale, mean, deviation }: Normalization,
): (sample: ArrayLike<number>) => Tensor {
  const { from, channel, channels } = layoutOf(stored, channelsFirst, shape);
  for (const [name, list] of [
    ['mean', mean],
    ['standard deviation', deviation],
  ] as const) {
    if (list.length !== 1 && list.length !== channels) {
      throw new DatasetError(`${list.length} numbers for the ${name}, expected 1 or ${channels}`);
    }
  }
  const of = (list: readonly number[], c: number) => list[list.length === 1 ? 0 : c];
  const means = Float64Array.from({ length: channels }, (_, c) => of(mean, c));
  const deviations = Float64Array.from({ length: channels }, (_, c) => of(deviation, c));
  return (sample) => {
    const data = new Float32Array(from.length);
    for (let i = 0; i < from.length; i++) {
      const c = channel[i];
      data[i] = (sample[from[i]] * scale - means[c]) / deviations[c];
    }
    return { shape, data };
  };
}

function layoutOf(
  stored: readonly number[],
  channelsFirst: boolean | undefined,
  shape: readonly number[],
): Layout {
  const wanted = shape[0] === 1 ? shape.slice(1) : shape;
  const size = elementCount(stored);
  if (elementCount(wanted) !== size) {
    throw new DatasetError(`samples of ${text(stored)} do not fit the input ${text(shape)}`);
  }
  const plain = (channels: number, channelOf: (i: number) => number): Layout => ({
    from: Int32Array.from({ length: size }, (_, i) => i),
    channel: Int32Array.from({ length: size }, (_, i) => channelOf(i)),
    channels,
  });
  if (stored.length !== 3 || wanted.length !== 3) return plain(1, () => 0);
  if (channelsFirst === undefined) {
    if (!wanted.every((d, i) => d === stored[i])) {
      throw new DatasetError(`samples of ${text(stored)} do not fit the input ${text(shape)}`);
    }
    // Pictures have few channels: the smaller of the two dimensions.
    return stored[0] < stored[2]
      ? plain(stored[0], (i) => Math.floor(i / (stored[1] * stored[2])))
      : plain(stored[2], (i) => i % stored[2]);
  }
  const [c, h, w] = channelsFirst ? stored : [stored[2], stored[0], stored[1]];
  const isSame = (other: readonly number[]) => wanted.every((d, i) => d === other[i]);
  const wantsFirst = isSame([c, h, w]);
  // A picture as high and wide as it has channels is taken for channels last.
  const wantsLast = isSame([h, w, c]);
  if (!wantsFirst && !wantsLast) {
    throw new DatasetError(`samples of ${text(stored)} do not fit the input ${text(shape)}`);
  }
  const channel = wantsLast ? (i: number) => i % c : (i: number) => Math.floor(i / (h * w));
  if (channelsFirst === !wantsLast) return plain(c, channel);
  const from = Int32Array.from({ length: size }, (_, i) =>
    wantsLast ? (i % c) * h * w + Math.floor(i / c) : (i % (h * w)) * c + Math.floor(i / (h * w)),
  );
  return { ...plain(c, channel), from };
}
