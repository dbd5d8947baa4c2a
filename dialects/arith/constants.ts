/** Constants as folds see them: one value, or one for each element, always as bits. */
import {
  type Attribute,
  DenseElementsAttr,
  elementBytes,
  FloatAttr,
  type FloatKind,
  FloatType,
  IndexType,
  IntegerAttr,
  IntegerType,
  type Operation,
  RankedTensorType,
  ShapedType,
  type Type,
  type Value,
  VectorType,
} from '../../ir/index.js';

/** Bits of an index: what upstream computes with, whatever the target has. */
const INDEX_WIDTH = 64;

export type Scalar = IntegerType | IndexType | FloatType;

/** Not a type guard: to the type checker every type looks like an index. */
export function scalarOf(type: Type): Scalar | undefined {
  const isScalar =
    type instanceof IntegerType || type instanceof IndexType || type instanceof FloatType;
  return isScalar ? type : undefined;
}

export function widthOf(type: Scalar): number {
  return type instanceof IndexType ? INDEX_WIDTH : type.width;
}

/** One integer or float as its bits, unsigned. */
export function bitsOf(attr: IntegerAttr | FloatAttr): bigint {
  return attr instanceof FloatAttr ? attr.bits : BigInt.asUintN(widthOf(attr.type), attr.value);
}

export function scalarAttr(type: Scalar, bits: bigint): Attribute {
  if (type instanceof FloatType) return FloatAttr.ofBits(bits, type);
  return IntegerAttr.get(
    type instanceof IntegerType && type.signedness === 'unsigned'
      ? bits
      : BigInt.asIntN(widthOf(type), bits),
    type,
  );
}

function isConstant(attr: Attribute | undefined): attr is IntegerAttr | FloatAttr {
  return attr instanceof IntegerAttr || attr instanceof FloatAttr;
}

/** The elements, one for all of a splat. */
function elementsOf(attr: DenseElementsAttr): readonly bigint[] {
  const { bytes, type } = attr;
  const size = elementBytes(type.elementType);
  const width = widthOf(type.elementType as Scalar);
  const count = attr.isSplat ? 1 : type.elementCount;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const list: bigint[] = new Array(count);
  for (let i = 0, at = 0; i < count; i++, at += size) {
    let bits = 0n;
    if (size === 1) bits = BigInt(bytes[at]);
    else if (size === 2) bits = BigInt(view.getUint16(at, true));
    else if (size === 4) bits = BigInt(view.getUint32(at, true));
    else if (size === 8) bits = view.getBigUint64(at, true);
    else for (let b = size - 1; b >= 0; b--) bits = (bits << 8n) | BigInt(bytes[at + b]);
    list[i] = BigInt.asUintN(width, bits);
  }
  return list;
}

/**
 * Elements of a tensor or vector from their bits; one element stands for all. What is left of the
 * last byte holds copies of the sign, as the parser has it: equal elements have equal bytes.
 */
export function denseOf(type: ShapedType, elements: readonly bigint[]): DenseElementsAttr {
  const size = elementBytes(type.elementType);
  const { elementType: of } = type;
  const extend =
    of instanceof IntegerType && of.width % 8 !== 0 && of.width > 1 && of.signedness !== 'unsigned';
  const bytes = new Uint8Array(elements.length * size);
  elements.forEach((element, i) => {
    let left = extend ? BigInt.asIntN((of as IntegerType).width, element) : element;
    for (let b = 0; b < size; b++, left >>= 8n) bytes[i * size + b] = Number(left & 0xffn);
  });
  return DenseElementsAttr.get(type, bytes);
}

/** The value, or the one value of all elements: what a rule compares with zero and one. */
export function splatOf(attr: Attribute | undefined): Splat | undefined {
  if (isConstant(attr)) return { type: attr.type, bits: bitsOf(attr) };
  if (!(attr instanceof DenseElementsAttr) || !attr.isSplat) return undefined;
  const type = scalarOf(attr.type.elementType);
  return type && { type, bits: elementsOf(attr)[0] };
}

export interface Splat {
  readonly type: Scalar;
  readonly bits: bigint;
}

/** An integer that a constant is, alone or in every element. */
export interface IntSplat {
  readonly width: number;
  /** Without a sign. */
  readonly bits: bigint;
}

export function intSplat(attr: Attribute | undefined): IntSplat | undefined {
  const splat = splatOf(attr);
  if (!splat || splat.type instanceof FloatType) return undefined;
  return { width: widthOf(splat.type), bits: splat.bits };
}

/** Of an index too the value is that of a signed number. */
const isSignless = (type: IntegerType | IndexType): boolean =>
  type instanceof IndexType || type.signedness === 'signless';

export function isIntZero(attr: Attribute | undefined): boolean {
  if (attr instanceof IntegerAttr) return attr.is(0);
  return attr !== undefined && intSplat(attr)?.bits === 0n;
}
export function isIntOne(attr: Attribute | undefined): boolean {
  // True is -1.
  if (attr instanceof IntegerAttr) return attr.is(1) || (attr.is(-1) && widthOf(attr.type) === 1);
  return attr !== undefined && intSplat(attr)?.bits === 1n;
}
export function isAllOnes(attr: Attribute | undefined): boolean {
  if (attr instanceof IntegerAttr && isSignless(attr.type)) return attr.is(-1);
  const splat = attr && intSplat(attr);
  return splat !== undefined && splat.bits === (1n << BigInt(splat.width)) - 1n;
}

/** The constant behind a value. */
export function constantOf(value: Value): Attribute | undefined {
  const op = value.definingOp;
  return op?.def.isConstant ? op.attr('value') : undefined;
}

/** What makes the value, if it is an operation of this name. */
export function madeBy(value: Value, name: string): Operation | undefined {
  const op = value.definingOp;
  return op?.name === name ? op : undefined;
}

/** Zero of a type; undefined where no constant can have it. */
export function zeroOf(type: Type): Attribute | undefined {
  if (type instanceof VectorType || type instanceof RankedTensorType) {
    return type.hasStaticShape && scalarOf(type.elementType) ? denseOf(type, [0n]) : undefined;
  }
  const scalar = scalarOf(type);
  return scalar && scalarAttr(scalar, 0n);
}

/** A truth value for each element of a container; undefined for an unknown number of them. */
export function boolOf(type: Type, value: boolean): Attribute | undefined {
  if (!(type instanceof ShapedType)) return IntegerAttr.bool(value);
  return type.hasStaticShape ? denseOf(type, [value ? 1n : 0n]) : undefined;
}

/** Poison is the attribute of `ub.poison`: arith names it, and does not know its dialect. */
export function isPoison(attr: Attribute | undefined): boolean {
  return (
    attr !== undefined &&
    !(attr instanceof IntegerAttr) &&
    'mnemonic' in attr &&
    attr.mnemonic === 'poison' &&
    'dialect' in attr &&
    attr.dialect === 'ub'
  );
}

/** What makes bits of bits; undefined: it does not fold, and neither does the whole. */
type Binary = (a: bigint, b: bigint, type: Scalar) => bigint | undefined;
type Unary = (a: bigint, type: Scalar) => bigint | undefined;

type Kind = 'integer' | 'float';
function scalarOfKind(type: Type, kind: Kind): Scalar | undefined {
  const scalar = scalarOf(type);
  return (kind === 'float') === scalar instanceof FloatType ? scalar : undefined;
}

/** Folds two constants of one type; `result` is the type of the outcome, that of the operands if absent. */
export function foldBinary(
  [a, b]: readonly (Attribute | undefined)[],
  kind: Kind,
  calculate: Binary,
  result?: Type,
): Attribute | undefined {
  if (isPoison(a)) return a;
  if (isPoison(b)) return b;
  if (a === undefined || b === undefined) return undefined;
  if (isConstant(a) && isConstant(b)) {
    if (a.type !== b.type || !scalarOfKind(a.type, kind)) return undefined;
    const bits = calculate(bitsOf(a), bitsOf(b), a.type);
    return bits === undefined ? undefined : scalarAttr((result ?? a.type) as Scalar, bits);
  }
  if (!(a instanceof DenseElementsAttr && b instanceof DenseElementsAttr)) return undefined;
  const element = scalarOfKind(a.type.elementType, kind);
  if (a.type !== b.type || !element) return undefined;
  const [x, y] = [elementsOf(a), elementsOf(b)];
  const count = Math.max(x.length, y.length);
  const out: bigint[] = new Array(count);
  for (let i = 0; i < count; i++) {
    const bits = calculate(x[a.isSplat ? 0 : i], y[b.isSplat ? 0 : i], element);
    if (bits === undefined) return undefined;
    out[i] = bits;
  }
  return denseOf((result ?? a.type) as ShapedType, out);
}

/** Folds one constant to another of type `result`. */
export function foldUnary(
  a: Attribute | undefined,
  kind: Kind,
  result: Type,
  calculate: Unary,
): Attribute | undefined {
  if (isPoison(a)) return a;
  if (isConstant(a)) {
    const bits = scalarOfKind(a.type, kind) && calculate(bitsOf(a), a.type);
    const to = scalarOf(result);
    return bits === undefined || !to ? undefined : scalarAttr(to, bits);
  }
  if (!(a instanceof DenseElementsAttr)) return undefined;
  const element = scalarOfKind(a.type.elementType, kind);
  if (!element) return undefined;
  if (!(result instanceof ShapedType) || !result.hasStaticShape) return undefined;
  const out: bigint[] = [];
  for (const value of elementsOf(a)) {
    const bits = calculate(value, element);
    if (bits === undefined) return undefined;
    out.push(bits);
  }
  return denseOf(result, out);
}

/** Elements of `a` where the condition is true, of `b` elsewhere. */
export function foldChoice(
  condition: DenseElementsAttr,
  a: DenseElementsAttr,
  b: DenseElementsAttr,
): Attribute | undefined {
  if (!scalarOf(a.type.elementType)) return undefined;
  const [c, x, y] = [condition, a, b].map(elementsOf);
  const at = (list: readonly bigint[], i: number) => list[list.length === 1 ? 0 : i];
  return denseOf(
    a.type,
    Array.from({ length: condition.type.elementCount }, (_, i) =>
      at(c, i) !== 0n ? at(x, i) : at(y, i),
    ),
  );
}

export const kindOf = (type: Scalar): FloatKind => (type as FloatType).kind;
