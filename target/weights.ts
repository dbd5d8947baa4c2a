/**
 * The weight stream of a MAC block, in the order the array consumes it.
 *
 *   parameters (only with `first`), per output channel: bias int40 | multiplier int32 | shift int8
 *   weights, per group of 8 output channels: for each k of the window (ky, kx, ic): the group's lanes
 *
 * A depthwise block's window has no ic. The last group has only its remaining lanes. Little endian.
 */
import { PARAMETER_BYTES } from './cost.js';

/** Output channels that the array works on at a time. */
export const LANES = 8;

export interface BlockParameters {
  /** Per output channel of the block. */
  readonly bias: ArrayLike<number>;
  readonly multiplier: ArrayLike<number>;
  /** Positive: left. */
  readonly shift: ArrayLike<number>;
}

export interface BlockWeights {
  readonly oc: number;
  /** Length of the flattened window. */
  readonly k: number;
  /** Weight of output channel `o` at window position `k`. */
  at(o: number, k: number): number;
  /** Present for a block with `first`. */
  readonly parameters?: BlockParameters;
}

/** Packs the stream. Throws RangeError when a weight or a parameter does not fit its bytes. */
export function packWeights({ oc, k, at, parameters }: BlockWeights): Uint8Array {
  const head = parameters ? oc * PARAMETER_BYTES : 0;
  const bytes = new Uint8Array(head + oc * k);
  if (parameters) packParameters(bytes, oc, parameters);
  const weights = new Int8Array(bytes.buffer, head);
  let position = 0;
  for (let group = 0; group < oc; group += LANES) {
    const end = Math.min(oc, group + LANES);
    for (let i = 0; i < k; i++) {
      for (let o = group; o < end; o++) {
        const value = at(o, i);
        if (value !== (value << 24) >> 24) {
          throw new RangeError(`weight ${value} of output channel ${o} does not fit int8`);
        }
        weights[position++] = value;
      }
    }
  }
  return bytes;
}

function packParameters(bytes: Uint8Array, oc: number, p: BlockParameters): void {
  const view = new DataView(bytes.buffer);
  for (let o = 0; o < oc; o++) {
    const at = o * PARAMETER_BYTES;
    const bias = p.bias[o];
    if (!Number.isInteger(bias) || bias < -(2 ** 39) || bias >= 2 ** 39) {
      throw new RangeError(`bias ${bias} of output channel ${o} does not fit int40`);
    }
    const multiplier = p.multiplier[o];
    if (multiplier !== (multiplier | 0)) {
      throw new RangeError(`multiplier ${multiplier} of output channel ${o} does not fit int32`);
    }
    const shift = p.shift[o];
    if (!Number.isInteger(shift) || shift < -31 || shift > 30) {
      throw new RangeError(`shift ${shift} of output channel ${o} is outside -31 … 30`);
    }
    view.setInt32(at, (bias % 2 ** 32) | 0, true);
    view.setInt8(at + 4, Math.floor(bias / 2 ** 32));
    view.setInt32(at + 5, multiplier, true);
    view.setInt8(at + 9, shift);
  }
}

export interface UnpackedWeights {
  /** [oc][k], row-major. */
  readonly weights: Int8Array;
  readonly parameters?: {
    readonly bias: Float64Array;
    readonly multiplier: Int32Array;
    readonly shift: Int8Array;
  };
}

/** Reads `oc` channels' parameters at the start of a stream. */
export function unpackParameters(stream: Uint8Array, oc: number) {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const bias = new Float64Array(oc);
  const multiplier = new Int32Array(oc);
  const shift = new Int8Array(oc);
  for (let o = 0; o < oc; o++) {
    const at = o * PARAMETER_BYTES;
    bias[o] = view.getUint32(at, true) + view.getInt8(at + 4) * 2 ** 32;
    multiplier[o] = view.getInt32(at + 5, true);
    shift[o] = view.getInt8(at + 9);
  }
  return { bias, multiplier, shift };
}

/** The inverse of packWeights. */
export function unpackWeights(
  stream: Uint8Array,
  oc: number,
  k: number,
  first: boolean,
): UnpackedWeights {
  const head = first ? oc * PARAMETER_BYTES : 0;
  if (stream.length !== head + oc * k) {
    throw new RangeError(`the stream has ${stream.length} bytes, expected ${head + oc * k}`);
  }
  const packed = new Int8Array(stream.buffer, stream.byteOffset + head, oc * k);
  const weights = new Int8Array(oc * k);
  let position = 0;
  for (let group = 0; group < oc; group += LANES) {
    const end = Math.min(oc, group + LANES);
    for (let i = 0; i < k; i++) {
      for (let o = group; o < end; o++) weights[o * k + i] = packed[position++];
    }
  }
  return first ? { weights, parameters: unpackParameters(stream, oc) } : { weights };
}
