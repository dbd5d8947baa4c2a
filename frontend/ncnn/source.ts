import type { Value } from '../../ir/index.js';
import {
  type ChannelsFirst,
  f32Values,
  f32Weights,
  type Net,
  Unsupported,
  type Weights,
} from '../common/index.js';
import type { BinStream } from './bin.js';
import type { NcnnLayer } from './param.js';

/** What a row may ask of the layer that it imports. A tensor is ncnn's with a batch of one in front. */
export class NcnnSource {
  readonly layer: NcnnLayer;
  readonly bin: BinStream;
  readonly net: Net;
  readonly nchw: ChannelsFirst;
  readonly inputs: readonly Value[];

  constructor(layer: NcnnLayer, bin: BinStream, nchw: ChannelsFirst, inputs: readonly Value[]) {
    this.layer = layer;
    this.bin = bin;
    this.nchw = nchw;
    this.net = nchw.net;
    this.inputs = inputs;
  }

  get name(): string {
    return this.layer.name;
  }

  get input(): Value {
    const [first] = this.inputs;
    if (!first) throw new Unsupported('its input is missing');
    return first;
  }

  has(id: number): boolean {
    return this.layer.params.has(id);
  }

  number(id: number, fallback: number): number {
    const value = this.layer.params.get(id);
    if (value === undefined) return fallback;
    if (typeof value === 'string')
      throw new Unsupported(`its parameter ${id} is '${value}', expected a number`);
    return value[0];
  }

  /** A size, count or flag. */
  int(id: number, fallback: number): number {
    const value = this.number(id, fallback);
    if (!Number.isInteger(value) || Math.abs(value) > 2 ** 31) {
      throw new Unsupported(`its parameter ${id} is ${value}, expected a whole number`);
    }
    return value;
  }

  numbers(id: number): readonly number[] {
    const value = this.layer.params.get(id) ?? [];
    if (typeof value === 'string')
      throw new Unsupported(`its parameter ${id} is '${value}', expected numbers`);
    return value;
  }

  /** Height and width, of which the height's parameter falls back to the width's. */
  pair(width: number, height: number, fallback: number): number[] {
    const w = this.int(width, fallback);
    return [this.int(height, w), w];
  }

  /**
   * A filter of `shape` and the bias behind it; int8 numbers are brought to size by the scales that
   * follow them, one an output or one for all.
   */
  filter(
    shape: readonly number[],
    hasBias: boolean,
    int8Term: number,
  ): [Weights, Weights | undefined] {
    const { weights, isInt8 } = this.bin.tagged(shape);
    const bias = hasBias ? this.bin.plain([shape[0]]) : undefined;
    if (int8Term === 0) return [weights, bias];
    const isPerGroup = int8Term === 1 || int8Term === 101;
    const scales = f32Values(this.bin.plain([isPerGroup ? shape[0] : 1]));
    this.bin.plain([1]);
    if (int8Term > 100) this.bin.plain([1]);
    if (!isInt8) return [weights, bias];
    const values = f32Values(weights);
    const perOutput = values.length / shape[0];
    const real = values.map((v, i) => v / scales[isPerGroup ? Math.floor(i / perOutput) : 0]);
    return [f32Weights(shape, real), bias];
  }
}
