import { RankedTensorType } from '../../ir/index.js';
import {
  ByteReader,
  elementCount,
  F32,
  fromHalf,
  Unsupported,
  type Weights,
} from '../common/index.js';

/** How numbers of the tagged form are stored. */
const HALF = 0x01306b47;
const INT8 = 0x000d4b38;
const EXTRA_SCALED = 0x0002c056;

/** Trained numbers, and whether they are int8 that scales behind them bring to size. */
export interface TaggedWeights {
  readonly weights: Weights;
  readonly isInt8: boolean;
}

/** Trained numbers of a .bin file in the order in which the layers take them. */
export class BinStream {
  private readonly reader: ByteReader;

  constructor(bytes: Uint8Array, where: string) {
    this.reader = new ByteReader(bytes, where);
  }

  get left(): number {
    return this.reader.left;
  }

  private need(size: number): void {
    if (size > this.reader.left) {
      throw new Unsupported(
        `the .bin file ends in it: it needs ${size} bytes, ${this.reader.left} are left; .param and .bin must be of one network`,
      );
    }
  }

  /** Plain f32. */
  plain(shape: readonly number[]): Weights {
    const size = 4 * elementCount(shape, this.reader.where);
    this.need(size);
    return { type: RankedTensorType.get(shape, F32), bytes: this.reader.take(size) };
  }

  /** Numbers behind a tag that says how they are stored: f32, half, int8, or bytes into a table. */
  tagged(shape: readonly number[]): TaggedWeights {
    const count = elementCount(shape, this.reader.where);
    this.need(4);
    const tag = this.reader.u32();
    if (tag === 0 || tag === EXTRA_SCALED) return { weights: this.plain(shape), isInt8: false };
    if (tag === HALF) return this.decoded(shape, count, 2, (r) => fromHalf(r.u16()));
    if (tag === INT8) {
      return { ...this.decoded(shape, count, 1, (r) => (r.u8() << 24) >> 24), isInt8: true };
    }
    // Any other tag whose bytes are not zero.
    this.need(1024);
    const table = Float32Array.from({ length: 256 }, () => this.reader.f32());
    return this.decoded(shape, count, 1, (r) => table[r.u8()]);
  }

  private decoded(
    shape: readonly number[],
    count: number,
    width: number,
    read: (r: ByteReader) => number,
  ): TaggedWeights {
    const size = Math.ceil((count * width) / 4) * 4;
    this.need(size);
    const end = this.reader.offset + size;
    const data = Float32Array.from({ length: count }, () => read(this.reader));
    this.reader.seek(end);
    const weights = { type: RankedTensorType.get(shape, F32), bytes: new Uint8Array(data.buffer) };
    return { weights, isInt8: false };
  }
}
