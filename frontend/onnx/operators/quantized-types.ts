/**
 * Tensors with scales and zero points that are constants of the model, as quantized types. Unsigned
 * bytes become signed ones: what is stored is 128 less, and so is the zero point.
 */
import { type Elements, elementsBytes } from '../../../dialects/common/index.js';
import { UniformQuantizedType } from '../../../dialects/quant/index.js';
import { IntegerType, type RankedTensorType, type Value } from '../../../ir/index.js';
import { elementOf, F32, type Node, product, shapeOf, typeOf } from '../node.js';

const OFFSET = 128;

/** Storage types that a quantized type may have, and what is taken off of what is stored. */
function storageOf(
  type: unknown,
): { readonly storage: IntegerType; readonly offset: number } | undefined {
  if (!(type instanceof IntegerType)) return undefined;
  const isUnsigned = type.signedness === 'unsigned';
  if (type.width === 8) return { storage: IntegerType.get(8), offset: isUnsigned ? OFFSET : 0 };
  return type.width === 16 && !isUnsigned ? { storage: type, offset: 0 } : undefined;
}

/**
 * The quantized element type that inputs `scaleAt` and `zeroAt` of a node describe, for a tensor of a
 * shape whose channels are along `axis`. Undefined where they are no constants or no such type.
 */
export function quantizedElement(
  n: Node,
  stored: unknown,
  scaleAt: number,
  zeroAt: number,
  shape: readonly number[],
  axis: number,
): UniformQuantizedType | undefined {
  const found = storageOf(stored);
  if (!found || !n.isConstant(scaleAt) || (n.has(zeroAt) && !n.isConstant(zeroAt)))
    return undefined;
  const { storage, offset } = found;
  const scales = n.constNumbers(scaleAt);
  const zeros = n.has(zeroAt) ? n.constNumbers(zeroAt) : scales.map(() => 0);
  const zeroPoints = scales.map((_, i) => (zeros[i] ?? zeros[0]) - offset);
  if (scales.some((s) => !(s > 0 && Number.isFinite(s)))) return undefined;
  if (scales.length === 1) return UniformQuantizedType.perTensor(storage, scales[0], zeroPoints[0]);
  if (shapeOf(n.input(scaleAt)).length !== 1 || shape[axis] !== scales.length) return undefined;
  return UniformQuantizedType.perAxis(storage, scales, zeroPoints, axis);
}

export const isQuantized = (value: Value): boolean =>
  elementOf(value) instanceof UniformQuantizedType;

/** Stored bytes less an offset. */
function moved(elements: Elements, isUnsigned: boolean): Uint8Array {
  const bytes = elementsBytes(elements);
  return isUnsigned ? bytes.map((b) => b ^ OFFSET) : bytes;
}

/** A float that a constant of a quantized type stands for; undefined where it is none. */
export function dequantizedConstant(
  n: Node,
  at: number,
  scaleAt: number,
  zeroAt: number,
  axis: number,
): Value | undefined {
  if (!n.isConstant(at)) return undefined;
  const x = n.input(at);
  const stored = elementOf(x);
  const element = quantizedElement(n, stored, scaleAt, zeroAt, shapeOf(x), axis);
  if (!element) return undefined;
  const isUnsigned = (stored as IntegerType).signedness === 'unsigned';
  const type = typeOf(x).withElementType(element);
  return dequantized(n, n.constant(type, moved(n.elements(at), isUnsigned)));
}

/** The float that a quantized value stands for. */
export const dequantized = (n: Node, x: Value): Value =>
  n.quantized('dequantize', [x], typeOf(x).withElementType(F32));

/** A float as a value of a quantized type. */
export const quantizedAs = (n: Node, x: Value, element: UniformQuantizedType): Value =>
  n.quantized('quantize', [x], typeOf(x).withElementType(element) as RankedTensorType);

/** A bias of 32 bits, whose scale is the product of two, as floats. */
export function dequantizedBias(n: Node, at: number, scales: readonly number[]): Value | undefined {
  if (!n.has(at)) return undefined;
  const values = n.constInts(at).map((q, i) => q * (scales[i] ?? scales[0]));
  return n.numbers(values, F32, [product(shapeOf(n.input(at)))]);
}
