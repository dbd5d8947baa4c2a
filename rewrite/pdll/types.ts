/** The types of PDLL expressions. */
export type PdllType =
  | { readonly kind: 'attr' | 'type' | 'type-range' | 'value' | 'value-range' }
  /** `name` absent: any operation. */
  | { readonly kind: 'op'; readonly name: string | undefined }
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
