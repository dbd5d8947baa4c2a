/** Labelled samples of a data set, whatever its file format. */

/** A file that is no data set of its kind: one sentence for people. */
export class DatasetError extends Error {}

export interface Dataset {
  readonly count: number;
  /** Sizes of a sample without the sample dimension; pictures are [channels, height, width] or [height, width]. */
  readonly shape: readonly number[];
  /** Whether a picture's channels come first or last; undefined: as the network takes them. */
  readonly channelsFirst: boolean | undefined;
  /** Values of a sample as they are stored. */
  sample(index: number): ArrayLike<number>;
  /** The class of a sample; undefined where there are no labels. */
  label(index: number): number | undefined;
}

export const elementCount = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1);
