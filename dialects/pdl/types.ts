/** Types of pdl: handles to what a rule matches or makes, and ranges of them. */
import { type AsmPrinter, type AttrParser, Tok, Type, Uniquer } from '../../ir/index.js';

export type PdlKind = 'attribute' | 'operation' | 'type' | 'value';

export const PDL_KINDS: readonly PdlKind[] = ['attribute', 'operation', 'type', 'value'];

const isKind = (word: string): word is PdlKind => (PDL_KINDS as readonly string[]).includes(word);

/** `!pdl.value` */
export class PdlType extends Type {
  private static readonly table = new Uniquer<PdlType>();
  readonly kind: PdlKind;

  private constructor(kind: PdlKind) {
    super();
    this.kind = kind;
  }

  static get(kind: PdlKind): PdlType {
    return PdlType.table.get(kind, () => new PdlType(kind));
  }

  override get dialect(): string {
    return 'pdl';
  }

  print(p: AsmPrinter): void {
    p.write(`!pdl.${this.kind}`);
  }
}

/** `!pdl.range<value>` */
export class PdlRangeType extends Type {
  private static readonly table = new Uniquer<PdlRangeType>();
  readonly element: PdlType;

  private constructor(element: PdlType) {
    super();
    this.element = element;
  }

  static get(element: PdlType): PdlRangeType {
    return PdlRangeType.table.get(element.kind, () => new PdlRangeType(element));
  }

  override get dialect(): string {
    return 'pdl';
  }

  print(p: AsmPrinter): void {
    p.write(`!pdl.range<${this.element.kind}>`);
  }
}

export function parsePdlType(mnemonic: string, p: AttrParser): Type | undefined {
  if (isKind(mnemonic)) return PdlType.get(mnemonic);
  if (mnemonic !== 'range') return undefined;
  p.expect(Tok.less, "'<' and what it is a range of");
  const at = p.here;
  const word = p.keyword(`one of ${PDL_KINDS.join(', ')}`);
  if (!isKind(word)) {
    p.fail(
      `expected ${PDL_KINDS.slice(0, -1).join(', ')} or ${PDL_KINDS.at(-1)}, found '${word}'`,
      at,
    );
  }
  p.expect(Tok.greater, "'>'");
  return PdlRangeType.get(PdlType.get(word));
}

/** The kind of a handle, of a range that of its elements; undefined for a type of another dialect. */
export function kindOf(type: Type): PdlKind | undefined {
  if (type instanceof PdlRangeType) return type.element.kind;
  return type instanceof PdlType ? type.kind : undefined;
}
