import { RankedTensorType } from '../../ir/index.js';
import { ByteReader, elementCount, F32, Unsupported, type Weights } from '../common/index.js';

/**
 * Trained numbers of a .weights file in the order in which the layers take them: after a header (three
 * versions, pictures seen) nothing but f32.
 */
export class WeightStream {
  private readonly reader: ByteReader;
  /** Old files have the matrices of connected layers the other way. */
  readonly isTransposed: boolean;

  /** Throws FormatError. */
  constructor(bytes: Uint8Array, where: string) {
    this.reader = new ByteReader(bytes, where);
    const [major, minor] = [this.reader.i32(), this.reader.i32()];
    this.reader.skip(4);
    if (major < 0 || major > 2000 || minor < 0 || minor > 2000) {
      this.reader.fail(`found the version ${major}.${minor}`, 'is it a Darknet .weights file?', 0);
    }
    this.reader.skip(major * 10 + minor >= 2 && major < 1000 && minor < 1000 ? 8 : 4);
    this.isTransposed = major > 1000 || minor > 1000;
  }

  take(shape: readonly number[]): Weights {
    const size = 4 * elementCount(shape, this.reader.where);
    if (size > this.reader.left) {
      throw new Unsupported(
        `the .weights file ends in it: it needs ${size} bytes, ${this.reader.left} are left; .cfg and .weights must be of one network`,
      );
    }
    return { type: RankedTensorType.get(shape, F32), bytes: this.reader.take(size) };
  }

  get left(): number {
    return this.reader.left;
  }
}
