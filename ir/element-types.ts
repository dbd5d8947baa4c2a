/** Types seen as "an element, alone or in a container". */
import {
  RankedTensorType,
  ShapedType,
  type Type,
  UnrankedTensorType,
  VectorType,
} from './types.js';

/** The element type of a shaped type, else the type itself. */
export function elementTypeOf(type: Type): Type {
  return type instanceof ShapedType ? type.elementType : type;
}

/** A tensor or vector with another element type; another type is replaced by it. */
export function withElementType(type: Type, element: Type): Type {
  if (type instanceof RankedTensorType) {
    return RankedTensorType.get(type.shape, element, type.encoding);
  }
  if (type instanceof VectorType) return VectorType.get(type.shape, element, type.scalable);
  if (type instanceof UnrankedTensorType) return UnrankedTensorType.get(element);
  return element;
}

/** The dimensions of a shaped type as text; `*` without a rank, nothing for a scalar. */
export function shapeText(type: Type): string {
  if (!(type instanceof ShapedType)) return '';
  return type.shape ? `${type.shape.map((d) => `${d}x`).join('')}:` : '*';
}

/** The same for a tensor; nothing for any other type. */
export function tensorShapeText(type: Type): string {
  const isTensor = type instanceof RankedTensorType || type instanceof UnrankedTensorType;
  return isTensor ? shapeText(type) : '';
}
