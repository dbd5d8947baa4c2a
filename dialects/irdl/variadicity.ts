/** `#irdl<variadicity_array[single, optional]>`: how many values each group of a definition has. */
import { type AsmPrinter, Attribute, type AttrParser, Uniquer } from '../../ir/index.js';

export type Variadicity = 'single' | 'optional' | 'variadic';

const KINDS: readonly Variadicity[] = ['single', 'optional', 'variadic'];

export class VariadicityArrayAttr extends Attribute {
  private static readonly table = new Uniquer<VariadicityArrayAttr>();
  readonly values: readonly Variadicity[];

  private constructor(values: readonly Variadicity[]) {
    super();
    this.values = values;
  }

  static get(values: readonly Variadicity[]): VariadicityArrayAttr {
    return VariadicityArrayAttr.table.get(
      values.join(),
      () => new VariadicityArrayAttr([...values]),
    );
  }

  override get dialect(): string {
    return 'irdl';
  }

  print(p: AsmPrinter): void {
    // With the spaces of the reference.
    p.write(`#irdl<variadicity_array[ ${this.values.join(',  ')}]>`);
  }
}

/** One of the words, if one is next. */
export function parseVariadicity(p: AttrParser): Variadicity | undefined {
  return KINDS.find((kind) => p.acceptKeyword(kind));
}

/** What stands behind `variadicity_array`. */
export function parseVariadicities(p: AttrParser): VariadicityArrayAttr {
  const values: Variadicity[] = [];
  p.squareList(() => {
    const value = parseVariadicity(p);
    if (value === undefined) p.fail(`expected one of ${KINDS.join(', ')}`);
    else values.push(value);
  });
  return VariadicityArrayAttr.get(values);
}
