/** Types with smaller shapes, and constants with as many elements as their new type has. */
import {
  ArrayAttr,
  type Attribute,
  DenseElementsAttr,
  DenseResourceAttr,
  DenseStringsAttr,
  DictionaryAttr,
  elementBytes,
  FunctionType,
  MemRefType,
  type Operation,
  RankedTensorType,
  ShapedType,
  TupleType,
  type Type,
  TypeAttr,
  VectorType,
} from '../../ir/index.js';

/** A shape of the same rank; the same shape where nothing is to change. */
export type Reshape = (shape: readonly number[]) => readonly number[];

/** The shape of a type whose dimensions are all known. */
export function staticShape(type: Type): readonly number[] | undefined {
  return type instanceof ShapedType && type.hasStaticShape ? type.shape : undefined;
}

/** The type with new shapes, also those inside it. */
export function reshapedType(type: Type, reshape: Reshape): Type {
  if (type instanceof FunctionType) {
    const each = (types: readonly Type[]) => types.map((t) => reshapedType(t, reshape));
    return FunctionType.get(each(type.inputs), each(type.results));
  }
  if (type instanceof TupleType) {
    return TupleType.get(type.types.map((t) => reshapedType(t, reshape)));
  }
  const shape = staticShape(type);
  if (!shape) return type;
  const next = reshape(shape);
  if (next.every((d, i) => d === shape[i])) return type;
  if (type instanceof RankedTensorType) return type.withShape(next);
  if (type instanceof VectorType) return VectorType.get(next, type.elementType, type.scalable);
  // A layout says where the elements of this very shape are.
  if (type instanceof MemRefType && !type.layout) {
    return MemRefType.get(next, type.elementType, undefined, type.memorySpace);
  }
  return type;
}

/** The attribute with new shapes; of a constant the first elements stay, as many as it needs. */
export function reshapedAttribute(attr: Attribute, reshape: Reshape): Attribute {
  if (attr instanceof TypeAttr) return TypeAttr.get(reshapedType(attr.type, reshape));
  if (attr instanceof ArrayAttr) {
    return ArrayAttr.get(attr.elements.map((e) => reshapedAttribute(e, reshape)));
  }
  if (attr instanceof DictionaryAttr) {
    const entries = attr.entries.map(({ name, value }) => {
      return { name, value: reshapedAttribute(value, reshape) };
    });
    return DictionaryAttr.get(entries);
  }
  if (attr instanceof DenseElementsAttr) {
    const type = reshapedType(attr.type, reshape) as ShapedType;
    return type === attr.type ? attr : DenseElementsAttr.get(type, firstElements(attr, type));
  }
  if (attr instanceof DenseStringsAttr) {
    const type = reshapedType(attr.type, reshape) as ShapedType;
    if (type === attr.type) return attr;
    const { values } = attr;
    return DenseStringsAttr.get(
      type,
      values.length > 1 ? values.slice(0, type.elementCount) : values,
    );
  }
  if (attr instanceof DenseResourceAttr) {
    const type = reshapedType(attr.type, reshape) as ShapedType;
    if (type === attr.type || attr.blob.isMissing) return attr;
    // The blob of the key is what others with this key name too: this one is of the same name.
    return DenseResourceAttr.get(type, { ...attr.blob, bytes: firstElements(attr, type) });
  }
  return attr;
}

function firstElements(attr: DenseElementsAttr | DenseResourceAttr, type: ShapedType): Uint8Array {
  const size = elementBytes(type.elementType);
  return attr.isSplat ? attr.bytes : attr.bytes.slice(0, size * type.elementCount);
}

/** Gives all attributes of an operation new shapes. */
export function reshapeAttributes(op: Operation, reshape: Reshape): void {
  for (const { name, value } of [...op.attributes]) {
    const next = reshapedAttribute(value, reshape);
    if (next !== value) op.setAttr(name, next);
  }
}
