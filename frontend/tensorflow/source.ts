import { RankedTensorType, type Type, type Value } from '../../ir/index.js';
import {
  type Constants,
  constantWeights,
  elementOf,
  F32,
  integersOf,
  type Net,
  numbersOf,
  shapeOfValue,
  Unsupported,
  type Weights,
} from '../common/index.js';
import type { GraphNode } from './graph.js';
import { elementTypeOf, sizesOf, type TfAttr } from './schema.js';
import { isValue, TensorList, type TfValue } from './values.js';

/** What a row may ask of the node that it imports. */
export class TfSource {
  readonly node: GraphNode;
  readonly net: Net;
  readonly inputs: readonly TfValue[];
  private readonly constants: Constants;

  constructor(node: GraphNode, net: Net, constants: Constants, inputs: readonly TfValue[]) {
    this.node = node;
    this.net = net;
    this.constants = constants;
    this.inputs = inputs;
  }

  get name(): string {
    return this.node.name;
  }

  input(i: number): Value {
    const v = this.inputs[i];
    if (!isValue(v)) throw new Unsupported(`its input ${i} is no tensor`);
    return v;
  }

  get values(): Value[] {
    return this.inputs.map((_, i) => this.input(i));
  }

  list(i: number): TensorList {
    const v = this.inputs[i];
    if (!(v instanceof TensorList)) throw new Unsupported(`its input ${i} is no list of tensors`);
    return v;
  }

  shape(i: number): readonly number[] {
    return shapeOfValue(this.input(i));
  }

  /** Trained numbers, or others that are known. */
  weights(i: number): Weights {
    return constantWeights(this.constants.get(this.input(i), `its input ${i}`));
  }

  /** Known whole numbers. */
  ints(i: number): number[] {
    return integersOf(this.constants.get(this.input(i), `its input ${i}`));
  }

  int(i: number): number {
    return this.ints(i)[0];
  }

  /** Known numbers of any type. */
  numbers(i: number): number[] {
    return numbersOf(this.constants.get(this.input(i), `its input ${i}`));
  }

  /** Whether an operand is known now. */
  isKnown(i: number): boolean {
    const v = this.inputs[i];
    return isValue(v) && this.constants.find(v) !== undefined;
  }

  attr(name: string): TfAttr | undefined {
    return this.node.attrs.get(name);
  }

  intAttr(name: string, fallback: number): number {
    return this.attr(name)?.i ?? fallback;
  }

  intsAttr(name: string, fallback: readonly number[] = []): readonly number[] {
    const list = this.attr(name)?.list?.i ?? [];
    return list.length > 0 ? list : fallback;
  }

  numberAttr(name: string, fallback: number): number {
    return this.attr(name)?.f ?? fallback;
  }

  flag(name: string, fallback = false): boolean {
    return this.attr(name)?.b ?? fallback;
  }

  text(name: string, fallback = ''): string {
    const bytes = this.attr(name)?.s;
    return bytes ? new TextDecoder().decode(bytes) : fallback;
  }

  typeAttr(name: string): Type | undefined {
    return elementTypeOf(this.attr(name)?.type);
  }

  shapeAttr(name: string): number[] | undefined {
    return sizesOf(this.attr(name)?.shape);
  }

  /** A dimension that an input names. */
  axis(i: number, rank: number): number {
    return axisIn(this.int(i), rank);
  }

  /** A constant of whole numbers of a type. */
  integers(shape: readonly number[], values: readonly number[], type: Type): Value {
    const width = Math.ceil((type as unknown as { width: number }).width / 8);
    const bytes = new Uint8Array(width * values.length);
    values.forEach((value, i) => {
      let rest = BigInt(Math.trunc(value));
      for (let b = 0; b < width; b++, rest >>= 8n) bytes[i * width + b] = Number(rest & 255n);
    });
    return this.net.weights(this.name, { type: RankedTensorType.get(shape, type), bytes });
  }

  cast(v: Value, to: Type = F32): Value {
    return elementOf(v) === to ? v : this.net.elementwise('cast', [v], {}, to);
  }

  /** Runs `fn` on an NHWC picture, whichever order the node keeps. */
  picture(x: Value, fn: (nhwc: Value) => Value): Value {
    if (shapeOfValue(x).length !== 4)
      throw new Unsupported('its input is no picture of four dimensions');
    return this.isChannelsFirst ? this.net.toNchw(fn(this.net.toNhwc(x))) : fn(x);
  }

  get isChannelsFirst(): boolean {
    return this.text('data_format', 'NHWC').startsWith('NC');
  }

  /** Height and width of a list that has a number for each dimension of a picture. */
  spatial(list: readonly number[]): number[] {
    return this.isChannelsFirst ? [list[2], list[3]] : [list[1], list[2]];
  }
}

export function axisIn(axis: number, rank: number): number {
  const found = axis < 0 ? axis + rank : axis;
  if (!(found >= 0 && found < rank))
    throw new Unsupported(`its axis ${axis} is outside of ${rank} dimensions`);
  return found;
}
