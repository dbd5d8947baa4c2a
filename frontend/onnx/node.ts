/** What a row of the operator table sees of the node that it imports. */
import { type Elements, elementsBytes } from '../../dialects/common/index.js';
import {
  ArrayAttr,
  type Attribute,
  DenseArrayAttr,
  elementBytes,
  FloatAttr,
  FloatType,
  floatBits,
  IntegerAttr,
  IntegerType,
  type NamedAttribute,
  RankedTensorType,
  StringAttr,
  type Type,
  type Value,
} from '../../ir/index.js';
import {
  bigIntegersOf,
  type Constants,
  type GraphBuilder,
  integersOf,
  numbersOf,
  Unsupported,
} from '../common/index.js';
import type { OnnxAttribute, OnnxGraph, OnnxNode } from './schema.js';
import { elementTypeOf, type ReadExternal, tensorBytes, tensorTypeOf } from './tensors.js';

/** Attributes of an operation by name; arrays are i64, strings strings, booleans flags. */
export type Attributes = Readonly<
  Record<string, Attribute | boolean | string | readonly number[] | undefined>
>;

export const i64 = (value: number): Attribute => IntegerAttr.i64(value);
export const f32 = (value: number): Attribute => FloatAttr.get(value, FloatType.get('f32'));
export const f64 = (value: number): Attribute => FloatAttr.get(value, FloatType.get('f64'));
export const floats32 = (values: readonly number[]): Attribute =>
  DenseArrayAttr.get(FloatType.get('f32'), values);
export const floats64 = (values: readonly number[]): Attribute =>
  DenseArrayAttr.get(FloatType.get('f64'), values);
export const strings = (values: readonly string[]): Attribute =>
  ArrayAttr.get(values.map((v) => StringAttr.get(v)));

function attributeOf(value: NonNullable<Attributes[string]>): Attribute {
  if (typeof value === 'boolean') return IntegerAttr.bool(value);
  if (typeof value === 'string') return StringAttr.get(value);
  return Array.isArray(value) ? DenseArrayAttr.i64(value) : (value as Attribute);
}

function named(attributes: Attributes): NamedAttribute[] {
  return Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value: attributeOf(value) }],
  );
}

export const F32 = FloatType.get('f32');
export const I1 = IntegerType.get(1);
export const I32 = IntegerType.get(32);
export const I64 = IntegerType.get(64);

/** Where a node stands: what its names mean, and how subgraphs are imported. */
export interface Surroundings {
  readonly builder: GraphBuilder;
  readonly constants: Constants;
  readonly readExternal: ReadExternal | undefined;
  /** The value of a name. Throws Unsupported. */
  lookUp(name: string, what: string): Value;
  /** Whether a value goes only to operators that take quantized tensors as such. */
  staysQuantized(name: string): boolean;
  /** Imports the body of a subgraph with values for its inputs; its outputs. */
  subgraph(graph: OnnxGraph, inputs: readonly Value[]): Value[];
}

export class Node {
  readonly version: number;
  private readonly node: OnnxNode;
  private readonly around: Surroundings;
  private readonly attributes: ReadonlyMap<string, OnnxAttribute>;

  constructor(node: OnnxNode, version: number, around: Surroundings) {
    this.node = node;
    this.version = version;
    this.around = around;
    this.attributes = new Map((node.attribute ?? []).map((a) => [a.name ?? '', a]));
  }

  fail(reason: string): never {
    throw new Unsupported(reason);
  }

  //===--- operands ---===//

  get inputCount(): number {
    return this.node.input?.length ?? 0;
  }

  get outputCount(): number {
    return this.node.output?.length ?? 0;
  }

  has(i: number): boolean {
    return (this.node.input?.[i] ?? '') !== '';
  }

  wants(output: number): boolean {
    return (this.node.output?.[output] ?? '') !== '';
  }

  input(i: number): Value {
    if (!this.has(i)) this.fail(`its input ${i} is missing`);
    return this.around.lookUp(this.node.input![i], `input ${i}`);
  }

  inputs(): Value[] {
    return Array.from({ length: this.inputCount }, (_, i) => this.input(i));
  }

  optional(i: number): Value | undefined {
    return this.has(i) ? this.input(i) : undefined;
  }

  /** Whether output 0 goes only to operators that take quantized tensors as such. */
  get staysQuantized(): boolean {
    return this.around.staysQuantized(this.node.output?.[0] ?? '');
  }

  /** Whether input i is a constant of the model, and not one that was bound to it. */
  isConstant(i: number): boolean {
    return this.has(i) && this.input(i).definingOp?.hasTrait('ConstantLike') === true;
  }

  //===--- constants ---===//

  private describe(i: number): string {
    return `its input ${i} ('${this.node.input?.[i]}')`;
  }

  elements(i: number): Elements {
    return this.around.constants.get(this.input(i), this.describe(i));
  }

  /** The elements of a value, where they are known. */
  known(value: Value): Elements | undefined {
    return this.around.constants.find(value);
  }

  /** The constant integers of input i. */
  constInts(i: number): number[] {
    return integersOf(this.elements(i));
  }

  constBigInts(i: number): bigint[] {
    return bigIntegersOf(this.elements(i));
  }

  /** The constant numbers of input i. */
  constNumbers(i: number): number[] {
    return numbersOf(this.elements(i));
  }

  /** The constant number that input i has for all. */
  constNumber(i: number): number {
    return this.constNumbers(i)[0] ?? this.fail(`${this.describe(i)} is empty`);
  }

  //===--- attributes ---===//

  hasAttribute(name: string): boolean {
    return this.attributes.has(name);
  }

  int(name: string, fallback?: number): number {
    return this.attributes.get(name)?.i ?? this.given(name, 0, fallback);
  }

  float(name: string, fallback?: number): number {
    return this.attributes.get(name)?.f ?? this.given(name, 0, fallback);
  }

  text(name: string, fallback?: string): string {
    const bytes = this.attributes.get(name)?.s;
    return bytes ? textOf(bytes) : this.given(name, '', fallback);
  }

  texts(name: string): string[] | undefined {
    return this.attributes.get(name)?.strings?.map(textOf);
  }

  ints(name: string, fallback?: readonly number[]): readonly number[] {
    return this.attributes.get(name)?.ints ?? this.given(name, [], fallback);
  }

  floats(name: string, fallback?: readonly number[]): readonly number[] {
    return this.attributes.get(name)?.floats ?? this.given(name, [], fallback);
  }

  flag(name: string, fallback = false): boolean {
    return this.int(name, fallback ? 1 : 0) !== 0;
  }

  graph(name: string): OnnxGraph {
    return this.attributes.get(name)?.g ?? this.fail(`it lacks the graph '${name}'`);
  }

  attribute(name: string): OnnxAttribute | undefined {
    return this.attributes.get(name);
  }

  /** A value that the format leaves out where it is zero or empty, or the operator's default. */
  private given<T>(name: string, empty: T, fallback: T | undefined): T {
    if (this.attributes.has(name)) return empty;
    return fallback ?? this.fail(`it lacks the attribute '${name}'`);
  }

  /** The element type that an attribute names. */
  elementType(name: string, fallback?: number): Type {
    return elementTypeOf(this.int(name, fallback));
  }

  /** The constant that a tensor attribute holds. */
  tensor(name: string): Value | undefined {
    const t = this.attributes.get(name)?.t;
    if (!t) return undefined;
    const type = tensorTypeOf(t);
    return this.constant(type, tensorBytes(t, type, this.around.readExternal));
  }

  //===--- building ---===//

  subgraph(graph: OnnxGraph, inputs: readonly Value[]): Value[] {
    return this.around.subgraph(graph, inputs);
  }

  /** The result of an nn operation. */
  op(
    name: string,
    operands: readonly Value[],
    attributes: Attributes = {},
    type?: RankedTensorType,
  ): Value {
    return this.around.builder.value(`nn.${name}`, operands, {
      attributes: named(attributes),
      types: type ? [type] : undefined,
    });
  }

  /** The result of an operation of qnn, of a type. */
  quantized(name: string, operands: readonly Value[], type: RankedTensorType): Value {
    return this.around.builder.value(`qnn.${name}`, operands, { types: [type] });
  }

  /** The results of an operation with several. */
  ops(
    name: string,
    operands: readonly Value[],
    attributes: Attributes = {},
    types?: readonly RankedTensorType[],
  ): Value[] {
    const parts = { attributes: named(attributes), types };
    return [...this.around.builder.op(`nn.${name}`, operands, parts).results];
  }

  /** An operation that rearranges parameters: done at once where they are constant. */
  folded(
    name: string,
    operands: readonly Value[],
    attributes: Attributes = {},
    type?: RankedTensorType,
  ): Value {
    const made = this.op(name, operands, attributes, type);
    const isConstant = operands.every((v) => v.definingOp?.hasTrait('ConstantLike'));
    const elements = isConstant ? this.around.constants.find(made) : undefined;
    if (!elements) return made;
    return this.constant(made.type as RankedTensorType, elementsBytes(elements));
  }

  constant(type: RankedTensorType, bytes: Uint8Array): Value {
    return this.around.builder.constant(this.node.output?.[0] ?? 'constant', type, bytes);
  }

  /** A constant of numbers; without a shape a scalar. */
  numbers(values: readonly number[], element: Type, shape: readonly number[] = []): Value {
    return this.constant(RankedTensorType.get(shape, element), encode(values, element));
  }

  /** A scalar of the element type of a value. */
  scalar(value: number, like: Value): Value {
    return this.numbers([value], elementOf(like));
  }

  int64s(values: readonly (number | bigint)[], shape: readonly number[] = [values.length]): Value {
    const data = BigInt64Array.from(values, BigInt);
    return this.constant(RankedTensorType.get(shape, I64), new Uint8Array(data.buffer));
  }

  cast(value: Value, element: Type): Value {
    if (elementOf(value) === element) return value;
    return this.op('cast', [value], {}, typeOf(value).withElementType(element));
  }

  reshape(value: Value, shape: readonly number[]): Value {
    const type = typeOf(value).withShape(shape);
    return value.type === type ? value : this.op('reshape', [value], {}, type);
  }

  transpose(value: Value, perm: readonly number[]): Value {
    return perm.every((d, i) => d === i) ? value : this.op('transpose', [value], { perm });
  }

  /** N, C, spatial… to N, spatial…, C. */
  channelsLast(value: Value): Value {
    const rank = shapeOf(value).length;
    return this.transpose(value, [0, ...range(2, rank), 1]);
  }

  /** N, spatial…, C to N, C, spatial…. */
  channelsFirst(value: Value): Value {
    const rank = shapeOf(value).length;
    return this.transpose(value, [0, rank - 1, ...range(1, rank - 1)]);
  }

  /** A reduction that keeps its dimensions as ones, or drops them. */
  reduce(name: string, value: Value, axes: readonly number[], keep: boolean): Value {
    const { shape } = typeOf(value);
    const kept = shape.map((d, i) => (axes.includes(i) ? 1 : d));
    const dropped = shape.filter((_, i) => !axes.includes(i));
    return this.op(name, [value], { axes }, typeOf(value).withShape(keep ? kept : dropped));
  }

  /** An axis made non-negative. */
  axis(value: number, rank: number): number {
    const axis = value < 0 ? value + rank : value;
    if (!(axis >= 0 && axis < Math.max(1, rank)))
      this.fail(`its axis ${value} is outside the rank ${rank}`);
    return axis;
  }

  axes(values: readonly number[], rank: number): number[] {
    return [...new Set(values.map((a) => this.axis(a, rank)))].sort((a, b) => a - b);
  }
}

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

export const typeOf = (value: Value): RankedTensorType => value.type as RankedTensorType;
export const shapeOf = (value: Value): readonly number[] => typeOf(value).shape;
export const elementOf = (value: Value): Type => typeOf(value).elementType;
export const isFloat = (value: Value): boolean => elementOf(value) instanceof FloatType;
export const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
export const product = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1);

/** Numbers as stored elements: f32, f64, narrower floats by way of their bits, integers of any width. */
function encode(values: readonly number[], element: Type): Uint8Array {
  const width = elementBytes(element);
  const bytes = new Uint8Array(values.length * width);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    const at = i * width;
    if (element instanceof FloatType) {
      if (element.kind === 'f32') view.setFloat32(at, value, true);
      else if (element.kind === 'f64') view.setFloat64(at, value, true);
      else {
        const { bits } = floatBits(value, element.kind);
        if (width === 2) view.setUint16(at, Number(bits), true);
        else view.setUint8(at, Number(bits));
      }
      return;
    }
    let bits = BigInt.asUintN(64, BigInt(Math.trunc(value)));
    for (let b = 0; b < width; b++, bits >>= 8n) bytes[at + b] = Number(bits & 0xffn);
  });
  return bytes;
}
