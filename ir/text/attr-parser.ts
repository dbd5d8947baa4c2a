import { noteAliasable } from '../aliasable.js';
import {
  ArrayAttr,
  type Attribute,
  DictionaryAttr,
  DistinctAttr,
  FloatAttr,
  IntegerAttr,
  type NamedAttribute,
  OpaqueAttr,
  StringAttr,
  SymbolRefAttr,
  TypeAttr,
  UnitAttr,
  wrapInteger,
} from '../attributes.js';
import type { Context, Dialect } from '../context.js';
import { DiagnosticError } from '../diagnostics.js';
import {
  DenseArrayAttr,
  DenseElementsAttr,
  DenseResourceAttr,
  type ResourceBlob,
} from '../elements.js';
import { canonicalF80 } from '../float-parts.js';
import type { FileLineColLoc, Location } from '../location.js';
import { DialectAttr, parseParameters } from '../spec/dialect-type.js';
import { FloatType, IndexType, IntegerType, ShapedType, type Type } from '../types.js';
import { parseAffineMap, parseIntegerSet, parseStridedLayout } from './affine-parser.js';
import { takeFrom } from './cursor.js';
import {
  checkDenseBody,
  hasStringElements,
  parseDenseBody,
  parseDenseStrings,
  skipDenseBody,
} from './dense-parser.js';
import { type Lexer, Tok, type Token } from './lexer.js';
import { parseLocation } from './location-parser.js';
import type { ExternalResource } from './print-options.js';
import { parseSparseElements } from './sparse-parser.js';
import { TypeParser } from './type-parser.js';

/** One entry of a group of `external_resources`, for whoever asks for the group. */
export interface ExternalEntry extends ExternalResource {
  readonly keyLoc: FileLineColLoc;
  readonly valueLoc: FileLineColLoc;
}

/** What the parts of one source share: aliases and resource blobs. */
export interface ParserTables {
  readonly typeAliases: Map<string, Type>;
  readonly attrAliases: Map<string, Attribute>;
  readonly distinct: Map<number, DistinctAttr>;
  /** Blobs by key; one named before the resource section is filled in when that is read. */
  readonly resources: Map<
    string,
    { key: string; alignment: number; bytes: Uint8Array; isMissing: boolean }
  >;
  /** Entries of `external_resources` by group. */
  readonly external: Map<string, ExternalEntry[]>;
  /** Locations that name an alias defined later in the file, to be patched. */
  readonly deferredLocs: { name: string; at: number; set: (loc: Location) => void }[];
}

export function newTables(): ParserTables {
  return {
    typeAliases: new Map(),
    attrAliases: new Map(),
    distinct: new Map(),
    resources: new Map(),
    external: new Map(),
    deferredLocs: [],
  };
}

const I64 = IntegerType.get(64);
const F64 = FloatType.get('f64');

/** Parses attributes and locations. The operation parser builds on it. */
export class AttrParser extends TypeParser {
  readonly tables: ParserTables;
  private readonly attrStack: Attribute[] = [];
  private readonly entryStack: NamedAttribute[] = [];
  private readonly valueStack: (number | bigint)[] = [];

  constructor(lexer: Lexer, context: Context, tables: ParserTables) {
    super(lexer, context, tables.typeAliases);
    this.tables = tables;
  }

  asAttrParser(): AttrParser {
    return this;
  }

  /** An attribute; with `type` given, a literal takes that type and has none in the text. */
  attribute(type?: Type): Attribute {
    switch (this.lexer.kind) {
      case Tok.lsquare:
        return this.arrayAttribute();
      case Tok.lbrace:
        return this.dictionaryAttribute();
      case Tok.string: {
        const value = this.string();
        const own = type ?? (this.accept(Tok.colon) ? this.type() : undefined);
        return StringAttr.get(value, own);
      }
      case Tok.at:
        return this.symbolRef();
      case Tok.hash:
        return this.deeperAttribute(this.extendedAttribute, type);
      case Tok.minus:
      case Tok.integer:
      case Tok.float:
        return this.numberAttribute(type);
      case Tok.bareIdent:
        return this.keywordAttribute(type);
      default:
        return TypeAttr.get(this.typeOrFail());
    }
  }

  private typeOrFail(): Type {
    if (!this.atType) this.fail('expected attribute value');
    return this.type();
  }

  private arrayAttribute(): Attribute {
    this.enter();
    // Collected on a stack and copied: a list that grew has room for more than it holds.
    const { attrStack } = this;
    const base = attrStack.length;
    this.advance();
    if (!this.is(Tok.rsquare)) {
      do attrStack.push(this.attribute());
      while (this.accept(Tok.comma));
    }
    this.expect(Tok.rsquare, "',' or ']'");
    this.leave();
    return ArrayAttr.get(takeFrom(attrStack, base));
  }

  private dictionaryAttribute(): Attribute {
    this.enter();
    const entries = this.attrDictEntries();
    this.leave();
    return DictionaryAttr.get(entries);
  }

  /** `{a = 1, "b c", d}` with the braces. */
  attrDictEntries(): NamedAttribute[] {
    const { entryStack } = this;
    const base = entryStack.length;
    this.expect(Tok.lbrace, "'{'");
    if (!this.is(Tok.rbrace)) {
      do {
        const at = this.here;
        const name = this.keywordOrString('attribute name');
        if (name === '') this.fail('expected valid attribute name', at);
        const value = this.accept(Tok.equal) ? this.attribute() : UnitAttr.get();
        this.checkNewName(base, name, at);
        entryStack.push({ name, value });
      } while (this.accept(Tok.comma));
    }
    this.expect(Tok.rbrace, "',' or '}'");
    return takeFrom(entryStack, base);
  }

  private checkNewName(base: number, name: string, at: number): void {
    const { entryStack } = this;
    for (let i = base; i < entryStack.length; i++) {
      if (entryStack[i].name === name) {
        this.fail(`duplicate key '${name}' in dictionary attribute`, at);
      }
    }
  }

  /** The entries of an attribute dictionary if one stands here, else none. */
  optionalAttrDict(): NamedAttribute[] {
    return this.is(Tok.lbrace) ? this.attrDictEntries() : [];
  }

  symbolRef(): SymbolRefAttr {
    const root = this.symbolName();
    if (!this.is(Tok.doubleColon)) return SymbolRefAttr.get(root);
    const nested: string[] = [];
    while (this.accept(Tok.doubleColon)) {
      if (!this.is(Tok.at)) this.fail("expected a nested symbol name such as '@name'", this.here);
      nested.push(this.symbolName());
    }
    return SymbolRefAttr.get(root, nested);
  }

  private keywordAttribute(type?: Type): Attribute {
    switch (this.lexer.text) {
      case 'true':
      case 'false': {
        const value = this.isKeyword('true');
        this.advance();
        return IntegerAttr.bool(value);
      }
      case 'unit':
        this.advance();
        return UnitAttr.get();
      case 'dense':
        return this.deeperAttribute(this.denseAttribute, type);
      case 'sparse':
        return this.deeperAttribute(this.sparseAttribute, type);
      case 'distinct':
        return this.deeperAttribute(this.distinctAttribute, type);
      case 'dense_resource':
        return this.denseResource(type);
      case 'array':
        return this.denseArray();
      case 'affine_map':
        this.advance();
        return parseAffineMap(this);
      case 'affine_set':
        this.advance();
        return parseIntegerSet(this);
      case 'strided':
        this.advance();
        return parseStridedLayout(this);
      case 'loc':
        noteAliasable();
        return parseLocation(this);
      default:
        if (!this.atType) this.fail('expected attribute value');
        return TypeAttr.get(this.type());
    }
  }

  /** `nested` without a closure. */
  private deeperAttribute(parse: (this: this, type?: Type) => Attribute, type?: Type): Attribute {
    this.enter();
    const attr = parse.call(this, type);
    this.leave();
    return attr;
  }

  private sparseAttribute(type?: Type): Attribute {
    return parseSparseElements(this, type);
  }

  private numberAttribute(type?: Type): Attribute {
    const at = this.here;
    const negative = this.accept(Tok.minus);
    if (!this.is(Tok.integer) && !this.is(Tok.float)) {
      this.fail('expected constant integer or floating point value');
    }
    const isFloat = this.is(Tok.float);
    const text = this.lexer.literal;
    this.advance();
    let own = type;
    if (!own) own = this.accept(Tok.colon) ? this.type() : isFloat ? F64 : I64;
    return this.literalAs(text, negative, isFloat, own, at);
  }

  /** A number token (`lexer.literal`) as an attribute of a type; checks that it fits. */
  literalAs(
    text: string | number,
    negative: boolean,
    isFloat: boolean,
    type: Type,
    at: number,
  ): Attribute {
    if (type instanceof FloatType) {
      const value = this.floatLiteral(text, negative, isFloat, type, at);
      return typeof value === 'bigint' ? FloatAttr.ofBits(value, type) : FloatAttr.get(value, type);
    }
    if (!(type instanceof IntegerType || type instanceof IndexType)) {
      this.fail('integer literal not valid for specified type', at);
    }
    return IntegerAttr.get(this.integerLiteral(text, negative, isFloat, type, at), type);
  }

  /** The value of a decimal literal, or the bits of a hexadecimal one. */
  floatLiteral(
    text: string | number,
    negative: boolean,
    isFloat: boolean,
    type: FloatType,
    at: number,
  ): number | bigint {
    if (isFloat) return negative ? -Number(text) : Number(text);
    if (typeof text === 'number' || !text.startsWith('0x')) {
      this.fail('unexpected decimal integer literal for a floating point value', at);
    }
    if (negative) this.fail('hexadecimal float literal should not have a leading minus', at);
    const bits = BigInt(text);
    if (bits >> BigInt(type.width)) {
      this.fail('hexadecimal float constant out of range for type', at);
    }
    return type.kind === 'f80' ? canonicalF80(bits) : bits;
  }

  /** The value of an integer literal that fits its type. */
  integerLiteral(
    text: string | number,
    negative: boolean,
    isFloat: boolean,
    type: IntegerType | IndexType,
    at: number,
  ): number | bigint {
    if (isFloat) this.fail('floating point value not valid for specified type', at);
    const width = type instanceof IndexType ? 64 : type.width;
    const signedness = type instanceof IntegerType ? type.signedness : 'signless';
    if (negative && signedness === 'unsigned')
      this.fail('negative integer literal not valid for unsigned integer type', at);
    const isSigned = signedness === 'signed' || type instanceof IndexType;
    const bits = isSigned || negative ? Math.max(0, width - 1) : width;
    if (typeof text === 'number' && bits >= 30 && text > 0) return negative ? -text : text;
    // Below 16 digits a JS number is exact.
    const magnitude = typeof text === 'number' || text.length < 16 ? Number(text) : BigInt(text);
    const max = bits < 1024 ? 2 ** bits : 1n << BigInt(bits);
    // There is no negative zero either.
    if (negative ? magnitude > max || Number(magnitude) === 0 : magnitude >= max) {
      this.fail('integer constant out of range for attribute', at);
    }
    return negative ? -magnitude : magnitude;
  }

  /** `distinct[0]<attr>`: the number names one attribute within a text. */
  private distinctAttribute(): Attribute {
    this.advance();
    this.expect(Tok.lsquare, "'[' after 'distinct'");
    const number = this.smallInteger("a number as the distinct attribute's name");
    this.expect(Tok.rsquare, "']' to close the number");
    this.expect(Tok.less, "'<' after the number");
    const at = this.here;
    const referenced = this.is(Tok.greater) ? UnitAttr.get() : this.attribute();
    this.expect(Tok.greater, "'>' to close the distinct attribute");
    const known = this.tables.distinct.get(number);
    if (known && known.referenced !== referenced) {
      this.fail(`referenced attribute does not match previous definition: ${known.referenced}`, at);
    }
    const attr = known ?? new DistinctAttr(referenced);
    this.tables.distinct.set(number, attr);
    return attr;
  }

  private denseAttribute(type?: Type): Attribute {
    this.advance();
    this.expect(Tok.less, "'<' after 'dense'");
    // The elements' meaning depends on the type behind them: remember the place, read the type.
    const body = this.lexer.start;
    const isChecked = skipDenseBody(this);
    try {
      return this.denseOfType(body, type);
    } catch (error) {
      // What is wrong with the literal itself is told of before what is wrong for its type.
      if (!isChecked && error instanceof DiagnosticError) {
        this.lexer.resetTo(body);
        checkDenseBody(this);
      }
      throw error;
    }
  }

  /** The elements that begin at `body`; the current token is the `>` behind them. */
  private denseOfType(body: number, type?: Type): Attribute {
    this.advance();
    let own = type;
    if (!own) {
      this.expect(Tok.colon, "':' and the type of the elements");
      own = this.type();
    }
    const after = this.lexer.start;
    const previousEnd = this.lexer.previousEnd;
    if (!(own instanceof ShapedType)) this.fail('elements literal must be a shaped type', body);
    if (!own.shape || !own.hasStaticShape) {
      this.fail('elements literal type must have static shape', body);
    }
    this.lexer.resetTo(body);
    const attr = hasStringElements(own)
      ? parseDenseStrings(this, own)
      : DenseElementsAttr.get(own, parseDenseBody(this, own));
    if (!this.is(Tok.greater)) this.fail("expected '>' to close 'dense<'");
    this.lexer.resetTo(after);
    this.lexer.previousEnd = previousEnd;
    return attr;
  }

  private denseResource(type?: Type): Attribute {
    this.advance();
    this.expect(Tok.less, "'<' after 'dense_resource'");
    const key = this.keywordOrString('a resource key');
    this.expect(Tok.greater, "'>'");
    let own = type;
    if (!own) {
      this.expect(Tok.colon, "':' and the type of the elements");
      own = this.type();
    }
    if (!(own instanceof ShapedType)) this.fail('`dense_resource` expected a shaped type');
    return DenseResourceAttr.get(own, this.resourceBlob(key));
  }

  /** The blob with this key, an empty one until its section is read. */
  resourceBlob(key: string): ResourceBlob {
    let blob = this.tables.resources.get(key);
    if (!blob) {
      blob = { key, alignment: 16, bytes: new Uint8Array(0), isMissing: true };
      this.tables.resources.set(key, blob);
    }
    return blob;
  }

  /** `array<i64: 1, 2>`. */
  private denseArray(): Attribute {
    this.advance();
    this.expect(Tok.less, "'<' after 'array'");
    const at = this.here;
    const elementType = this.type();
    if (!(elementType instanceof IntegerType || elementType instanceof FloatType)) {
      this.fail('expected integer or float type in dense array', at);
    }
    const { width } = elementType;
    const isTf32 = elementType instanceof FloatType && elementType.kind === 'tf32';
    if (width % 8 !== 0 && width !== 1 && !isTf32) {
      this.fail(`element type bitwidth must be a multiple of 8, and '${elementType}' is not`, at);
    }
    const hasValues = this.accept(Tok.colon);
    if (hasValues && this.is(Tok.greater)) {
      this.fail(`expected ${elementType instanceof IntegerType ? 'integer' : 'float'} literal`);
    }
    const attr = hasValues
      ? this.denseArrayValues(elementType, Tok.greater)
      : DenseArrayAttr.get(elementType, []);
    this.expect(Tok.greater, "'>' to close an array attribute");
    return attr;
  }

  /** The comma-separated values of a dense array, up to (not including) the token `end`. */
  denseArrayValues(elementType: IntegerType | FloatType, end: Token): DenseArrayAttr {
    const { valueStack } = this;
    const base = valueStack.length;
    if (!this.is(end)) {
      do valueStack.push(this.denseArrayValue(elementType));
      while (this.accept(Tok.comma));
    }
    return DenseArrayAttr.get(elementType, takeFrom(valueStack, base));
  }

  private denseArrayValue(type: IntegerType | FloatType): number | bigint {
    const at = this.here;
    if (this.isKeyword('true') || this.isKeyword('false')) {
      const value = this.isKeyword('true') ? -1 : 0;
      this.advance();
      return value;
    }
    const negative = this.accept(Tok.minus);
    const isFloat = this.is(Tok.float);
    if (!this.is(Tok.integer) && !isFloat) this.fail('expected integer or float literal');
    const { literal } = this.lexer;
    this.advance();
    if (type instanceof IntegerType) {
      return wrapInteger(this.integerLiteral(literal, negative, isFloat, type, at), type);
    }
    const attr = this.literalAs(literal, negative, isFloat, type, at) as FloatAttr;
    return attr.isExact ? attr.value : attr.bits;
  }

  /** `#alias`, `#dialect.mnemonic<…>`, `#dialect<…>`. */
  private extendedAttribute(type?: Type): Attribute {
    const at = this.here;
    const name = this.lexer.text.slice(1);
    const dot = name.indexOf('.');
    if (dot < 0) {
      const alias = this.tables.attrAliases.get(name);
      this.advance();
      if (alias) return alias;
      if (!this.is(Tok.less) || this.lexer.start !== this.lexer.previousEnd) {
        this.fail(`undefined symbol alias id '${name}'`, at);
      }
    }
    const dialectName = dot < 0 ? name : name.slice(0, dot);
    const dialect = this.context.dialect(dialectName);
    if (dot >= 0) {
      this.advance();
      const mnemonic = name.slice(dot + 1);
      const made = dialect && this.dialectAttribute(dialect, mnemonic, type);
      if (made) return made;
      if (dialect) this.fail(`dialect '${dialectName}' has no attribute '${mnemonic}'`, at);
      return this.opaque(dialectName, mnemonic + this.opaqueBody(), type);
    }
    this.advance();
    if (dialect && this.is(Tok.bareIdent)) {
      const mnemonic = this.keyword();
      const made = this.dialectAttribute(dialect, mnemonic, type);
      if (!made) this.fail(`dialect '${dialectName}' has no attribute '${mnemonic}'`, at);
      this.closeAngle();
      return made;
    }
    const body = this.balancedBody();
    this.expect(Tok.greater, "'>'");
    return this.opaque(dialectName, body, type);
  }

  private opaque(dialect: string, body: string, type: Type | undefined): Attribute {
    const own = type ?? (this.accept(Tok.colon) ? this.type() : undefined);
    return OpaqueAttr.get(dialect, body, own);
  }

  /** What stands behind `#dialect.mnemonic`, where the syntax implies that. */
  strippedAttribute(name: string): Attribute {
    const dot = name.indexOf('.');
    const dialect = this.context.dialect(name.slice(0, dot));
    const made = dialect && this.dialectAttribute(dialect, name.slice(dot + 1));
    return made ?? this.fail(`the attribute '#${name}' is of no loaded dialect`);
  }

  private dialectAttribute(dialect: Dialect, mnemonic: string, type?: Type): Attribute | undefined {
    const own = dialect.definition.parseAttribute?.(mnemonic, this, type);
    if (own) return own;
    const spec = dialect.definition.spec.attrs.find((a) => a.mnemonic === mnemonic);
    return spec && DialectAttr.get(dialect.name, spec, parseParameters(this, spec));
  }
}
