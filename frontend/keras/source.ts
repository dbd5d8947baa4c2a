import { RankedTensorType, type Type, type Value } from '../../ir/index.js';
import {
  elementOf,
  F32,
  f32,
  f64,
  isRecord,
  type Json,
  type Net,
  Options,
  shapeOfValue,
  Unsupported,
  type Weights,
} from '../common/index.js';

/** What a row may ask of the layer that it imports. */
export class KerasSource {
  readonly options: Options;
  readonly net: Net;
  readonly name: string;
  readonly inputs: readonly Value[];
  /** The first number of Keras' version. */
  readonly major: number;
  private readonly own: readonly Weights[];
  private taken = 0;

  constructor(
    options: Options,
    net: Net,
    name: string,
    inputs: readonly Value[],
    major: number,
    weights: readonly Weights[],
  ) {
    this.options = options;
    this.net = net;
    this.name = name;
    this.inputs = inputs;
    this.major = major;
    this.own = weights;
  }

  get input(): Value {
    const [first] = this.inputs;
    if (!first) throw new Unsupported('its input is missing');
    return first;
  }

  get shape(): readonly number[] {
    return shapeOfValue(this.input);
  }

  get weightsLeft(): number {
    return this.own.length - this.taken;
  }

  /** The next trained numbers of the layer, which have as many dimensions as `rank`. */
  take(what: string, rank: number): Weights {
    const found = this.own[this.taken++];
    if (!found) throw new Unsupported(`its ${what} is missing from the file`);
    if (found.type.shape.length !== rank) {
      throw new Unsupported(`its ${what} is ${found.type}, expected ${rank} dimensions`);
    }
    return found;
  }

  /** The next trained numbers when an option is on. */
  takeIf(option: string, what: string, isOnByDefault = true): Weights | undefined {
    return this.options.flag(option, isOnByDefault) ? this.take(what, 1) : undefined;
  }

  /** A source of the same weights for a layer inside this one. */
  inner(
    options: Json | undefined,
    inputs: readonly Value[],
    weights?: readonly Weights[],
  ): KerasSource {
    const config = isRecord(options) && isRecord(options.config) ? options.config : {};
    return new KerasSource(
      new Options(config),
      this.net,
      this.name,
      inputs,
      this.major,
      weights ?? this.own,
    );
  }

  get weights(): readonly Weights[] {
    return this.own;
  }

  /** Runs `fn` with the channels last; a layer may keep them first. */
  channelsLast(x: Value, fn: (v: Value) => Value): Value {
    if (this.options.text('data_format', 'channels_last') !== 'channels_first') return fn(x);
    const rank = shapeOfValue(x).length;
    const rest = Array.from({ length: rank - 2 }, (_, i) => i + 2);
    const out = fn(this.net.transpose(x, [0, ...rest, 1]));
    if (shapeOfValue(out).length !== rank) return out;
    return this.net.transpose(out, [0, rank - 1, ...rest.map((d) => d - 1)]);
  }

  /** A picture of one row for a sequence N, W, C, and back. */
  asPicture(x: Value, fn: (v: Value) => Value): Value {
    const [n, w, c] = shapeOfValue(x);
    const out = fn(this.net.reshape(x, [n, 1, w, c]));
    const [, , width, channels] = shapeOfValue(out);
    return this.net.reshape(out, [n, width, channels]);
  }

  cast(v: Value, to: Type = F32): Value {
    if (elementOf(v) === to) return v;
    return this.net.op('cast', [v], {}, RankedTensorType.get(shapeOfValue(v), to));
  }

  /** The function that the option names, on a value. */
  activation(v: Value, option = 'activation'): Value {
    return activate(this, this.options.json[option] ?? 'linear', v);
  }
}

type Activation = (s: KerasSource, v: Value, options: Options) => Value;
const plain =
  (op: string): Activation =>
  (s, v) =>
    s.net.op(op, [v]);

/** From Keras 3 on hard_sigmoid is relu6(x + 3) / 6. */
const hardSigmoid: Activation = (s, v) =>
  s.net.op('hard_sigmoid', [v], s.major >= 3 ? { alpha: f32(1 / 6) } : {});

/** Functions by their names; a function that is a layer has options. */
const ACTIVATIONS: Readonly<Record<string, Activation>> = {
  elu: (s, v, o) => s.net.op('elu', [v], { alpha: f32(o.number('alpha', 1)) }),
  exponential: plain('exp'),
  gelu: (s, v, o) => s.net.op('gelu', [v], { approximate: o.flag('approximate') }),
  hard_sigmoid: hardSigmoid,
  hard_silu: plain('hard_swish'),
  hard_swish: plain('hard_swish'),
  leaky_relu: (s, v, o) => {
    const alpha = o.number('negative_slope', o.number('alpha', s.major >= 3 ? 0.2 : 0.3));
    return s.net.op('leaky_relu', [v], { alpha: f32(alpha) });
  },
  linear: (_, v) => v,
  log_softmax: plain('log_softmax'),
  mish: plain('mish'),
  relu: (s, v, o) => {
    const most = o.has('max_value') ? o.number('max_value', 0) : Infinity;
    const slope = o.number('negative_slope', 0);
    if (o.number('threshold', 0) !== 0)
      throw new Unsupported("its option 'threshold' is not supported");
    if (slope !== 0) {
      const leaky = s.net.op('leaky_relu', [v], { alpha: f32(slope) });
      return most === Infinity ? leaky : s.net.op('min', [leaky, s.net.scalar(most)]);
    }
    if (most === Infinity) return s.net.op('relu', [v]);
    return most === 6
      ? s.net.op('relu6', [v])
      : s.net.op('clamp', [v], { min: f64(0), max: f64(most) });
  },
  relu6: plain('relu6'),
  selu: plain('selu'),
  sigmoid: plain('sigmoid'),
  silu: plain('silu'),
  softmax: (s, v, o) => {
    const rank = shapeOfValue(v).length;
    const axis = o.int('axis', -1);
    return s.net.op('softmax', [v], { axis: axis < 0 ? axis + rank : axis });
  },
  softplus: plain('softplus'),
  softsign: plain('softsign'),
  swish: plain('silu'),
  tanh: plain('tanh'),
};

const CLASS_NAMES: Readonly<Record<string, string>> = {
  ELU: 'elu',
  LeakyReLU: 'leaky_relu',
  ReLU: 'relu',
  Softmax: 'softmax',
};

/** A function by its name, or by the layer or registered function that stands for it. */
export function activate(s: KerasSource, named: Json, v: Value, options?: Options): Value {
  if (isRecord(named)) {
    const { class_name: word, config } = named;
    if (word === 'function' && typeof config === 'string') return activate(s, config, v);
    const name = CLASS_NAMES[`${word}`] ?? word;
    return activate(s, name ?? null, v, new Options(isRecord(config) ? config : {}));
  }
  const found = typeof named === 'string' ? ACTIVATIONS[named] : undefined;
  if (!found) throw new Unsupported(`its activation ${JSON.stringify(named)} is not supported`);
  return found(s, v, options ?? new Options({}));
}
