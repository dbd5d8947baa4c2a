// Runs a TorchScript program on tensors that are not there yet: numbers, lists and objects are computed,
// a call of an operator on tensors becomes operations. What decides the way (conditions, trip counts) must
// not depend on tensors.

import type { RankedTensorType } from '../../ir/index.js';
import { FormatError, Unsupported } from '../common/index.js';
import { PyName, PyObject } from './pickle.js';
import type { Expr, ScriptFile, ScriptFunction, Statement } from './script-parser.js';
import { Callable, isTensor, Parameter, type Tensor, type TorchValue } from './values.js';

const MOST_STEPS = 2_000_000;
const MOST_CALLS = 60;

/** What the program finds around it. */
export interface ScriptWorld {
  /** The file behind a dotted path, e.g. `__torch__.torch.nn.modules.conv`. */
  file(module: string): ScriptFile | undefined;
  /** An attribute of an object of the model. */
  attribute(object: PyObject, name: string): TorchValue | undefined;
  /** Constants of the program. */
  constant(index: number): TorchValue;
  /** Calls an operator of PyTorch (`conv2d`, `prim.NumToTensor`). */
  operator(
    name: string,
    args: readonly TorchValue[],
    named: ReadonlyMap<string, TorchValue>,
    result: string,
    line: string,
  ): TorchValue;
}

type Scope = Map<string, TorchValue>;
class Returned {
  readonly value: TorchValue;
  constructor(value: TorchValue) {
    this.value = value;
  }
}

export class ScriptRunner {
  private readonly world: ScriptWorld;
  private steps = 0;
  private depth = 0;

  constructor(world: ScriptWorld) {
    this.world = world;
  }

  /** Calls a method of an object. Throws Unsupported or FormatError. */
  method(
    self: PyObject,
    name: string,
    args: readonly TorchValue[],
    named: ReadonlyMap<string, TorchValue> = new Map(),
  ): TorchValue {
    const methods = this.world.file(self.type.module)?.classes.get(self.type.name);
    const fn = methods?.get(name);
    if (!fn) throw new Unsupported(`the program has no method '${name}' of ${self.type.path}`);
    return this.call(fn, [self, ...args], named);
  }

  private call(
    fn: ScriptFunction,
    args: readonly TorchValue[],
    named: ReadonlyMap<string, TorchValue>,
  ): TorchValue {
    if (++this.depth > MOST_CALLS) throw new Unsupported('its calls are nested too deep');
    const scope: Scope = new Map();
    fn.parameters.forEach(({ name, fallback }, i) => {
      const value =
        args[i] ??
        named.get(name) ??
        (fallback ? this.value(fallback, scope, name, fn.file) : null);
      scope.set(name, value);
    });
    const result = this.block(fn.body, scope, fn.file);
    this.depth--;
    return result?.value ?? null;
  }

  private block(body: readonly Statement[], scope: Scope, file: string): Returned | undefined {
    for (const statement of body) {
      if (++this.steps > MOST_STEPS) throw new Unsupported('the program runs for too long');
      const returned = this.statement(statement, scope, file);
      if (returned) return returned;
    }
    return undefined;
  }

  private statement(s: Statement, scope: Scope, file: string): Returned | undefined {
    const place = `${file}:${s.line}`;
    switch (s.kind) {
      case 'pass':
        return undefined;
      case 'do':
        this.value(s.value, scope, '', place);
        return undefined;
      case 'return':
        return new Returned(this.value(s.value, scope, 'output', place));
      case 'assign':
        this.assign(s.targets, this.value(s.value, scope, s.targets.at(-1)!, place), scope, place);
        return undefined;
      case 'if':
        return this.block(this.truth(s.condition, scope, place) ? s.yes : s.no, scope, file);
      case 'for': {
        const over = this.value(s.over, scope, '', place);
        if (!Array.isArray(over))
          throw new Unsupported(`${place}: the program loops over what is no list`);
        for (const item of over) {
          scope.set(s.name, item);
          const returned = this.block(s.body, scope, file);
          if (returned) return returned;
        }
        return undefined;
      }
      case 'while':
        while (this.truth(s.condition, scope, place)) {
          if (++this.steps > MOST_STEPS) throw new Unsupported('the program runs for too long');
          const returned = this.block(s.body, scope, file);
          if (returned) return returned;
        }
        return undefined;
    }
  }

  private assign(targets: readonly string[], value: TorchValue, scope: Scope, place: string): void {
    if (targets.length === 1) {
      scope.set(targets[0], value);
      return;
    }
    const names = targets.slice(1);
    if (!Array.isArray(value) || value.length < names.length)
      throw new Unsupported(`${place}: too few values for ${names.join(', ')}`);
    names.forEach((name, i) => {
      scope.set(name, value[i]);
    });
  }

  private truth(e: Expr, scope: Scope, place: string): boolean {
    const value = this.value(e, scope, '', place);
    if (isTensor(value)) throw new Unsupported(`${place}: a condition depends on a tensor`);
    return Array.isArray(value) ? value.length > 0 : Boolean(value);
  }

  private value(e: Expr, scope: Scope, hint: string, place: string): TorchValue {
    switch (e.kind) {
      case 'value':
        return e.value;
      case 'name': {
        const value = scope.get(e.name);
        if (value === undefined)
          throw new FormatError(place, undefined, `found the unknown name '${e.name}'`);
        return value;
      }
      case 'attribute':
        return this.attribute(e, scope, place);
      case 'index':
        return this.index(
          this.value(e.of, scope, hint, place),
          this.value(e.at, scope, '', place),
          place,
        );
      case 'list':
      case 'tuple':
        return e.items.map((i) => this.value(i, scope, hint, place));
      case 'dict':
        return new Map(
          e.keys.map((k, i) => [
            this.value(k, scope, '', place),
            this.value(e.values[i], scope, hint, place),
          ]),
        );
      case 'unary':
        return this.unary(e.op, this.value(e.of, scope, hint, place), hint, place);
      case 'binary':
        return this.binary(e, scope, hint, place);
      case 'choice':
        return this.value(this.truth(e.condition, scope, place) ? e.yes : e.no, scope, hint, place);
      case 'call':
        return this.callExpression(e, scope, hint, place);
    }
  }

  private attribute(e: Expr & { kind: 'attribute' }, scope: Scope, place: string): TorchValue {
    const path = dotted(e);
    if (path?.startsWith('CONSTANTS.c')) return this.world.constant(Number(path.slice(11)));
    const of = this.value(e.of, scope, '', place);
    return this.field(of, e.name, place);
  }

  private field(of: TorchValue, name: string, place: string): TorchValue {
    if (of instanceof PyObject) {
      const found = this.world.attribute(of, name);
      if (found !== undefined) return found;
      const fn = this.world.file(of.type.module)?.classes.get(of.type.name)?.get(name);
      if (fn) return new Callable(fn, of);
    }
    throw new Unsupported(`${place}: there is no attribute '${name}'`);
  }

  private index(of: TorchValue, at: TorchValue, place: string): TorchValue {
    if (of instanceof Map) return of.get(at) ?? null;
    if (Array.isArray(of) && typeof at === 'number') {
      const found = of[at < 0 ? at + of.length : at];
      if (found !== undefined) return found;
    }
    throw new Unsupported(`${place}: there is nothing at the index ${at}`);
  }

  private unary(op: string, v: TorchValue, hint: string, place: string): TorchValue {
    if (isTensor(v))
      return this.world.operator(op === '-' ? 'neg' : 'bitwise_not', [v], new Map(), hint, place);
    if (op === 'not') return !(Array.isArray(v) ? v.length > 0 : v);
    return op === '-' ? -Number(v) : op === '~' ? ~Number(v) : v;
  }

  private binary(
    e: Expr & { kind: 'binary' },
    scope: Scope,
    hint: string,
    place: string,
  ): TorchValue {
    if (e.op === 'and' || e.op === 'or') {
      const lhs = this.truth(e.lhs, scope, place);
      if (lhs === (e.op === 'or')) return lhs;
      return this.truth(e.rhs, scope, place);
    }
    const [a, b] = [this.value(e.lhs, scope, hint, place), this.value(e.rhs, scope, hint, place)];
    if (e.op === 'is' || e.op === 'isnot') return (a === b) === (e.op === 'is');
    const name = WORDS[e.op];
    if (isTensor(a) || isTensor(b))
      return this.world.operator(name ?? e.op, [a, b], new Map(), hint, place);
    const computed = scalarOperator(name ?? e.op, [a, b]);
    if (computed === undefined)
      throw new Unsupported(`${place}: the operator '${e.op}' is not supported here`);
    return computed;
  }

  private callExpression(
    e: Expr & { kind: 'call' },
    scope: Scope,
    hint: string,
    place: string,
  ): TorchValue {
    const path = dotted(e.callee);
    // The first argument of these is a type.
    if (path === 'annotate' || path === 'unchecked_cast')
      return this.value(e.args[1], scope, hint, place);
    if (path === 'uninitialized') return null;
    if (path === 'getattr')
      return this.field(
        this.value(e.args[0], scope, hint, place),
        `${this.value(e.args[1], scope, '', place)}`,
        place,
      );
    const args = e.args.map((a) => this.value(a, scope, hint, place));
    const named = new Map([...e.named].map(([k, v]) => [k, this.value(v, scope, hint, place)]));
    if (e.callee.kind === 'attribute') {
      const root = path?.split('.')[0];
      if (root === '__torch__') return this.free(path!, args, named, place);
      if ((root === 'torch' || root === 'ops') && !scope.has(root)) {
        return this.operator(path!.slice(path!.indexOf('.') + 1), args, named, hint, place);
      }
      const of = this.value(e.callee.of, scope, hint, place);
      if (of instanceof PyObject) {
        const method = this.field(of, e.callee.name, place);
        if (method instanceof Callable)
          return this.call(method.fn, method.self ? [method.self, ...args] : args, named);
        throw new Unsupported(`${place}: '${e.callee.name}' is no method`);
      }
      return this.operator(e.callee.name, [of, ...args], named, hint, place);
    }
    if (e.callee.kind === 'name' && scope.has(e.callee.name)) {
      const fn = scope.get(e.callee.name);
      if (fn instanceof Callable)
        return this.call(fn.fn, fn.self ? [fn.self, ...args] : args, named);
    }
    if (e.callee.kind === 'name') return this.operator(e.callee.name, args, named, hint, place);
    throw new Unsupported(`${place}: what is called here is not supported`);
  }

  /** A function or a class by its whole path. */
  private free(
    path: string,
    args: readonly TorchValue[],
    named: ReadonlyMap<string, TorchValue>,
    place: string,
  ): TorchValue {
    const at = path.lastIndexOf('.');
    const [module, name] = [path.slice(0, at), path.slice(at + 1)];
    const file = this.world.file(module);
    const fn = file?.functions.get(name);
    if (fn) return this.call(fn, args, named);
    // A named tuple, or a class without a constructor: its fields in order.
    if (file?.classes.has(name))
      return file.classes.get(name)!.has('__init__')
        ? new PyObject(new PyName(module, name))
        : args;
    throw new Unsupported(`${place}: the program has no '${path}'`);
  }

  private operator(
    name: string,
    args: readonly TorchValue[],
    named: ReadonlyMap<string, TorchValue>,
    hint: string,
    place: string,
  ): TorchValue {
    if (![...args, ...named.values()].some(holdsTensor)) {
      const computed = scalarOperator(name, args);
      if (computed !== undefined) return computed;
    }
    const about = structural(name, args);
    return about !== undefined ? about : this.world.operator(name, args, named, hint, place);
  }
}

const holdsTensor = (v: TorchValue): boolean =>
  isTensor(v) || (Array.isArray(v) && v.some(holdsTensor));

const WORDS: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '//': 'floordiv',
  '%': 'remainder',
  '**': 'pow',
  '@': 'matmul',
  '==': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
  '&': '__and__',
  '|': '__or__',
  '^': '__xor__',
};

/** `a.b.c` as text, where it is one. */
function dotted(e: Expr): string | undefined {
  if (e.kind === 'name') return e.name;
  if (e.kind !== 'attribute') return undefined;
  const of = dotted(e.of);
  return of === undefined ? undefined : `${of}.${e.name}`;
}

const shapeOf = (v: Tensor | Parameter): readonly number[] =>
  v instanceof Parameter ? v.weights.type.shape : (v.value.type as RankedTensorType).shape;

/** Operators that ask about tensors and lists, and compute nothing with elements. */
function structural(name: string, args: readonly TorchValue[]): TorchValue | undefined {
  const [a, b, c, d] = args;
  switch (name) {
    case 'size': {
      if (!isTensor(a)) return undefined;
      const shape = shapeOf(a);
      return typeof b === 'number' ? shape[b < 0 ? b + shape.length : b] : shape;
    }
    case 'dim':
      return isTensor(a) ? shapeOf(a).length : undefined;
    case 'numel':
      return isTensor(a) ? shapeOf(a).reduce((n, s) => n * s, 1) : undefined;
    case 'len':
      if (isTensor(a)) return shapeOf(a)[0];
      return Array.isArray(a) ? a.length : typeof a === 'string' ? a.length : undefined;
    case 'append':
      if (Array.isArray(a)) (a as TorchValue[]).push(b);
      return a;
    case 'slice':
      if (!Array.isArray(a)) return undefined;
      return a.filter(
        (_, i) =>
          i >= Number(b ?? 0) &&
          i < Number(c ?? a.length) &&
          (i - Number(b ?? 0)) % Number(d ?? 1) === 0,
      );
    case '__getitem__':
      return Array.isArray(a) && typeof b === 'number' ? a[b < 0 ? b + a.length : b] : undefined;
    case '__contains__':
      return Array.isArray(a) ? a.includes(b) : a instanceof Map ? a.has(b) : undefined;
    case '__is__':
      return a === b;
    case '__isnot__':
      return a !== b;
    case 'is_scripting':
    case 'is_tracing':
    case 'is_grad_enabled':
      return name === 'is_scripting';
    case 'device':
    case 'prim.device':
      return 'cpu';
    case 'dtype':
    case 'prim.dtype':
      return isTensor(a) ? 6 : undefined;
    case 'is_floating_point':
      return true;
    case 'is_cuda':
    case 'prim.is_cuda':
    case 'requires_grad':
      return false;
    case 'prim.NumToTensor':
    case 'prim.ImplicitTensorToNum':
    case 'ScalarImplicit':
    case 'Int':
    case 'IntImplicit':
    case 'FloatImplicit':
    case 'item':
      return typeof a === 'number' || typeof a === 'boolean' ? a : undefined;
    case 'warn':
    case 'prim.RaiseException':
    case 'format':
      return name === 'format' ? `${args.join(' ')}` : null;
    default:
      return undefined;
  }
}

/** Operators on numbers, texts and lists of them; undefined for what is none. */
export function scalarOperator(name: string, args: readonly TorchValue[]): TorchValue | undefined {
  const [a, b] = args;
  if (name === 'range') {
    const [from, to, step] = args.length === 1 ? [0, a, 1] : [a, b, args[2] ?? 1];
    const count = Math.max(0, Math.ceil((Number(to) - Number(from)) / Number(step)));
    if (!(count <= 100_000)) return undefined;
    return Array.from({ length: count }, (_, i) => Number(from) + i * Number(step));
  }
  if ((name === 'eq' || name === 'ne') && args.length === 2) return same(a, b) === (name === 'eq');
  if (name === 'add' && Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
  if (name === 'mul' && Array.isArray(a) && typeof b === 'number' && b < 10_000)
    return Array.from({ length: b }, () => a).flat();
  const numbers = args.map(Number);
  const isNumeric = args.every((v) => typeof v === 'number' || typeof v === 'boolean');
  const fn = SCALARS[name] as ((...n: number[]) => number | boolean) | undefined;
  return isNumeric && fn !== undefined && args.length > 0 ? fn(...numbers) : undefined;
}

function same(a: TorchValue, b: TorchValue): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((v, i) => same(v, b[i]));
  return a === b;
}

const SCALARS: Readonly<Record<string, (...n: number[]) => number | boolean>> = {
  abs: Math.abs,
  add: (a, b) => a + b,
  bool: (a) => a !== 0,
  Bool: (a) => a !== 0,
  ceil: Math.ceil,
  div: (a, b) => a / b,
  float: (a) => a,
  Float: (a) => a,
  floor: Math.floor,
  floordiv: (a, b) => Math.floor(a / b),
  floor_divide: (a, b) => Math.floor(a / b),
  ge: (a, b) => a >= b,
  gt: (a, b) => a > b,
  int: Math.trunc,
  Int: Math.trunc,
  le: (a, b) => a <= b,
  lt: (a, b) => a < b,
  mul: (a, b) => a * b,
  neg: (a) => -a,
  pow: (a, b) => a ** b,
  'prim.max': (...n) => Math.max(...n),
  'prim.min': (...n) => Math.min(...n),
  remainder: (a, b) => a - b * Math.floor(a / b),
  round: Math.round,
  sqrt: Math.sqrt,
  sub: (a, b) => a - b,
  __and__: (a, b) => a & b,
  __not__: (a) => a === 0,
  __or__: (a, b) => a | b,
};
