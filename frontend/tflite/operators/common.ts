/** What the rows of the operator table share: the questions that they may ask, and attributes. */
import { UniformQuantizedType } from '../../../dialects/quant/index.js';
import {
  DenseArrayAttr,
  FloatAttr,
  IntegerAttr,
  type NamedAttribute,
  RankedTensorType,
  type Region,
  StringAttr,
  type Type,
  type Value,
} from '../../../ir/index.js';
import type { Opcode, TfliteOperator, TfliteOperatorOf, TfliteTensor } from '../index.js';

/** What an operator becomes: the values of its results. */
export type Row<K extends Opcode = Opcode> = (
  s: Source,
  op: TfliteOperatorOf<K>,
) => readonly Value[];
export type Rows = { readonly [K in Opcode]?: Row<K> };

/** What a row may ask of the operator that it imports, and what it may make. */
export interface Source {
  readonly op: TfliteOperator;
  has(i: number): boolean;
  /** Input tensor i; an absent one ends the import of the operator. */
  input(i: number): TfliteTensor;
  output(i?: number): TfliteTensor;
  /** The value of input i. */
  value(i: number): Value;
  /** The IR type of result i. */
  type(i?: number): RankedTensorType;
  /** The constant integers of input i. */
  constantInts(i: number): readonly number[];
  /** A constant tensor of integers or floats. */
  constant(type: RankedTensorType, values: readonly number[]): Value;
  /**
   * An operation, of qnn where an operand or a result is quantized, else of nn; a name with a dot is
   * taken as it is.
   */
  emit(
    name: string,
    operands: readonly Value[],
    attributes: readonly NamedAttribute[],
    types: readonly Type[],
    regions?: readonly Region[],
  ): readonly Value[];
  /** The variable behind a state tensor or a resource. */
  variable(i: number): Variable;
  /** Values of a variable of the operator's own: `type`, zeros before the first run. */
  ownVariable(name: string, type: RankedTensorType): Variable;
  /**
   * A region that runs a subgraph and yields its outputs; its inputs are arguments of the given types,
   * or, without types, the operator's inputs behind the first.
   */
  region(subgraph: number, types?: readonly RankedTensorType[]): Region;
  /** A resource as output 0, by its shared name. */
  defineResource(sharedName: string): void;
  /** What a subgraph assigns to resources before the first run. */
  initialize(subgraph: number): void;
  /** Ends the import of this operator with a reason. */
  fail(message: string): never;
}

export interface Variable {
  read(): Value;
  assign(value: Value): void;
}

/** One operation on some inputs, with the types of the operator's results. */
export function single(
  s: Source,
  name: string,
  operands: readonly number[],
  attributes: readonly NamedAttribute[] = [],
): readonly Value[] {
  const values = operands.map((i) => s.value(i));
  return s.emit(name, values, attributes, resultTypes(s));
}

export const resultTypes = (s: Source) => s.op.outputs.map((_, i) => s.type(i));

/** A row of one operation without attributes. */
export const plain =
  (name: string, ...operands: readonly number[]) =>
  (s: Source): readonly Value[] =>
    single(s, name, operands.length > 0 ? operands : [0]);

// ---- attributes -------------------------------------------------------------------------------

export const ints = (name: string, values: readonly number[]): NamedAttribute => ({
  name,
  value: DenseArrayAttr.i64(values),
});
export const i64 = (name: string, value: number): NamedAttribute => ({
  name,
  value: IntegerAttr.i64(value),
});
export const f32 = (name: string, value: number): NamedAttribute => ({
  name,
  value: FloatAttr.f32(value),
});
export const f64 = (name: string, value: number): NamedAttribute => ({
  name,
  value: FloatAttr.f64(value),
});
export const flag = (name: string, value: boolean): NamedAttribute => ({
  name,
  value: IntegerAttr.bool(value),
});
export const text = (name: string, value: string): NamedAttribute => ({
  name,
  value: StringAttr.get(value),
});

const ACTIVATIONS: Record<string, string> = {
  NONE: 'none',
  RELU: 'relu',
  RELU6: 'relu6',
  RELU_N1_TO_1: 'relu_n1_to_1',
};

export function activation(s: Source, kind: string): NamedAttribute {
  const value = ACTIVATIONS[kind] ?? s.fail(`its fused activation ${kind} is not supported`);
  return text('activation', value);
}

/** Ends the import where a fused activation stands on an operator that knows none. */
export function noActivation(s: Source, kind: string): void {
  if (kind !== 'NONE') s.fail(`its fused activation ${kind} is not supported`);
}

// ---- types ------------------------------------------------------------------------------------

export const typeOf = (value: Value) => value.type as RankedTensorType;
export const shapeOf = (value: Value) => typeOf(value).shape;

export function quantOf(type: Type): UniformQuantizedType | undefined {
  const element = type instanceof RankedTensorType ? type.elementType : undefined;
  return element instanceof UniformQuantizedType ? element : undefined;
}

export const isQuantized = (value: Value) => quantOf(value.type) !== undefined;

/** A value under another shape. */
export function reshaped(s: Source, value: Value, shape: readonly number[]): Value {
  if (String(shapeOf(value)) === String(shape)) return value;
  return s.emit('reshape', [value], [], [typeOf(value).withShape(shape)])[0];
}

/** A value with its dimensions in another order. */
export function permuted(s: Source, value: Value, perm: readonly number[]): Value {
  const shape = perm.map((d) => shapeOf(value)[d]);
  return s.emit('transpose', [value], [ints('perm', perm)], [typeOf(value).withShape(shape)])[0];
}

/** An axis that may count from the end, checked. */
export function axisOf(s: Source, axis: number, rank: number): number {
  const resolved = axis < 0 ? axis + rank : axis;
  if (resolved < 0 || resolved >= rank) s.fail(`its axis ${axis} lies outside ${rank} dimensions`);
  return resolved;
}

/** Axes of a constant input, each once, ascending. */
export function axesOf(s: Source, i: number, rank: number): number[] {
  const axes = s.constantInts(i).map((a) => axisOf(s, a, rank));
  return [...new Set(axes)].sort((a, b) => a - b);
}

/** The quantization of result 0 is that of input i; else the reference only reinterprets. */
export function sameQuantization(s: Source, i = 0): void {
  const [a, b] = [s.input(i).quantization, s.output().quantization];
  if (!a || !b) return;
  const isSame = a.scales[0] === b.scales[0] && a.zeroPoints[0] === b.zeroPoints[0];
  if (!isSame) s.fail('its input and result are quantized differently, and it does not rescale');
}
