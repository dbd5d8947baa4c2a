import {
  ArrayAttr,
  type Attribute,
  DenseArrayAttr,
  DenseElementsAttr,
  DenseResourceAttr,
  DenseStringsAttr,
  DictionaryAttr,
  elementBytes,
  FloatAttr,
  IntegerAttr,
  type ShapedType,
  SparseElementsAttr,
  StringAttr,
} from '../../ir/index.js';
import { reshapedAttribute } from './reshape.js';

/** Attributes of the same kind that hold less, the simplest first. */
export function simplerAttributes(attr: Attribute): Attribute[] {
  return candidates(attr).filter((a) => a !== attr);
}

function candidates(attr: Attribute): Attribute[] {
  if (attr instanceof IntegerAttr) {
    const { value, type } = attr;
    return [0n, 1n, value / 1000n, value / 10n]
      .filter((v) => v === 0n || v === 1n || `${v}`.length < `${value}`.length)
      .map((v) => IntegerAttr.get(v, type));
  }
  if (attr instanceof FloatAttr) return [FloatAttr.get(0, attr.type), FloatAttr.get(1, attr.type)];
  if (attr instanceof StringAttr) {
    const { value, type } = attr;
    return ['', value.slice(0, value.length >> 1), value.slice(0, 1)].map((v) =>
      StringAttr.get(v, type),
    );
  }
  if (attr instanceof ArrayAttr) {
    const { elements } = attr;
    return [...shorter(elements), ...simplerParts(elements)].map((e) => ArrayAttr.get(e));
  }
  if (attr instanceof DenseArrayAttr) {
    const { elementType, values } = attr;
    return [...shorter(values), values.map(() => 0)].map((v) => DenseArrayAttr.get(elementType, v));
  }
  if (attr instanceof DictionaryAttr) {
    const { entries } = attr;
    const parts = simplerParts(entries.map(({ value }) => value));
    return [
      [],
      ...entries.map((_, i) => entries.filter((__, k) => k !== i)),
      ...parts.map((values) => entries.map(({ name }, i) => ({ name, value: values[i] }))),
    ].map((e) => DictionaryAttr.get(e));
  }
  if (attr instanceof SparseElementsAttr) return splats(attr.type, undefined);
  if (attr instanceof DenseStringsAttr) {
    const { type, values } = attr;
    const all = [[''], values.slice(0, 1)].map((v) => DenseStringsAttr.get(type, v));
    return [...all, ...fewer(attr, type)];
  }
  if (attr instanceof DenseElementsAttr || attr instanceof DenseResourceAttr) {
    return [...splats(attr.type, attr.bytes), ...fewer(attr, attr.type)];
  }
  return [];
}

/** Nothing, halves, and one element less at either end. */
function shorter<T>(list: readonly T[]): (readonly T[])[] {
  if (list.length === 0) return [];
  const half = list.length >> 1;
  return [[], list.slice(0, half), list.slice(half), list.slice(1), list.slice(0, -1)];
}

/** Each part as simple as it can be, then the next simplest, all at once and one by one. */
function simplerParts(parts: readonly Attribute[]): (readonly Attribute[])[] {
  const each = parts.map(simplerAttributes);
  const most = Math.max(0, ...each.map((c) => c.length));
  const lists: (readonly Attribute[])[] = [];
  for (let k = 0; k < most; k++) lists.push(parts.map((part, i) => each[i][k] ?? part));
  if (parts.length > 1) {
    parts.forEach((_, i) => {
      const one = each[i][0];
      if (one) lists.push(parts.map((part, at) => (at === i ? one : part)));
    });
  }
  return lists;
}

/** A constant of one value: zero, or its first. */
function splats(type: ShapedType, bytes: Uint8Array | undefined): DenseElementsAttr[] {
  if (!type.hasStaticShape || type.elementCount === 0) return [];
  const size = elementBytes(type.elementType);
  const zero = DenseElementsAttr.get(type, new Uint8Array(size));
  return bytes && bytes.length > size
    ? [zero, DenseElementsAttr.get(type, bytes.slice(0, size))]
    : [zero];
}

/** The same kind of constant with fewer elements, where nothing ties it to its type. */
function fewer(attr: Attribute, type: ShapedType): Attribute[] {
  if (!type.hasStaticShape) return [];
  return [1, 2].map((parts) =>
    reshapedAttribute(attr, (shape) =>
      shape.map((d) => (parts === 1 ? Math.min(d, 1) : Math.ceil(d / 2))),
    ),
  );
}
