import { IntegerType, RankedTensorType, type Type, type Value } from '../../ir/index.js';
import {
  ChannelsFirst,
  type Constants,
  constantWeights,
  elementOf,
  F32,
  type Net,
  shapeOfValue,
  Unsupported,
  type Weights,
} from '../common/index.js';
import { isTensor, Parameter, Tensor, type TorchValue } from './values.js';

/** What all operators of a program share while it is imported. */
export class TorchNet {
  readonly net: Net;
  readonly nchw: ChannelsFirst;
  private readonly constants: Constants;
  private readonly made = new Map<string, Value>();

  constructor(net: Net, constants: Constants) {
    this.net = net;
    this.nchw = new ChannelsFirst(net);
    this.constants = constants;
  }

  /** A tensor as an operand. A trained one becomes a constant once. */
  value(v: Tensor | Parameter): Value {
    if (v instanceof Tensor) return v.value;
    const found = this.made.get(v.name) ?? this.net.weights(v.name, v.weights);
    this.made.set(v.name, found);
    return found;
  }

  /** The numbers of a tensor that is known: a trained one, or one computed from such. */
  weights(v: Tensor | Parameter, what: string): Weights {
    return v instanceof Parameter ? v.weights : constantWeights(this.constants.get(v.value, what));
  }
}

/** The arguments of one call of an operator, by the names of its schema. */
export class TorchArgs {
  readonly shared: TorchNet;
  private readonly given: ReadonlyMap<string, TorchValue>;
  private readonly result: string;

  constructor(shared: TorchNet, given: ReadonlyMap<string, TorchValue>, result: string) {
    this.shared = shared;
    this.given = given;
    this.result = result;
  }

  /** For names of constants: the module that the weights are of, or the result. */
  get name(): string {
    const weight = this.given.get('weight');
    return weight instanceof Parameter ? weight.name.replace(/\.weight$/, '') : this.result;
  }

  get net(): Net {
    return this.shared.net;
  }
  get nchw(): ChannelsFirst {
    return this.shared.nchw;
  }

  /** The same call with further arguments. */
  with(more: Readonly<Record<string, TorchValue>>): TorchArgs {
    return new TorchArgs(
      this.shared,
      new Map([...this.given, ...Object.entries(more)]),
      this.result,
    );
  }

  /** Trained numbers in a list. */
  at(name: string, index: number): Weights {
    const list = this.given.get(name);
    const v = Array.isArray(list) ? (list as readonly TorchValue[])[index] : undefined;
    return isTensor(v)
      ? this.shared.weights(v, `its argument '${name}'`)
      : this.wrong(name, 'a list of tensors');
  }

  /** The states that a recurrent layer starts from: a tensor, a pair, or none that are known to be zero. */
  initialStates(): Value[] {
    const v = this.given.get('hx');
    if (isTensor(v)) return [this.shared.value(v)];
    return Array.isArray(v) ? this.tensors('hx') : [];
  }

  raw(name: string): TorchValue | undefined {
    return this.given.get(name);
  }

  has(name: string): boolean {
    const v = this.given.get(name);
    return v !== undefined && v !== null;
  }

  private wrong(name: string, expected: string): never {
    throw new Unsupported(`its argument '${name}' is not ${expected}`);
  }

  /** A tensor operand; a number is a constant of the type of `like`. */
  tensor(name: string, like: Type = F32): Value {
    const v = this.given.get(name);
    if (isTensor(v)) return this.shared.value(v);
    if (typeof v === 'number' || typeof v === 'boolean') return this.net.scalar(Number(v), like);
    return this.wrong(name, 'a tensor');
  }

  tensors(name: string): Value[] {
    const v = this.given.get(name);
    if (!Array.isArray(v) || !v.every(isTensor)) return this.wrong(name, 'a list of tensors');
    return v.map((t) => this.shared.value(t));
  }

  isTensor(name: string): boolean {
    return isTensor(this.given.get(name));
  }

  /** Trained numbers. */
  weights(name: string): Weights {
    const v = this.given.get(name);
    return isTensor(v)
      ? this.shared.weights(v, `its argument '${name}'`)
      : this.wrong(name, 'a tensor');
  }

  optionalWeights(name: string): Weights | undefined {
    return this.has(name) ? this.weights(name) : undefined;
  }

  number(name: string, fallback?: number): number {
    const v = this.given.get(name) ?? fallback;
    if (typeof v === 'boolean') return Number(v);
    return typeof v === 'number' ? v : this.wrong(name, 'a number that is known');
  }

  int(name: string, fallback?: number): number {
    const v = this.number(name, fallback);
    return Number.isInteger(v) ? v : this.wrong(name, 'a whole number');
  }

  flag(name: string, fallback = false): boolean {
    const v = this.given.get(name) ?? fallback;
    return typeof v === 'boolean' || typeof v === 'number'
      ? Boolean(v)
      : this.wrong(name, 'true or false');
  }

  text(name: string, fallback = ''): string {
    const v = this.given.get(name) ?? fallback;
    return typeof v === 'string' ? v : this.wrong(name, 'a text');
  }

  /** Whole numbers; one stands for `count` equal ones, and so does an empty list for `fallback`. */
  ints(name: string, count?: number, fallback?: readonly number[]): readonly number[] {
    const given = this.given.get(name) ?? fallback;
    if (typeof given === 'number') return Array(count ?? 1).fill(given);
    const isEmpty = Array.isArray(given) && given.length === 0 && fallback !== undefined;
    const v = isEmpty ? fallback : given;
    if (!Array.isArray(v) || !v.every((n) => typeof n === 'number'))
      return this.wrong(name, 'whole numbers that are known');
    return count !== undefined && v.length === 1 ? Array(count).fill(v[0]) : v;
  }

  numbers(name: string): readonly number[] | undefined {
    const v = this.given.get(name);
    return Array.isArray(v) && v.every((n) => typeof n === 'number') ? v : undefined;
  }

  /** A dimension of a tensor; negative ones count from behind. */
  dim(name: string, rank: number, fallback?: number): number {
    const d = this.int(name, fallback);
    const found = d < 0 ? d + Math.max(rank, 1) : d;
    if (found < 0 || found >= Math.max(rank, 1))
      throw new Unsupported(`its dimension ${d} is outside of ${rank}`);
    return found;
  }

  /** Dimensions; all where none are given. */
  dims(name: string, rank: number): number[] {
    const v = this.given.get(name);
    const list = v === undefined || v === null ? [] : this.ints(name);
    if (list.length === 0) return Array.from({ length: rank }, (_, i) => i);
    return list.map((d) => (d < 0 ? d + rank : d));
  }

  /** Two operands, brought to one element type as PyTorch promotes them. */
  pair(a: string, b: string): [Value, Value] {
    const like = this.isTensor(a) ? elementOf(this.tensor(a)) : elementOf(this.tensor(b));
    const isFraction = [a, b].some(
      (n) => typeof this.raw(n) === 'number' && !Number.isInteger(this.raw(n)),
    );
    const number = isFraction && like instanceof IntegerType ? F32 : like;
    return promoted(this, this.tensor(a, number), this.tensor(b, number));
  }

  cast(v: Value, to: Type): Value {
    return elementOf(v) === to ? v : this.net.elementwise('cast', [v], {}, to);
  }

  typed(shape: readonly number[], type: Type): RankedTensorType {
    return RankedTensorType.get(shape, type);
  }
}

/** How far up a type is in promotion: bool, integers by width, floats by width. */
function rankOf(type: Type): number {
  if (type instanceof IntegerType) return type.width;
  return 1000 + (type as unknown as { width: number }).width;
}

function promoted(a: TorchArgs, x: Value, y: Value): [Value, Value] {
  const [tx, ty] = [elementOf(x), elementOf(y)];
  if (tx === ty) return [x, y];
  // A tensor without dimensions does not raise the type within its kind.
  const scalarLast = (v: Value, t: Type) => rankOf(t) - (shapeOfValue(v).length === 0 ? 500 : 0);
  const to = scalarLast(x, tx) >= scalarLast(y, ty) ? tx : ty;
  return [a.cast(x, to), a.cast(y, to)];
}
