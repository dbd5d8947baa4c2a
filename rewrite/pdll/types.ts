/** The types of PDLL expressions. */
export type PdllType =
  | { readonly kind: 'attr' | 'type' | 'type-range' | 'value' | 'value-range' }
  /** `name` absent: any operation. */
  | {
      readonly kind: 'op';
      readonly name: string | undefined;
      /** Its spec says that it has one result. */
      readonly single?: true;
    }
  | { readonly kind: 'tuple'; readonly elements: readonly TupleElement[] };

export interface TupleElement {
  readonly name: string | undefined;
  readonly type: PdllType;
}

export const ATTR: PdllType = { kind: 'attr' };
export const TYPE: PdllType = { kind: 'type' };
export const TYPE_RANGE: PdllType = { kind: 'type-range' };
export const VALUE: PdllType = { kind: 'value' };
export const VALUE_RANGE: PdllType = { kind: 'value-range' };
export const UNIT: PdllType = { kind: 'tuple', elements: [] };

/** As the language writes it: `Op<d.foo>`, `Tuple<a: Value, Type>`. */
export function typeText(type: PdllType): string {
  switch (type.kind) {
    case 'attr':
      return 'Attr';
    case 'type':
      return 'Type';
    case 'type-range':
      return 'TypeRange';
    case 'value':
      return 'Value';
    case 'value-range':
      return 'ValueRange';
    case 'op':
      return type.name === undefined ? 'Op' : `Op<${type.name}>`;
    case 'tuple': {
      const part = (e: TupleElement) => (e.name ? `${e.name}: ` : '') + typeText(e.type);
      return `Tuple<${type.elements.map(part).join(', ')}>`;
    }
    default: {
      const never: never = type;
      return never;
    }
  }
}

/** The range of a single, for values and types. */
export function rangeOf(type: PdllType): PdllType | undefined {
  if (type.kind === 'value' || type.kind === 'value-range') return VALUE_RANGE;
  if (type.kind === 'type' || type.kind === 'type-range') return TYPE_RANGE;
  return undefined;
}

/** Whether it stands for values: an operation does, and so does a tuple of such. */
export function isValueLike(type: PdllType): boolean {
  if (type.kind === 'tuple') {
    // What an operation among several gives is not clear.
    return type.elements.every((e) => e.type.kind !== 'op' && isValueLike(e.type));
  }
  return type.kind === 'value' || type.kind === 'value-range' || type.kind === 'op';
}

/** Whether one type can stand where the other is expected. */
export function assignable(from: PdllType, to: PdllType): boolean {
  if (from.kind === 'op' && to.kind === 'op') return to.name === undefined || to.name === from.name;
  if (from.kind === 'op') return to.kind === 'value' || to.kind === 'value-range';
  if (from.kind === 'tuple') {
    if (to.kind === 'tuple') {
      const { elements } = to;
      return (
        elements.length === from.elements.length &&
        elements.every((e, i) => assignable(from.elements[i].type, e.type))
      );
    }
    return (
      rangeOf(to) === to &&
      from.elements.every(({ type }) => type.kind !== 'op' && assignable(type, to))
    );
  }
  if (from.kind === to.kind) return true;
  return rangeOf(from) !== undefined && rangeOf(from) === rangeOf(to);
}
