import type { Attribute, DistinctAttr } from '../attributes.js';
import type { ResourceBlob } from '../elements.js';
import type { Location } from '../location.js';
import type { Type } from '../types.js';
import type { ByteSink } from './byte-sink.js';
import { EMPTY_SYMBOL } from './lexer.js';
import { isBareIdentifier, quoted } from './literals.js';

/** Above this many elements a dense attribute prints as hex (the reference's default). */
const HEX_THRESHOLD = 100;

/** Writes types, attributes and punctuation; the operation printer builds on it. */
export class AsmPrinter {
  protected readonly sink: ByteSink;
  /** An attribute was written. */
  metAttribute = false;

  /** Aliases of attributes and types, with their sigils. */
  protected readonly aliases = new Map<Attribute | Type, string>();
  private distinct: Map<DistinctAttr, number> | undefined = undefined;

  constructor(sink: ByteSink) {
    this.sink = sink;
  }

  /** Whether locations are written for people, not to be read back. */
  get prettyLocations(): boolean {
    return false;
  }

  write(s: string): void {
    this.sink.write(s);
  }

  /** A whole number that a JS number holds. */
  integer(n: number): void {
    if (n >= 0 && n < 0x80000000) this.sink.writeNumber('', n);
    else this.sink.write(String(n));
  }

  /** Writes a type, by its alias where the module has one. */
  type(type: Type): void {
    if (this.aliases.size === 0) {
      const text = type.fixedText;
      if (text !== undefined) this.sink.write(text);
      else type.print(this);
      return;
    }
    const alias = this.aliases.get(type);
    if (alias) this.sink.write(alias);
    else type.print(this);
  }

  /** Writes an attribute with its type where the text needs one to be read back. */
  attribute(attr: Attribute): void {
    this.metAttribute = true;
    const alias = this.aliases.size > 0 ? this.aliases.get(attr) : undefined;
    if (alias) this.sink.write(alias);
    else attr.print(this);
  }

  /** `loc(…)`, by its alias where that is allowed and there is one. */
  location(loc: Location, byAlias = true): void {
    if (this.prettyLocations) {
      loc.printBody(this);
      return;
    }
    this.sink.write('loc(');
    if (byAlias) this.nestedLocation(loc);
    else loc.printBody(this);
    this.sink.write(')');
  }

  /** A location inside another: its alias or its body. */
  nestedLocation(loc: Location): void {
    const alias = this.aliases.get(loc);
    if (alias) this.sink.write(alias);
    else loc.printBody(this);
  }

  /** Writes an attribute without the type that a bare literal of its kind has. */
  bareAttribute(attr: Attribute): void {
    if (attr.isBareLiteral) attr.printWithoutType(this);
    else this.attribute(attr);
  }

  /** Writes an attribute whose type stands elsewhere, without it. */
  attributeWithoutType(attr: Attribute): void {
    this.metAttribute = true;
    attr.printWithoutType(this);
  }

  /** The number of a distinct attribute: they count in the order they are met. */
  distinctNumber(attr: DistinctAttr): number {
    this.distinct ??= new Map();
    let number = this.distinct.get(attr);
    if (number === undefined) {
      number = this.distinct.size;
      this.distinct.set(attr, number);
    }
    return number;
  }

  /** Whether the elements of a constant are left out: the text is for people then. */
  elidesElements(_count: number): boolean {
    return false;
  }

  /** Whether so many elements of a constant are written as hex digits. */
  printsHex(count: number): boolean {
    return count > HEX_THRESHOLD;
  }

  string(s: string): void {
    this.sink.write(quoted(s));
  }

  /** A name as a bare word where it can be one, else quoted. */
  keywordOrString(s: string): void {
    this.sink.write(isBareIdentifier(s) ? s : quoted(s));
  }

  /** Names a blob; the module printer also notes it for the resource section. */
  resource(blob: ResourceBlob): void {
    this.keywordOrString(blob.key);
  }

  /** `@name` or `@"any name"`. */
  symbolName(s: string): void {
    this.sink.write('@');
    // What the reference prints for a symbol without a name; it is read back as that.
    if (s === '') this.sink.write(EMPTY_SYMBOL);
    else this.keywordOrString(s);
  }

  list<T>(items: readonly T[], each: (item: T) => void, separator = ', '): void {
    for (let i = 0; i < items.length; i++) {
      if (i > 0) this.sink.write(separator);
      each(items[i]);
    }
  }

  /** `(inputs) -> results`, results in parentheses unless there is just one. */
  functionType(inputs: readonly Type[], results: readonly Type[]): void {
    this.write('(');
    this.list(inputs, (t) => this.type(t));
    this.write(') -> ');
    this.resultTypes(results);
  }

  resultTypes(results: readonly Type[]): void {
    // A lone function type needs parentheses, or its arrow would bind to ours.
    const bare = results.length === 1 && !('inputs' in results[0]);
    if (!bare) this.write('(');
    this.list(results, (t) => this.type(t));
    if (!bare) this.write(')');
  }

  /** `!dialect.body` or `!dialect<body>` when the body is no plain mnemonic form. */
  dialectSymbol(prefix: '!' | '#', dialect: string, body: string): void {
    const pretty = /^[A-Za-z][A-Za-z0-9._]*(<.*>)?$/s.test(body);
    this.write(pretty ? `${prefix}${dialect}.${body}` : `${prefix}${dialect}<${body}>`);
  }
}
