import { AffineMapAttr, layoutProblem, StridedLayoutAttr } from '../affine.js';
import { type Attribute, DictionaryAttr, IntegerAttr, StringAttr } from '../attributes.js';
import type { Context, Dialect } from '../context.js';
import { DialectType, parseParameters } from '../spec/dialect-type.js';
import {
  ComplexType,
  DYNAMIC,
  FLOAT_WIDTHS,
  type FloatKind,
  FloatType,
  FunctionType,
  IndexType,
  IntegerType,
  MemRefType,
  NoneType,
  OpaqueType,
  RankedTensorType,
  TupleType,
  type Type,
  UnrankedMemRefType,
  UnrankedTensorType,
  VectorType,
} from '../types.js';
import type { AttrParser } from './attr-parser.js';
import { Cursor, takeFrom } from './cursor.js';
import { type Lexer, Tok } from './lexer.js';

const INTEGER_TYPE = /^(i|si|ui)(\d+)$/;
const MAX_INTEGER_WIDTH = (1 << 24) - 1;

/** Words that builtin types begin with, beside those of integers and floats. */
const TYPE_WORDS = new Set(['complex', 'index', 'memref', 'none', 'tensor', 'tuple', 'vector']);

const isTypeWord = (word: string): boolean =>
  TYPE_WORDS.has(word) || Object.hasOwn(FLOAT_WIDTHS, word) || INTEGER_TYPE.test(word);

/** Parses types. The attribute parser builds on it. */
export abstract class TypeParser extends Cursor {
  readonly context: Context;
  protected readonly typeAliases: Map<string, Type>;
  // Lists are collected on stacks and copied: one that grows takes room for seventeen.
  private readonly typeStack: Type[] = [];
  private readonly dims: number[] = [];

  constructor(lexer: Lexer, context: Context, typeAliases: Map<string, Type>) {
    super(lexer);
    this.context = context;
    this.typeAliases = typeAliases;
  }

  abstract attribute(type?: Type): Attribute;
  abstract asAttrParser(): AttrParser;

  get atType(): boolean {
    if (this.is(Tok.bareIdent)) return isTypeWord(this.lexer.text);
    return this.is(Tok.exclamation) || this.is(Tok.lparen);
  }

  /** A word that is an integer type is no name of an operation. */
  protected get atIntegerType(): boolean {
    return INTEGER_TYPE.test(this.lexer.text);
  }

  /** Any type, function types included. */
  type(): Type {
    return this.is(Tok.lparen) ? this.functionType() : this.nonFunctionType();
  }

  /** `(a, b) -> c`. */
  functionType(): FunctionType {
    const inputs = this.typeListParens();
    this.expect(Tok.arrow, "'->' in function type");
    return FunctionType.get(inputs, this.functionResultTypes());
  }

  /** One type without parentheses, or a list in them. */
  functionResultTypes(): Type[] {
    return this.is(Tok.lparen) ? this.typeListParens() : [this.nonFunctionType()];
  }

  typeListParens(): Type[] {
    this.enter();
    const { typeStack } = this;
    const base = typeStack.length;
    this.expect(Tok.lparen, "'('");
    if (!this.is(Tok.rparen)) {
      do typeStack.push(this.type());
      while (this.accept(Tok.comma));
    }
    this.expect(Tok.rparen, "',' or ')'");
    this.leave();
    return takeFrom(typeStack, base);
  }

  /** `a, b, c`: at least one. */
  typeListNoParens(): Type[] {
    const { typeStack } = this;
    const base = typeStack.length;
    do typeStack.push(this.type());
    while (this.accept(Tok.comma));
    return takeFrom(typeStack, base);
  }

  nonFunctionType(): Type {
    if (this.is(Tok.exclamation)) return this.deeper(this.extendedType);
    if (!this.is(Tok.bareIdent)) this.fail('expected non-function type');
    const plain = this.plainInteger();
    if (plain) return plain;
    const word = this.lexer.text;
    switch (word) {
      case 'index':
        this.advance();
        return IndexType.get();
      case 'none':
        this.advance();
        return NoneType.get();
      case 'tensor':
        return this.deeper(this.tensorType);
      case 'memref':
        return this.deeper(this.memrefType);
      case 'vector':
        return this.deeper(this.vectorType);
      case 'complex':
        return this.deeper(this.complexType);
      case 'tuple':
        return this.deeper(this.tupleType);
      case 'f32':
      case 'f64':
        this.advance();
        return FloatType.get(word);
      default:
        return this.otherNumber(word);
    }
  }

  /** A type that is one word: a float or an integer of any kind. */
  private otherNumber(word: string): Type {
    const integer = INTEGER_TYPE.exec(word);
    if (integer) {
      const width = Number(integer[2]);
      if (width > MAX_INTEGER_WIDTH) {
        this.fail(`integer bitwidth is limited to ${MAX_INTEGER_WIDTH} bits`, this.here);
      }
      this.advance();
      return IntegerType.get(
        width,
        integer[1] === 'i' ? 'signless' : integer[1] === 'si' ? 'signed' : 'unsigned',
      );
    }
    if (!Object.hasOwn(FLOAT_WIDTHS, word)) this.fail('expected non-function type');
    this.advance();
    return FloatType.get(word as FloatKind);
  }

  /** `nested` without a closure. */
  private deeper(parse: (this: this) => Type): Type {
    this.enter();
    const type = parse.call(this);
    this.leave();
    return type;
  }

  /** `i32` and the like, of up to three digits: what most types are. */
  private plainInteger(): IntegerType | undefined {
    const { source, start, end } = this.lexer;
    if (source.charCodeAt(start) !== 105 || end - start > 4 || end - start < 2) return undefined;
    let width = 0;
    for (let at = start + 1; at < end; at++) {
      const digit = source.charCodeAt(at) - 48;
      if (digit < 0 || digit > 9) return undefined;
      width = width * 10 + digit;
    }
    this.lexer.next();
    return IntegerType.get(width);
  }

  private openAngle(): void {
    this.advance();
    this.expect(Tok.less, "'<'");
  }

  protected closeAngle(): void {
    this.expect(Tok.greater, "'>'");
  }

  private tensorType(): Type {
    this.openAngle();
    if (this.accept(Tok.star)) {
      this.dimensionX();
      const element = this.tensorElement();
      const at = this.here;
      if (this.accept(Tok.comma) && this.encoding()) {
        this.fail('an unranked tensor has no encoding', at);
      }
      this.closeAngle();
      return UnrankedTensorType.get(element);
    }
    const shape = this.dimensionList(true);
    const element = this.tensorElement();
    const encoding = this.accept(Tok.comma) ? this.encoding() : undefined;
    this.closeAngle();
    return RankedTensorType.get(shape, element, encoding);
  }

  /** Any attribute but those that the reference does not read in this place. */
  private encoding(): Attribute | undefined {
    if (this.is(Tok.greater)) return undefined;
    for (const word of ['array', 'distinct', 'strided']) {
      if (this.isKeyword(word))
        this.fail(`an attribute '${word}<…>' cannot be a tensor's encoding`);
    }
    return this.attribute();
  }

  private memrefType(): Type {
    const at = this.here;
    this.openAngle();
    const isRanked = !this.accept(Tok.star);
    if (!isRanked) this.dimensionX();
    const shape = isRanked ? this.dimensionList(true) : [];
    const elementAt = this.here;
    const element = this.type();
    if (!isMemRefElement(element)) this.fail('invalid memref element type', elementAt);
    let layout: Attribute | undefined;
    let space: Attribute | undefined;
    while (this.accept(Tok.comma)) {
      const attr = this.attribute();
      if (attr instanceof AffineMapAttr || attr instanceof StridedLayoutAttr) {
        if (!isRanked) this.fail('cannot have affine map for unranked memref type', at);
        if (space) this.fail('expected memory space to be last in memref type', at);
        layout = attr;
      } else {
        if (space) this.fail('multiple memory spaces specified in memref type', at);
        if (!isMemorySpace(attr)) this.fail('unsupported memory space Attribute', at);
        space = attr;
      }
    }
    this.closeAngle();
    // The defaults are not there: the identity and space 0.
    if (space instanceof IntegerAttr && space.value === 0n) space = undefined;
    if (!isRanked) return UnrankedMemRefType.get(element, space);
    const problem = layout && layoutProblem(layout, shape.length);
    if (problem) this.fail(problem, at);
    if (layout instanceof AffineMapAttr && layout.isIdentity) layout = undefined;
    return MemRefType.get(shape, element, layout, space);
  }

  private vectorType(): Type {
    this.openAngle();
    const shape: number[] = [];
    const scalable: boolean[] = [];
    for (;;) {
      const bracket = this.accept(Tok.lsquare);
      if (bracket && !this.is(Tok.integer)) this.fail('expected the size of a scalable dimension');
      if (!this.is(Tok.integer)) break;
      const at = this.here;
      const size = this.dimension();
      if (size === 0) this.fail('vector types must have positive constant sizes', at);
      shape.push(size);
      scalable.push(bracket);
      if (bracket) this.expect(Tok.rsquare, "']' to close the scalable dimension");
      this.dimensionX();
    }
    const elementAt = this.here;
    const element = this.type();
    if (!isNumber(element)) this.fail('vector elements must be int/index/float type', elementAt);
    this.closeAngle();
    return VectorType.get(shape, element, scalable);
  }

  private complexType(): Type {
    this.openAngle();
    const at = this.here;
    const element = this.type();
    if (!(element instanceof IntegerType || element instanceof FloatType)) {
      this.fail('invalid element type for complex', at);
    }
    this.closeAngle();
    return ComplexType.get(element);
  }

  private tupleType(): Type {
    this.openAngle();
    const types = this.is(Tok.greater) ? [] : this.typeListNoParens();
    this.closeAngle();
    return TupleType.get(types);
  }

  private tensorElement(): Type {
    const at = this.here;
    const element = this.type();
    if (!isTensorElement(element)) this.fail('invalid tensor element type', at);
    return element;
  }

  /** `4x?x` with the element type following: reads dimensions, each with its `x`. */
  dimensionList(allowDynamic: boolean): number[] {
    const { dims } = this;
    const base = dims.length;
    for (;;) {
      if (this.is(Tok.question)) {
        if (!allowDynamic) this.fail('expected a static shape');
        this.advance();
        dims.push(DYNAMIC);
      } else if (this.is(Tok.integer)) {
        dims.push(this.dimension());
      } else {
        return takeFrom(dims, base);
      }
      this.dimensionX();
    }
  }

  /** One size; `0x4` is the size 0, then `x4`: hexadecimal has no place in a shape. */
  private dimension(): number {
    const { lexer } = this;
    const { number } = lexer;
    if (number >= 0) {
      lexer.next();
      return number;
    }
    const { text } = lexer;
    if (text.startsWith('0x')) {
      lexer.resetTo(lexer.start + 1);
      return 0;
    }
    const size = Number(text);
    if (!Number.isSafeInteger(size)) this.fail('invalid dimension: too large', this.here);
    lexer.next();
    return size;
  }

  /** The `x` behind a dimension: the first letter of the token that the lexer read as a word. */
  private dimensionX(): void {
    const { lexer } = this;
    if (lexer.kind !== Tok.bareIdent || lexer.source[lexer.start] !== 'x') {
      this.fail("expected 'x' in dimension list");
    }
    lexer.resetTo(lexer.start + 1);
  }

  /** `!alias`, `!dialect.mnemonic<…>`, `!dialect<"…">`. */
  private extendedType(): Type {
    const at = this.here;
    const name = this.lexer.text.slice(1);
    const dot = name.indexOf('.');
    if (dot < 0) {
      const alias = this.typeAliases.get(name);
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
      const made = dialect && this.dialectType(dialect, mnemonic);
      if (made) return made;
      if (dialect) this.fail(`dialect '${dialectName}' has no type '${mnemonic}'`, at);
      return OpaqueType.get(dialectName, mnemonic + this.opaqueBody());
    }
    this.advance();
    if (dialect && this.is(Tok.bareIdent)) {
      const mnemonic = this.keyword();
      const made = this.dialectType(dialect, mnemonic);
      if (!made) this.fail(`dialect '${dialectName}' has no type '${mnemonic}'`, at);
      this.closeAngle();
      return made;
    }
    const body = this.balancedBody();
    this.closeAngle();
    return OpaqueType.get(dialectName, body);
  }

  /** A type that the dialect declares or parses itself. */
  private dialectType(dialect: Dialect, mnemonic: string): Type | undefined {
    const own = dialect.definition.parseType?.(mnemonic, this.asAttrParser());
    if (own) return own;
    const spec = dialect.definition.spec.types.find((t) => t.mnemonic === mnemonic);
    return spec && DialectType.get(dialect.name, spec, parseParameters(this.asAttrParser(), spec));
  }

  /** What stands behind `!dialect.mnemonic`, where the syntax implies that. */
  strippedType(name: string): Type {
    const dot = name.indexOf('.');
    const dialect = this.context.dialect(name.slice(0, dot));
    const made = dialect && this.dialectType(dialect, name.slice(dot + 1));
    return made ?? this.fail(`the type '!${name}' is of no loaded dialect`);
  }

  /** `<…>` right behind a dialect symbol that nobody understands, as text. */
  opaqueBody(): string {
    if (!this.is(Tok.less) || this.lexer.start !== this.lexer.previousEnd) return '';
    this.advance();
    const body = this.balancedBody();
    this.closeAngle();
    return `<${body}>`;
  }
}

function isNumber(type: Type): boolean {
  return type instanceof IntegerType || type instanceof FloatType || type instanceof IndexType;
}

function isTensorElement(type: Type): boolean {
  return (
    isNumber(type) ||
    type instanceof ComplexType ||
    type instanceof VectorType ||
    type.dialect !== 'builtin'
  );
}

function isMemRefElement(type: Type): boolean {
  return (
    isNumber(type) ||
    type instanceof ComplexType ||
    type instanceof VectorType ||
    type instanceof MemRefType ||
    type instanceof UnrankedMemRefType ||
    (type.dialect !== 'builtin' && !(type instanceof OpaqueType))
  );
}

/** A number, a string, a dictionary, or an attribute of a dialect that is loaded. */
function isMemorySpace(attr: Attribute): boolean {
  return (
    attr instanceof IntegerAttr ||
    attr instanceof StringAttr ||
    attr instanceof DictionaryAttr ||
    attr.dialect !== 'builtin'
  );
}
