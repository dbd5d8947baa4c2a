import {
  ArrayAttr,
  type Attribute,
  DenseElementsAttr,
  DictionaryAttr,
  elementBytes,
  FloatAttr,
  IntegerAttr,
  StringAttr,
} from '../../ir/index.js';

/** Attributes of the same kind that hold less, the simplest first. */
export function simplerAttributes(attr: Attribute): Attribute[] {
  return candidates(attr).filter((a) => a !== attr);
}

function candidates(attr: Attribute): Attribute[] {
  if (attr instanceof IntegerAttr) {
    const { value, type } = attr;
    // Smaller in text as well: half of a number is not simpler if it is as long.
    return value === 0n
      ? []
      : [0n, 1n, value / 1000n, value / 10n]
          .filter((v) => `${v}`.length < `${value}`.length || v === 0n)
          .map((v) => IntegerAttr.get(v, type));
  }
  if (attr instanceof FloatAttr) return [FloatAttr.get(0, attr.type)];
  if (attr instanceof StringAttr) return attr.value === '' ? [] : [StringAttr.get('')];
  if (attr instanceof ArrayAttr) {
    const { elements } = attr;
    if (elements.length === 0) return [];
    const half = elements.length >> 1;
    return [[], elements.slice(0, half), elements.slice(half), elements.slice(1)].map((e) =>
      ArrayAttr.get(e),
    );
  }
  if (attr instanceof DictionaryAttr) {
    if (attr.entries.length === 0) return [];
    return [
      DictionaryAttr.get([]),
      ...attr.entries.map((_, i) => DictionaryAttr.get(attr.entries.filter((__, k) => k !== i))),
    ];
  }
  if (attr instanceof DenseElementsAttr && !attr.isSplat && attr.type.elementCount > 1) {
    const size = elementBytes(attr.type.elementType);
    return [
      DenseElementsAttr.get(attr.type, new Uint8Array(size)),
      DenseElementsAttr.get(attr.type, attr.bytes.slice(0, size)),
    ];
  }
  return [];
}
