import { RankedTensorType } from '../../ir/index.js';
import {
  elementCount,
  F32,
  FormatError,
  f32Weights,
  latin1,
  type Weights,
} from '../common/index.js';
import { joined, readMessage, readTextMessage } from '../protobuf/index.js';
import { type CaffeBlob, type CaffeLayer, type CaffeNet, NET, upgraded } from './schema.js';

/** A network: layers in order, all in the newer form, and its declared inputs. */
export interface CaffeModel {
  readonly name: string;
  readonly inputs: readonly { readonly name: string; readonly shape: readonly number[] }[];
  readonly layers: readonly CaffeLayer[];
}

/** Reads a .prototxt. Throws FormatError with the line. */
export function readPrototxt(bytes: Uint8Array, where: string): CaffeModel {
  return modelOf(readTextMessage(latin1(bytes), NET, where), where);
}

/** Reads a .caffemodel. Throws FormatError. */
export function readCaffemodel(bytes: Uint8Array, where: string): CaffeModel {
  return modelOf(readMessage(bytes, NET, where), where);
}

function modelOf(net: CaffeNet, where: string): CaffeModel {
  const shapes = net.inputShape.length
    ? net.inputShape.map((s) => s.dim)
    : net.input.map((_, i) => net.inputDim.slice(4 * i, 4 * i + 4));
  const inputs = net.input.map((name, i) => ({
    name,
    shape: checkedShape(shapes[i] ?? [], where),
  }));
  return {
    name: net.name ?? '',
    inputs,
    layers: [...net.layers.map(upgraded), ...net.layer],
  };
}

export function checkedShape(shape: readonly number[], where: string): readonly number[] {
  if (shape.length > 8 || shape.some((d) => !(d > 0 && d < 2 ** 31))) {
    throw new FormatError(
      where,
      undefined,
      `found the shape [${shape.join(', ')}]`,
      'give positive sizes',
    );
  }
  return shape;
}

/** The numbers of a blob, with its shape: older ones have four sizes. */
export function blobWeights(blob: CaffeBlob, where: string): Weights {
  const shape =
    blob.shape?.dim ?? [blob.num, blob.channels, blob.height, blob.width].map((d) => d ?? 1);
  const bytes =
    blob.data.length > 0
      ? joined(blob.data)
      : f32Weights([blob.doubleData.length], blob.doubleData).bytes;
  const count = elementCount(shape, where);
  if (4 * count !== bytes.length) {
    throw new FormatError(
      where,
      undefined,
      `found ${bytes.length / 4} numbers for the shape [${shape.join(', ')}]`,
    );
  }
  return { type: RankedTensorType.get(shape, F32), bytes };
}
